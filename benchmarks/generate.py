"""Generated courses for measuring: many questions of every kind, many cases of many scenes."""

from __future__ import annotations

import random
import shutil
from itertools import product
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

# made-up words of one length: no key is longer than its distractors, none shares its words
WORDS = {
    lang: ["".join(parts) for parts in product(first, "aiou", middle, "aiou", "nrst")]
    for lang, first, middle in (("id", "bdgklmp", "bdgklmp"), ("en", "fhrstvw", "fhrstvw"))
}
THREE = 3  # on the scale of a judgement, from here on a response is no mistake
CYCLE = ("single", "single", "single", "judgement", "multiple", "order", "match", "cloze")
BASE = ("objectives", "misconceptions", "interface*", "glossary", "terms", "cues")


def pair(rng: random.Random, n: int) -> dict[str, str]:
    """Make a text of `n` words in both languages."""
    return {
        lang: " ".join(rng.choices(words, k=n)).capitalize() + "." for lang, words in WORDS.items()
    }


def option(rng: random.Random, key: str, *, correct: bool = False) -> dict[str, Any]:
    """Make an option with its reason."""
    made = {"key": key, "text": pair(rng, 12), "why": pair(rng, 20)}
    return {**made, **({"correct": True} if correct else {"misconception": "fill-silence"})}


def item(rng: random.Random, key: str, kind: str, source: str) -> dict[str, Any]:
    """Make a question of a kind."""
    made: dict[str, Any] = {
        "key": key,
        "kind": kind,
        "objective": "m05-silence",
        "level": "apply",
        "domain": "D1",
        "sources": [source],
        "review": "draft",
        "stem": pair(rng, 40),
    }
    keys = ("first", "second", "third")
    if kind in ("single", "multiple"):
        right = {rng.choice(keys)} if kind == "single" else set(rng.sample(keys, 2))
        made["options"] = [option(rng, k, correct=k in right) for k in keys]
    elif kind == "order":
        made["steps"] = [{"key": k, "text": pair(rng, 8), "why": pair(rng, 15)} for k in keys]
    elif kind == "match":
        made["choices"] = [{"key": k, "text": pair(rng, 6)} for k in keys]
        made["prompts"] = [
            {"key": f"p-{k}", "text": pair(rng, 8), "answer": k, "why": pair(rng, 15)} for k in keys
        ]
    elif kind == "cloze":
        made["passage"] = {lang: f"{text} {{gap}}." for lang, text in pair(rng, 30).items()}
        made["gaps"] = [
            {"key": "gap", "options": [option(rng, k, correct=k == "first") for k in keys]}
        ]
    elif kind == "judgement":
        made["responses"] = [
            {
                "key": k,
                "text": pair(rng, 15),
                "why": pair(rng, 20),
                "panel": n,
                **({"misconception": "fill-silence"} if n < THREE else {}),
            }
            for n, k in enumerate(keys, 1)
        ]
    return made


def ending(rng: random.Random) -> dict[str, Any]:
    """Make the texts of an ending."""
    return {"title": pair(rng, 3), "text": pair(rng, 40), "debrief": pair(rng, 40)}


def case(rng: random.Random, key: str, scenes: int, source: str) -> dict[str, Any]:
    """Make a case: a ladder of decisions with four flags, a repair and two endings."""
    made_scenes: list[dict[str, Any]] = []
    last = scenes - 3
    for n in range(last):
        on = f"s{n + 1}" if n + 1 < last else "end-good"
        choices: list[dict[str, Any]] = [
            {"key": "on", "rating": "helpful", "moves": {"trust": 1}, "to": on},
            {"key": "wait", "rating": "mixed", "to": on, "sets": [f"f{n % 4}"]},
            {"key": "harm", "rating": "unsafe", "moves": {"safety": -1}, "to": "mend"},
        ]
        for choice in choices:
            choice.update(text=pair(rng, 15), why=pair(rng, 25))
        rng.shuffle(choices)
        made_scenes.append(
            {"key": f"s{n}", "title": pair(rng, 3), "text": pair(rng, 60), "choices": choices}
        )
    step = {
        "key": "say",
        "text": pair(rng, 15),
        "why": pair(rng, 25),
        "rating": "helpful",
        "to": "end-poor",
    }
    made_scenes += [
        {
            "key": "mend",
            "title": pair(rng, 3),
            "text": pair(rng, 40),
            "repair": True,
            "choices": [step],
        },
        {"key": "end-good", "ending": "mixed", **ending(rng)},
        {"key": "end-poor", "ending": "poor", **ending(rng)},
    ]
    return {
        "key": key,
        "module": "05",
        "title": pair(rng, 4),
        "content": pair(rng, 30),
        "sources": [source],
        "people": [{"key": "a", "name": "Adi", "about": pair(rng, 10)}],
        "meters": {"safety": 2, "trust": 1, "choice": 1, "follow-through": 1},
        "flags": [{"key": f"f{n}", "means": pair(rng, 5)} for n in range(4)],
        "start": "s0",
        "scenes": made_scenes,
        "rules": [],
        "walks": [
            {"ends": "end-good", "choices": ["on"] * last},
            {"ends": "end-poor", "choices": ["harm", "say"]},
        ],
        "debrief": {
            "panel": pair(rng, 40),
            "survivors": pair(rng, 40),
            "roleplay": {who: pair(rng, 40) for who in ("client", "worker", "observer")},
            "supervision": pair(rng, 15),
        },
    }


def module() -> dict[str, Any]:
    """Make a module that asks for nothing."""
    return {
        "key": "05",
        "title": {"id": "Lima", "en": "Five"},
        "part": "front",
        "hours": {"self": 1, "practice": 1},
        "blueprint": {"understand": 0, "apply": 0, "judge": 0},
    }


def course(
    root: Path, into: Path, *, items: int, cases: int, scenes: int = 30, seed: int = 1
) -> list[str]:
    """Write a course with generated content.

    Parameters
    ----------
    root : Path
        The real course, from which words, objectives and modules are taken.
    into : Path
        An empty folder.
    items, cases, scenes : int
        How many questions, cases, and scenes in each case.
    seed : int
        The same seed gives the same course.

    Returns
    -------
    list of str
        The keys of the questions.
    """
    rng = random.Random(seed)
    yaml = YAML(typ="safe")
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    for name in ("items/05", "vignettes", "sets"):
        (into / "exercises" / name).mkdir(parents=True)
    (into / "book").mkdir()
    shutil.copy(root / "_config.yml", into)
    for name in BASE:
        for file in (root / "exercises").glob(f"{name}.yaml"):
            shutil.copy(file, into / "exercises")
    yaml.dump([module()], into / "exercises" / "modules.yaml")
    facts = [{"key": "fact", "says": {"id": "Fakta", "en": "A fact"}}]
    yaml.dump([{"key": "src", "facts": facts}], into / "exercises" / "evidence.yaml")
    keys = [f"q-{n}" for n in range(items)]
    for n, key in enumerate(keys):
        made = item(rng, key, CYCLE[n % len(CYCLE)], "src#fact")
        yaml.dump(made, into / "exercises" / "items" / "05" / f"{key}.yaml")
    for n in range(cases):
        yaml.dump(
            case(rng, f"c-{n}", scenes, "src#fact"),
            into / "exercises" / "vignettes" / f"c-{n}.yaml",
        )
    return keys
