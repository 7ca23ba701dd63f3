"""The blueprint as a picture: what each module asks for at each level, and what is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from pendamping.model.item import LEVELS, Level
from pendamping.picture.palette import EDGE, INK, SEA
from pendamping.report.blueprint import Count
from pendamping.report.words import word
from pendamping.text import Lang

HEIGHT = 0.62
FRAME: dict[str, Any] = {"facecolor": "white", "edgecolor": EDGE, "linewidth": 1}


def draw(found: Sequence[Count], lang: Lang) -> Figure:
    """Draw one bar for each module and level.

    Parameters
    ----------
    found : sequence of Count
        The questions of each module.
    lang : {"id", "en"}
        Language of the words.

    Returns
    -------
    matplotlib.figure.Figure
        Three columns of bars, modules from top to bottom: the frame is what is asked for,
        the filled part what is there. The numbers stand beside them; open modules are bold.
    """
    figure, panels = plt.subplots(
        1, len(LEVELS), sharey=True, figsize=(4.8, 0.8 + 0.29 * len(found)), layout="constrained"
    )
    # one scale for all, so that bars of two levels can be compared
    widest = max([n for c in found for lv in LEVELS for n in (c.asked(lv), c.have(lv))], default=1)
    for axes, level in zip(panels, LEVELS, strict=True):
        _panel(axes, found, level, lang)
        axes.set_xlim(0, 1.5 * max(widest, 1))
    rows = range(len(found))
    panels[0].set_yticks(rows, [count.module.key.lstrip("0") for count in found])
    for label, count in zip(panels[0].get_yticklabels(), found, strict=True):
        label.set_weight("bold" if count.module.open else "normal")
    panels[0].set_ylabel(word("module", lang))
    panels[0].invert_yaxis()
    frame, bar = Patch(**FRAME), Patch(color=SEA)
    figure.legend(
        [frame, bar],
        [word("asked", lang), word("present", lang)],
        loc="outside lower center",
        ncols=2,
        frameon=False,
    )
    plt.close(figure)
    return figure


def _panel(axes: Axes, found: Sequence[Count], level: Level, lang: Lang) -> None:
    rows = range(len(found))
    asked = [count.asked(level) for count in found]
    have = [count.have(level) for count in found]
    axes.barh(rows, asked, HEIGHT, **FRAME)
    axes.barh(rows, have, HEIGHT, color=SEA)
    for row, count in enumerate(found):
        said = f"{have[row]}/{asked[row]}"
        weight = "bold" if count.module.open else "normal"
        end = max(asked[row], have[row]) + 0.5
        axes.text(end, row, said, va="center", fontsize=8.5, color=INK, weight=weight)
    axes.set_title(word(level, lang), loc="left", fontsize=10.5)
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.spines["left"].set_color(EDGE)
