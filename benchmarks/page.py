"""What the heaviest pages weigh in a browser, beside plain jupyter-book with the same text."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright

from pendamping.serve import bind

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]
from benchmarks.build import plain_book, timed  # noqa: E402
from drive import BROWSERS, QUIET  # noqa: E402

MODULE = "05-first-contact"


def row(page: object, label: str, site: Path, name: str) -> str:
    """Open a page for the first time and describe what it asked for."""
    server = bind(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))  # type: ignore[attr-defined]
    base = f"http://127.0.0.1:{server.server_port}"
    page.goto(f"{base}/{name}", wait_until="networkidle")  # type: ignore[attr-defined]
    server.shutdown()
    own = [url for url in asked if url.startswith(base)]
    files = [site / unquote(urlsplit(url).path).lstrip("/") for url in own]
    sizes = {f: len(gzip.compress(f.read_bytes(), 6)) for f in files if f.is_file()}
    script = sum(size for f, size in sizes.items() if f.suffix == ".js")
    total = sum(sizes.values())
    requests = f"{len(own)}+{len(asked) - len(own)}"
    return f"| {label} | {requests} | {total / 1000:.1f} | {script / 1000:.1f} |"


def main() -> None:
    """Print one table."""
    subprocess.run([sys.executable, "-m", "pendamping", "build"], cwd=ROOT, check=True)
    site = ROOT / "_build" / "site"
    chromium = os.environ.get("PENDAMPING_CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS))
    )
    print(
        "| page, first visit | requests own+foreign | kB gzip | script kB gzip |\n|---|---|---|---|"
    )
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=chromium, args=QUIET)
        for label, name in (
            ("check with ten questions", "check.html"),
            ("case", "case.html"),
            ("lesson 1", "01-tonight.html"),
        ):
            page = browser.new_context().new_page()
            print(row(page, label, site, f"id/{MODULE}/{name}"), flush=True)
        book = plain_book(Path(folder), "id", cells=False)
        timed([str(Path(sys.executable).with_name("jupyter-book")), "build", "."], book)
        page = browser.new_context().new_page()
        html = book / "_build" / "html"
        print(row(page, "lesson 1 in plain jupyter-book", html, f"{MODULE}/01-tonight.html"))
        browser.close()


if __name__ == "__main__":
    main()
