"""The saved course when things go wrong: old workers, odd hosts, holes, clocks, refusals."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from drive import fill, form, key_of, submit, wrong_of
from host import SIGN_IN, Host, version
from playwright.sync_api import BrowserContext, Page, Route, expect

from pendamping.load import Course

pytestmark = pytest.mark.browser
PANEL = "id/offline.html"
CHECK = "id/05-first-contact/check.html"
EXPLORE = "id/06-assessment/05-instruments.html"
OLD = Path(__file__).with_name("old-worker.js")
NEW_TITLE = {"id/index.html": ("<h1>", "<h1>Versi baru: ")}


@pytest.fixture
def host(site: Path) -> Iterator[Callable[..., Host]]:
    made: list[Host] = []

    def start(prefix: str = "/", folder: Path = site) -> Host:
        made.append(Host(folder, prefix))
        return made[-1]

    yield start
    for one in made:
        one.close()


def status(page: Page) -> Any:
    return expect(page.locator("[data-offline] [role=status]"))


def says(course: Course, key: str, lang: str = "id") -> str:
    return course.interface[key].to(lang).strip().split("{")[0].strip()  # type: ignore[arg-type]


def save(page: Page, base: str, course: Course, choice: str = "all") -> None:
    page.goto(f"{base}/{PANEL}")
    page.locator(f'input[value="{choice}"]').check()
    page.locator("[data-act=save]").click()
    status(page).to_contain_text(says(course, "offline-done"), timeout=30_000)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def caches(page: Page) -> list[str]:
    found: list[str] = page.evaluate("caches.keys()")
    return sorted(found)


def answer_first(page: Page, course: Course, answer: Callable[[dict[str, Any]], Any]) -> str:
    """Answer the first question of one choice on a page."""
    key = page.locator("form[data-kind=single]").first.get_attribute("data-item") or ""
    again = form(page, key).locator("[data-act=again]")
    if again.is_visible():
        again.click()
    fill(form(page, key), course.items[key].spec(), answer(course.items[key].spec()))
    submit(form(page, key))
    return key


# ---------------------------------------------------------------- a worker of three versions ago


def test_a_worker_of_three_versions_ago_gives_way_when_nobody_reads(
    context: BrowserContext, host: Callable[..., Host], course: Course
) -> None:
    """It kept pages by itself, in a cache of another name and without a note."""
    here = host("/kursus/")
    page = context.new_page()
    page.goto(f"{here.base}/{CHECK}")
    key = answer_first(page, course, key_of)
    page.goto("about:blank")
    old = b"<!doctype html><html lang=id><meta charset=utf-8><h1>Versi lama</h1>"
    script = {"Content-Type": "text/javascript"}
    here.odd["sw.js"] = (200, script, OLD.read_bytes())
    here.answers("id/index.html", 200, old)
    page.goto(f"{here.base}/id/index.html")
    page.evaluate(
        """async () => {
            await navigator.serviceWorker.register("../sw.js", { scope: "../" });
            await navigator.serviceWorker.ready;
        }"""
    )
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    here.odd.clear()  # the host has the new course now

    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    page.wait_for_function(
        "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"
    )
    page.reload()
    expect(page.locator("h1")).to_have_text("Versi lama")  # a reader keeps what he reads
    page.close()

    page = context.new_page()
    page.goto(f"{here.base}/id/index.html")
    expect(page.locator("main h1")).not_to_have_text("Versi lama")
    page.goto(f"{here.base}/{CHECK}")
    expect(form(page, key).locator(".pd-feedback")).not_to_be_empty()
    context.set_offline(True)  # the old copy is better than none
    page.goto(f"{here.base}/id/index.html")
    expect(page.locator("h1")).to_have_text("Versi lama")
    context.set_offline(False)

    save(page, here.base, course, "05")
    page.goto(f"{here.base}/id/index.html")
    assert "pendamping-2024-1" in caches(page)  # this tab may still read in it
    page.close()
    page = context.new_page()
    page.goto(f"{here.base}/{CHECK}")
    page.wait_for_function("async () => (await caches.keys()).length === 2")
    assert not [name for name in caches(page) if name.startswith("pendamping-")]
    expect(form(page, key).locator(".pd-feedback")).not_to_be_empty()


def test_two_tabs_on_two_versions(
    context: BrowserContext,
    host: Callable[..., Host],
    site: Path,
    tmp_path: Path,
    course: Course,
) -> None:
    """Who reads the older one keeps its pictures; the copy goes when both tabs are closed."""
    here = host()
    reader = context.new_page()
    save(reader, here.base, course)
    reader.goto(f"{here.base}/{EXPLORE}")
    box = reader.locator(".pd-explore").first
    frames = json.loads(box.get_attribute("data-frames") or "")
    newer = version(site, tmp_path / "newer", course, NEW_TITLE)
    gone = [newer / "id" / "_images" / name for name, _ in frames]
    for file in gone:
        file.unlink()
    version(newer, tmp_path / "newest", course, {})
    here.site = tmp_path / "newest"

    other = context.new_page()
    other.goto(f"{here.base}/{PANEL}")
    status(other).to_contain_text(says(course, "offline-newer"))
    before = len(here.asked)
    other.locator("[data-act=save]").click()
    status(other).to_contain_text(says(course, "offline-done"), timeout=30_000)
    fetched = [n for n in here.asked[before:] if n not in ("offline.json", "sw.js")]
    assert fetched == ["id/index.html"]  # the rest was on the device
    context.set_offline(True)
    slider = box.locator("input[type=range]").first
    slider.focus()
    reader.keyboard.press("ArrowRight")
    reader.wait_for_function(
        """() => {
            const image = document.querySelector('.pd-explore img');
            return image.complete && image.naturalWidth;
        }"""
    )
    other.goto(f"{here.base}/id/index.html")
    expect(other.locator("main h1")).to_contain_text("Versi baru")
    assert len(caches(other)) == 3
    reader.close()
    other.close()
    fresh = context.new_page()
    fresh.goto(f"{here.base}/id/index.html")
    fresh.wait_for_function("async () => (await caches.keys()).length === 2")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_record_of_a_newer_version_is_not_written_over(
    context: BrowserContext, base: str, course: Course, lang: str
) -> None:
    page = context.new_page()
    page.goto(f"{base}/{lang}/05-first-contact/check.html")
    newer = '{"format": "pendamping-record", "version": 2, "answers": {}}'
    page.evaluate("text => localStorage.setItem('pendamping:1', text)", newer)
    page.reload()
    key = answer_first(page, course, key_of)
    expect(form(page, key)).to_contain_text(says(course, "record-newer", lang))
    assert page.evaluate("localStorage.getItem('pendamping:1')") == newer


def test_a_record_that_cannot_be_read_is_set_aside(
    context: BrowserContext, base: str, course: Course
) -> None:
    page = context.new_page()
    page.goto(f"{base}/{CHECK}")
    page.evaluate("localStorage.setItem('pendamping:1', '{\"format\": \"pendamping-rec')")
    page.reload()
    key = answer_first(page, course, key_of)
    assert key in page.evaluate("JSON.parse(localStorage.getItem('pendamping:1')).answers")
    unread = "localStorage.getItem('pendamping:1:unread')"
    assert "pendamping-rec" in page.evaluate(unread)
    page.goto(f"{base}/id/progress.html")
    page.locator("[data-act=clear]").click()
    assert page.evaluate(unread) is None  # cleared is cleared, on a device of many hands
    page.locator("[data-act=undo]").click()
    assert "pendamping-rec" in page.evaluate(unread)


# ---------------------------------------------------------------- holes


def test_a_copy_with_holes_says_so_and_is_filled(
    context: BrowserContext, host: Callable[..., Host], course: Course
) -> None:
    here = host("/kursus/")
    page = context.new_page()
    save(page, here.base, course, "05")
    page.evaluate(
        """async ([lost, cut]) => {
            const name = (await caches.keys()).find((one) => one !== "pendampingan");
            const cache = await caches.open(name);
            await cache.delete(new URL(lost, location.href).href);
            const url = new URL(cut, location.href).href;
            const text = await (await cache.match(url)).text();
            await cache.put(url, new Response(text.slice(0, 2000), {
                headers: { "Content-Type": "text/css" } }));
        }""",
        ["05-first-contact/check.html", "_static/site.css"],
    )
    context.set_offline(True)
    page.goto(f"{here.base}/{CHECK}")
    for lang in ("id", "en"):
        expect(page.locator("body")).to_contain_text(says(course, "frame-nowhere", lang))
    page.get_by_role("link", name=course.interface["frame-home"].id.strip()).click()
    expect(page.locator("main h1")).to_be_visible()
    page.goto(f"{here.base}/{PANEL}")
    status(page).to_contain_text(says(course, "offline-partly"))
    context.set_offline(False)
    page.reload()
    before = len(here.asked)
    page.locator("[data-act=save]").click()
    status(page).to_contain_text(says(course, "offline-done"), timeout=30_000)
    fetched = {n for n in here.asked[before:] if n not in ("offline.json", "sw.js")}
    assert fetched == {CHECK, "id/_static/site.css"}
    page.reload()
    status(page).to_contain_text(says(course, "offline-have"))


def test_who_presses_save_while_the_copy_is_looked_at_reads_of_the_saving(
    context: BrowserContext, host: Callable[..., Host], course: Course
) -> None:
    here = host()
    page = context.new_page()
    save(page, here.base, course, "05")
    page.add_init_script(
        """const digest = crypto.subtle.digest.bind(crypto.subtle);
        crypto.subtle.digest = async (...what) => {
            await new Promise((go) => setTimeout(go, 20));
            return digest(...what);
        };"""
    )
    page.reload()  # looking at 80 files takes two seconds, four at a time a half
    page.locator("[data-act=save]").click()
    status(page).to_contain_text(says(course, "offline-done"))
    page.wait_for_timeout(3000)
    status(page).to_contain_text(says(course, "offline-done"))


def test_four_files_are_asked_for_at_a_time(context: BrowserContext, base: str) -> None:
    held: list[Route] = []
    page = context.new_page()
    page.goto(f"{base}/{PANEL}", wait_until="networkidle")
    context.route(f"{base}/*/**", lambda route: held.append(route))
    page.locator("[data-act=save]").click()
    page.wait_for_timeout(1500)
    assert len(held) == 4
    page.locator("[data-act=stop]").click()


def test_a_second_module_keeps_the_first(
    context: BrowserContext, host: Callable[..., Host], site: Path, tmp_path: Path, course: Course
) -> None:
    here = host()
    page = context.new_page()
    save(page, here.base, course, "05")
    save(page, here.base, course, "06")
    here.site = version(site, tmp_path / "newer", course, NEW_TITLE)
    page.reload()
    status(page).to_contain_text(says(course, "offline-newer"))
    page.locator("[data-act=save]").click()
    status(page).to_contain_text(says(course, "offline-done"), timeout=30_000)
    page.reload()
    for module in ("05", "06"):
        status(page).to_contain_text(course.modules[module].title.id.strip())


# ---------------------------------------------------------------- hosts


def not_found(here: Host, name: str, _other: Host) -> None:
    here.answers(name, 404, b"<h1>404</h1>")


def broken(here: Host, name: str, _other: Host) -> None:
    here.answers(name, 500, b"<h1>500</h1>")


def sign_in(here: Host, name: str, _other: Host) -> None:
    here.answers(name, 200, SIGN_IN)


def sent_elsewhere(here: Host, name: str, other: Host) -> None:
    here.answers(name, 302, Location=f"{other.base}/index.html")


ODD = [not_found, broken, sign_in, sent_elsewhere]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", ["offline.json", "sw.js", "id/_static/site.css"])
def test_an_odd_host_is_told_and_nothing_is_replaced(
    context: BrowserContext,
    host: Callable[..., Host],
    site: Path,
    tmp_path: Path,
    course: Course,
    odd: Callable[[Host, str, Host], None],
    name: str,
) -> None:
    here, other = host(), host()
    page = context.new_page()
    page.goto(f"{here.base}/{PANEL}", wait_until="networkidle")
    odd(here, name, other)
    page.locator("[data-act=save]").click()
    status(page).to_contain_text(says(course, "offline-odd-host"), timeout=30_000)
    assert not page.evaluate("caches.match(new URL('../current', location.href).href)")
    here.odd.clear()
    save(page, here.base, course)

    # the same to a learner who has a copy and wants the new one
    here.site = version(
        site, tmp_path / "newer", course, {**NEW_TITLE, "id/_static/site.css": ("/*", "/* ")}
    )
    page.reload()
    status(page).to_contain_text(says(course, "offline-newer"))
    odd(here, name, other)
    page.locator("[data-act=save]").click()
    if name == "sw.js":  # the worker that is there will do
        status(page).to_contain_text(says(course, "offline-done"), timeout=30_000)
    else:
        status(page).to_contain_text(says(course, "offline-odd-host"), timeout=30_000)
        context.set_offline(True)
        page.goto(f"{here.base}/id/index.html")
        expect(page.locator("main h1")).not_to_contain_text("Versi baru")


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", ["pendamping.js", "site.css", "offline.js"])
def test_a_page_without_one_of_its_files_says_so_and_can_be_read(
    context: BrowserContext,
    host: Callable[..., Host],
    course: Course,
    odd: Callable[[Host, str, Host], None],
    name: str,
    lang: str,
) -> None:
    here = host()
    odd(here, f"{lang}/_static/{name}", host())
    page = context.new_page()
    page.goto(
        f"{here.base}/{lang}/{'offline' if name == 'offline.js' else '05-first-contact/check'}.html"
    )
    expect(page.locator(".notice")).to_have_text(says(course, "frame-partly", lang))
    assert page.locator(".notice").count() == 1
    if name == "pendamping.js":  # it reads as a workbook
        page.locator(".pd-reasons summary").first.click()
        expect(page.locator(".pd-reasons [data-why]").first).to_be_visible()


# ---------------------------------------------------------------- clocks


@pytest.mark.parametrize("year", [1980, 2024, 2099])
def test_a_wrong_clock_neither_loses_an_answer_nor_the_news(
    context: BrowserContext,
    host: Callable[..., Host],
    site: Path,
    tmp_path: Path,
    course: Course,
    year: int,
) -> None:
    here = host()
    page = context.new_page()
    save(page, here.base, course)
    page.goto(f"{here.base}/{CHECK}")
    answer_first(page, course, wrong_of)
    here.site = version(site, tmp_path / "newer", course, NEW_TITLE)
    news = page.locator(".notice")
    for time in (
        f"{year}-06-01T10:00:00Z",
        f"{year - 3}-01-01T00:00:00Z",
        f"{year}-06-02T10:00:00Z",
    ):
        page.clock.set_fixed_time(time)
        page.goto(f"{here.base}/{CHECK}")
        expect(news).to_contain_text(says(course, "frame-newer"))
        page.goto(f"{here.base}/{CHECK}", wait_until="networkidle")
        assert news.count() == 0  # once a day
        key = answer_first(page, course, key_of if time.endswith("10:00:00Z") else wrong_of)
    page.reload()
    chosen = form(page, key).locator("input:checked").first.get_attribute("value")
    assert chosen == key_of(course.items[key].spec())
    record = page.evaluate("JSON.parse(localStorage.getItem('pendamping:1'))")
    assert len(record["events"]) == 4
    assert record["answers"][key]["tries"] == 4


# ---------------------------------------------------------------- refusals

NO_STORAGE = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("refused", "SecurityError"); } });"""
NO_CACHES = """Object.defineProperty(window, "caches", {
    get() { throw new DOMException("refused", "SecurityError"); } });"""
