from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pendamping import source
from pendamping.source import Diagnostic, Tree, parse, read
from support import SLOW_MACHINE


def parsed(text: str) -> Tree:
    return parse(text, Tree("x.yaml"))


def codes(tree: Tree) -> list[tuple[str, int, int]]:
    return [(found.code, found.line, found.column) for found in tree.findings]


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("true", True),
        ("False", False),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("null", None),
        ("~", None),
        ("", None),
        ("017", 17),
        ("-3", -3),
        ("+3", 3),
        ("1.50", 1.5),
        ("-.5", -0.5),
        ("5.", 5.0),
        ("--5", "--5"),
        ("+-5", "+-5"),
        ("[1, no]", [1, "no"]),
        ("\n  -", [None]),
        (".", "."),
        ("1.2.3", "1.2.3"),
        ("1e5", "1e5"),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("2026-01-01", "2026-01-01"),
        ("٣", "٣"),
        ("9" * 16, "9" * 16),
        ('"true"', "true"),
        ("'5'", "5"),
        ("'null'", "null"),
        ('""', ""),
        ("|\n  5", "5"),
        ("|\n  two\n\n  parts\n", "two\n\nparts\n"),
        (">\n  one\n  line\n", "one line\n"),
    ],
)
def test_scalars_by_the_core_schema(scalar: str, value: object) -> None:
    tree = parsed(f"a: {scalar}")
    assert tree.findings == []
    assert tree.data == {"a": value}
    assert type(tree.data["a"]) is type(value)


def test_positions_of_keys_and_values() -> None:
    tree = parsed("# é\na: 1\nlist:\n  - key: x\n    text: {id: é😀, en: y}\n  - two\n")
    assert tree.data == {"a": 1, "list": [{"key": "x", "text": {"id": "é😀", "en": "y"}}, "two"]}
    assert tree.keys["list",] == (3, 1)
    assert tree.values["list",] == (4, 3)
    assert tree.values["list", 0] == (4, 5)
    assert tree.values["list", 0, "key"] == (4, 10)
    # columns count characters, not bytes
    assert tree.keys["list", 0, "text", "en"] == (5, 20)
    assert tree.values["list", 1] == (6, 5)


def test_a_place_that_is_not_there_is_that_of_its_parent() -> None:
    tree = parsed("a:\n  b: 1\n")
    assert tree.at(("a", "c", 3)) == (2, 3)
    assert tree.at(("a",), on_key=True) == (1, 1)
    assert tree.at(("a", "c"), on_key=True) == (2, 3)
    assert Tree("x").at(("a",)) == (1, 1)


