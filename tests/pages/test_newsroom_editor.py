"""The editor's page and its side views over HTTP: saving by itself, reasons, findings, who else is there, comparison, history."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from publishing import presence, revisions, workflow
from publishing.states import Stage, State

pytestmark = pytest.mark.django_db


def address(item, view):
    return reverse(f"admin:articles_article_{view}", args=[item.pk])


def fields(item, **more):
    return {
        "title": item.title, "summary": item.summary, "body": item.body, "section": item.section_id or "",
        "based_on": item.version, "publish_at_ngay": "", "publish_at_gio": "",
    } | more  # fmt: skip


def test_saving_by_itself_keeps_what_is_valid_and_says_what_is_not(draft, reporter, client_of):
    item = draft()
    data = fields(item, body="<p>Viết tiếp.</p>", publish_at_ngay="31/2/2027", publish_at_gio="07:00")
    answer = client_of(reporter).post(address(item, "autosave"), data)
    assert answer.status_code == 200
    assert list(answer.json()["errors"]) == ["publish_at"]
    item.refresh_from_db()
    assert (item.body, item.version) == ("<p>Viết tiếp.</p>", answer.json()["version"])


def test_saving_by_itself_never_overwrites_a_colleague(draft, reporter, editor, client_of):
    item = draft()
    data = fields(item, summary="Của phóng viên")
    workflow.save_draft(item=item, data=revisions.snapshot(item) | {"summary": "Của biên tập"}, actor=editor)
    answer = client_of(reporter).post(address(item, "autosave"), data)
    assert answer.status_code == 409
    assert answer.json()["message"] == f"{editor} vừa lưu bài này. Bấm Lưu nháp để xem cả hai bản."
    item.refresh_from_db()
    assert item.summary == "Của biên tập"


def test_a_missing_piece_of_the_text_is_named_and_linked_and_what_was_written_is_kept(draft, reporter, client_of):
    item = draft(body="")
    page = client_of(reporter).post(address(item, "change"), fields(item, summary="Mới", viec="submit"))
    assert page.status_code == 422
    assert '<a href="#id_body">Bài chưa có nội dung. Hãy viết thân bài.</a>' in page.content.decode()
    item.refresh_from_db()
    assert (item.summary, item.working_revision.stage) == ("Mới", Stage.DRAFT)


def test_a_reason_is_asked_for_at_its_own_field_and_taken_from_there(draft, reporter, editor, client_of):
    item = draft()
    item = workflow.submit(item=item, actor=reporter)
    browser = client_of(editor)
    page = browser.post(address(item, "change"), fields(item, viec="return", note_return=" "))
    assert page.status_code == 422
    assert '<a href="#note-return">Hãy ghi lý do “Trả lại”.</a>' in page.content.decode()
    item.refresh_from_db()
    browser.post(address(item, "change"), fields(item, viec="return", note_return="Thiếu nguồn."))
    item.refresh_from_db()
    assert item.working_revision.stage == Stage.RETURNED
    shown = client_of(reporter).get(address(item, "change")).content.decode()
    assert f"{editor} trả lại lúc" in shown and "“Thiếu nguồn.”" in shown


def test_whoever_may_not_edit_reads_a_closed_form_that_says_why(draft, reporter, client_of):
    item = workflow.submit(item=draft(), actor=reporter)
    page = client_of(reporter).get(address(item, "change"))
    assert all(field.disabled for field in page.context["form"].fields.values())
    assert "đang ở bước khác" in page.content.decode()
    assert [button.verb for button in page.context["buttons"]] == ["recall"]
    assert client_of(reporter).post(address(item, "autosave"), fields(item)).status_code == 403


def test_a_picture_without_a_caption_is_found_at_its_own_field(draft, reporter, client_of, person):
    page = client_of(reporter).get(address(draft(republished=True, source=""), "change"))
    assert [(issue.anchor, issue.message) for issue in page.context["must"]] == [
        ("id_source", "Tin dẫn lại phải ghi nguồn tin.")
    ]
    assert "giờ đăng" in page.context["passed"]


def test_colleagues_hear_who_is_writing_and_a_stranger_hears_nothing(draft, reporter, editor, person, client_of):
    item = draft()
    assert client_of(editor).post(address(item, "presence")).json() == {"presence": ""}
    said = client_of(reporter).post(address(item, "presence")).json()["presence"]
    assert said.startswith(f"{editor} (từ ") and "đang sửa bài này" in said
    assert [one.user for one in presence.others(item=item, user=editor)] == [reporter]
    stranger = person("nguoi-la", Role.REPORTER)
    assert client_of(stranger).post(address(item, "presence")).status_code == 404
    assert client_of(reporter).get(address(item, "presence")).status_code == 405


def test_the_comparison_counts_places_names_the_editors_and_keeps_unchanged_paragraphs(
    published, editor, approver, client_of
):
    item = published(body="<p>Đoạn một giữ nguyên.</p><p>Sáng 17/5 tại Hà Nội.</p>", title="Tít cũ (minh họa)")
    data = revisions.snapshot(item) | {
        "title": "Tít mới (minh họa)",
        "body": "<p>Đoạn một giữ nguyên.</p><p>Sáng 18/5 tại trụ sở.</p>",
    }
    item = workflow.save_draft(item=item, data=data, actor=editor)
    workflow.forward(item=item, actor=editor)
    page = client_of(approver).get(address(item, "compare"))
    assert [(change.label, change.changes) for change in page.context["changes"]] == [("Tít", 1), ("Thân bài", 2)]
    html = page.content.decode()
    assert "<del>17/5</del><ins>18/5</ins>" in html and "<p>Đoạn một giữ nguyên.</p>" in html
    assert str(editor) in html
    assert [button.verb for button in page.context["buttons"]] == ["approve", "return"]


def test_an_approver_who_edited_is_told_why_they_cannot_approve(published, person, client_of):
    both = person("ca-hai", Role.APPROVER, Role.EDITOR)
    item = published()
    item = workflow.save_draft(item=item, data=revisions.snapshot(item) | {"title": "Đổi (minh họa)"}, actor=both)
    workflow.forward(item=item, actor=both)
    page = client_of(both).get(address(item, "compare"))
    assert [button.verb for button in page.context["buttons"]] == ["return"]
    assert "Người đã sửa bản này không được tự duyệt." in page.content.decode()


def test_an_older_version_comes_back_as_a_new_one(draft, reporter, editor, client_of):
    item = draft(summary="Một")
    item = workflow.save_draft(item=item, data=revisions.snapshot(item) | {"summary": "Hai"}, actor=editor)
    browser = client_of(editor)
    assert "Lấy lại bản 1" in browser.get(address(item, "revisions")).content.decode()
    browser.post(reverse("admin:articles_article_restore", args=[item.pk, 1]))
    item.refresh_from_db()
    assert item.summary == "Một"
    assert [one.number for one in revisions.of(item)] == [3, 2, 1]


@pytest.mark.parametrize("role", list(Role))
def test_every_side_view_answers_every_role_with_the_page_or_with_404(role, person, draft, client_of):
    item = draft()
    browser = client_of(person("ai-do", role))
    reads = role in (Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR)
    expected = {"change": 200, "revisions": 200, "compare": 200, "preview": 302} if reads else {}
    answers = {
        view: browser.get(address(item, view)).status_code for view in ("change", "revisions", "compare", "preview")
    }
    assert answers == (expected or dict.fromkeys(answers, 404))


def test_the_administrator_opens_a_piece_and_puts_it_into_the_archive_but_writes_nothing(published, person, client_of):
    item = published()
    browser = client_of(person("quan-tri", Role.ADMINISTRATOR))
    page = browser.get(address(item, "change"))
    assert re.findall(r'name="viec" value="(\w+)"', page.content.decode()) == ["archive"]
    browser.post(address(item, "verb"), {"viec": "archive"})
    item.refresh_from_db()
    assert item.state == State.ARCHIVED
    browser.post(address(item, "change"), {"title": "Tít của người quản trị"})
    item.refresh_from_db()
    assert (item.title, item.working_revision.data["title"]) == ("Chi bộ nhỏ, cách làm mới (minh họa)",) * 2


def test_taking_down_asks_for_its_reason_on_a_page_of_its_own(published, approver, client_of):
    item = published()
    browser = client_of(approver)
    page = browser.post(address(item, "verb"), {"viec": "withdraw", "note": ""})
    assert (page.status_code, page.context["form"].errors["note"]) == (422, ["Hãy ghi lý do, người viết sẽ đọc."])
    browser.post(address(item, "verb"), {"viec": "withdraw", "note": "Sai tên đơn vị."})
    item.refresh_from_db()
    assert item.state == State.WITHDRAWN


def test_a_title_that_does_not_fit_the_day_is_said_beside_the_person(draft, reporter, client_of, deputy):
    text = "<p>Phó Bí thư Trần Thị Bình đến dự.</p>"
    item = draft(body=text, original_date="2024-07-13T08:00:00+07:00")
    page = client_of(reporter).get(address(item, "change")).content.decode()
    finding = "“Phó Bí thư” của Trần Thị Bình: không còn đúng từ sau 30/6/2024."
    assert f'<a href="#nguoi-{deputy.pk}">{finding}</a>' in page
    assert "Bài đang ghi “Phó Bí thư”" in page
    assert 'data-by="Trần Thị Bình, nguyên Phó Bí thư Đảng ủy Khối (minh họa)"' in page
    on_its_day = draft(body=text, original_date="2024-06-13T08:00:00+07:00")
    page = client_of(reporter).get(address(on_its_day, "change")).content.decode()
    assert finding not in page and "Phó Bí thư Đảng ủy Khối (minh họa), từ 1/1/2018" in page


def test_people_are_offered_with_the_title_of_the_day(reporter, client_of, person, deputy):
    def asked(browser, day, words):
        return browser.get(reverse("admin:organizations_person_called", args=[day]), {"q": words})

    browser = client_of(reporter)
    before, after = (asked(browser, day, "binh").json()["found"][0]["label"] for day in ("2024-06-30", "2024-07-01"))
    assert before == "đồng chí Trần Thị Bình, Phó Bí thư Đảng ủy Khối (minh họa)"
    assert after == "đồng chí Trần Thị Bình, nguyên Phó Bí thư Đảng ủy Khối (minh họa)"
    assert asked(browser, "2024-07-01", " ").json() == {"found": []}
    assert [asked(browser, day, "binh").status_code for day in ("hom-nay", "2024-13-01", "2024-07-011")] == [404] * 3
    assert asked(client_of(person("k", Role.MODERATOR)), "2024-07-01", "binh").status_code == 403
