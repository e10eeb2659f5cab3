"""What machines are told about a document: JSON-LD DigitalDocument with its files, and the way to it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from documents.models import Document
from media.serving import FILE_TYPES
from publishing.structured import described, moment


def document_data(item: Document, *, url: str) -> str:
    """DigitalDocument as schema.org names it; `carried` are its files."""
    data: dict[str, Any] = {
        "@type": "DigitalDocument",
        "name": item.title,
        "alternateName": item.called if item.number else "",
        "identifier": item.number,
        "description": item.summary,
        "dateCreated": item.issued_on.isoformat() if item.issued_on else "",
        "datePublished": moment(item.publish_at),
        "expires": item.expired_on.isoformat() if item.expired_on else "",
        "author": {"@type": "Organization", "name": item.issued_by} if item.issued_by else None,
        "mainEntityOfPage": url,
        "inLanguage": "vi",
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": settings.SITE_URL + file.get_absolute_url(),
                "encodingFormat": FILE_TYPES[file.format],
                "contentSize": f"{file.size} B",
            }
            for file in item.carried
        ],
    }
    return described(data, way=[("Tài liệu", reverse("documents")), (item.title, item.get_absolute_url())])
