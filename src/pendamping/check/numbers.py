"""Numbers of a text in one language, so that both languages can be compared.

Indonesian writes 35,5 and 1.015 where English writes 35.5 and 1,015. An hour has a point in
both, and English may say it: `Pukul 23.15` is `a quarter past eleven`.
"""

from __future__ import annotations

import re
from collections import Counter

from pendamping.text import LANGS, Lang

_DECIMAL: dict[Lang, str] = {"id": ",", "en": "."}
_THOUSANDS: dict[Lang, str] = {"id": ".", "en": ","}
_WORDS: dict[Lang, list[str]] = {
    "id": [
        *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
        *("sepuluh", "sebelas", "dua belas"),
    ],
    "en": [
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("eleven", "twelve"),
    ],
}
_DAY = "1 × 24 jam"  # as Indonesian law says it; in English a day, or 24 hours
_MAYBE = re.compile(r"[\d{]")
_TOKEN = re.compile(r"(?<!\w)\d+(?:[.,:]\d+)*|\{[a-z-]+\}")

_HOURS = {word: hour for hour, word in enumerate(_WORDS["en"])} | {"midnight": 12, "noon": 12}
_MINUTES = {"a quarter": 15, "quarter": 15, "half": 30, "five": 5, "ten": 10, "twenty": 20}
_HOUR = "|".join(_HOURS)
# in digits only with "past": "11 to 1" is a proportion
_PAST = re.compile(
    rf"\b({'|'.join(_MINUTES)}|twenty-five) (past|to) ({_HOUR})\b"
    r"|(?<![\d.,])([0-5]?\d) past (1?\d)\b",
    re.IGNORECASE,
)
_SHARP = re.compile(
    rf"\b({_HOUR}) (?:o['’]clock|in the (?:morning|afternoon|evening)|at night)", re.IGNORECASE
)
_PUKUL = re.compile(rf"\b(pukul|jam|setengah) ({'|'.join(_WORDS['id'][1:])})\b", re.IGNORECASE)


def differences(texts: dict[Lang, str]) -> dict[Lang, list[str]]:
    """Return the numbers that only one language has, as they stand there."""
    if not any(_MAYBE.search(texts[lang]) for lang in LANGS):  # as in most texts
        return {lang: [] for lang in LANGS}
    found = {lang: _numbers(texts[lang], lang) for lang in LANGS}
    only: dict[Lang, list[str]] = {}
    for lang, other in zip(LANGS, reversed(LANGS), strict=True):
        missing = Counter(value for value, _ in found[lang])
        missing -= Counter(value for value, _ in found[other])
        missing = Counter({v: n for v, n in missing.items() if not _says(texts[other], other, v)})
        only[lang] = [shown for value, shown in found[lang] if missing[value] > 0]
    return only


def _numbers(text: str, lang: Lang) -> list[tuple[str, str]]:
    """Return each number of a text: its value, the same in every language, and how it stands."""
    text = text.replace(_DAY, "")
    if lang == "en":  # `20 past 11` is one time, not two numbers
        text = _PAST.sub("", text)
    return [(_value(token, lang), token) for token in _TOKEN.findall(text)]


def _value(token: str, lang: Lang) -> str:
    decimal, thousands = re.escape(_DECIMAL[lang]), re.escape(_THOUSANDS[lang])
    if re.fullmatch(rf"\d{{1,3}}(?:{thousands}\d{{3}})+(?:{decimal}\d+)?", token):
        token = token.replace(_THOUSANDS[lang], "")
    # 5,25 is 5.25 in English, which looks like an hour; so both are taken for one
    for clock in (r"(\d{1,2})[.:]([0-5]\d)", rf"(\d{{1,2}}){decimal}([0-5]\d)"):
        hour = re.fullmatch(clock, token)
        if hour and int(hour[1]) < 25:
            return _time(int(hour[1]), int(hour[2]))
    parts = re.fullmatch(rf"(\d+){decimal}(\d+)", token)
    return f"{parts[1]}|{parts[2]}" if parts else token


def _time(hour: int, minute: int) -> str:
    """Return a time of the twelve-hour clock: 23.15 and 11.15 at night are the same."""
    return f"{hour % 12}:{minute:02}"


def _says(text: str, lang: Lang, value: str) -> bool:
    """Tell whether a text has a number in words."""
    for number, word in enumerate(_WORDS[lang]):
        if value == str(number) and re.search(rf"\b{word}\b", text, re.IGNORECASE):
            return True
    return value in (_spoken_id(text) if lang == "id" else _spoken_en(text))


def _spoken_en(text: str) -> set[str]:
    times = {_time(_HOURS[sharp[1].lower()], 0) for sharp in _SHARP.finditer(text)}
    times |= {_time(0, 0)} if re.search(r"\b(?:midnight|noon)\b", text, re.IGNORECASE) else set()
    for minutes, way, hours, digits, hour in _PAST.findall(text):
        if digits:
            times.add(_time(int(hour), int(digits)))
            continue
        minute, full = _MINUTES.get(minutes.lower(), 25), _HOURS[hours.lower()]
        times.add(_time(full, minute) if way.lower() == "past" else _time(full - 1, 60 - minute))
    return times


def _spoken_id(text: str) -> set[str]:
    times = {"24"} if _DAY in text else set()
    for said in _PUKUL.finditer(text):
        hour = _WORDS["id"].index(said[2].lower())
        half = said[1].lower() == "setengah"  # setengah tujuh is half past six
        times.add(_time(hour - 1, 30) if half else _time(hour, 0))
    return times
