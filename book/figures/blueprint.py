"""What each module asks for and what is there, counted when the page is built."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
from book.figures.style import RC, Picture

from pendamping.load import find_root, load
from pendamping.picture.blueprint import draw
from pendamping.report.blueprint import counts


def blueprint(lang: str) -> Picture:
    """Draw the blueprint of the course that this page stands in.

    Parameters
    ----------
    lang : {"id", "en"}
        Language of the words.

    Returns
    -------
    Picture
    """
    course = load(find_root(Path.cwd()))
    with plt.rc_context(RC):
        return Picture(draw(counts(course), "id" if lang == "id" else "en"))
