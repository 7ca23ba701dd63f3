"""A host that can misbehave: from a folder, with another version, a sign-in page, or an error."""

from __future__ import annotations

import json
import shutil
import threading
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

from pendamping.load import Course
from pendamping.packing import inventory

SIGN_IN = b"<!doctype html><title>Wi-Fi</title><h1>Sign in</h1>"


@dataclass
class Host:
    """Serves `site` below `prefix`; `odd` says what it answers instead, by file."""

    site: Path
    prefix: str = "/"
    odd: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def base(self) -> str:
        """Address of the course, without the slash at its end."""
        return f"http://127.0.0.1:{self.server.server_port}{quote(self.prefix)}".rstrip("/")

    def answers(self, name: str, status: int, body: bytes = b"", **headers: str) -> None:
        kind = {"Content-Type": "text/html; charset=utf-8"}
        self.odd[name] = (status, {**kind, **headers}, body)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, host: Host, *rest: object) -> None:
        self.host = host
        super().__init__(*rest, directory=str(host.site))  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        return super().translate_path(quote(self._name(path)))

    def _name(self, path: str) -> str:
        name = unquote(path.partition("?")[0])
        return name.removeprefix(self.host.prefix) if name.startswith(self.host.prefix) else "no/"

    def do_GET(self) -> None:
        name = self._name(self.path)
        self.host.asked.append(name)
        if name not in self.host.odd:
            return super().do_GET()
        status, headers, body = self.host.odd[name]
        self.send_response(status)
        for key, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)
        return None

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


def version(site: Path, target: Path, course: Course, changes: dict[str, tuple[str, str]]) -> Path:
    """Another version of a site: a copy with some text replaced, and its inventory."""
    shutil.copytree(site, target)
    for name, (before, after) in changes.items():
        text = (target / name).read_text("utf-8")
        assert before in text, name
        (target / name).write_text(text.replace(before, after), "utf-8")
    folders = {k: m.folder for k, m in course.modules.items() if m.open and m.folder}
    (target / "offline.json").write_text(json.dumps(inventory(target, folders)), "utf-8")
    return target
