"""Documents as readers meet them: the list with its filters, one document, its files; and what must reach nobody."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from documents.models import Document, DocumentType
from media import uploads
from media.models import File
from publishing import pagecache, preview, revisions, workflow
from tests.unit.media import files

pytestmark = pytest.mark.django_db
WORD = "quetzalcoatl"


@pytest.fixture
def pdf(reporter):
    """A file of the reporter's, not yet attached to anything."""
    return uploads.accept_file(files.pdf(), name="Bản quét.pdf", by=reporter)


def conclusion():
    return DocumentType.objects.get_or_create(name="kết luận", defaults={"slug": "ket-luan", "symbol": "KL"})[0].pk


def get(client, address, **options):
    """The answer, read to its end so that its file is closed."""
    answer = client.get(address, **options)
    answer.body = answer.getvalue()
    return answer


def titles(client, query=""):
    """The documents of the list, in its order."""
    page = client.get(f"/tai-lieu/{query}")
    assert page.status_code == 200, query
    return re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', page.content.decode())


# --- the list ---------------------------------------------------------------------------------------------
def test_the_list_goes_by_date_and_narrows_by_type_year_and_words(document_published, reader):
    document_published(title="Nghị quyết cũ", issued_on=date(2018, 10, 22))
    document_published(title="Kết luận mới", number="01-KL/TW", type=conclusion(), issued_on=date(2021, 5, 18))
    document_published(title="Không ngày", number="", issued_on=None)
    assert titles(reader) == ["Kết luận mới", "Nghị quyết cũ", "Không ngày"]
    assert titles(reader, "?loai=ket-luan") == ["Kết luận mới"]
    assert titles(reader, "?loai=ket-luan&loai=nghi-quyet") == ["Kết luận mới", "Nghị quyết cũ", "Không ngày"]
    assert titles(reader, "?nam=2018") == ["Nghị quyết cũ"]
    for spelling in ("01-KL/TW", "01 kl tw", "1-kl/tw", "kết luận 01", "ket luan moi", "01-KL/TƯ"):
        assert titles(reader, f"?q={spelling}") == ["Kết luận mới"], spelling
    assert titles(reader, "?q=khong co gi") == []
    for broken in (
        "?loai=khong-co",
        "?nam=abc",
        "?nam=1066",
        "?la=1",
        "?q=%00",
        "?loai=%F0%9F%92%A9&nam=99999999999999999999",
    ):
        assert reader.get(f"/tai-lieu/{broken}").status_code == 200, broken
    for absurd in ("0", "2", "abc", "999999999999999999999"):
        assert reader.get(f"/tai-lieu/?trang={absurd}").status_code == 404, absurd


@pytest.mark.parametrize("address", ["/tai-lieu/", "/hoi-nghi/", "/khen-thuong/"])
def test_a_year_that_holds_nothing_is_an_empty_list_that_says_what_to_drop(document_published, reader, address):
    document_published(issued_on=date(2018, 10, 22))
    page = reader.get(f"{address}?nam=1999").content.decode()
    assert "khớp mọi điều kiện" in page and '<option value="1999" selected>1999</option>' in page
    assert re.search(r'<a href="\?">[^<]*bỏ điều kiện “Năm: 1999”|Bỏ điều kiện “Năm: 1999”', page, re.IGNORECASE)
    for wrong in ("abc", "1066", "99999", "2018,5"):
        answer = reader.get(f"{address}?nam={wrong}").content.decode()
        assert 'class="errmsg"' in answer and "bỏ điều kiện" not in answer, wrong


def test_types_are_counted_under_the_other_conditions(document_published, reader):
    document_published(issued_on=date(2018, 10, 22))
    document_published(number="01-KL/TW", type=conclusion(), issued_on=date(2021, 5, 18))
    document_published(number="02-KL/TW", type=conclusion(), issued_on=date(2018, 5, 18))

    def counted(query):
        return re.findall(
            r'name="loai" value="([\w-]+)"( checked)?>[^<(]*\((\d+)\)', reader.get(query).content.decode()
        )

    assert set(counted("/tai-lieu/")) == {("nghi-quyet", "", "1"), ("ket-luan", "", "2")}
    assert set(counted("/tai-lieu/?nam=2021&loai=nghi-quyet")) == {
        ("nghi-quyet", " checked", "0"),
        ("ket-luan", "", "1"),
    }


