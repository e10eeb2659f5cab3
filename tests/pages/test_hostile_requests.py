"""Requests that no page of ours sends: they poison nothing, break nothing and learn nothing."""

import html
import time

import pytest

from accounts import network
from accounts.roles import Role
from articles import readership
from articles.models import DailyViews
from articles.naming import author_named, keyword_named
from publishing import pagecache, workflow

pytestmark = pytest.mark.django_db

NOTHING = "Không có tin nào khớp mọi điều kiện."


@pytest.mark.parametrize("first", ["/tin-tuc/?muc=xay-dung-dang%3Fnam=2020", "/tin-tuc/?muc=xay-dung-dang%26nam=2020"])
def test_one_parameter_cannot_fill_the_place_of_two_in_the_page_cache(published, reader, first):
    published()
    assert NOTHING not in reader.get(first).content.decode()
    assert NOTHING in reader.get("/tin-tuc/?muc=xay-dung-dang&nam=2020").content.decode()


def test_an_encoded_question_mark_is_no_query(published, reader):
    published()
    assert reader.get("/tin-tuc/?nam=2020").status_code == 200
    assert reader.get("/tin-tuc/%3Fnam=2020").status_code == 404


def test_a_reading_of_no_article_costs_nobody_elses_readings(published, reader, monkeypatch):
    item = published()
    readership._buffer.clear()
    headers = {"sec-fetch-site": "same-origin", "user-agent": "Mozilla/5.0"}
    monkeypatch.setattr(readership, "_flushed_at", time.monotonic())
    assert reader.post(f"/bai-viet/{item.pk}/doc/", headers=headers).status_code == 204
    monkeypatch.setattr(readership, "_flushed_at", float("-inf"))
    assert reader.post("/bai-viet/99999999999999999999999/doc/", headers=headers).status_code == 204
    readership.flush()
    assert list(DailyViews.objects.values_list("article", "views")) == [(item.pk, 1)]


@pytest.mark.parametrize("referer", ["http://[x", "http://testserver:x/", "//", "\\\\"])
def test_the_display_choice_survives_any_referer(reader, referer):
    answer = reader.post("/hien-thi/", {"theme": "dark"}, headers={"referer": referer})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert reader.cookies["hienthi"].value == "dark-100"


@pytest.mark.parametrize(
    "header", [{"sec-fetch-site": "cross-site"}, {"origin": "https://ke-la.vidu.vn"}, {"origin": "null"}]
)
def test_another_site_cannot_choose_the_display(reader, header):
    assert reader.post("/hien-thi/", {"theme": "dark"}, headers=header).status_code == 302
    assert "hienthi" not in reader.cookies


