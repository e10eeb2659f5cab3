"""Numbers in text: quantities as a newsroom writes them, grouped digits, file sizes."""

import re
from decimal import Decimal
from typing import NamedTuple

from vietnamese.text import clean_line

_QUALIFIERS = (
    "gần tới|gần|hơn|trên|khoảng|chừng|dưới|ít nhất|nhiều nhất|tối thiểu|tối đa|không dưới|không quá"
    "|xấp xỉ|ngót|tổng số|tổng cộng|đúng|đủ|cả"
)
_MULTIPLIERS = {
    "chục": 10,
    "trăm": 100,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "vạn": 10_000,
    "triệu": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}
_ALMOST = {"gần tới", "gần", "ngót", "dưới"}
_MORE = {"hơn", "trên"}
_ABOUT = {"khoảng", "chừng", "xấp xỉ"}
_AT_LEAST = {"ít nhất", "tối thiểu", "không dưới"}
_AT_MOST = {"nhiều nhất", "tối đa", "không quá"}
_AMOUNT = (
    rf"(?:(?P<qualifier>(?i:{_QUALIFIERS}))\s+)?"
    r"(?P<number>[0-9]{1,3}(?:[. ][0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?)(?![0-9.,]*[0-9])"
    rf"(?P<multipliers>(?:\s*(?i:{'|'.join(_MULTIPLIERS)})(?!\w))*)"
)
_QUANTITY = re.compile(_AMOUNT + r"(?:\s+(?P<unit>\S.*))?")
_HELP = "Hãy viết như: 285 điểm cầu, gần 14 nghìn đại biểu, hơn 16.000 cán bộ."


class Quantity(NamedTuple):
    """An amount to count with, and the words it was given in. Prints exactly as written."""

    value: int
    qualifier: str
    unit: str
    written: str

    def __str__(self) -> str:
        return self.written

    def agrees_with(self, count: int) -> bool:
        """Whether somebody who counted `count` could have written this.

        `Gần 14 nghìn` is said of 13,947, `hơn 16.000` of 16,420; a number without such a word and without nghìn, vạn
        is exact.
        """
        word, step = self.qualifier.lower(), self._step()
        if word in _ALMOST:
            return self.value - step < count <= self.value
        if word in _MORE:
            return self.value <= count < self.value + max(step, self.value // 10)
        if word in _ABOUT:
            return abs(count - self.value) <= max(step // 2, self.value // 10)
        if word in _AT_LEAST:
            return count >= self.value
        if word in _AT_MOST:
            return count <= self.value
        return abs(count - self.value) * 2 <= step if step > 1 and self._is_in_words() else count == self.value

    def _is_in_words(self) -> bool:
        return any(word in _MULTIPLIERS for word in self.written.lower().split())

    def _step(self) -> int:
        """What the last figure counts that somebody rounded to: a thousand in `14 nghìn` and `10.000`, a tenth at most."""
        step = 1
        while self.value % (step * 10) == 0 and step * 100 <= self.value:
            step *= 10
        return step


def parse_quantity(text: str) -> Quantity:
    """Read `gần 14 nghìn đại biểu` (14000), `hơn 16.000 cán bộ`, `trên 6,5 vạn đảng viên` (65000).

    A dot or a space groups thousands, a comma is the decimal mark. Raises ValueError with a message for the
    writer, also where the amount is no whole number.
    """
    written = clean_line(text)
    match = _QUANTITY.fullmatch(written)
    if match is None:
        raise ValueError(f"Không đọc được số lượng “{written[:60]}”. {_HELP}")
    amount = Decimal(match["number"].replace(".", "").replace(" ", "").replace(",", "."))
    for multiplier in match["multipliers"].lower().split():
        amount *= _MULTIPLIERS[multiplier]
    if amount != int(amount):
        raise ValueError(f"Số lượng “{written[:60]}” không phải số nguyên. {_HELP}")
    if "," in match["number"] and not match["multipliers"]:
        raise ValueError(f"“{match['number']}”: dấu phẩy là dấu thập phân; hàng nghìn viết bằng dấu chấm, như 16.000.")
    return Quantity(int(amount), match["qualifier"] or "", match["unit"] or "", written)


def quantities_of(text: str, unit: str) -> list[Quantity]:
    """The quantities of a unit in a running text, in order: `285 điểm cầu … gần 14 nghìn đại biểu`."""
    line = clean_line(text)
    found = re.finditer(rf"(?<![\w.,]){_AMOUNT}\s+{re.escape(unit)}(?!\w)", line, re.IGNORECASE)
    return [parse_quantity(match[0]) for match in found if not _is_odd(match)]


def _is_odd(match: re.Match[str]) -> bool:
    """Such as `6,5 người`: in a running text nobody is told, it is left alone."""
    try:
        parse_quantity(match[0])
    except ValueError:
        return True
    return False


def group_digits(number: int) -> str:
    """The number with dots between thousands: 16000 → 16.000."""
    return f"{number:,}".replace(",", ".")


def file_size(size: int) -> str:
    """A size in bytes for people: 512 B, 48 KB, 1,2 MB.

    Steps of 1024, one decimal from MB on unless it is zero.
    """
    if size < 1024:
        return f"{size} B"
    amount = size / 1024
    if round(amount) < 1024:
        return f"{round(amount)} KB"
    for unit in ("MB", "GB", "TB"):
        amount /= 1024
        if round(amount, 1) < 1024 or unit == "TB":
            break
    return f"{amount:.1f}".removesuffix(".0").replace(".", ",") + f" {unit}"
