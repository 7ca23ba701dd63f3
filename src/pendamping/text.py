"""The languages of a course, and a text in all of them.

This is the only module that knows which languages exist.
"""

from __future__ import annotations

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
