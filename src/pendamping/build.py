"""Both books to one site: checked first, built side by side, moved into place when whole."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from filelock import FileLock, Timeout
from ruamel.yaml import YAML

from pendamping.load import Course
from pendamping.packing import INVENTORY, inventory
from pendamping.report.blueprint import digest
from pendamping.text import DEFAULT_LANG, LANGS, Lang

Say = Callable[[str], None]
_PICTURE = re.compile(r"[\w.-]+\.(?:svg|png|jpg|webp)")
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
NOT_NEEDED = {
    ".buildinfo",
    ".doctrees",
    "_sources",
    "basic.css",
    "file.png",
    "jupyter_execute",
    "minus.png",
    "objects.inv",
    "plus.png",
    "pygments.css",
    "sphinx_highlight.js",
    "translations.js",
}
# what a site is made from, relative to the course folder
INPUTS = ("_config.yml", "_toc.yml", "book", "exercises")


class BuildError(Exception):
    """A book could not be built; the message says why."""


def stamp(root: Path) -> str:
    """Hash everything that a site is made from, the library included."""
    seen = hashlib.sha256()
    folders = [root / name for name in INPUTS] + [Path(__file__).parent]
    for folder in folders:
        files = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else [folder]
        for file in files:
            if "__pycache__" in file.parts or ".ipynb_checkpoints" in file.parts:
                continue
            seen.update(f"{file.name}\0".encode())
            seen.update(hashlib.sha256(file.read_bytes()).digest())
    return seen.hexdigest()


def drawn_by(root: Path) -> str:
    """Hash the code that cells run: the figures, and what a cell leaves in a page.

    jupyter-cache knows the cell and not the files behind it, so they are in its folder's name.
    """
    seen = hashlib.sha256()
    here = Path(__file__).parent
    files = [*sorted((root / "book" / "figures").glob("*.py")), here / "explorable.py"]
    for file in [*files, here / "reference.py", here / "__init__.py"]:
        seen.update(file.read_bytes())
    return seen.hexdigest()[:12]


def is_current(root: Path) -> bool:
    """Tell whether the site was built from what is there now."""
    note = root / "_build" / "site" / ".stamp"
    return note.is_file() and note.read_text("utf-8") == stamp(root)


@contextmanager
def alone(root: Path, say: Say) -> Iterator[None]:
    """Hold the folder of the builds for one of them; another one waits until it has ended.

    Parameters
    ----------
    root : Path
        The course folder.
    say : callable
        Told that there is something to wait for.
    """
    # the system lets go of the file whichever way a process ends
    lock = FileLock(root / "_build" / ".building")
    try:
        held = lock.acquire(blocking=False)
    except Timeout:
        say("another build is at work here; waiting for it")
        held = lock.acquire()
    with held:
        yield


def build(course: Course, *, say: Say | None = None) -> Path:
    """Build both books into ``_build/site``.

    Parameters
    ----------
    course : Course
        A course without findings.
    say : callable, optional
        Called with one line of progress at a time.

    Returns
    -------
    Path
        The folder of the site.

    Raises
    ------
    BuildError
        If a book has an error or a warning. The old site stays as it was.
    """
    say = say or (lambda _line: None)
    root = course.root
    mark, began = stamp(root), time.monotonic()
    work = root / "_build" / "work"
    jobs = {lang: _start(course, work, lang) for lang in LANGS}
    with ThreadPoolExecutor() as both:
        list(both.map(lambda lang: _follow(lang, jobs[lang], say), jobs))
    failed = {lang: job for lang, job in jobs.items() if job.wait() != 0}
    if failed:
        said = [_said((work / f"{lang}.log").read_text(encoding="utf-8")) for lang in failed]
        raise BuildError("\n".join(said).strip() or "Sphinx stopped without a word")
    site = _assemble(course, work, mark)
    say(f"site: {site} ({time.monotonic() - began:.1f} s)")
    return site


def _said(log: str) -> str:
    """Return what Sphinx said of the author's files, without how Sphinx itself came there."""
    own = _COLOURS.sub("", log).partition("\n\nThe above exception was the direct cause")[0]
    return "\n".join(line for line in own.splitlines() if not line.startswith("[IPKernelApp]"))


def _start(course: Course, work: Path, lang: Lang) -> subprocess.Popen[str]:
    """Start Sphinx for one language in a process of its own."""
    work.mkdir(parents=True, exist_ok=True)
    config = derive(course, work, lang)
    (work / f"{lang}.json").write_text(json.dumps(config), encoding="utf-8")
    command = [sys.executable, "-m", "pendamping.sphinx_run", str(course.root), str(work), lang]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    log = (work / f"{lang}.log").open("w", encoding="utf-8")
    return subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8", env=environment
    )


