"""The editor as a person of fifty uses it: keyboard, pictures from the library, paste from Word, nothing lost."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from accounts.roles import Role
from articles.models import Article
from media import library, uploads
from publishing import presence, revisions, workflow

pytestmark = pytest.mark.django_db(transaction=True)

EDITOR = "[role=textbox]"
ADD = "/quan-tri/articles/article/add/"
PICTURE = Path(settings.BASE_DIR) / "khoi_portal" / "sample" / "pictures" / "hop.jpg"

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body>
<!--StartFragment-->
<p class=MsoNormal style='text-align:justify'><b style='mso-bidi-font-weight:normal'><span style='font-size:14.0pt;color:red'>Ba
việc</span></b> trong <i>quý</i>:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Việc thứ nhất</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp;&nbsp; </span></span><![endif]>Việc thứ hai</p>
<table class=MsoTable border=1 style='border-collapse:collapse'><tr><td width=100 style='width:75pt'><p class=MsoNormal>Đơn
vị</p></td><td><p class=MsoNormal>Số</p></td></tr></table>
<p class=MsoNormal><img width=100 height=100 src="file:///C:/anh.png"></p>
<!--EndFragment--></body></html>"""

PASTED = (
    "<p><strong>Ba việc</strong> trong <em>quý</em>:</p><ol><li>Việc thứ nhất</li><li>Việc thứ hai</li></ol>"
    "<table><tbody><tr><td>Đơn vị</td><td>Số</td></tr></tbody></table>"
)

EVERYTHING = (
    '<h2>Mục</h2><p>Chữ <strong>đậm</strong>, <em>nghiêng</em>, <u>gạch</u>, <a href="/tin-tuc/" rel="noopener">liên kết</a>, '
    'm<sup>2</sup>.<sup><a href="#fn-1" id="ref-1" rel="noopener">1</a></sup></p>'
    "<ul><li>Một<ul><li>Một một</li></ul></li><li>Hai</li></ul>"
    '<ol start="3"><li>Ba</li></ol><blockquote><p>Lời dẫn</p></blockquote><table><caption>Bảng (minh họa)</caption><thead><tr>'
    '<th scope="col">A</th><th scope="col">B</th></tr></thead><tbody><tr><td colspan="2">Gộp</td></tr></tbody></table>'
    '<aside class="box"><h3>Hộp</h3><p>Trong hộp.</p></aside><figure data-image="{image}" data-alt="Tả ảnh" data-credit="Thu Hằng">'
    "<figcaption>Chú thích <em>riêng</em></figcaption></figure><hr><p>Cuối.</p>"
    '<section class="notes"><ol><li id="fn-1">Nguồn.</li></ol></section>'
)


@pytest.fixture
def image(db, person):
    """A picture of the library."""
    keeper = person("tulieu", Role.PICTURE_EDITOR)
    found = uploads.accept_image(SimpleUploadedFile("hop.jpg", PICTURE.read_bytes()), name="hop.jpg", by=keeper)
    words = {"caption": "Phòng họp (minh họa)", "alt_text": "Bàn dài, ghế hai bên", "photo_credit": "Ban biên tập"}
    return library.describe(image=found, actor=keeper, **words)


@pytest.fixture
def writing(browser_page, log_in, live_server, reporter):
    """writing(address): the reporter's page with the editor ready."""

    def go(address=ADD, **options):
        page = log_in(browser_page(**options), reporter)
        page.goto(live_server.url + address)
        page.wait_for_selector(EDITOR)
        return page

    return go


def change_url(item):
    return f"/quan-tri/articles/article/{item.pk}/change/"


