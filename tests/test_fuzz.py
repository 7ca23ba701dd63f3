"""Whatever happens to a file: findings at places that exist, never an exception.

The seeds are the files of the small course and those of the real one.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendamping import check, play
from pendamping.check.catalogue import format_github, format_line
from pendamping.check.vignettes import findings
from pendamping.load import Course, load
from pendamping.model.vignette import METERS, Rule, Vignette
from pendamping.render import page
from pendamping.search import Node, explore
from pendamping.source import Diagnostic, Tree, read
from pendamping.text import LANGS, Text
from support import COURSE, FLAGS, ROOT, cases, copy_course

LINES = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def seeds_of(root: Path, *, most: int) -> list[tuple[str, bytes]]:
    """Return paths and bytes of the content files of a course."""
    files = [*(root / "exercises").rglob("*.yaml"), *(root / "book").rglob("*.md")]
    files += (root / "book").glob("*.bib")
    usable = sorted(f for f in files if f.is_file() and f.stat().st_size < 100_000)
    step = max(1, len(usable) // most)
    return [(f.relative_to(root).as_posix(), f.read_bytes()) for f in usable[::step]]


SMALL = seeds_of(COURSE, most=1000)
REAL = seeds_of(ROOT, most=40)


# ---------------------------------------------------------------- mutations

BITS = st.sampled_from(
    [
        *(
            b"\t",
            b"\xff",
            b"\0",
            b": ",
            b":",
            b"- ",
            b"&a ",
            b"*a ",
            b"!x ",
            b"{",
            b"}",
            b"[",
            b"]",
        ),
        *(b'"', b"'", b"|", b"|2\n", b">-\n", b"\r", b"\r\n", b"\n", b"#", b"%", b"@", b"`", b"? "),
        *(b"---\n", b"...\n", b"<<: *a\n", b"\xef\xbb\xbf", b"\xc3", b"\xe2\x80\xa8", b"\xc2\x85"),
        *("é".encode(), "😀".encode(), b"<script>", b"{first}", b"--5", b"\x1b[31m", b"\x7f"),
        *(b"quiz('x')", b"{cite:p}`a,b`", b"% facts: x#y\n", b"(m05-x)=\n", b"\\", b"*a*"),
    ]
)
SCALARS = st.sampled_from(
    [
        *("5", "-1", "1.5", "true", "null", "", "[]", "{}", "[x]", "[[x]]", "{a: b}", '"x"', "~"),
        *("no", "017", "--5", "+-1", "9999999999999999999", "1e400", ".inf", "{id: a, en: b}"),
        *(
            "{id: a}",
            "{id: a, en: 5}",
            "x" * 100,
            "* *",
            "2026-01-01",
            '"\\u0000"',
            "|\n  x",
            "...",
        ),
    ]
)


@st.composite
def _cut(draw: st.DrawFn, raw: bytes) -> bytes:
    return raw[: draw(st.integers(0, len(raw)))]


@st.composite
def _delete(draw: st.DrawFn, raw: bytes) -> bytes:
    at = draw(st.integers(0, len(raw)))
    return raw[:at] + raw[at + draw(st.integers(1, 40)) :]


@st.composite
def _insert(draw: st.DrawFn, raw: bytes) -> bytes:
    at = draw(st.integers(0, len(raw)))
    return raw[:at] + draw(BITS | st.binary(min_size=1, max_size=3)) + raw[at:]


@st.composite
def _replace(draw: st.DrawFn, raw: bytes) -> bytes:
    at = draw(st.integers(0, len(raw)))
    return raw[:at] + draw(BITS | st.binary(min_size=1, max_size=1)) + raw[at + 1 :]


@st.composite
def _lines(draw: st.DrawFn, raw: bytes) -> bytes:
    """Double, drop or exchange lines."""
    lines = raw.split(b"\n")
    one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    how = draw(st.integers(0, 2))
    if how == 0:
        lines[one:one] = lines[one : one + draw(st.integers(1, 12))]
    elif how == 1:
        del lines[one]
    else:
        lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


@st.composite
def _indent(draw: st.DrawFn, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    at = draw(st.integers(0, len(lines) - 1))
    by = draw(st.integers(-4, 4))
    lines[at] = b" " * by + lines[at] if by > 0 else lines[at][-by:]
    return b"\n".join(lines)


@st.composite
def _scalar(draw: st.DrawFn, raw: bytes) -> bytes:
    """Put a value of another type behind a field name, or rename the field."""
    found = [*re.finditer(rb"([a-z-]+): ([^\n{}\[\],|]+)", raw)]
    if not found:
        return raw
    match = draw(st.sampled_from(found))
    group = draw(st.sampled_from([1, 2, 2, 2]))
    return raw[: match.start(group)] + draw(SCALARS).encode() + raw[match.end(group) :]


CHANGES: list[Callable[[bytes], st.SearchStrategy[bytes]]] = [
    *(_cut, _delete, _insert, _replace, _lines, _indent, _scalar, _scalar, _scalar)
]


@st.composite
def mutants(draw: st.DrawFn, seeds: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """Draw a file of a course and change it in a few places."""
    path, raw = draw(st.sampled_from(seeds))
    for change in draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=3)):
        raw = draw(change(raw))
    return path, raw


# ---------------------------------------------------------------- files


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose files are changed one at a time."""
    return copy_course(tmp_path_factory.mktemp("fuzz") / "course")


