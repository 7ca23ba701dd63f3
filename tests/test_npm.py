"""What is fetched from npm: pinned, unpacked with care, and a sentence when it fails."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from pendamping.npm import NotFetched, Package, Unreachable, check, fetch

NAMES = ("a.mjs", "b.wasm")


def archive(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as box:
        for name, raw in members:
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            box.addfile(info, io.BytesIO(raw))
    return out.getvalue()


WHOLE = [(f"package/{name}", name.encode()) for name in NAMES]


def quiet(_line: str) -> None:
    """Say nothing."""


class Registry:
    """A registry of ones own, which sends what a test wants."""

    def __init__(self, folder: Path) -> None:
        self.shelf = folder / "@some" / "thing" / "-"
        self.shelf.mkdir(parents=True)

    def sends(self, raw: bytes, *members: str) -> Package:
        """Put an archive on the shelf, and return the package that pins it."""
        (self.shelf / "thing-1.2.3.tgz").write_bytes(raw)
        seen = base64.b64encode(hashlib.sha512(raw).digest()).decode()
        return Package("@some/thing", "1.2.3", seen, members or NAMES)


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "shelf"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("npm_config_registry", f"http://127.0.0.1:{server.server_port}/")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        yield Registry(tmp_path / "shelf")
        server.shutdown()


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def test_a_package_is_fetched_once(registry: Registry, cache: Path) -> None:
    package = registry.sends(archive(*WHOLE))
    said: list[str] = []
    folder = fetch(package, cache, said.append)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {n: n.encode() for n in NAMES}
    (registry.shelf / "thing-1.2.3.tgz").unlink()
    assert fetch(package, cache, said.append) == folder
    assert said == ["fetching @some/thing 1.2.3, once"]


def test_only_what_is_wanted_is_written_and_only_there(registry: Registry, cache: Path) -> None:
    strange = [
        ("../outside.mjs", b"no"),
        ("/absolute.mjs", b"no"),
        ("package/../../a.mjs", b"no"),
        ("package/console.html", b"no"),
        ("package/dist/../../../evil.js", b"flat"),
    ]
    fetch(registry.sends(archive(*strange, *WHOLE), *NAMES, "dist/*.js"), cache, quiet)
    files = {p.relative_to(cache).as_posix(): p for p in cache.rglob("*") if p.is_file()}
    assert set(files) == {f"thing-1.2.3/{name}" for name in (*NAMES, "evil.js")}
    assert files["thing-1.2.3/a.mjs"].read_bytes() == b"a.mjs"
    assert {p.name for p in cache.parent.iterdir()} == {"cache", "shelf"}


def test_a_link_in_the_archive_is_not_followed(registry: Registry, cache: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as box:
        link = tarfile.TarInfo("package/a.mjs")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        box.addfile(link)
    with pytest.raises(NotFetched, match=r"has no a\.mjs"):
        fetch(registry.sends(out.getvalue(), "a.mjs"), cache, quiet)
    assert not cache.exists()


@pytest.mark.parametrize("broken", [b"", b"no archive", archive(*WHOLE)[:60], archive(*WHOLE[1:])])
def test_a_broken_archive_writes_nothing(registry: Registry, cache: Path, broken: bytes) -> None:
    with pytest.raises(NotFetched, match="the archive of @some/thing"):
        fetch(registry.sends(broken), cache, quiet)
    assert not cache.exists()


def test_another_archive_than_the_pinned_one_is_refused(registry: Registry, cache: Path) -> None:
    pinned = registry.sends(archive(*WHOLE))
    registry.sends(archive(*WHOLE, ("package/more.js", b"")))
    with pytest.raises(NotFetched, match=r"@some/thing 1\.2\.3 is not what was pinned"):
        fetch(pinned, cache, quiet)
    assert not cache.exists()


def test_without_a_network_there_is_a_sentence(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(Unreachable, match=r"Is there a network\?"):
        fetch(Package("thing", "1", "", NAMES), cache, quiet)
    assert not cache.exists()


@pytest.mark.parametrize("address", ["file:///etc/", "ftp://example.org", "nonsense"])
def test_a_registry_is_a_web_address(
    cache: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("npm_config_registry", address)
    with pytest.raises(NotFetched, match="no web address"):
        fetch(Package("thing", "1", "", NAMES), cache, quiet)


def test_a_hash_is_compared_in_hex_and_in_base64() -> None:
    raw = b"pyodide"
    right = hashlib.sha256(raw)
    for wanted in (right.hexdigest(), base64.b64encode(right.digest()).decode()):
        check(raw, "sha256", wanted, "a.whl")
        with pytest.raises(NotFetched, match=r"a\.whl is not what was pinned"):
            check(raw + b"!", "sha256", wanted, "a.whl")
