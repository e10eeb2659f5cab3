"""What a document says of itself: how it is cited, who issued it, whether it is in force, what its file is called."""

from datetime import date

import pytest
from django.utils import timezone

from documents.models import Document, DocumentType
from media.models import File
from organizations.models import Organization, OrganizationKind
from organizations.registering import register

pytestmark = pytest.mark.django_db
RESOLUTION = DocumentType(name="nghị quyết", has_force=True)


@pytest.fixture
def renamed():
    """An organisation that had another name until the end of 2019."""
    kind = OrganizationKind.objects.create(name="ban (minh họa)", slug="ban-minh-hoa")
    return register(
        kind=kind,
        name="Ban Tuyên giáo và Dân vận (minh họa)",
        former_names=({"name": "Ban Tuyên giáo (minh họa)", "valid_until": date(2019, 12, 31)},),
    )


def test_it_is_cited_by_type_and_number():
    assert Document(type=RESOLUTION, number="35-NQ/TW", title="Về một việc").called == "Nghị quyết 35-NQ/TW"
    assert Document(number="35-NQ/TW", title="Về một việc").called == "Văn bản 35-NQ/TW"
    assert Document(type=RESOLUTION, title="Mẫu biên bản").called == "Mẫu biên bản"


def test_the_issuer_bears_the_name_of_the_day_or_the_printed_one(renamed):
    assert Document(issuer=renamed, issued_on=date(2018, 1, 1)).issued_by == "Ban Tuyên giáo (minh họa)"
    assert Document(issuer=renamed, issued_on=date(2020, 1, 1)).issued_by == "Ban Tuyên giáo và Dân vận (minh họa)"
    assert Document(issuer=renamed, issuer_name="Ban TG").issued_by == "Ban TG"
    assert Document().issued_by == ""


@pytest.mark.parametrize(
    ("fields", "force"),
    [
        ({}, "Còn hiệu lực"),
        ({"effective_on": date(2999, 1, 1)}, "Chưa có hiệu lực, có hiệu lực từ 1/1/2999"),
        ({"expired_on": date(2020, 5, 1)}, "Hết hiệu lực từ 1/5/2020"),
        ({"expired_on": date(2999, 5, 1)}, "Còn hiệu lực"),
        ({"type": DocumentType(name="biểu mẫu", has_force=False)}, ""),
        ({"type": None}, ""),
    ],
)
def test_force_in_words(fields, force):
    assert Document(**{"type": RESOLUTION} | fields).force == force


def test_force_ends_on_its_day():
    today = timezone.localdate()
    assert Document(expired_on=today).has_expired()
    assert not Document(effective_on=today).is_still_to_come()


def test_a_file_is_called_by_number_and_title():
    file = File(name="scan0001.pdf", format="pdf")
    assert Document(number="35-NQ/TW", title="Về một việc.").download_name(file) == "35-NQ-TW Về một việc.pdf"
    assert Document(title="a" * 250).download_name(file) == "a" * 120 + ".pdf"
    assert Document(title="chi bộ " * 40).download_name(file) == ("chi bộ " * 17).strip() + ".pdf"
    assert Document(title='Theo 05-CT/TW: "ai?"').download_name(file) == "Theo 05-CT-TW- -ai.pdf"
    assert Document(title="...").download_name(file) == "scan0001.pdf"


def test_a_number_is_found_in_any_spelling(document_draft):
    conclusion = document_draft(number="01-KL/TW")
    other = document_draft(number="101-KL/TW")
    decree = document_draft(number="42/2022/NĐ-CP")
    spellings = (
        "01-KL/TW", "1-kl/tw", "01 - KL/TW", "01 kl tw", "001–KL/TW", "01kltw", "01-KLTW", "01-KL/T.W", "số 01-KL/TW",
        "kết luận số 01 kl/tw", "Kết luận 01-KL/TW của Bộ Chính trị",
    )  # fmt: skip
    for spelling in spellings:
        assert list(Document.objects.numbered(spelling)) == [conclusion], spelling
    assert list(Document.objects.numbered("101 kl tw")) == [other]
    assert list(Document.objects.numbered("42/2022/nđ-cp")) == [decree]
    for nothing in ("", "kl tw", "1", "2-KL/TW", "01-KH/TW", "1" * 400):
        assert list(Document.objects.numbered(nothing)) == [], nothing


def test_lists_go_by_the_day_on_the_document(document_draft):
    old, undated, new = (document_draft(issued_on=day) for day in (date(2018, 1, 1), None, date(2024, 1, 1)))
    assert list(Document.objects.latest_issued_first()) == [new, old, undated]


def test_organizations_of_a_document_cannot_be_deleted_under_it(renamed, document_draft):
    document_draft(issuer=renamed.pk)
    with pytest.raises(Exception, match="documents_issued|Document.issuer"):
        Organization.objects.get(pk=renamed.pk).delete()
