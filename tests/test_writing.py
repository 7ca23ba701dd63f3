"""Flaws of writing: what each rule sees and, as important, what it lets pass."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pendamping.check import writing
from pendamping.load import load
from pendamping.wording import alike, content, found, is_closed, is_speech, unquoted, words
from support import ROOT, Said, both, pair, single, write_items

OPTIONS: tuple[Said, ...] = (
    ("Duduk di teras.", "Sit on the porch."),
    ("Tanya di teras.", "Ask on the porch."),
    ("Makan di teras.", "Eat on the porch."),
)


def codes(folder: Path, *items: dict[str, Any]) -> list[tuple[str, str]]:
    """Return number and language of what is found in these questions."""
    write_items(folder, items)
    made = [f for f in writing.findings(load(folder)) if f.path.endswith("/q.yaml")]
    return sorted((f.code, dict(f.values).get("lang", "")) for f in made)


def english(*said: str, right: int = 0, stem: str = "What do you do?") -> dict[str, Any]:
    """Return a question whose Indonesian is beyond reproach."""
    options = [(mine[0], text) for mine, text in zip(OPTIONS * 2, said, strict=False)]
    return single("q", *options, right=right, stem=("Apa yang Anda lakukan?", stem))


def indonesian(*said: str, right: int = 0, stem: str = "Apa yang Anda lakukan?") -> dict[str, Any]:
    """Return a question whose English is beyond reproach."""
    options = [(text, mine[1]) for mine, text in zip(OPTIONS * 2, said, strict=False)]
    return single("q", *options, right=right, stem=(stem, "What do you do?"))


def test_beyond_reproach(folder: Path) -> None:
    assert codes(folder, single("q", *OPTIONS)) == []


SIT, ASK, EAT = "Sit on the porch.", "Ask on the porch.", "Eat on the porch."
DUDUK, TANYA, MAKAN = "Duduk di teras.", "Tanya di teras.", "Makan di teras."


@pytest.mark.parametrize(
    ("said", "right", "found"),
    [
        # absolutes: a cue where no key has one
        ((SIT, "Always ask him.", EAT), 0, ["L031"]),
        ((SIT, "ALWAYS ask him.", "It is never right."), 0, ["L031", "L031"]),
        (("Always sit down.", "Always ask him.", EAT), 0, []),
        (("Always sit down.", ASK, EAT), 0, []),
        ((SIT, "Always ask him.", EAT), 1, []),
        ((SIT, "Never mind, ask him.", EAT), 0, []),
        ((SIT, "In the hallways, ask.", EAT), 0, []),
        ((SIT, "Ask him as *always*.", EAT), 0, ["L031"]),
        # options about options
        ((SIT, ASK, "None of the above."), 0, ["L033"]),
        (("Both A and B.", ASK, EAT), 0, ["L033"]),
        ((SIT, ASK, "Put it above the bed."), 0, []),
        # how often
        (("He often sleeps.", "He rarely sleeps.", "He sleeps twice."), 0, ["L037"]),
        (("He often sleeps.", "He often eats.", "He sits there."), 0, []),
        (('"I often sleep."', '"I rarely sleep."', '"I sleep now."'), 0, []),
        # form: the key alone
        (('"Sit with me."', ASK, EAT), 0, ["L039"]),
        (('"Sit with me."', '"Ask with me."', "Eat with him."), 2, ["L039"]),
        (('"Sit with me."', ASK, EAT), 1, []),
        (('"Sit with me."', '"Ask with me."', EAT), 0, []),
        # a lone question is no cue
        (('"Sit?" And you wait.', ASK, EAT), 0, []),
        (("Sit?", "Ask?", "Eat it."), 2, []),
        # form: any option without an end
        ((SIT, "Ask on the porch", EAT), 0, ["L039"]),
        (("Sit on the porch", "Ask on the porch", EAT), 0, ["L039"]),
        (("Sit on the porch", "Ask on the porch", "Eat on the porch"), 0, []),
        (('"Sit on it!"', '"Ask on it."', '"Eat on it…"'), 0, []),
        # what the options overlap in
        (("Warm tea outside.", "Warm tea indoors.", "Cold milk outside."), 0, ["L040"]),
        (("Warm tea outside.", "Warm tea indoors.", "Cold milk outside."), 1, []),
        (("Warm tea outside.", "Warm tea indoors.", "Cold milk indoors."), 0, []),
        (("Warm milk tonight.", "Warm milk indoors.", "Warm milk outside."), 0, []),
        # lengths
        (("x" * 59 + ".", "y" * 34 + ".", "z" * 49 + "."), 1, []),
        (("x" * 61 + ".", "y" * 33 + ".", "z" * 52 + "."), 1, ["L043"]),
        (("Sit there.", "Ask.", "Eat."), 1, []),
        # denial
        ((SIT, "Don't sit on the porch.", EAT), 2, ["L047"]),
        (("Sit with him.", "Sit without him.", EAT), 2, []),
        (("No.", "Never.", "Not yet."), 0, ["L031"]),
        # numbers
        (("3 days.", "30 days.", "7 days."), 0, ["L048"]),
        (("3 days.", "7 days.", "30 days."), 0, []),
        (("30 days.", "7 days.", "3 days."), 0, []),
        (("3 days.", "3 days.", "7 weeks."), 0, []),
        (("2 days.", "30 hours.", "1 week."), 0, []),
        (("500 men.", "1,000 men.", "2.500 men."), 0, []),
        (("0.5 %", "0,7 %", "0.6 %"), 0, ["L048"]),
        (("At 3.", "30 days.", "7 days."), 0, []),
    ],
)
def test_options(folder: Path, said: tuple[str, ...], right: int, found: list[str]) -> None:
    assert codes(folder, english(*said, right=right)) == [(code, "en") for code in found]


@pytest.mark.parametrize(
    ("said", "right", "found"),
    [
        ((DUDUK, "Selalu bertanya.", MAKAN), 0, ["L031"]),
        ((DUDUK, "Tidak pernah tanya.", MAKAN), 0, ["L031"]),
        ((DUDUK, "Belum pasti tanya.", MAKAN), 0, []),
        ((DUDUK, TANYA, "Semua benar."), 0, ["L033"]),
        (("Ia sering tidur.", "Ia jarang tidur.", "Ia tidur dua jam."), 0, ["L037"]),
        ((DUDUK, "Jangan duduk di teras.", MAKAN), 2, ["L047"]),
        (("3 hari.", "30 hari.", "7 hari."), 0, ["L048"]),
        (("1.500 orang.", "700 orang.", "900 orang."), 0, ["L048"]),
    ],
)
def test_options_in_indonesian(
    folder: Path, said: tuple[str, ...], right: int, found: list[str]
) -> None:
    assert codes(folder, indonesian(*said, right=right)) == [(code, "id") for code in found]


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("The lamp is out, he seeks a torch. What now?", ["L032"]),
        ("The lamp is out. What now?", []),  # one word is no echo
        ("The lamp is out, he seeks a torch and waits. What now?", []),  # a distractor echoes too
    ],
)
def test_echo(folder: Path, stem: str, found: list[str]) -> None:
    made = english("Bring lamp, torch.", "He waits, it is late.", "Ask him once more.", stem=stem)
    assert codes(folder, made) == [(code, "en") for code in found]


@pytest.mark.parametrize(
    ("lang", "stem", "found"),
    [
        ("en", "He looks down. Which step is NOT helpful?", ["L034"]),
        ("en", "Which reply doesn't fit?", ["L034"]),
        ("en", "All of this helps, except what?", ["L034"]),
        ("en", "He does not answer. What do you do?", []),
        ("en", "What do you do if he does not answer?", []),
        ("en", "Why does he not answer?", []),
        ("en", 'He asks, "What not?"\n\nWhat do you say?', []),
        ("en", "What not to do is clear.\n\nWhat do you do?", []),
        ("id", "Ia menunduk. Mana yang bukan tanda bahaya?", ["L034"]),
        ("id", "Semua membantu, kecuali yang mana?", ["L034"]),
        ("id", "Apa yang Anda lakukan kalau ia tidak menjawab?", []),
        ("id", "Mengapa ia tidak menjawab?", []),
        # leaning on another question
        ("en", "Think of your previous answer. What now?", ["L044"]),
        ("id", "Seperti di soal nomor 3, apa langkah Anda?", ["L044"]),
        ("id", "Soal uang ia diam. Apa langkah Anda?", []),
        # length
        ("en", "He sits. " * 45, []),
        ("en", "He sits. " * 45 + "And?", ["L041"]),
    ],
)
def test_stems(folder: Path, lang: str, stem: str, found: list[str]) -> None:
    make = english if lang == "en" else indonesian
    said = [option[1 if lang == "en" else 0] for option in OPTIONS]
    assert codes(folder, make(*said, stem=stem)) == [(code, lang) for code in found]


def test_too_few_options(folder: Path) -> None:
    assert codes(folder, single("q", *OPTIONS[:2])) == [("L042", "")]
    assert codes(folder, single("q", *OPTIONS, ("Pulang ke rumah.", "Go home now, all."))) == []


def test_two_options_give_no_form_away(folder: Path) -> None:
    assert codes(folder, single("q", '"Sit."', "Ask.")) == [("L042", "")]


def test_reasons(folder: Path) -> None:
    made = single("q", *OPTIONS)
    made["options"][2]["why"] = {"id": "lain", "en": made["options"][1]["why"]["en"].upper()}
    assert codes(folder, made) == [("L045", "en")]


def test_a_belief_on_a_key(folder: Path) -> None:
    made = single("q", *OPTIONS)
    made["options"][0]["misconception"] = "facts-first"
    assert codes(folder, made) == [("L046", "")]


def judgement(*parts: tuple[int, Said], belief: str | None = None) -> dict[str, Any]:
    made = single("q", *(said for _, said in parts))
    made |= {"kind": "judgement", "responses": made.pop("options")}
    for response, (panel, _) in zip(made["responses"], parts, strict=True):
        response.pop("correct", None)
        response.pop("misconception", None)
        response |= {"panel": panel} | ({"misconception": belief} if belief else {})
    return made


def test_rated_responses(folder: Path) -> None:
    """They have no key that form or length could give away; absolutes count all the same."""
    made = judgement(
        (4, '"Sit with me?"'), (1, "Always ask."), (2, "Eat there, then sit and wait.")
    )
    assert codes(folder, made) == [("L031", "en")]
    made = judgement((2, "Sit down."), (1, "Always ask."), (2, "Eat there."))
    assert codes(folder, made) == []  # no good response that the bad one could be told from
    made = judgement((2, "Sit down."), (3, "Ask him."), belief="facts-first")
    assert codes(folder, made) == [("L046", "")]


def test_gaps(folder: Path) -> None:
    gap = single("gap", *OPTIONS)["options"]
    gap[1]["text"] = both(("Tanya di teras.", "Always ask him."))
    made = single("q", *OPTIONS)
    del made["options"]
    made |= {
        "kind": "cloze",
        "passage": pair("Ia {one}, {two}."),
        "gaps": [
            {"key": "one", "options": gap},
            {"key": "two", "options": single("x", *OPTIONS)["options"]},
        ],
    }
    assert codes(folder, made) == [("L031", "en")]
    place = [f for f in writing.findings(load(folder)) if f.path.endswith("/q.yaml")]
    lines = (folder / place[0].path).read_text(encoding="utf-8").splitlines()
    assert "Always ask him." in lines[place[0].line - 1]


def test_several_right(folder: Path) -> None:
    made = single("q", "Sit.", "Always ask.", '"Eat with me?"')
    made["kind"] = "multiple"
    made["options"][2] |= {"correct": True}
    del made["options"][2]["misconception"]
    assert codes(folder, made) == [("L031", "en")]


def test_without_cues_no_word_counts(folder: Path) -> None:
    (folder / "exercises" / "cues.yaml").unlink()
    said = (SIT, "Always ask him.", "All of the above.")
    assert codes(folder, english(*said, stem="Which is not right?")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("absolutes: {id: [selalu]}\n", [(1, 1, "L016")]),
        ("absolute: {id: [selalu], en: [always]}\n", [(1, 1, "L014")]),
        ("absolutes: [always]\n", [(1, 12, "L015")]),
        ("hedges: {id: [7], en: [may]}\n", [(1, 15, "L015")]),
        ("- always\n", [(1, 1, "L015")]),
        ('hedges: {id: ["*", "**a**b"], en: ["(", "[x", "\\\\", "?"]}\n', []),
    ],
)
def test_bad_cues(folder: Path, text: str, found: list[tuple[int, int, str]]) -> None:
    (folder / "exercises" / "cues.yaml").write_text(text, encoding="utf-8")
    course = load(folder)
    assert [(f.line, f.column, f.code) for f in course.findings] == found
    assert list(writing.findings(course)) == []


def test_the_lists_of_the_course() -> None:
    """A phrase stands once in a list, and in lower case: the lists are read by people."""
    cues = load(ROOT).cues
    for lang in ("id", "en"):
        for name, listed in cues.to(lang).items():
            assert listed, name
            assert len(set(listed)) == len(listed), name
            assert [phrase.casefold() for phrase in listed] == [*listed], name


# ---------------------------------------------------------------- words


def test_words() -> None:
    assert words("Don’t *ever* ask: laki-laki, 3 hari!") == [
        *("don't", "ever", "ask", "laki-laki", "3", "hari"),
    ]


def test_phrases() -> None:
    assert found("Thank you. Thanks, not sure.", ("thank*", "not", "not sure")) == [
        *("thank", "thanks", "not sure"),
    ]
    assert found("Tidak apa-apa.", ("tidak",), ("tidak apa-apa",)) == []
    assert found("nottingham knot no-no", ("not", "no")) == []
    assert found("anything", ()) == []


def test_a_phrase_of_many_stars_takes_no_time() -> None:
    assert found("a" * 5000 + "!", ("*" * 500 + "b", "a*" * 3)) == ["a" * 5000]


def test_content() -> None:
    assert content("He sits with Yusuf tonight", ("with", "tonight")) == {"sits", "yusuf"}


@pytest.mark.parametrize(
    ("said", "speech"),
    [
        ('"Sit down."', True),
        ("“Sit down.” “Now.”", True),
        ('He says: "Sit down."', False),
        ("Sit down.", False),
        ('"Sit down.', False),
        ("", True),
    ],
)
def test_speech(said: str, speech: bool) -> None:
    assert is_speech(said) is speech


def test_unquoted() -> None:
    assert words(unquoted('Say "not now" or “later” and wait.')) == ["say", "or", "and", "wait"]


@pytest.mark.parametrize(
    ("said", "closed"),
    [("Sit.", True), ('"Sit?"', True), ("*Sit!*", True), ("Sit (now.)", True), ("Sit", False),
     ('"Sit"', False), ("", False)],
)  # fmt: skip
def test_closed(said: str, closed: bool) -> None:
    assert is_closed(said) is closed


def test_alike() -> None:
    assert alike("Bring the lamp", "bring THE lamp!") == pytest.approx(1)
    assert alike("lamp", "xyz") == 0
    assert alike("", "x") == 0
    assert alike("the lamp", "a lamp") > alike("the lamp", "a clamp") > 0
