"""The evidence trace in words: what stands on what, and what falls with a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from pendamping.model.course import Source
from pendamping.report import table
from pendamping.report.words import word
from pendamping.text import Lang
from pendamping.trace import KINDS, Kind, Trace, Use

TOP = 10
COLUMNS = ("sentences", "questions", "rules", "cases")
COLUMN_OF: dict[Kind, str] = {
    "sentence": "sentences",
    "paragraph": "sentences",
    "question": "questions",
    "rule": "rules",
    "case": "cases",
}


def overview(found: Trace, gaps: Iterable[str], lang: Lang) -> str:
    """Write one row for each source, those that carry most first, then what is broken.

    Parameters
    ----------
    found : Trace
        The trace of a course.
    gaps : iterable of str
        A line for each gap in the references.
    lang : {"id", "en"}
        Language of the words; sentences are counted in this language's pages.

    Returns
    -------
    str
    """
    rows: list[list[table.Cell]] = []
    for key, uses in found.by_source.items():
        facts = found.facts.get(key, ())
        used = sum(1 for fact in facts if found.used[key, fact])
        counted = _counted(use.kind for use in uses if _is_in(use, lang))
        rows.append([key, *counted.values(), sum(counted.values()), f"{used}/{len(facts)}"])
    rows.sort(key=lambda row: -int(row[-2]))  # the other language's pages are not in it
    total = _counted(uses[0].kind for uses in _by_place(found, lang))
    facts_in_all = sum(len(facts) for facts in found.facts.values())
    told = word("sum", lang, sources=len(found.facts), facts=facts_in_all, **total)
    heavy = [f"{row[0]} ({row[-2]})" for row in rows[:TOP]]
    parts = [
        table.text([word(name, lang) for name in ("source", *COLUMNS, "total", "facts")], rows),
        f"{told}\n{word('pages-of', lang, pages=lang)}",
        _block("heavy", [", ".join(heavy)] if heavy else [], lang),
        _block("loose", _lines(found.loose, lang), lang),
        _block("uncited", _lines(found.uncited, lang), lang),
        _block("bare", _lines(found.bare, lang), lang),
        _block("gaps", gaps, lang),
        *_leftovers(found, lang),
    ]
    return "\n\n".join(parts) + "\n"


def leftovers(found: Trace, lang: Lang) -> tuple[str, bool]:
    """Write what nothing uses and what has no counterpart; tell whether there is any."""
    some = [*found.unused(), *found.without_entry, *found.without_facts]
    return "\n\n".join(_leftovers(found, lang)) + "\n", bool(some)


def statements(found: Trace, lang: Lang) -> str:
    """Write every statement, question, rule and case, one a line, with all it stands on."""
    lines = []
    for uses in _by_place(found, lang):
        cited = " ".join(_cited(use) for use in uses)
        lines.append(f"{_at(uses[0])} {cited} {uses[0].says}".rstrip())
    return "\n".join(lines) + "\n"


def falls(found: Trace, key: str, source: Source | None, says: str, lang: Lang) -> str:
    """Write all that leans on one source, and what loses its only footing with it.

    Parameters
    ----------
    found : Trace
        The trace of a course.
    key : str
        Key of the source.
    source : Source or None
        The source with its facts, if the course has it.
    says : str
        The reference in one line.
    lang : {"id", "en"}
        Language of the words; sentences of all languages are listed.

    Returns
    -------
    str
    """
    uses = found.by_source.get(key, ())
    alone = sum(1 for use in uses if not use.others)
    total = word("falls", lang, alone=alone, all=len(uses)) if uses else word("falls-not", lang)
    parts = [f"{key}: {says}", total]
    for kind in KINDS:
        of_kind = [use for use in uses if use.kind == kind]
        if of_kind:
            lines = [line for use in of_kind for line in _detail(use, lang)]
            parts.append("\n".join([f"{word(kind, lang)} ({len(of_kind)})", *lines]))
    if source and source.facts:
        facts = [
            f"  {fact.key} ({found.used[key, fact.key]})  {fact.says.to(lang)}"
            for fact in source.facts
        ]
        parts.append("\n".join([word("carries", lang), *facts]))
    return "\n\n".join(parts) + "\n"


def plain(found: Trace, gaps: Iterable[str], only: str | None = None) -> dict[str, Any]:
    """Return the trace as plain data, for other programs."""
    sources = {
        key: {
            "facts": {fact: found.used[key, fact] for fact in found.facts.get(key, ())},
            "uses": [asdict(use) for use in uses],
        }
        for key, uses in found.by_source.items()
        if only in (None, key)
    }
    if only is not None:
        return {"sources": sources}
    return {
        "sources": sources,
        "unused": [_name(*part) for part in found.unused()],
        "loose": [asdict(use) for use in found.loose],
        "uncited": [asdict(use) for use in found.uncited],
        "bare": [asdict(use) for use in found.bare],
        "gaps": [*gaps],
        "without_entry": [*found.without_entry],
        "without_facts": [*found.without_facts],
    }


def _is_in(use: Use, lang: Lang) -> bool:
    """Tell whether a place is not one of a page in another language."""
    return not use.path.startswith("book/") or use.path.startswith(f"book/{lang}/")


def _by_place(found: Trace, lang: Lang) -> list[list[Use]]:
    """Group uses by place, as one sentence or question may lean on several sources."""
    places: dict[tuple[Kind, str, int | str], list[Use]] = {}
    for use in found.uses:
        if _is_in(use, lang):
            place = use.line if COLUMN_OF[use.kind] == "sentences" else use.where
            places.setdefault((use.kind, use.path, place), []).append(use)
    return [*places.values()]


def _counted(kinds: Iterable[Kind]) -> dict[str, int]:
    counted = Counter(COLUMN_OF[kind] for kind in kinds)
    return {name: counted[name] for name in COLUMNS}


def _name(key: str, fact: str) -> str:
    return f"{key}#{fact}" if fact else key


def _lines(uses: Iterable[Use], lang: Lang) -> list[str]:
    return [f"{_at(use)} {_cited(use)}" for use in uses if _is_in(use, lang)]


def _cited(use: Use) -> str:
    return " ".join(_name(use.source, fact) for fact in use.facts or ("",))


def _at(use: Use) -> str:
    return f"{use.path}:{use.line} ({use.where})" if use.where else f"{use.path}:{use.line}"


def _detail(use: Use, lang: Lang) -> Iterator[str]:
    facts = ", ".join(use.facts) or word("whole", lang)
    others = ", ".join(use.others)
    stands = word("also", lang, others=others) if others else word("alone", lang)
    yield f"  {_at(use)}  {facts}; {stands}"
    if use.says:
        yield f"    {use.says}"


def _leftovers(found: Trace, lang: Lang) -> Iterator[str]:
    yield _block("unused", [_name(*part) for part in found.unused()], lang)
    yield _block("without-entry", found.without_entry, lang)
    yield _block("without-facts", found.without_facts, lang)


def _block(name: str, lines: Iterable[str], lang: Lang) -> str:
    """Return a heading with its lines; without any it says so on the same line."""
    told = [f"  {line}" for line in lines]
    return (
        "\n".join([word(name, lang), *told])
        if told
        else f"{word(name, lang)}: {word('none', lang)}"
    )
