"""How much two groups overlap when their means differ by d."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import matplotlib.pyplot as plt
from book.figures.style import AMBER, AMBER_TINT, INK, RC, SEA, SEA_TINT, Picture, number

TEXT = {
    "id": {
        "women": "perempuan",
        "men": "laki-laki",
        "axis": "makin sulit menyebut perasaan  →",
        "says": (
            "d = {d}. Dari 100 laki-laki yang diambil acak, {above} berada di atas rata-rata "
            "perempuan. Dari 100 pasangan acak, si laki-laki lebih tinggi pada {pairs}. Tanpa "
            "perbedaan sama sekali, keduanya 50. Kedua kurva bertumpang tindih {shared}\u00a0%."
        ),
    },
    "en": {
        "women": "women",
        "men": "men",
        "axis": "harder to name feelings  →",
        "says": (
            "d = {d}. Of 100 men picked at random, {above} lie above the average woman. Of 100 "
            "random pairs, the man is higher in {pairs}. With no difference at all, both would be "
            "50. The two curves overlap by {shared}%."
        ),
    },
}


def above(d: float) -> int:
    """Of 100 in the higher group, how many lie above the mean of the other (Cohen's U3)."""
    return round(100 * NormalDist().cdf(d))


def pairs(d: float) -> int:
    """Of 100 random pairs, in how many the one of the higher group is higher."""
    return round(100 * NormalDist().cdf(d / sqrt(2)))


def shared(d: float) -> int:
    """Per cent of overlap of two normal curves of equal spread whose means differ by d."""
    return round(100 * NormalDist().overlap(NormalDist(d)))


def overlap(lang: str, d: float) -> Picture:
    """Draw two normal curves of equal spread.

    Parameters
    ----------
    lang : {"id", "en"}
        Language of the words.
    d : float
        Standardised mean difference, 0 to 2.

    Returns
    -------
    Picture
        With ``says``, the same in a sentence.
    """
    words = TEXT[lang]
    women, men = NormalDist(), NormalDist(d)
    xs = [n / 8 - 3.5 for n in range(int((7 + d) * 8) + 1)]
    with plt.rc_context(RC):
        figure, axes = plt.subplots(figsize=(4.8, 2.9), layout="constrained")
        for dist, line, tint, dash in ((women, AMBER, AMBER_TINT, "--"), (men, SEA, SEA_TINT, "-")):
            ys = [dist.pdf(x) for x in xs]
            axes.fill_between(xs, ys, color=tint, alpha=0.6, linewidth=0)
            axes.plot(xs, ys, color=line, linestyle=dash, linewidth=1.8)
        axes.axvline(0, color=AMBER, linewidth=0.8, linestyle="--", ymax=0.88)
        axes.text(-1.05, 0.33, words["women"], color=AMBER, ha="right", weight="bold")
        axes.text(d + 1.05, 0.33, words["men"], color=SEA, weight="bold")
        size = f"d = {number(d, lang, 2)}"
        axes.text(0.75, 0.455, size, ha="center", va="top", color=INK)
        axes.set_xlim(-3.5, 5)
        axes.set_ylim(0, 0.47)
        axes.set_yticks([])
        axes.set_xticks([])
        axes.set_xlabel(words["axis"])
        axes.spines[["top", "right", "left"]].set_visible(False)
    says = words["says"].format(
        d=number(d, lang, 2), above=above(d), pairs=pairs(d), shared=shared(d)
    )
    return Picture(figure, says)


overlap.labels = {"d": {"id": "Besar perbedaan (d)", "en": "Size of the difference (d)"}}  # type: ignore[attr-defined]
overlap.writes = lambda _name, value, lang: number(value, lang, 2)  # type: ignore[attr-defined]
