"""Rules over chapters, read as text: twins and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from pendamping import chapter
from pendamping.chapter import ANCHOR, CITE, FACTS
from pendamping.load import Course
from pendamping.source import Diagnostic, diagnose, position
from pendamping.text import LANGS

_CALL = re.compile(r"\b(quiz|vignette)\(([^)]*)\)")
_STRING = re.compile(r"[\"']([^\"']+)[\"']")


def findings(course: Course) -> Iterator[Diagnostic]:
    """Yield what is wrong with the chapters of all languages."""
    pages, found = chapter.read(course.root)
    yield from found
    texts = {(page.lang, page.name): page.text for page in pages}
    for page in pages:
        yield from _cells(course, page.path, page.text or "")
        for other in LANGS:
            if (other, page.name) not in texts:
                yield diagnose(page.path, (1, 1), "L070", lang=other)
            elif page.lang == LANGS[0]:
                there = texts[other, page.name]
                if page.text is not None and there is not None:
                    yield from _twins(page.path, page.text, there)


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


def _twins(path: str, here: str, there: str) -> Iterator[Diagnostic]:
    """Compare two pages; the first difference of each kind is enough."""
    for what, pattern in (
        ("anchors", ANCHOR),
        ("citations", CITE),
        ("cells", _CALL),
        ("facts", FACTS),
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