def test_each_condition_can_be_dropped_by_itself(document_published, reader):
    document_published()
    page = reader.get("/tai-lieu/?loai=nghi-quyet&loai=ket-luan&nam=2018").content.decode()
    conclusion()
    pagecache.clear()
    page = reader.get("/tai-lieu/?loai=nghi-quyet&loai=ket-luan&nam=2018").content.decode()
    chips = re.findall(r'<li><a href="(\?[^"]*)"><span>([^<]*)</span>', page)
    assert chips == [
        ("?loai=ket-luan&amp;nam=2018", "Loại: Nghị quyết"),
        ("?loai=nghi-quyet&amp;nam=2018", "Loại: Kết luận"),
        ("?loai=nghi-quyet&amp;loai=ket-luan", "Năm: 2018"),
    ]


def test_two_conditions_of_one_name_are_two_pages_of_the_cache(document_published, reader):
    document_published(title="Một")
    document_published(title="Hai", number="01-KL/TW", type=conclusion())
    for _ in range(2):
        assert titles(reader, "?loai=ket-luan") == ["Hai"]
        assert sorted(titles(reader, "?loai=ket-luan&loai=nghi-quyet")) == ["Hai", "Một"]


# --- one document -----------------------------------------------------------------------------------------
def test_a_document_shows_what_stands_on_it_and_its_file_has_a_readable_name(document_published, reader, pdf):
    item = document_published(
        files=[pdf.pk], issuer_name="Bộ Chính trị", signer="Nguyễn Văn A (minh họa)", signer_title="Thường trực"
    )
    page = reader.get(item.get_absolute_url()).content.decode()
    for words in (
        "35-NQ/TW",
        "Bộ Chính trị",
        "Nguyễn Văn A (minh họa), Thường trực",
        "22/10/2018",
        "PDF, 1 KB",
        "Còn hiệu lực",
    ):
        assert words in page, words
    answer = get(reader, pdf.get_absolute_url())
    assert (answer.status_code, answer.body) == (200, files.pdf().getvalue())
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''35-NQ-TW%20V%E1%BB%81%20t%C4%83ng%20c%C6%B0%E1%BB%9Dng%20b%E1%BA%A3o%20v%E1%BB%87%20"
        "n%E1%BB%81n%20t%E1%BA%A3ng%20t%C6%B0%20t%C6%B0%E1%BB%9Fng%20c%E1%BB%A7a%20%C4%90%E1%BA%A3ng.pdf"
    )
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == (
        "nosniff",
        "sandbox; default-src 'none'",
    )
    assert get(reader, pdf.get_absolute_url(), headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_files_keep_their_order(document_published, reader, reporter, pdf):
    sheet = uploads.accept_file(files.xlsx(), name="Phụ lục.xlsx", by=reporter)
    item = document_published(files=[sheet.pk, pdf.pk])
    page = reader.get(item.get_absolute_url()).content.decode()
    main = page[: page.index("Tài liệu mới")] if "Tài liệu mới" in page else page
    assert re.findall(r'class="doc__k">(\w+)<', main) == ["XLSX", "PDF"]
    names = [get(reader, one.get_absolute_url())["Content-Disposition"] for one in (sheet, pdf)]
    assert [name.endswith(end) for name, end in zip(names, ("%A3ng.xlsx", "%A3ng%20%282%29.pdf"), strict=True)] == [
        True,
        True,
    ]
    assert "XLSX, 5 KB" in reader.get("/tai-lieu/").content.decode()


def test_the_address_and_what_is_no_longer_there(document_published, document_draft, approver, reader):
    item, draft = document_published(), document_draft(number="36-NQ/TW")
    other = reader.get(f"/tai-lieu/khac-{item.pk}/")
    assert (other.status_code, other.url) == (301, item.get_absolute_url())
    assert reader.get(draft.get_absolute_url()).status_code == 404
    workflow.withdraw(item=item, actor=approver, note="Sai bản")
    page = reader.get(item.get_absolute_url())
    assert (page.status_code, "Sai bản" in page.content.decode()) == (410, False)


def test_replaced_by_is_shown_both_ways_and_after_a_withdrawal(document_published, approver, reader):
    new = document_published(number="42/2022/NĐ-CP", title="Nghị định mới")
    old = document_published(number="43/2011/NĐ-CP", title="Nghị định cũ", replaced_by=new.pk)
    assert f'href="{new.get_absolute_url()}"' in reader.get(old.get_absolute_url()).content.decode()
    assert "Đã được thay thế" in reader.get(old.get_absolute_url()).content.decode()
    assert f'href="{old.get_absolute_url()}"' in reader.get(new.get_absolute_url()).content.decode()
    workflow.withdraw(item=old, actor=approver, note="Cũ")
    pagecache.clear()
    gone = reader.get(old.get_absolute_url())
    assert (gone.status_code, f'href="{new.get_absolute_url()}"' in gone.content.decode()) == (410, True)
    assert old.get_absolute_url() not in reader.get(new.get_absolute_url()).content.decode()


# --- what must reach nobody ---------------------------------------------------------------------------------
@pytest.fixture
def hidden(document_draft, document_published, reporter, editor, approver):
    """(document, its file) in every state that no reader may see."""

    def piece(name, **fields):
        file = uploads.accept_file(files.pdf(f"{WORD} {name}"), name=f"{WORD}-{name}.pdf", by=reporter)
        fields = {"title": f"{WORD} «{name}»", "summary": f"{WORD} «{name}»", "number": f"{len(name)}-NQ/TW"} | fields
        return document_draft(files=[file.pk], **fields), file

    def through(made):
        item, file = made
        workflow.submit(item=item, actor=reporter)
        workflow.forward(item=item, actor=editor)
        return workflow.approve(item=item, actor=approver), file

    scheduled = through(piece("hen", publish_at=(timezone.now() + timedelta(days=1)).isoformat()))
    withdrawn, file = through(piece("go"))
    withdrawn = workflow.withdraw(item=withdrawn, actor=approver, note=f"{WORD} «ly do»"), file
    expired = through(piece("het-han"))
    Document.objects.filter(pk=expired[0].pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    draft, trashed = piece("nhap"), piece("rac")
    trashed = workflow.trash(item=trashed[0], actor=reporter), trashed[1]
    live = document_published(title="Bản đang đăng", number="99-NQ/TW")
    other = uploads.accept_file(files.pdf(f"{WORD} sua"), name=f"{WORD}-sua.pdf", by=editor)
    correction = workflow.save_draft(
        item=live, data=revisions.current_data(live) | {"summary": f"{WORD} «sua»", "files": [other.pk]}, actor=editor
    )
    return [scheduled, withdrawn, expired, draft, trashed, (correction, other)]


def test_hidden_documents_and_their_files_reach_no_reader(hidden, reader):
    addresses = [
        "/", "/tai-lieu/", "/tai-lieu/?nam=2018", f"/tai-lieu/?q={WORD} nhap", "/tai-lieu/rss/", "/sitemap-trang.xml",
        "/so-do/", "/tim-kiem/?q=bao+ve", *(item.get_absolute_url() for item, _ in hidden),
    ]  # fmt: skip
    # The marks are in no address and in no query, so no page can echo them.
    shown = [address for address in addresses if f"{WORD} «" in reader.get(address).content.decode()]
    assert shown == []
    assert titles(reader, f"?q={WORD}") == []
    assert [get(reader, file.get_absolute_url()).status_code for _, file in hidden] == [404] * len(hidden)
    assert [reader.get(item.get_absolute_url()).status_code for item, _ in hidden] == [404, 410, 404, 404, 404, 200]


@pytest.mark.parametrize("role", Role)
def test_files_of_hidden_documents_open_only_for_those_who_may_read_them(hidden, person, client_of, role):
    client = client_of(person("nguoi-xem", role))
    may = {Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR}
    expected = 200 if role in may else 404
    assert [get(client, file.get_absolute_url()).status_code for _, file in hidden] == [expected] * len(hidden)


def test_a_file_opens_with_its_document_and_closes_with_it(
    document_draft, reader, reporter, editor, approver, pdf, client_of
):
    item = document_draft(files=[pdf.pk])
    assert get(reader, pdf.get_absolute_url()).status_code == 404
    assert get(client_of(reporter), pdf.get_absolute_url()).status_code == 200
    workflow.submit(item=item, actor=reporter)
    workflow.forward(item=item, actor=editor)
    item = workflow.approve(item=item, actor=approver)
    assert get(reader, pdf.get_absolute_url()).status_code == 200
    item = workflow.archive(item=item, actor=approver)
    assert get(reader, pdf.get_absolute_url()).status_code == 200
    item = workflow.unarchive(item=item, actor=approver)
    workflow.withdraw(item=item, actor=approver, note="Sai")
    assert get(reader, pdf.get_absolute_url()).status_code == 404


def test_a_file_taken_out_of_a_document_closes_when_that_is_approved(document_published, reader, editor, approver, pdf):
    item = document_published(files=[pdf.pk])
    item = workflow.save_draft(item=item, data=revisions.current_data(item) | {"files": []}, actor=editor)
    assert get(reader, pdf.get_absolute_url()).status_code == 200
    workflow.forward(item=item, actor=editor)
    workflow.approve(item=item, actor=approver)
    assert get(reader, pdf.get_absolute_url()).status_code == 404


def test_a_preview_opens_its_files_and_no_others(hidden, reader):
    item, file = hidden[3]
    page = reader.get(preview.link(item, item.working_revision))
    assert page.status_code == 200 and file.get_absolute_url() in page.content.decode()
    assert get(reader, file.get_absolute_url()).status_code == 200
    assert get(reader, hidden[0][1].get_absolute_url()).status_code == 404


# --- machines -----------------------------------------------------------------------------------------------
def test_feed_sitemap_map_home_and_search_know_a_document(document_published, reader, pdf):
    item = document_published(files=[pdf.pk])
    for address in (
        "/",
        "/tai-lieu/rss/",
        "/sitemap-trang.xml",
        "/so-do/",
        "/tim-kiem/?q=35-nq/tw",
        "/tim-kiem/?q=nen+tang+tu+tuong",
    ):
        assert item.get_absolute_url() in reader.get(address).content.decode(), address
    assert "/tai-lieu/rss/" in reader.get("/rss/").content.decode()


def test_what_machines_are_told(document_published, reader, pdf):
    item = document_published(files=[pdf.pk], issuer_name="Bộ Chính trị")
    page = reader.get(item.get_absolute_url()).content.decode()
    for words in (
        '"@type":"DigitalDocument"', '"identifier":"35-NQ/TW"', '"dateCreated":"2018-10-22"', '"encodingFormat":"application/pdf"',
        '"@type":"BreadcrumbList"',
    ):  # fmt: skip
        assert words in page, words


# --- files at the door --------------------------------------------------------------------------------------
def test_the_same_file_sent_twice_is_one(reporter):
    one, two, other = (uploads.accept_file(files.pdf(), name=name, by=reporter) for name in ("a.pdf", "a.pdf", "b.pdf"))
    assert one == two != other
    assert File.objects.count() == 2


@pytest.mark.parametrize("asked", ["nghị quyết số 35-NQ/TW", "nghi quyet so 35-nq/tw", "số 35-NQ/TW", "35-NQ/TW"])
def test_a_document_is_found_as_people_cite_it(document_published, reader, asked):
    document_published(title="Về tăng cường bảo vệ", number="35-NQ/TW")
    document_published(title="Một việc khác", number="135-NQ/TW")
    for path in ("/tai-lieu/", "/tim-kiem/"):
        page = reader.get(path, {"q": asked}).content.decode()
        assert ("Về tăng cường bảo vệ" in page, "Một việc khác" in page) == (True, False), path
