"""The map of a case as text: the accessible alternative of the picture, and a print form."""

from __future__ import annotations

from collections.abc import Mapping

from pendamping.model.vignette import Vignette
from pendamping.text import Lang, Text


def outline(case: Vignette, words: Mapping[str, Text], lang: Lang) -> str:
    """Write the map of a case as a numbered outline.

    Parameters
    ----------
    case : Vignette
        The case.
    words : mapping of str to Text
        Words of the page: ``rating-…``, ``tone-…``, ``go-to``, ``only-if``, ``only-if-not``.
    lang : {"id", "en"}
        Language.

    Returns
    -------
    str
        One paragraph a scene; each choice with its rating, what it sets, and where it leads.
    """

    def word(key: str) -> str:
        return words[key].to(lang).strip()

    def flat(text: Text) -> str:
        return " ".join(text.to(lang).split())

    number = {scene.key: n for n, scene in enumerate(case.scenes, 1)}
    means = {flag.key: flat(flag.means) for flag in case.flags}
    lines = [flat(case.title), ""]
    for scene in case.scenes:
        tone = f" [{word(f'tone-{scene.ending}')}]" if scene.ending else ""
        lines.append(f"{number[scene.key]}. {flat(scene.title)} ({scene.key}){tone}")
        for choice in scene.choices:
            lines.append(
                f"   - {flat(choice.text)} [{word(f'rating-{choice.rating}')}]"
                f" → {word('go-to')} {number[choice.to]}"
            )
            lines += [f"       {word('only-if')} {means[flag]}" for flag in choice.needs]
            lines += [f"       {word('only-if-not')} {means[flag]}" for flag in choice.lacks]
            lines += [f"       + {means[flag]}" for flag in choice.sets]
        lines.append("")
    return "\n".join(lines)
