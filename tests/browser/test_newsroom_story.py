"""From a Word file to a reader and out again, in Chromium, by three people and one reader."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from tests.unit.articles import word

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Hội nghị bàn cách sinh hoạt chuyên đề (minh họa)"
MENDED = "Hội nghị bàn cách sinh hoạt chuyên đề quý tới (minh họa)"
SHORT = "bàn cách sinh hoạt chuyên đề"
LISTS = (
    "/",
    "/tin-tuc/",
    "/chuyen-muc/xay-dung-dang/",
    "/tim-kiem/?q=hoi+nghi",
    "/rss/tat-ca/",
    "/sitemap-tin-moi.xml",
)


@pytest.fixture
def at_desk(browser_page, log_in):
    """at_desk(user): that person's own browser, logged in."""
    return lambda user: log_in(browser_page(), user)


@pytest.fixture
def open_piece(live_server):
    """open_piece(page, item): the piece as that person writes or decides it, the editor ready."""

    def go(page, item):
        page.goto(f"{live_server.url}/quan-tri/articles/article/{item.pk}/change/")
        return page

    return go


def press(page, verb):
    """The button that takes the piece on."""
    with page.expect_navigation():
        page.click(f"[data-piece-form] button[name=viec][value={verb}]")


def import_word(page, live_server):
    """A Word file through "Nhập từ Word": read, corrected, confirmed."""
    page.goto(f"{live_server.url}/quan-tri/articles/article/")
    page.click("text='Nhập từ Word'")
    page.set_input_files("#tep", {"name": "bai.docx", "mimeType": "application/zip", "buffer": word.article()})
    page.click("text='Đọc tệp và xem trước'")
    expect(page.locator(".wpic img")).to_have_count(1)
    assert not Article.objects.exists()
    page.fill("[name$=-title]", TITLE)
    with page.expect_navigation():
        page.click("button[value=nhap]")
    return Article.objects.get()


def test_a_word_file_is_edited_approved_scheduled_read_mended_and_withdrawn(
    at_desk, browser_page, open_piece, live_server, reporter, editor, approver, section
):
    section.in_menu = True
    section.save()
    at_reporter, at_editor, at_approver, reader = at_desk(reporter), at_desk(editor), at_desk(approver), browser_page()

    item = import_word(at_reporter, live_server)
    assert not Article.objects.public().exists()
    hour = timezone.localtime() + timedelta(minutes=2)
    hour = hour.replace(second=0, microsecond=0)
    open_piece(at_reporter, item)
    at_reporter.fill("[name=publish_at_ngay]", f"{hour:%d/%m/%Y}")
    at_reporter.fill("[name=publish_at_gio]", f"{hour:%H:%M}")
    press(at_reporter, "submit")
    press(open_piece(at_editor, item), "forward")
    press(open_piece(at_approver, item), "approve")

    item.refresh_from_db()
    address = live_server.url + item.get_absolute_url()
    assert item.publish_at == hour
    assert appears_at_its_second(reader, address, hour)
    with time_machine.travel(hour + timedelta(minutes=1), tick=True):
        picture = read_on_a_phone(reader, browser_page, live_server, address)
        mended_while_live(at_editor, at_approver, open_piece, reader, item, address)
        withdrawn(at_approver, open_piece, reader, item, address, picture, live_server)


def appears_at_its_second(reader, address, hour):
    """Whoever asks before the hour gets 404, whoever asks from the hour on gets the page."""
    answers = []
    with time_machine.travel(hour - timedelta(seconds=2), tick=True):
        while not answers or answers[-1][0] < hour + timedelta(seconds=0.5):
            asked = timezone.now()
            status = reader.request.get(address).status
            answers.append((asked, timezone.now(), status))
    before = {status for _, answered, status in answers if answered < hour}
    after = {status for asked, _, status in answers if asked >= hour}
    return (before, after) == ({404}, {200})


def where_it_stands(reader, live_server):
    """Which lists, feeds and maps name the piece."""
    return {path: SHORT in reader.request.get(live_server.url + path).text() for path in LISTS}


def read_on_a_phone(reader, browser_page, live_server, address):
    """Found by "hoi nghi", in RSS and sitemap; read at 360 px, by keyboard and without script. Gives the picture's address."""
    assert where_it_stands(reader, live_server) == dict.fromkeys(LISTS, True)
    reader.set_viewport_size({"width": 360, "height": 740})
    reader.goto(live_server.url)
    reader.focus("#q")
    reader.keyboard.type("hoi nghi")
    reader.keyboard.press("Enter")
    found = reader.locator("main h2 a, main h3 a").filter(has_text=SHORT).first
    assert found.locator("mark").first.text_content() == "Hội nghị"
    found.focus()
    reader.keyboard.press("Enter")
    expect(reader.locator("h1")).to_have_text(TITLE)
    assert reader.evaluate("() => document.documentElement.scrollWidth") == 360
    expect(reader.locator("figcaption").first).to_contain_text("Quang cảnh buổi họp minh họa.")

    plain = browser_page(width=360, height=740, java_script_enabled=False)
    plain.goto(address)
    expect(plain.locator("h1")).to_have_text(TITLE)
    expect(plain.locator(".prose")).to_contain_text(word.LONG)
    return reader.locator("main figure img").first.evaluate("one => one.currentSrc || one.src")


def mended_while_live(at_editor, at_approver, open_piece, reader, item, address):
    """A correction waits; readers keep the approved text until somebody else approves it."""
    open_piece(at_editor, item)
    at_editor.fill("#id_title", MENDED)
    with at_editor.expect_navigation():
        at_editor.click("[data-save]")
    press(open_piece(at_editor, item), "forward")
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text(TITLE)
    open_piece(at_approver, item)
    press(at_approver, "approve")
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text(MENDED)


def withdrawn(at_approver, open_piece, reader, item, address, picture, live_server):
    """Gone at once: page, lists, search, feed, sitemap and the files."""
    assert answer_for_file(picture) == 200
    open_piece(at_approver, item)
    at_approver.click("summary:has-text('Gỡ bài')")
    at_approver.fill("[name=note_withdraw]", "Sai tên đơn vị (minh họa).")
    press(at_approver, "withdraw")
    gone = reader.request.get(address)
    assert (gone.status, SHORT in gone.text()) == (410, False)
    assert where_it_stands(reader, live_server) == dict.fromkeys(LISTS, False)
    assert answer_for_file(picture) == 404


def answer_for_file(address):
    """Django's live server hands out uploads by itself; the portal's own door is asked without a socket."""
    answer = Client().get(urlsplit(address).path)
    answer.close()
    return answer.status_code
