"""What the course knows about words: its terms, the words it avoids, the words it spells."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from pendamping.text import Key, Lang, Model, Sentence, Text


class Forms(Model):
    """Other ways in which a term may stand in a text."""

    id: tuple[Sentence, ...] = ()
    en: tuple[Sentence, ...] = ()

    def to(self, lang: Lang) -> tuple[Sentence, ...]:
        """Return the forms in `lang`."""
        return self.id if lang == "id" else self.en


class Term(Model):
    """A term of the course in both languages, with one sentence for a learner.

    Parameters
    ----------
    paired : bool
        True if a text that has the term in one language has it in the other too.
    everyday : tuple of {"id", "en"}
        Languages in which it is an everyday word: pages do not explain it in place.
    """

    key: Key
    term: Text
    abbr: Sentence | None = None
    says: Text
    forms: Forms = Forms()
    paired: bool = False
    everyday: tuple[Lang, ...] = ()

    def ways(self, lang: Lang) -> tuple[str, ...]:
        """Return all ways in which it may stand in a text."""
        abbr = (self.abbr,) if self.abbr else ()
        return (self.term.to(lang), *abbr, *self.forms.to(lang))


class Avoid(Model):
    """Words to avoid in one language.

    Parameters
    ----------
    words : tuple of str
        A `*` at the end of a word stands for any ending.
    better : str
        What to write, in the same language.
    only : tuple of str
        Where this holds: starts of names as in the lock of translations; empty: everywhere.
    allowed : tuple of str
        Texts in which the word stands on purpose, by the start of their names.
    """

    key: Key
    lang: Lang
    words: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    better: Sentence
    why: Text
    only: tuple[Sentence, ...] = ()
    allowed: tuple[Sentence, ...] = ()


def _in_order(words: tuple[str, ...]) -> tuple[str, ...]:
    for before, word in pairwise(words):
        if (word.casefold(), word) <= (before.casefold(), before):
            raise PydanticCustomError("unsorted", "'{word}' is not in order", {"word": word})
    return words


Sorted = Annotated[tuple[Sentence, ...], AfterValidator(_in_order)]


class Words(Model):
    """What is spelled rightly though no dictionary has it.

    Parameters
    ----------
    names : tuple of str
        People, places, organisations, products.
    short : tuple of str
        Abbreviations.
    local : tuple of str
        Words of Indonesia's languages, and forms of address, in texts of either language.
    id, en : tuple of str
        Words of one language: loans of the field, and everyday speech.
    """

    names: Sorted = ()
    short: Sorted = ()
    local: Sorted = ()
    id: Sorted = ()
    en: Sorted = ()

    def to(self, lang: Lang) -> tuple[str, ...]:
        """Return the words that may stand in a text in `lang`."""
        return (*self.names, *self.short, *self.local, *(self.id if lang == "id" else self.en))
