"""The front page's board: drafted, previewed, put up at once or at an hour, brought back. Drafts reach no reader."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from accounts.roles import Role
from khoi_portal import front_page
from khoi_portal.models import FrontPage, HomeSlot
from publishing import pagecache, workflow
from publishing.workflow import NotPossible

pytestmark = pytest.mark.django_db

BOARD = "/quan-tri/khoi_portal/homeslot/"
PREVIEW = BOARD + "xem-truoc/"


@pytest.fixture
def desk(managing_editor, client_of):
    """The managing editor's browser."""
    return client_of(managing_editor)


@pytest.fixture
def two(published):
    """Two articles that are out."""
    return published(title="Bài một (minh họa)"), published(title="Bài hai (minh họa)")


def placed(board, place):
    slots = board.slots.filter(place=place).order_by("order", "pk")
    return [slot.article.title for slot in slots]


def lead_of(client):
    """The title that leads the page a reader gets."""
    pagecache.clear()
    return client.get("/").context["lead"].title


def press(desk, what, **data):
    return desk.post(BOARD, {"viec": what, **data}, follow=True).content.decode()


def test_articles_are_put_moved_and_taken_off_by_buttons_and_recorded(desk, two):
    first, second = two
    for item in two:
        press(desk, "them", so=item.pk, cho="focus")
    draft = front_page.being_edited()
    assert placed(draft, "focus") == ["Bài một (minh họa)", "Bài hai (minh họa)"]
    press(desk, "xuong", so=HomeSlot.objects.get(article=first).pk)
    assert placed(draft, "focus") == ["Bài hai (minh họa)", "Bài một (minh họa)"]
    press(desk, "bo", so=HomeSlot.objects.get(article=first).pk)
    assert placed(draft, "focus") == ["Bài hai (minh họa)"]
    verbs = LogEntry.objects.filter(verb__startswith="front_page").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["front_page_added", "front_page_added", "front_page_moved", "front_page_removed"]


def test_readers_see_a_draft_only_when_it_is_put_up(desk, two, reader):
    first, second = two
    assert lead_of(reader) == second.title
    press(desk, "them", so=first.pk, cho="lead")
    assert lead_of(reader) == second.title
    assert desk.get(PREVIEW).context["lead"].title == first.title
    assert "Thêm “Bài một (minh họa)” vào Tin chính" in desk.get(BOARD).content.decode()
    assert "Trang nhất mới đang hiện." in press(desk, "dua-len")
    assert lead_of(reader) == first.title
    assert front_page.being_edited() is None


def test_a_preview_is_kept_by_nobody_and_has_nothing_that_readers_may_not_see(desk, draft, two):
    hidden = draft(title="Chưa duyệt (minh họa)")
    press(desk, "them", so=hidden.pk, cho="lead")
    page = desk.get(PREVIEW)
    assert "no-store" in page["Cache-Control"] and page["X-Robots-Tag"] == "noindex, nofollow"
    assert "Chưa duyệt (minh họa)" not in page.content.decode()
    assert "Trang nhất này bạn đọc chưa thấy." in page.content.decode()


def test_a_preview_of_nothing_is_the_front_page_itself(desk):
    answer = desk.get(PREVIEW)
    assert (answer.status_code, answer.url) == (302, "/")


def test_a_board_comes_up_at_its_hour_by_itself(managing_editor, two, reader):
    first, second = two
    front_page.put(article=first, place="lead", by=managing_editor)
    board = front_page.put_up(by=managing_editor, at=timezone.now() + timedelta(hours=1))
    assert lead_of(reader) == second.title
    FrontPage.objects.filter(pk=board.pk).update(live_from=timezone.now() - timedelta(seconds=1))
    assert lead_of(reader) == first.title


def test_an_hour_is_taken_back_and_the_board_is_a_draft_again(desk, two, reader):
    press(desk, "them", so=two[0].pk, cho="lead")
    said = press(desk, "hen", at_ngay="1/1/2199", at_gio="07:30")
    assert "Trang nhất mới sẽ hiện từ 07:30 thứ Ba 1/1/2199." in said
    assert "Đã bỏ hẹn. Bản này là bản nháp." in press(desk, "bo-hen")
    assert front_page.being_edited().live_from is None
    assert "Bản này không còn chờ giờ" in press(desk, "bo-hen")


def test_an_hour_that_has_passed_is_refused_and_kept_in_its_field(desk, two):
    press(desk, "them", so=two[0].pk, cho="lead")
    answer = desk.post(BOARD, {"viec": "hen", "at_ngay": "1/1/2020", "at_gio": "08:00"})
    assert answer.status_code == 422
    assert "Giờ này đã qua. Chọn giờ sau, hoặc bấm “Đưa lên ngay”." in answer.content.decode()
    assert 'value="1/1/2020"' in answer.content.decode()


def test_a_draft_is_thrown_away_and_the_shown_board_stands(desk, managing_editor, two, reader):
    front_page.put(article=two[0], place="lead", by=managing_editor)
    front_page.put_up(by=managing_editor)
    press(desk, "bo", so=HomeSlot.objects.get().pk)
    assert "Bỏ “Bài một (minh họa)” khỏi Tin chính" in desk.get(BOARD).content.decode()
    assert "Đã bỏ bản nháp." in press(desk, "bo-nhap")
    assert placed(front_page.shown(), "lead") == ["Bài một (minh họa)"]
    assert "Không còn bản nháp nào" in press(desk, "bo-nhap")


