"""What the search page knows beside Sphinx's own index of words.

Sphinx finds pages. A reader also looks for a term, a case, or a question that he has answered;
questions that he has not answered are not to be found, and so stand in no index of words.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import snowballstemmer
from docutils import nodes
from sphinx.search import SearchLanguage

from pendamping.load import Course
from pendamping.text import Lang

STEMMER = Path(__file__).parent / "theme" / "stemmer_id.js"
STOPWORDS = "yang dan di ke dari untuk pada dengan adalah itu ini atau juga oleh akan"


class IndonesianSearch(SearchLanguage):
    """Indonesian for Sphinx's search: Snowball's stemmer, so that *mendampingi* finds *damping*."""

    lang = "id"
    language_name = "Indonesian"
    stopwords = set(STOPWORDS.split())  # noqa: RUF012 - as the base class has it
    js_stemmer_code = STEMMER.read_text(encoding="utf-8")

    def init(self, _options: dict[str, str]) -> None:
        """Make the stemmer."""
        self.stemmer = snowballstemmer.stemmer("indonesian")

    def stem(self, word: str) -> str:
        """Return the stem of a word in lower case; the page's script has the same."""
        return str(self.stemmer.stemWord(word.lower()))


class played(nodes.General, nodes.Element):  # noqa: N801 - docutils' nodes are named so
    """A question or case as HTML, whose words Sphinx does not index."""


def visit(writer: Any, node: played) -> None:
    """Write a question or case."""
    writer.body.append(f'<div class="output pendamping">{node["html"]}</div>')
    raise nodes.SkipNode


def entries(
    course: Course, lang: Lang, places: Mapping[str, tuple[str, str]], glossary: str | None
) -> list[dict[str, str]]:
    """List what the page's script looks through.

    Parameters
    ----------
    course : Course
    lang : {"id", "en"}
    places : mapping of str to (str, str)
        Address and title of the page on which a question or case stands, by key.
    glossary : str, optional
        Address of the page of terms.

    Returns
    -------
    list of dict
        ``group`` (terms, cases, items), ``title``, ``text``, ``url``; of an item also ``key``;
        ``more`` are words by which it is found and which are not shown.
    """
    found = []
    for term in course.glossary.values() if glossary else ():
        name = f"{term.term.to(lang)} ({term.abbr})" if term.abbr else term.term.to(lang)
        about = {"title": name, "text": term.says.to(lang), "url": f"{glossary}#term-{term.key}"}
        found.append({"group": "terms", "more": " ".join(term.forms.to(lang)), **about})
    for key, case in course.vignettes.items():
        if key in places:
            people = " ".join(person.name for person in case.people)
            about = {"title": case.title.to(lang), "text": case.content.to(lang)}
            found.append({"group": "cases", "more": people, "url": places[key][0], **about})
    for key, item in course.items.items():
        if key in places:
            url, title = places[key]
            # not by its reasons: a search would tell them before the second try
            more = " ".join(t.to(lang) for place, t in item.texts() if place[-1] != "why")
            about = {"title": item.stem.to(lang), "text": title, "url": f"{url}#item-{key}"}
            found.append({"group": "items", "key": key, "more": more, **about})
    return [{name: _plain(said) for name, said in entry.items()} for entry in found]


def _plain(said: str) -> str:
    """Return a text in one line, without the stars of emphasis."""
    return " ".join(said.replace("*", "").split())
