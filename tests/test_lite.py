"""The lite site without a browser: what is fetched, what is refused, what a notebook says."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from pendamping import cli
from pendamping.bibliography import Entry
from pendamping.chapter import Page
from pendamping.lite import fetch, site, wheels
from pendamping.lite.fetch import LiteError
from pendamping.lite.notebooks import Writer
from pendamping.load import Course, load
from support import ROOT

# ---------------------------------------------------------------- what is fetched


def test_without_a_network_a_sentence_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    assert cli.main(["--root", str(folder), "lite"]) == 2
    said = capsys.readouterr().err
    assert "Is there a network?" in said
    assert "127.0.0.1:9/pyodide/-/" in said
    assert not list((folder / "_build").rglob("*"))


# ---------------------------------------------------------------- what a builder supplies


def wheel(folder: Path, name: str, *parts: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    with zipfile.ZipFile(file, "w") as box:
        for part in parts or (f"{name.split('-')[0]}/__init__.py",):
            box.writestr(part, name)
    return file


def listed(files: Iterable[Path], depends: dict[str, list[str]]) -> dict[str, object]:
    packages = {}
    for file in files:
        entry = wheels.entry(file)
        packages[entry["name"]] = entry | {"depends": depends.get(entry["name"], [])}
    return {"info": {"python": "3.14.2"}, "packages": packages}


@pytest.fixture
def drawing(tmp_path: Path) -> tuple[Path, dict[str, object]]:
    """A folder with what matplotlib needs, and Pyodide's list of it."""
    own = tmp_path / "supplied"
    names = ("matplotlib-3.10.8", "numpy-2.4.6", "packaging-26.1", "unwanted-1.0")
    files = [wheel(own, f"{name}-py3-none-any.whl") for name in names]
    return own, listed(files, {"matplotlib": ["numpy", "packaging"]})


def test_what_matplotlib_needs_is_taken_and_no_more(
    drawing: tuple[Path, dict[str, object]],
) -> None:
    folder, lock = drawing
    found = wheels.supplied(lock, folder, {"packaging"})
    assert [file.name.split("-")[0] for file in found] == ["matplotlib", "numpy"]


def test_a_missing_package_is_named(drawing: tuple[Path, dict[str, object]]) -> None:
    folder, lock = drawing
    (folder / "numpy-2.4.6-py3-none-any.whl").unlink()
    with pytest.raises(LiteError, match=r"lacks 1 of 3 files; .*\nnumpy-2\.4\.6"):
        wheels.supplied(lock, folder, ())


