"""One question as a form of native inputs, with its answers and reasons below it.

Without scripting the page is a workbook: the reasons stand in a closed disclosure.
With scripting the same reasons serve as feedback; no text is there twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

from pendamping.model.item import (
    Cloze,
    Item,
    Judgement,
    Match,
    Multiple,
    Order,
    Reflect,
    Single,
)
from pendamping.render._markup import (
    Words,
    blocks,
    data,
    inline,
    legend,
    letter,
    sentence,
    shuffled,
    word,
)
from pendamping.text import Lang

CERTAINTY = ("sure", "think", "guess")
SCALE = (1, 2, 3, 4)


def question(item: Item, words: Words, lang: Lang, number: int | None = None) -> str:
    """Render one question as a form; without a number it stands alone."""
    body, reasons = _PARTS[type(item)](item, words, lang)
    named = word(words, "question", lang)
    if number is not None:
        named += f" {number}"
    elif item.scored and item.review == "draft":
        named += f' <span class="pd-tag">{word(words, "draft-tag", lang)}</span>'
    head = f'<span class="pd-n">{named}</span>'
    certainty = "" if isinstance(item, Reflect) else _certainty(item.key, words, lang)
    act = "keep-note" if isinstance(item, Reflect) else "check-answer"
    shown = "reasons-example" if isinstance(item, Reflect) else "reasons-others"

    def said(key: str) -> str:
        return word(words, key, lang)

    return (
        f'<form class="pd-item" id="item-{item.key}" data-item="{item.key}" data-kind="{item.kind}"'
        f' data-rev="{item.revision}" {data("spec", item.spec())} novalidate>'
        f"<fieldset><legend>{head}{legend(item.stem.to(lang))}</legend>{body}</fieldset>"
        f"{certainty}"
        f'<div class="pd-buttons pd-js"><button type="submit" class="pd-go">{said(act)}</button>'
        f'<button type="button" data-act="again" hidden>{said("try-again")}</button></div>'
        f'<div class="pd-feedback" role="status" aria-live="polite"></div>'
        f'<details class="pd-reasons"><summary>'
        f'<span class="pd-nojs">{said("answers-reasons")}</span>'
        f'<span class="pd-js">{said(shown)}</span></summary>{reasons}</details></form>'
    )


def _certainty(key: str, words: Words, lang: Lang) -> str:
    radios = "".join(
        f'<label><input type="radio" name="{key}--certainty" value="{level}">'
        f"<span>{word(words, f'certainty-{level}', lang)}</span></label>"
        for level in CERTAINTY
    )
    return (
        f'<fieldset class="pd-certainty pd-js"><legend>{word(words, "certainty", lang)}</legend>'
        f"{radios}</fieldset>"
    )


def _option(kind: str, name: str, value: str, mark: str, text: str) -> str:
    return (
        f'<div class="pd-option"><label><input type="{kind}" name="{name}" value="{value}">'
        f'<span><b class="pd-letter">{mark}.</b> {inline(text)}</span></label></div>'
    )


def _reason(key: str, mark: str, verdict: str, why: str, state: str) -> str:
    return (
        f'<li data-why="{key}" class="pd-why pd-{state}"><b class="pd-letter">{mark}</b> '
        f'<span class="pd-verdict">{verdict}</span> {inline(why)}</li>'
    )


def _list(parts: list[str]) -> str:
    return f'<ul class="pd-whys">{"".join(parts)}</ul>'


def _choice(item: Single | Multiple, words: Words, lang: Lang) -> tuple[str, str]:
    kind = "radio" if isinstance(item, Single) else "checkbox"
    body, reasons = [], []
    for index, option in enumerate(item.options):
        mark = letter(index)
        body.append(_option(kind, item.key, option.key, mark, option.text.to(lang)))
        state = "yes" if option.correct else "no"
        verdict = word(words, f"verdict-{state}", lang)
        reasons.append(_reason(option.key, f"{mark}.", verdict, option.why.to(lang), state))
    hint = (
        "" if kind == "radio" else f'<p class="pd-hint">{word(words, "choose-several", lang)}</p>'
    )
    return hint + "".join(body), _list(reasons)


def _order(item: Order, words: Words, lang: Lang) -> tuple[str, str]:
    steps = {step.key: step for step in item.steps}
    numbers = "".join(f'<option value="{n}">{n}</option>' for n in range(1, len(steps) + 1))
    places = f'<option value="">–</option>{numbers}'
    body = "".join(
        f'<div class="pd-row"><label><select name="{key}">{places}</select>'
        f"<span>{inline(steps[key].text.to(lang))}</span></label></div>"
        for key in shuffled([*steps], item.key)
    )
    reasons = [
        _reason(s.key, f"{n}.", f"{inline(s.text.to(lang))} –", s.why.to(lang), "yes")
        for n, s in enumerate(item.steps, 1)
    ]
    return f'<p class="pd-hint">{word(words, "order-hint", lang)}</p>{body}', _list(reasons)


def _select(name: str, options: list[tuple[str, str]], label: str = "") -> str:
    said = "".join(f'<option value="{key}">{escape(text)}</option>' for key, text in options)
    aria = f' aria-label="{escape(label)}"' if label else ""
    return f'<select name="{name}"{aria}><option value="">–</option>{said}</select>'


def _match(item: Match, words: Words, lang: Lang) -> tuple[str, str]:
    text = {choice.key: choice.text.to(lang).strip() for choice in item.choices}
    options = [(key, text[key]) for key in shuffled([*text], item.key)]
    body = "".join(
        f'<div class="pd-row pd-match"><label><span>{inline(p.text.to(lang))}</span>'
        f"{_select(p.key, options)}</label></div>"
        for p in item.prompts
    )
    reasons = [
        _reason(
            p.key,
            f"{inline(p.text.to(lang))} →",
            sentence(inline(text.get(p.answer, p.answer))),
            p.why.to(lang),
            "yes",
        )
        for p in item.prompts
    ]
    return f'<p class="pd-hint">{word(words, "match-hint", lang)}</p>{body}', _list(reasons)


def _cloze(item: Cloze, words: Words, lang: Lang) -> tuple[str, str]:
    fields, reasons = {}, []
    for index, gap in enumerate(item.gaps, 1):
        options = [(o.key, o.text.to(lang).strip()) for o in gap.options]
        label = f"{words['gap'].to(lang).strip()} {index}"
        fields[gap.key] = _select(gap.key, options, label)
        for option in gap.options:
            state = "yes" if option.correct else "no"
            mark = f"{index}. {inline(option.text.to(lang))}:"
            verdict = word(words, f"verdict-{state}", lang)
            reasons.append(
                _reason(f"{gap.key}/{option.key}", mark, verdict, option.why.to(lang), state)
            )

    def fill(found: re.Match[str]) -> str:
        return fields.get(found[1], found[0])

    # the passage is escaped first; gap keys hold only letters, digits and hyphens
    body = re.sub(r"\{([a-z0-9-]+)\}", fill, blocks(item.passage.to(lang)))
    return f'<div class="pd-passage">{body}</div>', _list(reasons)


def _judgement(item: Judgement, words: Words, lang: Lang) -> tuple[str, str]:
    body, reasons = [], []
    by_key = {response.key: response for response in item.responses}
    # authors tend to put the best in the same place
    for index, key in enumerate(shuffled([*by_key], item.key)):
        response, mark = by_key[key], letter(index)
        radios = "".join(
            f'<label><input type="radio" name="{response.key}" value="{n}">'
            f"<span>{word(words, f'scale-{n}', lang)}</span></label>"
            for n in SCALE
        )
        body.append(
            f'<fieldset class="pd-scale"><legend><b class="pd-letter">{mark}.</b> '
            f"{legend(response.text.to(lang))}</legend>"
            f'<div class="pd-points">{radios}</div></fieldset>'
        )
        draft = (
            f"{word(words, 'panel-draft', lang)}: {word(words, f'scale-{response.panel}', lang)}."
        )
        state = "yes" if response.panel > 2 else "no"
        reasons.append(_reason(response.key, f"{mark}.", draft, response.why.to(lang), state))
    return f'<p class="pd-hint">{word(words, "judgement-hint", lang)}</p>{"".join(body)}', _list(
        reasons
    )


def _reflect(item: Reflect, words: Words, lang: Lang) -> tuple[str, str]:
    label = word(words, "note-label", lang)
    body = (
        f'<label class="pd-note"><span>{label}</span>'
        f'<textarea name="note" rows="5" maxlength="4000"></textarea></label>'
    )
    return body, f'<div class="pd-example">{blocks(item.example.to(lang))}</div>'


_PARTS: dict[type, Callable[[Any, Words, Lang], tuple[str, str]]] = {
    Single: _choice,
    Multiple: _choice,
    Order: _order,
    Match: _match,
    Cloze: _cloze,
    Judgement: _judgement,
    Reflect: _reflect,
}
