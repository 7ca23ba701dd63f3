"""The course without a network: saved by choice, checked, resumed, never swapped in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drive import case, fill, form, good_walk, key_of, pages, submit, walk
from playwright.sync_api import BrowserContext, Page, Route, expect

from pendamping.load import Course

pytestmark = pytest.mark.browser
PANEL = "id/offline.html"
CHECK = "id/05-first-contact/check.html"
CASE = "id/05-first-contact/case.html"


@pytest.fixture
def phone(context: BrowserContext) -> Page:
    """A page that may lose its network; what the browser says then is expected."""
    return context.new_page()


def says(course: Course, key: str) -> str:
    return course.interface[key].id.strip().split("{")[0].strip()


def save(page: Page, base: str, choice: str = "all") -> None:
    page.goto(f"{base}/{PANEL}")
    page.locator(f'input[value="{choice}"]').check()
    page.locator("[data-act=save]").click()


def saved(page: Page, course: Course) -> None:
    expect(page.locator("[data-offline] [role=status]")).to_contain_text(
        says(course, "offline-done"), timeout=60_000
    )


def test_after_one_press_every_page_and_journey_works_in_airplane_mode(
    phone: Page, context: BrowserContext, base: str, site: Path, course: Course
) -> None:
    save(phone, base)
    saved(phone, course)
    phone.reload()
    phone.wait_for_function("() => navigator.serviceWorker.controller !== null")
    context.set_offline(True)
    for name in pages(site):
        if name != "index.html":
            phone.goto(f"{base}/{name}")
            expect(phone.locator("main h1").first).to_be_visible()
    phone.goto(f"{base}/{CHECK}")
    item = course.items[phone.locator("form[data-item]").first.get_attribute("data-item") or ""]
    fill(form(phone, item.key), item.spec(), key_of(item.spec()))
    submit(form(phone, item.key))
    phone.reload()
    expect(form(phone, item.key).locator(".pd-feedback")).not_to_be_empty()
    vignette = course.vignettes["four-years-at-sea"]
    phone.goto(f"{base}/{CASE}")
    walk(case(phone, vignette.key), good_walk(vignette))
    expect(case(phone, vignette.key).locator(".pd-end")).to_be_visible()
    phone.goto(f"{base}/id/search.html?q=air")
    expect(phone.locator("#search-results li a").first).to_be_visible()


def test_one_module_is_smaller_and_whole(
    phone: Page, context: BrowserContext, base: str, site: Path, course: Course
) -> None:
    save(phone, base, "05")
    saved(phone, course)
    kept = phone.evaluate(
        """async () => {
            for (const name of await caches.keys()) {
                if (name.startsWith("pendampingan/")) {
                    return (await (await caches.open(name)).keys()).length;
                }
            }
        }"""
    )
    list_ = json.loads((site / "offline.json").read_text("utf-8"))
    assert kept == len(list_["common"]) + len(list_["modules"]["05"])
    phone.reload()
    phone.wait_for_function("() => navigator.serviceWorker.controller !== null")
    context.set_offline(True)
    phone.goto(f"{base}/{CASE}")
    expect(phone.locator("section[data-vignette]")).to_be_visible()


def test_an_interrupted_download_goes_on_where_it_stopped(
    phone: Page, context: BrowserContext, base: str, course: Course
) -> None:
    asked: list[str] = []

    def cut(route: Route) -> None:
        asked.append(route.request.url)
        route.abort() if len(asked) == 20 else route.continue_()

    files = f"{base}/*/**"
    phone.goto(f"{base}/{PANEL}", wait_until="networkidle")
    context.route(files, cut)
    phone.locator("[data-act=save]").click()
    status = phone.locator("[data-offline] [role=status]")
    expect(status).to_contain_text(says(course, "offline-cut"))
    context.unroute(files)
    first = set(asked[:19])
    again: list[str] = []
    phone.on("request", lambda request: again.append(request.url))
    phone.locator("[data-act=save]").click()
    saved(phone, course)
    assert not first & set(again)


def test_a_page_of_the_host_is_not_taken_for_a_file_of_the_course(
    phone: Page, context: BrowserContext, base: str, course: Course
) -> None:
    phone.goto(f"{base}/{PANEL}")
    context.route(f"{base}/{CHECK}", lambda route: route.fulfill(body="<h1>Sign in</h1>"))
    phone.locator("[data-act=save]").click()
    status = phone.locator("[data-offline] [role=status]")
    expect(status).to_contain_text(says(course, "offline-odd-host"), timeout=60_000)
    context.unroute(f"{base}/{CHECK}")
    phone.locator("[data-act=save]").click()
    saved(phone, course)


def test_a_full_device_gets_a_sentence(phone: Page, base: str, course: Course) -> None:
    phone.add_init_script(
        """const put = Cache.prototype.put;
        Cache.prototype.put = function (url, ...rest) {
            if (!String(url).includes("case.html")) { return put.call(this, url, ...rest); }
            throw new DOMException("", "QuotaExceededError");
        };"""
    )
    save(phone, base)
    status = phone.locator("[data-offline] [role=status]")
    expect(status).to_contain_text(says(course, "offline-full"), timeout=60_000)


def test_a_new_version_announces_itself_and_waits(
    phone: Page, context: BrowserContext, base: str, site: Path, course: Course
) -> None:
    save(phone, base)
    saved(phone, course)
    newer = json.loads((site / "offline.json").read_text("utf-8"))
    newer["version"] = "0123456789ab"
    context.route(f"{base}/offline.json", lambda route: route.fulfill(json=newer))
    phone.goto(f"{base}/{CHECK}")
    expect(phone.locator(".notice a")).to_contain_text(says(course, "frame-newer"))
    phone.locator(".notice a").click()
    status = phone.locator("[data-offline] [role=status]")
    expect(status).to_contain_text(says(course, "offline-newer"))
    old = phone.evaluate("caches.keys()")
    assert "pendampingan/0123456789ab" not in old
    phone.locator("[data-act=save]").click()
    saved(phone, course)
    note = phone.evaluate(
        """async () => (await caches.match(new URL("../current", location.href).href)).json()"""
    )
    assert note["cache"] == "pendampingan/0123456789ab"
    names = {"pendampingan", note["cache"], *note["old"]}  # the old one goes when nobody reads
    assert set(phone.evaluate("caches.keys()")) == names


def test_what_is_saved_can_be_deleted(phone: Page, base: str, course: Course) -> None:
    save(phone, base, "05")
    saved(phone, course)
    phone.locator("[data-act=forget]").click()
    status = phone.locator("[data-offline] [role=status]")
    expect(status).to_contain_text(says(course, "offline-gone"))
    assert phone.evaluate("caches.keys()") == []


def test_a_half_written_cache_is_no_harm(
    phone: Page, context: BrowserContext, base: str, course: Course
) -> None:
    """A worker whose cache was emptied by the browser: the network answers."""
    save(phone, base, "05")
    saved(phone, course)
    phone.evaluate(
        """async () => {
            for (const name of await caches.keys()) {
                if (name !== "pendampingan") { await caches.delete(name); }
            }
        }"""
    )
    phone.goto(f"{base}/{CHECK}")
    expect(phone.locator("form[data-item]").first).to_be_visible()


def test_from_a_folder_it_says_that_all_is_here(page: Page, site: Path, course: Course) -> None:
    page.goto((site / PANEL).as_uri())
    status = page.locator("[data-offline] [role=status]")
    expect(status).to_contain_text(says(course, "offline-folder"))
