"""What men and women came with and asked for at their first assessment."""

from __future__ import annotations

import matplotlib.pyplot as plt
from book.figures.style import AMBER, GRID, INK, RC, SEA, Picture

# Munro and Pritchard 2013: 625 assessments in England and Wales, 2011-2012, 36 % of them men
SHARES = (("destitute", 91, 71), ("job", 36, 2))
TEXT = {
    "id": {
        "destitute": "Datang tanpa\nbekal apa pun",
        "job": "Minta dibantu\nmencari kerja",
        "men": "laki-laki",
        "women": "perempuan",
        "axis": "dari 100 orang",
    },
    "en": {
        "destitute": "Arrived with\nnothing",
        "job": "Asked for help\nto find work",
        "men": "men",
        "women": "women",
        "axis": "of 100 people",
    },
}


def asked(lang: str) -> Picture:
    """Draw two pairs of shares on one line each.

    Parameters
    ----------
    lang : {"id", "en"}
        Language of the words.

    Returns
    -------
    Picture
    """
    words = TEXT[lang]
    with plt.rc_context(RC):
        figure, axes = plt.subplots(figsize=(4.8, 2.6), layout="constrained")
        for row, (_, men, women) in enumerate(SHARES[::-1]):
            axes.plot([women, men], [row, row], color=GRID, linewidth=4, zorder=1)
            axes.scatter(men, row, s=110, marker="o", color=SEA, zorder=2)
            axes.scatter(women, row, s=110, marker="s", color=AMBER, zorder=2)
            axes.text(men, row + 0.2, str(men), ha="center", color=SEA, weight="bold")
            axes.text(women, row + 0.2, str(women), ha="center", color=AMBER, weight="bold")
        axes.text(SHARES[0][1], 0.68, words["men"], color=SEA)
        axes.text(SHARES[0][2] + 4, 0.68, words["women"], ha="right", color=AMBER)
        axes.set_yticks([0, 1], [words[key] for key, _, _ in SHARES[::-1]])
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        axes.set_xlim(-4, 104)
        axes.set_ylim(-0.5, 1.6)
        axes.set_xlabel(words["axis"])
        axes.spines[["top", "right", "left"]].set_visible(False)
    return Picture(figure)
