"""What surrounds the pages: inventory, pack, server, colours, the atomic swap."""

from __future__ import annotations

import hashlib
import json
import re
import socket
import struct
import threading
import zipfile
from pathlib import Path
from threading import Thread

import pytest

from pendamping import build, onefile, packing
from pendamping.load import load
from pendamping.render.page import readme
from pendamping.serve import bind
from pendamping.text import Lang
from support import ROOT

CSS = ROOT / "src" / "pendamping" / "theme" / "static" / "site.css"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    made = tmp_path / "site"
    for name, text in {
        "index.html": "<p>",
        "sw.js": "",
        "id/05-x/a.html": '<img src="../_images/own.svg"><img src="../_images/both.svg">',
        "id/front/b.html": "<p>",
        "id/_images/own.svg": "<svg/>",
        "id/_images/both.svg": "<svg/>",
        "id/_static/site.css": "p{}",
    }.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_the_inventory_knows_size_hash_and_module_of_every_file(site: Path) -> None:
    listed = packing.inventory(site, {"05": "05-x"})
    assert "sw.js" not in listed["files"]
    raw = (site / "index.html").read_bytes()
    assert listed["files"]["index.html"] == [len(raw), hashlib.sha256(raw).hexdigest()]
    assert set(listed["modules"]["05"]) == {
        "id/05-x/a.html",
        "id/_images/own.svg",
        "id/_images/both.svg",
    }
    assert set(listed["common"]) | set(listed["modules"]["05"]) == set(listed["files"])


def test_the_version_changes_with_any_file(site: Path) -> None:
    before = packing.inventory(site, {})["version"]
    (site / "id" / "_static" / "site.css").write_text("p{color:red}")
    assert packing.inventory(site, {})["version"] != before


def test_the_pack_is_the_site_and_a_page_to_start_from(site: Path, tmp_path: Path) -> None:
    target = tmp_path / "course.zip"
    prints = {"cetak/lembar.pdf": b"%PDF", "print/sheet.pdf": b"%PDF"}
    links: dict[Lang, dict[str, str]] = {"id": {"cetak/lembar.pdf": "Lembar & pegangan"}, "en": {}}
    page = readme(load(ROOT).interface, onefile.NAME, links)
    assert all(f'<a href="{name}">' in page for name in onefile.NAME.values())
    assert '<a href="cetak/lembar.pdf">Lembar &amp; pegangan</a>' in page
    size = packing.pack(site, target, page, prints)
    assert target.stat().st_size == size
    with zipfile.ZipFile(target) as archive:
        names = set(archive.namelist())
        assert archive.testzip() is None
        assert archive.read("pendampingan/BACA-README.html").decode() == page
    assert "pendampingan/id/05-x/a.html" in names
    assert {f"pendampingan/{name}" for name in prints} <= names
    assert not any(name.endswith(("sw.js", "offline.json")) for name in names)
    again = tmp_path / "again.zip"
    packing.pack(site, again, page, prints)
    assert again.read_bytes() == target.read_bytes()


def test_a_pack_over_its_limit_writes_nothing(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "MAX_PACK", 100)
    with pytest.raises(ValueError, match="25 MB"):
        packing.pack(site, tmp_path / "course.zip", "<p>", {})
    assert not list(tmp_path.glob("course*"))


