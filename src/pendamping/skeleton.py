"""A commented skeleton for a new question or case."""

from __future__ import annotations

import re
from pathlib import Path

ITEM = """\
key: {key}
kind: single                  # single multiple order match cloze judgement reflect: docs/format.md
objective:                    # a key of exercises/objectives.yaml
level: apply                  # understand | apply | judge
domain: D1                    # D1 … D8
sources:                      # source#fact, from exercises/evidence.yaml
  -
review: draft                 # reviewed, once people other than you have judged the key
stem:                         # who, where, what he says or does; then the question; under 90 words
  id: |

  en: |

options:                      # similar in length and warmth; the key is not the longest
  - key: first-option         # a word, not a letter
    correct: true
    text:
      id: |

      en: |

    why:                      # what it would do to this man, now
      id: |

      en: |

  - key: second-option
    misconception:            # a key of exercises/misconceptions.yaml
    text:
      id: |

      en: |

    why:
      id: |

      en: |

  - key: third-option
    misconception:
    text:
      id: |

      en: |

    why:
      id: |

      en: |

"""

PAIR = "\n{0}  id: |\n\n{0}  en: |\n"
VIGNETTE = """\
key: {key}
module: "{module}"
title:{p0}content:           # what it touches, minutes, what may be skipped{p0}sources: []
people:                       # fictional, with a will of their own
  - key: person
    name:
    about:{p4}meters: {{safety: 2, trust: 1, choice: 1, follow-through: 1}}
flags: []
start: opening
scenes:
  - key: opening
    title:{p4}    text:{p4}    choices:
      - key: first-choice
        text:{p8}        why:{p8}        rating: helpful  # helpful | mixed | unhelpful | unsafe
        to: the-end
  - key: the-end
    ending: good              # good | mixed | poor
    title:{p4}    text:{p4}    debrief:{p4}rules: []
walks:
  - ends: the-end
    choices: [first-choice]
debrief:
  panel:{p2}  survivors:{p2}  roleplay:
    client:{p4}    worker:{p4}    observer:{p4}  supervision:{p2}"""


def write(root: Path, what: str, key: str, module: str) -> Path:
    """Write a skeleton.

    Parameters
    ----------
    root : Path
        The course folder.
    what : {"item", "vignette"}
        What to make.
    key : str
        Its key, which is its file name.
    module : str
        Two digits.

    Returns
    -------
    Path
        The new file.

    Raises
    ------
    ValueError
        If the key or the module is malformed.
    FileExistsError
        If there is such a file already; it is left as it is.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) or len(key) > 64:
        raise ValueError(f"{key!r} is not a key: lower-case English words joined by hyphens")
    if not re.fullmatch(r"[0-9]{2}", module):
        raise ValueError(f"{module!r} is not a module: two digits, such as 05")
    pairs = {f"p{n}": PAIR.format(" " * n) for n in (0, 2, 4, 8)}
    if what == "item":
        file = root / "exercises" / "items" / module / f"{key}.yaml"
        text = ITEM.format(key=key)
    else:
        file = root / "exercises" / "vignettes" / f"{key}.yaml"
        text = VIGNETTE.format(key=key, module=module, **pairs)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    return file
