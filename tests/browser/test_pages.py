"""The site from a folder; no network; links, pictures, twins; print."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from drive import case, fill, form, good_walk, key_of, submit, walk
from playwright.sync_api import BrowserContext, Page, expect

from pendamping.load import Course

pytestmark = pytest.mark.browser
KEY = "four-years-at-sea"
CHECK = "id/05-first-contact/check.html"
CASE = "id/05-first-contact/case.html"


def test_the_check_page_holds_ten_questions(site: Path) -> None:
    assert (site / CHECK).read_text("utf-8").count('<form class="pd-item"') == 10


def test_the_course_works_from_a_folder(page: Page, site: Path, course: Course) -> None:
    page.goto((site / CHECK).as_uri())
    item = course.items[page.locator("form[data-item]").first.get_attribute("data-item") or ""]
    fill(form(page, item.key), item.spec(), key_of(item.spec()))
    submit(form(page, item.key))
    expect(form(page, item.key).locator(".pd-feedback")).not_to_be_empty()
    page.reload()
    expect(form(page, item.key).locator(".pd-feedback")).not_to_be_empty()
    page.goto((site / CASE).as_uri())
    walk(case(page, KEY), good_walk(course.vignettes[KEY]))
    expect(case(page, KEY).locator(".pd-end")).to_be_visible()
    page.goto((site / "id/search.html").as_uri() + "?q=air")
    expect(page.locator("#search-results li a").first).to_be_visible()


def test_a_visited_page_needs_no_network(
    page: Page, context: BrowserContext, base: str, course: Course, site: Path
) -> None:
    page.goto(f"{base}/{CASE}", wait_until="networkidle")
    context.set_offline(True)
    walk(case(page, KEY), good_walk(course.vignettes[KEY]))
    expect(case(page, KEY).locator(".pd-end")).to_be_visible()
    context.set_offline(False)


def soups(site: Path) -> list[tuple[str, BeautifulSoup]]:
    return [
        (p.relative_to(site).as_posix(), BeautifulSoup(p.read_text("utf-8"), "html.parser"))
        for p in sorted(site.rglob("*.html"))
    ]


def test_pages_forbid_and_have_no_inline_script(site: Path) -> None:
    for name, soup in soups(site):
        policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
        rules = dict(
            part.strip().split(" ", 1) for part in policy.split(";") if " " in part.strip()
        )
        assert "unsafe-inline" not in rules["script-src"], name
        assert rules["default-src"] == "'none'", name
        for script in soup.find_all("script"):
            assert script.get("src"), f"{name}: {script}"
        assert not re.search(r"<[^>]+\son[a-z]+=", str(soup)), name


def test_no_page_asks_for_another_ahead(site: Path) -> None:
    """Firefox does so, the policy forbids it, and the page would say that it lacks something."""
    for name, soup in soups(site):
        assert not soup.find("link", rel=["next", "prefetch", "preload"]), name


def test_every_link_leads_somewhere(site: Path) -> None:
    pages = dict(soups(site))
    anchors = {name: {t["id"] for t in soup.find_all(id=True)} for name, soup in pages.items()}
    for name, soup in pages.items():
        for tag in soup.find_all(["a", "link", "script", "img"]):
            url = tag.get("href") or tag.get("src")
            if not url or url.startswith(("https://", "http://", "data:")):
                continue
            path, _, anchor = url.partition("#")
            path = path.partition("?")[0]  # the hash of a script
            target = (site / name).parent / unquote(path) if path else site / name
            assert target.resolve().exists(), f"{name}: {url}"
            if anchor:
                at = target.resolve().relative_to(site.resolve()).as_posix()
                assert anchor in anchors[at], f"{name}: {url}"


def test_every_picture_is_told_in_words(site: Path) -> None:
    seen = 0
    for name, soup in soups(site):
        for image in soup.find_all("img"):
            seen += 1
            assert len(image.get("alt", "")) > 40, f"{name}: {image}"
            assert not image["alt"].startswith("../"), name
            assert image["loading"] == "lazy", name
            assert int(image["width"]) > 0 < int(image["height"]), f"{name}: no place is kept"
    assert seen >= 4


def test_every_page_names_its_language_and_its_twin(site: Path) -> None:
    for name, soup in soups(site):
        lang, _, rest = name.partition("/")
        if not rest:
            continue
        assert soup.html["lang"] == lang
        other = "en" if lang == "id" else "id"
        twin = soup.find("a", {"data-language": other})["href"]
        assert ((site / name).parent / twin).resolve() == (site / other / rest).resolve()


def test_print_shows_what_is_folded(page: Page, base: str) -> None:
    page.goto(f"{base}/{CHECK}")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open]):visible").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("main details[open]").count() == 0
