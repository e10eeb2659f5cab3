"""Text from before Unicode.

Files in TCVN3 (ABC, .VnTime), VNI and Windows-1258, and pasted text that carries their glyphs.

Sources: TCVN 5712:1993 (set 3) and the glyph order of the VNI-Win fonts. A conversion happens only when
fewer than 35 % of the words with marks are Vietnamese syllables as they are, and more than 85 % are
afterwards.
"""

import re
import unicodedata
from typing import NamedTuple

from vietnamese.syllables import is_syllable
from vietnamese.text import clean_text

_RAW_AT_MOST = 0.35
_CONVERTED_MORE_THAN = 0.85
_WORDS_NEEDED = 3  # in Unicode text; bytes that are no Unicode must be something

# --- TCVN3: one glyph a letter; capitals with a tone only exist as capital fonts ---------------
_TCVN3_GLYPHS = {
    "à": 0xB5, "ả": 0xB6, "ã": 0xB7, "á": 0xB8, "ạ": 0xB9,
    "ă": 0xA8, "ằ": 0xBB, "ẳ": 0xBC, "ẵ": 0xBD, "ắ": 0xBE, "ặ": 0xC6,
    "â": 0xA9, "ầ": 0xC7, "ẩ": 0xC8, "ẫ": 0xC9, "ấ": 0xCA, "ậ": 0xCB,
    "đ": 0xAE,
    "è": 0xCC, "ẻ": 0xCE, "ẽ": 0xCF, "é": 0xD0, "ẹ": 0xD1,
    "ê": 0xAA, "ề": 0xD2, "ể": 0xD3, "ễ": 0xD4, "ế": 0xD5, "ệ": 0xD6,
    "ì": 0xD7, "ỉ": 0xD8, "ĩ": 0xDC, "í": 0xDD, "ị": 0xDE,
    "ò": 0xDF, "ỏ": 0xE1, "õ": 0xE2, "ó": 0xE3, "ọ": 0xE4,
    "ô": 0xAB, "ồ": 0xE5, "ổ": 0xE6, "ỗ": 0xE7, "ố": 0xE8, "ộ": 0xE9,
    "ơ": 0xAC, "ờ": 0xEA, "ở": 0xEB, "ỡ": 0xEC, "ớ": 0xED, "ợ": 0xEE,
    "ù": 0xEF, "ủ": 0xF1, "ũ": 0xF2, "ú": 0xF3, "ụ": 0xF4,
    "ư": 0xAD, "ừ": 0xF5, "ử": 0xF6, "ữ": 0xF7, "ứ": 0xF8, "ự": 0xF9,
    "ỳ": 0xFA, "ỷ": 0xFB, "ỹ": 0xFC, "ý": 0xFD, "ỵ": 0xFE,
    "Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7,
}  # fmt: skip
_TCVN3 = {chr(code): letter for letter, code in _TCVN3_GLYPHS.items()}
_TCVN3_SURE_CAPITALS = frozenset(letter for letter in _TCVN3_GLYPHS if letter.isupper())
# Set 3 also has loose tones, typed after a vowel; alone, 0xB0 is a degree sign.
_TCVN3_LOOSE_TONES = {
    "\xb0": "\u0300",
    "\xb1": "\u0309",
    "\xb2": "\u0303",
    "\xb3": "\u0301",
    "\xb4": "\u0323",
}
_TCVN3_LOOSE_TONE = re.compile("([aeiouyAEIOUYăâêôơưĂÂÊÔƠƯ])([\xb0-\xb4])")
_LETTER_RUN = re.compile(r"[^\W\d_]+")

# --- VNI: a base letter and a glyph for its marks; a few letters have a glyph of their own ------
_VNI_TONES = {"\xf9": "\u0301", "\xf8": "\u0300", "\xfb": "\u0309", "\xf5": "\u0303", "\xef": "\u0323"}
_VNI_CIRCUMFLEX = {
    "\xe2": "",
    "\xe1": "\u0301",
    "\xe0": "\u0300",
    "\xe5": "\u0309",
    "\xe3": "\u0303",
    "\xe4": "\u0323",
}
_VNI_BREVE = {
    "\xea": "",
    "\xe9": "\u0301",
    "\xe8": "\u0300",
    "\xfa": "\u0309",
    "\xfc": "\u0303",
    "\xeb": "\u0323",
}
_VNI_ALONE = {
    "\xf1": "đ", "\xf4": "ơ", "\xf6": "ư", "\xed": "í", "\xec": "ì",
    "\xe6": "ỉ", "\xf3": "ĩ", "\xf2": "ị", "\xee": "ỵ",
}  # fmt: skip


