"""The panel with which a learner saves the course for the time without a network."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from pendamping.model.course import Module
from pendamping.render._markup import Words, script_words, word
from pendamping.text import Lang

WORDS = (
    "offline-save",
    "offline-update",
    "offline-saving",
    "offline-done",
    "offline-have",
    "offline-newer",
    "offline-partly",
    "offline-stopped",
    "offline-cut",
    "offline-full",
    "offline-odd-host",
    "offline-no-network",
    "offline-gone",
    "offline-folder",
    "offline-cannot",
)


def offline(modules: Mapping[str, Module], words: Words, lang: Lang) -> str:
    """Render the panel; see `pendamping.render.page.offline`."""

    def said(key: str) -> str:
        return word(words, key, lang)

    choices = [("all", said("offline-all"))]
    for key, module in modules.items():
        if module.open:
            name = (
                f"{words['module'].to(lang).strip()} {int(key)} – {module.title.to(lang).strip()}"
            )
            choices.append((key, escape(name)))
    radios = "".join(
        f'<div class="pd-option"><label><input type="radio" name="offline" value="{key}"'
        f"{' checked' if key == 'all' else ''}><span>"
        f'<span data-name>{name}</span> <span data-size="{key}"></span></span></label></div>'
        for key, name in choices
    )
    return (
        f'<section class="pd-progress" data-offline aria-label="{said("offline")}"'
        f" {script_words(words, WORDS, lang)}>"
        f'<p class="pd-nojs">{said("progress-needs-script")}</p>'
        f'<div class="pd-js"><fieldset><legend>{said("offline-what")}</legend>{radios}</fieldset>'
        f'<progress max="1" value="0" aria-label="{said("offline")}" hidden></progress>'
        f'<p role="status" aria-live="polite"></p><div class="pd-buttons">'
        f'<button type="button" class="pd-go" data-act="save">{said("offline-save")}</button>'
        f'<button type="button" data-act="stop" hidden>{said("offline-stop")}</button>'
        f'<button type="button" data-act="forget" hidden>{said("offline-forget")}</button>'
        f"</div></div></section>"
    )
