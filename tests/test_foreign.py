"""Language of parts, by the words that the course itself uses."""

from __future__ import annotations

import pytest

from pendamping.render.foreign import language, marked
from pendamping.text import Lang

KNOWN = {
    "en": {"the", "wind", "keeps", "getting", "in", "opens", "men's", "pak", "for", "field"},
    "id": {"angin", "masuk", "terus", "pak", "membuka", "di", "tentang", "nomor"},
}


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("Masuk angin terus, Pak", "id"),
        ("Opens:", "en"),
        ("Pak", "en"),  # a word of both
        ("et al.", "en"),  # a word of neither
    ],
)
def test_a_text_is_in_the_language_of_most_of_its_words(said: str, spoken: Lang) -> None:
    assert language(said, "en", KNOWN) == spoken


def test_stressed_words_of_the_other_language_are_marked() -> None:
    page = "<p>“<em>Masuk angin terus, Pak</em>, wind keeps getting in.” <em>Opens</em></p>"
    assert marked(page, "en", KNOWN) == page.replace("<em>Masuk", '<em lang="id">Masuk')
    assert marked(page, "id", KNOWN) == page.replace("<em>Opens", '<em lang="en">Opens')


def test_a_reference_is_in_the_language_of_its_words_and_not_of_its_address() -> None:
    page = (
        '<div class="citation" id="id1" role="listitem">\n<span class="label">1</span>\n<p>A. '
        'Nomor tentang angin. <a href="https://x.org">https://x.org/the-wind-for-the-field</a></p>'
    )
    assert 'id="id1" role="listitem" lang="id">' in marked(page, "en", KNOWN)
    assert marked(page, "id", KNOWN) == page
