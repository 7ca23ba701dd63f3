from __future__ import annotations

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from pendamping.load import Course
from pendamping.model.item import ITEM, Item
from pendamping.model.vignette import METERS, Vignette
from pendamping.render import page
from pendamping.render._markup import blocks, data, inline, letter, sentence, shuffled
from pendamping.text import LANGS, Lang, Text

# everything that a fragment is made of; what is not here was not meant
TAGS = {
    *("section", "article", "form", "fieldset", "legend", "label", "input", "select", "option"),
    *("textarea", "button", "details", "summary", "div", "p", "span", "b", "em", "ul", "ol", "li"),
    *("dl", "dt", "dd", "meter", "h3", "a", "br"),
}


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def quiz_of(course: Course, lang: Lang, *keys: str) -> BeautifulSoup:
    chosen = [course.items[key] for key in keys or course.items]
    return soup(page.quiz(chosen, course.interface, lang))


def case_of(course: Course, lang: Lang) -> BeautifulSoup:
    return soup(page.vignette(course.vignettes["small-case"], course.interface, lang))


def one(node: Tag, selector: str) -> Tag:
    found = node.select(selector)
    assert len(found) == 1, selector
    return found[0]


# ---------------------------------------------------------------- markup


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("a *b* c", "a <em>b</em> c"),
        ("*a b* *c*", "<em>a b</em> <em>c</em>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**a**", "*<em>a</em>*"),
        ("a\n  b", "a b"),
        ("<b>", "&lt;b&gt;"),
        ("*<b>*", "<em>&lt;b&gt;</em>"),
        ("a & \"b\" 'c'", "a &amp; &quot;b&quot; &#x27;c&#x27;"),
        ("&amp;", "&amp;amp;"),
    ],
)
def test_inline(text: str, html: str) -> None:
    assert inline(text) == html


def test_paragraphs() -> None:
    assert blocks("a\nb\n\n \n*c*\n") == "<p>a b</p><p><em>c</em></p>"


@given(st.text())
def test_inline_gives_back_the_text(text: str) -> None:
    made = soup(inline(text))
    assert {tag.name for tag in made.find_all(True)} <= {"em"}
    marked = "".join(f"*{n.get_text()}*" if n.name == "em" else str(n.get_text()) for n in made)
    assert marked == " ".join(text.split())


@given(st.recursive(st.text() | st.integers() | st.none(), st.lists, max_leaves=5))
def test_an_attribute_gives_back_its_data(value: Any) -> None:
    node = one(soup(f"<p {data('spec', value)}></p>"), "p")
    assert json.loads(str(node["data-spec"])) == value
    assert [*node.attrs] == ["data-spec"]


@given(st.lists(st.text("abc-", min_size=1), min_size=2, unique=True), st.text())
def test_shuffled(keys: list[str], seed: str) -> None:
    made = shuffled(keys, seed)
    assert sorted(made) == sorted(keys)
    assert made != keys
    assert made == shuffled(keys, seed)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Duduk", "Duduk."),
        ("Duduk.", "Duduk."),
        ("<em>Duduk?</em>", "<em>Duduk?</em>"),
        ('"Boleh."', '"Boleh."'),
        ("Lalu …", "Lalu …"),
        ("", "."),
    ],
)
def test_a_sentence_has_one_end(text: str, whole: str) -> None:
    assert sentence(text) == whole


def test_letters() -> None:
    assert [letter(0), letter(25)] == ["a", "z"]


# ---------------------------------------------------------------- questions


@pytest.mark.parametrize("lang", LANGS)
def test_only_what_was_meant(course: Course, lang: Lang) -> None:
    for made in (quiz_of(course, lang), case_of(course, lang)):
        assert {tag.name for tag in made.find_all(True)} <= TAGS
        assert not [tag for tag in made.find_all(True) for name in tag.attrs if name[:2] == "on"]
        ids = [tag["id"] for tag in made.select("[id]")]
        assert len(ids) == len({*ids})


