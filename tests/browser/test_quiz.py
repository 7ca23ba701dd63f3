"""Questions on the page: answer, reason, again, keyboard, what is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drive import fill, form, key_of, of_kind, page_of, submit, wrong_of
from playwright.sync_api import Browser, Page, expect

from pendamping.load import Course
from pendamping.model.item import KINDS

pytestmark = pytest.mark.browser


def visit(page: Page, base: str, site: Path, key: str, lang: str = "id") -> None:
    page.goto(f"{base}/{page_of(site, 'item', key, lang)}")


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_of_each_kind_gets_its_sentence(
    kind: str, page: Page, base: str, site: Path, course: Course
) -> None:
    item = of_kind(course, site, kind)
    visit(page, base, site, item.key)
    where = form(page, item.key)
    expect(where.locator(".pd-reasons")).to_be_hidden()
    fill(where, item.spec(), key_of(item.spec()))
    submit(where)
    said = where.locator(".pd-feedback")
    expect(said).not_to_be_empty()
    assert said.get_attribute("aria-live") == "polite"
    if kind == "single":
        key = item.spec()["correct"][0]
        why = next(o.why.id for o in item.options if o.key == key)
        assert " ".join(why.split())[:40] in said.inner_text()
    if kind not in ("reflect",):
        expect(where.locator("[data-act=again]")).to_be_focused()


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "reflect"])
def test_nothing_chosen_asks_for_an_answer(
    kind: str, page: Page, base: str, site: Path, course: Course
) -> None:
    item = of_kind(course, site, kind)
    visit(page, base, site, item.key)
    where = form(page, item.key)
    submit(where)
    key = "incomplete-order" if kind == "order" else "incomplete"
    expect(where.locator(".pd-feedback")).to_contain_text(course.interface[key].id.strip())
    expect(where.locator("[data-act=again]")).to_be_hidden()


def test_the_chosen_reason_comes_at_once_and_the_others_one_press_away(
    page: Page, base: str, site: Path, course: Course
) -> None:
    item = of_kind(course, site, "single")
    wrong = wrong_of(item.spec())
    why = {o.key: " ".join(o.why.id.split())[:40] for o in item.options}
    visit(page, base, site, item.key)
    where = form(page, item.key)
    fill(where, item.spec(), wrong)
    submit(where)
    assert why[wrong] in where.locator(".pd-feedback").inner_text()
    others = where.locator(".pd-reasons")
    assert not others.evaluate("d => d.open")
    others.locator("summary").click()
    for key, text in why.items():
        assert (text in others.inner_text()) == (key != wrong)


def test_try_again_empties_the_form(page: Page, base: str, site: Path, course: Course) -> None:
    item = of_kind(course, site, "single")
    visit(page, base, site, item.key)
    where = form(page, item.key)
    fill(where, item.spec(), wrong_of(item.spec()))
    submit(where)
    where.locator("[data-act=again]").click()
    expect(where.locator(".pd-feedback")).to_be_empty()
    assert where.locator("input:checked").count() == 0
    expect(where.locator("input").first).to_be_focused()


def test_a_verdict_goes_with_the_choice_it_was_made_of(
    page: Page, base: str, site: Path, course: Course
) -> None:
    item = of_kind(course, site, "single")
    page.goto(f"{base}/{page_of(site, 'item', item.key)}")
    here = form(page, item.key)
    fill(here, item.spec(), key_of(item.spec()))
    submit(here)
    expect(here.locator(".pd-feedback")).not_to_be_empty()
    fill(here, item.spec(), wrong_of(item.spec()))
    expect(here.locator(".pd-feedback")).to_be_empty()
    submit(here)
    expect(here.locator(".pd-feedback")).not_to_be_empty()


def test_a_key_that_is_held_presses_once(page: Page, base: str, site: Path, course: Course) -> None:
    item = of_kind(course, site, "single")
    page.goto(f"{base}/{page_of(site, 'item', item.key)}")
    here = form(page, item.key)
    fill(here, item.spec(), key_of(item.spec()))
    here.locator("button[type=submit]").focus()
    for _ in range(4):  # without a release between them these are repeats
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect(here.locator(".pd-feedback")).not_to_be_empty()
    expect(here.locator("[data-act=again]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(here.locator(".pd-feedback")).to_be_empty()


def test_sure_and_wrong_is_said(page: Page, base: str, site: Path, course: Course) -> None:
    item = of_kind(course, site, "single")
    visit(page, base, site, item.key, "en")
    where = form(page, item.key)
    fill(where, item.spec(), wrong_of(item.spec()))
    where.locator('input[value="sure"]').check()
    submit(where)
    expect(where.locator(".pd-feedback")).to_contain_text(
        course.interface["sure-and-wrong"].en.strip()
    )


def test_a_question_works_with_the_keyboard_alone(
    page: Page, base: str, site: Path, course: Course
) -> None:
    item = of_kind(course, site, "single")
    visit(page, base, site, item.key)
    where = form(page, item.key)
    where.locator("input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(where.locator(".pd-feedback")).not_to_be_empty()
    expect(where.locator("[data-act=again]")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    assert where.locator(".pd-reasons").evaluate("d => d.open")


def test_an_answer_is_kept_across_reload_and_language(
    page: Page, base: str, site: Path, course: Course
) -> None:
    item = of_kind(course, site, "match")
    visit(page, base, site, item.key)
    fill(form(page, item.key), item.spec(), key_of(item.spec()))
    submit(form(page, item.key))
    page.reload()
    expect(form(page, item.key).locator(".pd-feedback")).not_to_be_empty()
    page.locator(".tools [data-language=en]").click()
    assert "/en/" in page.url
    where = form(page, item.key)
    expect(where.locator(".pd-feedback")).not_to_be_empty()
    for prompt, choice in key_of(item.spec()).items():
        assert where.locator(f'select[name="{prompt}"]').input_value() == choice


def test_a_question_whose_meaning_changed_starts_afresh_and_its_history_stays(
    page: Page, base: str, site: Path, course: Course
) -> None:
    item = of_kind(course, site, "single")
    visit(page, base, site, item.key)
    fill(form(page, item.key), item.spec(), key_of(item.spec()))
    submit(form(page, item.key))
    page.evaluate(
        """key => {
            const name = "pendamping:1", record = JSON.parse(localStorage.getItem(name));
            record.answers[key].rev = "00000000";
            localStorage.setItem(name, JSON.stringify(record));
        }""",
        item.key,
    )
    page.reload()
    expect(form(page, item.key).locator(".pd-feedback")).to_be_empty()
    kept = json.loads(page.evaluate("localStorage.getItem('pendamping:1')"))
    assert [e["object"] for e in kept["events"]] == [item.key]


REFUSING = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("refused", "SecurityError"); } });"""
FULL = """Storage.prototype.setItem = () => {
    throw new DOMException("full", "QuotaExceededError"); };"""


