"""Every text of a course as one pair, and the lock that remembers both sides of each pair.

No language is the source of the other. The lock holds a hash of both sides as they were when
somebody last found that they say the same; a side that changes alone is drift.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pendamping.chapter import Page
from pendamping.load import Course
from pendamping.prose import prose, sections
from pendamping.source import Diagnostic, Place, Position, Tree, diagnose, position
from pendamping.text import LANGS, Lang, Model

Hashes = Mapping[Lang, str]
Lock = dict[str, Hashes]

HEADING = "# Written by `pendamping tr accept`; docs/format.md says how to read it.\n"
_LINE = re.compile(
    r"(.+): \{" + ", ".join(rf"{lang}: (?P<{lang}>[0-9a-f]{{8}})" for lang in LANGS) + r"\}"
)
_COMMENT = re.compile(r"^%.*$", re.MULTILINE)


@dataclass(frozen=True)
class Side:
    """A text in one language and where it stands.

    Attributes
    ----------
    path : str
        Its file, relative to the course folder.
    text : str
        All of it, as it stands.
    prose : str
        What a reader reads of it; what is not read is spaces.
    locate : callable
        Line and column of an offset of the text, or of its start where no more is known.
    """

    path: str
    text: str
    prose: str
    locate: Callable[[int], Position]

    def report(self, code: str, offset: int = 0, /, **values: object) -> Diagnostic:
        """Make a diagnostic at an offset of the text."""
        return diagnose(self.path, self.locate(offset), code, **values)


@dataclass(frozen=True)
class Leaf:
    """One text in all languages.

    Attributes
    ----------
    name : str
        Its place by keys, such as ``items/sit-nearby/options/wait/why``; it stays when
        entries change places.
    sides : dict of language to Side
        The text in each language.
    """

    name: str
    sides: Mapping[Lang, Side]

    @property
    def hashes(self) -> Hashes:
        """Eight hexadecimal digits for each side; white space and comments do not count."""
        return {lang: _hash(side.text) for lang, side in self.sides.items()}

    def is_below(self, path: str) -> bool:
        """Tell whether a file, a folder or the start of a name holds this text."""
        homes = [self.name, *(side.path for side in self.sides.values())]
        return any(is_below(home, path) for home in homes)


def is_below(name: str, path: str) -> bool:
    """Tell whether a name with slashes is a path or stands below it."""
    return name == path or name.startswith(path.rstrip("/") + "/")


def _hash(text: str) -> str:
    said = " ".join(_COMMENT.sub("", text).split())
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def leaves(course: Course, pages: Iterable[Page]) -> Iterator[Leaf]:
    """Yield every text of a course that is there in all languages.

    Parameters
    ----------
    course : Course
        A loaded course.
    pages : iterable of Page
        Its chapters.
    """
    tables: dict[str, tuple[str, Mapping[str, Model]]] = {
        "items": ("item", course.items),
        "vignettes": ("vignette", course.vignettes),
        "sets": ("set", course.sets),
        "objectives": ("objective", course.objectives),
        "misconceptions": ("misconception", course.misconceptions),
        "evidence": ("source", course.evidence),
        "modules": ("module", course.modules),
        "glossary": ("term", course.glossary),
        "terms": ("avoid", course.avoid),
    }
    for home, (kind, table) in tables.items():
        for key, model in table.items():
            tree = course.trees[course.files[kind, key]]
            yield from _of_model(f"{home}/{key}", model, tree, course.places[kind, key])
    for key, word in course.interface.items():
        tree = course.trees[course.files["word", key]]
        yield from _of_model(f"interface/{' '.join(key.split())}", word, tree, (key,))
    yield from _of_pages(pages)


def _of_model(name: str, model: Model, tree: Tree, at: Place) -> Iterator[Leaf]:
    for place, text in model.texts():
        sides = {}
        for lang in LANGS:
            said = text.to(lang)
            sides[lang] = Side(tree.path, said, said, partial(_in_tree, tree, (*at, *place, lang)))
        yield Leaf("/".join([name, *_keys(model, place)]), sides)


def _in_tree(tree: Tree, place: Place, _offset: int) -> Position:
    return tree.at(place)


def _keys(model: Model, place: Place) -> Iterator[str]:
    """Yield the parts of a place, an entry of a list by its key."""
    here: Any = model
    for part in place:
        here = getattr(here, part) if isinstance(part, str) else here[part]
        yield str(part) if isinstance(part, str) else getattr(here, "key", str(part))


def _of_pages(pages: Iterable[Page]) -> Iterator[Leaf]:
    chapters: dict[str, dict[Lang, Page]] = {}
    for page in pages:
        chapters.setdefault(page.name, {})[page.lang] = page
    for name, twins in chapters.items():
        parts: dict[str, dict[Lang, Side]] = {}
        for lang, page in twins.items():
            text = page.text or ""
            for part in sections(text):
                locate = partial(_in_page, text, part.start)
                side = Side(page.path, part.text, prose(part.text), locate)
                parts.setdefault(part.anchor, {})[lang] = side
        for anchor, sides in parts.items():
            if len(sides) == len(LANGS):  # an anchor without its twin is L071
                yield Leaf(f"book/{name.removesuffix('.md')}/{anchor}".rstrip("/"), sides)


def _in_page(text: str, start: int, offset: int) -> Position:
    return position(text, start + offset)


@dataclass
class Drift:
    """How the texts of today stand to the lock.

    Attributes
    ----------
    new : list of Leaf
        Not in the lock.
    both : list of Leaf
        Changed in every language since.
    alone : list of (Leaf, language)
        Changed in one language only, and in which.
    gone : list of str
        Names in the lock that no text has any more.
    """

    new: list[Leaf] = field(default_factory=list)
    both: list[Leaf] = field(default_factory=list)
    alone: list[tuple[Leaf, Lang]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def is_none(self) -> bool:
        """Whether all is as the lock has it."""
        return not (self.new or self.both or self.alone or self.gone)


def compare(texts: Iterable[Leaf], lock: Mapping[str, Hashes]) -> Drift:
    """Compare the texts of today with the lock."""
    drift, names = Drift(), set()
    for leaf in texts:
        names.add(leaf.name)
        kept = lock.get(leaf.name)
        if kept is None:
            drift.new.append(leaf)
            continue
        now = leaf.hashes
        changed = [lang for lang in LANGS if now[lang] != kept[lang]]
        if len(changed) == 1:
            drift.alone.append((leaf, changed[0]))
        elif changed:
            drift.both.append(leaf)
    drift.gone = sorted(lock.keys() - names)
    return drift


def accept(drift: Drift, lock: Mapping[str, Hashes], paths: Iterable[str]) -> Lock:
    """Return the lock with what somebody has found to say the same in every language.

    Parameters
    ----------
    drift : Drift
        What differs from `lock`.
    lock : mapping of str to Hashes
        The lock so far.
    paths : iterable of str
        Files, folders or starts of names. Without any, all is accepted but what changed in one
        language only: that wants a look, and so a name.
    """
    paths = [*paths]
    able = [*drift.new, *drift.both]
    if paths:
        every = [*able, *(leaf for leaf, _ in drift.alone)]
        able = [leaf for leaf in every if any(leaf.is_below(path) for path in paths)]
    kept = {name: hashes for name, hashes in lock.items() if name not in drift.gone}
    return kept | {leaf.name: leaf.hashes for leaf in able}


def parse_lock(text: str) -> tuple[Lock, dict[str, int], list[int]]:
    """Read a lock.

    Returns
    -------
    lock : dict of str to Hashes
        Both hashes by name.
    lines : dict of str to int
        The line of each name, from 1.
    unreadable : list of int
        Lines that are none of a lock, such as those that a merge leaves.
    """
    lock: Lock = {}
    lines: dict[str, int] = {}
    unreadable = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.fullmatch(line)
        if match and match[1] not in lock:
            lock[match[1]] = {lang: match[lang] for lang in LANGS}
            lines[match[1]] = number
        elif line and not line.startswith("#"):
            unreadable.append(number)
    return lock, lines, unreadable


def format_lock(lock: Mapping[str, Hashes]) -> str:
    """Write a lock: one sorted line for each text."""
    rows = (
        f"{name}: {{{', '.join(f'{lang}: {hashes[lang]}' for lang in LANGS)}}}\n"
        for name, hashes in lock.items()
    )
    return HEADING + "".join(sorted(rows))
