"""Rules over chapters, read as text: twins, cells, citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pendamping.load import Course
from pendamping.source import Diagnostic
from pendamping.text import LANGS

_ANCHOR = re.compile(r"^\(([a-z0-9-]+)\)=$", re.MULTILINE)
_CITE = re.compile(r"\{cite:[a-z]+\}`([^`]+)`")
_CALL = re.compile(r"\b(quiz|vignette)\(([^)]*)\)")
_FACTS = re.compile(r"^% facts: (.+)$", re.MULTILINE)
_STRING = re.compile(r"[\"']([^\"']+)[\"']")
_BIB = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)


def findings(course: Course) -> Iterator[Diagnostic]:
    """Yield what is wrong with the chapters of all languages."""
    pages = {lang: _pages(course.root / "book" / lang) for lang in LANGS}
    bib = course.root / "book" / "references.bib"
    known = set(_BIB.findall(_text(bib)[0])) if bib.is_file() else set()
    for lang in LANGS:
        for name, file in pages[lang].items():
            path = f"book/{lang}/{name}"
            text, problem = _text(file)
            if problem:
                yield Diagnostic(path, 1, 1, problem)
                continue
            yield from _cells(course, path, text)
            yield from _citations(course, path, text, known)
            for other in LANGS:
                if name not in pages[other]:
                    yield Diagnostic(path, 1, 1, "L070", (("lang", other),))
                elif lang == LANGS[0] and other != lang:
                    yield from _twins(path, text, _text(pages[other][name])[0])


def _pages(folder: Path) -> dict[str, Path]:
    files = sorted(folder.rglob("*.md")) if folder.is_dir() else []
    return {
        f.relative_to(folder).as_posix(): f for f in files if ".ipynb_checkpoints" not in f.parts
    }


@cache
def _read(file: Path, _when: int) -> tuple[str, str]:
    try:
        raw = file.read_bytes()
        text = raw.decode("utf-8")
    except OSError:
        return "", "L001"
    except UnicodeDecodeError:
        return "", "L004"
    if text.startswith("\ufeff"):
        return text, "L003"
    return text, "L005" if "\r" in text else ""


def _text(file: Path) -> tuple[str, str]:
    """Return a page's text and the code of what is wrong with the file, if anything."""
    try:
        when = file.stat().st_mtime_ns
    except OSError:
        return "", "L001"
    return _read(file, when)


def _at(path: str, text: str, offset: int, code: str, **values: str) -> Diagnostic:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Diagnostic(path, line, column, code, tuple(sorted(values.items())))


def _cells(course: Course, path: str, text: str) -> Iterator[Diagnostic]:
    head = text.split("\n---", 1)[0] if text.startswith("---") else ""
    if "kernelspec:" in head and "file_format: mystnb" not in head and "jupytext:" not in head:
        yield _at(path, text, text.index("kernelspec:"), "L073")
    for call in _CALL.finditer(text):
        known = {*course.items, *course.sets} if call[1] == "quiz" else {*course.vignettes}
        for key in _STRING.findall(call[2]):
            if key not in known:
                yield _at(path, text, call.start(), "L072", key=key)


def _citations(course: Course, path: str, text: str, known: set[str]) -> Iterator[Diagnostic]:
    for cite in _CITE.finditer(text):
        for key in (part.strip() for part in cite[1].split(",")):
            if key not in known:
                yield _at(path, text, cite.start(), "L076", key=key)
    for line in _FACTS.finditer(text):
        for cited in (part.strip() for part in line[1].split(",")):
            key, _, fact = cited.partition("#")
            source = course.evidence.get(key)
            if source is None or fact not in {f.key for f in source.facts}:
                yield _at(path, text, line.start(), "L022", key=cited)


def _twins(path: str, here: str, there: str) -> Iterator[Diagnostic]:
    for what, pattern in (
        ("anchors", _ANCHOR),
        ("citations", _CITE),
        ("cells", _CALL),
        ("facts", _FACTS),
    ):
        mine = ["".join(m) if isinstance(m, tuple) else m for m in pattern.findall(here)]
        theirs = ["".join(m) if isinstance(m, tuple) else m for m in pattern.findall(there)]
        if mine != theirs:
            first = next(
                (i for i, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), None
            )
            at = min(len(mine), len(theirs)) if first is None else first
            shown = [side[at] if at < len(side) else "-" for side in (mine, theirs)]
            values = (("here", shown[0]), ("there", shown[1]), ("what", what))
            yield Diagnostic(path, 1, 1, "L071", values)
