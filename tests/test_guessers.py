"""Guessers: what they take, how it is counted, and when a bank fails."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pendamping import cli
from pendamping.check import guessing
from pendamping.guessers import (
    InstrumentMissing,
    Question,
    Result,
    habits,
    interval,
    learned,
    play,
    takes,
    traits,
)
from pendamping.load import load
from support import single, write_items

CUES = {"hedges": ("perhaps", "may"), "warmth": ("thank*",), "harmless": ("may day",)}


def question(*said: str, right: int = 0, key: str = "q", module: str = "05") -> Question:
    return Question(module, module, key, "single", "A torch is lost.", said, frozenset({right}))


@pytest.mark.parametrize(
    ("habit", "said", "taken"),
    [
        ("longest", ("aa", "aaaa", "a"), [1]),
        ("longest", ("aa", "bb", "a"), [0, 1]),
        ("longest", ("aa", "bb", "cc"), []),
        ("shortest", ("aa", "aaaa", "a"), [2]),
        ("hedged", ("It is.", "Perhaps it may.", "Perhaps."), [1]),
        ("hedged", ("On May Day.", "It is.", "It was."), []),
        ("warmest", ("Thank you.", "Thanks.", "No."), [0, 1]),
        ("alike", ("Look there.", "Bring a torch.", "Sit down."), [1]),
        ("first", ("a", "b", "c", "d"), [0]),
        ("middle", ("a", "b", "c"), [1]),
        ("middle", ("a", "b", "c", "d"), [1, 2]),
        ("middle", ("a", "b"), []),
        ("last", ("a", "b", "c", "d"), [3]),
    ],
)
def test_habits(habit: str, said: tuple[str, ...], taken: list[int]) -> None:
    assert takes(habits(CUES)[habit](question(*said)) or ()) == taken


def test_every_habit_has_a_name() -> None:
    assert {*guessing.NAMES} == {*habits(CUES), "learned"}


def test_play() -> None:
    bank = [
        question("aaa", "b", "c", key="hit"),
        question("aaa", "b", "c", key="miss", right=1),
        question("aaa", "bbb", "c", key="half"),
        question("a", "b", "c", key="nothing to go by"),
        question("aaaa", "b", "c", "d", key="of four"),
    ]
    result = play(bank, habits(CUES)["longest"])
    assert result.hits == pytest.approx(2.5)
    assert result.n == 4
    assert result.chance == pytest.approx((3 / 3 + 1 / 4) / 4)
    assert result.fed == (("hit", 0), ("half", 0), ("of four", 0))
    assert (result.low, result.high) == interval(2.5, 4)


def test_several_right_options_are_one_question() -> None:
    several = Question("05", "05", "q", "multiple", "?", ("aaa", "bb", "c"), frozenset({0, 1}))
    result = play([several], habits(CUES)["longest"])
    assert (result.hits, result.n, result.chance) == (1, 1, pytest.approx(2 / 3))


def test_a_habit_that_does_not_play() -> None:
    result = play([question("a", "b")], lambda _: None)
    assert (result.n, result.chance, result.low, result.high, result.pays) == (0, 0, 0, 1, False)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # Clopper and Pearson's, as tables print them
        (0, 10, 0, 0.3085),
        (5, 10, 0.1871, 0.8129),
        (10, 10, 0.6915, 1),
        (1, 20, 0.0013, 0.2487),
        (3, 3, 0.2924, 1),
    ],
)
def test_interval(hits: float, n: int, low: float, high: float) -> None:
    assert interval(hits, n) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_what_pays() -> None:
    assert Result(15, 25, 1 / 3, 0.39, 0.78).pays
    assert not Result(14, 25, 1 / 3, 0.33, 0.75).pays


# ---------------------------------------------------------------- the classifier

PLACES = ("kitchen", "porch", "garden", "office", "corridor", "room", "gate", "hall")


def banks(word: Callable[[str, random.Random], str], count: int = 40) -> list[Question]:
    """Return three modules; `word` gives what the key of a module holds."""
    rng = random.Random(7)
    made = []
    for module in ("05", "06", "07"):
        for n in range(count):
            said = [f"Go to the {rng.choice(PLACES)} with {rng.choice(PLACES)}." for _ in range(3)]
            right = n % 3
            said[right] += word(module, rng)
            made.append(question(*said, right=right, key=f"{module}-{n}", module=module))
    return made


def of(module: str, made: list[Question]) -> list[Question]:
    return [question for question in made if question.module == module]


def test_it_learns_what_keys_have_in_common() -> None:
    made = banks(lambda _module, _rng: " Plainly.")
    habit = learned(made)
    for module in ("05", "06", "07"):
        result = play(of(module, made), habit)
        assert (result.hits, result.n, result.pays) == (40, 40, True)


def test_what_it_goes_by() -> None:
    made = banks(lambda _module, _rng: " Plainly.")
    keys, others = traits(made, 3)
    assert keys[0] == "plainly"
    assert len(keys) == len(others) == 3
    assert "plainly" not in others


def test_it_never_learns_from_the_module_that_it_plays() -> None:
    """Each module gives its keys away by a word of its own, which no other module has."""
    words = {"05": " Zebra.", "06": " Quartz.", "07": " Fjord."}
    made = banks(lambda module, _rng: words[module])
    habit = learned(made)
    own = {m: play(of(m, made), learned([*of(m, made), *banks_of(m, words)])) for m in words}
    for module in words:
        assert play(of(module, made), habit).hits < 40
        assert own[module].hits == 40  # where another module shares the word it is found


def banks_of(module: str, words: dict[str, str]) -> list[Question]:
    """Return another module that has the word of this one."""
    said = [f"Go to the {place}." for place in PLACES]
    return [
        question(f"{text}{words[module]}", text, text, key=f"x{n}", module="99")
        for n, text in enumerate(said)
    ]


def test_it_finds_nothing_where_there_is_nothing() -> None:
    made = banks(lambda _module, _rng: "")
    habit = learned(made)
    assert not any(play(of(module, made), habit).pays for module in ("05", "06", "07"))


def test_signs_are_no_words() -> None:
    made = [question("?", "!", "…", key=f"{m}{n}", module=m) for m in ("05", "06") for n in "ab"]
    assert play(made, learned(made)).n == 4


def test_one_module_alone_cannot_be_learned() -> None:
    made = of("05", banks(lambda _module, _rng: " Plainly."))
    assert play(made, learned(made)).n == 0
    assert learned([])(made[0]) is None


def test_it_plays_the_same_twice() -> None:
    made = banks(lambda _module, rng: rng.choice([" Plainly.", ""]))
    one, other = learned(made), learned(made)
    assert [one(question) for question in made] == [other(question) for question in made]


def test_practice_and_its_module_are_kept_apart_from_training() -> None:
    lab = [
        Question(
            "05-lab", "05", f"lab-{n}", "single", "?", ("It. Zebra.", "It.", "Is."), frozenset({0})
        )
        for n in range(30)
    ]
    made = of("05", banks(lambda _module, _rng: " Zebra."))
    assert play(lab, learned([*made, *lab])).n == 0


# ---------------------------------------------------------------- from the command line


def cued(count: int, module: str = "05") -> list[dict[str, Any]]:
    """Return questions whose key is the shortest."""
    said = ["Duduk di teras.", "Tanya di teras.", "Makan di teras."]
    items = []
    for n in range(count):
        options = [*said]
        options[n % 3] = "Di teras."
        items.append(single(f"m{module}-{n:02}", *options, right=n % 3))
    return items


def clear(folder: Path) -> None:
    for old in (folder / "exercises" / "items").rglob("*.yaml"):
        old.unlink()


def rows(lines: list[str], mark: str) -> list[str]:
    return [line for line in lines if line.endswith(mark)]


def test_a_small_bank_is_shown_but_not_judged(
    folder: Path, check: Callable[..., tuple[int, list[str]]]
) -> None:
    code, lines = check(folder, "en", "--guessers")
    assert code == 0
    assert len(lines) == 1 + 2 * len(guessing.NAMES)
    assert "under 25 questions: not judged" in lines[1]
    assert "–" in next(line for line in lines if "learned elsewhere" in line)


@pytest.mark.parametrize(("count", "exit_code"), [(24, 0), (25, 1)])
def test_a_bank_that_guessers_win(
    folder: Path, capsys: pytest.CaptureFixture[str], count: int, exit_code: int
) -> None:
    clear(folder)
    write_items(folder, cued(count))
    played = guessing.plays(load(folder))
    failing = {(play.habit, play.lang) for play in played if play.fails}
    assert failing == ({("shortest", "id"), ("shortest", "en")} if exit_code else set())
    assert cli._guess(load(folder), "en") == exit_code
    out, err = capsys.readouterr()
    feeding = [line for line in out.splitlines() if "hits this key" in line]
    assert len(feeding) == 2 * count * exit_code
    if exit_code:
        path, line, _, said = feeding[0].split(":", 3)
        assert said == " the guesser 'shortest' (id) hits this key"
        text = (folder / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert "Di teras." in text
        row = next(line for line in out.splitlines() if "shortest" in line)
        assert " ".join(row.split()) == "05 id shortest 25/25 33 % 86–100 % above chance"
        assert "below chance: the opposite pays" in out  # the longest
    assert f"{2 * exit_code} above chance" in err


def test_in_indonesian(folder: Path) -> None:
    clear(folder)
    write_items(folder, cued(25))
    lines = [*guessing.lines(guessing.plays(load(folder)), "id")]
    assert lines[0].startswith("modul")
    assert rows(lines, "di atas peluang")
    assert rows(lines, "penebak 'terpendek' (id) mengenai kunci ini")
    course = load(folder)
    halves = [play for play in guessing.plays(course) if play.result.hits % 1]
    assert all(f"{play.result.hits:.1f}".replace(".", ",") in "\n".join(lines) for play in halves)


def test_what_was_learned_is_said(folder: Path) -> None:
    clear(folder)
    for module in ("05", "06"):
        write_items(folder, cued(25, module), module)
    played = guessing.plays(load(folder))
    assert {play.bank[0].bank for play in played if play.fails and play.habit == "learned"} == {
        *("05", "06"),
    }
    lines = [*guessing.lines(played, "en")]
    said = [line for line in lines if line.startswith("what it learned")]
    assert [line.split("; ")[1][:22] for line in said] == ["distractors say 'tanya"] * 2


def test_findings_and_guessers_in_one_run(
    folder: Path, check: Callable[..., tuple[int, list[str]]]
) -> None:
    write_items(folder, [single("bad", "Ya.", "Nanti.")])
    code, lines = check(folder, "en", "--guessers")
    assert code == 1
    assert any(" L042 " in line for line in lines)
    assert any("learned elsewhere" in line for line in lines)


def test_without_questions(folder: Path, check: Callable[..., tuple[int, list[str]]]) -> None:
    clear(folder)
    assert guessing.plays(load(folder)) == []


@pytest.mark.parametrize("missing", ["sklearn.linear_model", "scipy.stats"])
def test_without_the_instrument(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    missing: str,
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    write_items(folder, cued(3, "06"), "06")  # with a second module there is something to learn
    with pytest.raises(InstrumentMissing):
        guessing.plays(load(folder))
    assert cli._guess(load(folder), "en") == 2
    err = capsys.readouterr().err
    assert err.startswith("--guessers needs scikit-learn: ")
    assert err.endswith(" -m pip install -r requirements-dev.txt\n")


def test_a_check_does_not_load_the_instrument(folder: Path) -> None:
    """It takes a second or two, and a reader of the book does not have it."""
    import subprocess

    code = (
        "import sys; from pendamping import cli; "
        f"cli.main(['--root', {str(folder)!r}, 'check']); "
        "print([m for m in sys.modules if m.split('.')[0] in ('sklearn', 'scipy')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
