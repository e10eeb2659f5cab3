"""From a written name to the organisation: marks, case and spacing don't count; several of a name are a person's choice."""

from datetime import date

import pytest

from organizations.models import Organization
from organizations.naming import How, find_exact
from organizations.words import name_key, stored_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(unit):
    return unit(
        "Đảng bộ Văn phòng Trung ương (minh họa)",
        short_name="ĐB VPTW",
        aliases="Văn phòng T.Ư\nVP Trung ương Đảng",
        former_names=({"name": "Đảng bộ Phòng Bí thư (minh họa)", "valid_until": date(2001, 1, 1)},),
    )


@pytest.mark.parametrize(
    ("written", "how"),
    [
        ("ĐẢNG  BỘ văn phòng trung ương – minh hoạ", How.EXACT),
        ("db vptw", How.SHORT),
        ("Dang bo Phong Bi thu (minh hoa)", How.FORMER),
        ("văn phòng T.Ư", How.ALIAS),
        ("Đảng bộ Văn phòng Trung ưong (minh hoạa)", How.NEAR),
    ],
)
def test_an_organisation_is_found_by_every_name(office, unit, written, how):
    unit("Chi bộ Khác (minh họa)")
    found = find_exact(written)
    assert (found.organization, found.how) == (office, how)


@pytest.mark.parametrize("written", ["", "  ", "…", "Văn phòng", "Chi bộ Hoàn toàn lạ"])
def test_what_nobody_is_called_is_found_by_nothing(office, written):
    assert find_exact(written) == find_exact("") and find_exact(written).how == How.NONE


def test_two_of_a_name_are_a_choice_unless_one_is_history(unit):
    unit("Chi bộ Văn phòng", valid_until=date(2010, 1, 1))
    standing = unit("Chi bộ Văn phòng")
    assert find_exact("chi bộ văn phòng").organization == standing
    unit("Chi bộ Văn phòng")
    found = find_exact("chi bộ văn phòng")
    assert (found.organization, found.how) == (None, How.MANY)
    assert find_exact("chi bộ văn phong g").how == How.MANY


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("van phong", 1),
        ("TRUNG ƯƠNG đảng", 1),
        ("phòng bí thư", 1),
        ("vp", 1),
        ("hong", 0),
        ("%", 1),
        ("_", 1),
        ("", 1),
    ],
)
def test_matching_asks_for_beginnings_of_words(office, asked, count):
    assert Organization.objects.matching(asked).count() == count


def test_keys_hold_letters_and_digits_alone():
    assert name_key("  Đảng ủy – Cơ quan UBKT (T.Ư) số 5/2 ") == "dang uy co quan ubkt t u so 5 2"
    assert stored_words(["Chi bộ A", "", "CHI BỘ a", "Số 5"]) == " chi bo a \n so 5 "
