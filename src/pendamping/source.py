"""YAML files to plain data, with the position of every value.

The only importer of ruamel.yaml's parser. Its C parser yields events with marks; data is
built from them here, so nothing is composed that could expand or nest without end.
Anchors, aliases and tags are refused, and a file has a size limit.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

MAX_BYTES = 512 * 1024
MAX_DEPTH = 24
MAX_SAID = 160

_INT = re.compile(r"[-+]?[0-9]{1,15}", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,15}\.[0-9]{0,15}|\.[0-9]{1,15})", re.ASCII)
_CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# what YAML's parser counts as the end of a line beside \n
_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")

Place = tuple[str | int, ...]
Position = tuple[int, int]


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One finding: where, which rule, and the values of its sentence.

    Attributes
    ----------
    path : str
        Relative to the course folder, with forward slashes.
    line, column : int
        From 1.
    code : str
        Number of the rule, such as ``L014``.
    values : tuple of (str, str)
        What the sentence in the catalogue is filled with.
    """

    path: str
    line: int
    column: int
    code: str
    values: tuple[tuple[str, str], ...] = ()


def diagnose(path: str, position: Position, code: str, /, **values: object) -> Diagnostic:
    """Make a diagnostic; its values are kept to one short printable line."""
    said = tuple((name, _one_line(str(value))) for name, value in sorted(values.items()))
    return Diagnostic(path, *position, code, said)


@dataclass
class Tree:
    """Plain data of one YAML file and where each of its values stands.

    Positions weigh more than the text, and a file without a finding needs none:
    `forget` drops them, and `at` reads the file once more should one be asked for.
    """

    path: str
    file: Path | None = None
    data: Any = None
    keys: dict[Place, Position] = field(default_factory=dict)
    values: dict[Place, Position] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)

    def forget(self) -> None:
        """Drop data and positions of a file that could be read."""
        self.data = None
        self.keys.clear()
        self.values.clear()

    def at(self, place: Place, *, on_key: bool = False) -> Position:
        """Return the position of a value (or of its key), or of the nearest parent."""
        if not self.values and self.file is not None:
            again = read(self.file, self.path)
            self.keys, self.values = again.keys, again.values
        table = self.keys if on_key else self.values
        if place in table:
            return table[place]
        while place and place not in self.values:
            place = place[:-1]
        return self.values.get(place, (1, 1))

    def report(
        self, code: str, place: Place = (), /, *, on_key: bool = False, **values: object
    ) -> Diagnostic:
        """Make a diagnostic at a place."""
        return diagnose(self.path, self.at(place, on_key=on_key), code, **values)

    def fail(self, code: str, line: int, column: int, /, **values: object) -> None:
        """Note a finding at a position of the raw file."""
        self.findings.append(diagnose(self.path, (line, column), code, **values))


def read(file: Path, name: str) -> Tree:
    """Read one YAML file.

    Parameters
    ----------
    file : Path
        The file.
    name : str
        Its path relative to the course folder, for diagnostics.

    Returns
    -------
    Tree
        Data, positions, and findings (L001 to L012) if it could not be read.
    """
    tree = Tree(name, file)
    text, findings = read_text(file, name)
    tree.findings += findings
    return tree if text is None else parse(text, tree)


def read_text(file: Path, name: str, limit: int = MAX_BYTES) -> tuple[str | None, list[Diagnostic]]:
    r"""Read a text file.

    Parameters
    ----------
    file : Path
        The file.
    name : str
        Its path relative to the course folder, for diagnostics.
    limit : int
        How many bytes it may have.

    Returns
    -------
    text : str or None
        The text with ``\n`` as its only line end; None if there is no reading it.
    findings : list of Diagnostic
        L001 to L005. With a byte-order mark or foreign line ends there is a text all
        the same, so that what is wrong in it is said in the same run.
    """
    findings: list[Diagnostic] = []
    try:
        raw = _bytes(file, limit)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return None, [diagnose(name, (1, 1), "L001", reason=reason)]
    if len(raw) > limit:
        return None, [diagnose(name, (1, 1), "L002", limit=f"{limit // 1024} KiB")]
    if raw.startswith(b"\xef\xbb\xbf"):
        findings.append(diagnose(name, (1, 1), "L003"))
        raw = raw[3:]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _BREAK.sub("\n", raw[: error.start].decode("utf-8"))
        findings.append(diagnose(name, position(before, len(before)), "L004"))
        return None, findings
    foreign = _BREAK.search(text)
    if foreign:
        findings.append(diagnose(name, position(text, foreign.start()), "L005"))
        text = _BREAK.sub("\n", text)
    return text, findings


