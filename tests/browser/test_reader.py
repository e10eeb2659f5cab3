"""The reader's own hands: keyboard, text size and theme, without script, on paper, sharing, searching."""

import re

import pytest
from playwright.sync_api import expect

ARTICLE = "/bai-viet/giao-ban-1/"
FOCUSED = "() => document.activeElement.textContent.trim()"
WAYS_ROUND = {"script": True, "no script": False}


@pytest.mark.parametrize("path", ["/", ARTICLE, "/tim-kiem/?q=hoi+nghi", "/khong-co-trang-nay/"])
def test_the_first_tab_leads_to_the_content(reading, path):
    page = reading(path)
    page.keyboard.press("Tab")
    link = page.locator(".skip")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    assert link.text_content() == "Đến nội dung chính"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.getElementById('main').contains(document.activeElement)")


def test_the_menu_opens_closes_with_esc_and_gives_the_focus_back(reading):
    page = reading("/", width=360, height=740)
    button = page.get_by_role("button", name="Menu")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Trang chủ"
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()


def test_text_size_changes_at_once_is_spoken_and_remembered(reading):
    page = reading(ARTICLE)
    page.evaluate("() => { window.same = true; }")
    larger, smaller = page.get_by_role("button", name="A+"), page.get_by_role("button", name="A−")
    sizes = []
    for _ in range(5):
        larger.press("Enter")
        sizes.append(page.evaluate("() => getComputedStyle(document.documentElement).fontSize"))
    assert sizes == ["18px", "20px", "24px", "32px", "32px"]
    expect(page.get_by_role("status").last).to_have_text("Cỡ chữ 200 %")
    expect(larger).to_have_attribute("aria-disabled", "true")
    smaller.press("Enter")
    assert page.evaluate("() => window.same") is True
    page.goto(page.url.replace(ARTICLE, "/"))
    expect(page.locator("html")).to_have_attribute("data-size", "150")


def test_the_choice_stands_in_kept_pages_before_any_script_runs(reading):
    reading(ARTICLE)
    plain = reading(ARTICLE, display="contrast-150", java_script_enabled=False)
    expect(plain.locator("html")).to_have_attribute("data-theme", "contrast")
    expect(plain.locator("html")).to_have_attribute("data-size", "150")
    other = reading(ARTICLE, java_script_enabled=False)
    assert other.locator("html").get_attribute("data-theme") is None
    forged = reading(ARTICLE, display='dark"onload=alert(1)-150', java_script_enabled=False)
    assert forged.locator("html").get_attribute("data-theme") is None


@pytest.mark.parametrize("script", WAYS_ROUND.values(), ids=WAYS_ROUND)
def test_the_theme_is_chosen_by_a_button_and_the_reader_stays_on_the_page(reading, script):
    page = reading("/tin-tuc/?nam=2023", java_script_enabled=script)
    address = page.url
    for name, theme in (("Tối", "dark"), ("Tương phản", "contrast"), ("Sáng", "light")):
        page.get_by_role("button", name=name).press("Enter")
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        assert page.url == address
    page.get_by_role("button", name="A+").press("Enter")
    expect(page.locator("html")).to_have_attribute("data-size", "112")
    kept = {one["name"]: one for one in page.context.cookies()}
    assert kept.keys() == {"hienthi"} and kept["hienthi"]["value"] == "light-112"


def test_the_device_decides_until_the_reader_does(reading):
    ground = "() => getComputedStyle(document.body).backgroundColor"
    dark, light = reading("/", color_scheme="dark"), reading("/", color_scheme="light")
    assert dark.evaluate(ground) != light.evaluate(ground)
    assert dark.evaluate(ground) == reading("/", display="dark-100", color_scheme="light").evaluate(ground)


def test_without_script_filters_pages_menu_and_search_work(reading):
    page = reading("/tin-tuc/", width=360, java_script_enabled=False)
    page.get_by_role("link", name="Menu").click()
    assert page.url.endswith("#chan-trang")

    page.get_by_role("link", name="Trang sau").or_(page.get_by_role("link", name="2", exact=True)).first.click()
    assert page.url.endswith("?trang=2")
    assert page.locator("main .story").count() > 0

    page.locator("main [name=q]").fill("chi bo")
    page.get_by_role("button", name="Lọc tin").click()
    assert "q=chi+bo" in page.url and "trang" not in page.url
    expect(page.locator(".chips").first).to_contain_text("chi bo")

    page.locator("header [name=q]").fill("hoi nghi")
    page.locator("header [name=q]").press("Enter")
    assert page.url.endswith("/tim-kiem/?q=hoi+nghi")
    expect(page.locator("main mark").first).to_have_text("Hội nghị")


def test_sharing_opens_by_keyboard_and_copies_and_no_link_of_it_runs_foreign_code(reading, sample_portal):
    page = reading(ARTICLE, permissions=["clipboard-read", "clipboard-write"])
    summary = page.locator(".drop summary").first
    summary.press("Enter")
    copy = page.locator(".drop [data-copy]").first
    expect(copy).to_be_visible()
    copy.press("Enter")
    expect(page.locator("#live")).to_have_text("Đã chép đường dẫn")
    assert page.evaluate("() => navigator.clipboard.readText()") == page.locator("link[rel=canonical]").get_attribute(
        "href"
    )
    copy.press("Escape")
    expect(copy).to_be_hidden()
    expect(summary).to_be_focused()
    assert {url for url in page.asked if not url.startswith(sample_portal)} == set()


def test_on_paper_there_is_the_article_and_no_furniture(reading):
    page = reading(ARTICLE)
    page.emulate_media(media="print")
    for furniture in ("nav.nav", ".display", "form.search", ".drop", "aside.aside", ".foot nav"):
        assert [one for one in page.locator(furniture).all() if one.is_visible()] == [], furniture
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".prose")).to_be_visible()


def test_every_stop_of_the_keyboard_on_an_article_is_seen(reading):
    page = reading(ARTICLE)
    stops, unseen = 0, []
    for _ in range(200):
        page.keyboard.press("Tab")
        found = page.evaluate("""() => {
            const one = document.activeElement, box = one.getBoundingClientRect(), look = getComputedStyle(one);
            const ring = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0;
            return one === document.body ? null : [one.outerHTML.slice(0, 120), ring && box.width > 0 && box.bottom > 0];
        }""")
        if found is None:
            break
        stops += 1
        unseen += [] if found[1] else [found[0]]
    assert stops > 30
    assert unseen == []


def test_dates_are_words_and_machine_readable(reading):
    page = reading(ARTICLE)
    shown = page.locator("main time").first
    assert re.fullmatch(r"Thứ Sáu, 5/7/2024, 16:30 \(GMT\+7\)", shown.text_content().strip())
    assert shown.get_attribute("datetime") == "2024-07-05T16:30:00+07:00"
