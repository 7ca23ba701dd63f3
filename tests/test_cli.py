"""The command line hands on what is not its own, and refuses what nobody knows."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pendamping import cli
from support import ROOT


def test_what_follows_test_is_for_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> SimpleNamespace:
        ran.append(command)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(cli.subprocess, "run", run)  # type: ignore[attr-defined]
    wanted = ["tests/test_play.py", "-k", "score", "--durations=5"]
    assert cli.main(["--root", str(ROOT), "test", *wanted]) == 0
    assert ran[-1][-4:] == wanted
    assert "pytest" in ran[-1]


def test_an_unknown_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--root", str(ROOT), "check", "--durations=5"])
    assert stopped.value.code == 2
    assert "--durations=5" in capsys.readouterr().err
