"""Language of parts: what stands in the other language is marked, so that a voice reads it rightly.

Authors stress such words: English lessons quote a man's *masuk angin*. No list says which stressed
words those are; the words that the course itself uses in each language tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from html import unescape

from pendamping.text import Lang
from pendamping.wording import words

Vocabulary = Mapping[Lang, AbstractSet[str]]
_STRESSED = re.compile(r"(<em)(>(.*?)</em>)", re.DOTALL)
_REFERENCE = re.compile(r'(<div class="citation"[^>]*)(>.*?<p>(.*?)</p>)', re.DOTALL)
_LINK = re.compile(r"<a .*?</a>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def marked(html: str, lang: Lang, vocabulary: Vocabulary) -> str:
    """Give stressed words and references that are not in a page's language their ``lang``.

    Parameters
    ----------
    html : str
        A page.
    lang : {"id", "en"}
        Its language.
    vocabulary : mapping of language to set of str
        Words in lower case that the course uses in each language.
    """
    for part in (_REFERENCE, _STRESSED):
        html = part.sub(_mark(lang, vocabulary), html)
    return html


def _mark(lang: Lang, vocabulary: Vocabulary) -> Callable[[re.Match[str]], str]:
    def mark(found: re.Match[str]) -> str:
        said = _TAG.sub("", _LINK.sub("", found[3]))
        spoken = language(unescape(said), lang, vocabulary)
        return found[0] if spoken == lang else f'{found[1]} lang="{spoken}"{found[2]}'

    return mark


def language(said: str, lang: Lang, vocabulary: Vocabulary) -> Lang:
    """Return the language to which most words of a text belong alone; in doubt, the given one."""
    has = set(words(said))

    def alone(mine: Lang) -> int:
        others = (known for other, known in vocabulary.items() if other != mine)
        return len((has & vocabulary[mine]).difference(*others))

    return max(vocabulary, key=lambda known: (alone(known), known == lang))
