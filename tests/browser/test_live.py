"""The built pages with a real kernel behind their cells, as `course.py live` serves them."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from drive import ROOT, fill, form, good_walk, key_of, page_of, submit, take
from playwright.sync_api import Browser, Page, expect

from pendamping.live import REQUIRE, WIDGETS, cells
from pendamping.load import Course
from pendamping.npm import Unreachable, fetch

pytestmark = pytest.mark.browser
EXPLORABLE = "07-few-words/01-evidence.html"
CASE = "four-years-at-sea"


@dataclass
class Live:
    """A running server, as a reader has it: an address and a terminal."""

    run: subprocess.Popen[str]
    base: str
    token: str

    def status(self, path: str, **headers: str) -> int:
        asked = urllib.request.Request(self.base + path, headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code


@pytest.fixture(scope="module")
def live(site: Path) -> Iterator[Live]:
    try:
        for package in (REQUIRE, WIDGETS):
            fetch(package, ROOT / "_build" / "live", print)
    except Unreachable as error:
        pytest.skip(f"the browser's half of ipywidgets is not here: {error}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = subprocess.Popen(
        [sys.executable, "-m", "pendamping", "live", "--no-browser", "--port", str(port)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    said = []
    for line in run.stderr or ():
        said.append(line)
        if found := re.search(r"(http://127\.0\.0\.1:\d+)/\S*token=(\S+)", line):
            break
    else:
        pytest.fail("".join(said))
    expect.set_options(timeout=30_000)  # a kernel takes its time on a busy machine
    yield Live(run, found[1], found[2])
    expect.set_options(timeout=5_000)
    if run.poll() is None:
        run.terminate()
        run.wait(20)


def come(page: Page, live: Live, name: str) -> None:
    page.set_default_timeout(30_000)
    page.goto(f"{live.base}/{name}?token={live.token}")
    assert live.token not in page.url


def write(page: Page, code: str) -> None:
    """Run code in the reader's own cell, with the keyboard alone."""
    box = page.locator(".live-own textarea")
    box.focus()
    box.press("ControlOrMeta+a")
    page.keyboard.insert_text(code)
    box.press("ControlOrMeta+Enter")


def test_a_slider_is_moved_and_the_kernel_draws_anew(page: Page, live: Live) -> None:
    come(page, live, f"id/{EXPLORABLE}")
    static = page.locator(".pd-explore")
    expect(static).to_be_visible()
    place = page.locator(".live-cell", has_text="Kode sel 2")
    place.locator("summary").press("Enter")
    place.get_by_role("button", name="Jalankan").press("Enter")
    out = page.locator(".live-out:visible")
    handle = out.locator("[role=slider]")
    handle.wait_for()
    expect(static).to_be_hidden()
    said, before = out.locator("p").inner_text(), out.locator("svg").inner_html()
    handle.press("ArrowRight")
    expect(out.locator("p")).not_to_have_text(said)
    page.wait_for_function(
        "old => document.querySelector('.live-out:not([hidden]) svg').innerHTML !== old", arg=before
    )
    place.get_by_role("button", name="Tampilkan yang semula").click()
    expect(static).to_be_visible()


