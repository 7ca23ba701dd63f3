"""The glossary at hand: a term is explained where a page first uses it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docutils import nodes

from pendamping.model.language import Term
from pendamping.text import Lang

# where a note would be in the way: headings, links, what is quoted from code or from a source
QUIET = (nodes.title, nodes.reference, nodes.literal, nodes.raw, nodes.citation, nodes.footnote)


OPENING, CLOSING = '(“‘"', ')”’".,;:!?…'  # what no line may separate from a word


class explained(nodes.inline):  # noqa: N801 - docutils' nodes are named so
    """A word of a page with its note, as HTML in the attribute ``html``."""


class Finder:
    """Finds the terms of a language in running text.

    A term stands as the glossary has it, or as its abbreviation. Other forms, which the check
    of translations knows, are left out: *screen* is also a word about telephones.

    Parameters
    ----------
    terms : iterable of Term
    lang : {"id", "en"}
    """

    def __init__(self, terms: Iterable[Term], lang: Lang) -> None:
        spelled = [(t.term.to(lang), t) for t in terms if lang not in t.everyday]
        short = [(t.abbr, t) for _, t in spelled if t.abbr]
        self._of = {name.casefold(): term for name, term in [*spelled, *short]}
        ways = [(f"(?i:{re.escape(name)})", name) for name, _ in spelled]
        ways += [(re.escape(abbr), abbr) for abbr, _ in short]
        ways.sort(key=lambda way: -len(way[1]))  # "relawan pendamping" before "pendamping"
        self._pattern = re.compile(
            rf"(?<![\w-])(?:{'|'.join(w for w, _ in ways) or '(?!)'})(?![\w-])"
        )

    def terms(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Yield start, end and term of each place in a text."""
        for found in self._pattern.finditer(text):
            yield found.start(), found.end(), self._of[found.group().casefold()]


def mark(
    doctree: nodes.document, finder: Finder, note: Callable[[Term, str, str, str], str]
) -> None:
    """Put a note on the first use of each term in the paragraphs of a page.

    Parameters
    ----------
    doctree : document
        Changed in place.
    finder : Finder
    note : callable
        Returns the HTML of a term, given what stands before the word, the word, what follows.
    """
    seen: set[str] = set()
    for text in list(doctree.findall(nodes.Text)):
        if not _running(text):
            continue
        said, at = text.astext(), 0
        parts: list[nodes.Node] = []
        for start, end, term in finder.terms(said):
            if term.key in seen:
                continue
            seen.add(term.key)
            begin = at + len(said[at:start].rstrip(OPENING))
            stop = len(said) - len(said[end:].lstrip(CLOSING))
            html = note(term, said[begin:start], said[start:end], said[end:stop])
            parts += [nodes.Text(said[at:begin]), explained("", said[begin:stop], html=html)]
            at = stop
        if parts:
            text.parent.replace(text, [*parts, nodes.Text(said[at:])])


def _running(text: nodes.Text) -> bool:
    """Tell whether a text is running text, where a note helps and disturbs nothing."""
    node, paragraph = text.parent, False
    while node is not None:
        if isinstance(node, QUIET):
            return False
        paragraph = paragraph or isinstance(node, nodes.paragraph)
        node = node.parent
    return paragraph


def visit(writer: Any, node: explained) -> None:
    """Write the note instead of the word alone."""
    writer.body.append(node["html"])
    raise nodes.SkipNode
