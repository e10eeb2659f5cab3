"""Menus, notices and links: what leads off the rails is refused at its field; what is saved is on every page at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import log
from khoi_portal.models import MenuItem, Notice
from publishing import pagecache

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_of, managing_editor):
    return client_of(managing_editor)


def notice(**fields):
    local = timezone.localtime()
    return {
        "text": "Trang bảo trì lúc 22:00.", "url": "", "starts_at_0": local.strftime("%d/%m/%Y"), "starts_at_1": "00:00",
        "ends_at_0": "", "ends_at_1": "",
    } | fields  # fmt: skip


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//ke-la.vidu.vn", "data:text/html,x", "tin-tuc"])
def test_an_address_that_leads_astray_is_refused(desk, address):
    page = desk.post("/quan-tri/khoi_portal/notice/add/", notice(url=address))
    assert page.status_code == 200
    assert "bắt đầu bằng /" in page.content.decode()
    menu = {"place": "main", "label": "Lạ", "address": address, "section": "", "page": "", "order": "0"}
    page = desk.post("/quan-tri/khoi_portal/menuitem/add/", menu)
    assert page.status_code == 200
    assert (Notice.objects.count(), MenuItem.objects.count()) == (0, 0)


def test_a_notice_is_on_every_page_in_the_log_and_gone_at_its_end(desk, reader):
    assert desk.post("/quan-tri/khoi_portal/notice/add/", notice(url="/so-do/")).status_code == 302
    pagecache.clear()  # what a commit does; this test's transaction has none
    assert "Trang bảo trì lúc 22:00." in reader.get("/tin-tuc/").content.decode()
    assert [entry.verb for entry in log.entries_of(Notice.objects.get())] == ["added"]
    Notice.objects.update(starts_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now())
    pagecache.clear()
    assert "Trang bảo trì" not in reader.get("/tin-tuc/").content.decode()


def test_a_menu_entry_leads_to_exactly_one_thing(desk, section):
    both = {
        "place": "main",
        "label": "Hai nơi",
        "address": "/tin-tuc/",
        "section": section.pk,
        "page": "",
        "order": "0",
    }
    page = desk.post("/quan-tri/khoi_portal/menuitem/add/", both)
    assert "Chọn đúng một trong ba" in page.content.decode()
    assert desk.post("/quan-tri/khoi_portal/menuitem/add/", both | {"address": ""}).status_code == 302
    assert MenuItem.objects.get().url == section.get_absolute_url()


def test_a_part_of_the_newsroom_lists_what_one_may_open_and_nothing_else(desk, client_of, reporter):
    page = desk.get("/quan-tri/articles/").content.decode()
    main = page[page.index("<main") :]
    assert '<h1 class="h2">Tin bài</h1>' in main and '<a href="/quan-tri/articles/article/">Tin bài</a>' in main
    assert "Việc của tôi" in main and "chưa đăng" not in main
    assert client_of(reporter).get("/quan-tri/accounts/").status_code == 404
