"""Scoring and playing exist twice, in play.py and in pendamping.js: both have to agree.

Vectors made by hand say what is right; drawn examples, hostile ones too, say that the two
are the same. `tests/vectors/` is plain JSON, so that a third implementation can use it.
"""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendamping import play
from pendamping.load import Course
from pendamping.model.vignette import Vignette
from support import KEYS, TESTS, Script, cases

SCORING = json.loads((TESTS / "vectors" / "scoring.json").read_text(encoding="utf-8"))
CASES = json.loads((TESTS / "vectors" / "cases.json").read_text(encoding="utf-8"))

# JSON knows no difference between null, NaN and nothing; this does
SCORE = """function (spec, answer) {
  var mark = p.score(spec, answer);
  return mark === null ? null : typeof mark === "number" && isFinite(mark) ? mark : String(mark);
}"""
WALK = """function (spec, keys) {
  var state = p.replay(spec, keys);
  if (state === null) { return null; }
  return Object.assign(state, {
    offered: p.offered(spec, state.scene, state.flags).map(function (c) { return c.key; })
  });
}"""


def agree(mine: float | None, other: object) -> bool:
    if mine is None or other is None:
        return mine is other
    return isinstance(other, int | float) and math.isclose(mine, other, abs_tol=1e-12)


def walked(spec: dict[str, Any], keys: list[Any]) -> dict[str, Any] | None:
    """Walk in Python; None where a choice is not open."""
    try:
        state = play.replay(spec, keys)
    except KeyError:
        return None
    return {
        "scene": state.scene,
        "flags": sorted(state.flags),
        "meters": dict(state.meters),
        "path": [[*step] for step in state.path],
        "offered": [choice["key"] for choice in play.offered(spec, state.scene, state.flags)],
    }


def walked_in_script(script: Script, spec: dict[str, Any], keys: list[Any]) -> Any:
    state = script.function(WALK)(spec, keys)
    return state and {**state, "flags": sorted(state["flags"])}


# ---------------------------------------------------------------- vectors


@pytest.mark.parametrize("vector", SCORING["vectors"], ids=lambda v: json.dumps(v)[:60])
def test_score_by_hand(script: Script, vector: dict[str, Any]) -> None:
    spec = SCORING["specs"][vector["spec"]]
    assert agree(play.score(spec, vector["answer"]), vector["score"])
    assert agree(vector["score"], script.function(SCORE)(spec, vector["answer"]))


def test_the_vectors_cover_every_kind() -> None:
    used = {(SCORING["specs"][v["spec"]]["kind"], v["score"] is None) for v in SCORING["vectors"]}
    scored = {"single", "multiple", "order", "match", "cloze", "judgement"}
    assert used >= {(kind, none) for kind in scored for none in (True, False)}
    assert {kind for kind, _ in used} == scored | {"reflect", "essay"}


@pytest.mark.parametrize("walk", CASES["walks"], ids=lambda w: "-".join(w["choices"]) or "start")
def test_walk_by_hand(script: Script, walk: dict[str, Any]) -> None:
    assert walked(CASES["spec"], walk["choices"]) == walk["state"]
    assert walked_in_script(script, CASES["spec"], walk["choices"]) == walk["state"]


# ---------------------------------------------------------------- drawn examples

SOME = st.lists(KEYS, min_size=2, max_size=5, unique=True)


@st.composite
def choices(draw: st.DrawFn) -> dict[str, Any]:
    options = draw(SOME)
    correct = draw(st.lists(st.sampled_from(options), min_size=1, unique=True))
    return {"options": sorted(options), "correct": sorted(correct)}


