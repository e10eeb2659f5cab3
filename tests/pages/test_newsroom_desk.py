"""The gates and the other screens of the desk."""

import pytest
from django.urls import reverse

from accounts.models import LogEntry
from accounts.roles import Role
from publishing.models import WorkflowGates

pytestmark = pytest.mark.django_db


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
