"""The one door for HTML: what goes in as an attack comes out as words, what is clean stays as it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.sanitizing import TAGS, clean, json_ld, plain_text, render, render_elsewhere

ATTACKS = [
    ("<script>alert(1)</script><p>Chữ</p>", "<p>Chữ</p>"),
    ('<p onclick="alert(1)" style="color:red" class="MsoNormal">Chữ</p>', "<p>Chữ</p>"),
    ('<a href="javascript:alert(1)">Chữ</a>', '<a rel="noopener">Chữ</a>'),
    ('<a href="//ngoai.vidu.vn/x">Chữ</a>', '<a rel="noopener">Chữ</a>'),
    ('<a href="jav&#x09;ascript:alert(1)">Chữ</a>', '<a rel="noopener">Chữ</a>'),
    ("<iframe src=https://vidu.vn></iframe><p>Chữ</p>", "<p>Chữ</p>"),
    ("<svg><script>alert(1)</script></svg><p>Chữ</p>", "<p>Chữ</p>"),
    ('<img src=x onerror="alert(1)"><p>Chữ</p>', "<p>Chữ</p>"),
    ("<style>p{color:red}</style><p>Chữ</p>", "<p>Chữ</p>"),
    ("<p>Chữ</p><!-- <script>alert(1)</script> -->", "<p>Chữ</p>"),
    ("<math><mtext><script>alert(1)</script></mtext></math><p>Chữ</p>", "<p>Chữ</p>"),
    (
        '<figure data-image="1 onload=x"><figcaption>Chữ</figcaption></figure>',
        "<figure><figcaption>Chữ</figcaption></figure>",
    ),
    ('<aside class="box evil">Chữ</aside>', '<aside class="box">Chữ</aside>'),
    ("<td colspan=99999>Chữ</td>", "Chữ"),
]


@pytest.mark.parametrize(("hostile", "left"), ATTACKS)
def test_hostile_html_comes_out_harmless(hostile, left):
    assert clean(hostile) == left


def test_the_house_keeps_what_writers_need():
    text = (
        '<h2>Đề mục</h2><p>Chữ <strong>đậm</strong> và <em>nghiêng</em>.</p><aside class="box"><h3>Hộp</h3><p>Nội dung.</p></aside>'
        '<table><caption>Bảng</caption><thead><tr><th scope="col">Cột</th></tr></thead><tbody><tr><td rowspan="2">Ô</td></tr>'
        '</tbody></table><figure data-image="12" data-alt="Tả" data-credit="Tên"><figcaption>Chú thích</figcaption></figure>'
        '<section class="notes"><ol><li id="fn-1">Chú</li></ol></section>'
    )
    assert clean(text) == text


def test_other_names_of_the_same_thing_become_ours():
    assert (
        clean("<h1>Một</h1><b>hai</b><i>ba</i><h5>bốn</h5>")
        == "<h2>Một</h2><strong>hai</strong><em>ba</em><h3>bốn</h3>"
    )


def test_text_becomes_nfc_without_invisible_marks_even_behind_entities():
    assert clean("<p>Đa\u0309ng\u00a0u\u0309y\u200b&#x1EE7;&#8203;&nbsp;x</p>") == "<p>Đảng ủyủ x</p>"


def test_empty_paragraphs_go():
    assert clean("<p>Một</p><p>&nbsp;</p><p><br></p><p>Hai</p>") == "<p>Một</p><p>Hai</p>"


@given(st.text(max_size=200) | st.sampled_from([hostile for hostile, _ in ATTACKS]))
def test_cleaning_what_is_clean_changes_nothing(text):
    once = clean(text)
    assert clean(once) == once


@given(
    st.lists(
        st.sampled_from(["<", ">", "script", "/", '"', "'", "&", "p", " ", "onx=", "<p", "</p>", "style", "svg"]),
        max_size=30,
    )
)
def test_no_tag_outside_the_list_survives(parts):

    left = {name.lower() for name in re.findall(r"<\s*/?\s*([a-zA-Z][\w-]*)", clean("".join(parts)))}
    assert left <= TAGS


def test_rendering_cleans_again_what_a_row_may_hold():
    assert render("<p onclick=x>Chữ</p><script>1</script>") == "<p>Chữ</p>"


def test_structured_data_cannot_end_its_element():
    block = json_ld([{"name": "</script><script>alert(1)</script>"}])
    assert block.count("</script>") == 1
    assert block.endswith("</script>")


def test_plain_text_keeps_words_apart():
    assert plain_text("<h2>Một</h2><p>hai <strong>ba</strong></p><ul><li>bốn &amp; năm</li></ul>").split() == [
        "Một", "hai", "ba", "bốn", "&", "năm",
    ]  # fmt: skip


def test_document_numbers_stay_on_one_line_in_text_and_never_in_attributes():
    shown = render('<p>Kết luận 01-KL/TW</p><p><a href="/x?q=01-KL/TW">35-NQ/TW</a></p>')
    assert shown == (
        '<p>Kết luận <span class="nb">01-KL/TW</span></p>'
        '<p><a href="/x?q=01-KL/TW" rel="noopener"><span class="nb">35-NQ/TW</span></a></p>'
    )


def test_a_table_scrolls_in_a_region_the_keyboard_reaches():
    table = "<table><tbody><tr><td>Ô</td></tr></tbody></table>"
    assert render(table) == f'<div class="tw" role="region" aria-label="Bảng" tabindex="0">{table}</div>'


def test_no_heading_level_is_skipped():
    assert render("<h3>Một</h3><h2>Hai</h2><h3>Ba</h3>") == "<h2>Một</h2><h2>Hai</h2><h3>Ba</h3>"


def test_every_box_has_a_name_of_its_own():
    box = '<aside class="box"><p>Chữ</p></aside>'
    titled = '<aside class="box"><h3>Số "liệu"</h3></aside>'
    assert render(f"<h2>Một</h2>{box}{box}{titled}") == (
        '<h2>Một</h2><aside class="box" aria-label="Thông tin thêm"><p>Chữ</p></aside>'
        '<aside class="box" aria-label="Thông tin thêm (2)"><p>Chữ</p></aside>'
        '<aside class="box" aria-label="Số &quot;liệu&quot;"><h3>Số "liệu"</h3></aside>'
    )


@pytest.mark.parametrize(
    ("html", "elsewhere"),
    [
        ('<p><a href="/tin-tuc/">x</a></p>', '<p><a href="https://minh-hoa.example/tin-tuc/" rel="noopener">x</a></p>'),
        (
            '<p><a href="https://khac.example/a/b">x</a></p>',
            '<p><a href="https://khac.example/a/b" rel="noopener">x</a></p>',
        ),
        ('<p><a href="#chu-thich-1">1</a></p>', '<p><a href="#chu-thich-1" rel="noopener">1</a></p>'),
        ('<p>viết: href="/tin-tuc/"</p>', '<p>viết: href="/tin-tuc/"</p>'),
    ],
)
def test_elsewhere_every_address_says_on_which_site_it_is(settings, html, elsewhere):
    settings.SITE_URL = "https://minh-hoa.example"
    assert render_elsewhere(html) == elsewhere
