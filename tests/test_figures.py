"""Every figure of the chapters, in both languages; the numbers that they compute."""

from __future__ import annotations

import inspect
import re

import book.figures as figures
import pytest
from book.figures.overlap import above, overlap, pairs, shared
from book.figures.screen import predictive, screen
from book.figures.style import number

STILL = [
    n for n in figures.__all__ if [*inspect.signature(getattr(figures, n)).parameters] == ["lang"]
]


@pytest.mark.parametrize("name", STILL)
def test_a_figure_speaks_both_languages_and_is_the_same_every_time(name: str) -> None:
    draw = getattr(figures, name)
    first, again, other = (draw(lang)._repr_svg_() for lang in ("id", "id", "en"))
    assert first == again
    assert first != other
    assert "<text" in first  # words stay words
    assert len(first) < 60_000


def test_the_known_marks_of_overlap() -> None:
    # Cohen 1988, table 2.2.1: U3 and overlap of two normal curves
    assert [above(d) for d in (0, 0.5, 0.8)] == [50, 69, 79]
    assert [shared(d) for d in (0, 0.5, 0.8)] == [100, 80, 69]
    assert [pairs(d) for d in (0, 0.22, 0.49)] == [50, 56, 64]


def test_a_screen_agrees_with_its_source() -> None:
    # Mat Salleh 2020: sensitivity 0.81, specificity 0.65, PPV 0.31 where 16 of 100 have it
    seen = predictive(0.16, 0.81, 0.65)
    assert {key: round(value) for key, value in seen.items()} == {
        "above": 42,
        "hits": 13,
        "missed": 3,
        "real": 31,
    }
    assert predictive(0, 0.8, 1)["real"] == 0


def test_a_moved_figure_says_its_numbers() -> None:
    assert "0,22" in overlap("id", d=0.22).says
    assert "0.22" in overlap("en", d=0.22).says
    said = screen("en", tool=("A", 0.81, 0.65), prevalence=0.16).says
    assert [int(n) for n in re.findall(r"\d+", said)] == [16, 100, 42, 100, 13, 3, 100, 31]


@pytest.mark.parametrize(
    ("value", "lang", "written"),
    [(18.8, "id", "18,8"), (18.8, "en", "18.8"), (8.0, "id", "8"), (100, "en", "100")],
)
def test_numbers_are_written_as_the_language_does(value: float, lang: str, written: str) -> None:
    assert number(value, lang) == written
