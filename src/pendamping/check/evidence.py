"""Rules over the thread from a statement to its source, and over the list of references."""

from __future__ import annotations

from collections.abc import Iterator

from pendamping import bibliography, chapter
from pendamping.bibliography import Bibliography
from pendamping.chapter import Page
from pendamping.check.items import carries
from pendamping.load import Course
from pendamping.source import Diagnostic, diagnose, position
from pendamping.trace import Trace, trace


def findings(course: Course) -> Iterator[Diagnostic]:
    """Yield what is wrong between chapters, questions, evidence and references."""
    pages, unread = chapter.read(course.root)
    listed = bibliography.read(course.root)
    yield from listed.findings
    for page in pages:
        yield from _citations(course, page, listed)
    found = trace(course, pages, listed.entries, positions=False)
    yield from _threads(course, found)
    if not unread and not course.broken:  # what cannot be read may be what names a fact
        yield from _unused(course, found)
    yield from _references(course, listed, found)


def _citations(course: Course, page: Page, listed: Bibliography) -> Iterator[Diagnostic]:
    """Check that what a page cites is in the references, and what it names in the evidence."""
    text = page.text or ""
    for offset, keys in chapter.citations(text):
        for key in keys:
            if listed.entries is not None and key not in listed.entries:
                yield diagnose(page.path, position(text, offset), "L076", key=key)
    for offset, named in chapter.facts(text):
        for cited in named:
            key, _, fact = cited.partition("#")
            if course.misses("source", key) or not carries(course, key, fact):
                yield diagnose(page.path, position(text, offset), "L022", key=cited)


def _threads(course: Course, found: Trace) -> Iterator[Diagnostic]:
    """Check citations against facts; a source that nobody knows has its own number."""
    for code, uses in (("L090", found.unnamed), ("L091", found.uncited)):
        for use in uses:
            if use.source in course.evidence:
                yield diagnose(use.path, (use.line, use.column), code, key=use.source)
    for use in found.bare:
        if use.source in course.evidence:
            yield course.trees[use.path].report("L096", use.place, key=use.source)


def _unused(course: Course, found: Trace) -> Iterator[Diagnostic]:
    for key, fact in found.unused():
        tree = course.trees[course.files["source", key]]
        place = course.places["source", key]
        if not fact:
            yield tree.report("L092", (*place, "key"), key=key)
            continue
        index = [known.key for known in course.evidence[key].facts].index(fact)
        yield tree.report("L092", (*place, "facts", index, "key"), key=f"{key}#{fact}")


def _references(course: Course, listed: Bibliography, found: Trace) -> Iterator[Diagnostic]:
    for entry in (listed.entries or {}).values():
        for what, at in entry.gaps():
            yield diagnose(bibliography.PATH, at, "L093", key=entry.key, what=what)
    for key in found.without_facts:
        if listed.entries and course.misses("source", key):
            at = listed.entries[key].position
            other = "exercises/evidence.yaml"
            yield diagnose(bibliography.PATH, at, "L094", key=key, other=other)
    for key in found.without_entry:
        if listed.entries:  # without the file itself, citations say enough
            tree = course.trees[course.files["source", key]]
            place = (*course.places["source", key], "key")
            yield tree.report("L094", place, key=key, other=bibliography.PATH)
