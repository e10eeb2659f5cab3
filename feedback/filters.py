"""What a moderator should look at in a text. Filters give reasons, never verdicts: nothing is refused or deleted by them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import vietnamese
from feedback import masking

# Look-alikes that people write instead of letters: digits, signs, Cyrillic and Greek. I and l are one: 1 stands for both.
_ALIKE = str.maketrans("0134578@$!|lаеорсхуіӏѕԁαειουνκ", "oieastbasiiiaeopcxyiisdaeiouvk")
_NOTHING = str.maketrans("", "", "\u3164\u115f\u1160\uffa0\u2800")
_PARTS = re.compile(r"[^\W_]+")
MANY_LINKS = 2


def says_nothing(text: str) -> bool:
    """Whether there is no letter or digit in it: blanks, dots and marks that nobody sees are no message."""
    return not any(one.isalnum() for one in text.translate(_NOTHING))


def _skeleton(text: str) -> str:
    """The bare letters between blanks: "đ.ả.n.g", "ĐẢNG", "dang" and "đ ả n g" are one."""
    folded = vietnamese.fold(text).translate(_ALIKE)
    words, spelled = [], []
    for chunk in folded.split():
        parts = _PARTS.findall(chunk)
        joined = "".join(parts) if all(len(part) == 1 for part in parts) else " ".join(parts)
        if len(joined) == 1:
            spelled.append(joined)
            continue
        if spelled:
            words.append("".join(spelled))
            spelled = []
        if joined:
            words.append(joined)
    return " " + " ".join([*words, "".join(spelled)]).strip() + " "


def reasons(text: str, *, name: str, watched: Iterable[str], trapped: bool, sent_lately: int) -> list[str]:
    """Why somebody should look twice, in words for the moderator."""
    found = []
    if trapped:
        found.append("Có thể là thư rác: ô dành cho máy có chữ")
    if masking.has_private_number(f"{name}\n{text}"):
        found.append("Có số điện thoại, số giấy tờ hoặc địa chỉ thư")
    if masking.has_link(text):
        found.append("Có đường dẫn")
    if sent_lately > 3:
        found.append(f"Cùng mạng đã gửi {sent_lately} lần trong giờ này")
    bare = _skeleton(f"{name}\n{text}")
    hits = [word for word in watched if _skeleton(word).strip() and _skeleton(word) in bare]
    if hits:
        found.append(f"Có từ cần để ý: {', '.join(hits)}")
    return found
