"""What a cell leaves in a built page: a reference, not a rendering.

The page adapter turns it into HTML when the page is written. So outputs can be kept
although questions change, and a page knows which files it depends on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MIME = "application/vnd.pendamping.reference+json"


@dataclass(frozen=True)
class Reference:
    """A question set, a case or the progress panel, named by key.

    Attributes
    ----------
    kind : str
        ``quiz``, ``vignette``, ``glossary``, ``progress`` or ``offline``.
    keys : tuple of str
        Question or set keys, or the key of the case.
    """

    kind: str
    keys: tuple[str, ...] = ()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        said = " ".join((self.kind, *self.keys))
        return {MIME: {"kind": self.kind, "keys": list(self.keys)}, "text/plain": said}

    def path(self) -> None:
        """Return nothing: while a page is being built, nobody has walked the case yet."""
