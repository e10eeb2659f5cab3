"""What each page costs in statements, said literally: with one piece, three or twenty, on both databases.

"Missed" is a page that the page cache has let go while the boxes that pages share are on the shelf; "cold" is the first
page of a worker. The half-second look at the generations belongs to no page and is not counted.
"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import Article, DailyViews, StoryThread
from articles.naming import author_named, keyword_named
from awards.models import AwardForm, AwardRound, Commendation, Decision, derived
from documents.models import Document, DocumentType
from khoi_portal.models import MenuItem, Page
from media import renditions, uploads
from publishing import history, pagecache
from publishing.models import Section
from publishing.states import State
from tests.unit.media import files, pictures

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(section):
    """portal(count): so many articles and documents, a menu, a simple page; the newest ones' addresses."""
    below = Section.objects.create(name="Sinh hoạt chi bộ (minh họa)", slug="sinh-hoat-chi-bo", parent=section)
    author, keyword = author_named("Minh Ngọc (minh họa)"), keyword_named("chuyển đổi số")
    thread = StoryThread.objects.create(title="Đại hội chi bộ (minh họa)", slug="dai-hoi-chi-bo")
    Page.objects.create(title="Giới thiệu (minh họa)", slug="gioi-thieu", body="<p>Vài dòng.</p>")
    MenuItem.objects.create(label="Tin tức", address="/tin-tuc/")
    kind, _ = DocumentType.objects.get_or_create(name="nghị quyết", defaults={"slug": "nghi-quyet"})
    file = uploads.accept_file(files.pdf(), name="nghi-quyet.pdf", by=None)
    images = [uploads.accept_image(pictures.jpeg(320 + n, 240), name=f"anh-{n}.jpg", by=None) for n in range(3)]
    for image in images:
        renditions.make(image)

    def make(count):
        pieces = [
            Article(
                title=f"Chi bộ {n} họp (minh họa)", summary="Một việc, một người.", body="<p>Nội dung (minh họa).</p>",
                section=below, lead_image=images[n % 3], state=State.PUBLISHED,
                publish_at=timezone.now() - timedelta(hours=n + 1),
            )
            for n in range(count)
        ]  # fmt: skip
        related = [{"authors": [author.pk], "keywords": [keyword.pk], "threads": [thread.pk]} for _ in pieces]
        history.record_many(pieces, related=related)
        documents = [
            Document(
                title=f"Về việc {n} (minh họa)", number=f"{n + 1}-NQ/TW", type=kind, issuer_name="Đảng ủy (minh họa)",
                issued_on=date(2018, 10, 22), state=State.PUBLISHED, publish_at=timezone.now() - timedelta(hours=n + 1),
            )
            for n in range(count)
        ]  # fmt: skip
        history.record_many(documents, related=[{"files": [file.pk]} for _ in documents])
        form = AwardForm.objects.get(name="Bằng khen")
        rounds = [
            AwardRound(
                title=f"Bằng khen đợt {n} (minh họa)", form=form, state=State.PUBLISHED,
                decision=Decision.objects.create(number=f"{n + 1}-QĐ/ĐUK", issuer_name="Đảng ủy (minh họa)", issued_on=date(2023, 5, 18)),
                publish_at=timezone.now() - timedelta(hours=n + 1),
            )
            for n in range(count)
        ]  # fmt: skip
        history.record_many(rounds, related=[{} for _ in rounds])
        for one in rounds:
            for n in range(count):
                names = {"recipient_name": f"Chi bộ {n} (minh họa)", "parent_name": "Đảng bộ (minh họa)"}
                Commendation.objects.create(round=one, form=form, order=n, **names, **derived(**names))
        for piece in pieces:
            DailyViews.objects.create(article=piece, day=timezone.localdate(), views=3)
        pagecache.clear()
        return {
            "article": pieces[0].get_absolute_url(),
            "document": documents[0].get_absolute_url(),
            "award": rounds[0].get_absolute_url(),
        }

    return make


def cost(path):
    """How many statements the page takes."""
    asked = []

    def watch(execute, sql, params, many, context):
        # A savepoint is the test's own: outside of it, it is a transaction.
        if "cachegenerations" not in sql and not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT")):
            asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        response = Client().get(path)
    assert response.status_code == 200, path
    return len(asked)


def cold(path):
    pagecache.clear()
    return cost(path)


def missed(path):
    cost(path)
    pagecache.clear_pages()
    return cost(path)


# For each address the statements of a page missed, and of a page cold.
BUDGETS = {
    "article": (1, 16),
    "/": (0, 19),
    "/tin-tuc/": (3, 13),
    "/tin-tuc/?muc=xay-dung-dang": (4, 14),
    "/tin-tuc/?q=chi+bo": (4, 15),
    "/chuyen-muc/xay-dung-dang/": (3, 13),
    "/chuyen-muc/sinh-hoat-chi-bo/": (3, 13),
    "/dong-su-kien/dai-hoi-chi-bo/": (3, 15),
    "/tac-gia/minh-ngoc-minh-hoa/": (5, 15),
    "/tu-khoa/chuyen-doi-so/": (3, 13),
    "award": (7, 11),
    "/khen-thuong/": (2, 10),
    "/khen-thuong/?nam=2023": (2, 10),
    "/khen-thuong/tra-cuu/?q=chi+bo+0": (2, 8),
    "document": (6, 11),
    "/tai-lieu/": (3, 10),
    "/tai-lieu/?loai=nghi-quyet&nam=2018": (3, 10),
    "/tai-lieu/?q=01+nq+tw": (7, 15),
    "/tai-lieu/rss/": (1, 3),
    "/tim-kiem/?q=chi+bo": (4, 10),
    "/tim-kiem/?q=khong+co+gi": (2, 8),
    "/trang/gioi-thieu/": (2, 6),
    "/so-do/": (6, 15),
    "/rss/": (1, 5),
    "/rss/tat-ca/": (2, 4),
    "/rss/xay-dung-dang/": (3, 5),
    "/tac-gia/minh-ngoc-minh-hoa/rss/": (4, 6),
    "/sitemap.xml": (1, 2),
    "/sitemap-tin-1.xml": (1, 2),
    "/sitemap-tin-moi.xml": (1, 3),
    "/sitemap-trang.xml": (9, 10),
    "/robots.txt": (0, 1),
}


@pytest.mark.parametrize("count", [1, 3, 20])
@pytest.mark.parametrize("path", sorted(BUDGETS))
def test_a_page_costs_what_it_costs_however_much_there_is(portal, path, count):
    address = portal(count).get(path, path)
    of_missed, of_cold = BUDGETS[path]
    # The first search of a worker on PostgreSQL that finds anything also asks how far the months go back that it looks at first.
    by_the_search = "q=" in path and not path.startswith("/khen-thuong/tra-cuu/") and "khong+co+gi" not in path
    first_search = int(by_the_search and connection.vendor == "postgresql")
    assert (missed(address), cold(address)) == (of_missed, of_cold + first_search)
