"""Articles and what they are about, both ways: organisations by the name of their day, documents, events, award rounds."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, StoryThread
from awards.models import AwardRound, Decision
from events.models import Event, EventKind
from organizations.models import OrganizationKind
from organizations.registering import register
from publishing import pagecache, preview, revisions, workflow
from publishing.states import State

pytestmark = pytest.mark.django_db
WORD = "quetzalcoatl"


@pytest.fixture
def renamed(db):
    """An organisation that was called Ban Tuyên giáo until the end of 2019."""
    kind = OrganizationKind.objects.create(name="ban (minh họa)", slug="ban-minh-hoa")
    return register(
        kind=kind,
        name="Ban Tuyên giáo và Dân vận (minh họa)",
        short_name="BTGDV",
        former_names=({"name": "Ban Tuyên giáo (minh họa)", "valid_until": date(2019, 12, 31)},),
    )


@pytest.fixture
def event(db):
    """event(state=…): an event of last May."""

    def make(**fields):
        kind, _ = EventKind.objects.get_or_create(name="hội nghị (minh họa)", defaults={"slug": "hoi-nghi-minh-hoa"})
        fields = {
            "title": "Hội nghị sơ kết (minh họa)", "kind": kind, "begins": datetime(2024, 5, 18, 1, tzinfo=UTC),
            "ends": datetime(2024, 5, 18, 4, tzinfo=UTC),
        } | fields  # fmt: skip
        state = fields.pop("state", State.PUBLISHED)
        return workflow.record_history(item=Event(**fields), actor=None, state=state)

    return make


@pytest.fixture
def award_round(db):
    """award_round(state=…): a round without rows."""

    def make(**fields):
        state = fields.pop("state", State.PUBLISHED)
        item = AwardRound(**{"title": "Đợt khen 2021-2023 (minh họa)"} | fields)
        return workflow.record_history(item=item, actor=None, state=state)

    return make


def page(client, thing):
    pagecache.clear()
    return client.get(thing if isinstance(thing, str) else thing.get_absolute_url()).content.decode()


def cited(client, thing):
    """The part of an article's page that lists its own documents: the newest of all stand beside the text."""
    return page(client, thing).partition("Văn bản trong bài")[2].partition("</section>")[0]


def test_each_leads_to_the_other(published, reader, renamed, document_published, event, award_round):
    document, meeting, honour = document_published(), event(), award_round()
    item = published(
        organizations=[renamed.pk], documents=[document.pk], events=[meeting.pk], award_rounds=[honour.pk],
        organizations_named="Một đơn vị khác (minh họa)",
    )  # fmt: skip
    text = page(reader, item)
    for thing in (renamed, document, meeting, honour):
        assert f'href="{thing.get_absolute_url()}"' in text, thing
        assert f'href="{item.get_absolute_url()}"' in page(reader, thing), thing
    assert "Một đơn vị khác (minh họa)" in text
    assert document.get_absolute_url() in cited(reader, item)


def test_an_organisation_bears_the_name_of_the_articles_date(published, reader, renamed):
    old = published(
        title="Bài cũ (minh họa)", organizations=[renamed.pk], original_date=datetime(2018, 5, 1, 1, tzinfo=UTC)
    )
    new = published(title="Bài mới (minh họa)", organizations=[renamed.pk])
    link = f'<a href="{renamed.get_absolute_url()}">'
    assert f"{link}Ban Tuyên giáo (minh họa)</a>" in page(reader, old)
    assert f"{link}Ban Tuyên giáo và Dân vận (minh họa)</a>" in page(reader, new)


def test_news_are_narrowed_to_an_organisation_by_address_by_name_and_by_words(published, reader, renamed):
    published(title="Nói về ban (minh họa)", organizations=[renamed.pk])
    published(title="Nhắc tên ban (minh họa)", body="<p>Theo Ban Tuyên giáo và Dân vận (minh họa), …</p>")
    published(title="Chuyện khác (minh họa)", organizations_named="Quỹ Khoa học Số 7 (minh họa)")

    def found(query):
        text = page(reader, f"/tin-tuc/?donvi={query}")
        return {one for one in ("Nói về ban", "Nhắc tên ban", "Chuyện khác") if f">{one} (minh họa)</a></h2>" in text}

    both = {"Nói về ban", "Nhắc tên ban"}
    assert found(renamed.slug) == both
    assert found("ban tuyen giao va dan van (minh hoa)") == found("BTGDV") == both
    assert found("Ban Tuyên giáo (minh họa)") == both  # the former name
    assert found("quy khoa hoc") == {"Chuyện khác"}
    assert found("khong co") == set()
    text = page(reader, f"/tin-tuc/?donvi={renamed.slug}&nam={timezone.localdate().year}")
    assert "Đơn vị: Ban Tuyên giáo và Dân vận (minh họa)" in text
    assert 'name="donvi" value="Ban Tuyên giáo và Dân vận (minh họa)"' in text
    assert f'href="?donvi={renamed.slug}"' in text


