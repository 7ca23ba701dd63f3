"""Figures of the chapters: one module each, text by language, code shared."""

from book.figures.layers import layers
from book.figures.long_days import long_days

__all__ = ["layers", "long_days"]
