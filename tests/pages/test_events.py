"""What readers see of events: the list, one event with its sites, the month, a series; and what they never see."""

import io
import json
import re
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from events import sites
from events.models import ConnectedSite, Event, EventKind, EventSeries
from organizations.models import OrganizationKind
from organizations.registering import register
from publishing import pagecache, preview, revisions, workflow

pytestmark = pytest.mark.django_db
WORD = "quetzalcoatl"
TODAY = date(2024, 7, 13)


def at(hour, day=TODAY):
    return timezone.make_aware(datetime.combine(day, time(hour)))


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def headings(page, under):
    """The events of the list under one of its headings, in order."""
    part = page.partition(f">{under}</h2>")[2].partition("<h2")[0]
    return re.findall(r'<h3 class="story__t mt1"><a [^>]*>(.*?)</a>', part)


@pytest.fixture
def series(db):
    return EventSeries.objects.create(name="Giao ban quý (minh họa)", slug="giao-ban-quy", rhythm="quarterly")


@pytest.fixture
def long_ago(event):
    """long_ago(title=…): an event that has stood on its page since 2022, whatever day the test goes to."""

    def make(**fields):
        with time_machine.travel(at(9, date(2022, 1, 3)), tick=False):
            return event(**fields)

    return make


# --- the list -------------------------------------------------------------------------------------------
def test_what_is_coming_stands_first_then_what_is_over_newest_first(long_ago, reader):
    long_ago(title="Đã họp lâu", day=date(2023, 5, 18))
    long_ago(title="Mới họp", day=date(2024, 7, 12))
    long_ago(title="Tuần sau", day=date(2024, 7, 20))
    long_ago(title="Đang họp", day=TODAY, hour=time(8), end_hour=time(11))
    with time_machine.travel(at(9), tick=False):
        pagecache.clear()
        page = text(reader, "/hoi-nghi/")
    assert headings(page, "Sắp diễn ra") == ["Đang họp", "Tuần sau"]
    assert headings(page, "Đã diễn ra") == ["Mới họp", "Đã họp lâu"]
    assert page.count("Đang diễn ra</span>") == 1 and "<b>4</b> hội nghị" in page


def test_the_list_narrows_by_kind_mode_and_year_and_says_what_to_drop(event, reader):
    briefing = EventKind.objects.get_or_create(slug="giao-ban", defaults={"name": "Giao ban"})[0]
    event(title="Một", kind=briefing.pk, day=date(2023, 5, 18), mode="online")
    event(title="Hai", day=date(2024, 5, 18))

    def found(query):
        return headings(text(reader, f"/hoi-nghi/{query}"), "Đã diễn ra")

    assert found("") == ["Hai", "Một"]
    assert (found("?loai=giao-ban"), found("?hinhthuc=truc-tuyen"), found("?nam=2024")) == (["Một"], ["Một"], ["Hai"])
    empty = text(reader, "/hoi-nghi/?nam=2019&loai=giao-ban")
    assert "Không có hội nghị nào khớp mọi điều kiện" in empty and "Trang lưu hội nghị từ năm 2023." in empty
    assert '<li><a href="?loai=giao-ban">bỏ điều kiện “Năm: 2019”</a></li>' in empty
    assert '<option value="2019" selected>2019</option>' in empty
    for broken in ("?loai=x", "?hinhthuc=x", "?nam=abc", "?nam=-1", "?la=1", "?nam=99999999999999999999", "?loai=%00"):
        assert reader.get(f"/hoi-nghi/{broken}").status_code == 200, broken
    for absurd in ("0", "2", "abc", "999999999999999999999"):
        assert reader.get(f"/hoi-nghi/?trang={absurd}").status_code == 404, absurd


