"""The languages of a course, and a text in all of them.

This is the only module that knows which languages exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints

Lang = Literal["id", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
DEFAULT_LANG: Lang = "id"
Place = tuple[str | int, ...]

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]


class Model(BaseModel):
    """Base of all content models: immutable, and no field that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def texts(self) -> Iterator[tuple[Place, Text]]:
        """Yield every text below this model, with its place in the file."""
        found: list[tuple[Place, Text]] = []
        _collect(self, (), found)
        yield from found


class Text(Model):
    """One text in both languages.

    Parameters
    ----------
    id : str
        Indonesian.
    en : str
        English.
    """

    id: Sentence
    en: Sentence

    def to(self, lang: Lang) -> str:
        """Return the text in `lang`."""
        return self.id if lang == "id" else self.en


def _collect(value: Any, at: Place, into: list[tuple[Place, Text]]) -> None:
    if isinstance(value, Text):
        into.append((at, value))
    elif isinstance(value, Model):
        for name in _holders(type(value)):
            _collect(getattr(value, name), (*at, name), into)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            _collect(part, (*at, index), into)


@cache
def _holders(model: type[Model]) -> tuple[str, ...]:
    """Name the fields of a model below which a text can stand."""
    return tuple(n for n, field in model.model_fields.items() if _has_model(field.annotation))


def _has_model(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return True
    return any(_has_model(part) for part in get_args(annotation))
