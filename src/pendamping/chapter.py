"""Chapters as text: which pages there are, what they cite, which facts they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pendamping.source import Diagnostic, read_text
from pendamping.text import LANGS, Lang

ANCHOR = re.compile(r"^\(([a-z0-9-]+)\)=$", re.MULTILINE)
CITE = re.compile(r"\{cite:[a-z]+\}`([^`]+)`")
FACTS = re.compile(r"^% facts: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One Markdown file of one language.

    Attributes
    ----------
    lang : {"id", "en"}
        Its language.
    name : str
        Its path below ``book/<lang>``, the same for its twin.
    text : str or None
        What it says; None if there is no reading it.
    """

    lang: Lang
    name: str
    text: str | None

    @property
    def path(self) -> str:
        """Its path relative to the course folder."""
        return f"book/{self.lang}/{self.name}"


def read(root: Path) -> tuple[list[Page], list[Diagnostic]]:
    """Read the chapters of all languages.

    Parameters
    ----------
    root : Path
        The course folder.

    Returns
    -------
    pages : list of Page
        Sorted by path within a language.
    findings : list of Diagnostic
        What could not be read.
    """
    pages: list[Page] = []
    findings: list[Diagnostic] = []
    for lang in LANGS:
        folder = root / "book" / lang
        for file in sorted(folder.rglob("*.md")) if folder.is_dir() else ():
            if ".ipynb_checkpoints" in file.parts:
                continue
            name = file.relative_to(folder).as_posix()
            text, found = read_text(file, f"book/{lang}/{name}")
            pages.append(Page(lang, name, text))
            findings += found
    return pages, findings


def citations(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where a page cites, and the keys that it cites there."""
    for cite in CITE.finditer(text):
        yield cite.start(), _parts(cite[1])


def facts(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where a page names facts, and each ``source#fact`` of that line."""
    for line in FACTS.finditer(text):
        yield line.start(), _parts(line[1])


def _parts(listed: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in listed.split(","))
