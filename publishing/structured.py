"""What every kind tells machines in the same shape: JSON-LD of a thing and of its place in the site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from publishing.sanitizing import json_ld


def moment(at: datetime | None) -> str | None:
    """A point in time with its offset, to the second."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None


def described(data: dict[str, Any], *, way: Iterable[tuple[str, str]] = ()) -> SafeString:
    """The thing without empty properties, its own and of what stands in it; then the way to it from the home page, as (name, path),
    where it has one."""
    found = _told(data)
    steps = list(way)
    if not steps:
        return json_ld([found])
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": settings.SITE_URL + path}
            for place, (name, path) in enumerate([("Trang chủ", "/"), *steps], start=1)
        ],
    }
    return json_ld([found, crumbs])


def _told(value: Any) -> Any:
    """Without what says nothing."""
    if isinstance(value, list):
        return [_told(one) for one in value]
    if isinstance(value, dict):
        return {name: _told(one) for name, one in value.items() if one not in ("", None, [], {})}
    return value
