"""What a screen reader meets, read from Chromium's accessibility tree: names, order, focus."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from drive import (
    LANGS,
    case,
    fill,
    focused,
    in_order,
    live,
    pages,
    submit,
    take,
    told,
    wrong_of,
)
from playwright.sync_api import Page, expect

from pendamping import play
from pendamping.load import Course
from pendamping.model.vignette import METERS
from pendamping.text import Lang

pytestmark = pytest.mark.browser
LANDMARKS = {"banner", "contentinfo", "main", "navigation", "region", "search", "form"}
NAMED = {
    "button",
    "checkbox",
    "combobox",
    "dialog",
    "DisclosureTriangle",
    "image",
    "link",
    "navigation",
    "progressbar",
    "radio",
    "region",
    "searchbox",
    "slider",
    "textbox",
}


def flat(text: str) -> str:
    """A text of the course as a browser tells it."""
    return " ".join(text.replace("*", "").split())


@pytest.fixture(params=LANGS)
def lang(request: pytest.FixtureRequest) -> Lang:
    return request.param  # type: ignore[no-any-return]


def test_every_page_has_names_one_title_and_no_landmark_twice(
    page: Page, base: str, site: Path
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})  # tables scroll, so they are regions
    for name in pages(site):
        page.goto(f"{base}/{name}")
        heard = told(page)
        nameless = [role for role, said in heard if role in NAMED and not said]
        assert nameless == [], name
        levels = [int(role[-1]) for role, _ in heard if role.startswith("heading ")]
        assert levels.count(1) == 1, name
        jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert jumps == [], name
        marks = Counter(
            one for one in heard if one[0] in LANDMARKS and (one[1] or one[0] != "form")
        )
        assert [mark for mark, n in marks.items() if n > 1] == [], name
        assert sum(n for (role, _), n in marks.items() if role == "main") == 1, name


def test_from_the_start_to_the_reason_for_an_answer(
    page: Page, base: str, course: Course, lang: Lang
) -> None:
    said = {key: flat(text.to(lang)) for key, text in course.interface.items()}
    page.goto(f"{base}/{lang}/index.html")
    heard = told(page)
    in_order(
        heard,
        [
            ("link", said["frame-skip"]),
            ("navigation", said["frame-tools"]),
            ("link", said["frame-search"]),
            ("banner", ""),
            ("button", said["frame-pause"]),
            ("link", said["frame-exit"]),
            ("navigation", said["frame-contents"]),
            ("main", ""),
            ("heading 1", "Pendampingan"),
        ],
    )
    # past the frame in one step
    page.keyboard.press("Tab")
    assert focused(page) == ("link", said["frame-skip"])
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("main a[href='05-first-contact/index.html']").press("Enter")
    page.locator("main a[href='01-tonight.html']").first.press("Enter")
    page.wait_for_url("**/01-tonight.html")
    where = page.locator("form[data-item]").first
    item = course.items[where.get_attribute("data-item") or ""]
    options = {option.key: flat(option.text.to(lang)) for option in item.options}
    names = [f"{'abc'[n]}. {text}" for n, text in enumerate(options.values())]
    in_order(
        told(page),
        [
            *(("radio", name) for name in names),
            ("group", said["certainty"]),
            ("button", said["check-answer"]),
        ],
    )
    wrong = wrong_of(item.spec())
    fill(where, item.spec(), wrong)
    submit(where)
    why = next(flat(option.why.to(lang)) for option in item.options if option.key == wrong)
    assert focused(page) == ("button", said["try-again"])
    (heard_live,) = live(page)
    assert said["wrong-single"] in heard_live
    assert why in flat(heard_live)
    after = told(page)
    in_order(
        after,
        [
            ("button", said["try-again"]),
            ("status", ""),
            ("StaticText", said["wrong-single"]),
            ("DisclosureTriangle", said["reasons-others"]),
        ],
    )
    page.keyboard.press("Enter")
    assert focused(page) == ("radio", names[0])


def test_a_case_from_the_first_scene_to_the_debrief(
    page: Page, base: str, course: Course, lang: Lang
) -> None:
    said = {key: flat(text.to(lang)) for key, text in course.interface.items()}
    vignette = course.vignettes["four-years-at-sea"]
    spec = vignette.spec()
    rating = {(s.key, c.key): c.rating for s in vignette.scenes for c in s.choices}
    way = next(
        walk.choices
        for walk in vignette.walks
        if any(rating[tuple(step)] == "unsafe" for step in play.replay(spec, walk.choices).path)
    )

    def title(scene: str) -> str:
        return flat(vignette.by_key[scene].title.to(lang))

    def levels(state: play.State) -> list[tuple[str, str]]:
        return [
            (role, word)
            for meter in METERS
            for role, word in (
                ("term", said[f"meter-{meter}"]),
                ("definition", ""),
                ("StaticText", said[f"level-{state.meters[meter]}"]),
            )
        ]

    page.goto(f"{base}/{lang}/05-first-contact/case.html")
    section = case(page, vignette.key)
    state = play.start(spec)
    first = vignette.by_key[state.scene]
    in_order(
        told(page),
        [
            ("region", flat(vignette.title.to(lang))),
            *levels(state),
            ("button", said["back"]),
            ("heading 3", title(state.scene)),
            ("group", said["what-do-you-do"]),
            *(("radio", flat(choice.text.to(lang))) for choice in first.choices),
            ("button", said["choose"]),
        ],
    )

    # one step: the reason is heard, the focus is on the way on; then on the next scene's title
    here = section.locator("[data-scene]:visible")
    here.locator(f'input[value="{way[0]}"]').check()
    here.locator("button[type=submit]").press("Enter")
    then = play.choose(spec, state, way[0])
    choice = next(c for c in first.choices if c.key == way[0])
    assert focused(page) == ("button", said["continue"])
    heard = flat(" ".join(live(page)))
    assert flat(choice.text.to(lang)) in heard
    assert f"{said[f'rating-{choice.rating}']}. {flat(choice.why.to(lang))}" in heard
    for meter in METERS:
        if then.meters[meter] != state.meters[meter]:
            up = "up" if then.meters[meter] > state.meters[meter] else "down"
            word = said[f"level-{then.meters[meter]}"]
            assert f"{said[f'meter-{meter}']}: {said[f'meter-{up}']} – {word}." in heard
    in_order(told(page), [*levels(then), ("status", ""), ("button", said["continue"])])
    page.keyboard.press("Enter")
    assert focused(page) == ("heading", title(then.scene))

    section.locator("[data-act=back]").press("Enter")
    assert focused(page) == ("heading", title(vignette.start))
    expect(section.locator("[data-act=restart]")).to_be_disabled()
    for key in way:
        take(section, key)
    end = play.replay(spec, way)
    assert focused(page) == ("heading", title(end.scene))
    in_order(
        told(page),
        [
            *levels(end),
            ("heading 3", title(end.scene)),
            ("heading 3", said["your-way"]),
            ("heading 3", said["another-try"]),
            ("button", said["go-back-here"]),
            ("heading 3", said["panel-view"]),
            ("heading 3", said["survivors-view"]),
            ("heading 3", said["role-play"]),
            ("DisclosureTriangle", said["role-client"]),
            ("heading 3", said["supervision-question"]),
        ],
    )
    harmful = next(at for at, key in end.path if rating[at, key] in ("unsafe", "unhelpful"))
    section.locator("[data-harm] button").first.press("Enter")
    assert focused(page) == ("heading", title(harmful))
    section.locator("[data-act=restart]").press("Enter")
    assert focused(page) == ("heading", title(vignette.start))
    assert said["case-restarted"] in live(page)
    take(section, way[0])
    assert said["case-restarted"] not in live(page), "what was said of an earlier step stays"


def test_the_record_goes_out_and_in_and_a_search_finds(
    page: Page, base: str, course: Course, lang: Lang
) -> None:
    said = {key: flat(text.to(lang)) for key, text in course.interface.items()}
    page.goto(f"{base}/{lang}/05-first-contact/01-tonight.html")
    where = page.locator("form[data-item]").first
    item = course.items[where.get_attribute("data-item") or ""]
    fill(where, item.spec(), wrong_of(item.spec()))
    submit(where)
    page.goto(f"{base}/{lang}/progress.html")
    counted = said["progress-some"].replace("{n}", "1").replace("{of}", "0")
    in_order(
        told(page),
        [
            ("heading 1", said["progress"]),
            ("region", said["progress"]),
            ("StaticText", counted),
            ("button", said["export"]),
            ("button", said["import"]),
            ("button", said["clear"]),
            ("status", ""),
        ],
    )
    with page.expect_download() as got:
        page.locator("[data-act=export]").press("Enter")
    assert focused(page) == ("button", said["export"])
    record = Path(got.value.path()).read_bytes()
    assert list(json.loads(record)["answers"]) == [item.key]
    page.locator("[data-act=clear]").press("Enter")
    assert live(page) == [said["cleared"]]
    assert focused(page) == ("button", said["clear"])
    page.locator("[data-act=undo]").press("Enter")
    assert live(page) == [said["undone"]]
    assert focused(page) == ("button", said["clear"]), "the button that was pressed is gone"
    file = {"name": "mine.json", "mimeType": "application/json", "buffer": record}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("[data-progress] [role=status]")).to_have_text(said["import-done"])

    page.locator(".tools a[href$='search.html']").press("Enter")
    page.wait_for_url("**/search.html")
    page.locator("#q").fill("air" if lang == "id" else "water")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    found, _, pages_ = said["frame-found"].partition("${resultCount}")
    expect(page.get_by_role("status")).to_contain_text(pages_)
    count = page.locator("#search-results li").count()
    assert live(page) == [f"{found}{count}{pages_}"]
    first = page.locator("#search-results li a").first
    name = first.inner_text()
    in_order(
        told(page),
        [
            ("heading 1", said["frame-search"]),
            ("search", ""),
            ("searchbox", said["frame-search-for"]),
            ("button", said["frame-search"]),
            ("heading 2", said["frame-results"]),
            ("status", ""),
            ("link", name),
        ],
    )
    first.press("Enter")
    page.wait_for_url(lambda url: "search.html" not in url)
    assert ("heading 1", name) in told(page)
