"""Galleries: written without script, as readers meet them, and what of them must reach nobody."""

import gzip
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from media import renditions, uploads
from media.galleries import photos
from media.models import Gallery, Image, Rendition
from publishing import pagecache, preview, requirements, revisions, workflow
from tests.unit.media import pictures

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/media/gallery/add/"
WORD = "quetzalcoatl"


@pytest.fixture
def keeper(person):
    return person("tulieu", Role.PICTURE_EDITOR)


@pytest.fixture
def picture(keeper):
    """picture(name): one picture of the library; every call makes another."""
    sizes = iter(range(400, 900))

    def make(name="anh.jpg", **words):
        words = {"caption": f"Chú thích {name}", "alt_text": f"Hình {name}", "photo_credit": "Minh Ngọc"} | words
        return uploads.accept_image(pictures.jpeg(next(sizes), 300), name=name, by=keeper, **words)

    return make


@pytest.fixture
def gallery_draft(keeper, picture):
    """gallery_draft(images=[…], title=…): a gallery in draft, written by the picture editor."""

    def make(images=None, **fields):
        rows = [photos.row(one.pk) for one in (images if images is not None else [picture(), picture()])]
        data = {"title": "Ngày hội (minh họa)", "summary": "", "taken_on": date(2024, 7, 12), "photos": rows} | fields
        item = Gallery()
        data = revisions.as_stored(revisions.snapshot(item) | data)
        return workflow.save_draft(item=item, data=data, actor=keeper)

    return make


@pytest.fixture
def through(keeper, editor, approver):
    """A draft taken to readers by three people."""

    def take(item):
        workflow.submit(item=item, actor=keeper)
        workflow.forward(item=item, actor=editor)
        return workflow.approve(item=item, actor=approver)

    return take


def change(item):
    return reverse("admin:media_gallery_change", args=[item.pk])


def status(client, address):
    answer = client.get(address)
    answer.getvalue()
    return answer.status_code


def rows_of(item):
    item.refresh_from_db()
    return revisions.current_data(item)["photos"]


def sent(item, images, **fields):
    """What the editor's page sends back for these pictures."""
    data = {"title": item.title, "based_on": item.version, "photos": [one.pk for one in images]}
    return data | {f"photos_giu_{one.pk}": "on" for one in images} | fields


# --- writing ----------------------------------------------------------------------------------------------
def test_a_gallery_is_begun_with_files_and_pictures_of_the_library(client_of, keeper, picture):
    there = picture("co-san.jpg", caption="Hội trường (minh họa)")
    sent_bytes = [pictures.jpeg(640 + n, 480).getvalue() for n in range(2)]
    new = [SimpleUploadedFile(f"{n}.jpg", content) for n, content in enumerate(sent_bytes)]
    again = SimpleUploadedFile("lai.jpg", sent_bytes[0])
    client = client_of(keeper)
    answer = client.post(
        ADD,
        {
            "title": "Ngày hội",
            "photos_moi": [*new, again],
            "more_them": "hoi truong (minh hoa)",
            "taken_on": "12/7/2024",
        },
    )
    item = Gallery.objects.get()
    assert (answer.status_code, answer.url) == (302, change(item))
    added = list(Image.objects.exclude(pk=there.pk).order_by("pk").values_list("pk", flat=True))
    assert len(added) == 2
    assert photos.keys(item.photos) == [*added, there.pk]
    assert item.taken_on == date(2024, 7, 12)
    page = client.get(change(item)).content.decode()
    assert re.findall(r'data-photo="(\d+)" ', page)[:3] == [str(key) for key in [*added, there.pk]]


def test_a_refused_file_is_named_and_the_others_stay(client_of, keeper):
    good = SimpleUploadedFile("tot.jpg", pictures.jpeg(640, 480).getvalue())
    bad = SimpleUploadedFile("hong.jpg", b"khong phai anh")
    page = client_of(keeper).post(ADD, {"title": "Ngày hội", "photos_moi": [good, bad]})
    text = page.content.decode()
    kept = Image.objects.get()
    assert (page.status_code, "hong.jpg: " in text, Gallery.objects.exists()) == (422, True, False)
    assert f'data-photo="{kept.pk}"' in text and 'value="Ngày hội"' in text


