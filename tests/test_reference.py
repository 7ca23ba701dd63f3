from __future__ import annotations

import json
from importlib.util import find_spec

import pytest

import pendamping
from pendamping.reference import MIME, Reference


def test_a_reference_is_plain_data_with_a_text_beside_it() -> None:
    bundle = Reference("quiz", ("sit-nearby", "ask"))._repr_mimebundle_(include=None)
    assert json.loads(json.dumps(bundle)) == {
        MIME: {"kind": "quiz", "keys": ["sit-nearby", "ask"]},
        "text/plain": "quiz sit-nearby ask",
    }


def test_while_a_page_is_built_cells_leave_references(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENDAMPING_BUILD", "1")
    assert pendamping.quiz("a", "b") == Reference("quiz", ("a", "b"))
    assert pendamping.vignette("a", lang="en") == Reference("vignette", ("a",))
    assert pendamping.progress() == Reference("progress")
    way = pendamping.vignette("a")
    assert isinstance(way, Reference)
    assert way.path() is None  # type: ignore[func-returns-value]


def test_no_module_takes_the_name_of_what_chapters_import() -> None:
    """Importing `pendamping.explore` as a module would replace the function of that name."""
    assert [name for name in pendamping.__all__ if find_spec(f"pendamping.{name}")] == []
