"""A real Chromium on the real site; a page that complains fails its test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from drive import BROWSERS, QUIET, ROOT
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from pendamping.load import Course, load
from pendamping.serve import bind


@pytest.fixture(scope="session")
def site() -> Path:
    """Both books, built by the command that a user runs; of two workers one waits for the other."""
    command = [sys.executable, "-m", "pendamping", "build"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return ROOT / "_build" / "site"


@pytest.fixture(scope="session")
def course() -> Course:
    return load(ROOT)


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    server = bind(site, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> str:
    found = os.environ.get("PENDAMPING_CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS)), None
    )
    assert found, "no Chromium: run `python3 scripts/course.py test`, which installs one"
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        own = driver.chromium.launch(executable_path=chromium, args=QUIET)
        yield own
        own.close()


class Watch:
    """What a page said and asked for while a test ran."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.asked: list[str] = []

    def on(self, page: Page) -> None:
        page.on("console", lambda m: self.said.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def foreign(self) -> list[str]:
        own = ("http://127.0.0.1", "file://", "data:", "blob:")
        return [url for url in self.asked if not url.startswith(own)]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 360, "height": 740}, locale="id-ID")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A phone's page on which no error is said and no other host is asked."""
    made = context.new_page()
    watch.on(made)
    yield made
    assert watch.said == []
    assert watch.foreign() == []
