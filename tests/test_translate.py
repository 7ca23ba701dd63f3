"""The lock of translations: names, hashes, drift, and the command `tr`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendamping import chapter, cli
from pendamping.chapter import Page
from pendamping.check import run
from pendamping.load import LOCK, Course, load
from pendamping.text import LANGS
from pendamping.translate import (
    Hashes,
    Leaf,
    Side,
    accept,
    compare,
    format_lock,
    is_below,
    leaves,
    parse_lock,
)
from support import ROOT

ITEM = "exercises/items/05/one-best.yaml"
STEM = "items/one-best/stem"
Tr = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def tr(folder: Path, capsys: pytest.CaptureFixture[str]) -> Tr:
    """Run ``pendamping tr`` on the small course; returns its exit code and its lines."""

    def go(*args: str) -> tuple[int, list[str]]:
        code = cli.main(["--root", str(folder), "tr", *args])
        out, err = capsys.readouterr()
        assert err == ""
        return code, out.splitlines()

    return go


def edit(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(folder: Path) -> list[tuple[str, int, int, str]]:
    return [(f.path, f.line, f.column, f.code) for f in run(load(folder))]


def leaf(name: str, here: str = "satu", there: str = "one") -> Leaf:
    sides = {
        lang: Side(f"{lang}.md", said, said, lambda _offset: (1, 1))
        for lang, said in zip(LANGS, (here, there), strict=True)
    }
    return Leaf(name, sides)


# ---------------------------------------------------------------- names


def test_names_are_keys(course: Course) -> None:
    names = {text.name for text in leaves(course, chapter.read(course.root)[0])}
    assert {
        STEM,
        "items/one-best/options/sit-nearby/why",
        "items/with-gaps/passage",
        "vignettes/small-case/scenes/gate/choices/ask/why",
        "vignettes/small-case/debrief/roleplay/client",
        "objectives/m05-quiet/says",
        "misconceptions/facts-first/says",
        "evidence/who2011pfa/facts/look-listen-link/says",
        "interface/check-answer",
        "book/05-test/check/m05-check",
    } <= names
    assert not any(part.isdigit() for name in names for part in name.split("/")[2:])


def test_a_name_stays_when_entries_change_places(folder: Path) -> None:
    def names() -> set[str]:
        return {text.name for text in leaves(load(folder), [])}

    before = names()
    edit(folder, ITEM, "stem:\n", "# a line more\nstem:\n")
    text = (folder / ITEM).read_text()
    head, first, *rest = text.split("  - key: ")
    (folder / ITEM).write_text("  - key: ".join([head, *reversed([first.rstrip() + "\n", *rest])]))
    assert found(folder) == []
    assert names() == before


def test_every_name_of_the_real_course_is_one() -> None:
    course = load(ROOT)
    names = [text.name for text in leaves(course, chapter.read(ROOT)[0])]
    assert len(names) == len(set(names)) > 2000
    lock = {name: {"id": "0" * 8, "en": "f" * 8} for name in names}
    assert parse_lock(format_lock(lock))[::2] == (lock, [])


def test_an_anchor_without_its_twin_is_no_text() -> None:
    pages = [
        Page("id", "a.md", "(x)=\nSatu\n(y)=\nDua"),
        Page("en", "a.md", "(x)=\nOne"),
        Page("id", "b.md", "(z)=\nTiga"),
        Page("id", "c.md", None),
        Page("en", "c.md", "(w)=\nFour"),
    ]
    assert [text.name for text in leaves(Course(Path()), pages)] == ["book/a/x"]


def test_where_a_text_stands(folder: Path) -> None:
    by_name = {text.name: text for text in leaves(load(folder), chapter.read(folder)[0])}
    assert by_name[STEM].sides["en"].locate(3) == (11, 7)
    side = by_name["book/05-test/check/m05-check"].sides["id"]
    assert side.locate(0) == (6, 1)
    assert side.locate(side.text.index("quiz(")) == (11, 1)


@pytest.mark.parametrize(
    ("name", "path", "below"),
    [
        ("a/b/c", "a/b", True),
        ("a/b/c", "a/b/", True),
        ("a/b/c", "a/b/c", True),
        ("a/bc", "a/b", False),
        ("a/b", "a/b/c", False),
    ],
)
def test_is_below(name: str, path: str, below: bool) -> None:
    assert is_below(name, path) is below


# ---------------------------------------------------------------- hashes


def test_white_space_and_comments_do_not_count() -> None:
    plain = leaf("a", "Satu dua.\n").hashes
    assert leaf("a", "  Satu\n dua.\n% facts: x#y\n").hashes == plain
    assert leaf("a", "Satu dua").hashes != plain
    assert leaf("a", "Satu dua.", "two").hashes["id"] == plain["id"]


# ---------------------------------------------------------------- drift


def lock_of(*texts: Leaf) -> dict[str, Hashes]:
    return {text.name: text.hashes for text in texts}


def test_compare() -> None:
    lock = lock_of(leaf("same"), leaf("alone"), leaf("other"), leaf("both"), leaf("gone"))
    drift = compare(
        [
            leaf("same"),
            leaf("alone", here="dua"),
            leaf("other", there="two"),
            leaf("both", "dua", "two"),
            leaf("new"),
        ],
        lock,
    )
    assert [(text.name, lang) for text, lang in drift.alone] == [("alone", "id"), ("other", "en")]
    assert [text.name for text in drift.both] == ["both"]
    assert [text.name for text in drift.new] == ["new"]
    assert drift.gone == ["gone"]
    assert not drift.is_none
    assert compare([leaf("same")], lock_of(leaf("same"))).is_none


def test_accept_without_a_name_leaves_what_changed_alone() -> None:
    texts = [leaf("alone", here="dua"), leaf("both", "dua", "two"), leaf("new")]
    lock = lock_of(leaf("alone"), leaf("both"), leaf("gone"))
    kept = accept(compare(texts, lock), lock, [])
    assert kept == lock_of(leaf("alone"), *texts[1:])


def test_accept_by_name_takes_that_alone() -> None:
    texts = [leaf("a/alone", here="dua"), leaf("a/new"), leaf("b/new"), leaf("b/alone", "dua")]
    lock = lock_of(leaf("a/alone"), leaf("b/alone"))
    kept = accept(compare(texts, lock), lock, ["a"])
    assert kept == lock_of(*texts[:2], leaf("b/alone"))
    assert accept(compare(texts, lock), lock, ["en.md"]) == lock_of(*texts)


names = st.from_regex(r"[a-z]+(/[a-z0-9-]+){0,3}", fullmatch=True)
hashes = st.from_regex(r"[0-9a-f]{8}", fullmatch=True)


@given(st.dictionaries(names, st.fixed_dictionaries(dict.fromkeys(LANGS, hashes))))
def test_a_lock_is_read_as_it_was_written(lock: dict[str, Hashes]) -> None:
    text = format_lock(lock)
    back, lines, unreadable = parse_lock(text)
    assert back == lock
    assert unreadable == []
    assert text.splitlines()[1:] == sorted(text.splitlines()[1:])
    assert sorted(lines.values()) == [*range(2, len(lock) + 2)]


@given(st.text())
def test_no_text_is_a_lock_that_fails(text: str) -> None:
    lock, lines, unreadable = parse_lock(text)
    assert lock.keys() == lines.keys()
    assert not {*lines.values()} & {*unreadable}


@pytest.mark.parametrize(
    "line",
    [
        "a: {id: 3b1f90aa}",
        "a: {en: 77c2e410, id: 3b1f90aa}",
        "a: {id: 3B1F90AA, en: 77c2e410}",
        "a: {id: 3b1f90aa, en: 77c2e410} x",
        "=======",
        ": {id: 3b1f90aa, en: 77c2e410}",
    ],
)
def test_lines_that_are_none(line: str) -> None:
    good = "b: {id: 3b1f90aa, en: 77c2e410}"
    assert parse_lock(f"# x\n\n{line}\n{good}\n{good}\n") == (
        {"b": {"id": "3b1f90aa", "en": "77c2e410"}},
        {"b": 4},
        [3, 5],
    )


# ---------------------------------------------------------------- the course and its lock


def test_nothing_is_said_before_there_is_a_lock(folder: Path) -> None:
    assert found(folder) == []


def test_accept_then_change_one_side(folder: Path, tr: Tr) -> None:
    code, lines = tr("accept")
    assert code == 0
    assert lines[0].startswith(f"{LOCK}: ")
    assert tr("status") == (0, ["every text is as the lock has it"])
    edit(folder, ITEM, "He is silent.", "He says nothing.")
    assert found(folder) == [(ITEM, 9, 7, "L110")]  # the side that stayed
    assert tr("status") == (1, [f"changed in one language: {STEM} (en)"])
    code, lines = tr("accept")  # no name, no look at it
    assert code == 1
    assert lines[1:] == [
        "left, as they changed in one language only; name those that are right:",
        f"changed in one language: {STEM} (en)",
    ]
    assert found(folder) == [(ITEM, 9, 7, "L110")]
    edit(folder, ITEM, "Ia diam.", "Ia tidak berkata apa-apa.")
    assert found(folder) == []
    assert tr("status") == (1, [f"changed in both: {STEM}"])
    assert tr("accept")[0] == 0


@pytest.mark.parametrize("named", [ITEM, "exercises/items", STEM, "items/one-best"])
def test_accept_by_path(folder: Path, tr: Tr, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tr("accept")
    edit(folder, ITEM, "He is silent.", "He says nothing.")
    monkeypatch.chdir(folder)
    assert tr("status", named) == (1, [f"changed in one language: {STEM} (en)"])
    assert tr("status", "exercises/sets")[0] == 0
    assert tr("accept", named)[0] == 0
    assert found(folder) == []


def test_accept_by_path_from_elsewhere(
    folder: Path, tr: Tr, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tr("accept")
    edit(folder, ITEM, "He is silent.", "He says nothing.")
    monkeypatch.chdir(folder / "exercises/items")
    assert tr("accept", "05/one-best.yaml")[0] == 0
    edit(folder, ITEM, "He says nothing.", "He is quiet.")
    monkeypatch.chdir(tmp_path)
    assert tr("accept", str(folder / ITEM))[0] == 0


def test_a_chapter_by_section(folder: Path, tr: Tr) -> None:
    page = "book/en/05-test/check.md"
    tr("accept")
    edit(folder, page, "# ", "# The ")
    assert found(folder) == [("book/id/05-test/check.md", 6, 1, "L110")]
    assert tr("status")[1] == ["changed in one language: book/05-test/check/m05-check (en)"]


def test_what_is_gone_and_what_is_new(folder: Path, tr: Tr) -> None:
    tr("accept")
    edit(folder, "exercises/misconceptions.yaml", "- key: ", "- key: another-")
    codes = [f[3] for f in found(folder) if f[0] == LOCK]
    assert codes == ["L111"]
    assert [line.split(":")[0] for line in tr("status")[1]] == ["new", "gone"]
    assert tr("accept")[0] == 0
    assert not [f for f in found(folder) if f[0] == LOCK]


def test_what_cannot_be_read_is_not_gone(folder: Path, tr: Tr) -> None:
    tr("accept")
    lock = (folder / LOCK).read_text()
    edit(folder, ITEM, "stem:", "stem")
    assert {f[3] for f in found(folder)} == {"L006"}
    assert tr("accept")[0] == 1
    assert (folder / LOCK).read_text() == lock
    assert tr("status")[0] == 1


def test_a_lock_that_cannot_be_read(folder: Path, tr: Tr) -> None:
    (folder / LOCK).write_bytes(b"\xff")
    assert found(folder) == [(LOCK, 1, 1, "L004")]
    assert tr("accept")[0] == 1
    assert (folder / LOCK).read_bytes() == b"\xff"


def test_what_a_merge_leaves_is_renewed(folder: Path, tr: Tr) -> None:
    tr("accept")
    clean = (folder / LOCK).read_text()
    lines = clean.splitlines(keepends=True)
    (folder / LOCK).write_text("".join([lines[0], "<<<<<<< HEAD\n", *lines[1:], lines[-1]]))
    assert [f[1] for f in found(folder)] == [2, len(lines) + 2]
    assert tr("status") == (1, ["2 lines of the lock cannot be read"])
    assert tr("accept")[0] == 0
    assert (folder / LOCK).read_text() == clean


def test_a_long_list_is_counted(tr: Tr) -> None:
    code, lines = tr("status")
    assert code == 1
    assert len(lines) == 21
    assert lines[-1].startswith("new: ")
    assert lines[-1].endswith(" more")


def test_the_lock_has_a_limit_of_its_own(folder: Path) -> None:
    line = "items/gone/stem: {id: 3b1f90aa, en: 77c2e410}\n"
    rows = (line.replace("gone", f"gone-{n}") for n in range(20_000))
    (folder / LOCK).write_text("".join(rows))
    assert {f[3] for f in found(folder)} == {"L111"}
