"""What readers get, page by page: filters, order, marks, machine-readable parts."""

import json
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import Article, Author, Keyword, StoryThread
from articles.naming import author_named, keyword_named
from media import uploads
from publishing import pagecache, preview, revisions, workflow
from publishing.models import Section
from tests.unit.media import pictures

pytestmark = pytest.mark.django_db


def at(day):
    return timezone.make_aware(datetime.strptime(day, "%d/%m/%Y %H:%M"))


@pytest.fixture
def archive(published, section):
    """Three articles of three years, one of them in a section below."""
    below = Section.objects.create(name="Sinh hoạt chi bộ", slug="sinh-hoat-chi-bo", parent=section)
    other = Section.objects.create(name="Đoàn thể", slug="doan-the")
    return [
        published(
            title="Bài năm 2023 (minh họa)", section=below.pk, original_date=at("18/05/2023 18:01").isoformat(),
            organizations_named="Đảng ủy Khối",
        ),
        published(title="Bài năm 2024 (minh họa)", original_date=at("31/12/2024 23:59").isoformat()),
        published(title="Bài năm 2025 (minh họa)", section=other.pk, original_date=at("01/01/2025 00:00").isoformat()),
    ]  # fmt: skip


def titles(page):
    return re.findall(r"Bài năm (\d{4})", re.sub(r"<aside.*?</aside>", "", page.content.decode(), flags=re.DOTALL))


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("", ["2025", "2024", "2023"]),
        ("?muc=xay-dung-dang", ["2024", "2023"]),
        ("?muc=sinh-hoat-chi-bo", ["2023"]),
        ("?nam=2024", ["2024"]),
        ("?tu=31/12/2024", ["2025", "2024"]),
        ("?den=31/12/2024", ["2024", "2023"]),
        ("?tu=1/1/2025&den=1-1-2025", ["2025"]),
        ("?donvi=đảng ủy", ["2023"]),
        ("?q=bai+nam+2024", ["2024"]),
        ("?tu=32/13/2024&nam=2023", ["2023"]),
        ("?muc=khong-co", ["2025", "2024", "2023"]),
        ("?nam=2020", []),
    ],
)
def test_all_news_is_filtered_and_a_wrong_filter_keeps_the_rest(archive, reader, query, years):
    assert titles(reader.get(f"/tin-tuc/{query}")) == years


def test_a_wrong_date_is_said_at_its_field_and_keeps_what_was_typed(archive, reader):
    text = reader.get("/tin-tuc/?tu=31/2/2024").content.decode()
    assert "“31/2/2024” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 18/5/2023." in text
    assert 'value="31/2/2024"' in text


def test_filters_in_force_are_chips_that_can_be_dropped(archive, reader):
    page = reader.get("/tin-tuc/?nam=2020&muc=xay-dung-dang").content.decode()
    assert 'href="?nam=2020"' in page and 'href="?muc=xay-dung-dang"' in page
    assert "Không có tin nào khớp mọi điều kiện." in page


def test_a_section_shows_what_lies_below_it_and_an_old_address_redirects(
    archive, reader, section, client_of, managing_editor
):
    assert titles(reader.get("/chuyen-muc/xay-dung-dang/")) == ["2024", "2023"]
    client = client_of(managing_editor)
    change = f"/quan-tri/publishing/section/{section.pk}/change/"
    saved = client.post(change, {"name": "Xây dựng và chỉnh đốn", "order": 0, "description": "", "parent": ""})
    assert saved.status_code == 302
    pagecache.clear()  # what a commit does; this test's transaction has none
    moved = reader.get("/chuyen-muc/xay-dung-dang/")
    assert (moved.status_code, moved["Location"]) == (301, "/chuyen-muc/xay-dung-va-chinh-don/")
    assert titles(reader.get(moved["Location"])) == ["2024", "2023"]


def test_lists_go_on_page_by_page_without_overlap(published, reader):
    for _ in range(21):
        published()
    pages = [reader.get(f"/tin-tuc/?trang={number}").content.decode() for number in (1, 2)]
    links = [set(re.findall(r'story__t"><a href="[^"]+-(\d+)/"', page)) for page in pages]
    assert [len(found) for found in links] == [20, 1]
    assert not links[0] & links[1]
    assert '<link rel="canonical" href="http://127.0.0.1:8000/tin-tuc/?trang=2">' in pages[1]
    assert 'rel="next"' in pages[0] and 'rel="prev"' in pages[1]


