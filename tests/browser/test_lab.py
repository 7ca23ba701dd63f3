"""The same cells, alive: a real JupyterLab on the chapters in a real browser."""

from __future__ import annotations

import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from drive import ROOT, case, fill, form, good_walk, key_of, submit, take
from playwright.sync_api import Browser, Page, TimeoutError, expect

from pendamping import lab
from pendamping.load import Course

pytestmark = [pytest.mark.browser, pytest.mark.lab]
TOKEN = "a-token-for-this-test"
KEY = "four-years-at-sea"
MODULE = "book/id/05-first-contact"
WORDS = "book/id/07-few-words"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    run = subprocess.Popen(
        lab.command(ROOT, port, browser=False, token=TOKEN),
        env=lab.environment(ROOT),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{base}/api/status?token={TOKEN}", timeout=2)
                break
            except (urllib.error.URLError, OSError):
                assert run.poll() is None, "JupyterLab stopped"
                time.sleep(0.5)
        yield base
    finally:
        run.terminate()
        run.wait(20)


@pytest.fixture
def notebook(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def command(page: Page, menu: str, name: str) -> None:
    """Run a command of JupyterLab from its menu, as its users do."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=name, exact=True).click()


def open_and_run(page: Page, server: str, chapter: str, module: str = MODULE) -> None:
    """Open a chapter; Markdown opens as a notebook without a further click."""
    page.goto(f"{server}/lab/tree/{module}/{chapter}?token={TOKEN}&reset")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for()
    page.locator(".jp-Notebook .jp-CodeCell").first.click()
    asked = page.locator(".jp-InputPrompt", has_text=re.compile(r"\[[*\d]"))
    for _ in range(5):  # JupyterLab drops the command when its kernel is not quite there
        command(page, "Run", "Run All Cells")
        try:
            asked.first.wait_for(timeout=8_000)
            break
        except TimeoutError:
            continue


def say(page: Page, code: str) -> str:
    """Run one line in a new last cell and return what it prints."""
    page.locator(".jp-Notebook .jp-Cell").last.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(code)
    page.keyboard.press("ControlOrMeta+Enter")
    out = page.locator(".jp-Notebook .jp-CodeCell").last.locator(".jp-OutputArea-output")
    out.first.wait_for()
    return out.first.inner_text()


def test_a_question_is_alive_and_its_answer_reaches_python(
    notebook: Page, server: str, course: Course
) -> None:
    open_and_run(notebook, server, "01-tonight.md")
    item = course.items["charger-first"]
    where = form(notebook, item.key)
    where.wait_for()
    fill(where, item.spec(), key_of(item.spec()))
    submit(where)
    expect(where.locator(".pd-feedback")).not_to_be_empty()
    said = say(notebook, "print([w.answers for w in Out.values() if getattr(w, 'answers', None)])")
    assert said.strip() == str([{item.key: key_of(item.spec())}])
    expect(
        notebook.locator("img[alt], .jp-RenderedSVG svg, .jp-RenderedSVG img").first
    ).to_be_visible()


def test_a_case_is_alive_and_its_way_is_drawn(notebook: Page, server: str, course: Course) -> None:
    open_and_run(notebook, server, "case.md")
    section = case(notebook, KEY)
    section.wait_for()
    way = good_walk(course.vignettes[KEY])[:3]
    for choice in way:
        take(section, choice)
    for _ in range(10):  # widgets hold back what they send while the kernel is busy
        said = say(notebook, "print([key for _, key in case.state.path])").strip()
        if said == str([*way]):
            break
        notebook.wait_for_timeout(500)
    assert said == str([*way])
    notebook.locator(".jp-Notebook .jp-Cell").last.click()
    say(notebook, "case.path()")
    drawn = notebook.locator(".jp-Notebook .jp-CodeCell").last.locator("img")
    drawn.wait_for()
    assert drawn.evaluate("i => i.naturalWidth") > 300


def test_a_slider_draws_the_figure_anew(notebook: Page, server: str) -> None:
    open_and_run(notebook, server, "01-evidence.md", WORDS)
    box = notebook.locator(".widget-vbox", has=notebook.locator("[role=slider]")).first
    box.wait_for()
    said, picture = box.locator("p"), box.locator("svg")
    expect(said).to_contain_text("50")
    before, drawn = said.inner_text(), picture.inner_html()
    handle = box.locator("[role=slider]")
    handle.focus()
    handle.press("ArrowRight")
    expect(said).not_to_have_text(before)
    for _ in range(20):  # the sentence may arrive before the picture
        if picture.inner_html() != drawn:
            break
        notebook.wait_for_timeout(250)
    assert picture.inner_html() != drawn