@pytest.mark.parametrize("header", [{"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}, {}])
def test_our_own_pages_can(reader, header):
    reader.post("/hien-thi/", {"theme": "dark"}, headers=header)
    assert reader.cookies["hienthi"].value == "dark-100"


def test_feeds_follow_a_section_to_its_new_address(published, section, managing_editor, client_of, reader):
    published()
    change = f"/quan-tri/publishing/section/{section.pk}/change/"
    client_of(managing_editor).post(change, {"name": "Tên mới", "order": 0, "description": "", "parent": ""})
    moved = reader.get("/rss/xay-dung-dang/")
    assert (moved.status_code, moved["Location"]) == (301, "/rss/ten-moi/")


@pytest.mark.parametrize("title", ["ສະບາຍດີ", "!!!"])
def test_a_title_without_one_letter_of_ours_has_an_address(published, reader, title):
    item = published(title=title)
    assert reader.get(item.get_absolute_url()).status_code == 200
    moved = reader.get(f"/bai-viet/x-{item.pk}/")
    assert (moved.status_code, moved["Location"]) == (301, item.get_absolute_url())


@pytest.mark.parametrize("number", ["50001", "99999999999999999999"])
def test_a_sitemap_file_that_cannot_be_is_404(published, reader, number):
    published()
    assert reader.get(f"/sitemap-tin-{number}.xml").status_code == 404


def test_chips_keep_the_words_of_other_filters_whole(published, reader):
    published()
    page = html.unescape(reader.get("/tin-tuc/?q=A%26nam=1999%23c&nam=2026").content.decode())
    assert 'href="?q=A%26nam%3D1999%23c"' in page


def test_names_of_unpublished_pieces_have_no_page(draft, published, reader, approver):
    names = {"authors": [author_named("Bút danh kín").pk], "keywords": [keyword_named("nhân sự mật").pk]}
    addresses = ["/tac-gia/but-danh-kin/", "/tu-khoa/nhan-su-mat/", "/tac-gia/but-danh-kin/rss/"]
    draft(**names)
    assert [reader.get(address).status_code for address in addresses] == [404, 404, 404]
    item = published(**names)
    pagecache.clear()  # what a commit does; this test's transaction has none
    assert [reader.get(address).status_code for address in addresses] == [200, 200, 200]
    workflow.withdraw(item=item, actor=approver, note="Sai.")
    pagecache.clear()
    assert [reader.get(address).status_code for address in addresses] == [404, 404, 404]


def test_words_pasted_from_word_break_no_feed(published, section, managing_editor, client_of, reader):
    change = f"/quan-tri/publishing/section/{section.pk}/change/"
    pasted = {"name": "Xây dựng\x0bĐa\u0309ng\x01", "order": 0, "description": "Mô\x02 tả", "parent": ""}
    assert client_of(managing_editor).post(change, pasted).status_code == 302
    section.refresh_from_db()
    assert (section.name, section.description) == ("Xây dựng Đảng", "Mô tả")
    published()
    assert reader.get("/rss/tat-ca/").status_code == 200


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.9", "203.0.113.9"), ("203.0.113.9:4711", "203.0.113.9"), ("[2001:db8::7]:443", "2001:db8::7"),
        ("6.6.6.6, 2001:db8::7", "2001:db8::7"), ("khong-phai-dia-chi", "127.0.0.1"), ("' OR 1=1 --", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)  # fmt: skip
def test_only_an_address_counts_as_one(rf, settings, forwarded, address):
    settings.TRUSTED_PROXIES = 1
    assert network.client_address(rf.get("/", headers={"x-forwarded-for": forwarded})) == address


def test_logging_in_with_nonsense_is_a_wrong_password(reader, settings):
    settings.AXES_ENABLED, settings.TRUSTED_PROXIES = True, 1
    for username in ("x" * 300, "a\x00b", "'; --"):
        page = reader.post(
            "/quan-tri/login/", {"username": username, "password": "y"}, headers={"x-forwarded-for": "khong-phai"}
        )
        assert page.status_code == 200, username


def test_chosen_rows_that_are_no_numbers_are_404(client_of, managing_editor):
    client = client_of(managing_editor)
    for key in ("abc", "9" * 30):
        answer = client.post("/quan-tri/publishing/section/", {"_selected_action": key, "action": "delete_selected"})
        assert answer.status_code == 404, key


def test_lists_of_the_newsroom_survive_any_query(client_of, person):
    client = client_of(person("moi-vai", *Role))
    for path in (
        "articles/article",
        "media/image",
        "accounts/logentry",
        "accounts/user",
        "publishing/section",
        "khoi_portal/homeslot",
    ):
        for query in (
            "q=%00", "q=" + "x" * 3000, "p=99999999999", "trang=%00", "trang=0", "xem=zz", "muc=99999999999999999999",
            "nam=99999", "at__year=0", "at__year=99999", "at__month=13&at__year=2024", "o=99.99", "verb__exact=%00",
            "la=1", "q=%ED%A0%80",
        ):  # fmt: skip
            assert client.get(f"/quan-tri/{path}/?{query}").status_code in (200, 302, 404), (path, query)
