"""System checks of the publishing floor: settings that would break a promise are refused at start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register()
def uploads_are_not_code(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Uploads never lie inside a Python package: media/ at the top level is code."""
    root = Path(settings.MEDIA_ROOT)
    if any((folder / "__init__.py").exists() for folder in (root, *root.parents)):
        return [
            Error(
                f"MEDIA_ROOT ({root}) nằm trong một gói Python.",
                hint="Đặt KHOI_MEDIA_URL vào một thư mục dữ liệu, ví dụ file:/srv/khoi/uploads.",
                id="publishing.E001",
            )
        ]
    return []


@register()
def ckeditor_has_a_price(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whoever chooses CKEditor 4 is told what it costs, at every start and in `make check`."""
    if settings.EDITOR != "ckeditor":
        return []
    return [
        Warning(
            "KHOI_EDITOR=ckeditor: CKEditor 4.22.1 đã hết hỗ trợ từ tháng 6/2023, còn bốn lỗ hổng đã công bố và máy quét nào "
            "cũng báo; các trang soạn thảo phải nới chính sách bảo mật nội dung (cho phép mã và kiểu viết trong trang).",
            hint="Bỏ biến KHOI_EDITOR để dùng bộ soạn thảo mặc định. Văn bản đã viết mở được ở cả hai.",
            id="publishing.W001",
        )
    ]
