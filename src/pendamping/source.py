"""YAML files to models, with the position of every value.

The only importer of ruamel.yaml. Files are composed by its C parser into nodes with
marks; anchors and aliases are refused, so nothing can expand, and a file has a size limit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

MAX_BYTES = 512 * 1024
MAX_DEPTH = 24

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


@dataclass
class Tree:
    """Plain data of one YAML file and where each of its values stands."""

    path: str
    data: Any = None
    keys: dict[Place, Position] = field(default_factory=dict)
    values: dict[Place, Position] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)

    def at(self, place: Place, *, key: bool = False) -> Position:
        """Return the position of a value (or of its key), or of the nearest parent."""
        table = self.keys if key else self.values
        if place in table:
            return table[place]
        while place and place not in self.values:
            place = place[:-1]
        return self.values.get(place, (1, 1))

    def report(
        self, code: str, place: Place = (), *, key: bool = False, **values: object
    ) -> Diagnostic:
        """Make a diagnostic at a place."""
        line, column = self.at(place, key=key)
        said = tuple((name, str(value)) for name, value in sorted(values.items()))
        return Diagnostic(self.path, line, column, code, said)

    def fail(self, code: str, line: int, column: int, **values: object) -> None:
        """Note a finding at a position of the raw file."""
        said = tuple((name, str(value)) for name, value in sorted(values.items()))
        self.findings.append(Diagnostic(self.path, line, column, code, said))


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
    tree = Tree(name)
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        tree.fail("L001", 1, 1, reason=error.strerror or type(error).__name__)
        return tree
    if len(raw) > MAX_BYTES:
        tree.fail("L002", 1, 1, limit=f"{MAX_BYTES // 1024} KiB")
        return tree
    if raw.startswith(b"\xef\xbb\xbf"):
        tree.fail("L003", 1, 1)
        raw = raw[3:]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        tree.fail("L004", before.count(b"\n") + 1, column)
        return tree
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        tree.fail("L005", line, 1)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return parse(text, tree)


def parse(text: str, tree: Tree) -> Tree:
    """Parse YAML text into `tree`."""
    yaml = YAML(typ="safe", pure=False)
    try:
        node = yaml.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        tree.fail("L006", line, column, problem=_one_line(error.problem or str(error)))
        return tree
    except (YAMLError, ValueError, RecursionError) as error:
        # a control character, a surrogate: the reader's error carries no mark
        tree.fail("L006", 1, 1, problem=_one_line(str(error)))
        return tree
    if node is None:
        tree.fail("L007", 1, 1)
        return tree
    tree.data = _plain(node, (), tree, set())
    return tree


def _one_line(problem: str) -> str:
    return " ".join(problem.split())[:160]


def _plain(node: Any, place: Place, tree: Tree, seen: set[int]) -> Any:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    tree.values[place] = (line, column)
    if node.anchor or id(node) in seen:
        tree.fail("L008", line, column)
        return None
    seen.add(id(node))
    if len(place) > MAX_DEPTH:
        tree.fail("L012", line, column)
        return None
    if isinstance(node, ScalarNode):
        return _scalar(node, tree, line, column)
    if isinstance(node, SequenceNode):
        return [_plain(part, (*place, i), tree, seen) for i, part in enumerate(node.value)]
    assert isinstance(node, MappingNode)
    data: dict[str, Any] = {}
    for name, value in node.value:
        at = (name.start_mark.line + 1, name.start_mark.column + 1)
        if not isinstance(name, ScalarNode):
            tree.fail("L009", *at)
            continue
        key = str(name.value)
        if key in data:
            tree.fail("L010", *at, key=key)
            continue
        tree.keys[(*place, key)] = at
        data[key] = _plain(value, (*place, key), tree, seen)
    return data


def _scalar(node: Any, tree: Tree, line: int, column: int) -> Any:
    """Resolve a scalar by the core schema of YAML 1.2: `no` is a word, `017` is seventeen."""
    value = node.value
    if node.style:  # quoted or block
        return value
    if not str(node.tag).startswith("tag:yaml.org,2002:"):
        tree.fail("L011", line, column, tag=node.tag)
        return None
    if value in ("true", "True", "TRUE"):
        return True
    if value in ("false", "False", "FALSE"):
        return False
    if value in ("", "~", "null", "Null", "NULL"):
        return None
    digits = value.lstrip("+-")
    if digits.isascii() and digits.isdigit() and len(digits) < 16:
        return int(value)
    if digits.isascii() and digits.replace(".", "", 1).isdigit() and len(digits) < 24:
        return float(value)
    return value
