"""Quarters and spans of years as work is planned and reviewed.

Quý II/2024, giai đoạn 2021-2023, nhiệm kỳ 2020-2025.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from vietnamese.text import clean_line

_ROMAN = ("I", "II", "III", "IV")
_QUARTER = re.compile(
    r"(?:quý|quí|qúy|q)\s*(?P<number>IV|I{1,3}|[1-4])"
    r"\s*(?:[,/-]\s*(?:năm\s+)?|\s+năm\s+|\s+)(?P<year>[0-9]{4})",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:(?P<label>[^\W\d_][^\d]*?)\s*)?(?P<start>[0-9]{4})(?:\s*(?:[-–—/]|đến(?:\s+năm)?)\s*(?P<end>[0-9]{4}))?"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year, 1 to 4. Quarters are ordered, and print the way the newsroom writes them."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2, 3, 4):
            raise ValueError(f"Không có quý {self.number}. Một năm có quý I, II, III, IV.")
        _require_year(self.year)

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read `quý II/2024`, `quý 2 năm 2024`, `Quý II, năm 2024`.

        Raises ValueError with a message for the writer.
        """
        line = clean_line(text)
        match = _QUARTER.fullmatch(line)
        if match is None:
            raise ValueError(f"Không đọc được quý “{line[:40]}”. Hãy viết như: quý II/2024.")
        number = match["number"].upper()
        return cls(int(match["year"]), _ROMAN.index(number) + 1 if number in _ROMAN else int(number))

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return self.next().start - timedelta(days=1)

    @property
    def roman(self) -> str:
        """Its number as printed: I, II, III, IV."""
        return _ROMAN[self.number - 1]

    def next(self) -> "Quarter":
        """The quarter after it."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    def previous(self) -> "Quarter":
        """The quarter before it: the one a giao ban of this quarter looks back on."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def __str__(self) -> str:
        return f"quý {self.roman}/{self.year}"


@dataclass(frozen=True, order=True)
class Period:
    """A span of whole years, never ending before it starts; `label` is what it is called.

    Giai đoạn, nhiệm kỳ, năm.
    """

    start_year: int
    end_year: int
    label: str = "giai đoạn"

    def __post_init__(self) -> None:
        _require_year(self.start_year)
        _require_year(self.end_year)
        if self.start_year > self.end_year:
            raise ValueError(f"Giai đoạn {self.start_year}-{self.end_year} có năm đầu sau năm cuối.")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `giai đoạn 2021-2023`, `2021 - 2023`, `nhiệm kỳ 2020-2025`, `năm 2023`.

        Raises ValueError with a message for the writer.
        """
        line = clean_line(text)
        match = _PERIOD.fullmatch(line)
        label = " ".join((match["label"] or "").lower().split()) if match else ""
        if match is None or label not in (
            "",
            "giai đoạn",
            "nhiệm kỳ",
            "nhiệm kì",
            "năm",
            "từ năm",
            "từ",
            "các năm",
        ):
            raise ValueError(f"Không đọc được giai đoạn “{line[:40]}”. Hãy viết như: 2021-2023.")
        start, end = int(match["start"]), int(match["end"] or match["start"])
        if label in ("nhiệm kỳ", "nhiệm kì"):
            return cls(start, end, "nhiệm kỳ")
        return cls(start, end, "giai đoạn" if match["end"] else "năm")

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.start_year, 1, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.end_year, 12, 31)

    @property
    def years(self) -> str:
        """The years alone: 2021-2023, or 2023."""
        return str(self.start_year) if self.start_year == self.end_year else f"{self.start_year}-{self.end_year}"

    def __str__(self) -> str:
        return f"{self.label} {self.years}"


def _require_year(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"Năm {year} không hợp lý. Hãy viết năm từ {_FIRST_YEAR} đến {_LAST_YEAR}.")