def test_words_order_cover_and_what_is_taken_out(client_of, keeper, picture, gallery_draft):
    one, two, three = images = [picture(), picture(), picture()]
    item = gallery_draft(images)
    client = client_of(keeper)
    words = {
        f"photos_caption_{two.pk}": " Riêng  của bộ ",
        f"photos_alt_{two.pk}": "Tả",
        f"photos_credit_{two.pk}": "An",
    }
    client.post(change(item), sent(item, images, photos_bia=three.pk, **words))
    assert rows_of(item) == [
        photos.row(one.pk),
        photos.row(two.pk, caption="Riêng của bộ", alt="Tả", credit="An"),
        photos.row(three.pk, cover=True),
    ]
    client.post(change(item), sent(item, images, photos_chuyen=f"{three.pk}:len"))
    assert photos.keys(rows_of(item)) == [one.pk, three.pk, two.pk]
    client.post(change(item), sent(item, [one, three, two], **{f"photos_thu_tu_{two.pk}": "1"}))
    assert photos.keys(rows_of(item)) == [two.pk, one.pk, three.pk]
    client.post(change(item), sent(item, [two, one, three], **{f"photos_thu_tu_{two.pk}": "3"}))
    assert photos.keys(rows_of(item)) == [one.pk, three.pk, two.pk]
    client.post(change(item), sent(item, [one, three, two], **{f"photos_giu_{three.pk}": ""}))
    assert photos.keys(rows_of(item)) == [one.pk, two.pk]
    assert Image.objects.kept().count() == 3


def test_what_the_page_shows_and_sends_back_unchanged_stays_as_it_is(client_of, keeper, picture, gallery_draft):
    images = [picture(), picture()]
    item = gallery_draft(images, place="Hà Nội", summary="Lời")
    client, before = client_of(keeper), revisions.current_data(item)
    page = client.get(change(item)).content.decode()
    boxes = {name: re.search(rf'name="{name}" value="(.*?)"', page)[1] for name in ("title", "taken_on", "place")}
    assert boxes == {"title": "Ngày hội (minh họa)", "taken_on": "12/7/2024", "place": "Hà Nội"}
    client.post(change(item), sent(item, images, summary="Lời", **boxes))
    item.refresh_from_db()
    assert revisions.current_data(item) == before


def test_words_are_filled_in_for_the_chosen_or_only_where_nothing_is_said(client_of, keeper, picture, gallery_draft):
    signed, bare = picture(), picture(caption="", photo_credit="")
    other = picture(caption="", photo_credit="")
    images = [signed, bare, other]
    item = gallery_draft(images)
    client = client_of(keeper)
    chosen = {f"photos_chon_{one.pk}": "on" for one in (signed, bare)}
    words = {"photos_dien_tac_gia": " Lan ", "photos_dien_chu_thich": "Hà Nội, 18/5/2023"}
    client.post(change(item), sent(item, images, **chosen, **words, photos_dien="trong"))
    assert rows_of(item) == [
        photos.row(signed.pk), photos.row(bare.pk, caption="Hà Nội, 18/5/2023", credit="Lan"), photos.row(other.pk),
    ]  # fmt: skip
    client.post(change(item), sent(item, images, **chosen, **words, photos_dien="het"))
    assert [(row["caption"], row["credit"]) for row in rows_of(item)] == [
        (f"{signed.caption}. Hà Nội, 18/5/2023", "Lan"), ("Hà Nội, 18/5/2023", "Lan"), ("", ""),
    ]  # fmt: skip
    refused = client.post(change(item), sent(item, images, **words, photos_dien="het"))
    assert (refused.status_code, "Chưa chọn ảnh nào để điền" in refused.content.decode()) == (422, True)
    client.post(change(item), sent(item, images, **chosen, photos_bo="chon"))
    assert photos.keys(rows_of(item)) == [other.pk]


