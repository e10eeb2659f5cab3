"""Organisations through their addresses: the tree and its search, one page, old addresses, and the newsroom's screens."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import vietnamese
from accounts import log
from accounts.roles import Role
from awards.models import AwardForm, AwardRound, Commendation, derived
from documents.models import Document, DocumentType
from events.models import Event
from organizations.models import Organization, OrganizationKind, OrganizationName, Person, Position
from organizations.registering import refresh, register
from publishing import pagecache, workflow
from publishing.states import State

pytestmark = pytest.mark.django_db

ADMIN = "/quan-tri/organizations/organization/"


@pytest.fixture
def chi_bo():
    return OrganizationKind.objects.create(name="chi bộ", slug="chi-bo")


@pytest.fixture
def top(chi_bo):
    return register(name="Đảng ủy Khối (minh họa)", kind=chi_bo)


@pytest.fixture
def merged(chi_bo, top):
    """A unit that lives on in another, which had another name before."""
    heir = register(
        name="Chi bộ Kế thừa (minh họa)",
        short_name="CB KT",
        kind=chi_bo,
        parent=top,
        former_names=({"name": "Chi bộ Tiền thân (minh họa)", "valid_until": date(2015, 12, 31)},),
    )
    return register(
        name="Chi bộ Sáp nhập (minh họa)", kind=chi_bo, parent=top, valid_until=date(2022, 2, 28), successor=heir
    )


@pytest.fixture
def desk(client_of, managing_editor):
    return client_of(managing_editor)


def form(**fields):
    """What the newsroom's form sends, with empty rows for former names and positions."""
    rows = {
        f"{prefix}-{name}": value
        for prefix in ("former_names", "positions")
        for name, value in {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}.items()
    }
    blank = dict.fromkeys(
        ("short_name", "aliases", "parent", "valid_from", "valid_until", "successor", "about", "address", "phone", "email",
         "website"), "",
    )  # fmt: skip
    return rows | blank | {"order": "0"} | fields


def text(page):
    return page.content.decode()


def test_the_tree_of_five_thousand_is_eight_queries_at_most(chi_bo, top, reader):
    def branch(number, parent):
        name = f"Chi bộ số {number} (minh họa)"
        return Organization(
            kind=chi_bo, name=name, slug=f"chi-bo-{number}", parent=parent, sort_key=vietnamese.sort_key(name)
        )

    middle = Organization.objects.bulk_create([branch(number, top) for number in range(100)])
    rest = [branch(number, middle[number % 100]) for number in range(100, 4999)]
    Organization.objects.bulk_create(rest, batch_size=500)
    reader.get("/so-do/")
    pagecache.clear_pages()
    with CaptureQueriesContext(connection) as asked:
        page = reader.get("/to-chuc/")
    assert len(asked) <= 8, [one["sql"][:120] for one in asked.captured_queries]
    assert text(page).count('href="/to-chuc/chi-bo-') == 4999
    assert "100 chi bộ" in text(page)


def test_the_tree_names_former_units_apart_and_says_what_they_are_today(merged, reader):
    page = text(reader.get("/to-chuc/"))
    standing, former = page.split("Đã sáp nhập, đổi tên, kết thúc")
    assert ("Chi bộ Sáp nhập" in standing, "Chi bộ Kế thừa" in standing) == (False, True)
    assert "nay là Chi bộ Kế thừa (minh họa), từ 1/3/2022" in former


def test_an_empty_tree_says_so(db, reader):
    assert "Chưa có tổ chức nào." in text(reader.get("/to-chuc/"))


@pytest.mark.parametrize("asked", ["tien than", "KẾ THỪA", "cb kt", "Kế  thừa"])
def test_a_unit_is_found_by_any_of_its_names(merged, reader, asked):
    page = text(reader.get("/to-chuc/", {"q": asked}))
    assert "<b>1</b> tổ chức" in page and 'href="/to-chuc/chi-bo-ke-thua-minh-hoa/"' in page


