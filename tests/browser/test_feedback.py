"""The moderators' desk and the reader's form in Chromium: by keyboard alone, without script, on a phone, in three themes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.roles import Role
from feedback.models import Contact, DeskHabit, Message, ReadyText
from feedback.receiving import consent_in_force
from feedback.states import State, Use

pytestmark = pytest.mark.django_db(transaction=True)

DESK = "/quan-tri/feedback/message/"


@pytest.fixture
def moderator(person):
    return person("kiemduyet", Role.MODERATOR, full_name="Nguyễn Hoàng Thu Thủy Tiên (minh họa)")


@pytest.fixture
def waiting(db):
    """waiting(30): so many messages that nobody has looked at, the first with an address."""
    ReadyText.objects.all().delete()
    ReadyText.objects.create(use=Use.REASON, title="Không liên quan", text="Nội dung không liên quan.")
    ReadyText.objects.create(use=Use.REPLY, title="Cảm ơn", text="Cảm ơn bạn đã góp ý.")

    def make(count):
        now = timezone.now()
        made = [
            Message.objects.create(
                text=f"Góp ý số {number}, gọi 0912 345 678.", name=f"Bạn đọc {number} (minh họa)", received_at=now,
                consent=consent_in_force(), due_on=timezone.localdate() + timedelta(days=3),
            )
            for number in range(1, count + 1)
        ]  # fmt: skip
        Contact.objects.create(message=made[0], email="rieng@vidu.vn")
        return made

    return make


@pytest.fixture
def at_desk(browser_page, log_in, live_server, moderator):
    """at_desk(width=360): the desk, as a moderator has just opened it."""

    def sit_down(**options):
        page = log_in(browser_page(**options), moderator)
        page.goto(live_server.url + DESK)
        return page

    return sit_down


class Keyboard:
    """A keyboard that counts."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def decide(self, key, *more):
        """A decision: it is done when the item has left the list."""
        item = self.page.locator("[data-q]:focus")
        number = item.get_attribute("data-q")
        self.press(key)
        if more:
            expect(self.page.locator("#viet :focus")).to_have_count(1)
            self.press(*more)
        expect(self.page.locator(f"[data-q='{number}']")).to_have_count(0)
        return int(number)


@pytest.mark.long
def test_a_queue_is_gone_through_by_keys_alone(at_desk, waiting):
    """A hundred messages in three hundred presses, a third of them refused with a reason or answered."""
    waiting(100)
    page = at_desk()
    in_menu = page.locator(".anav [aria-current] .cnt")
    assert in_menu.text_content() == "100 việc chờ"
    page.locator("[data-q]").first.focus()
    keys = Keyboard(page)
    for number in range(100):
        if number % 6 == 4:
            keys.decide("x", "Space", "Enter")
        elif number % 6 == 5:
            keys.decide("t", "Shift+Tab", "Shift+Tab", "ArrowDown", "Tab", "Space", "Control+Enter")
        else:
            keys.decide("d")
        if number < 99:
            expect(page.locator("[data-q]:focus")).to_have_count(1)
    states = {state: Message.objects.filter(state=state).count() for state in State}
    assert {state: count for state, count in states.items() if count} == {
        State.APPROVED: 68, State.REFUSED: 16, State.ANSWERED: 16,
    }  # fmt: skip
    assert keys.presses == 68 + 16 * 3 + 16 * 7 <= 300
    assert set(Message.objects.filter(state=State.ANSWERED).values_list("reply", flat=True)) == {"Cảm ơn bạn đã góp ý."}
    expect(page.locator("[data-empty]")).to_be_focused()
    expect(in_menu).to_be_hidden()


def test_keys_act_inside_the_list_alone_and_can_be_switched_off_for_good(at_desk, waiting, moderator):
    waiting(3)
    page = at_desk()
    items = page.locator("[data-q]")
    page.keyboard.press("d")
    items.nth(0).focus()
    page.keyboard.press("j")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(items.nth(0)).to_be_focused()
    page.keyboard.press("Control+d")
    page.keyboard.press("t")
    expect(page.locator("#reply-reply")).to_be_focused()
    page.keyboard.type("dcxz")
    expect(page.locator("#reply-reply")).to_have_value("dcxz")
    page.keyboard.press("Escape")
    expect(items.nth(0)).to_be_focused()
    assert not Message.objects.exclude(state=State.NEW).exists()

    page.click("[data-keys-box] summary")
    with page.expect_response("**/phim-tat/"):
        page.uncheck("[data-keys-form] input[type=checkbox]")
    expect(page.locator("[data-q] kbd").first).to_be_hidden()
    assert not DeskHabit.objects.get(user=moderator).keys
    page.reload()
    items.nth(0).focus()
    page.keyboard.press("d")
    page.keyboard.press("j")
    expect(items.nth(0)).to_be_focused()
    assert not Message.objects.exclude(state=State.NEW).exists()


