"""Rules over the wording of one question, in each language by itself.

Each rule finds a flaw by which people who know how tests are written find the key without
knowing the answer, or by which people who know the answer miss it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from pendamping.check.items import groups
from pendamping.load import Course
from pendamping.model.course import Cues
from pendamping.model.item import Item, Judgement, Multiple, Single
from pendamping.source import Diagnostic, Place, Tree
from pendamping.text import LANGS, Lang
from pendamping.wording import content, found, is_closed, is_speech, plain, unquoted, words

MAX_STEM = 90  # words
FEWEST = 3  # options
UNEVEN = 1.75  # longest to shortest option …
UNEVEN_BY = 20  # … and so many characters: "Ya." and "Nanti." are no cue
ECHOES = 2  # words of the stem that only the key repeats

_SENTENCE = re.compile(r"[^.?!…]+[.?!…]*")
_NUMBER = re.compile(r"\W*([0-9]+(?:[.,][0-9]+)?)\W*(\w*)")
_THOUSANDS = re.compile(r"[.,](?=[0-9]{3}\b)")


@dataclass(frozen=True)
class _Group:
    """Options to choose among, in one language."""

    place: Place
    said: tuple[str, ...]
    right: tuple[bool, ...]
    rated: bool = False

    @property
    def key(self) -> int | None:
        """Place of the key; None if there is no such one, or too few options to tell."""
        alone = self.right.count(True) == 1 and len(self.right) >= FEWEST
        return self.right.index(True) if alone and not self.rated else None

    def at(self, index: int, lang: Lang) -> Place:
        return (*self.place, index, "text", lang)


class _Lists:
    """The cues of one language."""

    def __init__(self, cues: Cues, lang: Lang) -> None:
        self.lang, self.phrases = lang, cues.to(lang)

    def content(self, said: str) -> set[str]:
        return content(said, self.phrases["common"])

    def found(self, said: str, name: str) -> list[str]:
        return found(said, self.phrases[name], self.phrases["harmless"])


def findings(course: Course) -> Iterator[Diagnostic]:
    """Yield flaws of writing."""
    lists = [_Lists(course.cues, lang) for lang in LANGS]
    for key, item in course.items.items():
        tree = course.trees[course.files["item", key]]
        yield from _parts(item, tree)
        for mine in lists:
            yield from _stem(item, tree, mine)
            for group in _groups(item, mine.lang):
                yield from _options(group, tree, mine)
                yield from _key(item.stem.to(mine.lang), group, tree, mine)


def _groups(item: Item, lang: Lang) -> Iterator[_Group]:
    for place, options in groups(item):
        said = tuple(option.text.to(lang) for option in options)
        yield _Group(place, said, tuple(option.correct for option in options))
    if isinstance(item, Judgement):
        said = tuple(response.text.to(lang) for response in item.responses)
        yield _Group(("responses",), said, tuple(r.panel > 2 for r in item.responses), True)


def _parts(item: Item, tree: Tree) -> Iterator[Diagnostic]:
    """Check what does not hang on a language, and the reasons."""
    if isinstance(item, Single) and len(item.options) < FEWEST:
        yield tree.report("L042", ("options",), count=len(item.options))
    for place, options in groups(item):
        for index, option in enumerate(options):
            if option.correct and option.misconception is not None:
                yield tree.report("L046", (*place, index, "misconception"))
    if isinstance(item, Judgement):
        for index, response in enumerate(item.responses):
            if response.panel > 2 and response.misconception is not None:
                yield tree.report("L046", ("responses", index, "misconception"))
    for lang in LANGS:
        seen: set[str] = set()
        for place, text in item.texts():
            if place[-1] == "why":
                why = plain(text.to(lang))
                if why in seen:
                    yield tree.report("L045", (*place, lang), lang=lang)
                seen.add(why)


def _stem(item: Item, tree: Tree, lists: _Lists) -> Iterator[Diagnostic]:
    said, lang = item.stem.to(lists.lang), lists.lang
    place = ("stem", lang)
    count = len(said.split())
    if count > MAX_STEM:
        yield tree.report("L041", place, count=count, limit=MAX_STEM, lang=lang)
    for hinge in lists.found(unquoted(said), "hinges")[:1]:
        yield tree.report("L044", place, word=hinge, lang=lang)
    if not isinstance(item, Single | Multiple):
        return
    for question in _questions(said):
        for word in lists.found(question, "exceptions")[:1]:
            yield tree.report("L034", place, word=word, lang=lang)


def _questions(stem: str) -> Iterator[str]:
    """Yield what a stem asks: the questions of its last paragraph, else its last sentence."""
    sentences = _SENTENCE.findall(unquoted(stem).strip().rpartition("\n")[2])
    asked = [said for said in sentences if said.endswith("?")]
    yield from asked or sentences[-1:]


def _options(group: _Group, tree: Tree, lists: _Lists) -> Iterator[Diagnostic]:
    """Check all options of a group, whatever the key."""
    lang = lists.lang
    absolutes = [lists.found(said, "absolutes") for said in group.said]
    in_keys = [words for words, right in zip(absolutes, group.right, strict=True) if right]
    for index, said in enumerate(group.said):
        for word in lists.found(said, "above")[:1]:
            yield tree.report("L033", group.at(index, lang), word=word, lang=lang)
        if absolutes[index] and in_keys and not any(in_keys):
            word = absolutes[index][0]
            yield tree.report("L031", group.at(index, lang), word=word, lang=lang)
    often = [word for said in group.said for word in lists.found(unquoted(said), "frequency")[:1]]
    if len(set(often)) > 1:
        yield tree.report("L037", group.place, word=often[0], lang=lang)
    if not _in_order(group.said):
        yield tree.report("L048", group.place, lang=lang)
    negatives = lists.phrases["negatives"]
    bare = [[word for word in words(said) if word not in negatives] for said in group.said]
    for one, other in combinations(range(len(bare)), 2):
        same = words(group.said[one]) == words(group.said[other])
        if bare[one] == bare[other] != [] and not same:
            yield tree.report("L047", group.at(other, lang), lang=lang)
    closed = [is_closed(said) for said in group.said]
    yield from _odd(group, tree, lang, closed, ("closed", "open"), any_option=True)


def _in_order(said: Sequence[str]) -> bool:
    """Tell whether options that are numbers of one unit rise or fall; others are in order."""
    numbers = [_NUMBER.match(_THOUSANDS.sub("", plain(text))) for text in said]
    found_all = [number for number in numbers if number]
    if len(found_all) < max(FEWEST, len(said)) or len({number[2] for number in found_all}) > 1:
        return True
    values = [float(number[1].replace(",", ".")) for number in found_all]
    return len({a < b for a, b in pairwise(values)}) == 1


def _key(stem: str, group: _Group, tree: Tree, lists: _Lists) -> Iterator[Diagnostic]:
    """Check how the key stands among the distractors."""
    key, lang = group.key, lists.lang
    if key is None:
        return
    place = group.at(key, lang)
    lengths = [len(said) for said in group.said]
    short, long = min(lengths), max(lengths)
    if long > UNEVEN * short and long - short >= UNEVEN_BY:
        yield tree.report("L043", group.at(lengths.index(long), lang), lang=lang)
    yield from _odd(group, tree, lang, [is_speech(s) for s in group.said], ("speech", "action"))

    means = [lists.content(said) for said in group.said]
    mine, others = means[key], [m for index, m in enumerate(means) if index != key]
    asked = lists.content(stem)
    if len(asked & mine) >= ECHOES and not any(asked & other for other in others):
        yield tree.report("L032", place, words=", ".join(sorted(asked & mine)), lang=lang)
    # what all options share is what the question is about
    topic = set.intersection(*means)
    shared = [(mine & other) - topic for other in others]
    together = set[str]().union(*shared)
    apart = not any((a & b) - topic for a, b in combinations(others, 2))
    if all(shared) and apart and 2 * len(together) >= len(mine - topic):
        yield tree.report("L040", place, words=", ".join(sorted(together)), lang=lang)


def _odd(
    group: _Group,
    tree: Tree,
    lang: Lang,
    has: list[bool],
    names: tuple[str, str],
    *,
    any_option: bool = False,
) -> Iterator[Diagnostic]:
    """Yield the option that alone has, or lacks, a mark of form; only the key unless said."""
    for value, name in zip((True, False), names, strict=True):
        if has.count(value) == 1 and len(has) >= FEWEST:
            index = has.index(value)
            if any_option or index == group.key:
                yield tree.report("L039", group.at(index, lang), what=name, lang=lang)
