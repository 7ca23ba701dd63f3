"""A figure that a reader can move: pre-drawn frames on a page, live sliders in a notebook.

One cell makes both. On the page nothing is computed: each position of the controls is a
picture that was drawn while the page was built, and a sentence that says the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Protocol

from pendamping.text import Lang

MIME = "application/vnd.pendamping.explorable+json"
MAX_FRAMES = 60
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def size_of(svg: str) -> list[int] | None:
    """Return the size of a picture, so that a page can keep its place free."""
    box = _BOX.search(svg)
    return [round(float(n)) for n in box.groups()] if box else None


class Frame(Protocol):
    """What a figure function returns for `explore`."""

    says: str

    def _repr_svg_(self) -> str: ...


Draw = Callable[..., Frame]


@dataclass(frozen=True)
class Control:
    """One thing that the reader can move.

    Attributes
    ----------
    name : str
        Name of the figure function's parameter.
    label : str
        What the reader sees.
    values : tuple of (value, str)
        Each position and how it is written.
    start : int
        Index of the position shown first.
    """

    name: str
    label: str
    values: tuple[tuple[Any, str], ...]
    start: int


@dataclass(frozen=True)
class Explorable:
    """A figure function and its controls."""

    draw: Draw
    lang: Lang
    controls: tuple[Control, ...]

    def frame(self, *positions: int) -> Frame:
        """Draw the figure at a position of each control."""
        chosen = {
            control.name: control.values[at][0]
            for control, at in zip(self.controls, positions, strict=True)
        }
        return self.draw(self.lang, **chosen)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        positions = product(*(range(len(c.values)) for c in self.controls))
        drawn = [(shown._repr_svg_(), shown.says) for shown in (self.frame(*p) for p in positions)]
        # one hash for all: forty of their own would weigh as much as the sentences
        stem = hashlib.sha256("".join(svg for svg, _ in drawn).encode()).hexdigest()[:16]
        numbers = {svg: at for at, svg in enumerate(dict.fromkeys(svg for svg, _ in drawn))}
        files = {f"{stem}-{at}.svg": svg for svg, at in numbers.items()}
        frames = [[f"{stem}-{numbers[svg]}.svg", says] for svg, says in drawn]
        controls = [
            {"label": c.label, "values": [text for _, text in c.values], "start": c.start}
            for c in self.controls
        ]
        said = "\n".join(says for _, says in frames)
        bundle = {
            "controls": controls,
            "frames": frames,
            "files": files,
            "size": size_of(drawn[0][0]),
        }
        return {MIME: bundle, "text/plain": said}


def make(
    draw: Draw,
    lang: Lang,
    controls: Mapping[str, Sequence[Any]],
    start: Mapping[str, Any] | None = None,
) -> Explorable:
    """Check what an author asked for and make an explorable of it.

    Parameters
    ----------
    draw : callable
        ``draw(lang, **values)`` returns a picture with ``says``, a sentence. Its attribute
        ``labels`` maps a parameter to its label in each language; its attribute ``writes``,
        if it has one, is a function of parameter, value and language that returns words.
    lang : {"id", "en"}
        Language.
    controls : mapping of str to sequence
        The positions of each control.
    start : mapping of str to value, optional
        The position of a control that is shown first; else its first.

    Returns
    -------
    Explorable

    Raises
    ------
    ValueError
        If there is no control, a control has fewer than two positions, `start` names a
        position that is not there, or there would be more than 60 frames.
    """
    start = start or {}
    made, frames = [], 1
    for name, values in controls.items():
        first = start.get(name, values[0]) if values else None
        if len(values) < 2 or first not in values:
            raise ValueError(f"{name} needs at least two positions, the first shown among them")
        frames *= len(values)
        words = getattr(draw, "writes", lambda _name, value, _lang: str(value))
        written = tuple((value, words(name, value, lang)) for value in values)
        label = getattr(draw, "labels", {}).get(name, {}).get(lang, name)
        made.append(Control(name, label, written, list(values).index(first)))
    if not made or not start.keys() <= controls.keys():
        raise ValueError("explore needs something to move, such as d=[0, 0.2, 0.5]")
    if frames > MAX_FRAMES:
        raise ValueError(f"{frames} frames are too many for a page; at most {MAX_FRAMES}")
    return Explorable(draw, lang, tuple(made))