def paste(page, html):
    """What the browser hands over on Ctrl+V."""
    page.evaluate(
        """([selector, html]) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          document.querySelector(selector).dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [EDITOR, html],
    )


def body_of(page):
    return page.evaluate("document.querySelector('textarea[data-editor]').value")


def test_a_text_is_written_with_the_keyboard_alone_and_saved(writing, section):
    page = writing()
    page.fill("#id_title", "Viết bằng bàn phím (minh họa)")
    page.select_option("#id_section", str(section.pk))
    page.focus(EDITOR)
    page.keyboard.press("Alt+F10")
    assert page.evaluate("document.activeElement.textContent") == "Đậm"
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "Tiêu đề"
    page.keyboard.press("Enter")
    page.keyboard.type("Mục đầu")
    page.keyboard.press("Enter")
    page.keyboard.type("Chữ ")
    page.keyboard.press("Control+b")
    page.keyboard.type("đậm")
    page.keyboard.press("Control+b")
    page.keyboard.type(" và ")
    page.keyboard.press("Control+k")
    page.keyboard.type("/tin-tuc/")
    page.keyboard.press("Tab")
    page.keyboard.type("tin tức")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")
    with page.expect_navigation():
        page.click("[data-save]")
    item = Article.objects.get()
    expected = '<h2>Mục đầu</h2><p>Chữ <strong>đậm</strong> và <a href="/tin-tuc/" rel="noopener">tin tức</a></p>'
    assert item.body == expected
    page.wait_for_selector(EDITOR)
    assert body_of(page) == expected


def test_tab_enters_the_tools_once_and_leaves_them_for_the_text(writing):
    page = writing()
    page.focus(".tb button[tabindex='0']")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "textbox"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Thân bài"


def test_what_stands_in_the_text_survives_being_opened_edited_and_saved(writing, draft, image):
    stored = EVERYTHING.format(image=image.pk)
    item = draft(body=stored)
    page = writing(change_url(item))
    page.focus(EDITOR)
    page.keyboard.press("Control+Home")
    page.keyboard.type("X")
    with page.expect_navigation():
        page.click("[data-save]")
    item.refresh_from_db()
    assert item.body == stored.replace("<h2>Mục", "<h2>XMục")


def test_a_text_that_is_only_opened_is_sent_back_as_it_was(writing, draft, image):
    stored = EVERYTHING.format(image=image.pk)
    page = writing(change_url(draft(body=stored)))
    assert body_of(page) == stored


def test_a_picture_from_the_library_gets_three_fields_of_its_own(writing, draft, image):
    item = draft(body="<p>Trước ảnh</p>")
    page = writing(change_url(item))
    page.focus(EDITOR)
    page.keyboard.press("Control+End")
    # What is typed stands at the end: the editor has taken notice of where the caret went.
    page.keyboard.type(".")
    page.wait_for_selector(f"{EDITOR} >> text='Trước ảnh.'")
    page.click(".tb >> text='Ảnh'")
    page.fill("dialog input[type=search]", "phong hop")
    page.keyboard.press("Enter")
    page.click("dialog .pickb:has-text('Phòng họp')")
    page.wait_for_selector("#anh-1-chu-thich")
    assert page.get_attribute("#anh-1-chu-thich", "placeholder") == "Như trong thư viện: Phòng họp (minh họa)"
    page.fill("#anh-1-chu-thich", "Trước giờ họp")
    page.fill("#anh-1-tac-gia", "Thu Hằng")
    with page.expect_navigation():
        page.click("[data-save]")
    item.refresh_from_db()
    assert item.body == (
        f'<p>Trước ảnh.</p><figure data-image="{image.pk}" data-credit="Thu Hằng">'
        "<figcaption>Trước giờ họp</figcaption></figure>"
    )


def test_a_picture_is_uploaded_from_the_dialog_and_one_that_is_none_is_refused_in_words(writing, draft, tmp_path):
    page = writing(change_url(draft()))
    page.click(".tb >> text='Ảnh'")
    fake = tmp_path / "anh.jpg"
    fake.write_bytes(b"khong phai anh")
    page.set_input_files("dialog input[type=file]", str(fake))
    page.wait_for_selector("dialog .errmsg:not(:empty)")
    assert page.is_visible("dialog")
    page.set_input_files("dialog input[type=file]", str(PICTURE))
    page.wait_for_selector("dialog", state="detached")
    page.wait_for_selector("#anh-1-chu-thich")


def test_people_come_into_the_text_with_the_title_of_the_day_and_a_wrong_one_is_mended(writing, draft, deputy):
    item = draft(
        body="<p>Phó Bí thư Trần Thị Bình đến dự.</p><p>Dự còn có </p>", original_date="2024-07-13T08:00:00+07:00"
    )
    page = writing(change_url(item))
    page.click("text=Sửa chức danh")
    right = "Trần Thị Bình, nguyên Phó Bí thư Đảng ủy Khối (minh họa)"
    assert body_of(page).startswith(f"<p>{right} đến dự.</p>")
    assert page.locator("[data-mend]").count() == 0
    page.click(f"{EDITOR} p:last-child")
    page.keyboard.press("End")
    page.wait_for_function("getSelection().anchorNode.textContent.startsWith('Dự còn')")
    page.fill("#nguoi-chen", "pho bi thu")
    page.wait_for_selector("[data-insert-people] [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert body_of(page) == f"<p>{right} đến dự.</p><p>Dự còn có đồng chí {right}</p>"
    with page.expect_navigation():
        page.click("[data-save]")
    item.refresh_from_db()
    assert item.body.endswith(f"đồng chí {right}</p>")


def test_a_paste_from_word_keeps_lists_tables_and_bold_and_refuses_its_pictures_in_words(writing, draft):
    item = draft(body="")
    page = writing(change_url(item))
    page.focus(EDITOR)
    paste(page, WORD)
    assert page.text_content(".emain [role=alert]") == "Ảnh dán từ Word không vào được: bấm Ảnh để tải lên."
    with page.expect_navigation():
        page.click("[data-save]")
    item.refresh_from_db()
    assert item.body == PASTED


def test_what_is_written_saves_itself_and_a_new_piece_gets_its_address(writing, section):
    page = writing()
    page.clock.install()
    page.reload()
    page.wait_for_selector(EDITOR)
    page.fill("#id_title", "Tự lưu (minh họa)")
    page.focus(EDITOR)
    page.keyboard.type("Chưa bấm lưu.")
    with page.expect_response("**/tu-luu/"):
        page.clock.run_for(11_000)
    expect(page.locator("[data-saved]")).to_contain_text("Đã tự lưu lúc")
    item = Article.objects.get()
    assert (item.title, item.body) == ("Tự lưu (minh họa)", "<p>Chưa bấm lưu.</p>")
    assert page.url.endswith(change_url(item))


def test_a_lost_session_says_so_keeps_the_words_here_and_gives_them_back(writing, draft, reporter, log_in, live_server):
    item = draft(body="")
    page = writing(change_url(item))
    page.clock.install()
    page.reload()
    page.wait_for_selector(EDITOR)
    page.focus(EDITOR)
    page.keyboard.type("Viết thêm khi phiên đã hết.")
    page.context.clear_cookies()
    page.clock.run_for(11_000)
    expect(page.locator("[data-saved]")).to_contain_text("Đã hết phiên làm việc")
    words = page.text_content("[data-saved]")
    assert words.startswith("Đã hết phiên làm việc. Bài vẫn còn trong máy này, đăng nhập lại để lưu.")
    item.refresh_from_db()
    assert item.body == ""
    log_in(page, reporter)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(live_server.url + change_url(item))
    page.wait_for_selector(EDITOR)
    page.click("text='Lấy lại'")
    assert body_of(page) == "<p>Viết thêm khi phiên đã hết.</p>"


def test_colleagues_see_who_is_writing(writing, draft, editor, reporter):
    item = draft()
    presence.arrive(item=item, user=editor)
    page = writing(change_url(item))
    expect(page.locator("[data-presence-note]").first).to_contain_text("đang sửa bài này")
    assert [one.user for one in presence.others(item=item, user=editor)] == [reporter]


def test_without_script_the_text_is_a_textarea_and_saves(browser_page, log_in, live_server, reporter, draft):
    item = draft(body="<p>Đầu.</p>")
    page = log_in(browser_page(java_script_enabled=False), reporter)
    page.goto(live_server.url + change_url(item))
    page.fill("#id_body", "<p>Sửa tay.</p>")
    with page.expect_navigation():
        page.click("[data-save]")
    item.refresh_from_db()
    assert item.body == "<p>Sửa tay.</p>"


def test_the_newsrooms_four_screens_pass_axe_in_three_themes(
    browser_page, log_in, live_server, axe_clean, draft, published, image, reporter, editor, approver
):
    item = draft(body=EVERYTHING.format(image=image.pk))
    workflow.submit(item=item, actor=reporter)
    live = published(title="Bài đang hiện (minh họa)")
    data = revisions.snapshot(live) | {"title": "Bài đang hiện, đã sửa (minh họa)"}
    live = workflow.save_draft(item=live, data=data, actor=editor)
    workflow.forward(item=live, actor=editor)
    page = log_in(browser_page(), approver)
    compare = f"/quan-tri/articles/article/{live.pk}/so-sanh/"
    for address in ("/quan-tri/", "/quan-tri/articles/article/", change_url(item), compare):
        page.goto(live_server.url + address)
        axe_clean(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways_with_text_at_200_per_cent(
    browser_page, log_in, live_server, width, draft, image, editor
):
    item = draft(body=EVERYTHING.format(image=image.pk))
    page = log_in(browser_page(width=width), editor)
    page.context.add_cookies([{"name": "hienthi", "value": "light-200", "url": live_server.url}])
    too_wide = {}
    for address in ("/quan-tri/", "/quan-tri/articles/article/", change_url(item)):
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide[address] = page.evaluate("document.documentElement.scrollWidth")
    assert json.dumps(too_wide) == "{}"


def test_the_desks_other_screens_pass_axe_in_three_themes(
    browser_page, log_in, live_server, axe_clean, published, managing_editor, person
):
    item = published()
    page = browser_page()
    page.goto(f"{live_server.url}/quan-tri/login/")
    axe_clean(page)
    log_in(page, managing_editor)
    piece = f"/quan-tri/articles/article/{item.pk}"
    for address in (f"{piece}/lich-su/", "/quan-tri/khoi_portal/homeslot/", "/quan-tri/khoi_portal/page/add/", ADD):
        page.goto(live_server.url + address)
        axe_clean(page)
    log_in(page, person("quantri", Role.ADMINISTRATOR))
    for address in (
        "/quan-tri/publishing/workflowgates/",
        f"/quan-tri/accounts/user/{managing_editor.pk}/change/",
        "/quan-tri/publishing/section/",
        "/quan-tri/organizations/organization/",
        "/quan-tri/organizations/organization/add/",
        "/quan-tri/organizations/person/add/",
    ):
        page.goto(live_server.url + address)
        axe_clean(page)
