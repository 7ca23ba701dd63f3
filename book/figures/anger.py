"""Anger kept in and anger let out: how each goes with signs of post-traumatic stress."""

from __future__ import annotations

import matplotlib.pyplot as plt
from book.figures.style import GRID, INK, MUTED, RC, SEA, Picture, number

# Orth and Wieland 2006: correlations over 39 studies of trauma-exposed adults
LINKS = (("inside", 0.48), ("out", 0.29))
TEXT = {
    "id": {
        "inside": "Marah dan rasa\nbermusuhan",
        "out": "Marah yang\nmeledak keluar",
        "axis": "kaitan dengan gejala stres pascatrauma (r)",
        "none": "tidak berkaitan",
        "full": "sepenuhnya",
    },
    "en": {
        "inside": "Anger and\nhostility felt",
        "out": "Anger\nlet out",
        "axis": "link with signs of post-traumatic stress (r)",
        "none": "no link",
        "full": "complete",
    },
}


def anger(lang: str) -> Picture:
    """Draw two correlations on a line from none to complete.

    Parameters
    ----------
    lang : {"id", "en"}
        Language of the words.

    Returns
    -------
    Picture
        Correlations over many people; they say nothing about one man.
    """
    words = TEXT[lang]
    with plt.rc_context(RC):
        figure, axes = plt.subplots(figsize=(4.8, 2.4), layout="constrained")
        for row, (_, r) in enumerate(LINKS[::-1]):
            axes.plot([0, 1], [row, row], color=GRID, linewidth=1, zorder=1)
            axes.plot([0, r], [row, row], color=SEA, linewidth=6, solid_capstyle="butt", zorder=2)
            axes.scatter(r, row, s=90, color=SEA, zorder=3)
            axes.text(
                r, row + 0.2, number(r, lang, 2), ha="center", va="bottom", weight="bold", color=INK
            )
        axes.set_yticks([0, 1], [words[key] for key, _ in LINKS[::-1]])
        axes.set_xticks([0, 1], [words["none"], words["full"]])
        axes.tick_params(length=0, colors=MUTED)
        axes.set_xlabel(words["axis"])
        axes.set_xlim(-0.06, 1.06)
        axes.set_ylim(-0.5, 1.7)
        axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    return Picture(figure)
