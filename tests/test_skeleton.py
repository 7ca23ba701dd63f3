from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pendamping import cli
from pendamping.check import run
from pendamping.load import load
from pendamping.skeleton import write


def test_a_new_question(folder: Path) -> None:
    file = write(folder, "item", "offered-cigarette", "05")
    assert file == folder / "exercises" / "items" / "05" / "offered-cigarette.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.startswith("key: offered-cigarette\n")
    assert b"\r" not in file.read_bytes()
    # what is left is to fill in what is empty
    findings = load(folder).findings
    assert findings
    assert {(f.path, f.code) for f in findings} == {
        ("exercises/items/05/offered-cigarette.yaml", "L015")
    }
    problems = {dict(f.values)["problem"] for f in findings}
    assert problems == {"string_type", "string_too_short"}


def filled(text: str) -> str:
    """Fill in every empty block of a skeleton, as an author does."""
    lines: list[str] = []
    for line in text.splitlines():
        lines.append(line)
        if line.endswith(": |"):
            indent = len(line) - len(line.lstrip()) + 2
            count = len(lines)  # in letters: a number would have to be the same in both languages
            lines.append(" " * indent + f"words {chr(97 + count % 26)}{chr(97 + count // 26)}")
    return "\n".join(line for line in lines if line.strip()) + "\n"


def test_a_new_question_needs_nothing_but_words(folder: Path) -> None:
    file = write(folder, "item", "offered-cigarette", "05")
    text = filled(file.read_text(encoding="utf-8"))
    for old, new in (
        ("objective:", "objective: m05-quiet"),
        ("  -\n", "  - who2011pfa#look-listen-link\n"),
        ("misconception:", "misconception: facts-first"),
    ):
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    assert run(load(folder)) == []


def test_a_new_case_needs_nothing_but_words(folder: Path) -> None:
    file = write(folder, "vignette", "night-bus", "05")
    assert file == folder / "exercises" / "vignettes" / "night-bus.yaml"
    findings = load(folder).findings
    assert findings
    assert {f.code for f in findings} == {"L015"}
    text = filled(file.read_text(encoding="utf-8"))
    file.write_text(text.replace("name:", "name: Budi"), encoding="utf-8")
    assert run(load(folder)) == []


@pytest.mark.parametrize("what", ["item", "vignette"])
def test_what_is_there_stays(folder: Path, what: str) -> None:
    file = write(folder, what, "a-key", "05")
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write(folder, what, "a-key", "05")
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("key", ["", "A", "a_b", "../up", "a/b", "-a", "a" * 65, "a\n", "ä"])
def test_what_is_no_key(folder: Path, key: str) -> None:
    before = sorted(folder.rglob("*"))
    with pytest.raises(ValueError, match="is not a key"):
        write(folder, "item", key, "05")
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("module", ["", "5", "005", "ab", "..", "٠٥"])
def test_what_is_no_module(folder: Path, module: str) -> None:
    with pytest.raises(ValueError, match="is not a module"):
        write(folder, "item", "a-key", module)


def test_from_the_command_line(
    folder: Path, check: Callable[..., tuple[int, list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    root = ["--root", str(folder)]
    assert cli.main([*root, "new", "item", "a-key", "--module", "05"]) == 0
    assert "a-key.yaml" in capsys.readouterr().err
    assert cli.main([*root, "new", "item", "a-key"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert check(folder)[0] == 1
