"""The moderators' desk, as every role meets it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import LogEntry
from accounts.roles import Role
from feedback import moderation
from feedback.models import Contact, Message
from feedback.receiving import consent_in_force
from feedback.states import STEPS, State
from publishing import pagecache
from publishing.kinds import content_type_of

pytestmark = pytest.mark.django_db

DESK = "/quan-tri/feedback/message/"


@pytest.fixture
def moderator(person):
    return person("kiemduyet", Role.MODERATOR)


@pytest.fixture
def message(db):
    """message(state=…): a message as it lies in the desk, with an address that only moderators may ask for."""

    def make(**fields):
        now = timezone.now()
        given = {
            "text": "Mong có thêm bài, gọi 0912 345 678.", "name": "Người gửi (minh họa)", "consent": consent_in_force(),
            "received_at": now, "due_on": timezone.localdate() + timedelta(days=3),
        } | fields  # fmt: skip
        made = Message.objects.create(**given)
        Contact.objects.create(message=made, email=f"rieng{made.pk}@vidu.vn")
        return made

    return make


def act(client, one, viec, **given):
    one.refresh_from_db()
    address = reverse("admin:feedback_message_step", args=[one.pk])
    return client.post(address, {"viec": viec, "version": one.version, "hang": one.state} | given)


FIELDS = {
    "publish_reply": {"reply": "Xin cảm ơn.", "replied_as": "Ban Biên tập"},
    "reply": {"reply": "Xin cảm ơn.", "replied_as": "Ban Biên tập"},
    "refuse": {"chosen": "khac", "reason": "Không liên quan."},
    "hand_over": {"handed_to_name": "Ban Tổ chức (minh họa)"},
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", STEPS)
def test_every_step_from_every_state(client_of, moderator, message, state, name):
    one = message(state=state)
    act(client_of(moderator), one, name, **FIELDS.get(name, {}))
    one.refresh_from_db()
    goes = state in STEPS[name].sources
    assert one.state == (STEPS[name].target if goes else state)
    assert LogEntry.objects.filter(verb=STEPS[name].log_verb).count() == int(goes)
    shown = Message.objects.public().filter(pk=one.pk).exists()
    assert shown == (goes and name in ("approve", "publish_reply"))


@pytest.mark.parametrize("role", Role)
def test_every_right_as_every_role(client_of, person, message, role):
    one = message(text="quetzalcoatl «rieng»")
    user = person("ai-do", role)
    client = client_of(user)
    change = reverse("admin:feedback_message_change", args=[one.pk])
    contact = reverse("admin:feedback_message_contact", args=[one.pk])
    answers = [client.get(DESK), client.get(change), client.get(f"{DESK}{one.pk}/history/"), client.post(contact)]
    may = role == Role.MODERATOR
    assert [answer.status_code for answer in answers] == ([200] * 4 if may else [403] * 4)
    assert [b"quetzalcoatl" in answer.content for answer in answers] == (
        [True, True, False, True] if may else [False] * 4
    )
    assert (f"rieng{one.pk}@" in answers[3].content.decode()) == may
    assert [f"rieng{one.pk}@" in answer.content.decode() for answer in answers[:3]] == [False] * 3
    assert LogEntry.objects.filter(verb="feedback_contact_seen").count() == int(may)
    assert act(client, one, "approve").status_code == (302 if may else 403)
    one.refresh_from_db()
    assert one.state == (State.APPROVED if may else State.NEW)
    if not may:
        with pytest.raises(PermissionDenied):
            moderation.step(name="hide", message=one, actor=user, version=0)


def test_two_moderators_never_cross(client_of, person, moderator, message):
    one = message()
    first, second = client_of(moderator), client_of(person("kiemduyet2", Role.MODERATOR))
    seen = one.version
    act(first, one, "approve")
    address = reverse("admin:feedback_message_step", args=[one.pk])
    answer = second.post(address, {"viec": "hide", "version": seen}, follow=True)
    assert "Người khác vừa xử lý phản hồi này" in answer.content.decode()
    one.refresh_from_db()
    assert one.state == State.APPROVED


def test_what_is_published_is_masked_and_named_as_agreed(client_of, moderator, message):
    silent, named = message(), message(shows_name=True)
    for one in (silent, named):
        act(client_of(moderator), one, "approve")
        one.refresh_from_db()
    assert silent.shown_text == "Mong có thêm bài, gọi [đã che]."
    assert (silent.shown_name, named.shown_name) == ("Bạn đọc", "Người gửi (minh họa)")


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("publish_reply", {"reply": "  \u200b", "replied_as": "Ban Biên tập"}, "Hãy viết câu trả lời"),
        ("refuse", {}, "Hãy chọn lý do, người gửi sẽ đọc"),
        ("refuse", {"chosen": "khac"}, "Hãy ghi lý do, người gửi sẽ đọc"),
        ("hand_over", {}, "Hãy chọn tổ chức, hoặc ghi tên đơn vị"),
        ("hand_over", {"handed_to_them": "Không có đâu"}, "Không có tổ chức nào là “Không có đâu”"),
        ("note", {"text": " "}, "Hãy viết ghi chú"),
    ],
)
def test_what_is_missing_is_said_at_its_place(client_of, moderator, message, name, given, words):
    one = message()
    answer = act(client_of(moderator), one, name, **given)
    one.refresh_from_db()
    assert answer.status_code == 422 and words in answer.content.decode() and one.state == State.NEW


def test_odd_requests_are_answered_calmly(client_of, moderator, message):
    client, one = client_of(moderator), message()
    step = reverse("admin:feedback_message_step", args=[one.pk])
    for address in (f"{DESK}?trang=99", f"{DESK}abc/change/", f"{DESK}99999999999999999999/change/", f"{DESK}?trang=0"):
        assert client.get(address).status_code == 404, address
    assert client.get(f"{DESK}?tinhtrang=bay-ba&x=1").status_code == 200
    assert client.get(step).status_code == 405
    assert client.post(step, {"viec": "xoa-het"}).status_code == 404
    assert client.post(step, {"viec": "approve", "version": "abc"}).status_code == 302
    assert client.post(reverse("admin:feedback_message_step", args=[2**70])).status_code == 404
    one.refresh_from_db()
    assert one.state == State.NEW


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_desk_costs_what_it_costs(client_of, moderator, message, published, count):
    client, item = client_of(moderator), published()
    for _ in range(count):
        message(about_id=item.pk, about_type=content_type_of(item), about_title=item.title, about_kind="article")
    client.get(DESK)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(DESK)
    assert page.status_code == 200 and len(asked) <= 12, [one["sql"] for one in asked]


def test_the_menu_says_how_many_wait(client_of, moderator, message):
    message()
    message(state=State.SPAM)
    entries = client_of(moderator).get("/quan-tri/").context["newsroom_nav"]
    assert [(entry.url, entry.count) for entry in entries if entry.label == "Phản hồi"] == [(DESK, 1)]


def test_a_new_wording_is_a_new_version(client_of, person, message):
    old = message().consent
    client = client_of(person("quantri", Role.ADMINISTRATOR))
    client.post("/quan-tri/feedback/consenttext/add/", {"day": "1/8/2024", "contact": "Câu một.", "name": "Câu hai."})
    pagecache.clear()
    assert (consent_in_force().number, consent_in_force().contact) == (old.number + 1, "Câu một.")
    assert client.post(f"/quan-tri/feedback/consenttext/{old.pk}/change/", {"contact": "Khác"}).status_code == 403
