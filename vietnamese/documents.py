"""Numbers of official documents: 01-KL/TW, 17-CTr/ĐUK, 42/2022/NĐ-CP.

Finding them, keeping them whole, comparing them.
"""

import re
from typing import NamedTuple

from vietnamese.text import clean_line, fold

_PARTY = r"[0-9]{1,4}-[A-ZĐ][A-Za-zĐđ]{0,3}/[A-ZĐ]{2,6}(?:-[A-ZĐ]{2,6})?"
_STATE = r"[0-9]{1,5}/[12][0-9]{3}/[A-ZĐ][A-Za-zĐđ]{1,5}(?:-[A-ZĐ][A-ZĐa-zđ]{1,7})?[0-9]{0,2}"
_STATE_WITHOUT_YEAR = r"[0-9]{1,5}/[A-ZĐ][A-Za-zĐđ]{1,4}-[A-ZĐ][A-ZĐa-zđ]{1,7}"
_NUMBER = re.compile(rf"(?<![\w/-])(?:{_STATE}|{_PARTY}|{_STATE_WITHOUT_YEAR})(?!\w|[/-]\w)")
_PART = re.compile(r"[a-z0-9]+")
_SYMBOL = re.compile(r"[A-ZĐ][A-Za-zĐđ]*")


class Segment(NamedTuple):
    """A stretch of text; `is_number` says whether it is a document number."""

    text: str
    is_number: bool


def number_matches(text: str) -> list[re.Match[str]]:
    """Where document numbers stand in the text, in order."""
    return list(_NUMBER.finditer(text))


def document_numbers(text: str) -> list[str]:
    """The document numbers in the text as written, in order, each once.

    Finds Party numbers (35-NQ/TW, 17-CTr/ĐUK), State numbers (42/2022/NĐ-CP, 06/2022/QH15) and State numbers
    without a year (123/QĐ-UBND); never a part of a longer word, a date or a fraction.
    """
    return list(dict.fromkeys(match[0] for match in number_matches(text)))


def split_around_numbers(text: str) -> list[Segment]:
    """The text cut at its document numbers, so that a template can keep each on one line.

    Joined, it is the text again.
    """
    segments: list[Segment] = []
    position = 0
    for match in number_matches(text):
        if match.start() > position:
            segments.append(Segment(text[position : match.start()], False))
        segments.append(Segment(match[0], True))
        position = match.end()
    if position < len(text):
        segments.append(Segment(text[position:], False))
    return segments


def normalize_number(number: str) -> str:
    """One form for every spelling of a number.

    `01 - KL/TW`, `1-kl/tw` and `01-KL/TW` are all `1-kl-tw`. Đ counts as D.
    """
    parts = _PART.findall(fold(clean_line(number)))
    return "-".join(part.lstrip("0") or "0" if part.isdigit() else part for part in parts)


def asked_number(text: str) -> str:
    """The number that somebody asks for, in the one form that every way of typing it comes to; empty where there is none.

    `01-KL/TW`, `01kltw`, `1 kl tw`, `Kết luận số 01-KL/TW`: signs, spaces and words before it
    don't count. `1-kltw`; digits stay apart from digits.
    """
    plain = clean_line(text)
    numbers = document_numbers(plain)
    first = re.search("[0-9]", plain)
    if first is None:
        return ""
    parts = re.findall("[0-9]+|[a-z]+", fold(numbers[0] if numbers else plain[first.start() :]))
    found = ""
    for part in parts:
        apart = "-" if found and (part.isdigit() or found[-1].isdigit()) else ""
        found += apart + (part.lstrip("0") or "0" if part.isdigit() else part)
    return found


def number_symbol(number: str) -> str:
    """The letters that name the type in a number: `KL` in 01-KL/TW, `NĐ` in 42/2022/NĐ-CP; empty where it is no number."""
    match = _NUMBER.fullmatch(clean_line(number))
    if match is None:
        return ""
    last = match[0].rpartition("/")[2] if "-" not in match[0].partition("/")[0] else match[0].partition("/")[0]
    letters = _SYMBOL.search(last.partition("-")[2] if last[0].isdigit() else last)
    return letters[0] if letters else ""


def number_spellings(number: str) -> list[str]:
    """A number and how people write it otherwise: a State number without its year, TƯ for TW."""
    tidy = clean_line(number)
    found = [tidy]
    if match := re.fullmatch(r"([0-9]{1,5})/[12][0-9]{3}/(.+)", tidy):
        found.append(f"{match[1]}/{match[2]}")
    if tidy.endswith("/TW"):
        found.append(tidy.removesuffix("TW") + "TƯ")
    return found