def test_the_last_decision_is_taken_back_by_z_or_by_the_button(at_desk, waiting):
    first, second = waiting(2)
    page = at_desk()
    page.locator("[data-q]").first.focus()
    keys = Keyboard(page)
    keys.decide("d")
    expect(page.locator("[data-toast]")).to_contain_text(f"Phản hồi số {first.pk}: đã duyệt.")
    expect(page.locator(f"[data-q='{second.pk}']")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator(f"[data-q='{first.pk}']")).to_be_focused()
    first.refresh_from_db()
    assert (first.state, first.published_at, first.version) == (State.NEW, None, 2)
    keys.decide("d")
    page.click("[data-toast] button")
    expect(page.locator(f"[data-q='{first.pk}']")).to_be_focused()
    keys.decide("x", "Space", "Enter")
    keys.decide("d")
    expect(page.locator("[data-empty]")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator(f"[data-q='{second.pk}']")).to_be_focused()
    assert [Message.objects.get(pk=one.pk).state for one in (first, second)] == [State.REFUSED, State.NEW]


def test_whoever_comes_second_is_told_and_what_is_missing_is_said_at_its_place(at_desk, waiting):
    first, _ = waiting(2)
    page = at_desk()
    Message.objects.filter(pk=first.pk).update(state=State.SPAM, version=7)
    page.locator("[data-q]").first.focus()
    page.keyboard.press("d")
    expect(page.locator(f"[data-q='{first.pk}'] .errmsg")).to_contain_text("bây giờ là “Thư rác”")
    page.keyboard.press("j")
    page.keyboard.press("t")
    page.fill("#reply-replied_as", "")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#reply-reply-e")).to_have_text("Lỗi: Hãy viết câu trả lời ")
    expect(page.locator("#reply-reply")).to_be_focused()
    assert not Message.objects.filter(state=State.ANSWERED).exists()


def test_handing_over_by_keys_to_an_organisation_found_without_marks(at_desk, waiting, deputy):
    (one,) = waiting(1)
    page = at_desk()
    page.locator("[data-q]").first.focus()
    page.keyboard.press("c")
    expect(page.locator("#viet :focus")).to_have_count(1)
    page.keyboard.type("dang uy khoi")
    expect(page.locator("#viet [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-empty]")).to_be_focused()
    one.refresh_from_db()
    assert (one.state, one.handed_to_name) == (State.HANDED_OVER, "Đảng ủy Khối (minh họa)")


def test_without_script_every_decision_and_its_way_back_are_plain_forms(at_desk, waiting, live_server):
    first, second, third = waiting(3)
    page = at_desk(java_script_enabled=False)
    expect(page.locator("kbd:visible")).to_have_count(0)
    page.click(f"[data-q='{first.pk}'] button[value=approve]")
    expect(page.locator(".messagelist")).to_contain_text("đã duyệt")
    page.click("form[data-undo] button")
    expect(page.locator(".messagelist")).to_contain_text("Đã hoàn tác")
    page.click(f"[data-q='{first.pk}'] a[data-key=t]")
    page.select_option("#mau", label="Cảm ơn")
    page.click("button[value=insert]")
    expect(page.locator("#reply-reply")).to_have_value("Cảm ơn bạn đã góp ý.")
    page.click("button[value=publish_reply]")
    for one in (second, third):
        page.check(f"[data-q='{one.pk}'] [name=chon]")
    page.click("#nhieu button[value=spam]")
    expect(page.locator(".messagelist")).to_contain_text("2 phản hồi: thư rác.")
    assert [Message.objects.get(pk=one.pk).state for one in (first, second, third)] == [
        State.ANSWERED, State.SPAM, State.SPAM,
    ]  # fmt: skip


