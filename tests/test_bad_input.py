"""What an author, an editor or a disk can do to the content: through the command line.

Each case is a diagnostic at file:line:column, all of them come in one run, the exit code is 1,
and nobody ever sees a traceback.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pendamping import cli, load, source
from pendamping.source import Tree
from pendamping.text import LANGS, Lang

Check = Callable[..., tuple[int, list[str]]]
Spoil = Callable[[Path], None]

ITEM = "exercises/items/05/one-best.yaml"
CLOZE = "exercises/items/05/with-gaps.yaml"
CASE = "exercises/vignettes/small-case.yaml"
EVIL = "<script>alert(document)</script>"


def edit(name: str, *changes: str) -> Spoil:
    """Change a file: what is there and what it becomes, in turn."""

    def spoil(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        for old, new in zip(changes[::2], changes[1::2], strict=True):
            assert old in text
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, encoding="utf-8")

    return spoil


def write(name: str, raw: bytes | str) -> Spoil:
    """Write a file."""

    def spoil(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw if isinstance(raw, bytes) else raw.encode())

    return spoil


def reencode(name: str, encoding: str) -> Spoil:
    """Save a file in another encoding."""

    def spoil(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8").replace("Ia diam", "Ia diam – é")
        (folder / name).write_bytes(text.encode(encoding))

    return spoil


def _folder(folder: Path) -> None:
    (folder / "exercises/items/05/x.yaml").mkdir()


def _loop(folder: Path) -> None:
    (folder / "exercises/items/05/x.yaml").symlink_to("x.yaml")


def _loop_of_folders(folder: Path) -> None:
    (folder / "exercises/items/05/again").symlink_to("..")


def _nowhere(folder: Path) -> None:
    (folder / "exercises/items/05/x.yaml").symlink_to("gone.yaml")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "exercises/items/05/x.yaml")


def _folder_of_a_page(folder: Path) -> None:
    for lang in LANGS:
        (folder / "book" / lang / "x.md").mkdir()


BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
)

# name, what spoils the course, what is then said: start of a line
SPOILT: dict[str, tuple[Spoil, list[str]]] = {
    "broken YAML": (edit(ITEM, "id: Duduk", "id: [Duduk"), [f"{ITEM}:16:52: L006"]),
    "an open quotation mark": (edit(ITEM, "id: Duduk", 'id: "Duduk'), [f"{ITEM}:26:1: L006"]),
    "a tab": (edit(ITEM, "level:", "\tlevel:"), [f"{ITEM}:4:1: L006"]),
    "an unknown field": (
        edit(ITEM, "    why: {id: Ia tidak", "    whi: {id: Ia tidak"),
        [f"{ITEM}:14:5: L013", f"{ITEM}:17:5: L014 unknown field 'whi' in 'options'; correct it"],
    ),
    "a missing language": (
        edit(ITEM, "id: Duduk di dekatnya., en", "en"),
        [f"{ITEM}:16:5: L016 'text' has no text in 'id'"],
    ),
    "a wrong type": (edit(ITEM, "correct: true", "correct: 1"), [f"{ITEM}:15:14: L015"]),
    "a list for a text": (edit(ITEM, "en: Sit nearby.", "en: [Sit]"), [f"{ITEM}:16:40: L015"]),
    "a field twice": (
        edit(ITEM, "level: understand\n", "level: understand\nlevel: judge\n"),
        [f"{ITEM}:5:1: L010 the field 'level' stands twice"],
    ),
    "an unreachable scene": (
        edit(CASE, "        to: damage\n", "        to: desk\n"),
        [
            f"{CASE}:27:13: L058",
            f"{CASE}:40:5: L051 the scene 'damage' is never reached",
            f"{CASE}:87:5: L059 the walk stops at 'desk'",
        ],
    ),
    "a loop without a way out": (
        edit(CASE, "        to: end-waiting\n", "        to: desk\n"),
        [
            f"{CASE}:51:5: L053 no way out of 'desk' (way: pass-by)",
            f"{CASE}:73:5: L051 the scene 'end-waiting' is never reached",
            f"{CASE}:87:5: L059 the walk stops at 'desk'",
        ],
    ),
    "a flag that is never set": (
        edit(CASE, "        sets: [consent]\n", ""),
        [
            f"{CASE}:59:17: L054 the flag 'consent' is never set",
            f"{CASE}:65:17: L054 the flag 'consent' is never set",
            f"{CASE}:67:5: L051 the scene 'end-rested' is never reached",
            f"{CASE}:80:14: L054 the flag 'consent' is never set",
            f"{CASE}:84:5: L059 the walk stops at 'desk'",
        ],
    ),
    "a rule that never comes to bear": (
        edit(CASE, "        sets: [shared]\n", "        sets: [consent]\n"),
        [f"{CASE}:80:13: L054 the flag 'shared' is never set"],
    ),
    "a rule that requires what never happens": (
        edit(
            CASE,
            "    require: consent\n",
            "    require: asked\n",
            "flags:\n",
            "flags:\n  - {key: asked, means: {id: ditanya, en: asked}}\n",
        ),
        [
            f"{CASE}:80:5: L056 the clinical rule 'consent-before-report' is broken",
            f"{CASE}:82:14: L054 the flag 'asked' is never set",
        ],
    ),
    "a missing reason": (
        edit(ITEM, "    why: {id: Ia merasa didesak., en: He feels pressed.}\n", ""),
        [f"{ITEM}:18:5: L013 the field 'why' is missing"],
    ),
    "an unknown source": (
        edit(ITEM, "who2011pfa#look-listen-link", "nobody1999"),
        [f"{ITEM}:6:11: L022 no source 'nobody1999'"],
    ),
    "an unknown fact": (
        edit(ITEM, "#look-listen-link", "#look-away"),
        [f"{ITEM}:6:11: L022 no source 'who2011pfa#look-away'"],
    ),
    "a script in a question": (
        edit(ITEM, "    He is silent.", f"    {EVIL}"),
        [f"{ITEM}:11:7: L038"],
    ),
    "a script in a case": (
        edit(CASE, "name: Darma", f'name: "{EVIL}"'),
        [f"{CASE}:8:11: L038"],
    ),
    "a script in a list": (
        edit("exercises/misconceptions.yaml", "en: Facts come first.", f'en: "{EVIL}"'),
        ["exercises/misconceptions.yaml:4:37: L038"],
    ),
    "a script in a word": (
        write("exercises/interface2.yaml", f'a-word: {{id: kata, en: "{EVIL}"}}\n'),
        ["exercises/interface2.yaml:1:24: L038"],
    ),
    "ten megabytes": (
        edit(ITEM, "en: Sit nearby.", f"en: {'x' * 10_000_000}"),
        [f"{ITEM}:1:1: L002"],
    ),
    "an alias bomb": (
        write("exercises/interface2.yaml", BOMB),
        ["exercises/interface2.yaml:1:5: L008"] + ["exercises/interface2.yaml:"] * (10 * 11),
    ),
    "Latin-1": (reencode(ITEM, "cp1252"), [f"{ITEM}:10:13: L004"]),
    "UTF-16": (reencode(ITEM, "utf-16"), [f"{ITEM}:1:1: L004"]),
    "UTF-32": (reencode(ITEM, "utf-32-le"), [f"{ITEM}:10:60: L004"]),
    "a byte-order mark": (reencode(ITEM, "utf-8-sig"), [f"{ITEM}:1:1: L003"]),
    "Windows line ends": (
        write("exercises/sets/06.yaml", "- key: x\r\n  title: {id: a, en: b}\r\n  items: []\r\n"),
        ["exercises/sets/06.yaml:1:9: L005"],
    ),
    "a NUL": (edit(ITEM, "Sit nearby", "Sit\0nearby"), [f"{ITEM}:16:43: L006"]),
    "no bytes": (write(ITEM, b""), [f"{ITEM}:1:1: L007"]),
    "noise": (write(ITEM, bytes(range(256))), [f"{ITEM}:"]),
    "deep nesting": (write(ITEM, "[" * 200_000), [f"{ITEM}:1:26: L012"]),
    "a folder": (_folder, ["exercises/items/05/x.yaml:1:1: L001"]),
    "a loop of links": (_loop, ["exercises/items/05/x.yaml:1:1: L001"]),
    "a loop of folders": (_loop_of_folders, ["exercises/items/05/again:1:1: L001"]),
    "a link to nowhere": (_nowhere, ["exercises/items/05/x.yaml:1:1: L001"]),
    "a pipe": (
        _pipe,
        ["exercises/items/05/x.yaml:1:1: L001 the file cannot be read (not a regular"],
    ),
    "a folder that looks like a page": (
        _folder_of_a_page,
        ["book/en/x.md:1:1: L001", "book/id/x.md:1:1: L001"],
    ),
    "a page in Latin-1": (
        write("book/id/index.md", b"(home)=\n# Caf\xe9\n"),
        ["book/id/index.md:2:6: L004"],
    ),
    "a bibliography in Latin-1": (
        write("book/references.bib", b"@misc{who2011pfa,\n title = {Caf\xe9}}\n"),
        ["book/references.bib:2:14: L004"],
    ),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("what", SPOILT)
def test_one_at_a_time(what: str, lang: Lang, folder: Path, check: Check) -> None:
    spoil, expected = SPOILT[what]
    spoil(folder)
    code, lines = check(folder, lang)
    assert code == 1
    if lang == "en":
        said = [line[: len(start)] for line, start in zip(lines, expected, strict=True)]
        assert said == expected
    assert_in_files(folder, lines)


def assert_in_files(folder: Path, lines: list[str]) -> None:
    """Assert that every line names a place in a file of the course."""
    for line in lines:
        found = re.fullmatch(r"([^:]+):([0-9]+):([0-9]+): (L[0-9]{3}) (.+)", line)
        assert found, line
        assert os.path.lexists(folder / found[1])
        assert int(found[2]) >= 1
        assert int(found[3]) >= 1


def test_all_in_one_run(folder: Path, check: Check) -> None:
    """Spoil many files, each in its way, and hear of all of them at once."""
    chosen = {
        "an alias bomb": "exercises/interface2.yaml",
        "Windows line ends": "exercises/sets/06.yaml",
        "a script in a list": "exercises/misconceptions.yaml",
        "a missing reason": ITEM,
        "a rule that requires what never happens": CASE,
        "a loop of links": "exercises/items/05/x.yaml",
        "a page in Latin-1": "book/id/index.md",
        "a bibliography in Latin-1": "book/references.bib",
    }
    alone = set()
    for what, name in chosen.items():
        spoil, expected = SPOILT[what]
        assert all(start.startswith(name) for start in expected)
        spoil(folder)
        alone |= {*expected}
    code, lines = check(folder)
    assert code == 1
    assert all(any(line.startswith(start) for line in lines) for start in alone)
    assert {line.split(":")[0] for line in lines} == {*chosen.values()}
    assert lines == sorted(lines, key=lambda line: line.split(":")[0])


def test_vanished_while_reading(
    folder: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(file: Path, name: str) -> Tree:
        if name in (ITEM, CASE):
            file.unlink()
        return source.read(file, name)

    monkeypatch.setattr(load, "read", late)
    code, lines = check(folder)
    assert code == 1
    # the set and the page that name them are not blamed
    assert [line.split(" ")[:2] for line in lines] == [
        [f"{ITEM}:1:1:", "L001"],
        [f"{CASE}:1:1:", "L001"],
    ]


def test_no_course(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(tmp_path), "check"]) == 2
    said = capsys.readouterr().err
    assert "no course here" in said
    assert "Traceback" not in said


def test_an_empty_course(tmp_path: Path, check: Check) -> None:
    (tmp_path / "_config.yml").touch()
    (tmp_path / "exercises").mkdir()
    assert check(tmp_path) == (0, [])


def test_a_failure_is_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(root: Path) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(cli, "load", fail)
    assert cli.main(["--root", str(folder), "check"]) == 2
    assert capsys.readouterr().err == "RuntimeError: the disk is gone\n(--debug shows where)\n"
    assert cli.main(["--root", str(folder), "--debug", "check"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_stopped_by_hand(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(root: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "load", stop)
    assert cli.main(["--root", str(folder), "check"]) == 2
    assert capsys.readouterr().err == "stopped\n"
