"""Reasons for the moderator."""

import re
from pathlib import Path

import pytest

from feedback.filters import bare, reasons, says_nothing
from khoi_portal.sample import feedback as sample
from khoi_portal.sample.feedback import WATCHED

SAMPLE = Path(sample.__file__).parent


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200d", "\u3164", "\u2800 \u115f", ". . !", "\u0301"])
def test_blanks_and_marks_nobody_sees_say_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["a", "số 5", "Đ", "7"])
def test_a_letter_or_digit_says_something(text):
    assert not says_nothing(text)


def why(text, *watched, **given):
    return reasons(text, **({"name": "Lan", "watched": watched, "trapped": False, "sent_lately": 1} | given))


@pytest.mark.parametrize(
    "text",
    ["lừa đảo", "LỪA ĐẢO", "lua dao", "l.ừ.a đ.ả.o", "l.ừ.a, đ-ả-o", "lừ\u200ba đ\u200bảo", "1ừa đả0", "lừа đảо"],
)  # fmt: skip
def test_a_watched_phrase_is_seen_through_its_disguises(text):
    text = text.replace("\u200b", "")  # the door takes them away
    assert why(f"Đây là {text} đấy", "lừa đảo") == ["Có từ cần để ý: lừa đảo"]


def test_spelled_out_words_are_joined():
    assert why("đây là đ ả n g đấy", "đảng") == why("đây là đ.ả.n.g đấy", "đảng") == ["Có từ cần để ý: đảng"]
    assert why("đang ăn gạo", "nga") == []


def test_every_reason_is_said():
    assert why("Gọi 0912345678, xem https://vi-du.vn", trapped=True, sent_lately=5) == [
        "Có thể là thư rác: ô dành cho máy có chữ",
        "Có số điện thoại, số giấy tờ hoặc địa chỉ thư",
        "Có đường dẫn",
        "Cùng mạng đã gửi 5 lần trong giờ này",
    ]
    assert why("Bài rất hay.") == []


@pytest.mark.parametrize(
    "text", ["đảng", "ĐẢNG", "đ.ả.n.g", "đ-ả-n-g", "d.a.n.g", "đảnggg", "dang", "đ@ng".replace("@", "ả")]
)
def test_a_single_word_is_seen_with_its_marks_without_any_or_spelled_out(text):
    assert why(f"Nói về {text} thế này", "đảng") == ["Có từ cần để ý: đảng"]


@pytest.mark.parametrize("text", ["đang", "dáng", "dạng", "đáng", "đảng_viên".replace("_", "")])
def test_other_marks_are_other_words(text):
    assert why(f"Nói về {text} thế này", "đảng") == []


@pytest.mark.parametrize("text", ["lưa đao", "lua đảo hay", "lừa dao", "l.u.a đảo", "lửa đao", "lứa đào", "lúa đáo"])
def test_a_phrase_is_seen_without_its_tones_and_not_in_others(text):
    assert bool(why(f"Đây là {text}", "lừa đảo")) == (text in ("lưa đao", "l.u.a đảo"))


@pytest.mark.parametrize("text", ["Đây là đơn tố cáo.", "Tôi xin khiếu nại về việc này", "toi xin to cao ong A"])
def test_what_belongs_elsewhere_is_named(text):
    assert why(text) == ["Có thể là đơn khiếu nại, tố cáo"]
    assert why("Tôi to cao nên ngồi hàng sau.") == why("Bài về giải quyết khiếu nại rất rõ.") == []


def test_the_same_words_from_others_are_named():
    assert why("Hay lắm", same_words=2) == ["Giống hệt 2 phản hồi đã nhận"]
    assert bare("Mua NGAY, giá rẻ!!!") == bare("mua ngay giá rẻ") == bare("m.u.a ngay giá re")
    assert bare("Mua ngay") != bare("Bán ngay")


def test_ordinary_sentences_are_not_flagged():
    """Two hundred sentences of the sample portal and more, against the sample's own list."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((SAMPLE / "articles").glob("*.txt"))]
    sentences = [
        line.strip()
        for text in texts
        for line in re.split(r"(?<=[.!?])\s+|\n", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text))
        if len(line.split()) > 5
    ]
    assert len(sentences) >= 200
    flagged = {
        line: found for line in sentences if (found := why(line, *WATCHED, "đảng viên xấu", "phản động", "chống phá"))
    }
    assert flagged == {}