def test_the_list_narrows_to_an_organisation_by_any_of_its_names(event, connect, reader):
    kind = OrganizationKind.objects.create(name="đảng bộ", slug="dang-bo")
    unit, other = (register(name=f"Đảng bộ {name} (minh họa)", short_name=name, kind=kind) for name in ("Một", "Hai"))
    event(title="Do đơn vị tổ chức", organizer=unit.pk)
    connected = event(title="Có điểm cầu của đơn vị", organizer=other.pk)
    sites.store(
        event=connected,
        sites=[ConnectedSite(name="Điểm A", organization=unit), ConnectedSite(name="Điểm B", organization=unit)],
    )
    event(title="Chỉ in tên", organizer_name="Đảng bộ Một (minh họa)")
    event(title="Của nơi khác", organizer=other.pk)
    theirs = ["Chỉ in tên", "Có điểm cầu của đơn vị", "Do đơn vị tổ chức"]
    for asked in (unit.slug, "dang bo mot (minh hoa)", "Một"):
        found = headings(text(reader, f"/hoi-nghi/?donvi={asked}"), "Đã diễn ra")
        assert [one for one in sorted(found) if one != "Chỉ in tên"] == theirs[1:], asked
    page = text(reader, unit.get_absolute_url())
    assert f'href="/hoi-nghi/?donvi={unit.slug}"' in page


