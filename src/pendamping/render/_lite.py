"""The page that opens first where chapters are live notebooks: what is alive, and the chapters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from pendamping.render._markup import Words, word
from pendamping.text import LANGS, Lang

# names in other programs, the same in both languages
NAMES = {
    "{run}": "Run → Run All Cells",
    "{download}": "File → Download",
    "{made}": "JupyterLite (BSD-3-Clause), Pyodide (MPL-2.0)",
}
# the module's title, then address and title of each chapter
Shelf = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def lite(shelves: Mapping[Lang, Shelf], words: Words, *, megabytes: int, draws: bool) -> str:
    """Render the page; see `pendamping.render.page.lite`."""
    head = (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'self'; base-uri 'none'; form-action 'none'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<title>Pendampingan</title><link rel="stylesheet" href="site.css">'
    )
    halves = {lang: _half(shelves[lang], words, lang, megabytes, draws) for lang in LANGS}
    parts = "".join(f'<div lang="{lang}" id="{lang}">{halves[lang]}</div>' for lang in LANGS)
    # every page of JupyterLite reads this element of the first one
    settings = '<script id="jupyter-config-data" type="application/json">{}</script>'
    links = "".join(
        f'<li><a href="#{lang}" lang="{lang}">{word(words, "lite-language", lang)}</a></li>'
        for lang in LANGS
    )
    body = f'<nav class="contents"><ul>{links}</ul></nav><main>{parts}</main>'
    return f'{head}{settings}</head><body><div class="page">{body}</div></body></html>\n'


def note(words: Words, lang: Lang) -> str:
    """Return what stands above every notebook; see `pendamping.render.page.lite_note`."""
    return _named(words["lite-note"].to(lang).strip())


def _named(said: str) -> str:
    for mark, name in NAMES.items():
        said = said.replace(mark, name)
    return said


def _half(shelf: Shelf, words: Words, lang: Lang, megabytes: int, draws: bool) -> str:
    keys = ["lite-what", "lite-how", "lite-alive", "lite-draws" if draws else "lite-draws-not"]
    keys += ["lite-size", "lite-forgets", "pack-draft", "lite-made-with"]
    said = "".join(f"<p>{_named(word(words, key, lang))}</p>" for key in keys)
    said = said.replace("{n}", str(megabytes))
    level = "h1" if lang == LANGS[0] else "h2"
    title = f"<{level}>{word(words, 'lite-title', lang)}</{level}>"
    return title + said + "".join(_modules(shelf, level))


def _modules(shelf: Shelf, above: str) -> Iterable[str]:
    level = "h2" if above == "h1" else "h3"
    for module, chapters in shelf:
        rows = "".join(
            f'<li><a href="{escape(at)}">{escape(title)}</a></li>' for at, title in chapters
        )
        yield f"<{level}>{escape(module)}</{level}><ul>{rows}</ul>"
