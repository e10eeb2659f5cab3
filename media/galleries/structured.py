"""What machines are told about a gallery: JSON-LD ImageGallery with its pictures, and the way to it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from media.galleries.shown import Photo
from media.models import Gallery
from publishing.structured import described, moment


def gallery_data(item: Gallery, photos: list[Photo], *, url: str) -> str:
    """ImageGallery as schema.org names it."""
    data: dict[str, Any] = {
        "@type": "ImageGallery",
        "name": item.title,
        "description": item.summary,
        "dateCreated": item.taken_on.isoformat() if item.taken_on else "",
        "datePublished": moment(item.publish_at),
        "contentLocation": {"@type": "Place", "name": item.place} if item.place else None,
        "mainEntityOfPage": url,
        "inLanguage": "vi",
        "image": [
            {
                "@type": "ImageObject",
                "contentUrl": settings.SITE_URL + photo.image.get_absolute_url(),
                "caption": photo.caption,
                "creditText": photo.credit,
            }
            for photo in photos
        ],
    }
    return described(data, way=[("Thư viện ảnh", reverse("galleries")), (item.title, item.get_absolute_url())])
