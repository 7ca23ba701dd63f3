"""The course in one file: alone in a folder, as a phone hands it on, and without its script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from drive import LANGS, case, fill, focused, form, good_walk, key_of, submit, walk
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from test_axe import RUN

from pendamping import onefile
from pendamping.load import Course

pytestmark = pytest.mark.browser
LESSON = "05-first-contact-01-tonight"
ITEM = "charger-first"
# An address of Android's: no store, no neighbours, an origin like no other. A page that its host
# puts into a sandbox has just these limits.
HANDED = "http://127.0.0.1:9/content"
LIMITS = "sandbox allow-scripts allow-forms allow-modals allow-downloads"


@pytest.fixture(scope="module")
def files(site: Path, course: Course, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each file in a folder of its own, with nothing beside it."""
    made = {}
    for lang in LANGS:
        made[lang] = tmp_path_factory.mktemp(lang) / onefile.NAME[lang]  # type: ignore[index]
        made[lang].write_text(onefile.compose(course, site, lang), "utf-8")  # type: ignore[arg-type]
    return made


@pytest.fixture
def handed(page: Page, files: dict[str, Path]) -> Page:
    """A page as a phone's file manager or a messenger opens it."""
    headers = {"Content-Security-Policy": LIMITS, "Content-Type": "text/html"}
    body = files["id"].read_bytes()
    page.route(f"{HANDED}**", lambda route: route.fulfill(body=body, headers=headers))
    page.goto(HANDED)
    assert page.evaluate("origin") == "null"
    return page


def leaf(page: Page) -> str:
    """The leaf that is seen; there is never a second one."""
    seen = page.locator(".leaf:visible")
    expect(seen).to_have_count(1)
    return str(seen.get_attribute("id"))


def at(page: Page, name: str) -> Locator:
    return page.locator(f"[id='{name}']")


def turn(page: Page, name: str) -> None:
    page.evaluate("name => { location.hash = name; }", name)
    expect(at(page, name)).to_be_visible()


