"""The nine aspects of the assessment over three conversations."""

from __future__ import annotations

import matplotlib.pyplot as plt
from book.figures.style import DUSK, INK, MUTED, RC, SEA, SEA_TINT, Picture
from matplotlib.patches import FancyBboxPatch

# Permensos 8/2023, article 11 names the aspects; the division over days is the course's own
TEXT = {
    "id": (
        ("Hari pertama", "20 menit", ("medis", "fisik", "yang ia dahulukan")),
        ("Hari ke-2 dan ke-3", "30 menit", ("psikososial", "penelusuran keluarga", "hukum")),
        ("Setelah seminggu", "kalau ia mau", ("mental", "spiritual", "minat dan bakat")),
    ),
    "en": (
        ("Day one", "20 minutes", ("medical", "physical", "what he puts first")),
        ("Days 2 and 3", "30 minutes", ("psychosocial", "tracing the family", "legal")),
        ("After a week", "if he likes", ("mental", "spiritual", "interests and talents")),
    ),
}


def aspects(lang: str) -> Picture:
    """Draw nine aspects laid over three conversations.

    Parameters
    ----------
    lang : {"id", "en"}
        Language of the words.

    Returns
    -------
    Picture
    """
    with plt.rc_context(RC):
        figure, axes = plt.subplots(figsize=(4.8, 3.9), layout="constrained")
        for row, (when, length, names) in enumerate(TEXT[lang]):
            top = -row * 1.5
            axes.text(0, top, when, weight="bold", color=SEA, va="center")
            axes.text(3, top, length, color=MUTED, va="center", ha="right")
            for column, name in enumerate(names):
                ours = name in ("yang ia dahulukan", "what he puts first")
                box = FancyBboxPatch(
                    (column * 1.0 + 0.04, top - 0.95),
                    0.92,
                    0.62,
                    boxstyle="round,pad=0,rounding_size=0.06",
                    facecolor="white" if ours else SEA_TINT,
                    edgecolor=DUSK if ours else SEA,
                    linestyle="--" if ours else "-",
                    linewidth=1.2,
                )
                axes.add_patch(box)
                words = name.replace(" ", "\n", 1)
                middle = (column + 0.5, top - 0.64)
                axes.text(*middle, words, ha="center", va="center", color=INK, fontsize=9.5)
        axes.set_xlim(-0.05, 3.05)
        axes.set_ylim(-4.1, 0.3)
        axes.axis("off")
    return Picture(figure)