@pytest.mark.parametrize("width", [pytest.param(320, marks=pytest.mark.long), 360, 1280])
def test_the_desk_at_rest_and_at_work(at_desk, waiting, axe_finds, live_server, width):
    waiting(3)
    page = at_desk(width=width)
    found = axe_finds(page, f"bàn {width}")
    page.locator("[data-keys-box] summary").click()
    page.locator("[data-q]").nth(1).focus()
    for key in ("t", "c", "x"):
        page.keyboard.press(key)
        expect(page.locator("#viet :focus")).to_have_count(1)
        found += axe_finds(page, f"ô {key} {width}")
        page.keyboard.press("Escape")
    page.keyboard.press("d")
    expect(page.locator("[data-toast]")).to_be_visible()
    found += axe_finds(page, f"đã duyệt {width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"{live_server.url}{DESK}{Message.objects.first().pk}/change/")
    found += axe_finds(page, f"một phản hồi {width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []


def test_the_counter_says_what_is_left_and_speaks_up_only_when_it_is_little(browser_page, live_server, published):
    item = published()
    page = browser_page()
    page.goto(live_server.url + item.get_absolute_url())
    box, words, live = page.locator("#ph-noi_dung"), page.locator("#ph-noi_dung-l"), page.locator("#live")
    expect(words).to_have_text("Còn 2.000 ký tự")
    box.fill("a" * 1500)
    expect(words).to_have_text("Còn 500 ký tự")
    box.fill("a" * 1950)
    box.press_sequentially("bcd")
    expect(live).to_have_text("Còn 47 ký tự")
    box.fill("a")
    expect(words).to_have_text("Còn 1.999 ký tự")
    expect(live).to_have_text("Còn 47 ký tự")


def test_a_paste_that_is_too_long_stays_whole_and_says_by_how_much(browser_page, live_server):
    page = browser_page()
    page.goto(live_server.url + "/phan-hoi/")
    box, words = page.locator("#ph-noi_dung"), page.locator("#ph-noi_dung-l")
    box.focus()
    page.keyboard.insert_text("ế" * 3456)
    expect(words).to_have_text("Quá 1.456 ký tự")
    page.fill("#ph-ho_ten", "Lan (minh họa)")
    page.click("#gui-phan-hoi button")
    expect(page.locator("#ph-noi_dung-e")).to_contain_text("hãy bớt 1.456 ký tự")
    expect(page.locator("#ph-noi_dung")).to_have_value("ế" * 3456)


def test_from_a_readers_phone_to_the_answer_under_the_article(browser_page, at_desk, live_server, published):
    """Written without script on a phone with two mistakes first, answered by keys, read at once by everybody."""
    item = published()
    phone = browser_page(width=360, java_script_enabled=False)
    phone.goto(live_server.url + item.get_absolute_url())
    phone.fill("#ph-noi_dung", "Mong có thêm bài về cách ghi chép.")
    phone.fill("#ph-thu", "nguyenvan@")
    phone.click("#gui-phan-hoi button:not([type=button])")
    expect(phone.locator("#cho-sua")).to_have_text("Còn 3 chỗ cần sửa")
    expect(phone.locator(".note--bad")).to_be_focused()
    phone.click(".note--bad a >> nth=0")
    expect(phone.locator("#ph-ho_ten")).to_be_focused()
    expect(phone.locator("#ph-noi_dung")).to_have_value("Mong có thêm bài về cách ghi chép.")
    phone.fill("#ph-ho_ten", "Lê Thu Thảo (minh họa)")
    phone.fill("#ph-thu", "")
    phone.check("#ph-dong_y_ten")
    phone.click("#gui-phan-hoi button:not([type=button])")
    code = phone.text_content(".code")

    page = at_desk()
    page.locator("[data-q]").first.focus()
    page.keyboard.press("t")
    expect(page.locator("#reply-reply")).to_be_focused()
    page.keyboard.type("Cảm ơn bạn, chúng tôi ghi nhận.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-empty]")).to_be_focused()

    other = browser_page()
    for path in (item.get_absolute_url(), "/", "/phan-hoi/"):
        other.goto(live_server.url + path)
        expect(other.locator(".fb__r")).to_contain_text("Cảm ơn bạn, chúng tôi ghi nhận.")
    phone.goto(live_server.url + "/phan-hoi/tra-cuu/")
    phone.fill("#ma-ma", code.lower())
    phone.click("form.filters button:has-text('Xem')")
    expect(phone.locator(".fb__r")).to_contain_text("Ban Biên tập trả lời")
    expect(phone.locator("main")).not_to_contain_text("Lê Thu Thảo")


@pytest.mark.parametrize("width", [pytest.param(320, marks=pytest.mark.long), 360, 1280])
def test_what_readers_meet_has_no_fault(browser_page, live_server, axe_finds, width):
    page = browser_page(width=width)
    found = []

    def look(where):
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where
        found.extend(axe_finds(page, f"{where} {width}"))

    page.goto(live_server.url + "/phan-hoi/")
    look("biểu mẫu")
    page.fill("#ph-thu", "nguyenvan@")
    with page.expect_navigation():
        page.click("#gui-phan-hoi button")
    look("lỗi")
    page.fill("#ph-noi_dung", "Đây là đơn khiếu nại.")
    with page.expect_navigation():
        page.click("#gui-phan-hoi button")
    look("đơn khiếu nại")
    for field, words in (("ho_ten", "Lan (minh họa)"), ("thu", "lan@vidu.vn"), ("noi_dung", "Xin tài liệu.")):
        page.fill(f"#ph-{field}", words)
    page.check("#ph-dong_y_lien_he")
    with page.expect_navigation():
        page.click("#gui-phan-hoi button")
    expect(page.locator("[data-print]")).to_be_visible()
    look("cảm ơn")
    with page.expect_navigation():
        page.click(".key button:not([type=button])")
    look("tra cứu")
    with page.expect_navigation():
        page.click("button[value=hoi-xoa]")
    look("hỏi trước khi xóa")
    with page.expect_navigation():
        page.click("button[value=xoa]")
    look("đã xóa")
    page.fill("#ma-ma", "PH-2222-2222-2222-2222")
    with page.expect_navigation():
        page.click("form.filters button")
    look("không có mã này")
    assert found == []
