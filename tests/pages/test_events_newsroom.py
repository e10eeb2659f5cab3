"""Writing an event in the newsroom, without script: time, people, programme, numbers; through its workflow; its register."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from documents.models import Document
from events.models import Event, EventKind, EventSeries
from organizations.models import OrganizationKind, Person, Position
from organizations.registering import register
from publishing import revisions, workflow
from publishing.states import Stage, State
from tests.unit.events.test_sheets import row, sheet

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/events/event/add/"


def address(name, *args):
    return reverse(f"admin:events_event_{name}", args=args)


def kind():
    return EventKind.objects.get_or_create(slug="hoi-nghi", defaults={"name": "Hội nghị"})[0].pk


@pytest.fixture
def committee(db):
    organizations = OrganizationKind.objects.create(name="đảng ủy", slug="dang-uy")
    return register(name="Đảng ủy Khối (minh họa)", short_name="ĐUK", kind=organizations)


@pytest.fixture
def secretary(committee):
    person = Person(full_name="Trần Thị Bình", honorific="đồng chí")
    person.write_words()
    person.save()
    Position.objects.create(person=person, organization=committee, title="Bí thư", valid_from=date(2020, 1, 1))
    return person


def given(**fields):
    plain = {
        "kind": kind(), "title": "Hội nghị chuyên đề (minh họa)", "summary": "Hai chuyên đề.", "mode": "hybrid", "day": "28/8/2023",
        "hour": "8h00", "end_hour": "11:30", "venue": "Hà Nội",
    }  # fmt: skip
    return plain | fields


def rows(name, *lines):
    """Rows of boxes as a browser sends them: {"agenda-hour": [...], …}."""
    return {f"{name}-{column}": [line[column] for line in lines] for column in lines[0]}


def local(moment):
    return timezone.localtime(moment).strftime("%d/%m/%Y %H:%M")


def test_an_event_is_written_without_script(client_of, reporter, committee, secretary):
    data = given(
        organizer_them="dang uy khoi (minh hoa)", period="quy 3 năm 2023", reviewed_period="Quý II/2023", occasion="Quốc khánh",
        **rows("quantities", {"written": "285 điểm cầu"}, {"written": "gần 14 nghìn đại biểu"}, {"written": ""}),
        **rows(
            "roles",
            {"part": "chair", "name": "tran thi binh", "title": ""},
            {"part": "present", "name": "", "title": "đại diện các ban"},
            {"part": "chair", "name": "", "title": ""},
        ),
        **rows(
            "agenda",
            {"hour": "8h15", "text": "Chuyên đề 1", "presenter": "Báo cáo viên", "day": ""},
            {"hour": "", "text": "Bế mạc", "presenter": "", "day": "28/8/2023"},
        ),
        **rows("tasks", {"text": "Báo cáo", "assignee": "Ban A", "due": "1/9/2023", "state": "doing"}),
    )  # fmt: skip
    answer = client_of(reporter).post(ADD, data)
    item = Event.objects.get()
    assert (answer.status_code, answer.url) == (302, address("change", item.pk))
    assert (local(item.begins), local(item.ends), item.begins_as, item.ends_as) == (
        "28/08/2023 08:00", "28/08/2023 11:30", "hour", "hour",
    )  # fmt: skip
    assert (item.organizer, item.period, item.reviewed_period) == (committee, "quý III/2023", "quý II/2023")
    assert [(one["value"], one["qualifier"], one["unit"]) for one in item.quantities] == [
        (285, "", "điểm cầu"), (14_000, "gần", "đại biểu"),
    ]  # fmt: skip
    assert item.roles == [
        {
            "part": "chair",
            "name": "đồng chí Trần Thị Bình",
            "title": "Bí thư Đảng ủy Khối (minh họa)",
            "person": secretary.pk,
        },
        {"part": "present", "name": "", "title": "đại diện các ban", "person": None},
    ]
    assert item.agenda == [
        {"day": None, "hour": "8:15", "text": "Chuyên đề 1", "presenter": "Báo cáo viên"},
        {"day": "2023-08-28", "hour": "", "text": "Bế mạc", "presenter": ""},
    ]
    assert item.tasks == [{"text": "Báo cáo", "assignee": "Ban A", "due": "2023-09-01", "state": "doing"}]


def form_of(page):
    """What a browser would send back of a page that nobody has touched."""
    found = {}
    for tag in re.findall(r"<input [^>]*>", page.partition("data-piece-form")[2]):
        name, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        ticked = "checked" in tag or not re.search(r'type="(checkbox|radio)"', tag)
        if name and ticked:
            found.setdefault(name[1], []).append(value[1] if value else "")
    for name, inside in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found.setdefault(name, []).append(chosen[1] if chosen else "")
    for name, inside in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\s?(.*?)</textarea>', page, re.DOTALL):
        found.setdefault(name, []).append(inside)
    return found


def test_what_is_opened_and_saved_again_stays_as_it_is(client_of, reporter, committee, secretary):
    browser = client_of(reporter)
    document = Document.objects.create(title="Tài liệu (minh họa)", created_by=reporter)
    series = EventSeries.objects.create(name="Giao ban (minh họa)", slug="giao-ban")
    data = given(
        organizer=committee.pk, documents=[document.pk], series=series.pk, end_day="29/8/2023", period="quý III/2023",
        **rows("quantities", {"written": "285 điểm cầu"}),
        **rows("roles", {"part": "chair", "name": "đồng chí Trần Thị Bình", "title": "Bí thư"}),
        **rows("agenda", {"hour": "8:15", "text": "Một", "presenter": "", "day": "28/8/2023"}),
        **rows("tasks", {"text": "Việc", "assignee": "", "due": "1/9/2023", "state": "open"}),
    )  # fmt: skip
    browser.post(ADD, data)
    item = Event.objects.get()
    before = revisions.current_data(item)
    assert before["documents"] == [document.pk] and before["series"] == series.pk
    page = browser.get(address("change", item.pk)).content.decode()
    again = form_of(page)
    assert browser.post(address("change", item.pk), again).status_code == 302
    item = Event.objects.get()
    assert revisions.current_data(item) == before
    assert revisions.of(item).count() == 1


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"day": "32/8/2023"}, "Ngày diễn ra", "“32/8/2023” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 18/5/2023."),
        ({"day": ""}, "Ngày diễn ra", "Hãy ghi ngày diễn ra, ví dụ 28/8/2023."),
        (
            {"day": "31/12/9999", "end_day": ""},
            "Ngày diễn ra",
            "“31/12/9999”: năm 9999 không hợp lý. Hãy ghi năm từ 1900 đến 2199.",
        ),
        ({"day": "1/1/0001"}, "Ngày diễn ra", "“1/1/0001”: năm 1 không hợp lý. Hãy ghi năm từ 1900 đến 2199."),
        ({"end_day": "31/12/9999"}, "Ngày kết thúc", "“31/12/9999”: năm 9999 không hợp lý. Hãy ghi năm từ 1900 đến 2199."),
        (
            {"hour": "8:00", "session": "chiều"},
            "Hoặc buổi",
            "08:00 là buổi sáng, không phải buổi chiều. Hãy bỏ giờ hoặc chọn lại buổi.",
        ),
        ({"hour": "8 rưỡi"}, "Giờ bắt đầu", "Giờ ghi dạng giờ:phút, ví dụ 08:00."),
        ({"end_hour": "7:00"}, "Giờ kết thúc", "Giờ kết thúc sớm hơn giờ bắt đầu. Hãy ghi lại ngày hoặc giờ kết thúc."),
        ({"end_day": "27/8/2023"}, "Ngày kết thúc", "Ngày kết thúc sớm hơn ngày diễn ra. Hãy ghi từ 28/8/2023 trở đi."),
        ({"period": "quý V/2023"}, "Kỳ", "Không đọc được quý “quý V/2023”. Hãy viết như: quý II/2024."),
        ({"reviewed_period": "2023-2021"}, "Kỳ được đánh giá", "Giai đoạn 2023-2021 có năm đầu sau năm cuối."),
        (
            {"quantities-written": ["285 điểm cầu", "-3 đại biểu"]},
            "Số liệu chính",
            "Dòng 2: Không đọc được số lượng “-3 đại biểu”. Hãy viết như: 285 điểm cầu, gần 14 nghìn đại biểu, hơn 16.000 cán bộ.",
        ),
        ({"quantities-written": ["285"]}, "Số liệu chính", "Dòng 1: “285”: hãy ghi cả đơn vị, ví dụ 285 đại biểu."),
        (
            {"agenda-hour": ["25:00"], "agenda-text": ["Một"], "agenda-presenter": [""], "agenda-day": [""]},
            "Chương trình",
            "Dòng 1: “25:00” không phải là giờ. Hãy ghi giờ:phút, ví dụ 08:15.",
        ),
        (
            {"tasks-text": [""], "tasks-assignee": ["Ban A"], "tasks-due": [""], "tasks-state": ["open"]},
            "Việc đã giao",
            "Dòng 1: Thiếu tên việc. Hãy ghi việc, hoặc xóa cả dòng.",
        ),
        ({"organizer_them": "khong co"}, "Đơn vị tổ chức", "Không có tổ chức nào là “khong co”. Hãy gõ ít chữ hơn, hoặc xóa ô này."),
    ],
)  # fmt: skip
def test_each_mistake_is_one_clear_message_and_nothing_is_lost(client_of, reporter, fields, field, message):
    answer = client_of(reporter).post(ADD, given(**fields))
    assert (answer.status_code, Event.objects.count()) == (422, 0)
    page = answer.content.decode().replace("&quot;", '"')
    assert f"{field}</a>: {message}" in page
    assert page.count("<li><a href=") >= 1 and "Còn 1 chỗ cần sửa" in page
    assert 'value="Hội nghị chuyên đề (minh họa)"' in page
    for value in fields.values():
        typed = value[-1] if isinstance(value, list) else value
        assert not typed or typed in page


def test_a_change_of_a_live_event_waits_and_its_comparison_reads_like_words(client_of, event, editor, approver, reader):
    held = event(venue="Hà Nội", tasks=[])
    browser = client_of(editor)
    page = browser.get(address("change", held.pk)).content.decode()
    again = form_of(page) | {
        "venue": ["Huế"], "mode": ["online"], "quantities-written": ["285 điểm cầu"], "viec": ["forward"],
        "agenda-hour": ["8:00"], "agenda-text": ["Khai mạc"], "agenda-presenter": ["Ban tổ chức"], "agenda-day": [""],
    }  # fmt: skip
    assert browser.post(address("change", held.pk), again).status_code == 302
    held.refresh_from_db()
    assert (held.venue, held.working_revision.stage) == ("Hà Nội", Stage.PENDING_APPROVAL)
    assert "Huế" not in reader.get(held.get_absolute_url()).content.decode()
    changes = client_of(approver).get(address("compare", held.pk)).content.decode()
    for words in ("tuyến", "285 điểm cầu", "8:00 – Khai mạc – Ban tổ chức"):
        assert words in re.sub(r"</?(ins|del)>", "", changes), words
    assert "in_person" not in changes and "{" not in changes.partition("<main")[2].partition("<script")[0].replace(
        "{{", ""
    )
    workflow.approve(item=held, actor=approver)
    held.refresh_from_db()
    assert (held.venue, held.sequence) == ("Huế", 1)


def test_four_eyes_hold_for_events(event_draft, reporter, editor, approver, person):
    item = event_draft(actor=reporter)
    workflow.submit(item=item, actor=reporter)
    both = person("ca-hai", Role.EDITOR, Role.APPROVER)
    workflow.save_draft(item=item, data=revisions.current_data(item) | {"venue": "Huế"}, actor=both)
    workflow.forward(item=item, actor=both)
    with pytest.raises(Exception, match="không được tự duyệt"):
        workflow.approve(item=item, actor=both)
    assert workflow.approve(item=item, actor=approver).state == State.PUBLISHED


def test_the_newsrooms_list_says_the_day_and_what_does_not_go_ahead(client_of, editor, event):
    event(session="sáng", disruption="cancelled", disruption_reason="Bão (minh họa).")
    page = client_of(editor).get(address("changelist")).content.decode()
    assert "Thứ Hai, 28/8/2023, buổi sáng. Hủy" in page and "Thêm hội nghị" in page


def test_who_works_with_events(person, client_of):
    may = {
        role
        for role in Role
        if client_of(person(f"nguoi-{role.value}", role)).get(address("changelist")).status_code == 200
    }
    writes = {role for role in may if client_of(person(f"viet-{role.value}", role)).get(ADD).status_code == 200}
    assert may == {
        Role.CONTRIBUTOR, Role.REPORTER, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR,
    }  # fmt: skip
    assert writes == {Role.CONTRIBUTOR, Role.REPORTER, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER}


# --- its register ---------------------------------------------------------------------------------------
def upload(browser, item, lines):
    file = SimpleUploadedFile("diem-cau.xlsx", sheet(lines))
    return browser.post(address("receive", item.pk), {"file": file}, follow=True)


def test_a_site_by_hand_follows_the_rules_of_a_sheet(event_draft, client_of, reporter, committee):
    item = event_draft()
    browser = client_of(reporter)
    data = {"name": "Điểm A (minh họa)", "place": "Hà Nội", "planned": "50", "actual": "45", "organization_them": "ĐUK"}
    assert browser.post(address("row_add", item.pk), data).status_code == 302
    site = item.sites.get()
    assert (site.organization, site.organization_name, site.planned, site.actual) == (committee, committee.name, 50, 45)
    again = browser.post(address("row_add", item.pk), data | {"name": "diem a (minh hoa)"})
    assert again.status_code == 422 and "Điểm cầu này đã có trong danh sách" in again.content.decode()
    wrong = browser.post(address("row_add", item.pk), data | {"name": "B", "actual": "-1"})
    assert wrong.status_code == 422
    browser.post(address("row", item.pk, site.pk), data | {"actual": "46"})
    assert item.sites.get().actual == 46
    browser.post(address("row", item.pk, site.pk), data | {"viec": "bo"})
    assert not item.sites.exists()


def test_a_sheet_goes_through_the_screens(event_draft, client_of, managing_editor):
    item = event_draft(actor=managing_editor)
    browser = client_of(managing_editor)
    answer = upload(browser, item, [row(1), row(2, "Điểm B (minh họa)", actual=-3)])
    page = answer.content.decode()
    assert "Số âm (-3). Hãy ghi số từ 0 trở lên." in page
    assert not item.sites.exists()
    editor_page = browser.get(address("change", item.pk)).content.decode()
    assert "Danh sách điểm cầu (0)" in editor_page
