"""The site without a network: an inventory for the service worker, and the site in one file."""

from __future__ import annotations

import hashlib
import json
import zipfile
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


def pack(site: Path, target: Path, readme: str) -> int:
    """Write a site as one ZIP that opens from any folder.

    Parameters
    ----------
    site : Path
        A complete site.
    target : Path
        The file to write; written aside first, so that a broken one never stands there.
    readme : str
        A page for who unpacks it.

    Returns
    -------
    int
        Size in bytes.

    Raises
    ------
    ValueError
        If it would be over 25 MB; nothing is written.
    """
    aside = target.with_suffix(".part")
    with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _put(archive, f"{FOLDER}/BACA-README.html", readme.encode())
        for file in sorted(p for p in site.rglob("*") if p.is_file()):
            name = file.relative_to(site).as_posix()
            if name not in OUTSIDE and not name.endswith(".webmanifest"):
                _put(archive, f"{FOLDER}/{name}", file.read_bytes())
    size = aside.stat().st_size
    if size > MAX_PACK:
        aside.unlink()
        raise ValueError(f"the course would weigh {size / 1e6:.1f} MB; the limit is 25 MB")
    aside.replace(target)
    return size


def _put(archive: zipfile.ZipFile, name: str, raw: bytes) -> None:
    entry = zipfile.ZipInfo(name, WHEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, raw)
