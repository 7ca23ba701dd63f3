from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendamping import bibliography
from pendamping.check import evidence
from pendamping.load import load
from pendamping.source import Diagnostic


def bib(folder: Path, text: str) -> bibliography.Bibliography:
    (folder / "book" / "references.bib").write_text(text, encoding="utf-8")
    return bibliography.read(folder)


def test_entries_and_positions(folder: Path) -> None:
    read = bib(
        folder,
        '% a note\n@string{who = "WHO"}\n@comment{x}\n@preamble{"y"}\n'
        "@misc{misc,\n  Author = who # { and } # {{A {B}}},\n"
        '  title="T: title = {x}",\n  year = 2020, month = jan,\n}\n@book(b1, year = {1999})\n',
    )
    assert read.findings == ()
    assert read.entries is not None
    first = read.entries["misc"]
    assert first.position == (5, 7)
    assert first.fields == {
        "author": "WHO and A B",
        "title": "T: title = x",
        "year": "2020",
        "month": "January",
    }
    places = {"author": (6, 3), "title": (7, 3), "year": (8, 3), "month": (8, 16)}
    assert first.places == places
    assert first.says() == "WHO; A B (2020). T: title = x"
    assert read.entries["b1"].position == (10, 7)


GOOD = {"author": "A", "title": "T", "year": "2020", "journal": "J", "doi": "10.1/x"}


@pytest.mark.parametrize(
    ("change", "gaps"),
    [
        ({}, []),
        ({"author": "", "editor": "E"}, []),
        ({"author": "  "}, ["author"]),
        ({"title": ""}, ["title"]),
        ({"year": ""}, ["year"]),
        ({"year": "c. 2020"}, ["year"]),
        ({"year": "20201"}, ["year"]),
        ({"year": "n.d."}, ["urldate"]),
        ({"year": "n.d.", "urldate": "2026-11-20"}, []),
        ({"journal": ""}, ["where"]),
        ({"journal": "", "institution": "I"}, []),
        ({"doi": ""}, ["address"]),
        ({"doi": "", "url": "https://example.org"}, []),
        ({"journal": "Volume not shown"}, ["journal"]),
        ({"note": "Tahun tidak diketahui"}, ["note"]),
        ({"note": "pages ??"}, ["note"]),
        ({"title": "What is not known about men"}, []),
        ({"title": "not known"}, ["title"]),
        ({"note": "Notable, known to all"}, []),
    ],
)
def test_gaps(folder: Path, change: dict[str, str], gaps: list[str]) -> None:
    fields = GOOD | change
    read = bib(
        folder, "@misc{k,\n" + "".join(f" {n} = {{{v}}},\n" for n, v in fields.items()) + "}"
    )
    assert read.entries is not None
    assert [what for what, _ in read.entries["k"].gaps()] == gaps


def test_a_key_that_stands_twice(folder: Path) -> None:
    read = bib(folder, "@misc{a, year = 1}\n@misc{a, year = 2}\n")
    assert [(f.line, f.column, f.code) for f in read.findings] == [(2, 7, "L018")]
    assert read.entries is not None
    assert read.entries["a"].fields == {"year": "1"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("@misc{a, year 2011}", (1, 15)),
        ("@misc{a, year = {2011}\n\n@misc{b, year = 2}", (3, 1)),
        ("@misc{a, title = {{x}", (1, 22)),
        ("@misc{a, title = nobody}", (1, 24)),
        ("@misc{", (1, 7)),
        ("@", (1, 2)),
        ("@misc{a, title = " + "{" * 500, (1, 120)),
    ],
)
def test_bad_references(folder: Path, text: str, place: tuple[int, int]) -> None:
    read = bib(folder, text)
    assert read.entries is None
    assert [(f.path, f.line, f.column, f.code) for f in read.findings] == [
        ("book/references.bib", *place, "L095")
    ]
    # nothing else is said about references that nobody can read
    assert {f.code for f in evidence.findings(load(folder))} == {"L095"}


@given(st.text(alphabet='@{}(),="#\\%a1 \nmisc', max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    entries, findings = bibliography.parse(text)
    assert (entries is None) == any(f.code == "L095" for f in findings)
    assert all(isinstance(f, Diagnostic) and f.line >= 1 and f.column >= 1 for f in findings)
    for entry in (entries or {}).values():
        lines = text.split("\n")
        for line, column in (entry.position, *entry.places.values()):
            assert 1 <= column <= len(lines[line - 1]) + 1