@pytest.mark.parametrize("trouble", [REFUSING, FULL], ids=["refused", "full"])
def test_without_storage_the_course_works_and_says_so(
    trouble: str, page: Page, base: str, site: Path, course: Course
) -> None:
    page.add_init_script(trouble)
    item = of_kind(course, site, "single")
    visit(page, base, site, item.key)
    where = form(page, item.key)
    fill(where, item.spec(), key_of(item.spec()))
    submit(where)
    expect(where.locator(".pd-feedback")).to_contain_text(
        course.interface["storage-refused"].id.strip()
    )


def test_without_scripting_the_page_reads_as_a_workbook(
    browser: Browser, base: str, site: Path, course: Course
) -> None:
    item = of_kind(course, site, "single")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    visit(page, base, site, item.key)
    where = form(page, item.key)
    expect(where.locator("button[type=submit]")).to_be_hidden()
    where.locator(".pd-reasons summary").click()
    for option in item.options:
        assert " ".join(option.why.id.split())[:40] in where.locator(".pd-reasons").inner_text()
    context.close()


def test_a_question_is_told_by_its_accessibility_tree(
    page: Page, base: str, site: Path, course: Course
) -> None:
    item = of_kind(course, site, "single")
    visit(page, base, site, item.key)
    where = form(page, item.key)
    last = item.stem.id.strip().split("\n\n")[-1].strip()
    group = where.get_by_role("group", name=" ".join(last.split()))
    for option in item.options:
        name = " ".join(option.text.id.split()).replace("*", "")
        expect(group.get_by_role("radio", name=name)).to_have_count(1)
    button = course.interface["check-answer"].id.strip()
    expect(where.get_by_role("button", name=button)).to_be_visible()
    fill(where, item.spec(), key_of(item.spec()))
    submit(where)
    expect(where.get_by_role("status")).not_to_be_empty()
    again = course.interface["try-again"].id.strip()
    expect(where.get_by_role("button", name=again)).to_be_focused()
