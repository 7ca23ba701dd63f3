"""Colours of the pictures, the same in each: those of the pages by day."""

from __future__ import annotations

from pendamping.model.vignette import Rating

INK, EDGE, GRID, PAPER, DUSK = "#1F2A30", "#7B868C", "#D9D5CB", "#F8F6F1", "#EEEDF7"
SEA = "#0B6170"
# a colour only repeats what a shape or a dash says
RATING: dict[Rating, str] = {
    "helpful": "#2A6B3D",
    "mixed": "#875300",
    "unhelpful": "#4C5A62",
    "unsafe": "#A2301C",
}
