"""Organisations for machines: their part of the sitemap, and JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from organizations.models import Organization
from publishing.structured import described


def sitemap_rows() -> Iterator[tuple[str, datetime | None]]:
    """(path, last change): the tree, then every organisation that readers may see."""
    rows = Organization.objects.shown().order_by("pk").values_list("slug", "updated_at")
    listed = [(reverse("organization", args=[slug]), changed) for slug, changed in rows]
    if listed:
        yield reverse("organizations"), None
    yield from listed


def organization_data(organization: Organization, *, parents: list[Organization]) -> str:
    """Organization and its place in the site, as schema.org names them."""
    data: dict[str, Any] = {
        "@type": "Organization",
        "name": organization.name,
        "url": settings.SITE_URL + organization.get_absolute_url(),
        "alternateName": organization.short_name,
        "address": organization.address,
        "telephone": organization.phone,
        "email": organization.email,
        "sameAs": organization.website,
    }
    if parents:
        data["parentOrganization"] = {
            "@type": "Organization",
            "name": parents[-1].name,
            "url": settings.SITE_URL + parents[-1].get_absolute_url(),
        }
    way = [("Tổ chức", reverse("organizations")), *((one.name, one.get_absolute_url()) for one in parents)]
    return described(data, way=[*way, (organization.name, organization.get_absolute_url())])
