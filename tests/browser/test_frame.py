"""The frame of every page: quick exit, pause, colours, language, search."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from pendamping.load import Course

pytestmark = pytest.mark.browser
HOME = "id/index.html"
EXIT = "https://www.bmkg.go.id/"


@pytest.fixture
def elsewhere(context: BrowserContext) -> list[str]:
    """Stand in for the neutral site, and keep what was asked of it."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<title>cuaca</title>", content_type="text/html")

    context.route(f"{EXIT}**", answer)
    return asked


def leave_with_button(page: Page) -> None:
    page.locator("[data-do=exit]").click()


def leave_with_keys(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [leave_with_button, leave_with_keys])
def test_quick_exit_leaves_and_back_does_not_return(
    leave: object, context: BrowserContext, base: str, elsewhere: list[str]
) -> None:
    page = context.new_page()
    page.goto("about:blank")
    page.goto(f"{base}/{HOME}")
    leave(page)  # type: ignore[operator]
    page.wait_for_url(f"{EXIT}**")
    assert elsewhere
    page.go_back()
    assert page.url == "about:blank"


def test_quick_exit_covers_the_page_before_it_leaves(
    context: BrowserContext, base: str, course: Course
) -> None:
    page = context.new_page()
    context.route(f"{EXIT}**", lambda _route: None)  # a network that does not answer
    page.goto(f"{base}/{HOME}")
    box, title = page.evaluate(
        """() => {
            document.querySelector("[data-do=exit]").click();
            const { width, height } = document.querySelector(".cover").getBoundingClientRect();
            return [[width, height], document.title];
        }"""
    )
    assert box == [360, 740]
    assert title == course.interface["frame-neutral-title"].id.strip()


def test_two_escapes_do_not_leave(page: Page, base: str) -> None:
    page.goto(f"{base}/{HOME}")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert page.url == f"{base}/{HOME}"


def test_exit_and_pause_stay_in_reach_while_scrolling(page: Page, base: str) -> None:
    page.goto(f"{base}/id/05-first-contact/01-tonight.html")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    for name in ("exit", "pause"):
        expect(page.locator(f"[data-do={name}]")).to_be_in_viewport()


def test_pause_opens_with_the_keyboard_and_gives_the_focus_back(page: Page, base: str) -> None:
    page.goto(f"{base}/{HOME}")
    page.locator("[data-do=pause]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog#pause")).to_be_visible()
    expect(page.locator("#pause-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#pause")).to_be_hidden()
    expect(page.locator("[data-do=pause]")).to_be_focused()


def test_colours_are_kept(page: Page, base: str) -> None:
    page.goto(f"{base}/{HOME}")
    button = page.locator("[data-do=theme]")
    button.click()
    button.click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.goto(f"{base}/en/index.html")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_a_discreet_title_is_kept(page: Page, base: str, course: Course) -> None:
    page.goto(f"{base}/{HOME}")
    page.locator("[data-do=pause]").click()
    page.locator("[data-do=discreet]").check()
    neutral = course.interface["frame-neutral-title"].id.strip()
    assert page.title() == neutral
    page.goto(f"{base}/id/progress.html")
    assert page.title() == neutral


def test_the_language_chooser_remembers(page: Page, base: str) -> None:
    page.goto(f"{base}/")
    page.locator("[data-language=en]").click()
    page.wait_for_url("**/en/index.html")
    page.goto(f"{base}/")
    page.wait_for_url("**/en/index.html")
    page.locator(".tools [data-language=id]").click()
    page.wait_for_url("**/id/index.html")
    page.goto(f"{base}/")
    page.wait_for_url("**/id/index.html")


@pytest.mark.parametrize(
    ("lang", "word"), [("id", "pengecas"), ("id", "mendampinginya"), ("en", "charger")]
)
def test_search_finds_a_lesson(page: Page, base: str, site: Path, lang: str, word: str) -> None:
    page.goto(f"{base}/{lang}/search.html")
    page.locator("#q").fill(word)
    page.keyboard.press("Enter")
    first = page.locator("#search-results li a").first
    expect(first).to_be_visible()
    first.click()
    assert f"/{lang}/" in page.url
