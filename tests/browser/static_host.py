"""A static host as learners meet it, and what a page takes from it.

GitHub Pages answers so: gzip for text, an ETag, ten minutes in the browser's cache.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

from pendamping.serve import Server

TEXT = {".html", ".css", ".js", ".json", ".svg", ".webmanifest"}
SEEN = 600  # seconds


@cache
def _body(file: Path) -> tuple[bytes, str]:
    """Return what is sent for a file, and its ETag; once, so that packing costs no visitor time."""
    raw = file.read_bytes()
    tag = hashlib.sha256(raw).hexdigest()[:16]
    return (gzip.compress(raw, 6) if file.suffix in TEXT else raw), f'"{tag}"'


@contextmanager
def host(site: Path) -> Iterator[str]:
    """Serve a folder on a free port of 127.0.0.1 and give its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            file = site / unquote(urlsplit(self.path).path).lstrip("/")
            if file.is_dir():
                file /= "index.html"
            if not file.is_file():
                self.answer(404, b"not found", {})
                return
            body, tag = _body(file)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            headers = {"Content-Type": kind, "ETag": tag, "Cache-Control": f"max-age={SEEN}"}
            if file.suffix in TEXT:
                headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
            if self.headers.get("If-None-Match") == tag:
                self.answer(304, b"", headers)
            else:
                self.answer(200, body, headers)

        def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def traffic(page: Page, url: str) -> dict[str, int]:
    """Open a page, read to its end, and return what came over the network.

    Returns
    -------
    dict of str to int
        Address to bytes with headers, as the browser counts them. What its cache gave is not
        in it; a request to a host that cannot be reached is, with 0.
    """
    asked: dict[str, str] = {}
    took: dict[str, int] = {}

    def sent(event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith(("data:", "blob:")):
            asked[event["requestId"]] = event["request"]["url"]
            took[event["requestId"]] = 0

    def answered(event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            took.pop(event["requestId"], None)

    def done(event: dict[str, Any]) -> None:
        if event["requestId"] in took:
            took[event["requestId"]] = int(event["encodedDataLength"])

    session = page.context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", sent)
    session.on("Network.requestServedFromCache", lambda e: took.pop(e["requestId"], None))
    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", done)
    session.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    page.evaluate(
        """async () => {
            for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
                scrollTo(0, y);
                await new Promise((then) => setTimeout(then, 20));
            }
        }"""
    )
    page.wait_for_load_state("networkidle")
    session.detach()
    return {asked[key]: size for key, size in took.items()}