def _bytes(file: Path, limit: int) -> bytes:
    """Return a file's bytes, at most one more than allowed; raises OSError."""
    mode = file.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(0, "not a regular file")  # opening a pipe would wait for ever
    with file.open("rb") as stream:
        return stream.read(limit + 1)


def position(text: str, offset: int) -> Position:
    """Return line and column, both from 1, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _one_line(said: str) -> str:
    """Return a text on one line, without control characters, not longer than is useful."""
    flat = " ".join(said.split())
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in flat)[:MAX_SAID]


class _TooDeepError(Exception):
    """More levels than any format here has."""


def parse(text: str, tree: Tree) -> Tree:
    """Parse YAML text into `tree`."""
    control = _CONTROL.search(text)
    if control:
        problem = f"control character U+{ord(control[0]):04X}"
        tree.fail("L006", *position(text, control.start()), problem=problem)
        return tree
    before = len(tree.findings)
    try:
        _, parser = YAML(typ="safe", pure=False).get_constructor_parser(text)
        tree.data = _document(iter(parser.get_event, None), tree)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # at the end of a file the parser stands on a line that may not be there
        at = min(mark.index, len(text)) if mark else 0
        tree.fail("L006", *position(text, at), problem=error.problem or str(error))
    except YAMLError as error:
        tree.fail("L006", 1, 1, problem=str(error))
    except _TooDeepError:
        pass  # already noted
    else:
        if tree.data is None and len(tree.findings) == before:
            tree.fail("L007", 1, 1)
    return tree


def _start(mark: Any) -> Position:
    return mark.line + 1, mark.column + 1


def _document(events: Iterator[Any], tree: Tree) -> Any:
    next(events)  # the stream starts
    if isinstance(next(events), StreamEndEvent):
        return None
    data = _value(events, next(events), (), tree)
    next(events)  # the document ends
    after = next(events)
    if isinstance(after, DocumentStartEvent):
        tree.fail("L006", *_start(after.start_mark), problem="a second document (---)")
    return data


def _value(events: Iterator[Any], event: Any, place: Place, tree: Tree) -> Any:
    """Build the value that starts with `event`."""
    at = _start(event.start_mark)
    tree.values[place] = at
    if event.anchor:
        tree.fail("L008", *at)
    if isinstance(event, AliasEvent):
        return None
    if event.tag is not None:
        tree.fail("L011", *at, tag=event.tag)
    if isinstance(event, ScalarEvent):
        return event.value if event.style else _scalar(event.value)  # style: quoted or block
    if len(place) > MAX_DEPTH:
        tree.fail("L012", *at)
        raise _TooDeepError
    if isinstance(event, SequenceStartEvent):
        data: list[Any] = []
        while not isinstance(part := next(events), SequenceEndEvent):
            data.append(_value(events, part, (*place, len(data)), tree))
        return data
    return _mapping(events, place, tree)


def _mapping(events: Iterator[Any], place: Place, tree: Tree) -> dict[str, Any]:
    data: dict[str, Any] = {}
    while not isinstance(name := next(events), MappingEndEvent):
        at = _start(name.start_mark)
        plain = isinstance(name, ScalarEvent) and not name.anchor and name.tag is None
        if plain and name.value and name.value not in data:
            tree.keys[(*place, name.value)] = at
            data[name.value] = _value(events, next(events), (*place, name.value), tree)
            continue
        # where a name cannot be used, its value is read all the same, for its findings
        aside = Tree(tree.path, findings=tree.findings)
        _value(events, name, (*place, ""), aside)
        if not isinstance(name, ScalarEvent) or not name.value:
            if not isinstance(name, AliasEvent):
                tree.fail("L009", *at)
            _value(events, next(events), (*place, ""), aside)
            continue
        key = name.value
        if key in data:
            tree.fail("L010", *at, key=key)
            _value(events, next(events), (*place, key), aside)
            continue
        tree.keys[(*place, key)] = at
        data[key] = _value(events, next(events), (*place, key), tree)
    return data


def _scalar(value: str) -> Any:
    """Resolve a scalar by the core schema of YAML 1.2: `no` is a word, `017` is seventeen."""
    if value in ("true", "True", "TRUE"):
        return True
    if value in ("false", "False", "FALSE"):
        return False
    if value in ("", "~", "null", "Null", "NULL"):
        return None
    if _INT.fullmatch(value):
        return int(value)
    if _FLOAT.fullmatch(value):
        return float(value)
    return value
