"""Scoring of questions and playing of cases: pure functions over plain data.

The browser script has the same functions over the same `spec` data; shared test
vectors and a property test in an embedded JavaScript engine hold the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from pendamping.model.vignette import METER_MAX

Answer = Any
Spec = Mapping[str, Any]


def score(spec: Spec, answer: Answer) -> float | None:
    """Score an answer.

    Parameters
    ----------
    spec : mapping
        What `Item.spec` returns.
    answer : str, list of str or mapping
        ``single``: an option key; ``multiple``: option keys; ``order``: step keys;
        ``match``, ``cloze``: mapping from prompt or gap to a key;
        ``judgement``: mapping from response to a rating 1-4.

    Returns
    -------
    float or None
        Share of the full score, 0 to 1. None if the kind is not scored or the
        answer is not complete and well formed.

    Notes
    -----
    ``multiple``: share of options judged rightly. ``order``: share of pairs in the
    right order (Kendall). ``judgement``: mean of 1 - |rating - panel| / 3.
    """
    kind = spec["kind"]
    if kind == "single":
        return None if answer not in spec["options"] else float(answer in spec["correct"])
    if kind == "multiple":
        if not _is_list(answer) or not set(answer) <= set(spec["options"]):
            return None
        right = [(o in answer) == (o in spec["correct"]) for o in spec["options"]]
        return _mean(right)
    if kind == "order":
        if not _is_list(answer) or sorted(answer) != sorted(spec["order"]):
            return None
        pairs = list(combinations(spec["order"], 2))
        return _mean(answer.index(a) < answer.index(b) for a, b in pairs)
    if not isinstance(answer, Mapping):
        return None
    if kind == "match":
        if any(answer.get(p) not in spec["choices"] for p in spec["pairs"]):
            return None
        return _mean(answer[p] == c for p, c in spec["pairs"].items())
    if kind == "cloze":
        if any(answer.get(g) not in gap["options"] for g, gap in spec["gaps"].items()):
            return None
        return _mean(answer[g] in gap["correct"] for g, gap in spec["gaps"].items())
    if kind == "judgement":
        if not all(_is_rating(answer.get(r)) for r in spec["panel"]):
            return None
        return _mean(1 - abs(answer[r] - panel) / 3 for r, panel in spec["panel"].items())
    return None


def _is_list(answer: Answer) -> bool:
    return isinstance(answer, list) and all(isinstance(part, str) for part in answer)


def _is_rating(answer: Answer) -> bool:
    # True is no rating, although Python takes it for 1
    return not isinstance(answer, bool) and answer in (1, 2, 3, 4)


def _mean(values: Iterable[float]) -> float:
    numbers = [float(value) for value in values]
    return sum(numbers) / len(numbers)


@dataclass(frozen=True)
class State:
    """Where a learner stands in a case.

    Attributes
    ----------
    scene : str
        Key of the scene.
    flags : frozenset of str
        What the case remembers.
    meters : mapping of str to int
        Each meter from 0 to 6.
    path : tuple of (str, str)
        Scene and choice of each step so far.
    """

    scene: str
    flags: frozenset[str] = frozenset()
    meters: Mapping[str, int] = field(default_factory=dict)
    path: tuple[tuple[str, str], ...] = ()


def start(spec: Spec) -> State:
    """Return the state at the start of a case."""
    return State(scene=spec["start"], meters=dict(spec["meters"]))


def offered(spec: Spec, scene: str, flags: frozenset[str]) -> list[Mapping[str, Any]]:
    """Return the choices that are open in `scene` with these flags."""
    return [
        choice
        for choice in spec["scenes"][scene]["choices"]
        if flags.issuperset(choice["needs"]) and flags.isdisjoint(choice["lacks"])
    ]


def choose(spec: Spec, state: State, key: str) -> State:
    """Take a choice.

    Parameters
    ----------
    spec : mapping
        What `Vignette.spec` returns.
    state : State
        Where the learner stands.
    key : str
        Key of a choice that is open there.

    Returns
    -------
    State
        The next state.

    Raises
    ------
    KeyError
        If the choice is not open in this state.
    """
    for choice in offered(spec, state.scene, state.flags):
        if choice["key"] == key:
            meters = {
                meter: min(METER_MAX, max(0, value + choice["moves"].get(meter, 0)))
                for meter, value in state.meters.items()
            }
            return State(
                scene=choice["to"],
                flags=state.flags | set(choice["sets"]),
                meters=meters,
                path=(*state.path, (state.scene, key)),
            )
    raise KeyError(key)


def replay(spec: Spec, keys: Iterable[str]) -> State:
    """Walk from the start by choice keys; raises KeyError where a choice is not open."""
    state = start(spec)
    for key in keys:
        state = choose(spec, state, key)
    return state
