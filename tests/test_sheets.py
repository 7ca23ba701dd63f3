"""Sheets for print: what paper cannot do is gone, answers stand apart, no address of ours."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pendamping import sheets
from pendamping.load import Course, load
from support import ROOT

LESSON = """<main><section id="s"><h1>Satu</h1>
<p><a href="../glossary.html">kata</a> <a href="https://example.org/">luar</a>
<a href="#m">sini</a></p><span id="m"></span><span id="unused"></span>
<img src="../_images/a.svg" alt="gambar" loading="lazy">
<form class="pd-item" data-spec="{}"><fieldset><legend><span class="pd-n">Pertanyaan</span>Apa?
</legend><label>Urutan <select><option value="">–</option><option value="x">tidur</option>
<option value="y">makan</option></select></label><textarea></textarea></fieldset>
<div class="pd-buttons pd-js"><button>Periksa</button></div>
<details class="pd-reasons"><summary>Alasan</summary><ul><li>Sebab itu.</li></ul></details></form>
</section><nav class="onward">Berikutnya</nav></main>"""
CASE = """<main><section><h1>Kasus</h1><article><h3>1 Gerbang</h3><form><div class="pd-option">
<label><span>Duduk</span></label></div><details class="pd-reasons"><summary>Alasan</summary>
<ul><li>Tenang.</li></ul></details></form></article>
<div class="pd-end"><details><summary>Klien</summary><p>Anda Darma.</p></details>
<details><summary>Petugas</summary><p>Anda petugas.</p></details></div></section></main>"""


@pytest.fixture(scope="module")
def course() -> Course:
    return load(ROOT)


@pytest.fixture
def site(tmp_path: Path, course: Course) -> Path:
    for lang in ("id", "en"):
        for module in course.modules.values():
            if module.open:
                folder = tmp_path / lang / str(module.folder)
                folder.mkdir(parents=True)
                for name in ("01-a", "check", "job-aid"):
                    (folder / f"{name}.html").write_text(LESSON, "utf-8")
                (folder / "case.html").write_text(CASE, "utf-8")
    return tmp_path


def sheet(course: Course, site: Path, path: str) -> BeautifulSoup:
    found = {s.path: s.html for s in sheets.compose(course, site, "../")}
    return BeautifulSoup(found[path], "html.parser")


def test_each_open_module_has_its_sheets_in_both_languages(course: Course, site: Path) -> None:
    paths = [s.path for s in sheets.compose(course, site, "../")]
    opened = sum(module.open for module in course.modules.values())
    assert len(set(paths)) == len(paths) == 8 * opened
    assert "cetak/modul-5-lembar-pegangan" in paths
    assert "print/module-5-job-aid" in paths


def test_answers_stand_apart_and_fields_are_blanks(course: Course, site: Path) -> None:
    page = sheet(course, site, "cetak/modul-5-pelajaran-dan-cek-modul")
    *lessons, answers = page.main.find_all("section", recursive=False)
    assert len(lessons) == 2
    assert [n.text for n in page.select(".pd-n")] == ["Pertanyaan 1", "Pertanyaan 2"]
    assert [h.text for h in answers.select("h3")] == ["Pertanyaan 1", "Pertanyaan 2"]
    assert answers.text.count("Sebab itu.") == 2
    assert not any("Sebab itu." in lesson.text for lesson in lessons)
    assert not page.select("select, textarea, button, .onward, [data-spec]")
    assert "tidur / makan" in lessons[0].text
    assert "Draf penulis" in page.text


def test_paper_links_to_nothing_of_ours(course: Course, site: Path) -> None:
    page = sheet(course, site, "cetak/modul-5-pelajaran-dan-cek-modul")
    assert {a["href"] for a in page.select("a[href]")} == {"https://example.org/", "#m"}
    assert "kata" in page.text
    assert page.select_one("#m")
    assert not page.select_one("#unused")
    assert page.img["src"] == "../id/_images/a.svg"


def test_a_brief_for_each_person(course: Course, site: Path) -> None:
    page = sheet(course, site, "cetak/modul-5-latihan-peran")
    parts = page.main.find_all("section", recursive=False)
    assert [p.h1.text for p in parts] == ["Klien", "Petugas"]


def test_choices_and_reasons_of_a_scene_have_the_same_letter(course: Course, site: Path) -> None:
    page = sheet(course, site, "cetak/modul-5-kasus")
    assert page.select_one(".pd-option span").text.startswith("a. Duduk")
    assert page.find_all("section")[-1].li.text.startswith("a. Tenang")


def test_without_a_browser_the_pages_are_packed(
    course: Course, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "find_browser", lambda: None)
    said: list[str] = []
    made, links = sheets.make(course, site, said.append)
    assert "cetak/modul-5-kasus.html" in made
    assert set(made) == {*links["id"], *links["en"]}
    assert b"../id/_static/site.css" in made["cetak/modul-5-kasus.html"]
    assert "no Chromium" in said[0]


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
@pytest.mark.parametrize("program", ["#!/bin/sh\necho broken >&2; exit 3\n", "not a program"])
def test_a_broken_browser_is_told_in_a_sentence(
    course: Course,
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    program: str,
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(program)
    browser.chmod(browser.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setattr(sheets, "find_browser", lambda: str(browser))
    said: list[str] = []
    made, _ = sheets.make(course, site, said.append)
    assert all(name.endswith(".html") for name in made)
    assert any(line.startswith("no PDF: ") for line in said)
