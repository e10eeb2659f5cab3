"""Writing a document in Chromium: choosing by name with the keyboard, a file that travels once, axe on its screens."""

import pytest

from documents.models import Document, DocumentType
from media.models import File
from organizations.models import OrganizationKind
from organizations.registering import register
from tests.unit.media import files

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "/quan-tri/documents/document/add/"


@pytest.fixture
def committee(db):
    DocumentType.objects.get_or_create(name="nghị quyết", defaults={"slug": "nghi-quyet", "symbol": "NQ"})
    kind = OrganizationKind.objects.create(name="ban (minh họa)", slug="ban-minh-hoa")
    register(kind=kind, name="Ban Tổ chức (minh họa)", short_name="BTC")
    return register(kind=kind, name="Ban Tuyên giáo (minh họa)", short_name="BTG")


def test_a_document_is_written_with_the_keyboard(browser_page, log_in, live_server, committee, reporter):
    page = log_in(browser_page(), reporter)
    page.goto(live_server.url + ADD)
    page.select_option("[name=type]", label="nghị quyết")
    page.fill("[name=number]", "35-NQ/TW")
    page.fill("[name=title]", "Về một việc (minh họa)")
    page.set_input_files(
        "[name=files_moi]", {"name": "Bản quét.pdf", "mimeType": "application/pdf", "buffer": files.pdf().getvalue()}
    )
    box = page.get_by_role("combobox", name="Tìm để chọn: Cơ quan ban hành")
    box.type("ban t")
    options = page.locator(".picks [role=option]")
    options.nth(1).wait_for()
    assert options.all_text_contents() == ["Ban Tổ chức (minh họa)", "Ban Tuyên giáo (minh họa)"]
    box.press("ArrowDown")
    box.press("ArrowDown")
    assert page.locator("[aria-selected=true]").text_content() == "Ban Tuyên giáo (minh họa)"
    box.press("Escape")
    assert options.count() == 0 or not options.first.is_visible()
    box.fill("tuyen giao")
    options.first.wait_for()
    box.press("Enter")
    assert page.get_by_role("radio", name="Ban Tuyên giáo (minh họa)").is_checked()
    assert box.input_value() == ""
    page.get_by_role("button", name="Lưu nháp").click()
    page.get_by_text("Đã lưu bản nháp.").wait_for()
    item = Document.objects.get()
    assert (item.issuer, [file.name for file in item.files.all()]) == (committee, ["Bản quét.pdf"])
    assert File.objects.count() == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_the_screens_of_documents_pass_axe_in_three_themes(
    browser_page, log_in, live_server, axe_clean, committee, document_published, editor, width
):
    item = document_published(issuer=committee.pk)
    page = log_in(browser_page(width=width), editor)
    for address in (ADD, f"/quan-tri/documents/document/{item.pk}/change/", "/quan-tri/documents/document/"):
        page.goto(live_server.url + address)
        axe_clean(page)
    page.goto(live_server.url + ADD)
    page.get_by_role("combobox", name="Tìm để chọn: Cơ quan ban hành").type("ban")
    page.locator(".picks [role=option]").first.wait_for()
    axe_clean(page)
    page.context.add_cookies([{"name": "hienthi", "value": "light-200", "url": live_server.url}])
    page.goto(f"{live_server.url}/quan-tri/documents/document/{item.pk}/change/")
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