@pytest.mark.parametrize("trouble", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_pack_that_stops_half_way_leaves_the_old_one_and_nothing_else(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    def put(archive: zipfile.ZipFile, name: str, raw: bytes) -> None:
        archive.writestr(name, raw[:1])
        if name.endswith("a.html"):
            raise trouble

    target, own = tmp_path / "course.zip", tmp_path / "course.part"
    target.write_text("the old one", "utf-8")
    own.write_text("somebody's", "utf-8")
    before = set(tmp_path.iterdir())
    monkeypatch.setattr(packing, "_put", put)
    with pytest.raises(type(trouble)):
        packing.pack(site, target, "<p>", {})
    assert set(tmp_path.iterdir()) == before
    assert target.read_text("utf-8") == "the old one"
    assert own.read_text("utf-8") == "somebody's"


@pytest.mark.parametrize(
    "name", ["a b.html", "é.html", "aux.html", "con", "folder./a.html", "x" * 160, "a:b", "A.html"]
)
def test_a_name_that_does_not_unpack_everywhere_is_refused(
    site: Path, tmp_path: Path, name: str
) -> None:
    target = tmp_path / "course.zip"
    prints = {"a.html": b"", name: b""}
    with pytest.raises(ValueError, match="do not unpack on every device"):
        packing.pack(site, target, "<p>", prints)
    assert not target.exists()
    assert packing.unsafe(["id/05-x/a.html", "id/05-x/b.html"]) == []


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    said: list[str] = []
    came = threading.Event()

    def second() -> None:
        with build.alone(tmp_path, said.append):
            came.set()

    waiting = threading.Thread(target=second)
    with build.alone(tmp_path, said.append):
        assert said == []
        waiting.start()
        assert not came.wait(0.5)
        assert len(said) == 1
        assert "waiting" in said[0]
    waiting.join(10)
    assert came.is_set()


def test_a_taken_port_gives_way_to_a_free_one(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with bind(site, port) as server:
            assert server.server_port != port
            assert server.server_address[0] == "127.0.0.1"


def test_the_old_site_stays_when_a_book_fails(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = folder / "_build" / "site"
    old.mkdir(parents=True)
    (old / "index.html").write_text("old")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: book/id/index\n")

    def fails(*_args: object) -> object:
        raise build.BuildError("no")

    monkeypatch.setattr(build, "_start", fails)
    with pytest.raises(build.BuildError):
        build.build(load(folder))
    assert (old / "index.html").read_text() == "old"
    assert not list(old.parent.glob("site.*"))


def test_figures_are_part_of_what_cells_ran_with(folder: Path) -> None:
    before = build.drawn_by(folder)
    figures = folder / "book" / "figures"
    figures.mkdir(exist_ok=True)
    (figures / "new.py").write_text("x = 1\n")
    assert build.drawn_by(folder) != before


# ---------------------------------------------------------------- colours


def tokens() -> dict[str, dict[str, str]]:
    """The colour tokens of the style sheet, by scheme."""
    text = CSS.read_text(encoding="utf-8")
    blocks = {
        "light": re.search(r":root \{(.*?)\}", text, re.DOTALL),
        "dark": re.search(r":root\[data-theme=dark\] \{(.*?)\}", text, re.DOTALL),
        "device": re.search(r":root:not\(\[data-theme=light\]\) \{(.*?)\}", text, re.DOTALL),
    }
    return {
        scheme: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", found[1]))
        for scheme, found in blocks.items()
        if found
    }


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_edges_stand_out(scheme: str) -> None:
    colour = tokens()[scheme]
    for ground in ("bg", "paper"):
        for text in ("ink", "muted", "sea", "dusk", "leaf", "amber", "brick"):
            assert contrast(colour[text], colour[ground]) >= 4.5, (text, ground)
        assert contrast(colour["edge"], colour[ground]) >= 3, ground
    for tint in ("sea", "dusk", "leaf", "amber", "brick"):
        assert contrast(colour["ink"], colour[f"{tint}-tint"]) >= 4.5, tint
        assert contrast(colour[tint], colour[f"{tint}-tint"]) >= 4.5, tint


def test_dark_by_device_and_by_choice_are_the_same() -> None:
    assert tokens()["dark"] == tokens()["device"]


def test_the_worker_saves_nothing_by_itself() -> None:
    text = (ROOT / "src" / "pendamping" / "theme" / "sw.js").read_text(encoding="utf-8")
    assert ".put(" not in text
    assert "addAll" not in text


def test_the_manifest_names_icons_that_are_there() -> None:
    theme = ROOT / "src" / "pendamping" / "theme"
    manifest = json.loads((theme / "manifest.webmanifest").read_text(encoding="utf-8"))
    for icon in manifest["icons"]:
        assert (theme / icon["src"].replace("id/_static", "static")).is_file()


def test_a_browser_that_goes_away_is_no_trouble(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "large.bin").write_bytes(bytes(20_000_000))
    at_once = struct.pack("ii", 1, 0)  # hang up without waiting for anything
    with bind(tmp_path, 0) as server:
        server.daemon_threads = False  # closing then waits for what is under way
        Thread(target=server.serve_forever, daemon=True).start()
        with socket.create_connection(("127.0.0.1", server.server_port)) as guest:
            guest.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
            guest.sendall(b"GET /large.bin HTTP/1.0\r\n\r\n")
            assert guest.recv(100)
        server.shutdown()
    assert capsys.readouterr().err == ""
