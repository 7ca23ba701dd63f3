"""The map of a case as a picture, for trainers.

The layout (Sugiyama's layers with few crossings) is grandalf's.
"""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill

import matplotlib.pyplot as plt
from grandalf.graphs import Edge, Graph, Vertex
from grandalf.layouts import SugiyamaLayout
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pendamping.model.vignette import RATINGS, Rating, Scene, Vignette
from pendamping.picture.palette import DUSK, EDGE, INK, PAPER, RATING
from pendamping.text import Lang, Text

WIDTH, HEIGHT, GAP = 150, 58, 34
# a rating is told by the line's dash as well as by its colour
DASHES: dict[Rating, str] = {"helpful": "-", "mixed": "--", "unhelpful": "-.", "unsafe": ":"}


class _Box:
    """The size that the layout reserves for a scene."""

    w, h = WIDTH, HEIGHT
    xy = (0.0, 0.0)


def places(case: Vignette) -> dict[str, tuple[float, float]]:
    """Lay a case out: where each scene stands, in points, the start on top."""
    vertices = {scene.key: Vertex(scene.key) for scene in case.scenes}
    for vertex in vertices.values():
        vertex.view = _Box()
    pairs = {(s.key, c.to) for s in case.scenes for c in s.choices if s.key != c.to}
    edges = [Edge(vertices[a], vertices[b]) for a, b in sorted(pairs)]
    graph = Graph(list(vertices.values()), edges)
    shift, out = 0.0, {}
    for part in graph.C:
        layout = SugiyamaLayout(part)
        layout.xspace, layout.yspace = GAP, 1.5 * GAP
        layout.init_all(roots=[v for v in part.sV if v.data == case.start] or None)
        layout.draw()
        left = min(v.view.xy[0] for v in part.sV)
        for vertex in part.sV:
            out[vertex.data] = (vertex.view.xy[0] - left + shift, -vertex.view.xy[1])
        shift = max(x for x, _ in out.values()) + WIDTH + GAP
    return out


def draw(case: Vignette, words: Mapping[str, Text], lang: Lang) -> Figure:
    """Draw the map of a case.

    Parameters
    ----------
    case : Vignette
        The case.
    words : mapping of str to Text
        Words of the page: ``rating-…``.
    lang : {"id", "en"}
        Language of titles and legend.

    Returns
    -------
    matplotlib.figure.Figure
        Scenes as boxes from the start downwards, choices as arrows drawn by their rating;
        endings have a heavy frame, repair scenes a dashed one.
    """
    at = places(case)
    xs, ys = zip(*at.values(), strict=True)
    wide, high = max(xs) - min(xs) + 2 * WIDTH, max(ys) - min(ys) + 3 * HEIGHT
    figure, axes = plt.subplots(figsize=(wide / 72, high / 72), layout="constrained")
    for scene in case.scenes:
        for choice in scene.choices:
            colour, dash = RATING[choice.rating], DASHES[choice.rating]
            (x1, y1), (x2, y2) = at[scene.key], at[choice.to]
            down = y2 < y1
            axes.annotate(
                "",
                xy=(x2, y2 + (HEIGHT / 2 if down else -HEIGHT / 2)),
                xytext=(x1, y1 + (-HEIGHT / 2 if down else HEIGHT / 2)),
                arrowprops={
                    "arrowstyle": "-|>",
                    "color": colour,
                    "linestyle": dash,
                    "linewidth": 1.2,
                    "connectionstyle": "arc3,rad=0.08",
                },
            )
    for scene in case.scenes:
        _scene(axes, scene, at[scene.key], lang)
    for rating in RATINGS:
        colour, dash = RATING[rating], DASHES[rating]
        axes.plot([], [], color=colour, linestyle=dash, label=words[f"rating-{rating}"].to(lang))
    axes.legend(loc="upper left", frameon=False)
    axes.set_title(case.title.to(lang).strip(), loc="left", weight="bold")
    axes.set_xlim(min(xs) - WIDTH, max(xs) + WIDTH)
    axes.set_ylim(min(ys) - HEIGHT, max(ys) + 2 * HEIGHT)
    axes.axis("off")
    plt.close(figure)
    return figure


def _scene(axes: Axes, scene: Scene, at: tuple[float, float], lang: Lang) -> None:
    box = {
        "boxstyle": "round,pad=0.5",
        "facecolor": DUSK if scene.ending else PAPER,
        "edgecolor": INK if scene.ending else EDGE,
        "linewidth": 2 if scene.ending else 1,
        "linestyle": "--" if scene.repair else "-",
    }
    said = fill(" ".join(scene.title.to(lang).split()), 24)
    axes.text(*at, said, ha="center", va="center", fontsize=9, color=INK, bbox=box)
