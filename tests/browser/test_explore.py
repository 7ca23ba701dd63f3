"""Figures that move, on the page: picture, sentence, keyboard, weight, no scripting."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
PAGES = ["07-few-words/01-evidence.html", "06-assessment/05-instruments.html"]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_moving_a_slider_changes_picture_and_sentence(
    page: Page, base: str, name: str, lang: str
) -> None:
    page.goto(f"{base}/{lang}/{name}")
    box = page.locator(".pd-explore")
    frames = json.loads(box.get_attribute("data-frames") or "")
    before = box.locator("[role=status]").inner_text()
    slider = box.locator("input[type=range]").last
    slider.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    after = box.locator("[role=status]").inner_text()
    assert before != after
    at = [f[1] for f in frames].index(after)
    image = box.locator("img")
    assert image.get_attribute("alt") == after
    assert (image.get_attribute("src") or "").endswith(frames[at][0])
    assert slider.get_attribute("aria-valuetext") == box.locator(".pd-now").last.inner_text()
    image.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('.pd-explore img').naturalWidth > 0")


@pytest.mark.parametrize("name", PAGES)
def test_the_frames_are_light_and_wait_until_they_are_reached(
    page: Page, base: str, site: Path, name: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}/id/{name}", wait_until="networkidle")
    frames = json.loads(page.locator(".pd-explore").get_attribute("data-frames") or "")
    files = {frame for frame, _ in frames}
    weight = sum(
        len(gzip.compress((site / "id" / "_images" / file).read_bytes())) for file in files
    )
    assert weight <= 60_000
    early = [url for url in asked if url.rsplit("/", 1)[-1] in files]
    assert len(early) <= 1
    page.locator(".pd-explore input").first.focus()
    page.wait_for_load_state("networkidle")
    late = {url.rsplit("/", 1)[-1] for url in asked} & files
    assert late == files


def test_without_scripting_every_step_stands_in_words(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/id/{PAGES[0]}")
    box = page.locator(".pd-explore")
    expect(box.locator("input").first).to_be_hidden()
    box.locator("summary").click()
    frames = json.loads(box.get_attribute("data-frames") or "")
    assert box.locator("li").count() == len(frames)
    context.close()
