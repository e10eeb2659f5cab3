"""System checks of the publishing floor: settings that would break a promise are refused at start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


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