class Words(dict[str, Text]):
    """The words of the page; a failing example need not tell them all."""

    def __repr__(self) -> str:
        return "words"


@pytest.fixture(scope="module")
def words(course: Course) -> Words:
    return Words(course.interface)


def assert_place(folder: Path, found: Diagnostic) -> None:
    """Assert that a finding is at a place that an editor can go to, and can be said."""
    assert isinstance(found, Diagnostic)
    file = folder / found.path
    assert file.is_file()
    lines = LINES.split(file.read_bytes().decode("utf-8", errors="replace"))
    assert 1 <= found.line <= len(lines), found
    assert 1 <= found.column <= len(lines[found.line - 1]) + 1, found
    for lang in LANGS:
        for said in (format_line(found, lang), format_github(found, lang)):
            assert len(said.splitlines()) == 1
            assert said.isprintable()


def examine(folder: Path, path: str, raw: bytes, words: Words) -> Course:
    """Put a changed file in its place, load and check, and put the old one back."""
    file = folder / path
    before = file.read_bytes() if file.exists() else None
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(raw)
    try:
        course = load(folder)
        for found in check.run(course):
            assert_place(folder, found)
        # the notebook shows what could be read, findings or not
        for lang in LANGS:
            page.quiz([*course.items.values()], words, lang)
            for case in course.vignettes.values():
                page.vignette(case, words, lang)
        return course
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


@settings(max_examples=450)
@given(mutants(SMALL))
def test_changed_files_of_the_small_course(
    ground: Path, words: Words, mutant: tuple[str, bytes]
) -> None:
    examine(ground, *mutant, words)


@pytest.mark.skipif(not REAL, reason="there is no content yet")
@settings(max_examples=200)
@given(st.data())
def test_changed_files_of_the_real_course(ground: Path, words: Words, data: st.DataObject) -> None:
    examine(ground, *data.draw(mutants(REAL)), words)


@pytest.mark.parametrize("seed", SMALL, ids=lambda seed: seed[0])
def test_an_unchanged_file_leaves_the_course_clean(
    ground: Path, words: Words, seed: tuple[str, bytes]
) -> None:
    assert check.run(examine(ground, *seed, words)) == []


@given(st.binary() | st.text().map(str.encode) | st.lists(BITS).map(b"".join))
def test_reading_anything(ground: Path, raw: bytes) -> None:
    file = ground / "exercises" / "any.yaml"
    file.write_bytes(raw)
    try:
        tree = read(file, "exercises/any.yaml")
        assert (tree.data is not None) or tree.findings
        for found in tree.findings:
            assert_place(ground, found)
    finally:
        file.unlink()


# ---------------------------------------------------------------- cases


def nodes(case: Vignette) -> dict[Node, list[Node]]:
    """Return where each scene with its flags leads: slowly, by playing."""
    spec = case.spec()
    first = Node(case.start)
    graph: dict[Node, list[Node]] = {}
    queue = deque([first])
    while queue:
        node = queue.popleft()
        if node in graph:
            continue
        here = play.State(node.scene, node.flags, {})
        ended = spec["scenes"][node.scene]["ending"]
        open_now = [] if ended else play.offered(spec, node.scene, node.flags)
        states = [play.choose(spec, here, choice["key"]) for choice in open_now]
        graph[node] = [Node(state.scene, state.flags) for state in states]
        queue.extend(graph[node])
    return graph


