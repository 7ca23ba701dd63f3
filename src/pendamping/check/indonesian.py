"""A thin layer over the Indonesian dictionary: what may be built from the words that it has.

It knows `meninggalkan`, not each of `tinggalkan`, `ditinggalkan`, `tinggalkanlah`. It does not
know every noun with `-nya`. It must not know `dirumah`, which is `di rumah`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# what stands before a first letter in the form with me-
_ME = {
    **dict.fromkeys("aiueoghq", "meng"),
    **dict.fromkeys("lmnrwy", "me"),
    **dict.fromkeys("bfv", "mem"),
    **dict.fromkeys("cdjz", "men"),
}
# letters that go in it, and that stay in loans and after per-
_ME_INSTEAD = {
    "k": ("meng", "mengk"),
    "p": ("mem", "memp"),
    "s": ("meny", "mens"),
    "t": ("men", "ment"),
}
_PLACES = {"atas", "bawah", "samping", "dalam", "luar", "depan", "belakang", "antara"}
_CLITIC = re.compile(r"-?(?:nya|ku|mu)$|(?:lah|kah|pun)$")


@dataclass(frozen=True)
class Stems:
    """What a word may be built from.

    Attributes
    ----------
    bare : list of str
        The word without what hangs on its end: known if this is a word, or is listed.
    sure : list of str
        Forms of which the word is another: known if one is in the dictionary.
    """

    bare: list[str]
    sure: list[str]


def active(stem: str) -> list[str]:
    """Return the forms of a stem with me-: `tinggal` gives `meninggal`."""
    if stem[:1] in _ME_INSTEAD:
        return [begin + stem[1:] for begin in _ME_INSTEAD[stem[0]]]
    return [_ME.get(stem[:1], "me") + stem]


def stems(word: str) -> Stems:
    """Return what an Indonesian word may be built from."""
    low = word.lower()
    bare = [low]
    for _ in range(2):  # kata-kata-nya-lah
        bare.append(_CLITIC.sub("", bare[-1]))
    bare = [stem for stem in dict.fromkeys(bare) if len(stem) > 2]
    sure: list[str] = []
    for stem in bare:
        sure += active(stem)
        # `di` + any stem would know `dirumah`; places are left out, for there is `mengatas`
        if stem.startswith("di") and _CLITIC.sub("", stem[2:]) not in _PLACES:
            sure += active(stem[2:])
        for prefix in ("ter", "se"):
            rest = stem.removeprefix(prefix)
            if rest != stem and len(rest) > 3:
                sure += [rest, *(active(rest) if prefix == "ter" else [])]
        first, _, second = stem.rpartition("-")
        if first and first[1:].endswith(second[1:]):  # menebak-nebak: the second lost its me-
            sure.append(f"me{second}")
    # a name or an abbreviation keeps its capitals: `KTP-nya`
    return Stems([*bare, *(_CLITIC.sub("", word),)], sure)
