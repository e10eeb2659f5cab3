"""A crawler that knows a word of every hidden thing reads all that is served, as readers and as each role that has no right to it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from publishing import pagecache
from tests.newsroom.crawling import STARTS, as_text, crawl
from tests.pages import planting
from tests.pages.planting import KINDS, MAIL, PHONE, STATES, bare, may_read

pytestmark = pytest.mark.django_db
HOUR = "2026-11-20 09:00 +0700"
# Where a piece of a kind shows itself while it is out; `{own}` is its page, `{live}` the page of a public neighbour that names it.
SURFACES = {
    "baiviet": (
        "{own}", "{api}", "/", "/tin-tuc/", "/chuyen-muc/xay-dung-dang/", "/rss/tat-ca/", "/rss/xay-dung-dang/", "/sitemap-tin-1.xml",
        "/sitemap-tin-moi.xml", "/api/v1/bai-viet/", "/tim-kiem/?q={word}", "/tin-tuc/?q={word}", "/bai-viet/{live}",
    ),
    "hoinghi": (
        "{own}", "{api}", "/hoi-nghi/", "/hoi-nghi/rss/", "/hoi-nghi/lich.ics", "/hoi-nghi/lich/?thang={month}", "/api/v1/hoi-nghi/",
        "/tim-kiem/?q={word}", "/bai-viet/{live}",
    ),
    "khenthuong": (
        "{own}", "{api}", "/khen-thuong/", "/khen-thuong/rss/", "/khen-thuong/tra-cuu/?q={word}", "/api/v1/khen-thuong/",
        "/tim-kiem/?q={word}", "/bai-viet/{live}",
    ),
    "tailieu": ("{own}", "{api}", "/tai-lieu/", "/tai-lieu/rss/", "/api/v1/tai-lieu/", "/tim-kiem/?q={word}", "/bai-viet/{live}"),
    "boanh": ("{own}", "{api}", "/thu-vien-anh/", "/thu-vien-anh/rss/", "/api/v1/bo-anh/", "/tim-kiem/?q={word}", "/bai-viet/{live}"),
    "video": ("{own}", "{api}", "/video/", "/video/rss/", "/api/v1/video/", "/tim-kiem/?q={word}", "/bai-viet/{live}"),
}  # fmt: skip
REGISTERS = {
    "thread": "dong-su-kien",
    "author": "tac-gia",
    "keyword": "tu-khoa",
    "series": "chuoi-hoi-nghi",
    "page": "trang",
}
API = {
    "baiviet": "bai-viet",
    "hoinghi": "hoi-nghi",
    "khenthuong": "khen-thuong",
    "tailieu": "tai-lieu",
    "boanh": "bo-anh",
    "video": "video",
}


@pytest.fixture
def planted(person):
    """Everything hidden; what a commit would do to the pages that are kept is done here."""
    found = planting.plant(person)
    pagecache.clear()
    return found


def hidden_addresses(planted):
    """What somebody could guess or remember: pages by number and by name, files by their stored names, names of registers."""
    found = []
    for (kind, state), item in planted.pieces.items():
        if state != "sua":
            found += [item.get_absolute_url(), f"/api/v1/{API[kind]}/{item.pk}/", f"/tim-kiem/?q={bare(kind, state)}"]
    for name, file in planted.files.items():
        if not name.endswith(planting.PUBLIC):
            found.append(f"/tep/{(getattr(file, 'stored', None) or file.original).name}")
    others = planted.others
    found += [
        others[name].get_absolute_url()
        for name in ("author", "keyword", "thread", "organization", "organization_later", "page")
    ]
    for name, address in REGISTERS.items():
        found.append(f"/api/v1/{address}/{others[name].pk}/")
    return found + [f"/tep/{others['image'].original.name}", f"/tep/{others['file'].stored.name}"]


def test_readers_meet_no_word_of_it(planted, reader):
    for _ in ("cold", "warm"):
        walk = crawl(reader, [*STARTS, *hidden_addresses(planted)])
        assert (walk.shown, walk.broken) == ({}, [])
    assert len(walk.asked) > 150
    text = "".join(as_text(reader.get(address)) for address in walk.asked if not address.startswith("/tep/"))
    assert [one for one in (MAIL, PHONE) if one in text] == []
    assert planting.PUBLIC in text


@pytest.mark.long
@pytest.mark.parametrize("role", Role)
def test_each_role_meets_only_words_of_its_own(planted, person, client_of, role):
    walk = crawl(client_of(person("nguoi-xem", role)), [*STARTS, *hidden_addresses(planted)])
    found = {code: where[:3] for code, where in walk.shown.items() if not may_read(role, code)}
    assert (found, walk.broken) == ({}, [])


def surfaces(kind, item, live):
    """The addresses at which a piece of the kind shows itself."""
    given = {
        "own": item.get_absolute_url(), "api": f"/api/v1/{API[kind]}/{item.pk}/", "word": bare(kind, "hen"),
        "month": f"{getattr(item, 'begins', None) or item.publish_at:%Y-%m}",
        "live": live.get_absolute_url().removeprefix("/bai-viet/"),
    }  # fmt: skip
    return [one.format(**given) for one in SURFACES[kind]]


def shown_at(client, addresses, item):
    """At which of them its title stands, or its address; a page of results repeats neither of what was asked."""
    found = []
    for address in addresses:
        answer = client.get(address)
        page = as_text(answer).replace("<mark>", "").replace("</mark>", "")
        if answer.status_code == 200 and (item.title in page or item.get_absolute_url() in page):
            found.append(address)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_piece_comes_and_goes_at_its_second_with_every_page_kept_from_before(person, kind):
    with time_machine.travel(HOUR, tick=False):
        planted = planting.plant(person)
        item, live = planted.pieces[kind, "hen"], planted.pieces["baiviet", "sua"]
        begins, ends = item.publish_at, item.publish_at + timedelta(hours=2)
        type(item).objects.filter(pk=item.pk).update(expire_at=ends)
        pagecache.clear()
    wanted, reader, second = surfaces(kind, item, live), Client(), timedelta(seconds=1)
    for moment, expected in (
        (begins - second, []), (begins, wanted), (begins + second, wanted), (ends - second, wanted), (ends, []), (ends + second, []),
    ):  # fmt: skip
        with time_machine.travel(moment, tick=False):
            assert shown_at(reader, wanted, item) == expected, moment - begins
            assert shown_at(reader, wanted, item) == expected, "from the cache"
    assert set(STATES) == {state for _, state in planted.pieces} and timezone.is_aware(begins)