DEAF_CACHES = """for (const name of ["open", "match", "keys", "has", "delete"]) {
    CacheStorage.prototype[name] = () => Promise.reject(new DOMException("", "SecurityError")); }"""


def test_without_local_storage_it_saves_all_the_same(
    context: BrowserContext, host: Callable[..., Host], course: Course
) -> None:
    here = host()
    page = context.new_page()
    page.add_init_script(NO_STORAGE)
    save(page, here.base, course)
    context.set_offline(True)
    page.goto(f"{here.base}/{CHECK}")
    expect(page.locator("form[data-item]").first).to_be_visible()


@pytest.mark.parametrize("refusal", [NO_CACHES, DEAF_CACHES], ids=["none", "refused"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_browser_that_keeps_nothing_says_so(
    context: BrowserContext, base: str, course: Course, refusal: str, lang: str
) -> None:
    page = context.new_page()
    page.add_init_script(refusal)
    page.goto(f"{base}/{lang}/offline.html")
    status(page).to_contain_text(says(course, "offline-cannot", lang))
    expect(page.locator("[data-act=save]")).to_be_hidden()


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize("prefix", ["/", "/kursus/2026/", "/balai diklat/pelatihan-é/課程/"])
def test_every_form_of_an_address_opens_in_airplane_mode(
    context: BrowserContext, host: Callable[..., Host], course: Course, prefix: str
) -> None:
    here = host(prefix)
    page = context.new_page()
    save(page, here.base, course)
    context.set_offline(True)
    addresses = {
        "/": "index.html",
        "/index.html": "index.html",
        "/?pilih": "",
        "/id/": "id/index.html",
        "/id": "id/",
        "/id/?from=home": "id/index.html",
        "/id/05-first-contact": "id/05-first-contact/",
        "/id/offline": "id/offline",
        "/id/05-first-contact/check.html?x=1#main": "check.html?x=1#main",
        "/en/glossary.html#main": "en/glossary.html#main",
    }
    for address, ends in addresses.items():
        page.goto(here.base + address)
        expect(page.locator("main h1").first).to_be_visible()
        expect(page.locator("body")).not_to_contain_text(says(course, "frame-nowhere-title"))
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 10, address
        assert ends in page.url or ends == "index.html" or ends == "id/index.html", address
    page.goto(f"{here.base}/id/search.html?q=air")
    expect(page.locator("#search-results li a").first).to_be_visible()


def test_two_courses_on_one_host_do_not_touch_each_other(
    context: BrowserContext, site: Path, tmp_path: Path, course: Course, host: Callable[..., Host]
) -> None:
    both = tmp_path / "both"
    for name in ("2026", "2027"):
        version(site, both / name, course, {"id/index.html": ("<h1>", f"<h1>{name} ")})
    here = host("/", both)
    page = context.new_page()
    for name in ("2026", "2027"):
        save(page, f"{here.base}/{name}", course, "05")
    page.goto(f"{here.base}/2026/{PANEL}")
    status(page).to_contain_text(says(course, "offline-have"))
    page.locator("[data-act=forget]").click()
    status(page).to_contain_text(says(course, "offline-gone"))
    context.set_offline(True)
    page.goto(f"{here.base}/2027/id/index.html")
    expect(page.locator("main h1")).to_contain_text("2027")
