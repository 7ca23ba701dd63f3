"""What the figures share: a calm style, and numbers as each language writes them."""

from __future__ import annotations

import io
import re

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

INK, MUTED, GRID = "#1F2A30", "#4C5A62", "#D9D5CB"
SEA, SEA_TINT, DUSK, DUSK_TINT = "#0B6170", "#E6F1F2", "#4B4A8F", "#EEEDF7"
AMBER, AMBER_TINT, PAPER = "#875300", "#FBF1DE", "#F8F6F1"

# words stay words in the picture's file: small, sharp at any size, found by search
RC = {
    "svg.fonttype": "none",
    "svg.hashsalt": "pendampingan",
    "font.size": 10.5,
    "font.family": "sans-serif",
    "text.color": INK,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "figure.facecolor": "white",
}
# matplotlib writes six decimals of a point; no label of ours has four
_LONG = re.compile(r"-?\d+\.\d{4,}")
_NOTHING = dict.fromkeys(("Creator", "Date", "Format", "Type"))


class Picture:
    """A finished figure that a notebook and a page show as SVG, each byte the same every time."""

    def __init__(self, figure: Figure, says: str = "") -> None:
        self.figure = figure
        self.says = says  # the same in a sentence, where a figure can be moved
        plt.close(figure)  # the notebook shows what the cell returns, once

    def _repr_svg_(self) -> str:
        out = io.StringIO()
        with plt.rc_context(RC):
            self.figure.savefig(out, format="svg", metadata=_NOTHING)
        return _LONG.sub(lambda length: f"{float(length[0]):.1f}", out.getvalue())


def number(value: float, lang: str, digits: int = 1) -> str:
    """Write a number as the language does: 18,8 in Indonesian, 18.8 in English."""
    said = f"{value:.{digits}f}"
    if "." in said:
        said = said.rstrip("0").rstrip(".")
    return said.replace(".", ",") if lang == "id" else said