def test_a_quiz_numbers_its_questions(course: Course) -> None:
    made = quiz_of(course, "en")
    assert [n.get_text() for n in made.select(".pd-n")] == [f"Question {n}" for n in range(1, 8)]
    assert [form["data-item"] for form in made.select("form")] == [*course.items]


def test_a_quiz_has_a_name(course: Course) -> None:
    items = [course.items["one-best"], course.items["in-order"]]
    named = soup(page.quiz(items, course.interface, "en", title=' My "set" '))
    assert one(named, "section")["aria-label"] == 'My "set"'
    assert one(named, ".pd-title").get_text() == 'My "set"'
    unnamed = soup(page.quiz(items, course.interface, "id"))
    assert one(unnamed, "section")["aria-label"] == "Pertanyaan"


def test_one_question_alone_has_no_number(course: Course) -> None:
    made = quiz_of(course, "en", "one-best")
    assert one(made, ".pd-n").get_text().startswith("Question")
    assert not re.search("[0-9]", one(made, ".pd-n").get_text())
    # the script finds it all the same
    assert one(made, ".pd-quiz")["data-words"]


def test_what_is_a_draft_is_said(course: Course) -> None:
    def drafts(*reviews: str) -> int:
        keys = ("one-best", "in-order")
        items = [
            course.items[key].model_copy(update={"review": review})
            for key, review in zip(keys, reviews, strict=False)
        ]
        return len(soup(page.quiz(items, course.interface, "en")).select(".pd-draft, .pd-tag"))

    assert drafts("draft", "draft") == drafts("draft", "reviewed") == drafts("draft") == 1
    assert drafts("reviewed", "reviewed") == drafts("reviewed") == 0


@pytest.mark.parametrize("lang", LANGS)
def test_each_question_carries_what_scoring_needs(course: Course, lang: Lang) -> None:
    for form in quiz_of(course, lang).select("form"):
        item = course.items[str(form["data-item"])]
        assert form["data-kind"] == item.kind
        assert form["data-rev"] == item.revision
        assert json.loads(str(form["data-spec"])) == item.spec()


@pytest.mark.parametrize("lang", LANGS)
def test_each_question_says_all_its_texts_once_in_one_language(course: Course, lang: Lang) -> None:
    other = next(known for known in LANGS if known != lang)
    for key, item in course.items.items():
        said = quiz_of(course, lang, key).get_text(" ")
        for place, text in item.texts():
            if place[0] != "passage":
                assert " ".join(text.to(lang).split()) in said, (key, place)
            assert " ".join(text.to(other).split()) not in said, (key, place)


def test_names_of_inputs_are_the_keys(course: Course) -> None:
    def names(key: str, selector: str) -> list[tuple[str, list[str]]]:
        return [
            (str(n["name"]), [str(o["value"]) for o in n.select("option[value]") if o["value"]])
            for n in quiz_of(course, "id", key).select(selector)
        ]

    radios = quiz_of(course, "id", "one-best").select(".pd-option input[type=radio]")
    assert [(r["name"], r["value"]) for r in radios] == [
        ("one-best", option.key)
        for option in course.items["one-best"].options  # type: ignore[union-attr]
    ]
    boxes = quiz_of(course, "id", "several-right").select("input[type=checkbox]")
    assert [b["value"] for b in boxes] == ["water", "quiet", "form"]
    assert sorted(names("in-order", "select")) == [
        (key, ["1", "2", "3"]) for key in ("link", "listen", "look")
    ]
    assert [(n, sorted(v)) for n, v in names("in-pairs", "select")] == [
        (key, ["call", "settle", "statement"]) for key in ("cannot-sleep", "no-phone")
    ]
    assert names("with-gaps", ".pd-passage select") == [
        ("first", ["greet", "question"]),
        ("second", ["offer", "order"]),
    ]
    ratings = quiz_of(course, "id", "by-rating").select(".pd-scale input")
    assert [(r["name"], r["value"]) for r in ratings] == [
        (key, n) for key in ("wait-with-him", "promise-wages") for n in "1234"
    ]


def test_steps_are_not_shown_in_their_order(course: Course) -> None:
    selects = quiz_of(course, "en", "in-order").select("select")
    assert [s["name"] for s in selects] != ["look", "listen", "link"]