@pytest.fixture
def rich(published):
    thread = StoryThread.objects.create(title="Học và làm theo (minh họa)", slug="hoc-va-lam-theo")
    author, word = author_named("Thu Hằng"), keyword_named("bằng khen")
    related = published(title="Bài liên quan (minh họa)")
    item = published(
        title='Tít có "ngoặc" & <dấu> (minh họa)',
        authors=[author.pk], keywords=[word.pk], threads=[thread.pk], related=[related.pk], source="Báo (minh họa)",
        republished=True, corrections=[{"date": "2026-11-01", "text": "Số đúng là 50."}],
    )  # fmt: skip
    return item, related


def test_an_article_shows_everything_around_it(rich, reader):
    item, related = rich
    page = reader.get(item.get_absolute_url()).content.decode()
    assert "&lt;dấu&gt;" in page and "<dấu>" not in page
    for part in (
        '<a href="/tac-gia/thu-hang/">Thu Hằng</a>', '<a href="/tu-khoa/bang-khen/">',
        '<a href="/dong-su-kien/hoc-va-lam-theo/">', related.get_absolute_url(), "Tin dẫn lại. Nguồn: Báo (minh họa)",
        "Đính chính 1/11/2026", "Số đúng là 50.",
    ):  # fmt: skip
        assert part in page, part


def test_machines_are_told_the_same(rich, reader):
    item, _ = rich
    page = reader.get(item.get_absolute_url()).content.decode()
    graph = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])["@graph"]
    article = next(one for one in graph if one["@type"] == "NewsArticle")
    assert article["headline"] == item.title
    assert article["author"][0]["name"] == "Thu Hằng"
    assert datetime.fromisoformat(article["datePublished"]) == item.publish_at.replace(microsecond=0)
    crumbs = next(one for one in graph if one["@type"] == "BreadcrumbList")["itemListElement"]
    assert [one["name"] for one in crumbs] == ["Trang chủ", "Xây dựng Đảng"]


def test_feeds_and_sitemaps_are_xml_with_the_sites_own_address(rich, reader):
    item, _ = rich
    for path in (
        "/rss/tat-ca/",
        "/rss/xay-dung-dang/",
        "/tac-gia/thu-hang/rss/",
        "/sitemap.xml",
        "/sitemap-trang.xml",
        "/sitemap-tin-1.xml",
        "/sitemap-tin-moi.xml",
    ):
        body = reader.get(path, headers={"host": "localhost"}).content
        ElementTree.fromstring(body)
        assert b"http://localhost" not in body, path
    feed = ElementTree.fromstring(reader.get("/rss/tat-ca/").content)
    assert [node.text for node in feed.iter("title")][1] == item.title
    links = [node.text for node in feed.iter("link")]
    assert f"http://127.0.0.1:8000{item.get_absolute_url()}" in links


def test_threads_authors_and_keywords_list_their_articles_in_both_orders(rich, published, reader):
    item, _ = rich
    thread = StoryThread.objects.get()
    published(title="Bài đầu (minh họa)", threads=[thread.pk], original_date=at("01/02/2024 08:00").isoformat())
    newest = reader.get("/dong-su-kien/hoc-va-lam-theo/").content.decode()
    oldest = reader.get("/dong-su-kien/hoc-va-lam-theo/?thu-tu=cu").content.decode()
    order = lambda page: [page.index("Bài đầu"), page.index("Tít có")]  # noqa: E731
    assert order(newest) == sorted(order(newest), reverse=True)
    assert order(oldest) == sorted(order(oldest))
    assert "Tháng 2/2024" in newest
    for path in (Author.objects.get().get_absolute_url(), Keyword.objects.get().get_absolute_url()):
        assert item.get_absolute_url() in reader.get(path).content.decode()


def test_an_archived_article_is_marked_and_in_no_list(published, approver, reader):
    item = workflow.archive(item=published(title="Bài cũ giữ lại (minh họa)"), actor=approver)
    page = reader.get(item.get_absolute_url())
    assert page.status_code == 200 and "Bài lưu trữ" in page.content.decode()
    for path in ("/", "/tin-tuc/", "/rss/tat-ca/", "/chuyen-muc/xay-dung-dang/"):
        assert item.get_absolute_url() not in reader.get(path).content.decode(), path


