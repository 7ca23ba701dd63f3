"""Guessers: players who answer a bank of questions without reading it.

Each follows one habit, such as taking the longest option, or the option that a classifier
trained on the *other* modules finds most like a key. A bank is sound if no habit pays.

What counts as one question, so that the number `n` is honest:

``single``
    One question; chance is one in the number of options.
``cloze``
    Each gap is one question, with the stem and the passage before it.
``multiple``
    One question, not one for each option, since the options of one question hang together:
    the guesser ticks one option; a hit if it is right. Chance is the share of right options.
``judgement``
    One question: the guesser names the best response; a hit if the panel rates none higher.
    Chance is the share of such responses.
``order``, ``match``, ``reflect``
    Not played: there are no options of which one is the answer.

Where a habit has nothing to go by (no option holds a warm word), the guesser does not play,
and the question is not in its `n`. Where it leaves several options equal, the hit is shared:
two of three equal, one of them right, is half a hit.

The interval is Clopper and Pearson's, 95 %, for the share of hits; chance is the mean over
the questions played. As their chances differ, hits vary a little less than the interval
allows, so it errs towards letting a bank pass.

The functions take plain data. This is the only module that imports scikit-learn and SciPy,
and only where they are used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pendamping.wording import alike, found, plain, words

JUDGED_FROM = 25  # questions in a bank; below, the interval is too wide to say anything

Scores = Sequence[float]
Habit = Callable[["Question"], Scores | None]


class InstrumentMissing(Exception):
    """scikit-learn and SciPy, which only the guessers need, are not installed."""


@dataclass(frozen=True)
class Question:
    """What a guesser sees, in one language, and what is right.

    Attributes
    ----------
    bank : str
        The folder that the question stands in, such as ``07-lab``.
    module : str
        Its module; the classifier never learns from the module that it plays.
    key : str
        Which question, or which gap of it.
    kind : str
        Kind of the question.
    stem : str
        What is asked.
    options : tuple of str
        In the order of the page.
    right : frozenset of int
        Places of the options that are hits; in a bank at least one, not all.
    at : tuple of str
        Where in its file each option stands, for reports.
    """

    bank: str
    module: str
    key: str
    kind: str
    stem: str
    options: tuple[str, ...]
    right: frozenset[int] = frozenset()
    at: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """How far a habit gets in a bank.

    Attributes
    ----------
    hits : float
        Questions answered rightly; shared hits make it fractional.
    n : int
        Questions that the guesser played.
    chance : float
        Expected share of hits of someone who draws lots.
    low, high : float
        95 % interval of the share of hits.
    fed : tuple of (str, int)
        The questions that fed it: key, and the place of the option that was a hit.
    """

    hits: float
    n: int
    chance: float
    low: float
    high: float
    fed: tuple[tuple[str, int], ...] = ()

    @property
    def pays(self) -> bool:
        """Tell whether the habit is above chance by more than its interval."""
        return self.low > self.chance


def habits(cues: Mapping[str, tuple[str, ...]]) -> dict[str, Habit]:
    """Return the habits that need no learning.

    Parameters
    ----------
    cues : mapping of str to tuple of str
        The lists ``hedges``, ``warmth`` and ``harmless`` of one language.

    Returns
    -------
    dict of str to Habit
        Name, and what gives each option of a question its score: the highest is taken.
    """

    def count(name: str) -> Habit:
        return lambda q: [len(found(o, cues[name], cues["harmless"])) for o in q.options]

    return {
        "longest": lambda q: [len(option) for option in q.options],
        "shortest": lambda q: [-len(option) for option in q.options],
        "hedged": count("hedges"),
        "warmest": count("warmth"),
        "alike": lambda q: [alike(q.stem, option) for option in q.options],
        "first": lambda q: [-place for place in range(len(q.options))],
        "middle": lambda q: [-abs(2 * p + 1 - len(q.options)) for p in range(len(q.options))],
        "last": lambda q: [*range(len(q.options))],
    }


def takes(scores: Scores) -> list[int]:
    """Return the places that share the highest score; none if all options do."""
    best = [place for place, score in enumerate(scores) if score == max(scores)]
    return best if len(best) < len(scores) else []


def play(questions: Sequence[Question], habit: Habit) -> Result:
    """Let a guesser play a bank.

    Parameters
    ----------
    questions : sequence of Question
        The bank.
    habit : Habit
        What scores the options of a question; None where it cannot play.

    Returns
    -------
    Result
    """
    hits = chance = 0.0
    n = 0
    fed: list[tuple[str, int]] = []
    for question in questions:
        taken = takes(habit(question) or ())
        if taken:
            n += 1
            chance += len(question.right) / len(question.options)
            hits += len(question.right.intersection(taken)) / len(taken)
            fed += [(question.key, place) for place in taken if place in question.right]
    low, high = interval(hits, n)
    return Result(hits, n, chance / n if n else 0.0, low, high, tuple(fed))


def interval(hits: float, n: int) -> tuple[float, float]:
    """Return Clopper and Pearson's 95 % interval of a share.

    Parameters
    ----------
    hits : float
        Hits; a fraction counts as such.
    n : int
        Out of how many.

    Returns
    -------
    low, high : float

    Raises
    ------
    InstrumentMissing
        If SciPy is not there.
    """
    try:
        from scipy.stats import beta
    except ImportError as error:
        raise InstrumentMissing from error
    low = float(beta.ppf(0.025, hits, n - hits + 1)) if hits else 0.0
    high = float(beta.ppf(0.975, hits + 1, n - hits)) if hits < n else 1.0
    return low, high


def learned(questions: Sequence[Question]) -> Habit:
    """Return the habit of a classifier that tells keys from distractors by wording alone.

    For each module a logistic regression on character n-grams and word n-grams of the
    options learns from all other modules, so it never meets what it plays.

    Parameters
    ----------
    questions : sequence of Question
        All banks, in one language.

    Returns
    -------
    Habit
        Plays the questions that it was given; None where no other module is there to learn from.

    Raises
    ------
    InstrumentMissing
        If scikit-learn is not there.
    """
    scores: dict[str, Scores] = {}
    for module in {question.module for question in questions}:
        others = [question for question in questions if question.module != module]
        if others:
            model = _fit(others)
            for question in questions:
                if question.module == module:
                    said = [plain(option) for option in question.options]
                    scores[question.key] = [float(s) for s in model.decision_function(said)]
    return lambda question: scores.get(question.key)


def traits(questions: Sequence[Question], count: int = 12) -> tuple[list[str], list[str]]:
    """Return what a classifier that has seen all banks goes by, for those who rewrite them.

    Parameters
    ----------
    questions : sequence of Question
        All banks, in one language.
    count : int
        How many of each.

    Returns
    -------
    keys, distractors : list of str
        The words, and pairs of words, that speak most for a key and for a distractor.
    """
    model = _fit(questions)
    weights = zip(model[0].get_feature_names_out(), model[-1].coef_[0], strict=True)
    grams = [(weight, name[7:]) for name, weight in weights if name.startswith("words__")]
    said = [gram for _, gram in sorted(grams, reverse=True)]
    return said[:count], said[::-1][:count]


def _grams(said: str) -> list[str]:
    """Return words and pairs of words; a text without any stands for itself."""
    single = words(said)
    return [*single, *(" ".join(pair) for pair in pairwise(single))] or [said]


def _fit(questions: Sequence[Question]) -> Any:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import FeatureUnion, make_pipeline
    except ImportError as error:
        raise InstrumentMissing from error
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    features = FeatureUnion(
        [("letters", letters), ("words", TfidfVectorizer(analyzer=_grams, sublinear_tf=True))]
    )
    model = make_pipeline(features, LogisticRegression(class_weight="balanced", max_iter=1000))
    said = [plain(option) for question in questions for option in question.options]
    right = [place in q.right for q in questions for place in range(len(q.options))]
    return model.fit(said, right)
