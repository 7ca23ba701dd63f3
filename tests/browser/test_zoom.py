"""Large type, narrow windows, own spacing, own colours, and no movement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from drive import case, form, of_kind, page_of, pages, submit, wrong_of
from playwright.sync_api import Browser, BrowserContext, Page

from pendamping.load import Course

pytestmark = pytest.mark.browser
KINDS = (
    "index.html",
    "id/index.html",
    "id/05-first-contact/04-not-now.html",
    "id/05-first-contact/check.html",
    "id/05-first-contact/case.html",
    "id/05-first-contact/job-aid.html",
    "id/07-few-words/01-evidence.html",
    "id/progress.html",
    "id/offline.html",
    "id/search.html?q=air",
    "id/glossary.html",
    "id/references.html",
)
# WCAG 1.4.12: what a reader may set
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
LARGE = "html { font-size: 34px !important; }"
# the width of the page, and controls whose words do not fit into them
WIDE = """() => {
    const out = [], view = document.documentElement;
    if (view.scrollWidth > view.clientWidth) out.push(`${view.scrollWidth} px`);
    for (const e of document.querySelectorAll("body *")) {
        if (!e.checkVisibility()) continue;
        const style = getComputedStyle(e);
        const hides = [style.overflowX, style.overflowY].some(o => o === "hidden" || o === "clip");
        const holds = hides || e.matches("button, summary, label, .safe a");
        if (holds && e.scrollWidth > e.clientWidth + 1) out.push(e.outerHTML.slice(0, 100));
    }
    return out;
}"""
STYLE = """css => {
    document.getElementById("own")?.remove();
    const own = { id: "own", textContent: css };
    document.head.append(Object.assign(document.createElement("style"), own));
}"""


def test_large_type_and_own_spacing_cut_nothing(browser: Browser, base: str, site: Path) -> None:
    """Every page at 1280 × 1024, seen at 200 % and 400 %, with own spacing, with text of 200 %."""
    page = browser.new_context().new_page()
    cut = {}
    for name in pages(site):
        page.goto(f"{base}/{name}")
        for width, height, css in (
            (640, 512, ""),
            (320, 256, ""),
            (320, 256, SPACED),
            (640, 512, LARGE),
        ):
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(STYLE, css)
            if said := page.evaluate(WIDE):
                cut[name, width, css[:6]] = said
    page.context.close()
    assert cut == {}


# what has the focus, and how many of its rows can be seen: in the window, not below the bar
SEEN = """() => {
    const e = document.activeElement;
    if (e === document.body) return null;
    const t = e.matches("input[type=radio], input[type=checkbox]") ? e.closest("label") : e;
    const box = t.getBoundingClientRect(), bar = document.querySelector(".bar");
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    let rows = 0;
    for (let y = Math.ceil(box.top); y < box.bottom; y++) {
        const top = document.elementFromPoint((left + right) / 2, y);
        if (top && (bar.contains(e) || !bar.contains(top))) rows++;
    }
    return [e.outerHTML.slice(0, 100), rows, Math.round(box.height)];
}"""


@pytest.mark.parametrize("name", KINDS)
def test_the_bar_hides_nothing_that_has_the_focus(browser: Browser, base: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 256})
    page = context.new_page()
    page.goto(f"{base}/{name}", wait_until="networkidle")
    hidden, stops = [], 0
    for key in ("Tab", "Shift+Tab"):
        for _ in range(400):
            page.keyboard.press(key)
            seen = page.evaluate(SEEN)
            if seen is None:
                break
            stops += 1
            if seen[1] < min(seen[2] - 2, 20):
                hidden.append((key, *seen))
        else:
            pytest.fail("the focus never comes to the end of the page")
    context.close()
    assert stops >= 4
    assert hidden == []


# WCAG 2.5.8: 24 × 24 px, or a circle of 24 px that touches no other target; not within a sentence
SMALL = """() => {
    const within = e => e.tagName === "A" && getComputedStyle(e).display === "inline" &&
        [...e.parentElement.childNodes].some(n => n !== e && n.textContent.trim());
    const all = [...document.querySelectorAll(
        "a[href], button, input, select, textarea, summary")].filter(e => e.checkVisibility());
    const boxes = all.map(e => {
        const label = e.matches("input[type=radio], input[type=checkbox]") && e.closest("label");
        return [e, (label || e).getBoundingClientRect()];
    });
    const far = (x, y, b) => Math.hypot(
        Math.max(b.left - x, 0, x - b.right), Math.max(b.top - y, 0, y - b.bottom));
    return boxes.filter(([e, b]) => {
        if (within(e) || (b.width >= 24 && b.height >= 24)) return false;
        const x = b.x + b.width / 2, y = b.y + b.height / 2;
        return boxes.some(([o, other]) => o !== e && far(x, y, other) < 12);
    }).map(([e, b]) => [e.outerHTML.slice(0, 100), Math.round(b.width), Math.round(b.height)]);
}"""


def test_every_target_is_large_enough_for_a_finger(browser: Browser, base: str, site: Path) -> None:
    page = browser.new_context().new_page()
    small = {}
    for name in pages(site):
        page.goto(f"{base}/{name}")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            if said := page.evaluate(SMALL):
                small[name, width] = said
    page.context.close()
    assert small == {}


@pytest.mark.parametrize("wish", ["reduce", "no-preference"])
def test_nothing_moves_by_itself(browser: Browser, base: str, wish: Any) -> None:
    context = browser.new_context(reduced_motion=wish)
    page = context.new_page()
    for name in KINDS:
        page.goto(f"{base}/{name}")
        moving = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter(e => {
                const s = getComputedStyle(e);
                return s.animationName !== "none" || s.scrollBehavior !== "auto" ||
                    s.transitionDuration.split(", ").some(d => d !== "0s");
            }).map(e => e.outerHTML.slice(0, 80))"""
        )
        assert moving == [], name
        assert page.locator("video, audio, marquee").count() == 0
    context.close()


