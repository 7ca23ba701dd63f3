"""The rules one by one, where the fixtures of the diagnostics show only one side of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from pendamping.check import run
from pendamping.check.vignettes import findings
from pendamping.load import Course, load
from pendamping.model.course import Cues, Phrases
from pendamping.model.vignette import Vignette
from pendamping.source import Tree
from pendamping.text import LANGS
from support import case, choice, ending, scene

ITEMS = "exercises/items/05"
CASE = "exercises/vignettes/small-case.yaml"
EXTRA = "05-test/extra.md"

Found = list[tuple[str, int, int, str]]


def edit(folder: Path, name: str, *changes: str) -> None:
    """Change a file: what is there and what it becomes, in turn."""
    text = (folder / name).read_text(encoding="utf-8")
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    (folder / name).write_text(text, encoding="utf-8")


def said(folder: Path) -> Found:
    """Return the findings of a course, the path without its folder.

    What is changed here in one language only differs from the other; test_language.py is for that.
    """
    found = [f for f in run(load(folder)) if f.code not in {"L102", "L103"}]
    return [(f.path.split("/")[-1], f.line, f.column, f.code) for f in found]


def values(folder: Path, code: str) -> list[dict[str, str]]:
    return [dict(f.values) for f in run(load(folder)) if f.code == code]


def pages(folder: Path, text: str, english: str | None = None) -> None:
    for lang, said in zip(LANGS, (text, text if english is None else english), strict=True):
        (folder / "book" / lang / EXTRA).write_text(said, encoding="utf-8")


# ---------------------------------------------------------------- questions

NO_BELIEF = ("    misconception: facts-first\n", "")
NO_SOURCE = ("sources: [who2011pfa#look-listen-link]\n", "")


@pytest.mark.parametrize(
    ("item", "changes", "found"),
    [
        # a misconception is wanted where something is not the key
        (
            "several-right",
            ("    misconception: facts-first\n", ""),
            [("several-right.yaml", 18, 5, "L024")],
        ),
        ("with-gaps", ("        misconception: facts-first\n", ""),
         [("with-gaps.yaml", 21, 9, "L024")]),
        ("by-rating", NO_BELIEF, [("by-rating.yaml", 10, 5, "L024")]),
        (
            "by-rating",
            ("    misconception: facts-first\n", "", "panel: 1", "panel: 2"),
            [("by-rating.yaml", 10, 5, "L024")],
        ),
        ("by-rating", ("    misconception: facts-first\n", "", "panel: 1", "panel: 3"), []),
        ("in-order", ("    misconception: facts-first\n", ""), []),
        ("in-pairs", ("    misconception: facts-first\n", ""), []),
        # and has to exist wherever it stands
        ("in-order", ("facts-first", "nothing"), [("in-order.yaml", 13, 20, "L021")]),
        ("in-pairs", ("facts-first", "nothing"), [("in-pairs.yaml", 25, 20, "L021")]),
        ("with-gaps", ("facts-first", "nothing"), [("with-gaps.yaml", 22, 24, "L021")]),
        ("by-rating", ("facts-first", "nothing"), [("by-rating.yaml", 12, 20, "L021")]),
        # keys
        ("in-order", ("key: listen", "key: look"), [("in-order.yaml", 14, 10, "L028")]),
        ("by-rating", ("key: wait-with-him", "key: promise-wages"),
         [("by-rating.yaml", 15, 10, "L028")]),
        ("in-pairs", ("key: no-phone", "key: cannot-sleep"), [("in-pairs.yaml", 14, 10, "L028")]),
        ("in-pairs", ("key: statement", "key: call"), [("in-pairs.yaml", 23, 10, "L028")]),
        ("in-pairs", ("answer: call", "answer: cal"), [("in-pairs.yaml", 16, 13, "L028")]),
        ("with-gaps", ("key: question", "key: greet"), [("with-gaps.yaml", 21, 14, "L028")]),
        ("with-gaps", ("key: offer", "key: greet"), []),
        (
            "with-gaps",
            ("{first}, lalu {second}", "{first}, lalu"),
            [("with-gaps.yaml", 10, 7, "L028")],
        ),
        (
            "with-gaps",
            ("First {first}, then {second}", "First {first}, then {third}"),
            [("with-gaps.yaml", 12, 7, "L028"), ("with-gaps.yaml", 12, 7, "L028")],
        ),
        (
            "with-gaps",
            ("First {first}, then {second}", "First {first}, then {second} {first}"),
            [("with-gaps.yaml", 12, 7, "L028")],
        ),
        # lengths and likeness
        ("one-best", ("Sit nearby.", "x" * 18 + "."), []),
        ("one-best", ("Sit nearby.", "x" * 19 + "."), [("one-best.yaml", 14, 3, "L030")]),
        ("several-right", ("en: Water.", f"en: {'x' * 40}."), []),
        ("one-best", ("Sit nearby.", "ask HIM again."), [("one-best.yaml", 14, 3, "L035")]),
        ("with-gaps", ("en: question}", "en: greet}"), [("with-gaps.yaml", 17, 7, "L035")]),
        ("one-best", ("    He is silent.", f"    {'x' * 684}"), []),
        ("one-best", ("    He is silent.", f"    {'x' * 685}"), [("one-best.yaml", 11, 7, "L036")]),
        # markup
        ("one-best", ("    He is silent.", "    3 < 5 and *bold* <3"), []),
        ("one-best", ("    He is silent.", "    </b>"), [("one-best.yaml", 11, 7, "L038")]),
        ("one-best", ("    He is silent.", "    < B >"), [("one-best.yaml", 11, 7, "L038")]),
        ("one-best", ("    He is silent.", "    <!-- -->"), [("one-best.yaml", 11, 7, "L038")]),
        ("one-best", ("    He is silent.", "    JavaScript:x"), [("one-best.yaml", 11, 7, "L038")]),
        # sources
        ("one-best", ("[who2011pfa#look-listen-link]", "[iom_2023-x#needs]"), []),
        ("one-best", ("#look-listen-link]", "]"), [("one-best.yaml", 6, 11, "L096")]),
        ("to-think", ("domain: D", "sources: [who2011pfa]\ndomain: D"), []),
        ("one-best", ("look-listen-link]", "x, iom_2023-x#y]"),
         [("one-best.yaml", 6, 11, "L022"), ("one-best.yaml", 6, 25, "L022")]),
        ("one-best", NO_SOURCE, [("one-best.yaml", 1, 1, "L023")]),
    ],
)  # fmt: skip
def test_questions(folder: Path, item: str, changes: tuple[str, ...], found: Found) -> None:
    edit(folder, f"{ITEMS}/{item}.yaml", *changes)
    assert said(folder) == found


def test_a_question_in_a_folder_of_no_module(folder: Path) -> None:
    (folder / ITEMS).rename(folder / "exercises" / "items" / "5")
    assert {f[3] for f in said(folder)} == {"L025", "L080"}
    assert values(folder, "L025") == [{"key": "5"}] * 7


def test_an_objective_of_no_module(folder: Path) -> None:
    edit(folder, "exercises/objectives.yaml", 'module: "05"', 'module: "15"')
    assert said(folder) == [("objectives.yaml", 2, 11, "L025")]


def test_only_an_open_module_promises_cases_and_questions(folder: Path) -> None:
    edit(folder, "exercises/modules.yaml", "[small-case]", "[other]", "judge: 1", "judge: 9")
    assert {f[3] for f in said(folder)} == {"L027", "L080"}
    edit(folder, "exercises/modules.yaml", "open: true", "open: false")
    assert said(folder) == []


def test_the_blueprint_counts_what_is_scored(folder: Path) -> None:
    edit(folder, "exercises/modules.yaml", "judge: 1", "judge: 2")
    expected = {"module": "05", "level": "judge", "have": "1", "want": "2"}
    assert values(folder, "L080") == [expected]
    # one that cannot be read may be the one
    edit(folder, f"{ITEMS}/one-best.yaml", "kind: single", "kind: [")
    assert values(folder, "L080") == []


@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("sets/05", "en: The first minutes"),
        ("objectives", "en: Keep company in silence."),
        ("misconceptions", "en: Silence means refusal."),
        ("evidence", "en: Look"),
        ("modules", "en: First contact"),
        ("interface", "    Check answer"),
    ],
)
def test_no_markup_in_any_list(folder: Path, name: str, old: str) -> None:
    start = old[: len(old) - len(old.lstrip())] or "en: "
    edit(folder, f"exercises/{name}.yaml", old, f"{start}<img src=x>")
    assert [(f[0], f[3]) for f in said(folder)] == [(f"{name.split('/')[-1]}.yaml", "L038")]


# ---------------------------------------------------------------- broken files are not blamed twice


def test_no_blame_for_what_a_broken_file_may_hold(folder: Path) -> None:
    for name in ("objectives", "misconceptions", "evidence", "modules", "sets/05"):
        edit(folder, f"exercises/{name}.yaml", "- key", "- &x key")
    edit(folder, f"{ITEMS}/one-best.yaml", "key: one-best", "key: &x one-best")
    edit(folder, CASE, "key: small-case", "key: &x small-case")
    assert {f[3] for f in said(folder)} == {"L008"}


def test_but_for_what_it_cannot_hold(folder: Path) -> None:
    edit(folder, "exercises/misconceptions.yaml", "says: {id: Fakta", "sais: {id: Fakta")
    edit(folder, f"{ITEMS}/in-order.yaml", "facts-first", "nothing-like-it")
    assert {f[3] for f in said(folder)} == {"L013", "L014", "L021"}


# ---------------------------------------------------------------- cases


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (("sources: [who2011pfa,", "sources: [nobody,"), [(5, 11, "L022")]),
        (("sources: [who2011pfa#look", "sources: [who2011pfa#loop"), [(83, 15, "L022")]),
        (('module: "05"', 'module: "5"'), [(2, 9, "L025")]),
        # an unsafe choice
        (("    repair: true\n", ""), [(27, 13, "L058")]),
        (("helpful\n        moves: {safety: 1}", "mixed\n        moves: {safety: 1}"),
         [(27, 13, "L058")]),
        # walks
        (("[ask, share]", "[ask]"), [(85, 5, "L059")]),
        (("[ask, share]", "[ask, share, ask]"), [(85, 5, "L059")]),
        (("[ask, share]", "[ask, hold]"), [(85, 5, "L059")]),
        (("ends: end-rested\n    choices: [ask, share]", "ends: desk\n    choices: [ask]"),
         [(68, 5, "L060"), (85, 5, "L059")]),
        (("ends: end-rested\n", "ends: nowhere\n"), [(68, 5, "L060"), (85, 5, "L059")]),
        # keys
        (("- key: shared", "- key: consent", "[shared]", "[]", "before: shared", "before: consent"),
         [(14, 10, "L063")]),
        (("people:\n", "people:\n  - {key: darma, name: X, about: {id: a, en: b}}\n"),
         [(8, 10, "L063")]),
        (("- key: pass-by", "- key: ask"), [(35, 14, "L063")]),
        (("- key: damage", "- key: gate", "to: damage", "to: gate"), [(40, 10, "L063")]),
        # endings
        (("    debrief: {id: Baik., en: Good.}\n", ""), [(68, 5, "L062")]),
        (("to: end-rested", "to: nowhere"), [(61, 13, "L050")]),
        (("start: gate", "start: door"), [(16, 8, "L065")]),
        # flags
        (("lacks: [consent]", "lacks: [concent]"), [(66, 17, "L055")]),
        (("require: consent", "require: concent"), [(79, 5, "L056"), (81, 14, "L055")]),
        (("lacks: [consent]", "lacks: [shared, consent]"), []),
        # rules
        (("    require: consent\n", ""), [(79, 5, "L057")]),
        (("    before: shared\n", "    after: shared\n"), [(79, 5, "L057")]),
        (("require: consent\n", "require: consent\n    after: shared\n"), [(79, 5, "L057")]),
        (("require: consent\n", "require: consent\n    after: shared\n    must: consent\n"),
         [(79, 5, "L057")]),
        (("before: shared\n    require: consent\n", "after: consent\n    must: shared\n"), []),
    ],
)  # fmt: skip
def test_cases(folder: Path, changes: tuple[str, ...], found: list[tuple[int, int, str]]) -> None:
    edit(folder, CASE, *changes)
    assert said(folder) == [("small-case.yaml", *place) for place in found]


def test_a_debriefing_may_be_long(folder: Path) -> None:
    edit(
        folder, CASE, "debrief: {id: Baik., en: Good.}", f"debrief: {{id: Baik., en: {'x' * 999}}}"
    )
    edit(folder, CASE, "panel: {id: Panel.,", f"panel: {{id: {'x' * 999},")
    assert said(folder) == []
    edit(folder, CASE, "en: He sleeps.", f"en: {'x' * 701}")
    assert [f[3] for f in said(folder)] == ["L036"]


def habits(tmp_path: Path, made: Vignette, cues: Cues | None = None) -> list[str]:
    trees = {"x": Tree("x")}
    course = Course(tmp_path, vignettes={made.key: made}, trees=trees, cues=cues or Cues())
    course.files["vignette", made.key] = "x"
    return [dict(f.values)["how"] for f in findings(course) if f.code == "L064"]


def longer(by: int) -> dict[str, str]:
    return {"id": "x" * by, "en": "x" * by}


def test_habits(tmp_path: Path) -> None:
    def made(*tones: str) -> list[str]:
        parts = [choice(f"e{n}", text=longer(5)) for n in range(3)]
        parts[1]["text"] = {"id": "x" * 9, "en": "x" * 4}
        parts[2]["text"] = {"id": "x" * 2, "en": "x" * 9}
        ends = [ending(f"e{n}", tone) for n, tone in enumerate(tones)]
        return habits(tmp_path, case(scene("a", *parts), *ends))

    assert made("good", "mixed", "poor") == ["first"]
    assert made("mixed", "good", "poor") == ["longest-id", "shortest-en"]
    assert made("mixed", "poor", "good") == ["last", "shortest-id", "longest-en"]
    assert made("mixed", "poor", "mixed") == []


def test_a_habit_is_followed_to_the_end(tmp_path: Path) -> None:
    way = [scene(f"s{n}", choice(f"s{n + 1}"), choice("sad", "x")) for n in range(9)]
    made = case(*way, ending("s9", "good"), ending("sad", "poor"))
    assert habits(tmp_path, made) == ["first"]  # no choice is longer than the other


def test_the_warmest_choice(tmp_path: Path) -> None:
    said = {"id": "Terima kasih.", "en": "Thank you."}
    plain = {"id": "Beri tahu dia.", "en": "Inform him now."}
    parts = [choice("sad", text=plain), choice("glad", text=said), choice("sad", "x", text=plain)]
    made = case(scene("a", *parts), ending("sad", "poor"), ending("glad", "good"))
    warm = Phrases(id=("terima kasih",), en=("thank*",))
    assert habits(tmp_path, made) == ["shortest-id", "shortest-en"]
    found = habits(tmp_path, made, Cues(warmth=warm))
    assert found == ["shortest-id", "warmest-id", "shortest-en", "warmest-en"]
    # where no choice is warmer, this is no habit of its own
    cold = Phrases(id=("hangat",), en=("warm",))
    assert "warmest-id" not in habits(tmp_path, made, Cues(warmth=cold))


def test_a_case_without_decisions_has_no_habits(tmp_path: Path) -> None:
    assert habits(tmp_path, case(scene("a", choice("end")), ending(tone="good"))) == []


def test_a_habit_that_goes_round_ends(tmp_path: Path) -> None:
    made = case(
        scene("a", choice("a", "again"), choice("a", "more"), choice("end", "x", text=longer(1))),
        ending(tone="good"),
    )
    assert habits(tmp_path, made) == ["last"]


# ---------------------------------------------------------------- chapters


def test_cells(folder: Path) -> None:
    pages(
        folder,
        '# A\n\n```{code-cell} python\nquiz("one-best", "first-minutes",\n  "gone")\n'
        "vignette('small-case')\nvignette(\"one-best\")\nquiz()\n```\n",
    )
    assert said(folder) == [("extra.md", 4, 1, "L072"), ("extra.md", 7, 1, "L072")] * 2
    assert [v["key"] for v in values(folder, "L072")] == ["gone", "one-best"] * 2


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("kernelspec:\n  name: python3\n", [(2, 1, "L073")]),
        ("title: x\nkernelspec:\n  name: python3\n", [(3, 1, "L073")]),
        ("file_format: mystnb\nkernelspec:\n  name: python3\n", []),
        ("jupytext:\n  text_representation: {}\nkernelspec:\n  name: python3\n", []),
        ("title: x\n", []),
    ],
)
def test_heads(folder: Path, head: str, found: list[tuple[int, int, str]]) -> None:
    pages(folder, f"---\n{head}---\n# A\n")
    assert said(folder) == [("extra.md", *place) for place in found] * 2


def test_a_kernelspec_in_the_text_is_text(folder: Path) -> None:
    pages(folder, "# A\n\n---\nkernelspec:\n---\n")
    assert said(folder) == []


def test_citations_and_facts(folder: Path) -> None:
    pages(
        folder,
        "# A\n\nAs {cite:t}`who2011pfa` and {cite:p}`a1, who2011pfa ,b2`.\n\n"
        "% facts: who2011pfa#look-listen-link, who2011pfa#x, who2011pfa, c3#y\n",
    )
    expected = [("extra.md", 3, 29, "L076")] * 2 + [("extra.md", 5, 1, "L022")] * 3
    assert said(folder) == expected * 2
    assert {v["key"] for v in values(folder, "L022")} == {"who2011pfa#x", "who2011pfa", "c3#y"}
    assert {v["key"] for v in values(folder, "L076")} == {"a1", "b2"}


def test_without_a_bibliography_every_citation_is_unknown(folder: Path) -> None:
    (folder / "book" / "references.bib").unlink()
    assert said(folder) == [("index.md", 4, 1, "L076")] * 2


def test_an_unreadable_bibliography_is_said_once(folder: Path) -> None:
    (folder / "book" / "references.bib").write_bytes(b"\xff")
    assert said(folder) == [("references.bib", 1, 1, "L004")]


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("(a)=\n", "(b)=\n", [(1, 1, {"what": "anchors", "here": "a", "there": "b"})]),
        ("x\n\n(a)=\n\n(b)=\n", "(a)=\n", [(5, 1, {"what": "anchors", "here": "b", "there": "-"})]),
        ("(a)=\n", "(a)=\n(b)=\n", [(1, 1, {"what": "anchors", "here": "-", "there": "b"})]),
        (
            "{cite:p}`who2011pfa`",
            "{cite:t}`who2011pfa`",
            [],
        ),
        (
            "{cite:p}`who2011pfa`",
            "none",
            [(1, 1, {"what": "citations", "here": "who2011pfa", "there": "-"})],
        ),
        (
            'quiz("one-best")\nquiz("in-order")',
            'quiz("in-order")\nquiz("one-best")',
            [(1, 1, {"what": "cells", "here": 'quiz"one-best"', "there": 'quiz"in-order"'})],
        ),
        (
            "% facts: who2011pfa#look-listen-link\n",
            "",
            [
                (
                    1,
                    1,
                    {"what": "facts", "here": "who2011pfa#look-listen-link", "there": "-"},
                )
            ],
        ),
        ("# Judul\n", "# Title\n", []),
    ],
)
def test_twins(
    folder: Path, here: str, there: str, expected: list[tuple[int, int, dict[str, str]]]
) -> None:
    pages(folder, here, there)
    found = [f for f in run(load(folder)) if f.code == "L071"]
    assert [(f.path, f.line, f.column, dict(f.values)) for f in found] == [
        (f"book/id/{EXTRA}", line, column, shown) for line, column, shown in expected
    ]


def test_pages_without_twins(folder: Path) -> None:
    (folder / "book" / "id" / "one.md").write_text("# Satu\n")
    (folder / "book" / "en" / "two.md").write_text("# Two\n")
    found = [(f.path, f.code, dict(f.values)) for f in run(load(folder))]
    assert found == [
        ("book/en/two.md", "L070", {"lang": "id"}),
        ("book/id/one.md", "L070", {"lang": "en"}),
    ]


def test_what_an_editor_leaves_is_no_page(folder: Path) -> None:
    kept = folder / "book" / "id" / ".ipynb_checkpoints"
    kept.mkdir()
    (kept / "index-checkpoint.md").write_bytes(b"\xff")
    assert said(folder) == []


def test_a_page_that_cannot_be_read_is_not_compared(folder: Path) -> None:
    (folder / "book" / "id" / "index.md").write_bytes(b"(home)=\n\xff")
    assert said(folder) == [("index.md", 2, 1, "L004")]


def test_a_page_with_foreign_line_ends_is_read_all_the_same(folder: Path) -> None:
    pages(folder, "# A\r\n\r\nquiz('gone')\r\n")
    assert said(folder) == [("extra.md", 1, 4, "L005"), ("extra.md", 3, 1, "L072")] * 2


# ---------------------------------------------------------------- all


def test_findings_come_once_and_in_order(folder: Path) -> None:
    edit(folder, CASE, "start: gate", "start: door")
    edit(folder, f"{ITEMS}/one-best.yaml", "facts-first", "nothing")
    found = run(load(folder))
    assert found == sorted(set(found))
    assert len(found) == 2
