"""What an event must have, and what is only asked about."""

from datetime import date

import pytest

from events.models import Event
from organizations.models import OrganizationKind, Person, Position
from organizations.registering import register
from publishing import requirements, revisions

pytestmark = pytest.mark.django_db


def said(item):
    report = requirements.report(item)
    return [one.message for one in report.must], [one.message for one in report.should]


def quantity(written, value, unit, qualifier=""):
    return {"written": written, "value": value, "unit": unit, "qualifier": qualifier}


def test_without_kind_and_day_it_goes_nowhere(db):
    must, _ = said(Event(title="Hội nghị (minh họa)"))
    assert must == [
        "Chưa chọn loại: hội nghị, giao ban, tọa đàm …",
        "Chưa có ngày diễn ra. Hãy ghi ngày, ví dụ 28/8/2023.",
    ]


def test_an_event_of_years_is_asked_about(event_draft):
    facts = {"venue": "Hà Nội", "organizer_name": "Ban tổ chức (minh họa)"}
    item = event_draft(day=date(2023, 8, 28), end_day=date(2032, 8, 28), **facts)
    assert said(item) == ([], ["Diễn ra 3.289 ngày liền. Xem lại ngày, tháng, năm kết thúc."])
    assert said(event_draft(day=date(2023, 8, 1), end_day=date(2023, 8, 31), **facts)) == ([], [])


def test_what_does_not_go_ahead_says_why(event_draft):
    must, _ = said(event_draft(disruption="cancelled"))
    assert must == ["Đã ghi hủy nhưng chưa có lý do. Bạn đọc sẽ hỏi vì sao."]
    assert said(event_draft(disruption="cancelled", disruption_reason="Bão (minh họa)."))[0] == []


def test_a_headline_that_disagrees_with_the_register_is_asked_about_and_never_blocks(event_draft, connect):
    item = event_draft(
        quantities=[quantity("3 điểm cầu", 3, "điểm cầu"), quantity("gần 200 đại biểu", 200, "đại biểu", "gần")],
        venue="Hà Nội", organizer_name="Ban tổ chức (minh họa)",
    )  # fmt: skip
    assert said(item) == ([], [])
    connect(item, 4, actual=49)
    must, should = said(item)
    assert must == []
    assert should == ["Ghi “3 điểm cầu”, danh sách điểm cầu cộng lại là 4. Xem lại một trong hai."]


def test_a_rounded_headline_agrees_with_what_the_register_adds_up_to(event_draft, connect):
    item = event_draft(
        quantities=[quantity("gần 14 nghìn đại biểu", 14_000, "đại biểu", "gần")], venue="Hà Nội", organizer_name="Ban tổ chức (minh họa)"
    )  # fmt: skip
    connect(item, 1, actual=13_947)
    assert said(item) == ([], [])


def test_a_title_that_is_not_of_the_day_and_a_wrong_weekday_are_asked_about(event_draft):
    kind = OrganizationKind.objects.create(name="đảng ủy", slug="dang-uy")
    where = register(name="Đảng ủy Khối (minh họa)", kind=kind)
    person = Person.objects.create(full_name="Trần Thị Bình", honorific="đồng chí")
    person.write_words()
    person.save()
    Position.objects.create(
        person=person,
        organization=where,
        title="Phó Bí thư",
        valid_from=date(2018, 1, 1),
        valid_until=date(2022, 6, 30),
    )
    item = event_draft(
        day=date(2023, 8, 28), venue="Hà Nội", organizer_name="Ban tổ chức (minh họa)", summary="Họp Thứ Ba, 28/8/2023.",
        roles=[{"part": "chair", "name": "đồng chí Trần Thị Bình", "title": "Phó Bí thư Đảng ủy Khối", "person": person.pk}],
    )  # fmt: skip
    must, should = said(item)
    assert must == []
    assert should == [
        "Ngày 28/8/2023 là Thứ Hai, không phải Thứ Ba.",
        "“Phó Bí thư” của Trần Thị Bình: không còn đúng từ sau 30/6/2022.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nối 285 điểm cầu, gần 14 nghìn đại biểu", []),
        ("nối 285 điểm cầu, trong đó 4 điểm cầu ở Hà Nội, 13.947 đại biểu", []),
        ("nối 280 điểm cầu", ["Bài ghi “280 điểm cầu”, hội nghị “{}” ghi “285 điểm cầu”. Xem lại một trong hai."]),
        (
            "có 12.000 đại biểu",
            ["Bài ghi “12.000 đại biểu”, hội nghị “{}” ghi “gần 14 nghìn đại biểu”. Xem lại một trong hai."],
        ),
        ("không ghi số nào", []),
    ],
)
def test_an_article_that_counts_otherwise_than_its_event_is_asked_about(event, draft, text, said):
    held = event(
        quantities=[
            quantity("285 điểm cầu", 285, "điểm cầu"),
            quantity("gần 14 nghìn đại biểu", 14_000, "đại biểu", "gần"),
        ]
    )
    item = draft(body=f"<p>Hội nghị {text}.</p>", events=[held.pk])
    revisions.lay_over(item, revisions.current_data(item))
    report = requirements.report(item)
    assert [one.message for one in report.should if "hội nghị" in one.message] == [
        line.format(held.title) for line in said
    ]


def test_an_organizer_that_was_no_more_is_asked_about(event_draft):
    kind = OrganizationKind.objects.create(name="ban", slug="ban")
    over = register(name="Ban Cũ (minh họa)", kind=kind, valid_until=date(2023, 8, 27))
    _, should = said(event_draft(day=date(2023, 8, 28), venue="Hà Nội", organizer=over.pk))
    assert [one for one in should if "Ban Cũ" in one] == [
        f"“{over}” chỉ hoạt động đến 27/8/2023; ngày diễn ra là 28/8/2023. Hãy chọn tổ chức khác, hoặc xem lại ngày."
    ]
    assert said(event_draft(day=date(2023, 8, 27), venue="Hà Nội", organizer=over.pk))[1] == []
