"""The course in Firefox and in WebKitGTK, from a host and from a folder."""

from __future__ import annotations

import json
import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from drive import ROOT, good_walk, key_of, of_kind, page_of, pages
from engines import ENGINES, WIDTH, Engine, missing, start
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Keys

from pendamping import onefile, play
from pendamping.load import Course
from pendamping.model.item import KINDS
from pendamping.packing import pack
from pendamping.serve import bind

pytestmark = pytest.mark.engines
LESSON = "id/05-first-contact/01-tonight.html"
ITEM = "charger-first"
CASE = "id/05-first-contact/case.html"
VIGNETTE = "four-years-at-sea"
FIGURE = "id/07-few-words/01-evidence.html"
EXIT = "https://www.bmkg.go.id/"
STYLES = ["theme/static/site.css", "assets/pendamping.css"]
UNKNOWN = r"""
const [declared, selectors] = arguments;
const known = ([name, value]) =>
    CSS.supports(name, value.replace("!important", "").replace(/var\(--[^()]+\)/g, "red").trim());
return declared.filter((one) => !known(one)).map((one) => one.join(": "))
    .concat(selectors.filter((name) => !CSS.supports(`selector(${name})`)));"""
WIDER = "return document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="session", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    if lacks := missing(request.param):
        pytest.skip(f"not installed: {lacks}")
    with start(request.param, tmp_path_factory.mktemp(request.param)) as own:
        yield own


