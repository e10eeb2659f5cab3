"""The newsroom's list: taking a step back, filters that are kept, the same change in many pieces."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from articles.models import Keyword
from publishing import workflow
from publishing.models import SavedFilter, Section
from publishing.states import State

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/articles/article/"
UNDO = "data-undo"


def text_of(page):
    return page.content.decode()


# --- Hoàn tác ---------------------------------------------------------------------------------------------
def test_a_step_can_be_taken_back_from_the_next_page_and_only_from_that_one(draft, reporter, client_of):
    item = draft()
    browser = client_of(reporter)
    page = browser.post(reverse("admin:articles_article_verb", args=[item.pk]), {"viec": "trash"}, follow=True)
    offered = text_of(page)
    assert f'action="{LIST}" data-undo' in offered
    assert (
        f'<input type="hidden" name="chon" value="{item.pk}"><button class="btn" name="viec" value="restore">'
        in offered
    )
    assert UNDO not in text_of(browser.get(LIST))
    browser.post(LIST, {"viec": "restore", "chon": [item.pk]})
    item.refresh_from_db()
    assert item.trashed_at is None


def test_what_was_sent_on_is_recalled_by_its_author_alone(draft, reporter, editor, client_of):
    item = draft()
    page = client_of(reporter).post(
        reverse("admin:articles_article_verb", args=[item.pk]), {"viec": "submit"}, follow=True
    )
    assert 'name="viec" value="recall">Hoàn tác' in text_of(page)
    other = workflow.save_draft(item=draft(), data={"title": "x"} | draft().working_revision.data, actor=editor)
    page = client_of(editor).post(
        reverse("admin:articles_article_verb", args=[other.pk]), {"viec": "forward"}, follow=True
    )
    assert UNDO not in text_of(page)


def test_many_are_taken_back_together(draft, editor, client_of):
    keys = [draft(title=f"Bài {number}").pk for number in (1, 2)]
    browser = client_of(editor)
    page = browser.post(LIST, {"viec": "trash", "chon": keys}, follow=True)
    assert [f'name="chon" value="{key}"' in text_of(page).partition(UNDO)[2] for key in keys] == [True, True]


# --- kept filters -----------------------------------------------------------------------------------------
def test_a_filter_is_kept_with_its_count_and_dropped_by_its_owner(draft, reporter, client_of):
    draft(title="Một bài nháp")
    browser = client_of(reporter)
    assert "Lưu bộ lọc này" not in text_of(browser.get(LIST))
    browser.post(f"{LIST}?xem=nhap&ai=toi&lung-tung=1", {"viec": "luu-loc", "ten": "Nháp của tôi"})
    kept = SavedFilter.objects.get()
    assert (kept.owner, kept.query, kept.shared) == (reporter, "xem=nhap&ai=toi", False)
    page = text_of(browser.get(f"{LIST}?{kept.query}"))
    assert '<a class="btn" href="?xem=nhap&amp;ai=toi" aria-current="page">Nháp của tôi 1</a>' in page
    assert "Bỏ bộ lọc “Nháp của tôi”" in page
    browser.post(f"{LIST}?{kept.query}", {"viec": "bo-loc", "loc": kept.pk})
    assert SavedFilter.objects.count() == 0


def test_a_shared_filter_is_everybodys_and_stays_its_owners(draft, reporter, editor, client_of):
    draft()
    client_of(editor).post(f"{LIST}?xem=nhap", {"viec": "luu-loc", "ten": "Nháp cả tòa soạn", "chung": "on"})
    client_of(editor).post(f"{LIST}?xem=da-go", {"viec": "luu-loc", "ten": "Của riêng"})
    page = text_of(client_of(reporter).get(f"{LIST}?xem=nhap"))
    assert "Nháp cả tòa soạn 1" in page and "Của riêng" not in page and "Bỏ bộ lọc" not in page
    client_of(reporter).post(LIST, {"viec": "bo-loc", "loc": SavedFilter.objects.get(shared=True).pk})
    assert SavedFilter.objects.count() == 2


@pytest.mark.parametrize(
    ("address", "name", "says"),
    [
        (LIST, "Tất cả", "Danh sách chưa lọc theo điều kiện nào. Hãy lọc rồi lưu."),
        (f"{LIST}?xem=nhap", " ", "Hãy đặt tên cho bộ lọc."),
        (f"{LIST}?xem=nhap", "a" * 41, "Tên bộ lọc dài quá 40 ký tự. Hãy đặt tên ngắn hơn."),
    ],
)
def test_a_filter_that_cannot_be_kept_says_why(reporter, client_of, address, name, says):
    page = client_of(reporter).post(address, {"viec": "luu-loc", "ten": name}, follow=True)
    assert says in text_of(page)
    assert SavedFilter.objects.count() == 0


def test_a_kept_filter_costs_one_question_and_there_are_only_so_many(draft, reporter, client_of):
    draft()
    browser = client_of(reporter)

    def asked():
        browser.get(LIST)
        with CaptureQueriesContext(connection) as seen:
            browser.get(LIST)
        return len(seen)

    before = asked()
    for number in range(14):
        browser.post(f"{LIST}?nam={2010 + number}", {"viec": "luu-loc", "ten": f"Năm {2010 + number}"})
    assert SavedFilter.objects.count() == 12
    assert asked() == before + 12


# --- the same change in many ------------------------------------------------------------------------------
def test_many_pieces_move_to_another_section_and_what_is_live_waits_for_approval(draft, published, editor, client_of):
    other = Section.objects.create(name="Tuyên giáo", slug="tuyen-giao")
    new, live = draft(title="Nháp"), published(title="Đang đăng")
    page = client_of(editor).post(
        LIST, {"viec": "chuyen-muc", "chuyen-muc": other.pk, "chon": [new.pk, live.pk]}, follow=True
    )
    said = "Chuyển chuyên mục: đã lưu vào 2 bài. Trong đó 1 bài đang đăng: bản sửa cần được duyệt mới hiện ra."
    assert said in text_of(page)
    for item in (new, live):
        item.refresh_from_db()
    assert (new.section, live.section.name) == (other, "Xây dựng Đảng")
    assert live.working_revision.data["section"] == other.pk


def test_keywords_are_added_to_many_and_none_is_lost(draft, editor, client_of):
    had = Keyword.objects.create(name="đã có", slug="da-co")
    one, two = draft(title="Một", keywords=[had.pk]), draft(title="Hai")
    client_of(editor).post(LIST, {"viec": "tu-khoa", "tu-khoa": "Đã có, học tập", "chon": [one.pk, two.pk]})
    fresh = Keyword.objects.exclude(pk=had.pk).get()
    for item in (one, two):
        item.refresh_from_db()
        assert item.working_revision.data["keywords"] == [had.pk, fresh.pk]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"viec": "chuyen-muc", "chuyen-muc": ""}, "Chưa làm gì cả. Hãy chọn chuyên mục rồi bấm lại."),
        ({"viec": "chuyen-muc", "chuyen-muc": "9" * 30}, "Chưa làm gì cả. Hãy chọn chuyên mục rồi bấm lại."),
        ({"viec": "tu-khoa", "tu-khoa": " , "}, "Chưa làm gì cả. Hãy ghi từ khóa rồi bấm lại."),
        ({"viec": "tu-khoa", "tu-khoa": "a" * 61}, "dài quá 60 ký tự"),
        ({"viec": "tu-khoa", "tu-khoa": ",".join(map(str, range(12)))}, "thêm nữa thì quá 12 từ khóa."),
    ],
)
def test_a_change_that_cannot_be_made_changes_no_piece(draft, editor, client_of, data, says):
    had = Keyword.objects.create(name="đã có", slug="da-co")
    first, second = draft(title="Một"), draft(title="Hai", keywords=[had.pk])
    page = client_of(editor).post(LIST, data | {"chon": [first.pk, second.pk]}, follow=True)
    assert says in text_of(page)
    first.refresh_from_db()
    assert (first.version, first.working_revision.data["keywords"]) == (1, [])


def test_somebody_elses_piece_is_out_of_reach(draft, reporter, person, client_of):
    own, foreign = draft(title="Của mình"), draft(title="Của người khác", actor=person("khac", Role.REPORTER))
    other = Section.objects.create(name="Tuyên giáo", slug="tuyen-giao")
    client_of(reporter).post(LIST, {"viec": "chuyen-muc", "chuyen-muc": other.pk, "chon": [own.pk, foreign.pk]})
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.section, foreign.section) == (other, Section.objects.get(slug="xay-dung-dang"))
    assert (own.state, foreign.version) == (State.NEW, 1)