def test_reasons_name_what_they_are_for(course: Course) -> None:
    def whys(key: str) -> list[str]:
        return [str(n["data-why"]) for n in quiz_of(course, "en", key).select("[data-why]")]

    assert whys("one-best") == ["sit-nearby", "ask-again", "take-notes"]
    assert whys("in-order") == ["look", "listen", "link"]
    assert whys("in-pairs") == ["cannot-sleep", "no-phone"]
    assert whys("with-gaps") == ["first/greet", "first/question", "second/offer", "second/order"]
    assert whys("by-rating") == ["wait-with-him", "promise-wages"]  # as they are shown
    assert whys("to-think") == []


def test_certainty_is_asked_only_where_something_is_scored(course: Course) -> None:
    for form in quiz_of(course, "en").select("form"):
        asked = len(form.select(".pd-certainty input"))
        assert asked == (0 if form["data-kind"] == "reflect" else 3)


def test_every_input_has_a_label(course: Course) -> None:
    for made in (quiz_of(course, "en"), case_of(course, "en")):
        for node in made.select("input, select, textarea"):
            assert node.find_parent("label") or node.get("aria-label"), node


# ---------------------------------------------------------------- cases


def test_a_case_carries_what_playing_needs(course: Course) -> None:
    case = course.vignettes["small-case"]
    section = one(case_of(course, "en"), "section")
    assert section["data-vignette"] == case.key
    assert section["data-rev"] == case.revision
    assert json.loads(str(section["data-spec"])) == case.spec()
    words = json.loads(str(section["data-words"]))
    assert all(f"meter-{meter}" in words for meter in METERS)


def test_a_case_reads_as_a_book(course: Course) -> None:
    made = case_of(course, "en")
    scenes = made.select("article")
    assert [s["data-scene"] for s in scenes] == [
        scene.key for scene in course.vignettes["small-case"].scenes
    ]
    assert [n.get_text() for n in made.select("article .pd-n")] == ["1", "2", "3", "4", "5"]
    number = {f"#{s['id']}": one(s, ".pd-n").get_text() for s in scenes}
    links = made.select("article a")
    assert len(links) == 6
    assert all(link.get_text().split()[-1] == number[str(link["href"])] for link in links)


def test_a_condition_is_said_in_words(course: Course) -> None:
    made = case_of(course, "en")
    means = course.vignettes["small-case"].flags[0].means.to("en")
    for choice in ("share", "hold"):
        assert f"{means}." in one(made, f'.pd-option:has([value="{choice}"]) .pd-nojs').get_text()
    assert means not in one(made, '.pd-option:has([value="shout"]) .pd-nojs').get_text()


def test_only_endings_are_marked_and_debriefed(course: Course) -> None:
    made = case_of(course, "en")
    endings = made.select("article[data-ending]")
    assert [(e["data-scene"], e["data-ending"]) for e in endings] == [
        ("end-rested", "good"),
        ("end-waiting", "mixed"),
    ]
    assert len(made.select(".pd-debrief")) == 2
    assert not endings[0].select("form")


@pytest.mark.parametrize("lang", LANGS)
def test_the_record_panel(course: Course, lang: Lang) -> None:
    made = soup(page.progress(course.interface, lang))
    assert {b["data-act"] for b in made.select("button")} == {"export", "clear", "undo"}
    label = one(made, "label")
    assert one(made, "input")["id"] == label["for"]


# ---------------------------------------------------------------- hostile texts

EVIL = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>{first} *<svg onload=x>* --> ]]>"
WAYS_OUT = [EVIL, f'">{EVIL}', f"'/>{EVIL}", f"</span></form></section>{EVIL}", f"&quot;&gt;{EVIL}"]


def poisoned(value: Any, evil: str) -> Any:
    """Replace every text of plain data."""
    if isinstance(value, dict):
        if value.keys() == {"id", "en"}:
            return {"id": f"ID {evil}", "en": f"EN {evil}"}
        return {
            key: f"name {evil}" if key == "name" else poisoned(part, evil)
            for key, part in value.items()
        }
    return [poisoned(part, evil) for part in value] if isinstance(value, list) else value


