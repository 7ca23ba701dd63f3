"""The same text and the same questions in the peers, in Indonesian."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.build import CELL, HEAD, ROOT, plain_book, timed

from pendamping.load import Course
from pendamping.model.item import Item, Judgement, Multiple, Order, Single

LANG = "id"
MKDOCS = ("mkdocs==1.6.1", "mkdocs-material==9.8.2", "mkdocs-quiz==1.7.1")
QUIZ = re.compile(r'quiz\("([^"]+)"\)')


def answers(item: Item) -> list[tuple[str, str, bool]]:
    """Return what can be answered: text, reason, and whether it helps.

    Rating and putting in order become ticking what helps; other kinds are left as their question,
    which favours the peer.
    """
    if isinstance(item, Single | Multiple):
        found = [(o.text, o.why, o.correct) for o in item.options]
    elif isinstance(item, Judgement):
        found = [(r.text, r.why, r.panel >= 3) for r in item.responses]
    elif isinstance(item, Order):
        found = [(s.text, s.why, True) for s in item.steps]
    else:
        found = []
    return [(_line(text.to(LANG)), _line(why.to(LANG)), right) for text, why, right in found]


def _line(text: str) -> str:
    return " ".join(text.split())


def as_list(item: Item) -> str:
    """Write a question for plain jupyter-book: a list, and the reasons in a disclosure."""
    given = answers(item)
    options = "\n".join(f"1. {text}" for text, _, _ in given)
    reasons = "\n".join(f"1. {'Ya' if right else 'Tidak'}. {why}" for _, why, right in given)
    folded = f"<details><summary>Jawaban dan alasan</summary>\n\n{reasons}\n\n</details>"
    return f"{item.stem.to(LANG)}\n\n{options}\n\n{folded}\n"


def as_quiz(item: Item) -> str:
    """Write a question for mkdocs-quiz: boxes to tick, a reason below each."""
    given = answers(item)
    stem = item.stem.to(LANG).strip()
    if not any(right for _, _, right in given):
        return f"{stem}\n"
    options = "\n".join(f"- [{'x' if right else ' '}] {t}\n  > {why}" for t, why, right in given)
    return f"<quiz>\n{stem}\n{options}\n</quiz>\n"


def questions(course: Course, cell: str) -> list[Item]:
    """Return the questions that a cell asks."""
    keys = [key for name in QUIZ.findall(cell) for key in _named(course, name)]
    return [course.items[key] for key in keys]


def _named(course: Course, name: str) -> tuple[str, ...]:
    return tuple(course.sets[name].items) if name in course.sets else (name,)


def jupyter_book(into: Path, course: Course) -> Path:
    """Build plain jupyter-book and return its site."""
    shutil.rmtree(into, ignore_errors=True)
    book = plain_book(
        into,
        LANG,
        cells=False,
        put=lambda cell: "\n".join(map(as_list, questions(course, cell[0]))),
    )
    timed([str(Path(sys.executable).with_name("jupyter-book")), "build", "."], book)
    return book / "_build" / "html"


def mkdocs(into: Path, course: Course, *, fonts: bool) -> Path:
    """Build mkdocs-material with mkdocs-quiz, with or without its foreign fonts."""
    venv = into / "venv"
    python = venv / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    subprocess.run([python, "-m", "pip", "install", "-q", *MKDOCS], check=True)
    source = into / ("fonts" if fonts else "plain")
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(ROOT / "book" / LANG, source / "docs")
    for file in source.rglob("*.md"):
        file.write_text(_markdown(file.read_text("utf-8"), course), "utf-8")
    config = {
        "site_name": "plain",
        "use_directory_urls": False,
        "theme": {"name": "material", "language": LANG} | ({} if fonts else {"font": False}),
        "plugins": ["search", {"mkdocs_quiz": {"language": LANG}}],
        "markdown_extensions": ["attr_list", "def_list", "tables"],
    }
    (source / "mkdocs.yml").write_text(json.dumps(config), "utf-8")
    timed([str(python), "-m", "mkdocs", "build", "-q"], source)
    return source / "site"


def _markdown(text: str, course: Course) -> str:
    """Say a chapter in the Markdown of mkdocs: no roles, no labels, boxes as bold headings."""
    text = CELL.sub(lambda cell: "\n".join(map(as_quiz, questions(course, cell[0]))), text)
    text = HEAD.sub("", text)
    text = re.sub(r"```\{bibliography\}.*?```\n", "", text, flags=re.DOTALL)
    text = re.sub(r"^(?:%.*|\([\w-]+\)=|:class:.*|:::)\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^:::\{admonition\} (.*)$", r"**\1**\n", text, flags=re.MULTILINE)
    return re.sub(r"\{cite:p\}`([^`]*)`", r"(\1)", text)
