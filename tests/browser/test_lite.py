"""A chapter as a live notebook with no server: the real lite site in a real browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from drive import ROOT, fill, form, key_of, submit
from playwright.sync_api import Browser, expect

from pendamping.lite.fetch import PYODIDE
from pendamping.load import Course
from pendamping.npm import REGISTRY
from pendamping.serve import bind

pytestmark = [pytest.mark.browser, pytest.mark.lite]
AXE = Axe()
VIEWS: list[tuple[int, Any]] = [(360, "dark"), (360, "light"), (1280, "dark"), (1280, "light")]
# databases, local storage, caches, service workers
KEPT = """async () => [
  (await indexedDB.databases()).length,
  localStorage.length,
  (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length,
]"""
PATIENCE = 120_000  # Python starts in the browser first


def have_pyodide() -> bool:
    """Tell whether Pyodide was fetched before or can be fetched now."""
    if (ROOT / "_build" / "lite-cache" / PYODIDE.folder).is_dir():
        return True
    registry = os.environ.get("npm_config_registry") or REGISTRY  # noqa: SIM112
    try:
        urllib.request.urlopen(
            f"{registry.rstrip('/')}/pyodide/{PYODIDE.version}", timeout=20
        ).close()
    except (urllib.error.URLError, OSError):
        return False
    return True


@pytest.fixture(scope="module")
def lite() -> Path:
    if not have_pyodide():
        pytest.skip("the npm registry, which has Pyodide, cannot be reached")
    command = [sys.executable, "-m", "pendamping", "lite"]
    for _ in range(2):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing changed" in done.stderr
    return ROOT / "_build" / "lite"


@pytest.fixture(scope="module")
def address(lite: Path) -> Iterator[str]:
    server = bind(lite.parent, 0)  # one folder up: the site may lie anywhere on a host
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{lite.name}/"
    server.shutdown()
    server.server_close()


def test_a_question_is_alive_without_a_server(
    browser: Browser, watch: Any, address: str, course: Course
) -> None:
    context = browser.new_context()
    context.on("request", lambda request: watch.asked.append(request.url))
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: watch.said.append(str(error)))
    page.goto(address)
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert AXE.run(page).response["violations"] == []
    page.locator('a[href$="id/05-first-contact/01-tonight.ipynb"]').click()
    page.locator(".jp-Notebook .jp-CodeCell").first.click()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    item = course.items["charger-first"]
    where = form(page, item.key)
    where.wait_for()
    fill(where, item.spec(), key_of(item.spec()))
    submit(where)
    expect(where.locator(".pd-feedback")).to_contain_text(re.compile(r"\w"))
    # the answer is in Python too, which is what makes the page alive
    page.locator(".jp-Notebook .jp-Cell").last.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("[w.answers for w in Out.values() if getattr(w, 'answers', None)]")
    page.keyboard.press("ControlOrMeta+Enter")
    said = page.locator(".jp-Notebook .jp-CodeCell").last.locator(".jp-OutputArea-output")
    expect(said).to_contain_text(str({item.key: key_of(item.spec())}), timeout=PATIENCE)
    assert page.evaluate(KEPT) == [0, 0, 0, 0]
    context.close()
    assert watch.said == []
    assert watch.foreign() == []
