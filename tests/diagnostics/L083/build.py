"""Thirty questions, the key never the longest, but long."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import single, write_items


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = []
    for n in range(30):
        said = ["Tanya di teras rumah.", "Makan."]
        said.insert(n % 3, "Duduk di teras kita.")
        items.append(single(f"q{n:02}", *said, right=n % 3))
    write_items(folder, items)
