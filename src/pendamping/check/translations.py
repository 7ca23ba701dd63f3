"""Rules over the lock of translations, and what the command `tr` needs of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pendamping import chapter
from pendamping.load import LOCK, Course
from pendamping.source import Diagnostic, diagnose, read_text
from pendamping.text import LANGS
from pendamping.translate import Drift, Lock, compare, leaves, parse_lock

MAX_LOCK = 8 * 1024 * 1024  # written by a tool, a line for each text of the course


@dataclass
class State:
    """The lock as it is on disk, and today's texts beside it.

    Attributes
    ----------
    lock : dict of str to Hashes
        What it holds.
    lines : dict of str to int
        Where in it each name stands.
    unreadable : list of int
        Lines of it that cannot be read.
    drift : Drift
        How today's texts differ.
    whole : bool
        Whether all of the course could be read; else a text may only seem to be gone.
    findings : list of Diagnostic
        Why the lock itself cannot be read.
    """

    lock: Lock
    lines: dict[str, int]
    unreadable: list[int]
    drift: Drift
    whole: bool
    findings: list[Diagnostic]


def state(course: Course) -> State:
    """Read the lock and compare."""
    pages, unread = chapter.read(course.root)
    file = course.root / LOCK
    text, findings = read_text(file, LOCK, MAX_LOCK) if file.exists() else ("", [])
    lock, lines, unreadable = parse_lock(text or "")
    drift = compare(leaves(course, pages), lock)
    whole = not (unread or course.broken or findings)
    return State(lock, lines, unreadable, drift, whole, findings)


def findings(course: Course) -> Iterator[Diagnostic]:
    """Yield texts that changed in one language only, and lines of the lock to be renewed.

    A new text, and one that changed in all languages, is no finding: `tr status` shows it.
    """
    if not (course.root / LOCK).exists():
        return
    now = state(course)
    yield from now.findings
    for leaf, lang in now.drift.alone:
        other = next(known for known in LANGS if known != lang)
        yield leaf.sides[other].report("L110", name=leaf.name, lang=lang, other=other)
    gone = [now.lines[name] for name in now.drift.gone] if now.whole else []
    for line in (*now.unreadable, *gone):
        yield diagnose(LOCK, (line, 1), "L111")
