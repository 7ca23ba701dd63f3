"""Twenty-seven questions whose key is always first."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import single, write_items


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [single(f"q{n:02}", "Satu.", "Dua.", "Lima.") for n in range(27)]
    write_items(folder, items)
