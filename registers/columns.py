"""The columns a register knows: by which words of a header they are recognised, and how a cell of each is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import vietnamese
from organizations.words import name_key

MOST_COUNTED = 10_000_000
FEW = 5


class Wrong(Exception):
    """A cell that can't stand as it is: why, in words, and the nearest right value where there is one."""

    def __init__(self, message: str, nearest: str = "") -> None:
        super().__init__(message)
        self.message, self.nearest = message, nearest


@dataclass(frozen=True)
class Column:
    """One field of a row. `headers` are the words that name it, the surest first, without marks and in lower case.

    `names_organization` is the field that takes the key of the organisation named here; `below` the column that names the
    one above it. `fills_down`: an empty cell means what its group or the merged cell over it says. `stand_in` is the column
    whose words are taken where a sheet has no such column; `only_where_headed`: what is missing is wrong only in a sheet that has it.
    """

    name: str
    label: str
    headers: tuple[str, ...]
    read: Callable[[str], Any]
    missing: str = ""
    names_organization: str = ""
    below: str = ""
    fills_down: bool = False
    stand_in: str = ""
    only_where_headed: bool = False

    @property
    def is_required(self) -> bool:
        """Whether a row without it is wrong."""
        return bool(self.missing)


def text(longest: int) -> Callable[[str], str]:
    """Words of at most so many letters."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise Wrong(f"Dài {len(cell)} ký tự, nhiều nhất {longest}. Hãy rút gọn.")
        return cell

    return read


def name(longest: int) -> Callable[[str], str]:
    """A name: it has letters. All in capitals stays as it was written."""

    def read(cell: str) -> str:
        if not any(char.isalpha() for char in cell):
            raise Wrong(f"“{cell[:40]}” không phải là tên. Hãy ghi tên bằng chữ.")
        return text(longest)(cell)

    return read


def whole_number(cell: str) -> int:
    """A number of people or things, none of it below nought."""
    compact = re.sub(r"(?<=\d)[.\s](?=\d{3}(?:\D|$))", "", cell)
    if re.fullmatch(r"[-−–]\s*\d+", compact):
        raise Wrong(f"Số âm ({cell}). Hãy ghi số từ 0 trở lên.", compact.lstrip("-−– "))
    if re.fullmatch(r"\d{10,}", compact):
        raise Wrong(f"Số {cell[:40]} quá lớn. Hãy kiểm tra lại.")
    if not re.fullmatch(r"\d{1,9}", compact):
        raise _no_number(cell)
    number = int(compact)
    if number > MOST_COUNTED:
        raise Wrong(f"Số {cell[:40]} quá lớn. Hãy kiểm tra lại.")
    return number


_GROUPED = re.compile(r"\d{1,3}(?:[,'’`_.\s]\d{3})+(?:[.,]0+)?")
_NO_FRACTION = re.compile(r"(\d{1,9})[.,]0+")


def _no_number(cell: str) -> Wrong:
    """Why it can't be read as a number, and which one was likely meant."""
    said, shown = _spelled_otherwise(cell), f"“{cell[:40]}”"
    if said is not None:
        likely = vietnamese.group_digits(said)
        return Wrong(f"{shown} không đọc được là số. Có phải {likely}?", likely)
    if re.fullmatch(r"\d+\s*[-–—]\s*\d+", cell):
        return Wrong(f"{shown} là một khoảng. Hãy ghi một số.")
    if re.fullmatch(r"\d+[.,]\d+|.*%", cell):
        return Wrong(f"{shown} không phải số nguyên. Hãy ghi số người, ví dụ 50.")
    words = _in_digits(cell)
    if words:
        return Wrong(f"{shown} có lẽ là {words}. Hãy ghi bằng chữ số: {words}.", words)
    return Wrong(f"{shown} không phải là số. Hãy ghi bằng chữ số, ví dụ 50.")


def _spelled_otherwise(cell: str) -> int | None:
    """1,234 and 1'234, 50,0 and 1.234,00, 12 nghìn: spellings of another country or of another place."""
    if _GROUPED.fullmatch(cell):
        return int(re.sub(r"\D", "", re.sub(r"[.,]0{1,2}$", "", cell)))
    if whole := _NO_FRACTION.fullmatch(cell):
        return int(whole[1])
    try:
        quantity = vietnamese.parse_quantity(cell)
    except ValueError:
        return None
    # A small number with a word beside it is said as it stands.
    return quantity.value if quantity.value >= 1_000 else None


_UNITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip


def _in_digits(cell: str) -> str:
    """ "năm mươi" is 50: numbers up to nine hundred and ninety-nine said in words, and digits with words around them."""
    words = [
        word for word in name_key(cell).split() if word not in ("nguoi", "dai", "bieu", "khoang", "gan", "hon", "tren")
    ]
    if len(words) == 1 and re.fullmatch(r"\d{1,9}", words[0]):
        return words[0]
    if len(words) == 1 and words[0] in _UNITS:
        return str(_UNITS[words[0]])
    if len(words) > 1 and words[0] in _UNITS and words[1] == "tram":
        rest = " ".join(word for word in words[2:] if word not in ("linh", "le"))
        said = _in_digits(rest) if rest else "0"
        return str(_UNITS[words[0]] * 100 + int(said)) if said else ""
    if words and words[0] == "muoi" and len(words) <= 2:
        return str(10 + (_UNITS.get(words[1], 0) if len(words) == 2 else 0))
    if len(words) in (2, 3) and words[0] in _UNITS and words[1] == "muoi":
        return str(_UNITS[words[0]] * 10 + (_UNITS.get(words[2], 1) if len(words) == 3 else 0))
    return ""


def years(cell: str) -> list[int]:
    """The first and the last year of a span."""
    span = re.fullmatch(r"\D*(\d{4})\s*[-–—/]\s*(\d{4})\D*", cell)
    if span and int(span[1]) > int(span[2]):
        raise Wrong(f"Giai đoạn ngược: năm đầu ({span[1]}) lớn hơn năm cuối ({span[2]}).", f"{span[2]}-{span[1]}")
    try:
        period = vietnamese.Period.parse(cell)
    except ValueError as error:
        raise Wrong(str(error)) from error
    return [period.start_year, period.end_year]


def nearest(wanted: str, known: Iterable[str]) -> str:
    """The known name that looks most like what was written; nothing where none does."""
    keys = {name_key(one): one for one in known}
    found = get_close_matches(name_key(wanted), keys, n=1, cutoff=0.7)
    return keys[found[0]] if found else ""


def unknown(what: str, wanted: str, known: Iterable[str]) -> Wrong:
    """The sentence for a value that is none of the known ones, with the nearest of them."""
    names = list(known)
    near = nearest(wanted, names)
    hint = f" Hãy ghi một trong: {', '.join(names)}." if len(names) <= FEW else " Hãy chọn một giá trị đã có."
    if near:
        hint = f" Có phải “{near}”?"
    return Wrong(f"Không có {what} “{wanted[:60]}”.{hint}", near)
