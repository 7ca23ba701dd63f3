"""Packages of the npm registry, fetched once over HTTPS and known by their hash; without Node.

Only `live` and `lite` need some; nothing of them is part of the repository or of the site.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import shutil
import tarfile
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

REGISTRY = "https://registry.npmjs.org"
TIMEOUT = 60
BLOCK = 256 * 1024
OFTEN = 2_000_000  # bytes between two lines of progress

Say = Callable[[str], None]


class NotFetched(Exception):
    """A file could not be had, or is not the pinned one; the message says what to do."""


class Unreachable(NotFetched):
    """The registry did not answer."""


@dataclass(frozen=True)
class Package:
    """A pinned package and the files of it that are wanted.

    Attributes
    ----------
    name, version : str
        As the registry knows it.
    sha512 : str
        The registry's ``dist.integrity`` without its prefix.
    members : tuple of str
        Patterns of paths below the archive's ``package/``.
    """

    name: str
    version: str
    sha512: str
    members: tuple[str, ...]

    @property
    def folder(self) -> str:
        """The name of its folder here; it carries the version, so that a new pin is fetched."""
        return f"{self.name.rpartition('/')[2]}-{self.version}"


def fetch(package: Package, cache: Path, say: Say) -> Path:
    """Return a folder with the wanted files of a package, fetched if they are not there.

    Parameters
    ----------
    package : Package
    cache : Path
        The folder in which the package's own is made.
    say : callable
        Called with one line of progress at a time.

    Raises
    ------
    Unreachable
        If the registry does not answer.
    NotFetched
        If what it sends is not what was pinned, or cannot be unpacked. Nothing is kept then.
    """
    folder = cache / package.folder
    if not folder.is_dir():
        say(f"fetching {package.name} {package.version}, once")
        registry = os.environ.get("npm_config_registry") or REGISTRY  # noqa: SIM112 - npm's own name
        sent = _download(f"{registry.rstrip('/')}/{package.name}/-/{package.folder}.tgz", say)
        check(sent, "sha512", package.sha512, f"{package.name} {package.version}")
        _unpack(sent, package, folder)
    return folder


def check(raw: bytes, kind: str, wanted: str, name: str) -> None:
    """Look whether a file's hash is the wanted one (in hex, or in base64 as npm writes it).

    Raises
    ------
    NotFetched
        If it is not.
    """
    digest = hashlib.new(kind, raw).digest()
    if wanted not in (digest.hex(), base64.b64encode(digest).decode()):
        raise NotFetched(
            f"{name} is not what was pinned ({kind} is {digest.hex()[:16]}…); nothing was kept.\n"
            "Fetch it again, perhaps from another network or registry."
        )


def _download(url: str, say: Say) -> bytes:
    if not url.startswith(("https://", "http://")):
        raise NotFetched(f"{url} is no web address; look at npm_config_registry")
    got, said = io.BytesIO(), 0
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:  # noqa: S310 - looked at above
            whole = int(answer.headers.get("Content-Length") or 0)
            while block := answer.read(BLOCK):
                got.write(block)
                if got.tell() - said >= OFTEN:
                    said = got.tell()
                    say(f"fetched {said / 1e6:.0f} of {whole / 1e6:.0f} MB")
    except (OSError, ValueError) as error:  # URLError is an OSError
        raise Unreachable(
            f"{url} could not be fetched ({getattr(error, 'reason', error)}). Is there a network?\n"
            "It is needed the first time only. A registry of your own: set npm_config_registry."
        ) from error
    return got.getvalue()


def _unpack(archive: bytes, package: Package, folder: Path) -> None:
    """Write the wanted files under their last names; no path of the archive is used."""
    found: dict[str, bytes] = {}
    unmet = set(package.members)
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as box:
            for member in box:
                path = member.name.removeprefix("package/")
                met = {wanted for wanted in package.members if fnmatch(path, wanted)}
                content = box.extractfile(member) if member.isreg() and met else None
                if content:
                    found[Path(path).name] = content.read()
                    unmet -= met
    except (tarfile.TarError, OSError, EOFError) as error:
        raise NotFetched(f"the archive of {package.name} cannot be read: {error}") from error
    if unmet:
        raise NotFetched(f"the archive of {package.name} has no {', '.join(sorted(unmet))}")
    aside = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    for name, raw in found.items():
        (aside / name).write_bytes(raw)
    aside.rename(folder)