def poisoned_words(course: Course, evil: str) -> dict[str, Text]:
    return {key: Text(id=f"ID {evil}", en=f"EN {evil}") for key in course.interface}


def assert_harmless(html: str, evil: str) -> BeautifulSoup:
    made = soup(html)
    for tag in made.find_all(True):
        assert tag.name in TAGS
        for name, value in tag.attrs.items():
            assert not name.startswith("on"), (tag.name, name)
            assert name not in ("style", "srcdoc", "action", "formaction")
            if name in ("href", "src"):
                assert str(value).startswith("#")
            if name.startswith(("data-spec", "data-words")):
                json.loads(str(value))
    # nothing is half escaped: the text is there as it was written
    assert " ".join(evil.split()).replace("*", "") in made.get_text().replace("*", "")
    return made


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("evil", WAYS_OUT)
def test_hostile_questions(course: Course, evil: str, lang: Lang) -> None:
    items: list[Item] = [
        ITEM.validate_json(json.dumps(poisoned(json.loads(item.model_dump_json()), evil)))
        for item in course.items.values()
    ]
    passage = {"id": f"ID {evil} {{second}}", "en": f"EN {evil} {{second}}"}
    items = [
        item.model_copy(update={"passage": Text(**passage)}) if item.kind == "cloze" else item
        for item in items
    ]
    words = poisoned_words(course, evil)
    made = assert_harmless(page.quiz(items, words, lang, title=evil), evil)
    assert one(made, "section")["aria-label"] == evil.strip()
    for form, item in zip(made.select("form"), items, strict=True):
        assert set(form.attrs) == {
            *("class", "data-item", "data-kind", "data-rev", "data-spec", "id", "novalidate")
        }
        assert json.loads(str(form["data-spec"])) == item.spec()
    said = json.loads(str(one(made, "section")["data-words"]))
    assert {*said.values()} == {f"{lang.upper()} {evil}"}
    labels = {str(n["aria-label"]) for n in made.select("select[aria-label]")}
    assert labels == {f"{lang.upper()} {evil} {n}" for n in (1, 2)}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("evil", WAYS_OUT)
def test_hostile_case(course: Course, evil: str, lang: Lang) -> None:
    plain = json.loads(course.vignettes["small-case"].model_dump_json())
    case = Vignette.model_validate_json(json.dumps(poisoned(plain, evil)))
    made = assert_harmless(page.vignette(case, poisoned_words(course, evil), lang), evil)
    section = one(made, "section")
    assert set(section.attrs) == {
        *("class", "data-vignette", "data-rev", "data-spec", "data-words", "aria-label")
    }
    assert section["aria-label"] == f"{lang.upper()} {evil}"
    assert json.loads(str(section["data-spec"])) == case.spec()
    assert len(made.select("article")) == len(case.scenes)
    assert evil.replace("*", "") in made.get_text().replace("*", "")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("evil", WAYS_OUT)
def test_hostile_words_of_the_record_panel(course: Course, evil: str, lang: Lang) -> None:
    made = assert_harmless(page.progress(poisoned_words(course, evil), lang), evil)
    assert one(made, "section")["aria-label"] == f"{lang.upper()} {evil}"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("evil", WAYS_OUT)
def test_hostile_figure_with_sliders(course: Course, evil: str, lang: Lang) -> None:
    controls = [{"label": evil, "values": [evil, "b"], "start": 0}]
    frames = [("a.svg", evil), ("b.svg", "b")]
    made = soup(
        page.explorable(controls, frames, "../x/", (640, 360), poisoned_words(course, evil), lang)
    )
    assert not made.select("script, svg")
    image = one(made, "img")
    assert (image["src"], image["alt"]) == ("../x/a.svg", evil)
    assert not [name for tag in made.find_all(True) for name in tag.attrs if name[:2] == "on"]
    assert json.loads(str(one(made, "input")["data-values"])) == [evil, "b"]
    assert json.loads(str(one(made, ".pd-explore")["data-frames"])) == [[*f] for f in frames]