def test_the_update_time_is_shown_only_after_a_real_change(published, editor, approver, reader):
    item = published()
    assert "Cập nhật lần cuối" not in reader.get(item.get_absolute_url()).content.decode()
    Article.objects.filter(pk=item.pk).update(
        publish_at=timezone.now() - timedelta(days=2), first_published_at=timezone.now() - timedelta(days=2),
        created_at=timezone.now() - timedelta(days=3),
    )  # fmt: skip
    item.refresh_from_db()
    workflow.save_draft(item=item, data=revisions.current_data(item) | {"summary": "Sửa."}, actor=editor)
    workflow.forward(item=item, actor=editor)
    item = workflow.approve(item=item, actor=approver)
    pagecache.clear()  # what a commit does; this test's transaction has none
    assert "Cập nhật lần cuối" in reader.get(item.get_absolute_url()).content.decode()


def test_a_preview_says_that_it_is_one_and_is_not_counted(draft, reader):
    item = draft()
    page = reader.get(preview.link(item, item.working_revision)).content.decode()
    assert "Bản xem trước" in page
    assert "data-beacon" not in page


def test_the_lead_picture_carries_the_words_of_this_article_and_else_those_of_the_library(published, reader):
    image = uploads.accept_image(
        pictures.jpeg(), name="hop.jpg", by=None, caption="Ở thư viện", photo_credit="Thu Hằng"
    )
    of_its_own = published(title="Bài một (minh họa)", lead_image=image.pk, lead_caption="Ở bài này")
    of_the_library = published(title="Bài hai (minh họa)", lead_image=image.pk)
    for item, words in ((of_its_own, "Ở bài này"), (of_the_library, "Ở thư viện")):
        page = reader.get(item.get_absolute_url()).content.decode()
        caption = re.search(r"<figcaption>(.*?)</figcaption>", page)[1]
        assert caption == f'{words}. <span class="credit">Ảnh: Thu Hằng</span>'


def test_the_front_page_never_shows_an_article_twice_above_the_fold(published, reader):
    for number in range(12):
        published(title=f"Bài số {number} (minh họa)", featured=number % 2 == 0)
    pagecache.clear()
    page = reader.get("/").content.decode()
    above = page[: page.index("Mới nhất")]
    links = re.findall(r'story__t"><a href="([^"]+)"', above)
    assert len(links) == len(set(links)) >= 4


def test_choosing_the_display_works_without_script_and_never_leaves_the_site(published, reader):
    for referer, back in (
        ("http://testserver/tin-tuc/?nam=2024", "/tin-tuc/?nam=2024"),
        ("https://ke-la.vidu.vn/x", "/"),
        ("http://testserver//ke-la.vidu.vn", "/"),
        ("", "/"),
    ):
        answer = reader.post("/hien-thi/", {"theme": "dark"}, headers={"referer": referer})
        assert (answer.status_code, answer["Location"]) == (302, back)
        reader.cookies.clear()
    reader.post("/hien-thi/", {"theme": "contrast"})
    reader.post("/hien-thi/", {"size": "+1"})
    assert reader.cookies["hienthi"].value == "contrast-112"
    reader.post("/hien-thi/", {"theme": "contrast"})
    assert reader.cookies["hienthi"].value == "auto-112"
    for bad in ({"size": "99"}, {"theme": "tím"}, {"size": "x"}, {}):
        reader.post("/hien-thi/", bad)
    assert reader.cookies["hienthi"].value == "auto-112"


def test_a_preview_link_ends_with_the_withdrawal_and_a_new_one_begins_with_it(published, approver, reader):
    item = published()
    before = preview.link(item, item.working_revision)
    assert reader.get(before).status_code == 200
    item = workflow.withdraw(item=item, actor=approver, note="Sai.")
    assert reader.get(before).status_code == 404
    assert reader.get(preview.link(item, item.working_revision)).status_code == 200


def test_the_drawing_is_found_where_browsers_look_for_it(reader):
    answer = reader.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/favicon-32.png")
