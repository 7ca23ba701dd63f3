"""Chapters by section, and what a reader reads of them. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pendamping.chapter import ANCHOR

_HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCE = re.compile(r"`{3,}")
# of a cell one reads the words of its picture: these fields of its head, and what is below them
_CAPTION = re.compile(r"( *)(?:alt|caption):(?: *[|>]-?$)?")
_NOT_READ = re.compile(
    r"^%.*$"  # a comment
    r"|^\([a-z0-9-]+\)=$"  # an anchor
    r"|^:{3,}(?:\{[a-z-]+\})?"  # the edges of an admonition, not its title
    r"|^:[a-z-]+:.*$"  # an option
    r"|\{[a-z:]+\}`[^`]*`"  # a role, such as a citation
    r"|`[^`\n]*`"
    r"|(?<=\])\([^)\s]*\)"  # where a link leads
    r"|\bhttps?://\S+",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Section:
    """A part of a chapter, from its anchor to the next.

    Attributes
    ----------
    anchor : str
        Its anchor; empty for what stands above the first one.
    start : int
        Where it starts in the chapter.
    text : str
        All of it.
    """

    anchor: str
    start: int
    text: str


def sections(text: str) -> Iterator[Section]:
    """Yield the parts of a chapter, each from its anchor to the next."""
    starts = [(match[1], match.start()) for match in ANCHOR.finditer(text)]
    ends = [start for _, start in starts[1:]] + [len(text)]
    head = _HEAD.match(text)
    above = Section("", 0, text[: starts[0][1] if starts else len(text)])
    if above.text[head.end() if head else 0 :].strip():
        yield above
    for (anchor, start), end in zip(starts, ends, strict=False):
        yield Section(anchor, start, text[start:end])


def prose(text: str) -> str:
    """Return what a reader reads, all else as spaces, so that every offset stays."""
    text = _HEAD.sub(_blank, text)
    text = "".join(_without_cells(text))
    return _NOT_READ.sub(_blank, text)


def _without_cells(text: str) -> Iterator[str]:
    """Yield the lines of a chapter, those of cells blank but for the words of pictures."""
    fence, indent = "", None
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if not fence and not mark:
            yield line
            continue
        said = ""
        if fence:
            own = len(line) - len(line.lstrip(" "))
            caption = _CAPTION.match(line)
            if caption:
                indent, said = own, line[caption.end() :]
            elif indent is not None and own > indent:
                said = line
            else:
                indent = None
        if mark and (not fence or line.strip() == fence):
            fence = "" if fence else mark[0]
        yield _spaces(line[: len(line) - len(said)]) + said


def _blank(match: re.Match[str]) -> str:
    return _spaces(match[0])


def _spaces(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