def test_the_editor_counts_what_is_lacking_and_names_it_at_its_picture(client_of, keeper, picture, gallery_draft):
    item = gallery_draft([picture(), picture(caption="", photo_credit=""), picture(alt_text="")])
    page = client_of(keeper).get(change(item)).content.decode()
    assert "<b data-photo-count>3</b> ảnh<span data-photo-lacking>, 2 ảnh còn thiếu thông tin</span>" in page
    pills = [re.findall(r">Thiếu (.*?)<", row) for row in page.split("data-photo-lacks")[1:4]]
    assert pills == [[], ["chú thích", "tác giả"], ["văn bản thay thế"]]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"photos": ["x", "-1", "9" * 30, ""]},
        {"photos": ["99999"], "photos_giu_99999": "on"},
        {"photos_chuyen": "abc:len"},
        {"photos_chuyen": "9" * 40},
        {"photos_bia": "\u0664"},
        {"photos_dien": "la", "photos": ["99999"], "photos_giu_99999": "on", "photos_chon_99999": "on"},
        {"photos_moi": "chữ"},
        {"more": ["99999", "x"]},
    ],
)
def test_nonsense_in_the_boxes_breaks_nothing(client_of, keeper, nonsense):
    assert client_of(keeper).post(ADD, {"title": "Ngày hội", **nonsense}).status_code == 302
    assert Gallery.objects.get().photos == []


def test_too_long_words_are_said_at_their_picture(client_of, keeper, picture, gallery_draft):
    image = picture()
    item = gallery_draft([image])
    page = client_of(keeper).post(change(item), sent(item, [image], **{f"photos_alt_{image.pk}": "a" * 301}))
    assert (page.status_code, "Ảnh 1: “" in page.content.decode()) == (422, True)


def test_pictures_without_words_stop_it_or_are_said(gallery_draft, picture, keeper):
    from_library = gallery_draft([picture(alt_text="", caption="", photo_credit="")])
    page = [issue for issue in _issues(from_library) if issue.field == "photos"]
    assert [(one.level.name, one.message.split(":")[0]) for one in page] == [
        ("MUST", "Ảnh 1 chưa có văn bản thay thế"),
        ("SHOULD", "Ảnh 1 chưa có chú thích."),
        ("SHOULD", "Ảnh 1 chưa ghi tác giả."),
    ]
    assert [one.message for one in _issues(gallery_draft([])) if one.field == "photos"] == [
        "Bộ ảnh chưa có ảnh nào. Hãy thêm ảnh."
    ]


def _issues(item):
    found = requirements.report(item)
    return [*found.must, *found.should]


@pytest.mark.parametrize("role", Role)
def test_each_role_meets_galleries_where_it_works(person, client_of, gallery_draft, role):
    item = gallery_draft(title=f"{WORD} nháp (minh họa)")
    client = client_of(person("nguoi-xem", role))
    names = ("change", "revisions", "compare", "preview", "verb", "history")
    statuses = {client.get(reverse(f"admin:media_gallery_{name}", args=[item.pk])).status_code for name in names}
    desk = {Role.PICTURE_EDITOR, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER}
    reads = role in desk | {Role.AUDITOR, Role.ADMINISTRATOR}
    writes = role in desk | {Role.REPORTER, Role.CONTRIBUTOR}
    assert max(statuses) < 500
    assert (client.get(change(item)).status_code == 200) == reads
    assert client.get(reverse("admin:media_gallery_changelist")).status_code == (200 if reads or writes else 403)
    assert client.get(ADD).status_code == (200 if writes else 403)


