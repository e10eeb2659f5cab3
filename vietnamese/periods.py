"""Months, quarters and spans of years as work is planned and reviewed.

Tháng 7/2024, 6 tháng đầu năm 2024, quý II/2024, giai đoạn 2021-2023, nhiệm kỳ 2020-2025.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from vietnamese.text import clean_line, fold

_ROMAN = ("I", "II", "III", "IV")
_QUARTER = re.compile(
    r"(?:quý|quí|qúy|quy|q)\s*(?P<number>IV|I{1,3}|[1-4])"
    r"\s*(?:[,/-]\s*(?:năm\s+)?|\s+năm\s+|\s+)(?P<year>[0-9]{4})",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:(?P<label>[^\W\d_][^\d]*?)\s*)?(?P<start>[0-9]{4})(?:\s*(?:[-–—/]|đến(?:\s+năm)?)\s*(?P<end>[0-9]{4}))?"
)
_MONTH = re.compile(r"tháng\s*(?P<month>[0-9]{1,2})\s*(?:[/-]\s*|,?\s+năm\s+)(?P<year>[0-9]{4})", re.IGNORECASE)
_MONTHS = re.compile(
    r"(?P<count>[0-9]{1,2}|sáu|chín)\s+tháng\s+(?P<part>đầu|cuối)\s+năm\s+(?P<year>[0-9]{4})", re.IGNORECASE
)
_IN_WORDS = {"sáu": 6, "chín": 9}
FIRST_YEAR, LAST_YEAR = 1900, 2199


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
class Months:
    """Some months of one year, the first and the last included: a single one, or six or nine at its beginning or end."""

    year: int
    first: int
    last: int

    def __post_init__(self) -> None:
        _require_year(self.year)
        for month in (self.first, self.last):
            if not 1 <= month <= 12:
                raise ValueError(f"Không có tháng {month}. Một năm có tháng 1 đến tháng 12.")

    @classmethod
    def parse(cls, text: str) -> "Months":
        """Read `tháng 7/2024`, `tháng 7 năm 2024`, `6 tháng đầu năm 2024`, `sáu tháng cuối năm 2024`.

        Raises ValueError with a message for the writer.
        """
        line = clean_line(text)
        if match := _MONTH.fullmatch(line):
            return cls(int(match["year"]), int(match["month"]), int(match["month"]))
        if match := _MONTHS.fullmatch(line):
            count = _IN_WORDS.get(match["count"].lower()) or int(match["count"])
            if not 2 <= count <= 11:
                raise ValueError(f"Không đọc được kỳ “{line[:40]}”. Hãy viết như: 6 tháng đầu năm 2024.")
            year = int(match["year"])
            return cls(year, 1, count) if match["part"].lower() == "đầu" else cls(year, 13 - count, 12)
        raise ValueError(f"Không đọc được tháng “{line[:40]}”. Hãy viết như: tháng 7/2024.")

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, self.first, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.year + self.last // 12, self.last % 12 + 1, 1) - timedelta(days=1)

    def __str__(self) -> str:
        if self.first == self.last:
            return f"tháng {self.first}/{self.year}"
        count = self.last - self.first + 1
        return f"{count} tháng {'đầu' if self.first == 1 else 'cuối'} năm {self.year}"


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


def parse_period(text: str) -> Quarter | Months | Period:
    """A quarter, some months or years, whichever it is: `quý II/2024`, `tháng 7/2024`, `giai đoạn 2021-2023`.

    Raises ValueError with a message for the writer: what is called a quarter must be one.
    """
    line = clean_line(text)
    word = fold(line)
    if re.match(r"qu[yi]\b|q\s*[1-4iv]", word):
        return Quarter.parse(line)
    if "thang" in word.split():
        return Months.parse(line)
    if _PERIOD.fullmatch(line):
        return Period.parse(line)
    raise ValueError(f"Không đọc được kỳ “{line[:40]}”. Hãy viết như: quý II/2024, tháng 7/2024 hoặc 2021-2023.")


def _require_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Năm {year} không hợp lý. Hãy viết năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
