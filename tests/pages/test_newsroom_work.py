"""Việc của tôi and the list: what waits for whom, the tabs, steps for many, and what each costs."""

import re

import pytest
from django.contrib.admin.sites import site
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from articles.models import Article
from publishing import workflow
from publishing.states import Stage

pytestmark = pytest.mark.django_db

HOME = "/quan-tri/"
LIST = "/quan-tri/articles/article/"


def labels(page):
    return [entry.label for entry in page.context["newsroom_nav"]]


def queries_of(browser, address):
    browser.get(address)  # what is kept between pages (the frame, content types) is there
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_gets_its_first_page_and_a_menu_in_which_every_entry_opens(role, person, client_of):
    browser = client_of(person("ai-do", role))
    page = browser.get(HOME)
    assert page.status_code == 200
    answers = {entry.label: browser.get(entry.url, follow=True).status_code for entry in page.context["newsroom_nav"]}
    assert {label: code for label, code in answers.items() if code != 200} == {}


def test_the_menu_lists_only_what_the_person_may_open(person, client_of):
    assert labels(client_of(person("a", Role.REPORTER)).get(HOME)) == [
        "Việc của tôi", "Tin bài", "Hội nghị", "Tài liệu", "Bộ ảnh", "Video", "Ảnh và tệp",
    ]  # fmt: skip
    assert labels(client_of(person("b", Role.ADMINISTRATOR)).get(HOME)) == [
        "Việc của tôi", "Tin bài", "Hội nghị", "Tài liệu", "Khen thưởng", "Bộ ảnh", "Video", "Chuyên mục", "Chuỗi hội nghị",
        "Loại hội nghị", "Loại văn bản",
        "Quyết định khen thưởng", "Hình thức khen thưởng", "Tổ chức", "Nhân sự", "Loại tổ chức", "Trang giới thiệu", "Menu",
        "Câu mẫu phản hồi", "Từ cần để ý", "Ngày nghỉ", "Thỏa thuận phản hồi", "Thông báo",
        "Liên kết website", "Thông tin trang", "Quy trình duyệt", "Người dùng", "Quyền theo chuyên mục", "Nhật ký",
    ]  # fmt: skip


def test_the_machinerys_own_tables_are_no_screens_of_the_newsroom():
    assert [model._meta.label for model in site._registry if model._meta.app_label.startswith("django_")] == []


def test_the_counts_lead_to_lists_with_as_many_rows_and_zero_counts_vanish(
    draft, reporter, editor, approver, client_of
):
    for number in range(3):
        item = draft(title=f"Bài số {number} (minh họa)")
        workflow.submit(item=item, actor=reporter)
        if number:
            workflow.forward(item=item, actor=editor)
    page = client_of(approver).get(HOME)
    shown = [(count.number, count.words) for count in page.context["work"].counts]
    assert shown == [(2, "bài chờ duyệt")]
    rows = client_of(approver).get(page.context["work"].counts[0].url).context["rows"]
    assert len(rows) == 2
    assert [row.button for row in page.context["work"].waiting] == ["Xem và duyệt", "Xem và duyệt"]
    assert [row.button for row in client_of(editor).get(HOME).context["work"].waiting] == ["Biên tập"]


def test_what_four_eyes_keep_from_an_approver_does_not_wait_for_them(person, draft, client_of):
    both = person("ca-hai", Role.APPROVER, Role.EDITOR)
    workflow.forward(item=draft(actor=both), actor=both)
    assert client_of(both).get(HOME).context["work"].waiting == ()


def test_the_writer_sees_the_reviewers_words_and_that_a_date_publishes_no_draft(draft, reporter, editor, client_of):
    item = draft()
    workflow.submit(item=item, actor=reporter)
    workflow.return_(item=item, actor=editor, note="Thiếu tên người chụp.")
    draft(title="Có ngày (minh họa)", publish_at="2999-01-01T00:00:00+00:00")
    own = client_of(reporter).get(HOME).context["work"].own
    assert {(one.state.label, one.note, one.warning) for one in own} == {
        ("Trả lại", "Thiếu tên người chụp.", ""),
        ("Nháp", "", "Bài còn là nháp: sẽ KHÔNG tự đăng."),
    }


