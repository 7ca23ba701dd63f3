"""The record that a browser keeps and a file carries: foreign data must not get through."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import Script

WORDS = {"import-too-big", "import-not-json", "import-not-ours", "import-newer", "import-broken"}

# parse a text; what is thrown is said, and whether anything outside was touched
PARSE = """function (text) {
  var out = {};
  try { out.record = p.parseRecord(text); }
  catch (error) { out.thrown = String(error && error.message); out.kind = error && error.name; }
  out.clean = ({}).polluted === undefined && Object.keys(Object.prototype).length === 0;
  out.own = !out.record || [out.record.answers, out.record.cases].every(function (table) {
    return Object.getPrototypeOf(table) === Object.prototype;
  });
  return out;
}"""
MERGE = "function (a, b) { return p.mergeRecords(a, b); }"

NOW, LATER = "2026-11-01T10:00:00.000Z", "2026-11-02T10:00:00.000Z"
GOOD: dict[str, Any] = {
    "format": "pendamping-record",
    "version": 1,
    "answers": {
        "sit-nearby": {"rev": "0123abcd", "chose": "wait", "at": NOW, "tries": 2},
        "constructor": {
            "rev": "0123abcd",
            "chose": {"a-b": "x", "c": 3},
            "at": LATER,
            "tries": 1,
            "certainty": "sure",
        },
        "in-order": {"rev": "ffffffff", "chose": ["b", "a"], "at": NOW, "tries": 1},
    },
    "cases": {"four-years": {"rev": "00000000", "path": ["ask", "share"], "at": NOW}},
    "events": [
        {
            "verb": "answered",
            "object": "sit-nearby",
            "rev": "0123abcd",
            "at": NOW,
            "chose": "wait",
            "lang": "id",
            "certainty": "guess",
        },
        {"verb": "went-back", "object": "four-years", "rev": "00000000", "at": LATER},
    ],
}


def changed(*path_and_value: Any) -> dict[str, Any]:
    """Return the good record with one place changed."""
    *path, value = path_and_value
    data: dict[str, Any] = json.loads(json.dumps(GOOD))
    node: Any = data
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return data


def parsed(script: Script, data: Any) -> dict[str, Any]:
    text = data if isinstance(data, str) else json.dumps(data)
    out: dict[str, Any] = script.function(PARSE)(text)
    assert out["clean"]
    assert out["own"]
    assert ("record" in out) != ("thrown" in out)
    if "record" in out:
        assert_known(out["record"])
    else:
        assert out["thrown"] in WORDS, out
    return out


def assert_known(record: dict[str, Any]) -> None:
    """Assert that a record holds only fields that we know, each of its kind."""
    assert record.keys() == {"format", "version", "answers", "cases", "events"}
    assert (record["format"], record["version"]) == ("pendamping-record", 1)
    for key, answer in record["answers"].items():
        assert key
        assert {"rev", "chose", "at", "tries"} <= answer.keys()
        assert answer.keys() <= {"rev", "chose", "at", "tries", "certainty"}
        assert isinstance(answer["tries"], int)
        assert_chose(answer["chose"])
    for case in record["cases"].values():
        assert case.keys() == {"rev", "path", "at"}
        assert all(isinstance(key, str) for key in case["path"])
    for event in record["events"]:
        assert {"verb", "object", "rev", "at"} <= event.keys()
        assert event.keys() <= {"verb", "object", "rev", "at", "chose", "lang", "certainty"}
        assert_chose(event.get("chose", ""))
    for entry in (*record["answers"].values(), *record["cases"].values(), *record["events"]):
        assert isinstance(entry["rev"], str)
        assert len(entry["rev"]) == 8
        assert isinstance(entry["at"], str)
        assert entry.get("certainty", "sure") in ("sure", "think", "guess")
        assert entry.get("lang", "id") in ("id", "en")


def assert_chose(chose: Any) -> None:
    if isinstance(chose, dict):
        assert all(isinstance(v, str) or v in (1, 2, 3, 4) for v in chose.values())
    elif isinstance(chose, list):
        assert all(isinstance(v, str) for v in chose)
    else:
        assert isinstance(chose, str)


def test_a_good_record_comes_back_as_it_was(script: Script) -> None:
    assert parsed(script, GOOD)["record"] == GOOD


def test_what_we_do_not_know_is_left_out(script: Script) -> None:
    data = changed("more", {"x": 1})
    data["answers"]["sit-nearby"] |= {"score": 1, "html": "<b>", "certainty": "very"}
    data["cases"]["four-years"]["meters"] = {"trust": 9}
    data["events"][0] |= {"lang": "fr", "certainty": "very", "chose": {"bad key": 1}, "name": "Ali"}
    expected = changed("events", 0, {**GOOD["events"][1], "at": NOW})
    expected["events"][0] = {key: GOOD["events"][0][key] for key in ("verb", "object", "rev", "at")}
    assert parsed(script, data)["record"] == expected


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("", "import-not-json"),
        ("{", "import-not-json"),
        ("<html>", "import-not-json"),
        ("[" * 100_000, "import-not-json"),
        ('"' + "x" * (5 * 1024 * 1024) + '"', "import-too-big"),
        ("null", "import-not-ours"),
        ("[]", "import-not-ours"),
        ("5", "import-not-ours"),
        ('"pendamping-record"', "import-not-ours"),
        ({}, "import-not-ours"),
        (changed("format", "other"), "import-not-ours"),
        (changed("version", 2), "import-newer"),
        (changed("version", "1"), "import-broken"),
        (changed("version", None), "import-broken"),
        (changed("answers", []), "import-broken"),
        (changed("answers", None), "import-broken"),
        (changed("cases", "x"), "import-broken"),
        (changed("events", {}), "import-broken"),
        (changed("events", [None]), "import-broken"),
        (changed("events", [[]]), "import-broken"),
        (changed("answers", "__proto__", {"polluted": 1}), "import-broken"),
        (changed("answers", "Bad Key", GOOD["answers"]["sit-nearby"]), "import-broken"),
        (changed("answers", "a" * 65, GOOD["answers"]["sit-nearby"]), "import-broken"),
        (changed("answers", "sit-nearby", None), "import-broken"),
        (changed("answers", "sit-nearby", "chose", 5), "import-broken"),
        (changed("answers", "sit-nearby", "chose", None), "import-broken"),
        (changed("answers", "sit-nearby", "chose", "x" * 4001), "import-broken"),
        (changed("answers", "sit-nearby", "chose", ["a"] * 41), "import-broken"),
        (changed("answers", "sit-nearby", "chose", ["<b>"]), "import-broken"),
        (changed("answers", "sit-nearby", "chose", {"a": 5}), "import-broken"),
        (changed("answers", "sit-nearby", "chose", {"a": ["b"]}), "import-broken"),
        (changed("answers", "sit-nearby", "chose", {"__proto__": "b"}), "import-broken"),
        (changed("answers", "sit-nearby", "rev", "0123ABCD"), "import-broken"),
        (changed("answers", "sit-nearby", "rev", None), "import-broken"),
        (changed("answers", "sit-nearby", "at", "yesterday"), "import-broken"),
        (changed("answers", "sit-nearby", "at", f"{NOW}<b>"), "import-broken"),
        (changed("cases", "four-years", "path", "ask"), "import-broken"),
        (changed("cases", "four-years", "path", [["ask"]]), "import-broken"),
        (changed("cases", "four-years", "path", ["a"] * 501), "import-broken"),
        (changed("cases", "__proto__", GOOD["cases"]["four-years"]), "import-broken"),
        (changed("events", 0, "verb", "<script>"), "import-broken"),
        (changed("events", 0, "object", 5), "import-broken"),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, str) else "",
)
def test_what_is_refused(script: Script, data: Any, word: str) -> None:
    assert parsed(script, data)["thrown"] == word


def test_only_the_last_events_are_kept(script: Script) -> None:
    one = GOOD["events"][1]
    many = [{**one, "object": f"n{n}"} for n in range(5003)]
    kept = parsed(script, changed("events", many))["record"]["events"]
    assert [event["object"] for event in (kept[0], kept[-1])] == ["n3", "n5002"]


@pytest.mark.parametrize("table", ["answers", "cases"])
@pytest.mark.parametrize("field", ["rev", "at"])
def test_a_list_is_not_taken_for_its_text(script: Script, table: str, field: str) -> None:
    key = next(iter(GOOD[table]))
    value = [GOOD[table][key][field]]
    assert parsed(script, changed(table, key, field, value))["thrown"] == "import-broken"


@pytest.mark.parametrize("field", ["rev", "at", "tries"])
def test_an_object_that_cannot_be_text(script: Script, field: str) -> None:
    odd = {"toString": 1, "valueOf": 1}
    out = parsed(script, changed("answers", "sit-nearby", field, odd))
    assert out.get("thrown", "import-broken") == "import-broken"


@pytest.mark.parametrize("tries", [0, -3, 1.5, 1e300, "2", [2], None, True])
def test_tries_are_a_count(script: Script, tries: Any) -> None:
    out = parsed(script, changed("answers", "sit-nearby", "tries", tries))
    assert out["record"]["answers"]["sit-nearby"]["tries"] >= 1


# ---------------------------------------------------------------- drawn examples

ODD_KEYS = st.sampled_from(
    ["__proto__", "constructor", "toString", "polluted", "rev", "at", "chose", "path", "a-b", ""]
)
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.sampled_from([NOW, "0123abcd", "sure", "id"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ODD_KEYS, inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return every place of plain data."""
    if not isinstance(value, dict | list):
        return [path]
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    return [path, *(place for key, part in inner for place in places(part, (*path, key)))]


