"""The course on a stick: packed by the command, unpacked in an awkward folder, with no host."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from drive import ROOT, case, fill, form, good_walk, key_of, submit, walk
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from pendamping.load import Course
from pendamping.packing import MAX_PACK
from pendamping.sheets import FOLDER
from pendamping.text import LANGS, Lang

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def packed(site: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive that the command writes."""
    target = tmp_path_factory.mktemp("stick") / "kursus.zip"
    command = [sys.executable, "-m", "pendamping", "pack", "--output", str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert target.stat().st_size <= MAX_PACK
    return target


@pytest.fixture(scope="module")
def stick(packed: Path) -> Path:
    """Where somebody unpacked it: a folder with spaces and letters beyond ASCII."""
    folder = packed.parent / "Kursus Ibu Dété #1"
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    return folder / "pendampingan"


def readers(packed: Path, lang: Lang) -> dict[str, PdfReader]:
    start = f"pendampingan/{FOLDER[lang]}/"
    with zipfile.ZipFile(packed) as archive:
        names = [name for name in archive.namelist() if name.startswith(start)]
        return {n.removeprefix(start): PdfReader(BytesIO(archive.read(n))) for n in names}


@pytest.mark.parametrize("lang", LANGS)
def test_every_open_module_can_be_printed(packed: Path, course: Course, lang: Lang) -> None:
    found = readers(packed, lang)
    open_ = [key for key, module in course.modules.items() if module.open]
    assert len(found) == 4 * len(open_)
    for name, pdf in found.items():
        root = pdf.trailer["/Root"]
        assert root["/Lang"] == lang, name
        assert root["/MarkInfo"]["/Marked"], name  # with tags, for a screen reader
        assert {round(float(n)) for n in pdf.pages[0].mediabox[2:]} == {595, 842}, name
        first = " ".join((pdf.pages[0].extract_text() or "").split())
        assert len(first) > 400, f"{name}: the first sheet is all but empty"
    aids = [pdf for name, pdf in found.items() if re.search("lembar-pegangan|job-aid", name)]
    assert [len(pdf.pages) for pdf in aids] == [1] * len(open_)


def test_reasons_stand_apart_from_questions(packed: Path, course: Course) -> None:
    pages = readers(packed, "id")["modul-5-pelajaran-dan-cek-modul.pdf"].pages
    texts = [" ".join((page.extract_text() or "").split()) for page in pages]
    answers = course.interface["answers-reasons"].id.strip()
    first = f"{answers} {course.interface['question'].id.strip()} 1 "
    apart = next(n for n, text in enumerate(texts) if first in text)
    item = course.items["charger-first"]
    why = " ".join(item.options[0].why.id.split())[:60]  # type: ignore[union-attr]
    assert not any(why in text for text in texts[:apart])
    assert any(why in text for text in texts[apart:])


def letters(text: str) -> str:
    """Letters and digits alone: a PDF breaks lines, and has signs of its own for "fi"."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_of_a_case_is_missing_on_paper(packed: Path, course: Course, lang: Lang) -> None:
    parts = {
        part: "-".join(course.interface[part].to(lang).lower().split())
        for part in ("print-case", "print-role-play")
    }
    printed = {
        name: letters("".join(page.extract_text() for page in pdf.pages))
        for name, pdf in readers(packed, lang).items()
        if name.endswith(tuple(f"-{part}.pdf" for part in parts.values()))
    }
    for vignette in course.vignettes.values():
        number = f"{course.interface['module'].to(lang).strip().lower()}-{int(vignette.module)}"
        paper, briefs = (printed[f"{number}-{part}.pdf"] for part in parts.values())
        for scene in vignette.scenes:
            assert letters(scene.title.to(lang)) in paper, scene.key
            for choice in scene.choices:
                assert letters(choice.text.to(lang))[:60] in paper, (scene.key, choice.key)
                assert letters(choice.why.to(lang))[:60] in paper, (scene.key, choice.key)
        play = vignette.debrief.roleplay
        for brief in (play.client, play.worker, play.observer):
            assert letters(brief.to(lang).partition("\n\n")[0]) in briefs


@pytest.mark.parametrize("lang", LANGS)
def test_paper_is_spared_and_says_nothing_of_the_packer(packed: Path, lang: Lang) -> None:
    for name, pdf in readers(packed, lang).items():
        if re.search("latihan-peran|role-play", name):
            assert len(pdf.pages) == 3, name
        assert len(pdf.pages) <= 45, name
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                assert "file:" not in str(note.get_object().get("/A")), name


def test_without_a_browser_there_are_pages_to_print(site: Path, tmp_path: Path) -> None:
    target = tmp_path / "kursus.zip"
    run = (
        "import sys; from pendamping import cli, sheets; sheets.find_browser = lambda: None;"
        "sys.exit(cli.main(['pack', '--output', sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", run, str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "no Chromium, Chrome or Edge found" in done.stderr
    with zipfile.ZipFile(target) as archive:
        names = [n for n in archive.namelist() if n.startswith("pendampingan/cetak/")]
    assert names
    assert all(name.endswith(".html") for name in names)


def test_the_course_is_whole_on_a_stick(page: Page, stick: Path, course: Course) -> None:
    page.goto((stick / "BACA-README.html").as_uri())
    prints = page.locator('a[href$=".pdf"]')
    assert prints.count() == 24
    for link in prints.all():
        assert (stick / str(link.get_attribute("href"))).is_file()
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        parts = [part.bounding_box() for part in page.locator("main > div").all()]
        assert {(part["x"], part["width"]) for part in parts if part} == {
            (parts[0]["x"], parts[0]["width"])  # type: ignore[index]
        }, "both languages have the same column"
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator('a[href="satu-berkas.html"]').click()
    expect(page.locator(".leaf.here h1")).to_be_visible()
    page.go_back()
    page.locator('a[href="id/index.html"]').click()
    expect(page.locator("main h1")).to_be_visible()

    item = course.items["charger-first"]
    lesson = (stick / "id" / "05-first-contact" / "01-tonight.html").as_uri()
    page.goto(lesson)
    fill(form(page, item.key), item.spec(), key_of(item.spec()))
    submit(form(page, item.key))
    page.reload()
    expect(form(page, item.key).locator(".pd-feedback")).not_to_be_empty()
    page.locator(".tools [data-language=en]").click()
    expect(page.locator("html[lang=en]")).to_be_attached()
    expect(form(page, item.key).locator(".pd-feedback")).not_to_be_empty()

    page.goto((stick / "id" / "search.html").as_uri() + "?q=colokan")
    expect(page.locator("#found a").first).to_be_visible()
    expect(page.locator("#search-results li a").first).to_be_visible()

    vignette = course.vignettes["four-years-at-sea"]
    page.goto((stick / "id" / "05-first-contact" / "case.html").as_uri())
    walk(case(page, vignette.key), good_walk(vignette))
    expect(case(page, vignette.key).locator(".pd-end")).to_be_visible()

    page.goto((stick / "id" / "07-few-words" / "01-evidence.html").as_uri())
    box = page.locator(".pd-explore").first
    image = box.locator("img")
    before = image.get_attribute("src")
    slider = box.locator("input[type=range]").first
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(image).not_to_have_attribute("src", str(before))
    page.wait_for_function("i => i.complete && i.naturalWidth > 0", arg=image.element_handle())

    page.goto((stick / "id" / "offline.html").as_uri())
    said = course.interface["offline-folder"].id.strip()
    expect(page.locator("[data-offline] [role=status]")).to_contain_text(said)
