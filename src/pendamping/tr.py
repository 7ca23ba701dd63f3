"""The command ``pendamping tr``: how translations stand to their lock, and renewing it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pendamping.check.translations import state
from pendamping.load import LOCK, load
from pendamping.translate import Drift, Leaf, accept, format_lock, is_below

UNREAD = "not all of the course can be read, so the lock stays as it is: run check"
MOST = 20  # names of a kind; the rest as a count

Told = tuple[list[str], bool]


def status(root: Path, paths: Iterable[str] = ()) -> Told:
    """Tell what differs from the lock.

    Parameters
    ----------
    root : Path
        The course folder.
    paths : iterable of str
        Files, folders or starts of names to look at; all, if there are none.

    Returns
    -------
    lines : list of str
        What to print.
    clean : bool
        Whether nothing differs.
    """
    now = state(load(root))
    wanted = [_inside(root, path) for path in paths]
    drift = now.drift if not wanted else _only(now.drift, wanted)
    lines = _lines(drift)
    if now.unreadable:
        lines.append(f"{len(now.unreadable)} lines of the lock cannot be read")
    if not now.whole:
        lines.append(UNREAD)
    return lines or ["every text is as the lock has it"], not lines


def renew(root: Path, paths: Iterable[str] = ()) -> Told:
    """Write into the lock what says the same in every language.

    Parameters
    ----------
    root : Path
        The course folder.
    paths : iterable of str
        What to accept; see `pendamping.translate.accept`.

    Returns
    -------
    lines : list of str
        What to print.
    clean : bool
        Whether the lock was written and now agrees with all texts.
    """
    course = load(root)
    now = state(course)
    if not now.whole:
        return [UNREAD], False
    wanted = [_inside(root, path) for path in paths]
    lock = accept(now.drift, now.lock, wanted)
    (root / LOCK).write_text(format_lock(lock), encoding="utf-8", newline="\n")
    written = sum(now.lock.get(name) != hashes for name, hashes in lock.items())
    left = state(course).drift
    lines = [f"{LOCK}: {written} lines written, {len(now.drift.gone)} deleted, {len(lock)} in all"]
    if left.alone:
        lines.append("left, as they changed in one language only; name those that are right:")
    return [*lines, *_lines(left)], left.is_none


def _inside(root: Path, path: str) -> str:
    """Return a path relative to the course folder; the name of a text stays as it is."""
    here = Path(path).resolve()
    inside = here.exists() and here.is_relative_to(root.resolve())
    return here.relative_to(root.resolve()).as_posix() if inside else path


def _only(drift: Drift, paths: list[str]) -> Drift:
    def wanted(leaf: Leaf) -> bool:
        return any(leaf.is_below(path) for path in paths)

    return Drift(
        [leaf for leaf in drift.new if wanted(leaf)],
        [leaf for leaf in drift.both if wanted(leaf)],
        [(leaf, lang) for leaf, lang in drift.alone if wanted(leaf)],
        [name for name in drift.gone if any(is_below(name, path) for path in paths)],
    )


def _lines(drift: Drift) -> list[str]:
    kinds = {
        "changed in one language": [f"{leaf.name} ({lang})" for leaf, lang in drift.alone],
        "changed in both": [leaf.name for leaf in drift.both],
        "new": [leaf.name for leaf in drift.new],
        "gone": drift.gone,
    }
    lines = []
    for kind, names in kinds.items():
        lines += [f"{kind}: {name}" for name in names[:MOST]]
        if len(names) > MOST:
            lines.append(f"{kind}: {len(names) - MOST} more")
    return lines
