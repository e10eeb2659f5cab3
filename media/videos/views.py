"""What readers see of videos: the list, one video. Views ask; querysets and shelves decide."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from media.models import VIDEOS, Video
from media.templatetags.pictures import preview_url
from media.videos import shown, structured
from publishing import lists, pagecache, paths
from publishing.pagecache import cached_page
from publishing.paths import moved_permanently

PER_PAGE = 13
OTHERS = 3


@cached_page(params=("trang",))
def videos(request: HttpRequest) -> HttpResponse:
    """All videos, newest first; the first of the first page stands large."""
    pagecache.tag(request, VIDEOS)
    listed = Video.objects.listed().latest_recorded_first()
    page = lists.page_of(listed.values_list("pk", flat=True), request, per_page=PER_PAGE)
    found = list(shown.cards(page.object_list))
    page.object_list = found
    lead = listed.get(pk=found[0].pk) if found and page.number == 1 else None
    context = {
        "page": page,
        "lead": found[0] if lead else None,
        "lead_video": lead,
        "lead_film": shown.film_of(lead) if lead else None,
        "others": found[1:] if lead else found,
        "canonical_url": lists.canonical_url(request, page),
        "feed_url": reverse("video_feed"),
    }
    return render(request, "media/video_list.html", context)


@cached_page()
@moved_permanently
def video(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One video. A wrong slug with the right id redirects; withdrawn is 410, hidden 404."""
    pagecache.tag(request, VIDEOS)
    return show_video(request, paths.find_piece(Video.objects.select_related("lead_image"), pk, path=request.path))


def show_video(request: HttpRequest, item: Video, *, preview: bool = False) -> HttpResponse:
    """The page of a video as it stands in memory: the public row, or a revision laid over it."""
    film = shown.film_of(item)
    image = item.lead_image
    if image is not None:
        pagecache.tag(request, f"media:{image.pk}")
    context = {
        "video": item,
        "film": film,
        "image": image,
        "length": shown.clock(item.seconds) if item.seconds else "",
        "length_words": shown.in_words(item.seconds) if item.seconds else "",
        "crumb_items": [("Video", reverse("videos"))],
        "others": shown.newest(count=OTHERS, without=item.pk),
        "share_image": settings.SITE_URL + preview_url(image) if image else "",
        "structured_data": structured.video_data(item, film, url=settings.SITE_URL + item.get_absolute_url()),
        "preview": preview,
    }
    return render(request, "media/video_detail.html", context)
