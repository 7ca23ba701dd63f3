"""A file over the limit."""

from pathlib import Path

import pytest


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "x" * (10 * 1024 * 1024)
    (folder / "exercises/items/05/bad.yaml").write_text(f"key: bad\nstem: {said}\n")
