"""Rules over a whole bank: what no single question shows, and what guessers live on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, comb
from statistics import fmean
from typing import Any

from pendamping.check.items import groups
from pendamping.guessers import JUDGED_FROM, Question
from pendamping.load import Course
from pendamping.model.item import Cloze, Item, Judgement
from pendamping.source import Diagnostic, Place, diagnose
from pendamping.text import LANGS, Lang
from pendamping.wording import found

POSITION = (28, 38)  # per cent of keys at each of three places
LONGEST = 40  # per cent of keys that are the longest option, at most
MEAN = 110  # mean length of keys in per cent of that of distractors, at most
RARE = 0.025  # one-sided: a difference that chance makes in fewer banks than this is one
THREE = 3
MODULES = "exercises/modules.yaml"


def questions(course: Course, lang: Lang, *, placed: bool = False) -> list[Question]:
    """Return the banks as plain data, as `pendamping.guessers` counts them.

    Parameters
    ----------
    course : Course
        A loaded course.
    lang : {"id", "en"}
        The language that is played.
    placed : bool
        Look up where each option stands, which reads its file once more.

    Returns
    -------
    list of Question
    """
    return [
        Question(
            bank=course.files["item", key].split("/")[-2],
            module=course.module_of(key),
            key="/".join([key, *(str(part) for part in place[1:2])]),
            kind=item.kind,
            stem=_stem(item, lang),
            options=tuple(said),
            right=frozenset(index for index, is_right in enumerate(right) if is_right),
            at=tuple(
                _where(course, key, (*place, index, "text", lang))
                for index in range(len(said) if placed else 0)
            ),
        )
        for key, item in course.items.items()
        for place, said, right in _played(item, lang)
        if any(right) and not all(right)
    ]


def _stem(item: Item, lang: Lang) -> str:
    stem = item.stem.to(lang)
    return f"{stem} {item.passage.to(lang)}" if isinstance(item, Cloze) else stem


def _played(item: Item, lang: Lang) -> Iterator[tuple[Place, list[str], list[bool]]]:
    for place, options in groups(item):
        yield place, [o.text.to(lang) for o in options], [o.correct for o in options]
    if isinstance(item, Judgement):
        best = max(response.panel for response in item.responses)
        said = [response.text.to(lang) for response in item.responses]
        yield ("responses",), said, [r.panel == best for r in item.responses]


def _where(course: Course, key: str, place: Place) -> str:
    path = course.files["item", key]
    line, column = course.trees[path].at(place)
    return f"{path}:{line}:{column}"


def findings(course: Course) -> Iterator[Diagnostic]:
    """Yield what is wrong with the bank of a module, or of all modules together."""
    for lang in LANGS:
        played = questions(course, lang)
        modules = sorted({question.module for question in played})
        banks = {module: [q for q in played if q.module == module] for module in modules}
        if len(banks) > 1:
            banks["all"] = played
        for bank, asked in banks.items():
            three = [q for q in asked if q.kind in ("single", "cloze") and len(q.options) == THREE]
            if len(three) >= JUDGED_FROM:
                if lang == LANGS[0]:  # a key stands at the same place in every language
                    yield from _position(course, bank, three)
                yield from _length(course, bank, three, lang)
            if len(asked) >= JUDGED_FROM:
                yield from _cautious(course, bank, asked, lang)


def _report(course: Course, bank: str, code: str, **values: Any) -> Diagnostic:
    """Report at the entry of a module, or at the head of the list."""
    place = course.places.get(("module", bank))
    if place is None:
        return diagnose(MODULES, (1, 1), code, bank=bank, **values)
    tree = course.trees[course.files["module", bank]]
    return tree.report(code, (*place, "key"), bank=bank, **values)


def _position(course: Course, bank: str, asked: Sequence[Question]) -> Iterator[Diagnostic]:
    keys = [next(iter(question.right)) for question in asked]
    counts = [keys.count(place) for place in range(THREE)]
    low, high = POSITION
    if not all(low <= 100 * count / len(keys) <= high for count in counts):
        said = " + ".join(map(str, counts))
        yield _report(course, bank, "L081", places=said, count=len(keys), low=low, high=high)


def _length(
    course: Course, bank: str, asked: Sequence[Question], lang: Lang
) -> Iterator[Diagnostic]:
    keys = [next(len(q.options[place]) for place in q.right) for q in asked]
    others = [[len(o) for i, o in enumerate(q.options) if i not in q.right] for q in asked]
    longest = sum(key > max(other) for key, other in zip(keys, others, strict=True))
    count = len(asked)
    if 100 * longest / count > LONGEST:
        yield _report(course, bank, "L082", longest=longest, count=count, limit=LONGEST, lang=lang)
    mean = 100 * fmean(keys) / fmean(length for other in others for length in other)
    if mean > MEAN:
        yield _report(course, bank, "L083", share=ceil(mean), count=count, limit=MEAN, lang=lang)


def _cautious(
    course: Course, bank: str, asked: Sequence[Question], lang: Lang
) -> Iterator[Diagnostic]:
    """Compare how often keys and distractors hold certain or cautious words."""
    harmless = course.cues.harmless.to(lang)
    for code, listed in (("L084", course.cues.hedges), ("L085", course.cues.absolutes)):
        tally = {True: [0, 0], False: [0, 0]}  # with such a word, all
        for question in asked:
            for place, option in enumerate(question.options):
                cell = tally[place in question.right]
                cell[0] += bool(found(option, listed.to(lang), harmless))
                cell[1] += 1
        (with_key, keys), (with_other, others) = tally[True], tally[False]
        if _unlike(with_key, keys, with_other, others):
            yield _report(
                course,
                bank,
                code,
                right=round(100 * with_key / keys),
                wrong=round(100 * with_other / others),
                lang=lang,
            )


def _unlike(a: int, n: int, b: int, m: int) -> bool:
    """Tell whether a of n and b of m differ by more than chance (Fisher's exact test)."""
    ways = [comb(n, k) * comb(m, a + b - k) for k in range(min(n, a + b) + 1)]
    tails = sum(ways[: a + 1]), sum(ways[a:])
    return min(tails) < RARE * sum(ways)
