"""What a proof-reader would mark in a text, before it is submitted.

Spacing, quotes, house spelling, weekdays.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from vietnamese.dates import short_date, weekday_mismatches
from vietnamese.syllables import is_syllable, place_tones

ToneStyle = Literal["old", "new"]

_AROUND = 20
_LETTER = r"[^\W\d_]"
_DOUBLE_SPACE = re.compile(r"(?<=\S) {2,}(?=\S)")
_SPACE_BEFORE = re.compile(r"(?<=[^\s(\[“]) +(?=[,;:!?)\]”]|\.(?![\w./]))")
_SPACE_INSIDE = re.compile(r"(?<=[(\[“]) +(?=\S)")
_NO_SPACE_AFTER = re.compile(rf"(?<=\w)[,;!?…](?={_LETTER})|(?:(?<={_LETTER})|(?<=[)”]))[:.](?={_LETTER})")
_STRAIGHT_QUOTE = re.compile('"')
_WORD = re.compile(rf"{_LETTER}+")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|gov|edu)\b\S*", re.I
)
_ETH = re.compile("[ðÐɖƉ]")
_PUNCTUATION = {
    ",": "dấu phẩy", ";": "dấu chấm phẩy", ":": "dấu hai chấm", "!": "dấu chấm than", "?": "dấu hỏi",
    ".": "dấu chấm", "…": "dấu ba chấm", ")": "dấu ngoặc", "]": "dấu ngoặc", "”": "dấu ngoặc kép",
}  # fmt: skip


class Finding(NamedTuple):
    """Something to look at.

    Where (`offset` to `end`), what it says there and around, and what could stand instead.
    """

    offset: int
    end: int
    code: str
    excerpt: str
    message: str
    suggestion: str


def check_text(
    text: str, *, tone_style: ToneStyle | None = "old", spellings: Mapping[str, str] | None = None
) -> list[Finding]:
    """All findings in a clean text (see `clean_text`), in order.

    Replacing `[offset:end]` by `suggestion` mends one.

    `tone_style` is the house's placement of tones: "old" (hòa, ủy), "new" (hoà, uỷ) or None for either;
    `spellings` are further house spellings, wrong → right, matched as whole words in any case. Web and mail
    addresses are left alone. Nothing is ever changed: a finding is a question to the writer.
    """
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    findings = [
        finding
        for finding in _all_findings(text, tone_style, spellings or {})
        if not any(start <= finding.offset < end for start, end in addresses)
    ]
    return sorted(findings)


def _all_findings(text: str, tone_style: ToneStyle | None, spellings: Mapping[str, str]) -> Iterator[Finding]:
    yield from _spacing(text)
    yield from _quotes(text)
    yield from _letters(text)
    if tone_style:
        yield from _tones(text, tone_style)
    yield from _house_spellings(text, spellings)
    yield from _weekdays(text)


def _finding(text: str, start: int, end: int, code: str, message: str, suggestion: str) -> Finding:
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    left = max(line_start, start - _AROUND)
    right = min(len(text) if line_end < 0 else line_end, end + _AROUND)
    return Finding(start, end, code, text[left:right], message, suggestion)


def _spacing(text: str) -> Iterator[Finding]:
    for match in _SPACE_BEFORE.finditer(text):
        name = _PUNCTUATION.get(text[match.end()], "dấu câu")
        yield _finding(text, *match.span(), "space-before", f"Thừa dấu cách trước {name}.", "")
    for match in _SPACE_INSIDE.finditer(text):
        yield _finding(text, *match.span(), "space-inside", "Thừa dấu cách sau dấu mở ngoặc.", "")
    for match in _DOUBLE_SPACE.finditer(text):
        if not _SPACE_BEFORE.match(text, match.start()) and not _SPACE_INSIDE.match(text, match.start()):
            yield _finding(text, *match.span(), "double-space", "Thừa dấu cách giữa hai chữ.", " ")
    for match in _NO_SPACE_AFTER.finditer(text):
        start, end = match.span()
        if match[0] == "." and not (text[end].isupper() and (text[start - 1].islower() or text[start - 1] in ")”")):
            continue  # TP.HCM, tên.tệp
        name = _PUNCTUATION[match[0]]
        yield _finding(text, *match.span(), "no-space-after", f"Thiếu dấu cách sau {name}.", match[0] + " ")


def _quotes(text: str) -> Iterator[Finding]:
    for match in _STRAIGHT_QUOTE.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        opening = before.isspace() or before in "([“‘-–—/"
        mark = "“" if opening else "”"
        yield _finding(text, *match.span(), "straight-quote", f"Dùng dấu ngoặc kép cong: {mark}", mark)


def _letters(text: str) -> Iterator[Finding]:
    for match in _ETH.finditer(text):
        right = "Đ" if match[0].isupper() else "đ"
        yield _finding(text, *match.span(), "wrong-letter", f"Chữ này trông giống {right} nhưng là chữ khác.", right)


def _tones(text: str, style: ToneStyle) -> Iterator[Finding]:
    for match in _WORD.finditer(text):
        right = place_tones(match[0], style=style)
        if right != match[0] and is_syllable(match[0]):
            yield _finding(text, *match.span(), "tone", f"Bỏ dấu thanh theo quy ước: {right}.", right)


def _house_spellings(text: str, spellings: Mapping[str, str]) -> Iterator[Finding]:
    for wrong, right in spellings.items():
        for match in re.finditer(rf"(?<!\w){re.escape(wrong)}(?!\w)", text, re.IGNORECASE):
            suggestion = right[:1].upper() + right[1:] if match[0][:1].isupper() else right
            if match[0] != suggestion:
                message = f"Tòa soạn viết “{suggestion}”."
                yield _finding(text, *match.span(), "house-spelling", message, suggestion)


def _weekdays(text: str) -> Iterator[Finding]:
    for mismatch in weekday_mismatches(text):
        right = mismatch.right if mismatch.written[:1].isupper() else mismatch.right[:1].lower() + mismatch.right[1:]
        message = f"Ngày {short_date(mismatch.date)} là {mismatch.right}, không phải {mismatch.written}."
        yield _finding(text, mismatch.start, mismatch.end, "weekday", message, right)