@pytest.mark.parametrize("lang", LANGS)
def test_one_file_holds_every_page_and_asks_for_nothing(
    page: Page, files: dict[str, Path], site: Path, lang: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(files[lang].as_uri())
    assert leaf(page) == "index"
    held = set(page.locator(".leaf").evaluate_all("all => all.map(leaf => leaf.id)"))
    book = site / lang
    names = {path.relative_to(book).as_posix() for path in book.rglob("*.html")}
    assert held == {onefile._slug(name) for name in names - onefile.LEFT_OUT}
    assert (
        page.evaluate(
            """() => [...document.querySelectorAll("a[href]")].map(a => a.getAttribute("href"))
            .filter(href => href[0] === "#" ? !document.getElementById(href.slice(1))
                                            : !href.startsWith("http"))"""
        )
        == []
    )
    assert (
        page.evaluate(
            """() => { const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
            return ids.filter((id, i) => ids.indexOf(id) !== i); }"""
        )
        == []
    )
    assert (
        page.evaluate(
            """async () => { const bad = [];
            for (const image of document.querySelectorAll("main img")) {
              const copy = new Image(); copy.src = image.src;
              try { await copy.decode(); } catch (error) { bad.push(image.alt); }
            } return bad; }"""
        )
        == []
    )
    assert {url for url in asked if not url.startswith("data:")} == {files[lang].as_uri()}
    assert files[lang].stat().st_size < 4_000_000


def test_a_file_alone_keeps_answers(page: Page, files: dict[str, Path], course: Course) -> None:
    page.goto(f"{files['id'].as_uri()}#{LESSON}")
    assert leaf(page) == LESSON
    spec = course.items[ITEM].spec()
    fill(form(page, ITEM), spec, key_of(spec))
    submit(form(page, ITEM))
    page.reload()
    assert leaf(page) == LESSON
    expect(form(page, ITEM).locator(".pd-feedback")).not_to_be_empty()


def test_a_file_that_a_phone_hands_on_is_whole(handed: Page, course: Course) -> None:
    page, spec = handed, course.items[ITEM].spec()
    turn(page, LESSON)
    fill(form(page, ITEM), spec, key_of(spec))
    submit(form(page, ITEM))
    refused = course.interface["storage-refused"].id.strip()
    expect(form(page, ITEM).locator(".pd-refused")).to_have_text(refused)

    vignette = course.vignettes["four-years-at-sea"]
    turn(page, "05-first-contact-case")
    walk(case(page, vignette.key), good_walk(vignette))
    expect(case(page, vignette.key).locator(".pd-end")).to_be_visible()

    turn(page, "07-few-words-01-evidence")
    box = page.locator(".pd-explore:visible").first
    before = str(box.locator("img").get_attribute("src"))
    box.locator("input[type=range]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(box.locator("img")).not_to_have_attribute("src", before)
    assert box.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0

    word = page.locator(".leaf.here .term").first
    word.click()
    expect(at(page, str(word.get_attribute("popovertarget")))).to_be_visible()
    page.keyboard.press("Escape")

    # nothing can be stored here, yet what was done is remembered as long as the file is open
    turn(page, "progress")
    with page.expect_download() as caught:
        page.locator("[data-act=export]").click()
    record = json.loads(Path(caught.value.path()).read_text("utf-8"))
    assert list(record["answers"]) == [ITEM]
    assert list(record["cases"]) == [vignette.key]


def test_search_finds_leaves_and_what_was_answered(handed: Page, course: Course) -> None:
    page, spec = handed, course.items[ITEM].spec()
    page.locator(".tools a").first.click()
    assert leaf(page) == "search"
    page.locator("#q").fill("colokan")
    page.keyboard.press("Enter")
    results = page.locator("#search-results li a")
    expect(results.first).to_be_visible()
    expect(page.locator("#found a")).to_have_count(0)  # an unanswered question is not given away
    results.get_by_text("Malam ini dulu").click()
    assert leaf(page) == LESSON
    fill(form(page, ITEM), spec, key_of(spec))
    submit(form(page, ITEM))
    page.go_back()
    assert leaf(page) == "search"
    page.locator("#q").press("Enter")
    page.locator("#found a").first.click()
    assert leaf(page) == LESSON
    assert page.locator(".search-summary[role=status]").count() == 1


def test_back_leads_to_the_line_that_was_read(page: Page, files: dict[str, Path]) -> None:
    page.goto(f"{files['id'].as_uri()}#{LESSON}")
    link = at(page, LESSON).locator("a[href^='#references--']").last
    link.scroll_into_view_if_needed()
    page.wait_for_function("scrollY > 300")
    page.wait_for_timeout(100)  # a scroll is told with the next frame
    before = page.evaluate("scrollY")
    entry = str(link.get_attribute("href"))
    link.click()
    assert leaf(page) == "references"
    expect(at(page, entry[1:])).to_be_in_viewport()
    page.go_back()
    assert leaf(page) == LESSON
    assert abs(page.evaluate("scrollY") - before) < 5


def test_leaves_turn_by_keyboard_and_say_where_one_is(page: Page, files: dict[str, Path]) -> None:
    page.goto(files["en"].as_uri())
    title = page.title()
    contents = page.locator(".contents summary")
    contents.press("Enter")
    page.locator(f".contents a[href='#{LESSON}']").press("Enter")
    assert leaf(page) == LESSON
    heading = at(page, LESSON).locator("h1").inner_text()
    assert focused(page) == ("heading", heading)
    assert page.title() != title
    assert heading in page.title()
    here = page.locator(".contents [aria-current]")
    expect(here).to_be_hidden()  # on a phone the contents fold again
    contents.press("Enter")
    assert here.all_inner_texts() == [heading]

    page.locator("[data-do=pause]").click()
    page.locator("[data-do=discreet]").check()
    neutral = page.title()
    assert heading not in neutral
    page.locator("dialog a[href='#front-safety']").click()
    assert leaf(page) == "front-safety"
    expect(page.locator("dialog")).to_be_hidden()
    assert page.title() == neutral


def test_the_document_has_no_violation(page: Page, files: dict[str, Path]) -> None:
    # its leaves are looked at as pages of the site; new here is how they stand together
    page.goto(f"{files['id'].as_uri()}#{LESSON}")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(RUN, None)["violations"] == []


def test_without_script_all_can_be_read(browser: Browser, files: dict[str, Path]) -> None:
    context: BrowserContext = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(files["id"].as_uri())
    expect(page.locator("main > .nojs")).to_be_visible()
    assert page.locator(".leaf").count() == page.locator(".leaf:visible").count()
    page.locator(".contents summary").click()
    page.locator(f".contents a[href='#{LESSON}']").click()
    expect(at(page, LESSON).locator("h1")).to_be_in_viewport()
    fold = at(page, LESSON).locator(".pd-reasons").first
    fold.locator("summary").click()
    expect(fold.locator("li").first).to_be_visible()
    context.close()
