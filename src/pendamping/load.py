"""A course folder to models: every file of ``exercises/``, all findings in one run."""

from __future__ import annotations

import difflib
import json
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, Union

from pydantic import BaseModel, ValidationError

from pendamping.model.course import Misconception, Module, Objective, QuestionSet, Source
from pendamping.model.item import KINDS, Item
from pendamping.model.vignette import Vignette
from pendamping.source import Diagnostic, Place, Tree, read
from pendamping.text import LANGS, Text

M = TypeVar("M", bound=BaseModel)


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
    trees : dict of str to Tree
        Raw data and positions by relative path.
    files : dict of (str, str) to str
        Relative path by kind and key, such as ``("item", "sit-nearby")``.
    places : dict of (str, str) to Place
        Where in its file an entry stands; the empty place for one-file entries.
    findings : list of Diagnostic
        What could not be read.
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
    trees: dict[str, Tree] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)

    def module_of(self, item_key: str) -> str:
        """Return the module of a question: the folder that its file stands in."""
        return self.files["item", item_key].split("/")[-2]


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
        tree = read(file, name)
        course.trees[name] = tree
        course.findings += tree.findings
        if tree.data is not None and not tree.findings:
            _enter(course, tree)
    course.findings.sort()
    return course


def _yaml_files(course: Course, folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(course.root).as_posix()
        if file.suffix == ".yaml" and not file.is_dir():
            yield name, file
        elif file.is_file() and file.suffix != ".md" and not file.name.startswith("."):
            course.findings.append(Diagnostic(name, 1, 1, "L019"))


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
        case [name] if name.startswith("interface"):
            _enter_words(course, tree)
        case _:
            course.findings.append(tree.report("L019"))


def _enter_item(course: Course, tree: Tree) -> None:
    kind = tree.data.get("kind") if isinstance(tree.data, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        known = ", ".join(KINDS)
        if isinstance(tree.data, dict) and "kind" not in tree.data:
            course.findings.append(tree.report("L013", field="kind"))
        else:
            course.findings.append(
                tree.report("L015", ("kind",), problem=f"kind is one of: {known}")
            )
        return
    _add(course, course.items, "item", tree, (), KINDS[kind], own_file=True)


def _enter_words(course: Course, tree: Tree) -> None:
    if not isinstance(tree.data, dict):
        course.findings.append(tree.report("L015", problem="should be a mapping"))
        return
    for key, value in tree.data.items():
        word = _model(course, tree, (key,), Text, value)
        if key in course.interface:
            course.findings.append(
                tree.report("L018", (key,), key=key, other=course.files["word", key])
            )
        elif word is not None:
            course.interface[key] = word
            course.files["word", key] = tree.path


def _add_list(course: Course, into: dict[str, Any], kind: str, tree: Tree, model: type[M]) -> None:
    if not isinstance(tree.data, list):
        course.findings.append(tree.report("L015", problem="should be a list"))
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
        for problem in error.errors(include_url=False, include_context=False, include_input=False):
            course.findings.append(_finding(tree, place, model, problem["loc"], problem))
        return None


def _finding(
    tree: Tree, place: Place, model: type[BaseModel], loc: Place, problem: Any
) -> Diagnostic:
    at = (*place, *loc)
    if problem["type"] == "missing":
        name = str(loc[-1])
        if name in LANGS and _fields(model, loc[:-1]) == set(Text.model_fields):
            return tree.report("L016", at[:-1], key=True, lang=name, field=_name(loc[:-1]))
        return tree.report("L013", at[:-1], field=name)
    if problem["type"] == "extra_forbidden":
        present = {key[-1] for key in tree.keys if key[:-1] == at[:-1]}
        siblings = sorted(_fields(model, loc[:-1]) - present)
        close = difflib.get_close_matches(str(loc[-1]), siblings, n=1, cutoff=0.5)
        return tree.report(
            "L014", at, key=True, field=loc[-1], inside=_name(loc[:-1]), did="".join(close)
        )
    said = problem["msg"].removeprefix("Value error, ")
    return tree.report("L015", at, problem=said[:1].lower() + said[1:])


def _name(loc: Place) -> str:
    """Return the last field name of a place, as an author would call it."""
    return next((part for part in reversed(loc) if isinstance(part, str)), "the file")


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
