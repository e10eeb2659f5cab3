"""Files attached to articles, events and award rounds: taken by the one door, named for readers, closed with what carries them."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from awards.models import AwardRound
from events.models import Event, EventKind
from media import uploads
from publishing import pagecache, revisions, workflow
from publishing.states import State
from tests.unit.media import files, pictures

pytestmark = pytest.mark.django_db
TITLE = "Tập huấn 2024: phần 1 (minh họa)"


@pytest.fixture(params=["article", "event", "round"])
def piece(request, section):
    """piece(files, state=…): each kind in turn."""

    def make(attached, state=State.PUBLISHED, **fields):
        if request.param == "article":
            item = Article(title=TITLE, body="<p>Nội dung.</p>", section=section, **fields)
        elif request.param == "event":
            kind = EventKind.objects.create(name="hội nghị (minh họa)", slug="hoi-nghi-minh-hoa")
            begins = datetime(2024, 5, 18, 1, tzinfo=UTC)
            item = Event(title=TITLE, kind=kind, begins=begins, ends=begins + timedelta(hours=3), **fields)
        else:
            item = AwardRound(title=TITLE, **fields)
        related = {"files": [one.pk for one in attached]}
        return workflow.record_history(item=item, actor=None, state=state, related=related)

    return make


@pytest.fixture
def papers(db):
    """Two files: a PDF and a spreadsheet."""
    sheet = pictures.archive({"[Content_Types].xml": pictures.CONTENT_TYPES, "xl/workbook.xml": b"<workbook/>"})
    return [
        uploads.accept_file(files.pdf(), name="Chương trình.pdf", by=None),
        uploads.accept_file(sheet, name="Danh sách lớp.xlsx", by=None),
    ]


def status(client, address):
    answer = client.get(address)
    answer.getvalue()
    return answer.status_code


def test_the_page_names_them_with_kind_and_size_and_they_come_under_a_readable_name(reader, piece, papers):
    item = piece(papers)
    pagecache.clear()
    page = reader.get(item.get_absolute_url()).content.decode()
    part = page.partition("Tệp đính kèm")[2].partition("</section>")[0]
    assert re.findall(r'href="(.*?)">(.*?)<', part) == [(one.get_absolute_url(), one.stem) for one in papers]
    assert re.findall(r"<span>([^<]*), ([^<]*)</span>", part) == [("Tệp PDF", "1 KB"), ("Bảng tính Excel", "1 KB")]
    names = []
    for one in papers:
        answer = reader.get(one.get_absolute_url())
        answer.getvalue()
        names.append(unquote(answer["Content-Disposition"]).partition("''")[2])
    assert names == ["Tập huấn 2024- phần 1 (minh họa).pdf", "Tập huấn 2024- phần 1 (minh họa) (2).xlsx"]


@pytest.mark.parametrize("state", [State.NEW, State.WITHDRAWN])
def test_files_of_what_nobody_may_read_are_nobodys(reader, piece, papers, state):
    piece(papers, state=state)
    assert [status(reader, one.get_absolute_url()) for one in papers] == [404, 404]


def test_files_of_what_is_to_come_wait_with_it(reader, piece, papers):
    piece(papers, publish_at=timezone.now() + timedelta(days=1))
    assert [status(reader, one.get_absolute_url()) for one in papers] == [404, 404]


def test_a_file_taken_off_closes_and_one_of_a_draft_is_not_open_yet(reader, piece, papers, editor):
    item = piece(papers[:1])
    workflow.save_draft(item=item, data=revisions.current_data(item) | {"files": [papers[1].pk]}, actor=editor)
    assert [status(reader, one.get_absolute_url()) for one in papers] == [200, 404]


TYPES = pictures.CONTENT_TYPES
ARMED = b"<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + b"_VBA_PROJECT"


@pytest.mark.parametrize(
    ("name", "made", "said"),
    [
        ("bang.xlsm", {"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<w/>", "xl/vbaProject.bin": b"x"}, "macro"),
        ("van-ban.docm", {"[Content_Types].xml": ARMED, "word/document.xml": b"<w/>"}, "macro"),
        ("cu.doc", OLD, "bản Office cũ"),
        ("phim.mp4", b"\0\0\0\x18ftypisom\0\0\2\0isommp41", "mục Video"),
    ],
    ids=["xlsm", "docm", "ole", "film"],
)
def test_macros_and_films_are_refused_at_the_article_in_words(client_of, reporter, name, made, said):
    content = pictures.archive(made).getvalue() if isinstance(made, dict) else made
    good = SimpleUploadedFile("tot.pdf", files.pdf().getvalue())
    sent = {"title": TITLE, "files_moi": [good, SimpleUploadedFile(name, content)]}
    page = client_of(reporter).post(reverse("admin:articles_article_add"), sent)
    text = page.content.decode()
    assert (page.status_code, f"{name}: " in text, said in text, "tot.pdf" in text) == (422, True, True, True)
    assert not Article.objects.exists()
