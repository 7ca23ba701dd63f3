"""The record: out, in, hostile, cleared, taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drive import fill, form, key_of, of_kind, page_of, submit
from playwright.sync_api import Page, expect

from pendamping.load import Course

pytestmark = pytest.mark.browser
PROGRESS = "id/progress.html"


def answer_one(page: Page, base: str, site: Path, course: Course) -> str:
    item = of_kind(course, site, "single")
    page.goto(f"{base}/{page_of(site, 'item', item.key)}")
    fill(form(page, item.key), item.spec(), key_of(item.spec()))
    submit(form(page, item.key))
    return item.key


def take_in(page: Page, name: str, body: bytes) -> None:
    file = {"name": name, "mimeType": "application/json", "buffer": body}
    page.locator("input[type=file]").set_input_files(file)


def test_progress_goes_out_and_comes_back_in(
    page: Page, base: str, site: Path, course: Course
) -> None:
    key = answer_one(page, base, site, course)
    page.goto(f"{base}/{PROGRESS}")
    with page.expect_download() as got:
        page.locator("[data-act=export]").click()
    saved = Path(got.value.path()).read_bytes()
    name = got.value.suggested_filename
    assert name.startswith("catatan-")  # nothing of the course in a folder that others see
    expect(page.locator("[data-progress] .pd-status")).to_contain_text(name)
    record = json.loads(saved)
    assert set(record["answers"]) == {key}
    page.locator("[data-act=clear]").click()
    assert json.loads(page.evaluate("localStorage.getItem('pendamping:1')"))["answers"] == {}
    take_in(page, "mine.json", saved)
    status = page.locator("[data-progress] .pd-status")
    expect(status).to_contain_text(course.interface["import-done"].id.strip())
    assert json.loads(page.evaluate("localStorage.getItem('pendamping:1')")) == record


@pytest.mark.parametrize("times", [1, 2])  # a second press must not make the first one final
def test_clearing_can_be_taken_back(
    page: Page, base: str, site: Path, course: Course, times: int
) -> None:
    key = answer_one(page, base, site, course)
    page.goto(f"{base}/{PROGRESS}")
    page.locator("[data-act=clear]").click(click_count=times)
    page.locator("[data-act=undo]").click()
    kept = json.loads(page.evaluate("localStorage.getItem('pendamping:1')"))
    assert set(kept["answers"]) == {key}


FULL = """() => {
  for (let size = 1 << 20; size; size >>= 1) {
    try { for (let i = 0; ; i++) { localStorage.setItem(`full-${size}-${i}`, "x".repeat(size)); } }
    catch (error) { /* the next, smaller */ }
  }
}"""


def test_a_full_device_is_cleared_too(page: Page, base: str, site: Path, course: Course) -> None:
    key = answer_one(page, base, site, course)
    page.goto(f"{base}/{PROGRESS}")
    page.evaluate(FULL)
    other = {"rev": "0" * 8, "chose": "a", "at": AT}
    take_in(page, "more.json", json.dumps({**EMPTY, "answers": {"another": other}}).encode())
    expect(page.locator(".pd-refused")).to_be_visible()  # there was no room for it
    page.locator("[data-act=clear]").click()
    assert json.loads(page.evaluate("localStorage.getItem('pendamping:1')")) == EMPTY
    expect(page.locator(".pd-refused")).to_have_count(0)
    page.locator("[data-act=undo]").click()
    expect(page.locator("[data-count]")).to_contain_text("2")
    assert key in page.evaluate("Object.keys(pendamping.recorded().answers)")


EMPTY = {"format": "pendamping-record", "version": 1, "answers": {}, "cases": {}, "events": []}
AT = "2026-11-25T01:00:00.000Z"
BAD = {
    "import-not-json": b"\xff\xfe{",
    "import-not-ours": b'{"hello": 1}',
    "import-newer": json.dumps({**EMPTY, "version": 2}).encode(),
    "import-broken": json.dumps(
        {**EMPTY, "answers": {"<img src=x>": {"rev": "0" * 8, "chose": "a", "at": AT}}}
    ).encode(),
    "import-too-big": b" " * (5 * 1024 * 1024 + 1),
}


@pytest.mark.parametrize("word", BAD)
def test_a_bad_file_gets_a_sentence_and_changes_nothing(
    word: str, page: Page, base: str, site: Path, course: Course
) -> None:
    answer_one(page, base, site, course)
    before = page.evaluate("localStorage.getItem('pendamping:1')")
    page.goto(f"{base}/{PROGRESS}")
    take_in(page, "bad.json", BAD[word])
    status = page.locator("[data-progress] .pd-status")
    expect(status).to_contain_text(course.interface[word].id.strip())
    assert page.evaluate("localStorage.getItem('pendamping:1')") == before


def test_an_imported_note_cannot_become_markup(
    page: Page, base: str, site: Path, course: Course
) -> None:
    item = of_kind(course, site, "reflect")
    note = '<img src=x onerror="document.title=1">'
    answer = {"rev": item.revision, "chose": note, "at": AT, "tries": 1}
    page.goto(f"{base}/{PROGRESS}")
    take_in(page, "mine.json", json.dumps({**EMPTY, "answers": {item.key: answer}}).encode())
    done = course.interface["import-done"].id.strip()
    expect(page.locator("[data-progress] .pd-status")).to_contain_text(done)
    page.goto(f"{base}/{page_of(site, 'item', item.key)}")
    assert form(page, item.key).locator("textarea").input_value() == note
    assert page.locator("main img[src=x]").count() == 0
    assert page.title() != "1"
