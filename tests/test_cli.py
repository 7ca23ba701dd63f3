"""The command line hands on what is not its own, and refuses what nobody knows."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from pendamping import cli
from support import ROOT


def test_what_follows_test_is_for_pytest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> SimpleNamespace:
        ran.append(command)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(cli.subprocess, "run", run)  # type: ignore[attr-defined]
    wanted = ["tests/test_play.py", "-k", "score", "--durations=5"]
    assert cli.main(["--root", str(ROOT), "test", *wanted]) == 0
    assert ran[-1][-4:] == wanted
    assert "pytest" in ran[-1]
    (tmp_path / "test").symlink_to(ROOT)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["--root", "test", "test", *wanted]) == 0  # a folder of that name
    assert ran[-1][-5:] == ["--dist=loadfile", *wanted]


def test_an_unknown_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--root", str(ROOT), "check", "--durations=5"])
    assert stopped.value.code == 2
    assert "--durations=5" in capsys.readouterr().err


@pytest.mark.parametrize("where", ["", "none/course.zip"])
def test_pack_says_at_once_where_it_cannot_write(
    tmp_path: Path, where: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_site", None)
    target = tmp_path / where
    assert cli.main(["--root", str(ROOT), "pack", "--output", str(target)]) == cli.FAILURE
    said = capsys.readouterr().err
    assert said.startswith("not packed: ")
    assert str(target.parent if where else target) in said
