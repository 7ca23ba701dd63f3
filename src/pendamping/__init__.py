"""Questions and branching cases of a course, in a page and in a live notebook.

>>> from pendamping import quiz, vignette
>>> quiz("m05-tonight")                       # doctest: +SKIP
>>> case = vignette("four-years-at-sea")      # doctest: +SKIP
>>> case.path()                               # doctest: +SKIP
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pendamping.reference import Reference

if TYPE_CHECKING:
    from pendamping.explorable import Draw, Explorable
    from pendamping.text import Lang
    from pendamping.widget import CaseWidget, ExploreWidget, QuizWidget

__all__ = ["explore", "glossary", "offline", "progress", "quiz", "vignette"]


def _building() -> bool:
    return os.environ.get("PENDAMPING_BUILD") == "1"


def quiz(*keys: str, lang: Lang | None = None) -> Reference | QuizWidget:
    """Show questions.

    Parameters
    ----------
    *keys : str
        Keys of questions or of sets.
    lang : {"id", "en"}, optional
        Language; by default that of the chapter's folder, else Indonesian.

    Returns
    -------
    QuizWidget or Reference
        In a live notebook a widget whose ``answers`` and ``scores`` the next cell can
        use; while a page is built, a reference.

    Raises
    ------
    KeyError
        If there is no such question or set (live notebook).
    """
    if _building():
        return Reference("quiz", keys)
    from pendamping import widget  # heavy, and only a live notebook needs it

    return widget.quiz(keys, lang)


def vignette(key: str, *, lang: Lang | None = None) -> Reference | CaseWidget:
    """Show a branching case.

    Parameters
    ----------
    key : str
        Key of the case.
    lang : {"id", "en"}, optional
        Language; by default that of the chapter's folder, else Indonesian.

    Returns
    -------
    CaseWidget or Reference
        In a live notebook a widget with ``state`` and ``path()``; while a page is
        built, a reference.

    Raises
    ------
    KeyError
        If there is no such case (live notebook).
    """
    if _building():
        return Reference("vignette", (key,))
    from pendamping import widget

    return widget.vignette(key, lang)


def explore(
    figure: Draw,
    *,
    lang: Lang | None = None,
    start: Mapping[str, Any] | None = None,
    **controls: Sequence[Any],
) -> Explorable | ExploreWidget:
    """Show a figure that the reader can move.

    Parameters
    ----------
    figure : callable
        A figure of the chapters: ``figure(lang, **values)``.
    lang : {"id", "en"}, optional
        Language; by default that of the chapter's folder, else Indonesian.
    start : mapping of str to value, optional
        The position of a control that is shown first.
    **controls : sequence
        The positions of each control, by parameter of the figure.

    Returns
    -------
    ExploreWidget or Explorable
        In a live notebook sliders that redraw the figure; while a page is built, all its
        frames, which the page shows behind native sliders.

    Raises
    ------
    ValueError
        If there is nothing to move, or far too much.

    Examples
    --------
    >>> explore(overlap, d=[0, 0.22, 0.49, 1], start={"d": 0.22})  # doctest: +SKIP
    """
    from pendamping.explorable import make
    from pendamping.load import language_here

    made = make(figure, lang or language_here(), controls, start)
    if _building():
        return made
    from pendamping import widget

    return widget.explore(made)


def progress() -> Reference:
    """Show the panel with which a learner exports, imports and clears what is kept.

    Returns
    -------
    Reference
        The panel exists on built pages only: a notebook keeps its answers itself.
    """
    return Reference("progress")


def offline() -> Reference:
    """Show the panel with which a learner saves the course for the time without a network.

    Returns
    -------
    Reference
        The panel exists on built pages only.
    """
    return Reference("offline")


def glossary() -> Reference:
    """Show the terms of the course with one sentence each.

    Returns
    -------
    Reference
        The list exists on built pages only.
    """
    return Reference("glossary")
