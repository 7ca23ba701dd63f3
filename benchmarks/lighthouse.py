"""Pages on a cheap phone: ours beside two peers with the same text and questions, in one run."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, TimeoutError, sync_playwright

from pendamping.load import load

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]
from benchmarks.peers import jupyter_book, mkdocs  # noqa: E402
from drive import BROWSERS, QUIET  # noqa: E402
from static_host import host, traffic  # noqa: E402

LIGHTHOUSE = "lighthouse@12.8.2"
RUNS = 3
SCORES = ("performance", "accessibility", "best-practices", "seo")
FOLDER = "05-first-contact"
CASE = "case"
PAGES = {"check": "ten questions", "01-tonight": "lesson", CASE: "case"}
NEXT = "02-silent-man"
# a host that is not ours fails at once, on every machine the same
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50e3, "uploadThroughput": 50e3}
HEAD = """\
| page | book | performance | accessibility | best practices | SEO | LCP, s | TBT, ms \
| requests own + foreign | kB, first visit | kB, next page | s to the first answer, slow 3G |
|---|---|---|---|---|---|---|---|---|---|---|---|
| *asked of ours* | | 99 | 99 | 99 | 99 | 1.5 | 50 | 10 + 0 | 80 | 15 | 3 |"""


@dataclass(frozen=True)
class Book:
    """A site, and how the first question of its pages is answered."""

    name: str
    site: Path
    folder: str
    option: str = ""
    submit: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class Seen:
    """What was measured on a page."""

    scores: list[float]
    lcp: float
    tbt: float
    requests: str
    first: float
    then: float
    answer: float | None

    def row(self, page: str, book: str, own: Seen) -> str:
        """Write a row; figures of a peer say how many times ours they are."""

        def beside(value: float | None, ours: float | None) -> str:
            if value is None or ours is None:
                return "–"
            return f"{value:.1f}" + ("" if self is own else f" ({value / ours:.1f}×)")

        cells = [
            page,
            book,
            *(f"{score:.0f}" for score in self.scores),
            beside(self.lcp, own.lcp),
            f"{self.tbt:.0f}",
            self.requests,
            beside(self.first, own.first),
            beside(self.then, own.then),
            beside(self.answer, own.answer),
        ]
        return f"| {' | '.join(cells)} |"


def ours(lang: str) -> Book:
    """Describe one language of our site."""
    form = "form.pd-item >> nth=0 >> "
    return Book(
        name=f"ours, {lang}",
        site=ROOT / "_build" / "site",
        folder=f"{lang}/{FOLDER}",
        option=f"{form}.pd-option input",
        submit=f"{form}.pd-go",
        feedback=f"{form}.pd-feedback:not(:empty)",
    )


def peers(into: Path) -> list[Book]:
    """Build the peers."""
    course = load(ROOT)
    quiz = {"option": ".quiz >> nth=0 >> input", "feedback": ".quiz >> nth=0 >> .quiz-feedback"}
    return [
        Book("plain jupyter-book", jupyter_book(into / "jupyter-book", course), FOLDER),
        Book("mkdocs-quiz", mkdocs(into / "mkdocs", course, fonts=True), FOLDER, **quiz),
        Book(
            "mkdocs-quiz, no foreign fonts",
            mkdocs(into / "mkdocs", course, fonts=False),
            FOLDER,
            **quiz,
        ),
    ]


def install(into: Path) -> Path:
    """Fetch Lighthouse with npm; nobody who uses the course needs either."""
    if not (shutil.which("node") and shutil.which("npm")):
        sys.exit(
            "Lighthouse needs Node and npm, and they are not here. Install Node 18.16 or newer,"
            " then run this again; only this benchmark needs it."
        )
    fetch = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"]
    if subprocess.run([*fetch, str(into), LIGHTHOUSE], stdout=subprocess.DEVNULL).returncode:
        sys.exit("npm could not fetch Lighthouse. Is there a network? Then run this again.")
    return into / "node_modules" / ".bin" / "lighthouse"


def lighthouse(tool: Path, chromium: str, url: str) -> list[float]:
    """Return the medians of the four scores, LCP in s and TBT in ms: a phone, simulated."""
    flags = f'--chrome-flags=--headless=new --no-sandbox --disable-gpu "{ALONE}"'
    asked = f"--only-categories={','.join(SCORES)}"
    seen = []
    for _ in range(RUNS):
        done = subprocess.run(
            [str(tool), url, "--quiet", "--output=json", asked, flags],
            capture_output=True,
            text=True,
            env={**os.environ, "CHROME_PATH": chromium},
        )
        if done.returncode:
            sys.exit(f"Lighthouse could not measure {url}:\n{done.stderr}")
        said: dict[str, Any] = json.loads(done.stdout)
        audits = said["audits"]
        seen.append(
            [
                *(100 * said["categories"][name]["score"] for name in SCORES),
                audits["largest-contentful-paint"]["numericValue"] / 1000,
                audits["total-blocking-time"]["numericValue"],
            ]
        )
    return [statistics.median(column) for column in zip(*seen, strict=True)]


def weigh(browser: Browser, url: str, after: str) -> tuple[str, float, float]:
    """Return the requests and kB of a first visit, and the kB of the next page."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    first = traffic(page, url)
    then = traffic(page, after)
    context.close()
    own = [asked for asked in first if asked.startswith("http://127.0.0.1")]
    requests = f"{len(own)} + {len(first) - len(own)}"
    return requests, sum(first.values()) / 1000, sum(then.values()) / 1000


def first_answer(browser: Browser, book: Book, url: str) -> float:
    """Return the seconds from the start of a page on slow 3G until it answers its reader.

    Who presses too early, before a script listens, presses another option.
    """
    seen = []
    for _ in range(RUNS):
        context = browser.new_context(viewport={"width": 360, "height": 740})
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_3G)
        page.goto(url, wait_until="commit")
        told = page.locator(book.feedback).locator("visible=true").first
        for turn in itertools.count():
            page.locator(book.option).nth(turn % 2).check()
            if book.submit:
                page.locator(book.submit).click()
            with suppress(TimeoutError):
                told.wait_for(timeout=200)
                break
        seen.append(page.evaluate("performance.now()") / 1000)
        context.close()
    return statistics.median(seen)


def measure(tool: Path, chromium: str, browser: Browser, book: Book, name: str) -> Seen:
    """Measure a page of a book."""
    with host(book.site) as base:
        url, after = (f"{base}/{book.folder}/{page}.html" for page in (name, NEXT))
        *scores, lcp, tbt = lighthouse(tool, chromium, url)
        weight = weigh(browser, url, after)
        answer = first_answer(browser, book, url) if book.option and name != CASE else None
    return Seen(scores, lcp, tbt, *weight, answer)


def main() -> None:
    """Print one table."""
    bench = ROOT / "_build" / "bench"
    chromium = os.environ.get("PENDAMPING_CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS))
    )
    tool = install(bench / "lighthouse")
    subprocess.run([sys.executable, "-m", "pendamping", "build"], cwd=ROOT, check=True)
    others = peers(bench)
    print(HEAD, flush=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=[*QUIET, ALONE])
        for name, label in PAGES.items():
            own = measure(tool, chromium, browser, ours("id"), name)
            print(own.row(label, ours("id").name, own), flush=True)
            # the peers have no branching case, and one language is enough to compare
            for book in [] if name == CASE else others:
                seen = measure(tool, chromium, browser, book, name)
                print(seen.row(label, book.name, own), flush=True)
            seen = measure(tool, chromium, browser, ours("en"), name)
            print(seen.row(label, ours("en").name, seen), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
