"""What a moderator should look at in a text. Filters give reasons, never verdicts: nothing is refused or deleted by them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feedback import masking

# Look-alikes that people write instead of letters: digits, signs, Cyrillic and Greek. I and l are one: 1 stands for both.
_ALIKE = str.maketrans("0134578@$!|lаеорсхуіӏѕԁαειουνκ", "oieastbasiiiaeopcxyiisdaeiouvk")
_NOTHING = str.maketrans("", "", "\u3164\u115f\u1160\uffa0\u2800")
_PARTS = re.compile(r"[^\W_]+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_SIGNS = re.compile(r"[@$](?=\w)|(?<=\w)[!|](?=\w)")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
STROKE = "đ"
OFTEN = 3
COMPLAINTS = ("đơn khiếu nại", "đơn tố cáo", "tôi khiếu nại", "tôi tố cáo", "xin khiếu nại", "xin tố cáo")


def says_nothing(text: str) -> bool:
    """Whether there is no letter or digit in it: blanks, dots and marks that nobody sees are no message."""
    return not any(one.isalnum() for one in text.translate(_NOTHING))


@dataclass(frozen=True)
class Word:
    """A word as it is looked for: its bare letters, its marks, and whether it was spelled out (đ.ả.n.g)."""

    bare: str
    marks: Counter[str]
    spelled: bool = False

    def hides(self, watched: Word) -> bool:
        """Whether it may stand for the watched word: with all its marks, or disguised and with some of them."""
        if self.bare != watched.bare:
            return False
        return self.marks <= watched.marks if self.spelled else self.marks == watched.marks

    def less(self, taken: frozenset[str]) -> Word:
        """The word without some of its marks."""
        return Word(self.bare, Counter({mark: count for mark, count in self.marks.items() if mark not in taken}))


def _word(text: str, *, spelled: bool = False) -> Word:
    if text.isdigit():
        return Word(text, Counter())
    letters, marks = [], Counter[str]()
    for one in unicodedata.normalize("NFD", text.casefold()):
        if unicodedata.combining(one):
            marks[one] += 1
        elif one == STROKE:
            letters.append("d")
            marks[STROKE] += 1
        else:
            letters.append(one.translate(_ALIKE))
    return Word(_STRETCHED.sub(r"\1", "".join(letters)), marks, spelled)


def _words(text: str) -> Iterator[Word]:
    """The words of a text; letters that stand apart ("đ ả n g", "đ.ả.n.g") are one."""
    apart: list[str] = []
    for chunk in _SIGNS.sub(lambda sign: sign[0].translate(_ALIKE), unicodedata.normalize("NFC", text)).split():
        parts = _PARTS.findall(chunk)
        if [len(part) for part in parts] == [1]:
            apart += parts
            continue
        yield from _joined(apart)
        apart = []
        if parts and all(len(part) == 1 for part in parts):
            yield _word("".join(parts), spelled=True)
        else:
            yield from (_word(part) for part in parts)
    yield from _joined(apart)


def _joined(apart: list[str]) -> Iterator[Word]:
    if apart:
        yield _word("".join(apart), spelled=len(apart) > 1)


def _says(words: list[Word], phrase: str) -> bool:
    """Whether the phrase stands there: as it is written, without any marks, or (but for single words) without its tones.

    Other marks are other words: "đang" is not "đảng".
    """
    watched = list(_words(phrase))
    if not watched:
        return False
    shapes = [watched, [word.less(frozenset(word.marks)) for word in watched]]
    if len(watched) > 1:
        shapes.append([word.less(_TONES) for word in watched])
    return any(
        all(word.hides(other) for word, other in zip(words[start:], shape, strict=False))
        for start in range(len(words) - len(watched) + 1)
        for shape in shapes
    )


def is_complaint(text: str) -> bool:
    """Whether it reads like an đơn khiếu nại or tố cáo, which isn't taken as feedback."""
    words = list(_words(text))
    return any(_says(words, one) for one in COMPLAINTS)


def bare(text: str) -> str:
    """The text without marks, signs and capitals: what is the same in it was written by the same hand, or copied."""
    return " ".join(word.bare for word in _words(text))


def reasons(
    text: str, *, name: str, watched: Iterable[str], trapped: bool, sent_lately: int, same_words: int = 0
) -> list[str]:
    """Why somebody should look twice, in words for the moderator."""
    found = []
    if trapped:
        found.append("Có thể là thư rác: ô dành cho máy có chữ")
    if masking.has_private_number(f"{name}\n{text}"):
        found.append("Có số điện thoại, số giấy tờ hoặc địa chỉ thư")
    if masking.has_link(text):
        found.append("Có đường dẫn")
    if sent_lately > OFTEN:
        found.append(f"Cùng mạng đã gửi {sent_lately} lần trong giờ này")
    if same_words:
        found.append(f"Giống hệt {same_words} phản hồi đã nhận")
    words = list(_words(f"{name}\n{text}"))
    if is_complaint(text):
        found.append("Có thể là đơn khiếu nại, tố cáo")
    hits = [word for word in watched if _says(words, word)]
    if hits:
        found.append(f"Có từ cần để ý: {', '.join(hits)}")
    return found
