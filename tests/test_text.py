from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from pendamping.text import DEFAULT_LANG, LANGS, Key, Model, Text


def test_languages() -> None:
    assert LANGS == ("id", "en")
    assert DEFAULT_LANG == "id"


def test_text_in_each_language() -> None:
    text = Text(id="diam", en="silent")
    assert [text.to(lang) for lang in LANGS] == ["diam", "silent"]


def test_text_is_stripped_and_not_empty() -> None:
    assert Text(id=" diam\n", en="silent").id == "diam"
    with pytest.raises(ValidationError):
        Text(id=" \n", en="silent")


def test_text_cannot_change() -> None:
    text = Text(id="diam", en="silent")
    with pytest.raises(ValidationError):
        text.en = "loud"


@pytest.mark.parametrize("key", ["a", "sit-nearby", "05", "x2-3", "a" * 64])
def test_good_key(key: str) -> None:
    assert TypeAdapter(Key).validate_python(key) == key


@pytest.mark.parametrize(
    "key", ["", "-a", "a-", "a--b", "Sit", "a_b", "a b", "é", "a\n", "__proto__", "a" * 65]
)
def test_bad_key(key: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Key).validate_python(key)


def test_texts_come_with_their_places() -> None:
    class Part(Model):
        says: Text
        note: Text | None = None

    class Whole(Model):
        title: Text
        parts: tuple[Part, ...]

    one, two = Text(id="1", en="1"), Text(id="2", en="2")
    whole = Whole(title=one, parts=(Part(says=two), Part(says=one, note=two)))
    assert [*whole.texts()] == [
        (("title",), one),
        (("parts", 0, "says"), two),
        (("parts", 1, "says"), one),
        (("parts", 1, "note"), two),
    ]
