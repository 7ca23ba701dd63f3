"""The list of references, ``book/references.bib``, with the position of every entry and field.

The only importer of pybtex.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pybtex.database.input.bibtex import LowLevelParser, month_names
from pybtex.scanner import PybtexSyntaxError

from pendamping.source import Diagnostic, Position, diagnose, position, read_text

PATH = "book/references.bib"

# one of each of these has to be there
_NEEDED = {
    "author": ("author", "editor"),
    "title": ("title",),
    "year": ("year",),
    "where": (
        *("journal", "howpublished", "publisher", "institution", "organization"),
        *("booktitle", "school"),
    ),
    "address": ("url", "doi"),
}
_YEAR = re.compile(r"[12][0-9]{3}")
_UNDATED = "n.d."
# what somebody writes who did not know; a title may hold such words
_NOBODY_KNOWS = re.compile(
    r"\bnot (?:shown|seen|stated|given|known|found|available)\b|\bunknown\b|\b(?:TODO|TBC|TBD)\b"
    r"|\?\?|\btidak (?:diketahui|disebut|tercantum|ada)\b",
    re.IGNORECASE,
)
_MAY_HOLD_THEM = {"title", "booktitle", "url", "doi", "abstract"}


@dataclass(frozen=True)
class Entry:
    """One reference.

    Attributes
    ----------
    key : str
        What a citation names.
    position : (int, int)
        Where its key stands.
    fields : dict of str to str
        Its fields, names in lower case, without the braces that guard capitals.
    places : dict of str to (int, int)
        Where each field stands.
    """

    key: str
    position: Position
    fields: dict[str, str] = field(default_factory=dict)
    places: dict[str, Position] = field(default_factory=dict)

    def gaps(self) -> Iterator[tuple[str, Position]]:
        """Yield each field that is missing or that owns up to not knowing, and a place for it."""
        for what, names in _NEEDED.items():
            if not any(self.fields.get(name) for name in names):
                yield what, self.position
        year = self.fields.get("year")
        # a page without a date says so, and then when it was read
        if year == _UNDATED and not self.fields.get("urldate"):
            yield "urldate", self.places["year"]
        elif year and year != _UNDATED and not _YEAR.fullmatch(year):
            yield "year", self.places["year"]
        for name, value in self.fields.items():
            guess = _NOBODY_KNOWS.search(value)
            if guess and (guess[0] == value or name not in _MAY_HOLD_THEM):
                yield name, self.places[name]

    def says(self) -> str:
        """Return the reference in one line, for people who look at a report."""
        told = [self.fields.get(name, "–") for name in ("author", "year", "title")]
        author = re.sub(r"\s+and\s+", "; ", told[0])
        return f"{author} ({told[1]}). {told[2]}"


@dataclass(frozen=True)
class Bibliography:
    """All references by key; `entries` is None if there is no reading the file."""

    entries: dict[str, Entry] | None
    findings: tuple[Diagnostic, ...] = ()


def read(root: Path) -> Bibliography:
    """Read the list of references.

    Parameters
    ----------
    root : Path
        The course folder.

    Returns
    -------
    Bibliography
        Without entries if there is no file; with None for them if it cannot be read, as one
        wrong brace may hide the rest.
    """
    file = root / PATH
    if not file.exists():
        return Bibliography({})
    text, found = read_text(file, PATH)
    if text is None:
        return Bibliography(None, tuple(found))
    entries, wrong = parse(text)
    return Bibliography(entries, (*found, *wrong))


def parse(text: str) -> tuple[dict[str, Entry] | None, list[Diagnostic]]:
    """Parse BibTeX into entries by key, or None for them, and what is wrong."""
    errors: list[PybtexSyntaxError] = []
    parser = LowLevelParser(text, macros=dict(month_names), handle_error=errors.append)
    entries: dict[str, Entry] = {}
    findings: list[Diagnostic] = []
    for command, content in ((part[0].lower(), part[1:]) for part in parser):
        if command in ("string", "preamble") or errors:
            continue
        key, fields = content[0]
        began: int = parser.command_start
        entry = _entry(text, began, text[began : parser.pos], key, fields)
        if key in entries:
            findings.append(diagnose(PATH, entry.position, "L018", key=key, other=PATH))
        else:
            entries[key] = entry
    if not errors:
        return entries, findings
    # what follows the first error may only seem to be wrong
    at = min(errors[0].error_context_info[-1], len(text))
    problem = str(errors[0].args[0])
    return None, [diagnose(PATH, position(text, at), "L095", problem=problem)]


def _entry(
    text: str, began: int, said: str, key: str, fields: list[tuple[str, list[str]]]
) -> Entry:
    at = said.index(key, min(said.find(sign) % len(said) for sign in "{("))
    entry = Entry(key, position(text, began + at))
    at += len(key)
    for name, parts in fields:
        stands = re.compile(rf"(?<![\w-]){re.escape(name)}\s*=").search(said, at)
        at = stands.start() if stands else at
        value = "".join(parts).replace("{", "").replace("}", "")
        entry.places[name.lower()] = position(text, began + at)
        entry.fields[name.lower()] = " ".join(value.split())
    return entry
