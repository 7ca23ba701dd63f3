"""Figures of the chapters: one module each, text by language, code shared."""

from book.figures.anger import anger
from book.figures.asked import asked
from book.figures.aspects import aspects
from book.figures.blueprint import blueprint
from book.figures.injured import injured
from book.figures.layers import layers
from book.figures.long_days import long_days
from book.figures.overlap import overlap
from book.figures.screen import screen

__all__ = [
    "anger",
    "asked",
    "aspects",
    "blueprint",
    "injured",
    "layers",
    "long_days",
    "overlap",
    "screen",
]
