"""Rules over questions, sets, the blueprint and the lists that they refer to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pendamping.load import Course
from pendamping.model.item import (
    Cloze,
    Item,
    Match,
    Multiple,
    Option,
    Order,
    Reflect,
    Single,
)
from pendamping.report.blueprint import counts
from pendamping.source import Diagnostic, Place, Tree
from pendamping.text import LANGS, Model

MAX_TEXT = 700
KEY_TOO_LONG = 1.2
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!]|javascript:", re.IGNORECASE)
_GAP = re.compile(r"\{([a-z0-9-]+)\}")


def findings(course: Course) -> Iterator[Diagnostic]:
    """Yield what is wrong with questions, sets and counts."""
    for key, item in course.items.items():
        tree = course.trees[course.files["item", key]]
        yield from _references(course, item, tree)
        yield from _options(course, item, tree)
        yield from texts(item, tree)
        if course.misses("module", course.module_of(key)):
            yield tree.report("L025", key=course.module_of(key))
    yield from _lists(course)
    yield from _sets(course)
    yield from _blueprint(course)


def texts(model: Model, tree: Tree, at: Place = ()) -> Iterator[Diagnostic]:
    """Yield texts that are too long or hold markup."""
    for place, text in model.texts():
        for lang in LANGS:
            said = text.to(lang)
            if len(said) > MAX_TEXT and "debrief" not in place:
                yield tree.report("L036", (*at, *place, lang), limit=MAX_TEXT, lang=lang)
            yield from markup(said, tree, (*at, *place, lang), lang)


def markup(said: str, tree: Tree, place: Place, lang: str) -> Iterator[Diagnostic]:
    """Yield HTML in one text."""
    if ("<" in said or ":" in said) and _MARKUP.search(said):  # the first is quick
        yield tree.report("L038", place, lang=lang)


def _lists(course: Course) -> Iterator[Diagnostic]:
    """Check the texts of everything that stands in a list, and the words of the page."""
    tables: dict[str, Mapping[str, Model]] = {
        "set": course.sets,
        "objective": course.objectives,
        "misconception": course.misconceptions,
        "source": course.evidence,
        "module": course.modules,
        "term": course.glossary,
        "avoid": course.avoid,
    }
    for kind, table in tables.items():
        for key, entry in table.items():
            yield from texts(entry, course.trees[course.files[kind, key]], course.places[kind, key])
    for key, word in course.interface.items():
        yield from texts(word, course.trees[course.files["word", key]], (key,))
    for key, objective in course.objectives.items():
        if course.misses("module", objective.module):
            place = (*course.places["objective", key], "module")
            tree = course.trees[course.files["objective", key]]
            yield tree.report("L025", place, key=objective.module)
    for key, module in course.modules.items():
        tree = course.trees[course.files["module", key]]
        for index, case in enumerate(module.vignettes if module.open else ()):
            if course.misses("vignette", case):
                place = (*course.places["module", key], "vignettes", index)
                yield tree.report("L027", place, key=case)


def sources(
    course: Course, cited: tuple[str, ...], tree: Tree, place: Place
) -> Iterator[Diagnostic]:
    """Yield citations of unknown sources or of facts that a source does not carry."""
    for index, cite in enumerate(cited):
        key, _, fact = cite.partition("#")
        if course.misses("source", key) or (fact and not carries(course, key, fact)):
            yield tree.report("L022", (*place, index), key=cite)


def carries(course: Course, key: str, fact: str) -> bool:
    """Tell whether a source carries a fact; one that could not be read may."""
    source = course.evidence.get(key)
    return source is None or fact in {known.key for known in source.facts}


def _references(course: Course, item: Item, tree: Tree) -> Iterator[Diagnostic]:
    if course.misses("objective", item.objective):
        yield tree.report("L020", ("objective",), key=item.objective)
    if not item.sources and not isinstance(item, Reflect):
        yield tree.report("L023", ("sources",))
    yield from sources(course, item.sources, tree, ("sources",))


def groups(item: Item) -> Iterator[tuple[Place, tuple[Option, ...]]]:
    """Yield the options of which some are right, with their place."""
    if isinstance(item, Single | Multiple):
        yield ("options",), item.options
    elif isinstance(item, Cloze):
        for index, gap in enumerate(item.gaps):
            yield ("gaps", index, "options"), gap.options


def _keys(item: Item) -> Iterator[tuple[Place, Sequence[str]]]:
    """Yield the lists in which a key may stand only once."""
    for name in ("options", "steps", "prompts", "choices", "gaps", "responses"):
        if hasattr(item, name):
            yield (name,), [part.key for part in getattr(item, name)]
    if isinstance(item, Cloze):
        for index, gap in enumerate(item.gaps):
            yield ("gaps", index, "options"), [option.key for option in gap.options]


def _parts(item: Item) -> Iterator[tuple[Place, str | None, bool]]:
    """Yield place, misconception and whether one is wanted, for all that can be chosen."""
    for place, options in groups(item):
        for index, option in enumerate(options):
            yield (*place, index), option.misconception, not option.correct
    if isinstance(item, Order):
        for index, step in enumerate(item.steps):
            yield ("steps", index), step.misconception, False
    elif isinstance(item, Match):
        for index, choice in enumerate(item.choices):
            yield ("choices", index), choice.misconception, False
    elif item.kind == "judgement":
        for index, response in enumerate(item.responses):
            yield ("responses", index), response.misconception, response.panel < 3


def _options(course: Course, item: Item, tree: Tree) -> Iterator[Diagnostic]:
    for place, misconception, wanted in _parts(item):
        if misconception is None and wanted:
            yield tree.report("L024", place)
        elif misconception is not None and course.misses("misconception", misconception):
            yield tree.report("L021", (*place, "misconception"), key=misconception)
    for place, keys in _keys(item):
        for index, key in enumerate(keys):
            if key in keys[:index]:
                yield tree.report("L028", (*place, index, "key"), key=key)
    if isinstance(item, Match):
        known = {choice.key for choice in item.choices}
        for index, prompt in enumerate(item.prompts):
            if prompt.answer not in known:
                yield tree.report("L028", ("prompts", index, "answer"), key=prompt.answer)
    if isinstance(item, Cloze):
        gaps = {gap.key for gap in item.gaps}
        for lang in LANGS:
            named = Counter(_GAP.findall(item.passage.to(lang)))
            for key in {*named, *gaps}:
                if key not in gaps or named[key] != 1:
                    yield tree.report("L028", ("passage", lang), key=key)
    for place, options in groups(item):
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
            if course.misses("item", item):
                place = (*course.places["set", key], "items", index)
                yield tree.report("L026", place, key=item)


def _blueprint(course: Course) -> Iterator[Diagnostic]:
    for count in counts(course):
        key = count.module.key
        tree = course.trees[course.files["module", key]]
        for level in count.short():
            place = (*course.places["module", key], "blueprint", level)
            have, want = count.have(level), count.asked(level)
            yield tree.report("L080", place, module=key, level=level, have=have, want=want)