def test_the_organisations_page_leads_to_all_of_them(published, document_published, reader, renamed):
    published(title="Nói về ban (minh họa)", organizations=[renamed.pk])
    issued = document_published(issuer=renamed.pk)
    text = page(reader, renamed)
    for address in (f"/tin-tuc/?donvi={renamed.slug}", f"/tai-lieu/?donvi={renamed.slug}"):
        assert f'href="{address}"' in text, address
        assert reader.get(address).status_code == 200
    assert f'href="{issued.get_absolute_url()}"' in page(reader, f"/tai-lieu/?donvi={renamed.slug}")
    assert f'href="{issued.get_absolute_url()}"' in page(
        reader, "/tai-lieu/?donvi=ban tuyen giao va dan van (minh hoa)"
    )
    assert f'href="{issued.get_absolute_url()}"' not in page(reader, "/tai-lieu/?donvi=khong co")


def test_more_than_a_page_shows_are_all_in_the_list_it_leads_to(
    published, draft, document_published, event, award_round, reader
):
    document, held, bestowed = document_published(title="Kết luận (minh họa)"), event(), award_round()
    about = {"documents": [document.pk], "events": [held.pk], "award_rounds": [bestowed.pk]}
    pieces = [published(title=f"Bài {number:02}", **about) for number in range(21)]
    published(title="Bài khác")
    draft(title=f"Nháp {WORD}", **about)
    pagecache.clear()
    for thing, word in ((document, "tai-lieu"), (held, "hoi-nghi"), (bestowed, "khen-thuong")):
        address = f"/tin-tuc/?ve={word}-{thing.pk}"
        assert f'<a href="{address}">Xem tất cả' in reader.get(thing.get_absolute_url()).content.decode()
        first, second = (reader.get(f"{address}{page}").content.decode() for page in ("", "&trang=2"))
        assert "<b>21</b>" in first and f"Nói về: {thing.title}" in first and WORD not in first + second
        listed = [piece for piece in pieces if piece.get_absolute_url() in first + second]
        assert listed == pieces and "Bài khác" not in re.search(r"<main.*?<aside", first, re.DOTALL)[0]
        # The condition goes on with what is typed beside it.
        assert f'<input type="hidden" name="ve" value="{word}-{thing.pk}"' in first


def test_few_need_no_list_of_their_own(published, document_published, reader):
    document = document_published()
    for number in range(3):
        published(title=f"Bài {number}", documents=[document.pk])
    assert "?ve=" not in reader.get(document.get_absolute_url()).content.decode()


def test_what_is_none_or_hidden_is_no_condition_and_says_nothing(published, document_draft, reader):
    published(title="Bài nào đó")
    hidden = document_draft(title=f"Văn bản {WORD}")
    for wrong in (
        f"tai-lieu-{hidden.pk}",
        "tai-lieu-999999",
        "la-1",
        "tai-lieu-",
        "hoi-nghi-9999999999999999999",
        "%00",
    ):
        page = reader.get(f"/tin-tuc/?ve={wrong}")
        assert page.status_code == 200 and "Bài nào đó" in page.content.decode() and WORD not in page.content.decode()


def test_what_is_hidden_is_named_nowhere(published, draft, document_draft, event, award_round, reader, renamed):
    """A public article about hidden things, and hidden articles about public ones."""
    hidden = {
        "documents": [document_draft(title=f"{WORD} «van ban»").pk],
        "events": [event(title=f"{WORD} «hoi nghi»", state=State.NEW).pk],
        "award_rounds": [award_round(title=f"{WORD} «dot khen»", state=State.NEW).pk],
    }
    later = register(kind=renamed.kind, name=f"{WORD} «to chuc»", valid_from=timezone.localdate() + timedelta(days=1))
    item = published(organizations=[later.pk], **hidden)
    assert f"{WORD} «" not in page(reader, item)
    assert f"{WORD} «" not in page(reader, f"/tin-tuc/?donvi={later.slug}")

    meeting, honour = event(), award_round()
    draft(title=f"{WORD} «nhap»", organizations=[renamed.pk], events=[meeting.pk], award_rounds=[honour.pk])
    for thing in (renamed, meeting, honour):
        assert f"{WORD} «" not in page(reader, thing), thing


