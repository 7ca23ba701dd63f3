"""Rules over branching cases; what search can decide is decided by search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pendamping import guessers, play
from pendamping.check.items import markup, sources, texts
from pendamping.load import Course
from pendamping.model.course import Cues
from pendamping.model.vignette import Vignette
from pendamping.search import explore
from pendamping.source import Diagnostic, Place, Tree
from pendamping.text import LANGS, Lang

MAX_STEPS = 200  # of a player who may go round in circles


def findings(course: Course) -> Iterator[Diagnostic]:
    """Yield what is wrong with the cases."""
    for key, case in course.vignettes.items():
        tree = course.trees[course.files["vignette", key]]
        yield from sources(course, case.sources, tree, ("sources",))
        yield from texts(case, tree)
        for index, person in enumerate(case.people):
            # a name is the same in every language
            yield from markup(person.name, tree, ("people", index, "name"), " = ".join(LANGS))
        if course.misses("module", case.module):
            yield tree.report("L025", ("module",), key=case.module)
        shape = [*_shape(case, tree), *_flags(case, tree), *_rules(course, case, tree)]
        yield from shape
        # a graph with loose ends cannot be searched
        if not any(finding.code in {"L050", "L063", "L065"} for finding in shape):
            yield from _searched(case, tree)
            yield from _walks(case, tree)
            yield from _simple_players(case, tree, course.cues)


def _choices(case: Vignette) -> Iterator[tuple[Place, Any]]:
    for s, scene in enumerate(case.scenes):
        for c, choice in enumerate(scene.choices):
            yield ("scenes", s, "choices", c), choice


def _shape(case: Vignette, tree: Tree) -> Iterator[Diagnostic]:
    if case.start not in case.by_key:
        yield tree.report("L065", ("start",), key=case.start)
    for name in ("scenes", "flags", "rules", "people"):
        yield from _twice(tree, (name,), [part.key for part in getattr(case, name)])
    rules = {rule.key for rule in case.rules}
    for s, scene in enumerate(case.scenes):
        yield from _twice(tree, ("scenes", s, "choices"), [c.key for c in scene.choices])
        for index, key in enumerate(scene.answers):
            if key not in rules:
                yield tree.report("L067", ("scenes", s, "answers", index), key=key)
        if bool(scene.choices) == bool(scene.ending):
            yield tree.report("L061", ("scenes", s))
        if scene.ending and not scene.debrief:
            yield tree.report("L062", ("scenes", s), key=scene.key)
    for place, choice in _choices(case):
        if choice.to not in case.by_key:
            yield tree.report("L050", (*place, "to"), key=choice.to)
        elif choice.rating == "unsafe":
            then = case.by_key[choice.to]
            if not (then.repair and any(c.rating == "helpful" for c in then.choices)):
                yield tree.report("L058", (*place, "to"))


def _twice(tree: Tree, place: Place, keys: list[str]) -> Iterator[Diagnostic]:
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield tree.report("L063", (*place, index, "key"), key=key)


def _flags(case: Vignette, tree: Tree) -> Iterator[Diagnostic]:
    known = {flag.key for flag in case.flags}
    ever = {flag for _, choice in _choices(case) for flag in choice.sets}
    for place, choice in _choices(case):
        for name in ("sets", "needs", "lacks"):
            for index, flag in enumerate(getattr(choice, name)):
                if flag not in known:
                    yield tree.report("L055", (*place, name, index), key=flag)
                elif flag not in ever:
                    yield tree.report("L054", (*place, name, index), key=flag)


def _rules(course: Course, case: Vignette, tree: Tree) -> Iterator[Diagnostic]:
    known = {flag.key for flag in case.flags}
    ever = {flag for _, choice in _choices(case) for flag in choice.sets}
    for index, rule in enumerate(case.rules):
        place = ("rules", index)
        first, second = (rule.before, rule.require), (rule.after, rule.must)
        if (None in first) == (None in second) or any(first) == any(second):
            yield tree.report("L057", place)
        for name in ("before", "require", "after", "must"):
            flag = getattr(rule, name)
            if flag is not None and flag not in known:
                yield tree.report("L055", (*place, name), key=flag)
            elif flag is not None and flag not in ever:
                yield tree.report("L054", (*place, name), key=flag)
        yield from sources(course, rule.sources, tree, (*place, "sources"))


def _searched(case: Vignette, tree: Tree) -> Iterator[Diagnostic]:
    place = {scene.key: ("scenes", s) for s, scene in enumerate(case.scenes)}
    reach = explore(case)
    if not reach.whole:
        yield tree.report("L066")
        return
    for key in case.by_key.keys() - {node.scene for node in reach.paths}:
        yield tree.report("L051", place[key], key=key)
    for code, nodes in (("L052", reach.stuck), ("L053", reach.endless)):
        for node in nodes[:1]:
            said = " → ".join(reach.paths[node]) or "-"
            yield tree.report(code, place[node.scene], scene=node.scene, path=said)
    for index, rule in enumerate(case.rules):
        if rule.key in reach.breaches:
            said = " → ".join(reach.breaches[rule.key]) or "-"
            yield tree.report("L056", ("rules", index), key=rule.key, path=said)


def _walks(case: Vignette, tree: Tree) -> Iterator[Diagnostic]:
    spec = case.spec()
    for index, walk in enumerate(case.walks):
        state = play.start(spec)
        for key in walk.choices:
            try:
                state = play.choose(spec, state, key)
            except KeyError:
                break
        whole = len(state.path) == len(walk.choices) and case.by_key[state.scene].ending
        if state.scene != walk.ends or not whole:
            yield tree.report("L059", ("walks", index), key=walk.ends, stop=state.scene)
    walked = {walk.ends for walk in case.walks}
    for s, scene in enumerate(case.scenes):
        if scene.ending and scene.key not in walked:
            yield tree.report("L060", ("scenes", s), key=scene.key)


def _simple_players(case: Vignette, tree: Tree, cues: Cues) -> Iterator[Diagnostic]:
    """Play without reading: who follows a habit must not reach a good ending."""
    for lang in LANGS:
        habits = guessers.habits(cues.to(lang))
        for how in ("first", "last") if lang == LANGS[0] else ():
            if _plays_well(case, lang, habits[how]):
                yield tree.report("L064", ("start",), how=how)
        for how in ("longest", "shortest", "warmest"):
            if _plays_well(case, lang, habits[how]):
                yield tree.report("L064", ("start",), how=f"{how}-{lang}")


def _plays_well(case: Vignette, lang: Lang, habit: guessers.Habit) -> bool:
    """Tell whether a habit, where it ever decides, reaches a good ending; of equals the first."""
    spec = case.spec()
    text = {(scene.key, c.key): c.text.to(lang) for scene in case.scenes for c in scene.choices}
    state, decided = play.start(spec), False
    for _ in range(MAX_STEPS):
        keys = [choice["key"] for choice in play.offered(spec, state.scene, state.flags)]
        if not keys:
            break
        said = tuple(text[state.scene, key] for key in keys)
        asked = case.by_key[state.scene].text.to(lang)
        best = guessers.takes(habit(guessers.Question("", "", "", "scene", asked, said)) or ())
        decided = decided or bool(best)
        state = play.choose(spec, state, keys[best[0] if best else 0])
    return decided and case.by_key[state.scene].ending == "good"
