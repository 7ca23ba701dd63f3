"""Questions, cases and the progress panel as HTML fragments of a page.

The same fragments stand in a static page and in a notebook's widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from pendamping.model.course import Module
from pendamping.model.item import Item
from pendamping.model.language import Term
from pendamping.model.vignette import Vignette
from pendamping.render import _case, _explorable, _glossary, _lite, _offline, _question
from pendamping.render._markup import Words, script_words, word
from pendamping.text import LANGS, Lang

QUIZ_WORDS = ("incomplete", "storage-refused", "record-newer", "sure-and-wrong")
# what the script says of an answer; a page carries the words of its own kinds alone
KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "single": ("right-single", "wrong-single"),
    "multiple": ("said-multiple",),
    "order": ("said-order", "incomplete-order"),
    "match": ("said-match",),
    "cloze": ("said-cloze",),
    "judgement": ("said-judgement", "you-said", "scale-1", "scale-2", "scale-3", "scale-4"),
    "reflect": ("note-kept",),
}
PROGRESS_WORDS = (
    "progress-none",
    "progress-some",
    "export-name",
    "export-done",
    "import-done",
    "import-not-json",
    "import-not-ours",
    "import-too-big",
    "import-newer",
    "import-broken",
    "cleared",
    "undone",
    "storage-refused",
    "record-newer",
)


def quiz(items: Sequence[Item], words: Words, lang: Lang, *, title: str | None = None) -> str:
    """Render questions.

    Parameters
    ----------
    items : sequence of Item
        The questions, in order.
    words : mapping of str to Text
        Words of the page.
    lang : {"id", "en"}
        Language.
    title : str, optional
        Name of the set.

    Returns
    -------
    str
        A section with one form for each question.
    """
    kinds = dict.fromkeys(item.kind for item in items)
    needed = (*QUIZ_WORDS, *(key for kind in kinds for key in KIND_WORDS[kind]))
    said = script_words(words, needed, lang)
    if len(items) == 1 and title is None:  # it carries its own name and tag
        return f'<div class="pd-quiz" {said}>{_question.question(items[0], words, lang)}</div>'
    forms = "".join(_question.question(item, words, lang, n) for n, item in enumerate(items, 1))
    name = escape(title.strip() if title else words["questions"].to(lang).strip())
    drafts = any(item.scored and item.review == "draft" for item in items)
    label = f'<p class="pd-draft">{word(words, "keys-are-draft", lang)}</p>' if drafts else ""
    return (
        f'<section class="pd-quiz" aria-label="{name}" {said}>'
        f'<p class="pd-title">{name}</p>{forms}{label}</section>'
    )


def vignette(case: Vignette, words: Words, lang: Lang) -> str:
    """Render a branching case as a section; see `quiz` for the parameters."""
    return _case.case(case, words, lang)


def explorable(
    controls: Sequence[dict[str, Any]],
    frames: Sequence[tuple[str, str]],
    base: str,
    size: Sequence[int] | None,
    words: Words,
    lang: Lang,
) -> str:
    """Render a figure that the reader can move.

    Parameters
    ----------
    controls : sequence of mapping
        ``label``, ``values`` as written, ``start``, for each slider.
    frames : sequence of (str, str)
        File name and sentence of each combination, the last control changing fastest.
    base : str
        Where the page finds the files, with a slash at its end.
    size : sequence of int, optional
        Width and height of a frame; their ratio keeps its place free.
    words : mapping of str to Text
        Words of the page.
    lang : {"id", "en"}
        Language.

    Returns
    -------
    str
        A fragment.
    """
    return _explorable.explorable(controls, frames, base, size, words, lang)


def progress(words: Words, lang: Lang) -> str:
    """Render the panel that exports, imports and clears what the browser keeps."""

    def said(key: str) -> str:
        return word(words, key, lang)

    return (
        f'<section class="pd-progress" data-progress aria-label="{said("progress")}"'
        f" {script_words(words, PROGRESS_WORDS, lang)}>"
        f'<p class="pd-nojs">{said("progress-needs-script")}</p>'
        f'<div class="pd-js"><p data-count></p><div class="pd-buttons">'
        f'<button type="button" data-act="export">{said("export")}</button></div>'
        f'<p><label for="pd-import">{said("import")}</label><br>'
        f'<input type="file" id="pd-import" accept=".json,application/json"></p>'
        f'<div class="pd-buttons"><button type="button" data-act="clear">{said("clear")}</button>'
        f'<button type="button" data-act="undo" hidden>{said("undo")}</button></div>'
        f'<div class="pd-status" role="status" aria-live="polite"></div></div></section>'
    )


def offline(modules: Mapping[str, Module], words: Words, lang: Lang) -> str:
    """Render the panel that saves a module or the whole course for the time offline."""
    return _offline.offline(modules, words, lang)


def glossary(terms: Iterable[Term], lang: Lang) -> str:
    """Render the terms of the course, sorted in a language, each with its twin."""
    return _glossary.glossary(terms, lang)


def note(
    term: Term, before: str, shown: str, after: str, page: str, words: Words, lang: Lang
) -> str:
    """Render a word of a text as a button that opens what the glossary says of it.

    Parameters
    ----------
    term : Term
    before, shown, after : str
        The word as it stands in the text, and the marks on both sides that stay on its line.
    page : str
        Where the page of the glossary is.
    words : mapping of str to Text
        Words of the page.
    lang : {"id", "en"}
        Language.

    Returns
    -------
    str
        Phrasing content: needs no script, and is the word alone where notes cannot open.
    """
    return _glossary.note(term, before, shown, after, page, words, lang)


def readme(
    words: Words, single: Mapping[Lang, str], prints: Mapping[Lang, Mapping[str, str]]
) -> str:
    """Render the page that lies on top of the packed course, in all languages.

    Parameters
    ----------
    words : mapping of str to Text
        Words of the page.
    single : mapping of str to str
        By language: the address of the course in one file.
    prints : mapping of str to mapping
        By language: the address of each print file, and its title.

    Returns
    -------
    str
        A whole page.
    """
    parts = []
    for lang in LANGS:
        title = word(words, "pack-title", lang)
        rest = "".join(
            f"<p>{word(words, key, lang)}</p>"
            for key in ("pack-how", "pack-android", "pack-answers", "pack-draft")
        )
        ways = {f"{lang}/index.html": "pack-open", single[lang]: "pack-one"}
        links = "".join(
            f'<p><a href="{way}">{word(words, key, lang)}</a></p>' for way, key in ways.items()
        )
        sheets = "".join(
            f'<li><a href="{escape(href)}">{escape(name)}</a></li>'
            for href, name in prints.get(lang, {}).items()
        )
        print_ = (
            f"<h2>{word(words, 'pack-print', lang)}</h2>"
            f"<p>{word(words, 'pack-print-how', lang)}</p><ul>{sheets}</ul>"
        )
        parts.append(
            f'<div lang="{lang}"><h1>{title}</h1>{links}{rest}{print_ if sheets else ""}</div>'
        )
    head = (
        '<!doctype html><html lang="id"><meta charset="utf-8"><title>Pendampingan</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<link rel="stylesheet" href="id/_static/site.css">'
    )
    return f'{head}<body><div class="page"><main>{"".join(parts)}</main></div>'


def lite(shelves: Mapping[Lang, _lite.Shelf], words: Words, *, megabytes: int, draws: bool) -> str:
    """Render the page that opens first where chapters are live notebooks, in all languages.

    Parameters
    ----------
    shelves : mapping of Lang to sequence
        For each language, the title of each module with address and title of its chapters.
    words : mapping of str to Text
        Words of the page.
    megabytes : int
        What a browser fetches the first time.
    draws : bool
        Whether figures are alive.

    Returns
    -------
    str
        A whole page.
    """
    return _lite.lite(shelves, words, megabytes=megabytes, draws=draws)


def lite_note(words: Words, lang: Lang) -> str:
    """Return the plain text that stands above every chapter that is a live notebook."""
    return _lite.note(words, lang)
