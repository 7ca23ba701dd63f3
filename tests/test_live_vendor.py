"""What is fetched for live pages: pinned, unpacked with care, and a sentence when it fails."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from pendamping.live.vendor import NoVendor, Package, Unreachable, _unpack, vendor


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as made:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            made.addfile(info, io.BytesIO(content))
    return out.getvalue()


def package(sent: bytes, *members: str) -> Package:
    seen = base64.b64encode(hashlib.sha512(sent).digest()).decode()
    return Package("@some/thing", "1.2.3", seen, members)


def test_only_what_is_wanted_is_written_and_only_there(tmp_path: Path) -> None:
    sent = archive(**{"package/a.js": b"a", "package/../../evil.js": b"e", "package/b.map": b"b"})
    folder = tmp_path / "here"
    folder.mkdir()
    _unpack(package(sent, "package/*.js"), sent, folder)
    files = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert files == {"here/thing-1.2.3/a.js", "here/thing-1.2.3/evil.js"}


def test_another_archive_than_the_pinned_one_is_refused(tmp_path: Path) -> None:
    sent = archive(**{"package/a.js": b"a"})
    with pytest.raises(NoVendor, match="not what was pinned"):
        _unpack(package(sent, "package/a.js"), sent + b" ", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_a_network_there_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(Unreachable, match="needs a network"):
        vendor(tmp_path, say=print)
    assert list(tmp_path.iterdir()) == []


def test_a_registry_of_ones_own_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = tmp_path / "shelf" / "requirejs" / "-"
    shelf.mkdir(parents=True)
    (shelf / "requirejs-2.3.8.tgz").write_bytes(b"not that one")
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "shelf"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("npm_config_registry", f"http://127.0.0.1:{server.server_port}/")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        with pytest.raises(NoVendor, match=r"requirejs 2\.3\.8 is not what was pinned"):
            vendor(tmp_path / "here", say=print)
        server.shutdown()
