"""Every number of the catalogue: a fixture that triggers it, a page, a sentence that helps.

A fixture is a folder of files that are laid over the small valid course, or a ``build.py``
for what cannot be kept as a file. ``expected.<lang>.txt`` holds all that is then said.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import string
from collections.abc import Callable
from pathlib import Path

import pytest

from pendamping.check import catalogue
from pendamping.check.catalogue import PROBLEMS, SENTENCES, WORDS, format_github, sentence
from pendamping.source import diagnose
from pendamping.text import LANGS, Lang
from support import ROOT, TESTS

FIXTURES = TESTS / "diagnostics"
PAGES = ROOT / "docs" / "diagnostics"
NOT_OVERLAID = {"build.py", "expected.id.txt", "expected.en.txt", "__pycache__"}

# the first word of what to do
IMPERATIVES: dict[Lang, set[str]] = {
    "id": {
        *("periksa", "bagi", "simpan", "perbaiki", "isi", "hapus", "tulis", "tambahkan", "samakan"),
        *("pilih", "pindahkan", "kutip", "seimbangkan", "bedakan", "arahkan", "buka", "beri"),
        *("pasang", "ubah", "ganti", "kurangi", "pakai", "perbarui", "urutkan"),
    },
    "en": {
        *("check", "split", "save", "correct", "fill", "delete", "write", "add", "make", "choose"),
        *("move", "cite", "even", "tell", "lead", "open", "give", "set", "change", "rename", "use"),
        *("renew", "put"),
    },
}


def lay(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Lay a fixture over a course; returns the options that `check` needs to see it."""
    fixture = FIXTURES / code
    for part in fixture.iterdir():
        if part.name not in NOT_OVERLAID:
            shutil.copytree(part, folder / part.name, dirs_exist_ok=True)
    options: list[str] = []
    if (fixture / "build.py").is_file():
        found = importlib.util.spec_from_file_location(f"build_{code}", fixture / "build.py")
        assert found is not None
        assert found.loader is not None
        module = importlib.util.module_from_spec(found)
        found.loader.exec_module(module)
        module.build(folder, monkeypatch)
        options = getattr(module, "OPTIONS", [])
    return options


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", SENTENCES)
def test_the_fixture_says_what_is_expected(
    code: str,
    lang: Lang,
    folder: Path,
    check: Callable[..., tuple[int, list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options = lay(code, folder, monkeypatch)
    expected = (FIXTURES / code / f"expected.{lang}.txt").read_text(encoding="utf-8").splitlines()
    assert check(folder, lang, *options) == (1, expected)
    assert any(re.match(rf"[^:]+:[0-9]+:[0-9]+: {code} ", line) for line in expected)


def test_the_course_below_the_fixtures_is_clean(
    folder: Path, check: Callable[..., tuple[int, list[str]]]
) -> None:
    assert check(folder) == (0, [])


def test_every_number_has_a_fixture_and_every_fixture_a_number() -> None:
    assert {p.name for p in FIXTURES.iterdir() if p.name[0] == "L"} == {*SENTENCES}


def test_every_number_has_a_page_and_every_page_a_number() -> None:
    assert {p.stem for p in PAGES.glob("L*.md")} == {*SENTENCES}


@pytest.mark.parametrize("code", SENTENCES)
def test_page(code: str) -> None:
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0].startswith(f"# {code} · ")
    assert text.count("# L") == 1
    # Indonesian first, then English, each with why it matters; wrong and right once
    parts = [
        "**Artinya.**",
        "**Mengapa.**",
        "**Means.**",
        "**Why.**",
        "Salah / wrong",
        "Benar / right",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, [p for p, at in zip(parts, places, strict=True) if at < 0]
    assert places == sorted(places)
    assert text.count("```") % 2 == 0
    assert 10 <= len([line for line in lines if line.strip()]) <= 32
    assert set(re.findall(r"\bL0[0-9]{2}\b", text)) <= {*SENTENCES}


def names(said: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(said) if name}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_says_what_is_wrong_and_what_to_do(code: str) -> None:
    for lang, said in zip(LANGS, SENTENCES[code], strict=True):
        wrong, _, to_do = said.partition("; ")
        assert wrong
        assert ";" not in to_do
        if code != "L015":  # each of its problems says what to do
            assert to_do.replace(",", "").split()[0] in IMPERATIVES[lang], said
        assert said[0].lower() == said[0] or said.startswith("YAML")
        assert not said.endswith(".")
    assert names(SENTENCES[code][0]) == names(SENTENCES[code][1])
    assert SENTENCES[code][0] != SENTENCES[code][1]


@pytest.mark.parametrize("pair", [*PROBLEMS.values(), catalogue.NOTHING_LIKE_IT])
def test_a_problem_says_what_to_do(pair: tuple[str, str]) -> None:
    for lang, said in zip(LANGS, pair, strict=True):
        assert said.split()[0] in IMPERATIVES[lang], said
    assert names(pair[0]) == names(pair[1])


def test_words_have_both_languages() -> None:
    assert all(all(pair) for pair in WORDS.values())


def test_an_unknown_field_without_a_likeness() -> None:
    found = diagnose("x.yaml", (1, 1), "L014", field="zzz", inside="", did="")
    assert (
        sentence(found, "en")
        == "unknown field 'zzz' in 'this file'; check its spelling or delete it"
    )
    assert sentence(found, "id") == (
        "bidang 'zzz' tidak dikenal di 'berkas ini'; periksa ejaannya atau hapus"
    )


def test_a_problem_that_we_do_not_know_is_said_in_english() -> None:
    found = diagnose("x.yaml", (1, 1), "L015", problem="new_type", said="Input is odd")
    assert sentence(found, "id") == "nilainya tidak sesuai; Input is odd"


def test_values_are_not_templates() -> None:
    found = diagnose("x.yaml", (1, 1), "L020", key="{key} {0} %s")
    assert "'{key} {0} %s'" in sentence(found, "en")


def test_github_annotation() -> None:
    found = diagnose("a,b/x:%.yaml", (3, 7), "L020", key="50%\nx")
    assert format_github(found, "en") == (
        "::error file=a%2Cb/x%3A%25.yaml,line=3,col=7,title=L020::"
        "no objective '50%25 x' in objectives.yaml; correct the key or add it there"
    )


def test_github_format_from_the_command_line(
    folder: Path,
    check: Callable[..., tuple[int, list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lay("L020", folder, monkeypatch)
    code, lines = check(folder, "en", "--format", "github")
    assert code == 1
    assert lines[0].startswith(
        "::error file=exercises/items/05/bad.yaml,line=3,col=12,title=L020::"
    )
