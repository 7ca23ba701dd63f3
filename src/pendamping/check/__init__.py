"""Numbered rules over a loaded course."""

from __future__ import annotations

from pendamping.check import chapters, items, vignettes
from pendamping.load import Course
from pendamping.source import Diagnostic


def run(course: Course) -> list[Diagnostic]:
    """Apply every rule.

    Parameters
    ----------
    course : Course
        A loaded course, whatever its findings.

    Returns
    -------
    list of Diagnostic
        All findings, sorted by place, each once.
    """
    found = set(course.findings)
    for rules in (items, vignettes, chapters):
        found.update(rules.findings(course))
    return sorted(found)
