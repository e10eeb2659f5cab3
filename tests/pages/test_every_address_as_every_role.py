"""Every address, side views included, as every role, with hidden pieces that carry a word of their own. Nothing leaks; nothing breaks."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from articles.naming import author_named, keyword_named
from publishing import preview, revisions, workflow

pytestmark = pytest.mark.django_db

WORD = "quetzalcoatl"
PUBLIC = [
    "/", "/tin-tuc/", f"/tin-tuc/?q={WORD}", "/chuyen-muc/xay-dung-dang/", "/rss/", "/rss/tat-ca/", "/rss/xay-dung-dang/",
    "/sitemap.xml", "/sitemap-trang.xml", "/sitemap-tin-1.xml", "/sitemap-tin-moi.xml", "/robots.txt", "/so-do/",
    "/api/v1/", "/api/v1/openapi.json", "/api/v1/bai-viet/", "/api/v1/chuyen-muc/", "/api/v1/bai-viet/?muc=xay-dung-dang&limit=100",
    f"/tim-kiem/?q={WORD}", f"/{WORD}/", f"/tu-khoa/{WORD}/", f"/tac-gia/{WORD}/", f"/tac-gia/{WORD}/rss/",
    *(f"/{kind}/{WORD}-{name}/" for kind in ("tu-khoa", "tac-gia") for name in ("nhap", "hen", "go", "het-han", "rac")),
]  # fmt: skip
SIDE_VIEWS = ["change", "revisions", "compare", "preview", "verb", "autosave", "history", "delete"]
READERS_OF_DRAFTS = {Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR}


@pytest.fixture
def hidden(draft, published, reporter, editor, approver):
    """One piece in every state that no reader may see; each carries the word in title, sapo, text, author and keyword."""

    def piece(name, **fields):
        named = {
            "authors": [author_named(f"{WORD} «{name}»").pk], "keywords": [keyword_named(f"{WORD} «{name}»").pk],
        }  # fmt: skip
        text = {"summary": f"{WORD} «{name}»", "body": f"<p>{WORD} «{name}»</p>"}
        return draft(title=f"{WORD} «{name}» (minh họa)", **text, **named, **fields)

    def through(item):
        workflow.submit(item=item, actor=reporter)
        workflow.forward(item=item, actor=editor)
        return workflow.approve(item=item, actor=approver)

    later = (timezone.now() + timedelta(days=1)).isoformat()
    scheduled = through(piece("hen", publish_at=later))
    withdrawn = workflow.withdraw(item=through(piece("go")), actor=approver, note=f"{WORD} «ly do»")
    expired = through(piece("het-han"))
    type(expired).objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    trashed = workflow.trash(item=piece("rac"), actor=reporter)
    live = published(title="Bài đang đăng (minh họa)")

    under_correction = workflow.save_draft(
        item=live, data=revisions.current_data(live) | {"body": f"<p>{WORD} «sua»</p>"}, actor=editor
    )
    return [piece("nhap"), scheduled, withdrawn, expired, trashed, under_correction]


def everything(item):
    """The addresses of one piece: three for readers, then the side views."""
    name = f"{item._meta.app_label}_{item._meta.model_name}"
    addresses = [f"/bai-viet/{item.slug}-{item.pk}/", f"/bai-viet/x-{item.pk}/"]
    addresses.append(f"/api/v1/bai-viet/{item.pk}/")
    for view in SIDE_VIEWS:
        addresses.append(reverse(f"admin:{name}_{view}", args=[item.pk]))
    addresses.append(reverse(f"admin:{name}_verb", args=[item.pk]) + "?viec=withdraw")
    return addresses


def lists():
    """Every address of the newsroom that names no single thing: lists, forms, boards, pickers, imports."""
    addresses = [reverse("admin:index")]
    for screens in admin.site._registry.values():
        for pattern in screens.get_urls():
            if pattern.name and not pattern.pattern.converters:
                address = reverse(f"admin:{pattern.name}")
                addresses += [address, f"{address}?q={WORD}"]
    assert len(addresses) > 40
    return addresses


def leaks(client, addresses):
    """The addresses that show a hidden text; one that breaks fails at once. The marks «» are in no address, so no page can echo them."""
    found = []
    for address in addresses:
        response = client.get(address)
        assert response.status_code < 500, address
        text = b"".join(response.streaming_content) if response.streaming else response.content
        shown = text.decode("utf-8", "replace").replace("\\u00ab", "«").replace("\\u00bb", "»").lower()
        if any(f"{WORD} «{name}»" in shown for name in ("nhap", "hen", "go", "het-han", "rac", "sua", "ly do")):
            found.append(address)
    return found


def test_a_reader_meets_none_of_it_anywhere(hidden, reader):
    assert leaks(reader, PUBLIC + lists() + [address for item in hidden for address in everything(item)]) == []
    statuses = [reader.get(f"/bai-viet/{item.slug}-{item.pk}/").status_code for item in hidden]
    assert statuses == [404, 404, 410, 404, 404, 200]


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_hidden_pieces_in_the_newsroom_only_where_it_may(hidden, person, client_of, role):
    client = client_of(person("nguoi-xem", role))
    in_newsroom = lists() + [address for item in hidden for address in everything(item)[3:]]
    found = leaks(client, in_newsroom)
    assert leaks(client, PUBLIC + [address for item in hidden for address in everything(item)[:3]]) == []
    if role in READERS_OF_DRAFTS:
        assert {reverse("admin:articles_article_change", args=[item.pk]) for item in hidden} <= set(found)
    elif role == Role.ADMINISTRATOR:
        assert [address for address in found if "logentry" not in address and address != reverse("admin:index")] == []
    else:
        assert found == []


def test_somebody_elses_draft_cannot_be_changed_by_a_writer(hidden, person, client_of):
    client = client_of(person("pv2", Role.REPORTER))
    for item in hidden:
        for view in ("change", "verb", "autosave"):
            address = reverse(f"admin:articles_article_{view}", args=[item.pk])
            assert client.post(address, {"viec": "trash", "title": "Cướp"}).status_code == 404, address
        assert client.post(reverse("admin:articles_article_restore", args=[item.pk, 1])).status_code == 404


def test_staff_without_a_role_and_people_who_left_meet_the_login_page(hidden, person, client_of):
    nobody = person("khong-vai-tro")
    left = person("da-nghi", Role.APPROVER)
    client = client_of(left)
    type(left).objects.filter(pk=left.pk).update(is_active=False)
    for browser in (client_of(nobody), client, Client()):
        response = browser.get(reverse("admin:articles_article_change", args=[hidden[0].pk]))
        assert (response.status_code, response.url.split("?")[0]) == (302, reverse("admin:login"))


def test_a_preview_link_shows_one_revision_and_ends_with_the_trash(hidden, reader, reporter):
    item = hidden[0]
    link = preview.link(item, item.working_revision)
    page = reader.get(link)
    assert page.status_code == 200 and f"{WORD} «nhap»" in page.content.decode()
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert reader.get(link[:-5] + "AAAA/").status_code == 404
    workflow.trash(item=item, actor=reporter)
    assert reader.get(link).status_code == 404


def test_odd_requests_are_answered_calmly(published, reader):
    item = published()
    for address in (
        "/tin-tuc/?trang=0", "/tin-tuc/?trang=-1", "/tin-tuc/?trang=999999999999999999999", "/tin-tuc/?trang=%00",
        "/tin-tuc/?trang=abc", "/bai-viet/x-99999999999999999999999/", "/dong-su-kien/%E1%BA%BF/", "/tin-tuc/?trang=2",
        "/sitemap-tin-0.xml", "/sitemap-anh-0.xml", "/sitemap-tin-99999.xml", "/xem-truoc/abc/", "/tep/../../etc/passwd",
    ):  # fmt: skip
        assert reader.get(address).status_code == 404, address
    for address in (
        "/tin-tuc/?nam=abc", "/tin-tuc/?nam=-5", "/tin-tuc/?tu=31/2/2024", "/tin-tuc/?muc=khong-co", "/tin-tuc/?q=%00",
        "/tin-tuc/?q=" + "x" * 3000, "/tim-kiem/?q=%00%FF", "/tim-kiem/?q=%22", "/?%00", "/tin-tuc/?nam=99999999999999999999",
        "/tin-tuc/?tu=%F0%9F%92%A9",
    ):  # fmt: skip
        assert reader.get(address).status_code == 200, address
    for method in ("post", "put", "delete", "patch", "options"):
        assert getattr(reader, method)(item.get_absolute_url()).status_code in (200, 405), method
