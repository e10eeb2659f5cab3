"""What other sites are told without asking the service: OpenGraph, JSON-LD, RSS, sitemaps, calendars, each read by its own rules."""

import json
import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from media.models import Gallery
from publishing import pagecache
from publishing.models import SiteIdentity
from tests.pages import service_data
from tests.pages.service_data import HIDDEN, SITE, hide

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"
KINDS = ["bai-viet", "hoi-nghi", "khen-thuong", "tai-lieu", "bo-anh", "video", "to-chuc"]
FEEDS = [
    "/rss/tat-ca/", "/rss/xay-dung-dang/", "/tac-gia/minh-ngoc-minh-hoa/rss/", "/tai-lieu/rss/", "/hoi-nghi/rss/", "/khen-thuong/rss/",
    "/thu-vien-anh/rss/", "/video/rss/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def world(db):
    SiteIdentity.objects.create(name="Cổng (minh họa)")
    return service_data.make(2)


class _Head(HTMLParser):
    """The meta elements of a page, its canonical address, its blocks of data."""

    def __init__(self, text):
        super().__init__()
        self.meta, self.canonical, self.blocks, self._in_block = [], [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "meta" and "property" in found:
            self.meta.append((found["property"], found["content"]))
        if tag == "link" and found.get("rel") == "canonical":
            self.canonical.append(found["href"])
        self._in_block = tag == "script" and found.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self._in_block:
            self.blocks.append(json.loads(data))
            self._in_block = False


def head_of(item):
    response = Client().get(item.get_absolute_url())
    assert response.status_code == 200
    return _Head(response.content.decode())


def xml(path):
    response = Client().get(path)
    assert response.status_code == 200 and "xml" in response["Content-Type"], path
    return ElementTree.fromstring(response.content)


def is_moment(text):
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", text)) and bool(
        datetime.fromisoformat(text)
    )


def is_picture(address):
    """Whether a reader gets a picture there."""
    response = Client().get(address.removeprefix(SITE))
    return (response.status_code, response["Content-Type"], response.getvalue()[:2]) == (200, "image/jpeg", b"\xff\xd8")


@pytest.mark.parametrize("kind", KINDS)
class TestThePageOfEachKind:
    def test_tells_open_graph_what_it_wants(self, world, kind):
        item = world[kind][0]
        head, address = head_of(item), SITE + item.get_absolute_url()
        found = dict(head.meta)
        assert len(found) == len(head.meta), "each property once"
        assert head.canonical == [address]
        assert (found["og:url"], found["og:title"]) == (address, str(item))
        assert (found["og:site_name"], found["og:locale"]) == ("Cổng (minh họa)", "vi_VN")
        assert found["og:type"] in ("article", "website") and found["og:description"]
        assert found["og:image"].startswith(f"{SITE}/")
        if kind in ("bai-viet", "hoi-nghi", "bo-anh", "video"):
            assert found["og:image"].startswith(f"{SITE}/tep/anh/")
        times = [value for name, value in head.meta if name.endswith("_time")]
        assert all(map(is_moment, times)) and (found["og:type"] == "article") == bool(times)

    def test_the_shared_picture_is_there(self, world, kind):
        image = dict(head_of(world[kind][0]).meta)["og:image"]
        if "/tep/" in image:
            assert is_picture(image)

    def test_tells_schema_org_what_its_type_wants(self, world, kind):
        item = world[kind][0]
        (block,) = head_of(item).blocks
        assert set(block) == {"@context", "@graph"} and block["@context"] == "https://schema.org"
        thing, crumbs = block["@graph"]
        wanted = {
            "bai-viet": ("NewsArticle", "headline", "image", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage"),
            "hoi-nghi": ("Event", "name", "startDate", "endDate", "location", "eventStatus", "eventAttendanceMode",
                "organizer", "image", "url"),
            "khen-thuong": ("WebPage", "name", "url", "datePublished", "mainEntity", "author"),
            "tai-lieu": ("DigitalDocument", "name", "identifier", "dateCreated", "author", "encoding", "mainEntityOfPage"),
            "bo-anh": ("ImageGallery", "name", "datePublished", "image", "mainEntityOfPage"),
            "video": ("VideoObject", "name", "description", "thumbnailUrl", "uploadDate"),
            "to-chuc": ("Organization", "name", "url"),
        }  # fmt: skip
        sort, *names = wanted[kind]
        assert thing["@type"] == sort and [name for name in names if not thing.get(name)] == []
        assert crumbs["@type"] == "BreadcrumbList"
        steps = crumbs["itemListElement"]
        assert [one["position"] for one in steps] == list(range(1, len(steps) + 1)) and len(steps) >= 2
        assert all(one["@type"] == "ListItem" and one["name"] and one["item"].startswith(SITE) for one in steps)
        assert list(empty_or_relative(block)) == []


def test_the_front_page_says_whose_site_it_is(world):
    (block,) = _Head(Client().get("/").content.decode()).blocks
    assert block["@graph"] == [
        {
            "@type": "WebSite", "name": "Cổng (minh họa)", "url": f"{SITE}/", "inLanguage": "vi",
            "publisher": {"@type": "Organization", "name": "Cổng (minh họa)", "url": f"{SITE}/"},
        }
    ]  # fmt: skip


def empty_or_relative(value, name="$"):
    """Properties that say nothing, moments without an offset, addresses without a site, things without a type."""
    if isinstance(value, dict):
        if not value.get("@type") and name not in ("$",):
            yield name
        for key, one in value.items():
            yield from empty_or_relative(one, key)
    elif isinstance(value, list):
        for one in value or [""]:
            yield from empty_or_relative(one, name)
    elif not is_said(name, value):
        yield name


def is_said(name, value):
    """Whether a property says something, in the spelling that its sort wants."""
    if value in ("", None):
        return False
    if name in MOMENTS:
        return is_moment(value)
    return name not in ADDRESSES or value.startswith(("https://", "http://"))


MOMENTS = {"datePublished", "dateModified", "uploadDate"}
ADDRESSES = {"url", "item", "contentUrl", "mainEntityOfPage", "thumbnailUrl", "eventStatus", "eventAttendanceMode"}


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_keeps_the_rules_of_rss(world, path):
    root = xml(path)
    assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
    channel = root[0]
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert channel.findtext(name), name
    assert channel.findtext("link").startswith(f"{SITE}/") and channel.findtext("language") == "vi"
    (itself,) = channel.findall(f"{ATOM}link")
    assert (itself.get("rel"), itself.get("href")) == ("self", SITE + path)
    parsedate_to_datetime(channel.findtext("lastBuildDate"))
    items = channel.findall("item")
    assert len(items) == 2
    for item in items:
        assert item.findtext("title") and item.findtext("link").startswith(f"{SITE}/")
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo is not None
        assert item.find("guid").get("isPermaLink") == "false"
        assert Client().get(item.findtext("link").removeprefix(SITE)).status_code == 200
    guids = [item.findtext("guid") for item in items]
    assert len(guids) == len(set(guids))


class TestSitemaps:
    def test_the_index_names_files_that_are_there_and_hold_only_pages_that_are(self, world):
        index = xml("/sitemap.xml")
        assert index.tag == f"{SITEMAP}sitemapindex"
        files = [one.findtext(f"{SITEMAP}loc").removeprefix(SITE) for one in index]
        assert files == ["/sitemap-trang.xml", "/sitemap-tin-moi.xml", "/sitemap-tin-1.xml", "/sitemap-anh-1.xml"]
        for file in files:
            root = xml(file)
            assert root.tag == f"{SITEMAP}urlset"
            addresses = [one.findtext(f"{SITEMAP}loc") for one in root]
            assert addresses and len(addresses) == len(set(addresses))
            for address in addresses:
                assert Client().get(address.removeprefix(SITE)).status_code == 200, address
            changes = [change.text for change in root.iter(f"{SITEMAP}lastmod")]
            assert all(map(is_moment, changes))
            for one in root:
                known = {f"{SITEMAP}loc", f"{SITEMAP}lastmod", f"{IMAGE}image", f"{NEWS}news"}
                assert {part.tag for part in one} <= known

    def test_every_page_of_every_kind_is_in_one(self, world):
        files = [one.findtext(f"{SITEMAP}loc").removeprefix(SITE) for one in xml("/sitemap.xml")]
        said = {one.text.removeprefix(SITE) for file in files for one in xml(file).iter(f"{SITEMAP}loc")}
        assert {item.get_absolute_url() for kind in (*KINDS, "chuyen-muc") for item in world[kind]} <= said

    def test_news_says_where_when_and_what(self, world):
        for one in xml("/sitemap-tin-moi.xml"):
            news = one.find(f"{NEWS}news")
            assert news.findtext(f"{NEWS}publication/{NEWS}name") == "Cổng (minh họa)"
            assert news.findtext(f"{NEWS}publication/{NEWS}language") == "vi"
            assert is_moment(news.findtext(f"{NEWS}publication_date")) and news.findtext(f"{NEWS}title")

    def test_without_news_there_is_no_file_of_news(self, world):
        for item in world["bai-viet"]:
            type(item).objects.filter(pk=item.pk).update(publish_at=timezone.now() - timedelta(days=3))
        pagecache.clear()
        assert Client().get("/sitemap-tin-moi.xml").status_code == 404
        assert "sitemap-tin-moi" not in Client().get("/sitemap.xml").content.decode()

    def test_pictures_stand_with_what_shows_them_and_are_there(self, world):
        for file, items, count in (
            ("/sitemap-tin-1.xml", world["bai-viet"], 1),
            ("/sitemap-anh-1.xml", world["bo-anh"], 3),
        ):
            shown = {
                one.findtext(f"{SITEMAP}loc"): [image.text for image in one.iter(f"{IMAGE}loc")] for one in xml(file)
            }
            assert set(shown) == {SITE + item.get_absolute_url() for item in items}
            assert {len(images) for images in shown.values()} == {count}
            for images in shown.values():
                assert all(map(is_picture, images))

    @pytest.mark.parametrize("how", HIDDEN)
    def test_what_readers_may_not_see_is_in_none_with_no_picture(self, world, how):
        for kind in ("bai-viet", "bo-anh", "video", "hoi-nghi"):
            hide(world[kind][0], how)
        texts = "".join(Client().get(file).content.decode() for file in ("/sitemap-anh-1.xml", "/sitemap-tin-1.xml"))
        assert [world[kind][0].get_absolute_url() in texts for kind in ("bai-viet", "bo-anh")] == [False, False]
        assert [world[kind][1].get_absolute_url() in texts for kind in ("bai-viet", "bo-anh")] == [True, True]
        hide(world["bo-anh"][1], how)
        assert Client().get("/sitemap-anh-1.xml").status_code == 404
        assert "sitemap-anh" not in Client().get("/sitemap.xml").content.decode()

    def test_a_file_of_galleries_costs_the_same_however_many_there_are(self, db):
        found = []
        for start, count in ((0, 1), (10, 3), (20, 20)):
            service_data.make(count, start=start)
            pagecache.clear()
            Client().get("/robots.txt")
            with CaptureQueriesContext(connection) as asked:
                entries = len(xml("/sitemap-anh-1.xml"))
            found.append((entries, len([one for one in asked if "cachegenerations" not in one["sql"]])))
        assert found == [(1, 2), (4, 2), (24, 2)]
        assert Gallery.objects.public().count() == 24

    @pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
    def test_a_file_that_cannot_be_is_none(self, world, number):
        assert Client().get(f"/sitemap-anh-{number}.xml").status_code == 404


def test_every_calendar_file_is_read_by_an_independent_reader(world):
    event = world["hoi-nghi"][0]
    for path in (event.get_calendar_url(), event.series.get_calendar_url(), "/hoi-nghi/lich.ics"):
        response = Client().get(path)
        assert (response.status_code, response["Content-Type"].partition(";")[0]) == (200, "text/calendar"), path
        calendar = vobject.readOne(response.content.decode())
        assert (calendar.name, calendar.version.value) == ("VCALENDAR", "2.0") and calendar.prodid.value
        for entry in calendar.contents.get("vevent", []):
            assert entry.uid.value and entry.dtstamp.value and entry.dtstart.value and entry.summary.value
            assert entry.url.value.startswith(f"{SITE}/hoi-nghi/")
