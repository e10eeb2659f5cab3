"""The tree as readers see it: groups, counts, nobody lost under a parent that has ended."""

from datetime import date

import pytest

from organizations import tree

pytestmark = pytest.mark.django_db


def outline():
    return [
        (one.act, one.branch.name, one.branch.count, one.is_open)
        for one in tree.steps(tree.current_branches())
        if one.act != "close"
    ]


def test_children_of_several_groups_are_told_apart_and_counted(kind, unit):
    kind("ban", "Cơ quan tham mưu", 1)
    kind("đảng bộ", "Đảng bộ trực thuộc", 2)
    kind("chi bộ", "", 3)
    top = unit("Đảng ủy", of="đảng ủy")
    unit("Đảng bộ X", of="đảng bộ", parent=top)
    below = unit("Đảng bộ Y", of="đảng bộ", parent=top)
    unit("Ban Z", of="ban", parent=top)
    for name in ("Chi bộ 2", "Chi bộ 10", "Chi bộ 1"):
        unit(name, parent=below)
    assert outline() == [
        ("open", "Đảng ủy", "3 đơn vị", True),
        ("open", "Cơ quan tham mưu", "1", True),
        ("leaf", "Ban Z", "", False),
        ("open", "Đảng bộ trực thuộc", "2", True),
        ("leaf", "Đảng bộ X", "", False),
        ("open", "Đảng bộ Y", "3 chi bộ", False),
        ("leaf", "Chi bộ 1", "", False),
        ("leaf", "Chi bộ 2", "", False),
        ("leaf", "Chi bộ 10", "", False),
    ]
    assert tree.numbers() == [("đảng ủy", 1), ("ban", 1), ("đảng bộ", 2), ("chi bộ", 3)]


def test_a_branch_that_ended_leaves_its_children_with_the_one_above(unit):
    top = unit("Đảng ủy")
    gone = unit("Đảng bộ cũ", parent=top, valid_until=date(2020, 1, 1))
    unit("Chi bộ còn lại", parent=gone)
    assert outline() == [("open", "Đảng ủy", "1 chi bộ", True), ("leaf", "Chi bộ còn lại", "", False)]


def test_every_branch_that_opens_closes(unit):
    top = unit("A")
    unit("C", parent=unit("B", parent=top))
    assert [one.act for one in tree.steps(tree.current_branches())] == ["open", "open", "leaf", "close", "close"]
