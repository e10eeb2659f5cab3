"""Plain text: every old encoding, page furniture, doubled lines, the title that isn't there."""

import unicodedata

import pytest

from articles.importing import read_file
from media.refusals import Refused
from tests.unit.articles.word import LONG, SECOND
from tests.unit.vietnamese import test_legacy

TITLE = "Đảng bộ minh họa bàn cách sinh hoạt chuyên đề"
SAPO = "Sáng nay, đảng bộ minh họa họp bàn cách sinh hoạt chuyên đề trong quý tới."


def read(text, encoding="utf-8"):
    return read_file(text if isinstance(text, bytes) else text.encode(encoding), name="bai.txt")


def body(found):
    return [(block.kind, block.html) for block in found.blocks]


def test_a_page_copied_as_text_loses_only_what_was_around_the_article():
    lines = [
        "A- A A+ | Tăng tương phản Giảm tương phản", "Thứ Sáu, 6/6/2025", "Tin đảng bộ", "Thứ Năm, 5/6/2025 8:5'(GMT+7)", TITLE,
        SAPO, LONG,
        SECOND + "./.", " Tường Vi", "Phản hồi", "Các tin khác", "Mới nhất", "Xem nhiều nhất",
    ]  # fmt: skip
    found = read("\n\n".join(lines))
    assert (found.title.value, found.summary.value, found.authors.value) == (TITLE, SAPO, "Tường Vi")
    assert found.original_date.isoformat() == "2025-06-05T08:05:00+07:00"
    assert body(found) == [("p", LONG), ("p", SECOND)]
    left_out = {*lines[:4], *lines[9:], "Tường Vi", "./."}
    assert {dropped.what for dropped in found.dropped} == left_out
    assert found.warnings == []


def test_a_caption_printed_twice_is_kept_once_and_set_apart():
    line = "Tổ minh họa ghi chép ý kiến."
    found = read("\n\n".join([TITLE, line, line, SAPO, LONG, SECOND]))
    assert found.summary.value == SAPO
    assert body(found) == [("p", f"<em>{line}</em>"), ("p", LONG), ("p", SECOND)]
    assert found.warnings == [
        f"1 dòng có lẽ là chú thích của ảnh không có trong tệp, để nghiêng. Hãy chèn ảnh hoặc bỏ: “{line}”"
    ]


def test_a_copyright_line_is_the_source():
    found = read("\n".join([TITLE, SAPO, LONG, "Bản quyền thuộc minhhoa.example"]))
    assert (found.source.value, found.republished) == ("minhhoa.example", True)
    assert body(found) == [("p", LONG)]


def test_a_sign_of_a_paper_before_the_lead_is_the_source():
    found = read("\n".join([TITLE, "TPO - " + SAPO, LONG]))
    assert (found.source.value, found.source.is_sure, found.summary.value) == ("Báo Tiền Phong", False, SAPO)


def test_a_first_line_that_ends_as_a_sentence_is_no_title():
    found = read("\n".join([SAPO, LONG, SECOND]))
    assert (found.title.value, found.summary.value) == (SAPO[:-1], SAPO)
    assert body(found) == [("p", LONG), ("p", SECOND)]
    assert found.warnings == ["Tệp không có tít: đã lấy câu đầu của bài. Hãy đặt tít."]


def test_lines_broken_by_hand_are_joined():
    words, wrapped = LONG.split(), [""]
    for one in words:
        if len(wrapped[-1]) + len(one) > 70:
            wrapped.append("")
        wrapped[-1] = f"{wrapped[-1]} {one}".strip()
    found = read(f"{TITLE}\n\n{SAPO}\n\n" + "\n".join(wrapped) + f"\n\n{SECOND}")
    assert body(found) == [("p", LONG), ("p", SECOND)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_form_of_unicode_comes_in_as_one(encoding, form):
    found = read(unicodedata.normalize(form, "\r\n".join([TITLE, SAPO, LONG])), encoding)
    assert (found.title.value, found.summary.value, body(found)) == (TITLE, SAPO, [("p", LONG)])


@pytest.mark.parametrize(
    ("encode", "name"),
    [
        (test_legacy.tcvn3, "TCVN3 (phông .VnTime)"),
        (test_legacy.vni, "VNI (phông VNI-Times)"),
        (test_legacy.windows_1258, "Windows-1258"),
    ],
)
def test_old_charsets_are_read_with_a_warning(encode, name):
    written = encode("\n".join([TITLE, SAPO, LONG]))
    found = read(written if isinstance(written, bytes) else test_legacy.as_bytes(written))
    assert (found.title.value, found.summary.value, body(found)) == (TITLE, SAPO, [("p", LONG)])
    assert found.warnings == [f"Văn bản dùng bảng mã cũ {name} và đã được chuyển sang Unicode. Hãy đọc lại."]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Tệp rỗng"),
        (b"\n \n\t", "Không thấy chữ nào"),
        (bytes(range(256)) * 20, "không phải văn bản"),
        (b"a" * (5 * 1024 * 1024 + 1), "tối đa 5 MB"),
        (b"From: x\nMIME-Version: 1.0\n\nbai", "mht"),
    ],
)
def test_what_is_no_text_gets_one_line(data, message):
    with pytest.raises(Refused, match=message):
        read(data)


def test_another_sort_of_file_is_not_taken_for_a_text():
    with pytest.raises(Refused, match="Không nhập được loại tệp này"):
        read_file(b"a,b\n1,2", name="bang.csv")
