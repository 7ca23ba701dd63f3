"""Chapters to notebooks: plain Markdown, and cells that find the course."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import nbformat
from myst_nb.core.read import read_myst_markdown_notebook

from pendamping.bibliography import Entry
from pendamping.chapter import ANCHOR, CITE, Page
from pendamping.render.page import lite_note
from pendamping.text import Lang, Text

DRAWS = re.compile(r"\bbook\.figures\b|\.path\(\)")
_COMMENT = re.compile(r"^%.*\n?", re.MULTILINE)
_BOX = re.compile(
    r"^:::\{admonition\} (?P<title>[^\n]+)\n(?::[^\n]*\n)*(?P<inner>.*?)^:::$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<way>(?:\.\./)?)(?P<name>[\w/-]+)\.md\)")
KERNEL = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}


@dataclass(frozen=True)
class Writer:
    """What all notebooks of a site share.

    Attributes
    ----------
    shipped : frozenset of str
        Names of the chapters that are there; a link to another one is plain text.
    entries : mapping of str to Entry
        The references.
    words : mapping of str to Text
        The words of the page.
    course : str
        Where the course lies in the browser's file system.
    draws : bool
        Whether there is a matplotlib; if not, words stand where a figure would.
    """

    shipped: frozenset[str]
    entries: Mapping[str, Entry]
    words: Mapping[str, Text]
    course: str
    draws: bool

    def notebook(self, page: Page) -> str:
        """Return a chapter as the JSON of a notebook."""
        cells = [nbformat.v4.new_markdown_cell(f"> {lite_note(self.words, page.lang)}", id="note")]
        for number, cell in enumerate(read_myst_markdown_notebook(page.text or "").cells):
            draws = cell.cell_type == "code" and DRAWS.search(cell.source)
            if cell.cell_type == "markdown":
                made = nbformat.v4.new_markdown_cell(self.plain(cell.source, page))
            elif draws and not self.draws:
                shown = cell.metadata.get("mystnb", {})
                alt, caption = shown.get("image", {}), shown.get("figure", {})
                said = f"{alt.get('alt', '')}\n\n{caption.get('caption', '')}"
                where = f"*{self._word('lite-figure', page.lang)}*"
                made = nbformat.v4.new_markdown_cell(f"{self.plain(said, page)}\n\n{where}".strip())
            else:
                # no magic: Pyodide reads a cell's imports to know what it must load
                first = f'import os; os.chdir("{self.course}/book/{page.lang}")\n'
                first += "import matplotlib\n" if draws else ""
                made = nbformat.v4.new_code_cell(first + cell.source)
            made["id"] = f"cell-{number}"  # the same file from the same chapter
            cells.append(made)
        metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
        return str(nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata=metadata)))

    def plain(self, text: str, page: Page) -> str:
        """Turn a chapter's MyST into Markdown that every notebook shows."""
        text = _COMMENT.sub("", ANCHOR.sub("", text))
        text = _BOX.sub(_quoted, text)
        text = CITE.sub(lambda cite: self._cited(cite[1], page.lang), text)
        return _LINK.sub(lambda link: self._link(link, page), text).strip()

    def _word(self, key: str, lang: Lang) -> str:
        return self.words[key].to(lang).strip()

    def _link(self, link: re.Match[str], page: Page) -> str:
        folder = page.name.rpartition("/")[0]
        name = link["name"] if link["way"] else f"{folder}/{link['name']}"
        if f"{name}.md" not in self.shipped:
            return link["text"]
        return f"[{link['text']}]({link['way']}{link['name']}.ipynb)"

    def _cited(self, keys: str, lang: Lang) -> str:
        return f"({'; '.join(self._source(key.strip(), lang) for key in keys.split(','))})"

    def _source(self, key: str, lang: Lang) -> str:
        """Return author and year, as running text names a source."""
        fields = self.entries[key].fields
        who = fields.get("author") or fields.get("editor") or key
        names = [name.split(",")[0] for name in re.split(r"\s+and\s+", who)]
        if len(names) > 2:
            names = [f"{names[0]} {self._word('lite-others', lang)}"]
        return f"{' & '.join(names)}, {fields.get('year', '')}"


def _quoted(box: re.Match[str]) -> str:
    said = f"**{box['title']}**\n\n{box['inner'].strip()}"
    return "\n".join(f"> {line}".rstrip() for line in said.splitlines())
