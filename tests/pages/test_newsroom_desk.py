"""The front page's board, the gates and the other screens of the desk."""

import pytest
from django.urls import reverse

from accounts.models import LogEntry
from accounts.roles import Role
from khoi_portal.models import HomeSlot
from publishing.models import WorkflowGates

pytestmark = pytest.mark.django_db

BOARD = "/quan-tri/khoi_portal/homeslot/"


@pytest.fixture
def desk(managing_editor, client_of):
    """The managing editor's browser."""
    return client_of(managing_editor)


def placed(place):
    return [slot.article.title for slot in HomeSlot.objects.filter(place=place).order_by("order", "pk")]


def test_articles_are_put_moved_and_taken_off_by_buttons_and_recorded(desk, published, reader):
    first, second = published(title="Bài một (minh họa)"), published(title="Bài hai (minh họa)")
    for item in (first, second):
        desk.post(BOARD, {"viec": "them", "so": item.pk, "cho": "focus"})
    assert placed("focus") == ["Bài một (minh họa)", "Bài hai (minh họa)"]
    desk.post(BOARD, {"viec": "xuong", "so": HomeSlot.objects.get(article=first).pk})
    assert placed("focus") == ["Bài hai (minh họa)", "Bài một (minh họa)"]
    desk.post(BOARD, {"viec": "bo", "so": HomeSlot.objects.get(article=first).pk})
    assert placed("focus") == ["Bài hai (minh họa)"]
    verbs = LogEntry.objects.filter(verb__startswith="front_page").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["front_page_added", "front_page_added", "front_page_moved", "front_page_removed"]


def test_what_is_not_public_yet_is_marked_and_never_shown(desk, draft, reader):
    item = draft(title="Chưa duyệt (minh họa)")
    desk.post(BOARD, {"viec": "them", "so": item.pk, "cho": "lead"})
    page = desk.get(BOARD)
    assert "Chưa công khai: bạn đọc không thấy ở đây." in page.content.decode()
    assert "Chưa duyệt (minh họa)" not in reader.get("/").content.decode()


def test_an_empty_place_says_what_fills_it(desk, published):
    published(title="Mới nhất (minh họa)")
    assert "Trống: đang lấy “Mới nhất (minh họa)”" in desk.get(BOARD).content.decode()


def test_a_place_is_held_until_an_hour_that_can_still_come(desk, published):
    desk.post(BOARD, {"viec": "them", "so": published().pk, "cho": "hot"})
    slot = HomeSlot.objects.get()
    past = {"viec": "giu", "so": slot.pk, "hold_until_ngay": "1/1/2020", "hold_until_gio": "08:00", "line": "Tin nóng"}
    page = desk.post(BOARD, past)
    assert page.status_code == 422
    assert "Giờ này đã qua. Chọn giờ sau, hoặc để trống để giữ mãi." in page.content.decode()
    assert 'value="1/1/2020"' in page.content.decode()
    desk.post(BOARD, past | {"hold_until_ngay": "1/1/2199"})
    slot.refresh_from_db()
    assert (slot.line, slot.hold_until.year) == ("Tin nóng", 2199)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.MANAGING_EDITOR, Role.APPROVER)])
def test_the_front_page_is_closed_to_everybody_else(role, person, client_of):
    assert client_of(person("ai-do", role)).get(BOARD).status_code == 403


@pytest.mark.parametrize(
    "data", [{}, {"viec": "len", "so": "x"}, {"viec": "la", "so": "9" * 30}, {"viec": "them", "so": "1"}]
)
def test_a_wrong_press_is_404_and_changes_nothing(data, desk):
    assert desk.post(BOARD, data).status_code == 404


def test_one_button_sets_the_gates_and_the_log_has_it(person, client_of):
    admin = client_of(person("quantri", Role.ADMINISTRATOR))
    shown = admin.get(reverse("admin:publishing_workflowgates_changelist"), follow=True)
    assert "Tòa soạn nhỏ (viết → duyệt)" in shown.content.decode()
    row = WorkflowGates.objects.get()
    admin.post(reverse("admin:publishing_workflowgates_preset", args=[row.pk, "small"]))
    row.refresh_from_db()
    assert (row.editing, row.approval, row.four_eyes) == (False, True, True)
    assert LogEntry.objects.latest("id").detail["preset"] == "small"


def test_the_three_boxes_are_saved_by_hand_as_well(person, client_of):
    admin = client_of(person("quantri", Role.ADMINISTRATOR))
    row = WorkflowGates.objects.create()
    answer = admin.post(reverse("admin:publishing_workflowgates_change", args=[row.pk]), {"approval": "on"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.editing, row.approval, row.four_eyes) == (False, True, False)


def test_every_field_of_an_inline_table_has_a_label(person, client_of):
    user = person("lan", Role.REPORTER)
    html = (
        client_of(person("quantri", Role.ADMINISTRATOR))
        .get(reverse("admin:accounts_user_change", args=[user.pk]))
        .content.decode()
    )
    assert '<label class="vh" for="id_role_grants-0-role">Vai trò</label>' in html
    assert '<label class="vh" for="id_role_grants-0-DELETE">Bỏ Phóng viên</label>' in html


def test_too_many_wrong_passwords_are_told_how_many_are_left_and_then_how_long_to_wait(settings, person, client):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    user = person("lan", Role.REPORTER)
    user.set_password("mot-mat-khau-dai")
    user.save()
    login = reverse("admin:login")
    wrong = {"username": "lan", "password": "sai"}
    said = [client.post(login, wrong).content.decode() for _ in range(2)]
    assert ["còn 2 lần." in said[0], "còn 1 lần." in said[1]] == [True, True]
    locked = client.post(login, wrong)
    assert (locked.status_code, "tạm nghỉ 15 phút" in locked.content.decode()) == (429, True)
    assert client.post(login, {"username": "lan", "password": "mot-mat-khau-dai"}).status_code == 429
