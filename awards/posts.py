"""A title and a unit in one cell told apart: "Chuyên viên, Chi bộ Văn phòng", "Phó Vụ trưởng Vụ Tổng hợp"."""

from __future__ import annotations

from collections.abc import Iterable

from organizations.models import Position
from organizations.words import name_key

# How units begin whose kind the portal may not have yet.
UNITS = (
    "dang bo", "dang uy", "chi bo", "co quan", "cong doan", "doan thanh nien", "doan khoi", "ban", "vu", "cuc", "vien", "van phong",
    "hoc vien", "trung tam", "bo", "phong", "tong cuc", "uy ban", "tap chi", "bao tang", "nha xuat ban", "truong dai hoc",
)  # fmt: skip
# Titles that offices print; those held in the register of people are known besides.
TITLES = (
    "bi thu", "chu tich", "truong ban", "truong phong", "truong khoa", "vu truong", "cuc truong",
    "vien truong", "tong bien tap", "giam doc", "tong giam doc", "hieu truong", "chanh van phong", "chanh thanh tra", "uy vien",
    "uy vien ban thuong vu", "uy vien ban chap hanh", "chuyen vien", "chuyen vien chinh", "chuyen vien cao cap", "can bo", "dang vien",
    "nghien cuu vien", "giang vien", "bien tap vien", "phong vien", "ke toan truong", "to truong", "thu ky",
)  # fmt: skip


class Posts:
    """Knows titles and units, read once for a whole sheet. `kinds` are the names of the kinds of organisations, without marks."""

    def __init__(self, kinds: Iterable[str]) -> None:
        self.units = tuple(f"{word} " for word in {*kinds, *UNITS})
        held = Position.objects.order_by().values_list("title", flat=True).distinct()
        self.titles = sorted({*TITLES, *map(name_key, held)} - {""}, key=len)

    def names_a_unit(self, text: str) -> bool:
        """Whether the words begin as the name of a unit does."""
        return f"{name_key(text)} ".startswith(self.units)

    def told_apart(self, text: str) -> tuple[str, str] | None:
        """The title and the unit that stand in one cell; a title alone has no unit. None where it names a unit, or nothing known."""
        if self.names_a_unit(text):
            return None
        head, comma, tail = text.partition(",")
        if comma and (self.names_a_unit(tail) or self._titles_before(head.split())):
            return head.strip(), tail.strip()
        words = text.split()
        lengths = self._titles_before(words)
        for count in lengths:
            rest = " ".join(words[count:]).strip(" -–")
            if self.names_a_unit(rest):
                return " ".join(words[:count]), rest
        return (text, "") if lengths else None

    def _titles_before(self, words: list[str]) -> list[int]:
        """How many words at the beginning are a known title, the fewest first; deputies of it as well."""
        keys = [name_key(word) for word in words]
        deputy = 1 if keys[:1] == ["pho"] else 0
        said = " ".join(keys[deputy:]) + " "
        return [deputy + len(one.split()) for one in self.titles if said.startswith(f"{one} ")]
