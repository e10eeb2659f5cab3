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
from feedback.models import Contact, Message, ReadyText
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
    act(client_of(moderator), one, name, **({"assigned_to": moderator.pk} | FIELDS.get(name, {})))
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
    beside = f"{DESK}?so={one.pk}&viec=reply"
    answers = [client.get(DESK), client.get(change), client.get(f"{DESK}{one.pk}/history/"), client.post(contact)]
    assert [client.get(beside).status_code, client.post(f"{DESK}phim-tat/").status_code] == (
        [200, 204] if role == Role.MODERATOR else [403, 403]
    )
    many = client.post(f"{DESK}nhieu/", {"viec": "undo", "chon": f"{one.pk}-0"})
    assert many.status_code == (302 if role == Role.MODERATOR else 403)
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


@pytest.mark.parametrize("role", [role for role in Role if role != Role.MODERATOR])
def test_no_other_role_takes_any_step_from_any_state(client_of, person, moderator, message, role):
    user = person("ai-do", role)
    client = client_of(user)
    for state in State:
        one = message(state=state)
        for name in STEPS:
            given = {"assigned_to": moderator.pk, "version": 0} | FIELDS.get(name, {})
            assert act(client, one, name, **given).status_code == 403, (state, name)
            with pytest.raises(PermissionDenied):
                moderation.step(name=name, message=one, actor=user, version=0)
        with pytest.raises(PermissionDenied):
            moderation.undo(message=one, actor=user, version=0)
        one.refresh_from_db()
        assert (one.state, one.version) == (state, 0)
    assert not LogEntry.objects.filter(verb__startswith="feedback").exists()


def test_what_waits_stands_on_my_work_and_leads_to_lists_of_just_that_many(client_of, moderator, message):
    yesterday = timezone.localdate() - timedelta(days=1)
    message(), message(due_on=yesterday), message(state=State.OPEN, assigned_to=moderator, due_on=yesterday)
    message(state=State.OPEN), message(state=State.APPROVED, due_on=yesterday, assigned_to=moderator)
    client = client_of(moderator)
    counts = client.get("/quan-tri/").context["work"].counts
    assert [(one.number, one.words) for one in counts] == [
        (2, "phản hồi quá hạn"), (2, "phản hồi mới"), (1, "phản hồi giao cho tôi"),
    ]  # fmt: skip
    assert [len(client.get(one.url).context["rows"]) for one in counts] == [2, 2, 1]
    Message.objects.update(state=State.SPAM)
    assert client.get("/quan-tri/").context["work"].counts == ()


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
        ("assign", {}, "Hãy chọn người xử lý"),
        ("assign", {"assigned_to": "999999"}, "Hãy chọn người xử lý"),
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