def test_report_keeps_its_values_to_one_short_line() -> None:
    found = parsed("a: 1").report("L020", ("a",), key="x\n\x1b[31m" + "y" * 500, n=3)
    assert found.values[0][1].startswith("x \N{REPLACEMENT CHARACTER}[31my")
    assert len(found.values[0][1]) == source.MAX_SAID
    assert found.values[1] == ("n", "3")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("L007", 1, 1)]),
        ("# only a comment\n", [("L007", 1, 1)]),
        ("---\n", [("L007", 1, 1)]),
        ("null\n", [("L007", 1, 1)]),
        ("a: b: c", [("L006", 1, 5)]),
        ("a: 'x\n", [("L006", 2, 1)]),
        ("a:\n\t- b\n", [("L006", 2, 1)]),
        ("a: [1, 2\nb: 3\n", [("L006", 2, 2)]),
        ("é: \x00", [("L006", 1, 4)]),
        ("a: 1\nb: \x7f", [("L006", 2, 4)]),
        ('a: "\\ud800"', [("L006", 1, 7)]),
        ("a: 1\n---\nb: 2\n", [("L006", 2, 1)]),
        ("a: &x 1\nb: *x\n", [("L008", 1, 4), ("L008", 2, 4)]),
        ("a: *nowhere\n", [("L008", 1, 4)]),
        ("&x a: 1\n", [("L008", 1, 1)]),
        ("*x : 1\n", [("L008", 1, 1)]),
        ("? [1, 2]\n: x\n", [("L009", 1, 3)]),
        ("? {a: &x 1}\n: {b: 1, b: 2}\n", [("L008", 1, 7), ("L009", 1, 3), ("L010", 2, 10)]),
        ('"": x\n', [("L009", 1, 1)]),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", [("L010", 4, 3)]),
        ("a: !foo x\n", [("L011", 1, 4)]),
        ('a: !foo "x"\n', [("L011", 1, 4)]),
        ("a: !!python/object:os.system [x]\n", [("L011", 1, 4)]),
        ("a: !!set {x}\n", [("L011", 1, 4)]),
        ("!!str a: 1\n", [("L011", 1, 1)]),
        ("- " * 26, [("L012", 1, 51)]),
    ],
)
def test_what_cannot_be_read(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert codes(parsed(text)) == expected


def test_everything_after_a_finding_is_read_too() -> None:
    tree = parsed("a: &x 1\nb: 2\nb: {c: !t 1}\nd: 3\n")
    assert [found.code for found in tree.findings] == ["L008", "L010", "L011"]
    assert tree.data == {"a": 1, "b": 2, "d": 3}


def test_twenty_four_levels_are_enough() -> None:
    assert parsed("[" * 25 + "]" * 25).findings == []


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "[a, ", "{a: ", "!x [", "a: ["])
def test_endless_nesting_neither_crashes_nor_takes_time(opening: str) -> None:
    began = time.monotonic()
    tree = parsed(opening * (source.MAX_BYTES // len(opening)))
    assert [found.code for found in tree.findings][-1] in {"L006", "L012"}
    assert time.monotonic() - began < 0.2 * SLOW_MACHINE


def test_alias_bomb_is_not_expanded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    began = time.monotonic()
    tree = parsed("\n".join(lines))
    assert {found.code for found in tree.findings} == {"L008"}
    assert tree.data["a29"] == [None] * 9
    assert time.monotonic() - began < 0.2 * SLOW_MACHINE


# ---------------------------------------------------------------- files


def written(folder: Path, raw: bytes) -> Tree:
    file = folder / "x.yaml"
    file.write_bytes(raw)
    return read(file, "exercises/x.yaml")


def test_a_good_file(tmp_path: Path) -> None:
    tree = written(tmp_path, "a: é\n".encode())
    assert (tree.path, tree.data, tree.findings) == ("exercises/x.yaml", {"a": "é"}, [])


def test_missing_file(tmp_path: Path) -> None:
    tree = read(tmp_path / "gone.yaml", "gone.yaml")
    reason = (("reason", "No such file or directory"),)
    assert tree.findings == [Diagnostic("gone.yaml", 1, 1, "L001", reason)]


def test_folder_pipe_and_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    for name in ("folder.yaml", "loop.yaml", "pipe.yaml"):
        assert codes(read(tmp_path / name, name)) == [("L001", 1, 1)]


def test_too_big(tmp_path: Path) -> None:
    assert codes(written(tmp_path, b"a: " + b"x" * (10 * 1024 * 1024))) == [("L002", 1, 1)]
    assert codes(written(tmp_path, b"a: " + b"x" * (source.MAX_BYTES - 3))) == []


def test_byte_order_mark_is_said_and_read_past(tmp_path: Path) -> None:
    tree = written(tmp_path, b"\xef\xbb\xbfa: 1\na: 2\n")
    assert codes(tree) == [("L003", 1, 1), ("L010", 2, 1)]


def test_wrong_encoding_counts_characters(tmp_path: Path) -> None:
    assert codes(written(tmp_path, "a: 1\né: ".encode() + b"\xff\n")) == [("L004", 2, 4)]
    assert codes(written(tmp_path, "a: é\n".encode("utf-16"))) == [("L004", 1, 1)]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_foreign_line_ends_are_said_and_read_past(tmp_path: Path, end: str) -> None:
    tree = written(tmp_path, f"a: 1\nb: 2{end}c: 3{end}c: 4\n".encode())
    assert codes(tree) == [("L005", 2, 5), ("L010", 4, 1)]
    assert tree.data == {"a": 1, "b": 2, "c": 3}


def test_vanished_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanish(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    (tmp_path / "x.yaml").touch()
    monkeypatch.setattr(Path, "open", vanish)
    assert codes(read(tmp_path / "x.yaml", "x.yaml")) == [("L001", 1, 1)]


def test_reading_is_fast_enough_for_ten_thousand_questions(tmp_path: Path) -> None:
    text = "".join(f"k{n}: {{id: some words of a question, en: some words}}\n" for n in range(45))
    (tmp_path / "x.yaml").write_text(text)
    began = time.monotonic()
    for _ in range(100):
        read(tmp_path / "x.yaml", "x.yaml")
    assert (time.monotonic() - began) / 100 < 0.001 * SLOW_MACHINE