@st.composite
def specs(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(
        st.sampled_from(["single", "multiple", "order", "match", "cloze", "judgement", "reflect"])
    )
    spec: dict[str, Any] = {"kind": kind}
    if kind in ("single", "multiple"):
        spec |= draw(choices())
    elif kind == "order":
        spec["order"] = draw(SOME)
    elif kind == "match":
        spec["choices"] = sorted(draw(SOME))
        spec["pairs"] = {key: draw(st.sampled_from(spec["choices"])) for key in draw(SOME)}
    elif kind == "cloze":
        spec["gaps"] = {key: draw(choices()) for key in draw(SOME)}
    elif kind == "judgement":
        spec["panel"] = {key: draw(st.integers(1, 4)) for key in draw(SOME)}
    return spec


ODD_KEYS = st.sampled_from(["__proto__", "toString", "hasOwnProperty", "valueOf", ""]) | KEYS
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 5)
    | st.floats(allow_nan=False, allow_infinity=False, width=16)
    | st.text(max_size=3)
    | ODD_KEYS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ODD_KEYS, inner, max_size=4),
    max_leaves=6,
)


def fitting(spec: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return answers that fit a question."""
    match spec["kind"]:
        case "single":
            return st.sampled_from(spec["options"])
        case "multiple":
            return st.lists(st.sampled_from(spec["options"]), max_size=6)
        case "order":
            return st.permutations(spec["order"])
        case "match":
            return st.fixed_dictionaries(
                {key: st.sampled_from(spec["choices"]) for key in spec["pairs"]}
            )
        case "cloze":
            return st.fixed_dictionaries(
                {key: st.sampled_from(gap["options"]) for key, gap in spec["gaps"].items()}
            )
        case "judgement":
            return st.fixed_dictionaries({key: st.integers(1, 4) for key in spec["panel"]})
    return st.text()


@st.composite
def nearly(draw: st.DrawFn, spec: dict[str, Any]) -> Any:
    """Draw an answer that fits but for one part."""
    answer = draw(fitting(spec))
    if isinstance(answer, list) and answer:
        at = draw(st.integers(0, len(answer) - 1))
        joined = [",".join(answer[: at + 1]), *answer[at + 1 :]]
        replaced = [*answer[:at], draw(ODD), *answer[at + 1 :]]
        return draw(
            st.sampled_from([joined, replaced, [*answer, answer[at]], answer[:at], [answer]])
        )
    if isinstance(answer, dict):
        key = draw(st.sampled_from([*answer]))
        missing = {k: v for k, v in answer.items() if k != key}
        return draw(
            st.sampled_from(
                [missing, answer | {key: draw(ODD)}, answer | {draw(ODD_KEYS): draw(ODD)}]
            )
        )
    return draw(ODD)


@settings(max_examples=1500)
@given(st.data())
def test_scores_are_the_same(script: Script, data: st.DataObject) -> None:
    spec = data.draw(specs())
    answer = data.draw(fitting(spec) | nearly(spec) | ODD)
    answer = [*answer] if isinstance(answer, tuple) else answer
    mine, other = play.score(spec, answer), script.function(SCORE)(spec, answer)
    assert agree(mine, other), (mine, other)
    assert mine is None or 0 <= mine <= 1


@given(st.data())
def test_an_answer_that_fits_has_a_score(script: Script, data: st.DataObject) -> None:
    spec = data.draw(specs())
    answer = data.draw(fitting(spec))
    assert (play.score(spec, answer) is None) == (spec["kind"] == "reflect")


@settings(max_examples=300)
@given(st.data())
def test_walks_are_the_same(script: Script, data: st.DataObject) -> None:
    spec = data.draw(cases()).spec()
    keys: list[Any] = []
    state = walked(spec, keys)
    for _ in range(data.draw(st.integers(0, 12))):
        assert state is not None
        open_now = [st.sampled_from(state["offered"])] if state["offered"] else []
        keys.append(data.draw(st.one_of(*open_now, *open_now, *open_now, ODD)))
        state = walked(spec, keys)
        assert walked_in_script(script, spec, keys) == state, keys
        if state is None:
            break


def test_the_same_for_the_small_course(script: Script, course: Course) -> None:
    case: Vignette = course.vignettes["small-case"]
    for walk in case.walks:
        state = walked(case.spec(), [*walk.choices])
        assert state is not None
        assert state["scene"] == walk.ends
        assert walked_in_script(script, case.spec(), [*walk.choices]) == state
