"""Rules over a bank, at their edges."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pendamping.check import bank
from pendamping.load import load
from support import Said, single, write_items

SAID = ("Duduk di teras.", "Tanya di teras.", "Makan di teras.")


def lay(folder: Path, items: Iterable[dict[str, Any]], module: str = "05") -> None:
    """Make these the only questions of the course."""
    for old in (folder / "exercises" / "items").rglob("*.yaml"):
        old.unlink()
    write_items(folder, items, module)


def found(folder: Path) -> list[tuple[str, dict[str, str]]]:
    return [(f.code, dict(f.values)) for f in sorted(bank.findings(load(folder)))]


def codes(folder: Path) -> list[tuple[str, str]]:
    return [(code, values.get("lang", "")) for code, values in found(folder)]


def places(*counts: int) -> list[dict[str, Any]]:
    """Return questions, so many with the key at each place."""
    rights = [place for place, count in enumerate(counts) for _ in range(count)]
    return [single(f"q{n:02}", *SAID, right=right) for n, right in enumerate(rights)]


@pytest.mark.parametrize(
    ("counts", "fires"),
    [
        ((8, 8, 9), False),
        ((7, 9, 9), False),  # 28 % of 25
        ((6, 9, 10), True),
        ((19, 19, 12), True),
        ((19, 14, 17), False),  # 38 % of 50
        ((20, 14, 16), True),
        ((24, 0, 0), False),  # too few to say
    ],
)
def test_places(folder: Path, counts: tuple[int, ...], fires: bool) -> None:
    lay(folder, places(*counts))
    assert codes(folder) == ([("L081", "")] if fires else [])


def test_a_finding_stands_at_its_module(folder: Path) -> None:
    lay(folder, places(0, 0, 25), module="06")
    (finding,) = bank.findings(load(folder))
    assert (finding.path, finding.line) == ("exercises/modules.yaml", 9)
    assert dict(finding.values)["places"] == "0 + 0 + 25"


def test_a_bank_of_no_module_is_checked_too(folder: Path) -> None:
    lay(folder, places(0, 0, 25), module="77")
    (finding,) = bank.findings(load(folder))
    assert (finding.path, finding.line, finding.column) == ("exercises/modules.yaml", 1, 1)


def test_all_modules_together(folder: Path) -> None:
    lay(folder, places(0, 0, 13))
    write_items(folder, [item | {"key": f"r{item['key']}"} for item in places(0, 0, 13)], "06")
    assert [values["bank"] for _, values in found(folder)] == ["all"]


def test_practice_counts_with_its_module(folder: Path) -> None:
    lay(folder, places(0, 0, 13))
    write_items(folder, [item | {"key": f"r{item['key']}"} for item in places(0, 0, 13)], "05-lab")
    assert [values["bank"] for _, values in found(folder)] == ["05"]


def keyed(count: int, key: Said, total: int = 30) -> list[dict[str, Any]]:
    """Return a bank in which the key of the first `count` questions reads like this."""
    items = []
    for n in range(total):
        said: list[Said] = [*SAID]
        said[n % 3] = key if n < count else "Diam di teras ."
        items.append(single(f"q{n:02}", *said, right=n % 3))
    return items


@pytest.mark.parametrize(("count", "fires"), [(12, False), (13, True)])
def test_longest(folder: Path, count: int, fires: bool) -> None:
    lay(folder, keyed(count, ("Diam di terasku.", "Diam di teras .")))
    assert codes(folder) == ([("L082", "id")] if fires else [])


def test_as_long_as_another_is_not_the_longest(folder: Path) -> None:
    lay(folder, keyed(30, "Dudu di teras ."))
    assert codes(folder) == []


@pytest.mark.parametrize(("more", "fires"), [(18, False), (19, True)])
def test_mean_length(folder: Path, more: int, fires: bool) -> None:
    """The key is second to a longer option; 1.1 times the mean is allowed."""
    items = []
    for n in range(30):
        said = ["x" * 20 + ".", "y" * 10 + "."]  # 32 together, 17.6 is 1.1 of their mean
        said.insert(n % 3, "z" * (more - 1 - (n % 2)) + ".")
        items.append(single(f"q{n:02}", *said, right=n % 3))
    lay(folder, items)
    assert codes(folder) == ([("L083", "en"), ("L083", "id")] if fires else [])


@pytest.mark.parametrize(
    ("count", "key", "expected"),
    [
        # of 30 keys and 60 distractors; Fisher's test: 4 to 0 is chance in 1.1 %, 3 in 3.5 %
        (3, ("Mungkin teras .", "Diam di teras ."), []),
        (4, ("Mungkin teras .", "Diam di teras ."), [("L084", "id")]),
        (4, ("Diam di teras .", "Perhaps sit on."), [("L084", "en")]),
        (4, ("Selalu duduk  .", "Diam di teras ."), [("L085", "id")]),
        (4, ("Belum pasti yaa", "Diam di teras ."), []),
    ],
)
def test_cautious(folder: Path, count: int, key: Said, expected: list[tuple[str, str]]) -> None:
    lay(folder, keyed(count, key))
    assert codes(folder) == expected


def test_cautious_distractors_count_too(folder: Path) -> None:
    items = keyed(0, "")
    for item in items:
        item["options"][(items.index(item) + 1) % 3]["text"]["en"] = "Perhaps sit on."
    lay(folder, items)
    assert codes(folder) == [("L084", "en")]
    assert found(folder)[0][1] == {"bank": "05", "lang": "en", "right": "0", "wrong": "50"}


def test_unlike_is_fishers_test() -> None:
    from scipy.stats import fisher_exact

    for a, n, b, m in [(4, 30, 0, 60), (3, 30, 0, 60), (0, 30, 9, 60), (5, 9, 1, 20), (0, 5, 0, 5)]:
        table = [[a, n - a], [b, m - b]]
        tails = [fisher_exact(table, alternative=side).pvalue for side in ("less", "greater")]
        assert bank._unlike(a, n, b, m) == (min(tails) < bank.RARE)


def test_questions_as_plain_data(folder: Path) -> None:
    made = {question.key: question for question in bank.questions(load(folder), "en", placed=True)}
    # an order, a match and a reflection have no options to choose among
    assert [*made] == ["by-rating", "one-best", "several-right", "with-gaps/0", "with-gaps/1"]
    assert {q.bank for q in made.values()} == {q.module for q in made.values()} == {"05"}
    assert made["one-best"].options == ("Sit nearby.", "Ask him again.", "Take down facts.")
    assert made["one-best"].at[1] == "exercises/items/05/one-best.yaml:20:44"
    assert made["several-right"].right == {0, 1}
    assert made["by-rating"].right == {1}
    assert made["with-gaps/1"].options == ("offer water", "make him drink")
    assert made["with-gaps/0"].stem.startswith("Complete. First {first}")


def test_responses_of_one_rating_are_no_question(folder: Path) -> None:
    file = folder / "exercises" / "items" / "05" / "by-rating.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("panel: 1", "panel: 4"))
    assert "by-rating" not in {question.key for question in bank.questions(load(folder), "id")}
