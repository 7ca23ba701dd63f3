"""On paper, A4 and Letter: what is folded is there, what is only for the screen is not."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from unicodedata import normalize

import pytest
from drive import fill, form, key_of, submit
from playwright.sync_api import Page
from pypdf import PdfReader

from pendamping.load import Course
from pendamping.text import LANGS, Lang

pytestmark = pytest.mark.browser
PAPERS = ("A4", "Letter")
MODULES = ("05-first-contact", "06-assessment", "07-few-words")
SIZE = {"A4": (595, 842), "Letter": (612, 792)}


def printed(page: Page, paper: Any) -> tuple[PdfReader, str]:
    """The pages as a printer gets them, and their text without line ends."""
    reader = PdfReader(BytesIO(page.pdf(format=paper)))
    return reader, flat(" ".join(sheet.extract_text() for sheet in reader.pages))


def flat(text: str) -> str:
    return " ".join(normalize("NFKC", text.replace("*", "")).split())  # and no ligatures


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("lang", LANGS)
def test_questions_and_their_folded_reasons_are_printed(
    page: Page, base: str, course: Course, lang: Lang, paper: str
) -> None:
    page.goto(f"{base}/{lang}/05-first-contact/check.html")
    item = course.items[page.locator("form[data-item]").first.get_attribute("data-item") or ""]
    _, unanswered = printed(page, paper)
    assert flat(item.options[0].why.to(lang))[:40] not in unanswered  # a class gets questions alone
    where = form(page, item.key)
    fill(where, item.spec(), key_of(item.spec()))
    submit(where)
    reader, text = printed(page, paper)
    box = reader.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(SIZE[paper], abs=1)
    for word in ("frame-exit", "frame-pause", "frame-other-language", "certainty"):
        assert flat(course.interface[word].to(lang)) not in text, word
    for option in item.options:
        assert flat(option.text.to(lang))[:40] in text
        assert flat(option.why.to(lang))[:40] in text, "a reason stays folded"
    assert where.locator("details[open]").count() == 0, "open after printing"


@pytest.mark.parametrize("lang", LANGS)
def test_a_case_is_printed_as_numbered_paragraphs(
    page: Page, base: str, course: Course, lang: Lang
) -> None:
    page.goto(f"{base}/{lang}/05-first-contact/case.html")
    _, text = printed(page, "A4")
    vignette = course.vignettes["four-years-at-sea"]
    for number, scene in enumerate(vignette.scenes, 1):
        assert f"{number} {flat(scene.title.to(lang))}" in text
    assert flat(vignette.debrief.roleplay.client.to(lang))[:40] in text
    assert flat(course.interface["restart"].to(lang)) not in text


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("module", MODULES)
def test_the_job_aid_prints_on_one_page(
    page: Page, base: str, lang: Lang, module: str, paper: str
) -> None:
    page.goto(f"{base}/{lang}/{module}/job-aid.html")
    reader, _ = printed(page, paper)
    assert len(reader.pages) == 1


@pytest.mark.parametrize("paper", PAPERS)
def test_the_address_of_a_source_can_be_read_on_paper(page: Page, base: str, paper: str) -> None:
    page.goto(f"{base}/id/references.html")
    _, text = printed(page, paper)
    bare = text.replace(" ", "")
    links = page.locator("main a[href^=http]").evaluate_all("all => all.map(a => a.href)")
    assert len(links) > 50
    ends = [link.rstrip("/").rpartition("/")[2].partition("?")[0][:30] for link in links]
    missing = [end for end in ends if end and end not in bare]
    assert missing == []
