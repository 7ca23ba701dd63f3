from __future__ import annotations

import time

import pytest

from pendamping import play, search
from pendamping.search import Node, explore
from support import SLOW_MACHINE, case, choice, ending, scene


def test_every_state_with_the_shortest_way() -> None:
    found = explore(
        case(
            scene("a", choice("b"), choice("c", sets=["f"])),
            scene("b", choice("c")),
            scene("c", choice("end", needs=["f"]), choice("sad", lacks=["f"])),
            ending(),
            ending("sad", "poor"),
            flags="f",
        )
    )
    assert found.whole
    assert (found.stuck, found.endless, found.breaches) == ([], [], {})
    assert found.paths == {
        Node("a"): (),
        Node("b"): ("b",),
        Node("c", frozenset("f")): ("c",),
        Node("c"): ("b", "c"),
        Node("end", frozenset("f")): ("c", "end"),
        Node("sad"): ("b", "c", "sad"),
    }


def test_every_path_can_be_played() -> None:
    made = case(
        scene("a", choice("b", sets=["f"]), choice("b", "other")),
        scene("b", choice("a", needs=["f"]), choice("end")),
        ending(),
        flags="f",
    )
    spec = made.spec()
    for node, path in explore(made).paths.items():
        state = play.replay(spec, path)
        assert (state.scene, state.flags) == (node.scene, node.flags)


def test_a_scene_that_is_never_reached() -> None:
    made = case(scene("a", choice("end")), scene("island", choice("end")), ending())
    assert {node.scene for node in explore(made).paths} == {"a", "end"}


def test_a_scene_behind_a_flag_that_is_never_set() -> None:
    made = case(
        scene("a", choice("end"), choice("b", needs=["f"])),
        scene("b", choice("end")),
        ending(),
        flags="f",
    )
    assert {node.scene for node in explore(made).paths} == {"a", "end"}


def test_stuck() -> None:
    made = case(
        scene("a", choice("b"), choice("b", "with", sets=["f"])),
        scene("b", choice("end", needs=["f"])),
        ending(),
        flags="f",
    )
    found = explore(made)
    assert found.stuck == [Node("b")]
    assert found.paths[Node("b")] == ("b",)
    assert found.endless == []


def test_endless() -> None:
    made = case(
        scene("a", choice("end"), choice("b")),
        scene("b", choice("c")),
        scene("c", choice("b")),
        ending(),
    )
    assert {node.scene for node in explore(made).endless} == {"b", "c"}


def test_a_loop_with_a_way_out_is_no_finding() -> None:
    made = case(
        scene("a", choice("a"), choice("b")), scene("b", choice("a"), choice("end")), ending()
    )
    found = explore(made)
    assert (found.stuck, found.endless) == ([], [])


def test_a_loop_whose_way_out_closes_behind() -> None:
    made = case(
        scene("a", choice("a", sets=["f"]), choice("end", lacks=["f"])), ending(), flags="f"
    )
    assert explore(made).endless == [Node("a", frozenset("f"))]


def test_what_only_leads_to_stuck_states_is_endless_too() -> None:
    made = case(
        scene("a", choice("b")), scene("b", choice("end", needs=["f"])), ending(), flags="f"
    )
    found = explore(made)
    assert found.stuck == [Node("b")]
    assert found.endless == [Node("a")]


BEFORE = [{"key": "r", "before": "told", "require": "asked", "says": {"id": "x", "en": "x"}}]
AFTER = [{"key": "r", "after": "hint", "must": "asked", "says": {"id": "x", "en": "x"}}]


def test_a_rule_that_holds() -> None:
    made = case(
        scene("a", choice("b", sets=["asked"]), choice("end", "leave")),
        scene("b", choice("end", sets=["told"])),
        ending(),
        flags="told asked",
        rules=BEFORE,
    )
    assert explore(made).breaches == {}


def test_both_flags_in_one_choice_hold() -> None:
    made = case(
        scene("a", choice("end", sets=["told", "asked"])),
        ending(),
        flags="told asked",
        rules=BEFORE,
    )
    assert explore(made).breaches == {}


def test_a_broken_rule_with_its_shortest_way() -> None:
    made = case(
        scene("a", choice("b", sets=["told"]), choice("b", "ask", sets=["asked"])),
        scene("b", choice("end", sets=["asked"]), choice("c")),
        scene("c", choice("end")),
        ending(),
        flags="told asked",
        rules=BEFORE,
    )
    # what is asked afterwards comes too late
    assert explore(made).breaches == {"r": ("b", "end")}


def test_a_broken_rule_that_a_scene_answers() -> None:
    made = case(
        scene("a", choice("b", sets=["told"])),
        scene("b", choice("end"), answers=["r"]),
        ending(),
        flags="told asked",
        rules=BEFORE,
    )
    assert explore(made).breaches == {}


def test_an_answer_before_the_breach_is_none() -> None:
    made = case(
        scene("a", choice("b"), answers=["r"]),
        scene("b", choice("end", sets=["told"])),
        ending(),
        flags="told asked",
        rules=BEFORE,
    )
    assert explore(made).breaches == {"r": ("b", "end")}


def test_an_answer_on_another_way_is_none() -> None:
    made = case(
        scene("a", choice("b", sets=["told"]), choice("end", "quick", sets=["told"])),
        scene("b", choice("end"), answers=["r"]),
        ending(),
        flags="told asked",
        rules=BEFORE,
    )
    assert explore(made).breaches == {"r": ("quick",)}


def test_after_and_must() -> None:
    made = case(
        scene("a", choice("b", sets=["hint"]), choice("end", "leave")),
        scene("b", choice("end", "ask", sets=["asked"]), choice("end", "pass")),
        ending(),
        flags="hint asked",
        rules=AFTER,
    )
    assert explore(made).breaches == {"r": ("b", "pass")}


def test_after_and_must_answered_by_the_ending() -> None:
    made = case(
        scene("a", choice("b", sets=["hint"])),
        scene("b", choice("end", "ask", sets=["asked"]), choice("sorry", "pass")),
        ending(),
        ending("sorry", answers=["r"]),
        flags="hint asked",
        rules=AFTER,
    )
    assert explore(made).breaches == {}


def test_too_many_states(monkeypatch: pytest.MonkeyPatch) -> None:
    made = case(*(scene(f"s{n}", choice(f"s{n + 1}")) for n in range(9)), ending("s9"))
    monkeypatch.setattr(search, "MAX_STATES", 9)
    assert not explore(made).whole
    monkeypatch.setattr(search, "MAX_STATES", 10)
    assert explore(made).whole


def test_a_huge_case_stops_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MAX_STATES", 20_000)
    flags = [f"f{n}" for n in range(20)]  # a million states
    hub = scene("hub", choice("end"), *(choice("hub", flag, sets=[flag]) for flag in flags))
    began = time.monotonic()
    found = explore(case(hub, ending(), flags=" ".join(flags)))
    assert not found.whole
    assert len(found.paths) == search.MAX_STATES
    assert time.monotonic() - began < 1 * SLOW_MACHINE
