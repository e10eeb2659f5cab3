"""`/tep/…` as readers and the newsroom meet it: what is public opens, what is not is not there, and nothing can run."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from accounts.roles import Role
from articles.models import Article
from media import renditions, uploads, uses
from media.models import Image
from publishing import preview, workflow
from tests.unit.media import pictures


@pytest.fixture
def image(db):
    """A picture nobody shows, with its sizes."""
    made = uploads.accept_image(pictures.jpeg(), name="Hội nghị tổng kết.jpg", by=None)
    renditions.make(made)
    return made


def get(client, address, **options):
    """The answer, read to its end so that its file is closed."""
    answer = client.get(address, **options)
    answer.body = answer.getvalue()
    return answer


def addresses(image):
    return [image.original.url, *(one.file.url for one in image.renditions.all())]


def answers(client, image):
    return {get(client, address).status_code for address in addresses(image)}


def figure(image):
    return f'<p>Nội dung.</p><figure data-image="{image.pk}"><figcaption>Chú thích</figcaption></figure>'


# --- who reaches what -------------------------------------------------------------------------------------
def test_a_picture_nobody_shows_is_not_there(reader, image):
    assert answers(reader, image) == {404}


@pytest.mark.parametrize("place", ["lead", "body"])
def test_a_public_article_opens_its_pictures(reader, image, published, place):
    published(**({"lead_image": image.pk} if place == "lead" else {"body": figure(image)}))
    assert answers(reader, image) == {200}


def test_a_draft_opens_nothing(reader, image, draft, reporter, editor):
    item = draft(lead_image=image.pk, body=figure(image))
    assert answers(reader, image) == {404}
    workflow.submit(item=item, actor=reporter)
    workflow.forward(item=item, actor=editor)
    assert answers(reader, image) == {404}


def test_a_scheduled_article_opens_its_pictures_at_its_hour(reader, image, published):
    item = published(lead_image=image.pk)
    Article.objects.filter(pk=item.pk).update(publish_at=timezone.now() + timedelta(hours=1))
    assert answers(reader, image) == {404}
    Article.objects.filter(pk=item.pk).update(publish_at=timezone.now() - timedelta(seconds=1))
    assert answers(reader, image) == {200}


def test_what_is_withdrawn_is_gone_at_once(reader, image, published, approver):
    item = published(lead_image=image.pk)
    assert answers(reader, image) == {200}
    workflow.withdraw(item=item, actor=approver, note="Sai sót")
    assert answers(reader, image) == {404}


def test_what_has_expired_or_lies_in_the_trash_is_closed(reader, image, published):
    item = published(lead_image=image.pk)
    Article.objects.filter(pk=item.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert answers(reader, image) == {404}
    Article.objects.filter(pk=item.pk).update(expire_at=None, trashed_at=Now())
    assert answers(reader, image) == {404}


def test_a_new_picture_in_the_revision_of_a_public_article_waits_for_approval(
    reader, image, published, editor, approver
):
    item = published()
    data = {"body": figure(image)}
    item = workflow.save_draft(item=item, data=_whole(item) | data, actor=editor)
    assert answers(reader, image) == {404}
    workflow.forward(item=item, actor=editor)
    assert answers(reader, image) == {404}
    workflow.approve(item=item, actor=approver)
    assert answers(reader, image) == {200}


def test_a_picture_taken_out_of_an_article_is_closed(reader, image, published, editor, approver):
    item = published(body=figure(image))
    item = workflow.save_draft(item=item, data=_whole(item) | {"body": "<p>Không ảnh.</p>"}, actor=editor)
    assert answers(reader, image) == {200}
    workflow.forward(item=item, actor=editor)
    workflow.approve(item=item, actor=approver)
    assert answers(reader, image) == {404}


def test_one_public_owner_is_enough(reader, image, published, draft, approver):
    draft(lead_image=image.pk)
    first, second = published(lead_image=image.pk), published(body=figure(image))
    workflow.withdraw(item=first, actor=approver, note="Sai sót")
    assert answers(reader, image) == {200}
    workflow.withdraw(item=second, actor=approver, note="Sai sót")
    assert answers(reader, image) == {404}


def test_a_picture_in_the_bin_is_closed_whatever_the_rows_say(reader, image, published):
    uses.sync(published(), [image.pk])
    assert answers(reader, image) == {200}
    Image.objects.filter(pk=image.pk).update(trashed_at=Now())
    assert answers(reader, image) == {404}


@pytest.mark.parametrize("role", list(Role))
def test_who_of_the_newsroom_sees_what_is_not_public(client_of, person, image, role):
    writers = {Role.REPORTER, Role.CONTRIBUTOR, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER, Role.PICTURE_EDITOR}
    assert answers(client_of(person("ai", role)), image) == ({200} if role in writers else {404})


def test_an_account_without_role_or_switched_off_sees_nothing(client_of, person, image):
    assert answers(client_of(person("khongvai")), image) == {404}
    left = person("danghi", Role.EDITOR)
    client = client_of(left)
    left.is_active = False
    left.save()
    assert answers(client, image) == {404}


def test_a_signed_preview_opens_the_pictures_of_its_piece_and_no_others(reader, image, draft):
    other = uploads.accept_image(pictures.jpeg(640, 480), name="khac.jpg", by=None)
    item = draft(lead_image=image.pk)
    page = get(reader, preview.link(item, item.working_revision))
    assert page.status_code == 200
    cookie = page.cookies["xemthu"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/tep/", True, "Strict")
    assert (answers(reader, image), get(reader, other.original.url).status_code) == ({200}, 404)
    reader.cookies["xemthu"] = cookie.value[:-2] + "xx"
    assert answers(reader, image) == {404}


# --- how it is sent ---------------------------------------------------------------------------------------
def test_headers_leave_nothing_to_guess(reader, image, published):
    published(lead_image=image.pk)
    for address, kind in ((image.original.url, "image/jpeg"), (image.renditions.get(width=320).file.url, "image/webp")):
        answer = get(reader, address)
        assert {
            name: answer.headers[name]
            for name in (
                "Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "Cross-Origin-Resource-Policy",
                "Cache-Control", "Content-Length",
            )
        } == {
            "Content-Type": kind,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, max-age=31536000, immutable",
            "Content-Length": str(len(answer.body)),
        }  # fmt: skip
        assert answer.headers["Content-Disposition"].startswith("inline; filename*=utf-8''H%E1%BB%99i%20ngh%E1%BB%8B")
        assert "Set-Cookie" not in answer.headers and "Vary" not in answer.headers


def test_what_the_browser_has_is_not_sent_again_unless_it_was_withdrawn(reader, image, published, approver):
    item = published(lead_image=image.pk)
    etag = get(reader, image.original.url).headers["ETag"]
    again = get(reader, image.original.url, headers={"if-none-match": etag})
    assert (again.status_code, again.body, again.headers["ETag"]) == (304, b"", etag)
    workflow.withdraw(item=item, actor=approver, note="Sai sót")
    assert get(reader, image.original.url, headers={"if-none-match": etag}).status_code == 404


def test_the_bytes_are_those_of_the_file(reader, image, published):
    published(lead_image=image.pk)
    with image.original.open("rb") as file:
        assert get(reader, image.original.url).body == file.read()


@pytest.mark.parametrize(
    "path",
    [
        "anh/",
        "../khoi.sqlite3",
        "anh/../../secret_key",
        "anh/aa/bb/goc.html",
        "anh/aa/bb/320.webp",
        "%00",
        "anh/" + "a" * 5000,
        "goc.",
    ],
)
def test_any_other_address_is_not_there_and_asks_no_database(reader, db, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = get(reader, f"/tep/{path}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert (answer.headers["Cache-Control"], answer.body.decode()) == ("no-store", "Không có tệp này.")


def test_a_well_formed_address_of_nothing_is_not_there(reader, db):
    for name in ("goc.jpg", "320.webp", "480-card-50-50.webp"):
        assert get(reader, f"/tep/anh/aa/{'a' * 32}/{name}").status_code == 404


def test_only_reading_is_possible(reader, image, published):
    published(lead_image=image.pk)
    assert [reader.generic(method, image.original.url).status_code for method in ("POST", "PUT", "DELETE")] == [
        405,
        405,
        405,
    ]
    head = reader.head(image.original.url)
    assert head.getvalue() == b""
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(image.size))


def test_a_file_that_is_lost_is_404(reader, image, published):
    published(lead_image=image.pk)
    image.original.storage.delete(image.original.name)
    assert get(reader, image.original.url).status_code == 404


def test_the_cost_of_a_file(reader, image, published, django_assert_num_queries):
    published(lead_image=image.pk)
    for address in addresses(image):
        get(reader, address)
        with django_assert_num_queries(2):
            get(reader, address)
    for _ in range(3):
        published(lead_image=image.pk)
    with django_assert_num_queries(2):
        get(reader, image.original.url)


def _whole(item):
    return dict(item.working_revision.data)


# --- behind nginx -----------------------------------------------------------------------------------------
def test_nginx_is_handed_what_is_allowed_and_nothing_else(reader, image, published, approver, settings):
    settings.X_ACCEL = True
    address = image.renditions.first().file.url
    refused = get(reader, address)
    assert (refused.status_code, refused.get("X-Accel-Redirect")) == (404, None)
    item = published(lead_image=image.pk)
    given = get(reader, address)
    assert (given.status_code, given.body) == (200, b"")
    assert given["X-Accel-Redirect"] == address.replace("/tep/", "/tep-da-cho-phep/")
    assert (given["Content-Security-Policy"], given["X-Content-Type-Options"]) == (
        "sandbox; default-src 'none'",
        "nosniff",
    )
    workflow.withdraw(item=item, actor=approver, note="Sai sót")
    assert get(reader, address).status_code == 404