def test_history_and_comparison_speak_of_pictures_by_name(client_of, editor, gallery_draft, through, picture):
    image = picture("mot.jpg")
    item = through(gallery_draft([image]))
    data = revisions.current_data(item) | {
        "photos": [photos.row(image.pk), photos.row(picture("hai.jpg").pk, cover=True)]
    }
    workflow.save_draft(item=item, data=data, actor=editor)
    page = client_of(editor).get(reverse("admin:media_gallery_compare", args=[item.pk])).content.decode()
    assert "hai.jpg. Ảnh bìa" in page


# --- readers ----------------------------------------------------------------------------------------------
def test_the_page_shows_pictures_in_order_with_their_words(reader, gallery_draft, through, picture):
    one, two = picture("mot.jpg"), picture("hai.jpg")
    rows = [photos.row(two.pk, caption="Của bộ", alt="Tả của bộ", credit="Ảnh: An"), photos.row(one.pk)]
    item = through(gallery_draft(photos=rows, place="Hà Nội"))
    page = reader.get(item.get_absolute_url()).content.decode()
    assert re.findall(r'data-caption="(.*?)"', page) == ["Của bộ. Ảnh: An", "Chú thích mot.jpg. Ảnh: Minh Ngọc"]
    assert re.findall(r'<a class="ph" href="(.*?)"', page) == [two.get_absolute_url(), one.get_absolute_url()]
    for words in (
        'alt="Tả của bộ"',
        "12/7/2024",
        "Hà Nội",
        "2 ảnh",
        '"@type":"ImageGallery"',
        '"@type":"BreadcrumbList"',
    ):
        assert words in page, words
    assert [status(reader, image.get_absolute_url()) for image in (one, two)] == [200, 200]


def test_the_cover_comes_first_on_cards_and_on_the_home_page(reader, gallery_draft, through, picture):
    images = [picture() for _ in range(4)]
    item = through(gallery_draft(photos=[photos.row(one.pk, cover=one is images[3]) for one in images]))
    urls = [images[n].original.url for n in (3, 0, 1)]
    assert re.findall(r'<img src="(/tep/.*?)"', reader.get("/thu-vien-anh/").content.decode()) == urls
    home = reader.get("/").content.decode()
    assert (f'href="{item.get_absolute_url()}"' in home, urls[0] in home) == (True, True)


def test_the_list_goes_by_day_and_narrows_by_words_and_year(reader, gallery_draft, through, picture):
    through(gallery_draft([picture("x.jpg", caption="Sân trụ sở")], title="Bộ cũ", taken_on=date(2023, 9, 1)))
    through(gallery_draft(title="Bộ mới"))

    def titles(query=""):
        page = reader.get(f"/thu-vien-anh/{query}")
        assert page.status_code == 200, query
        return re.findall(r'class="story__t"><a [^>]*>(.*?)</a>', page.content.decode())

    assert titles() == ["Bộ mới", "Bộ cũ"]
    assert titles("?nam=2023") == titles("?q=san tru so") == titles("?q=bo cu") == ["Bộ cũ"]
    assert titles("?q=khong co") == []
    for odd in ("?nam=abc", "?la=1", "?q=%00"):
        assert reader.get(f"/thu-vien-anh/{odd}").status_code == 200, odd
    for absurd in ("0", "2", "abc", "9" * 20):
        assert reader.get(f"/thu-vien-anh/?trang={absurd}").status_code == 404, absurd


def test_feed_sitemap_map_home_and_search_know_a_gallery(reader, gallery_draft, through):
    assert "/thu-vien-anh/" not in reader.get("/so-do/").content.decode()
    item = through(gallery_draft())
    pagecache.clear()
    for address in ("/", "/thu-vien-anh/rss/", "/sitemap-trang.xml", "/so-do/", "/tim-kiem/?q=ngay+hoi"):
        assert item.get_absolute_url() in reader.get(address).content.decode(), address
    assert "/thu-vien-anh/rss/" in reader.get("/rss/").content.decode()


