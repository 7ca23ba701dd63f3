"""The four layers of support, and what each asks of one worker on one night."""

from __future__ import annotations

import matplotlib.pyplot as plt
from book.figures.style import DUSK, DUSK_TINT, INK, RC, SEA, SEA_TINT, Picture
from matplotlib.patches import Polygon

# from the base of the pyramid upwards: the layer's name, what it asks tonight
TEXT = {
    "id": {
        "who": ("semua yang datang", "sedikit"),
        "layers": (
            (
                "Layanan dasar dan keamanan",
                "Air, makan, luka dilihat,\ntempat tidur, pintu yang boleh ia kunci",
            ),
            (
                "Keluarga dan komunitas",
                "Ia yang memutuskan siapa dihubungi,\nkapan, dan apa yang dikatakan",
            ),
            (
                "Dukungan terfokus, bukan spesialis",
                "Anda: duduk, melihat,\nmendengar, menghubungkan",
            ),
            ("Layanan spesialis", "Perawat, psikolog, IGD\nbila ada tandanya"),
        ),
    },
    "en": {
        "who": ("everyone who arrives", "a few"),
        "layers": (
            (
                "Basic services and security",
                "Water, food, wounds looked at,\na bed, a door he may lock",
            ),
            ("Family and community", "He decides who is contacted,\nwhen, and what is said"),
            ("Focused, non-specialised support", "You: sit down, look,\nlisten, link"),
            ("Specialised services", "Nurse, psychologist, hospital\nwhen there are signs"),
        ),
    },
}


def layers(lang: str) -> Picture:
    """Draw the pyramid of mental health and psychosocial support beside tonight's tasks.

    Parameters
    ----------
    lang : {"id", "en"}
        Language of the words.

    Returns
    -------
    Picture
        The layers follow the IASC guidelines of 2007; the tasks are the course's own.
    """
    words = TEXT[lang]
    with plt.rc_context(RC):
        figure, axes = plt.subplots(figsize=(4.8, 4.3), layout="constrained")
        base, height = 2.0, 1.0
        for level, (name, task) in enumerate(words["layers"]):
            low, high = (base * (1 - (level + n) * 0.22) / 2 for n in (0, 1))
            bottom = level * height
            corners = [(-low, bottom), (low, bottom), (high, bottom + 0.92), (-high, bottom + 0.92)]
            ours = level == 2
            axes.add_patch(
                Polygon(
                    corners,
                    closed=True,
                    facecolor=DUSK_TINT if ours else SEA_TINT,
                    edgecolor=DUSK if ours else SEA,
                    linewidth=2.2 if ours else 1.2,
                )
            )
            middle = bottom + 0.46
            axes.plot(
                [(low + high) / 2, 1.12], [middle, middle], color=SEA, linewidth=0.8, linestyle=":"
            )
            axes.text(
                1.2, middle + 0.3, name, va="center", weight="bold", color=DUSK if ours else SEA
            )
            axes.text(
                1.2, middle - 0.1, task, va="center", color=INK, linespacing=1.25, fontsize=9.5
            )
            axes.text(0, middle, str(level + 1), ha="center", va="center", weight="bold", color=INK)
        axes.text(0, -0.16, words["who"][0], ha="center", va="top", fontsize=9.5)
        axes.text(0, 4.02, words["who"][1], ha="center", va="bottom", fontsize=9.5)
        axes.set_xlim(-1.05, 4.6)
        axes.set_ylim(-0.45, 4.3)
        axes.axis("off")
    return Picture(figure)
