"""The languages of a course, and a text in all of them.

This is the only module that knows which languages exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints

Lang = Literal["id", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
DEFAULT_LANG: Lang = "id"

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]


class Model(BaseModel):
    """Base of all content models: immutable, and no field that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def texts(self) -> Iterator[tuple[tuple[str | int, ...], Text]]:
        """Yield every text below this model, with its place in the file."""
        yield from _texts(self, ())


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


def _texts(
    value: object, at: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    if isinstance(value, Text):
        yield at, value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*at, name))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _texts(part, (*at, index))
