"""The lite site: JupyterLite, Pyodide, chapters as notebooks, a page that says what is alive."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from pendamping import bibliography, npm
from pendamping.build import stamp, swap
from pendamping.chapter import Page
from pendamping.chapter import read as read_chapters
from pendamping.lite import fetch, wheels
from pendamping.lite.fetch import LiteError
from pendamping.lite.notebooks import Writer
from pendamping.load import Course
from pendamping.npm import Say
from pendamping.render.page import lite
from pendamping.text import LANGS, Lang

KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
# no answer stays in the browser: who comes next to a shared computer finds none
WORKER = "@jupyterlite/application-extension:service-worker-manager"
STORAGE = ("contents", "settings", "workspaces")
BUILD = {
    "LiteBuildConfig": {
        "apps": ["notebooks", "tree"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
    }
}
INDEX = "all.json"
WHEN = "2026-01-01T00:00:00Z"
# bytes that a browser fetches of JupyterLite itself, from a server that does not compress
JUPYTER = 8_500_000
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def build(course: Course, drawing: Path | None, say: Say) -> Path:
    """Build the lite site into ``_build/lite``.

    Parameters
    ----------
    course : Course
        A course without findings.
    drawing : Path, optional
        A folder with the packages that matplotlib needs, as Pyodide publishes them.
    say : callable
        Called with one line of progress at a time.

    Returns
    -------
    Path
        The folder of the site. An old site stays until the new one is whole.

    Raises
    ------
    LiteError
        If `drawing` is not a folder or lacks a package, something cannot be installed, or
        JupyterLite stops.
    NotFetched
        If something cannot be fetched, or is not what was pinned.
    """
    if drawing and not drawing.is_dir():  # before anything is fetched
        raise LiteError(f"{drawing} is not a folder")
    began, home = time.monotonic(), course.root / "_build"
    target, work = home / "lite", home / "lite-work"
    core = npm.fetch(fetch.PYODIDE, home / "lite-cache", say)
    lock = json.loads((core / fetch.LOCK).read_text(encoding="utf-8"))
    drawn = wheels.supplied(lock, drawing, fetch.kernel_names()) if drawing else []
    mark = _mark(course.root, drawn)
    note = target / ".stamp"
    if note.is_file() and note.read_text("utf-8") == mark:
        say(f"nothing changed since the last lite site: {target}")
        return target
    python = fetch.environment(home / "lite-env", say)
    packages = fetch.kernel_wheels(home / "lite-cache" / "packages", python, say)
    shutil.rmtree(work, ignore_errors=True)
    packages += _of_jupyterlite(python)
    _settings(work, _pyodide(course, work, core, lock, packages, drawn))
    say("building JupyterLite")
    site = work / "site"
    _jupyterlite(python, work, site)
    say("writing chapters as notebooks")
    pages = _notebooks(course, site / "files", draws=bool(drawn))
    _index(site / "files", site / "api" / "contents")
    _face(course, site, pages, draws=bool(drawn))
    (site / ".stamp").write_text(mark, encoding="utf-8")
    swap(site, target)
    shutil.rmtree(work, ignore_errors=True)
    say(f"lite site: {target} ({_bytes(target) / 1e6:.0f} MB, {time.monotonic() - began:.1f} s)")
    return target


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _pyodide(
    course: Course,
    work: Path,
    core: Path,
    lock: dict[str, Any],
    packages: list[Path],
    drawn: list[Path],
) -> list[str]:
    """Put Pyodide and its packages together; returns the names that a kernel starts with."""
    static = work / "static" / "pyodide"
    static.mkdir(parents=True)
    for file in [*(core / name for name in fetch.CORE), *packages, *drawn]:
        shutil.copy(file, static / file.name)
    own = [wheels.own_wheel(course.root, LANGS, static), wheels.no_jedi(static)]
    entries = [wheels.entry(wheel) for wheel in [*packages, *own]]
    by_file = {one["file_name"]: one for one in lock["packages"].values()}
    wheels.write_lock(lock, [*entries, *(by_file[w.name] for w in drawn)], static / fetch.LOCK)
    return [entry["name"] for entry in entries]


def _mark(root: Path, drawn: list[Path]) -> str:
    """Hash what a lite site is made from; the library, with its pins, is in the course's stamp."""
    said = [stamp(root), fetch.VERSION, *(wheel.name for wheel in drawn)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _notebooks(course: Course, files: Path, *, draws: bool) -> list[Page]:
    """Write the chapters of open modules as notebooks; returns them."""
    folders = tuple(f"{m.folder}/" for m in course.modules.values() if m.open and m.folder)
    pages = [page for page in read_chapters(course.root)[0] if page.name.startswith(folders)]
    writer = Writer(
        frozenset(page.name for page in pages),
        bibliography.read(course.root).entries or {},
        course.interface,
        f"/{wheels.COURSE}",
        draws,
    )
    for page in pages:
        file = (files / page.lang / page.name).with_suffix(".ipynb")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(writer.notebook(page), encoding="utf-8", newline="\n")
    return pages


def _index(files: Path, target: Path) -> None:
    """List every folder as Jupyter's Contents API does, for JupyterLite's file browser.

    JupyterLite can do it too, with jupyter-server and all that stands behind it.
    """
    for folder in [files, *(path for path in files.rglob("*") if path.is_dir())]:
        own = folder.relative_to(files)
        listed = _model(folder, files) | {
            "content": [_model(p, files) for p in sorted(folder.iterdir())]
        }
        (target / own).mkdir(parents=True, exist_ok=True)
        (target / own / INDEX).write_text(json.dumps(listed), encoding="utf-8")


def _model(path: Path, files: Path) -> dict[str, Any]:
    at = path.relative_to(files).as_posix()
    return {
        "name": "" if path == files else path.name,
        "path": "" if path == files else at,
        "type": "directory" if path.is_dir() else "notebook",
        "format": "json" if path.is_dir() else None,
        "content": None,
        "mimetype": None,
        "writable": True,
        "created": WHEN,
        "last_modified": WHEN,
        "size": None if path.is_dir() else path.stat().st_size,
    }


def _of_jupyterlite(python: Path) -> list[Path]:
    """Return the packages that JupyterLite's kernel brings itself."""
    share = python.parents[1] / "share" / "jupyter" / "labextensions" / "@jupyterlite"
    found = sorted((share / "pyodide-kernel-extension" / "static" / "pypi").glob("*.whl"))
    return [wheel for wheel in found if not wheel.name.startswith("widgetsnbextension")]


def _settings(work: Path, first: list[str]) -> None:
    """Write both settings files of JupyterLite."""
    kernel = {
        "pyodideUrl": "./static/pyodide/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "lockFileURL": f"./static/pyodide/{fetch.LOCK}",
            "packages": first,
            "env": {"HOME": "/home/pyodide", "PYTHONPATH": f"/{wheels.COURSE}"},
        },
    }
    data = {"litePluginSettings": {KERNEL: kernel}, "enableMemoryStorage": True}
    data["contentsAllJsonFile"] = INDEX  # JupyterLite asks for it when files come after its build
    data["disabledExtensions"] = [WORKER]
    data |= {f"{what}StorageDrivers": ["memoryStorageDriver"] for what in STORAGE}
    whole = {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}
    (work / "jupyter-lite.json").write_text(json.dumps(whole), encoding="utf-8")
    (work / "jupyter_lite_config.json").write_text(json.dumps(BUILD), encoding="utf-8")