def test_odd_questions_are_answered_calmly(merged, reader):
    assert "Không có tổ chức nào mang tên này." in text(reader.get("/to-chuc/?q=xyzzy"))
    assert "Không có loại này." in text(reader.get("/to-chuc/?loai=khong-co"))
    for address in ("?q=%00", "?q=" + "x" * 3000, "?loai=%F0%9F%92%A9", "?loai=chi-bo&q=%22", "?trang=-1"):
        assert reader.get(f"/to-chuc/{address}").status_code == 200, address
    for address in ("khong-co", "chi-bo-tien-than-minh-hoa"):
        assert reader.get(f"/to-chuc/{address}/").status_code == 404, address


def test_one_page_shows_place_people_history_and_articles(merged, published, reader):
    heir = merged.successor
    item = published(title="Sinh hoạt tháng Năm", body="<p>Tại Chi bộ Kế thừa (minh họa) sáng nay.</p>")
    published(title="Chuyện chi bộ khác", body="<p>Tại Chi bộ Thừa kế (minh họa) sáng nay.</p>")
    person = Person.objects.create(full_name="Lý Thu Trang (minh họa)", note="số nội bộ 12", honorific="đồng chí")
    for title, until in (("Bí thư", None), ("Phó Bí thư", date(2019, 1, 1))):
        Position.objects.create(
            person=person, organization=heir, title=title, valid_from=date(2010, 1, 1), valid_until=until
        )
    page = text(reader.get(heir.get_absolute_url()))
    assert '<li><a href="/to-chuc/dang-uy-khoi-minh-hoa/">' in page
    for words in ("Đồng chí Lý Thu Trang", "<td>Bí thư</td>", "<td>nguyên Phó Bí thư</td>", "Tên cũ: Chi bộ Tiền thân"):
        assert words in page, words
    assert item.get_absolute_url() in page and "Chuyện chi bộ khác" not in page and "nội bộ" not in page
    listed = text(reader.get("/tin-tuc/", {"donvi": f'"{heir.name}"'}))
    assert item.get_absolute_url() in listed

    page = text(reader.get(merged.get_absolute_url()))
    assert 'Từ 1/3/2022, nay là <a href="/to-chuc/chi-bo-ke-thua-minh-hoa/">' in page


def test_one_page_asks_as_much_for_one_child_as_for_three(merged, top, chi_bo, reader):
    def queries():
        refresh(top)
        pagecache.clear()
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(top.get_absolute_url()).status_code == 200
        # The page cache reads its generations by the clock, not by what the page shows.
        return len([one for one in asked.captured_queries if "cachegenerations" not in one["sql"]])

    one = queries()
    for number in range(2):
        register(name=f"Chi bộ {number}", kind=chi_bo, parent=top)
    assert queries() == one