def test_a_card_says_sites_documents_and_articles_and_counts_only_what_readers_see(
    event, connect, document_published, draft, published, reader
):
    quantities = [{"written": "124 điểm cầu", "value": 124, "qualifier": "", "unit": "điểm cầu"}]
    shown = document_published()
    hidden = document_published(number="36-NQ/TW", expire_at=(timezone.now() + timedelta(seconds=1)).isoformat())
    type(hidden).objects.filter(pk=hidden.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    said = event(title="Theo số đã ghi", quantities=quantities, documents=[shown.pk, hidden.pk])
    counted = event(title="Theo danh sách", quantities=quantities)
    connect(counted, 3)
    published(title="Tin 1 (minh họa)", events=[said.pk])
    draft(title="Nháp (minh họa)", events=[said.pk])
    page = text(reader, "/hoi-nghi/")
    cards = dict(re.findall(r'<a href="[^"]*">([^<]*)</a></h3><p class="meta">(.*?)</p>', page))
    assert re.findall(r"<span>(.*?)</span>", cards["Theo số đã ghi"]) == ["124 điểm cầu", "1 tài liệu", "1 tin bài"]
    assert re.findall(r"<span>(.*?)</span>", cards["Theo danh sách"]) == ["3 điểm cầu"]


def test_an_empty_portal_says_so(reader):
    assert "Chưa có hội nghị nào được đăng." in text(reader, "/hoi-nghi/")
    assert "Tháng này chưa có lịch." in text(reader, "/hoi-nghi/lich/")


# --- one event ------------------------------------------------------------------------------------------
def test_an_event_says_when_where_who_and_how_many(event, reader, series):
    held = event(
        title="Hội nghị chuyên đề (minh họa)", session="sáng", mode="hybrid", venue="Hà Nội", occasion="Kỷ niệm 78 năm",
        series=series.pk, period="quý III/2023", reviewed_period="quý II/2023", organizer_name="Đảng ủy Khối (minh họa)",
        quantities=[{"written": "gần 14 nghìn đại biểu", "value": 14_000, "qualifier": "gần", "unit": "đại biểu"}],
        roles=[
            {"part": "chair", "name": "đồng chí Nguyễn Văn A (minh họa)", "title": "Bí thư", "person": None},
            {"part": "conclusion", "name": "", "title": "đồng chí Phó Bí thư", "person": None},
        ],
        agenda=[{"day": None, "hour": "8:15", "text": "Chuyên đề 1", "presenter": "Báo cáo viên"}],
    )  # fmt: skip
    page = text(reader, held.get_absolute_url())
    for words in (
        "<dd>Gần 14 nghìn</dd>", "<dt>đại biểu</dt>", '<time datetime="2023-08-28">Thứ Hai, 28/8/2023, buổi sáng</time>',
        "<dt>Chủ trì</dt><dd>Đồng chí Nguyễn Văn A (minh họa), Bí thư</dd>", "<dt>Kết luận</dt><dd>Đồng chí Phó Bí thư</dd>",
        "<dt>Kỳ</dt><dd>Quý III/2023</dd>",
        "<dt>Đánh giá</dt><dd>Quý II/2023</dd>", '<time datetime="08:15">8:15</time>', "Đã kết thúc</span>",
        "<dt>buổi sáng, Thứ Hai</dt><dd>28/8/2023</dd>",
    ):  # fmt: skip
        assert words in page, words
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    found = (data if isinstance(data, list) else data["@graph"])[0]
    assert (found["@type"], found["eventStatus"]) == ("Event", "https://schema.org/EventScheduled")
    assert found["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert (found["startDate"], found["endDate"]) == ("2023-08-28", "2023-08-28")
    assert [one["@type"] for one in found["location"]] == ["Place", "VirtualLocation"]


@pytest.mark.parametrize(
    ("disruption", "title", "status"),
    [
        ("cancelled", "Hội nghị đã hủy", "EventCancelled"),
        ("postponed", "Hội nghị hoãn, chưa có lịch mới", "EventPostponed"),
    ],
)
def test_what_does_not_go_ahead_is_said_above_the_title(event, reader, disruption, title, status):
    held = event(disruption=disruption, disruption_reason="Vì bão (minh họa).")
    page = text(reader, held.get_absolute_url())
    assert page.index(title) < page.index("Vì bão (minh họa).") < page.index("<h1")
    assert f"https://schema.org/{status}" in page
    assert "sắp diễn ra" not in text(reader, "/")


def test_addresses_redirect_withdrawn_is_gone_and_unpublished_is_nowhere(event, event_draft, reader, approver):
    held, draft = event(), event_draft()
    wrong = reader.get(f"/hoi-nghi/sai-{held.pk}/")
    assert (wrong.status_code, wrong.url) == (301, held.get_absolute_url())
    wrong = reader.get(f"/hoi-nghi/sai-{held.pk}.ics")
    assert (wrong.status_code, wrong.url) == (301, held.get_calendar_url())
    endings = ("/", ".ics", "/diem-cau.xlsx", "/diem-cau.csv")
    assert [reader.get(f"/hoi-nghi/x-{draft.pk}{ending}").status_code for ending in endings] == [404] * 4
    workflow.withdraw(item=held, actor=approver, note="Sai")
    pagecache.clear()
    slug = f"/hoi-nghi/{held.slug}-{held.pk}"
    assert [reader.get(f"{slug}{ending}").status_code for ending in endings] == [410] * 4
    assert [reader.get(f"/hoi-nghi/x-{key}/").status_code for key in (0, 999999999, 10**25)] == [404] * 3


def test_the_clock_changes_the_page_without_anybody(long_ago, reader):
    held = long_ago(day=TODAY, hour=time(8), end_hour=time(11))
    said = []
    for hour in (7, 8, 11):
        with time_machine.travel(at(hour), tick=False):
            said.append(
                re.search(
                    r'<p class="row"><span class="pill[^"]*">(.*?)</span>', text(reader, held.get_absolute_url())
                )[1]
            )
    assert said == ["Sắp diễn ra", "Đang diễn ra", "Đã kết thúc"]


# --- connected sites ------------------------------------------------------------------------------------
def test_sites_are_paged_counted_and_found_without_marks(event, connect, reader):
    held = event()
    connect(held, 53)
    sites.store(event=held, sites=[ConnectedSite(name="Vụ Tổ chức (minh họa)", place="Đà Nẵng", planned=7, actual=6)])
    address = held.get_absolute_url()
    page = text(reader, address)
    assert "Danh sách có 54 điểm cầu, mời 7 đại biểu, 2.656 đại biểu dự." in page
    assert "54 trên 54 điểm cầu, trang 1 trên 2" in page and page.count('<th scope="row">') == 50
    assert text(reader, f"{address}?trang=2").count('<th scope="row">') == 4
    for words in ("vu to chuc", "đà nẵng", "DA NANG"):
        found = text(reader, f"{address}?q={words}")
        assert "1 trên 54 điểm cầu" in found and "Vụ Tổ chức (minh họa)" in found, words
    assert "Không có điểm cầu nào khớp." in text(reader, f"{address}?q=khong+co+gi")
    assert [reader.get(f"{address}?trang={number}").status_code for number in (0, 3, "x")] == [404] * 3


def test_the_list_of_sites_leaves_as_a_spreadsheet_without_formulas(event, reader):
    held = event()
    rows = [
        ConnectedSite(name="=1+1", organization_name="@ĐB", place="Hà Nội", planned=5, actual=None),
        ConnectedSite(name="Điểm B (minh họa)", place="Cần Thơ", actual=0, is_main=True),
    ]
    sites.store(event=held, sites=rows)
    slug = held.get_absolute_url()
    book = openpyxl.load_workbook(io.BytesIO(reader.get(f"{slug}diem-cau.xlsx").content))
    assert [tuple(row) for row in book.active.iter_rows(values_only=True)][1:] == [
        (1, "Điểm B (minh họa)", None, "Cần Thơ", "Điểm cầu chính", None, None, 0),
        (2, "'=1+1", "'@ĐB", "Hà Nội", None, None, 5, None),
    ]
    answer = reader.get(f"{slug}diem-cau.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf") and answer["Content-Type"].startswith("text/csv")
    assert "2,'=1+1,'@ĐB,Hà Nội,,,5," in answer.content.decode()


def test_an_organisation_that_is_not_for_readers_yet_is_named_without_a_link(event, reader):
    kind = OrganizationKind.objects.create(name="chi bộ", slug="chi-bo")
    shown, hidden = (register(name=f"Chi bộ {name} (minh họa)", kind=kind) for name in ("Một", "Hai"))
    held = event()
    rows = [ConnectedSite(name=one.name, organization=one, organization_name=one.name) for one in (shown, hidden)]
    sites.store(event=held, sites=rows)
    type(hidden).objects.filter(pk=hidden.pk).update(withheld=True)
    page = text(reader, held.get_absolute_url())
    assert shown.get_absolute_url() in page and "Chi bộ Hai (minh họa)" in page
    assert hidden.get_absolute_url() not in page


# --- month and series -----------------------------------------------------------------------------------
def test_a_month_shows_each_day_of_an_event_and_marks_today(long_ago, reader):
    long_ago(title="Ba ngày", day=date(2024, 7, 30), end_day=date(2024, 8, 1))
    long_ago(title="Sáng nay", day=TODAY, hour=time(8))
    with time_machine.travel(at(9), tick=False):
        pagecache.clear()
        july, august = (text(reader, f"/hoi-nghi/lich/?thang=2024-0{number}") for number in (7, 8))
        assert text(reader, "/hoi-nghi/lich/") == july.replace("?thang=2024-07", "?thang=2024-07")
    assert (july.count(">Ba ngày</a>"), august.count(">Ba ngày</a>")) == (2, 1)
    assert ">8:00 Sáng nay</a>" in july and july.count("(hôm nay)") == 1 and "(hôm nay)" not in august
    assert (
        'href="?thang=2024-06" rel="prev">‹ Tháng 6</a>' in july
        and 'href="?thang=2024-08" rel="next">Tháng 8 ›</a>' in july
    )
    for broken in ("2024-13", "2024-00", "0000-01", "abc", "2024-7", "9999-12-01", "%00"):
        assert reader.get(f"/hoi-nghi/lich/?thang={broken}").status_code == 404, broken
    for unmeant in ("1000-01", "1899-12", "2200-01", "9999-12"):
        assert reader.get(f"/hoi-nghi/lich/?thang={unmeant}").status_code == 404, unmeant
    far = text(reader, "/hoi-nghi/lich/?thang=1900-01")
    assert "Tháng này chưa có lịch." in far and '<a class="btn" href="/hoi-nghi/lich/">Tháng này</a>' in far


def test_a_series_shows_its_quarters_with_the_gaps_between_and_ahead(long_ago, reader, series):
    for number, day in ((1, date(2024, 4, 10)), (3, date(2024, 10, 9))):
        long_ago(title=f"Giao ban {number}", series=series.pk, day=day, period=f"quý {'I' * number}/2024")
    long_ago(title="Giao ban cũ", series=series.pk, day=date(2023, 12, 20), period="quý IV/2023")
    with time_machine.travel(datetime(2024, 11, 1, 9, tzinfo=timezone.get_current_timezone()), tick=False):
        pagecache.clear()
        page = text(reader, "/hoi-nghi/chuoi/giao-ban-quy/")
        old = text(reader, "/hoi-nghi/chuoi/giao-ban-quy/?nam=2023")

    def turns(shown):
        cards = re.findall(r'<li( class="soon")?><div class="card">(.*?)</div></li>', shown, re.DOTALL)
        return [
            (
                bool(soon),
                re.sub(r"<[^>]+>", "", re.search(r"<h3[^>]*>(.*?)</h3>", card)[1]),
                "Không có kỳ" in card or "Chưa có lịch" in card,
            )
            for soon, card in cards
        ]

    assert turns(page) == [
        (True, "Quý IV/2024", True), (False, "Quý III/2024", False), (True, "Quý II/2024", True), (False, "Quý I/2024", False),
    ]  # fmt: skip
    assert turns(old) == [(False, "Quý IV/2023", False)]
    assert re.findall(r'<a class="btn" href="\?nam=(\d+)"', page) == ["2024", "2023"]
    for odd in ("?nam=1999", "?nam=abc", "?nam=99999"):
        assert reader.get(f"/hoi-nghi/chuoi/giao-ban-quy/{odd}").status_code == 200
    with time_machine.travel(datetime(2026, 2, 1, 9, tzinfo=timezone.get_current_timezone()), tick=False):
        pagecache.clear()
        first = text(reader, "/hoi-nghi/chuoi/giao-ban-quy/")
        since, now = (text(reader, f"/hoi-nghi/chuoi/giao-ban-quy/?nam={year}") for year in (2025, 2026))
        EventSeries.objects.update(closed=True)
        pagecache.clear()
        closed = text(reader, "/hoi-nghi/chuoi/giao-ban-quy/")
    # What should have been since the last one are gaps up to now, and the rest of this year is to come.
    assert re.findall(r'href="\?nam=(\d+)"( aria-current="page")?', first) == [
        ("2026", ""), ("2025", ""), ("2024", ' aria-current="page"'), ("2023", ""),
    ]  # fmt: skip
    assert [name for _soon, name, gap in turns(first) if gap] == ["Quý IV/2024", "Quý II/2024"]
    assert turns(since) == [(True, f"Quý {number}/2025", True) for number in ("IV", "III", "II", "I")]
    assert since.count("Không có kỳ nào được ghi.") == 4 and now.count("Chưa có lịch.") == 4
    assert re.findall(r'href="\?nam=(\d+)"', closed) == ["2024", "2023"]
    assert [name for _soon, name, gap in turns(closed) if gap] == ["Quý II/2024"]


def test_tasks_stand_at_the_series_with_their_state_in_words(long_ago, reader, series):
    tasks = [
        {"text": "Việc trễ", "assignee": "Ban A", "due": "2024-01-01", "state": "open"},
        {"text": "Việc đang làm", "assignee": "", "due": None, "state": "doing"},
        {"text": "Việc xong", "assignee": "", "due": None, "state": "done"},
        {"text": "Việc sau", "assignee": "", "due": "2030-01-01", "state": "open"},
    ]
    long_ago(series=series.pk, period="quý I/2024", tasks=tasks)
    with time_machine.travel(at(9), tick=False):
        pagecache.clear()
        page = text(reader, "/hoi-nghi/chuoi/giao-ban-quy/")
    said = re.findall(r'<span class="pill[^"]*">([^<]*)</span><p>([^<]*)</p>', page)
    assert said == [
        ("Quá hạn", "Việc trễ"), ("Chưa đến hạn", "Việc sau"), ("Đang làm", "Việc đang làm"), ("Đã xong", "Việc xong"),
    ]  # fmt: skip


def test_a_series_without_a_listed_event_is_nowhere(event_draft, reader, series):
    event_draft(series=series.pk)
    for ending in ("", "lich.ics"):
        assert reader.get(f"/hoi-nghi/chuoi/giao-ban-quy/{ending}").status_code == 404
    assert "Giao ban quý" not in text(reader, "/hoi-nghi/") + text(reader, "/so-do/") + text(
        reader, "/sitemap-trang.xml"
    )


# --- elsewhere ------------------------------------------------------------------------------------------
def test_events_stand_on_the_home_page_the_maps_and_their_organisations_page(event, reader):
    kind = OrganizationKind.objects.create(name="đảng ủy", slug="dang-uy")
    root = register(name="Đảng ủy Khối (minh họa)", kind=kind)
    tomorrow = timezone.localdate() + timedelta(days=1)
    held = event(title="Sắp họp (minh họa)", day=tomorrow, organizer=root.pk)
    address = held.get_absolute_url()
    for page in (
        "/",
        "/hoi-nghi/",
        "/sitemap-trang.xml",
        "/hoi-nghi/rss/",
        root.get_absolute_url(),
        "/tim-kiem/?q=sap+hop",
    ):
        assert address in text(reader, page), page
    assert 'href="/hoi-nghi/"' in text(reader, "/so-do/") and 'href="/hoi-nghi/rss/"' in text(reader, "/rss/")


def test_a_new_event_is_seen_at_once_where_pages_are_kept(event, reader):
    pages = ("/", "/hoi-nghi/", "/hoi-nghi/lich.ics")
    tomorrow = timezone.localdate() + timedelta(days=1)
    for page in pages:
        text(reader, page)
    held = event(title="Vừa duyệt (minh họa)", day=tomorrow)
    pagecache.clear()
    for page in pages:
        assert held.get_absolute_url() in text(reader, page), page


# --- what nobody may see --------------------------------------------------------------------------------
@pytest.fixture
def hidden(event, event_draft, reporter, editor, approver, series):
    """An event in every state that no reader may see; each carries the word everywhere it can stand."""

    def fields(name):
        said = f"{WORD} «{name}»"
        return {
            "title": said, "summary": said, "venue": said, "occasion": said, "organizer_name": said, "day": timezone.localdate(),
            "agenda": [{"day": None, "hour": "", "text": said, "presenter": said}], "series": series.pk,
            "roles": [{"part": "chair", "name": said, "title": said, "person": None}],
            "tasks": [{"text": said, "assignee": said, "due": None, "state": "open"}],
        }  # fmt: skip

    def through(item):
        workflow.submit(item=item, actor=reporter)
        workflow.forward(item=item, actor=editor)
        return workflow.approve(item=item, actor=approver)

    later = (timezone.now() + timedelta(days=1)).isoformat()
    scheduled = through(event_draft(**fields("hen"), publish_at=later))
    withdrawn = workflow.withdraw(item=through(event_draft(**fields("go"))), actor=approver, note=f"{WORD} «ly do»")
    expired = through(event_draft(**fields("het-han")))
    type(expired).objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    trashed = workflow.trash(item=event_draft(**fields("rac")), actor=reporter)
    live = event(title="Đang đăng (minh họa)")
    revised = fields("sua")
    del revised["day"]
    under_correction = workflow.save_draft(item=live, data=revisions.current_data(live) | revised, actor=editor)
    pieces = [event_draft(**fields("nhap")), scheduled, withdrawn, expired, trashed, under_correction]
    for piece in pieces[:-1]:
        sites.store(event=piece, sites=[ConnectedSite(name=f"{WORD} «diem»", place="Hà Nội")])
    pagecache.clear()
    return pieces


NAMES = ("nhap", "hen", "go", "het-han", "rac", "sua", "ly do", "diem")
VIEWS = ["change", "revisions", "compare", "preview", "verb", "autosave", "history", "delete"]


def leaks(client, addresses):
    found = []
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code < 500, address
        shown = answer.content.decode("utf-8", "replace").replace("\\u00ab", "«").replace("\\u00bb", "»").lower()
        if any(f"{WORD} «{name}»" in shown for name in NAMES):
            found.append(address)
    return found


def public(hidden):
    month = timezone.localdate().strftime("%Y-%m")
    everywhere = [
        "/", "/hoi-nghi/", f"/hoi-nghi/lich/?thang={month}", "/hoi-nghi/lich.ics", "/hoi-nghi/rss/", "/hoi-nghi/chuoi/giao-ban-quy/",
        "/hoi-nghi/chuoi/giao-ban-quy/lich.ics", "/sitemap-trang.xml", "/so-do/", f"/tim-kiem/?q={WORD}", f"/hoi-nghi/?q={WORD}",
    ]  # fmt: skip
    own = ("/", ".ics", "/diem-cau.xlsx", "/diem-cau.csv")
    return everywhere + [f"/hoi-nghi/{one.slug}-{one.pk}{ending}" for one in hidden for ending in own]


def newsroom(hidden):
    addresses = [reverse("admin:events_event_changelist"), reverse("admin:pick", args=["hoi-nghi"]) + f"?q={WORD}"]
    return addresses + [reverse(f"admin:events_event_{view}", args=[one.pk]) for one in hidden for view in VIEWS]


def test_a_reader_meets_nothing_of_what_is_hidden(hidden, reader):
    assert leaks(reader, public(hidden) + newsroom(hidden)) == []
    statuses = [reader.get(f"/hoi-nghi/{one.slug}-{one.pk}/").status_code for one in hidden]
    assert statuses == [404, 404, 410, 404, 404, 200]


@pytest.mark.parametrize("role", Role)
def test_each_role_reads_drafts_only_where_it_may(hidden, person, client_of, role):
    client = client_of(person("nguoi-xem", role))
    assert leaks(client, public(hidden)) == []
    found = set(leaks(client, newsroom(hidden)))
    readers = {Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR}
    if role in readers:
        assert {reverse("admin:events_event_change", args=[one.pk]) for one in hidden} <= found
    else:
        assert found == set()


def test_a_preview_shows_the_draft_and_ends_with_the_trash(hidden, reader, reporter):
    draft = hidden[0]
    link = preview.link(draft, draft.working_revision)
    page = text(reader, link)
    assert f"{WORD} «nhap»" in page and "Bản xem trước" in page
    workflow.trash(item=draft, actor=reporter)
    assert reader.get(link).status_code == 404


def test_somebody_elses_draft_is_nobody_elses_to_change(hidden, person, client_of):
    client = client_of(person("pv2", Role.REPORTER))
    for view in ("change", "verb", "autosave"):
        address = reverse(f"admin:events_event_{view}", args=[hidden[0].pk])
        assert client.post(address, {"viec": "trash", "title": "Cướp"}).status_code == 404


# --- what pages cost ------------------------------------------------------------------------------------
def cost(django_assert_max_num_queries, reader, address, most):
    reader.get(address)
    pagecache.clear_pages()
    with django_assert_max_num_queries(most) as asked:
        assert reader.get(address).status_code == 200
    return len([one for one in asked.captured_queries if "cachegenerations" not in one["sql"]])


def test_an_event_with_four_hundred_sites_and_lists_of_any_length_cost_the_same(
    event, connect, reader, series, django_assert_max_num_queries
):
    held = event(series=series.pk)
    pages = ["/hoi-nghi/", "/hoi-nghi/lich/?thang=2023-08", "/hoi-nghi/chuoi/giao-ban-quy/", "/hoi-nghi/lich.ics"]
    connect(held, 1)

    def all_costs():
        own = cost(django_assert_max_num_queries, reader, held.get_absolute_url(), 12)
        return [own, *(cost(django_assert_max_num_queries, reader, page, 10) for page in pages)]

    few = all_costs()
    sites.store(event=held, sites=[ConnectedSite(name=f"Thêm {n}", place="Hà Nội") for n in range(400)])
    for number in range(5):
        other = event(title=f"Khác {number}", series=series.pk, day=date(2023, 8, 1 + number))
        connect(other, 2)
    # One event, the list, the month, the series, the calendar file: page cache missed.
    assert few == all_costs() == [6, 8, 1, 7, 1]
    assert Event.objects.count() == 6


@pytest.mark.parametrize(
    ("given", "start", "end"),
    [
        ({"hour": time(8)}, "2026-12-24T08:00:00+07:00", None),
        ({"hour": time(8), "end_hour": time(10)}, "2026-12-24T08:00:00+07:00", "2026-12-24T10:00:00+07:00"),
        ({"session": "chiều", "end_day": date(2026, 12, 25)}, "2026-12-24", "2026-12-25"),
    ],
)
def test_machines_are_told_no_end_that_was_only_assumed(event, reader, given, start, end):
    item = event(day=date(2026, 12, 24), **given)
    page = reader.get(item.get_absolute_url()).content.decode()
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])["@graph"][
        0
    ]
    assert (found["startDate"], found.get("endDate")) == (start, end)
