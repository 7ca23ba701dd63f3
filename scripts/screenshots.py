"""Pictures of the pages for docs/screenshots: run `python3 scripts/course.py screenshots`."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from pendamping.load import load
from pendamping.serve import bind

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "screenshots"
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from drive import QUIET, case, fill, form, good_walk, submit, walk, wrong_of  # noqa: E402

KEY = "four-years-at-sea"
MODULE = "05-first-contact"


def nothing(_page: Page) -> None:
    """Leave the page as it opens."""


def shrink(file: Path) -> None:
    """Keep 64 colours: the pages are text on plain ground, and a repository keeps every picture."""
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


def main() -> int:
    """Build, open, photograph."""
    subprocess.run([sys.executable, "-m", "pendamping", "build"], cwd=ROOT, check=True)
    course = load(ROOT)
    vignette = course.vignettes[KEY]

    def to_question(page: Page) -> None:
        page.locator("form[data-kind=single]").first.evaluate("f => f.scrollIntoView()")

    def to_answer(page: Page) -> None:
        key = page.locator("form[data-kind=single]").first.get_attribute("data-item") or ""
        fill(form(page, key), course.items[key].spec(), wrong_of(course.items[key].spec()))
        submit(form(page, key))
        form(page, key).evaluate("f => f.scrollIntoView()")

    def to_scene(page: Page) -> None:
        walk(case(page, KEY), good_walk(vignette)[:2])

    def to_end(page: Page) -> None:
        walk(case(page, KEY), good_walk(vignette))

    shots: list[tuple[str, str, Callable[[Page], None], bool]] = [
        ("start", "index.html", nothing, True),
        ("lesson", f"{MODULE}/01-tonight.html", nothing, False),
        ("question", f"{MODULE}/check.html", to_question, False),
        ("answer", f"{MODULE}/check.html", to_answer, False),
        ("case", f"{MODULE}/case.html", to_scene, False),
        ("debrief", f"{MODULE}/case.html", to_end, True),
    ]
    OUT.mkdir(parents=True, exist_ok=True)
    server = bind(ROOT / "_build" / "site", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    with sync_playwright() as driver:
        path = os.environ["PENDAMPING_CHROMIUM"]
        browser = driver.chromium.launch(executable_path=path, args=QUIET)
        for lang, width, scheme in product(("id", "en"), (360, 1280), ("light", "dark")):
            view = {"width": width, "height": 800}
            for name, file, act, whole in shots:
                context = browser.new_context(viewport=view, color_scheme=scheme)
                page = context.new_page()
                page.goto(f"{base}/{lang}/{file}")
                act(page)
                out = OUT / f"{name}-{lang}-{width}-{scheme}.png"
                page.screenshot(path=out, full_page=whole)
                context.close()
            print(f"{lang} {width} {scheme}", file=sys.stderr, flush=True)
        for lang in ("id", "en"):
            page = browser.new_page(viewport={"width": 794, "height": 1123})
            page.goto(f"{base}/{lang}/{MODULE}/job-aid.html")
            page.emulate_media(media="print")
            page.screenshot(path=OUT / f"job-aid-{lang}-print.png")
        browser.close()
    server.shutdown()
    for file in OUT.glob("*.png"):
        shrink(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
