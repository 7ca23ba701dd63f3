"""Everything that can happen in a case: exhaustive search over scene × flags.

Meters never steer, so a state is a scene, the flags, and which clinical rules are broken
and not yet answered. All questions about a case are decided on that graph.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from pendamping import play
from pendamping.model.vignette import Rule, Vignette

MAX_STATES = 200_000

Path = tuple[str, ...]


@dataclass(frozen=True)
class Node:
    """A state of the search."""

    scene: str
    flags: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()


@dataclass
class Reach:
    """What a search found.

    Attributes
    ----------
    paths : dict of Node to tuple of str
        Every reachable state and the shortest choices that lead to it.
    stuck : list of Node
        States without an open choice that are no endings.
    endless : list of Node
        States from which no ending can be reached.
    breaches : dict of str to tuple of str
        Broken clinical rules that nothing answers, with the shortest path.
    whole : bool
        False if there were too many states to look at all.
    """

    paths: dict[Node, Path] = field(default_factory=dict)
    stuck: list[Node] = field(default_factory=list)
    endless: list[Node] = field(default_factory=list)
    breaches: dict[str, Path] = field(default_factory=dict)
    whole: bool = True


def _enter(case: Vignette, scene: str, flags: frozenset[str], broken: frozenset[str]) -> Node:
    """Enter a scene: what it answers is no longer broken."""
    return Node(scene, flags, broken - set(case.by_key[scene].answers))


def _broken_by(rule: Rule, before: frozenset[str], after: frozenset[str]) -> bool:
    """Tell whether taking a choice breaks a rule of the form before/require."""
    newly = rule.before in after and rule.before not in before
    return newly and rule.require is not None and rule.require not in after


def explore(case: Vignette) -> Reach:
    """Visit every state of a case, breadth first.

    Parameters
    ----------
    case : Vignette
        A case whose choices lead to known scenes.

    Returns
    -------
    Reach
    """
    spec = case.spec()
    reach = Reach()
    first = _enter(case, case.start, frozenset(), frozenset())
    reach.paths[first] = ()
    back: dict[Node, list[Node]] = {}
    ends: list[Node] = []
    queue = deque([first])
    while queue:
        node = queue.popleft()
        if case.by_key[node.scene].ending:
            ends.append(node)
            for rule in _unanswered(case, node):
                reach.breaches.setdefault(rule.key, reach.paths[node])
            continue
        choices = play.offered(spec, node.scene, node.flags)
        if not choices:
            reach.stuck.append(node)
        for choice in choices:
            flags = node.flags | set(choice["sets"])
            broken = node.broken | {r.key for r in case.rules if _broken_by(r, node.flags, flags)}
            then = _enter(case, choice["to"], flags, broken)
            back.setdefault(then, []).append(node)
            if then not in reach.paths:
                if len(reach.paths) >= MAX_STATES:
                    reach.whole = False
                    return reach
                reach.paths[then] = (*reach.paths[node], choice["key"])
                queue.append(then)
    can_end = set(ends)
    queue = deque(ends)
    while queue:
        for node in back.get(queue.popleft(), ()):
            if node not in can_end:
                can_end.add(node)
                queue.append(node)
    stuck = set(reach.stuck)
    reach.endless = [n for n in reach.paths if n not in can_end and n not in stuck]
    return reach


def _unanswered(case: Vignette, end: Node) -> Iterator[Rule]:
    answered = set(case.by_key[end.scene].answers)
    for rule in case.rules:
        late = rule.after in end.flags and rule.must is not None and rule.must not in end.flags
        if rule.key not in answered and (rule.key in end.broken or late):
            yield rule
