"""Live widgets: the same HTML and the same script as on the page, answers back in Python.

The only importer of anywidget.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets
import traitlets

from pendamping import play
from pendamping.explorable import Explorable
from pendamping.load import Course, find_root, language_here, load
from pendamping.model.item import Item
from pendamping.model.vignette import Vignette
from pendamping.render import page
from pendamping.text import DEFAULT_LANG, Lang

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# The page's script is a classic script; a widget wants a module with one default export.
_MODULE_END = """
export default {
  render({ model, el }) {
    const root = document.createElement("div");
    root.lang = model.get("lang");
    root.innerHTML = model.get("html");
    el.append(root);
    const kept = new Map(); // for the life of this output; Python has the answers
    globalThis.pendamping.mount(root, {
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, text) => kept.set(key, text),
      },
      onChange(change) {
        model.set("changes", { ...model.get("changes"), [change.item || change.vignette]: change });
        model.save_changes();
      },
    });
  },
};
"""


@cache
def _asset(name: str) -> str:
    return (resources.files("pendamping") / "assets" / name).read_text(encoding="utf-8")


class _Widget(anywidget.AnyWidget):  # type: ignore[misc]
    """A fragment of the page, mounted in a notebook's output."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    lang = traitlets.Unicode(DEFAULT_LANG).tag(sync=True)
    changes = traitlets.Dict().tag(sync=True)

    def __init__(self, html: str, lang: Lang) -> None:
        super().__init__(
            html=html,
            lang=lang,
            _esm=_asset("pendamping.js") + _MODULE_END,
            _css=_asset("pendamping.css"),
        )


class QuizWidget(_Widget):
    """Questions in a live notebook.

    Attributes
    ----------
    answers : dict of str to answer
        What was chosen, by question key.
    scores : dict of str to float
        Share of the full score, 0 to 1, computed here and not in the browser.
    """

    def __init__(self, items: Sequence[Item], html: str, lang: Lang) -> None:
        self._items = {item.key: item for item in items}
        super().__init__(html, lang)

    @property
    def answers(self) -> dict[str, Any]:
        """What was chosen, by question key."""
        return {
            key: change.get("answer")
            for key, change in self.changes.items()
            if key in self._items and change.get("answer") is not None
        }

    @property
    def scores(self) -> dict[str, float]:
        """Share of the full score, 0 to 1, by question key; reflections have none."""
        marked = {k: play.score(self._items[k].spec(), a) for k, a in self.answers.items()}
        return {key: mark for key, mark in marked.items() if mark is not None}


class CaseWidget(_Widget):
    """A branching case in a live notebook."""

    def __init__(self, case: Vignette, html: str, lang: Lang) -> None:
        self._case = case
        super().__init__(html, lang)

    @property
    def state(self) -> play.State:
        """Where the learner stands: scene, flags, meters and the way so far."""
        change: Mapping[str, Any] = self.changes.get(self._case.key, {})
        return play.replay(self._case.spec(), change.get("path") or [])

    def path(self) -> Figure:
        """Draw the learner's way: each choice with its rating, and the four meters.

        Returns
        -------
        matplotlib.figure.Figure
        """
        from pendamping.picture import way  # matplotlib only when something is drawn

        lang: Lang = "en" if self.lang == "en" else "id"
        return way.draw(self._case, self.state, _course(find_root(Path.cwd())).interface, lang)


@cache
def _course(root: Path) -> Course:
    return load(root)


def _here(lang: Lang | None) -> tuple[Course, Lang]:
    """Return the course around the notebook, and the language to speak."""
    return _course(find_root(Path.cwd())), lang or language_here()


def _known(table: Mapping[str, Any], key: str, what: str) -> Any:
    if key not in table:
        raise KeyError(f"no {what} with the key {key!r}")
    return table[key]


def quiz(keys: Sequence[str], lang: Lang | None) -> QuizWidget:
    """Make the widget of `pendamping.quiz`."""
    course, spoken = _here(lang)
    title = None
    items: list[Item] = []
    for key in keys:
        if key in course.sets:
            title = course.sets[key].title.to(spoken)
            items += [_known(course.items, item, "question") for item in course.sets[key].items]
        else:
            items.append(_known(course.items, key, "question or set"))
    html = page.quiz(items, course.interface, spoken, title=title)
    return QuizWidget(items, html, spoken)


def vignette(key: str, lang: Lang | None) -> CaseWidget:
    """Make the widget of `pendamping.vignette`."""
    course, spoken = _here(lang)
    case: Vignette = _known(course.vignettes, key, "case")
    return CaseWidget(case, page.vignette(case, course.interface, spoken), spoken)


class ExploreWidget(ipywidgets.VBox):  # type: ignore[misc]
    """A figure with live sliders: moving one draws the figure anew."""

    def __init__(self, made: Explorable) -> None:
        self.sliders = [
            ipywidgets.SelectionSlider(
                options=[(text, at) for at, (_, text) in enumerate(control.values)],
                value=control.start,
                description=control.label,
                style={"description_width": "initial"},
                layout={"width": "28em"},
            )
            for control in made.controls
        ]
        self._made = made
        self.picture = ipywidgets.HTML()
        self.sentence = ipywidgets.HTML()
        for slider in self.sliders:
            slider.observe(self._draw, names="value")
        self._draw()
        super().__init__([*self.sliders, self.picture, self.sentence])

    def _draw(self, _change: object = None) -> None:
        shown = self._made.frame(*(slider.value for slider in self.sliders))
        self.picture.value = shown._repr_svg_()
        self.sentence.value = f"<p>{escape(shown.says)}</p>"


def explore(made: Explorable) -> ExploreWidget:
    """Make the widget of `pendamping.explore`."""
    return ExploreWidget(made)
