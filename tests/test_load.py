from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from pendamping.load import Course, CourseNotFound, find_root, language_here, load
from pendamping.model.item import KINDS
from pendamping.source import Diagnostic

ITEM = "exercises/items/05/one-best.yaml"


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Change a file of the course; what is replaced has to be there."""
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(folder: Path) -> list[tuple[str, int, int, str, dict[str, str]]]:
    return [(f.path, f.line, f.column, f.code, dict(f.values)) for f in load(folder).findings]


# ---------------------------------------------------------------- a good course


def test_the_course_is_whole(course: Course) -> None:
    assert course.findings == []
    assert course.broken == []
    assert {item.kind for item in course.items.values()} == set(KINDS)
    assert [*course.vignettes] == ["small-case"]
    assert [*course.sets] == ["first-minutes"]
    assert [*course.modules] == ["05", "06"]
    assert course.interface["check-answer"].to("en") == "Check answer"


def test_files_and_places(course: Course) -> None:
    assert course.files["item", "one-best"] == ITEM
    assert course.places["item", "one-best"] == ()
    assert course.files["misconception", "facts-first"] == "exercises/misconceptions.yaml"
    assert course.places["misconception", "facts-first"] == (1,)
    assert course.module_of("one-best") == "05"


def test_a_cited_key_may_have_capitals_and_underscores(course: Course) -> None:
    assert "iom_2023-x" in course.evidence


def test_markdown_and_hidden_files_may_stand_beside(folder: Path) -> None:
    (folder / "exercises" / "README.md").write_text("notes")
    (folder / "exercises" / ".swap").write_text("x")
    (folder / "exercises" / ".#lock.yaml").symlink_to("nobody@nowhere")
    (folder / "exercises" / ".ipynb_checkpoints").mkdir()
    (folder / "exercises" / ".ipynb_checkpoints" / "x.yaml").write_text("x")
    assert found(folder) == []


def test_find_root_goes_up(folder: Path) -> None:
    inside = folder / "book" / "id" / "05-test"
    assert find_root(inside) == folder.resolve()
    assert find_root(folder) == folder.resolve()


def test_no_root(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").touch()
    with pytest.raises(CourseNotFound):
        find_root(tmp_path)


@pytest.mark.parametrize(
    ("place", "lang"), [("book/en/05-test", "en"), ("book/id", "id"), ("exercises", "id")]
)
def test_the_language_of_a_folder(
    folder: Path, place: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / place)
    assert language_here() == lang


def test_without_a_course_the_language_is_indonesian(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert language_here() == "id"


# ---------------------------------------------------------------- wrong places


@pytest.mark.parametrize(
    "name",
    ["items/x.yaml", "items/05/deep/x.yaml", "x.yaml", "vignettes/05/x.yaml", "sets/a/x.yaml"],
)
def test_yaml_in_a_wrong_place(folder: Path, name: str) -> None:
    file = folder / "exercises" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# note\na: 1\n")
    assert found(folder) == [(f"exercises/{name}", 2, 1, "L019", {})]


def test_other_files_in_a_wrong_place(folder: Path) -> None:
    (folder / "exercises" / "items" / "05" / "photo.jpg").write_bytes(b"\xff")
    (folder / "exercises" / "items" / "05" / "typo.yml").write_text("a: 1")
    assert [(f[0].split("/")[-1], f[3]) for f in found(folder)] == [
        ("photo.jpg", "L019"),
        ("typo.yml", "L019"),
    ]


def test_folders_and_links_that_look_like_files(folder: Path) -> None:
    items = folder / "exercises" / "items" / "05"
    (items / "folder.yaml").mkdir()
    (items / "elsewhere").symlink_to(folder / "exercises")
    (items / "loop.yaml").symlink_to("loop.yaml")
    (items / "broken.yaml").symlink_to("nowhere.yaml")
    assert [(f[0].split("/")[-1], f[3], f[4]["reason"]) for f in found(folder)] == [
        ("broken.yaml", "L001", "No such file or directory"),
        ("elsewhere", "L001", "Is a directory"),
        ("folder.yaml", "L001", "Is a directory"),
        ("loop.yaml", "L001", "Too many levels of symbolic links"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="no permissions of this kind")
def test_an_unreadable_folder_is_not_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = folder / "exercises" / "items"
    if os.geteuid() == 0:  # nothing is unreadable for root
        scandir = os.scandir

        def refuse(path: str) -> object:
            if Path(path) == items:
                raise PermissionError(13, "Permission denied", str(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
    else:
        items.chmod(0)
    try:
        assert ("exercises/items", 1, 1, "L001", {"reason": "Permission denied"}) in found(folder)
    finally:
        items.chmod(stat.S_IRWXU)


# ---------------------------------------------------------------- wrong fields


def test_missing_field(folder: Path) -> None:
    edit(folder, ITEM, "level: understand\n", "")
    assert found(folder) == [(ITEM, 1, 1, "L013", {"field": "level"})]


def test_missing_field_in_a_list(folder: Path) -> None:
    edit(folder, ITEM, "    why: {id: Ia merasa didesak., en: He feels pressed.}\n", "")
    assert found(folder) == [(ITEM, 18, 5, "L013", {"field": "why"})]


def test_missing_kind(folder: Path) -> None:
    edit(folder, ITEM, "kind: single\n", "")
    assert found(folder) == [(ITEM, 1, 1, "L013", {"field": "kind"})]


@pytest.mark.parametrize("kind", ["essay", "[single]", "{a: 1}", "5", ""])
def test_unknown_kind(folder: Path, kind: str) -> None:
    edit(folder, ITEM, "kind: single\n", f"kind: {kind}\n")
    path, line, column, code, values = found(folder)[0]
    assert (path, line, code) == (ITEM, 2, "L015")
    assert column in (6, 7)
    assert values["expected"] == ", ".join(KINDS)


@pytest.mark.parametrize(
    ("wrong", "did"), [("opions", "options"), ("Levels", "level"), ("zzz", ""), ("kinds", "kind")]
)
def test_unknown_field(folder: Path, wrong: str, did: str) -> None:
    right = {"options": "options:", "level": "level:", "kind": "kind: single\n", "": ""}[did]
    if did in ("kind", ""):  # beside the right one, which is then no suggestion
        edit(folder, ITEM, "key: one-best\n", f"key: one-best\n{wrong}: x\n")
        assert found(folder) == [
            (ITEM, 2, 1, "L014", {"field": wrong, "inside": "", "did": ""}),
        ]
        return
    edit(folder, ITEM, right, f"{wrong}:")
    at = {"opions": (13, 1), "Levels": (4, 1)}[wrong]
    assert (ITEM, *at, "L014", {"field": wrong, "inside": "", "did": did}) in found(folder)


def test_unknown_field_inside(folder: Path) -> None:
    edit(folder, ITEM, "    misconception: silence", "    misconseption: silence")
    values = {"field": "misconseption", "inside": "options", "did": "misconception"}
    assert found(folder) == [(ITEM, 19, 5, "L014", values)]


def test_a_missing_language_is_said_at_its_field(folder: Path) -> None:
    edit(folder, ITEM, "  en: |\n    He is silent. What do you do?\n", "")
    assert found(folder) == [(ITEM, 8, 1, "L016", {"field": "stem", "lang": "en"})]


def test_a_missing_language_of_an_optional_text(folder: Path) -> None:
    case = "exercises/vignettes/small-case.yaml"
    edit(folder, case, "debrief: {id: Baik., en: Good.}", "debrief: {id: Baik.}")
    assert found(folder) == [(case, 72, 5, "L016", {"field": "debrief", "lang": "en"})]


def test_a_missing_language_of_a_word(folder: Path) -> None:
    (folder / "exercises" / "interface-more.yaml").write_text("a-word:\n  id: kata\n")
    values = {"field": "a-word", "lang": "en"}
    assert found(folder) == [("exercises/interface-more.yaml", 1, 1, "L016", values)]


def test_a_text_that_is_no_pair(folder: Path) -> None:
    edit(folder, ITEM, "text: {id: Duduk di dekatnya., en: Sit nearby.}", "text: Sit nearby.")
    path, line, column, code, values = found(folder)[0]
    assert (path, line, column, code) == (ITEM, 16, 11, "L015")
    assert values["problem"] == "model_type"


@pytest.mark.parametrize(
    ("old", "new", "at", "problem"),
    [
        ("review: draft", "review: 5", (7, 9), "literal_error"),
        ("review: draft", "review: done", (7, 9), "literal_error"),
        ("domain: D1", "domain: D9", (5, 9), "literal_error"),
        ("objective: m05-quiet", "objective: M05 quiet", (3, 12), "string_pattern_mismatch"),
        ("objective: m05-quiet", f"objective: {'a' * 65}", (3, 12), "string_too_long"),
        ("objective: m05-quiet", "objective: 5", (3, 12), "string_type"),
        ("objective: m05-quiet", "objective: [m05-quiet]", (3, 12), "string_type"),
        ("sources: [", "sources: {a: ", (6, 10), "tuple_type"),
        ("    correct: true\n", "", (14, 3), "one_right"),
        ("    correct: true\n", "    correct: yes\n", (15, 14), "bool_type"),
        ("en: Sit nearby.", 'en: " "', (16, 40), "string_too_short"),
        ("en: Sit nearby.", "en: no", (16, 40), None),
        ("en: Sit nearby.", "en: true", (16, 40), "string_type"),
    ],
)
def test_wrong_type(
    folder: Path, old: str, new: str, at: tuple[int, int], problem: str | None
) -> None:
    edit(folder, ITEM, old, new)
    if "sources" in old:
        edit(folder, ITEM, "link]", "link}")
    said = [(f[0], f[1], f[2], f[3], f[4]["problem"]) for f in found(folder)]
    assert said == ([(ITEM, *at, "L015", problem)] if problem else [])


def test_a_list_is_not_too_short_because_a_part_is_wrong(folder: Path) -> None:
    item = "exercises/items/05/by-rating.yaml"
    edit(folder, item, "panel: 4", "panel: 5")
    assert [(f[1], f[2], f[4]["problem"]) for f in found(folder)] == [(16, 12, "less_than_equal")]


def test_wrong_key_of_a_table_is_said_at_the_key(folder: Path) -> None:
    case = "exercises/vignettes/small-case.yaml"
    edit(folder, case, "moves: {trust: 1, choice: 2}", "moves: {trust: 1, luck: 2}")
    path, line, column, code, values = found(folder)[0]
    assert (path, line, column, code) == (case, 32, 27, "L015")
    assert "'follow-through'" in values["expected"]


def test_number_out_of_bounds(folder: Path) -> None:
    case = "exercises/vignettes/small-case.yaml"
    edit(folder, case, "moves: {safety: -2,", "moves: {safety: -3,")
    edit(folder, case, "{safety: 2,", "{safety: 7,")
    said = [(f[1], f[2], f[3], f[4]["problem"]) for f in found(folder)]
    assert said == [
        (10, 18, "L015", "less_than_equal"),
        (26, 25, "L015", "greater_than_equal"),
    ]


@pytest.mark.parametrize("name", ["objectives", "evidence", "modules", "sets/05"])
def test_a_list_that_is_none(folder: Path, name: str) -> None:
    (folder / "exercises" / f"{name}.yaml").write_text("key: x\n")
    said = [(f[0], f[3], f[4].get("problem")) for f in found(folder)]
    assert said == [(f"exercises/{name}.yaml", "L015", "tuple_type")]


@pytest.mark.parametrize("raw", ["- a\n", "text\n", "5\n"])
@pytest.mark.parametrize("name", [ITEM, "exercises/vignettes/small-case.yaml"])
def test_a_mapping_that_is_none(folder: Path, name: str, raw: str) -> None:
    (folder / name).write_text(raw)
    said = [(f[0], f[1], f[2], f[3], f[4]["problem"]) for f in found(folder)]
    assert said == [(name, 1, 1, "L015", "model_type")]


# ---------------------------------------------------------------- keys


def test_key_is_not_the_file_name(folder: Path) -> None:
    edit(folder, ITEM, "key: one-best", "key: other")
    values = {"key": "other", "file": "one-best.yaml"}
    assert found(folder) == [(ITEM, 1, 6, "L017", values)]


def test_key_used_twice(folder: Path) -> None:
    text = (folder / ITEM).read_text(encoding="utf-8")
    other = "exercises/items/06/one-best.yaml"
    (folder / other).parent.mkdir()
    (folder / other).write_text(text, encoding="utf-8")
    assert found(folder) == [(other, 1, 6, "L018", {"key": "one-best", "other": ITEM})]


def test_word_used_twice(folder: Path) -> None:
    (folder / "exercises" / "interface2.yaml").write_text("check-answer: {id: a, en: b}\n")
    values = {"key": "check-answer", "other": "exercises/interface.yaml"}
    assert found(folder) == [("exercises/interface2.yaml", 1, 1, "L018", values)]


# ---------------------------------------------------------------- all in one run


def test_one_broken_entry_hides_no_other(folder: Path) -> None:
    edit(folder, "exercises/misconceptions.yaml", "says: {id: Diam", "sais: {id: Diam")
    loaded = load(folder)
    assert [*loaded.misconceptions] == ["facts-first"]
    assert {f.code for f in loaded.findings} == {"L013", "L014"}


def test_a_harmless_finding_leaves_the_entry_in(folder: Path) -> None:
    raw = (folder / ITEM).read_bytes()
    (folder / ITEM).write_bytes(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
    loaded = load(folder)
    assert loaded.findings == [
        Diagnostic(ITEM, 1, 1, "L003"),
        Diagnostic(ITEM, 1, 14, "L005"),
    ]
    assert "one-best" in loaded.items
    assert loaded.broken == []


def test_what_a_broken_file_may_hold_is_not_missed(folder: Path) -> None:
    edit(folder, ITEM, "kind: single", "kind: [")
    edit(folder, "exercises/objectives.yaml", "says:", "sais:")
    loaded = load(folder)
    assert not loaded.misses("item", "one-best")
    assert not loaded.misses("objective", "m05-quiet")
    assert loaded.misses("item", "no-such")
    assert loaded.misses("objective", "no-such")
    assert not loaded.misses("vignette", "small-case")


def test_loading_twice_says_the_same(folder: Path, check: Callable[..., object]) -> None:
    edit(folder, ITEM, "level: understand\n", "levl: understand\n")
    assert check(folder) == check(folder)
