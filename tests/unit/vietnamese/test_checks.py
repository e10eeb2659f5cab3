"""What the proof-reader marks, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import check_text, clean_text


def mended(text, **options):
    for finding in reversed(check_text(text, **options)):
        text = text[: finding.offset] + finding.suggestion + text[finding.end :]
    return text


@pytest.mark.parametrize(
    ("written", "code", "right"),
    [
        ("Hội nghị  tổng kết", "double-space", "Hội nghị tổng kết"),
        ("tổng kết , khen thưởng", "space-before", "tổng kết, khen thưởng"),
        ("chi bộ ( cơ sở)", "space-inside", "chi bộ (cơ sở)"),
        ("nghỉ,ăn", "no-space-after", "nghỉ, ăn"),
        ("Xong.Sau đó", "no-space-after", "Xong. Sau đó"),
        ("(họp).Sau đó", "no-space-after", "(họp). Sau đó"),
        ("gồm:một", "no-space-after", "gồm: một"),
        ("Uỷ viên", "tone", "Ủy viên"),
        ("Ðảng", "wrong-letter", "Đảng"),
        ("Họp thứ Hai, 13/7/2024", "weekday", "Họp thứ Bảy, 13/7/2024"),
    ],
)
def test_one_finding_and_its_mending(written, code, right):
    (finding,) = check_text(written)
    assert finding.code == code
    assert finding.excerpt == written
    assert finding.message.endswith((".", "”"))
    assert mended(written) == right


def test_straight_quotes_open_and_close():
    assert mended('Cuốn "sách" và ("báo")') == "Cuốn “sách” và (“báo”)"


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị, theo 01-KL/TW, có 16.000 cán bộ (6,5%); xong./.",
        "Lúc 18:01, ngày 18/5/2023: họp tại TP.HCM.",
        "Xem https://trang.vn/a,b;c?d=“e” hoặc ten@trang.vn.",
        "Thứ Bảy, 13/7/2024… và “ủy ban” [1].",
        "Danh sách gồm: một, hai, … năm.",
        "dòng một\n\ndòng hai",
        "",
    ],
)
def test_good_text_is_left_alone(text):
    assert check_text(text) == []


def test_the_house_chooses_its_tone_style():
    assert check_text("hoà, uỷ", tone_style="new") == []
    assert mended("hòa, ủy", tone_style="new") == "hoà, uỷ"
    assert check_text("hoà, ủy", tone_style=None) == []


def test_house_spellings_keep_the_capital():
    spellings = {"bí thư đảng uỷ": "bí thư đảng ủy", "chiến sỹ": "chiến sĩ"}
    assert mended("Chiến sỹ và chiến sỹ", spellings=spellings) == "Chiến sĩ và chiến sĩ"
    assert check_text("chiến sĩ", spellings=spellings) == []


def test_an_excerpt_stays_on_its_line():
    (finding,) = check_text("dòng đầu\nnghỉ,ăn\ndòng cuối")
    assert finding.excerpt == "nghỉ,ăn"


@given(st.text("aăuỷhoà \n,.;:()“”\"'ĐÐ/-12AZ", max_size=60).map(clean_text))
def test_findings_are_ordered_inside_the_text_and_never_overlap(text):
    findings = check_text(text)
    for finding, following in zip(findings, findings[1:], strict=False):
        assert finding.end <= following.offset
    assert all(0 <= finding.offset < finding.end <= len(text) for finding in findings)
