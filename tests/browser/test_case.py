"""Cases on the page: every golden walk, back, restart, harm log, keyboard, what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from drive import case, good_walk, page_of, take, walk
from playwright.sync_api import Browser, Page, expect

from pendamping import play
from pendamping.load import Course
from pendamping.model.vignette import METERS, Vignette

pytestmark = pytest.mark.browser
KEY = "four-years-at-sea"


@pytest.fixture
def vignette(course: Course) -> Vignette:
    return course.vignettes[KEY]


def visit(page: Page, base: str, site: Path, lang: str = "id") -> None:
    page.goto(f"{base}/{page_of(site, 'vignette', KEY, lang)}")


def scene(page: Page) -> str:
    return str(case(page, KEY).locator("[data-scene]:visible").get_attribute("data-scene"))


def test_every_golden_walk_reaches_its_ending(
    page: Page, base: str, site: Path, vignette: Vignette, course: Course
) -> None:
    visit(page, base, site)
    section = case(page, KEY)
    for golden in vignette.walks:
        section.locator("[data-act=restart]").click(force=True)
        walk(section, golden.choices)
        assert scene(page) == golden.ends
        expect(section.locator(".pd-end")).to_be_visible()
        state = play.replay(vignette.spec(), golden.choices)
        for meter in METERS:
            shown = section.locator(f'[data-meter="{meter}"] .pd-level').inner_text()
            assert shown == course.interface[f"level-{state.meters[meter]}"].id.strip()


def test_the_reason_and_the_meters_are_told_after_a_choice(
    page: Page, base: str, site: Path, vignette: Vignette
) -> None:
    visit(page, base, site)
    section = case(page, KEY)
    state = play.start(vignette.spec())
    while len(vignette.by_key[state.scene].choices) == 1:
        key = vignette.by_key[state.scene].choices[0].key
        take(section, key)
        state = play.choose(vignette.spec(), state, key)
    choice = vignette.by_key[state.scene].choices[0]
    here = section.locator("[data-scene]:visible")
    here.locator(f'input[value="{choice.key}"]').check()
    here.locator("button[type=submit]").click()
    assert " ".join(choice.why.id.split())[:40] in here.locator(".pd-feedback").inner_text()
    expect(here.locator("[data-act=on]")).to_be_focused()


def test_back_restart_and_undo(page: Page, base: str, site: Path, vignette: Vignette) -> None:
    visit(page, base, site)
    section = case(page, KEY)
    way = good_walk(vignette)
    walk(section, way[:3])
    third = scene(page)
    section.locator("[data-act=back]").click()
    assert scene(page) == play.replay(vignette.spec(), way[:2]).scene
    take(section, way[2])
    assert scene(page) == third
    section.locator("[data-act=restart]").click()
    assert scene(page) == vignette.start
    section.locator("[data-act=undo-restart]").click()
    assert scene(page) == third


def test_a_case_is_kept_across_reload_and_language(
    page: Page, base: str, site: Path, vignette: Vignette
) -> None:
    visit(page, base, site)
    walk(case(page, KEY), good_walk(vignette)[:4])
    here = scene(page)
    page.reload()
    assert scene(page) == here
    page.locator(".tools [data-language=en]").click()
    expect(page.locator("html[lang=en].pd-scripted")).to_be_attached()
    assert scene(page) == here


def test_harm_is_listed_and_can_be_decided_again(
    page: Page, base: str, site: Path, vignette: Vignette
) -> None:
    spec = vignette.spec()
    by_rating = {(s.key, c.key): c.rating for s in vignette.scenes for c in s.choices}
    golden, step = next(
        (w.choices, n)
        for w in vignette.walks
        for n, (at, key) in enumerate(play.replay(spec, w.choices).path)
        if by_rating[at, key] == "unsafe"
    )
    visit(page, base, site)
    section = case(page, KEY)
    walk(section, golden)
    harm = section.locator("[data-harm]")
    expect(harm).to_be_visible()
    harm.locator("button").first.click()
    harmful = [
        n
        for n, (at, key) in enumerate(play.replay(spec, golden).path)
        if by_rating[at, key] in ("unsafe", "unhelpful")
    ]
    assert step in harmful
    assert scene(page) == play.replay(spec, golden[: harmful[0]]).scene


def test_a_good_walk_with_the_keyboard_alone(
    page: Page, base: str, site: Path, vignette: Vignette
) -> None:
    visit(page, base, site)
    spec = vignette.spec()
    state = play.start(spec)
    case(page, KEY).locator("h3:visible").first.focus()
    for choice in good_walk(vignette):
        open_keys = [c["key"] for c in play.offered(spec, state.scene, state.flags)]
        page.keyboard.press("Tab")
        if len(open_keys) > 1:
            page.keyboard.press("Space")
            for _ in range(open_keys.index(choice)):
                page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        if len(spec["scenes"][state.scene]["choices"]) > 1:
            page.keyboard.press("Enter")  # the button to go on has the focus
        state = play.choose(spec, state, choice)
        assert scene(page) == state.scene
    expect(case(page, KEY).locator(".pd-end")).to_be_visible()


def test_without_scripting_every_scene_is_a_numbered_paragraph(
    browser: Browser, base: str, site: Path, vignette: Vignette
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    visit(page, base, site)
    assert case(page, KEY).locator("[data-scene]:visible").count() == len(vignette.scenes)
    first = vignette.scenes[0].choices[0]
    link = case(page, KEY).locator(f'a[href="#{KEY}-{first.to}"]').first
    link.click()
    assert page.url.endswith(f"#{KEY}-{first.to}")
    context.close()


def test_a_scene_is_told_by_its_accessibility_tree(
    page: Page, base: str, site: Path, vignette: Vignette, course: Course
) -> None:
    visit(page, base, site)
    region = page.get_by_role("region", name=vignette.title.id.strip())
    first = vignette.by_key[vignette.start]
    title = " ".join(first.title.id.split())
    expect(region.get_by_role("heading", name=title)).to_be_visible()
    asked = "your-step" if len(first.choices) == 1 else "what-do-you-do"
    group = region.get_by_role("group", name=course.interface[asked].id.strip())
    expect(group.get_by_role("radio")).to_have_count(len(first.choices))
    for meter in METERS:
        word = course.interface[f"meter-{meter}"].id.strip()
        expect(region.get_by_role("term").filter(has_text=word)).to_have_count(1)
