"""Feedback from the reader to the answer and to its end, and many readers at once."""

import os
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
from feedback.models import Contact, Message, NetworkKey, Note, Tries
from feedback.receiving import consent_in_force
from feedback.states import State
from publishing import pagecache

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
            return [
                (one.status_code, one.context["code"]) for one in (client.post("/phan-hoi/", given) for _ in range(2))
            ]
        finally:
            connection.close()

    # The test database of SQLite lives in memory, where two connections that write meet no queue: there, one after the other.
    with ThreadPoolExecutor(AT_ONCE if connection.vendor == "postgresql" else 1) as pool:
        answers = list(pool.map(send, range(AT_ONCE)))
    assert all(first == again and first[0] == 200 for first, again in answers)
    assert len({first for first, _ in answers}) == AT_ONCE
    assert Message.objects.count() == Contact.objects.count() == AT_ONCE
