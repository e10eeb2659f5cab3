"""Articles and events that have galleries, both ways, and what of a hidden gallery must reach nobody."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from articles.models import Article
from events.models import Event, EventKind, EventSeries
from media import uploads
from media.galleries import photos
from media.models import Gallery, Video
from publishing import pagecache, preview, revisions, workflow
from publishing.states import State
from tests.unit.media import pictures

pytestmark = pytest.mark.django_db
WORD = "quetzalcoatl"


@pytest.fixture
def gallery(db):
    """gallery(title, state): a gallery of two pictures of its own."""
    sizes = iter(range(400, 900))

    def make(title="Ngày hội đọc sách (minh họa)", state=State.PUBLISHED, **fields):
        rows = [
            photos.row(uploads.accept_image(pictures.jpeg(next(sizes), 300), name="a.jpg", by=None, alt_text="Tả").pk)
            for _ in range(2)
        ]
        item = Gallery(title=title, taken_on=date(2024, 7, 12), photos=rows, **fields)
        return workflow.record_history(item=item, actor=None, state=state)

    return make


@pytest.fixture
def event(db):
    """event(galleries): a public event with these galleries."""

    def make(*galleries, **fields):
        kind = EventKind.objects.create(name="hội nghị (minh họa)", slug="hoi-nghi-minh-hoa")
        item = Event(
            title="Hội nghị sơ kết (minh họa)", kind=kind, begins=datetime(2024, 5, 18, 1, tzinfo=UTC),
            ends=datetime(2024, 5, 18, 4, tzinfo=UTC), **fields,
        )  # fmt: skip
        related = {"galleries": [one.pk for one in galleries]}
        return workflow.record_history(item=item, actor=None, state=State.PUBLISHED, related=related)

    return make


@pytest.fixture
def article(section):
    """article(galleries): a public article with these galleries."""

    def make(*galleries, videos=()):
        item = Article(title="Sách về với chi bộ (minh họa)", body="<p>Nội dung.</p>", section=section)
        related = {"galleries": [one.pk for one in galleries], "videos": [one.pk for one in videos]}
        return workflow.record_history(item=item, actor=None, state=State.PUBLISHED, related=related)

    return make


def text(client, address):
    pagecache.clear()
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def sections(page):
    """The headings of a page with the links under each."""
    parts = re.split(r"<h2[^>]*>", page)[1:]
    return {
        re.sub("<span.*?</span>|<.*?>", "", part.partition("</h2>")[0]): re.findall(r'href="(.*?)"', part)
        for part in parts
    }


def test_an_article_and_an_event_show_their_galleries_and_the_gallery_names_them(reader, gallery, article, event):
    one, two = gallery(), gallery("Trụ sở qua các mùa (minh họa)")
    piece, held = article(two, one), event(one)
    of_article = sections(text(reader, piece.get_absolute_url()))["Ảnh của bài"]
    of_event = sections(text(reader, held.get_absolute_url()))["Ảnh của hội nghị"]
    assert of_article[:2] == [two.get_absolute_url(), one.get_absolute_url()]
    assert of_event[:1] == [one.get_absolute_url()]
    back = sections(text(reader, one.get_absolute_url()))
    assert back["Tin bài dùng bộ ảnh này"] == [piece.get_absolute_url()]
    assert back["Hội nghị trong ảnh"] == [held.get_absolute_url()]
    assert "Hội nghị trong ảnh" not in sections(text(reader, two.get_absolute_url()))


def test_a_series_counts_the_pictures_of_its_public_galleries(reader, gallery, event):
    series = EventSeries.objects.create(name="Sơ kết (minh họa)", slug="so-ket")
    event(
        gallery(),
        gallery("Trụ sở qua các mùa (minh họa)"),
        gallery(f"{WORD} (minh họa)", state=State.NEW),
        series=series,
    )
    assert "<span>4 ảnh</span>" in text(reader, "/hoi-nghi/chuoi/so-ket/?nam=2024")


def test_without_galleries_no_box_is_drawn(reader, gallery, article, event):
    assert "Ảnh của bài" not in text(reader, article().get_absolute_url())
    assert "Ảnh của hội nghị" not in text(reader, event().get_absolute_url())
    assert "Tin bài dùng" not in text(reader, gallery().get_absolute_url())


@pytest.mark.parametrize(
    "hidden",
    [
        {"state": State.NEW},
        {"publish_at": timezone.now() + timedelta(days=1)},
        {"expire_at": timezone.now() - timedelta(days=1), "publish_at": timezone.now() - timedelta(days=2)},
    ],
    ids=["draft", "scheduled", "expired"],
)
def test_a_hidden_gallery_is_shown_nowhere(reader, gallery, article, event, hidden):
    one = gallery(f"{WORD} (minh họa)", **hidden)
    for item in (article(one), event(one)):
        page = text(reader, item.get_absolute_url())
        assert WORD not in page and one.photos[0]["image"] not in re.findall(r"data-photo", page)


def test_a_withdrawn_gallery_leaves_the_pages_that_stood_in_the_cache(
    reader, gallery, article, approver, django_capture_on_commit_callbacks
):
    one = gallery()
    address = article(one).get_absolute_url()
    pagecache.clear()
    assert one.get_absolute_url() in reader.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(item=one, actor=approver, note="Sai ảnh")
    assert one.get_absolute_url() not in reader.get(address).content.decode()


def test_galleries_of_a_draft_are_seen_in_its_preview_alone(reader, gallery, article, editor):
    one = gallery()
    piece = article()
    data = revisions.current_data(piece) | {"galleries": [one.pk]}
    draft = workflow.save_draft(item=piece, data=data, actor=editor)
    assert "Ảnh của bài" not in text(reader, piece.get_absolute_url())
    assert "Ảnh của bài" in text(reader, preview.link(draft, draft.working_revision))


def test_a_gallery_is_chosen_by_words_without_marks(client_of, person, gallery):
    one, hidden = gallery(), gallery(f"Ngày hội {WORD}", State.NEW)
    client = client_of(person("vien", Role.REPORTER))
    found = client.get(reverse("admin:pick", args=["bo-anh"]), {"q": "ngay hoi doc"}).json()
    assert [row["id"] for row in found["found"]] == [one.pk]
    assert hidden.title not in client.get(reverse("admin:pick", args=["bo-anh"]), {"q": WORD}).content.decode()
    answer = client.post(
        reverse("admin:articles_article_add"), {"title": "Tin mới", "galleries_them": "ngay hoi doc sach (minh hoa)"}
    )
    assert (answer.status_code, revisions.current_data(Article.objects.get())["galleries"]) == (302, [one.pk])


def test_a_video_stands_beside_the_gallery_and_names_what_shows_it(reader, gallery, article):
    one = gallery()
    film = workflow.record_history(
        item=Video(title="Một vòng ngày hội (minh họa)", outside="vimeo:76979871"), actor=None, state=State.PUBLISHED
    )
    hidden = workflow.record_history(item=Video(title=f"{WORD} (minh họa)"), actor=None, state=State.NEW)
    piece = article(one, videos=[film, hidden])
    page = text(reader, piece.get_absolute_url())
    assert sections(page)["Ảnh, video của bài"][:2] == [one.get_absolute_url(), film.get_absolute_url()]
    assert WORD not in page
    back = sections(text(reader, film.get_absolute_url()))
    assert back["Tin bài dùng video này"] == [piece.get_absolute_url()]


def test_the_newest_of_both_stand_beside_an_article(reader, gallery, article):
    address = article().get_absolute_url()
    assert "/video/" not in text(reader, address)
    galleries = [gallery(f"Bộ {n} (minh họa)") for n in range(7)]
    films = [
        workflow.record_history(
            item=Video(title=f"Video {n} (minh họa)", outside="vimeo:76979871", recorded_on=date(2024, 7, n)),
            actor=None, state=State.PUBLISHED,
        )
        for n in (3, 5, 4)
    ]  # fmt: skip
    beside = sections(text(reader, address))
    # The heading and "Xem tất cả" lead to the list, then come the covers and the film.
    assert beside["Thư viện ảnh"] == ["/thu-vien-anh/"] * 2 + [one.get_absolute_url() for one in galleries[:3:-1]]
    assert beside["Video"][:3] == ["/video/", "/video/", films[1].get_absolute_url()]
