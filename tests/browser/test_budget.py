"""What pages cost: requests and bytes, measured in a browser from a host that packs with gzip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from drive import LANGS
from playwright.sync_api import Browser, Page
from static_host import host, traffic

pytestmark = pytest.mark.browser
REQUESTS = 10
FIRST = 80_000
SCRIPT = 20_000
NEXT = 15_000
# the words of all its scenes, so that a case needs no network once it is open
CASE = 30_000
# twenty-seven sayings, each with three answers and their reasons
LAB = 20_000
HEAVIER = {"case.html": CASE, "06-lab.html": LAB}
PAGES = ("01-tonight.html", "check.html", "case.html")
MODULES = ("05-first-contact", "06-assessment", "07-few-words")


@pytest.fixture(scope="module")
def packed(site: Path) -> Iterator[str]:
    with host(site) as address:
        yield address


@pytest.fixture
def fresh(browser: Browser) -> Iterator[Page]:
    """A phone that was never here."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PAGES)
def test_a_first_visit_is_light(fresh: Page, packed: str, lang: str, name: str) -> None:
    took = traffic(fresh, f"{packed}/{lang}/{MODULES[0]}/{name}")
    assert [url for url in took if not url.startswith(packed)] == []
    assert len(took) <= REQUESTS
    assert sum(took.values()) <= FIRST
    scripts = [size for url, size in took.items() if urlsplit(url).path.endswith(".js")]
    assert 0 < sum(scripts) <= SCRIPT


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("module", MODULES)
def test_the_next_page_is_lighter(
    fresh: Page, packed: str, site: Path, lang: str, module: str
) -> None:
    traffic(fresh, f"{packed}/{lang}/index.html")
    heavy = {}
    for file in sorted((site / lang / module).glob("*.html")):
        took = traffic(fresh, f"{packed}/{lang}/{module}/{file.name}")
        if not 1000 < sum(took.values()) <= HEAVIER.get(file.name, NEXT):
            heavy[file.name] = took
    assert heavy == {}


def test_the_theme_of_jupyter_book_has_left_nothing(site: Path) -> None:
    """A new version of a theme or an extension may bring its weight back."""
    unwanted = ("fontawesome", "bootstrap", "thebe", "copybutton", "togglebutton", "jquery")
    unwanted += ("sphinx-book-theme", "pydata", "require.js", "mathjax", ".woff", ".ttf")
    names = [file for file in site.rglob("*") if any(word in file.name for word in unwanted)]
    assert names == []
    for page in site.rglob("*.html"):
        head = page.read_text("utf-8").partition("</head>")[0].lower()
        assert not [word for word in unwanted if word in head], page
