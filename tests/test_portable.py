"""What other systems ask of the files: names that Windows can have, text that says its encoding."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
import sysconfig
from collections import Counter
from pathlib import PurePosixPath

import pytest

from support import ROOT

RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}
FORBIDDEN = set('<>:"\\|?*')
# Windows allows 260 in all; a checkout may lie under a long name
LONGEST = 120


@pytest.fixture(scope="module")
def names() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    if listed.returncode:
        pytest.skip("not a git checkout: the names are checked where there is one")
    return [name for name in listed.stdout.split("\0") if name]


def test_every_name_can_stand_on_every_system(names: list[str]) -> None:
    assert len(names) > 500
    parts = {part for name in names for part in PurePosixPath(name).parts}
    assert not {p for p in parts if p.split(".")[0].casefold() in RESERVED}
    assert not {p for p in parts if FORBIDDEN & set(p) or p[-1] in " ."}
    assert not {name for name in names if len(name) > LONGEST}
    twice = Counter(name.casefold() for name in names)
    assert not {name for name, times in twice.items() if times > 1}


def test_the_site_has_such_names_too(names: list[str]) -> None:
    site = ROOT / "_build" / "site"
    if not site.is_dir():
        pytest.skip("no site was built here")
    built = [p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()]
    test_every_name_can_stand_on_every_system([*names, *(f"site/{name}" for name in built)])


@pytest.mark.parametrize("command", [["check"], ["blueprint"], ["tr", "status"], ["draw"]])
def test_no_text_is_read_in_the_encoding_of_the_machine(command: list[str]) -> None:
    settings = {**os.environ, "PYTHONWARNDEFAULTENCODING": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "always::EncodingWarning", "-m", "pendamping", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=settings,
    )
    assert done.returncode == 0, done.stderr
    ours = str(ROOT / "src")
    assert [line for line in done.stderr.splitlines() if line.startswith(ours)] == []


@pytest.mark.parametrize("system", ["nt", "posix"])
def test_the_entry_looks_for_python_where_venv_puts_it(system: str) -> None:
    told = runpy.run_path(str(ROOT / "scripts" / "course.py"))
    folder = sysconfig.get_path("scripts", f"{system}_venv", {"base": "", "installed_base": ""})
    assert "/" + told["INSIDE"][system].rpartition("/")[0] == folder.replace("\\", "/")
