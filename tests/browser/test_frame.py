"""The frame of every page: quick exit, pause, colours, language, search."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from drive import of_kind, page_of
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
    page.locator(".bar [data-do=exit]").click()


def leave_with_keys(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Escape")


def leave_from_the_pause(page: Page) -> None:
    page.locator("[data-do=pause]").click()
    page.locator("dialog [data-do=exit]").click()


@pytest.mark.parametrize("home", [HOME, "?pilih"], ids=["page", "chooser"])
@pytest.mark.parametrize("leave", [leave_with_button, leave_with_keys, leave_from_the_pause])
def test_quick_exit_leaves_and_back_does_not_return(
    leave: object, home: str, context: BrowserContext, base: str, elsewhere: list[str]
) -> None:
    if home != HOME and leave is leave_from_the_pause:
        pytest.skip("the chooser has no pause")
    page = context.new_page()
    page.goto("about:blank")
    page.goto(f"{base}/{home}")
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
    neutral = course.interface["frame-neutral-title"].id.strip()
    page.locator("[data-do=pause]").click()  # a dialog lies above all else
    # in one go: whoever asks a page that is leaving for more waits for the host that is silent
    box, title, icon, left = page.evaluate(
        """() => {
            document.querySelector("dialog [data-do=exit]").click();
            const { width, height } = document.querySelector(".cover").getBoundingClientRect();
            const icon = document.querySelector("link[rel=icon]").href;
            return [[width, height], document.title, icon, document.body.innerText];
        }"""
    )
    assert box == [360, 740]
    assert title == neutral
    assert icon == "data:,"
    assert left == f"{neutral} …"


@pytest.mark.parametrize("from_folder", [False, True], ids=["host", "folder"])
def test_quick_exit_without_a_network_does_not_name_the_course(
    from_folder: bool, context: BrowserContext, base: str, site: Path
) -> None:
    """The browser's own page says that the weather site cannot be reached; nothing more."""
    page = context.new_page()
    page.goto("about:blank")
    page.goto((site / HOME).as_uri() if from_folder else f"{base}/{HOME}")
    context.set_offline(True)
    leave_with_button(page)
    page.wait_for_url("chrome-error://**")
    assert page.title() == "www.bmkg.go.id"
    assert "endamping" not in page.locator("body").inner_text()
    session = context.new_cdp_session(page)
    entries = session.send("Page.getNavigationHistory")["entries"]
    assert [entry["url"] for entry in entries] == ["about:blank", EXIT]


def test_two_escapes_do_not_leave(page: Page, base: str) -> None:
    page.goto(f"{base}/{HOME}")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert page.url == f"{base}/{HOME}"


@pytest.mark.parametrize("keys", ["EscapeaEscapeEscape", "Shift+EscapeEscapeEscape"])
def test_three_escapes_count_only_in_a_row(page: Page, base: str, keys: str) -> None:
    page.goto(f"{base}/{HOME}")
    for key in re.findall(r"(?:Shift\+)?Escape|a", keys):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.url == f"{base}/{HOME}"


def test_an_escape_that_closes_a_dialog_or_a_list_is_not_counted(
    page: Page, base: str, site: Path, course: Course
) -> None:
    page.goto(f"{base}/{HOME}")
    page.locator("[data-do=pause]").click()
    leave_with_keys(page)
    expect(page.locator("dialog#pause")).to_be_hidden()
    page.wait_for_timeout(300)
    assert page.url == f"{base}/{HOME}"
    matching = page_of(site, "item", of_kind(course, site, "match").key, "id")
    page.goto(f"{base}/{matching}")
    page.locator("form select").first.focus()
    page.keyboard.press("Alt+ArrowDown")
    page.wait_for_timeout(300)
    leave_with_keys(page)
    page.wait_for_timeout(300)
    assert page.url == f"{base}/{matching}"


@pytest.mark.parametrize(("width", "height"), [(320, 256), (360, 740), (740, 360), (1280, 800)])
def test_exit_and_pause_stay_in_reach_while_scrolling(
    page: Page, base: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{base}/id/05-first-contact/01-tonight.html")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    for name in ("exit", "pause"):
        expect(page.locator(f".bar [data-do={name}]")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.querySelector('.bar').offsetHeight") < height / 4
    page.locator("[data-do=pause]").click()
    expect(page.locator("dialog [data-do=exit]")).to_be_in_viewport(ratio=1)


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


# every title that the page has while it loads, from the first that the browser can show
TITLES = """window.titles = [];
new MutationObserver(() => {
    if (document.title && titles.at(-1) !== document.title) { titles.push(document.title); }
}).observe(document, { childList: true, subtree: true, characterData: true });"""


def test_a_discreet_title_is_kept_and_never_flashes(page: Page, base: str, course: Course) -> None:
    neutral = course.interface["frame-neutral-title"].id.strip()
    page.add_init_script(TITLES)
    page.goto(f"{base}/{HOME}")
    own = page.title()
    page.locator("[data-do=pause]").click()
    page.locator("[data-do=discreet]").check()
    assert page.title() == neutral
    for name in ("id/progress.html", "id/05-first-contact/case.html", "?pilih"):
        page.goto(f"{base}/{name}", wait_until="networkidle")
        assert page.evaluate("titles") == [neutral], name
        assert page.locator("link[rel=icon]").get_attribute("href") == "data:,"
    page.goto(f"{base}/{HOME}")
    page.locator("[data-do=pause]").click()
    page.locator("[data-do=discreet]").uncheck()
    assert page.title() == own
    assert (page.locator("link[rel=icon]").get_attribute("href") or "").endswith("icon.svg")


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
