"""Galleries and videos in Chromium: the large pictures by keyboard, without script, a film that is sought, the desk of pictures."""

import re
from io import BytesIO

import pytest

from accounts.roles import Role
from media import uploads
from media.models import Gallery, Image
from publishing import revisions
from tests.unit.media import pictures

GALLERY_ADD = "/quan-tri/media/gallery/add/"
WIDTHS = [360, 1280]


def address_of(page, pattern):
    return re.search(pattern, page.content())[1]


@pytest.fixture
def gallery_address(reading):
    """The page of the sample's largest gallery."""
    return address_of(reading("/thu-vien-anh/"), r'href="(/thu-vien-anh/hoi-nghi[^"]+)"')


@pytest.fixture
def video_address(reading):
    """The page of one of the sample's videos."""
    return address_of(reading("/video/"), r'href="(/video/[a-z][^"]*-\d+/)"')


def focused(page):
    return page.evaluate(
        "() => document.activeElement.getAttribute('href') || document.activeElement.textContent.trim()"
    )


def test_the_large_pictures_are_walked_through_by_keyboard(reading, gallery_address):
    page = reading(gallery_address)
    links = page.locator("a.ph")
    addresses = [links.nth(n).get_attribute("href") for n in range(links.count())]
    links.nth(1).focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.lb")
    assert dialog.evaluate("box => box.open")
    assert (focused(page), page.locator("[data-pos]").text_content()) == ("Đóng", f"Ảnh 2 trên {len(addresses)}")
    caption = dialog.locator("figcaption").text_content()
    assert "(minh họa)" in caption and "Ảnh: " in caption
    page.keyboard.press("ArrowRight")
    assert page.locator("[data-pos]").text_content() == f"Ảnh 3 trên {len(addresses)}"
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert page.locator("[data-pos]").text_content() == f"Ảnh {len(addresses)} trên {len(addresses)}"
    assert dialog.locator("img").get_attribute("src").endswith(addresses[-1])
    page.keyboard.press("Escape")
    assert (dialog.evaluate("box => box.open"), focused(page)) == (False, addresses[-1])


def test_a_click_with_control_is_left_to_the_browser(reading, gallery_address):
    page = reading(gallery_address)
    page.evaluate(
        """() => window.addEventListener("click", event => {
            window.taken = event.defaultPrevented;
            event.preventDefault();
        })"""
    )
    link = page.locator("a.ph").first
    for key in ("Control", "Meta", "Shift"):
        link.click(modifiers=[key])
        assert page.evaluate("() => window.taken") is False, key
    assert not page.locator("dialog.lb").evaluate("box => box.open")


def test_without_script_a_picture_leads_to_its_file_and_tab_goes_in_reading_order(reading, gallery_address):
    page = reading(gallery_address, java_script_enabled=False)
    links = page.locator("a.ph")
    places = [links.nth(n).bounding_box() for n in range(6)]
    assert places == sorted(places, key=lambda place: (round(place["y"]), place["x"]))
    answer = page.request.get(page.url.partition("/thu-vien-anh")[0] + links.first.get_attribute("href"))
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")


def test_a_film_is_loaded_when_asked_for_and_is_sought(reading, video_address):
    page = reading(video_address)
    assert [url for url in page.asked if url.endswith((".webm", ".mp4"))] == []
    assert page.locator("video").evaluate("film => [film.autoplay, film.controls, film.paused]") == [False, True, True]
    page.locator("video").evaluate(
        """film => new Promise(done => {
            film.muted = true;
            film.addEventListener("loadedmetadata", () => { film.currentTime = 6; }, { once: true });
            film.addEventListener("seeked", done, { once: true });
            film.load();
            film.preload = "auto";
            film.play();
        })"""
    )
    length, at = page.locator("video").evaluate("film => [film.duration, film.currentTime]")
    assert length >= 9 and at >= 6
    assert page.locator("track").count() == 1
    assert [url for url in page.asked if url.endswith((".webm", ".mp4"))]


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_galleries_and_videos_pass_axe_in_three_themes(
    reading, axe_finds, gallery_address, video_address, width
):
    found = []
    for address in ("/thu-vien-anh/", gallery_address, "/video/", video_address):
        page = reading(address, width=width)
        found += axe_finds(page, f"{address} {width}")
        wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, address
    page = reading(gallery_address, width=width)
    page.locator("a.ph").first.click()
    assert found + axe_finds(page, f"large picture {width}") == []


