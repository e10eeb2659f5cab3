"""The library's screens and the editor's picker, as each role meets them."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from media import renditions, uploads
from media.models import Image
from tests.unit.media import pictures

LIST = "/quan-tri/media/image/"


@pytest.fixture
def keeper(person):
    return person("tulieu", Role.PICTURE_EDITOR)


@pytest.fixture
def picture(db):
    """picture(by=…, caption=…): one picture of the library."""

    def make(*, by=None, name="anh.jpg", **words):
        return uploads.accept_image(pictures.jpeg(320, 240), name=name, by=by, **words)

    return make


def upload(name="anh.jpg", data=None):
    file = io.BytesIO(data or pictures.jpeg(320, 240).getvalue())
    file.name = name
    return file


def said(answer):
    return [str(message) for message in answer.wsgi_request._messages]


WRITERS = {Role.REPORTER, Role.CONTRIBUTOR, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER, Role.PICTURE_EDITOR}


@pytest.mark.parametrize("role", list(Role))
def test_every_address_as_every_role(client_of, person, picture, role):
    client, image = client_of(person("ai", role)), picture()
    reads = 200 if role in WRITERS else 403
    keeps = 302 if role in {Role.PICTURE_EDITOR, Role.MANAGING_EDITOR} else 403
    desk = 302 if role in {Role.PICTURE_EDITOR, Role.MANAGING_EDITOR, Role.EDITOR} else 403
    one = f"{LIST}{image.pk}/change/"
    words = {"caption": "a", "alt_text": "b", "photo_credit": "", "focal_x": 50, "focal_y": 50}
    assert [
        client.get(LIST).status_code,
        client.get(one).status_code,
        client.get(f"{LIST}chon/").status_code,
        client.post(f"{LIST}tai-len/", {"file": upload()}).status_code,
        client.post(LIST, {"viec": "tai-len", "anh": upload()}).status_code,
        client.post(one, words).status_code,
        client.post(f"{LIST}{image.pk}/delete/").status_code,
    ] == [reads, reads, reads, 201 if role in WRITERS else 403, reads, desk, keeps]


def test_nobody_without_an_account(reader, picture):
    image = picture()
    for address in (LIST, f"{LIST}{image.pk}/change/", f"{LIST}chon/", f"{LIST}{image.pk}/delete/"):
        answer = reader.get(address)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("admin:login"))
    assert reader.post(f"{LIST}tai-len/", {"file": upload()}).status_code == 302
    assert Image.objects.count() == 1


def test_forms_sent_from_elsewhere_are_refused(person, picture):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("ai", Role.PICTURE_EDITOR), backend="accounts.backends.RoleBackend")
    assert client.post(f"{LIST}tai-len/", {"file": upload()}).status_code == 403
    assert client.post(LIST, {"viec": "tai-len", "anh": upload()}).status_code == 403
    assert Image.objects.count() == 0


# --- sending pictures -------------------------------------------------------------------------------------
def test_several_files_at_once_each_with_its_own_answer(client_of, reporter):
    data = pictures.jpeg(320, 240).getvalue()
    there = uploads.accept_image(io.BytesIO(data), name="co-san.jpg", by=None, caption="Đã có từ trước")
    files = [upload("tot.jpg"), upload("trung.jpg", data), upload("hong.jpg", data[:500]), upload("<b>.jpg", b"chu")]
    answer = client_of(reporter).post(LIST, {"viec": "tai-len", "anh": files})
    results = answer.context["results"]
    assert [(one["name"], one.get("message", ""), one.get("same")) for one in results] == [
        ("tot.jpg", "", False),
        ("trung.jpg", "", True),
        ("hong.jpg", "Ảnh bị hỏng hoặc chưa tải hết. Hãy mở ảnh xem lại, lưu lại rồi chọn lại.", None),
        ("<b>.jpg", "Tệp này không phải ảnh. Thư viện nhận ảnh JPEG, PNG, WebP và GIF.", None),
    ]
    html = answer.content.decode()
    assert "Đã nhận 1 trên 4 ảnh" in html and "<b>&lt;b&gt;.jpg</b>" in html
    assert f'<a href="{LIST}{there.pk}/change/">Đã có từ trước</a>' in html
    assert sorted(Image.objects.values_list("name", flat=True)) == ["co-san.jpg", "tot.jpg"]


def test_sending_nothing_is_said_at_the_field(client_of, reporter):
    answer = client_of(reporter).post(LIST, {"viec": "tai-len"})
    assert answer.status_code == 422
    assert 'aria-describedby="anh-h anh-e"' in answer.content.decode()


def test_the_editors_upload(client_of, reporter):
    client, data = client_of(reporter), pictures.jpeg(320, 240).getvalue()
    first = client.post(f"{LIST}tai-len/", {"file": upload("a.jpg", data)})
    image = Image.objects.get()
    wanted = {
        "id": image.pk, "name": "a.jpg", "thumb": image.original.url, "url": image.original.url, "caption": "", "alt": "",
        "credit": "", "width": 320, "height": 240,
    }  # fmt: skip
    assert (first.status_code, first.json()) == (201, wanted | {"same": False})
    again = client.post(f"{LIST}tai-len/", {"file": upload("b.jpg", data)})
    assert (again.status_code, again.json()) == (200, wanted | {"same": True})
    bad = client.post(f"{LIST}tai-len/", {"file": upload("c.jpg", b"\xff\xd8\xff")})
    assert (bad.status_code, set(bad.json())) == (422, {"message"})
    nothing = client.post(f"{LIST}tai-len/")
    assert (nothing.status_code, nothing.json()) == (422, {"message": "Chưa có ảnh nào. Hãy chọn một tệp ảnh."})
    assert client.get(f"{LIST}tai-len/").status_code == 405


# --- looking through --------------------------------------------------------------------------------------
def test_the_picker_finds_without_marks_and_pages(client_of, reporter, picture):
    for number in range(25):
        picture(caption=f"Ảnh {number}")
    wanted = picture(caption="Đảng bộ Khối họp", alt_text="Bàn dài", photo_credit="Minh")
    client = client_of(reporter)
    found = client.get(f"{LIST}chon/", {"q": "dang bo khoi"}).json()
    assert ([one["id"] for one in found["images"]], found["count"], found["pages"]) == ([wanted.pk], 1, 1)
    assert (found["images"][0]["alt"], found["images"][0]["credit"]) == ("Bàn dài", "Minh")
    assert len(client.get(f"{LIST}chon/", {"page": 2}).json()["images"]) == 2
    for page in ("3", "0", "-1", "x", "9" * 30):
        assert client.get(f"{LIST}chon/", {"page": page}).status_code == 404


def test_filters(client_of, reporter, picture):
    mine = picture(by=reporter, caption="Cờ", alt_text="Lá cờ", photo_credit="A")
    bare = picture(caption="Cờ đỏ", photo_credit="A")
    binned = picture(caption="Bỏ")
    Image.objects.filter(pk=binned.pk).update(trashed_at=binned.uploaded_at)
    client = client_of(reporter)

    def found(**params):
        return sorted(card["image"].pk for card in client.get(LIST, params).context["cards"])

    assert found() == [mine.pk, bare.pk]
    assert found(q="CO do") == [bare.pk]
    assert found(thieu="alt_text") == found(thieu="any") == [bare.pk]
    assert (found(thieu="caption"), found(ai="toi"), found(noi="thung-rac")) == ([], [mine.pk], [binned.pk])
    assert found(thieu="'; DROP", ai="x", la="y") == [mine.pk, bare.pk]
    for page in ("2", "0", "x", "9" * 30):
        assert client.get(LIST, {"trang": page}).status_code == 404


def test_the_table_costs_the_same_for_one_and_many(client_of, keeper, picture, django_assert_num_queries):
    client = client_of(keeper)
    renditions.make(picture())
    client.get(LIST)
    with django_assert_num_queries(7) as one:
        client.get(LIST)
    for _ in range(3):
        renditions.make(picture())
    with django_assert_num_queries(len(one)):
        client.get(LIST)


# --- filling in -------------------------------------------------------------------------------------------
def row(image, **words):
    values = {"caption": image.caption, "alt_text": image.alt_text, "photo_credit": image.photo_credit} | words
    fields = {f"a{image.pk}-{name}": value for name, value in values.items()}
    return fields | {f"a{image.pk}-seen_version": words.get("seen", image.version), "anh-tren-trang": [image.pk]}


def test_words_are_saved_under_each_picture(client_of, keeper, picture):
    one, two = picture(), picture(caption="Giữ nguyên")
    data = row(one, caption="Mới", photo_credit="Ngọc") | row(two) | {"anh-tren-trang": [one.pk, two.pk], "viec": "luu"}
    answer = client_of(keeper).post(LIST, data)
    assert (answer.status_code, said(answer)) == (302, ["Đã lưu 1 ảnh."])
    assert list(Image.objects.order_by("pk").values_list("caption", "photo_credit", "version")) == [
        ("Mới", "Ngọc", 1), ("Giữ nguyên", "", 0),
    ]  # fmt: skip


def test_one_wrong_row_keeps_what_was_typed_and_saves_the_others(client_of, keeper, picture):
    one, two = picture(), picture()
    data = row(one, caption="Hội nghị", alt_text="hoi nghi") | row(two, caption="Được") | {"viec": "luu"}
    answer = client_of(keeper).post(LIST, data | {"anh-tren-trang": [one.pk, two.pk]})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert (
        "Văn bản thay thế chép lại chú thích. Hãy tả điều nhìn thấy trong ảnh." in html and 'value="hoi nghi"' in html
    )
    assert list(Image.objects.order_by("pk").values_list("caption", flat=True)) == ["", "Được"]


def test_two_people_at_once_lose_nothing(client_of, keeper, editor, picture):
    image = picture(caption="Đầu")
    client_of(editor).post(LIST, row(image, caption="Của biên tập") | {"viec": "luu"})
    client = client_of(keeper)
    answer = client.post(LIST, row(image, caption="Của tư liệu") | {"viec": "luu"})
    html = answer.content.decode()
    assert (answer.status_code, Image.objects.get().caption) == (422, "Của biên tập")
    assert "Người khác vừa sửa ảnh này." in html and "Của tư liệu" in html and "Đang lưu: “Của biên tập”." in html
    client.post(LIST, row(image, caption="Của tư liệu", seen=1) | {"viec": "luu"})
    assert Image.objects.get().caption == "Của tư liệu"


def test_a_reporter_saves_no_row_of_another(client_of, reporter, picture, editor):
    image = picture(by=editor)
    client_of(reporter).post(LIST, row(image, caption="Của tôi") | {"viec": "luu"})
    client_of(reporter).post(LIST, {"viec": "dien", "chon": [image.pk], "dien-photo_credit": "Tôi"})
    assert Image.objects.values_list("caption", "photo_credit").get() == ("", "")


@pytest.mark.parametrize(
    ("action", "wanted"),
    [
        ("dien", [("Cờ. Hà Nội, 18/5/2023", "Ngọc"), ("Hà Nội, 18/5/2023", "Ngọc")]),
        ("dien-trong", [("Cờ", "Cũ"), ("Hà Nội, 18/5/2023", "Ngọc")]),
    ],
)
def test_filling_down(client_of, keeper, picture, action, wanted):
    one, two, other = picture(caption="Cờ", photo_credit="Cũ"), picture(), picture()
    client_of(keeper).post(
        LIST,
        {
            "viec": action,
            "chon": [one.pk, two.pk],
            "dien-photo_credit": "Ngọc",
            "dien-caption_end": "Hà Nội, 18/5/2023",
        },
    )
    rows = Image.objects.order_by("pk").values_list("caption", "photo_credit")
    assert list(rows) == [*wanted, (other.caption, other.photo_credit)]


def test_binning_what_is_used_is_refused_with_the_way_there(client_of, keeper, editor, picture, draft):
    used, free = picture(name="dung.jpg"), picture()
    article = draft(lead_image=used.pk)
    answer = client_of(keeper).post(LIST, {"viec": "bo", "chon": [used.pk, free.pk]})
    assert said(answer) == [
        f'Ảnh <a href="{LIST}{used.pk}/change/">dung.jpg</a> đang được dùng nên không bỏ được.',
        "Đã bỏ vào thùng rác 1 ảnh. Giữ 30 ngày.",
    ]
    assert Image.objects.kept().get() == used
    page = client_of(editor).get(f"{LIST}{used.pk}/change/").content.decode()
    assert f'<a href="/quan-tri/articles/article/{article.pk}/change/">{article.title}</a>' in page
    # A keeper of pictures reads no drafts, not even their titles.
    page = client_of(keeper).get(f"{LIST}{used.pk}/change/").content.decode()
    assert "<li>Một bài viết chưa đăng</li>" in page and article.title not in page
    assert "Bỏ vào thùng rác" not in page
    client_of(keeper).post(LIST + "?noi=thung-rac", {"viec": "khoi-phuc", "chon": [free.pk]})
    assert Image.objects.kept().count() == 2


def test_one_picture_is_described_with_its_focal_point(client_of, reporter, picture):
    image = picture(by=reporter)
    client, address = client_of(reporter), f"{LIST}{image.pk}/change/"
    words = {
        "caption": "Chú thích",
        "alt_text": "Tả",
        "photo_credit": "Ngọc",
        "focal_x": 20,
        "focal_y": 80,
        "seen_version": 0,
    }
    assert client.post(address, words).status_code == 302
    assert Image.objects.values_list("caption", "alt_text", "focal_x", "focal_y").get() == ("Chú thích", "Tả", 20, 80)
    wrong = client.post(address, words | {"focal_x": 101, "seen_version": 1})
    assert (wrong.status_code, "focal_x" in wrong.context["form"].errors) == (422, True)


@pytest.mark.parametrize("action", ["", "xoa-het", "delete_selected"])
def test_an_unknown_action_is_not_there(client_of, keeper, db, action):
    assert client_of(keeper).post(LIST, {"viec": action}).status_code == 404


def test_absurd_keys_are_not_there(client_of, keeper, db):
    client = client_of(keeper)
    assert [client.get(f"{LIST}{key}/change/").status_code for key in ("0", "999", "9" * 30)] == [404, 404, 404]
    assert client.post(LIST, {"viec": "bo", "chon": ["x", "9" * 30, "-1"]}).status_code == 302
