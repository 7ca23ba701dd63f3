"""Figures that move: frames, sentences, and what an author may ask for."""

from __future__ import annotations

from itertools import product

import pytest

from pendamping.explorable import MAX_FRAMES, MIME, make


class Shown:
    def __init__(self, lang: str, **values: object) -> None:
        self.says = f"{lang} {values}"
        self._values = values

    def _repr_svg_(self) -> str:
        return f'<svg viewBox="0 0 40.4 20">{self._values}</svg>'


def figure(lang: str, **values: object) -> Shown:
    return Shown(lang, **values)


def test_a_frame_for_every_position_the_last_control_fastest() -> None:
    made = make(figure, "id", {"d": [0, 1], "p": [5, 6, 7]}, {"p": 6})
    bundle = made._repr_mimebundle_()[MIME]
    said = [says for _, says in bundle["frames"]]
    assert said == [f"id {{'d': {d}, 'p': {p}}}" for d, p in product([0, 1], [5, 6, 7])]
    assert [c["start"] for c in bundle["controls"]] == [0, 1]
    assert bundle["size"] == [40, 20]
    assert set(bundle["files"]) == {name for name, _ in bundle["frames"]}


def test_equal_pictures_are_one_file() -> None:
    def same(_lang: str, **_values: object) -> Shown:
        return Shown("id")

    bundle = make(same, "id", {"d": [0, 1, 2]})._repr_mimebundle_()[MIME]
    assert len(bundle["files"]) == 1
    assert len(bundle["frames"]) == 3


def test_labels_and_values_speak_the_language() -> None:
    def named(lang: str, **values: object) -> Shown:
        return Shown(lang, **values)

    named.labels = {"d": {"id": "besar", "en": "size"}}  # type: ignore[attr-defined]
    named.writes = lambda _name, value, lang: f"{value}{lang}"  # type: ignore[attr-defined]
    (control,) = make(named, "en", {"d": [0, 1]}).controls
    assert (control.label, control.values) == ("size", ((0, "0en"), (1, "1en")))


@pytest.mark.parametrize(
    ("controls", "start"),
    [
        ({}, None),
        ({"d": []}, None),
        ({"d": [1]}, None),
        ({"d": [1, 2]}, {"d": 3}),
        ({"d": [1, 2]}, {"e": 1}),
        ({"d": range(MAX_FRAMES + 1)}, None),
    ],
)
def test_what_cannot_be_moved_is_refused(
    controls: dict[str, list[int]], start: dict[str, int] | None
) -> None:
    with pytest.raises(ValueError, match=r"."):
        make(figure, "id", controls, start)
