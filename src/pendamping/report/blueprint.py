"""The blueprint: how many questions a module asks for, how many there are, how many reviewed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pendamping.load import Course
from pendamping.model.course import Module
from pendamping.model.item import LEVELS, Domain, Level

Cell = tuple[Level, Domain, str]  # level, competency domain, kind


@dataclass(frozen=True)
class Count:
    """The questions of one module.

    Attributes
    ----------
    module : Module
        The module; its ``blueprint`` is what is asked for.
    present, reviewed : Counter
        How many questions that count there are by level, domain and kind.
    practice : int
        Questions that do not count: practice, and those without a score.
    unread : int
        Files of questions that could not be read.
    """

    module: Module
    present: Counter[Cell]
    reviewed: Counter[Cell]
    practice: int = 0
    unread: int = 0

    def asked(self, level: Level) -> int:
        """Return how many questions of a level the module asks for."""
        wanted: int = getattr(self.module.blueprint, level)
        return wanted

    def have(self, level: Level) -> int:
        """Return how many questions of a level there are."""
        return _of(self.present, level)

    def checked(self, level: Level) -> int:
        """Return how many questions of a level were reviewed."""
        return _of(self.reviewed, level)

    def short(self) -> Iterator[Level]:
        """Yield the levels of an open module that fall short.

        A question that could not be read may be the one that seems to be missing.
        """
        if self.module.open:
            yield from (lv for lv in LEVELS if self.have(lv) + self.unread < self.asked(lv))


def _of(cells: Counter[Cell], level: Level) -> int:
    return sum(n for (at, _, _), n in cells.items() if at == level)


def counts(course: Course) -> tuple[Count, ...]:
    """Count the questions of each module, in the order of ``modules.yaml``."""
    present: dict[str, Counter[Cell]] = {}
    reviewed: dict[str, Counter[Cell]] = {}
    practice: Counter[str] = Counter()
    for key, item in course.items.items():
        module = course.module_of(key)
        if not course.is_counted(key):
            practice[module] += 1
            continue
        cell = (item.level, item.domain, item.kind)
        present.setdefault(module, Counter())[cell] += 1
        if item.review == "reviewed":
            reviewed.setdefault(module, Counter())[cell] += 1
    unread = Counter(tree.path.split("/")[-2] for tree in course.broken if "/items/" in tree.path)
    return tuple(
        Count(
            module,
            present.get(key, Counter()),
            reviewed.get(key, Counter()),
            practice[key],
            unread[key],
        )
        for key, module in course.modules.items()
    )


def digest(course: Course) -> str:
    """Hash what the picture of the blueprint shows: it has to be drawn again when this changes."""
    shown = [
        [c.module.key, c.module.open, [(c.asked(at), c.have(at)) for at in LEVELS]]
        for c in counts(course)
    ]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def plain(found: tuple[Count, ...]) -> list[dict[str, Any]]:
    """Return the blueprint as plain data, for other programs."""
    return [
        {
            "module": count.module.key,
            "open": count.module.open,
            "levels": {
                level: {
                    "asked": count.asked(level),
                    "present": count.have(level),
                    "reviewed": count.checked(level),
                }
                for level in LEVELS
            },
            "cells": [
                {
                    "level": level,
                    "domain": domain,
                    "kind": kind,
                    "present": n,
                    "reviewed": count.reviewed[level, domain, kind],
                }
                for (level, domain, kind), n in sorted(count.present.items())
            ],
            "practice": count.practice,
            "unread": count.unread,
            "short": [*count.short()],
        }
        for count in found
    ]
