"""What readers see of documents: the list, one document. Views ask; querysets and shelves decide."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from documents import shelves, structured
from documents.filters import DocumentFilter
from documents.models import TAG, Document
from organizations.models import TAG as ORGANIZATIONS
from publishing import lists, pagecache, paths, revisions
from publishing.pagecache import cached_page
from publishing.paths import moved_permanently


@cached_page(params=("loai", "nam", "trang"), bypass=("q", "donvi"))
def documents(request: HttpRequest) -> HttpResponse:
    """All documents, with filters: name or number, types with their counts, year."""
    pagecache.tag(request, TAG)
    listed = lists.filtered(request, Document.objects.listed().latest_issued_first(), by=DocumentFilter)
    page = lists.page_of(listed.queryset.values_list("pk", flat=True), request)
    page.object_list = list(shelves.cards(page.object_list))
    of_any_type = lists.filtered(request, Document.objects.listed(), by=DocumentFilter, without=("loai",)).queryset
    context = {
        "page": page,
        "count": page.paginator.count,
        "canonical_url": lists.canonical_url(request, page),
        "filter_form": listed.form,
        "types": _counted(of_any_type, chosen=listed.params.get("loai", [])),
        "params": listed.params,
        "active_filters": listed.active,
        "clear_url": request.path,
        "feed_url": reverse("document_feed"),
    }
    return render(request, "documents/document_list.html", context)


def _counted(found: Any, *, chosen: Any) -> list[dict[str, Any]]:
    """The types with how many each would leave; one that would leave none is offered only while it is chosen."""
    rows = found.order_by().values_list("type__slug").annotate(count=Count("pk"))
    counts = dict(rows)
    return [
        {"type": one, "count": counts.get(one.slug, 0), "chosen": one.slug in chosen}
        for one in shelves.types()
        if counts.get(one.slug) or one.slug in chosen
    ]


@cached_page()
@moved_permanently
def document(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One document. A wrong slug with the right id redirects; withdrawn is 410 and says by what it is replaced, hidden 404."""
    pagecache.tag(request, TAG, ORGANIZATIONS)
    try:
        found = paths.find_piece(Document.objects.for_page(), pk, path=request.path)
    except paths.Gone:
        later = Document.objects.public().filter(replaces=pk).first()
        return render(request, "errors/410.html", {"instead": later}, status=410)
    return show_document(request, revisions.mirror(found, found.live_data))


def show_document(request: HttpRequest, item: Document, *, preview: bool = False) -> HttpResponse:
    """The page of a document as it stands in memory: the public row, or a revision laid over it."""
    shelves.carry([item])
    later = item.replaced_by if item.replaced_by and item.replaced_by.is_public() else None
    context = {
        "document": item,
        "crumb_items": [("Tài liệu", reverse("documents"))],
        "replaced_by": later,
        "replaces": Document.objects.public().filter(replaced_by=item.pk).select_related("type"),
        "newest": shelves.newest(count=5, without=item.pk),
        "structured_data": structured.document_data(item, url=settings.SITE_URL + item.get_absolute_url()),
        "preview": preview,
    }
    return render(request, "documents/document_detail.html", context)
