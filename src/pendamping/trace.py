"""Which source carries what: every use of a source in chapters, questions and cases.

Pure: a loaded course, the text of its chapters and the keys of its bibliography go in.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from pendamping.chapter import ANCHOR, CITE, Page, citations, facts
from pendamping.load import Course
from pendamping.model.item import Reflect
from pendamping.source import Place, position

# a sentence cites; a paragraph only names facts below it; the others have `sources`
Kind = Literal["sentence", "paragraph", "question", "rule", "case"]
KINDS: tuple[Kind, ...] = ("sentence", "paragraph", "question", "rule", "case")


@dataclass(frozen=True)
class Use:
    """One place that leans on one source.

    Attributes
    ----------
    source : str
        Key of the source.
    facts : tuple of str
        Which of its facts are named there; empty if it is leaned on as a whole.
    kind : {"sentence", "paragraph", "question", "rule", "case"}
        What the place is.
    path, line, column
        Where it stands; line 0 in a YAML file while nobody asked for positions.
    place : tuple
        Where in its YAML file it stands; empty for a page.
    where : str
        The anchor of the section, or the key of the question or case (``case/rule``).
    says : str
        What a sentence says, without its citations.
    others : tuple of str
        What else the place leans on.
    """

    source: str
    facts: tuple[str, ...]
    kind: Kind
    path: str
    line: int
    column: int
    where: str
    says: str = ""
    others: tuple[str, ...] = ()
    place: Place = ()


@dataclass(frozen=True)
class Trace:
    """What every source carries, and where the thread is broken.

    Attributes
    ----------
    uses : tuple of Use
        Every use of every source, known or not.
    facts : dict of str to tuple of str
        The facts that each source of the course carries.
    loose : tuple of Use
        Sentences that cite a source of which no fact is named below them in their section.
    unnamed : tuple of Use
        Those of them for which a fact has to be named: there is one only where facts are
        collected elsewhere on the page, as on a sheet with its sources at the foot.
    uncited : tuple of Use
        Facts whose source the page does not cite. Where a whole section cites nothing, as on
        that sheet, it is enough that another page of the folder does.
    bare : tuple of Use
        Scored questions and clinical rules that name a source without its fact.
    without_entry, without_facts : tuple of str
        Sources that the bibliography has no entry for, and the reverse.
    """

    uses: tuple[Use, ...]
    facts: dict[str, tuple[str, ...]]
    loose: tuple[Use, ...] = ()
    unnamed: tuple[Use, ...] = ()
    uncited: tuple[Use, ...] = ()
    bare: tuple[Use, ...] = ()
    without_entry: tuple[str, ...] = ()
    without_facts: tuple[str, ...] = ()

    @cached_property
    def by_source(self) -> dict[str, tuple[Use, ...]]:
        """The uses of each source of the course, those that carry most first."""
        found: dict[str, list[Use]] = {key: [] for key in self.facts}
        for use in self.uses:
            found.setdefault(use.source, []).append(use)
        heavy_first = sorted(found.items(), key=lambda part: (-len(part[1]), part[0]))
        return {key: tuple(uses) for key, uses in heavy_first}

    @cached_property
    def used(self) -> Counter[tuple[str, str]]:
        """How many places name each fact."""
        return Counter((use.source, fact) for use in self.uses for fact in use.facts)

    def unused(self) -> Iterator[tuple[str, str]]:
        """Yield facts that nothing names; a source that nothing leans on once, with no fact."""
        for key, known in self.facts.items():
            if not self.by_source[key]:
                yield key, ""
            else:
                yield from ((key, fact) for fact in known if not self.used[key, fact])


@dataclass
class _Found:
    """What is gathered page by page."""

    uses: list[Use] = field(default_factory=list)
    loose: list[Use] = field(default_factory=list)
    unnamed: list[Use] = field(default_factory=list)
    uncited: list[Use] = field(default_factory=list)


def trace(
    course: Course,
    pages: Iterable[Page],
    entries: Collection[str] | None,
    *,
    positions: bool = True,
) -> Trace:
    """Follow every source to where it is used.

    Parameters
    ----------
    course : Course
        A loaded course, whatever its findings.
    pages : iterable of Page
        Its chapters.
    entries : collection of str or None
        The keys of the bibliography; None if nobody can tell.
    positions : bool
        Whether to look up lines of YAML files, for which each is read once more.

    Returns
    -------
    Trace
    """
    found = _Found()
    pages = [*pages]
    cited: dict[str, set[str]] = {}
    for page in pages:
        for _, keys in citations(page.text or ""):
            cited.setdefault(_folder(page), set()).update(keys)
    for page in pages:
        _page(page, page.text or "", cited.get(_folder(page), set()), found)
    listed = [*_questions(course), *_cases(course)]
    if positions:
        listed = [_located(course, use) for use in listed]
    evidence = {key: tuple(f.key for f in source.facts) for key, source in course.evidence.items()}
    needs_a_fact = {
        *(key for key, item in course.items.items() if not isinstance(item, Reflect)),
        *(f"{key}/{rule.key}" for key, case in course.vignettes.items() for rule in case.rules),
    }
    known = evidence.keys() if entries is None else entries
    return Trace(
        uses=(*found.uses, *listed),
        facts=evidence,
        loose=tuple(found.loose),
        unnamed=tuple(found.unnamed),
        uncited=tuple(found.uncited),
        bare=tuple(u for u in listed if not u.facts and u.where in needs_a_fact),
        without_entry=tuple(key for key in evidence if key not in known),
        without_facts=tuple(key for key in known if key not in evidence),
    )


def _folder(page: Page) -> str:
    return page.path.rpartition("/")[0]


def _page(page: Page, text: str, cited_beside: set[str], found: _Found) -> None:
    """Tie each citation of a page to the facts that are named below it in its section."""
    anchors = [(anchor.start(), anchor[1]) for anchor in ANCHOR.finditer(text)]
    starts = [start for start, _ in anchors]
    lines = [(offset, _by_source(named)) for offset, named in facts(text)]
    sections = {bisect(starts, offset) for offset, _ in lines}
    citing = {bisect(starts, offset) for offset, _ in citations(text)}
    named_on_page = {key for _, named in lines for key in named}
    cited_on_page = {key for _, keys in citations(text) for key in keys}
    claimed: set[tuple[int, str]] = set()

    def use(offset: int, key: str, named: tuple[str, ...], kind: Kind) -> Use:
        section = bisect(starts, offset)
        where = anchors[section - 1][1] if section else ""
        says, beside = _sentence(text, offset) if kind == "sentence" else ("", ())
        others = tuple(other for other in beside if other != key)
        return Use(key, named, kind, page.path, *position(text, offset), where, says, others)

    for offset, keys in citations(text):
        section = bisect(starts, offset)
        below = [
            (at, named) for at, named in lines if at > offset and bisect(starts, at) == section
        ]
        for key in keys:
            home = next(((at, named[key]) for at, named in below if key in named), None)
            cites = use(offset, key, home[1] if home else (), "sentence")
            found.uses.append(cites)
            if home:
                claimed.add((home[0], key))
                continue
            found.loose.append(cites)
            if section in sections or key not in named_on_page:
                found.unnamed.append(cites)
    for offset, by_source in lines:
        for key, named in by_source.items():
            names = use(offset, key, named, "paragraph")
            if (offset, key) not in claimed:
                found.uses.append(names)
            silent = bisect(starts, offset) not in citing
            if key not in (cited_beside if silent else cited_on_page):
                found.uncited.append(names)


def _by_source(named: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Group ``source#fact`` by source; a source without a fact stands with none."""
    found: dict[str, tuple[str, ...]] = {}
    for cited in named:
        key, _, fact = cited.partition("#")
        found[key] = (*found.get(key, ()), *([fact] if fact else []))
    return found


