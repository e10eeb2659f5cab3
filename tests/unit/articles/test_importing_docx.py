"""Word files: what each part becomes, what is left out, and one clear line for a file that can't be read."""

import pytest

from articles.importing import read_file
from articles.importing.found import Dropped
from media.refusals import Refused
from tests.unit.articles import word
from tests.unit.articles.word import LONG, SECOND, bullet, document, paragraph, photo, table, text_box

TITLE = "Đảng bộ minh họa bàn cách sinh hoạt chuyên đề"


def read(data, name="bai.docx"):
    return read_file(data, name=name)


def body(found):
    return [(block.kind, block.html) for block in found.blocks]


def captions(found):
    return [(picture.caption, picture.credit, picture.alt) for picture in found.pictures()]


def reasons(found):
    return {dropped.what: dropped.why for dropped in found.dropped}


def test_a_whole_article_finds_every_part_at_its_place():
    image = word.jpeg()
    found = read(word.article(image=image))
    assert found.title.value == TITLE
    assert found.summary.value == "Sáng nay, đảng bộ minh họa họp bàn cách sinh hoạt chuyên đề trong quý tới."
    assert (found.authors.value, found.authors.is_sure) == ("Tường Vi", True)
    assert body(found) == [("p", LONG), ("p", SECOND)]
    assert captions(found) == [("Quang cảnh buổi họp minh họa.", "Tường Vi", "")]
    assert found.lead.data == image
    assert found.warnings == []
    assert found.dropped == [Dropped("Tường Vi", "Dòng ký tên, đã ghi riêng"), Dropped("./.", "Dấu hết bài")]


def test_headings_keep_their_order_of_rank():
    found = read(document(
        paragraph(TITLE, style="Title"), paragraph(LONG), paragraph("Việc thứ nhất", style="Heading2"), paragraph(SECOND),
        paragraph("Một ý nhỏ", style="Heading3"), paragraph(LONG),
    ))  # fmt: skip
    assert [(block.level, block.html) for block in found.blocks if block.kind == "h"] == [
        (2, "Việc thứ nhất"),
        (3, "Một ý nhỏ"),
    ]


def test_a_line_in_bold_between_paragraphs_becomes_a_heading():
    found = read(
        document(
            paragraph(TITLE, style="Title"),
            paragraph(LONG),
            paragraph("Ba việc của quý tới", bold=True),
            paragraph(SECOND),
        )
    )
    assert body(found) == [("h", "Ba việc của quý tới"), ("p", SECOND)]


@pytest.mark.parametrize(
    ("title", "why"),
    [
        (paragraph(TITLE, size=18), "Dòng cỡ chữ lớn nhất"),
        (paragraph(TITLE, bold=True, align="center"), "Dòng đậm hoặc canh giữa đầu bài"),
        (paragraph(TITLE), "Dòng đầu, đứng riêng, không có dấu chấm cuối"),
    ],
)
def test_without_a_title_style_the_title_is_known_by_its_looks(title, why):
    found = read(document(title, paragraph(LONG, size=14), paragraph(SECOND, size=14)))
    assert (found.title.value, found.title.why) == (TITLE, why)
    assert found.summary.value == LONG
    assert body(found) == [("p", SECOND)]


def test_a_short_line_over_the_title_is_the_kicker():
    found = read(
        document(
            paragraph("Sinh hoạt chi bộ", bold=True), paragraph(TITLE, bold=True), paragraph(LONG), paragraph(SECOND)
        )
    )
    assert (found.kicker.value, found.kicker.is_sure, found.title.value) == ("Sinh hoạt chi bộ", False, TITLE)


def test_a_text_without_a_title_gets_its_first_sentence():
    found = read(document(paragraph("Đảng bộ minh họa vừa họp. " + LONG), paragraph(SECOND)))
    assert found.title.value == "Đảng bộ minh họa vừa họp"
    assert not found.title.is_sure
    assert found.warnings == ["Tệp không có tít: đã lấy câu đầu của bài. Hãy đặt tít."]
    assert found.summary.value == "Đảng bộ minh họa vừa họp. " + LONG


def test_a_borrowed_title_is_at_most_150_characters_and_ends_at_a_word():
    found = read(document(paragraph(LONG), paragraph(SECOND)))
    assert len(found.title.value) <= 150
    assert found.title.value.endswith("…")
    assert LONG.startswith(found.title.value[:-1] + " ")