def _follow(lang: Lang, job: subprocess.Popen[str], say: Say) -> None:
    """Pass on how far Sphinx is, while it works."""
    for raw in job.stdout or ():
        line = _COLOURS.sub("", raw).strip()
        if line.startswith(("reading sources", "writing output")) and "%" in line:
            say(f"[{lang}] {line}")
        elif ": Executing notebook" in line:
            say(f"[{lang}] running {Path(line.split(': Executing')[0]).name}")


def derive(course: Course, work: Path, lang: Lang) -> dict[str, Any]:
    """Derive the configuration and contents of one language from ``_config.yml``, ``_toc.yml``.

    Returns
    -------
    dict
        ``config`` in jupyter-book's form; the table of contents is written to `work`.
    """
    root, yaml = course.root, YAML(typ="safe")
    config = yaml.load(root / "_config.yml")
    config["sphinx"]["config"].update(language=lang, html_search_language=lang)
    config["bibtex_bibfiles"] = [str(root / name) for name in config.get("bibtex_bibfiles", [])]
    drawn = drawn_by(root)
    # new numbers of questions: all pages are read again, and those that draw the numbers say
    # `execution_mode: force`, so that the others need not run again
    config["sphinx"]["config"]["pendamping_drawn_by"] = drawn + digest(course)
    config["execute"]["execute_notebooks"] = "cache"
    config["execute"]["cache"] = str(work / f"{lang}-executed-{drawn}")
    for old in work.glob(f"{lang}-executed-*"):
        if not old.name.endswith(drawn):
            shutil.rmtree(old, ignore_errors=True)
    toc = _translate(yaml.load(root / "_toc.yml"), lang, _captions(root))
    with (work / f"{lang}-toc.yml").open("w", encoding="utf-8") as stream:
        yaml.dump(toc, stream)
    return dict(config)


def _captions(root: Path) -> dict[str, str]:
    """Return the English of the captions in ``_toc.yml``."""
    file = root / "book" / "en" / "captions.yml"
    return dict(YAML(typ="safe").load(file) or {}) if file.is_file() else {}


def _translate(node: Any, lang: Lang, captions: dict[str, str]) -> Any:
    if isinstance(node, list):
        return [_translate(part, lang, captions) for part in node]
    if not isinstance(node, dict):
        return node
    out = {}
    for key, value in node.items():
        if key in ("root", "file"):
            out[key] = value.removeprefix(f"book/{DEFAULT_LANG}/")
        elif key == "caption" and lang != DEFAULT_LANG:
            out[key] = captions.get(value, value)
        else:
            out[key] = _translate(value, lang, captions)
    return out


def _assemble(course: Course, work: Path, mark: str) -> Path:
    """Put both books and the language chooser together, then swap the site in one move."""
    target = course.root / "_build" / "site"
    new = target.with_name("site.new")
    shutil.rmtree(new, ignore_errors=True)
    for lang in LANGS:
        shutil.copytree(work / f"{lang}-html", new / lang, ignore=_not_needed)
        _drop_unused(new / lang)
    _frame(new, course)
    folders = {k: m.folder for k, m in course.modules.items() if m.open and m.folder}
    listed = json.dumps(inventory(new, folders), separators=(",", ":"))
    (new / INVENTORY).write_text(listed, encoding="utf-8")
    (new / ".stamp").write_text(mark, encoding="utf-8")
    swap(new, target)
    return target


def swap(new: Path, target: Path) -> None:
    """Put a folder that is whole in the place of an older one, which stays until then."""
    old = target.with_name(f"{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _frame(site: Path, course: Course) -> None:
    """Write what stands beside both books: the chooser, the worker, the manifest."""
    theme = Path(__file__).parent / "theme"
    words = {
        f"{key.removeprefix('frame-').replace('-', '_')}_{lang}": escape(text.to(lang).strip())
        for key, text in course.interface.items()
        if key.startswith("frame-")
        for lang in LANGS
    }
    chooser = Template((theme / "chooser.html").read_text("utf-8")).substitute(words)
    (site / "index.html").write_text(chooser, encoding="utf-8")
    nowhere = Template((theme / "nowhere.html").read_text("utf-8")).substitute(words)
    worker = Template((theme / "sw.js").read_text("utf-8"))
    (site / "sw.js").write_text(worker.substitute(nowhere=json.dumps(nowhere)), encoding="utf-8")
    shutil.copy(theme / "manifest.webmanifest", site)


def _drop_unused(book: Path) -> None:
    """Delete pictures that an earlier build left and no page shows."""
    shown: set[str] = set()
    for page in book.rglob("*.html"):
        shown.update(_PICTURE.findall(page.read_text(encoding="utf-8")))
    for picture in (book / "_images").glob("*"):
        if picture.name not in shown:
            picture.unlink()


def _not_needed(_folder: str, names: Iterable[str]) -> list[str]:
    """Name what Sphinx leaves beside the pages and no page asks for."""
    return [n for n in names if n in NOT_NEEDED or n.startswith("mystnb.")]
