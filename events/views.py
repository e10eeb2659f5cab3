"""What readers see of events: the list, one event, the month, a series, and their calendar files. Views ask; querysets decide."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from awards import shelves as awards
from awards.models import TAG as AWARDS
from awards.models import AwardRound
from documents import shelves as documents
from documents.models import TAG as DOCUMENTS
from documents.models import Document
from events import board, cards, children, structured, times
from events.calendars import calendar_of
from events.filters import EventFilter, years
from events.models import TAG, ConnectedSite, Event, EventSeries
from events.month import Month, weeks
from media import attached
from media.galleries import shown as gallery_shelves
from media.models import GALLERIES, VIDEOS, Image
from media.templatetags.pictures import preview_url
from media.videos import shown as video_shelves
from organizations.models import TAG as ORGANIZATIONS
from publishing import lists, pagecache, paths, revisions, sites
from publishing.pagecache import cached_page
from publishing.paths import moved_permanently
from registers import exporting

SITES_PER_PAGE = 50
SITES_HEADER = ["STT", "Điểm cầu", "Đơn vị", "Địa phương", "Loại", "Người chủ trì", "Đại biểu mời", "Đại biểu dự"]
MOST_AHEAD = 50
MOST_IN_CALENDAR = 1000
BESIDE = 5
KEPT_IN_CALENDAR = timedelta(days=400)


def _way() -> list[tuple[str, str]]:
    """From the home page to the list."""
    return [("Hội nghị", reverse("events"))]


@cached_page(params=("loai", "hinhthuc", "nam", "trang"), bypass=("donvi",))
def events(request: HttpRequest) -> HttpResponse:
    """Sắp diễn ra, then what is over, newest first; with filters."""
    pagecache.tag(request, TAG, DOCUMENTS, ORGANIZATIONS)
    now = timezone.now()
    listed = lists.filtered(request, Event.objects.listed(), by=EventFilter)
    page = lists.page_of(listed.queryset.over(now=now), request)
    ahead = listed.queryset.ahead(now=now)
    shown_ahead = cards.cards(ahead[:MOST_AHEAD]) if page.number == 1 else []
    count_ahead = len(shown_ahead) if page.number == 1 and len(shown_ahead) < MOST_AHEAD else ahead.count()
    page.object_list = cards.cards(page.object_list)
    context = {
        "filter_form": listed.form,
        "active_filters": listed.active,
        "params": listed.params,
        "count": count_ahead + page.paginator.count,
        "ahead": shown_ahead,
        "page": page,
        "all_series": EventSeries.objects.with_listed(),
        "first_year": next(reversed(years()), None),
        "canonical_url": lists.canonical_url(request, page),
    }
    return render(request, "events/event_list.html", context)


@moved_permanently
@cached_page(params=("trang",), bypass=("q",))
def event(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One event. A wrong slug with the right id redirects; withdrawn is 410, not yet or no longer public 404."""
    found = paths.find_piece(_for_page(), pk, path=request.path)
    return show_event(request, revisions.mirror(found, found.live_data))


def _for_page() -> Any:
    related = Event.objects.select_related("kind", "series", "organizer", "lead_image")
    return related.annotate(live_data=F("live_revision__data"))


