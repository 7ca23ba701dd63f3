from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pendamping import chapter, cli
from pendamping.chapter import Page
from pendamping.check import evidence
from pendamping.load import Course, load
from pendamping.report.words import WORDS, word
from pendamping.text import LANGS, Lang
from pendamping.trace import Trace, Use, trace

EXTRA = "05-test/extra.md"
CASE = "exercises/vignettes/small-case.yaml"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def pendamping(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on a course of its own; returns its exit code and what it said."""

    def run(*args: str) -> tuple[int, str, str]:
        code = cli.main(["--root", str(folder), *args])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


def on(text: str, *more: Page, name: str = "a/x.md") -> Trace:
    """Trace pages of a course that has nothing else."""
    return trace(Course(Path()), [Page("en", name, text), *more], set())


def short(uses: tuple[Use, ...]) -> list[tuple[int, str, str, tuple[str, ...], str]]:
    return [(use.line, use.kind, use.source, use.facts, use.where) for use in uses]


def found(folder: Path, code: str) -> list[tuple[str, int, int, str]]:
    rules = evidence.findings(load(folder))
    return [(f.path, f.line, f.column, dict(f.values)["key"]) for f in rules if f.code == code]


def edit(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def extra(folder: Path, text: str) -> None:
    for lang in LANGS:
        (folder / "book" / lang / EXTRA).write_text(text, encoding="utf-8")


# ---------------------------------------------------------------- chapters


def test_a_sentence_is_tied_to_the_facts_below_it() -> None:
    text = (
        "(top)=\n# A\n\nMen came with nothing {cite:p}`m1`.\nOthers {cite:t}`w2, m1` asked.\n\n"
        "% facts: m1#material, w2#look, m1#asked\n\n(two)=\n## B\n\nAgain {cite:p}`m1`.\n\n"
        "% facts: m1#work\n"
    )
    traced = on(text)
    assert short(traced.uses) == [
        (4, "sentence", "m1", ("material", "asked"), "top"),
        (5, "sentence", "w2", ("look",), "top"),
        (5, "sentence", "m1", ("material", "asked"), "top"),
        (12, "sentence", "m1", ("work",), "two"),
    ]
    assert [use.says for use in traced.uses][::3] == ["Men came with nothing.", "Again."]
    assert [use.others for use in traced.uses] == [(), ("m1",), ("w2",), ()]
    assert traced.uses[1].column == 8
    assert traced.loose == traced.unnamed == traced.uncited == ()


@pytest.mark.parametrize(
    ("text", "loose", "unnamed"),
    [
        # the facts of another section do not count, nor those above
        ("(a)=\nX {cite:p}`k`.\n\n% facts: j#f\n(b)=\nY.\n% facts: k#f\n", [2], [2]),
        ("% facts: k#f\n\nX {cite:p}`k`.\n", [3], [3]),
        ("X {cite:p}`k`.\n", [1], [1]),
        # a later facts line of the same section does
        ("X {cite:p}`k`.\n\n% facts: j#f\n\nY.\n\n% facts: k#f\n", [], []),
        # a sheet with its sources at the foot: the page names the fact elsewhere
        ("(a)=\nX.\n% facts: k#f\n(b)=\nSources: {cite:p}`k`.\n", [5], []),
        ("(a)=\nX.\n% facts: j#f\n(b)=\nSources: {cite:p}`k`.\n", [5], [5]),
    ],
)
def test_citations_without_facts(text: str, loose: list[int], unnamed: list[int]) -> None:
    traced = on(text)
    assert [use.line for use in traced.loose] == loose
    assert [use.line for use in traced.unnamed] == unnamed


@pytest.mark.parametrize(
    ("text", "beside", "uncited"),
    [
        ("X {cite:p}`j`.\n\n% facts: j#f, k#f\n", "{cite:p}`k`", ["k"]),
        ("X {cite:p}`k`.\n\n% facts: j#f, k#f\n", "", ["j"]),
        # a section that cites nothing may lean on a page beside it
        ("X.\n\n% facts: k#f\n", "{cite:p}`k`", []),
        ("X.\n\n% facts: k#f\n", "{cite:p}`j`", ["k"]),
        ("(a)=\nX.\n% facts: k#f\n(b)=\nY {cite:p}`j`.\n% facts: j#f\n", "{cite:p}`k`", []),
    ],
)
def test_facts_without_citations(text: str, beside: str, uncited: list[str]) -> None:
    traced = on(text, Page("en", "a/y.md", beside), name="a/x.md")
    assert [use.source for use in traced.uncited] == uncited
    # another folder, another language do not help
    far = on(text, Page("en", "b/y.md", beside), Page("id", "a/y.md", beside))
    assert {"k", "j"} & {use.source for use in far.uncited}


def test_a_paragraph_that_only_names_facts_is_a_use() -> None:
    traced = on("(a)=\nX.\n% facts: k#f, k#g\n(b)=\nSources: {cite:p}`k`.\n")
    assert short(traced.uses) == [
        (5, "sentence", "k", (), "b"),
        (3, "paragraph", "k", ("f", "g"), "a"),
    ]
    assert traced.used == {("k", "f"): 1, ("k", "g"): 1}


def test_unreadable_and_empty_pages() -> None:
    assert on("", Page("id", "a/x.md", None)).uses == ()


def test_pages_are_read_once_each(folder: Path) -> None:
    (folder / "book" / "id" / "index.md").write_bytes(b"\xff")
    pages, unread = chapter.read(folder)
    assert [(p.lang, p.name, p.text is None) for p in pages] == [
        ("id", "05-test/check.md", False),
        ("id", "index.md", True),
        ("en", "05-test/check.md", False),
        ("en", "index.md", False),
    ]
    assert [f.code for f in unread] == ["L004"]
    assert pages[1].path == "book/id/index.md"


# ---------------------------------------------------------------- questions and cases


def test_questions_rules_and_cases(course: Course) -> None:
    uses = trace(course, [], {"who2011pfa"}).uses
    named = {(use.kind, use.where): use for use in uses if use.source == "who2011pfa"}
    rule = named["rule", "small-case/consent-before-report"]
    assert (rule.path, rule.line, rule.column) == (CASE, 83, 15)
    case = named["case", "small-case"]
    assert (case.line, case.facts, case.others) == (5, (), ("iom_2023-x",))
    item = named["question", "one-best"]
    assert (item.path, item.line) == ("exercises/items/05/one-best.yaml", 6)
    assert item.facts == ("look-listen-link",)


def test_a_rule_has_to_name_a_fact_and_a_case_has_not(folder: Path) -> None:
    edit(folder, CASE, "#look-listen-link", "")
    assert found(folder, "L096") == [(CASE, 83, 15, "who2011pfa")]


def test_one_fact_is_enough(folder: Path) -> None:
    edit(folder, "exercises/items/05/one-best.yaml", "-link]", "-link, who2011pfa]")
    assert found(folder, "L096") == []


# ---------------------------------------------------------------- what is left over


def test_nothing_is_called_unused_while_a_file_is_unreadable(folder: Path) -> None:
    edit(folder, "exercises/evidence.yaml", "key: needs", "key: other")
    edit(folder, CASE, "iom_2023-x#needs", "iom_2023-x#other")
    edit(folder, CASE, "sources: [who2011pfa, iom_2023-x#other]", "sources: []")
    assert [key for *_, key in found(folder, "L092")] == ["iom_2023-x"]
    page = folder / "book" / "id" / "index.md"
    kept = page.read_bytes()
    page.write_bytes(b"\xff")
    assert found(folder, "L092") == []
    page.write_bytes(kept)
    (folder / "exercises" / "items" / "05" / "one-best.yaml").write_text("key: [")
    assert found(folder, "L092") == []


def test_an_unknown_source_is_said_once(folder: Path) -> None:
    extra(folder, "X {cite:p}`nobody`.\n\n% facts: somebody#x\n")
    codes = [f.code for f in evidence.findings(load(folder))]
    assert codes == ["L076", "L022"] * 2


# ---------------------------------------------------------------- the command


def test_the_table(pendamping: Run) -> None:
    code, out, err = pendamping("evidence", "--lang", "en")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0] == ("source      sentences  questions  case rules  cases  total  facts")
    assert lines[1].split() == ["who2011pfa", "1", "6", "1", "1", "9", "1/1"]
    assert lines[2].split() == ["iom_2023-x", "0", "0", "0", "1", "1", "1/1"]
    assert "2 sources, 2 facts; 1 sentences, 6 questions, 1 case rules, 1 cases." in lines
    assert "Carry the most\n  who2011pfa (9), iom_2023-x (1)" in out
    assert out.count(": none") == 7


def test_the_table_speaks_indonesian(pendamping: Run) -> None:
    _, out, _ = pendamping("evidence", "--lang", "id")
    assert "2 sumber, 2 fakta; 1 kalimat, 6 soal, 1 aturan kasus, 1 kasus." in out
    assert "Tidak dipakai di mana pun: tidak ada" in out


def test_what_falls(pendamping: Run, folder: Path) -> None:
    extra(folder, "(x)=\nMen {cite:p}`iom_2023-x`.\n\n% facts: iom_2023-x#needs\n")
    code, out, _ = pendamping("evidence", "--source", "iom_2023-x", "--lang", "en")
    assert code == 0
    assert out.splitlines() == [
        "iom_2023-x: IOM (2023). Discussion",
        "",
        "If this source falls, 2 of 3 places lose all that they stand on.",
        "",
        "sentence (2)",
        f"  book/id/{EXTRA}:2 (x)  needs; stands on this alone",
        "    Men.",
        f"  book/en/{EXTRA}:2 (x)  needs; stands on this alone",
        "    Men.",
        "",
        "case (1)",
        f"  {CASE}:5 (small-case)  needs; also on who2011pfa",
        "",
        "Its facts, and in how many places",
        "  needs (3)  Needs",
    ]


@pytest.mark.parametrize(
    ("asked", "near"), [("pfa", "who2011pfa"), ("who2010pfa", "who2011pfa"), ("zzz", "-")]
)
def test_a_source_that_is_not_there(pendamping: Run, asked: str, near: str) -> None:
    assert pendamping("evidence", "--source", asked) == (
        2,
        "",
        f"no source with the key {asked!r}; near: {near}\n",
    )


def test_a_source_that_nothing_uses(pendamping: Run, folder: Path) -> None:
    edit(folder, CASE, ", iom_2023-x#needs", "")
    _, out, _ = pendamping("evidence", "--source", "iom_2023-x", "--lang", "en")
    assert "Nothing uses this source." in out
    code, out, _ = pendamping("evidence", "--unused", "--lang", "en")
    assert code == 1
    assert out.startswith("Used nowhere\n  iom_2023-x\n")


def test_nothing_is_unused(pendamping: Run) -> None:
    code, out, _ = pendamping("evidence", "--unused", "--lang", "id")
    assert code == 0
    assert out.count("tidak ada") == 3


def test_statements(pendamping: Run) -> None:
    _, out, _ = pendamping("evidence", "--statements", "--lang", "en")
    lines = out.splitlines()
    assert lines[0] == "book/en/index.md:4 (home) who2011pfa#look-listen-link"
    assert lines[-2] == f"{CASE}:5 (small-case) who2011pfa iom_2023-x#needs"
    assert len(lines) == 1 + 6 + 1 + 1


def test_json(pendamping: Run, folder: Path) -> None:
    edit(folder, "book/references.bib", "year = {2011}", "year = {n.d.}")
    extra(folder, "X {cite:p}`who2011pfa`.\n")
    code, out, _ = pendamping("evidence", "--format", "json", "--lang", "en")
    data = json.loads(out)
    assert code == 0
    assert [use["path"] for use in data["loose"]] == [f"book/{lang}/{EXTRA}" for lang in LANGS]
    assert data["gaps"][0].startswith("book/references.bib:4:3: L093 the urldate of")
    assert data["sources"]["who2011pfa"]["facts"] == {"look-listen-link": 9}
    only = json.loads(pendamping("evidence", "--format", "json", "--source", "who2011pfa")[1])
    assert only == {"sources": {"who2011pfa": data["sources"]["who2011pfa"]}}


@pytest.mark.parametrize("name", ["exercises/evidence.yaml", "book/references.bib", CASE])
def test_a_broken_course(pendamping: Run, folder: Path, name: str) -> None:
    (folder / name).write_text("@{ [")
    for more in ([], ["--unused"], ["--statements"], ["--format", "json"]):
        code, _, err = pendamping("evidence", *more)
        assert code in (0, 1)
        assert ("run check" in err) == name.endswith(".yaml")


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_is_said_in_every_language(lang: Lang) -> None:
    assert all(len(pair) == len(LANGS) and all(pair) for pair in WORDS.values())
    assert word("also", lang, others="x").endswith("x")
