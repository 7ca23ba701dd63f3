"""axe-core on every page and in every state: light and dark, phone and desk, both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from drive import case, fill, form, good_walk, key_of, of_kind, page_of, submit, take, walk
from playwright.sync_api import Browser, Page

from pendamping.load import Course
from pendamping.model.item import KINDS

pytestmark = pytest.mark.browser
AXE = Axe()
KEY = "four-years-at-sea"
VIEWS = [(w, s) for w in (360, 1280) for s in ("light", "dark")]


def violations(page: Page) -> list[str]:
    found: list[dict[str, Any]] = AXE.run(page).response["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


def open_page(browser: Browser, width: int, scheme: Any) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    return context.new_page()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_no_page_has_a_violation(
    browser: Browser, base: str, site: Path, width: int, scheme: str
) -> None:
    page = open_page(browser, width, scheme)
    found = {}
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        page.goto(f"{base}/{name}")
        if said := violations(page):
            found[name] = said
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} scrolls sideways: {wide} px"
    page.context.close()
    assert found == {}


def answered(page: Page, base: str, site: Path, course: Course, lang: str) -> list[str]:
    """Answer a question of each kind, and open the reasons."""
    found = []
    for kind in KINDS:
        item = of_kind(course, site, kind)
        page.goto(f"{base}/{page_of(site, 'item', item.key, lang)}")
        where = form(page, item.key)
        fill(where, item.spec(), key_of(item.spec()))
        submit(where)
        if where.locator(".pd-reasons").is_visible():
            where.locator(".pd-reasons summary").click()
        found += violations(page)
    return found


def played(page: Page, base: str, site: Path, course: Course, lang: str) -> list[str]:
    """Look at the start, at a reason, and at the debrief of a case."""
    page.goto(f"{base}/{page_of(site, 'vignette', KEY, lang)}")
    section, way = case(page, KEY), good_walk(course.vignettes[KEY])
    take(section, way[0])
    here = section.locator("[data-scene]:visible")
    here.locator(f'input[value="{way[1]}"]').check()
    here.locator("button[type=submit]").click()
    found = violations(page)
    if here.locator("[data-act=on]").is_visible():
        here.locator("[data-act=on]").click()
    walk(section, way[2:])
    for summary in section.locator(".pd-end summary").all():
        summary.click()
    return found + violations(page)


def paused(page: Page, base: str, _site: Path, _course: Course, lang: str) -> list[str]:
    page.goto(f"{base}/{lang}/index.html")
    page.locator("[data-do=pause]").click()
    return violations(page)


def searched(page: Page, base: str, _site: Path, _course: Course, lang: str) -> list[str]:
    page.goto(f"{base}/{lang}/search.html?q=air")
    page.locator("#search-results").get_by_role("listitem").first.wait_for()
    return violations(page)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("state", [answered, played, paused, searched])
@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_no_state_has_a_violation(
    browser: Browser,
    base: str,
    site: Path,
    course: Course,
    width: int,
    scheme: str,
    state: Callable[..., list[str]],
    lang: str,
) -> None:
    page = open_page(browser, width, scheme)
    found = state(page, base, site, course, lang)
    page.context.close()
    assert found == []