@settings(max_examples=500)
@given(st.sampled_from([p for p in places(GOOD) if p]), ODD)
def test_one_odd_value_never_gets_through(script: Script, place: tuple[Any, ...], odd: Any) -> None:
    parsed(script, changed(*place, odd))


@given(
    st.sampled_from([(), ("answers",), ("cases",), ("answers", "sit-nearby"), ("events", 0)]),
    ODD_KEYS,
    ODD,
)
def test_one_odd_field_never_gets_through(
    script: Script, place: tuple[Any, ...], key: str, odd: Any
) -> None:
    parsed(script, changed(*place, key, odd))


@given(ODD | st.text())
def test_nothing_else_ever_gets_through(script: Script, data: Any) -> None:
    assert "thrown" in parsed(script, data)


@given(st.text().map(lambda t: json.dumps(GOOD)[: len(t) * 20] + t))
def test_a_cut_file(script: Script, text: str) -> None:
    parsed(script, text)


# ---------------------------------------------------------------- merging

TIMES = st.sampled_from([f"2026-11-0{day}T10:00:00.000Z" for day in range(1, 5)])
NAMES = st.sampled_from(["a", "b", "constructor", "hasownproperty"])
CHOSEN = st.sampled_from(["x", "y", "z"])
RECORDS = st.builds(
    lambda answers, cases, events: {
        "format": "pendamping-record",
        "version": 1,
        "answers": {
            key: {"rev": "0123abcd", "chose": chose, "at": at, "tries": 1}
            for key, (chose, at) in answers.items()
        },
        "cases": {
            key: {"rev": "0123abcd", "path": [chose], "at": at}
            for key, (chose, at) in cases.items()
        },
        "events": [
            {"verb": "answered", "object": key, "rev": "0123abcd", "at": at}
            for key, at in sorted(events, key=lambda event: event[1])
        ],
    },
    st.dictionaries(NAMES, st.tuples(CHOSEN, TIMES)),
    st.dictionaries(NAMES, st.tuples(CHOSEN, TIMES)),
    st.sets(st.tuples(NAMES, TIMES), max_size=4),
)


