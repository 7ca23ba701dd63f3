"""Rules over each text in both languages: words to avoid, terms, numbers, length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pendamping import chapter
from pendamping.check.numbers import differences
from pendamping.load import Course
from pendamping.model.language import Avoid
from pendamping.source import Diagnostic
from pendamping.text import LANGS, Lang
from pendamping.translate import Leaf, is_below, leaves

# how much longer or shorter than the English the Indonesian may be, and from how many letters on:
# from LONG on if both sides have as many, else from TWICE_AS_LONG (a sign for a missing half)
SHORTEST, LONGEST = 0.6, 1.7
LONG, TWICE_AS_LONG = 60, 120
# what may hang on a word
ENDINGS: dict[Lang, str] = {"id": "(?:-?(?:nya|ku|mu)|lah|kah|pun)?", "en": "(?:s|es|['’]s)?"}
# a misconception says what is wrong; the list of words to avoid holds them
NOT_OURS = ("misconceptions", "terms")
_WORD = re.compile(r"\w+")
# somebody's speech, and what is only mentioned
_SPEECH = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”|\*+[^*\n]+\*+")


class Phrases:
    """Words and phrases to be found in texts; a ``*`` at the end of a word is any ending.

    Parameters
    ----------
    said : iterable of str
        The phrases.
    lang : {"id", "en"}
        Their language: what may hang on a word differs.
    """

    def __init__(self, said: Iterable[str], lang: Lang) -> None:
        longest = sorted((phrase for phrase in said if _WORD.search(phrase)), key=len, reverse=True)
        parts = (r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in longest)
        whole = "|".join(part.replace(r"\*", r"\w*") for part in parts)
        self._pattern = re.compile(
            rf"(?<![\w-])(?:{whole or '(?!)'}){ENDINGS[lang]}(?![\w-])", re.IGNORECASE
        )
        words = (max(_WORD.findall(phrase.lower()), key=len) for phrase in longest)
        self.starts = frozenset(word[: 5 if len(word) >= 5 else 3] for word in words)

    def matches(self, text: _Read) -> list[re.Match[str]]:
        """Return where a text has one of them."""
        return [*self._pattern.finditer(text.prose)]


class _Index(dict[str, frozenset[int]]):
    """Which of many phrases are worth a look in a text: most texts have none of them.

    Looking up each word once is far quicker than a pattern for each phrase; what a word can
    begin is found out when it is first met.
    """

    def __init__(self, phrases: Iterable[Phrases]) -> None:
        super().__init__()
        self._by_start: dict[str, set[int]] = {}
        for at, one in enumerate(phrases):
            for start in one.starts:
                self._by_start.setdefault(start, set()).add(at)

    def __missing__(self, word: str) -> frozenset[int]:
        starts = (word[:3], word[:5], "")
        self[word] = frozenset().union(*(self._by_start.get(start, ()) for start in starts))
        return self[word]

    def worth_a_look(self, text: _Read) -> set[int]:
        """Return the places of these phrases."""
        return set().union(*map(self.__getitem__, text.words))


class _Read:
    """What one reads of a text, and its words."""

    def __init__(self, prose: str) -> None:
        self.prose = prose
        self.words = _WORD.findall(prose.lower())


def findings(course: Course) -> Iterator[Diagnostic]:
    """Yield what is wrong with the language of a course."""
    pages, _ = chapter.read(course.root)  # what cannot be read is said by the rules over chapters
    avoided = [(entry, Phrases(entry.words, entry.lang)) for entry in course.avoid.values()]
    avoided_at = _Index(words for _, words in avoided)
    paired = [
        (term.key, {lang: Phrases(term.ways(lang), lang) for lang in LANGS})
        for term in course.glossary.values()
        if term.paired
    ]
    paired_at = {lang: _Index(ways[lang] for _, ways in paired) for lang in LANGS}
    for leaf in leaves(course, pages):
        read = {lang: _Read(side.prose) for lang, side in leaf.sides.items()}
        yield from _length(leaf)
        yield from _numbers(leaf)
        for at in set().union(*(paired_at[lang].worth_a_look(read[lang]) for lang in LANGS)):
            key, ways = paired[at]
            has = {lang for lang in LANGS if ways[lang].matches(read[lang])}
            for lang in has if len(has) == 1 else ():
                other = next(known for known in LANGS if known != lang)
                yield leaf.sides[other].report("L104", key=key, lang=lang, other=other)
        if not any(is_below(leaf.name, home) for home in NOT_OURS):
            for at in set().union(*(avoided_at.worth_a_look(read[lang]) for lang in LANGS)):
                entry, words = avoided[at]
                yield from _avoided(leaf, entry, words.matches(read[entry.lang]))


def _avoided(leaf: Leaf, entry: Avoid, matches: list[re.Match[str]]) -> Iterator[Diagnostic]:
    if not matches or any(is_below(leaf.name, home) for home in entry.allowed):
        return
    if entry.only and not any(is_below(leaf.name, home) for home in entry.only):
        return
    side = leaf.sides[entry.lang]
    speech = [said.span() for said in _SPEECH.finditer(side.prose)]
    for match in matches:
        if not any(start <= match.start() < end for start, end in speech):
            values = {"word": match[0], "better": entry.better, "key": entry.key}
            yield side.report("L100", match.start(), **values)


def _length(leaf: Leaf) -> Iterator[Diagnostic]:
    here, there = (len(" ".join(leaf.sides[lang].prose.split())) for lang in LANGS)
    worth_a_look = min(here, there) > LONG or max(here, there) > TWICE_AS_LONG
    if worth_a_look and not SHORTEST * there <= here <= LONGEST * there:
        yield leaf.sides[LANGS[0]].report("L102", here=here, there=there)


def _numbers(leaf: Leaf) -> Iterator[Diagnostic]:
    if leaf.name.endswith("/passage"):  # its {gaps} have a rule of their own, L028
        return
    only = differences({lang: leaf.sides[lang].prose for lang in LANGS})
    shown = {lang: ", ".join(only[lang]) or "-" for lang in LANGS}
    for lang in LANGS:
        if only[lang]:
            side = leaf.sides[lang]
            yield side.report("L103", side.prose.find(only[lang][0]), **shown)
            return
