"""Terms explained where a page first uses them, and what the search page knows."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document

from pendamping.load import load
from pendamping.model.language import Forms, Term
from pendamping.render import page
from pendamping.sphinx_search import entries
from pendamping.sphinx_terms import Finder, explained, mark
from pendamping.text import LANGS, Lang, Text
from support import ROOT


def term(key: str, name: str, **more: object) -> Term:
    says = Text(id=f"arti {key}", en=f"meaning of {key}")
    return Term(key=key, term=Text(id=name, en=name), says=says, **more)  # type: ignore[arg-type]


TERMS = [
    term("companion", "pendamping"),
    term("volunteer", "relawan pendamping"),
    term("first-aid", "pertolongan pertama psikologis", abbr="PFA"),
    term("shame", "malu", everyday=("id",)),
    term("screening", "skrining", forms=Forms(id=("tapis",))),
]


def found(text: str, lang: Lang = "id") -> list[str]:
    return [text[start:end] for start, end, _ in Finder(TERMS, lang).terms(text)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Relawan pendamping datang.", ["Relawan pendamping"]),
        ("Pendampingan bukan pendamping-an, tetapi pendamping.", ["pendamping"]),
        ("PFA, bukan pfa.", ["PFA"]),
        ("Ia malu lalu ditapis.", []),
    ],
)
def test_a_term_is_found_as_the_glossary_has_it(text: str, terms: list[str]) -> None:
    assert found(text) == terms


def test_a_word_may_be_everyday_in_one_language_alone() -> None:
    assert found("malu", "en") == ["malu"]


def a_page(*parts: nodes.Node) -> nodes.document:
    document = new_document("page", get_default_settings())
    document.extend(parts)
    return document


def said(document: nodes.document) -> list[tuple[str, str]]:
    return [(node.astext(), node["html"]) for node in document.findall(explained)]


def test_the_first_use_in_running_text_is_marked_and_holds_its_marks() -> None:
    link = nodes.reference("", "PFA", refuri="x")
    document = a_page(
        nodes.title("", "PFA"),
        nodes.paragraph("", "", link, nodes.Text(" dan (PFA). Lalu PFA.")),
        nodes.paragraph("", "PFA lagi."),
    )
    before = document.astext()
    finder = Finder(TERMS, "id")
    mark(document, finder, lambda term, *parts: f"{term.key}:{'|'.join(parts)}")
    assert said(document) == [("(PFA).", "first-aid:(|PFA|).")]
    assert document.astext() == before


@pytest.mark.parametrize("lang", LANGS)
def test_a_note_is_escaped_and_opens_without_script(lang: Lang) -> None:
    bad = term("bad", "<b>", abbr='"')
    words = load(ROOT).interface
    html = page.note(bad, "(", "<b>", ").", "../glossary.html", words, lang)
    assert "<b>" not in html
    assert 'popovertarget="note-bad"' in html
    assert 'id="note-bad" popover' in html
    assert 'href="../glossary.html#term-bad"' in html


def test_a_question_is_found_by_its_options_and_not_by_its_reasons() -> None:
    course = load(ROOT)
    item = course.items["charger-first"]
    places = {item.key: ("05/check.html", "Cek")}
    listed = entries(course, "id", places, None)
    assert [entry["url"] for entry in listed] == ["05/check.html#item-charger-first"]
    whole = " ".join(listed[0].values())
    plain = [" ".join(o.text.id.replace("*", "").split()) for o in item.options]  # type: ignore[union-attr]
    assert all(text in whole for text in plain)
    assert not any(" ".join(o.why.id.split()) in whole for o in item.options)  # type: ignore[union-attr]


def test_terms_and_cases_are_listed_and_what_no_page_shows_is_not() -> None:
    course = load(ROOT)
    listed = entries(course, "en", {"four-years-at-sea": ("05/case.html", "Case")}, "glossary.html")
    groups = {entry["group"] for entry in listed}
    assert groups == {"terms", "cases"}
    assert sum(entry["group"] == "terms" for entry in listed) == len(course.glossary)
