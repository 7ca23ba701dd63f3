"""A case with more states than the search looks at; the limit is lowered to keep the test quick."""

from pathlib import Path

import pytest

from pendamping import search


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MAX_STATES", 3)
