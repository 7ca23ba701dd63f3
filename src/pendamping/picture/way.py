"""A learner's way through a case as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from pendamping import play
from pendamping.model.vignette import METER_MAX, METERS, RATINGS, Rating, Vignette
from pendamping.picture.palette import EDGE, GRID, RATING, SEA
from pendamping.text import Lang, Text

SERIES = (SEA, "#C1742F", "#8488CE", "#7A272E")
# a rating is told by its place and its shape; the colour only repeats it
MARKS: dict[Rating, str] = {"helpful": "o", "mixed": "s", "unhelpful": "v", "unsafe": "X"}


def draw(case: Vignette, state: play.State, words: Mapping[str, Text], lang: Lang) -> Figure:
    """Draw a learner's way through a case.

    Parameters
    ----------
    case : Vignette
        The case.
    state : play.State
        Where the learner stands; its path is drawn.
    words : mapping of str to Text
        Words of the page: ``rating-…`` and ``meter-…``.
    lang : {"id", "en"}
        Language of the labels.

    Returns
    -------
    matplotlib.figure.Figure
        Above, each choice in the row of its rating; below, the four meters (0-6).
    """
    spec = case.spec()
    states = [play.start(spec)]
    ratings: list[Rating] = []
    labels: list[str] = []
    for scene, key in state.path:
        choice = next(c for c in case.by_key[scene].choices if c.key == key)
        ratings.append(choice.rating)
        labels.append(shorten(case.by_key[scene].title.to(lang), 28, placeholder="…"))
        states.append(play.choose(spec, states[-1], key))

    def word(key: str) -> str:
        return words[key].to(lang) if key in words else key

    figure, (above, below) = plt.subplots(
        2, 1, figsize=(max(6.4, 0.55 * len(labels) + 3), 5.6), sharex=True, layout="constrained"
    )
    steps = range(1, len(ratings) + 1)
    rows = [RATINGS[::-1].index(rating) for rating in ratings]
    above.plot(steps, rows, color=EDGE, linewidth=1, zorder=1)
    for step, row, rating in zip(steps, rows, ratings, strict=True):
        marker, colour = MARKS[rating], RATING[rating]
        above.scatter(step, row, marker=marker, color=colour, s=70, zorder=2)
    above.set_yticks(range(len(RATINGS)), [word(f"rating-{r}") for r in RATINGS[::-1]])
    above.set_ylim(-0.5, len(RATINGS) - 0.5)
    for meter, colour, dash in zip(METERS, SERIES, ("-", "--", "-.", ":"), strict=True):
        below.plot(
            [s.meters[meter] for s in states], colour, linestyle=dash, label=word(f"meter-{meter}")
        )
    below.set_ylim(-0.3, METER_MAX + 0.3)
    below.set_xticks(list(steps), labels, rotation=60, ha="right", fontsize=8)
    below.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    for axes in (above, below):
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="y", color=GRID, linewidth=0.6)
    plt.close(figure)  # the caller shows it once
    return figure
