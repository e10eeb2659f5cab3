"""What machines are told about a video: JSON-LD VideoObject, and the way to it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from media.models import Video
from media.templatetags.pictures import preview_url
from media.videos.shown import Film
from publishing.structured import described, moment


def video_data(item: Video, film: Film, *, url: str) -> str:
    """VideoObject as schema.org names it; a film of elsewhere is named by its address there."""
    data: dict[str, Any] = {
        "@type": "VideoObject",
        "name": item.title,
        "description": item.summary or item.title,
        "uploadDate": moment(item.publish_at),
        "dateCreated": item.recorded_on.isoformat() if item.recorded_on else "",
        "duration": f"PT{item.seconds}S" if item.seconds else "",
        "transcript": item.transcript,
        "mainEntityOfPage": url,
        "inLanguage": "vi",
    }
    if item.lead_image:
        data["thumbnailUrl"] = [settings.SITE_URL + preview_url(item.lead_image)]
    if film.sources:
        data["contentUrl"] = settings.SITE_URL + film.sources[0].get_absolute_url()
    elif film.outside_url:
        data["url"] = film.outside_url
    return described(data, way=[("Video", reverse("videos")), (item.title, item.get_absolute_url())])
