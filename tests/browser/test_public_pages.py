"""Every kind of public page of the sample portal, as Chromium sees it: axe, widths, large text, fonts, pictures, other hosts.

axe looks in three themes at 1280 px and in the light one at 360 px: colours are the same at every width, layout in every theme.
"""

import pytest

# The sample's pieces are numbered by their files.
ARTICLE = "/bai-viet/giao-ban-1/"
PAGES = {
    "trang chủ": "/",
    "tin bài": "/tin-tuc/?nam=2023&q=chi+bộ",
    "tin bài, không có gì": "/tin-tuc/?nam=1999",
    "chuyên mục": "/chuyen-muc/xay-dung-dang/",
    "bài có ảnh, hộp, bảng": ARTICLE,
    "bài lưu trữ": "/bai-viet/ky-niem-5/",
    "bài đã gỡ": "/bai-viet/bai-31/",
    "dòng sự kiện": "/dong-su-kien/",
    "tác giả": "/tac-gia/",
    "từ khóa": "/tu-khoa/",
    "trang": "/trang/kha-nang-tiep-can/",
    "trang tiếng Anh": "/trang/about/",
    "cây tổ chức": "/to-chuc/",
    "tìm tổ chức": "/to-chuc/?q=tin+hoc",
    "một tổ chức": "/to-chuc/dang-bo-co-quan-bao-chi-so-1-minh-hoa/",
    "tổ chức đã sáp nhập": "/to-chuc/dang-bo-tap-chi-so-10-minh-hoa/",
    "hội nghị": "/hoi-nghi/",
    "hội nghị, không có gì": "/hoi-nghi/?nam=1999",
    "hội nghị có điểm cầu": "/hoi-nghi/chuyen-de-3/",
    "hội nghị đã hủy": "/hoi-nghi/tap-huan-15/",
    "chuỗi giao ban có kỳ trống": "/hoi-nghi/chuoi/giao-ban-ban-chi-dao-35-dang-bo-khoi/?nam=2024",
    "lịch tháng có hội nghị": "/hoi-nghi/lich/?thang=2023-08",
    "lịch tháng trống": "/hoi-nghi/lich/?thang=2023-07",
    "tài liệu": "/tai-lieu/?loai=nghi-quyet&loai=ket-luan",
    "tài liệu, không có gì": "/tai-lieu/?q=xyzzyx",
    "một tài liệu": "/tai-lieu/chuong-trinh-8/",
    "tài liệu đã được thay thế": "/tai-lieu/nghi-dinh-2/",
    "sơ đồ": "/so-do/",
    "các kênh RSS": "/rss/",
    "tìm thấy": "/tim-kiem/?q=hoi+nghi",
    "không tìm thấy": "/tim-kiem/?q=xyzzyx",
    "không có trang": "/khong-co-trang-nay/",
}
ANSWERS = {"bài đã gỡ": 410, "không có trang": 404}
# The same template in another state: left to `make test-browser`, so that a smoke run stays short.
OTHER_STATES = {
    "trang tiếng Anh", "tìm tổ chức", "tổ chức đã sáp nhập", "hội nghị, không có gì", "hội nghị đã hủy", "lịch tháng trống",
    "tài liệu, không có gì", "tài liệu đã được thay thế", "không tìm thấy", "các kênh RSS",
}  # fmt: skip
FROM_THE_ARTICLE = {"/dong-su-kien/": "/dong-su-kien/", "/tac-gia/": "/tac-gia/", "/tu-khoa/": "/tu-khoa/"}
FONT_FILES = 4
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNSIZED = """() => [...document.images].filter(one => !one.getAttribute('width') || !one.getAttribute('height'))
    .map(one => one.outerHTML)"""


@pytest.fixture
def opened(reading):
    """opened("tác giả"): that kind of page, at 1280 px; threads, authors and keywords are found by way of an article."""

    def visit(kind, **options):
        path = PAGES[kind]
        if path in FROM_THE_ARTICLE:
            page = reading(ARTICLE)
            path = page.locator(f"main a[href^='{path}']").first.get_attribute("href")
        return reading(path, **options)

    return visit


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.long) if kind in OTHER_STATES else kind for kind in PAGES]
)
def test_a_page_is_clean_in_three_themes_and_fits_every_width(opened, axe_finds, kind):
    page = opened(kind)
    assert page.answer.status == ANSWERS.get(kind, 200)
    assert page.locator("h1").count() == 1
    page.wait_for_load_state("networkidle")
    assert len({url for url in page.asked if url.endswith(".woff2")}) <= FONT_FILES
    assert page.evaluate(UNSIZED) == []

    found = axe_finds(page, f"{kind} 1280")
    page.set_viewport_size({"width": 360, "height": 740})
    found += axe_finds(page, f"{kind} 360", themes=("light",))
    assert found == []

    page.evaluate("() => document.documentElement.setAttribute('data-size', '200')")
    too_wide = {}
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        too_wide[width] = page.evaluate(SIDEWAYS)
    assert too_wide == {320: 0, 768: 0, 1280: 0}


def test_the_text_of_an_article_begins_on_the_second_screen_of_a_phone_at_the_latest(reading):
    page = reading(ARTICLE, width=360, height=740)
    top = page.locator(".prose > p").first.evaluate("one => one.getBoundingClientRect().top + scrollY")
    assert top <= 1110


def test_only_the_first_screen_loads_its_pictures_at_once(reading):
    page = reading("/", width=1280)
    eager = page.evaluate("""() => [...document.images].filter(one => one.loading !== 'lazy')
        .map(one => one.getBoundingClientRect().top + scrollY).filter(top => top > innerHeight)""")
    assert page.locator("img[loading=lazy]").count() > 0
    assert eager == []


def test_no_text_is_smaller_than_fifteen_pixels(reading):
    page = reading(ARTICLE)
    small = page.evaluate("""() => [...document.querySelectorAll('main *')]
        .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
        .filter(one => one.offsetParent && !one.closest('.vh, sup, sub, .doc__k') && parseFloat(getComputedStyle(one).fontSize) < 15)
        .map(one => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`)""")
    assert small == []


@pytest.mark.django_db(transaction=True)
def test_a_portal_in_which_nothing_stands_yet_is_whole(browser_page, axe_finds, live_server):
    page, found = browser_page(width=360, height=740), []
    for path in ("/", "/tin-tuc/", "/tai-lieu/", "/so-do/", "/rss/", "/tim-kiem/?q=hoi+nghi"):
        assert page.goto(live_server.url + path).status == 200
        assert page.locator("h1").count() == 1
        found += axe_finds(page, path, themes=("light",))
    assert found == []
