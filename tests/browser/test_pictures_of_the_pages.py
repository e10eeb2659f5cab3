"""The pictures of docs/bien-tap, taken of the sample portal as each role sees it. KHOI_TAKE_PICTURES=1 writes them anew."""

import io
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

pytestmark = pytest.mark.long
FOLDER = Path(settings.BASE_DIR) / "docs/bien-tap/hinh"
WIDTH = 1280
WORD = (
    "Chi bộ đọc sách mỗi tuần một trang (minh họa)\n\nMỗi sáng thứ Hai, chi bộ dành mười phút để một đảng viên đọc một trang sách.\n\n"
    "Sau ba tháng, mười hai đảng viên đã đọc, ai cũng có một điều để kể.\n\nThu Hằng (minh họa)\n"
)
# Picture, who, address, what stands there.
PICTURES = [
    ("soan-bai", "congtacvien", "/quan-tri/articles/article/add/", "Bài viết mới"),
    ("nhap-tu-word", "phongvien", "/quan-tri/articles/article/nhap-tu-word/", "Nhập từ Word"),
    ("viec-cua-toi", "bientap", "/quan-tri/", "việc đang chờ"),
    ("trang-nhat", "thukytoasoan", "/quan-tri/khoi_portal/homeslot/", "Trang nhất"),
    ("tin-bai", "duyet", "/quan-tri/articles/article/", "Tin bài"),
    ("phan-hoi", "kiemduyet", "/quan-tri/feedback/message/", "Phản hồi"),
    ("thu-vien-anh", "tulieu", "/quan-tri/media/image/", "Thư viện ảnh"),
    ("khen-thuong", "khenthuong", "/quan-tri/awards/awardround/", "Khen thưởng"),
    ("nguoi-dung", "quantri", "/quan-tri/accounts/user/", "Chọn người dùng"),
    ("nhat-ky", "giamsat", "/quan-tri/accounts/logentry/", "dòng nhật ký"),
]


def test_every_picture_is_of_a_page_that_its_role_opens(chromium, sample_portal, sample_password):
    for name, person, address, heading in PICTURES:
        context = chromium.new_context(
            viewport={"width": WIDTH, "height": 860}, locale="vi-VN", reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(f"{sample_portal}/quan-tri/login/")
        page.fill("[name=username]", person)
        page.fill("[name=password]", sample_password)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(re.compile("/quan-tri/$"))
        answer = page.goto(sample_portal + address)
        if name == "nhap-tu-word":
            file = {"name": "bai.txt", "mimeType": "text/plain", "buffer": WORD.encode()}
            page.locator("input[type=file]").first.set_input_files(file)
            page.locator("main form button.btn--main").first.click()
            page.wait_for_load_state("networkidle")
        assert (name, answer.status) == (name, 200)
        assert heading in page.locator("h1").first.inner_text()
        if os.environ.get("KHOI_TAKE_PICTURES"):
            drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            drawn.quantize(64).save(FOLDER / f"{name}.png", optimize=True)
        context.close()
