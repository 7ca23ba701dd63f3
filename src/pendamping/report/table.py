"""Tables of plain words and numbers: for a terminal, and in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

Cell = str | int


def text(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return a table for a terminal; columns of numbers stand to the right."""
    right = [_is_numbers(rows, column) for column in range(len(head))]
    lines = [[*head], *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if numbers else cell.ljust(width)
            for cell, width, numbers in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    )


def markdown(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return the same table in Markdown."""
    rule = ["--:" if _is_numbers(rows, column) else ":--" for column in range(len(head))]
    lines = [[*head], rule, *([_safe(str(cell)) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _is_numbers(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    cells = [str(row[column]) for row in rows]
    return bool(cells) and all(cell[:1].isdigit() or cell in ("", "·") for cell in cells)


def _safe(cell: str) -> str:
    return cell.replace("|", "\\|")
