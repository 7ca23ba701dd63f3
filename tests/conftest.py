from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pendamping import cli
from pendamping.load import Course, load
from support import Script, copy_course

# The same examples in every run, so that a failure is there again when it is looked at.
# `HYPOTHESIS_PROFILE=wide pytest tests` looks for new ones.
_CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile(
    "ci", derandomize=True, deadline=None, database=None, suppress_health_check=_CHECKS
)
settings.register_profile("wide", deadline=None, max_examples=5000, suppress_health_check=_CHECKS)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small valid course of its own: every kind of question, a set, a case, two chapters."""
    return copy_course(tmp_path / "course")


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The same course, loaded; not to be changed."""
    return load(copy_course(tmp_path_factory.mktemp("shared") / "course"))


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str]]]:
    """Run ``pendamping check`` on a folder; returns its exit code and its lines."""

    def run(folder: Path, lang: str = "en", *more: str) -> tuple[int, list[str]]:
        code = cli.main(["--root", str(folder), "check", "--lang", lang, *more])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out.splitlines()

    return run


@pytest.fixture(scope="session")
def script() -> Script:
    """The page's script without a page."""
    return Script()