# --- the desk ---------------------------------------------------------------------------------------------
@pytest.fixture
def keeper(person):
    return person("tulieu", Role.PICTURE_EDITOR)


def sent(name, data):
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


def drag(page, taken, onto):
    """By the mouse: one picture is taken hold of and let go over another."""
    taken.evaluate("image => image.scrollIntoView({ block: 'center' })")
    start, end = (
        (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        for box in (taken.bounding_box(), onto.bounding_box())
    )
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=12)
    page.mouse.up()


@pytest.mark.django_db(transaction=True)
def test_ctrl_d_says_what_the_picture_before_says(browser_page, log_in, live_server, keeper):
    page = log_in(browser_page(), keeper)
    page.goto(live_server.url + GALLERY_ADD)
    page.fill("[name=title]", "Ngày hội (minh họa)")
    for n in range(2):
        uploaded = [sent(f"{n}.jpg", pictures.jpeg(500 + n, 300).getvalue())]
        page.set_input_files("[name=photos_moi]", uploaded)
        page.get_by_text(f"Đã xong {n + 1} ảnh").wait_for()
    captions = page.get_by_label("Chú thích", exact=True)
    captions.nth(0).fill("Hội trường")
    captions.nth(0).press("Control+d")
    captions.nth(1).press("Control+d")
    credits_ = page.locator("[data-photo-list] [name^=photos_credit_]")
    credits_.nth(1).press("Control+d")
    assert [captions.nth(n).input_value() for n in (0, 1)] == ["Hội trường", "Hội trường"]
    assert credits_.nth(1).input_value() == ""


@pytest.mark.django_db(transaction=True)
def test_many_pictures_go_up_are_filled_in_and_put_in_order(browser_page, log_in, live_server, keeper):
    same = pictures.jpeg(500, 300).getvalue()
    there = uploads.accept_image(BytesIO(same), name="co-san.jpg", by=keeper, caption="Sân", photo_credit="An")
    page = log_in(browser_page(), keeper)
    page.goto(live_server.url + GALLERY_ADD)
    page.fill("[name=title]", "Ngày hội (minh họa)")
    chosen = [
        sent("mot.jpg", pictures.jpeg(640, 480).getvalue()),
        sent("hai.jpg", pictures.jpeg(660, 480).getvalue()),
        sent("hong.jpg", b"khong phai anh"),
        sent("trung.jpg", same),
    ]
    # One after another: the database of these tests lies in memory and takes one writer at a time.
    for number, file in enumerate(chosen, start=1):
        page.set_input_files("[name=photos_moi]", [file])
        page.get_by_text(f"Đã xong {number} ảnh").wait_for()
    lines = page.locator("[data-photo-progress] li")
    said = {lines.nth(n).locator("b").text_content(): lines.nth(n).locator(".pill").text_content() for n in range(4)}
    assert said == {"mot.jpg": "Đã nhận", "hai.jpg": "Đã nhận", "hong.jpg": "Chưa nhận", "trung.jpg": "Trùng"}
    assert "không phải ảnh" in page.locator("[data-photo-progress]").text_content()
    assert page.locator("[data-photo-lacking]").text_content() == ", 3 ảnh còn thiếu thông tin"
    page.get_by_role("button", name="Chọn tất cả").click()
    assert page.locator("[data-photo-chosen]").text_content() == "3"
    page.get_by_label("Tác giả ảnh").first.fill("Lan")
    page.get_by_role("button", name="Chỉ điền ô còn trống").click()
    rows = page.locator("[data-photo-list] > li")
    order = [int(rows.nth(n).get_attribute("data-photo")) for n in range(3)]
    for key in order:
        page.fill(f"[name=photos_caption_{key}]", f"Chú thích {key}")
        page.fill(f"[name=photos_alt_{key}]", f"Hình {key}")
    assert page.locator("[data-photo-lacking]").text_content() == ""
    up = page.get_by_role("button", name="Đưa ảnh 3 lên trước")
    up.focus()
    page.keyboard.press("Enter")
    drag(page, rows.nth(0).locator("img"), rows.nth(1).locator("img"))
    page.get_by_role("button", name="Lưu nháp").first.click()
    page.get_by_text("Đã lưu bản nháp.").wait_for()
    kept = revisions.current_data(Gallery.objects.get())["photos"]
    first, second, third = order
    assert [row["image"] for row in kept] == [third, first, second]
    assert {row["image"]: row["credit"] for row in kept} == {key: "" if key == there.pk else "Lan" for key in order}
    assert Image.objects.count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("desk", [GALLERY_ADD, "/quan-tri/media/image/"], ids=["gallery", "library"])
