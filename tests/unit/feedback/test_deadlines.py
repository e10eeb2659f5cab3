"""Working days."""

from datetime import date

import pytest

from feedback.deadlines import due_on
from feedback.states import Kind

FRIDAY = date(2024, 7, 12)


@pytest.mark.parametrize(
    ("kind", "received", "holidays", "due"),
    [
        (Kind.MISTAKE, FRIDAY, set(), date(2024, 7, 16)),
        (Kind.QUESTION, FRIDAY, set(), date(2024, 7, 19)),
        (Kind.QUESTION, date(2024, 7, 13), set(), date(2024, 7, 19)),
        (Kind.QUESTION, date(2024, 8, 30), {date(2024, 9, 2), date(2024, 9, 3)}, date(2024, 9, 10)),
    ],
)
def test_weekends_and_holidays_do_not_count(kind, received, holidays, due):
    assert due_on(kind, received=received, holidays=holidays) == due
