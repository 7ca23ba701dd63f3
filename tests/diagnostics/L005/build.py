"""Windows line ends, which version control may turn into its own."""

from pathlib import Path

import pytest


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "exercises/interface2.yaml"
    file.write_bytes(b"a-word:\r\n  id: kata\r\n  en: word\r\n")
