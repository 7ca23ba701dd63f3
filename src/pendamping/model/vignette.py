"""Branching cases: a plain graph of scenes and choices, with flags as the only memory."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from pendamping.text import Key, Model, Sentence, Text

Rating = Literal["helpful", "mixed", "unhelpful", "unsafe"]
Tone = Literal["good", "mixed", "poor"]
Meter = Literal["safety", "trust", "choice", "follow-through"]
RATINGS: tuple[Rating, ...] = get_args(Rating)
METERS: tuple[Meter, ...] = get_args(Meter)
METER_MAX = 6

Move = Annotated[int, Field(ge=-2, le=2)]
Level = Annotated[int, Field(ge=0, le=METER_MAX)]


class Choice(Model):
    """What the worker may do or say in a scene."""

    key: Key
    text: Text
    why: Text
    rating: Rating
    to: Key
    moves: dict[Meter, Move] = Field(default_factory=dict)
    sets: tuple[Key, ...] = ()
    needs: tuple[Key, ...] = ()
    lacks: tuple[Key, ...] = ()


class Scene(Model):
    """One moment. With one choice a step, with more a decision, with none an ending."""

    key: Key
    title: Text
    text: Text
    choices: tuple[Choice, ...] = ()
    repair: bool = False
    answers: tuple[Key, ...] = ()
    ending: Tone | None = None
    debrief: Text | None = None


class Rule(Model):
    """A clinical rule: `before`/`require` or `after`/`must`, each a flag."""

    key: Key
    says: Text
    sources: tuple[str, ...] = ()
    before: Key | None = None
    require: Key | None = None
    after: Key | None = None
    must: Key | None = None


class Person(Model):
    """A fictional person of the case."""

    key: Key
    name: Sentence
    about: Text


class Flag(Model):
    """Something that the case remembers."""

    key: Key
    means: Text


class Walk(Model):
    """A golden walk: the choices that lead to an ending."""

    ends: Key
    choices: tuple[Key, ...]


class RolePlay(Model):
    """Briefs for three: client, worker, observer."""

    client: Text
    worker: Text
    observer: Text


class Debrief(Model):
    """What follows every ending."""

    panel: Text
    survivors: Text
    roleplay: RolePlay
    supervision: Text


class Vignette(Model):
    """A whole case."""

    key: Key
    module: Sentence
    title: Text
    content: Text
    sources: tuple[str, ...] = ()
    people: tuple[Person, ...]
    meters: dict[Meter, Level]
    flags: tuple[Flag, ...] = ()
    start: Key
    scenes: Annotated[tuple[Scene, ...], Field(min_length=2)]
    rules: tuple[Rule, ...] = ()
    walks: tuple[Walk, ...]
    debrief: Debrief

    @cached_property
    def by_key(self) -> dict[str, Scene]:
        """The scenes by key."""
        return {scene.key: scene for scene in self.scenes}

    def spec(self) -> dict[str, Any]:
        """Return what playing needs, as plain data: the same in Python and in the page."""
        return {
            "start": self.start,
            "meters": {meter: self.meters.get(meter, 0) for meter in METERS},
            "scenes": {
                scene.key: {
                    "ending": scene.ending,
                    "choices": [
                        {
                            "key": c.key,
                            "to": c.to,
                            "rating": c.rating,
                            "moves": dict(c.moves),
                            "sets": list(c.sets),
                            "needs": list(c.needs),
                            "lacks": list(c.lacks),
                        }
                        for c in scene.choices
                    ],
                }
                for scene in self.scenes
            },
        }

    @property
    def revision(self) -> str:
        """Hash of the meaning-bearing fields, eight hexadecimal digits."""
        plain = json.dumps(self.spec(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()[:8]
