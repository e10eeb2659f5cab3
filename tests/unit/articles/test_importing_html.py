"""Saved pages of other portals, each built in another way: the article alone comes in, with the pictures lying beside the page."""

import base64

import pytest

from articles.importing import read_file
from media.refusals import Refused
from tests.unit.articles import word
from tests.unit.articles.word import LONG, SECOND

TITLE = "Đảng bộ minh họa bàn cách sinh hoạt chuyên đề"
SAPO = "Sáng nay, đảng bộ minh họa họp bàn cách sinh hoạt chuyên đề trong quý tới."
THIRD = "Cuối buổi, các đơn vị minh họa chọn một chi bộ làm thử, ghi lại từng bước, từng lúng túng và cách gỡ để chi bộ khác tham khảo."
OTHERS = "".join(
    f'<li><a href="/tin-{n}.html">Một tít khác của trang minh họa số {n} để người đọc bấm vào</a></li>'
    for n in range(8)
)
PHOTO, OTHER_PHOTO = word.jpeg(), word.jpeg(260)


def beside(**files):
    lying = {name.replace("__", "/").replace("_jpg", ".jpg"): data for name, data in files.items()}
    return lambda path: lying.get(path.removeprefix("./"))


def read(html, lying=None, encoding="utf-8"):
    return read_file(html.encode(encoding), name="trang.html", beside=lying or (lambda path: None))


def body(found):
    return [(block.kind, block.html) for block in found.blocks if block.kind != "figure"]


def captions(found):
    return [(picture.caption, picture.credit, picture.data) for picture in found.pictures()]


MODERN = f"""<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{TITLE} | Trang minh họa</title>
<meta property="og:site_name" content="Trang minh họa"><link rel="canonical" href="https://minhhoa.example/tin/bai-1.html">
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"x"}},
{{"@type":"NewsArticle",
"headline":"{TITLE}","datePublished":"2025-06-05T08:05:00+07:00","author":
{{"@type":"Person","name":"Tường Vi"}}}}]}}</script></head><body>
<header><nav class="menu"><ul>{OTHERS}</ul></nav></header>
<main><article><h1>{TITLE}</h1><p class="date">Thứ Năm, 05/06/2025 08:05</p>
<div class="share-bar"><a href="#">Facebook</a><a href="#">Zalo</a></div>
<p class="sapo">{SAPO}</p>
<figure><img src="bai_files/hop.jpg" alt="Quang cảnh buổi họp minh họa.">
<figcaption>Quang cảnh buổi họp minh họa. Ảnh: Thanh Trúc</figcaption></figure>
<p>{LONG}</p><h2>Ba việc cần làm</h2><p>{SECOND} <a href="https://minhhoa.example/x">Xem sổ tay</a>.</p>
<figure><img src="bai_files/ban.jpg" alt="Bàn gỗ dài, trên có sổ và bút."><figcaption>Bàn ghi chép.</figcaption></figure>
<p>{THIRD}</p>
<p class="author">Tường Vi</p><div class="related-news"><h3>Tin liên quan</h3><ul>{OTHERS}</ul></div></article></main>
<aside class="sidebar"><h2>Xem nhiều</h2><ul>{OTHERS}</ul></aside>
<footer><p>Địa chỉ: số 1, phố Minh Họa. {LONG}</p></footer></body></html>"""


def test_a_modern_page_gives_the_article_and_nothing_around_it():
    found = read(MODERN, beside(bai_files__hop_jpg=PHOTO, bai_files__ban_jpg=OTHER_PHOTO))
    assert (found.title.value, found.summary.value, found.authors.value) == (TITLE, SAPO, "Tường Vi")
    assert found.original_date.isoformat() == "2025-06-05T08:05:00+07:00"
    assert (found.source.value, found.source_url, found.republished) == (
        "Trang minh họa",
        "https://minhhoa.example/tin/bai-1.html",
        True,
    )
    assert body(found) == [
        ("p", LONG), ("h", "Ba việc cần làm"), ("p", f'{SECOND} <a href="https://minhhoa.example/x">Xem sổ tay</a>.'), ("p", THIRD),
    ]  # fmt: skip
    assert captions(found) == [
        ("Quang cảnh buổi họp minh họa.", "Thanh Trúc", PHOTO),
        ("Bàn ghi chép.", "", OTHER_PHOTO),
    ]
    assert [picture.alt for picture in found.pictures()] == ["", "Bàn gỗ dài, trên có sổ và bút."]
    assert found.warnings == []


def test_what_was_left_out_is_said():
    found = read(MODERN, beside(bai_files__hop_jpg=PHOTO, bai_files__ban_jpg=OTHER_PHOTO))
    assert {dropped.why for dropped in found.dropped} == {
        "Không thuộc bài: trình đơn, chia sẻ, tin liên quan của trang gốc", "Văn bản thay thế chép lại chú thích",
        "Dòng ký tên hoặc ngày đăng, đã ghi riêng",
    }  # fmt: skip