def test_a_thing_that_is_withdrawn_leaves_the_article(published, document_published, approver, reader):
    document = document_published()
    item = published(documents=[document.pk])
    assert document.get_absolute_url() in reader.get(item.get_absolute_url()).content.decode()
    workflow.withdraw(item=document, actor=approver, note="Sai")
    pagecache.clear_pages()
    assert document.get_absolute_url() not in page(reader, item)


def test_a_correction_shows_after_approval_and_in_its_preview_before(
    published, document_published, editor, approver, reader
):
    document, item = document_published(), published()
    item = workflow.save_draft(
        item=item, data=revisions.current_data(item) | {"documents": [document.pk]}, actor=editor
    )
    assert document.get_absolute_url() not in cited(reader, item)
    assert document.get_absolute_url() in cited(reader, preview.link(item, item.working_revision))
    workflow.forward(item=item, actor=editor)
    workflow.approve(item=item, actor=approver)
    assert document.get_absolute_url() in cited(reader, item)


def test_an_article_about_everything_costs_one_statement_once_its_things_are_on_the_shelf(
    published, reader, renamed, document_published, event, award_round, django_assert_num_queries
):
    document, meeting, honour = document_published(), event(), award_round()
    item = published(organizations=[renamed.pk], documents=[document.pk], events=[meeting.pk], award_rounds=[honour.pk])
    page(reader, item)
    pagecache.clear_pages()
    with django_assert_num_queries(1):
        assert "Văn bản trong bài" in reader.get(item.get_absolute_url()).content.decode()


def test_a_documents_page_lists_the_rounds_and_events_that_use_it(document_published, event, award_round, reader):
    document = document_published()
    decision = Decision.objects.create(number="35-NQ/TW", issuer_name="Đảng ủy (minh họa)", document=document)
    shown, meeting = award_round(decision=decision), event()
    meeting.documents.add(document)
    hidden = award_round(title=f"{WORD} «dot khen»", decision=decision, state=State.NEW)
    text = page(reader, document)
    assert f'href="{shown.get_absolute_url()}"' in text and f'href="{meeting.get_absolute_url()}"' in text
    assert hidden.get_absolute_url() not in text and f"{WORD} «" not in text


def test_a_thread_shows_the_documents_and_events_of_its_articles(published, draft, document_published, event, reader):
    thread = StoryThread.objects.create(title="Dòng (minh họa)", slug="dong-minh-hoa")
    document, meeting, other = (
        document_published(),
        event(),
        document_published(number="36-NQ/TW", title="Văn bản khác"),
    )
    published(threads=[thread.pk], documents=[document.pk], events=[meeting.pk])
    draft(title="Nháp (minh họa)", threads=[thread.pk], documents=[other.pk])
    text = page(reader, thread)
    assert f'href="{document.get_absolute_url()}"' in text and f'href="{meeting.get_absolute_url()}"' in text
    assert other.get_absolute_url() not in text


def test_search_finds_an_article_by_the_number_and_the_names_of_what_it_is_about(
    published, document_published, reader, renamed
):
    item = published(documents=[document_published().pk], organizations=[renamed.pk])
    for query in ("35-nq/tw", "btgdv", "ban tuyen giao va dan van"):
        assert item.get_absolute_url() in page(reader, f"/tim-kiem/?q={query}"), query


def test_the_newsroom_chooses_by_what_it_types(
    client_of, reporter, section, renamed, document_published, event, award_round
):
    document, meeting, honour = document_published(), event(), award_round()
    client = client_of(reporter)
    answer = client.post(
        reverse("admin:articles_article_add"),
        {
            "title": "Bài có đủ (minh họa)", "body": "<p>Nội dung.</p>", "section": section.pk, "organizations_them": "btgdv",
            "documents_them": "35 nq tw", "events_them": "hoi nghi so ket (minh hoa)", "award_rounds_them": "dot khen 2021",
        },
    )  # fmt: skip
    item = Article.objects.get()
    assert answer.status_code == 302
    assert (list(item.organizations.all()), list(item.documents.all())) == ([renamed], [document])
    assert (list(item.events.all()), list(item.award_rounds.all())) == ([meeting], [honour])
    text = client.get(answer.url).content.decode()
    assert (
        len(
            re.findall(
                r'type="checkbox" name="(?:organizations|documents|events|award_rounds)" value="\d+" checked', text
            )
        )
        == 4
    )
