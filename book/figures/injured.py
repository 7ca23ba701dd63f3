"""Of 100 men in post-trafficking services: how many had been injured."""

from __future__ import annotations

import matplotlib.pyplot as plt
from book.figures.style import MUTED, RC, SEA, Picture

INJURED = 36  # Pocock et al. 2016: 35.5 % of 446 males, to the nearest man
TEXT = {
    "id": ("{n} pernah cedera", "{n} tidak melaporkan cedera"),
    "en": ("{n} had been injured", "{n} reported no injury"),
}


def injured(lang: str) -> Picture:
    """Draw 100 men as dots, filled where one had been injured.

    Parameters
    ----------
    lang : {"id", "en"}
        Language of the words.

    Returns
    -------
    Picture
    """
    hurt, rest = TEXT[lang]
    with plt.rc_context(RC):
        figure, axes = plt.subplots(figsize=(4.8, 3.1), layout="constrained")
        for men, fill, edge in (
            (range(INJURED), SEA, SEA),
            (range(INJURED, 100), "white", MUTED),
        ):
            xs, ys = [n % 20 for n in men], [-(n // 20) for n in men]
            axes.scatter(xs, ys, s=80, color=fill, edgecolors=edge, linewidths=1.2)
        axes.text(0, 0.9, hurt.format(n=INJURED), color=SEA, weight="bold")
        axes.text(19, -4.8, rest.format(n=100 - INJURED), color=MUTED, ha="right", va="top")
        axes.set_xlim(-0.7, 19.7)
        axes.set_ylim(-5.6, 1.5)
        axes.axis("off")
    return Picture(figure)
