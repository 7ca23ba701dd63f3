"""What the lite site is made of, fetched once and known by its hash.

Pyodide comes from the npm registry as a plain HTTPS download; Node is not needed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

Say = Callable[[str], None]

PYODIDE = "314.0.6"
SHA512 = "BKDTJyIqFxC4BExLqeRS3f5xvXZIjOt8C3zGLN/Cc7tFxSwvKVhVkchQQ2AGLOtR4YrVOIFxbV8poyDOOmWwxQ=="
LOCK = "pyodide-lock.json"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
# the Python of that Pyodide, and the tag of what is compiled for it (PEP 783)
PYTHON, PLATFORM = "3.14", "pyemscripten_2026_0_wasm32"
# where Pyodide publishes what npm does not have; only ever named to a builder
PUBLISHED = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"
REGISTRY = "https://registry.npmjs.org"
BLOCK = 256 * 1024
HERE = Path(__file__).parent


class LiteError(Exception):
    """The lite site could not be made; the message says why and what to do."""


def pyodide(cache: Path, say: Say) -> Path:
    """Return the folder with Pyodide's core and its list of packages, fetched if needed."""
    folder = cache / f"pyodide-{PYODIDE}"
    if not folder.is_dir():
        registry = os.environ.get("npm_config_registry") or REGISTRY  # noqa: SIM112 - npm's own name
        url = f"{registry.rstrip('/')}/pyodide/-/pyodide-{PYODIDE}.tgz"
        archive = check(download(url, say), "sha512", SHA512, url)
        aside = folder.with_suffix(".part")
        shutil.rmtree(aside, ignore_errors=True)
        unpack(archive, (*CORE, LOCK), aside)
        aside.rename(folder)
    return folder


def download(url: str, say: Say) -> bytes:
    """Fetch a file, telling how far it is.

    Raises
    ------
    LiteError
        If it cannot be had.
    """
    if not url.startswith(("https://", "http://")):
        raise LiteError(f"{url} is no web address; look at npm_config_registry")
    got, said = io.BytesIO(), 0
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 - looked at above
            whole = int(answer.headers.get("Content-Length") or 0)
            while block := answer.read(BLOCK):
                got.write(block)
                if got.tell() - said >= 2_000_000:
                    said = got.tell()
                    say(f"fetched {said / 1e6:.0f} of {whole / 1e6:.0f} MB")
    except (OSError, ValueError) as error:  # URLError is an OSError
        raise LiteError(
            f"{url} could not be fetched ({getattr(error, 'reason', error)}). Is there a network?\n"
            "The lite site needs it the first time; another registry: npm_config_registry."
        ) from error
    return got.getvalue()


def check(raw: bytes, kind: str, wanted: str, name: str) -> bytes:
    """Return `raw` if its hash is the wanted one (hex, or base64 as npm writes it).

    Raises
    ------
    LiteError
        If it is not.
    """
    digest = hashlib.new(kind, raw).digest()
    if wanted not in (binascii.hexlify(digest).decode(), base64.b64encode(digest).decode()):
        raise LiteError(
            f"{name} is not the file that was pinned ({kind} is {digest.hex()[:16]}…).\n"
            "Nothing was written. Fetch that file again."
        )
    return raw


def unpack(archive: bytes, names: tuple[str, ...], folder: Path) -> None:
    """Write the named files of an npm archive into a new folder, and nothing else of it.

    Raises
    ------
    LiteError
        If the archive cannot be read or lacks one of them.
    """
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as box:
            for member in box:
                name = member.name.removeprefix("package/")
                part = box.extractfile(member) if member.isreg() and name in names else None
                if part:
                    found[name] = part.read()
    except (tarfile.TarError, OSError, EOFError) as error:
        raise LiteError(f"the archive of Pyodide cannot be read: {error}") from error
    missing = [name for name in names if name not in found]
    if missing:
        raise LiteError(f"the archive of Pyodide has no {', '.join(missing)}")
    folder.mkdir(parents=True)
    for name, raw in found.items():
        (folder / name).write_bytes(raw)


def environment(folder: Path, say: Say) -> Path:
    """Return the Python of the environment that builds lite sites, made if needed."""
    wanted = HERE / "requirements-lite.txt"
    note, mark = folder / "lite.stamp", _mark(wanted)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (note.is_file() and note.read_text() == mark):
        say(f"making an environment of its own in {folder.name}")
        if not python.exists():
            _run([sys.executable, "-m", "venv", str(folder)], "the environment")
        _run([str(python), *_PIP, "install", "--no-deps", "-r", str(wanted)], "JupyterLite")
        note.write_text(mark)
    return python


def kernel_names() -> set[str]:
    """Return the names of the packages that `kernel_wheels` returns."""
    text = (HERE / "requirements-lite-kernel.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))


def kernel_wheels(folder: Path, python: Path, say: Say) -> list[Path]:
    """Return the packages that run in the browser, fetched if needed; pip looks at each hash."""
    wanted = HERE / "requirements-lite-kernel.txt"
    note, mark = folder / "lite.stamp", _mark(wanted)
    if not (note.is_file() and note.read_text() == mark):
        say("fetching what runs in the browser")
        shutil.rmtree(folder, ignore_errors=True)
        target = ["--only-binary=:all:", "--python-version", PYTHON, "--platform", PLATFORM]
        pip = [str(python), *_PIP, "download", "--no-deps", "--require-hashes", *target]
        _run([*pip, "-d", str(folder), "-r", str(wanted)], "the packages of the browser")
        note.write_text(mark)
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
