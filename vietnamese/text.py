"""Text hygiene at the door, folding for matching, and slugs.

What happens to any piece of text, whatever it says.
"""

import re
import unicodedata

_LINE_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
_SPACES = dict.fromkeys((0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_INVISIBLE = dict.fromkeys(
    (
        *range(0x09),  # C0 controls; tab and line breaks have their own fate
        *range(0x0E, 0x20),
        *range(0x7F, 0x85),  # DEL and C1 controls
        *range(0x86, 0xA0),
        0xAD,  # soft hyphen
        0x061C,  # bidirectional marks
        *range(0x200E, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0x180E,  # zero-width spaces and joiners, byte order mark
        *range(0x200B, 0x200E),
        *range(0x2060, 0x2065),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),  # interlinear annotation
        0xFFFE,
        0xFFFF,
        *range(0xD800, 0xE000),  # lone surrogates: no database stores them
    )
)
_HYGIENE: dict[int, str | None] = {**_LINE_BREAKS, **_SPACES, **_INVISIBLE}
_DIRTY = re.compile("[" + "".join(re.escape(chr(code)) for code in _HYGIENE) + "]")

# Some keyboards send the tone before the circumflex or breve: á + ̂ never composes to ấ.
_TONE_BEFORE_SHAPE = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306])")

_MARKS_LEFT = re.compile("[\u0300-\u036f]")
_D_WITH_STROKE = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ɖ": "d", "Ɖ": "D"})
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_BLANKS = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """The text as it may be stored: NFC, plain spaces, nothing invisible; line breaks stay, as `\\n`.

    Idempotent. The writer's wording, punctuation and tone placement are never touched.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _DIRTY.search(text):
        text = text.translate(_HYGIENE)
    text = unicodedata.normalize("NFC", text)
    if _MARKS_LEFT.search(text):
        decomposed = unicodedata.normalize("NFD", text)
        text = unicodedata.normalize("NFC", _TONE_BEFORE_SHAPE.sub(r"\2\1", decomposed))
    return text


def clean_line(text: str) -> str:
    """The text as one clean line: every run of blanks and line breaks is one space, none at the ends."""
    return _BLANKS.sub(" ", clean_text(text)).strip()


def fold(text: str) -> str:
    """The text for matching without marks: lower case, no diacritics, đ as d. Idempotent.

    Length may change.
    """
    if text.isascii():
        return text.lower()
    # Lower case comes last as well: a compatibility letter (㎏, ℡) may decompose into capitals.
    for _ in range(2):
        decomposed = unicodedata.normalize("NFKD", text)
        bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
        text = bare.translate(_D_WITH_STROKE).lower()
    return text


def slugify(text: str, max_length: int = 80) -> str:
    """The text as part of an address: `[a-z0-9-]`, cut at a word.

    Empty when the text has no letter or digit.
    """
    slug = _NOT_SLUG.sub("-", fold(clean_text(text))).strip("-")
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]
