"""A sheet of recipients through Chromium as Quản lý khen thưởng, to the reader who looks up a name; with script and without."""

import io
import re
from functools import cache

import openpyxl
import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from awards.models import AwardForm, AwardRound, Decision
from organizations.models import OrganizationKind
from publishing import workflow

pytestmark = pytest.mark.django_db(transaction=True)

CELLS = (
    "Vụ Tổ chức cán bộ", "Vụ Kế hoạch - Tài chính", "Văn phòng", "Ban Tuyên giáo", "Thanh tra", "Cục Quản trị", "Thư viện",
    "Trạm Y tế",
)  # fmt: skip
HEADER = ["STT", "Tên chi bộ", "Đảng bộ trực thuộc", "Hình thức khen thưởng", "Thành tích", "Giai đoạn", "Ghi chú"]


@cache
def workbook():
    """As offices send it: titles over merged cells, groups, a total, and four faults in rows 9, 12, 13 and 14."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(["ĐẢNG ỦY KHỐI (MINH HỌA)"])
    sheet.append(["DANH SÁCH CHI BỘ ĐƯỢC TẶNG BẰNG KHEN"])
    sheet.append([])
    sheet.append(HEADER)
    number = 0
    for group in range(2):
        unit = f"Đảng bộ cơ quan 0{group + 1} (minh họa)"
        sheet.append([f"{'I' * (group + 1)}. {unit}"])
        for name in CELLS[group * 4 : group * 4 + 4]:
            number += 1
            sheet.append([number, f"Chi bộ {name}", unit, "Bằng khen", "Việc cụ thể", "2021-2023", None])
    sheet.append(["Tổng cộng:", None, None, "8 chi bộ"])
    sheet.merge_cells("A1:G1")
    sheet["B7"] = "  CHI BỘ VỤ KẾ HOẠCH - TÀI CHÍNH "
    sheet["B9"], sheet["D12"], sheet["F13"], sheet["B14"] = None, "Bằng khenn", "2023-2021", sheet["B11"].value
    book.save(out)
    return {"name": "bang-khen.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}


@pytest.fixture
def award_round(person):
    """A round in draft, with what a new database holds of the ladder and of kinds."""
    manager = person("khenthuong", Role.AWARDS_MANAGER)
    form, _ = AwardForm.objects.get_or_create(name="Bằng khen")
    for name in ("đảng bộ cơ sở", "chi bộ"):
        OrganizationKind.objects.get_or_create(name=name, defaults={"slug": name[:5].strip()})
    decision = Decision.objects.create(
        number="999-QĐ/ĐUK", issued_on="2023-05-18", issuer_name="Ban Thường vụ Đảng ủy Khối"
    )
    item = AwardRound(
        title="Bằng khen 2021-2023 (minh họa)", form=form, decision=decision, period_from=2021, period_to=2023
    )
    fields = {"title": item.title, "form": form.pk, "decision": decision.pk, "period_from": 2021, "period_to": 2023}
    saved = workflow.save_draft(
        item=AwardRound(), data=workflow.revisions.snapshot(AwardRound()) | fields, actor=manager
    )
    return saved, manager


def choose(page, live_server, item):
    page.goto(f"{live_server.url}/quan-tri/awards/awardround/{item.pk}/bang/")
    page.set_input_files("input[name=file]", workbook())
    with page.expect_navigation():
        page.click("text='Đọc tệp và chạy thử'")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_sheet_through_the_browser(live_server, browser_page, log_in, award_round, person, script):
    item, manager = award_round
    page = log_in(browser_page(java_script_enabled=script), manager)
    choose(page, live_server, item)
    faults = page.locator("section", has_text="Hàng có lỗi").locator("tbody tr")
    assert [line.split("\n")[0].strip() for line in faults.locator("th").all_inner_texts()] == [
        "Hàng 9, cột B", "Hàng 12, cột D", "Hàng 13, cột F", "Hàng 14, cột B",
    ]  # fmt: skip
    assert "Có phải “Bằng khen”?" in faults.nth(1).inner_text()
    page.select_option("[name=hang_9]", "bo")
    page.select_option("[name=hang_14]", "bo")
    for row, box, value in (("12", "form", "Bằng khen"), ("13", "period", "2021-2023")):
        page.select_option(f"[name=hang_{row}]", "sua")
        expect(page.locator(f"[name=o_{row}_{box}]")).to_have_value(value)
    press(page, "ghi")
    assert "Đã ghi: 6 hàng thêm, 2 hàng để lại" in page.locator(".messagelist").inner_text()
    press(page, "hoan-tac")
    assert item.commendations.count() == 0
    choose(page, live_server, item)
    press(page, "bo-loi")
    press(page, "ghi")
    before = list(item.commendations.order_by("pk").values())
    assert len(before) == 4
    # The very same file: what was decided of it stands, and there is nothing to write.
    choose(page, live_server, item)
    assert "Không có gì để ghi: mọi hàng đã có trong danh sách." in page.locator("#content").inner_text()
    assert page.locator("button[name=viec][value=ghi]").count() == 0 and page.locator("[name=hang_9]").count() == 0
    assert list(item.commendations.order_by("pk").values()) == before

    editor, approver = person("bientap", Role.EDITOR), person("duyet", Role.APPROVER)
    workflow.submit(item=item, actor=manager)
    workflow.forward(item=item, actor=editor)
    item = workflow.approve(item=item, actor=approver)
    reader = browser_page(java_script_enabled=script)
    reader.goto(f"{live_server.url}/khen-thuong/tra-cuu/?q=chi+bo+vu+to+chuc+can+bo")
    expect(reader.locator("tbody th")).to_have_count(1)
    assert "Chi bộ Vụ Tổ chức cán bộ" in reader.locator("tbody th").inner_text()
    with reader.expect_navigation():
        reader.click("tbody th a")
    assert reader.locator("h1").inner_text() == "Chi bộ Vụ Tổ chức cán bộ"
    assert "Bằng khen" in reader.locator("main").inner_text()


def press(page, act):
    with page.expect_navigation():
        page.click(f"button[name=viec][value={act}]")


@pytest.fixture
def out(live_server, browser_page, log_in, award_round, person):
    """The round, published with four rows."""
    item, manager = award_round
    page = log_in(browser_page(), manager)
    choose(page, live_server, item)
    press(page, "bo-loi")
    press(page, "ghi")
    workflow.submit(item=item, actor=manager)
    workflow.forward(item=item, actor=person("bientap", Role.EDITOR))
    return workflow.approve(item=item, actor=person("duyet", Role.APPROVER))


def test_typing_narrows_the_list_and_the_address_says_so(live_server, browser_page, out):
    page = browser_page()
    page.goto(live_server.url + out.get_absolute_url())
    expect(page.locator("tbody tr")).to_have_count(4)
    page.type("[data-live] [name=q]", "van phong")
    expect(page.locator("#so-hang")).to_have_text("1 trên 4 kết quả")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert page.url.endswith("?q=van+phong")
    page.fill("[data-live] [name=q]", "")
    expect(page.locator("tbody tr")).to_have_count(4)


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_pages_of_readers(live_server, browser_page, out, axe_clean, width):
    page = browser_page(width=width)
    for path in (
        "/khen-thuong/",
        out.get_absolute_url(),
        "/khen-thuong/tra-cuu/?q=chi+bo",
        "/khen-thuong/tra-cuu/?q=zzz",
        "/",
    ):
        page.goto(live_server.url + path)
        axe_clean(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_newsrooms_screens(live_server, browser_page, log_in, award_round, axe_clean, width):
    item, manager = award_round
    page = log_in(browser_page(width=width), manager)
    base = f"{live_server.url}/quan-tri/awards"
    choose(page, live_server, item)
    axe_clean(page)
    for path in ("awardround/", f"awardround/{item.pk}/change/", f"awardround/{item.pk}/bang/", f"awardround/{item.pk}/hang/",
                 "decision/", "decision/add/", "awardform/"):  # fmt: skip
        page.goto(f"{base}/{path}")
        axe_clean(page, themes=("light", "contrast"))


def test_nothing_scrolls_sideways_at_320_pixels_and_double_text(live_server, browser_page, log_in, out, award_round):
    _, manager = award_round
    page = log_in(browser_page(width=320), manager)
    page.context.add_cookies([{"name": "hienthi", "value": "auto-200", "url": live_server.url}])
    board = f"/quan-tri/awards/awardround/{out.pk}/bang/"
    for path in ("/khen-thuong/", out.get_absolute_url(), "/khen-thuong/tra-cuu/?q=chi+bo", board):
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    link = page.locator("a", has_text=re.compile("bang-khen.xlsx")).first
    with page.expect_navigation():
        link.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
