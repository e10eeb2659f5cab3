"""Which passwords anybody would guess: common ones lengthened by habit, words of this house, runs of keys."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

import vietnamese

# What stands on every page of such a portal, and what people write when they are asked for a password.
HOUSE_WORDS = (
    "matkhau", "password", "dangnhap", "admin", "quantri", "bientap", "toasoan", "phongvien", "thukytoasoan", "congthongtin",
    "khoiportal", "danguykhoi", "dangboi", "danguy", "dangbo", "chibo", "hanoi", "vietnam", "tintuc",
)  # fmt: skip
LOOKS_LIKE = str.maketrans("@013457$", "aoleasts")
LEAST_OF_ONES_OWN = 6


class GuessablePasswordValidator:
    """Refuses a known password, a word of the house or a run with fewer than six letters more. What it is made of is free."""

    def __init__(self) -> None:
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: Any = None) -> None:
        """Raises in words; the password itself is never kept, changed or shown."""
        plain = vietnamese.fold(password).replace(" ", "").lower()
        if self._is_known(plain) or self._is_known(plain.translate(LOOKS_LIKE)) or _is_a_run(plain):
            raise ValidationError("Mật khẩu này dễ đoán. Hãy ghép vài từ không liên quan với nhau.", code="guessable")

    def get_help_text(self) -> str:
        """Below the field."""
        return "Đừng dùng mật khẩu phổ biến, tên cơ quan, dãy phím hay dãy số; ghép vài từ không liên quan thì dễ nhớ mà khó đoán."

    def _is_known(self, plain: str) -> bool:
        bare = re.sub(r"[\W\d_]+", "", plain)
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
        half = plain[: len(plain) // 2]
        if plain in self.common or core in self.common or bare in self.common or half * 2 == plain:
            return True
        for word in HOUSE_WORDS:
            bare = bare.replace(word, "")
        return len(bare) < LEAST_OF_ONES_OWN and any(word in plain for word in HOUSE_WORDS)


def _is_a_run(plain: str) -> bool:
    """Nearly every character follows the one before it on the keyboard, in the alphabet or by counting, or repeats it."""
    rows = "0123456789 abcdefghijklmnopqrstuvwxyz qwertyuiop asdfghjkl zxcvbnm"
    steps = {first + second for first, second in pairwise(rows)} | {second + first for first, second in pairwise(rows)}
    followed = sum(first == second or first + second in steps for first, second in pairwise(plain))
    return followed >= len(plain) * 0.75