def test_code_is_changed_and_run(page: Page, live: Live) -> None:
    come(page, live, f"en/{EXPLORABLE}")
    place = page.locator(".live-cell", has_text="Code of cell 2")
    place.locator("summary").click()
    place.locator("textarea").fill("print('six times seven is', 6 * 7)")
    place.locator("textarea").press("Control+Enter")
    expect(page.locator(".live-out:visible")).to_have_text("six times seven is 42\n")
    write(page, "from ipywidgets import interact\n@interact(n=(1, 5))\ndef f(n=2): print(n * n)")
    own = page.locator(".live-own")
    own.locator("[role=slider]").press("ArrowRight")
    expect(own.locator(".widget-output pre")).to_have_text("9\n")
    write(page, "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    expect(own.get_by_role("img", name="Picture from cell 6")).to_be_visible()
    write(page, "1 / 0")
    expect(own.locator(".live-error > p")).to_have_text("ZeroDivisionError: division by zero")
    expect(page.get_by_role("status").first).to_have_text("Cell 6 stopped with an error.")


def test_what_a_learner_did_reaches_python(page: Page, live: Live, course: Course) -> None:
    come(page, live, "id/05-first-contact/case.html")
    page.get_by_role("button", name="Jalankan semua sel").click()
    expect(page.locator(".live-status")).to_have_text("Sel 2 selesai.")
    section = page.locator(f'section[data-vignette="{CASE}"]:visible')
    way = good_walk(course.vignettes[CASE])[:2]
    for choice in way:
        take(section, choice)
    expect(section).not_to_contain_text("penyimpanan")  # nobody refused to keep anything
    write(page, "print([key for _, key in case.state.path])")
    expect(page.locator(".live-own .live-out")).to_have_text(f"{[*way]}\n")


def test_a_dead_kernel_leaves_a_page_that_works(
    browser: Browser, live: Live, site: Path, course: Course
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    item = course.items["charger-first"]
    come(page, live, page_of(site, "item", item.key, "en"))
    page.get_by_role("button", name="Run all cells").click()
    expect(page.locator(".live-status")).to_contain_text("is done")
    write(page, "import os\nos._exit(1)")
    expect(page.locator(".live-status")).to_contain_text("Python stopped by itself")
    expect(page.locator(".live-out:visible")).to_have_count(0)
    where = form(page, item.key)
    fill(where, item.spec(), key_of(item.spec()))
    submit(where)
    expect(where.locator(".pd-feedback")).not_to_be_empty()
    write(page, "print('again')")
    expect(page.locator(".live-own .live-out")).to_have_text("again\n")
    page.context.close()


def test_every_page_is_served_and_each_cell_has_its_code(live: Live, site: Path) -> None:
    seen = 0
    for file in site.rglob("*.html"):
        name = file.relative_to(site)
        chapter = (ROOT / "book" / name).with_suffix(".md")
        if not chapter.is_file():
            continue
        here = file.read_text("utf-8").count('<div class="cell ')
        assert len(cells(chapter)) == here, f"{name} shows {here} cells"
        assert live.status(f"/{name.as_posix()}", Authorization=f"token {live.token}") == 200
        seen += here
    assert seen > 100


def test_without_the_token_a_page_is_as_it_was_built_and_no_code_runs(
    live: Live, site: Path
) -> None:
    with urllib.request.urlopen(f"{live.base}/en/{EXPLORABLE}") as answer:
        assert answer.read() == (site / "en" / EXPLORABLE).read_bytes()
    assert live.status("/api/kernels") == 403
    assert live.status("/api/kernels", Authorization="token wrong") == 403
    assert live.status("/api/kernels", Authorization=f"token {live.token}") == 200
    assert live.status(f"/api/kernels?token={live.token}", Host="evil.example") == 403
    assert live.status("/id/%2e%2e/%2e%2e/%2e%2e/pyproject.toml") in (403, 404)


def test_another_site_cannot_reach_the_kernel(live: Live) -> None:
    """A page of another port is sent the same cookies: only its origin tells it apart."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.open(f"{live.base}/id/index.html?token={live.token}").close()

    def knock(origin: str) -> int:
        line = HTTPConnection(live.base.removeprefix("http://"), timeout=10)
        asked = {
            "Cookie": "; ".join(f"{one.name}={one.value}" for one in jar),
            "Origin": origin,
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "cGVuZGFtcGluZ2FuLTAwMDA=",
        }
        line.request("GET", "/api/events/subscribe", headers=asked)
        status = line.getresponse().status
        line.close()
        return status

    assert knock(live.base) == 101
    assert knock("http://127.0.0.1:1") == 403


def test_a_live_page_has_no_violation(page: Page, live: Live) -> None:
    come(page, live, f"en/{EXPLORABLE}")
    page.get_by_role("button", name="Run all cells").click()
    expect(page.locator(".live-status")).to_have_text("Cell 5 is done.")
    write(page, "print('x')")
    expect(page.locator(".live-own .live-out")).to_have_text("x\n")
    views: list[tuple[int, Any]] = [(360, "dark"), (1280, "light")]
    for width, scheme in views:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_ctrl_c_ends_the_server_and_its_kernels(page: Page, live: Live, watch: Any) -> None:
    """Keep this test last: it ends the server."""
    come(page, live, f"id/{EXPLORABLE}")
    write(page, "import os; print(os.getpid())")
    out = page.locator(".live-own .live-text")
    out.wait_for()
    kernel = int(out.inner_text())
    os.kill(kernel, 0)
    live.run.send_signal(signal.SIGINT)
    assert live.run.wait(20) == 0
    expect(page.locator(".live-status")).to_contain_text("Python berhenti sendiri")
    for _ in range(50):
        try:
            os.kill(kernel, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    with pytest.raises(ProcessLookupError):
        os.kill(kernel, 0)
    write(page, "1")
    expect(page.locator(".live-status")).to_contain_text("tidak dapat dimulai")
    watch.said.clear()  # the browser reports what it could not reach any more
