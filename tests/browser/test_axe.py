"""axe-core on every page and in every state: light and dark, phone and desk, both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from drive import (
    LANGS,
    case,
    fill,
    form,
    good_walk,
    key_of,
    of_kind,
    page_of,
    pages,
    submit,
    take,
    walk,
)
from playwright.sync_api import Browser, Page, Route, expect

from pendamping import play
from pendamping.load import Course
from pendamping.model.item import KINDS

pytestmark = pytest.mark.browser
KEY = "four-years-at-sea"
# what changes in the dark is contrast alone, and a desk shows all that a phone shows
LOOKS = ((360, "light", None), (1280, "light", None), (1280, "dark", ["color-contrast"]))
RUN = """rules => axe.run(document, {
    resultTypes: ["violations"], ...(rules && { runOnly: { type: "rule", values: rules } }) })"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme="light")
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """Look with axe on a phone and on a desk, in light and dark."""
    found = []
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    for width, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        said: list[dict[str, Any]] = page.evaluate(RUN, rules)["violations"]
        found += [
            f"{width} {scheme} {v['id']}: {node['html'][:160]}" for v in said for node in v["nodes"]
        ]
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"scrolls sideways: {wide} px of {width}"] if wide > width else []
    page.set_viewport_size({"width": 360, "height": 800})
    page.emulate_media(color_scheme="light")
    return found


@pytest.mark.parametrize("part", ["index.html", *LANGS])
def test_no_page_has_a_violation(page: Page, base: str, site: Path, part: str) -> None:
    found = {}
    for name in pages(site):
        if name.startswith(part):
            page.goto(f"{base}/{name}")
            if said := violations(page):
                found[name] = said
    assert found == {}


def answered(page: Page, base: str, site: Path, course: Course, lang: str) -> Iterator[None]:
    """A question of each kind: asked to complete it, answered, the other reasons open."""
    for kind in KINDS:
        item = of_kind(course, site, kind)
        page.goto(f"{base}/{page_of(site, 'item', item.key, lang)}")
        where = form(page, item.key)
        if kind in ("single", "order"):
            submit(where)
            yield
        fill(where, item.spec(), key_of(item.spec()))
        submit(where)
        if where.locator(".pd-reasons").is_visible():
            where.locator(".pd-reasons summary").click()
        yield


def played(page: Page, base: str, site: Path, course: Course, lang: str) -> Iterator[None]:
    """A case: a reason, back midway, a good ending with all folds open, a harm log."""
    vignette = course.vignettes[KEY]
    page.goto(f"{base}/{page_of(site, 'vignette', KEY, lang)}")
    section, way = case(page, KEY), good_walk(vignette)
    take(section, way[0])
    here = section.locator("[data-scene]:visible")
    here.locator(f'input[value="{way[1]}"]').check()
    here.locator("button[type=submit]").click()
    yield
    section.locator("[data-act=back]").click()
    yield
    walk(section, way[1:])
    for summary in section.locator(".pd-end summary").all():
        summary.click()
    yield
    rating = {(s.key, c.key): c.rating for s in vignette.scenes for c in s.choices}
    harmful = next(
        w.choices
        for w in vignette.walks
        if any(rating[at, key] == "unsafe" for at, key in _path(vignette.spec(), w.choices))
    )
    section.locator("[data-act=restart]").click()
    yield
    walk(section, harmful)
    expect(section.locator("[data-harm]")).to_be_visible()
    yield


def _path(spec: dict[str, Any], choices: tuple[str, ...]) -> Any:
    return play.replay(spec, choices).path


def framed(page: Page, base: str, _site: Path, _course: Course, lang: str) -> Iterator[None]:
    """The menu opened, the pause card, and the note that there is a newer version."""
    page.add_init_script("localStorage.setItem('pendamping:saved /offline.json', 'an-older-one')")
    page.goto(f"{base}/{lang}/index.html")
    expect(page.locator(".notice a")).to_be_visible()
    page.locator("[data-menu] summary").click()
    yield
    page.locator("[data-do=pause]").click()
    page.locator("[data-do=discreet]").check()
    yield


def searched(page: Page, base: str, _site: Path, _course: Course, lang: str) -> Iterator[None]:
    page.goto(f"{base}/{lang}/search.html?q=air")
    page.locator("#search-results").get_by_role("listitem").first.wait_for()
    yield
    page.goto(f"{base}/{lang}/search.html?q=xyzzyxyzzy")
    page.locator("#search-results p").wait_for()
    yield


def kept(page: Page, base: str, site: Path, course: Course, lang: str) -> Iterator[None]:
    """My record: with an answer, after a bad file, deleted."""
    item = of_kind(course, site, "single")
    page.goto(f"{base}/{page_of(site, 'item', item.key, lang)}")
    fill(form(page, item.key), item.spec(), key_of(item.spec()))
    submit(form(page, item.key))
    page.goto(f"{base}/{lang}/progress.html")
    bad = {"name": "a.json", "mimeType": "application/json", "buffer": b"{"}
    page.locator("input[type=file]").set_input_files(bad)
    expect(page.locator("[data-progress] .pd-status")).not_to_be_empty()
    yield
    page.locator("[data-act=clear]").click()
    expect(page.locator("[data-act=undo]")).to_be_visible()
    yield


def refused(page: Page, base: str, site: Path, course: Course, lang: str) -> Iterator[None]:
    """A browser that keeps nothing: the sentence that says so."""
    page.add_init_script(
        """Object.defineProperty(window, "localStorage", {
            get() { throw new DOMException("refused", "SecurityError"); } });"""
    )
    page.goto(f"{base}/{page_of(site, 'vignette', KEY, lang)}")
    expect(page.locator(".pd-refused")).to_be_visible()
    yield


def saved(page: Page, base: str, _site: Path, _course: Course, lang: str) -> Iterator[None]:
    """The offline panel: while it saves, saved, and opened again."""
    page.goto(f"{base}/{lang}/offline.html", wait_until="networkidle")
    held: list[Route] = []
    page.route("**/case.html", lambda route: held.append(route))
    page.locator('input[value="05"]').check()
    page.locator("[data-act=save]").click()
    expect(page.locator("[data-act=stop]")).to_be_focused()
    page.wait_for_timeout(500)
    yield
    page.unroute("**/case.html")
    for route in held:
        route.continue_()
    expect(page.locator("[data-act=forget]")).to_be_visible(timeout=60_000)
    yield
    page.reload()
    expect(page.locator("[data-offline] [role=status]")).not_to_be_empty()
    yield


def moved(page: Page, base: str, _site: Path, _course: Course, lang: str) -> Iterator[None]:
    """A figure that moves, moved."""
    page.goto(f"{base}/{lang}/06-assessment/05-instruments.html")
    page.locator(".pd-explore input").last.focus()
    page.keyboard.press("End")
    yield


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("state", [answered, played, framed, searched, kept, refused, saved, moved])
def test_no_state_has_a_violation(
    page: Page,
    base: str,
    site: Path,
    course: Course,
    state: Callable[..., Iterator[None]],
    lang: str,
) -> None:
    found, seen = [], 0
    for _ in state(page, base, site, course, lang):
        seen += 1
        found += violations(page)
    assert seen
    assert found == []