def test_one_page_counts_what_it_has_and_each_block_leads_to_all_of_it(merged, top, chi_bo, published, reader):
    children = [register(name=f"Chi bộ Số {number}", kind=chi_bo, parent=top) for number in range(12)]
    pieces = [published(title=f"Bài {number}", organizations=[top.pk]) for number in range(5)]
    kind = DocumentType.objects.get(slug="quyet-dinh")
    live = {"actor": None, "state": State.PUBLISHED}
    for number in range(6):
        item = Document(title=f"Việc {number}", type=kind, issuer=top, issued_on=date(2023, 1, 1 + number))
        workflow.record_history(item=item, **live)
    begins = timezone.make_aware(datetime(2023, 8, 28, 8))
    for number in range(5):
        item = Event(title=f"Họp {number}", organizer=top, begins=begins, ends=begins + timedelta(hours=2))
        workflow.record_history(item=item, **live)
    bestowed = workflow.record_history(item=AwardRound(title="Đợt (minh họa)"), **live)
    form = AwardForm.objects.get(name="Bằng khen")
    for one in [*children, top]:
        names = derived(recipient_name=one.name, parent_name="")
        Commendation.objects.create(round=bestowed, form=form, recipient_name=one.name, organization=one, **names)
    far = register(name="Tổ ngoài", kind=chi_bo, parent=children[0])
    Commendation.objects.create(
        round=bestowed, form=form, recipient_name="Tổ ngoài", organization=far,
        **derived(recipient_name="Tổ ngoài", parent_name=""),
    )  # fmt: skip
    pagecache.clear()
    page = text(reader.get(top.get_absolute_url()))
    counts = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page)
    assert counts == [
        ("chi bộ trực thuộc", "13"), ("tin bài", "5"), ("hội nghị", "5"), ("lần được khen", "13"), ("văn bản", "6"),
    ]  # fmt: skip
    assert "Xem cả 13 lần được khen" in page
    lists = re.findall(r'href="([^"]+)">Xem tất cả', page)
    slug = f"donvi={top.slug}"
    assert lists == [
        f"/tin-tuc/?{slug}", f"/hoi-nghi/?{slug}", f"/khen-thuong/tra-cuu/?{slug}", f"/tai-lieu/?{slug}",
    ]  # fmt: skip
    expected = [f"<b>{number}</b>" for number in (5, 5, 13, 6)]
    assert [words for words, one in zip(expected, lists, strict=True) if words in text(reader.get(one))] == expected
    assert all(piece.get_absolute_url() in text(reader.get(lists[0])) for piece in pieces)
    assert "Tổ ngoài" not in text(reader.get(lists[2]))


def test_what_begins_later_is_nowhere_yet(top, chi_bo, reader):
    one = register(
        name="Ban Mới (minh họa)", kind=chi_bo, parent=top, valid_from=timezone.localdate() + timedelta(days=1)
    )
    assert reader.get(one.get_absolute_url()).status_code == 404
    for address in ("/to-chuc/", "/to-chuc/?q=ban+moi", top.get_absolute_url(), "/sitemap-trang.xml", "/so-do/"):
        assert one.get_absolute_url() not in text(reader.get(address)), address
    assert one.get_absolute_url() not in text(reader.get("/tim-kiem/?q=ban+moi"))


def test_search_sitemap_and_map_know_it(merged, reader):
    heir = merged.successor
    assert heir.get_absolute_url() in text(reader.get("/tim-kiem/?q=tien+than"))
    assert heir.get_absolute_url() in text(reader.get("/sitemap-trang.xml"))
    assert 'href="/to-chuc/"' in text(reader.get("/so-do/"))


