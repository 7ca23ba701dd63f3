"""A course folder to models: every file of ``exercises/``, all findings in one run."""

from __future__ import annotations

import difflib
import errno
import json
import os
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, Union

from pydantic import BaseModel, ValidationError

from pendamping.model.course import Cues, Misconception, Module, Objective, QuestionSet, Source
from pendamping.model.item import KINDS, Item
from pendamping.model.language import Avoid, Term, Words
from pendamping.model.vignette import Vignette
from pendamping.source import Diagnostic, Place, Tree, diagnose, read
from pendamping.text import DEFAULT_LANG, LANGS, Lang, Text

M = TypeVar("M", bound=BaseModel)

# a byte-order mark and foreign line ends are findings, yet what follows them can be read
HARMLESS = {"L003", "L005"}
LOCK = "exercises/translations.lock.yaml"
# where the entries of each kind stand
HOMES = {
    "item": "exercises/items/",
    "vignette": "exercises/vignettes/",
    "set": "exercises/sets/",
    "objective": "exercises/objectives.yaml",
    "misconception": "exercises/misconceptions.yaml",
    "source": "exercises/evidence.yaml",
    "module": "exercises/modules.yaml",
}


class CourseNotFound(Exception):
    """No course folder at or above a path."""


@dataclass
class Course:
    """What a course folder holds.

    Attributes
    ----------
    root : Path
        The folder with ``_config.yml`` and ``exercises/``.
    items, vignettes, sets, objectives, misconceptions, evidence, modules : dict
        Models by key.
    interface : dict of str to Text
        The words of the page.
    cues : Cues
        Words that give an answer away; without ``cues.yaml`` there are none.
    glossary, avoid : dict
        Terms, and words to avoid, by key.
    words : Words
        What is spelled rightly though no dictionary has it.
    trees : dict of str to Tree
        Raw data and positions by relative path.
    files : dict of (str, str) to str
        Relative path by kind and key, such as ``("item", "sit-nearby")``.
    places : dict of (str, str) to Place
        Where in its file an entry stands; the empty place for one-file entries.
    findings : list of Diagnostic
        What could not be read.
    broken : list of Tree
        The files with such findings.
    """

    root: Path
    items: dict[str, Item] = field(default_factory=dict)
    vignettes: dict[str, Vignette] = field(default_factory=dict)
    sets: dict[str, QuestionSet] = field(default_factory=dict)
    objectives: dict[str, Objective] = field(default_factory=dict)
    misconceptions: dict[str, Misconception] = field(default_factory=dict)
    evidence: dict[str, Source] = field(default_factory=dict)
    modules: dict[str, Module] = field(default_factory=dict)
    interface: dict[str, Text] = field(default_factory=dict)
    cues: Cues = field(default_factory=Cues)
    glossary: dict[str, Term] = field(default_factory=dict)
    avoid: dict[str, Avoid] = field(default_factory=dict)
    words: Words = field(default_factory=Words)
    trees: dict[str, Tree] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)
    broken: list[Tree] = field(default_factory=list)

    def misses(self, kind: str, key: str) -> bool:
        """Tell whether nothing has this key, not even an entry that could not be read.

        Without the second half one broken file would give a finding wherever it is named.
        """
        if (kind, key) in self.files:
            return False
        suspects = [tree for tree in self.broken if tree.path.startswith(HOMES[kind])]
        return not any(_may_hold(tree, kind, key) for tree in suspects)

    def module_of(self, item_key: str) -> str:
        """Return the module of a question: the folder that its file stands in, to its hyphen."""
        return self._folder(item_key).split("-")[0]

    def is_counted(self, item_key: str) -> bool:
        """Tell whether a question counts for the blueprint; one in ``07-lab`` is practice."""
        return "-" not in self._folder(item_key) and self.items[item_key].scored

    def _folder(self, item_key: str) -> str:
        return self.files["item", item_key].split("/")[-2]


def _may_hold(tree: Tree, kind: str, key: str) -> bool:
    if HOMES[kind].endswith(".yaml") or kind == "set":  # a list of entries
        entries = tree.data if isinstance(tree.data, list) else []
        return tree.data is None or any(_key(entry) == key for entry in entries)
    return key in (Path(tree.path).stem, _key(tree.data))


