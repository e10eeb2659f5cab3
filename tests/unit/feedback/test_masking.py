"""What is covered before publication."""

import pytest

from feedback.masking import defanged, has_private_number, masked


@pytest.mark.parametrize(
    "number",
    [
        "0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "+84 912 345 678", "(024) 3826 1234", "001203004567",
        "001 203 004 567", "123456789", "ai.do+tin@coquan.gov.vn",
    ],
)  # fmt: skip
def test_numbers_of_telephones_and_papers_and_addresses_are_covered(number):
    text = f"Gọi tôi {number} nhé"
    assert masked(text) == "Gọi tôi [đã che] nhé"
    assert has_private_number(text)


@pytest.mark.parametrize(
    "text", ["285 điểm cầu", "1.200.000.000 đồng", "ngày 18/5/2023", "01-KL/TW", "giai đoạn 2021-2023", "42/2022/NĐ-CP"]
)
def test_quantities_dates_and_numbers_of_documents_stay(text):
    assert masked(text) == text
    assert not has_private_number(text)


def test_links_lead_nowhere():
    assert defanged("Xem https://vi-du.vn/a?b=c ngay, hoặc www.vi-du.vn") == (
        "Xem [đường dẫn đã ẩn] ngay, hoặc [đường dẫn đã ẩn]"
    )
