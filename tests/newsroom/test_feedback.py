"""Feedback from the reader to the answer and to its end, and many readers at once."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import LogEntry
from accounts.roles import Role
from feedback.desk_forms import ReplyForm, ready_texts
from feedback.models import Contact, Message, NetworkKey, Note, ReadyText, Tries
from feedback.receiving import consent_in_force
from feedback.states import State
from organizations.models import Organization
from publishing import pagecache, workflow

AT_ONCE = int(os.environ.get("FEEDBACK_AT_ONCE", "24"))
SENT = {
    "loai": "question", "ho_ten": "Vũ Thành Nam (minh họa)", "noi_dung": "Thủ tục làm ở đâu?", "thu": "nam@vidu.vn",
    "dong_y_lien_he": "on",
}  # fmt: skip


@pytest.fixture
def desk(person, client_of):
    """desk(message, "approve", …): a moderator presses a button of the desk."""
    client = client_of(person("kiemduyet", Role.MODERATOR))

    def press(message, viec, **given):
        message.refresh_from_db()
        address = f"/quan-tri/feedback/message/{message.pk}/viec/"
        return client.post(address, {"viec": viec, "version": message.version} | given)

    return press


@pytest.mark.django_db
def test_handed_over_then_answered_by_code(reader, desk):
    code = reader.post("/phan-hoi/", SENT).context["code"]
    message = Message.objects.get()
    desk(message, "hand_over", handed_to_name="Ban Tổ chức (minh họa)")
    look = reader.post("/phan-hoi/tra-cuu/", {"ma": code}).content.decode()
    assert "Chuyển đơn vị" in look and "chuyển Ban Tổ chức (minh họa)" in look
    desk(message, "reply", reply="Liên hệ chi bộ nơi bạn sinh hoạt.", replied_as="Ban Tổ chức (minh họa)")
    look = reader.post("/phan-hoi/tra-cuu/", {"ma": code}).content.decode()
    assert "Ban Tổ chức (minh họa) trả lời" in look and "Liên hệ chi bộ" in look
    pagecache.clear()
    assert "Liên hệ chi bộ" not in reader.get("/phan-hoi/").content.decode() + reader.get("/").content.decode()
    said = LogEntry.objects.order_by("pk").filter(verb__startswith="feedback").values_list("verb", flat=True)
    assert list(said) == ["feedback_received", "feedback_handed_over", "feedback_answered_privately"]
    assert "Vũ Thành Nam" not in str(list(LogEntry.objects.values())) and "nam@" not in str(
        list(LogEntry.objects.values())
    )


@pytest.mark.django_db(transaction=True)
def test_sent_under_an_article_answered_by_an_organisation_read_at_once_and_gone_with_the_article(
    reader, desk, published, approver, deputy
):
    item, unit = published(), Organization.objects.get(name="Đảng ủy Khối (minh họa)")
    pages = (item.get_absolute_url(), "/", "/phan-hoi/")

    def shown():
        return [SENT["noi_dung"] in reader.get(page).content.decode() for page in pages]

    code = reader.post("/phan-hoi/", SENT | {"ve": f"article-{item.pk}", "dong_y_ten": "on"}).context["code"]
    message = Message.objects.get()
    assert shown() == [False, False, False]
    desk(message, "hand_over", handed_to=unit.pk)
    message.refresh_from_db()
    assert ReplyForm(message=message, user=approver, ready=ready_texts())["replied_as"].value() == unit.name
    desk(message, "publish_reply", reply="Làm ở chi bộ nơi sinh hoạt.", replied_as=unit.name)
    assert shown() == [True, True, True]
    for page in pages:
        text = reader.get(page).content.decode()
        assert f"{unit.name} trả lời" in text and "Vũ Thành Nam (minh họa)" in text and "nam@" not in text
    look = reader.post("/phan-hoi/tra-cuu/", {"ma": code}).content.decode()
    assert f"{unit.name} trả lời" in look and f"chuyển {unit.name}" in look and "Vũ Thành Nam" not in look
    workflow.withdraw(item=item, actor=approver, note="Sai")
    assert shown() == [False, False, False]
    look = reader.post("/phan-hoi/tra-cuu/", {"ma": code}).content.decode()
    assert f"{unit.name} trả lời" in look


@pytest.mark.django_db(transaction=True)
def test_refused_with_a_reason_taken_back_and_published_after_all(reader, desk, published):
    item = published()
    code = reader.post("/phan-hoi/", SENT | {"ve": f"article-{item.pk}"}).context["code"]
    message, ready = (
        Message.objects.get(),
        ReadyText.objects.get_or_create(use="reason", title="A", text="Quảng cáo.")[0],
    )
    desk(message, "refuse", chosen=ready.pk)

    def look():
        return reader.post("/phan-hoi/tra-cuu/", {"ma": code}).content.decode()

    assert "Phản hồi không được đăng" in look() and "Quảng cáo." in look()
    desk(message, "reopen")
    assert "Quảng cáo." not in look() and "Đang xử lý" in look()
    desk(message, "approve")
    assert SENT["noi_dung"] in reader.get(item.get_absolute_url()).content.decode()
    desk(message, "hide")
    assert SENT["noi_dung"] not in reader.get(item.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_after_a_year_what_is_the_senders_goes_and_what_is_published_stays(reader, desk, published):
    item = published()
    codes = {}
    for words in ("đăng", "từ chối", "mới"):
        given = SENT | {"noi_dung": f"Phản hồi {words}", "ve": f"article-{item.pk}", "dong_y_ten": "on"}
        codes[words] = reader.post("/phan-hoi/", given).context["code"]
    shown, refused, recent = Message.objects.order_by("pk")
    desk(shown, "approve")
    desk(refused, "refuse", chosen="khac", reason="Không liên quan.")
    desk(refused, "note", text="Người này đã gọi điện.")
    long_ago = timezone.now() - timedelta(days=366)
    Message.objects.exclude(pk=recent.pk).update(received_at=long_ago)
    NetworkKey.objects.update(day=long_ago.date())
    Tries.objects.update(hour=long_ago)

    def told(*arguments):
        out = StringIO()
        call_command("purge_feedback", *arguments, stdout=out)
        return out.getvalue()

    assert told("--dry-run") == "2 phản hồi đến hạn xóa dữ liệu riêng. Chưa xóa gì.\n"
    assert Contact.objects.count() == 3
    assert told() == "Đã xóa dữ liệu riêng của 2 phản hồi, 1 dòng đếm cũ.\n"
    assert told() == "Đã xóa dữ liệu riêng của 0 phản hồi, 0 dòng đếm cũ.\n"
    assert [one.message for one in Contact.objects.all()] == [recent]
    assert (Note.objects.count(), NetworkKey.objects.count(), Tries.objects.count()) == (0, 0, 0)
    refused.refresh_from_db()
    assert (refused.name, refused.text, refused.reason, refused.state) == ("", "", "", State.REFUSED)
    pagecache.clear()
    page = reader.get(item.get_absolute_url()).content.decode()
    assert "Phản hồi đăng" in page and "Vũ Thành Nam" in page
    looked = [reader.post("/phan-hoi/tra-cuu/", {"ma": code}).content.decode() for code in codes.values()]
    assert ["Không có phản hồi nào mang mã này" in page for page in looked] == [True, True, False]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_all_stored_and_none_twice(settings):
    """FEEDBACK_AT_ONCE=200 is the full number; each presses the button twice."""
    settings.TRUSTED_PROXIES = 1
    consent_in_force()

    def send(number):
        client = Client(HTTP_X_FORWARDED_FOR=f"203.0.113.{number % 250}", raise_request_exception=False)
        try:
            given = SENT | {"noi_dung": f"Người thứ {number} viết"}
            # Read off the page: the test client's contexts are shared by all threads.
            answers = [client.post("/phan-hoi/", given) for _ in range(2)]
            return [(one.status_code, re.findall(r"PH(?:-\w{4}){4}", one.content.decode())[:1]) for one in answers]
        finally:
            connection.close()

    # The test database of SQLite lives in memory, where two connections that write meet no queue: there, one after the other.
    with ThreadPoolExecutor(AT_ONCE if connection.vendor == "postgresql" else 1) as pool:
        answers = list(pool.map(send, range(AT_ONCE)))
    assert all(first == again and first[0] == 200 and first[1] for first, again in answers)
    assert len({first[1][0] for first, _ in answers}) == AT_ONCE
    assert Message.objects.count() == Contact.objects.count() == AT_ONCE
