"""Rules over questions, sets and the blueprint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pendamping.load import Course
from pendamping.model.item import (
    LEVELS,
    Cloze,
    Item,
    Match,
    Multiple,
    Option,
    Order,
    Reflect,
    Single,
)
from pendamping.model.vignette import Vignette
from pendamping.source import Diagnostic, Place, Tree
from pendamping.text import LANGS

MAX_TEXT = 700
KEY_TOO_LONG = 1.2
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!]|javascript:", re.IGNORECASE)


def findings(course: Course) -> Iterator[Diagnostic]:
    """Yield what is wrong with questions, sets and counts."""
    for key, item in course.items.items():
        tree = course.trees[course.files["item", key]]
        yield from _references(course, item, tree)
        yield from _options(course, item, tree)
        yield from texts(item, tree)
    yield from _sets(course)
    yield from _blueprint(course)


def texts(model: Item | Vignette, tree: Tree) -> Iterator[Diagnostic]:
    """Yield texts that are too long or hold markup."""
    for place, text in model.texts():
        for lang in LANGS:
            said = text.to(lang)
            if len(said) > MAX_TEXT and "debrief" not in place:
                yield tree.report("L036", (*place, lang), limit=MAX_TEXT, lang=lang)
            if _MARKUP.search(said):
                yield tree.report("L038", (*place, lang), lang=lang)


def sources(
    course: Course, cited: tuple[str, ...], tree: Tree, place: Place
) -> Iterator[Diagnostic]:
    """Yield citations of unknown sources or of facts that a source does not carry."""
    for index, cite in enumerate(cited):
        key, _, fact = cite.partition("#")
        known = course.evidence.get(key)
        if known is None or (fact and fact not in {f.key for f in known.facts}):
            yield tree.report("L022", (*place, index), key=cite)


def _references(course: Course, item: Item, tree: Tree) -> Iterator[Diagnostic]:
    if item.objective not in course.objectives:
        yield tree.report("L020", ("objective",), key=item.objective)
    if not item.sources and not isinstance(item, Reflect):
        yield tree.report("L023", ("sources",))
    yield from sources(course, item.sources, tree, ("sources",))


def _groups(item: Item) -> Iterator[tuple[Place, tuple[Option, ...]]]:
    if isinstance(item, Single | Multiple):
        yield ("options",), item.options
    elif isinstance(item, Cloze):
        for index, gap in enumerate(item.gaps):
            yield ("gaps", index, "options"), gap.options


def _parts(item: Item) -> Iterator[tuple[Place, str, str | None, bool]]:
    """Yield place, key, misconception and whether one is wanted, for all that can be chosen."""
    for place, options in _groups(item):
        for index, option in enumerate(options):
            yield (*place, index), option.key, option.misconception, not option.correct
    if isinstance(item, Order):
        for index, step in enumerate(item.steps):
            yield ("steps", index), step.key, step.misconception, False
    elif isinstance(item, Match):
        for index, choice in enumerate(item.choices):
            yield ("choices", index), choice.key, choice.misconception, False
    elif item.kind == "judgement":
        for index, response in enumerate(item.responses):
            yield ("responses", index), response.key, response.misconception, response.panel < 3


def _options(course: Course, item: Item, tree: Tree) -> Iterator[Diagnostic]:
    for place, _key, misconception, wanted in _parts(item):
        if misconception is None and wanted:
            yield tree.report("L024", place)
        elif misconception is not None and misconception not in course.misconceptions:
            yield tree.report("L021", (*place, "misconception"), key=misconception)
    if not isinstance(item, Cloze):
        counts = Counter(key for _, key, _, _ in _parts(item))
        yield from (tree.report("L028", key=k) for k, n in counts.items() if n > 1)
    if isinstance(item, Match):
        known = {choice.key for choice in item.choices}
        for index, prompt in enumerate(item.prompts):
            if prompt.answer not in known:
                yield tree.report("L028", ("prompts", index, "answer"), key=prompt.answer)
    if isinstance(item, Cloze):
        for lang in LANGS:
            named = re.findall(r"\{([a-z0-9-]+)\}", item.passage.to(lang))
            for key in set(named) ^ {gap.key for gap in item.gaps}:
                yield tree.report("L028", ("passage", lang), key=key)
    for place, options in _groups(item):
        for lang in LANGS:
            said = [option.text.to(lang).casefold() for option in options]
            if len(set(said)) < len(said):
                yield tree.report("L035", place, lang=lang)
            right = [len(o.text.to(lang)) for o in options if o.correct]
            wrong = [len(o.text.to(lang)) for o in options if not o.correct]
            if isinstance(item, Single) and right[0] > KEY_TOO_LONG * max(wrong):
                yield tree.report("L030", place, lang=lang)


def _sets(course: Course) -> Iterator[Diagnostic]:
    for key, group in course.sets.items():
        tree = course.trees[course.files["set", key]]
        for index, item in enumerate(group.items):
            if item not in course.items:
                place = (*course.places["set", key], "items", index)
                yield tree.report("L026", place, key=item)


def _blueprint(course: Course) -> Iterator[Diagnostic]:
    have = Counter((course.module_of(key), item.level) for key, item in course.items.items())
    for key, module in course.modules.items():
        for level in LEVELS:
            want = getattr(module.blueprint, level)
            if module.open and have[key, level] < want:
                tree = course.trees[course.files["module", key]]
                place = (*course.places["module", key], "blueprint", level)
                yield tree.report(
                    "L080", place, module=key, level=level, have=have[key, level], want=want
                )
