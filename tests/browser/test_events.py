"""Events in Chromium: the list of connected sites from its sheet to the reader, live narrowing, rows of the editor, axe."""

import io
import re
from datetime import date, time
from functools import cache

import openpyxl
import pytest

from events import sites
from events.models import ConnectedSite, Event, EventSeries
from organizations.models import OrganizationKind, Person, Position
from organizations.registering import register

pytestmark = pytest.mark.django_db(transaction=True)
HEADER = ["TT", "Điểm cầu", "Đơn vị", "Địa phương", "Người chủ trì", "Đại biểu mời", "Đại biểu dự"]
COUNT = 285


@cache
def sheet():
    """285 sites with three faults: a number in words, a negative one, a place left out."""
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    for number in range(1, COUNT + 1):
        unit = f"Đảng bộ cơ quan {number % 60 + 1:02} (minh họa)"
        row = [number, f"Điểm cầu số {number:03} (minh họa)", unit, "Đà Nẵng", None, 50, 49]
        book.active.append(row)
    book.active["F40"], book.active["G77"], book.active["D120"] = "năm mươi", -3, None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_of_sites_is_mended_recorded_taken_back_and_recorded_again(
    browser_page, log_in, live_server, event_draft, managing_editor
):
    OrganizationKind.objects.create(name="đảng bộ", slug="dang-bo")
    item = event_draft(actor=managing_editor)
    page = log_in(browser_page(), managing_editor)

    def choose_file(*, again=False):
        page.goto(f"{live_server.url}/quan-tri/events/event/{item.pk}/change/")
        page.get_by_role("link", name=re.compile("Nhập bảng|Mở danh sách")).click()
        page.set_input_files(
            "input[type=file]", {"name": "diem-cau.xlsx", "mimeType": "application/octet-stream", "buffer": sheet()}
        )
        page.get_by_role("button", name="Đọc tệp và chạy thử").click()
        if again:
            return
        for words in ("“năm mươi” có lẽ là 50", "Số âm (-3)", "Thiếu địa phương"):
            page.get_by_text(words).first.wait_for()
        assert not item.sites.exists()

    choose_file()
    for cell, value in (("o_40_planned", "50"), ("o_77_actual", "46"), ("o_120_place", "Huế")):
        page.locator(f"[name={cell}]").fill(value)
        page.locator(f"[name=hang_{cell.split('_')[1]}]").select_option("sua")
    page.get_by_role("button", name="Chạy thử lại").click()
    record = page.get_by_role("button", name="Ghi 285 hàng")
    record.wait_for()
    assert not item.sites.exists()
    record.click()
    page.get_by_text("Đang có 285 điểm cầu").wait_for()
    assert item.sites.count() == COUNT and item.sites.get(order=76).actual == 46
    page.get_by_role("button", name="Hoàn tác").first.click()
    page.get_by_text("Đang có 0 điểm cầu").wait_for()
    assert not item.sites.exists()

    choose_file()
    for number in (40, 77, 120):
        page.locator(f"[name=hang_{number}]").select_option("bo")
    page.get_by_role("button", name="Chạy thử lại").click()
    page.get_by_role("button", name="Ghi 282 hàng").click()
    page.get_by_text("Đang có 282 điểm cầu").wait_for()
    before = list(item.sites.order_by("pk").values())
    assert len(before) == COUNT - 3
    choose_file(again=True)
    page.get_by_text("Không có gì để ghi: mọi hàng đã có trong danh sách.").wait_for()
    assert not page.get_by_role("button", name="Ghi").count()
    assert list(item.sites.order_by("pk").values()) == before


def test_sites_narrow_while_one_types_and_the_count_is_spoken(browser_page, live_server, event):
    held = event()
    rows = [ConnectedSite(name=f"Điểm cầu số {number} (minh họa)", place="Hà Nội") for number in range(1, 61)]
    rows.append(ConnectedSite(name="Vụ Địa phương (minh họa)", place="Cần Thơ"))
    sites.store(event=held, sites=rows)
    page = browser_page()
    page.goto(live_server.url + held.get_absolute_url())
    status = page.locator("#dcau-n")
    assert status.text_content() == "61 trên 61 điểm cầu, trang 1 trên 2"
    page.get_by_label("Tìm điểm cầu").type("can tho")
    page.locator("#dcau-n", has_text=re.compile("^1 trên 61 điểm cầu$")).wait_for()
    assert page.locator("#dcau tbody tr").count() == 1
    assert page.get_by_label("Tìm điểm cầu").evaluate("one => one === document.activeElement")
    page.get_by_label("Tìm điểm cầu").fill("")
    page.locator("#dcau-n", has_text="61 trên 61 điểm cầu, trang 1 trên 2").wait_for()


