from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from pendamping.load import Course
from pendamping.model.course import Module
from pendamping.model.item import ITEM, KINDS, MOST, Item
from pendamping.model.vignette import METERS, Vignette
from support import case, choice, ending, pair, scene

Edit = Callable[[dict[str, Any]], None]


def plain(model: Item | Vignette) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(model.model_dump_json())
    return data


def edited(model: Item | Vignette, edit: Edit) -> Item | Vignette:
    data = plain(model)
    edit(data)
    return type(model).model_validate_json(json.dumps(data))


# ---------------------------------------------------------------- questions


def test_every_kind_is_in_the_union() -> None:
    kinds = {arg.__name__ for arg in Item.__args__}  # type: ignore[attr-defined]
    assert kinds == {kind.__name__ for kind in KINDS.values()}


def test_the_adapter_tells_kinds_apart(course: Course) -> None:
    for item in course.items.values():
        assert ITEM.validate_json(item.model_dump_json()) == item


@pytest.mark.parametrize(
    ("key", "spec"),
    [
        (
            "one-best",
            {
                "kind": "single",
                "options": ["ask-again", "sit-nearby", "take-notes"],
                "correct": ["sit-nearby"],
            },
        ),
        (
            "several-right",
            {
                "kind": "multiple",
                "options": ["form", "quiet", "water"],
                "correct": ["quiet", "water"],
            },
        ),
        ("in-order", {"kind": "order", "order": ["look", "listen", "link"]}),
        (
            "in-pairs",
            {
                "kind": "match",
                "pairs": {"cannot-sleep": "settle", "no-phone": "call"},
                "choices": ["call", "settle", "statement"],
            },
        ),
        (
            "with-gaps",
            {
                "kind": "cloze",
                "gaps": {
                    "first": {"options": ["greet", "question"], "correct": ["greet"]},
                    "second": {"options": ["offer", "order"], "correct": ["offer"]},
                },
            },
        ),
        ("by-rating", {"kind": "judgement", "panel": {"promise-wages": 1, "wait-with-him": 4}}),
        ("to-think", {"kind": "reflect"}),
    ],
)
def test_spec_is_plain_data_and_all_that_scoring_needs(
    course: Course, key: str, spec: dict[str, Any]
) -> None:
    assert course.items[key].spec() == spec
    assert json.loads(json.dumps(spec)) == spec


def test_revisions_have_one_form_and_differ(course: Course) -> None:
    revisions = [item.revision for item in course.items.values()]
    assert all(len(r) == 8 and int(r, 16) >= 0 for r in revisions)
    assert len({*revisions}) == len(revisions)