def with_every_size(images):
    """As if each were a large photograph whose sizes are made: rows alone, the page opens no file."""
    Image.objects.filter(pk__in=[one.pk for one in images]).update(width=4000, height=3000)
    for one in Image.objects.filter(pk__in=[one.pk for one in images]):
        folder = one.original.name.rpartition("/")[0]
        Rendition.objects.bulk_create(
            Rendition(
                image=one, kind=size.kind, format=size.format, width=size.width, height=size.height, size=1,
                focal_x=size.focal_x, focal_y=size.focal_y, file=f"{folder}/{size.label}",
            )
            for size in renditions.wanted(one)
        )  # fmt: skip


@pytest.mark.parametrize("count", [1, 60])
def test_a_gallery_of_sixty_pictures_costs_as_much_as_one_of_one_and_travels_light(
    reader, gallery_draft, through, picture, django_assert_num_queries, count
):
    for _ in range(5):
        through(gallery_draft())
    images = [picture(caption=f"Đại biểu thảo luận ở tổ {n}, sáng 18/5/2023") for n in range(count)]
    with_every_size(images)
    item = through(gallery_draft(images))
    reader.get("/healthz")
    pagecache.clear()
    with django_assert_num_queries(10):
        answer = reader.get(item.get_absolute_url())
    assert answer.content.count(b"<picture>") == count
    assert len(gzip.compress(answer.content, 6)) <= 40 * 1024


# --- what must reach nobody -------------------------------------------------------------------------------
@pytest.fixture
def hidden(gallery_draft, picture, through, approver, keeper, editor):
    """(gallery, its picture) in every state that no reader may see."""

    def piece(name, **fields):
        image = picture(f"{name}.jpg", caption=f"{WORD} «{name}»")
        return gallery_draft([image], title=f"{WORD} «{name}»", summary=f"{WORD} «{name}»", **fields), image

    def out(made):
        return through(made[0]), made[1]

    scheduled = out(piece("hen", publish_at=(timezone.now() + timedelta(days=1)).isoformat()))
    withdrawn = out(piece("go"))
    withdrawn = workflow.withdraw(item=withdrawn[0], actor=approver, note=f"{WORD} «ly do»"), withdrawn[1]
    expired = out(piece("het-han"))
    Gallery.objects.filter(pk=expired[0].pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    draft, trashed = piece("nhap"), piece("rac")
    trashed = workflow.trash(item=trashed[0], actor=keeper), trashed[1]
    live, other = through(gallery_draft(title="Bộ đang đăng")), picture("sua.jpg", caption=f"{WORD} «sua»")
    data = revisions.current_data(live) | {"photos": [photos.row(other.pk)]}
    correction = workflow.save_draft(item=live, data=data, actor=editor)
    return [scheduled, withdrawn, expired, draft, trashed, (correction, other)]


def test_hidden_galleries_and_their_pictures_reach_no_reader(hidden, reader):
    addresses = [
        "/", "/thu-vien-anh/", "/thu-vien-anh/?nam=2024", "/thu-vien-anh/rss/", "/sitemap-trang.xml", "/so-do/",
        f"/thu-vien-anh/?q={WORD}", f"/tim-kiem/?q={WORD}", *(item.get_absolute_url() for item, _ in hidden),
    ]  # fmt: skip
    assert [one for one in addresses if f"{WORD} «" in reader.get(one).content.decode()] == []
    assert [status(reader, image.get_absolute_url()) for _, image in hidden] == [404] * len(hidden)
    assert [status(reader, item.get_absolute_url()) for item, _ in hidden] == [404, 410, 404, 404, 404, 200]


def test_a_preview_opens_its_pictures_and_no_others(hidden, reader):
    item, image = hidden[3]
    page = reader.get(preview.link(item, item.working_revision))
    assert (page.status_code, image.get_absolute_url() in page.content.decode()) == (200, True)
    assert status(reader, image.get_absolute_url()) == 200
    assert status(reader, hidden[0][1].get_absolute_url()) == 404