def _sentence(text: str, offset: int) -> tuple[str, tuple[str, ...]]:
    """Return the line around an offset, as chapters have one sentence a line, and its sources."""
    start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    beside = tuple(dict.fromkeys(key for _, keys in citations(line) for key in keys))
    said = re.sub(r"\s+([.,;:)])", r"\1", CITE.sub("", line))
    return " ".join(said.split()), beside


def _questions(course: Course) -> Iterator[Use]:
    for key, item in course.items.items():
        yield from _listed(course, "item", key, ("sources",), item.sources, "question", key)


def _cases(course: Course) -> Iterator[Use]:
    for key, case in course.vignettes.items():
        yield from _listed(course, "vignette", key, ("sources",), case.sources, "case", key)
        for index, rule in enumerate(case.rules):
            place = ("rules", index, "sources")
            where = f"{key}/{rule.key}"
            yield from _listed(course, "vignette", key, place, rule.sources, "rule", where)


def _listed(
    course: Course,
    holder: str,
    key: str,
    place: Place,
    cited: tuple[str, ...],
    kind: Kind,
    where: str,
) -> Iterator[Use]:
    """Yield one use for each source of a list of ``source#fact``."""
    path = course.files[holder, key]
    groups = _by_source(cited)
    for source, named in groups.items():
        first = next(n for n, cite in enumerate(cited) if cite.partition("#")[0] == source)
        others = tuple(other for other in groups if other != source)
        yield Use(source, named, kind, path, 0, 0, where, "", others, (*place, first))


def _located(course: Course, use: Use) -> Use:
    line, column = course.trees[use.path].at(use.place)
    return replace(use, line=line, column=column)