def _vni_table() -> dict[str, str]:
    pairs: dict[str, str] = dict(_VNI_ALONE)
    for base in "aeiouy\xf4\xf6":
        pairs |= {base + glyph: _VNI_ALONE.get(base, base) + tone for glyph, tone in _VNI_TONES.items()}
    for base in "aeo":
        pairs |= {base + glyph: base + "\u0302" + tone for glyph, tone in _VNI_CIRCUMFLEX.items()}
    pairs |= {"a" + glyph: "a\u0306" + tone for glyph, tone in _VNI_BREVE.items()}
    table = {glyphs: unicodedata.normalize("NFC", letter) for glyphs, letter in pairs.items()}
    for glyphs, letter in list(table.items()):
        table[glyphs.upper()] = letter.upper()
        if len(glyphs) == 2:
            table[glyphs[0].upper() + glyphs[1]] = letter.upper()
    return table


_VNI = _vni_table()
_VNI_GLYPHS = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_BETWEEN_WORDS = re.compile("[\\s\x00-\x26\x28-\x2f:;<=>?@\\[\\\\\\]^_`{|}~“”‘’„…–—•]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")
_OTHER_FILES = (
    (b"PK\x03\x04", "Đây là tệp nén hoặc tệp Office (.docx, .xlsx), không phải tệp văn bản thường."),
    (b"\xd0\xcf\x11\xe0", "Đây là tệp Word đời cũ (.doc). Hãy mở bằng Word và lưu lại thành .docx."),
    (b"{\\rtf", "Đây là tệp .rtf. Hãy mở bằng Word và lưu lại thành .docx."),
    (b"%PDF", "Đây là tệp PDF, không phải tệp văn bản thường."),
)
_NOT_TEXT = "Tệp này không phải văn bản, hoặc đã hỏng. Hãy lưu lại thành .docx hay .txt (UTF-8)."
_NAMES = {"tcvn3": "TCVN3 (phông .VnTime)", "vni": "VNI (phông VNI-Times)", "windows-1258": "Windows-1258"}


class Decoded(NamedTuple):
    """What a file of plain text says, clean and in NFC.

    `converted` is true where letters were exchanged (TCVN3, VNI, Windows-1258), and then `warnings` asks
    for proof-reading.
    """

    text: str
    encoding: str
    converted: bool
    warnings: tuple[str, ...]


def convert_tcvn3(text: str) -> str:
    """Text with the glyphs of a .VnTime font as Unicode.

    A word in capitals comes out in capitals throughout.
    """
    sure = frozenset(index for index, char in enumerate(text) if _is_sure_capital(char))
    text = "".join(_TCVN3.get(char, char) for char in text)
    text = _capitals_restored(text, sure)
    text = _TCVN3_LOOSE_TONE.sub(lambda match: match[1] + _TCVN3_LOOSE_TONES[match[2]], text)
    return unicodedata.normalize("NFC", text)


def convert_vni(text: str) -> str:
    """Text with the glyphs of a VNI-Win font as Unicode."""
    return _VNI_GLYPHS.sub(lambda match: _VNI[match[0]], text)


def suggest_conversion(text: str) -> str | None:
    """`tcvn3` or `vni` when Unicode text is really the glyphs of such a font (old Word files), else None."""
    if text.isascii():
        return None
    raw, words = _syllable_share(text)
    if words < _WORDS_NEEDED or raw >= _RAW_AT_MOST:
        return None
    return _best({"vni": convert_vni(text), "tcvn3": convert_tcvn3(text)})


def decode(data: bytes) -> Decoded:
    """The text of a file whose encoding nobody wrote down.

    UTF-8, UTF-16 (with a mark or without), Windows-1258, TCVN3, VNI.

    Raises ValueError, with a message for the person who sent it, when it is no text.
    """
    for magic, message in _OTHER_FILES:
        if data.startswith(magic):
            raise ValueError(message)
    unicode_text, encoding = _as_unicode(data)
    if unicode_text is None:
        return _decode_legacy_bytes(data)
    if _CONTROLS.search(unicode_text):
        raise ValueError(_NOT_TEXT)
    found = suggest_conversion(unicode_text)
    if found is None:
        return Decoded(clean_text(unicode_text), encoding, False, ())
    converted = (convert_tcvn3 if found == "tcvn3" else convert_vni)(unicode_text)
    return _converted(converted, found)


