from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from pendamping import cli
from pendamping.build import derive
from pendamping.check import items
from pendamping.load import Course, load
from pendamping.model.item import LEVELS
from pendamping.picture import blueprint as picture
from pendamping.report import blueprint, coverage, table
from pendamping.text import LANGS, Lang
from support import ROOT

ITEMS = "exercises/items/05"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def pendamping(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``blueprint`` on a course of its own; returns its exit code and what it said."""

    def run(*args: str) -> tuple[int, str, str]:
        code = cli.main(["--root", str(folder), "blueprint", *args])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


def edit(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def copy(folder: Path, new: str, into: str = "05", **changes: str) -> None:
    """Add a question that is another one under a new key."""
    text = (folder / ITEMS / "one-best.yaml").read_text(encoding="utf-8")
    for old, other in {"one-best": new, **changes}.items():
        text = text.replace(old, other)
    target = folder / "exercises" / "items" / into
    target.mkdir(exist_ok=True)
    (target / f"{new}.yaml").write_text(text, encoding="utf-8")


def count(folder: Path, module: str = "05") -> blueprint.Count:
    return next(c for c in blueprint.counts(load(folder)) if c.module.key == module)


# ---------------------------------------------------------------- counting


def test_counts(course: Course) -> None:
    first, second = blueprint.counts(course)
    assert [first.have(level) for level in LEVELS] == [2, 3, 1]
    assert [first.asked(level) for level in LEVELS] == [2, 3, 1]
    assert [first.checked(level) for level in LEVELS] == [0, 0, 0]
    assert first.practice == 1  # a question to think about has no score
    assert sum(n for (_, _, kind), n in first.present.items() if kind == "single") == 1
    assert not second.present
    assert [*first.short()] == [*second.short()] == []


def test_practice_does_not_count_and_a_review_does(folder: Path) -> None:
    copy(folder, "lab-one", "05-lab")
    copy(folder, "two-best", draft="reviewed")
    counted = count(folder)
    assert counted.have("understand") == 3
    assert counted.practice == 2
    assert counted.reviewed == {("understand", "D1", "single"): 1}


@pytest.mark.parametrize(("is_open", "short"), [("true", ["judge"]), ("false", [])])
def test_only_an_open_module_falls_short(folder: Path, is_open: str, short: list[str]) -> None:
    edit(folder, "exercises/modules.yaml", "judge: 1}", "judge: 2}")
    edit(folder, "exercises/modules.yaml", "open: true", f"open: {is_open}")
    assert [*count(folder).short()] == short
    assert [f.code for f in items.findings(load(folder)) if f.code == "L080"] == ["L080"] * len(
        short
    )


def test_a_question_that_cannot_be_read_may_be_the_missing_one(folder: Path) -> None:
    (folder / ITEMS / "one-best.yaml").write_text("key: [")
    counted = count(folder)
    assert (counted.unread, counted.have("understand")) == (1, 1)
    assert [*counted.short()] == []
    edit(folder, "exercises/modules.yaml", "understand: 2", "understand: 3")
    assert [*count(folder).short()] == ["understand"]


def test_the_digest_knows_what_the_picture_shows(folder: Path) -> None:
    before = blueprint.digest(load(folder))
    edit(folder, f"{ITEMS}/one-best.yaml", "He is silent.", "He says nothing.")
    copy(folder, "lab-one", "05-lab")
    assert blueprint.digest(load(folder)) == before
    seen = {before}
    copy(folder, "two-best")
    seen.add(blueprint.digest(load(folder)))
    edit(folder, "exercises/modules.yaml", "apply: 3", "apply: 2")
    seen.add(blueprint.digest(load(folder)))
    edit(folder, "exercises/modules.yaml", "open: true", "open: false")
    seen.add(blueprint.digest(load(folder)))
    assert len(seen) == 4


def test_pages_are_read_again_when_the_numbers_change(tmp_path: Path) -> None:
    course = load(ROOT)
    mark = derive(course, tmp_path, "id")["sphinx"]["config"]["pendamping_drawn_by"]
    gone = next(key for key in course.items if course.is_counted(key))
    del course.items[gone]
    config = derive(course, tmp_path, "id")
    assert config["sphinx"]["config"]["pendamping_drawn_by"] != mark
    # what other pages ran is kept
    assert config["execute"]["cache"].endswith(mark[:12])


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_that_draws_the_numbers_always_runs(lang: Lang) -> None:
    for page in (ROOT / "book" / lang).rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        assert ("import blueprint" in text) == ("execution_mode: force" in text), page


# ---------------------------------------------------------------- the command


def test_text(pendamping: Run) -> None:
    code, out, err = pendamping("--lang", "en")
    assert (code, err) == (0, "")
    assert out.splitlines()[:4] == [
        "module  title          state    understand  apply  judge  total  reviewed  practice",
        "    05  First contact  open            2/2    3/3    1/1    6/6         0         1",
        "    06  Later          not yet         0/9    0/9    0/9   0/27         0         0",
        "        total                         2/11   3/12   1/10   6/33         0         1",
    ]
    assert "understand  match       1   ·" in out
    assert "D8  Reflection, self-care, records" in out


def test_indonesian(pendamping: Run) -> None:
    code, out, _ = pendamping("--lang", "id")
    assert code == 0
    assert "memahami  menerapkan  menimbang  jumlah  ditelaah  latihan" in out
    assert "D8  Refleksi, merawat diri, catatan" in out


def test_short(pendamping: Run, folder: Path) -> None:
    edit(folder, "exercises/modules.yaml", "judge: 1}", "judge: 3}")
    code, out, _ = pendamping("--lang", "en")
    assert code == 1
    assert out.endswith("\n\nModule 05 is open but short of 2 'judge': 1 of 3.\n")
    code, out, _ = pendamping("--lang", "id", "--format", "markdown")
    assert code == 1
    assert out.endswith("\n\nModul 05 terbuka, tetapi 'menimbang' kurang 2: baru 1 dari 3.\n")
    code, out, _ = pendamping("--format", "json")
    assert code == 1
    assert json.loads(out)[0]["short"] == ["judge"]


def test_json(pendamping: Run) -> None:
    first, second = json.loads(pendamping("--format", "json")[1])
    assert first["levels"]["apply"] == {"asked": 3, "present": 3, "reviewed": 0}
    assert sum(cell["present"] for cell in first["cells"]) == 6
    assert {cell["domain"] for cell in first["cells"]} == {"D1"}
    assert second["cells"] == []


def test_markdown(pendamping: Run) -> None:
    _, out, _ = pendamping("--format", "markdown", "--lang", "en")
    tables = [block.splitlines() for block in out.split("\n\n") if block.startswith("|")]
    assert len(tables) == 2
    for lines in tables:
        assert len({line.count("|") for line in lines}) == 1
        assert set(lines[1]) <= set("|-: ")
    assert "## 05 · First contact" in out


def test_a_broken_course(pendamping: Run, folder: Path) -> None:
    (folder / ITEMS / "one-best.yaml").write_text("key: [")
    code, out, err = pendamping("--lang", "en")
    assert code == 0
    assert "Module 05: 1 of its questions cannot be read and are not counted; run check." in out
    assert "run check" in err
    (folder / "exercises" / "modules.yaml").write_text("[")
    assert pendamping()[0] == 0
    shutil.rmtree(folder / "exercises")
    (folder / "exercises").mkdir()
    assert pendamping("--format", "json")[:2] == (0, "[]\n")


def test_a_level_with_one_kind_has_one_row(course: Course) -> None:
    said = coverage.write(blueprint.counts(course), "en")
    rows = [line.split() for line in said.splitlines() if line.startswith("judge ")]
    assert len(rows) == 1
    assert rows[0][-3:] == ["1", "0", "1"]


# ---------------------------------------------------------------- tables


def test_numbers_stand_to_the_right() -> None:
    head = ["what", "n", "of"]
    rows = [["a|b", 7, "1/2"], ["long word", 10, "·"]]
    assert table.text(head, rows).splitlines() == [
        "what        n   of",
        "a|b         7  1/2",
        "long word  10    ·",
    ]
    assert table.markdown(head, rows).splitlines()[1:3] == [
        "| :-- | --: | --: |",
        "| a\\|b | 7 | 1/2 |",
    ]
    assert table.text(head, []) == "what  n  of"


# ---------------------------------------------------------------- the picture


@pytest.mark.parametrize("lang", LANGS)
def test_picture(course: Course, lang: Lang) -> None:
    figure = picture.draw(blueprint.counts(course), lang)
    assert not plt.fignum_exists(figure.number)  # type: ignore[attr-defined]
    panels = figure.axes
    assert len(panels) == len(LEVELS)
    said = [[text.get_text() for text in axes.texts] for axes in panels]
    assert said == [["2/2", "0/9"], ["3/3", "0/9"], ["1/1", "0/9"]]
    assert [label.get_text() for label in panels[0].get_yticklabels()] == ["5", "6"]
    assert len({axes.get_xlim() for axes in panels}) == 1
    widths = [bar.get_width() for bar in panels[1].patches]  # type: ignore[attr-defined]
    assert widths == [3, 9, 3, 0]
    legend = [text.get_text() for text in figure.legends[0].get_texts()]
    assert legend == [["diminta", "ada"], ["asked", "present"]][LANGS.index(lang)]


def test_picture_of_nothing() -> None:
    assert picture.draw((), "id").axes


def test_the_figure_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from book.figures import blueprint as figure

    monkeypatch.chdir(ROOT / "book" / "en" / "front")
    drawn = figure("en")._repr_svg_()
    assert drawn == figure("en")._repr_svg_()
    for said in ("understand", "asked", "14/14"):
        assert f">{said}<" in drawn