@pytest.mark.parametrize("count", [1, 3, 20_000])
def test_the_desk_costs_what_it_costs(client_of, moderator, message, published, count):
    client, item = client_of(moderator), published()
    given = {
        "about_id": item.pk,
        "about_type": content_type_of(item),
        "about_title": item.title,
        "about_kind": "article",
    }
    one = message(**given)
    more = [Message(text="x", consent=one.consent, received_at=one.received_at, due_on=one.due_on, **given)] * (
        count - 1
    )
    Message.objects.bulk_create(more)
    for address, cost in (
        (DESK, 12),
        (f"{DESK}?trang={max(1, count // 25)}", 12),
        (f"{DESK}?so={one.pk}&viec=reply", 14),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        assert page.status_code == 200 and len(asked) <= cost, (address, [one["sql"] for one in asked])


def lie(*messages):
    """Where they lie now, as pairs of state and who deals with them."""
    for one in messages:
        one.refresh_from_db()
    return [(one.state, str(one.assigned_to or "")) for one in messages]


def chosen(*messages):
    return [f"{one.pk}-{one.version}" for one in messages]


def test_many_at_once_all_or_none_and_taken_back(client_of, person, moderator, message):
    client, colleague = client_of(moderator), person("kiemduyet2", Role.MODERATOR)
    ones = [message(), message(state=State.OPEN), message()]
    reason = ReadyText.objects.filter(use="reason").first()

    def do(viec, **given):
        lie(*ones)
        return client.post(f"{DESK}nhieu/", {"viec": viec, "chon": chosen(*ones)} | given, follow=True).content.decode()

    assert "3 phản hồi: đang xử lý." in do("assign", assigned_to=colleague.pk)
    assert lie(*ones) == [(State.OPEN, str(colleague))] * 3
    assert "Đã hoàn tác: 3 phản hồi." in do("undo")
    assert lie(*ones) == [(State.NEW, ""), (State.OPEN, ""), (State.NEW, "")]
    assert "3 phản hồi: từ chối." in do("refuse", chosen=reason.pk)
    assert {one.reason for one in Message.objects.all()} == {reason.text}
    assert "Chưa làm gì cả" in do("spam") and {state for state, _ in lie(*ones)} == {State.REFUSED}
    do("undo")
    assert "Chưa làm gì cả. Hãy chọn lý do" in do("refuse") and "Hãy chọn người xử lý" in do("assign")
    assert "Chưa chọn phản hồi nào" in do("spam", chon=[])
    assert lie(*ones) == [(State.NEW, ""), (State.OPEN, ""), (State.NEW, "")]
    assert client.post(f"{DESK}nhieu/", {"viec": "erase", "chon": chosen(*ones)}).status_code == 404


def test_when_one_of_the_chosen_was_dealt_with_meanwhile_nothing_is_done(client_of, person, moderator, message):
    ones = [message(), message()]
    seen = chosen(*ones)
    act(client_of(person("kiemduyet2", Role.MODERATOR)), ones[1], "approve")
    said = client_of(moderator).post(f"{DESK}nhieu/", {"viec": "spam", "chon": seen}, follow=True).content.decode()
    assert f"Chưa làm gì cả: phản hồi số {ones[1].pk} đã được người khác xử lý" in said
    assert [state for state, _ in lie(*ones)] == [State.NEW, State.APPROVED]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", STEPS)
def test_every_step_is_taken_back_to_the_letter(client_of, moderator, message, state, name):
    if state not in STEPS[name].sources:
        return
    one = message(state=state, reply="Cũ.", shown_text="Cũ", published_at=timezone.now(), reason="Lý do cũ")
    was = {field: getattr(Message.objects.get(pk=one.pk), field) for field in moderation.GIVEN_BACK}
    act(client_of(moderator), one, name, **({"assigned_to": moderator.pk} | FIELDS.get(name, {})))
    done = Message.objects.get(pk=one.pk)
    assert done.state == STEPS[name].target
    moderation.undo(message=one, actor=moderator, version=done.version)
    back = Message.objects.get(pk=one.pk)
    assert {field: getattr(back, field) for field in moderation.GIVEN_BACK} == was
    assert (back.version, back.before) == (2, {})
    assert LogEntry.objects.filter(verb="feedback_undone").count() == 1


def test_only_ones_own_last_step_is_taken_back_and_only_once(person, moderator, message):
    colleague, one = person("kiemduyet2", Role.MODERATOR), message()
    done = moderation.step(name="approve", message=one, actor=moderator, version=0)
    for actor, version in ((colleague, done.version), (moderator, 0)):
        with pytest.raises(moderation.NotPossible):
            moderation.undo(message=one, actor=actor, version=version)
    moderation.undo(message=one, actor=moderator, version=done.version)
    with pytest.raises(moderation.NotPossible):
        moderation.undo(message=one, actor=moderator, version=2)
    moderation.step(name="approve", message=one, actor=moderator, version=2)
    moderation.erase(message=one, verb="feedback_erased")
    with pytest.raises(moderation.NotPossible):
        moderation.undo(message=one, actor=moderator, version=4)
    assert Message.objects.get(pk=one.pk).before == {}


def test_what_the_script_asks_is_answered_to_the_script(client_of, moderator, message):
    client, one = client_of(moderator), message()
    step, accept = reverse("admin:feedback_message_step", args=[one.pk]), {"accept": "application/json"}
    answer = client.post(step, {"viec": "spam", "version": 0}, headers=accept)
    assert answer.json() == {
        "said": f"Phản hồi số {one.pk}: thư rác.", "keys": [f"{one.pk}-1"], "counts": {"spam": 1},
    }  # fmt: skip
    answer = client.post(step, {"viec": "spam", "version": 0}, headers=accept)
    assert (answer.status_code, list(answer.json())) == (409, ["said"])


def test_ready_texts_are_kept_by_moderators_and_put_in_without_script(client_of, moderator, message):
    client, one = client_of(moderator), message()
    client.post(
        "/quan-tri/feedback/readytext/add/", {"use": "reply", "title": "Mẫu", "text": "Câu của tôi.", "order": "1"}
    )
    mine = ReadyText.objects.get(title="Mẫu")
    answer = act(client, one, "insert", reply="Chào bạn.", replied_as="Ban A", mau=mine.pk)
    page = answer.content.decode()
    assert "Chào bạn.\n\nCâu của tôi.</textarea>" in page and 'value="Ban A"' in page
    assert lie(one) == [(State.NEW, "")]
    assert "Chào bạn.</textarea>" in act(client, one, "insert", reply="Chào bạn.", mau="999").content.decode()


def test_nobody_is_given_work_who_does_not_moderate(person, moderator, message):
    with pytest.raises(moderation.NotPossible):
        moderation.step(
            name="assign", message=message(), actor=moderator, version=0, assigned_to=person("pv", Role.REPORTER)
        )
    assert list(moderation.moderators()) == [moderator]


def test_own_words_of_a_reason_are_not_in_the_log_for_ever(moderator, message):
    ready = ReadyText.objects.filter(use="reason").first()
    for reason in ("Anh Nam đã gọi điện.", ready.text):
        moderation.step(name="refuse", message=message(), actor=moderator, version=0, reason=reason)
    notes = LogEntry.objects.filter(verb="feedback_refused").order_by("pk").values_list("note", flat=True)
    assert list(notes) == ["", ready.text]


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