def _key(entry: Any) -> Any:
    return entry.get("key") if isinstance(entry, dict) else None


def find_root(start: Path) -> Path:
    """Return the course folder at or above `start`.

    Raises
    ------
    CourseNotFound
        If no folder upwards has both ``_config.yml`` and ``exercises/``.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "_config.yml").is_file() and (folder / "exercises").is_dir():
            return folder
    raise CourseNotFound(str(start))


def language_here() -> Lang:
    """Return the language of the folder that a notebook runs in, else Indonesian."""
    here = Path.cwd().resolve()
    try:
        parts = here.relative_to(find_root(here)).parts
    except CourseNotFound:
        parts = ()
    return next((known for known in LANGS if known in parts), DEFAULT_LANG)


def load(root: Path) -> Course:
    """Read a course.

    Parameters
    ----------
    root : Path
        The course folder.

    Returns
    -------
    Course
        Whatever could be read. Bad content never raises; it is in `findings`.
    """
    course = Course(root)
    for name, file in _yaml_files(course, root / "exercises"):
        if name == LOCK:  # not an author's, and long
            continue
        tree = read(file, name)
        course.trees[name] = tree
        course.findings += tree.findings
        if tree.data is not None and {found.code for found in tree.findings} <= HARMLESS:
            before = len(course.findings)
            _enter(course, tree)
            if len(course.findings) == before:
                tree.forget()
    course.findings.sort()
    paths = {found.path for found in course.findings if found.code not in HARMLESS}
    course.broken = [tree for name, tree in course.trees.items() if name in paths]
    return course


def _yaml_files(course: Course, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the YAML files below a folder; what else is there is a finding."""

    def note(path: Path, code: str, **values: object) -> None:
        name = path.relative_to(course.root).as_posix()
        course.findings.append(diagnose(name, (1, 1), code, **values))

    def unreadable(error: OSError) -> None:
        note(Path(error.filename), "L001", reason=error.strerror)

    for here, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(here, name) for name in folders):
            if path.suffix == ".yaml" or path.is_symlink():  # a link is not followed
                note(path, "L001", reason=os.strerror(errno.EISDIR))
        for path in (Path(here, name) for name in sorted(files) if not name.startswith(".")):
            if path.suffix == ".yaml":
                yield path.relative_to(course.root).as_posix(), path
            elif path.suffix != ".md":
                note(path, "L019")


def _enter(course: Course, tree: Tree) -> None:
    """Turn one tree into models, by where its file stands."""
    match tree.path.split("/")[1:]:
        case ["items", _, _]:
            _enter_item(course, tree)
        case ["vignettes", _]:
            _add(course, course.vignettes, "vignette", tree, (), Vignette, own_file=True)
        case ["sets", _]:
            _add_list(course, course.sets, "set", tree, QuestionSet)
        case ["objectives.yaml"]:
            _add_list(course, course.objectives, "objective", tree, Objective)
        case ["misconceptions.yaml"]:
            _add_list(course, course.misconceptions, "misconception", tree, Misconception)
        case ["evidence.yaml"]:
            _add_list(course, course.evidence, "source", tree, Source)
        case ["modules.yaml"]:
            _add_list(course, course.modules, "module", tree, Module)
        case ["glossary.yaml"]:
            _add_list(course, course.glossary, "term", tree, Term)
        case ["terms.yaml"]:
            _add_list(course, course.avoid, "avoid", tree, Avoid)
        case ["words.yaml"]:
            course.words = _model(course, tree, (), Words, tree.data) or Words()
        case ["cues.yaml"]:
            course.cues = _model(course, tree, (), Cues, tree.data) or course.cues
        case [name] if name.startswith("interface"):
            _enter_words(course, tree)
        case _:
            course.findings.append(tree.report("L019"))


def _enter_item(course: Course, tree: Tree) -> None:
    if not isinstance(tree.data, dict):
        course.findings.append(tree.report("L015", problem="model_type"))
    elif "kind" not in tree.data:
        course.findings.append(tree.report("L013", field="kind"))
    elif tree.data["kind"] not in [*KINDS]:  # a list: the kind may be unhashable
        known = ", ".join(KINDS)
        course.findings.append(
            tree.report("L015", ("kind",), problem="literal_error", expected=known)
        )
    else:
        _add(course, course.items, "item", tree, (), KINDS[tree.data["kind"]], own_file=True)


