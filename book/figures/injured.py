"""Of 100 men in post-trafficking services: how many had been injured, how many got care."""

from __future__ import annotations

import matplotlib.pyplot as plt
from book.figures.style import AMBER, AMBER_TINT, GRID, INK, MUTED, RC, SEA, Picture

# Pocock et al. 2016: 35.5 % of 446 males injured; fewer than a quarter of those got care
INJURED, TREATED_AT_MOST = 36, 9
TEXT = {
    "id": ("{n} cedera", "paling banyak {n} dirawat", "{n} tidak melaporkan cedera"),
    "en": ("{n} injured", "at most {n} got care", "{n} reported no injury"),
}


def injured(lang: str) -> Picture:
    """Draw 100 men as dots.

    Parameters
    ----------
    lang : {"id", "en"}
        Language of the words.

    Returns
    -------
    Picture
        Rounded to whole men; the share that got care is an upper bound.
    """
    hurt, treated, rest = TEXT[lang]
    groups = (
        (range(TREATED_AT_MOST), "o", SEA, SEA),
        (range(TREATED_AT_MOST, INJURED), "o", AMBER_TINT, AMBER),
        (range(INJURED, 100), "o", "white", GRID),
    )
    with plt.rc_context(RC):
        figure, axes = plt.subplots(figsize=(4.8, 3.3), layout="constrained")
        for men, marker, fill, edge in groups:
            xs, ys = [n % 20 for n in men], [-(n // 20) for n in men]
            axes.scatter(xs, ys, s=80, marker=marker, color=fill, edgecolors=edge, linewidths=1.2)
        axes.text(0, 1.6, hurt.format(n=INJURED), color=INK, weight="bold")
        axes.text(0, 0.85, treated.format(n=TREATED_AT_MOST), color=SEA, weight="bold")
        axes.text(19, -4.8, rest.format(n=100 - INJURED), color=MUTED, ha="right", va="top")
        axes.set_xlim(-0.7, 19.7)
        axes.set_ylim(-5.6, 2.2)
        axes.axis("off")
    return Picture(figure)
