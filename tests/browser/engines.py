"""Two engines beside Chromium: Firefox, and WebKitGTK, the nearest kin of Safari that Debian has.

Selenium drives both. WebKitGTK brings its driver. Firefox's is a program that neither Debian nor
PyPI has, but all that it does is hand the same commands to a socket of Firefox's, as `Marionette`
does here. No engine reaches another host: their proxy is a port where nobody listens.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import JavascriptException, WebDriverException
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.firefox.options import Options as FirefoxOptions
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.file_detector import UselessFileDetector
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.options import Options as WebKitOptions
from selenium.webdriver.webkitgtk.service import Service as WebKitService

ENGINES = ("firefox", "webkit")
WIDTH, HEIGHT = 360, 740
NOWHERE = "127.0.0.1:9"
PREFERENCES = {
    "app.update.disabledForTesting": True,
    "browser.download.folderList": 2,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "id",
    "marionette.port": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.type": 1,
    "remote.prefs.recommended": True,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
# the toolbar of WebKit's browser is wider than a phone
SMALL = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; font-size: 1px; }"


def missing(name: str) -> str:
    """What is not installed here and is needed to drive an engine."""
    if name == "firefox":
        return "" if firefox() else "Firefox (Debian: firefox-esr)"
    wanted = {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
    lacks = [f"{p} (Debian: {d})" for p, d in wanted.items() if not shutil.which(p)]
    return ", ".join(lacks) or ("" if minibrowser() else "WebKit's MiniBrowser")


def firefox() -> str | None:
    return next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)


def minibrowser() -> str | None:
    return next((str(p) for p in Path("/usr/lib").glob("*/webkit*/MiniBrowser")), None)


class Marionette(RemoteConnection):
    """Selenium's commands over Firefox's own socket."""

    NAMES = {  # noqa: RUF012 - a table
        Command.NEW_SESSION: "NewSession",
        Command.GET: "Navigate",
        Command.GO_BACK: "Back",
        Command.GET_CURRENT_URL: "GetCurrentURL",
        Command.GET_TITLE: "GetTitle",
        Command.FIND_ELEMENT: "FindElement",
        Command.FIND_ELEMENTS: "FindElements",
        Command.CLICK_ELEMENT: "ElementClick",
        Command.SEND_KEYS_TO_ELEMENT: "ElementSendKeys",
        Command.W3C_EXECUTE_SCRIPT: "ExecuteScript",
        Command.W3C_EXECUTE_SCRIPT_ASYNC: "ExecuteAsyncScript",
        Command.W3C_ACTIONS: "PerformActions",
        Command.SCREENSHOT: "TakeScreenshot",
        Command.SET_TIMEOUTS: "SetTimeouts",
    }

    def __init__(self, port: int) -> None:
        super().__init__(client_config=ClientConfig(f"http://127.0.0.1:{port}"))
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.stream = self.socket.makefile("rb")
        self.count = 0
        self._read()  # it says who it is

    def execute(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        if command == Command.QUIT:
            return {"value": self.send("Marionette:Quit", {"flags": ["eForceQuit"]})}
        rest = {key: value for key, value in params.items() if key != "sessionId"}
        if command == Command.NEW_SESSION:
            return {"value": self.send("WebDriver:NewSession", {})}
        got = self.send(f"WebDriver:{self.NAMES[command]}", rest)
        bare = isinstance(got, dict) and set(got) == {"value"}
        return {"value": got["value"] if bare else got}

    def send(self, name: str, params: dict[str, Any]) -> Any:
        self.count += 1
        body = json.dumps([0, self.count, name, params]).encode()
        self.socket.sendall(b"%d:%b" % (len(body), body))
        _, _, error, result = self._read()
        if error:
            known = {"javascript error": JavascriptException}
            raise known.get(error["error"], WebDriverException)(f"{name}: {error}")
        return result

    def chrome(self, script: str, *args: Any) -> Any:
        """Run a script inside the browser instead of in its page."""
        self.send("Marionette:SetContext", {"value": "chrome"})
        try:
            got = self.send("WebDriver:ExecuteScript", {"script": script, "args": list(args)})
            return got["value"]
        finally:
            self.send("Marionette:SetContext", {"value": "content"})

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self.stream.read(1)
        return json.loads(self.stream.read(int(size[:-1])))

    def close(self) -> None:
        self.stream.close()
        self.socket.close()


# What a page says from now on.
LISTEN = """
if (!window.heard) {
    const say = (what) => window.heard.push(String(what));
    const from = (node) => "not loaded: " + (node.src || node.href);
    window.heard = [];
    addEventListener("error", (e) => say(e.message || from(e.target)), true);
    addEventListener("unhandledrejection", (e) => say(e.reason));
    addEventListener("securitypolicyviolation", (e) => say(e.violatedDirective + e.blockedURI));
    console.error = say;
}"""
# The same from the first moment of every page. Firefox can be asked for that, WebKit cannot.
INSIDE = """
addEventListener("DOMWindowCreated", ({ target }) => {
    const page = target.defaultView;
    const say = (what) => sendAsyncMessage("heard", target.documentURI + ": " + what);
    const from = (node) => "not loaded: " + (node.src || node.href);
    page.addEventListener("error", (e) => say(e.message || from(e.target)), true, true);
    page.addEventListener("securitypolicyviolation", (e) => say(e.blockedURI), true, true);
});"""
ATTEND = """
window.heard = [];
Services.mm.addMessageListener("heard", (message) => window.heard.push(message.data));
Services.mm.loadFrameScript("data:text/javascript," + encodeURIComponent(arguments[0]), true);"""
# a window of Firefox is wider than a phone; the page in it need not be
NARROW = """
for (const [name, size] of [["max-width", arguments[0]], ["max-height", arguments[1]]]) {
    gBrowser.selectedBrowser.style.setProperty(name, size + "px");
}"""


class Engine:
    """A page of an engine, and what a learner does there."""

    def __init__(self, name: str, driver: webdriver.Remote, downloads: Path) -> None:
        self.name = name
        self.driver = driver
        self.downloads = downloads
        self.said: list[str] = []

    def js(self, script: str, *args: Any) -> Any:
        return self.driver.execute_script(script, *args)

    def go(self, url: str) -> None:
        self.listen()
        self.driver.get(url)
        self.listen()

    def reload(self) -> None:
        """As a learner does it; a driver's own reload goes past the service worker."""
        self.listen()
        self.js("window.old = true; location.reload()")
        self.until(lambda: self.js("return !window.old && document.readyState === 'complete'"))
        self.listen()

    def listen(self) -> None:
        """Take what the page has said so far, and hear what it says from now on."""
        self.said += self.js("const said = window.heard || []; window.heard &&= []; return said")
        self.js(LISTEN)
        if isinstance(self.driver.command_executor, Marionette):
            self.said += self.driver.command_executor.chrome("return window.heard.splice(0)")

    def one(self, css: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def click(self, css: str) -> None:
        """Press the first such thing, in the middle of the window, where no bar is above it."""
        node = self.one(css)
        middle = "(node.closest('select') || node).scrollIntoView({ block: 'center' })"
        self.js(f"const node = arguments[0]; {middle}", node)
        node.click()

    def focus(self, css: str) -> None:
        self.js("arguments[0].focus()", self.one(css))

    def press(self, *keys: str) -> None:
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def shown(self, css: str) -> bool:
        return bool(
            self.js(
                "const node = document.querySelector(arguments[0]);"
                "return node !== null && node.getClientRects().length > 0",
                css,
            )
        )

    def text(self, css: str) -> str:
        """What stands there, as one line."""
        said = self.js("return document.querySelector(arguments[0]).innerText", css)
        return " ".join(str(said).split())

    def focused(self, css: str) -> bool:
        return bool(self.js("return document.activeElement.matches(arguments[0])", css))

    def until(self, true: Callable[[], Any], seconds: float = 10) -> Any:
        """Wait until something is so; the page may be another one meanwhile."""
        end = time.monotonic() + seconds
        while True:
            try:
                got = true()
            except WebDriverException:
                got = None
            if got or time.monotonic() > end:
                assert got, "it did not become so"
                return got
            time.sleep(0.05)


@contextmanager
def start(name: str, folder: Path) -> Iterator[Engine]:
    """An engine with a profile of its own, as narrow as a phone."""
    downloads = folder / "downloads"
    downloads.mkdir(parents=True)
    with (_firefox if name == "firefox" else _webkit)(folder, downloads) as driver:
        driver.set_script_timeout(30)
        driver.file_detector = UselessFileDetector()  # the files are on this machine
        yield Engine(name, driver, downloads)


@contextmanager
def _firefox(folder: Path, downloads: Path) -> Iterator[webdriver.Remote]:
    lines = {**PREFERENCES, "browser.download.dir": str(downloads)}.items()
    text = "".join(f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in lines)
    (folder / "user.js").write_text(text, encoding="utf-8")
    found = firefox()
    assert found
    command = [found, "-headless", "-no-remote", "-marionette", "-remote-allow-system-access"]
    run = subprocess.Popen(
        [*command, "-profile", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        note = folder / "MarionetteActivePort"
        for _ in range(600):
            if note.is_file() and note.read_text("utf-8").strip():
                break
            assert run.poll() is None, "Firefox stopped"
            time.sleep(0.1)
        link = Marionette(int(note.read_text("utf-8")))
        driver = webdriver.Remote(command_executor=link, options=FirefoxOptions())
        link.chrome(ATTEND, INSIDE)
        link.chrome(NARROW, WIDTH, HEIGHT)
        yield driver
        driver.quit()
    finally:
        run.terminate()
        run.wait(20)


@contextmanager
def _webkit(folder: Path, downloads: Path) -> Iterator[webdriver.Remote]:
    (folder / "gtk-3.0").mkdir()
    (folder / "gtk-3.0" / "gtk.css").write_text(SMALL, encoding="utf-8")
    dirs = f'XDG_DOWNLOAD_DIR="{downloads}"\n'
    (folder / "user-dirs.dirs").write_text(dirs, encoding="utf-8")
    with _display() as display:
        env = {
            **os.environ,
            "DISPLAY": display,
            "XDG_CONFIG_HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "http_proxy": f"http://{NOWHERE}",
            "https_proxy": f"http://{NOWHERE}",
            "no_proxy": "127.0.0.1",
        }
        service = WebKitService(shutil.which("WebKitWebDriver"), env=env)
        options = WebKitOptions()
        options.binary_location = minibrowser()
        options.add_argument("--automation")
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            driver.set_window_rect(0, 0, WIDTH, HEIGHT)
            yield driver
        finally:
            driver.quit()


@contextmanager
def _display() -> Iterator[str]:
    """A screen that nobody sees."""
    run = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert run.stdout
        yield f":{run.stdout.readline().decode().strip()}"
    finally:
        run.terminate()
        run.wait(20)
