"""The wording of a text: its words, listed phrases in it, its form. Pure functions."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from math import sqrt

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
_STARS = re.compile(r"(?:\\\*)+")
_EMPHASIS = re.compile(r"\*([^*\s][^*]*)\*")


def plain(said: str) -> str:
    """Return a text as it is compared: lower case, straight apostrophes, no emphasis."""
    return _EMPHASIS.sub(r"\1", said).replace("’", "'").casefold().strip()


def words(said: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _WORD.findall(plain(said))


@lru_cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    # the longest first, so that "not sure" is not found as "not"
    longest = sorted((p for p in map(plain, phrases) if words(p)), key=len, reverse=True)
    parts = "|".join(_STARS.sub(r"[\\w'-]*", re.escape(phrase)) for phrase in longest)
    return re.compile(rf"(?<![\w'-])(?:{parts or '(?!)'})(?![\w'-])")


def found(said: str, phrases: tuple[str, ...], harmless: tuple[str, ...] = ()) -> list[str]:
    """Return the listed phrases that stand in a text, as often as they do.

    Parameters
    ----------
    said : str
        The text.
    phrases : tuple of str
        Words or phrases; a star stands for any letters of a word.
    harmless : tuple of str
        Phrases in which none is looked for, such as "never mind".

    Returns
    -------
    list of str
        In the order of the text.
    """
    return _pattern(phrases).findall(_pattern(harmless).sub(" … ", plain(said)))


def content(said: str, common: tuple[str, ...]) -> set[str]:
    """Return the words of a text that mean something: four letters or more, not common."""
    return {word for word in words(said) if len(word) > 3} - _set(common)


@lru_cache
def _set(listed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(listed)


def unquoted(said: str) -> str:
    """Return what a text says itself, without the speech in it."""
    return _QUOTED.sub(" … ", said)


def unstressed(said: str) -> str:
    """Return a text without the words that it stresses."""
    return _EMPHASIS.sub(" … ", said)


def is_speech(said: str) -> bool:
    """Tell whether a text is speech from first to last."""
    return not words(unquoted(said))


def is_closed(said: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return plain(said).rstrip("\"”'’)")[-1:] in (".", "?", "!", "…")


def alike(said: str, other: str) -> float:
    """Return the likeness of two texts, 0 to 1: cosine of their counts of letter triples."""
    mine, theirs = _triples(said), _triples(other)
    dot = sum(count * theirs[triple] for triple, count in mine.items())
    return dot / sqrt(_square(mine) * _square(theirs)) if dot else 0.0


@lru_cache(maxsize=4096)
def _triples(said: str) -> Counter[str]:
    text = f" {' '.join(words(said))} "
    return Counter(text[at : at + 3] for at in range(len(text) - 2))


def _square(counts: Counter[str]) -> int:
    return sum(count * count for count in counts.values())
