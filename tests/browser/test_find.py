"""Terms at hand, and a search that knows terms, cases and answered questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from drive import fill, form, key_of, submit
from playwright.sync_api import Browser, Page, expect
from test_axe import violations

from pendamping.load import Course

pytestmark = pytest.mark.browser
LESSON = "05-first-contact/01-tonight.html"
ITEM = "charger-first"


def look_for(page: Page, site: str, lang: str, words: str) -> None:
    page.goto(f"{site}/{lang}/search.html?q={words}")
    expect(page.locator("#search-results h2")).to_be_visible()


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_term_opens_and_closes_with_the_keyboard(
    page: Page, base: str, course: Course, lang: str
) -> None:
    page.goto(f"{base}/{lang}/{LESSON}")
    word = page.locator(".term").first
    note = page.locator(f"#{word.get_attribute('popovertarget')}")
    expect(note).to_be_hidden()
    word.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    key = (note.get_attribute("id") or "").removeprefix("note-")
    says = course.glossary[key].says.to(lang)  # type: ignore[arg-type]
    expect(note).to_contain_text(says.replace("*", "").strip())
    assert violations(page) == []
    page.keyboard.press("Tab")
    expect(note.locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(word).to_be_focused()
    page.keyboard.press("Enter")
    note.locator("a").click()
    expect(page.locator(f"#term-{key}")).to_be_in_viewport()


def test_a_term_needs_no_script_and_stays_inside_a_phone(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 256}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/id/{LESSON}")
    word = page.locator(".term").nth(2)
    word.click()
    note = page.locator(f"#{word.get_attribute('popovertarget')}")
    expect(note).to_be_visible()
    box = note.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["y"] + box["height"] <= 256
    context.close()


def test_every_page_explains_a_term_once(site: Path) -> None:
    marked = 0
    for file in site.glob("*/0*/*.html"):
        html = file.read_text("utf-8")
        targets = [part.split('"')[0] for part in html.split('popovertarget="')[1:]]
        assert len(targets) == len(set(targets)), file
        marked += len(targets)
    assert marked > 100


@pytest.mark.parametrize("host", ["web", "folder"])
def test_a_question_is_found_once_it_was_answered(
    page: Page, base: str, site: Path, course: Course, host: str
) -> None:
    root = base if host == "web" else site.as_uri()
    item = course.items[ITEM]
    look_for(page, root, "id", "dukungan psikososialnya kapan")
    expect(page.locator("#found li", has_text="Pukul 23.05")).to_have_count(0)
    page.goto(f"{root}/id/{LESSON}")
    fill(form(page, ITEM), item.spec(), key_of(item.spec()))
    submit(form(page, ITEM))
    look_for(page, root, "id", "dukungan psikososialnya kapan")
    found = page.locator("#found a", has_text="Pukul 23.05")
    expect(found).to_be_visible()
    if host == "web":  # axe reads the style sheets again, which a folder forbids
        assert violations(page) == []
    found.click()
    expect(form(page, ITEM)).to_be_in_viewport()


@pytest.mark.parametrize(
    ("lang", "words", "title"),
    [
        ("id", "mendampingi", "pendampingan"),
        ("id", "laut", "Empat Tahun di Laut"),
        ("en", "accompanying", "accompaniment"),
        ("en", "sea", "Four Years at Sea"),
    ],
)
def test_terms_and_cases_are_found_by_their_stems(
    page: Page, base: str, lang: str, words: str, title: str
) -> None:
    look_for(page, base, lang, words)
    expect(page.locator("#found a", has_text=title).first).to_be_visible()


def test_no_word_that_was_looked_for_is_kept(page: Page, base: str) -> None:
    look_for(page, base, "id", "utang")
    assert "utang" not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
