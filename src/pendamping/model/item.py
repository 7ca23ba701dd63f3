"""Questions.

Seven kinds, one model each. A question's *meaning* is what decides its score:
kind, option keys and which of them is right. `revision` is a hash of that alone,
so that a corrected typo keeps a learner's record and a changed key does not.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import AfterValidator, Field, TypeAdapter
from pydantic_core import PydanticCustomError

from pendamping.text import Key, Model, Text

Level = Literal["understand", "apply", "judge"]
Review = Literal["draft", "reviewed"]
Domain = Literal["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8"]
LEVELS: tuple[Level, ...] = get_args(Level)
RATINGS = (1, 2, 3, 4)
MOST = 26  # options are told apart by letters


class Option(Model):
    """One answer that can be chosen, with the reason shown to who chose it."""

    key: Key
    text: Text
    why: Text
    correct: bool = False
    misconception: Key | None = None


def _one_right(options: tuple[Option, ...]) -> tuple[Option, ...]:
    if sum(o.correct for o in options) != 1:
        raise PydanticCustomError("one_right", "exactly one option is 'correct: true'")
    return options


def _some_right(options: tuple[Option, ...]) -> tuple[Option, ...]:
    if not 2 <= sum(o.correct for o in options) < len(options):
        raise PydanticCustomError("some_right", "two or more options, not all, are 'correct: true'")
    return options


OneRight = Annotated[
    tuple[Option, ...], Field(min_length=2, max_length=MOST), AfterValidator(_one_right)
]
SomeRight = Annotated[
    tuple[Option, ...], Field(min_length=3, max_length=MOST), AfterValidator(_some_right)
]


class _Item(Model):
    """What every question has."""

    scored: ClassVar[bool] = True

    key: Key
    objective: Key
    level: Level
    domain: Domain
    sources: tuple[str, ...] = ()
    review: Review
    replaces: Key | None = None
    stem: Text

    def spec(self) -> dict[str, Any]:
        """Return what scoring needs, as plain data: the same in Python and in the page."""
        raise NotImplementedError

    @property
    def revision(self) -> str:
        """Hash of the meaning-bearing fields, eight hexadecimal digits."""
        plain = json.dumps(self.spec(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()[:8]


def _choice_spec(options: tuple[Option, ...]) -> dict[str, Any]:
    return {
        "options": sorted(o.key for o in options),
        "correct": sorted(o.key for o in options if o.correct),
    }


class Single(_Item):
    """One best answer, three options by default."""

    kind: Literal["single"]
    options: OneRight

    def spec(self) -> dict[str, Any]:
        """Return the scoring data."""
        return {"kind": self.kind, **_choice_spec(self.options)}


class Multiple(_Item):
    """All answers that are right; a point for each option judged rightly."""

    kind: Literal["multiple"]
    options: SomeRight

    def spec(self) -> dict[str, Any]:
        """Return the scoring data."""
        return {"kind": self.kind, **_choice_spec(self.options)}


class Step(Model):
    """One step of a sequence; its place in the file is its best place."""

    key: Key
    text: Text
    why: Text
    misconception: Key | None = None


class Order(_Item):
    """Put steps in order; scored by the share of pairs in the right order."""

    kind: Literal["order"]
    steps: Annotated[tuple[Step, ...], Field(min_length=3, max_length=9)]

    def spec(self) -> dict[str, Any]:
        """Return the scoring data."""
        return {"kind": self.kind, "order": [s.key for s in self.steps]}


class Prompt(Model):
    """The left side of a pair."""

    key: Key
    text: Text
    answer: Key
    why: Text


class Choice(Model):
    """The right side of a pair."""

    key: Key
    text: Text
    misconception: Key | None = None


class Match(_Item):
    """Give each prompt its choice."""

    kind: Literal["match"]
    prompts: Annotated[tuple[Prompt, ...], Field(min_length=2)]
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)]

    def spec(self) -> dict[str, Any]:
        """Return the scoring data."""
        return {
            "kind": self.kind,
            "pairs": {p.key: p.answer for p in self.prompts},
            "choices": sorted(c.key for c in self.choices),
        }


class Gap(Model):
    """One gap of a passage."""

    key: Key
    options: OneRight


class Cloze(_Item):
    """Fill the gaps of a passage from lists."""

    kind: Literal["cloze"]
    passage: Text
    gaps: Annotated[tuple[Gap, ...], Field(min_length=1)]

    def spec(self) -> dict[str, Any]:
        """Return the scoring data."""
        return {"kind": self.kind, "gaps": {g.key: _choice_spec(g.options) for g in self.gaps}}


class Response(Model):
    """One thing that a helper might do, to be rated."""

    key: Key
    text: Text
    why: Text
    panel: Annotated[int, Field(ge=1, le=4)]
    misconception: Key | None = None


class Judgement(_Item):
    """Rate each response from 1 (harmful) to 4 (helpful) against a panel."""

    kind: Literal["judgement"]
    responses: Annotated[tuple[Response, ...], Field(min_length=2, max_length=MOST)]

    def spec(self) -> dict[str, Any]:
        """Return the scoring data."""
        return {"kind": self.kind, "panel": {r.key: r.panel for r in self.responses}}


class Reflect(_Item):
    """A question to think about; never scored, kept on the learner's device only."""

    scored: ClassVar[bool] = False

    kind: Literal["reflect"]
    example: Text

    def spec(self) -> dict[str, Any]:
        """Return the scoring data."""
        return {"kind": self.kind}


Item = Single | Multiple | Order | Match | Cloze | Judgement | Reflect
KINDS: dict[str, type[_Item]] = {
    "single": Single,
    "multiple": Multiple,
    "order": Order,
    "match": Match,
    "cloze": Cloze,
    "judgement": Judgement,
    "reflect": Reflect,
}
ITEM: TypeAdapter[Item] = TypeAdapter(Annotated[Item, Field(discriminator="kind")])