def test_lists_and_tables_keep_their_structure():
    found = read(document(
        paragraph(TITLE, style="Title"), paragraph(LONG), bullet("Việc một"), bullet("Việc hai"),
        table(["STT", "Việc", "Hạn"], ["1", "Ghi chép"], spans={(1, 1): 2}), paragraph(SECOND),
    ))  # fmt: skip
    assert body(found) == [
        ("list", "<ul><li>Việc một</li><li>Việc hai</li></ul>"),
        (
            "table",
            '<table><thead><tr><th scope="col">STT</th><th scope="col">Việc</th><th scope="col">Hạn</th></tr></thead>'
            '<tbody><tr><td>1</td><td colspan="2">Ghi chép</td></tr></tbody></table>',
        ),
        ("p", SECOND),
    ]


def test_dashes_typed_by_hand_become_a_list():
    found = read(
        document(
            paragraph(TITLE, style="Title"),
            paragraph(LONG),
            paragraph("- Việc một"),
            paragraph("– Việc hai"),
            paragraph(SECOND),
        )
    )
    assert body(found) == [("list", "<ul><li>Việc một</li><li>Việc hai</li></ul>"), ("p", SECOND)]


def test_captions_lie_on_the_photos_above_them():
    found = read(document(
        paragraph(TITLE, style="Title"), paragraph(LONG), paragraph(SECOND),
        paragraph(inner=photo(1)), paragraph("Hội trường trước giờ họp (Ảnh: Tường Vi)", italic=True),
        paragraph(SECOND), paragraph(inner=photo(2)), paragraph("Bàn ghi chép của tổ minh họa."), paragraph("Ảnh: Thanh Trúc"),
        paragraph(LONG), images=[word.jpeg(), word.jpeg(250)],
    ))  # fmt: skip
    assert captions(found) == [
        ("Hội trường trước giờ họp", "Tường Vi", ""),
        ("Bàn ghi chép của tổ minh họa.", "Thanh Trúc", ""),
    ]
    assert [picture.is_sure for picture in found.pictures()] == [True, False]
    assert [block.kind for block in found.blocks] == ["p", "figure", "p", "figure", "p"]


def test_a_caption_printed_twice_and_copied_into_the_alt_text_is_kept_once():
    line = "Tổ minh họa ghi chép ý kiến."
    found = read(document(
        paragraph(TITLE, style="Title"), paragraph(LONG), paragraph(SECOND), paragraph(inner=photo(1, description=line)),
        paragraph(line), paragraph(line.replace(" ", "  ", 1)), paragraph(SECOND), images=[word.jpeg()],
    ))  # fmt: skip
    assert captions(found) == [(line, "", "")]
    assert body(found) == [("p", SECOND), ("p", SECOND)]
    assert reasons(found)[line] == "Văn bản thay thế chép lại chú thích"
    assert Dropped(line, "Chú thích in hai lần, giữ một") in found.dropped


def test_an_alt_text_of_its_own_stays_a_file_name_goes():
    seen = "Một dãy bàn gỗ, trên bàn có sổ và bút."
    found = read(document(
        paragraph(TITLE, style="Title"), paragraph(LONG), paragraph(SECOND), paragraph(inner=photo(1, description=seen)),
        paragraph("Bàn họp.", style="Caption"), paragraph(SECOND), paragraph(inner=photo(2, description="IMG_0042.jpg")),
        paragraph("Cửa vào.", style="Caption"), paragraph(LONG), images=[word.jpeg(), word.jpeg(250)],
    ))  # fmt: skip
    assert captions(found) == [("Bàn họp.", "", seen), ("Cửa vào.", "", "")]


def test_a_photo_without_a_caption_is_named():
    found = read(document(
        paragraph(TITLE, style="Title"), paragraph(LONG), paragraph(SECOND), paragraph(inner=photo(1)),
        paragraph(LONG), images=[word.jpeg()],
    ))  # fmt: skip
    assert captions(found) == [("", "", "")]
    assert found.warnings == ["Ảnh 1 (Ảnh 1 trong tệp) không thấy chú thích. Hãy ghi ai, ở đâu, lúc nào."]