def test_a_new_name_in_the_newsroom_keeps_the_old_address_and_is_in_the_log(desk, merged, reader):
    heir = merged.successor
    sent = form(name="Chi  bộ Mới tên (minh họa)", kind=heir.kind_id, parent=heir.parent_id) | {
        "former_names-TOTAL_FORMS": 1, "former_names-0-name": "Chi bộ Kế thừa (minh họa)", "former_names-0-short_name": "",
        "former_names-0-valid_from": "1/1/2016", "former_names-0-valid_until": "30/6/2024",
        "former_names-0-organization": heir.pk, "former_names-0-id": "",
    }  # fmt: skip
    assert desk.post(f"{ADMIN}{heir.pk}/change/", sent).status_code == 302
    answer = reader.get("/to-chuc/chi-bo-ke-thua-minh-hoa/")
    assert (answer.status_code, answer.url) == (301, "/to-chuc/chi-bo-moi-ten-minh-hoa/")
    pagecache.clear()  # what a commit does; this test's transaction has none
    assert "Chi bộ Mới tên (minh họa)" in text(reader.get("/to-chuc/?q=ke+thua"))
    assert "changed" in [entry.verb for entry in log.entries_of(heir)]
    assert OrganizationName.objects.filter(organization=heir, valid_until=date(2024, 6, 30)).count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"valid_from": "2/5/2024", "valid_until": "1/5/2024"}, "Ngày kết thúc sớm hơn ngày bắt đầu."),
        ({"valid_from": "31/2/2024"}, "không phải là ngày. Hãy ghi ngày/tháng/năm"),
        ({"successor": "heir"}, "Đã có tổ chức tiếp nối thì hãy ghi ngày kết thúc"),
        ({"parent": "merged"}, "đang thuộc chính tổ chức này"),
        ({"website": "javascript:alert(1)"}, "URL"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_lost(desk, merged, top, fields, words):
    places = {"heir": merged.successor_id, "merged": merged.pk}
    fields = {name: places.get(value, value) for name, value in fields.items()}
    page = desk.post(f"{ADMIN}{top.pk}/change/", form(name="Tên đang gõ dở", kind=top.kind_id) | fields)
    assert page.status_code == 200
    assert words in text(page) and "Tên đang gõ dở" in text(page)
    assert Organization.objects.get(pk=top.pk).name == "Đảng ủy Khối (minh họa)"


def test_the_list_stands_in_tree_order_and_searches_without_marks(desk, merged):
    page = text(desk.get(ADMIN))
    names = [
        "Đảng ủy Khối (minh họa)<",
        "– Chi bộ Kế thừa (minh họa)<",
        "– Chi bộ Sáp nhập (minh họa) (đến 28/2/2022)<",
    ]
    places = [page.find(name) for name in names]
    assert -1 not in places and places == sorted(places)
    found = text(desk.get(ADMIN, {"q": "tien than"}))
    assert "Chi bộ Kế thừa" in found and "Chi bộ Sáp nhập" not in found
    assert "Chi bộ Kế thừa" not in text(desk.get(ADMIN, {"tinh-trang": "truoc"})).split("result_list")[1]


def test_what_something_hangs_on_is_not_deleted(desk, merged, top):
    desk.post(f"{ADMIN}{top.pk}/delete/", {"post": "yes"})
    assert Organization.objects.filter(pk=top.pk).exists()
    assert desk.post(f"{ADMIN}{merged.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Organization.objects.filter(pk=merged.pk).exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.EDITOR, 200), (Role.ADMINISTRATOR, 200), (Role.REPORTER, 403), (Role.CONTRIBUTOR, 403)],
)
def test_the_desk_keeps_the_tree(person, client_of, top, role, status):
    client = client_of(person("ai-do", role))
    assert [client.get(address).status_code for address in (ADMIN, f"{ADMIN}{top.pk}/change/", f"{ADMIN}add/")] == [
        status
    ] * 3


def test_people_are_found_without_marks_and_show_their_titles(desk, merged):
    assert desk.post("/quan-tri/organizations/person/add/", {
        "full_name": "Đỗ  Ứng (minh họa)", "honorific": "", "note": "",
    }).status_code == 302  # fmt: skip
    person = Person.objects.get(full_name="Đỗ Ứng (minh họa)")
    Position.objects.create(person=person, organization=merged, title="Bí thư", valid_until=date(2022, 2, 28))
    page = text(desk.get("/quan-tri/organizations/person/", {"q": "do ung"}))
    assert "nguyên Bí thư Chi bộ Sáp nhập (minh họa)" in page


def test_the_sample_has_a_tree_in_which_all_fifty_honoured_units_stand(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    call_command("load_sample", only_if_empty=True, verbosity=0)
    assert Organization.objects.count() == 70
    fifty = Commendation.objects.filter(round__title__startswith="Bằng khen cho 50 chi bộ")
    assert fifty.values("organization").distinct().count() == 50
    assert {row.organization.name for row in fifty.select_related("organization")} == {
        row.recipient_name for row in fifty
    }
    assert {one.name for one in Organization.objects.former()} == {"Đảng bộ Tạp chí Số 10 (minh họa)"}
