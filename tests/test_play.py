from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pytest

from pendamping import play
from pendamping.load import Course
from support import case, choice, ending, scene

SINGLE = {"kind": "single", "options": ["a", "b", "c"], "correct": ["b"]}
MULTIPLE = {"kind": "multiple", "options": ["a", "b", "c", "d"], "correct": ["a", "b"]}
ORDER = {"kind": "order", "order": ["a", "b", "c", "d"]}
MATCH = {"kind": "match", "pairs": {"p": "x", "q": "y"}, "choices": ["x", "y", "z"]}
CLOZE = {
    "kind": "cloze",
    "gaps": {
        "g": {"options": ["a", "b"], "correct": ["a"]},
        "h": {"options": ["a", "b"], "correct": ["b"]},
    },
}
JUDGEMENT = {"kind": "judgement", "panel": {"r": 1, "s": 4}}
REFLECT = {"kind": "reflect"}


@pytest.mark.parametrize(
    ("spec", "answer", "mark"),
    [
        (SINGLE, "b", 1),
        (SINGLE, "a", 0),
        (MULTIPLE, ["a", "b"], 1),
        (MULTIPLE, ["b", "a", "a"], 1),
        (MULTIPLE, ["a"], 0.75),
        (MULTIPLE, [], 0.5),
        (MULTIPLE, ["c", "d"], 0),
        (MULTIPLE, ["a", "b", "c", "d"], 0.5),
        (ORDER, ["a", "b", "c", "d"], 1),
        (ORDER, ["b", "a", "c", "d"], 5 / 6),
        (ORDER, ["d", "c", "b", "a"], 0),
        (MATCH, {"p": "x", "q": "y"}, 1),
        (MATCH, {"p": "x", "q": "x"}, 0.5),
        (MATCH, {"p": "z", "q": "z"}, 0),
        (MATCH, {"p": "x", "q": "y", "other": 5}, 1),
        (CLOZE, {"g": "a", "h": "b"}, 1),
        (CLOZE, {"g": "a", "h": "a"}, 0.5),
        (CLOZE, {"g": "b", "h": "a"}, 0),
        (JUDGEMENT, {"r": 1, "s": 4}, 1),
        (JUDGEMENT, {"r": 2, "s": 4}, 5 / 6),
        (JUDGEMENT, {"r": 4, "s": 1}, 0),
        (JUDGEMENT, {"r": 2.0, "s": 2}, 0.5),
    ],
)
def test_score(spec: Mapping[str, Any], answer: Any, mark: float) -> None:
    scored = play.score(spec, answer)
    assert isinstance(scored, float)
    assert math.isclose(scored, mark)


MALFORMED: list[Any] = [
    *(None, "", "z", 0, 1, 2.5, True, [], {}, [None], [["a"]], {"a": "a"}, ["z"], "abc"),
    *([1, 2], {"p": ["x"], "q": {}}, {"g": None, "h": 1}, {"r": "1", "s": 4}, {"r": 5, "s": 0}),
    *({"r": True, "s": 4}, {"r": 1}, {"r": 1.5, "s": 4}, {"p": "x"}, {"g": "a"}, ["a", "b"]),
    *(["a", "b", "c", "d", "d"], ["a", "a", "b", "c"], ["a,b", "c", "d"], [["a", "b", "c", "d"]]),
    *({"p": "x", "q": "p"}, {"g": "a", "h": "g"}, {"__proto__": {"p": "x"}}, ["a", "b", "z"]),
]
# what of it is an answer all the same
WELL_FORMED = {
    "multiple": [[], ["a", "b"], ["a", "b", "c", "d", "d"], ["a", "a", "b", "c"]],
    "single": [],
    "order": [],
}


@pytest.mark.parametrize("spec", [SINGLE, MULTIPLE, ORDER, MATCH, CLOZE, JUDGEMENT, REFLECT])
@pytest.mark.parametrize("answer", MALFORMED, ids=repr)
def test_malformed_answers_have_no_score(spec: Mapping[str, Any], answer: Any) -> None:
    if answer in WELL_FORMED.get(spec["kind"], []):
        return
    assert play.score(spec, answer) is None


def test_a_reflection_is_never_scored() -> None:
    assert play.score(REFLECT, "what I think") is None


def test_the_best_answer_of_every_question_is_right(course: Course) -> None:
    for item in course.items.values():
        spec = item.spec()
        best = {
            "single": lambda s: s["correct"][0],
            "multiple": lambda s: s["correct"],
            "order": lambda s: s["order"],
            "match": lambda s: s["pairs"],
            "cloze": lambda s: {key: gap["correct"][0] for key, gap in s["gaps"].items()},
            "judgement": lambda s: s["panel"],
            "reflect": lambda _: "a note",
        }[item.kind](spec)
        assert play.score(spec, best) == (1.0 if item.scored else None)


# ---------------------------------------------------------------- cases

SPEC = case(
    scene(
        "a",
        choice("b", sets=["f"], moves={"trust": 2, "safety": -2}),
        choice("b", "plain", lacks=["f"]),
        choice("end", "both", needs=["f", "g"]),
    ),
    scene("b", choice("a", "back"), choice("end", needs=["f"], sets=["g", "g", "f"])),
    ending(),
    flags="f g",
    meters={"trust": 5, "safety": 1},
).spec()


def keys(scene: str, *flags: str) -> list[str]:
    return [c["key"] for c in play.offered(SPEC, scene, frozenset(flags))]


def test_what_is_offered() -> None:
    assert keys("a") == ["b", "plain"]
    assert keys("a", "f") == ["b"]
    assert keys("a", "f", "g") == ["b", "both"]
    assert keys("b") == ["back"]
    assert keys("end", "f") == []


def test_start() -> None:
    state = play.start(SPEC)
    assert (state.scene, state.flags, state.path) == ("a", frozenset(), ())
    assert state.meters == SPEC["meters"]


def test_choose() -> None:
    before = play.start(SPEC)
    state = play.choose(SPEC, before, "b")
    assert (state.scene, state.flags, state.path) == ("b", frozenset("f"), (("a", "b"),))
    # meters stay between 0 and 6
    assert state.meters == {"safety": 0, "trust": 6, "choice": 0, "follow-through": 0}
    # and nothing that was there has changed
    assert before.meters == SPEC["meters"] == {**state.meters, "safety": 1, "trust": 5}


def test_replay() -> None:
    state = play.replay(SPEC, ["b", "back", "b", "end"])
    assert state.scene == "end"
    assert state.flags == {"f", "g"}
    assert state.path == (("a", "b"), ("b", "back"), ("a", "b"), ("b", "end"))
    assert play.replay(SPEC, []) == play.start(SPEC)


@pytest.mark.parametrize(
    "keys", [["both"], ["nothing"], ["plain", "end"], ["b", "end", "a"], ["b", "back", "plain"]]
)
def test_a_choice_that_is_not_open(keys: list[str]) -> None:
    with pytest.raises(KeyError):
        play.replay(SPEC, keys)
