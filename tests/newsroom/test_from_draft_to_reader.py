"""One piece from a reporter's first word to a reader, through the screens its people use."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article
from publishing import revisions, workflow
from publishing.states import Stage

pytestmark = pytest.mark.django_db(transaction=True)

ADD = "/quan-tri/articles/article/add/"


def form_of(page):
    """The values a browser would send back from the editor's form, as it stands."""
    form = page.context["form"]
    values = {}
    for bound in form:
        value = bound.value()
        if bound.name in ("publish_at", "expire_at", "original_date"):
            day, hour = bound.field.widget.decompress(value) if value and not isinstance(value, list) else ("", "")
            values[f"{bound.html_name}_ngay"] = f"{day:%d/%m/%Y}" if day else ""
            values[f"{bound.html_name}_gio"] = f"{hour:%H:%M}" if hour else ""
        elif value not in (None, False):
            values[bound.html_name] = bound.field.prepare_value(value) if not isinstance(value, bool) else "on"
    return values


def change_url(item):
    return f"/quan-tri/articles/article/{item.pk}/change/"


def test_a_piece_is_written_edited_approved_read_corrected_and_withdrawn(
    client_of, reporter, editor, approver, reader, section
):
    at_reporter, at_editor, at_approver = client_of(reporter), client_of(editor), client_of(approver)

    values = form_of(at_reporter.get(ADD)) | {
        "title": "Chi bộ nhỏ, cách làm mới (minh họa)",
        "summary": "Mỗi nơi một kinh nghiệm để đơn vị khác tham khảo.",
        "body": "<p>Nội dung với Kết luận số 01-KL/TW.</p><script>alert(1)</script>",
        "authors": "Thu Hằng, Minh Ngọc",
        "keywords": "chi bộ, kinh nghiệm",
        "section": section.pk,
        "viec": "submit",
    }
    assert at_reporter.post(ADD, values).status_code == 302
    item = Article.objects.get()
    assert item.working_revision.stage == Stage.SUBMITTED
    assert item.body == "<p>Nội dung với Kết luận số 01-KL/TW.</p>"
    assert reader.get(f"/bai-viet/{item.slug}-{item.pk}/").status_code == 404

    page = at_editor.get(change_url(item))
    values = form_of(page) | {"summary": "Mỗi nơi một kinh nghiệm.", "viec": "forward"}
    assert at_editor.post(change_url(item), values).status_code == 302
    item.refresh_from_db()
    assert (item.working_revision.stage, item.summary) == (Stage.PENDING_APPROVAL, "Mỗi nơi một kinh nghiệm.")

    page = at_approver.get(change_url(item))
    assert at_approver.post(change_url(item), form_of(page) | {"viec": "approve"}).status_code == 302
    item.refresh_from_db()
    url = item.get_absolute_url()
    shown = reader.get(url).content.decode()
    assert "Mỗi nơi một kinh nghiệm." in shown
    assert '<span class="nb">01-KL/TW</span>' in shown
    assert [one.pen_name for one in item.authors.all()] == ["Minh Ngọc", "Thu Hằng"]
    assert re.search(r"Thu Hằng.*Minh Ngọc", shown, re.DOTALL)

    page = at_editor.get(change_url(item))
    values = form_of(page) | {"title": "Chi bộ nhỏ, cách làm hay (minh họa)"}
    assert at_editor.post(change_url(item), values).status_code == 302
    assert "cách làm hay" not in reader.get(url).content.decode()
    page = at_editor.get(change_url(item))
    assert page.context["form"]["title"].value() == "Chi bộ nhỏ, cách làm hay (minh họa)"
    at_editor.post(change_url(item), form_of(page) | {"viec": "forward"})
    page = at_approver.get(change_url(item))
    at_approver.post(change_url(item), form_of(page) | {"viec": "approve"})
    assert "cách làm hay" in reader.get(url).content.decode()

    verb = f"/quan-tri/articles/article/{item.pk}/viec/"
    assert "Hãy ghi lý do" in at_approver.post(verb, {"viec": "withdraw", "note": ""}).content.decode()
    assert reader.get(url).status_code == 200
    at_approver.post(verb, {"viec": "withdraw", "note": "Sai tên đơn vị."})
    assert reader.get(url).status_code == 410
    assert "cách làm hay" not in reader.get("/").content.decode()


@time_machine.travel("2026-11-20 09:00 +0700", tick=False)
def test_a_piece_is_scheduled_in_words_and_comes_out_at_its_second(
    client_of, approver, draft, reporter, editor, reader
):

    hour = timezone.now() + timedelta(days=4, hours=-2)
    item = draft(publish_at=hour.isoformat())
    workflow.submit(item=item, actor=reporter)
    workflow.forward(item=item, actor=editor)
    page = client_of(approver).get(change_url(item))
    assert [button.label for button in page.context["buttons"]][0] == "Hẹn đăng 07:00 thứ Ba 24/11"
    client_of(approver).post(change_url(item), form_of(page) | {"viec": "approve"})
    item.refresh_from_db()
    with time_machine.travel(hour - timedelta(seconds=1), tick=False):
        assert reader.get(item.get_absolute_url()).status_code == 404
    with time_machine.travel(hour, tick=False):
        assert reader.get(item.get_absolute_url()).status_code == 200


def test_the_second_of_two_savers_sees_both_texts_and_loses_nothing(client_of, draft, reporter, editor):
    item = draft(summary="Sapo đầu tiên.")
    at_reporter, at_editor = client_of(reporter), client_of(editor)
    opened = form_of(at_reporter.get(change_url(item)))
    at_editor.post(change_url(item), form_of(at_editor.get(change_url(item))) | {"summary": "Sapo của biên tập."})
    page = at_reporter.post(change_url(item), opened | {"summary": "Sapo của phóng viên."})
    assert page.status_code == 200
    text = page.content.decode()
    assert "Sapo của phóng viên." in text
    item.refresh_from_db()
    assert item.summary == "Sapo của biên tập."
    again = form_of(page) | {"summary": "Sapo của phóng viên."}
    assert at_reporter.post(change_url(item), again).status_code == 302
    item.refresh_from_db()

    assert [one.data["summary"] for one in revisions.of(item)] == [
        "Sapo của phóng viên.", "Sapo của biên tập.", "Sapo đầu tiên.",
    ]  # fmt: skip


def test_a_form_that_is_wrong_keeps_everything_and_says_where(client_of, reporter, section):
    browser = client_of(reporter)
    values = form_of(browser.get(ADD)) | {
        "title": "Một tít (minh họa)",
        "body": "<p>Đã viết nhiều.</p>",
        "section": section.pk,
        "publish_at_ngay": "31/2/2027",
        "publish_at_gio": "07:00",
    }
    page = browser.post(ADD, values)
    assert page.status_code == 422
    assert page.context["form"].errors["publish_at"] == [
        "“31/2/2027” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 18/5/2023."
    ]
    assert page.context["form"]["body"].value() == "<p>Đã viết nhiều.</p>"
    assert not Article.objects.exists()


def test_the_form_of_a_new_piece_sent_twice_makes_one_piece(client_of, reporter, section):
    browser = client_of(reporter)
    values = form_of(browser.get(ADD)) | {
        "title": "Gửi hai lần (minh họa)",
        "body": "<p>Chữ.</p>",
        "section": section.pk,
    }
    assert "creation_key" in values
    assert [browser.post(ADD, values).status_code for _ in range(2)] == [302, 302]
    assert [item.title for item in Article.objects.all()] == ["Gửi hai lần (minh họa)"]
