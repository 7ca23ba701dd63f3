"""A figure behind native sliders: its frames are pictures, its text is a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from pendamping.render._markup import Words, data, word
from pendamping.text import Lang


def explorable(
    controls: Sequence[dict[str, Any]],
    frames: Sequence[tuple[str, str]],
    base: str,
    size: Sequence[int] | None,
    words: Words,
    lang: Lang,
) -> str:
    """Render an explorable; see `pendamping.render.page.explorable`."""
    first = 0
    for control in controls:
        first = first * len(control["values"]) + control["start"]
    name, says = frames[first]
    sliders = "".join(map(_slider, controls))
    room = f' width="{size[0]}" height="{size[1]}"' if size else ""
    steps = "".join(f"<li>{escape(said)}</li>" for _, said in frames)
    return (
        f'<div class="pd-explore" {data("frames", frames)} data-base="{escape(base)}">'
        f'<div class="pd-sliders pd-js">{sliders}</div>'
        f'<img src="{escape(base + name)}" alt="{escape(says)}" loading="lazy"{room}>'
        f'<p role="status" aria-live="polite">{escape(says)}</p>'
        f'<details class="pd-nojs"><summary>{word(words, "all-steps", lang)}</summary>'
        f"<ul>{steps}</ul></details></div>"
    )


def _slider(control: dict[str, Any]) -> str:
    values, start = control["values"], control["start"]
    now = escape(values[start])
    # no <output>: it would take the label for itself, and speak beside the slider
    return (
        f"<label><span>{escape(control['label'])}:"
        f' <b class="pd-now" aria-hidden="true">{now}</b></span>'
        f'<input type="range" min="0" max="{len(values) - 1}" step="1" value="{start}"'
        f' aria-valuetext="{now}" {data("values", values)}></label>'
    )
