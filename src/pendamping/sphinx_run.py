"""Build one language with Sphinx, in a process of its own: ``ROOT WORK LANG``."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(argv: list[str]) -> int:
    """Run Sphinx; 0 if the book is whole and there was no warning."""
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx

    root, work, lang = Path(argv[0]), Path(argv[1]), argv[2]
    source = root / "book" / lang
    user = json.loads((work / f"{lang}.json").read_text(encoding="utf-8"))
    config, _ = get_final_config(
        user_yaml=user,
        cli_config={"latex_individualpages": False},
        sourcedir=source,
        raise_on_invalid=True,
    )
    config["external_toc_path"] = str(work / f"{lang}-toc.yml")
    app = Sphinx(
        srcdir=source,
        confdir=None,
        outdir=work / f"{lang}-html",
        doctreedir=work / f"{lang}-doctrees",
        buildername="html",
        confoverrides=config,
        warningiserror=True,
        keep_going=True,
        status=sys.stdout,
        warning=sys.stderr,
    )
    app.build()
    return int(app.statuscode)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
