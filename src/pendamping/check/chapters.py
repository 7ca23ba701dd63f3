"""Rules over chapters, read as text: twins, cells, citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from pendamping.check.items import carries
from pendamping.load import Course
from pendamping.source import Diagnostic, diagnose, position, read_text
from pendamping.text import LANGS, Lang

_ANCHOR = re.compile(r"^\(([a-z0-9-]+)\)=$", re.MULTILINE)
_CITE = re.compile(r"\{cite:[a-z]+\}`([^`]+)`")
_CALL = re.compile(r"\b(quiz|vignette)\(([^)]*)\)")
_FACTS = re.compile(r"^% facts: (.+)$", re.MULTILINE)
_STRING = re.compile(r"[\"']([^\"']+)[\"']")
_BIB = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)


def findings(course: Course) -> Iterator[Diagnostic]:
    """Yield what is wrong with the chapters of all languages."""
    pages: dict[Lang, dict[str, str]] = {}
    broken: set[tuple[Lang, str]] = set()
    for lang in LANGS:
        pages[lang] = {}
        for name, file in _pages(course.root / "book" / lang):
            text, found = read_text(file, f"book/{lang}/{name}")
            yield from found
            pages[lang][name] = text or ""
            if text is None:
                broken.add((lang, name))
    known, found = _bibliography(course)
    yield from found
    for lang in LANGS:
        for name, text in pages[lang].items():
            path = f"book/{lang}/{name}"
            yield from _cells(course, path, text)
            yield from _citations(course, path, text, known)
            for other in LANGS:
                if name not in pages[other]:
                    yield diagnose(path, (1, 1), "L070", lang=other)
                elif lang == LANGS[0] and not broken & {(lang, name), (other, name)}:
                    yield from _twins(path, text, pages[other][name])


def _pages(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*.md")) if folder.is_dir() else ():
        if ".ipynb_checkpoints" not in file.parts:
            yield file.relative_to(folder).as_posix(), file


def _bibliography(course: Course) -> tuple[set[str] | None, list[Diagnostic]]:
    """Return the keys of the bibliography; None if there is no reading it."""
    file = course.root / "book" / "references.bib"
    if not file.exists():
        return set(), []
    text, found = read_text(file, "book/references.bib")
    return None if text is None else set(_BIB.findall(text)), found


def _at(path: str, text: str, offset: int, code: str, **values: str) -> Diagnostic:
    return diagnose(path, position(text, offset), code, **values)


def _cells(course: Course, path: str, text: str) -> Iterator[Diagnostic]:
    head = text.split("\n---", 1)[0] if text.startswith("---") else ""
    if "kernelspec:" in head and "file_format: mystnb" not in head and "jupytext:" not in head:
        yield _at(path, text, text.index("kernelspec:"), "L073")
    for call in _CALL.finditer(text):
        kinds = ("item", "set") if call[1] == "quiz" else ("vignette",)
        for key in _STRING.findall(call[2]):
            if all(course.misses(kind, key) for kind in kinds):
                yield _at(path, text, call.start(), "L072", key=key)


def _citations(
    course: Course, path: str, text: str, known: set[str] | None
) -> Iterator[Diagnostic]:
    for cite in _CITE.finditer(text):
        for key in (part.strip() for part in cite[1].split(",")):
            if known is not None and key not in known:
                yield _at(path, text, cite.start(), "L076", key=key)
    for line in _FACTS.finditer(text):
        for cited in (part.strip() for part in line[1].split(",")):
            key, _, fact = cited.partition("#")
            if course.misses("source", key) or not carries(course, key, fact):
                yield _at(path, text, line.start(), "L022", key=cited)


def _twins(path: str, here: str, there: str) -> Iterator[Diagnostic]:
    """Compare two pages; the first difference of each kind is enough."""
    for what, pattern in (
        ("anchors", _ANCHOR),
        ("citations", _CITE),
        ("cells", _CALL),
        ("facts", _FACTS),
    ):
        mine = [*pattern.finditer(here)]
        theirs = ["".join(match.groups()) for match in pattern.finditer(there)]
        for match, other in zip_longest(mine, theirs):
            said = "".join(match.groups()) if match else None
            if said != other:
                offset = match.start() if match else 0
                shown = {"what": what, "here": said or "-", "there": other or "-"}
                yield _at(path, here, offset, "L071", **shown)
                break