def test_photos_laid_out_in_a_table_find_the_captions_in_their_column():
    found = read(document(
        paragraph(TITLE, style="Title"), paragraph(LONG), paragraph(SECOND),
        table([paragraph(inner=photo(1)), paragraph(inner=photo(2))], ["Ảnh bên trái minh họa.", "Ảnh bên phải minh họa."]),
        paragraph(LONG), images=[word.jpeg(), word.jpeg(250)],
    ))  # fmt: skip
    assert captions(found) == [("Ảnh bên trái minh họa.", "", ""), ("Ảnh bên phải minh họa.", "", "")]
    assert [block.kind for block in found.blocks] == ["p", "figure", "figure", "p"]


def test_footnotes_are_numbered_and_kept_behind_the_text():
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    found = read(
        document(
            paragraph(TITLE, style="Title"),
            paragraph(LONG),
            paragraph("Theo một sổ tay", inner=mark),
            footnotes=["Sổ tay minh họa, tập 2."],
        )
    )
    assert body(found) == [("p", 'Theo một sổ tay<sup><a href="#fn-1" id="fnref-1">1</a></sup>')]
    assert found.notes == ["Sổ tay minh họa, tập 2."]


def test_text_boxes_frames_and_starred_lines_become_boxes():
    found = read(document(
        paragraph(TITLE, style="Title"), paragraph(LONG), paragraph(SECOND, inner=text_box("Lịch họp được gửi trước ba ngày.")),
        table(["Ai vắng thì xem biên bản."]), paragraph("* Nhân dịp này, tổ minh họa tặng sổ tay cho các chi bộ."),
    ))  # fmt: skip
    assert body(found) == [
        ("p", SECOND),
        ("box", "<p>Lịch họp được gửi trước ba ngày.</p>"),
        ("box", "<p>Ai vắng thì xem biên bản.</p>"),
        ("box", "<p>Nhân dịp này, tổ minh họa tặng sổ tay cho các chi bộ.</p>"),
    ]


def test_tracked_changes_are_taken_comments_go_and_both_are_said():
    changed = f"<w:p>{word.run('Bản ')}<w:del w:id='1'>{word.run('cũ')}</w:del><w:ins w:id='2'>{word.run('mới ' + SECOND)}</w:ins></w:p>"
    found = read(document(paragraph(TITLE, style="Title"), paragraph(LONG), changed, comments=["Sửa chỗ này"]))
    assert body(found) == [("p", "Bản mới " + SECOND)]
    assert reasons(found)["1 lời bình và 2 chỗ theo dõi thay đổi"] == "Bỏ lời bình, lấy bản đã nhận mọi thay đổi"


def test_source_and_old_date_have_places_of_their_own():
    found = read(document(
        paragraph(TITLE, style="Title"), paragraph("Thứ Sáu, 6/6/2025"), paragraph("Tin đảng bộ"),
        paragraph("Thứ Năm, 5/6/2025 8:5'(GMT+7)"),
        paragraph(LONG), paragraph(SECOND), paragraph("Theo Tạp chí Minh họa"),
    ))  # fmt: skip
    assert found.original_date.isoformat() == "2025-06-05T08:05:00+07:00"
    assert (found.source.value, found.republished, found.section_hint) == ("Tạp chí Minh họa", True, "Tin đảng bộ")
    assert body(found) == [("p", SECOND)]


def test_a_sentence_that_names_the_republic_is_no_letterhead():
    sentence = "Kỷ niệm ngày ra đời nước Cộng hòa xã hội chủ nghĩa Việt Nam, " + LONG
    found = read(document(paragraph(TITLE, style="Title"), paragraph(sentence), paragraph(SECOND)))
    assert found.summary.value == sentence


def test_old_fonts_come_out_in_unicode_with_a_warning():
    # "Đảng bộ minh họa họp bàn việc mới", as a .VnTime font writes it.
    found = read(
        document(
            paragraph("\xa7¶ng bé minh häa häp bµn viÖc míi"),
            paragraph("C¸c chi bé ®· häp vµ thèng nhÊt c¸ch lµm viÖc trong quý tíi. " * 4),
            paragraph(SECOND[:0] + "Mäi ng­êi ®Òu ®ång ý."),
        )
    )
    assert found.title.value == "Đảng bộ minh họa họp bàn việc mới"
    assert found.warnings[0].startswith("Văn bản gõ bằng phông chữ cũ")