@pytest.fixture(params=["light", "dark"])
def forced(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page whose colours are the reader's own, as in Windows' contrast themes."""
    context: BrowserContext = browser.new_context(
        viewport={"width": 360, "height": 740}, forced_colors="active", color_scheme=request.param
    )
    yield context.new_page()
    context.close()


def css(page: Page, selector: str, *names: str) -> list[str]:
    got: list[str] = page.locator(selector).first.evaluate(
        "(e, names) => names.map(name => getComputedStyle(e)[name])", list(names)
    )
    return got


def test_with_own_colours_state_is_told_by_form(
    forced: Page, base: str, site: Path, course: Course
) -> None:
    """A choice, the focus, a verdict and a meter differ by line, not by colour alone."""
    item = of_kind(course, site, "single")
    forced.goto(f"{base}/{page_of(site, 'item', item.key)}")
    where = form(forced, item.key)
    wrong = wrong_of(item.spec())
    where.locator(f'input[value="{wrong}"]').focus()
    forced.keyboard.press("Space")
    label = f'form[data-item="{item.key}"] label:has(input:checked)'
    other = f'form[data-item="{item.key}"] .pd-option label:not(:has(input:checked))'
    assert css(forced, label, "borderTopWidth") == ["3px"]
    assert css(forced, other, "borderTopWidth") == ["1px"]
    assert css(forced, label, "outlineStyle", "outlineWidth") == ["solid", "3px"]
    submit(where)
    where.locator(".pd-reasons summary").click()
    assert css(forced, f'form[data-item="{item.key}"] .pd-no', "borderLeftStyle") == ["dashed"]
    assert css(forced, f'form[data-item="{item.key}"] .pd-yes', "borderLeftStyle") == ["solid"]
    assert css(forced, f'form[data-item="{item.key}"] .pd-feedback', "borderLeftWidth") == ["4px"]
    forced.goto(f"{base}/id/05-first-contact/case.html")
    section = case(forced, "four-years-at-sea")
    assert css(forced, ".pd-meters meter", "borderTopStyle") == ["solid"]
    assert section.locator(".pd-level").first.inner_text()
    forced.goto(f"{base}/id/07-few-words/01-evidence.html")
    assert css(forced, ".pd-explore img", "forcedColorAdjust", "filter") == ["auto", "none"]
