"""What the lite site is made of, fetched once and known by its hash.

Pyodide comes from the npm registry, Python's packages from PyPI.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from pendamping.npm import Package, Say

VERSION = "314.0.6"
SHA512 = "BKDTJyIqFxC4BExLqeRS3f5xvXZIjOt8C3zGLN/Cc7tFxSwvKVhVkchQQ2AGLOtR4YrVOIFxbV8poyDOOmWwxQ=="
LOCK = "pyodide-lock.json"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
PYODIDE = Package("pyodide", VERSION, SHA512, (*CORE, LOCK))
# the Python of that Pyodide, and the tag of what is compiled for it (PEP 783)
PYTHON, PLATFORM = "3.14", "pyemscripten_2026_0_wasm32"
# where Pyodide publishes what npm does not have; only ever named to a builder
PUBLISHED = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
HERE = Path(__file__).parent


class LiteError(Exception):
    """The lite site could not be made; the message says why and what to do."""


def environment(folder: Path, say: Say) -> Path:
    """Return the Python of the environment that builds lite sites, made if needed."""
    wanted = HERE / "requirements-lite.txt"
    note, mark = folder / "lite.stamp", _mark(wanted)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (note.is_file() and note.read_text("utf-8") == mark):
        say(f"making an environment of its own in {folder.name}")
        if not python.exists():
            _run([sys.executable, "-m", "venv", str(folder)], "the environment")
        _run([str(python), *_PIP, "install", "--no-deps", "-r", str(wanted)], "JupyterLite")
        note.write_text(mark, encoding="utf-8")
    return python


def kernel_names() -> set[str]:
    """Return the names of the packages that `kernel_wheels` returns."""
    text = (HERE / "requirements-lite-kernel.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))


def kernel_wheels(folder: Path, python: Path, say: Say) -> list[Path]:
    """Return the packages that run in the browser, fetched if needed; pip looks at each hash."""
    wanted = HERE / "requirements-lite-kernel.txt"
    note, mark = folder / "lite.stamp", _mark(wanted)
    if not (note.is_file() and note.read_text("utf-8") == mark):
        say("fetching what runs in the browser")
        shutil.rmtree(folder, ignore_errors=True)
        target = ["--only-binary=:all:", "--python-version", PYTHON, "--platform", PLATFORM]
        pip = [str(python), *_PIP, "download", "--no-deps", "--require-hashes", *target]
        _run([*pip, "-d", str(folder), "-r", str(wanted)], "the packages of the browser")
        note.write_text(mark, encoding="utf-8")
    return sorted(folder.glob("*.whl"))


_PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "-q")


def _mark(file: Path) -> str:
    seen = hashlib.sha256(str(sys.version_info[:2]).encode())
    seen.update(file.read_bytes())
    return seen.hexdigest()


def _run(command: list[str], what: str) -> None:
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise LiteError("\n".join([f"{what} could not be installed. Is there a network?", *said]))
