"""The one search kernel: how any text, stored or typed, becomes tokens. Databases only keep what this makes.

The steps are clean_text → tokens → canonical spelling → fold. Each token has an exact and a folded form,
both made of `[a-z0-9]` only, so that SQLite's FTS5 (`unicode61 remove_diacritics 0`, or `ascii`) takes a
space-joined list of them as it is, and PostgreSQL takes them as lexemes written into a `tsvector` literal
without its parser: the same answers on both.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from vietnamese.documents import normalize_number
from vietnamese.syllables import canonical, is_bare_syllable
from vietnamese.text import clean_text, fold

MAX_TOKEN_LENGTH = 64
MAX_QUERY_LENGTH = 300
MAX_QUERY_TOKENS = 32

_LETTERS = "A-Za-zĐđ"
_TOKEN = re.compile(
    rf"""
      (?P<document>(?<![\w/-])[0-9]{{1,5}}
        (?: \ ?[-–]\ ?[{_LETTERS}]{{1,4}}\ ?/\ ?[{_LETTERS}]{{2,6}}(?:-[{_LETTERS}]{{2,6}})?
          | /[12][0-9]{{3}}/[{_LETTERS}]{{2,6}}(?:[-–][{_LETTERS}]{{2,8}})?[0-9]{{0,2}}
          | /[{_LETTERS}]{{2,5}}[-–][{_LETTERS}]{{2,8}}
        )(?!\w|[/-]\w))
    | (?P<grouped>(?<![\w.,/-])[0-9]{{1,3}}(?:\.[0-9]{{3}})+(?![\w/]|[.,][0-9]))
    | (?P<decimal>(?<![\w.,/-])[0-9]+,[0-9]+(?![\w/]|[.,][0-9]))
    | (?P<word>[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*)
    """,
    re.VERBOSE,
)
_QUOTED = re.compile(r'"([^"]*)"|“([^“”]*)”|„([^„“”]*)[“”]|«([^«»]*)»')
_NUMBER_AFTER_LETTER = re.compile(r"(?<=[^\W\d_])(?=[0-9])")
# Onsets that speakers of one region or another write for each other.
_SOUND_ALIKE = (("tr", "ch"), ("s", "x"), ("gi", "d"), ("gi", "r"), ("d", "r"), ("d", "v"), ("l", "n"), ("ngh", "ng"))
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST_FOREIGN = 5
_SHAPE_CODES = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
_TONE_CODES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}


class Kind(Enum):
    """What a token is. A PART belongs to the DOCUMENT token before it."""

    WORD = "word"
    NUMBER = "number"
    DOCUMENT = "document"
    PART = "part"


class Token(NamedTuple):
    """One searchable word.

    Its exact form (marks told apart), its folded form, and where it stands in the clean text.
    """

    exact: str
    folded: str
    start: int
    end: int
    kind: Kind


class Query(NamedTuple):
    """What a reader asks for.

    Quoted phrases to be met exactly in this order, and words that must all be there.

    `all_tokens` is everything typed, in order, as a document would be read; phrases of it are what ranks
    first.
    """

    text: str
    phrases: tuple[tuple[Token, ...], ...]
    words: tuple[Token, ...]
    all_tokens: tuple[Token, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing in the query can be searched for."""
        return not self.all_tokens

    @property
    def has_marks(self) -> bool:
        """The reader typed Vietnamese marks, and so means exactly this word."""
        return any(token.exact != token.folded for token in self.all_tokens)


def _encoded_char(char: str) -> str:
    if char.isascii():
        return char
    if char in "đð":
        return "d9"
    decomposed = unicodedata.normalize("NFKD", char)
    base = fold(decomposed)
    marks = "".join(_SHAPE_CODES.get(mark, "") for mark in decomposed)
    marks += "".join(_TONE_CODES.get(mark, "") for mark in decomposed)
    if base.isascii() and base:
        return base + marks
    return "".join(letter if letter.isascii() else f"0u{ord(letter):x}" for letter in base) + marks


@lru_cache(maxsize=65536)
def _forms(word: str) -> tuple[str, str]:
    """The exact and folded form of one word of letters and digits.

    Exact is written the way VNI typing does it (đường is `d9u7o72ng`); a digit that really follows a letter
    gets a 0 before it, so that A8 is never taken for ă.
    """
    spelled = canonical(word[:MAX_TOKEN_LENGTH].lower())
    exact = "".join(_encoded_char(char) for char in _NUMBER_AFTER_LETTER.sub("0", spelled))
    folded = fold(_NUMBER_AFTER_LETTER.sub("0", spelled))
    if not folded.isascii() or not folded.isalnum():
        folded = "".join(_encoded_char(char) for char in folded if char.isalnum())
    exact = "".join(char for char in exact if char.isalnum())
    return exact, folded


def _number_form(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _word_token(word: str, start: int, kind: Kind | None = None) -> Token | None:
    end = start + len(word)
    if word.isascii() and word.isdigit():
        form = _number_form(word[:MAX_TOKEN_LENGTH])
        return Token(form, form, start, end, kind or Kind.NUMBER)
    exact, folded = _forms(word)
    return Token(exact, folded, start, end, kind or Kind.WORD) if exact and folded else None


def _document_tokens(number: str, start: int) -> Iterator[Token]:
    """The number as one word (`vb1zklztw`), then its parts, so that both 01-KL/TW and KL/TW find it."""
    parts = [(match[0], start + match.start()) for match in re.finditer(r"[^\W_]+", number)]
    exact = "vb" + "z".join(_number_form(part) if part.isdigit() else _forms(part)[0] for part, _ in parts)
    folded = "vb" + normalize_number(number).replace("-", "z")
    yield Token(exact, folded, start, start + len(number), Kind.DOCUMENT)
    for part, part_start in parts:
        token = _word_token(part, part_start, Kind.PART)
        if token:
            yield token


def _read(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        written, start, end = match[0], match.start(), match.end()
        if match["document"]:
            yield from _document_tokens(written, start)
        elif match["grouped"]:
            form = _number_form(written.replace(".", ""))
            yield Token(form, form, start, end, Kind.NUMBER)
        elif match["decimal"]:
            whole, _, fraction = written.partition(",")
            form = f"{_number_form(whole)}z{fraction}"[:MAX_TOKEN_LENGTH]
            yield Token(form, form, start, end, Kind.NUMBER)
        else:
            token = _word_token(written, start)
            if token:
                yield token


def tokens(text: str) -> list[Token]:
    """The tokens of a text in reading order; a document number is followed by its parts.

    Positions refer to `clean_text(text)`, which is what is stored. 16.000 and 16000 are one token, as are
    05 and 5.
    """
    return list(_read(clean_text(text)))


def exact_tokens(text: str) -> list[str]:
    """The exact forms in order: what an index that tells đường from dương stores."""
    return [token.exact for token in tokens(text)]


def folded_tokens(text: str) -> list[str]:
    """The folded forms in order: what an index that "dang uy khoi" is looked up in stores."""
    return [token.folded for token in tokens(text)]


def parse_query(text: str) -> Query:
    """A reader's query: what stands in quotes is a phrase, the rest are words; a lone quote is no quote.

    A document number is one word (its parts are implied by it). Anything too long is cut, nothing is an
    error.
    """
    text = clean_text(text)[:MAX_QUERY_LENGTH]
    phrases: list[tuple[Token, ...]] = []
    left = MAX_QUERY_TOKENS
    for match in _QUOTED.finditer(text):
        phrase = tuple(_read(next(group for group in match.groups() if group is not None)))[:left]
        if phrase:
            phrases.append(phrase)
            left -= len(phrase)
    rest = _QUOTED.sub(lambda match: " " * len(match[0]), text)
    words = [token for token in _read(rest) if token.kind is not Kind.PART]
    first_of_each: dict[str, Token] = {}
    for token in words:
        first_of_each.setdefault(token.exact, token)
    unique = tuple(first_of_each.values())[: max(left, 0)]
    everything = tuple(_read(_QUOTED.sub(lambda match: " " + match[0][1:-1] + " ", text)))[:MAX_QUERY_TOKENS]
    return Query(" ".join(text.split()), tuple(phrases), unique, everything)


def near_words(folded: str) -> list[str]:
    """Folded words that a mistyped one may have been meant to be, in no order of likeness.

    One letter more, less, other or swapped with its neighbour, or an onset that sounds alike. Short words
    must be possible syllables, longer ones may be anything (names, foreign words). Numbers have none.
    """
    if not folded.isascii() or not folded.isalpha() or not 2 <= len(folded) <= MAX_TOKEN_LENGTH:
        return []
    cuts = [(folded[:at], folded[at:]) for at in range(len(folded) + 1)]
    edited = {head + tail[1:] for head, tail in cuts if tail}
    edited |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    edited |= {head + char + tail[1:] for head, tail in cuts if tail for char in _ALPHABET}
    edited |= {head + char + tail for head, tail in cuts for char in _ALPHABET}
    for one, other in (*_SOUND_ALIKE, *((other, one) for one, other in _SOUND_ALIKE)):
        if folded.startswith(one):
            edited.add(other + folded[len(one) :])
    long_enough = len(folded) >= _SHORTEST_FOREIGN
    return sorted(word for word in edited - {folded} if is_bare_syllable(word) or (long_enough and len(word) > 3))
