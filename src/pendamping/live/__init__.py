"""The built site with a Jupyter kernel behind its cells, for one reader on this machine.

A page is made live while it is served: nothing here is written into the site.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import tempfile
import webbrowser
from importlib import resources
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp
from myst_nb.core.read import read_myst_markdown_notebook
from tornado import web
from traitlets.config import Config

from pendamping.lab import environment
from pendamping.load import Course
from pendamping.npm import Package, Say, fetch
from pendamping.text import Lang

# the browser's half of ipywidgets; html-manager 1.0.15 is the twin of ipywidgets 8.1
WIDGETS = Package(
    "@jupyter-widgets/html-manager",
    "1.0.15",
    "5thBIV6ymNgmPVOHvzx+gGy8ZSKmSazhtGw4/c4xJDVzRhG9PTeQsRjF3FUTopvFi//SABeNz1yp47bCrJ3CQA==",
    ("dist/libembed-amd.js", "dist/*.woff2"),
)
REQUIRE = Package(
    "requirejs",
    "2.3.8",
    "7/cTSLOdYkNBNJcDMWf+luFvMriVm7eYxp4BcFCsAX0wF421Vyce5SXP17c+Jd5otXKGNehIonFlyQXSowL6Mw==",
    ("require.js",),
)
IDLE = 3600  # seconds after which a kernel is ended that no page is connected to


def cells(chapter: Path) -> list[str]:
    """Return the code of a chapter's cells, in their order on the page."""
    book = read_myst_markdown_notebook(chapter.read_text(encoding="utf-8"))
    return [cell.source for cell in book.cells if cell.cell_type == "code"]


def words(course: Course, lang: Lang) -> dict[str, str]:
    """Return what a live page says."""
    return {
        key: text.to(lang).strip()
        for key, text in course.interface.items()
        if key.startswith("live-")
    }


def enliven(page: str, told: dict[str, Any], host: str) -> str:
    """Add our script and what it needs to know to a page of the site.

    Parameters
    ----------
    page : str
        A built page.
    told : dict
        ``cells``, ``folder`` and ``words``.
    host : str
        Host and port of this server, as the browser named it.

    Returns
    -------
    str
        The page. Its policy also allows the socket and widgets, whose code comes from the
        kernel; still nothing of another host.
    """
    page = page.replace("script-src 'self' file:", "script-src 'self' blob: 'unsafe-eval'", 1)
    page = page.replace("img-src 'self' file:", "font-src 'self'; img-src 'self' blob:", 1)
    page = page.replace("connect-src 'self'", f"connect-src 'self' ws://{host}", 1)
    data = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    head = (
        '<link rel="stylesheet" href="/live/live.css">\n'
        f'<script type="application/json" id="live">{data}</script>\n'
        '<script src="/live/live.js" defer></script>\n'
    )
    return page.replace("</head>", f"{head}</head>", 1)


class SiteHandler(JupyterHandler, web.StaticFileHandler):
    """The site: alive for who brought the token, for everybody else as it was built."""

    def initialize(self, path: str, course: Course) -> None:  # type: ignore[override]
        """Keep the site's folder and the course."""
        super().initialize(path, "index.html")
        self.course = course

    @allow_unauthenticated
    async def get(self, path: str, include_body: bool = True) -> None:
        """Send a file, a chapter's page with what makes it live."""
        if self.current_user is None:
            return await super().get(path, include_body)
        if self.get_query_argument("token", None):
            return self.redirect(self.request.path)  # it is a cookie now, and out of the address
        page = self._live(path)
        if page is None:
            return await super().get(path, include_body)
        self.xsrf_token  # noqa: B018 - reading it sets the cookie that the script sends back
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(page)
        return None

    def compute_etag(self) -> str | None:
        """Return none: a page that was kept before the token came is not the live one."""
        return None

    def _live(self, path: str) -> str | None:
        """Return the page of a chapter, alive; None for any other file."""
        if not path.endswith(".html"):
            return None
        self.path = self.parse_url_path(path)
        file = self.validate_absolute_path(self.root, self.get_absolute_path(self.root, self.path))
        if file is None:
            return None
        root, name = self.course.root, Path(file).relative_to(Path(self.root).resolve())
        chapter = (root / "book" / name).with_suffix(".md")
        if not chapter.is_file():
            return None
        lang: Lang = "en" if name.parts[0] == "en" else "id"
        told = {
            "cells": cells(chapter),
            "folder": chapter.parent.relative_to(root).as_posix(),
            "words": words(self.course, lang),
            "require": f"/live/{REQUIRE.folder}/require.js",
            "widgets": f"/live/{WIDGETS.folder}",
        }
        return enliven(Path(file).read_text(encoding="utf-8"), told, self.request.host)