def show_event(request: HttpRequest, item: Event, *, preview: bool = False) -> HttpResponse:
    """The page of an event as it stands in memory: the public row, or a revision laid over it."""
    pagecache.tag(request, f"event:{item.pk}", TAG, AWARDS, DOCUMENTS, GALLERIES, ORGANIZATIONS, VIDEOS)
    register = ConnectedSite.objects.filter(event=item)
    totals = register.totals()
    words = request.GET.get("q", "").strip()[:100]
    found = register.matching(words) if words else register
    page = lists.page_of(found.select_related("organization"), request, per_page=SITES_PER_PAGE)
    image = _lead_image(item)
    programme = children.agenda(item.agenda)
    context = {
        "event": item,
        "crumb_items": _way(),
        "preview": preview,
        "lead_image": image,
        "when": times.in_words(item),
        "phase": item.phase(),
        "people": children.people(item.roles),
        "agenda": programme,
        "agenda_has_hours": any(one.hour for one in programme),
        "day_words": times.day_words(item),
        "quantities": children.quantities(item.quantities),
        "totals": totals,
        "page": page,
        "shown": _columns(page.object_list),
        "words": words,
        "params": {"q": words} if words else {},
        "same_series": _same_series(item),
        "documents": _documents(item),
        "award_rounds": _award_rounds(item),
        "files": attached.of(item),
        "galleries": gallery_shelves.cards(revisions.keys_of(item, "galleries")),
        "videos": video_shelves.cards(revisions.keys_of(item, "videos")),
        "coming": cards.coming(without=item.pk),
        "file_urls": _file_urls(item) if totals["sites"] and not preview else {},
        "share_image": settings.SITE_URL + preview_url(image) if image else "",
        "canonical_url": settings.SITE_URL
        + item.get_absolute_url()
        + (f"?trang={page.number}" if page.number > 1 else ""),
        "data": structured.event_data(item, image=image),
    }
    return render(request, "events/event_detail.html", context)


def _file_urls(item: Event) -> dict[str, str]:
    """Where the whole list of sites is, by the ending of the file."""
    return {ending: reverse(f"event_sites_{ending}", args=[item.slug, item.pk]) for ending in ("xlsx", "csv")}


def _columns(rows: Any) -> dict[str, bool]:
    """Which columns of the sites have something in them: an empty one is not drawn."""
    found = list(rows)
    said = {name: any(getattr(one, name) for one in found) for name in ("place", "chair")}
    counted = {name: any(getattr(one, name) is not None for one in found) for name in ("planned", "actual")}
    return {"unit": any(one.has_unit for one in found), **said, **counted}


def _award_rounds(item: Event) -> tuple[awards.Card, ...]:
    """Those presented there, as far as readers may see them."""
    keys = revisions.keys_of(item, "award_rounds")
    public = AwardRound.objects.public_among(keys) if keys else set()
    return awards.cards(key for key in keys if key in public)


def _documents(item: Event) -> tuple[Document, ...]:
    """Those chosen for it, as far as readers may see them."""
    keys = revisions.keys_of(item, "documents")
    public = Document.objects.public_among(keys) if keys else set()
    return documents.cards(key for key in keys if key in public)


def _lead_image(item: Event) -> Image | None:
    image = item.lead_image
    if image is not None and item.lead_caption:
        image = copy(image)
        image.caption = item.lead_caption
    return image


def _same_series(item: Event) -> list[Event]:
    if item.series_id is None:
        return []
    others = Event.objects.listed().in_series(item.series_id).exclude(pk=item.pk)
    return list(others.for_cards().order_by("-begins", "-pk")[:BESIDE])


@cached_page(params=("thang",))
def month(request: HttpRequest) -> HttpResponse:
    """A month as a table of weeks; without being told, this one. What is no month is no page."""
    pagecache.tag(request, TAG)
    this = Month.of(timezone.localdate())
    asked = request.GET.get("thang")
    here = Month.read(asked) if asked else this
    if here is None:
        raise Http404("Không có tháng này.")
    found = list(Event.objects.listed().between(here.first, here.last).for_cards())
    within = years()
    context = {
        "month": here,
        "month_name": str(here).capitalize(),
        "crumb_items": _way(),
        "this_month": this,
        "weeks": weeks(here, found),
        "count": len(found),
        "today": timezone.localdate(),
        # Further than there are events, and than a year from now, no link leads: nobody walks on for ever.
        "previous": here.previous if within and here.year >= within[-1] else None,
        "next": here.next if here.year <= max([this.year, *within[:1]]) else None,
        "canonical_url": f"{settings.SITE_URL}{request.path}?thang={here.written}",
    }
    return render(request, "events/event_month.html", context)


