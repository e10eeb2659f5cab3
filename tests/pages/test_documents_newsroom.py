"""Writing documents: attaching files and choosing by name without script, and what each role gets to see."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from documents.models import Document, DocumentType
from media.models import File
from organizations.models import OrganizationKind
from organizations.registering import register
from publishing import preview, revisions, workflow
from tests.unit.media import files

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/documents/document/add/"
WORD = "quetzalcoatl"


def pdf(name="Bản quét.pdf", words="minh hoa"):
    return SimpleUploadedFile(name, files.pdf(words).getvalue(), content_type="application/octet-stream")


def resolution():
    return DocumentType.objects.get_or_create(name="nghị quyết", defaults={"slug": "nghi-quyet", "symbol": "NQ"})[0].pk


def change(item):
    return reverse("admin:documents_document_change", args=[item.pk])


@pytest.fixture
def committee(db):
    kind = OrganizationKind.objects.create(name="ban (minh họa)", slug="ban-minh-hoa")
    return [
        register(kind=kind, name=name, short_name=short)
        for name, short in (("Ban Tổ chức (minh họa)", "BTC"), ("Ban Tuyên giáo (minh họa)", "BTG"))
    ]


@pytest.fixture
def writer(client_of, reporter):
    return client_of(reporter)


def written(client, address=ADD, **fields):
    data = {"type": resolution(), "number": "35 - NQ/TW", "title": "Về một việc (minh họa)"} | fields
    return client.post(address, data)


def test_a_document_is_written_with_files_and_a_typed_issuer(writer, committee):
    answer = written(
        writer,
        files_moi=[pdf("a.pdf", "mot"), pdf("b.pdf", "hai")],
        issuer_them="ban to chuc (minh hoa)",
        issued_on="22/10/2018",
    )
    item = Document.objects.get()
    assert (answer.status_code, answer.url) == (302, change(item))
    assert (item.number, item.issuer, str(item.issued_on)) == ("35-NQ/TW", committee[0], "2018-10-22")
    assert [file.name for file in item.files.order_by("pk")] == ["a.pdf", "b.pdf"]
    page = writer.get(change(item)).content.decode()
    first, second = item.files.order_by("pk")
    swapped = written(
        writer, change(item), based_on=item.version, files=[first.pk, second.pk], issuer=committee[0].pk,
        **{f"files_thu_tu_{first.pk}": 2, f"files_thu_tu_{second.pk}": 1},
    )  # fmt: skip
    assert swapped.status_code == 302
    item.refresh_from_db()
    assert item.working_revision.data["files"] == [second.pk, first.pk]
    assert 'enctype="multipart/form-data"' in page


def test_a_refused_file_is_named_and_nothing_else_is_lost(writer):
    page = written(writer, files_moi=[pdf(), SimpleUploadedFile("macro.docm", b"PK\x03\x04 hong")])
    text = page.content.decode()
    assert page.status_code == 422 and "macro.docm: " in text
    kept = File.objects.get()
    assert (kept.name, f'name="files" value="{kept.pk}" checked' in text) == ("Bản quét.pdf", True)
    assert 'value="Về một việc (minh họa)"' in text
    assert not Document.objects.exists()
    assert written(writer, files=[kept.pk]).status_code == 302
    assert [file.pk for file in Document.objects.get().files.all()] == [kept.pk]


def test_a_file_that_was_taken_survives_another_boxs_mistake(writer):
    page = written(writer, files_moi=[pdf()], issued_on="31/2/2018")
    assert page.status_code == 422
    assert f'name="files" value="{File.objects.get().pk}" checked' in page.content.decode()


def test_somebody_elses_file_cannot_be_attached(writer, client_of, person):
    written(client_of(person("pv2", Role.REPORTER)), files_moi=[pdf()], number="1-NQ/TW")
    theirs = File.objects.get()
    written(writer, files=[theirs.pk])
    assert list(Document.objects.get(number="35-NQ/TW").files.all()) == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("ban", "“ban” có thể là một trong các tổ chức dưới đây"),
        ("hội đồng không có", "Không có tổ chức nào là “hội đồng không có”"),
    ],
)
def test_a_name_that_is_not_one_thing_is_asked_about(writer, committee, typed, says):
    text = written(writer, issuer_them=typed).content.decode()
    assert says in text and f'value="{typed}"' in text
    offered = re.findall(r'type="radio" name="issuer" value="(\d+)"', text)
    assert set(offered) == ({str(one.pk) for one in committee} if typed == "ban" else set())


def test_short_names_and_the_later_document_are_chosen_by_what_people_type(writer, committee, document_published):
    later = document_published(number="42/2022/NĐ-CP", title="Nghị định mới")
    assert written(writer, issuer_them="btg", replaced_by_them="42/2022/nđ-cp").status_code == 302
    item = Document.objects.get(title="Về một việc (minh họa)")
    assert (item.issuer, item.replaced_by) == (committee[1], later)


def test_a_document_does_not_replace_itself(writer):
    written(writer)
    item = Document.objects.get()
    text = written(writer, change(item), based_on=item.version, replaced_by_them="35-NQ/TW").content.decode()
    assert "không thể thay thế chính nó" in text


def test_autosave_keeps_what_is_right(writer):
    address = reverse("admin:documents_document_autosave_new")
    answer = writer.post(
        address, {"title": "Về một việc", "number": "35-NQ/TW", "issuer_them": "không có", "type": resolution()}
    )
    assert (answer.status_code, list(answer.json()["errors"])) == (200, ["issuer"])
    assert Document.objects.get().number == "35-NQ/TW"


def test_suggestions_need_no_marks_and_name_nothing_hidden(
    writer, committee, document_draft, editor, document_published
):
    document_draft(actor=editor, title=f"{WORD} bí mật", number="77-NQ/TW")
    shown = document_published(title="Về công khai", number="78-NQ/TW")

    def found(source, words):
        return [one["label"] for one in writer.get(f"/quan-tri/goi-y/{source}/", {"q": words}).json()["found"]]

    register(kind=committee[0].kind, name="Tổ Ban (minh họa)")
    assert found("to-chuc", "ban tuyen") == ["Ban Tuyên giáo (minh họa)"]
    # What begins with the words comes before what is merely shorter.
    assert found("to-chuc", "ban") == ["Ban Tổ chức (minh họa)", "Ban Tuyên giáo (minh họa)", "Tổ Ban (minh họa)"]
    assert found("to-chuc", "") == []
    assert found("tai-lieu", WORD) == found("tai-lieu", "77 nq tw") == []
    assert found("tai-lieu", "cong khai") == found("tai-lieu", "78 nq/tw") == [f"{shown.called}: Về công khai"]
    assert writer.get("/quan-tri/goi-y/khong-co/", {"q": "a"}).status_code == 404
    assert writer.post("/quan-tri/goi-y/to-chuc/").status_code == 405


def test_a_hidden_document_cannot_be_chosen_by_its_key(writer, document_draft, editor):
    theirs = document_draft(actor=editor, number="77-NQ/TW")
    written(writer, replaced_by=theirs.pk)
    assert Document.objects.get(number="35-NQ/TW").replaced_by is None


@pytest.mark.parametrize("role", Role)
def test_each_role_meets_documents_where_it_works(person, client_of, document_draft, role):
    item = document_draft(title=f"{WORD} nháp (minh họa)")
    client = client_of(person("nguoi-xem", role))
    names = ("change", "revisions", "compare", "preview", "verb", "history")
    addresses = [reverse(f"admin:documents_document_{name}", args=[item.pk]) for name in names]
    statuses = {client.get(address).status_code for address in addresses}
    reads = role in {Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR}
    works = reads or role in {Role.REPORTER, Role.CONTRIBUTOR}
    assert (404 in statuses, max(statuses) < 500) == (True, True)
    assert (client.get(change(item)).status_code == 200) == reads
    assert client.get(reverse("admin:documents_document_changelist")).status_code == (200 if works else 403)
    writes = role in {Role.REPORTER, Role.CONTRIBUTOR, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER}
    assert client.get(ADD).status_code == (200 if writes else 403)


def test_the_list_finds_a_number_in_any_spelling_and_shows_it(client_of, editor, document_draft):
    document_draft(number="35-NQ/TW", title="Một")
    document_draft(number="36-NQ/TW", title="Hai")
    page = client_of(editor).get(reverse("admin:documents_document_changelist"), {"q": "35 nq tw"}).content.decode()
    assert ("Một" in page, "Hai" in page, "35-NQ/TW" in page, "Thêm tài liệu" in page) == (True, False, True, True)


def test_history_and_comparison_speak_of_files_by_name(client_of, editor, reporter, document_published):
    item = document_published()
    client = client_of(editor)
    answer = written(client, change(item), based_on=item.version, number="35-NQ/TW", files_moi=[pdf("phụ lục.pdf")])
    assert answer.status_code == 302
    page = client.get(reverse("admin:documents_document_compare", args=[item.pk])).content.decode()
    assert "phụ lục.pdf" in page
    assert client.get(reverse("admin:documents_document_revisions", args=[item.pk])).status_code == 200


def test_four_eyes_hold_for_documents_too(document_draft, reporter, editor, approver, client_of):
    item = document_draft()
    workflow.submit(item=item, actor=reporter)
    workflow.forward(item=item, actor=editor)
    address = reverse("admin:documents_document_verb", args=[item.pk])
    client_of(editor).post(address, {"viec": "approve"})
    item.refresh_from_db()
    assert item.state == "new"
    client_of(approver).post(address, {"viec": "approve"})
    item.refresh_from_db()
    assert (item.state, preview.link(item, item.working_revision)[:11]) == ("published", "/xem-truoc/")


def test_a_draft_that_names_what_was_deleted_since_can_still_be_opened_and_saved(
    client_of, editor, approver, committee, document_published, reader
):
    item, later = document_published(), document_published(number="36-NQ/TW", title="Bản sau")
    data = revisions.current_data(item) | {"issuer": committee[0].pk, "replaced_by": later.pk}
    item = workflow.save_draft(item=item, data=data, actor=editor)
    committee[0].delete()
    Document.objects.filter(pk=later.pk).delete()
    client = client_of(editor)
    assert client.get(change(item)).status_code == 200
    assert reader.get(preview.link(item, item.working_revision)).status_code == 200
    assert client.get(reverse("admin:documents_document_compare", args=[item.pk])).status_code == 200
    workflow.forward(item=item, actor=editor)
    item = workflow.approve(item=item, actor=approver)
    assert (item.issuer, item.replaced_by) == (None, None)
