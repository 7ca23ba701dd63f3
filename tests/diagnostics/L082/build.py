"""Thirty questions, the key by one letter the longest in fourteen."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import single, write_items


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = []
    for n in range(30):
        said = ["Duduk di teras.", "Tanya di teras.", "Makan di teras."]
        said[n % 3] = "Diam di terasnya." if n < 14 else "Diam di teras."
        items.append(single(f"q{n:02}", *said, right=n % 3))
    write_items(folder, items)
