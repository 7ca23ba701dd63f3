"""The terms of the course, each in both languages and one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from pendamping.model.language import Term
from pendamping.render._markup import Words, inline, word
from pendamping.text import LANGS, Lang


def glossary(terms: Iterable[Term], lang: Lang) -> str:
    """Render the terms; see `pendamping.render.page.glossary`."""
    other = next(known for known in LANGS if known != lang)
    parts = []
    for term in sorted(terms, key=lambda term: term.term.to(lang).casefold()):
        abbr = f" ({escape(term.abbr)})" if term.abbr else ""
        twin = f'<span class="pd-tag" lang="{other}">{inline(term.term.to(other))}</span>'
        parts.append(
            f'<dt id="term-{term.key}">{inline(term.term.to(lang))}{abbr} {twin}</dt>'
            f"<dd>{inline(term.says.to(lang))}</dd>"
        )
    return f'<dl class="pd-terms">{"".join(parts)}</dl>'


def note(
    term: Term, before: str, shown: str, after: str, page: str, words: Words, lang: Lang
) -> str:
    """Render a word with its note; see `pendamping.render.page.note`."""
    key, name = f"note-{term.key}", inline(term.term.to(lang))
    abbr = f" ({escape(term.abbr)})" if term.abbr else ""
    return (
        f'<span class="held">{escape(before)}'
        f'<button type="button" class="term" popovertarget="{key}">{escape(shown)}</button>'
        f'{escape(after)}</span><span class="note" id="{key}" popover>'
        f"<strong>{name}{abbr}</strong> {inline(term.says.to(lang))} "
        f'<a href="{escape(page)}#term-{term.key}">{word(words, "all-terms", lang)}</a></span>'
    )
