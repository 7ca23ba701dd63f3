"""Building: ours against plain jupyter-book on the same two text trees, in one run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("_config.yml", "_toc.yml", "book", "exercises")
CELL = re.compile(r"```\{code-cell\}.*?```\n", re.DOTALL)
HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def timed(command: list[str], cwd: Path) -> float:
    """Run a command and return its seconds; stop if it fails."""
    began = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return time.perf_counter() - began


def copy_course(into: Path) -> None:
    """Copy what a site is made from."""
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, into / name)


def nothing(_cell: re.Match[str]) -> str:
    """Leave nothing in the place of a cell."""
    return ""


def plain_book(
    into: Path, lang: str, *, cells: bool, put: Callable[[re.Match[str]], str] = nothing
) -> Path:
    """Make a plain jupyter-book of one language: its texts, its default theme, not our extension.

    With `cells`, each code cell stays and prints a word, so that a kernel runs as often as ours;
    without, `put` says what stands in its place.
    """
    book = into / f"plain-{lang}"
    shutil.copytree(ROOT / "book" / lang, book)
    shutil.copy(ROOT / "book" / "references.bib", book)
    for file in book.rglob("*.md"):
        text = file.read_text("utf-8")
        if cells:
            text = CELL.sub('```{code-cell} python\n"x"\n```\n', text)
        else:
            text = HEAD.sub("", CELL.sub(put, text))
        file.write_text(text, "utf-8")
    yaml = YAML(typ="safe")
    toc = (ROOT / "_toc.yml").read_text("utf-8").replace("book/id/", "")
    (book / "_toc.yml").write_text(toc, "utf-8")
    config = {
        "title": "plain",
        "only_build_toc_files": True,
        "execute": {"execute_notebooks": "force"},
        "parse": {"myst_enable_extensions": ["attrs_inline", "colon_fence", "deflist"]},
        "bibtex_bibfiles": ["references.bib"],
    }
    yaml.dump(config, book / "_config.yml")
    return book


def main() -> None:
    """Print one table."""
    jupyter_book = [str(Path(sys.executable).with_name("jupyter-book")), "build", "."]
    ours_command = [sys.executable, "-m", "pendamping", "build"]
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder)
        plain, bare = 0.0, 0.0
        for lang in ("id", "en"):
            plain += timed(jupyter_book, plain_book(into, lang, cells=True))
            bare += timed(jupyter_book, plain_book(into / "bare", lang, cells=False))
        ours = into / "ours"
        ours.mkdir()
        copy_course(ours)
        clean = timed(ours_command, ours)
        item = min((ours / "exercises" / "items").rglob("*.yaml"))
        item.write_text(_touch(item.read_text("utf-8")), "utf-8")
        again = timed(ours_command, ours)
        same = timed(ours_command, ours)
    print("| build of both books | s | ratio |\n|---|---|---|")
    print(f"| plain jupyter-book, cells that run | {plain:.1f} | 1 |")
    print(f"| plain jupyter-book, text alone | {bare:.1f} | {bare / plain:.2f} |")
    print(
        f"| ours, clean | {clean:.1f} | {clean / plain:.2f} of plain; {clean / bare:.2f} of text |"
    )
    print(f"| ours, after a change to one question | {again:.1f} | {again / clean:.2f} of clean |")
    print(f"| ours, nothing changed | {same:.1f} | {same / clean:.2f} of clean |")


def _touch(text: str) -> str:
    """Change the wording of a question a little in both languages, as an author does."""
    text = re.sub(r"(stem:\n  id: \|\n    )", r"\1Malam itu. ", text, count=1)
    return re.sub(r"(stem:\n(?:.*\n)*?  en: \|\n    )", r"\1That night. ", text, count=1)


if __name__ == "__main__":
    main()
