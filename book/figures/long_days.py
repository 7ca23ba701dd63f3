"""Hours of work in a day, and what is left for everything else."""

from __future__ import annotations

import matplotlib.pyplot as plt
from book.figures.style import AMBER, AMBER_TINT, INK, MUTED, RC, SEA, Picture, number

# mean hours of work a day: Pocock et al. 2016, 446 males in post-trafficking services
HOURS = (("fishing", 18.8), ("factory", 11.9), ("ordinary", 8.0))
TEXT = {
    "id": {
        "fishing": "Kapal ikan",
        "factory": "Pabrik",
        "ordinary": "Hari kerja biasa",
        "work": "kerja {n} jam",
        "rest": "sisa {n} jam",
        "for": "tersisa untuk tidur, makan, mandi, sakit",
        "axis": "Jam dalam sehari",
    },
    "en": {
        "fishing": "Fishing boats",
        "factory": "Factories",
        "ordinary": "An ordinary day",
        "work": "{n} h at work",
        "rest": "{n} hours left",
        "for": "left for sleep, food, washing, illness",
        "axis": "Hours of a day",
    },
}


def long_days(lang: str) -> Picture:
    """Draw the working day of men in post-trafficking services beside an ordinary one.

    Parameters
    ----------
    lang : {"id", "en"}
        Language of the words.

    Returns
    -------
    Picture
        Mean hours of work a day, from 0 to 24; means hide a wide spread.
    """
    words = TEXT[lang]
    with plt.rc_context(RC):
        figure, axes = plt.subplots(figsize=(4.8, 3.1), layout="constrained")
        for row, (key, hours) in enumerate(HOURS[::-1]):
            left = 24 - hours
            bar = {"height": 0.56, "zorder": 2}
            axes.barh(row, hours, color=MUTED if key == "ordinary" else SEA, **bar)
            axes.barh(row, left, left=hours, color=AMBER_TINT, edgecolor=AMBER, **bar)
            work = words["work"].format(n=number(hours, lang))
            axes.text(hours / 2, row, work, ha="center", va="center", color="white", weight="bold")
            room = left > 8
            rest = words["rest"].format(n=number(left, lang)) if room else number(left, lang)
            axes.text(hours + left / 2, row, rest, ha="center", va="center", color=INK)
            if not room:
                axes.text(24, row + 0.36, words["for"], ha="right", va="bottom", color=AMBER)
        axes.set_yticks(range(len(HOURS)), [words[key] for key, _ in HOURS[::-1]])
        axes.set_xticks(range(0, 25, 4))
        axes.set_xlim(0, 24)
        axes.set_ylim(-0.5, 2.7)
        axes.set_xlabel(words["axis"])
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
    return Picture(figure)
