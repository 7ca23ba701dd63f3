"""Packages for the browser's Python: our own wheel, those a builder supplies, the list of all."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pendamping import npm
from pendamping.lite.fetch import PUBLISHED, LiteError

# where the wheel puts the course: a data file lands below Python's prefix
COURSE = "course"
DRAWING = "matplotlib"
# what a question or a case needs of a course
SHOWN = ("_config.yml", "exercises/items", "exercises/vignettes", "exercises/sets")
WHEN = (2026, 1, 1, 0, 0, 0)


def supplied(lock: Mapping[str, Any], folder: Path, have: Iterable[str]) -> list[Path]:
    """Return what matplotlib needs, from a folder, each looked at by the hash of the npm list.

    Parameters
    ----------
    lock : mapping
        Pyodide's own list of packages.
    folder : Path
        What the builder supplies.
    have : iterable of str
        Names of packages that are there already.

    Returns
    -------
    list of Path
        The wheels.

    Raises
    ------
    LiteError
        If one is missing.
    NotFetched
        If one is not the very file.
    """
    packages, ours = lock["packages"], set(have)
    wanted, seen = [DRAWING], set(ours)
    files: list[Path] = []
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        wanted += packages[name]["depends"]
        files.append(folder / packages[name]["file_name"])
    missing = sorted(file.name for file in files if not file.is_file())
    if missing:
        names = "\n".join(missing)
        raise LiteError(
            f"{folder} lacks {len(missing)} of {len(files)} files; they are at {PUBLISHED}\n{names}"
        )
    known = {entry["file_name"]: entry["sha256"] for entry in packages.values()}
    for file in files:
        npm.check(file.read_bytes(), "sha256", known[file.name], str(file))
    return sorted(files)


def entry(wheel: Path, depends: Iterable[str] = ()) -> dict[str, Any]:
    """Describe a wheel for Pyodide's list of packages."""
    name, number = wheel.name.split("-")[:2]
    with zipfile.ZipFile(wheel) as box:
        tops = {part.split("/")[0] for part in box.namelist() if part.endswith((".py", ".so"))}
    imports = sorted({top.partition(".")[0] for top in tops if not top.endswith((".data",))})
    return {
        "name": _canonical(name),
        "version": number,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": imports,
        "depends": sorted(depends),
        "unvendored_tests": False,
    }


def write_lock(lock: Mapping[str, Any], entries: Iterable[dict[str, Any]], target: Path) -> None:
    """Write a list of packages that names these alone."""
    packages = {_canonical(one["name"]): one for one in entries}
    target.write_text(json.dumps({"info": lock["info"], "packages": packages}), encoding="utf-8")


def own_wheel(root: Path, langs: Iterable[str], folder: Path) -> Path:
    """Write the library and what it shows of a course as one wheel."""
    library = Path(__file__).parent.parent
    files = {
        f"pendamping/{file.relative_to(library).as_posix()}": file.read_bytes()
        for file in _files(library)
        if file.suffix == ".py" or file.parent.name == "assets"
    }
    number = version("pendamping")
    data = f"pendamping-{number}.data/data/{COURSE}"
    for name in (*SHOWN, "exercises", "book/figures"):
        at = root / name
        shallow = at.glob("interface*.yaml") if name == "exercises" else _files(at)
        for file in shallow:
            files[f"{data}/{file.relative_to(root).as_posix()}"] = file.read_bytes()
    for lang in langs:  # a folder to stand in, which says the language
        files[f"{data}/book/{lang}/.keep"] = b""
    return _write(folder, "pendamping", number, files)


def no_jedi(folder: Path) -> Path:
    """Write an empty stand-in for jedi: the kernel asks for it by name, and it weighs 5 MB.

    IPython takes the ImportError for what it says: there is no completion by jedi.
    """
    return _write(folder, "jedi", "0", {"jedi.py": b'raise ImportError("left out: 5 MB")\n'})


def _write(folder: Path, name: str, number: str, files: dict[str, bytes]) -> Path:
    """Write a wheel, the same from the same files."""
    info = f"{name}-{number}.dist-info"
    said = f"Metadata-Version: 2.1\nName: {name}\nVersion: {number}\n"
    whole = files | {
        f"{info}/METADATA": said.encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    listed = "".join(f"{at},sha256={_hash(raw)},{len(raw)}\n" for at, raw in whole.items())
    whole[f"{info}/RECORD"] = f"{listed}{info}/RECORD,,\n".encode()
    wheel = folder / f"{name}-{number}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as box:
        for at, raw in whole.items():
            one = zipfile.ZipInfo(at, WHEN)
            one.compress_type = zipfile.ZIP_DEFLATED
            one.external_attr = 0o644 << 16
            box.writestr(one, raw)
    return wheel


def _files(at: Path) -> list[Path]:
    if at.is_file():
        return [at]
    return sorted(
        file for file in at.rglob("*") if file.is_file() and "__pycache__" not in file.parts
    )


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _hash(raw: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")
