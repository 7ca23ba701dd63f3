"""What several test modules share: paths, a builder of cases, strategies, a JavaScript engine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import quickjs
from hypothesis import strategies as st

from pendamping.model.vignette import METERS, RATINGS, Vignette

TESTS = Path(__file__).parent
ROOT = TESTS.parent
COURSE = TESTS / "course"
ASSETS = ROOT / "src" / "pendamping" / "assets"
SLOW_MACHINE = 10  # generous factor for limits of time


def copy_course(target: Path) -> Path:
    """Copy the small valid course, with the real words of the page and the real cues."""
    shutil.copytree(COURSE, target, dirs_exist_ok=True)
    for pattern in ("interface*.yaml", "cues.yaml"):
        for words in sorted((ROOT / "exercises").glob(pattern)):
            shutil.copy(words, target / "exercises" / words.name)
    return target


# ---------------------------------------------------------------- questions

Said = str | tuple[str, str]  # the same in both languages, or Indonesian and English


def both(said: Said) -> dict[str, str]:
    """Return a text in both languages."""
    return pair(said) if isinstance(said, str) else {"id": said[0], "en": said[1]}


def single(key: str, *said: Said, right: int = 0, stem: Said = "?") -> dict[str, Any]:
    """Return a question with these options; each has a reason of its own."""
    options = [
        {"key": f"o{n}", "text": both(text), "why": pair(f"{key} {n}")}
        | ({"correct": True} if n == right else {"misconception": "facts-first"})
        for n, text in enumerate(said)
    ]
    return {
        "key": key,
        "kind": "single",
        "objective": "m05-quiet",
        "level": "apply",
        "domain": "D1",
        "sources": ["who2011pfa#look-listen-link"],
        "review": "draft",
        "stem": both(stem),
        "options": options,
    }


def write_items(folder: Path, items: Iterable[dict[str, Any]], module: str = "05") -> None:
    """Write questions into a course; JSON is YAML."""
    home = folder / "exercises" / "items" / module
    home.mkdir(parents=True, exist_ok=True)
    for item in items:
        text = json.dumps(item, ensure_ascii=False, indent=1) + "\n"
        (home / f"{item['key']}.yaml").write_text(text, encoding="utf-8")


# ---------------------------------------------------------------- cases


def pair(said: str = "x") -> dict[str, str]:
    """Return a text in both languages."""
    return {"id": said, "en": said}


def choice(to: str, key: str | None = None, **more: Any) -> dict[str, Any]:
    """Return a choice; its key is the scene that it leads to unless said otherwise."""
    made = {"key": key or to, "to": to, "text": pair(), "why": pair(), "rating": "helpful"}
    return made | more


def scene(key: str, *choices: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a scene."""
    return {"key": key, "title": pair(), "text": pair(), "choices": [*choices]} | more


def ending(key: str = "end", tone: str = "mixed", **more: Any) -> dict[str, Any]:
    """Return an ending."""
    return scene(key, ending=tone, debrief=pair(), **more)


def case(*scenes: dict[str, Any], flags: str = "", **more: Any) -> Vignette:
    """Return a case whose first scene is its start."""
    data = {
        "key": "a-case",
        "module": "05",
        "title": pair(),
        "content": pair(),
        "people": [],
        "meters": {},
        "flags": [{"key": flag, "means": pair()} for flag in flags.split()],
        "start": scenes[0]["key"],
        "scenes": [*scenes],
        "walks": [],
        "debrief": {
            "panel": pair(),
            "survivors": pair(),
            "roleplay": {"client": pair(), "worker": pair(), "observer": pair()},
            "supervision": pair(),
        },
    }
    return Vignette.model_validate_json(json.dumps(data | more))


# keys that a hurried script takes for properties of every object are keys like any other
KEYS = st.sampled_from(
    ["a", "b", "c-d", "e2", "constructor", "prototype", "length", "1", "02", "10", "name"]
)
FLAGS = ("f", "g", "constructor")


@st.composite
def cases(draw: st.DrawFn) -> Vignette:
    """Draw a case whose choices all lead somewhere; it may be stuck, endless or unreachable."""
    keys = draw(st.lists(KEYS, min_size=2, max_size=6, unique=True))
    flags = st.lists(st.sampled_from(FLAGS), max_size=2)
    moves = st.dictionaries(st.sampled_from(METERS), st.integers(-2, 2), max_size=4)
    scenes = []
    for index, key in enumerate(keys):
        if index and draw(st.integers(0, 2)) == 0:
            scenes.append(ending(key, draw(st.sampled_from(["good", "mixed", "poor"]))))
            continue
        names = draw(st.lists(KEYS, min_size=1, max_size=4, unique=True))
        parts = [
            choice(
                draw(st.sampled_from(keys)),
                name,
                rating=draw(st.sampled_from(RATINGS)),
                moves=draw(moves),
                sets=draw(flags),
                needs=draw(flags),
                lacks=draw(flags),
            )
            for name in names
        ]
        scenes.append(scene(key, *parts))
    meters = draw(st.dictionaries(st.sampled_from(METERS), st.integers(0, 6), max_size=4))
    return case(*scenes, flags=" ".join(FLAGS), meters=meters)


# ---------------------------------------------------------------- JavaScript


class Script:
    """The page's script in an embedded engine; plain data goes in and out as JSON."""

    def __init__(self) -> None:
        self._context = quickjs.Context()
        self._context.set_memory_limit(256 * 1024 * 1024)
        self._context.set_time_limit(30)
        self._context.eval((ASSETS / "pendamping.js").read_text(encoding="utf-8"))

    def function(self, body: str) -> Callable[..., Any]:
        """Make a function of JSON arguments; what it returns has to be JSON."""
        made = self._context.eval(
            "(function (text) { var p = globalThis.pendamping;"
            f" return JSON.stringify(({body}).apply(null, JSON.parse(text))); }})"
        )
        return lambda *args: json.loads(made(json.dumps(args)))