def _converted(text: str, encoding: str) -> Decoded:
    warning = f"Văn bản dùng bảng mã cũ {_NAMES[encoding]} và đã được chuyển sang Unicode. Hãy đọc lại."
    return Decoded(clean_text(text), encoding, True, (warning,))


def _as_unicode(data: bytes) -> tuple[str | None, str]:
    """The text where the bytes are valid Unicode of some form, with the name of that form."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16", "utf-16")
    guess = _utf16_without_mark(data)
    if guess:
        text, _ = _strictly(data, guess, guess)
        if text is not None:
            return text, "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return None, ""


def _strictly(data: bytes, codec: str, name: str) -> tuple[str | None, str]:
    try:
        return data.decode(codec), name
    except UnicodeDecodeError:
        raise ValueError(_NOT_TEXT) from None


def _utf16_without_mark(data: bytes) -> str | None:
    """In Vietnamese UTF-16 most letters, spaces and line ends are ASCII.

    Every other byte of those is zero.
    """
    if len(data) < 4 or len(data) % 2 or b"\x00" not in data:
        return None
    pairs = len(data) // 2
    first, second = data[0::2].count(0), data[1::2].count(0)
    # The combining grave of decomposed text (U+0300) has a zero of its own on the other side.
    if second > 0.3 * pairs and first < 0.1 * pairs:
        return "utf-16-le"
    if first > 0.3 * pairs and second < 0.1 * pairs:
        return "utf-16-be"
    return None


def _decode_legacy_bytes(data: bytes) -> Decoded:
    glyphs = data.decode("cp1252", errors="replace").replace("\ufffd", "\x81")
    if _CONTROLS.search(glyphs):
        raise ValueError(_NOT_TEXT)
    readings: dict[str, str] = {}
    try:
        readings["windows-1258"] = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        pass
    readings |= {"vni": convert_vni(glyphs), "tcvn3": convert_tcvn3(glyphs)}
    best = _best(readings)
    if best:
        return _converted(readings[best], best)
    if "\x81" in glyphs:
        raise ValueError(_NOT_TEXT)
    warning = "Không nhận ra bảng mã tiếng Việt của tệp; chữ có dấu có thể sai. Hãy lưu lại tệp theo UTF-8."
    return Decoded(clean_text(glyphs), "windows-1252", False, (warning,))


def _best(readings: dict[str, str]) -> str | None:
    """The reading in which most of the marked words are Vietnamese, where enough of them are.

    Of equals the first: the more glyphs a letter takes, the less likely it makes sense by chance.
    """
    shares = {name: _syllable_share(text)[0] for name, text in readings.items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] > _CONVERTED_MORE_THAN else None


def _syllable_share(text: str) -> tuple[float, int]:
    """The share of Vietnamese syllables (0 to 1) among the words that are not ASCII, and their number."""
    words = [word for word in _BETWEEN_WORDS.split(text) if word and not word.isascii()]
    if not words:
        return 0.0, 0
    return sum(is_syllable(word) for word in words) / len(words), len(words)


def _is_sure_capital(char: str) -> bool:
    return "A" <= char <= "Z" or _TCVN3.get(char, "") in _TCVN3_SURE_CAPITALS


def _capitals_restored(text: str, sure: frozenset[int]) -> str:
    """Raise the letters that only a capital font raised.

    A word is in capitals when it has two sure capitals and no sure small letter. One that could be either
    is, when every word beside it on its line is.
    """
    words = list(_LETTER_RUN.finditer(text))
    counts = [_sure_capitals(match, sure) for match in words]
    pieces: list[str] = []
    position = 0
    for index, match in enumerate(words):
        beside = [
            counts[other]
            for other, start, end in (
                (index - 1, words[index - 1].end() if index else 0, match.start()),
                (index + 1, match.end(), words[index + 1].start() if index + 1 < len(words) else 0),
            )
            if 0 <= other < len(words) and "\n" not in text[start:end]
        ]
        up = counts[index] >= 2 or (counts[index] >= 0 and bool(beside) and min(beside) >= 2)
        pieces += (text[position : match.start()], match[0].upper() if up else match[0])
        position = match.end()
    return "".join(pieces) + text[position:]


def _sure_capitals(match: re.Match[str], sure: frozenset[int]) -> int:
    """How many letters of the word are surely capitals; -1 when one is surely small."""
    if any("a" <= char <= "z" for char in match[0]):
        return -1
    return sum(index in sure for index in range(match.start(), match.end()))
