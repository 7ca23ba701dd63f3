"""Numbered rules over a loaded course."""

from __future__ import annotations

from pendamping.check import (
    bank,
    chapters,
    evidence,
    items,
    language,
    translations,
    vignettes,
    writing,
)
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
    for rules in (items, writing, bank, vignettes, chapters, evidence, language, translations):
        found.update(rules.findings(course))
    return sorted(found)
