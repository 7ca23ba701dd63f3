"""The recipes for a campus server say what is true of this repository."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pendamping.lab import SETTINGS
from support import ROOT

HUB, BINDER = ROOT / "docs" / "hub", ROOT / "binder"
NAME = re.compile(r"^([A-Za-z0-9._-]+)(==\S+)?$")


def test_the_hub_has_the_setting_of_the_lab_command() -> None:
    shipped = json.loads((HUB / "default_setting_overrides.json").read_text("utf-8"))
    assert shipped == SETTINGS


def test_every_package_of_binder_is_pinned() -> None:
    pins = "".join((ROOT / f"requirements{kind}.txt").read_text("utf-8") for kind in ("", "-dev"))
    pinned = {
        line.split("==")[0].lower().replace(".", "-") for line in pins.splitlines() if "==" in line
    }
    lines = (BINDER / "requirements.txt").read_text("utf-8").splitlines()
    asked = [found for line in lines if (found := NAME.match(line))]
    assert len(asked) > 8
    assert [
        name[1] for name in asked if not name[2] and name[1].lower().replace(".", "-") not in pinned
    ] == []
    assert {f"-c ../requirements{kind}.txt" for kind in ("", "-dev")} <= set(lines)


@pytest.mark.skipif(sys.platform == "win32", reason="a script of repo2docker, which is Linux")
def test_what_repo2docker_runs_is_bash() -> None:
    script = BINDER / "postBuild"
    assert script.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", str(script)]).returncode == 0
    assert str((HUB / "enable.py").relative_to(ROOT).as_posix()) in script.read_text("utf-8")


def test_an_environment_is_enabled_for_any_folder(tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=False)
    folder = "Scripts" if sys.platform == "win32" else "bin"
    python = tmp_path / "env" / folder / "python"
    done = subprocess.run([python, HUB / "enable.py"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    setting = tmp_path / "env/etc/jupyter/labconfig/default_setting_overrides.json"
    assert json.loads(setting.read_text("utf-8")) == SETTINGS
    look = "from importlib.util import find_spec as f; print(f('pendamping').origin, f('book'))"
    said = subprocess.run([python, "-c", look], cwd=tmp_path, capture_output=True, text=True).stdout
    assert str(ROOT / "src" / "pendamping" / "__init__.py") in said
    assert str(ROOT / "book") in said


def test_the_values_for_kubernetes_are_whole() -> None:
    values = YAML(typ="safe").load(HUB / "z2jh.yaml")
    one = values["singleuser"]
    assert set(values) == {"singleuser"}
    assert set(one) == {"image", "defaultUrl", "lifecycleHooks", "memory", "cpu"}
    chapter = one["defaultUrl"].removeprefix("/lab/tree/pendampingan/")
    assert (ROOT / chapter).is_file()
    readme = (HUB / "README.md").read_text("utf-8")
    assert f"{one['image']['name']}:{one['image']['tag']}" in readme