def _enter_words(course: Course, tree: Tree) -> None:
    if not isinstance(tree.data, dict):
        course.findings.append(tree.report("L015", problem="model_type"))
        return
    for key, value in tree.data.items():
        word = _model(course, tree, (key,), Text, value)
        if key in course.interface:
            course.findings.append(
                tree.report("L018", (key,), on_key=True, key=key, other=course.files["word", key])
            )
        elif word is not None:
            course.interface[key] = word
            course.files["word", key] = tree.path


def _add_list(course: Course, into: dict[str, Any], kind: str, tree: Tree, model: type[M]) -> None:
    if not isinstance(tree.data, list):
        course.findings.append(tree.report("L015", problem="tuple_type"))
        return
    for index in range(len(tree.data)):
        _add(course, into, kind, tree, (index,), model)


def _add(
    course: Course,
    into: dict[str, Any],
    kind: str,
    tree: Tree,
    place: Place,
    model: type[BaseModel],
    *,
    own_file: bool = False,
) -> None:
    data = tree.data[place[0]] if place else tree.data
    entry: Any = _model(course, tree, place, model, data)
    if entry is None:
        return
    at = (*place, "key")
    if own_file and entry.key != Path(tree.path).stem:
        course.findings.append(tree.report("L017", at, key=entry.key, file=Path(tree.path).name))
    if entry.key in into:
        course.findings.append(
            tree.report("L018", at, key=entry.key, other=course.files[kind, entry.key])
        )
        return
    into[entry.key] = entry
    course.files[kind, entry.key] = tree.path
    course.places[kind, entry.key] = place


def _model(course: Course, tree: Tree, place: Place, model: type[M], data: object) -> M | None:
    try:
        # by way of JSON: strict types, yet lists may become tuples
        return model.model_validate_json(json.dumps(data))
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        for problem in problems:
            # a list is not too short because a part of it is wrong
            loc = problem["loc"]
            inner = any(p["loc"][: len(loc)] == loc and p["loc"] != loc for p in problems)
            if problem["type"] != "too_short" or not inner:
                course.findings.append(_finding(tree, place, model, loc, problem))
        return None


def _finding(
    tree: Tree, place: Place, model: type[BaseModel], loc: Place, problem: Any
) -> Diagnostic:
    at = (*place, *loc)
    if problem["type"] == "missing":
        name = str(loc[-1])
        if name in LANGS and _fields(model, loc[:-1]) == set(Text.model_fields):
            return tree.report("L016", at[:-1], on_key=True, lang=name, field=_name(at[:-1]))
        return tree.report("L013", at[:-1], field=name)
    if problem["type"] == "extra_forbidden":
        present = {key[-1] for key in tree.keys if key[:-1] == at[:-1]}
        siblings = sorted(_fields(model, loc[:-1]) - present)
        close = difflib.get_close_matches(str(loc[-1]), siblings, n=1, cutoff=0.5)
        return tree.report(
            "L014", at, on_key=True, field=loc[-1], inside=_name(at[:-1]), did="".join(close)
        )
    # the catalogue says the known types of problem in both languages, `said` is for the others
    values = {**problem.get("ctx", {}), "problem": problem["type"], "said": problem["msg"]}
    on_key = loc[-1] == "[key]" if loc else False
    return tree.report("L015", at[:-1] if on_key else at, on_key=on_key, **values)


def _name(loc: Place) -> str:
    """Return the last field name of a place, as an author would call it."""
    return next((part for part in reversed(loc) if isinstance(part, str)), "")


def _fields(model: object, loc: Place) -> set[str]:
    """Return the field names of the model that stands at `loc` below `model`."""
    for part in loc:
        model = _inner(model)
        if isinstance(part, str):
            if (
                not (isinstance(model, type) and issubclass(model, BaseModel))
                or part not in model.model_fields
            ):
                return set()
            model = model.model_fields[part].annotation
    model = _inner(model)
    if isinstance(model, type) and issubclass(model, BaseModel):
        return set(model.model_fields)
    return set()


def _inner(annotation: Any) -> object:
    """Strip Annotated, optional and tuple from a type."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated or origin is tuple:
            annotation = typing.get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            annotation = next(a for a in typing.get_args(annotation) if a is not type(None))
        else:
            return annotation
