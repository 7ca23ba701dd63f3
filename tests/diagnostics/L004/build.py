"""Latin-1, which editors may turn into UTF-8."""

from pathlib import Path

import pytest


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "exercises/interface2.yaml"
    file.write_bytes(b"a-word:\n  id: kata\n  en: caf\xe9\n")