@pytest.fixture(scope="module")
def stick(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `pack` packs it, unpacked in a folder with spaces and letters beyond ASCII."""
    folder = tmp_path_factory.mktemp("stick")
    pack(site, folder / "kursus.zip", "<title>baca</title>", {})
    with zipfile.ZipFile(folder / "kursus.zip") as archive:
        archive.extractall(folder / "Kursus Ibu Dété #1")
    return folder / "Kursus Ibu Dété #1" / "pendampingan"


@pytest.fixture(scope="module", params=["host", "folder"])
def root(request: pytest.FixtureRequest, base: str, stick: Path) -> str:
    return base if request.param == "host" else stick.as_uri()


@pytest.fixture(autouse=True)
def quiet(engine: Engine) -> Iterator[None]:
    """No page complains, nor tells the reader that a part of it is missing."""
    yield
    engine.listen()
    said, engine.said = engine.said, []
    assert said == []
    assert not engine.shown(".notice")


def visit(engine: Engine, url: str) -> None:
    """Open a page as somebody who has done nothing here yet."""
    engine.go(url)
    engine.js("localStorage.clear()")
    engine.reload()


def answer(engine: Engine, course: Course, root: str) -> None:
    """Answer the first question of a lesson by pressing what a learner presses."""
    visit(engine, f"{root}/{LESSON}")
    form = f'form[data-item="{ITEM}"]'
    engine.click(f'{form} input[value="{key_of(course.items[ITEM].spec())}"]')
    engine.click(f"{form} [type=submit]")
    engine.until(lambda: engine.text(f"{form} .pd-feedback"))


def test_from_the_chooser_to_a_reason_that_is_kept(
    engine: Engine, root: str, course: Course
) -> None:
    item = course.items[ITEM]
    form = f'form[data-item="{ITEM}"]'
    engine.go(f"{root}/index.html?pilih")
    engine.click("[data-language=id]")
    engine.until(lambda: engine.driver.current_url.endswith("id/index.html"))
    assert engine.js("return innerWidth") == WIDTH
    answer(engine, course, root)
    why = {o.key: " ".join(o.why.id.split())[:40] for o in item.options}
    right = key_of(item.spec())
    assert why.pop(right) in engine.text(f"{form} .pd-feedback")
    assert engine.focused(f"{form} [data-act=again]")
    engine.click(f"{form} .pd-reasons summary")
    for text in why.values():
        assert text in engine.text(f"{form} .pd-reasons")
    engine.reload()
    engine.until(lambda: engine.text(f"{form} .pd-feedback"))
    assert (
        engine.js("return document.querySelector(arguments[0]).value", f"{form} input:checked")
        == right
    )
    engine.click(".tools [data-language=en]")
    engine.until(lambda: engine.js("return document.documentElement.lang") == "en")
    engine.until(lambda: engine.text(f"{form} .pd-feedback"))


def test_a_case_to_its_end_with_the_keyboard_alone(
    engine: Engine, root: str, course: Course
) -> None:
    vignette = course.vignettes[VIGNETTE]
    spec = vignette.spec()
    state = play.start(spec)
    visit(engine, f"{root}/{CASE}")
    engine.js("document.querySelector('[data-scene]:not([hidden]) h3').focus()")
    for choice in good_walk(vignette):
        keys = [c["key"] for c in play.offered(spec, state.scene, state.flags)]
        engine.press(Keys.TAB)
        if len(keys) > 1:
            engine.press(Keys.SPACE, *[Keys.ARROW_DOWN] * keys.index(choice))
        engine.press(Keys.ENTER)
        if len(spec["scenes"][state.scene]["choices"]) > 1:
            assert engine.focused("[data-act=on]")
            engine.press(Keys.ENTER)
        state = play.choose(spec, state, choice)
        assert (
            engine.js("return document.querySelector('[data-scene]:not([hidden])').dataset.scene")
            == state.scene
        )
    assert engine.shown(".pd-end")
    engine.reload()
    assert engine.shown(".pd-end")


def test_search_finds_lessons_terms_and_an_answered_question(
    engine: Engine, root: str, course: Course
) -> None:
    asked = f"{root}/id/search.html?q=dukungan+psikososialnya+kapan"
    visit(engine, asked)
    engine.until(lambda: engine.shown("#search-results h2"))
    assert "Pukul 23.05" not in engine.text("#found")
    answer(engine, course, root)
    engine.go(asked)
    engine.until(lambda: "Pukul 23.05" in engine.text("#found"))
    engine.go(f"{root}/id/search.html")
    engine.focus("#q")
    engine.press("pendampingan", Keys.ENTER)
    engine.until(lambda: engine.shown("#search-results li a") and engine.shown("#found li a"))
    engine.listen()


def test_a_slider_changes_picture_and_sentence(engine: Engine, root: str) -> None:
    engine.go(f"{root}/{FIGURE}")
    frames = json.loads(engine.one(".pd-explore").get_attribute("data-frames") or "")
    before = engine.text(".pd-explore [role=status]")
    engine.focus(".pd-explore input[type=range]")
    engine.press(Keys.END)
    engine.until(lambda: engine.text(".pd-explore [role=status]") != before)
    after = engine.text(".pd-explore [role=status]")
    frame = next(frame for frame, said in frames if " ".join(said.split()) == after)
    source = engine.js("return document.querySelector('.pd-explore img').src")
    assert source.endswith(frame)
    engine.js("document.querySelector('.pd-explore img').scrollIntoView()")
    engine.until(lambda: engine.js("return document.querySelector('.pd-explore img').naturalWidth"))


def test_a_term_is_marked_and_opens_and_closes(engine: Engine, root: str) -> None:
    engine.go(f"{root}/{LESSON}")
    style = "return getComputedStyle(document.querySelector('.term')).textDecorationStyle"
    assert engine.js(style) == "dotted"
    note = f"#{engine.js('return document.querySelector(`.term`).getAttribute(`popovertarget`)')}"
    assert not engine.shown(note)
    engine.focus(".term")
    engine.press(Keys.ENTER)
    assert engine.shown(note)
    engine.press(Keys.TAB)
    assert engine.focused(f"{note} a")
    engine.press(Keys.ESCAPE)
    assert not engine.shown(note)
    assert engine.focused(".term")
    engine.click(".term")
    assert engine.shown(note)
    sides = "const { left, right } = document.querySelector(arguments[0]).getBoundingClientRect();"
    left, right = engine.js(f"{sides} return [left, right]", note)
    assert 0 <= left <= right <= WIDTH
    engine.click("h1")
    assert not engine.shown(note)


def test_colours_and_pause(engine: Engine, root: str) -> None:
    visit(engine, f"{root}/{LESSON}")
    light = engine.js("return getComputedStyle(document.body).backgroundColor")
    engine.click("[data-do=theme]")
    engine.click("[data-do=theme]")
    dark = engine.js("return getComputedStyle(document.body).backgroundColor")
    assert dark != light
    engine.go(f"{root}/{CASE}")
    assert engine.js("return getComputedStyle(document.body).backgroundColor") == dark
    engine.click("[data-do=theme]")
    engine.focus("[data-do=pause]")
    engine.press(Keys.ENTER)
    assert engine.shown("dialog#pause")
    assert engine.focused("#pause-title")
    engine.press(Keys.ESCAPE)
    assert not engine.shown("dialog#pause")
    assert engine.focused("[data-do=pause]")


@pytest.mark.parametrize("way", ["button", "keys"])
def test_quick_exit_leaves_and_back_does_not_return(engine: Engine, root: str, way: str) -> None:
    engine.go("about:blank")
    engine.go(f"{root}/{LESSON}")
    with suppress(WebDriverException):  # nobody answers there, and Firefox's driver says so
        if way == "button":
            engine.click(".bar [data-do=exit]")
        else:
            engine.press(Keys.ESCAPE, Keys.ESCAPE, Keys.ESCAPE)
    engine.until(lambda: engine.driver.current_url == EXIT)
    assert "endamping" not in engine.driver.title
    engine.driver.back()
    engine.until(lambda: engine.driver.current_url == "about:blank")


def test_the_record_goes_out_and_clearing_is_taken_back(
    engine: Engine, root: str, course: Course
) -> None:
    answer(engine, course, root)
    engine.go(f"{root}/id/progress.html")
    for old in engine.downloads.iterdir():
        old.unlink()
    engine.click("[data-act=export]")
    file = engine.until(lambda: next(engine.downloads.glob("catatan-*.json"), None))
    engine.until(lambda: file.stat().st_size)
    record = json.loads(file.read_text("utf-8"))
    assert set(record["answers"]) >= {ITEM}
    kept = "return Object.keys(JSON.parse(localStorage.getItem('pendamping:1')).answers)"
    engine.click("[data-act=clear]")
    assert engine.js(kept) == []
    engine.click("[data-act=undo]")
    assert ITEM in engine.js(kept)
    engine.click("[data-act=clear]")
    engine.one("input[type=file]").send_keys(str(file))
    engine.until(lambda: ITEM in engine.js(kept))


def test_the_course_in_one_file(engine: Engine, site: Path, course: Course, tmp_path: Path) -> None:
    alone = tmp_path / onefile.NAME["id"]
    alone.write_text(onefile.compose(course, site, "id"), "utf-8")
    form = f'form[data-item="{ITEM}"]'
    visit(engine, f"{alone.as_uri()}#05-first-contact-01-tonight")
    engine.click(f'{form} input[value="{key_of(course.items[ITEM].spec())}"]')
    engine.click(f"{form} [type=submit]")
    engine.reload()
    assert engine.text(f"{form} .pd-feedback")
    engine.js("location.hash = 'search'")
    engine.until(lambda: engine.shown("#q"))
    engine.focus("#q")
    engine.press("pukul 23.05", Keys.ENTER)
    engine.until(lambda: engine.shown("#search-results a") and engine.shown("#found a"))
    engine.click("#search-results a")
    engine.until(lambda: not engine.shown("#q"))
    engine.driver.back()
    engine.until(lambda: engine.shown("#q"))
    engine.js("location.hash = '07-few-words-01-evidence'")
    box = ".leaf.here .pd-explore"
    engine.until(lambda: engine.shown(box))
    before = engine.text(f"{box} [role=status]")
    engine.focus(f"{box} input[type=range]")
    engine.press(Keys.ARROW_RIGHT)
    assert engine.text(f"{box} [role=status]") != before
    engine.until(lambda: engine.js(f"return document.querySelector('{box} img').naturalWidth"))
    assert engine.js(WIDER) <= 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_question_takes_its_answer(
    engine: Engine, base: str, site: Path, course: Course, kind: str
) -> None:
    item = of_kind(course, site, kind)
    key = key_of(item.spec())
    visit(engine, f"{base}/{page_of(site, 'item', item.key)}")
    form = f'form[data-item="{item.key}"]'
    if kind in ("single", "multiple"):
        for one in [key] if kind == "single" else key:
            engine.click(f'{form} input[value="{one}"]')
    elif kind == "judgement":
        for name, rating in key.items():
            engine.click(f'{form} input[name="{name}"][value="{rating}"]')
    elif kind == "reflect":
        engine.focus(f"{form} textarea")
        engine.press(key)
    else:
        places = {one: n for n, one in enumerate(key, 1)} if kind == "order" else key
        for name, value in places.items():
            engine.click(f'{form} select[name="{name}"] option[value="{value}"]')
    engine.click(f"{form} [type=submit]")
    said = engine.until(lambda: engine.text(f"{form} .pd-feedback"))
    assert course.interface["incomplete"].id.strip() not in said
    assert engine.js(WIDER) <= 0
    mark = "const [spec, key] = arguments; return pendamping.score(spec, key)"
    assert engine.js(mark, item.spec(), key) == (None if kind == "reflect" else 1)


def test_no_page_scrolls_sideways(engine: Engine, base: str, site: Path) -> None:
    for name in pages(site):
        if name.startswith("id/"):
            engine.go(f"{base}/{name}")
            assert engine.js(WIDER) <= 0, name
            assert not engine.shown(".notice"), name


def test_every_style_is_understood(engine: Engine, base: str) -> None:
    """A declaration that an engine does not know is dropped, and nobody is told."""
    engine.go(f"{base}/{LESSON}")
    unknown = engine.js(UNKNOWN, *declarations())
    other = re.compile(r".*-webkit-|.*-moz-")
    assert [one for one in unknown if not other.match(one)] == []


def declarations() -> tuple[list[tuple[str, str]], list[str]]:
    """What our style sheets declare, and for which selectors."""
    text = "".join((ROOT / "src" / "pendamping" / name).read_text("utf-8") for name in STYLES)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    blocks = re.findall(r"([^{};]+)\{([^{}]*)\}", text)
    lines = {
        tuple(line.split(":", 1)) for _, body in blocks for line in body.split(";") if ":" in line
    }
    names = {one.strip() for name, _ in blocks for one in re.split(r",(?![^(]*\))", name)}
    return (
        sorted((p.strip(), v.strip()) for p, v in lines if not p.strip().startswith("--")),
        sorted(name for name in names if name and not name.startswith("@")),
    )


def test_a_saved_module_outlives_its_host(engine: Engine, site: Path, course: Course) -> None:
    server = bind(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}"
    status = "[data-offline] [role=status]"
    try:
        engine.go(f"{root}/id/offline.html")
        engine.click('input[value="05"]')
        engine.click("[data-act=save]")
        done = " ".join(course.interface["offline-done"].id.split())
        engine.until(lambda: done in engine.text(status), 60)
        engine.reload()
        engine.until(lambda: engine.js("return navigator.serviceWorker.controller !== null"))
    finally:
        server.shutdown()
        server.server_close()
    engine.go(f"{root}/{CASE}")
    assert engine.shown("section[data-vignette]")
    answer(engine, course, root)