@moved_permanently
@cached_page(params=("nam",))
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """The board of a series: one year by quarter or month, with its gaps. A series without a listed event is nobody's to read yet."""
    here, held = _series(request, slug)
    within, latest = board.years(here, held), board.latest_year(here, held)
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in within else latest
    shown = board.turns(here, held, year=year)
    of_year = cards.counted(turn.event for turn in shown if turn.event)
    pictures = Event.objects.photo_counts(one.pk for one in of_year)
    for one in of_year:
        one.photo_count = pictures.get(one.pk, 0)  # type: ignore[attr-defined]
    context = {
        "series": here,
        "crumb_items": _way(),
        "years": within,
        "year": year,
        "turns": shown,
        "held": of_year,
        "tasks": board.tasks(held),
        "others": EventSeries.objects.with_listed().exclude(pk=here.pk),
        "canonical_url": settings.SITE_URL + request.path + (f"?nam={year}" if year != latest else ""),
    }
    return render(request, "events/series_detail.html", context)


def _series(request: HttpRequest, slug: str) -> tuple[EventSeries, list[Event]]:
    here = paths.find(EventSeries.objects.all(), slug)
    pagecache.tag(request, TAG, DOCUMENTS, GALLERIES)
    held = list(Event.objects.listed().in_series(here).select_related("kind"))
    if not held:
        raise Http404("Không có chuỗi này.")
    return here, held


@cached_page()
def calendar(request: HttpRequest) -> HttpResponse:
    """Every listed event of the last year and to come, for calendar programs that ask again and again."""
    pagecache.tag(request, TAG)
    since = timezone.now() - KEPT_IN_CALENDAR
    found = Event.objects.listed().filter(ends__gt=since).select_related("kind").order_by("begins", "pk")
    return calendar_of(found[:MOST_IN_CALENDAR], name=f"Hội nghị – {sites.identity().name}")


def _calendar_address(of: Any) -> str:
    """Where a calendar lives whose event or series has another address now."""
    return of.get_calendar_url()


@partial(moved_permanently, to=_calendar_address)
@cached_page()
def series_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The events of one series."""
    here, held = _series(request, slug)
    return calendar_of(sorted(held, key=lambda one: one.begins), name=here.name)


@partial(moved_permanently, to=_calendar_address)
@cached_page()
def event_calendar(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One event as a calendar file, for as long as its page can be read."""
    pagecache.tag(request, f"event:{pk}", TAG)
    found = paths.find_piece(_for_page(), pk, path=f"{request.path.removesuffix('.ics')}/")
    answer = calendar_of([found], name=found.title)
    answer["Content-Disposition"] = f'attachment; filename="{found.slug or "hoi-nghi"}.ics"'
    return answer


@cached_page()
def sites_file(request: HttpRequest, slug: str, pk: int, ending: str) -> HttpResponse:
    """The whole list of connected sites as a spreadsheet, for as long as the event's page can be read."""
    pagecache.tag(request, f"event:{pk}", TAG)
    return _sites_file(request, slug=slug, pk=pk, ending=ending)


@moved_permanently
def _sites_file(request: HttpRequest, *, slug: str, pk: int, ending: str) -> HttpResponse:
    found = paths.find_piece(Event.objects.all(), pk, path=reverse("event", args=[slug, pk]))
    rows = [_exported(number, site) for number, site in enumerate(found.sites.all(), start=1)]
    if ending == "csv":
        return exporting.as_csv(SITES_HEADER, rows, name=f"diem-cau-{found.pk}")
    return exporting.as_xlsx(SITES_HEADER, rows, name=f"diem-cau-{found.pk}", title="Điểm cầu")


def _exported(number: int, site: ConnectedSite) -> list[str | int]:
    counted = ["" if one is None else one for one in (site.planned, site.actual)]
    kind = "Điểm cầu chính" if site.is_main else ""
    return [number, site.name, site.organization_name, site.place, kind, site.chair, *counted]