TABLES = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{TITLE}</title></head><body>
<table width="100%"><tr><td class="menu-left">
<a href="/">Trang chủ</a><br><a href="/gt">Giới thiệu trang</a><br><a href="/lh">Liên hệ</a></td>
<td><div>A- A A+ | Tăng tương phản Giảm tương phản</div>
<div class="tit"><b>{TITLE}</b></div><div>Thứ Năm, 5/6/2025 8:5'(GMT+7)</div>
<div class="noidung"><b>{SAPO}</b><br><br>{LONG}<br>
<table align="center"><tr><td><img src="anh/hop.jpg" width="400"></td></tr><tr><td><i>Quang cảnh buổi họp minh họa.</i></td></tr></table>
{SECOND}<br><br>{THIRD}./.<br><div align="right"><b>Tường Vi</b></div><br>(Lượt xem: 1234)</div>
<div>Các tin khác</div><ul>{OTHERS}</ul></td></tr></table></body></html>"""


def test_an_old_page_of_tables_and_line_breaks_reads_as_well():
    found = read(TABLES, beside(anh__hop_jpg=PHOTO))
    assert (found.title.value, found.summary.value, found.authors.value) == (TITLE, SAPO, "Tường Vi")
    assert found.original_date.isoformat() == "2025-06-05T08:05:00+07:00"
    assert body(found) == [("p", LONG), ("p", SECOND), ("p", THIRD)]
    assert captions(found) == [("Quang cảnh buổi họp minh họa.", "", PHOTO)]


def test_a_picture_inside_the_page_itself_comes_in():
    inside = "data:image/jpeg;base64," + base64.b64encode(PHOTO).decode()
    html = MODERN.replace("bai_files/hop.jpg", inside)
    found = read(html, beside(bai_files__ban_jpg=OTHER_PHOTO))
    assert [picture.data for picture in found.pictures()] == [PHOTO, OTHER_PHOTO]


def test_a_picture_that_is_not_there_is_named_and_never_fetched():
    found = read(MODERN.replace("bai_files/hop.jpg", "https://minhhoa.example/hop.jpg"))
    problem = "Ảnh không nằm trong thư mục lưu kèm trang. Hãy lưu lại trang “đầy đủ”, hoặc chèn ảnh sau."
    assert [(picture.name, picture.problem) for picture in found.pictures()] == [
        ("hop.jpg", problem),
        ("ban.jpg", problem),
    ]


def test_lazy_pictures_are_found_and_icons_are_not():
    icon = '<img src="bai_files/in.jpg" width="16" height="16">'
    html = MODERN.replace(
        'src="bai_files/hop.jpg"', 'src="data:image/gif;base64,R0lGOD" data-src="bai_files/hop.jpg"'
    ).replace(LONG, icon + LONG)
    found = read(html, beside(bai_files__hop_jpg=PHOTO, bai_files__ban_jpg=OTHER_PHOTO, bai_files__in_jpg=PHOTO))
    assert [picture.data for picture in found.pictures()] == [PHOTO, OTHER_PHOTO]


def test_scripts_handlers_and_frames_leave_no_trace():
    hostile = '<script>document.write("lọt")</script><p onclick="x()">Một dòng '
    hostile += '<a href="javascript:x()">bấm vào</a> <iframe src="//x">lọt</iframe></p>'
    found = read(
        MODERN.replace(f"<p>{THIRD}</p>", f"<p>{THIRD}</p>{hostile}"),
        beside(bai_files__hop_jpg=PHOTO, bai_files__ban_jpg=OTHER_PHOTO),
    )
    assert body(found)[-1] == ("p", "Một dòng bấm vào")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "utf-8"), ("windows-1258", "utf-8"), ("", "utf-8"), ("", "utf-16"), ("", "utf-8-sig")],
)
def test_the_letters_are_right_whatever_the_page_declares(declared, encoding):
    html = MODERN.replace('<meta charset="utf-8">', f'<meta charset="{declared}">' if declared else "")
    found = read(html, encoding=encoding)
    assert (found.title.value, found.summary.value) == (TITLE, SAPO)


def test_the_address_a_browser_noted_when_saving_is_the_source():
    html = MODERN.replace('<link rel="canonical" href="https://minhhoa.example/tin/bai-1.html">', "").replace(
        "<html", "<!-- saved from url=(0034)https://minhhoa.example/tin/bai-1.html --><html"
    )
    assert read(html).source_url == "https://minhhoa.example/tin/bai-1.html"


def test_text_outside_the_part_that_was_taken_is_pointed_out():
    columns = "".join(
        f"<div><div><div><div><p>{LONG}</p><p>{text}</p></div></div></div></div>" for text in (SECOND, THIRD, SAPO)
    )
    found = read(f"<html><body><h1>{TITLE}</h1>{columns}")
    assert found.warnings == ["Trang còn nhiều chữ ngoài phần đã lấy. Hãy so với trang gốc xem bài có đủ không."]


def test_emphasis_that_was_never_closed_swallows_no_paragraph():
    html = (
        f"<html><body><div class='noidung'><i><p>{SAPO}</p><p><img src='a.jpg'></p><p>{LONG}</p><p>{SECOND}</p></div>"
    )
    found = read(html, beside(a_jpg=PHOTO))
    assert (found.summary.value, [block.text for block in found.blocks]) == (SAPO, [LONG, SECOND])
    assert captions(found) == [("", "", PHOTO)]


def test_a_page_nested_deeper_than_people_write_is_read_flat():
    found = read("<html><body>" + "<div>" * 400 + f"<p>{SAPO}</p><p>{LONG}</p>")
    assert (found.summary.value, body(found)) == (SAPO, [("p", LONG)])


@pytest.mark.parametrize("html", ["<div>" * 50_000, "<p><b><i>" * 5_000, "<b><b>" * 100_000, "<br>" * 200_000])
def test_a_page_made_to_choke_a_reader_is_refused_at_once(html):
    with pytest.raises(Refused, match="Trang quá phức tạp"):
        read("<html>" + html + LONG)


def test_a_page_without_words_is_refused():
    with pytest.raises(Refused, match="Không thấy chữ nào trong tệp"):
        read("<html><body><nav>Trang chủ</nav><script>x = 1</script></body></html>")
