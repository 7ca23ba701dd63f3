"""The library inside Sphinx: references become HTML, pages know their files and twin.

Adapter only: everything that can be said without Sphinx is said elsewhere.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import sys
import types
from functools import cache, partial
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.languages import en as english
from docutils.parsers.rst.languages import en as english_rst
from sphinx import search
from sphinx.application import Sphinx
from sphinx.util import logging

from pendamping import chapter, sphinx_search, sphinx_terms
from pendamping.explorable import MIME as FRAMES
from pendamping.explorable import size_of
from pendamping.load import Course, find_root, load
from pendamping.model.language import Term
from pendamping.reference import MIME
from pendamping.render import page
from pendamping.render.foreign import Vocabulary, marked
from pendamping.text import DEFAULT_LANG, LANGS, Lang
from pendamping.translate import leaves
from pendamping.wording import unstressed, words

logger = logging.getLogger(__name__)
HERE = Path(__file__).parent
GLOSSARY = "exercises/glossary.yaml"
_PICTURE = re.compile(r'<img(?= )(?![^>]* loading=)[^>]* src="[^"]*_images/([^"/]+\.svg)"')


@cache
def _course(root: Path) -> Course:
    return load(root)


@cache
def _vocabulary(root: Path) -> Vocabulary:
    """Return the words that the course uses in each language, but for those that it stresses."""
    pages, _unread = chapter.read(root)
    known: dict[Lang, set[str]] = {lang: set() for lang in LANGS}
    for leaf in leaves(_course(root), pages):
        for lang, side in leaf.sides.items():
            known[lang].update(words(unstressed(side.prose)))
    return known


def _lang(config: Any) -> Lang:
    return config.language if config.language in LANGS else DEFAULT_LANG


class ReferenceRenderer:
    """MyST-NB's renderer for what ``quiz(…)`` and ``vignette(…)`` leave in a page."""

    mime_priority_overrides: ClassVar = [("*", MIME, 0), ("*", FRAMES, 0)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """Turn a reference into HTML; a key that does not exist is a warning with its place."""
        if inline or data.mime_type not in (MIME, FRAMES):
            return None
        env = renderer.renderer.document.settings.env
        course = _course(find_root(Path(env.srcdir)))
        if data.mime_type == FRAMES:
            html = _explorable(course, env, data.content)
            return [nodes.raw(text=html, format="html", classes=["output", "pendamping"])]
        try:
            html, files = fragment(course, data.content, _lang(env.config))
        except KeyError as error:
            place = (env.docname, data.line)
            logger.warning("no question, set or case with the key %s", error, location=place)
            return []
        for name in files:
            env.note_dependency(str(course.root / name))
        if data.content["kind"] not in ("quiz", "vignette"):
            return [nodes.raw(text=html, format="html", classes=["output", "pendamping"])]
        shown_in(env).setdefault(env.docname, []).extend(_keys(course, data.content["keys"]))
        return [sphinx_search.played("", html=html)]


def fragment(course: Course, content: Any, lang: Lang) -> tuple[str, set[str]]:
    """Render a reference.

    Parameters
    ----------
    course : Course
        What the reference's keys name.
    content : mapping
        ``kind`` and ``keys``, as `pendamping.reference.Reference` leaves them.
    lang : {"id", "en"}
        Language of the page.

    Returns
    -------
    html : str
        A fragment.
    files : set of str
        The files it was made from, relative to the course folder, beside the words of the
        frame and the glossary, on which every page depends.

    Raises
    ------
    KeyError
        If a key is not known.
    """
    kind, keys = content["kind"], content["keys"]
    files: set[str] = set()
    if kind == "progress":
        return page.progress(course.interface, lang), files
    if kind == "glossary":
        return page.glossary(course.glossary.values(), lang), files
    if kind == "offline":
        files.add("exercises/modules.yaml")
        return page.offline(course.modules, course.interface, lang), files
    if kind == "vignette":
        files.add(course.files["vignette", keys[0]])
        return page.vignette(course.vignettes[keys[0]], course.interface, lang), files
    sets = [key for key in keys if key in course.sets]
    files |= {course.files["set", key] for key in sets}
    title = course.sets[sets[-1]].title.to(lang) if sets else None
    items = _keys(course, keys)
    files |= {course.files["item", item] for item in items}
    chosen = [course.items[item] for item in items]
    return page.quiz(chosen, course.interface, lang, title=title), files


def _keys(course: Course, keys: list[str]) -> list[str]:
    """Return keys with those of the questions in place of a set's."""
    sets = course.sets
    return [key for name in keys for key in (sets[name].items if name in sets else [name])]


def _explorable(course: Course, env: Any, content: Any) -> str:
    """Render an explorable and keep its frames for the end of the build."""
    frames_of(env).setdefault(env.docname, {}).update(content["files"])
    base = "../" * env.docname.count("/") + "_images/"
    frames = [(name, says) for name, says in content["frames"]]
    return page.explorable(
        content["controls"],
        frames,
        base,
        content["size"],
        course.interface,
        _lang(env.config),
    )


def frames_of(env: Any) -> dict[str, dict[str, str]]:
    """Return the pictures of explorables by page, which the environment carries."""
    if not hasattr(env, "pendamping_frames"):
        env.pendamping_frames = {}
    kept: dict[str, dict[str, str]] = env.pendamping_frames
    return kept


def shown_in(env: Any) -> dict[str, list[str]]:
    """Return the keys of questions and cases by page, which the environment carries."""
    if not hasattr(env, "pendamping_shown"):
        env.pendamping_shown = {}
    kept: dict[str, list[str]] = env.pendamping_shown
    return kept


def _forget_page(_app: Sphinx, env: Any, docname: str) -> None:
    frames_of(env).pop(docname, None)
    shown_in(env).pop(docname, None)


def _merge_pages(_app: Sphinx, env: Any, _docnames: list[str], other: Any) -> None:
    frames_of(env).update(frames_of(other))
    shown_in(env).update(shown_in(other))


def _write_frames(app: Sphinx, _error: Exception | None) -> None:
    folder = Path(app.outdir) / "_images"
    for files in frames_of(app.env).values():
        folder.mkdir(parents=True, exist_ok=True)
        for name, svg in files.items():
            (folder / name).write_text(svg, encoding="utf-8", newline="\n")


def _depend(app: Sphinx, _docname: str, _source: list[str]) -> None:
    """Read a page again when a word of its frame or a term in it changes."""
    course = _course(find_root(Path(app.srcdir)))
    for name in {course.files["word", word] for word in course.interface} | {GLOSSARY}:
        app.env.note_dependency(str(course.root / name))


def _explain(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Explain terms where a page first uses them; the page of the terms explains them all."""
    there = _page(app, "glossary")
    if there is None or docname == there:
        return
    course, lang = _course(find_root(Path(app.srcdir))), _lang(app.config)
    url = app.builder.get_relative_uri(docname, there)

    def note(term: Term, before: str, shown: str, after: str) -> str:
        return page.note(term, before, shown, after, url, course.interface, lang)

    sphinx_terms.mark(doctree, sphinx_terms.Finder(course.glossary.values(), lang), note)


def _twin(app: Sphinx, docname: str) -> str | None:
    """Return the docname of the same page in the other language, relative to this page."""
    lang = _lang(app.config)
    other = next(known for known in LANGS if known != lang)
    here = posixpath.dirname(docname)
    if docname.startswith(f"book/{lang}/"):  # one book alone has no twin beside it
        return None
    return posixpath.relpath(f"../{other}/{docname}", here or ".")


@cache
def _hash_of(name: str) -> str:
    """Return the hash of a style or script as a query: a page and its script are of one version."""
    file = next(f for f in (HERE / "theme/static" / name, HERE / "assets" / name) if f.is_file())
    return f"?v={hashlib.sha256(file.read_bytes()).hexdigest()[:8]}"


def _context(
    app: Sphinx, docname: str, _template: str, context: dict[str, Any], _doctree: Any
) -> None:
    lang = _lang(app.config)
    root = find_root(Path(app.srcdir))
    said = _course(root).interface
    frame = {
        k.removeprefix("frame-"): t.to(lang) for k, t in said.items() if k.startswith("frame-")
    }
    if "body" in context:
        body = marked(context["body"], lang, _vocabulary(root))
        context["body"] = _PICTURE.sub(partial(_in_its_place, app), body)
    twin = _twin(app, docname)
    front = _page(app, "safety")
    context.update(
        frame=frame,
        v=_hash_of,
        lang=lang,
        other_lang=next(known for known in LANGS if known != lang),
        other_url=f"{twin}.html" if twin else None,
        safety_page=front,
        offline_page=_page(app, "offline"),
    )
    if docname == "search":
        context["entries"] = _entries(app)


def _in_its_place(app: Sphinx, found: re.Match[str]) -> str:
    """Load a picture when the reader comes near, and keep its place free until then.

    Docutils would write the size as a style, which is stronger than the style sheet.
    """
    sources = {name: source for source, name in app.builder.images.items()}
    size = size_of((Path(app.srcdir) / sources[found[1]]).read_text(encoding="utf-8"))
    room = f' width="{size[0]}" height="{size[1]}"' if size else ""
    return f'<img loading="lazy"{room}{found[0].removeprefix("<img")}'


def _page(app: Sphinx, name: str) -> str | None:
    """Return the page of this name, in whichever folder."""
    return next((d for d in app.env.found_docs if posixpath.basename(d) == name), None)


def _entries(app: Sphinx) -> list[dict[str, str]]:
    """List what the search page finds beside pages."""
    places: dict[str, tuple[str, str]] = {}
    for docname, keys in sorted(shown_in(app.env).items()):
        place = app.builder.get_relative_uri("search", docname), app.env.titles[docname].astext()
        for key in keys:
            places.setdefault(key, place)
    terms = _page(app, "glossary")
    url = app.builder.get_relative_uri("search", terms) if terms else None
    course = _course(find_root(Path(app.srcdir)))
    return sphinx_search.entries(course, _lang(app.config), places, url)


def _prepare(app: Sphinx) -> None:
    """Let cells find the course, import its figures, and leave references."""
    root = find_root(Path(app.srcdir))
    os.environ["PENDAMPING_BUILD"] = "1"
    paths = [str(root), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    app.config.html_static_path.append(str(HERE / "assets"))


def _name_figures(_app: Sphinx, config: Any) -> None:
    """Write "Gambar 1", which Sphinx abbreviates.

    Once the environment has been loaded it is too late: every page would be read again.
    """
    named = "Gambar %s" if _lang(config) == "id" else "Figure %s"
    config.numfig_format = {**config.numfig_format, "figure": named}


def _forget(app: Sphinx) -> None:
    """Drop scripts and styles that extensions register; the theme names its own."""
    _course.cache_clear()
    _vocabulary.cache_clear()
    app.config.html_css_files.clear()
    app.config.html_js_files.clear()


def _teach_docutils() -> None:
    """Give docutils, which has no Indonesian, the few labels that a page can show."""
    labels = {"note": "Catatan", "tip": "Kiat", "warning": "Perhatian", "contents": "Isi"}
    for package, base in (
        ("docutils.languages", english),
        ("docutils.parsers.rst.languages", english_rst),
    ):
        module = types.ModuleType(f"{package}.id")
        module.__dict__.update({k: v for k, v in vars(base).items() if not k.startswith("__")})
        module.__dict__["labels"] = {**english.labels, **labels}
        sys.modules[module.__name__] = module


def _library_version() -> int:
    """Hash the library: pages that an older one rendered are rendered again."""
    seen = hashlib.sha256()
    for file in sorted(HERE.rglob("*.py")):
        seen.update(file.read_bytes())
    return int(seen.hexdigest()[:8], 16)


def _frame_version() -> str:
    """Hash the frame of the pages: Sphinx copies no script that changed when no page did."""
    seen = hashlib.sha256()
    for file in sorted([*(HERE / "theme").rglob("*"), *(HERE / "assets").iterdir()]):
        if file.is_file():
            seen.update(file.read_bytes())
    return seen.hexdigest()


def setup(app: Sphinx) -> dict[str, Any]:
    """Register theme, search language and hooks."""
    _teach_docutils()
    search.languages["id"] = sphinx_search.IndonesianSearch
    if "comments_config" not in app.config:
        # jupyter-book sets it for an extension that we leave out
        app.add_config_value("comments_config", {}, "")
    app.add_config_value("pendamping_drawn_by", "", "env")  # figures changed: read all again
    app.add_config_value("pendamping_frame", _frame_version(), "html")  # changed: write all again
    app.add_html_theme("pendamping", str(HERE / "theme"))
    app.add_node(sphinx_terms.explained, html=(sphinx_terms.visit, None))
    app.add_node(sphinx_search.played, html=(sphinx_search.visit, None))
    app.connect("config-inited", _name_figures, priority=900)  # after Sphinx, which has 800
    app.connect("builder-inited", _prepare)
    app.connect("builder-inited", _forget)
    app.connect("source-read", _depend)
    app.connect("doctree-resolved", _explain)
    app.connect("html-page-context", _context)
    app.connect("env-purge-doc", _forget_page)
    app.connect("env-merge-info", _merge_pages)
    app.connect("build-finished", _write_frames)
    return {
        "version": "1",
        "env_version": _library_version(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
