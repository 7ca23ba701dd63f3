"""What guessers get out of the banks, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pendamping import guessers
from pendamping.check.bank import questions
from pendamping.guessers import JUDGED_FROM, Question, Result
from pendamping.load import Course
from pendamping.text import LANGS, Lang

# what each guesser does, and the words of the table
NAMES: dict[str, tuple[str, str]] = {
    "longest": ("terpanjang", "longest"),
    "shortest": ("terpendek", "shortest"),
    "hedged": ("paling hati-hati", "most hedged"),
    "warmest": ("terhangat", "warmest"),
    "alike": ("paling mirip soal", "most like the stem"),
    "first": ("selalu pertama", "always first"),
    "middle": ("selalu tengah", "always middle"),
    "last": ("selalu terakhir", "always last"),
    "learned": ("belajar dari modul lain", "learned elsewhere"),
}
HEAD = (
    "modul   bhs  penebak                  tepat  peluang  95 %",
    "module  lang guesser                  hits   chance   95 %",
)
ABOVE = ("di atas peluang", "above chance")
BELOW = ("di bawah peluang: kebalikannya berguna", "below chance: the opposite pays")
SMALL = (
    f"bank di bawah {JUDGED_FROM} soal: tidak dinilai",
    f"bank under {JUDGED_FROM} questions: not judged",
)
GIST = (
    "yang dipelajari ({lang}): kunci berbunyi {keys}; pengecoh berbunyi {others}",
    "what it learned ({lang}): keys say {keys}; distractors say {others}",
)
FED = (
    "penebak '{name}' ({lang}) mengenai kunci ini",
    "the guesser '{name}' ({lang}) hits this key",
)


@dataclass(frozen=True)
class Play:
    """One guesser in one bank and one language."""

    bank: tuple[Question, ...]
    lang: Lang
    habit: str
    result: Result

    @property
    def fails(self) -> bool:
        """Tell whether the habit pays in a bank that is large enough to say so."""
        return self.result.pays and len(self.bank) >= JUDGED_FROM


def plays(course: Course) -> list[Play]:
    """Let every guesser play every bank in every language.

    Parameters
    ----------
    course : Course
        A loaded course.

    Returns
    -------
    list of Play
        By bank, language and guesser.

    Raises
    ------
    pendamping.guessers.InstrumentMissing
        If scikit-learn and SciPy are not there.
    """
    asked = {lang: questions(course, lang, placed=True) for lang in LANGS}
    habits = {
        lang: guessers.habits(course.cues.to(lang)) | {"learned": guessers.learned(asked[lang])}
        for lang in LANGS
    }
    return [
        Play(bank, lang, name, guessers.play(bank, habit))
        for folder in sorted({question.bank for question in asked[LANGS[0]]})
        for lang in LANGS
        for bank in [tuple(q for q in asked[lang] if q.bank == folder)]
        for name, habit in habits[lang].items()
    ]


def lines(played: list[Play], lang: Lang) -> Iterator[str]:
    """Yield a table, what the classifier learned, and each key that feeds a guesser who wins.

    Parameters
    ----------
    played : list of Play
        What `plays` returns.
    lang : {"id", "en"}
        Language of the words.
    """
    here = LANGS.index(lang)
    yield HEAD[here]
    for play in played:
        yield _row(play, here)
    learnt = [play for play in played if play.habit == "learned"]
    for known in LANGS:
        mine = [play for play in learnt if play.lang == known]
        if any(play.fails for play in mine):
            keys, others = guessers.traits([q for play in mine for q in play.bank])
            yield GIST[here].format(lang=known, keys=_list(keys), others=_list(others))
    for play in played:
        where = {question.key: question.at for question in play.bank}
        for key, place in play.result.fed if play.fails else ():
            said = FED[here].format(name=NAMES[play.habit][here], lang=play.lang)
            yield f"{where[key][place]}: {said}"


def _list(said: list[str]) -> str:
    return ", ".join(f"'{part}'" for part in said)


def _row(play: Play, here: int) -> str:
    result = play.result
    head = f"{play.bank[0].bank:<7} {play.lang:<4} {NAMES[play.habit][here]:<24}"
    if not result.n:
        return f"{head} –"
    hits = f"{result.hits:.1f}".removesuffix(".0")
    hits = hits.replace(".", ",") if LANGS[here] == "id" else hits
    low, high = round(100 * result.low), round(100 * result.high)
    row = f"{head} {hits:>4}/{result.n:<3} {100 * result.chance:>4.0f} %  {low:>3}–{high} %"
    if len(play.bank) < JUDGED_FROM:
        return f"{row}  {SMALL[here]}"
    mark = ABOVE[here] if result.pays else BELOW[here] if result.high < result.chance else ""
    return f"{row}  {mark}".rstrip()
