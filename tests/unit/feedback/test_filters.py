"""Reasons for the moderator."""

import pytest

from feedback.filters import reasons, says_nothing


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
