"""A file that vanishes between the listing and the reading of it."""

from pathlib import Path

import pytest

import pendamping.load
from pendamping.source import Tree, read

NAME = "exercises/items/05/vanishing.yaml"


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / NAME).write_text("key: vanishing\n")

    def late(file: Path, name: str) -> Tree:
        if name == NAME:
            file.unlink()
        return read(file, name)

    monkeypatch.setattr(pendamping.load, "read", late)
