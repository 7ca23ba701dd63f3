"""The course in one document: for a phone that opens a file but not what lies beside it.

Android hands a browser one file, as ``content://``; so does a messenger, and so does a Windows
that looks into a ZIP. In such a place no style, script, picture or neighbour can be reached.
The pages of the built site become the leaves of one page that needs nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Iterator
from copy import copy
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote, unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from pendamping.load import Course
from pendamping.text import Lang

NAME: dict[Lang, str] = {"id": "satu-berkas.html", "en": "one-file.html"}
THEME = Path(__file__).parent / "theme"
STYLES = ("site.css", "pendamping.css")
# Sphinx's search wants its parts in this order; the last one turns the leaves
SCRIPTS = (
    "_static/site.js",
    "_static/pendamping.js",
    "_static/documentation_options.js",
    "_static/doctools.js",
    "_static/search.js",
    "_static/language_data.js",
    "_static/searchtools.js",
    "searchindex.js",
)
SEARCH = "search.html"
# saving the site has no use for who holds all of it in one file
LEFT_OUT = frozenset({"offline.html", "genindex.html"})
# attributes whose words are ids
_POINTERS = ("id", "for", "popovertarget", "aria-labelledby", "aria-describedby", "aria-controls")
_MIME = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
# what may stand as it is in an address within a quoted attribute
_PLAIN = " =:/;,.-_()'*!?@+$"
_UNSAFE = re.compile(r"</script|<!--", re.IGNORECASE)


def compose(course: Course, site: Path, lang: Lang) -> str:
    """Compose the whole book of one language as one page.

    Parameters
    ----------
    course : Course
        Its words.
    site : Path
        The built site.
    lang : {"id", "en"}
        Language.

    Returns
    -------
    str
        A page without a foreign address in it but those of links. Without script all leaves stand
        one below the other and can be read; its policy lets only its own scripts run.

    Raises
    ------
    ValueError
        If a script could not stand inside a page, or a picture is of an unknown kind or elsewhere.
    """
    book = site / lang
    pages = {
        path.relative_to(book).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in sorted(book.rglob("*.html"))
    }
    frame = pages["index.html"]
    for name, page in pages.items():
        for link in page.select(".onward a[rel]"):
            _bridge(link, name, pages)
    pages = {name: page for name, page in pages.items() if page.main and name not in LEFT_OUT}
    leaves = {name: _leaf(book, name, page, pages) for name, page in pages.items()}
    order = dict.fromkeys(["index.html", *_listed(frame), *sorted(set(leaves) - {SEARCH}), SEARCH])
    scripts = [(book / name).read_text("utf-8") for name in SCRIPTS]
    scripts.append((THEME / "onefile.js").read_text("utf-8"))
    early = (book / "_static" / "early.js").read_text("utf-8")

    def said(key: str) -> str:
        return escape(course.interface[key].to(lang).strip())

    assert frame.html is not None
    assert frame.title is not None
    return Template((THEME / "onefile.html").read_text("utf-8")).substitute(
        lang=lang,
        neutral=escape(str(frame.html["data-neutral-title"])),
        title=escape(frame.title.get_text()),
        policy=" ".join(_allowed(script) for script in [early, *scripts]),
        icon=_inlined(book / "_static" / "icon.svg"),
        styles="\n".join((book / "_static" / name).read_text("utf-8") for name in STYLES),
        early=_script(early),
        hint=said("onefile-no-script"),
        leaves="\n".join(str(leaves[name]) for name in order if name in leaves),
        scripts="\n".join(map(_script, scripts)),
        **_frame(frame, pages),
    )


def _frame(page: BeautifulSoup, pages: dict[str, BeautifulSoup]) -> dict[str, str]:
    """Return what stands around every leaf, taken from the first page."""
    parts: dict[str, str] = {}
    wanted = {
        "skip": "a.skip",
        "tools": "nav.tools",
        "bar": "header.bar",
        "contents": "nav.contents",
        "footer": "footer",
        "dialog": "dialog",
    }
    for name, selector in wanted.items():
        tag = page.select_one(selector)
        assert tag is not None, selector
        for other in tag.select("[data-language]"):  # the other language is another file
            other.decompose()
        for link in tag.select("a[href]"):
            _point(link, "index.html", pages)
        for marked in tag.select(".current, [aria-current]"):
            kinds = [kind for kind in marked.get_attribute_list("class") if kind != "current"]
            marked["class"] = " ".join(kinds)
            marked.attrs.pop("aria-current", None)
        for item in tag.select("li.toctree-l1, li.toctree-l2"):
            if not item.select("a[href]"):  # what it led to was left out
                item.decompose()
        parts[name] = str(tag)
    return parts


def _listed(frame: BeautifulSoup) -> Iterator[str]:
    """Yield the pages in the order of the table of contents."""
    for link in frame.select("nav.contents a[href]"):
        yield posixpath.normpath(str(link["href"]).partition("#")[0] or "index.html")


def _leaf(book: Path, name: str, page: BeautifulSoup, pages: dict[str, BeautifulSoup]) -> Tag:
    """Turn the main part of a page into a leaf: ids of its own, links within the document."""
    leaf = page.main
    assert leaf is not None
    assert page.title is not None
    leaf.name = "article"
    leaf.attrs = {"class": "leaf", "id": _slug(name), "data-title": page.title.get_text().strip()}
    if name != SEARCH:  # its script knows its ids
        for tag in leaf.find_all(True):
            for key in _POINTERS:
                if tag.get(key):
                    tag[key] = " ".join(_anchor(name, one) for one in str(tag[key]).split())
    for link in leaf.select("a[href]"):
        _point(link, name, pages)
    here = book / posixpath.dirname(name)
    for image in leaf.select("img[src]"):
        image["src"] = _picture(str(image["src"]), here, name)
    for box in leaf.select("[data-frames]"):
        folder = here / str(box["data-base"])
        frames = [
            [_inlined(folder / picture), *rest]
            for picture, *rest in json.loads(str(box["data-frames"]))
        ]
        box["data-base"] = ""
        box["data-frames"] = json.dumps(frames, ensure_ascii=False, separators=(",", ":"))
    for box in leaf.select("[data-entries]"):
        entries = json.loads(str(box["data-entries"]))
        for entry in entries:
            entry["url"] = _within(entry["url"], name, pages) or f"#{_slug(name)}"
        box["data-entries"] = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    return leaf


def _bridge(link: Tag, name: str, pages: dict[str, BeautifulSoup]) -> None:
    """Let the way to the next page lead past one that is left out."""
    target = _target(str(link["href"]), name)
    while target in LEFT_OUT:
        rel = link.get_attribute_list("rel")[0]
        beyond = pages[target].select_one(f".onward a[rel={rel}]")
        if beyond is None:
            link.decompose()
            return
        target = _target(str(beyond["href"]), target)
        link["href"] = posixpath.relpath(target, posixpath.dirname(name) or ".")
        link.clear()
        link.extend([copy(part) for part in beyond.contents])


def _point(link: Tag, name: str, pages: dict[str, BeautifulSoup]) -> None:
    """Let a link lead within the document; what is not in it is no link."""
    href = str(link["href"])
    if urlsplit(href).scheme or link.has_attr("download"):
        return
    if href == "#main":
        return
    within = _within(href, name, pages)
    if within:
        link["href"] = within
    else:
        link.unwrap()


def _within(href: str, name: str, pages: dict[str, BeautifulSoup]) -> str | None:
    _, _, anchor = href.partition("#")
    target = _target(href, name)
    if target not in pages:
        return None
    return f"#{_anchor(target, anchor) if anchor else _slug(target)}"


def _target(href: str, name: str) -> str:
    """Return the page that a link of a page leads to."""
    path = href.partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name


def _slug(name: str) -> str:
    """Return the id of a leaf; the script makes the same of what Sphinx's search found."""
    return name.removesuffix(".html").replace("/", "-")


def _anchor(name: str, anchor: str) -> str:
    return f"{_slug(name)}--{anchor}"


def _picture(src: str, here: Path, name: str) -> str:
    """Return the picture of a page; of one that is elsewhere say where it is asked for."""
    if src.startswith("data:"):
        return src
    file = here / unquote(src)
    if urlsplit(src).netloc or not file.is_file():
        raise ValueError(f"{name}: the picture {src} is not in the site")
    return _inlined(file)


def _inlined(file: Path) -> str:
    """Return a picture as an address that holds it."""
    kind = _MIME.get(file.suffix.lower())
    if kind is None:
        raise ValueError(f"{file.name}: not a picture that can stand inside a page")
    if kind == "image/svg+xml":  # shorter than base64, and ZIP can still press it
        return f"data:{kind},{quote(file.read_text('utf-8'), safe=_PLAIN)}"
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"


def _script(text: str) -> str:
    if _UNSAFE.search(text):
        raise ValueError("a script would end the page that it stands in")
    return f"<script>{text}</script>"


def _allowed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
