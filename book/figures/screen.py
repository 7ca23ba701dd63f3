"""What a positive screen means: of 100 results above the line, how many are right."""

from __future__ import annotations

import matplotlib.pyplot as plt
from book.figures.style import AMBER, AMBER_TINT, INK, RC, SEA, Picture, number

TEXT = {
    "id": {
        "real": "memang mengalaminya: {n}",
        "false": "tidak: {n}",
        "says": (
            "{who}. Bila {prevalence} dari 100 orang memang mengalaminya, {above} dari 100 "
            "melewati garis: {hits} di antaranya memang mengalaminya, dan {missed} yang "
            "mengalaminya terlewat. Jadi dari 100 hasil di atas garis, kira-kira {real} benar."
        ),
    },
    "en": {
        "real": "have it: {n}",
        "false": "do not: {n}",
        "says": (
            "{who}. If {prevalence} of 100 people have it, {above} of 100 come out above the "
            "line: {hits} of them have it, and {missed} who have it slip through. So of 100 "
            "results above the line about {real} are right."
        ),
    },
}


def predictive(prevalence: float, sensitivity: float, specificity: float) -> dict[str, float]:
    """Return what a screen does to 100 people.

    Parameters
    ----------
    prevalence, sensitivity, specificity : float
        Shares, 0 to 1.

    Returns
    -------
    dict of str to float
        ``above`` the line, ``hits`` and ``missed``, of 100 people; ``real``, of 100 above
        the line (the positive predictive value, by Bayes).
    """
    hits = 100 * prevalence * sensitivity
    above = hits + 100 * (1 - prevalence) * (1 - specificity)
    real = 100 * hits / above if above else 0.0
    return {"above": above, "hits": hits, "missed": 100 * prevalence - hits, "real": real}


def screen(lang: str, tool: tuple[str, float, float], prevalence: float) -> Picture:
    """Draw 100 results above the line as dots: filled where the condition is there.

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
    of_100 = {k: round(n) for k, n in predictive(prevalence, sensitivity, specificity).items()}
    count = of_100["real"]
    with plt.rc_context(RC):
        figure, axes = plt.subplots(figsize=(4.8, 3.2), layout="constrained")
        dots = [(n % 20, -(n // 20)) for n in range(100)]
        for part, marker, fill, edge in (
            (dots[:count], "o", SEA, SEA),
            (dots[count:], "X", AMBER_TINT, AMBER),
        ):
            xs, ys = [x for x, _ in part], [y for _, y in part]
            axes.scatter(xs, ys, s=70, marker=marker, color=fill, edgecolors=edge, linewidths=0.9)
        axes.text(0, 1.2, words["real"].format(n=count), color=SEA, weight="bold", va="center")
        rest = words["false"].format(n=100 - count)
        axes.text(19, 1.2, rest, color=AMBER, weight="bold", ha="right", va="center")
        axes.set_xlim(-0.7, 19.7)
        axes.set_ylim(-4.8, 1.9)
        axes.set_title(who, fontsize=10, color=INK)
        axes.axis("off")
    says = words["says"].format(who=who, prevalence=number(100 * prevalence, lang), **of_100)
    return Picture(figure, says)


def _writes(name: str, value: object, lang: str) -> str:
    if name == "tool":
        return str(value[0])  # type: ignore[index]
    sign = "\u00a0%" if lang == "id" else "%"
    return number(100 * float(value), lang) + sign  # type: ignore[arg-type]


screen.labels = {  # type: ignore[attr-defined]
    "tool": {"id": "Kuesioner", "en": "Questionnaire"},
    "prevalence": {"id": "Yang memang mengalaminya", "en": "People who do have it"},
}
screen.writes = _writes  # type: ignore[attr-defined]
