"""Thirty questions; in Indonesian the key is cautious in ten."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import Said, single, write_items


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = []
    for n in range(30):
        said: list[Said] = ["Duduk di teras ini.", "Tanya di teras ini.", "Makan di teras ini."]
        said[n % 3] = ("Mungkin di teras.", "In the garden.") if n < 10 else "Diam di teras ini."
        items.append(single(f"q{n:02}", *said, right=n % 3))
    write_items(folder, items)