def test_a_desk_opened_again_names_the_pictures_that_did_not_arrive(browser_context, log_in, live_server, keeper, desk):
    page = log_in(browser_context().new_page(), keeper)
    page.goto(live_server.url + desk)
    note, names = page.locator("[data-unsent]"), page.locator("[data-unsent-names] li")
    assert note.is_hidden()
    # The line breaks after the first: the others are still waiting when the page is closed.
    arrived = []

    def break_off(route):
        if arrived:
            return route.abort("internetdisconnected")
        arrived.append(route.request.url)
        return route.continue_()

    page.route("**/tai-len/", break_off)
    chosen = [sent(f"{n}.jpg", pictures.jpeg(500 + n, 300).getvalue()) for n in range(4)]
    page.set_input_files("[type=file]", chosen)
    if desk != GALLERY_ADD:
        page.get_by_role("button", name="Tải lên").click()
    page.get_by_text("Đã nhận", exact=True).wait_for()
    page.get_by_text("Mất mạng").first.wait_for()
    assert note.is_hidden()
    took = Image.objects.get().name
    page.unroute("**/tai-len/")
    page.goto("about:blank")
    assert all("ERR_INTERNET_DISCONNECTED" in one for one in browser_context.complaints)
    browser_context.complaints.clear()

    page.goto(live_server.url + desk)
    missing = sorted({f"{n}.jpg" for n in range(4)} - {took})
    assert sorted(names.all_text_contents()) == missing
    assert "3 ảnh đã chọn lần trước chưa lên tới nơi." in note.text_content()
    # One of them is chosen again and arrives; the others are given up.
    [again] = [file for file in chosen if file["name"] == missing[0]]
    page.set_input_files("[type=file]", [again])
    if desk != GALLERY_ADD:
        page.get_by_role("button", name="Tải lên").click()
    page.get_by_text("Đã xong 1 ảnh").first.wait_for()
    assert sorted(names.all_text_contents()) == missing[1:]
    page.get_by_role("button", name="Bỏ lời nhắc này").click()
    assert note.is_hidden()
    assert page.locator("[type=file]").evaluate("box => box === document.activeElement")
    page.reload()
    assert note.is_hidden()


@pytest.mark.django_db(transaction=True)
def test_a_picture_sent_after_the_session_ended_is_not_called_received(browser_page, log_in, live_server, keeper):
    page = log_in(browser_page(), keeper)
    page.goto(live_server.url + GALLERY_ADD)
    page.context.clear_cookies(name="phien")
    page.set_input_files("[name=photos_moi]", [sent("mot.jpg", pictures.jpeg().getvalue())])
    page.get_by_text("Đã xong 1 ảnh").wait_for()
    line = page.locator("[data-photo-progress] li").text_content()
    assert line == "mot.jpgChưa nhận Máy chủ chưa nhận được ảnh. Hãy tải lại trang rồi thử lại."
    assert page.locator("[data-photo-list] > li").count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_desks_pass_axe_in_three_themes(browser_page, log_in, live_server, axe_clean, keeper, width):
    page = log_in(browser_page(width=width), keeper)
    for n in range(2):
        uploads.accept_image(pictures.jpeg(500 + n, 300), name=f"anh-{n}.jpg", by=keeper)
    page.goto(live_server.url + GALLERY_ADD)
    page.fill("[name=title]", "Ngày hội (minh họa)")
    page.set_input_files("[name=photos_moi]", [sent("mot.jpg", pictures.jpeg(640, 480).getvalue())])
    page.get_by_text("Đã xong 1 ảnh").wait_for()
    page.get_by_role("button", name="Lưu nháp").first.click()
    page.get_by_text("Đã lưu bản nháp.").wait_for()
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for address in (
        page.url,
        live_server.url + "/quan-tri/media/video/add/",
        live_server.url + "/quan-tri/media/image/",
    ):
        page.goto(address)
        axe_clean(page)
        assert page.evaluate(wide) == 0, address