def test_my_work_and_the_list_cost_the_same_with_one_piece_and_with_thirty(draft, reporter, editor, client_of):
    browser = client_of(editor)

    def add(count):
        for number in range(count):
            workflow.submit(item=draft(title=f"Bài {number} (minh họa)"), actor=reporter)

    add(1)
    few = (queries_of(browser, HOME), queries_of(browser, LIST))
    add(29)
    many = (queries_of(browser, HOME), queries_of(browser, LIST))
    assert many == few
    # All kinds are asked together; those that have something are read.
    assert many == (9, 11)


def test_each_tab_shows_what_stands_there_and_an_empty_one_says_what_would(
    draft, published, reporter, editor, approver, client_of
):
    def titles(tab):
        page = client_of(editor).get(f"{LIST}?xem={tab}")
        return sorted(row["item"].title for row in page.context["rows"])

    draft(title="Nháp")
    workflow.submit(item=draft(title="Đã gửi"), actor=reporter)
    workflow.trash(item=draft(title="Đã bỏ"), actor=reporter)
    published(title="Đang hiện")
    workflow.withdraw(item=published(title="Đã gỡ"), actor=approver, note="Sai.")
    workflow.archive(item=published(title="Bài cũ"), actor=approver)
    published(title="Hẹn giờ", publish_at="2999-01-01T00:00:00+00:00")
    published(title="Hết hạn", original_date="2020-01-01T00:00:00+00:00", expire_at="2021-01-01T00:00:00+00:00")
    tabs = ["nhap", "cho-bien-tap", "cho-duyet", "da-xuat-ban", "da-go", "luu-tru", "hen-gio", "het-han", "thung-rac"]
    assert {tab: titles(tab) for tab in tabs} == {
        "nhap": ["Nháp"],
        "cho-bien-tap": ["Đã gửi"],
        "cho-duyet": [],
        "da-xuat-ban": ["Đang hiện"],
        "da-go": ["Đã gỡ"],
        "luu-tru": ["Bài cũ"],
        "hen-gio": ["Hẹn giờ"],
        "het-han": ["Hết hạn"],
        "thung-rac": ["Đã bỏ"],
    }
    empty = client_of(editor).get(f"{LIST}?xem=cho-duyet").content.decode()
    assert "Bài biên tập xong, chờ người duyệt, sẽ hiện ở đây." in empty
    counted = {tab["label"]: tab["count"] for tab in client_of(editor).get(LIST).context["tabs"]}
    assert (counted["Tất cả"], counted["Thùng rác"], counted["Hẹn giờ"]) == (7, 1, 1)


def test_titles_are_found_without_marks_and_filters_are_chips_that_can_be_dropped(draft, editor, client_of):
    draft(title="Đại hội đảng bộ cơ sở (minh họa)")
    draft(title="Một bài khác (minh họa)")
    page = client_of(editor).get(f"{LIST}?q=dai+hoi&nam=khong-phai-nam")
    assert [row["item"].title for row in page.context["rows"]] == ["Đại hội đảng bộ cơ sở (minh họa)"]
    assert page.context["chips"] == [("“dai hoi”", "?")]


@pytest.mark.parametrize("number", ["0", "99", "-1", "abc", "9" * 40])
def test_an_absurd_page_is_404(number, editor, client_of):
    assert client_of(editor).get(f"{LIST}?trang={number}").status_code == 404


def test_a_step_for_many_is_done_for_all_or_for_none(draft, reporter, client_of):
    fit, unfit = draft(title="Đủ (minh họa)"), draft(title="Thiếu (minh họa)", body="")
    browser = client_of(reporter)
    page = browser.post(LIST, {"viec": "submit", "chon": [fit.pk, unfit.pk]}, follow=True)
    assert [str(one) for one in page.context["messages"]] == [
        "Chưa làm gì cả. “Thiếu (minh họa)”: Bài chưa có nội dung. Hãy viết thân bài."
    ]
    assert {item.working_revision.stage for item in Article.objects.all()} == {Stage.DRAFT}
    page = browser.post(LIST, {"viec": "trash", "chon": [fit.pk, unfit.pk]}, follow=True)
    assert [str(one) for one in page.context["messages"]] == ["Bỏ vào thùng rác: đã làm với 2 bài."]
    assert Article.objects.kept().count() == 0


def test_nothing_is_done_with_a_piece_that_is_not_ones_own(person, draft, client_of):
    item = draft()
    other = person("nguoi-khac", Role.REPORTER)
    page = client_of(other).post(LIST, {"viec": "trash", "chon": [item.pk]}, follow=True)
    assert re.search("Chưa chọn bài nào", page.content.decode())
    assert Article.objects.kept().count() == 1