def _respell(value: Any) -> None:
    """Correct a typo in every text."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key in ("id", "en"):
                value[key] = f"{part}!"
            else:
                _respell(part)
    elif isinstance(value, list):
        for part in value:
            _respell(part)


def _around(data: dict[str, Any]) -> None:
    """Change what does not decide the score."""
    data |= {"level": "judge", "domain": "D8", "review": "reviewed", "sources": ["other"]}
    data |= {"objective": "m05-other"}


@pytest.mark.parametrize("key", ["one-best", "several-right", "in-order", "in-pairs", "with-gaps"])
@pytest.mark.parametrize("change", [_respell, _around])
def test_revision_stays(course: Course, key: str, change: Edit) -> None:
    item = course.items[key]
    changed = edited(item, change)
    assert changed != item
    assert changed.revision == item.revision


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("one-best", "options"),
        ("several-right", "options"),
        ("in-pairs", "prompts"),
        ("in-pairs", "choices"),
        ("with-gaps", "gaps"),
        ("by-rating", "responses"),
    ],
)
def test_revision_stays_when_parts_move(course: Course, key: str, name: str) -> None:
    item = course.items[key]
    moved = edited(item, lambda data: data[name].reverse())
    assert moved != item
    assert moved.revision == item.revision


def _swap_key(data: dict[str, Any]) -> None:
    right, wrong = data["options"][0], data["options"][-1]
    right["correct"], wrong["correct"] = wrong["correct"], right["correct"]


def _rename(name: str) -> Edit:
    def edit(data: dict[str, Any]) -> None:
        data[name][0]["key"] = "renamed"

    return edit


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("one-best", _swap_key),
        ("one-best", _rename("options")),
        ("one-best", lambda data: data["options"].pop()),
        ("several-right", _swap_key),
        ("several-right", _rename("options")),
        ("in-order", lambda data: data["steps"].reverse()),
        ("in-order", _rename("steps")),
        ("in-pairs", lambda data: data["prompts"][0].update(answer="call")),
        ("in-pairs", _rename("prompts")),
        ("in-pairs", lambda data: data["choices"].pop()),
        ("with-gaps", lambda data: _swap_key(data["gaps"][1])),
        ("with-gaps", _rename("gaps")),
        ("by-rating", lambda data: data["responses"][0].update(panel=2)),
        ("by-rating", _rename("responses")),
    ],
)
def test_revision_follows_the_meaning(course: Course, key: str, change: Edit) -> None:
    item = course.items[key]
    assert edited(item, change).revision != item.revision


@pytest.mark.parametrize(
    ("key", "change", "problem"),
    [
        ("one-best", lambda d: d["options"][1].update(correct=True), "one_right"),
        ("one-best", lambda d: d["options"][0].update(correct=False), "one_right"),
        ("one-best", lambda d: d.update(options=d["options"][:1]), "too_short"),
        ("one-best", lambda d: d.update(options=d["options"] * 9), "too_long"),
        ("several-right", lambda d: d["options"][0].update(correct=False), "some_right"),
        ("several-right", lambda d: d["options"][2].update(correct=True), "some_right"),
        ("several-right", lambda d: d["options"].pop(), "too_short"),
        ("in-order", lambda d: d["steps"].pop(), "too_short"),
        ("in-order", lambda d: d.update(steps=d["steps"] * 4), "too_long"),
        ("in-pairs", lambda d: d["prompts"].pop(), "too_short"),
        ("with-gaps", lambda d: d.update(gaps=[]), "too_short"),
        ("with-gaps", lambda d: d["gaps"][0]["options"].pop(), "too_short"),
        ("with-gaps", lambda d: d["gaps"][0]["options"][1].update(correct=True), "one_right"),
        ("by-rating", lambda d: d["responses"][0].update(panel=5), "less_than_equal"),
        ("by-rating", lambda d: d["responses"][0].update(panel=2.5), "int_type"),
        ("by-rating", lambda d: d["responses"][0].update(panel="2"), "int_type"),
        ("by-rating", lambda d: d["responses"][0].update(panel=True), "int_type"),
        ("to-think", lambda d: d.pop("example"), "missing"),
        ("to-think", lambda d: d.update(code="x"), "extra_forbidden"),
    ],
)
def test_what_is_no_question(course: Course, key: str, change: Edit, problem: str) -> None:
    with pytest.raises(ValidationError) as caught:
        edited(course.items[key], change)
    # where a part is wrong, pydantic also counts its list as too short; load drops that
    assert caught.value.errors()[0]["type"] == problem


def test_there_is_a_letter_for_every_option() -> None:
    assert MOST == 26


def test_only_reflections_are_not_scored() -> None:
    assert [kind for kind, model in KINDS.items() if not model.scored] == ["reflect"]


# ---------------------------------------------------------------- cases


def test_case_spec(course: Course) -> None:
    spec = course.vignettes["small-case"].spec()
    assert json.loads(json.dumps(spec)) == spec
    assert spec["start"] == "gate"
    assert spec["meters"] == {"safety": 2, "trust": 1, "choice": 1, "follow-through": 1}
    assert spec["scenes"]["end-rested"] == {"ending": "good", "choices": []}
    assert spec["scenes"]["gate"]["choices"][1] == {
        "key": "ask",
        "to": "desk",
        "rating": "helpful",
        "moves": {"trust": 1, "choice": 2},
        "sets": ["consent"],
        "needs": [],
        "lacks": [],
    }


def test_a_meter_that_is_not_named_starts_at_nought() -> None:
    spec = case(scene("a", choice("end")), ending(), meters={"trust": 3}).spec()
    assert spec["meters"] == {meter: 3 if meter == "trust" else 0 for meter in METERS}


def test_case_revision(course: Course) -> None:
    small = course.vignettes["small-case"]
    assert edited(small, _respell).revision == small.revision
    for change in (
        lambda d: d["scenes"][0]["choices"][0].update(to="desk"),
        lambda d: d["scenes"][0]["choices"][0].update(key="renamed"),
        lambda d: d["scenes"][0]["choices"][0].update(rating="mixed"),
        lambda d: d["scenes"][0]["choices"][0].update(needs=["consent"]),
        lambda d: d["meters"].update(safety=3),
        lambda d: d.update(start="desk"),
    ):
        assert edited(small, change).revision != small.revision


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(scenes=d["scenes"][:1]),
        lambda d: d["meters"].update(luck=1),
        lambda d: d["meters"].update(safety=7),
        lambda d: d["scenes"][0]["choices"][0].update(rating="fine"),
        lambda d: d["scenes"][0]["choices"][0].update(when="trust > 3"),
        lambda d: d["scenes"][0]["choices"][0].update(moves={"trust": 3}),
        lambda d: d["scenes"][3].update(ending="happy"),
        lambda d: d.pop("debrief"),
    ],
)
def test_what_is_no_case(course: Course, change: Edit) -> None:
    with pytest.raises(ValidationError):
        edited(course.vignettes["small-case"], change)


# ---------------------------------------------------------------- the course


def test_a_module_is_closed_unless_it_says_so() -> None:
    data = {
        "key": "05",
        "title": pair(),
        "part": "cross",
        "hours": {"self": 1, "practice": 0.5},
        "blueprint": {"understand": 1, "apply": 1, "judge": 1},
    }
    module = Module.model_validate_json(json.dumps(data))
    assert not module.open
    assert module.folder is None
    with pytest.raises(ValidationError):
        Module.model_validate_json(json.dumps(data | {"hours": {"self": -1, "practice": 0}}))
