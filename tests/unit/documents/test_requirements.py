"""What is said of a document before it goes on, and what stands in its way."""

from datetime import date

import pytest

from documents.models import Document, DocumentType
from media import uploads
from publishing import requirements, workflow
from tests.unit.media import files

pytestmark = pytest.mark.django_db


def said(item):
    """Every finding as (level, field)."""
    report = requirements.report(item)
    return [("must", one.field) for one in report.must] + [("should", one.field) for one in report.should]


@pytest.fixture
def whole(document_draft, db):
    """A document nothing is to be said of."""
    file = uploads.accept_file(files.pdf(), name="nghi-quyet.pdf", by=None)
    return document_draft(files=[file.pk], issuer_name="Bộ Chính trị")


def test_a_whole_document_passes(whole):
    assert said(whole) == []


@pytest.mark.parametrize(
    ("fields", "finding"),
    [
        ({"type": None}, ("must", "type")),
        ({"title": " "}, ("must", "title")),
        ({"number": "ba mươi lăm"}, ("should", "number")),
        ({"number": "01-KL/TW"}, ("should", "number")),
        ({"issued_on": None}, ("should", "issued_on")),
        ({"issuer_name": ""}, ("should", "issuer_name")),
        ({"effective_on": date(2017, 1, 1)}, ("should", "effective_on")),
        ({"effective_on": date(2019, 1, 1), "expired_on": date(2018, 12, 31)}, ("must", "expired_on")),
    ],
)
def test_each_fault_is_said_at_its_field(whole, fields, finding):
    for name, value in fields.items():
        setattr(whole, name, value)
    assert said(whole) == [finding]


def test_a_document_without_a_file_is_said(document_draft):
    assert said(document_draft(issuer_name="Bộ Chính trị")) == [("should", "files")]


def test_the_same_number_of_the_same_year_is_said_but_never_in_the_way(whole, document_published, reporter):
    twin = document_published(number="35 - nq/tw", title="Bản đã đăng")
    found = requirements.report(whole).should
    assert [one.message for one in found] == [
        "Số 35-NQ/TW đã có ở tài liệu “Bản đã đăng”. Nếu là một văn bản thì dùng bản đã có."
    ]
    assert workflow.submit(item=whole, actor=reporter).working_revision.stage == "submitted"
    Document.objects.filter(pk=twin.pk).update(issued_on=date(2019, 1, 1))
    assert requirements.report(whole).should == ()


def test_a_draft_of_the_same_number_is_not_named(whole, document_draft, editor):
    document_draft(actor=editor, title="Bí mật của người khác")
    [one] = requirements.report(whole).should
    assert "Bí mật" not in one.message


def test_two_documents_do_not_replace_each_other(whole, document_draft):
    other = document_draft(number="36-NQ/TW", replaced_by=whole.pk)
    whole.replaced_by = other
    assert said(whole) == [("must", "replaced_by")]


def test_types_with_several_symbols_take_each(document_draft):
    kind = DocumentType.objects.get_or_create(name="quy định", defaults={"slug": "quy-dinh", "symbol": "QĐ, QĐi"})[0]
    for number in ("37-QĐ/TW", "22-QĐi/TW"):
        item = document_draft(type=kind.pk, number=number)
        assert ("should", "number") not in said(item)


def test_what_is_missing_is_called_by_the_kinds_own_words(whole):
    whole.title = ""
    [one] = requirements.report(whole).must
    assert one.message == "Chưa có tên, trích yếu. Hãy ghi tên, trích yếu."
