"""Writing to the newsroom and looking up the answer, as readers do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import LogEntry
from feedback import limits, moderation
from feedback.models import ConsentText, Contact, Message, NetworkKey, Tries
from feedback.receiving import consent_in_force
from feedback.states import State
from publishing import pagecache, workflow

pytestmark = pytest.mark.django_db

SENT = {"loai": "comment", "ho_ten": "Lê Thu Thảo (minh họa)", "noi_dung": "Mong có thêm bài về cách ghi chép."}
WITH_MAIL = SENT | {"thu": "thao@vidu.vn", "dong_y_lien_he": "on"}


def send(client, **given):
    return client.post("/phan-hoi/", SENT | given)


def mistakes(response):
    return [words for _, words in response.context["form"].mistakes]


def test_what_is_sent_is_stored_with_its_consents_and_answered_with_a_code(reader, published):
    item = published()
    response = send(reader, **WITH_MAIL, ve=f"article-{item.pk}")
    assert (response.status_code, response["Cache-Control"], response["X-Robots-Tag"]) == (
        200,
        "no-store",
        "noindex, nofollow",
    )
    message = Message.objects.get()
    assert (message.state, message.about_id, message.about_title, message.shows_name) == (
        State.NEW,
        item.pk,
        item.title,
        False,
    )
    assert message.contact.email == "thao@vidu.vn"
    assert message.consent == consent_in_force()
    code = response.context["code"]
    assert code in response.content.decode()
    assert code.replace("-", "")[2:] not in str(Message.objects.values())
    assert [entry.verb for entry in LogEntry.objects.filter(verb__startswith="feedback")] == ["feedback_received"]


def test_without_consent_an_address_is_an_error_and_nothing_is_lost(reader):
    response = reader.post(
        "/phan-hoi/", {"loai": "question", "ho_ten": " \u200b", "thu": "nguyenvan@", "noi_dung": "Xin tài liệu."}
    )
    assert (response.status_code, response["Cache-Control"]) == (422, "no-store")
    assert mistakes(response) == [
        "Hãy ghi họ và tên của bạn",
        "Địa chỉ thư điện tử còn thiếu phần sau dấu @, ví dụ: ten@coquan.vn",
        "Bạn đã ghi thư điện tử: hãy đánh dấu ô thứ nhất, hoặc xóa địa chỉ thư",
    ]
    page = response.content.decode()
    assert "Còn 3 chỗ cần sửa" in page and "Xin tài liệu.</textarea>" in page and 'value="nguyenvan@"' in page
    assert '<option value="question" selected>' in page
    for place, words in response.context["form"].mistakes:
        assert f'href="#{place}"' in page and f'id="{place}"' in page and page.count(words) == 2
    assert Message.objects.count() == 0


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200d\ufeff", "\u3164", "...", "a" * 2001])
def test_a_text_that_says_nothing_or_too_much_is_an_error(reader, text):
    response = send(reader, noi_dung=text)
    assert response.status_code == 422 and len(mistakes(response)) == 1 and Message.objects.count() == 0


def test_what_is_too_long_is_kept_whole_and_told_by_how_much(reader):
    text = "Dài quá. " * 500
    response = send(reader, noi_dung=text)
    assert mistakes(response) == ["Nội dung dài hơn 2.000 ký tự: hãy bớt 2.499 ký tự"]
    page = response.content.decode()
    assert text.strip() in page and "maxlength" not in page.partition('name="noi_dung"')[2].partition(">")[0]


def test_a_complaint_is_told_where_to_go_and_loses_no_word(reader):
    """Khiếu nại and tố cáo are redirected; whoever meant something else says so and is heard."""
    text = "Tôi gửi đơn khiếu nại về việc xếp loại chi bộ."
    response = send(reader, noi_dung=text)
    (said,) = mistakes(response)
    assert "gửi trực tiếp tới tổ chức đảng hoặc cơ quan có thẩm quyền giải quyết" in said
    page = response.content.decode()
    assert (response.status_code, Message.objects.count()) == (422, 0)
    assert f"{text}</textarea>" in page and 'name="khong_phai_don"' in page
    assert 'name="khong_phai_don"' not in send(reader, noi_dung="").content.decode()
    again = send(reader, noi_dung=text, khong_phai_don="on", ho_ten="")
    assert 'name="khong_phai_don"' in again.content.decode()
    assert mistakes(again) == ["Hãy ghi họ và tên của bạn"]
    assert send(reader, noi_dung=text, khong_phai_don="on").status_code == 200
    message = Message.objects.get()
    assert (message.text, message.warnings) == (text, ["Có thể là đơn khiếu nại, tố cáo"])


def test_two_thousand_characters_fit_however_the_browser_ends_its_lines(reader):
    assert send(reader, noi_dung="ố\r\n" * 998 + "hết!").status_code == 200


def test_sent_twice_is_stored_once_and_told_the_same_code(reader):
    codes = {send(reader).context["code"] for _ in range(3)}
    assert len(codes) == 1 and Message.objects.count() == 1
    assert send(reader, noi_dung="Một ý khác.").context["code"] not in codes
    assert Message.objects.count() == 2


def test_nobody_is_told_the_code_of_what_was_dealt_with_or_is_an_hour_old(reader, person):
    code = send(reader).context["code"]
    Message.objects.update(received_at=Message.objects.get().received_at - timedelta(hours=2))
    other = send(reader).context["code"]
    assert other != code and Message.objects.count() == 2
    newest = Message.objects.latest("pk")
    moderation.step(name="take", message=newest, actor=moderator_of(person), version=0)
    assert send(reader).context["code"] not in (code, other)


def moderator_of(person):
    return person("kiemduyet", "moderator")


def test_two_networks_are_two_senders(settings):
    settings.TRUSTED_PROXIES = 1
    for address in ("203.0.113.5", "198.51.100.7"):
        send(Client(HTTP_X_FORWARDED_FOR=address))
    assert Message.objects.count() == 2


def test_what_another_site_sends_is_shown_again_and_not_stored(reader):
    response = reader.post("/phan-hoi/", WITH_MAIL, headers={"origin": "https://noi-khac.vi-du"})
    assert response.status_code == 403 and SENT["noi_dung"] in response.content.decode()
    assert reader.post("/phan-hoi/", SENT, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert Message.objects.count() == 0
    assert reader.post("/phan-hoi/", SENT, headers={"sec-fetch-site": "same-origin"}).status_code == 200


def test_the_trap_is_a_reason_for_the_moderator_not_a_verdict(reader):
    assert send(reader, trang_web="https://quang-cao.vi-du\x00").status_code == 200
    assert Message.objects.get().warnings == ["Có thể là thư rác: ô dành cho máy có chữ"]


def test_too_many_from_one_network_wait_with_their_words_kept(reader, monkeypatch):
    monkeypatch.setitem(limits.MOST, Tries.SENDING, 2)
    assert [send(reader, noi_dung=f"Ý thứ {n}").status_code for n in range(3)] == [200, 200, 429]
    response = send(reader, noi_dung="Còn nguyên")
    assert response.status_code == 429 and "Còn nguyên</textarea>" in response.content.decode()
    assert Message.objects.count() == 2


def test_no_address_of_anybody_is_stored(settings):
    settings.TRUSTED_PROXIES = 1
    send(Client(HTTP_X_FORWARDED_FOR="203.0.113.5"))
    for model in (Message, Tries, NetworkKey, LogEntry, Contact):
        assert "203.0.113" not in str(list(model.objects.values()))


@pytest.mark.parametrize(
    "about", ["article-1", "article-999999999999999999999", "x", "article-²", "event-abc", "-1", "\x00"]
)
def test_about_something_that_cannot_be_read_is_about_nothing(reader, draft, about):
    item = draft(title="Bí mật (minh họa)")
    about = about.replace("-1", f"-{item.pk}") if about == "article-1" else about
    response = send(reader, ve=about)
    assert response.status_code == 200 and "Bí mật" not in response.content.decode()
    assert Message.objects.get().about_id is None


def test_the_page_is_kept_and_its_form_works_from_the_kept_page(reader, published):
    item = published()
    for address in ("/phan-hoi/", item.get_absolute_url()):
        reader.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = Client().get(address).content.decode()
        assert 'name="noi_dung"' in page and "csrf" not in page and "checked" not in page
        assert len(asked) == 0
    assert send(Client(enforce_csrf_checks=True)).status_code == 200


def test_look_up_shows_state_answer_and_reason_but_neither_name_nor_mail(reader, person):
    code = send(reader, **WITH_MAIL).context["code"]
    look = reader.post("/phan-hoi/tra-cuu/", {"ma": code.lower()})
    page = look.content.decode()
    assert (look.status_code, look["Cache-Control"], look["X-Robots-Tag"]) == (200, "no-store", "noindex, nofollow")
    assert SENT["noi_dung"] in page and "Mới" in page and "Thảo" not in page and "thao@" not in page
    moderator = moderator_of(person)
    moderation.step(name="refuse", message=Message.objects.get(), actor=moderator, version=0, reason="Không liên quan.")
    page = reader.post("/phan-hoi/tra-cuu/", {"ma": code}).content.decode()
    assert "Không liên quan." in page and "Từ chối" in page


def test_an_unknown_an_erased_and_a_purged_code_read_the_same(reader):
    code = send(reader).context["code"]
    unknown = reader.post("/phan-hoi/tra-cuu/", {"ma": "PH-2222-2222-2222-2222"})
    asked = reader.post("/phan-hoi/tra-cuu/", {"ma": code, "viec": "hoi-xoa"})
    assert "Xóa hẳn" in asked.content.decode() and Message.objects.get().text
    assert "Đã xóa phản hồi" in reader.post("/phan-hoi/tra-cuu/", {"ma": code, "viec": "xoa"}).content.decode()
    gone = reader.post("/phan-hoi/tra-cuu/", {"ma": code})
    assert gone.content.decode().replace(code, "") == unknown.content.decode().replace("PH-2222-2222-2222-2222", "")
    assert gone.status_code == unknown.status_code == 200
    message = Message.objects.get()
    assert (message.text, message.name, message.code_hash) == ("", "", None)


def test_an_unknown_an_odd_and_a_purged_code_cost_the_same_statements(reader):
    code = send(reader).context["code"]
    moderation.erase(message=Message.objects.get(), verb="feedback_purged")
    asked = {}
    reader.post("/phan-hoi/tra-cuu/", {"ma": "PH-3333"})  # the hour's first try of a network writes its line
    for given in (code, "PH-2222-2222-2222-2222", "không phải mã"):
        with CaptureQueriesContext(connection) as seen:
            reader.post("/phan-hoi/tra-cuu/", {"ma": given})
        asked[given] = [one["sql"].split("WHERE")[0][:60] for one in seen]
    assert asked[code][-1].startswith("SELECT") and len({tuple(one) for one in asked.values()}) == 1, asked


def test_the_sender_sees_what_is_kept_of_them(reader):
    code = send(reader, **WITH_MAIL).context["code"]
    page = reader.post("/phan-hoi/tra-cuu/", {"ma": code, "viec": "xem"}).content.decode()
    assert SENT["ho_ten"] in page and "thao@vidu.vn" in page


def test_guessing_is_stopped(reader, monkeypatch):
    monkeypatch.setitem(limits.MOST, Tries.LOOKING_UP, 2)
    code = send(reader).context["code"]
    for _ in range(2):
        reader.post("/phan-hoi/tra-cuu/", {"ma": "PH-2222-2222-2222-2222"})
    response = reader.post("/phan-hoi/tra-cuu/", {"ma": code})
    assert response.status_code == 429 and SENT["noi_dung"] not in response.content.decode()


@pytest.mark.parametrize("given", ["", " ", "\x00", "💩" * 500, "PH-"])
def test_odd_codes_are_answered_calmly(reader, given):
    assert reader.post("/phan-hoi/tra-cuu/", {"ma": given}).status_code in (200, 422)
    assert reader.get("/phan-hoi/tra-cuu/?ma=PH-2222").status_code == 200
    assert reader.put("/phan-hoi/").status_code == 405


def test_published_feedback_stands_under_its_article_at_once_and_goes_with_it(
    reader, published, person, approver, django_capture_on_commit_callbacks
):
    item = published()
    send(reader, ve=f"article-{item.pk}", noi_dung="Gọi tôi 0912 345 678 nhé <b>ngay</b>", dong_y_ten="on")
    send(reader, ve=f"article-{item.pk}", noi_dung="Chưa được xem")
    for address in (item.get_absolute_url(), "/", "/phan-hoi/"):
        assert "Gọi tôi" not in reader.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        moderation.step(
            name="publish_reply", message=Message.objects.earliest("pk"), actor=moderator_of(person), version=0,
            reply="Chúng tôi đã ghi nhận.", replied_as="Ban Biên tập",
        )  # fmt: skip
    for address in (item.get_absolute_url(), "/", "/phan-hoi/"):
        page = reader.get(address).content.decode()
        assert "Gọi tôi [đã che] nhé &lt;b&gt;ngay&lt;/b&gt;" in page and "Ban Biên tập trả lời" in page, address
        assert "Lê Thu Thảo" in page and "Chưa được xem" not in page and "0912" not in page
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(item=item, actor=approver, note="Sai")
    pagecache.clear()
    for address, status in ((item.get_absolute_url(), 410), ("/", 200), ("/phan-hoi/", 200)):
        response = reader.get(address)
        assert response.status_code == status and "Gọi tôi" not in response.content.decode(), address


def test_an_event_carries_its_form_and_its_feedback(reader, event):
    item = event()
    assert f'value="event-{item.pk}"' in reader.get(item.get_absolute_url()).content.decode()
    send(reader, ve=f"event-{item.pk}")
    assert Message.objects.get().about_title == item.title


def test_a_message_names_the_wording_its_sender_saw(reader, published):
    item, old = published(), consent_in_force()
    page = reader.get(item.get_absolute_url()).content.decode()
    assert f'name="ban" value="{old.number}"' in page
    ConsentText.objects.create(number=old.number + 1, day=old.day, contact="Câu một.", name="Câu hai.")
    pagecache.clear()
    for number, (given, seen) in enumerate(
        [(str(old.number), old.number), ("", old.number + 1), ("9²", old.number + 1), ("999", old.number + 1)]
    ):
        send(reader, noi_dung=f"Ý thứ {number}", ban=given)
        assert Message.objects.latest("pk").consent.number == seen