def test_an_earlier_board_is_put_up_again_in_one_press_and_the_draft_stays(desk, managing_editor, two, reader):
    first, second = two
    for item in two:
        slot = front_page.put(article=item, place="lead", by=managing_editor)
        front_page.move(slot=slot, step=-1, by=managing_editor)
        front_page.put_up(by=managing_editor)
    assert lead_of(reader) == second.title
    front_page.put(article=first, place="hot", by=managing_editor)
    earlier = FrontPage.objects.earlier().get()
    assert "Trang nhất trước đã hiện lại." in press(desk, "dua-lai", so=earlier.pk)
    assert lead_of(reader) == first.title
    assert placed(front_page.being_edited(), "hot") == [first.title]


def test_a_board_that_was_replaced_thirty_days_ago_is_forgotten(managing_editor, two):
    now = timezone.now()
    old, replaced_it = (FrontPage.objects.create(live_from=now - timedelta(days=days)) for days in (60, 31))
    front_page.put(article=two[0], place="lead", by=managing_editor)
    newest = front_page.put_up(by=managing_editor)
    assert set(FrontPage.objects.values_list("pk", flat=True)) == {replaced_it.pk, newest.pk}


def test_an_article_stands_once_in_a_place(desk, two):
    press(desk, "them", so=two[0].pk, cho="focus")
    assert "“Bài một (minh họa)” đã có ở Tiêu điểm." in press(desk, "them", so=two[0].pk, cho="focus")
    assert placed(front_page.being_edited(), "focus") == ["Bài một (minh họa)"]


def test_pressing_twice_does_it_once(managing_editor, two):
    front_page.put(article=two[0], place="lead", by=managing_editor)
    front_page.put_up(by=managing_editor)
    with pytest.raises(NotPossible):
        front_page.put_up(by=managing_editor)


def test_a_place_on_the_shown_board_is_moved_on_a_copy(managing_editor, two):
    for item in two:
        front_page.put(article=item, place="focus", by=managing_editor)
    shown = front_page.put_up(by=managing_editor)
    front_page.move(slot=shown.slots.order_by("order").first(), step=1, by=managing_editor)
    assert placed(shown, "focus") == ["Bài một (minh họa)", "Bài hai (minh họa)"]
    assert placed(front_page.being_edited(), "focus") == ["Bài hai (minh họa)", "Bài một (minh họa)"]


def test_what_should_be_looked_at_is_said(desk, draft, two):
    hidden = draft(title="Chưa duyệt (minh họa)")
    for place in ("lead", "focus"):
        press(desk, "them", so=two[0].pk, cho=place)
    press(desk, "them", so=hidden.pk, cho="hot")
    page = desk.get(BOARD).content.decode()
    assert "“Bài một (minh họa)” đứng ở cả Tin chính và Tiêu điểm" in page
    assert "“Chưa duyệt (minh họa)” chưa công khai: chỉ hiện khi được đăng" in page
    assert "Chưa công khai: bạn đọc không thấy ở đây." in page


def test_what_is_withdrawn_leaves_the_front_page_by_itself(managing_editor, approver, two, reader):
    front_page.put(article=two[0], place="lead", by=managing_editor)
    front_page.put_up(by=managing_editor)
    workflow.withdraw(item=two[0], actor=approver, note="Sai.")
    assert lead_of(reader) == two[1].title


def test_an_empty_place_says_what_fills_it(desk, published):
    published(title="Mới nhất (minh họa)")
    assert "Trống: đang lấy “Mới nhất (minh họa)”" in desk.get(BOARD).content.decode()


def test_a_place_is_held_until_an_hour_that_can_still_come(desk, published):
    press(desk, "them", so=published().pk, cho="hot")
    slot = HomeSlot.objects.get()
    past = {"viec": "giu", "so": slot.pk, "hold_until_ngay": "1/1/2020", "hold_until_gio": "08:00", "line": "Tin nóng"}
    page = desk.post(BOARD, past)
    assert page.status_code == 422
    assert "Giờ này đã qua. Chọn giờ sau, hoặc để trống để giữ mãi." in page.content.decode()
    assert 'value="1/1/2020"' in page.content.decode()
    desk.post(BOARD, past | {"hold_until_ngay": "1/1/2199"})
    slot.refresh_from_db()
    assert (slot.line, slot.hold_until.year) == ("Tin nóng", 2199)


@pytest.mark.parametrize("address", [BOARD, PREVIEW])
@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.MANAGING_EDITOR, Role.APPROVER)])
def test_the_front_page_is_closed_to_everybody_else(role, person, client_of, address):
    assert client_of(person("ai-do", role)).get(address).status_code == 403


@pytest.mark.parametrize(
    "data",
    [{}, {"viec": "len", "so": "x"}, {"viec": "la", "so": "9" * 30}, {"viec": "them", "so": "1"}, {"viec": "dua-lai", "so": "1"}],
)  # fmt: skip
def test_a_wrong_press_is_404_and_changes_nothing(data, desk):
    assert desk.post(BOARD, data).status_code == 404
    assert FrontPage.objects.count() == 0