def make(course: Course, site: Path, port: int, *, token: str, vendored: Path) -> ServerApp:
    """Make a Jupyter server that also serves the site; it listens on 127.0.0.1 alone.

    Parameters
    ----------
    course : Course
        The course whose chapters hold the code.
    site : Path
        The built site.
    port : int
        The port wanted; the next free one if it is taken.
    token : str
        Who has it may run code here.
    vendored : Path
        Folder of the packages that were fetched.

    Returns
    -------
    jupyter_server.serverapp.ServerApp
        Initialised, not started.
    """
    config = Config()
    config.IdentityProvider.token = token
    config.MappingKernelManager.cull_idle_timeout = IDLE
    if sys.platform == "linux":  # what a kernel says is heard by nobody else on the machine
        config.KernelManager.transport = "ipc"
    config.KernelRestarter.restart_limit = 0  # a page says that its kernel died, and starts another
    config.ServerApp.update(
        ip="127.0.0.1",
        port=port,
        root_dir=str(course.root),
        default_url="/id/index.html",
        open_browser=False,
        terminals_enabled=False,
        cookie_secret=secrets.token_bytes(32),  # a cookie is worth no more than its token
        answer_yes=True,  # Ctrl-C ends it without a question
        allow_root=hasattr(os, "geteuid") and os.geteuid() == 0,
        log_level="CRITICAL",
    )
    app = ServerApp(config=config)
    app.initialize(argv=[], find_extensions=False)
    own = str(resources.files("pendamping") / "live")
    anywidget = str(resources.files("anywidget") / "nbextension")
    app.web_app.add_handlers(  # type: ignore[no-untyped-call]
        ".*$",
        [
            (r"/live/(live\.(?:js|css))", web.StaticFileHandler, {"path": own}),
            (r"/live/anywidget/(index\.js)", web.StaticFileHandler, {"path": anywidget}),
            (r"/live/([\w.-]+/[\w.-]+)", web.StaticFileHandler, {"path": str(vendored)}),
            (r"/((?:id|en)/.*)", SiteHandler, {"path": str(site), "course": course}),
        ],
    )
    return app


def start(course: Course, site: Path, port: int, *, browser: bool, say: Say) -> None:
    """Serve the site with its cells alive until Ctrl-C, which also ends the kernels.

    Raises
    ------
    NotFetched
        If the browser's half of ipywidgets is not here and cannot be fetched.
    """
    vendored = course.root / "_build" / "live"
    for package in (REQUIRE, WIDGETS):
        fetch(package, vendored, say)
    os.environ.update(environment(course.root))
    runtime = tempfile.TemporaryDirectory()  # short: a socket's path has at most 107 letters
    os.environ["JUPYTER_RUNTIME_DIR"] = runtime.name
    token = secrets.token_urlsafe(24)
    app = make(course, site, port, token=token, vendored=vendored)
    url = f"http://127.0.0.1:{app.port}/id/index.html?token={token}"

    def open_door() -> None:
        say(f"{url}\nonly who has this address can run code here   (Ctrl-C stops)")
        if browser:
            webbrowser.open(url)

    app.io_loop.add_callback(open_door)  # once it listens
    with runtime:
        app.start()
    say("stopped")
