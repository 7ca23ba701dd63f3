"""Text to HTML: everything is escaped; paragraphs and emphasis are all the markup there is."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from pendamping.text import Lang, Text

Words = Mapping[str, Text]
_EMPHASIS = re.compile(r"\*(?!\s)([^*\n]+?)(?<!\s)\*")


def inline(text: str) -> str:
    """Escape a text; ``*word*`` becomes emphasis."""
    return _EMPHASIS.sub(r"<em>\1</em>", escape(" ".join(text.split())))


def blocks(text: str, tag: str = "p") -> str:
    """Escape a text of several paragraphs, each in a `tag`."""
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    return "".join(f"<{tag}>{inline(part)}</{tag}>" for part in parts)


def legend(text: str) -> str:
    """Paragraphs where HTML allows only phrasing content."""
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    return "".join(f'<span class="pd-par">{inline(part)}</span>' for part in parts)


def data(name: str, value: Any) -> str:
    """Return plain data as one attribute."""
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'data-{name}="{escape(said)}"'


def word(words: Words, key: str, lang: Lang) -> str:
    """Return a word of the page, escaped."""
    return escape(words[key].to(lang).strip())


def script_words(words: Words, keys: Sequence[str], lang: Lang) -> str:
    """Return the words that the script needs, as an attribute."""
    return data("words", {key: words[key].to(lang).strip() for key in keys})


def sentence(text: str) -> str:
    """Return markup that ends as a sentence does; what has its end gets no second one."""
    bare = re.sub(r"<[^>]+>", "", text).rstrip("\"'”’)»").rstrip()
    return text if bare.endswith((".", "?", "!", "…")) else f"{text}."


def letter(index: int) -> str:
    """Return the letter of an option."""
    return "abcdefghijklmnopqrstuvwxyz"[index]


def shuffled(keys: Sequence[str], seed: str) -> list[str]:
    """Return keys in an order that is fixed for a seed and is not the given one."""
    order = sorted(keys, key=lambda key: hashlib.sha256(f"{seed}/{key}".encode()).digest())
    return order if order != list(keys) else [*order[1:], order[0]]
