"""The blueprint in words: one table of all modules, one of each module that has questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import get_args

from pendamping.model.item import KINDS, LEVELS, Domain, Level
from pendamping.report import table
from pendamping.report.blueprint import Cell, Count
from pendamping.report.words import word
from pendamping.text import Lang

DOMAINS: tuple[Domain, ...] = get_args(Domain)
Write = Callable[[Sequence[str], Sequence[Sequence[table.Cell]]], str]


def write(found: Sequence[Count], lang: Lang, *, markdown: bool = False) -> str:
    """Write the blueprint for people.

    Parameters
    ----------
    found : sequence of Count
        The questions of each module.
    lang : {"id", "en"}
        Language of the words.
    markdown : bool
        As a Markdown document instead of for a terminal.

    Returns
    -------
    str
    """
    in_form: Write = table.markdown if markdown else table.text
    parts = [_modules(found, lang, in_form), word("counts", lang)]
    for count in found:
        if count.present:
            title = f"{count.module.key} · {count.module.title.to(lang)}"
            parts += [f"## {title}" if markdown else title, _module(count, lang, in_form)]
    legend = [f"{domain}  {word(domain, lang)}" for domain in DOMAINS]
    parts.append("\n".join(f"- {line}" if markdown else line for line in legend))
    parts += [*said(found, lang)]
    return "\n\n".join(parts) + "\n"


def said(found: Sequence[Count], lang: Lang) -> Iterator[str]:
    """Yield a sentence for each open module that falls short and each that is not all read."""
    for count in found:
        for level in count.short():
            have, want = count.have(level), count.asked(level)
            yield word(
                "short",
                lang,
                module=count.module.key,
                level=word(level, lang),
                have=have,
                want=want,
                missing=want - have,
            )
        if count.unread:
            yield word("unread", lang, module=count.module.key, n=count.unread)


def _modules(found: Sequence[Count], lang: Lang, in_form: Write) -> str:
    names = ("module", "title", "state", *LEVELS, "total", "reviewed", "practice")
    rows: list[list[table.Cell]] = []
    for count in found:
        levels = [f"{count.have(level)}/{count.asked(level)}" for level in LEVELS]
        state = word("open" if count.module.open else "closed", lang)
        who = [count.module.key, count.module.title.to(lang), state]
        rows.append([*who, *levels, *_totals([count]), count.practice])
    below = [
        f"{sum(c.have(level) for c in found)}/{sum(c.asked(level) for c in found)}"
        for level in LEVELS
    ]
    practice = sum(count.practice for count in found)
    rows.append(["", word("total", lang), "", *below, *_totals(found), practice])
    return in_form([word(name, lang) for name in names], rows)


def _totals(found: Sequence[Count]) -> tuple[str, int]:
    asked = sum(count.asked(level) for count in found for level in LEVELS)
    present = sum(count.present.total() for count in found)
    return f"{present}/{asked}", sum(count.reviewed.total() for count in found)


def _module(count: Count, lang: Lang, in_form: Write) -> str:
    """Return level and kind by domain; what a level asks for stands in its last row."""
    names = [word(name, lang) for name in ("level", "kind")]
    numbers = [word(name, lang) for name in ("present", "reviewed", "asked")]
    rows: list[list[table.Cell]] = []
    for level in LEVELS:
        kinds = {kind for at, _, kind in count.present if at == level}
        for kind in (*(known for known in KINDS if known in kinds), None):
            if kind is None and len(kinds) == 1:
                continue  # the one row says it all
            here = {cell: n for cell, n in count.present.items() if _is(cell, level, kind)}
            checked = sum(n for cell, n in count.reviewed.items() if _is(cell, level, kind))
            by_domain = [sum(n for cell, n in here.items() if cell[1] == d) for d in DOMAINS]
            last = kind is None or len(kinds) == 1
            rows.append(
                [
                    word(level, lang),
                    word(kind or "total", lang),
                    *(n or "·" for n in by_domain),
                    sum(here.values()),
                    checked,
                    count.asked(level) if last else "",
                ]
            )
    return in_form([*names, *DOMAINS, *numbers], rows)


def _is(cell: Cell, level: Level, kind: str | None) -> bool:
    return cell[0] == level and kind in (None, cell[2])
