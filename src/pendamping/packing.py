"""The site without a network: an inventory for the service worker, and the site in one file."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pendamping.text import LANGS

INVENTORY = "offline.json"
# what the worker itself fetches afresh, so that a new version can be noticed
OUTSIDE = {INVENTORY, "sw.js", ".stamp"}
MAX_PACK = 25 * 1024 * 1024
FOLDER = "pendampingan"
# the same archive from the same site
WHEN = (2026, 1, 1, 0, 0, 0)
# what unpacks on Windows, Android and a stick with FAT: plain signs, no device's name, and room
# for the folder in the 260 signs of Windows
_PLAIN = re.compile(r"[A-Za-z0-9._-]*[A-Za-z0-9_-]")
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
MAX_NAME = 150


def inventory(site: Path, folders: dict[str, str]) -> dict[str, Any]:
    """List every file of a site with its size and hash, and which of them a module needs.

    Parameters
    ----------
    site : Path
        A complete site.
    folders : dict of str to str
        Key and chapter folder of each open module.

    Returns
    -------
    dict
        ``version`` (a hash of everything), ``files`` (path to size in bytes and SHA-256),
        ``modules`` (key to the paths that it needs beside the common ones), ``common``.
    """
    files: dict[str, list[int | str]] = {}
    for file in sorted(p for p in site.rglob("*") if p.is_file()):
        name = file.relative_to(site).as_posix()
        if name not in OUTSIDE:
            raw = file.read_bytes()
            files[name] = [len(raw), hashlib.sha256(raw).hexdigest()]
    modules = {
        key: [name for name in files if _belongs(site, name, folder)]
        for key, folder in folders.items()
    }
    special = {name for names in modules.values() for name in names}
    common = [name for name in files if name not in special]
    version = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:12]
    return {"version": version, "files": files, "common": common, "modules": modules}


def _belongs(site: Path, name: str, folder: str) -> bool:
    """Tell whether a file is a page of a module or a picture that only its pages show."""
    if any(name.startswith(f"{lang}/{folder}/") for lang in LANGS):
        return True
    lang, _, rest = name.partition("/")
    if not rest.startswith("_images/"):
        return False
    picture = rest.removeprefix("_images/")
    return any(picture in p.read_text("utf-8") for p in (site / lang / folder).glob("*.html"))


def pack(site: Path, target: Path, readme: str, more: Mapping[str, bytes]) -> int:
    """Write a site as one ZIP that opens from any folder.

    Parameters
    ----------
    site : Path
        A complete site.
    target : Path
        The file to write; written aside first, so that a broken one never stands there.
    readme : str
        A page for who unpacks it.
    more : mapping of str to bytes
        What lies beside the site, by its path: the course in one file, sheets to print.

    Returns
    -------
    int
        Size in bytes.

    Raises
    ------
    ValueError
        If it would be over 25 MB, or if a name does not unpack everywhere; nothing is written.
    """
    files = {p.relative_to(site).as_posix(): p for p in sorted(site.rglob("*")) if p.is_file()}
    kept = [n for n in files if n not in OUTSIDE and not n.endswith(".webmanifest")]
    if bad := unsafe([f"{FOLDER}/{name}" for name in (*kept, *more)]):
        raise ValueError(f"these names do not unpack on every device: {', '.join(bad)}")
    aside = target.with_name(f"{target.name}.part")
    try:
        _write(aside, readme, more, {name: files[name] for name in kept})
        size = aside.stat().st_size
        if size > MAX_PACK:
            raise ValueError(f"the course would weigh {size / 1e6:.1f} MB; the limit is 25 MB")
        aside.replace(target)
    finally:  # also of a full disk and of Ctrl-C nothing is left
        aside.unlink(missing_ok=True)
    return size


def _write(aside: Path, readme: str, more: Mapping[str, bytes], files: Mapping[str, Path]) -> None:
    with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _put(archive, f"{FOLDER}/BACA-README.html", readme.encode())
        for name, raw in sorted(more.items()):
            _put(archive, f"{FOLDER}/{name}", raw)
        for name, file in files.items():
            _put(archive, f"{FOLDER}/{name}", file.read_bytes())


def unsafe(names: Iterable[str]) -> list[str]:
    """Return the names that Windows, Android or a stick with FAT would not take."""
    seen: dict[str, str] = {}
    bad = []
    for name in names:
        plain = all(_PLAIN.fullmatch(p) and not _DEVICE.fullmatch(p) for p in name.split("/"))
        twin = seen.setdefault(name.lower(), name) != name  # one file where case does not count
        if not plain or twin or len(name) > MAX_NAME:
            bad.append(name)
    return bad


def _put(archive: zipfile.ZipFile, name: str, raw: bytes) -> None:
    entry = zipfile.ZipInfo(name, WHEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, raw)