@pytest.mark.parametrize("wrong", ["hash", "folder"])
def test_wrong_wheels_stop_the_build_and_leave_the_old_site(
    folder: Path,
    drawing: tuple[Path, dict[str, object]],
    wrong: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    supplied, lock = drawing
    core = folder / "_build" / "lite-cache" / fetch.PYODIDE.folder
    old = folder / "_build" / "lite"
    for made in (core, old):
        made.mkdir(parents=True)
    (core / fetch.LOCK).write_text(json.dumps(lock))
    (old / "index.html").write_text("old")
    if wrong == "hash":
        wheel(supplied, "numpy-2.4.6-py3-none-any.whl", "numpy/evil.py")
    else:
        supplied = supplied / "nowhere"
    assert cli.main(["--root", str(folder), "lite", "--wheels", str(supplied)]) == 2
    said = capsys.readouterr().err
    assert ("is not what was pinned" if wrong == "hash" else "not a folder") in said
    assert "Traceback" not in said
    assert [p.name for p in (folder / "_build").iterdir() if p != core.parent] == ["lite"]
    assert (old / "index.html").read_text() == "old"


# ---------------------------------------------------------------- the packages of the browser


def test_each_package_of_the_browser_is_pinned_by_its_hash() -> None:
    lines = (fetch.HERE / "requirements-lite-kernel.txt").read_text().splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all("==" in line and " --hash=sha256:" in line for line in pins)
    assert len(fetch.kernel_names()) == len(pins)
    assert {"pydantic-core", "ruamel-yaml", "anywidget", "ipywidgets"} <= fetch.kernel_names()


def test_versions_in_the_browser_are_those_of_the_book() -> None:
    book = dict(
        line.split(" ")[0].split("==")
        for line in (ROOT / "requirements.txt").read_text().splitlines()
    )
    lines = (fetch.HERE / "requirements-lite-kernel.txt").read_text().splitlines()
    own = dict(line.split(" ")[0].split("==") for line in lines if not line.startswith("#"))
    same = ("pydantic", "pydantic-core", "ruamel-yaml", "anywidget", "ipywidgets", "traitlets")
    assert {name: own[name] for name in same} == {name: book[name] for name in same}


def test_our_wheel_holds_the_library_and_what_it_shows(folder: Path, tmp_path: Path) -> None:
    made = wheels.own_wheel(folder, ("id", "en"), tmp_path)
    (tmp_path / "again").mkdir()
    again = wheels.own_wheel(folder, ("id", "en"), tmp_path / "again")
    assert made.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(made) as box:
        names = box.namelist()
    assert "pendamping/widget.py" in names
    assert "pendamping/assets/pendamping.js" in names
    course = [name.partition(".data/data/course/")[2] for name in names if ".data/" in name]
    assert "_config.yml" in course
    assert "exercises/interface.yaml" in course
    assert any(name.startswith("exercises/items/") for name in course)
    assert {"book/id/.keep", "book/en/.keep"} <= set(course)
    assert not [name for name in course if "evidence" in name or "lock" in name]
    assert wheels.entry(made)["imports"] == ["pendamping"]


@pytest.mark.parametrize(
    ("imports", "heavy"),
    [
        ("pendamping, pendamping.widget", {"matplotlib", "numpy"}),
        ("book.figures, pendamping.picture.way", set()),
    ],
)
def test_what_runs_in_the_browser_needs_no_package_that_is_not_there(
    imports: str, heavy: set[str]
) -> None:
    absent = heavy | {"sphinx", "docutils", "pybtex", "myst_nb", "nbformat", "grandalf", "sklearn"}
    code = f"import sys, {imports}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "pendamping" in done.stdout.split(), done.stderr
    assert absent & {*done.stdout.split()} == set()


# ---------------------------------------------------------------- notebooks


@pytest.fixture(scope="module")
def real() -> Course:
    return load(ROOT)


def writer(course: Course, *, draws: bool = False) -> Writer:
    source = Entry("lee2020", (1, 1), {"author": "Lee, A. and Ayu, B. and Oki, C.", "year": "2020"})
    shipped = frozenset({"05-first/01-a.md", "05-first/02-b.md", "06-more/01-c.md"})
    return Writer(shipped, {"lee2020": source}, course.interface, "/course", draws)


TEXT = """\
---
file_format: mystnb
kernelspec:
  name: python3
---

(anchor)=
# Title

% facts: lee2020#one
He said so {cite:p}`lee2020`. See [next](02-b.md), [more](../06-more/01-c.md), [far](../front/a.md).

:::{admonition} Stop when …
:class: warning

- it hurts
:::

```{code-cell} python
:tags: [remove-input]
from pendamping import quiz

quiz("sit-nearby")
```

```{code-cell} python
---
mystnb:
  image:
    alt: Two lines.
  figure:
    caption: |
      From a study {cite:p}`lee2020`.
---
from book.figures import anger

anger("id")
```
"""


def cells(course: Course, lang: str, *, draws: bool = False) -> list[dict[str, str]]:
    page = Page("en" if lang == "en" else "id", "05-first/01-a.md", TEXT)
    made = json.loads(writer(course, draws=draws).notebook(page))
    assert made["nbformat"] == 4
    assert made["metadata"]["kernelspec"]["name"] == "python"
    said = [{"kind": c["cell_type"], "says": "".join(c["source"])} for c in made["cells"]]
    assert "Run → Run All Cells" in said[0]["says"]
    return said[1:]


def test_a_chapter_reads_as_plain_markdown(real: Course) -> None:
    said = cells(real, "en")[0]["says"]
    assert said.startswith("# Title")
    assert "He said so (Lee et al., 2020)." in said
    assert "[next](02-b.ipynb), [more](../06-more/01-c.ipynb), far." in said
    assert "> **Stop when …**\n>\n> - it hurts" in said
    assert not [sign for sign in ("{cite", ":::", ":class:", "%", "(anchor)=") if sign in said]
    assert "(Lee dkk., 2020)" in cells(real, "id")[0]["says"]


def test_a_cell_finds_the_course_and_its_language(real: Course) -> None:
    for lang in ("id", "en"):
        cell = cells(real, lang)[1]
        assert cell["kind"] == "code"
        assert cell["says"].startswith(f'import os; os.chdir("/course/book/{lang}")\n')
        compile(cell["says"], "cell", "exec")  # no magic: Pyodide reads its imports


def test_a_figure_is_words_until_its_packages_are_there(real: Course) -> None:
    words = cells(real, "en")[2]
    assert words["kind"] == "markdown"
    assert words["says"].startswith("Two lines.\n\nFrom a study (Lee et al., 2020).")
    assert real.interface["lite-figure"].en.strip() in words["says"]
    drawn = cells(real, "en", draws=True)[2]
    assert drawn["kind"] == "code"
    assert "\nimport matplotlib\n" in drawn["says"]


def test_every_chapter_becomes_a_notebook_in_both_languages(real: Course, tmp_path: Path) -> None:
    pages = site._notebooks(real, tmp_path, draws=False)
    made = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.ipynb")}
    assert {name[3:] for name in made if name[:3] == "id/"} == {
        name[3:] for name in made if name[:3] == "en/"
    }
    assert len(made) == len(pages) >= 54
    for file in tmp_path.rglob("*.ipynb"):
        for cell in json.loads(file.read_text("utf-8"))["cells"]:
            said = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                assert not [sign for sign in ("{cite", ":::", "% facts", ")=\n") if sign in said]
                assert ".md)" not in said


def test_the_first_page_says_what_is_alive(real: Course, tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    pages = site._notebooks(real, tmp_path / "files", draws=False)
    for draws in (False, True):
        site._face(real, tmp_path, pages, draws=draws)
        html = (tmp_path / "index.html").read_text("utf-8")
        for lang in ("id", "en"):
            shown = real.interface["lite-draws" if draws else "lite-draws-not"].to(lang).strip()
            hidden = real.interface["lite-draws-not" if draws else "lite-draws"].to(lang).strip()
            assert shown in html
            assert hidden not in html
        assert 'id="jupyter-config-data"' in html  # JupyterLite's other pages look for it here
        assert "http" not in html.replace("http-equiv", "")
        assert "{" not in html.replace("{}", "")
