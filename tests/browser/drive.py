"""How a test answers a question and walks a case, as a learner would."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from pendamping.load import Course
from pendamping.model.item import Item
from pendamping.model.vignette import Vignette

ROOT = Path(__file__).resolve().parents[2]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LANGS = ("id", "en")


@cache
def pages(site: Path) -> tuple[str, ...]:
    """Every page of the site, relative to it."""
    return tuple(sorted(p.relative_to(site).as_posix() for p in site.rglob("*.html")))


def page_of(site: Path, what: str, key: str, lang: str = "id") -> str:
    """The first page of a language that holds a question (`item`) or a case (`vignette`)."""
    mark = f'data-{what}="{key}"'
    return next(
        name
        for name in pages(site)
        if name.startswith(f"{lang}/") and mark in (site / name).read_text("utf-8")
    )


def of_kind(course: Course, site: Path, kind: str) -> Item:
    """A question of a kind that stands on a page."""
    for key, item in course.items.items():
        if item.kind == kind:
            try:
                page_of(site, "item", key)
            except StopIteration:
                continue
            return item
    raise AssertionError(f"no question of kind {kind} on any page")


def form(page: Page, key: str) -> Locator:
    return page.locator(f'form[data-item="{key}"]').first


def key_of(spec: dict[str, Any]) -> Any:
    """The answer that scores fully."""
    kind = spec["kind"]
    if kind == "single":
        return spec["correct"][0]
    if kind == "multiple":
        return spec["correct"]
    if kind == "order":
        return spec["order"]
    if kind == "match":
        return spec["pairs"]
    if kind == "cloze":
        return {gap: one["correct"][0] for gap, one in spec["gaps"].items()}
    if kind == "judgement":
        return spec["panel"]
    return "Malam pertama saya dulu."


def wrong_of(spec: dict[str, Any]) -> str:
    return next(key for key in spec["options"] if key not in spec["correct"])


def fill(where: Locator, spec: dict[str, Any], answer: Any) -> None:
    """Put an answer into a form, by pressing what a learner presses."""
    kind = spec["kind"]
    if kind in ("single", "multiple"):
        for key in [answer] if kind == "single" else answer:
            where.locator(f'input[value="{key}"]').check()
    elif kind == "order":
        for n, key in enumerate(answer, 1):
            where.locator(f'select[name="{key}"]').select_option(str(n))
    elif kind in ("match", "cloze"):
        for name, key in answer.items():
            where.locator(f'select[name="{name}"]').select_option(key)
    elif kind == "judgement":
        for name, rating in answer.items():
            where.locator(f'input[name="{name}"][value="{rating}"]').check()
    else:
        where.locator("textarea").fill(answer)


def submit(where: Locator) -> None:
    where.locator("button[type=submit]").click()


def case(page: Page, key: str) -> Locator:
    return page.locator(f'section[data-vignette="{key}"]')


def take(section: Locator, choice: str) -> None:
    """Take a choice and go on to the next scene."""
    scene = section.locator("[data-scene]:visible")
    scene.locator(f'input[value="{choice}"]').check()
    scene.locator("button[type=submit]").click()
    on = scene.locator("[data-act=on]")
    if on.is_visible():
        on.click()


def walk(section: Locator, choices: tuple[str, ...]) -> None:
    for choice in choices:
        take(section, choice)


def good_walk(vignette: Vignette) -> tuple[str, ...]:
    """A golden walk to a good ending."""
    ends = {scene.key for scene in vignette.scenes if scene.ending == "good"}
    return next(w.choices for w in vignette.walks if w.ends in ends)


def told(page: Page) -> list[tuple[str, str]]:
    """Role and name of what a screen reader meets, in its order, from Chromium's own tree."""
    nodes = _tree(page)
    by_id = {node["nodeId"]: node for node in nodes}
    out: list[tuple[str, str]] = []

    def go(node: dict[str, Any]) -> None:
        role = node["role"]["value"]
        if not node["ignored"] and role != "InlineTextBox":
            level = _property(node, "level") if role == "heading" else None
            name = " ".join(node.get("name", {}).get("value", "").split())
            out.append((f"heading {level}" if level else role, name))
        for child in node["childIds"]:
            if child in by_id:
                go(by_id[child])

    go(nodes[0])
    return out


def focused(page: Page) -> tuple[str, str]:
    """Role and name of what has the focus, as a screen reader would say them."""
    nodes = [node for node in _tree(page) if _property(node, "focused")]
    last = nodes[-1]
    return last["role"]["value"], " ".join(last["name"]["value"].split())


def live(page: Page) -> list[str]:
    """What the polite live regions of a page say."""
    return [text for text in page.locator("[role=status]:visible").all_inner_texts() if text]


def _tree(page: Page) -> list[dict[str, Any]]:
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return nodes


def _property(node: dict[str, Any], name: str) -> Any:
    found = (p["value"].get("value") for p in node.get("properties", []) if p["name"] == name)
    return next(found, None)


def in_order(heard: list[tuple[str, str]], wanted: list[tuple[str, str]]) -> None:
    """Assert that these stand in a page in this order, whatever stands between them."""
    rest = iter(heard)
    for one in wanted:
        assert any(one == other for other in rest), (
            f"{one} is not there, or not after its forerunners"
        )
