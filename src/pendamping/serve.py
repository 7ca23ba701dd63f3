"""A site on 127.0.0.1."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 - the base class has it so; the system's table differs by machine
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".css": "text/css",
        ".svg": "image/svg+xml",
        ".json": "application/json",
        ".html": "text/html; charset=utf-8",
    }

    def log_message(self, *_: object) -> None:
        """Say nothing for each request."""


class Server(ThreadingHTTPServer):
    """A server whose guests may hang up."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away before it had everything."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def bind(site: Path, port: int) -> ThreadingHTTPServer:
    """Bind a server for a folder; a free port if `port` is taken."""
    handler = partial(_Handler, directory=str(site))
    try:
        return Server(("127.0.0.1", port), handler)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        return Server(("127.0.0.1", 0), handler)


def serve(site: Path, port: int, *, say: Callable[[str], None]) -> None:
    """Serve a folder until Ctrl-C."""
    with bind(site, port) as server:
        if port and server.server_port != port:  # 0 asks for a free one
            say(f"port {port} is taken")
        say(f"http://127.0.0.1:{server.server_port}/   (Ctrl-C stops)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("stopped")
