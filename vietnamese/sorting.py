"""The Vietnamese alphabetical order as a key that a database column can store."""

import re
import unicodedata

from vietnamese.syllables import place_tones
from vietnamese.text import clean_line

SORT_KEY_LENGTH = 600

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_CODES = {letter: f"{0x20 + place:02x}" for place, letter in enumerate(_ALPHABET)}
_TONE_CODES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_PLAIN = "1"  # no tone, no capital; nothing on a level may be 0, which ends it
_SHAPES = "\u0302\u0306\u031b"
_WORD_BREAK = "01"
_PIECES = re.compile(r"[0-9]+|.", re.DOTALL)


def _number_code(digits: str) -> str:
    digits = digits.lstrip("0") or "0"
    if len(digits) < 15:
        return f"{0x10 + len(digits):02x}{digits}"
    return f"1f{len(digits):04x}{digits}"


def _letter_code(letter: str) -> tuple[str, str]:
    """The code of one lower-case letter, and its tone."""
    decomposed = unicodedata.normalize("NFKD", letter)
    tone = next((_TONE_CODES[char] for char in decomposed if char in _TONE_CODES), _PLAIN)
    base = unicodedata.normalize("NFC", decomposed[0] + "".join(char for char in decomposed[1:] if char in _SHAPES))
    code = _LETTER_CODES.get(base) or _LETTER_CODES.get(decomposed[0])
    return code or f"f{ord(letter):06x}", tone


def sort_key(text: str, max_length: int = SORT_KEY_LENGTH) -> str:
    """A key whose plain order is the Vietnamese one.

    Letters (a ă â b c d đ e ê …), then tones (ngang huyền hỏi ngã sắc nặng), then lower case before
    capitals. Numbers count as numbers (Chi bộ 2 before Chi bộ 10), punctuation as a word break, both
    placements of a tone as one.

    The key holds only the characters 0-9 and a-f, so it needs no collation of its own: BINARY, "C" and
    every language's collation agree on it, on SQLite and PostgreSQL. Store it in a column of
    `SORT_KEY_LENGTH`.
    """
    line = place_tones(clean_line(text))
    letters: list[str] = []
    tones: list[str] = []
    capitals: list[str] = []
    pending_break = False
    for piece in _PIECES.findall(line):
        if piece[0].isascii() and piece.isdigit():
            code, tone = _number_code(piece), _PLAIN
        elif piece.isalpha():
            lower = piece.lower()
            code, tone = _letter_code(lower[0])
        elif unicodedata.category(piece) == "Mn":
            continue
        else:
            pending_break = bool(letters)
            continue
        if pending_break:
            letters.append(_WORD_BREAK)
            pending_break = False
        letters.append(code)
        tones.append(tone)
        capitals.append("2" if piece.isupper() else _PLAIN)
    levels = ("".join(letters) + "0", "".join(tones).rstrip(_PLAIN), "".join(capitals).rstrip(_PLAIN))
    return "0".join(levels)[:max_length]