def test_what_is_hidden_in_the_markup_of_a_file_never_becomes_markup_of_ours():
    found = read(
        document(
            paragraph(TITLE, style="Title"),
            paragraph("<script>alert(1)</script> & " + LONG),
            paragraph("<b onclick=x>" + SECOND),
        )
    )
    assert found.summary.value == "<script>alert(1)</script> & " + LONG
    assert body(found) == [("p", "&lt;b onclick=x&gt;" + SECOND)]


def damaged_xml():
    content = word.parts(paragraph("Bài"))
    return word.packed(content | {"word/document.xml": content["word/document.xml"][:-20]})


def with_part(name, data):
    return word.packed(word.parts(paragraph("Bài")) | {name: data})


BAD = {
    "empty": (b"", "Tệp rỗng. Hãy chọn lại tệp."),
    "cut off": (word.article()[:1500], "Tệp bị hỏng hoặc chưa tải hết. Hãy mở bằng Word, lưu lại rồi chọn lại."),
    "broken xml": (damaged_xml(), "Tệp bị hỏng hoặc chưa tải hết. Hãy mở bằng Word, lưu lại rồi chọn lại."),
    "no words": (
        document(paragraph()),
        "Không thấy chữ nào trong tệp. Nếu bài nằm trong ảnh chụp, hãy gõ lại thành chữ.",
    ),
    "only a photo": (
        document(paragraph(inner=photo(1)), images=[word.jpeg()]),
        "Không thấy chữ nào trong tệp. Nếu bài nằm trong ảnh chụp, hãy gõ lại thành chữ.",
    ),
    "macros": (
        with_part("word/vbaProject.bin", b"x"),
        "Tệp có macro nên không được nhận. Hãy lưu lại thành tệp không có macro (.docx, .xlsx, .pptx).",
    ),
    "bomb": (
        with_part("word/media/big.bin", b"0" * 30_000_000),
        "Tệp nén bung ra quá lớn nên không được nhận. Hãy lưu lại bằng Word rồi chọn lại.",
    ),
    "entities": (
        with_part("word/document.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        "Tệp có phần bên trong không an toàn nên không được nhận. Hãy lưu lại bằng Word rồi chọn lại.",
    ),
    "too long": (
        with_part("word/document.xml", "".join(paragraph(f"{n * 7919} {LONG}") for n in range(22_000)).encode()),
        "Văn bản trong tệp quá dài. Hãy chia thành nhiều bài.",
    ),
    "old word or locked": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 5000,
        "Tệp có mật khẩu hoặc là tệp Word kiểu cũ (.doc). Mở bằng Word, bỏ mật khẩu, chọn Lưu thành “.docx”, rồi chọn lại.",
    ),
    "a photo renamed": (word.jpeg(), "Đây là tệp ảnh, không phải bài viết. Nhận tệp .docx, .html và .txt."),
    "pdf": (b"%PDF-1.7 " + b"x" * 100, "Tệp PDF không nhập thành bài được. Hãy dùng tệp Word gốc (.docx)."),
    "rtf": (b"{\\rtf1 bai}", "Tệp .rtf chưa nhập được. Mở bằng Word, chọn Lưu thành “.docx”, rồi chọn lại."),
    "text renamed": ("Chỉ là chữ.".encode(), "Tệp bị hỏng hoặc chưa tải hết. Hãy mở bằng Word, lưu lại rồi chọn lại."),
}


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD.keys())
def test_a_file_that_cannot_be_read_gets_one_line(data, message):
    with pytest.raises(Refused) as refusal:
        read(data)
    assert refusal.value.message == message


def test_a_missing_picture_costs_the_picture_not_the_article():
    content = word.parts(
        paragraph(TITLE, style="Title"),
        paragraph(LONG),
        paragraph(SECOND),
        paragraph(inner=photo(1)),
        paragraph(LONG),
        images=[word.jpeg()],
    )
    del content["word/media/image1.jpg"]
    found = read(word.packed(content))
    assert [picture.problem for picture in found.pictures()] == ["Không đọc được ảnh này trong tệp. Hãy chèn lại ảnh."]
    assert found.title.value == TITLE