def _jupyterlite(python: Path, work: Path, target: Path) -> None:
    command = [str(python), "-m", "jupyterlite_core", "build", "--output-dir", str(target)]
    done = subprocess.run(  # noqa: S603
        [*command, "--lite-dir", str(work)],
        cwd=work,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise LiteError(f"JupyterLite stopped:\n{(done.stderr or done.stdout).strip()[-600:]}")


def _face(course: Course, site: Path, pages: list[Page], *, draws: bool) -> None:
    """Write the page that opens first."""
    shutil.copy(Path(__file__).parent.parent / "theme" / "static" / "site.css", site / "site.css")
    shelves = {lang: _shelf(course, pages, lang) for lang in LANGS}
    megabytes = round((_bytes(site / "static") + JUPYTER) / 1e6)
    html = lite(shelves, course.interface, megabytes=megabytes, draws=draws)
    (site / "index.html").write_text(html, encoding="utf-8", newline="\n")


def _shelf(
    course: Course, pages: list[Page], lang: Lang
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the modules of a language, each with address and title of its chapters."""
    shelf = []
    for key, module in course.modules.items():
        own = [p for p in pages if p.lang == lang and p.name.startswith(f"{module.folder}/")]
        own.sort(key=lambda page: (not page.name.endswith("/index.md"), page.name))
        name = f"{course.interface['module'].to(lang).strip()} {int(key)} – {module.title.to(lang)}"
        chapters = [(_address(page), TITLE.search(page.text or "")) for page in own]
        if own:
            shelf.append((name.strip(), [(at, t[1] if t else at) for at, t in chapters]))
    return shelf


def _address(page: Page) -> str:
    return f"notebooks/index.html?path={page.lang}/{page.name.removesuffix('.md')}.ipynb"
