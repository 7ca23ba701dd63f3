"""Sheets to print, made of the built pages: for a class, a wall and a copy shop.

Paper has no buttons: answers and reasons stand at the end, a blank takes the place of a field.
A sheet is a page of HTML; where a Chromium, Chrome or Edge is found it becomes a PDF.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template, ascii_lowercase

from bs4 import BeautifulSoup, Tag

from pendamping.load import Course
from pendamping.text import LANGS, Lang

FOLDER: dict[Lang, str] = {"id": "cetak", "en": "print"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
# where Windows and macOS keep a browser that is not on the path
PLACES = (
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
PATIENCE = 120
# of a page, what has no use on paper
_SCREEN = (
    ".onward, .pd-js, .pd-feedback, .pd-status, .pd-sliders, .pd-explore details, .headerlink, "
    ".note"
)
_MOMENT = re.compile(rb"\(D:\d{14}")


@dataclass(frozen=True)
class Sheet:
    """One document for print.

    Attributes
    ----------
    path : str
        Its place in the archive, without the ending.
    lang : {"id", "en"}
        Language.
    title : str
        Title.
    html : str
        The whole page.
    """

    path: str
    lang: Lang
    title: str
    html: str


class NoPdf(Exception):
    """The browser made no PDF; the message says what it said."""


def make(
    course: Course, site: Path, say: Callable[[str], None]
) -> tuple[dict[str, bytes], dict[Lang, dict[str, str]]]:
    """Make what is there to be printed: PDF where a browser can make it, else pages.

    Parameters
    ----------
    course : Course
        Names the modules and the words.
    site : Path
        The built site; the browser works beside it.
    say : callable
        Told what is being done, and why there is no PDF.

    Returns
    -------
    dict of str to bytes
        Each file by its path in the archive.
    dict of str to dict
        By language: the path of each file, and its title.
    """
    browser = find_browser()
    made: dict[str, bytes] = {}
    if browser:
        found = list(compose(course, site, f"{site.resolve().as_uri()}/"))
        say(f"printing {len(found)} sheets with {Path(browser).name}")
        try:
            made = to_pdf(browser, found, site.parent / "print")
        except NoPdf as error:
            say(f"no PDF: {error}")
    else:
        say("no Chromium, Chrome or Edge found to make PDFs")
    if not made:
        say("the print files are pages instead, to be printed from a browser")
        found = list(compose(course, site, "../"))
        made = {f"{sheet.path}.html": sheet.html.encode() for sheet in found}
    ending = next(iter(made), "").rpartition(".")[2]
    links: dict[Lang, dict[str, str]] = {lang: {} for lang in LANGS}
    for sheet in found:
        links[sheet.lang][f"{sheet.path}.{ending}"] = sheet.title
    return made, links


def compose(course: Course, site: Path, base: str) -> Iterator[Sheet]:
    """Compose the sheets of all open modules: lessons, job aid, case, role play.

    Parameters
    ----------
    course : Course
        Names the modules and the words.
    site : Path
        The built site.
    base : str
        What addresses of the site begin with, seen from the sheet.

    Yields
    ------
    Sheet
    """
    template = Template((Path(__file__).parent / "theme" / "sheet.html").read_text("utf-8"))
    for lang in LANGS:

        def said(key: str, lang: Lang = lang) -> str:
            return course.interface[key].to(lang).strip()

        for key, module in course.modules.items():
            if not (module.open and module.folder):
                continue
            folder = f"{lang}/{module.folder}"
            lessons = sorted(p.name for p in (site / folder).glob("[0-9][0-9]-*.html"))
            parts = {
                "print-lessons": [f"{folder}/{name}" for name in [*lessons, "check.html"]],
                "print-job-aid": [f"{folder}/job-aid.html"],
                "print-case": [f"{folder}/case.html"],
                "print-role-play": [f"{folder}/case.html"],
            }
            for part, pages in parts.items():
                mains = [_for_paper(site, page, base) for page in pages]
                if part == "print-role-play":
                    mains = _roles(mains[0])
                elif part != "print-job-aid":
                    mains.append(_answers_apart(mains, said))
                number = f"{said('module')} {int(key)}"
                title = f"{number} – {said(part)}"
                body = "\n".join(str(main) for main in mains)
                if part != "print-job-aid":  # a job aid says it itself, on its one sheet
                    draft = f"<b>{escape(title)}.</b> {escape(said('frame-draft'))}"
                    body = f'<p class="sheet-draft">{draft}</p>{body}'
                html = template.substitute(
                    lang=lang,
                    title=escape(f"Pendampingan, {title}"),
                    base=base,
                    part=part,
                    body=body,
                )
                yield Sheet(f"{FOLDER[lang]}/{_slug(title)}", lang, title, html)


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _for_paper(site: Path, page: str, base: str) -> Tag:
    """Return the text of a page without what only a screen can do."""
    soup = BeautifulSoup((site / page).read_text("utf-8"), "html.parser")
    main = soup.main
    assert main is not None, page
    for tag in main.select(_SCREEN):
        tag.decompose()
    for tag in main.select("[data-spec], [data-words], [data-frames]"):
        for name in ("data-spec", "data-words", "data-frames"):
            tag.attrs.pop(name, None)
    here = posixpath.dirname(page)
    for image in main.select("img"):
        image["src"] = base + posixpath.normpath(posixpath.join(here, str(image["src"])))
        image.attrs.pop("loading", None)
    wanted = {str(a["href"])[1:] for a in main.select('a[href^="#"]')}
    for tag in main.select("[id]"):  # pages that stand together have some ids in common
        # a job aid's own print style knows it by its anchor
        if tag["id"] not in wanted and not str(tag["id"]).endswith("job-aid"):
            del tag["id"]
    for link in main.select("a[href]"):  # paper opens no page, and an address would tell our folder
        if not str(link["href"]).startswith(("http", "#")):
            link.unwrap()
    for word in main.select(".term, .held"):
        word.unwrap()
    for fold in main.select("details"):
        fold["open"] = ""
    for form in main.select("form"):
        _blanks(soup, form)
    main.name = "section"
    main.attrs = {}
    only = main.find_all("section", recursive=False)
    return only[0] if len(only) == 1 else main


def _blanks(soup: BeautifulSoup, form: Tag) -> None:
    """Put a blank in the place of each field, and beside it what may be put there."""
    fields = form.select("select")
    offered = [
        [o.get_text() for o in field.select("option[value]:not([value=''])")] for field in fields
    ]
    alike = len(fields) > 1 and all(some == offered[0] for some in offered)
    for field, some in zip(fields, offered, strict=True):
        blank = soup.new_tag("span", attrs={"class": "sheet-blank"})
        field.replace_with(blank)
        if not alike:
            blank.insert_after(f" ({' / '.join(some)}) ")
    if alike and not offered[0][0].isdigit():
        listed = soup.new_tag("ul")
        for one in offered[0]:
            item = soup.new_tag("li")
            item.string = one
            listed.append(item)
        form.insert(1, listed)
    for area in form.select("textarea"):
        for _ in range(5):
            area.insert_before(soup.new_tag("div", attrs={"class": "sheet-line"}))
        area.decompose()


def _answers_apart(mains: list[Tag], said: Callable[[str], str]) -> Tag:
    """Move answers and reasons to a part of their own; questions are numbered through."""
    soup = BeautifulSoup("<section></section>", "html.parser")
    part = soup.section
    assert part is not None
    heading = soup.new_tag("h1")
    heading.string = said("answers-reasons")
    part.append(heading)
    number = 0
    for reasons in [fold for main in mains for fold in main.select(".pd-reasons")]:
        name = soup.new_tag("h3")
        if scene := reasons.find_parent("article"):
            name.string = " ".join(_text(scene.h3).split())
            for marked in (scene.select(".pd-option label > span"), reasons.select("li")):
                for mark, tag in zip(ascii_lowercase, marked, strict=False):
                    tag.insert(0, f"{mark}. ")
        else:
            number += 1
            name.string = f"{said('question')} {number}"
            if label := reasons.find_parent("form").select_one(".pd-n"):  # type: ignore[union-attr]
                label.string = name.string
        reasons.extract()
        if reasons.summary:
            reasons.summary.decompose()
        reasons.name = "div"
        reasons.attrs = {}
        part.append(name)
        part.append(reasons)
    return part


def _text(tag: Tag | None) -> str:
    return tag.get_text(" ") if tag else ""


def _roles(case: Tag) -> list[Tag]:
    """Return the briefs of a role play, each to be handed to one person."""
    briefs = []
    for fold in case.select(".pd-end details"):
        assert fold.summary is not None
        fold.name, fold.summary.name = "section", "h1"
        fold.attrs = {}
        briefs.append(fold)
    return briefs


def find_browser() -> str | None:
    """Find a browser that can print to a file."""
    named = os.environ.get("PENDAMPING_CHROMIUM")
    on_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    placed = next((place for place in PLACES if Path(place).is_file()), None)
    return named or on_path or placed


def to_pdf(browser: str, sheets: list[Sheet], work: Path) -> dict[str, bytes]:
    """Print sheets with a browser of the Chromium family.

    Parameters
    ----------
    browser : str
        Its program.
    sheets : list of Sheet
        Composed with a base that is an address of a file.
    work : Path
        A folder to work in; a browser in a package of its own may not see the system's.

    Returns
    -------
    dict of str to bytes
        Path in the archive to the PDF, with tags and language; the same from the same sheets.

    Raises
    ------
    NoPdf
        If the browser made none.
    """
    work = work.resolve()  # a browser wants a whole address
    work.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=work, ignore_cleanup_errors=True) as folder,
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        made = pool.map(lambda sheet: _print(browser, sheet, Path(folder)), sheets)
        return {f"{s.path}.pdf": pdf for s, pdf in zip(sheets, made, strict=True)}


def _print(browser: str, sheet: Sheet, folder: Path) -> bytes:
    """Print one sheet, in a profile of its own so that the user's browser is left alone."""
    own = folder / sheet.path.replace("/", "-")
    own.mkdir()
    page, pdf = own / "sheet.html", own / "sheet.pdf"
    page.write_text(sheet.html, encoding="utf-8")
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium has no sandbox for root
    command = [
        browser,
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--no-pdf-header-footer",
        *(["--no-sandbox"] if as_root else []),
        f"--user-data-dir={own / 'profile'}",
        f"--print-to-pdf={pdf}",
        page.as_uri(),
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoPdf(str(error)) from error
    if not pdf.is_file():
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NoPdf(said[-1] if said else f"it ended with {done.returncode}")
    return _MOMENT.sub(b"(D:20260101000000", pdf.read_bytes())
