"""JupyterLab on the chapters, with Markdown opening as notebooks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

VIEWERS = {"defaultViewers": {"markdown": "Jupytext Notebook"}}
SETTINGS = {"@jupyterlab/docmanager-extension:plugin": VIEWERS}


def command(root: Path, port: int, *, browser: bool, token: str | None = None) -> list[str]:
    """Return the command that starts JupyterLab on a course."""
    said = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
    ]
    said += [
        f"--ServerApp.root_dir={root}",
        "--LabApp.default_url=/lab/tree/book/id/index.md?reset",
    ]
    said += ["--ServerApp.contents_manager_class=jupytext.TextFileContentsManager"]
    if not browser:
        said.append("--no-browser")
    if token is not None:
        said.append(f"--IdentityProvider.token={token}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        said.append("--allow-root")
    return said


def environment(root: Path) -> dict[str, str]:
    """Return the environment: our settings beside the user's own, figures importable."""
    folder = root / "_build" / "lab"
    (folder / "labconfig").mkdir(parents=True, exist_ok=True)
    settings = folder / "labconfig" / "default_setting_overrides.json"
    settings.write_text(json.dumps(SETTINGS), encoding="utf-8")
    paths = [str(folder), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    imports = [str(root), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "JUPYTER_CONFIG_PATH": os.pathsep.join(paths),
        "PYTHONPATH": os.pathsep.join(imports),
    }


def start(root: Path, port: int, *, browser: bool) -> int:
    """Start JupyterLab and wait for it; returns its exit code."""
    return subprocess.run(  # noqa: S603
        command(root, port, browser=browser), env=environment(root), cwd=root, check=False
    ).returncode
