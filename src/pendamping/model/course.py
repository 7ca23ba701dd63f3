"""What holds the questions and cases together: modules, objectives, evidence, sets."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pendamping.text import Key, Lang, Model, Sentence, Text

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


class Phrases(Model):
    """Words and phrases of each language; a star stands for any letters of a word."""

    id: tuple[Sentence, ...]
    en: tuple[Sentence, ...]

    def to(self, lang: Lang) -> tuple[str, ...]:
        """Return the phrases of `lang`."""
        return self.id if lang == "id" else self.en


NONE = Phrases(id=(), en=())


class Cues(Model):
    """Words that give an answer away; a list that is not there is empty."""

    absolutes: Phrases = NONE
    hedges: Phrases = NONE
    warmth: Phrases = NONE
    negatives: Phrases = NONE
    exceptions: Phrases = NONE
    frequency: Phrases = NONE
    above: Phrases = NONE
    hinges: Phrases = NONE
    common: Phrases = NONE
    harmless: Phrases = NONE

    def to(self, lang: Lang) -> dict[str, tuple[str, ...]]:
        """Return the lists of `lang` by name."""
        return {name: getattr(self, name).to(lang) for name in type(self).model_fields}


class QuestionSet(Model):
    """Questions that stand together on a page."""

    key: Key
    title: Text
    items: tuple[Key, ...]
