#!/usr/bin/env python3
"""The one entry for a newcomer: ``python3 scripts/course.py serve`` or ``… test``.

Uses the standard library alone. It makes the environment in ``.venv`` when it is missing or
when the requirements changed, then hands over to the library's own command line.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
# where a virtual environment keeps its Python, by the name of the system
INSIDE = {"nt": "Scripts/python.exe", "posix": "bin/python"}
PYTHON = VENV / INSIDE[os.name]
OLDEST = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# commands and options that need the tools of a developer as well as the book's
WITH_TOOLS = {"test", "lab", "live", "screenshots", "--spelling", "--guessers"}
WITH_BROWSER = {"test", "screenshots"}
# Debian's names of the other engines that the tests drive where they are, and a program of each
ENGINES = {"firefox-esr": "firefox-esr", "webkit2gtk-driver": "WebKitWebDriver", "xvfb": "Xvfb"}


def say(line: str) -> None:
    """Say what is being done, at once."""
    print(line, file=sys.stderr, flush=True)


def stop(line: str) -> None:
    """Say what went wrong and what to do; end with the code of a failure."""
    say(line)
    sys.exit(2)


def run(command: list[str], **more: object) -> int:
    """Run a command and return its exit code."""
    return subprocess.run(command, check=False, **more).returncode  # type: ignore[call-overload]


def make_venv() -> None:
    """Make the virtual environment; on a bare Debian fetch the module for it first."""
    say(f"making the environment in {VENV.name}")
    if run([sys.executable, "-m", "venv", str(VENV)], stdout=subprocess.DEVNULL) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if can_apt():
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if apt(version) and run([sys.executable, "-m", "venv", str(VENV)]) == 0:
            return
    stop(
        "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv\n"
        "then run this command again."
    )


def can_apt() -> bool:
    """Tell whether we may install Debian packages without asking anybody."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


@cache
def apt_list() -> None:
    """Fetch the list of Debian's packages, once."""
    run(["apt-get", "update", "-qq"])


def apt(package: str) -> bool:
    """Install one Debian package."""
    say(f"installing {package} with apt-get")
    apt_list()
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return (
        run(["apt-get", "install", "-y", "-qq", package], env=quiet, stdout=subprocess.DEVNULL) == 0
    )


def mark_of(files: list[Path]) -> str:
    """Hash what an environment was made from."""
    seen = hashlib.sha256(str(sys.version_info[:2]).encode())
    for file in [*files, ROOT / "pyproject.toml"]:
        seen.update(file.read_bytes())
    return seen.hexdigest()


def make_environment(tools: bool) -> None:
    """Install what is needed; an interrupted install goes on where it stopped."""
    files = [ROOT / "requirements.txt"] + ([ROOT / "requirements-dev.txt"] if tools else [])
    note = VENV / ("course-tools.stamp" if tools else "course.stamp")
    mark = mark_of(files)
    if PYTHON.exists() and note.is_file() and note.read_text("utf-8") == mark:
        return
    if not PYTHON.exists():
        make_venv()
    lines = sum(1 for f in files for line in f.read_text("utf-8").splitlines() if "==" in line)
    say(f"installing {lines} packages; the first time takes some minutes")
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    wanted = [part for file in files for part in ("-r", str(file))]
    code = run([*pip, *wanted, "--progress-bar", "on" if sys.stderr.isatty() else "off", "-q"])
    code = code or run([*pip, "-q", "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    if code:
        stop(
            "The packages could not be installed. Is there a network? What is installed is kept:\n"
            "run the same command again to go on."
        )
    note.write_text(mark, encoding="utf-8")


def find_browser() -> None:
    """Find or install a Chromium for the tests and tell them where it is."""
    if os.environ.get("PENDAMPING_CHROMIUM"):
        return
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found and can_apt() and apt("chromium"):
        found = shutil.which("chromium")
    if not found:
        say("installing Playwright's own Chromium")
        asked = (
            "import playwright.sync_api as p\n"
            "with p.sync_playwright() as own: print(own.chromium.executable_path)"
        )
        if run([str(PYTHON), "-m", "playwright", "install", "chromium"]) == 0:
            said = subprocess.run(
                [str(PYTHON), "-c", asked], capture_output=True, text=True, check=False
            )
            found = said.stdout.strip() or None
    if not found:
        stop(
            "The tests need Chromium and it could not be installed here. Install Chromium or\n"
            "Chrome yourself, or set PENDAMPING_CHROMIUM to the path of one, then run this\n"
            "command again."
        )
    os.environ["PENDAMPING_CHROMIUM"] = str(found)


def find_engines() -> None:
    """Install the other engines where nobody need be asked; without one its tests are skipped."""
    for package, program in ENGINES.items():
        if not shutil.which(program) and can_apt() and not apt(package):
            say(f"{package} could not be installed; the tests that need it are skipped")


def main(argv: list[str]) -> int:
    """Make what is missing, then hand over."""
    if sys.version_info < OLDEST:
        stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    command = next((part for part in argv if not part.startswith("-")), "")
    make_environment(command in WITH_TOOLS or not WITH_TOOLS.isdisjoint(argv))
    if command in WITH_BROWSER:
        find_browser()
    if command == "test":
        find_engines()
    if command == "screenshots":
        return run([str(PYTHON), str(ROOT / "scripts" / "screenshots.py")], cwd=ROOT)
    return run([str(PYTHON), "-m", "pendamping", *(argv or ["--help"])], cwd=ROOT)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        stop("stopped")
