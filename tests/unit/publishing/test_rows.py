"""Rows inside a form: read row by row, each mistake at its row, nothing lost."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from publishing.rows import Column, RowsField

COLUMNS = [
    Column(name="part", label="Vai trò", choices=[("a", "Chủ trì"), ("b", "Dự")], narrow=True),
    Column(name="name", label="Họ tên"),
    Column(name="age", label="Tuổi"),
]


def read(row):
    if not row["age"].isdecimal():
        raise ValidationError(f"“{row['age']}” không phải là tuổi.")
    return {"part": row["part"], "name": row["name"], "age": int(row["age"])}


class Team(forms.Form):
    people = RowsField(columns=COLUMNS, read=read, show=lambda row: {**row, "age": f"{row['age']}"}, most=3)


def sent(*rows):
    data = QueryDict(mutable=True)
    for row in rows:
        for column, value in zip(COLUMNS, row, strict=True):
            data.appendlist(f"people-{column.name}", value)
    return data


def test_rows_are_read_in_order_blank_ones_left_out_words_tidied():
    form = Team(sent(("a", "", ""), ("b", "  Lan  Anh ", "30"), ("a", "Nam", "41"), ("a", "", "")))
    assert form.is_valid()
    assert form.cleaned_data["people"] == [
        {"part": "b", "name": "Lan Anh", "age": 30},
        {"part": "a", "name": "Nam", "age": 41},
    ]


def test_every_wrong_row_is_named_and_what_was_typed_stays():
    form = Team(sent(("a", "Lan", "x"), ("a", "Nam", "30"), ("b", "Bảy", "")))
    assert not form.is_valid()
    assert form.errors["people"] == ["Dòng 1: “x” không phải là tuổi.", "Dòng 3: “” không phải là tuổi."]
    page = str(form["people"])
    assert [name in page for name in ("Lan", "Nam", "Bảy", 'value="x"')] == [True] * 4
    assert '<option value="b" selected>' in page and 'aria-label="Tuổi, dòng 3"' in page


def test_too_many_rows_and_too_long_words_are_refused():
    form = Team(sent(*[("a", f"Người {n}", "30") for n in range(4)]))
    assert form.errors["people"] == ["Nhiều nhất 3 dòng, đang có 4."]
    assert Team(sent(("a", "x" * 601, "30"))).errors["people"] == [f"Dòng 1: “{'x' * 40}…” dài quá 600 ký tự."]


def test_what_is_stored_is_shown_and_told_from_what_has_changed():
    stored = [{"part": "b", "name": "Lan", "age": 30}]
    form = Team(sent(("b", "Lan", "30")), initial={"people": stored})
    assert not form.has_changed()
    assert Team(sent(("b", "Lan", "31")), initial={"people": stored}).has_changed()
    assert Team(sent(), initial={"people": stored}).has_changed()
    page = str(Team(initial={"people": stored})["people"])
    assert 'value="Lan"' in page and page.count("<tr id=") == 1 + 3


def test_a_disabled_table_offers_nothing_and_takes_nothing():
    form = Team(sent(("a", "Kẻ xen vào", "1")), initial={"people": [{"part": "a", "name": "Lan", "age": 30}]})
    form.fields["people"].disabled = True
    assert form.is_valid() and form.cleaned_data["people"][0]["name"] == "Lan"
    page = str(form["people"])
    assert "Kẻ xen vào" not in page and page.count("<tr id=") == 1 and page.count(" disabled") == 3


@pytest.mark.parametrize("odd", ["people-name=a", "people-age=1&people-age=2", "people-part=a&people-part=b"])
def test_boxes_that_do_not_match_are_no_error_of_the_server(odd):
    Team(QueryDict(odd)).is_valid()
