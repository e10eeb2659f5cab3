"""People, sections and pieces that every suite uses. Pieces are made by the verbs themselves, as in the newsroom."""

from dataclasses import asdict
from datetime import date

import pytest
from django.test import Client
from hypothesis import settings

from accounts.models import RoleGrant, User
from accounts.roles import Role
from articles.models import Article
from documents.models import Document, DocumentType
from events import sites, times
from events.models import ConnectedSite, Event, EventKind
from organizations.models import OrganizationKind, Person, Position
from organizations.registering import register as register_organization
from publishing import generations as reading
from publishing import pagecache, revisions, workflow
from publishing.models import Section
from publishing.service.limiting import meter

# How long an example takes says something about the machine, nothing about the rule.
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")

BACKEND = "accounts.backends.RoleBackend"


@pytest.fixture(autouse=True)
def _fresh_shelves(monkeypatch):
    """No page or fragment of one test is seen by another. The row of generations is read once a test, not every half second:
    how long a page takes would otherwise show in how many statements it costs. Nor has anybody asked the web service too often.
    """
    monkeypatch.setattr(reading, "READ_EVERY", float("inf"))
    pagecache.clear()
    meter.forget()
    yield
    pagecache.clear()


@pytest.fixture(autouse=True)
def _uploads_of_its_own(settings, tmp_path):
    """No test writes where the portal keeps its files."""
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def person(db):
    """person("lan", Role.REPORTER): a member of staff with these roles."""

    def make(username, *roles, **fields):
        user = User.objects.create(
            username=username, full_name=fields.pop("full_name", f"{username} (minh họa)"), is_staff=True, **fields
        )
        for role in roles:
            RoleGrant.objects.create(user=user, role=role)
        return User.objects.get(pk=user.pk)

    return make


@pytest.fixture
def reporter(person):
    return person("phongvien", Role.REPORTER)


@pytest.fixture
def editor(person):
    return person("bientap", Role.EDITOR)


@pytest.fixture
def managing_editor(person):
    return person("thukytoasoan", Role.MANAGING_EDITOR)


@pytest.fixture
def approver(person):
    return person("duyet", Role.APPROVER)


@pytest.fixture
def section(db):
    return Section.objects.create(name="Xây dựng Đảng", slug="xay-dung-dang", on_home=True)


@pytest.fixture
def draft(reporter, section):
    """draft(title=…): an article in draft, written by the reporter."""

    def make(actor=None, **fields):
        data = {
            "title": "Chi bộ nhỏ, cách làm mới (minh họa)",
            "summary": "Mỗi nơi một kinh nghiệm.",
            "body": "<p>Nội dung của bài viết minh họa.</p>",
            "section": section.pk,
        } | fields
        item = Article()
        return workflow.save_draft(item=item, data=revisions.snapshot(item) | data, actor=actor or reporter)

    return make


@pytest.fixture
def published(draft, reporter, editor, approver):
    """published(title=…): an article that went through biên tập and duyệt by three different people."""

    def make(**fields):
        item = draft(**fields)
        workflow.submit(item=item, actor=reporter)
        workflow.forward(item=item, actor=editor)
        return workflow.approve(item=item, actor=approver)

    return make


@pytest.fixture
def event_draft(reporter):
    """event_draft(title=…): an event in draft, written by the reporter; `day`, `hour` … are read as the form reads them."""

    def make(actor=None, *, day=date(2023, 8, 28), hour=None, session="", end_day=None, end_hour=None, **fields):
        when = times.window(day=day, hour=hour, session=session, end_day=end_day, end_hour=end_hour)
        kind, _ = EventKind.objects.get_or_create(slug="hoi-nghi", defaults={"name": "Hội nghị"})
        data = {
            "title": "Hội nghị thông tin chuyên đề (minh họa)",
            "summary": "Hai chuyên đề.",
            "kind": kind.pk,
            **asdict(when),
        } | fields
        item = Event()
        return workflow.save_draft(item=item, data=revisions.snapshot(item) | data, actor=actor or reporter)

    return make


@pytest.fixture
def event(event_draft, reporter, editor, approver):
    """event(title=…): an event that three different people took to the public page."""

    def make(**fields):
        item = event_draft(**fields)
        workflow.submit(item=item, actor=reporter)
        workflow.forward(item=item, actor=editor)
        return workflow.approve(item=item, actor=approver)

    return make


@pytest.fixture
def connect():
    """connect(event, 3): so many connected sites, each with fifty delegates who came."""

    def make(event, count, **fields):
        rows = [
            ConnectedSite(name=f"Điểm cầu số {number} (minh họa)", place="Hà Nội", **{"actual": 50} | fields)
            for number in range(1, count + 1)
        ]
        return sites.store(event=event, sites=rows)

    return make


@pytest.fixture
def reader():
    """Somebody without an account."""
    return Client()


@pytest.fixture
def client_of():
    """client_of(user): a browser in which the user is logged in."""

    def make(user):
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return make


@pytest.fixture
def document_draft(reporter):
    """document_draft(title=…): a document in draft, written by the reporter."""

    def make(actor=None, **fields):
        data = {
            "title": "Về tăng cường bảo vệ nền tảng tư tưởng của Đảng",
            "type": DocumentType.objects.get_or_create(
                name="nghị quyết", defaults={"slug": "nghi-quyet", "symbol": "NQ"}
            )[0].pk,
            "number": "35-NQ/TW",
            "issued_on": date(2018, 10, 22),
        } | fields
        item = Document()
        return workflow.save_draft(item=item, data=revisions.snapshot(item) | data, actor=actor or reporter)

    return make


@pytest.fixture
def document_published(document_draft, reporter, editor, approver):
    """document_published(title=…): a document that went through biên tập and duyệt by three different people."""

    def make(**fields):
        item = document_draft(**fields)
        workflow.submit(item=item, actor=reporter)
        workflow.forward(item=item, actor=editor)
        return workflow.approve(item=item, actor=approver)

    return make


@pytest.fixture
def deputy(db):
    """Somebody who was Phó Bí thư until the end of June 2024."""
    kind = OrganizationKind.objects.create(name="đảng ủy", slug="dang-uy")
    committee = register_organization(name="Đảng ủy Khối (minh họa)", kind=kind)
    person = Person(full_name="Trần Thị Bình", honorific="đồng chí")
    person.write_words()
    person.save()
    Position.objects.create(
        person=person,
        organization=committee,
        title="Phó Bí thư",
        valid_from=date(2018, 1, 1),
        valid_until=date(2024, 6, 30),
    )
    return person
