"""Two of the people for whom the portal is made, each at the whole of their errand on the sample portal."""

import pytest
from playwright.sync_api import expect

from tests.unit.articles import word

pytestmark = pytest.mark.long


class Counted:
    """A page whose presses are counted as a hand makes them: a list to choose from is two."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, found):
        self.presses += 1
        found.first.click()

    def choose(self, found, label):
        self.presses += 2
        found.first.select_option(label=label)

    def hand_in(self, found, file):
        self.presses += 1
        found.first.set_input_files(file)


def test_a_new_reporter_sends_a_word_file_for_approval_in_twelve_presses(chromium, sample_portal, sample_password):
    page = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN").new_page()
    hand = Counted(page)
    page.goto(f"{sample_portal}/quan-tri/")
    # The name's field has the caret already; from there by Tab.
    page.keyboard.type("phongvien")
    page.keyboard.press("Tab")
    page.keyboard.type(sample_password)
    hand.press(page.get_by_role("button", name="Đăng nhập"))
    hand.press(page.get_by_role("link", name="Nhập từ Word"))
    hand.hand_in(page.locator("#tep"), {"name": "bai.docx", "mimeType": "application/zip", "buffer": word.article()})
    hand.press(page.get_by_role("button", name="Đọc tệp và xem trước"))
    hand.choose(page.locator("select[name$=-section]"), "Xây dựng Đảng")
    hand.press(page.get_by_role("button", name="Nhập 1 bài nháp"))
    page.wait_for_load_state("networkidle")
    hand.press(page.locator("button[name=viec][value=submit]"))
    page.wait_for_load_state("networkidle")
    assert page.locator(".messagelist").inner_text() == "Đã gửi biên tập."
    assert page.locator("[aria-current=step]").inner_text() == "Chờ biên tập"
    assert hand.presses <= 12


def test_a_reader_with_poor_sight_finds_her_chi_bo_and_writes(reading):
    page = reading("/", width=360, height=740, display="contrast-200")
    page.fill("header [name=q]", "chi bo vu to chuc can bo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/**")
    page.get_by_role("link", name="Chi bộ Vụ Tổ chức").first.click()
    page.wait_for_url("**/to-chuc/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chi bộ Vụ Tổ chức")
    page.get_by_role("link", name="Gửi phản hồi").first.click()
    page.wait_for_url("**/phan-hoi/**")
    page.get_by_label("Họ và tên").fill("Nguyễn Thị Tâm (minh họa)")
    page.get_by_label("Nội dung").fill("Danh sách khen thưởng ghi đúng tên chi bộ tôi chưa?")
    page.get_by_role("button", name="Gửi phản hồi").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cảm ơn bạn")
    # Whoever needs large letters reads the code in letters no smaller than the text around it.
    code, words = (
        page.locator(found).first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
        for found in (".code", "main li")
    )
    assert code >= words
    assert page.evaluate("document.documentElement.scrollWidth") == 360
