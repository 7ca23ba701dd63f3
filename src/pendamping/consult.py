"""The commands ``evidence`` and ``blueprint``: from a course to what they print."""

from __future__ import annotations

import difflib
import json

from pendamping import bibliography, chapter
from pendamping.check import catalogue
from pendamping.check import evidence as rules
from pendamping.load import Course
from pendamping.report import blueprint as numbers
from pendamping.report import coverage, thread
from pendamping.text import Lang
from pendamping.trace import trace


class NoSource(LookupError):
    """No source has this key; the message names those that are near."""


def evidence(
    course: Course,
    lang: Lang,
    *,
    source: str | None = None,
    statements: bool = False,
    unused: bool = False,
    form: str = "text",
) -> tuple[str, bool]:
    """Tell what stands on which source.

    Parameters
    ----------
    course : Course
        A loaded course, whatever its findings.
    lang : {"id", "en"}
        Language of the words.
    source : str, optional
        Only what falls with this source.
    statements : bool
        Instead, each statement with its sources.
    unused : bool
        Instead, what nothing uses; then anything is a finding.
    form : {"text", "json"}
        The form of the answer.

    Returns
    -------
    said : str
        What to print.
    clean : bool
        False if something was looked for that should not be there.

    Raises
    ------
    NoSource
        If neither the evidence nor the references nor any place knows `source`.
    """
    pages, _ = chapter.read(course.root)
    entries = bibliography.read(course.root).entries
    found = trace(course, pages, entries)
    known = [*found.by_source, *found.without_facts]
    if source is not None and source not in known:
        close = [key for key in known if source.casefold() in key.casefold()]
        close = close or difflib.get_close_matches(source, known)
        raise NoSource(f"no source with the key {source!r}; near: {', '.join(close) or '-'}")
    gaps = [catalogue.format_line(f, lang) for f in rules.findings(course) if f.code == "L093"]
    if form == "json":
        return _json(thread.plain(found, gaps, source)), True
    if unused:
        said, some = thread.leftovers(found, lang)
        return said, not some
    if statements:
        return thread.statements(found, lang), True
    if source is None:
        return thread.overview(found, gaps, lang), True
    entry = (entries or {}).get(source)
    says = entry.says() if entry else "–"
    return thread.falls(found, source, course.evidence.get(source), says, lang), True


def blueprint(course: Course, lang: Lang, *, form: str = "text") -> tuple[str, bool]:
    """Tell how many questions are asked for, present and reviewed.

    Parameters
    ----------
    course : Course
        A loaded course, whatever its findings.
    lang : {"id", "en"}
        Language of the words.
    form : {"text", "markdown", "json"}
        The form of the answer.

    Returns
    -------
    said : str
        What to print.
    clean : bool
        False if an open module falls short.
    """
    found = numbers.counts(course)
    clean = not any(any(count.short()) for count in found)
    if form == "json":
        return _json(numbers.plain(found)), clean
    return coverage.write(found, lang, markdown=form == "markdown"), clean


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
