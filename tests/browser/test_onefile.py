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


def until(page: Page, true: str) -> None:
    """Wait without the page's own eval, which its policy forbids."""
    for _ in range(100):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(true)


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


def test_back_leads_to_the_line_within_a_leaf_and_from_another_site(
    page: Page, files: dict[str, Path]
) -> None:
    page.goto(files["id"].as_uri())
    turn(page, "references")
    entry = at(page, "references").locator("[id]").last.get_attribute("id")
    page.evaluate("scrollTo(0, 1500)")
    until(page, "history.state === 1500")
    turn(page, str(entry))
    until(page, "scrollY > 3000")
    page.wait_for_timeout(300)  # the place that was reached is noted too
    page.go_back()
    until(page, "Math.abs(scrollY - 1500) < 5")
    page.reload()
    until(page, "Math.abs(scrollY - 1500) < 5")
    page.goto("data:text/html,elsewhere")
    page.go_back()
    until(page, "Math.abs(scrollY - 1500) < 5")
    assert leaf(page) == "references"


def test_an_address_that_names_no_leaf_shows_one(page: Page, files: dict[str, Path]) -> None:
    for address in ("main", "pause", "nowhere", "%25", "'\""):
        page.goto("about:blank")
        page.goto(f"{files['id'].as_uri()}#{address}")
        assert leaf(page) == "index"
    page.goto(f"{files['id'].as_uri()}#{LESSON}--of-an-older-edition")
    assert leaf(page) == LESSON
    page.locator("a.skip").press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.reload()
    assert leaf(page) == LESSON


def test_a_note_closes_with_its_leaf(page: Page, files: dict[str, Path]) -> None:
    page.goto(f"{files['id'].as_uri()}#{LESSON}")
    word = page.locator(".leaf.here .term").first
    word.click()
    note = at(page, str(word.get_attribute("popovertarget")))
    note.locator("a").click()
    assert leaf(page) == "glossary"
    page.go_back()
    assert leaf(page) == LESSON
    expect(note).to_be_hidden()


def test_a_link_in_a_tab_of_its_own_turns_nothing(
    page: Page, context: BrowserContext, files: dict[str, Path]
) -> None:
    page.goto(f"{files['id'].as_uri()}#search")
    page.locator("#q").fill("malam ini")
    page.locator("#q").press("Enter")
    found = page.locator("#search-results a")
    for how in ({"button": "middle"}, {"modifiers": ["Control"]}):
        with context.expect_page() as caught:
            found.first.click(**how)  # type: ignore[arg-type]
        expect(caught.value.locator(".leaf.here h1")).to_be_visible()
        assert leaf(caught.value) == str(found.first.get_attribute("href"))[1:].split("--")[0]
        caught.value.close()
    assert leaf(page) == "search"


def test_two_searches_do_not_mix_and_lead_to_leaves_only(
    page: Page, files: dict[str, Path]
) -> None:
    page.goto(f"{files['id'].as_uri()}#search")
    found, said = page.locator("#search-results li"), page.locator(".search-summary")
    page.locator("#q").fill("tanpa sinyal")  # the page on saving the site is not here
    for _ in range(3):
        page.locator("#q").press("Enter")
    expect(said).not_to_be_empty()
    page.wait_for_timeout(200)
    assert found.count() > 1
    assert str(found.count()) in said.inner_text()
    links = found.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert len(set(links)) == len(links)
    assert all(at(page, link[1:]).count() == 1 for link in links)


def test_the_record_and_the_leaves_say_the_same(handed: Page, course: Course) -> None:
    page, spec = handed, course.items[ITEM].spec()
    said, vignette = form(page, ITEM).locator(".pd-feedback"), course.vignettes["four-years-at-sea"]
    count, undo = page.locator("[data-count]"), page.locator("[data-act=undo]")
    none = course.interface["progress-none"].id.strip()
    turn(page, LESSON)
    fill(form(page, ITEM), spec, key_of(spec))
    submit(form(page, ITEM))
    turn(page, "05-first-contact-case")
    walk(case(page, vignette.key), good_walk(vignette))
    end = case(page, vignette.key).locator(".pd-end")
    turn(page, "progress")
    expect(count).to_contain_text("1")
    kept = count.inner_text()
    page.locator("[data-act=clear]").dblclick()
    expect(count).to_have_text(none)
    turn(page, LESSON)
    expect(said).to_be_empty()
    expect(form(page, ITEM).locator("input:checked")).to_have_count(0)
    turn(page, "05-first-contact-case")
    expect(end).to_be_hidden()
    turn(page, "progress")
    undo.click()
    expect(count).to_have_text(kept)
    turn(page, LESSON)
    expect(said).not_to_be_empty()
    turn(page, "05-first-contact-case")
    expect(end).to_be_visible()

    turn(page, "progress")  # what was answered since cannot be taken back with it
    page.locator("[data-act=clear]").click()
    turn(page, LESSON)
    fill(form(page, ITEM), spec, key_of(spec))
    submit(form(page, ITEM))
    turn(page, "progress")
    expect(undo).to_be_hidden()
    expect(count).not_to_have_text(none)


def test_a_leaf_that_is_turned_while_one_leaves_has_no_name(
    context: BrowserContext, files: dict[str, Path]
) -> None:
    page = context.new_page()
    page.goto(files["id"].as_uri())
    turn(page, LESSON)
    page.route("https://**", lambda route: None)  # a way out that does not answer
    title, neutral = page.evaluate(
        """() => new Promise(done => {
        addEventListener("hashchange", () => {
          done([document.title, document.documentElement.dataset.neutralTitle]);
        });
        document.querySelector("[data-do=exit]").click();
        location.hash = "progress"; })"""
    )
    assert title == neutral


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


@pytest.mark.parametrize("lang", LANGS)
def test_the_pause_card_is_the_one_of_the_site(
    page: Page, files: dict[str, Path], base: str, lang: str
) -> None:
    said = []
    for address in (f"{base}/{lang}/index.html", files[lang].as_uri()):
        page.goto(address)
        page.locator("[data-do=pause]").click()
        said.append(page.locator("dialog").inner_text().split())
    assert said[0] == said[1]
    expect(page.locator("dialog li")).to_have_count(4)
