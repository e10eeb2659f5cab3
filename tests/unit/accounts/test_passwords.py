"""What anybody would guess is refused in words; a few words put together are not, with marks or without, digits or none."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize(
    "password",
    [
        "matkhau123456", "MatKhau@2026!", "mật khẩu 2026", "password12345", "P@ssw0rd2026!", "danguykhoi2026", "Đảng ủy Khối 1",
        "qwertyuiopas", "123456789012", "abcdefghijkl", "aaaaaaaaaaaa", "iloveyou2026", "chibo-chibo-1",
    ],
)  # fmt: skip
def test_what_anybody_would_guess_is_refused(password):
    with pytest.raises(ValidationError, match="dễ đoán|phổ biến"):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "sông dài cá lội biệt tăm",
        "ngua-tram-pin-xanh",
        "849203175648",
        "chi bộ tôi trồng ba cây xoài",
        "Rat-kho-doan-2026x",
    ],
)
def test_what_nobody_would_guess_is_taken_whatever_it_is_made_of(password):
    validate_password(password)


def test_a_password_of_the_persons_own_name_is_refused(reporter):
    reporter.full_name = "Phạm Thị Lan Hương"
    with pytest.raises(ValidationError, match="giống"):
        validate_password("phạm thị lan hương", reporter)