def ends(graph: dict[Node, list[Node]], case: Vignette, node: Node) -> bool:
    """Tell whether an ending can be reached."""
    seen, queue = {node}, deque([node])
    while queue:
        here = queue.popleft()
        if case.by_key[here.scene].ending:
            return True
        queue.extend(new for new in graph[here] if new not in seen)
        seen.update(graph[here])
    return False


@settings(max_examples=300)
@given(cases())
def test_a_search_decides_what_playing_shows(case: Vignette) -> None:
    reach, graph = explore(case), nodes(case)
    assert reach.whole
    assert set(reach.paths) == set(graph)
    spec = case.spec()
    for node, path in reach.paths.items():
        state = play.replay(spec, path)
        assert (state.scene, state.flags) == (node.scene, node.flags)
        ended = bool(case.by_key[node.scene].ending)
        assert (node in reach.stuck) == (not ended and not graph[node])
        can_end = ends(graph, case, node)
        assert (node in reach.endless) == (not can_end and node not in reach.stuck)


@st.composite
def ruled_cases(draw: st.DrawFn) -> Vignette:
    """Draw a case with clinical rules, and with scenes that answer some of them."""
    case = draw(cases())
    pair = ("before", "require"), ("after", "must")
    says = Text(id="x", en="x")
    rules = tuple(
        Rule(key=f"r{n}", says=says, **{name: draw(st.sampled_from(FLAGS)) for name in names})
        for n, names in enumerate(draw(st.lists(st.sampled_from(pair), min_size=1, max_size=3)))
    )
    keys = st.lists(st.sampled_from([rule.key for rule in rules]), max_size=2, unique=True)
    scenes = tuple(scene.model_copy(update={"answers": tuple(draw(keys))}) for scene in case.scenes)
    return Vignette.model_validate(
        case.model_dump() | {"rules": rules, "scenes": [s.model_dump() for s in scenes]},
        strict=False,
    )


def broken_on(case: Vignette, keys: tuple[str, ...]) -> set[str]:
    """Return the rules that are broken at the end of a walk: told step by step."""
    spec = case.spec()
    state = play.start(spec)
    broken: set[str] = set()
    broken -= set(case.by_key[state.scene].answers)
    for key in keys:
        before, state = state, play.choose(spec, state, key)
        for rule in case.rules:
            if rule.before in state.flags - before.flags and rule.require not in state.flags:
                broken.add(rule.key)
        broken -= set(case.by_key[state.scene].answers)
    last = case.by_key[state.scene]
    for rule in case.rules:
        if rule.after in state.flags and rule.must not in state.flags:
            broken.add(rule.key)
    return broken - set(last.answers) if last.ending else set()


@settings(max_examples=200)
@given(ruled_cases(), st.data())
def test_rules_are_broken_exactly_where_playing_breaks_them(
    case: Vignette, data: st.DataObject
) -> None:
    reach = explore(case)
    for key, path in reach.breaches.items():
        assert key in broken_on(case, path)
    spec = case.spec()
    for _ in range(3):
        state = play.start(spec)
        while not case.by_key[state.scene].ending and len(state.path) < 12:
            keys = [c["key"] for c in play.offered(spec, state.scene, state.flags)]
            if not keys:
                break
            state = play.choose(spec, state, data.draw(st.sampled_from(keys)))
        walked = tuple(key for _, key in state.path)
        assert broken_on(case, walked) <= set(reach.breaches)


@given(ruled_cases())
def test_checking_any_case(case: Vignette) -> None:
    tree = Tree("exercises/vignettes/a-case.yaml")
    made: Any = Course(
        ROOT,
        vignettes={case.key: case},
        trees={tree.path: tree},
        files={("vignette", case.key): tree.path},
    )
    said = [format_line(found, lang) for found in findings(made) for lang in LANGS]
    codes = {line.split(" ")[1] for line in said}
    reach = explore(case)
    assert ("L052" in codes) == bool(reach.stuck)
    assert ("L053" in codes) == bool(reach.endless)
    assert ("L056" in codes) == bool(reach.breaches)
    reached = {node.scene for node in reach.paths}
    assert ("L051" in codes) == (reached != set(case.by_key))


@given(cases(), st.data())
def test_meters_stay_in_their_bounds(case: Vignette, data: st.DataObject) -> None:
    spec = case.spec()
    state = play.start(spec)
    for _ in range(20):
        keys = [c["key"] for c in play.offered(spec, state.scene, state.flags)]
        if not keys:
            break
        state = play.choose(spec, state, data.draw(st.sampled_from(keys)))
        assert state.meters.keys() == {*METERS}
        assert all(0 <= value <= 6 for value in state.meters.values())
