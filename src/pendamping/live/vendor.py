"""The browser's half of ipywidgets, fetched once from the npm registry, without Node.

It is not part of the repository or of the site: only ``live`` needs it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import tarfile
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

REGISTRY = "https://registry.npmjs.org"
TIMEOUT = 60


class NoVendor(Exception):
    """A package could not be fetched; the message says what to do."""


class Unreachable(NoVendor):
    """The registry did not answer."""


@dataclass(frozen=True)
class Package:
    """A pinned package and the files of it that are served.

    Attributes
    ----------
    name, version : str
        As the registry knows it.
    sha512 : str
        The registry's ``dist.integrity`` without its prefix.
    members : tuple of str
        Patterns of paths inside the archive.
    """

    name: str
    version: str
    sha512: str
    members: tuple[str, ...]

    @property
    def tarball(self) -> str:
        """Its address below a registry."""
        return f"{self.name}/-/{self.folder}.tgz"

    @property
    def folder(self) -> str:
        """The name of its folder here; it carries the version, so that a new pin is fetched."""
        return f"{self.name.rpartition('/')[2]}-{self.version}"


# html-manager 1.0.15 is the twin of ipywidgets 8.1 in requirements.txt
WIDGETS = Package(
    "@jupyter-widgets/html-manager",
    "1.0.15",
    "5thBIV6ymNgmPVOHvzx+gGy8ZSKmSazhtGw4/c4xJDVzRhG9PTeQsRjF3FUTopvFi//SABeNz1yp47bCrJ3CQA==",
    ("package/dist/libembed-amd.js", "package/dist/*.woff2"),
)
REQUIRE = Package(
    "requirejs",
    "2.3.8",
    "7/cTSLOdYkNBNJcDMWf+luFvMriVm7eYxp4BcFCsAX0wF421Vyce5SXP17c+Jd5otXKGNehIonFlyQXSowL6Mw==",
    ("package/require.js",),
)


def vendor(folder: Path, *, say: Callable[[str], None]) -> None:
    """Put the files of both packages into a folder, unless they are there.

    Parameters
    ----------
    folder : Path
        Where the files go.
    say : callable
        Called with one line of progress at a time.

    Raises
    ------
    Unreachable
        If the registry cannot be reached.
    NoVendor
        If what it sends is not what was pinned.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for package in (REQUIRE, WIDGETS):
        if not (folder / package.folder).is_dir():
            say(f"fetching {package.name} {package.version}, once")
            _unpack(package, _fetch(package), folder)


def _fetch(package: Package) -> bytes:
    registry = os.environ.get("npm_config_registry", REGISTRY)  # noqa: SIM112 - npm's own name
    url = f"{registry.rstrip('/')}/{package.tarball}"
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:  # noqa: S310 - https or the user's own
            sent: bytes = answer.read()
    except (OSError, ValueError) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        raise Unreachable(
            f"{url} could not be fetched ({reason}). The first `live` needs a network, later ones\n"
            "do not. If your network has a registry of its own, set npm_config_registry to it."
        ) from error
    return sent


def _unpack(package: Package, sent: bytes, folder: Path) -> None:
    """Write the files that we want under their last names; no path of the archive is used."""
    if base64.b64encode(hashlib.sha512(sent).digest()).decode() != package.sha512:
        raise NoVendor(
            f"{package.name} {package.version} is not what was pinned (sha512 differs); "
            "nothing was kept. Try another network or registry."
        )
    with (
        tempfile.TemporaryDirectory(dir=folder) as aside,
        tarfile.open(fileobj=io.BytesIO(sent), mode="r:gz") as archive,
    ):
        whole = Path(aside) / "whole"
        whole.mkdir()
        for member in archive:
            if any(fnmatch(member.name, wanted) for wanted in package.members):
                content = archive.extractfile(member)
                assert content is not None, member.name
                (whole / Path(member.name).name).write_bytes(content.read())
        whole.rename(folder / package.folder)
