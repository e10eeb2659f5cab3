"""Reads table.txt: one line an address, what is said of it by letters. The head of that file explains them."""

from dataclasses import dataclass
from pathlib import Path

from tests.pages.planting import STATES

ROLES = "CREMAFPWSG"
COLUMNS = "?0" + ROLES
_FILE = Path(__file__).with_name("table.txt")
_ORDER = ("sua", "nhap", "hen", "hethan", "rac", "go")


@dataclass(frozen=True)
class Rule:
    """What an address answers: to reading and to sending, each the same for all, by the piece's state, or by who asks."""

    reading: str
    sending: str

    @property
    def is_same_for_all(self) -> bool:
        """Whether it is the same for everybody."""
        return len(self.reading) != len(COLUMNS) and len(self.sending) != len(COLUMNS)

    def read(self, column: str, state: str) -> str:
        """The letter for reading."""
        return _letter(self.reading, column, state)

    def write(self, column: str, state: str) -> str:
        """The letter for sending."""
        return _letter(self.sending, column, state)


def _letter(said: str, column: str, state: str) -> str:
    if len(said) == len(COLUMNS):
        return said[COLUMNS.index(column)]
    return said[_ORDER.index(state)] if len(said) == len(STATES) else said


def _rules() -> dict[str, Rule]:
    found = {}
    for line in _FILE.read_text().splitlines():
        if line and not line.startswith("#"):
            reading, sending, pattern = (line.split(maxsplit=2) + [""])[:3]
            assert pattern not in found, f"table.txt says it twice: {pattern}"
            found[pattern] = Rule(reading, sending)
    return found


RULES = _rules()
