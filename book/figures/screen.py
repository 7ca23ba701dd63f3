"""What a positive screen means: of 100 positives, how many are real."""

from __future__ import annotations

import matplotlib.pyplot as plt
from book.figures.style import AMBER, AMBER_TINT, INK, RC, SEA, Picture, number

TEXT = {
    "id": {
        "real": "sungguh ada: {n}",
        "false": "ternyata tidak: {n}",
        "says": (
            "{who}. Bila {prevalence} dari 100 orang memang mengalaminya, maka dari 100 yang "
            "hasilnya positif, kira-kira {real} sungguh dan {false} tidak. Dari 100 yang hasilnya "
            "negatif, {missed} terlewat."
        ),
    },
    "en": {
        "real": "real: {n}",
        "false": "not: {n}",
        "says": (
            "{who}. If {prevalence} of 100 people have it, then of 100 with a positive result "
            "about {real} are real and {false} are not. Of 100 with a negative result, {missed} "
            "are missed."
        ),
    },
}


def predictive(prevalence: float, sensitivity: float, specificity: float) -> tuple[float, float]:
    """Return the share of positives that are real, and of negatives that are missed.

    Parameters
    ----------
    prevalence, sensitivity, specificity : float
        Shares, 0 to 1.

    Returns
    -------
    tuple of float
        Positive predictive value, and one minus the negative predictive value (Bayes).
    """
    positive = prevalence * sensitivity + (1 - prevalence) * (1 - specificity)
    negative = prevalence * (1 - sensitivity) + (1 - prevalence) * specificity
    real = prevalence * sensitivity / positive if positive else 0.0
    missed = prevalence * (1 - sensitivity) / negative if negative else 0.0
    return real, missed


def screen(lang: str, tool: tuple[str, float, float], prevalence: float) -> Picture:
    """Draw 100 positive results as dots: filled where the condition is there.

    Parameters
    ----------
    lang : {"id", "en"}
        Language of the words.
    tool : tuple of (str, float, float)
        How the instrument is written, its sensitivity and its specificity.
    prevalence : float
        Share of people who have the condition, 0 to 1.

    Returns
    -------
    Picture
        With ``says``, the same in a sentence.
    """
    words = TEXT[lang]
    who, sensitivity, specificity = tool
    real, missed = predictive(prevalence, sensitivity, specificity)
    count = round(100 * real)
    with plt.rc_context(RC):
        figure, axes = plt.subplots(figsize=(4.8, 3.2), layout="constrained")
        for n in range(100):
            here = n < count
            axes.scatter(
                n % 20,
                -(n // 20),
                s=70,
                marker="o" if here else "X",
                color=SEA if here else AMBER_TINT,
                edgecolors=SEA if here else AMBER,
                linewidths=0.9,
            )
        axes.text(0, 1.2, words["real"].format(n=count), color=SEA, weight="bold", va="center")
        rest = words["false"].format(n=100 - count)
        axes.text(19, 1.2, rest, color=AMBER, weight="bold", ha="right", va="center")
        axes.set_xlim(-0.7, 19.7)
        axes.set_ylim(-4.8, 1.9)
        axes.set_title(who, fontsize=10, color=INK)
        axes.axis("off")
    says = words["says"].format(
        who=who,
        prevalence=number(100 * prevalence, lang),
        real=count,
        false=100 - count,
        missed=round(100 * missed),
    )
    return Picture(figure, says)


def _writes(name: str, value: object, lang: str) -> str:
    if name == "tool":
        return str(value[0])  # type: ignore[index]
    return number(100 * float(value), lang) + "\u00a0%"  # type: ignore[arg-type]


screen.labels = {  # type: ignore[attr-defined]
    "tool": {"id": "Kuesioner", "en": "Questionnaire"},
    "prevalence": {"id": "Yang memang mengalaminya", "en": "People who do have it"},
}
screen.writes = _writes  # type: ignore[attr-defined]
