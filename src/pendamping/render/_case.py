"""A branching case: every scene as a numbered paragraph, one at a time when scripting is on."""

from __future__ import annotations

from html import escape

from pendamping.model.vignette import METER_MAX, METERS, RATINGS, Choice, Scene, Vignette
from pendamping.render._markup import Words, blocks, data, inline, script_words, sentence, word
from pendamping.text import Lang

SCRIPT_WORDS = (
    *(f"rating-{rating}" for rating in RATINGS),
    *(f"meter-{meter}" for meter in METERS),
    *(f"level-{n}" for n in range(METER_MAX + 1)),
    "meter-up",
    "meter-down",
    "choose-first",
    "other-ways",
    "storage-refused",
    "record-newer",
    "go-back-here",
    "undo-restart",
    "case-restarted",
)


def case(vignette: Vignette, words: Words, lang: Lang) -> str:
    """Render a case as a section."""
    number = {scene.key: n for n, scene in enumerate(vignette.scenes, 1)}
    scenes = "".join(_scene(vignette, scene, number, words, lang) for scene in vignette.scenes)
    people = "".join(
        f"<li><b>{escape(person.name)}</b> – {inline(person.about.to(lang))}</li>"
        for person in vignette.people
    )

    def said(key: str) -> str:
        return word(words, key, lang)

    meters = "".join(
        f'<div data-meter="{meter}"><dt>{said(f"meter-{meter}")}</dt>'
        f'<dd><meter min="0" max="{METER_MAX}" value="0" aria-hidden="true"></meter> '
        f'<span class="pd-level"></span></dd></div>'
        for meter in METERS
    )
    return (
        f'<section class="pd-case" data-vignette="{vignette.key}" data-rev="{vignette.revision}"'
        f' aria-label="{escape(vignette.title.to(lang).strip())}"'
        f" {data('spec', vignette.spec())} {script_words(words, SCRIPT_WORDS, lang)}>"
        f'<div class="pd-before">{blocks(vignette.content.to(lang))}'
        f'<p class="pd-fiction">{said("fiction")}</p><ul class="pd-people">{people}</ul></div>'
        f'<p class="pd-nojs">{said("gamebook")}</p>'
        f'<dl class="pd-meters pd-js">{meters}</dl>'
        f'<div class="pd-buttons pd-js">'
        f'<button type="button" data-act="back">{said("back")}</button>'
        f'<button type="button" data-act="restart">{said("restart")}</button>'
        f'<button type="button" data-act="undo-restart" hidden>{said("undo-restart")}</button>'
        f"</div>"
        f'<div class="pd-status" role="status" aria-live="polite"></div>'
        f"{scenes}{_end(vignette, words, lang)}</section>"
    )


def _scene(
    vignette: Vignette, scene: Scene, number: dict[str, int], words: Words, lang: Lang
) -> str:
    anchor = f"{vignette.key}-{scene.key}"
    body = blocks(scene.text.to(lang))
    if scene.choices:
        body += _choices(vignette, scene, number, words, lang)
    if scene.debrief:
        body += f'<div class="pd-debrief">{blocks(scene.debrief.to(lang))}</div>'
    tone = f' data-ending="{scene.ending}"' if scene.ending else ""
    return (
        f'<article class="pd-scene" id="{anchor}" data-scene="{scene.key}"{tone}>'
        f'<h3 tabindex="-1"><span class="pd-n pd-nojs">{number[scene.key]}</span> '
        f"{inline(scene.title.to(lang))}</h3>{body}</article>"
    )


def _choices(
    vignette: Vignette, scene: Scene, number: dict[str, int], words: Words, lang: Lang
) -> str:
    name = f"{vignette.key}--{scene.key}"
    means = {flag.key: flag.means.to(lang).strip() for flag in vignette.flags}
    options, reasons = [], []
    for choice in scene.choices:
        link = f"#{vignette.key}-{choice.to}"
        to = word(words, "go-to", lang)
        options.append(
            f'<div class="pd-option"><label>'
            f'<input type="radio" name="{name}" value="{choice.key}">'
            f"<span>{inline(choice.text.to(lang))}</span></label>"
            f'<p class="pd-nojs">{_condition(choice, means, words, lang)}'
            f'<a href="{link}">→ {to} {number.get(choice.to, "?")}</a></p></div>'
        )
        rating = word(words, f"rating-{choice.rating}", lang)
        reasons.append(
            f'<li data-why="{choice.key}" class="pd-why pd-{choice.rating}">'
            f'<span class="pd-verdict">{rating}.</span> {inline(choice.why.to(lang))}</li>'
        )
    asked = "your-step" if len(scene.choices) == 1 else "what-do-you-do"
    return (
        f"<form novalidate><fieldset><legend>{word(words, asked, lang)}</legend>{''.join(options)}"
        f'</fieldset><div class="pd-buttons pd-js"><button type="submit" class="pd-go">'
        f"{word(words, 'choose', lang)}</button></div></form>"
        f'<div class="pd-feedback" role="status" aria-live="polite"></div>'
        f'<div class="pd-buttons pd-js"><button type="button" data-act="on" class="pd-go" hidden>'
        f"{word(words, 'continue', lang)}</button></div>"
        f'<details class="pd-reasons pd-nojs">'
        f"<summary>{word(words, 'answers-reasons', lang)}</summary>"
        f'<ul class="pd-whys">{"".join(reasons)}</ul></details>'
    )


def _condition(choice: Choice, means: dict[str, str], words: Words, lang: Lang) -> str:
    """Say in words when a choice is open, for readers without scripting."""
    parts = [
        f"{word(words, key, lang)} {sentence(inline(means.get(flag, flag)))}"
        for key, flags in (("only-if", choice.needs), ("only-if-not", choice.lacks))
        for flag in flags
    ]
    return f"{' '.join(parts)} " if parts else ""


def _end(vignette: Vignette, words: Words, lang: Lang) -> str:
    after, play = vignette.debrief, vignette.debrief.roleplay

    def part(key: str, body: str) -> str:
        return f"<h3>{word(words, key, lang)}</h3>{body}"

    def fold(key: str, body: str) -> str:
        return f"<details><summary>{word(words, key, lang)}</summary>{body}</details>"

    return (
        '<div class="pd-end">'
        f'<div class="pd-js">{part("your-way", "<p data-meters></p><ol data-way></ol>")}</div>'
        f'<div class="pd-js" data-harm>{part("another-try", "<ul></ul>")}</div>'
        f"{part('panel-view', blocks(after.panel.to(lang)))}"
        f"{part('survivors-view', blocks(after.survivors.to(lang)))}"
        f"{part('role-play', '')}"
        f"{fold('role-client', blocks(play.client.to(lang)))}"
        f"{fold('role-worker', blocks(play.worker.to(lang)))}"
        f"{fold('role-observer', blocks(play.observer.to(lang)))}"
        f"{part('supervision-question', blocks(after.supervision.to(lang)))}</div>"
    )
