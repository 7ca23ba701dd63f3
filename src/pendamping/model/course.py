"""What holds the questions and cases together: modules, objectives, evidence, sets."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pendamping.text import Key, Model, Text

Part = Literal["front", "individual", "family", "community", "cross"]
Hours = Annotated[float, Field(ge=0)]


class StudyHours(Model):
    """Planned hours of a module, before anybody measured them."""

    self: Hours
    practice: Hours


class Blueprint(Model):
    """How many questions a module asks for, by cognitive level."""

    understand: int
    apply: int
    judge: int


class Module(Model):
    """One module of the course; without `open` it is announced, not there."""

    key: Key
    title: Text
    part: Part
    open: bool = False
    folder: Key | None = None
    hours: StudyHours
    blueprint: Blueprint
    vignettes: tuple[Key, ...] = ()


class Objective(Model):
    """What a learner can do after a module."""

    key: Key
    module: Key
    says: Text


class Misconception(Model):
    """A belief that makes a wrong answer attractive."""

    key: Key
    says: Text


class Fact(Model):
    """One statement that a source carries, in our own words."""

    key: Key
    says: Text
    figures: str | None = None


class Source(Model):
    """A cited source and the facts read in it."""

    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
    facts: tuple[Fact, ...]


class QuestionSet(Model):
    """Questions that stand together on a page."""

    key: Key
    title: Text
    items: tuple[Key, ...]
