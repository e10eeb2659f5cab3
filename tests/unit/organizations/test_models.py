"""Names, titles and dates: what was right on a day; what can't be is refused by the form's words and by the database."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations.models import Organization, Person, Position

pytestmark = pytest.mark.django_db


def test_the_name_is_the_one_that_was_right_on_the_day(unit):
    one = unit(
        "Đảng bộ Cơ quan C (minh họa)",
        former_names=(
            {"name": "Đảng bộ Ban A (minh họa)", "valid_from": date(2000, 1, 1), "valid_until": date(2009, 12, 31)},
            {"name": "Đảng bộ Ban B (minh họa)", "valid_from": date(2010, 1, 1), "valid_until": date(2019, 6, 30)},
        ),
    )
    days = [date(2009, 12, 31), date(2010, 1, 1), date(2019, 6, 30), date(2019, 7, 1)]
    assert [one.name_on(day) for day in days] == [
        "Đảng bộ Ban A (minh họa)", "Đảng bộ Ban B (minh họa)", "Đảng bộ Ban B (minh họa)", "Đảng bộ Cơ quan C (minh họa)",
    ]  # fmt: skip


def test_a_title_fits_its_day_and_becomes_nguyen(unit):
    branch = unit("Chi bộ Phòng Ảnh (minh họa)")
    above = unit(
        "Đảng bộ Báo (minh họa)",
        former_names=({"name": "Đảng bộ Tạp chí (minh họa)", "valid_until": date(2012, 1, 1)},),
    )
    person = Person.objects.create(full_name="Trần Văn Lâm (minh họa)")
    for title, organization, rank, since, until in [
        ("Bí thư", above, 1, date(2010, 1, 1), date(2015, 5, 31)),
        ("Bí thư", branch, 5, date(2014, 1, 1), date(2020, 5, 31)),
    ]:
        Position.objects.create(
            person=person, organization=organization, title=title, rank=rank, valid_from=since, valid_until=until
        )
    days = [date(2009, 1, 1), date(2011, 1, 1), date(2015, 5, 31), date(2015, 6, 1), date(2020, 6, 1)]
    assert [person.title_of(on=day) for day in days] == [
        "", "Bí thư Đảng bộ Tạp chí (minh họa)", "Bí thư Đảng bộ Báo (minh họa)", "Bí thư Chi bộ Phòng Ảnh (minh họa)",
        "nguyên Bí thư Chi bộ Phòng Ảnh (minh họa)",
    ]  # fmt: skip


def test_current_former_and_yet_to_come(unit):
    today = timezone.localdate()
    unit("Không ngày")
    unit("Hết hôm nay", valid_until=today)
    unit("Hết hôm qua", valid_until=today - timedelta(days=1))
    unit("Từ mai", valid_from=today + timedelta(days=1))
    names = [
        sorted(one.name for one in found)
        for found in (Organization.objects.current(), Organization.objects.former(), Organization.objects.shown())
    ]
    assert names == [["Hết hôm nay", "Không ngày"], ["Hết hôm qua"], ["Hết hôm nay", "Hết hôm qua", "Không ngày"]]


def test_a_circle_in_the_tree_is_refused_in_words(unit):
    top = unit("Đảng bộ A")
    middle = unit("Đảng bộ B", parent=top)
    below = unit("Chi bộ C", parent=middle)
    for parent in (top, below):
        top.parent = parent
        with pytest.raises(ValidationError) as refused:
            top.full_clean()
        assert "đang thuộc chính tổ chức này" in refused.value.message_dict["parent"][0]
    assert below.parent_id == middle.pk and below.full_clean() is None


def test_an_end_before_the_beginning_is_refused_at_its_field_and_by_the_database(unit):
    one = unit("Chi bộ A")
    one.valid_from, one.valid_until = date(2024, 5, 2), date(2024, 5, 1)
    with pytest.raises(ValidationError) as refused:
        one.full_clean()
    assert refused.value.message_dict == {
        "valid_until": ["Ngày kết thúc sớm hơn ngày bắt đầu. Hãy ghi từ 2/5/2024 trở đi."]
    }
    with pytest.raises(IntegrityError, match="organization_ends_after_it_begins"), transaction.atomic():
        one.save()


@pytest.mark.parametrize("field", ["parent", "successor"])
def test_nothing_is_its_own_parent_or_successor(unit, field):
    one = unit("Chi bộ A")
    with pytest.raises(IntegrityError, match=f"organization_not_its_own_{field}"), transaction.atomic():
        Organization.objects.filter(pk=one.pk).update(**{field: one.pk})


def test_the_tree_is_read_branch_by_branch_in_vietnamese_order(unit):
    top = unit("Đảng ủy")
    for name in ("Chi bộ Ơ", "Chi bộ O", "Chi bộ Đ", "Chi bộ D"):
        unit(name, parent=top)
    unit("Tổ Đ1", parent=Organization.objects.get(name="Chi bộ Đ"))
    unit("Ban")
    found = [(one.tree_depth, one.name) for one in Organization.objects.in_tree_order()]
    assert found == [
        (0, "Ban"), (0, "Đảng ủy"), (1, "Chi bộ D"), (1, "Chi bộ Đ"), (2, "Tổ Đ1"), (1, "Chi bộ O"), (1, "Chi bộ Ơ"),
    ]  # fmt: skip