def test_a_person_of_the_register_fills_a_row_and_rows_are_added(browser_page, log_in, live_server, editor):
    kind = OrganizationKind.objects.create(name="đảng ủy", slug="dang-uy")
    where = register(name="Đảng ủy Khối (minh họa)", kind=kind)
    person = Person(full_name="Trần Thị Bình", honorific="đồng chí")
    person.write_words()
    person.save()
    Position.objects.create(person=person, organization=where, title="Bí thư", valid_from=date(2020, 1, 1))
    page = log_in(browser_page(), editor)
    page.goto(live_server.url + "/quan-tri/events/event/add/")
    page.fill("[name=title]", "Hội nghị (minh họa)")
    box = page.locator("#them-nguoi")
    box.type("tran thi b")
    page.locator(".picks [role=option]").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    names = page.locator("[name=roles-name]")
    titles = page.locator("[name=roles-title]")
    assert names.first.input_value() == "đồng chí Trần Thị Bình"
    assert titles.first.input_value() == "Bí thư Đảng ủy Khối (minh họa)"
    before = page.locator("[name=agenda-text]").count()
    page.locator("#id_agenda").get_by_role("button", name="Thêm dòng").click()
    added = page.locator("[name=agenda-text]")
    assert added.count() == before + 1
    added.last.fill("Dòng cuối")
    page.get_by_role("button", name="Lưu nháp").click()
    page.get_by_text("Đã lưu bản nháp.").wait_for()
    item = Event.objects.get()
    assert [row["text"] for row in item.agenda] == ["Dòng cuối"]
    assert [row["person"] for row in item.roles] == [person.pk]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_screens_of_events_pass_axe_in_three_themes(
    browser_page, log_in, live_server, axe_clean, event, connect, editor, width
):
    series = EventSeries.objects.create(name="Giao ban quý (minh họa)", slug="giao-ban-quy")
    held = event(series=series.pk, hour=time(8), agenda=[{"day": None, "hour": "8:00", "text": "Một", "presenter": ""}])
    connect(held, 3)
    page = log_in(browser_page(width=width), editor)
    own = f"/quan-tri/events/event/{held.pk}"
    for address in (
        "/quan-tri/events/event/", "/quan-tri/events/event/add/", f"{own}/change/", f"{own}/bang/", f"{own}/hang/",
        "/quan-tri/events/eventseries/", "/quan-tri/events/eventkind/add/",
    ):  # fmt: skip
        page.goto(live_server.url + address)
        axe_clean(page)
    page.context.add_cookies([{"name": "hienthi", "value": "light-200", "url": live_server.url}])
    page.goto(f"{live_server.url}{own}/change/")
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_an_event_reads_without_script(browser_page, live_server, event, connect):
    held = event()
    connect(held, 60)
    page = browser_page(java_script_enabled=False)
    page.goto(live_server.url + held.get_absolute_url())
    page.get_by_label("Tìm điểm cầu").fill("so 7")
    page.get_by_role("button", name="Tìm", exact=True).last.click()
    assert "trên 60 điểm cầu" in page.locator("#dcau-n").text_content()
    assert page.locator("#dcau tbody tr").count() == 1


def test_on_a_phone_the_month_lists_its_days_in_words(browser_page, live_server, event):
    event(day=date(2023, 8, 28), hour=time(8))
    page = browser_page(width=360)
    page.goto(live_server.url + "/hoi-nghi/lich/?thang=2023-08")
    day = page.locator(".cal td:visible b")
    assert [one.strip() for one in day.all_text_contents()] == ["Thứ Hai, 28/8"]
    parts = day.first.evaluate("""one => [...one.childNodes].map(node => {
        const range = document.createRange();
        range.selectNode(node);
        return range.getBoundingClientRect().left;
    })""")
    assert parts == sorted(parts) and len(set(parts)) == 3
