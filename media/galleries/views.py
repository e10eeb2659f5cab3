"""What readers see of galleries: the list, one gallery. Views ask; querysets and shelves decide."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from media.galleries import shown, structured
from media.galleries.filters import GalleryFilter
from media.galleries.photos import cover_first
from media.models import GALLERIES, Gallery
from media.templatetags.pictures import preview_url
from publishing import lists, pagecache, paths
from publishing.pagecache import cached_page
from publishing.paths import moved_permanently

PER_PAGE = 12
OTHERS = 4


@cached_page(params=("nam", "trang"), bypass=("q",))
def galleries(request: HttpRequest) -> HttpResponse:
    """All galleries, with filters: words, year."""
    pagecache.tag(request, GALLERIES)
    listed = lists.filtered(request, Gallery.objects.listed().latest_taken_first(), by=GalleryFilter)
    page = lists.page_of(listed.queryset.values_list("pk", flat=True), request, per_page=PER_PAGE)
    page.object_list = list(shown.cards(page.object_list))
    context = {
        "page": page,
        "count": page.paginator.count,
        "canonical_url": lists.canonical_url(request, page),
        "filter_form": listed.form,
        "params": listed.params,
        "active_filters": listed.active,
        "clear_url": request.path,
        "feed_url": reverse("gallery_feed"),
    }
    return render(request, "media/gallery_list.html", context)


@cached_page()
@moved_permanently
def gallery(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One gallery. A wrong slug with the right id redirects; withdrawn is 410, hidden 404."""
    pagecache.tag(request, GALLERIES)
    return show_gallery(request, paths.find_piece(Gallery.objects.all(), pk, path=request.path))


def show_gallery(request: HttpRequest, item: Gallery, *, preview: bool = False) -> HttpResponse:
    """The page of a gallery as it stands in memory: the public row, or a revision laid over it."""
    photos, others = shown.with_others(item, count=OTHERS)
    pagecache.tag(request, *(f"media:{photo.image.pk}" for photo in photos))
    cover = next((photo.image for key in cover_first(item.photos) for photo in photos if photo.image.pk == key), None)
    context = {
        "gallery": item,
        "photos": photos,
        "crumb_items": [("Thư viện ảnh", reverse("galleries"))],
        "others": others,
        "structured_data": structured.gallery_data(item, photos, url=settings.SITE_URL + item.get_absolute_url()),
        "share_image": settings.SITE_URL + preview_url(cover) if cover else "",
        "preview": preview,
    }
    return render(request, "media/gallery_detail.html", context)
