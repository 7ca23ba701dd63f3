"""Chromium's own word on whether the course can be installed, from any folder of a host."""

from __future__ import annotations

from pathlib import Path
from urllib.request import urlopen

import pytest
from drive import QUIET
from host import Host
from playwright.sync_api import Browser, BrowserContext, expect

from pendamping.load import Course

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("prefix", ["/", "/kursus/", "/Kursus Ibu Dété/"])
def test_the_course_can_be_installed_from_any_folder(
    browser: Browser, chromium: str, site: Path, tmp_path: Path, prefix: str
) -> None:
    host = Host(site, prefix=prefix)
    # a profile on the disk: a private window cannot install anything
    context = browser.browser_type.launch_persistent_context(
        str(tmp_path / "profile"), executable_path=chromium, args=QUIET
    )
    try:
        page = context.new_page()
        page.goto(f"{host.base}/en/05-first-contact/index.html")
        session = context.new_cdp_session(page)
        told = session.send("Page.getAppManifest")
        assert told["errors"] == []
        assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
        manifest = told["manifest"]
        assert manifest["scope"] == f"{host.base}/"
        for url in (manifest["startUrl"], *(icon["url"] for icon in manifest["icons"])):
            with urlopen(url, timeout=10) as answer:
                assert answer.status == 200
    finally:
        context.close()
        host.close()


@pytest.mark.parametrize("prefix", ["/", "/Kursus Ibu Dété/"])
def test_what_was_installed_opens_in_airplane_mode(
    context: BrowserContext, site: Path, course: Course, prefix: str
) -> None:
    host = Host(site, prefix=prefix)
    page = context.new_page()
    page.goto(f"{host.base}/id/offline.html")
    page.locator("[data-act=save]").click()
    done = course.interface["offline-done"].id.strip()
    status = page.locator("[data-offline] [role=status]")
    expect(status).to_contain_text(done, timeout=30_000)
    session = context.new_cdp_session(page)
    start = session.send("Page.getAppManifest")["manifest"]["startUrl"]
    page.close()
    context.set_offline(True)
    page = context.new_page()
    page.goto(start)
    page.locator("main [data-language=id]").click()
    page.wait_for_url("**/id/index.html")
    expect(page.locator("main h1")).to_be_visible()
    page.goto(start)  # the chooser remembers
    page.wait_for_url("**/id/index.html")
    host.close()
