"""The real course: its content is valid, its questions cannot be guessed, its blueprint is met."""

from __future__ import annotations

import pytest

from pendamping import cli
from support import ROOT


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["check", "--spelling"],
        ["check", "--guessers"],
        ["blueprint"],
        ["evidence", "--unused"],
        ["tr", "status"],
    ],
    ids=" ".join,
)
def test_the_course_passes(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["--root", str(ROOT), *command])
    out, err = capsys.readouterr()
    assert code == 0, f"{out}\n{err}"
