"""An organisation that was no more, or not yet: refused at the field or the row where it was chosen, with a way on; nothing changed."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from awards.models import AwardForm, AwardRound, Decision
from documents.models import Document, DocumentType
from events.models import Event, EventKind
from organizations.models import OrganizationKind, Person, Position
from organizations.registering import register
from publishing import workflow
from publishing.states import Stage, State
from registers.models import Batch

pytestmark = pytest.mark.django_db
OVER = "“Chi bộ Cũ (minh họa)” chỉ hoạt động đến 17/5/2023, nay là “Chi bộ Mới (minh họa)”"


@pytest.fixture
def over(db):
    kind = OrganizationKind.objects.create(name="chi bộ", slug="chi-bo")
    heir = register(name="Chi bộ Mới (minh họa)", kind=kind)
    return register(name="Chi bộ Cũ (minh họa)", kind=kind, valid_until=date(2023, 5, 17), successor=heir)


@pytest.fixture
def manager(person):
    return person("khenthuong", Role.AWARDS_MANAGER)


@pytest.fixture
def piece(db):
    decision = Decision.objects.create(number="1-QĐ/ĐUK", issued_on="2023-05-18", issuer_name="Ban Thường vụ")
    item = AwardRound(title="Bằng khen (minh họa)", decision=decision, form=AwardForm.objects.get(name="Bằng khen"))
    return workflow.record_history(item=item, actor=None, state=State.NEW, stage=Stage.DRAFT)


def words(answer):
    return answer.content.decode().replace("&quot;", '"')


def event_fields(**fields):
    kind = EventKind.objects.get_or_create(slug="hoi-nghi", defaults={"name": "Hội nghị"})[0].pk
    return {"kind": kind, "title": "Hội nghị (minh họa)", "mode": "in_person", "day": "18/5/2023"} | fields


def test_an_organizer_at_its_field(over, reporter, client_of):
    browser, add = client_of(reporter), reverse("admin:events_event_add")
    answer = browser.post(add, event_fields(organizer_them=over.name))
    said = (
        f"{OVER}; ngày diễn ra là 18/5/2023. Hãy chọn “Chi bộ Mới (minh họa)”, "
        "hoặc bỏ trống ô này và chỉ ghi tên như in trên giấy mời."
    )
    assert (answer.status_code, Event.objects.count()) == (422, 0)
    assert f"Đơn vị tổ chức</a>: {said}" in words(answer) and "Còn 1 chỗ cần sửa" in words(answer)
    assert browser.post(add, event_fields(organizer_name=over.name)).status_code == 302
    assert browser.post(add, event_fields(organizer_them=over.name, day="17/5/2023")).status_code == 302


def test_what_stands_so_already_is_not_in_the_way(over, reporter, client_of):
    browser = client_of(reporter)
    browser.post(reverse("admin:events_event_add"), event_fields(organizer_them=over.name, day="17/5/2023"))
    item = Event.objects.get()
    over.valid_until = date(2022, 12, 31)
    over.save()
    change = reverse("admin:events_event_change", args=[item.pk])
    kept = event_fields(organizer=over.pk, day="17/5/2023", title="Tên khác (minh họa)", based_on=item.version)
    assert browser.post(change, kept).status_code == 302
    item.refresh_from_db()
    moved = browser.post(change, kept | {"day": "18/5/2023", "based_on": item.version})
    assert moved.status_code == 422 and "chỉ hoạt động đến 31/12/2022" in words(moved)


def test_an_issuer_of_a_document_at_its_field(over, reporter, client_of):
    kind = DocumentType.objects.get(slug="quyet-dinh")
    sent = {"type": kind.pk, "title": "Về một việc (minh họa)", "issuer_them": over.name, "issued_on": "18/5/2023"}
    answer = client_of(reporter).post(reverse("admin:documents_document_add"), sent)
    assert (answer.status_code, Document.objects.count()) == (422, 0)
    assert f"Cơ quan ban hành</a>: {OVER}; ngày ban hành là 18/5/2023." in words(answer)


def test_an_issuer_of_a_decision_at_its_field(over, manager, client_of):
    sent = {"number": "2-QĐ/ĐUK", "issued_on": "18/5/2023", "issuer_name": "Chi bộ", "issuer": over.pk}
    answer = client_of(manager).post(reverse("admin:awards_decision_add"), sent)
    assert f"{OVER}; ngày ban hành là 18/5/2023." in words(answer) and not Decision.objects.exists()


def test_a_row_by_hand_at_its_field(over, piece, manager, client_of):
    sent = {
        "recipient_kind": "collective", "recipient_name": "Chi bộ Cũ", "form": piece.form_id, "status": "in_force",
        "organization_them": over.name,
    }  # fmt: skip
    answer = client_of(manager).post(reverse("admin:awards_awardround_row_add", args=[piece.pk]), sent)
    assert answer.status_code == 422 and not piece.commendations.exists()
    assert f"{OVER}; ngày quyết định là 18/5/2023." in words(answer)


def test_a_position_at_its_field(over, managing_editor, client_of):
    person = Person.objects.create(full_name="Nguyễn Văn An (minh họa)")
    sent = {
        "name": over.name, "kind": over.kind_id, "order": "0", "valid_until": "17/5/2023", "successor": over.successor_id,
        "former_names-TOTAL_FORMS": 0, "former_names-INITIAL_FORMS": 0, "positions-TOTAL_FORMS": 1, "positions-INITIAL_FORMS": 0,
        "positions-0-person": person.pk, "positions-0-title": "Bí thư", "positions-0-rank": 1,
        "positions-0-valid_from": "1/6/2023", "positions-0-valid_until": "", "positions-0-organization": over.pk,
    }  # fmt: skip
    browser, change = client_of(managing_editor), reverse("admin:organizations_organization_change", args=[over.pk])
    answer = browser.post(change, sent)
    assert f"{OVER}. Hãy ghi ngày trong thời gian ấy" in words(answer) and not Position.objects.exists()
    assert browser.post(change, sent | {"positions-0-valid_from": "17/5/2023"}).status_code == 302
    assert Position.objects.get().person == person


def bring(browser, piece, *names):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for line in [["STT", "Tên chi bộ"], *([number, name] for number, name in enumerate(names, start=1))]:
        book.active.append(line)
    book.save(out)
    file = SimpleUploadedFile("bang.xlsx", out.getvalue())
    page = browser.post(reverse("admin:awards_awardround_receive", args=[piece.pk]), {"file": file}, follow=True)
    return page, Batch.objects.first()


def asked(batch, choice):
    """The boxes of the first name that waits."""
    key = next(one["key"] for one in batch.trial["matches"] if one["result"] == "outside")
    return {"viec": "ghi", "ten_0": choice, "khac_0": "Chi bộ Mới (minh họa)", "khoa_0": key}


@pytest.mark.parametrize(
    ("choice", "linked"),
    [("van", ["Chi bộ Cũ (minh họa)", None]), ("ten", [None, None]), ("khac", ["Chi bộ Mới (minh họa)", None]), ("bo", [None])],
)  # fmt: skip
def test_in_a_sheet_each_way_on_is_a_choice_on_the_page(over, piece, manager, client_of, choice, linked):
    browser = client_of(manager)
    page, batch = bring(browser, piece, over.name, "Nguyễn Văn An (minh họa)")
    shown = words(page)
    assert "Ngoài thời gian" in shown and "Hàng 2, cột B (Tên chi bộ)" in shown and OVER in shown
    assert "1 tên tổ chức cần bạn chọn" in shown
    here = reverse("admin:awards_awardround_batch", args=[piece.pk, batch.pk])
    refused = browser.post(here, {"viec": "ghi"})
    assert refused.status_code == 422 and not piece.commendations.exists()
    browser.post(here, asked(batch, choice))
    rows = piece.commendations.order_by("order")
    assert [row.organization and row.organization.name for row in rows] == linked
    assert rows.last().recipient_name == "Nguyễn Văn An (minh họa)"


def test_the_list_of_faults_has_it_too(over, piece, manager, client_of):
    browser = client_of(manager)
    _, batch = bring(browser, piece, over.name)
    answer = browser.get(reverse("admin:awards_awardround_faults", args=[piece.pk, batch.pk]))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[:4] for row in rows[1:]] == [(2, "B", "Tên chi bộ", over.name)]