def merged(script: Script, one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = script.function(MERGE)(one, other)
    return out


def events_of(record: dict[str, Any]) -> list[str]:
    return sorted(json.dumps(event, sort_keys=True) for event in record["events"])


def test_the_later_answer_stays(script: Script) -> None:
    early = changed("answers", "sit-nearby", {**GOOD["answers"]["sit-nearby"], "chose": "early"})
    late = changed("answers", "sit-nearby", "at", LATER)
    for one, other in ((early, late), (late, early)):
        assert merged(script, one, other)["answers"]["sit-nearby"]["chose"] == "wait"


@given(RECORDS)
def test_merging_with_itself_changes_nothing(script: Script, record: dict[str, Any]) -> None:
    again = merged(script, record, record)
    assert again["answers"] == record["answers"]
    assert again["cases"] == record["cases"]
    assert events_of(again) == events_of(record)


def test_of_two_answers_of_one_moment_the_same_one_stays(script: Script) -> None:
    other = changed("answers", "sit-nearby", "chose", "early")
    here, there = merged(script, GOOD, other), merged(script, other, GOOD)
    assert here["answers"] == there["answers"]


@given(RECORDS, RECORDS)
def test_merging_has_no_direction(
    script: Script, one: dict[str, Any], other: dict[str, Any]
) -> None:
    here, there = merged(script, one, other), merged(script, other, one)
    assert here["answers"] == there["answers"]
    assert here["cases"] == there["cases"]
    assert events_of(here) == events_of(there)


@given(RECORDS, RECORDS, RECORDS)
def test_merging_in_any_grouping(
    script: Script, one: dict[str, Any], other: dict[str, Any], third: dict[str, Any]
) -> None:
    left = merged(script, merged(script, one, other), third)
    right = merged(script, one, merged(script, other, third))
    assert left["answers"] == right["answers"]
    assert events_of(left) == events_of(right)


@given(RECORDS, RECORDS)
def test_merging_loses_nothing_and_adds_nothing(
    script: Script, one: dict[str, Any], other: dict[str, Any]
) -> None:
    both = merged(script, one, other)
    assert both["answers"].keys() == one["answers"].keys() | other["answers"].keys()
    for key, answer in both["answers"].items():
        assert answer in (one["answers"].get(key), other["answers"].get(key))
    assert {*events_of(both)} == {*events_of(one), *events_of(other)}
    assert [e["at"] for e in both["events"]] == sorted(e["at"] for e in both["events"])
    assert_known(both)
