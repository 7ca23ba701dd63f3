"""The real course through both ways of building it, and what a second run does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pendamping import build
from pendamping.load import load
from support import ROOT

pytestmark = pytest.mark.build
PARTS = ("_config.yml", "_toc.yml", "book", "exercises")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real course, so that nothing of ours is touched."""
    # as it may lie on somebody's disk: a space, letters beyond ASCII
    into = tmp_path_factory.mktemp("real") / "Kursus Ibu Dété"
    into.mkdir()
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, into / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, into / name)
    return into


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", env=settings
    )


def test_jupyter_book_build_works_as_any_user_would_try_it(real: Path) -> None:
    program = str(Path(sys.executable).with_name("jupyter-book"))
    done = run(program, "build", ".", "-W", "-n", "--keep-going", cwd=real)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    page = real / "_build" / "html" / "book" / "id" / "05-first-contact" / "check.html"
    assert page.read_text("utf-8").count("data-item=") == 10


def test_build_says_how_far_it_is_and_a_second_run_knows_that_nothing_changed(real: Path) -> None:
    first = run(sys.executable, "-m", "pendamping", "build", cwd=real)
    assert first.returncode == 0, first.stdout[-2000:] + first.stderr[-2000:]
    assert "[id] reading sources" in first.stderr
    assert "100%" in first.stderr
    began = time.monotonic()
    second = run(sys.executable, "-m", "pendamping", "build", cwd=real)
    assert second.returncode == 0
    assert "nothing changed" in second.stderr
    assert time.monotonic() - began < 20
    assert build.is_current(real)


def test_after_a_change_to_a_question_only_its_pages_are_read(real: Path) -> None:
    item = load(real).items["charger-first"]
    file = real / load(real).files["item", item.key]
    kept = file.read_text("utf-8")
    file.write_text(kept.replace("stem:\n  id: |\n    ", "stem:\n  id: |\n    Nah. "), "utf-8")
    assert file.read_text("utf-8") != kept
    text = file.read_text("utf-8")
    file.write_text(text.replace("  en: |\n    ", "  en: |\n    So. ", 1), "utf-8")
    done = run(sys.executable, "-m", "pendamping", "build", cwd=real)
    assert done.returncode == 0, done.stdout + done.stderr
    read = {line.split("] ")[-1] for line in done.stderr.splitlines() if "reading sources" in line}
    assert read == {"05-first-contact/01-tonight"}
    file.write_text(kept, "utf-8")


def test_a_changed_word_of_the_frame_reaches_every_page(real: Path) -> None:
    file = real / "exercises" / "interface-frame.yaml"
    kept = file.read_text("utf-8")
    both = {"Keluar cepat": "Keluar segera", "Quick exit": "Leave now"}
    text = kept
    for old, new in both.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")
    done = run(sys.executable, "-m", "pendamping", "build", cwd=real)
    assert done.returncode == 0, done.stdout + done.stderr
    site = real / "_build" / "site"
    pages = [p.read_text("utf-8") for p in site.glob("*/**/*.html")]
    assert all(any(word in page for word in both.values()) for page in pages)
    file.write_text(kept, "utf-8")


def test_a_finding_keeps_the_old_site(real: Path) -> None:
    page = real / "_build" / "site" / "id" / "index.html"
    old = page.read_bytes()
    broken = next((real / "exercises" / "items").rglob("*.yaml"))
    kept = broken.read_bytes()
    broken.write_bytes(kept + b"surprise: 1\n")
    done = run(sys.executable, "-m", "pendamping", "build", cwd=real)
    assert done.returncode == 1
    assert "L014" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert page.read_bytes() == old
    broken.write_bytes(kept)


def test_a_broken_figure_fails_the_build_and_keeps_the_old_site(real: Path) -> None:
    page = real / "_build" / "site" / "id" / "index.html"
    old = page.read_bytes()
    figure = real / "book" / "figures" / "layers.py"
    kept = figure.read_bytes()
    figure.write_bytes(kept + b"\nraise RuntimeError('no ink')\n")
    done = run(sys.executable, "-m", "pendamping", "build", cwd=real)
    assert done.returncode == 2
    assert "no ink" in done.stderr
    assert "(--debug shows where)" in done.stderr
    assert "sphinx_run.py" not in done.stderr
    assert page.read_bytes() == old
    figure.write_bytes(kept)


def test_the_english_book_has_the_same_contents(real: Path) -> None:
    pages = {
        lang: {
            p.relative_to(real / "_build" / "site" / lang).as_posix()
            for p in (real / "_build" / "site" / lang).rglob("*.html")
        }
        for lang in ("id", "en")
    }
    assert pages["id"] == pages["en"]
    course = load(real)
    for module in course.modules.values():
        if module.open:
            assert f"{module.folder}/index.html" in pages["id"]


def test_maps_are_drawn_in_both_languages(real: Path) -> None:
    done = run(sys.executable, "-m", "pendamping", "draw", "four-years-at-sea", cwd=real)
    assert done.returncode == 0, done.stderr
    folder = real / "_build" / "maps"
    case = load(real).vignettes["four-years-at-sea"]
    for lang in ("id", "en"):
        outline = (folder / f"four-years-at-sea.{lang}.txt").read_text("utf-8")
        assert all(f"({scene.key})" in outline for scene in case.scenes)
        assert (folder / f"four-years-at-sea.{lang}.svg").read_text("utf-8").startswith("<?xml")
    missing = run(sys.executable, "-m", "pendamping", "draw", "no-such-case", cwd=real)
    assert missing.returncode == 2
    assert "four-years-at-sea" in missing.stderr
