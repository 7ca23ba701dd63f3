"""The search page's stemmer is the twin of the one that stems the index."""

from __future__ import annotations

import json
import re

import quickjs
import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from support import ROOT

CODE = ROOT / "src" / "pendamping" / "theme" / "stemmer_id.js"
PREFIX = ["", "me", "mem", "men", "meng", "meny", "pe", "pem", "pen", "peng", "peny", "di", "ke"]
PREFIX += ["ter", "ber", "be", "per", "pel", "bel", "se"]
SUFFIX = ["", "an", "kan", "i", "nya", "ku", "mu", "lah", "kah", "pun", "annya", "kanlah"]
ROOTS = st.text("aiueobcdgklmnprsty", min_size=1, max_size=9)


def in_script(words: list[str]) -> list[str]:
    context = quickjs.Context()
    context.eval(CODE.read_text(encoding="utf-8"))
    context.eval("var one = new Stemmer()")
    told = context.eval(
        f"JSON.stringify({json.dumps(words)}.map(function (w) {{ return one.stemWord(w); }}))"
    )
    found: list[str] = json.loads(told)
    return found


def in_index(words: list[str]) -> list[str]:
    stemmer = snowballstemmer.stemmer("indonesian")
    return [stemmer.stemWord(word) for word in words]


def test_the_words_of_the_course() -> None:
    text = " ".join(p.read_text("utf-8") for p in sorted((ROOT / "book" / "id").rglob("*.md")))
    words = sorted({word.lower() for word in re.findall(r"[A-Za-z]+", text)})
    assert len(words) > 2000
    assert in_script(words) == in_index(words)


@given(st.lists(st.tuples(st.sampled_from(PREFIX), ROOTS, st.sampled_from(SUFFIX)), min_size=1))
def test_drawn_words(parts: list[tuple[str, str, str]]) -> None:
    words = ["".join(part) for part in parts]
    assert in_script(words) == in_index(words)


def test_forms_of_one_word_find_each_other() -> None:
    forms = ["mendampingi", "pendampingan", "damping", "didampingi", "mendampinginya"]
    assert set(in_script(forms)) == {"damping"}
