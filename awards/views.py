"""What readers see of awards: the rounds, one round, the look-up over all. Views ask; querysets and shelves decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

import vietnamese
from awards import looking_up, shelves, structured
from awards.filters import LookUpFilter, RoundFilter, RowsForm
from awards.models import TAG, AwardRound, Commendation, Decision
from documents import shelves as documents
from documents.models import TAG as DOCUMENTS
from media import attached
from organizations.models import TAG as ORGANIZATIONS
from organizations.words import name_key
from publishing import lists, pagecache, paths, revisions
from publishing.pagecache import cached_page
from publishing.paths import moved_permanently
from registers import exporting

UNPAGED = 100
LOOKED_UP = 50
MOST_EXPORTED = 1_000
# How the rows may be put in order, by the value of `xep`.
ORDERS = {
    "ten": ("sort_key", "order", "pk"),
    "-ten": ("-sort_key", "order", "pk"),
    "don-vi": ("parent_sort_key", "order", "pk"),
    "-don-vi": ("-parent_sort_key", "order", "pk"),
}
HEADER = ["STT", "Tên", "Chức vụ", "Đơn vị cấp trên", "Hình thức", "Thành tích", "Giai đoạn", "Tình trạng"]


@cached_page(params=("hinhthuc", "nam", "huong", "trang"), bypass=("q",))
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds, with filters; given and received told apart."""
    pagecache.tag(request, TAG)
    listed = lists.filtered(request, AwardRound.objects.listed().newest_decision_first(), by=RoundFilter)
    page = lists.page_of(listed.queryset.values_list("pk", flat=True), request)
    page.object_list = list(shelves.cards(page.object_list))
    context = {
        "page": page,
        "count": page.paginator.count,
        "canonical_url": lists.canonical_url(request, page),
        "filter_form": listed.form,
        "params": listed.params,
        "active_filters": listed.active,
        "clear_url": request.path,
        "forms": shelves.forms(),
        "first_year": shelves.first_year(),
        "feed_url": reverse("award_feed"),
    }
    return render(request, "awards/award_round_list.html", context)


@cached_page(params=("xep", "trang"), bypass=("q", "donvi"))
@moved_permanently
def award_round(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One round. A wrong slug with the right id redirects; withdrawn is 410, not yet or no longer public 404."""
    pagecache.tag(request, TAG, ORGANIZATIONS, DOCUMENTS)
    rounds = AwardRound.objects.select_related("form", "decision__document", "decision__issuer")
    found = paths.find_piece(rounds.annotate(live_data=F("live_revision__data")), pk, path=request.path)
    return show_round(request, revisions.mirror(found, found.live_data))


@dataclass
class Column:
    """A heading by which the rows can be put in order: where the link leads, which way they stand now."""

    label: str
    url: str
    sort: str  # aria-sort


def show_round(request: HttpRequest, item: AwardRound, *, preview: bool = False) -> HttpResponse:
    """The page of a round as it stands in memory: the public row, or a revision laid over it. The rows are the register's."""
    every = Commendation.objects.filter(round=item.pk)
    units = _units(every)
    word = _unit_word(units)
    form = RowsForm(request.GET, units=[(key, label) for key, (label, _names) in units.items()], word=word)
    asked, unit, order = form.given("q"), form.given("donvi"), request.GET.get("xep", "")
    rows = every.matching(asked) if asked else every
    if unit:
        rows = rows.filter(parent_name__in=units[unit][1])
    page = lists.page_of(rows.for_page().order_by(*ORDERS.get(order, ("order", "pk"))), request, per_page=UNPAGED)
    listed = [_Row(one) for one in page.object_list]
    total = every.count() if asked or unit else page.paginator.count
    given = {"q": asked, "donvi": unit, "xep": order if order in ORDERS else ""}
    params = {name: value for name, value in given.items() if value}
    counted = shelves.counts([item.pk])[item.pk]
    context = {
        "round": item,
        "decision": _shown_decision(item.decision),
        "files": attached.of(item),
        "crumb_items": [("Khen thưởng", reverse("awards"))],
        "forms": list(counted.forms) or ([item.form.name] if item.form else []),
        "counts": counted,
        "rows": listed,
        "page": page,
        "count": page.paginator.count,
        "total": total,
        "params": params,
        "form": form,
        "noun": counted.noun if not counted.individuals else "tập thể, cá nhân",
        "name_column": _column(counted.noun.capitalize() if not counted.individuals else "Tên", "ten", order, params),
        "unit_column": _column(word, "don-vi", order, params),
        "has_forms": len(counted.forms) > 1 or any(one.row.grade_id or one.row.posthumous for one in listed),
        "has_revoked": any(one.row.is_revoked for one in listed),
        "canonical_url": settings.SITE_URL + item.get_absolute_url(),
        "file_urls": {}
        if preview
        else {ending: reverse(f"award_round_{ending}", args=[item.slug, item.pk]) for ending in ("xlsx", "csv")},
        "structured_data": structured.round_data(
            item, names=[one.row.recipient_name for one in listed if not one.row.is_revoked]
        ),
        "preview": preview,
    }
    return render(request, "awards/award_round_detail.html", context)


class _Row:
    """One row, and where its names lead: to organisations that readers may see."""

    def __init__(self, row: Commendation) -> None:
        self.row = row
        organization = row.organization
        url = organization.get_absolute_url() if organization and organization.is_shown else ""
        self.name_url, self.unit_url = ("", url) if row.is_individual else (url, "")


def _shown_decision(decision: Decision | None) -> Decision | None:
    """With its document's files, where readers may open the document."""
    if decision is None:
        return None
    document = decision.document
    decision.shown_document = document if document and document.is_public() else None
    if decision.shown_document is not None:
        live = document.live_revision
        documents.carry([revisions.mirror(document, live.data if live else None)])
    return decision


def _units(rows: Any) -> dict[str, tuple[str, list[str]]]:
    """The units above, by a key for the address: one for each, however its name was spelled."""
    found: dict[str, tuple[str, list[str]]] = {}
    names = rows.order_by("parent_sort_key").exclude(parent_name="").values_list("parent_name", flat=True).distinct()
    for name in names:
        key = name_key(name).replace(" ", "-")[:80]
        label, written = found.get(key, (name, []))
        found[key] = (label, [*written, name])
    return found


def _unit_word(units: dict[str, Any]) -> str:
    return "Đảng bộ" if units and all(key.startswith("dang-bo") for key in units) else "Đơn vị cấp trên"


def _column(label: str, name: str, order: str, params: dict[str, str]) -> Column:
    kept = {key: value for key, value in params.items() if key != "xep"}
    following = f"-{name}" if order == name else name
    sort = "ascending" if order == name else "descending" if order == f"-{name}" else "none"
    return Column(label, "?" + urlencode({**kept, "xep": following}), sort)


@cached_page()
def round_file(request: HttpRequest, slug: str, pk: int, ending: str) -> HttpResponse:
    """The whole list of a round as a spreadsheet, in the order of the decision."""
    pagecache.tag(request, TAG)
    return _round_file(request, slug=slug, pk=pk, ending=ending)


@moved_permanently
def _round_file(request: HttpRequest, *, slug: str, pk: int, ending: str) -> HttpResponse:
    path = reverse("award_round", args=[slug, pk])
    found = paths.find_piece(AwardRound.objects.select_related("decision"), pk, path=path)
    rows = found.commendations.for_page().order_by("order", "pk")
    return _as_file(
        [_exported(number, row, found) for number, row in enumerate(rows, start=1)], name=found.slug, ending=ending
    )


def _exported(number: int, row: Commendation, item: AwardRound) -> list[str | int]:
    status = f"{row.get_status_display()} ({row.revoked_by})" if row.is_revoked else row.get_status_display()
    names = (row.recipient_name, row.position, row.parent_name, row.form_label, row.achievement)
    return [number, *names, row.period or item.period, status]


def _as_file(rows: list[list[str | int]], *, name: str, ending: str, header: list[str] | None = None) -> HttpResponse:
    if ending == "csv":
        return exporting.as_csv(header or HEADER, rows, name=name)
    return exporting.as_xlsx(header or HEADER, rows, name=name, title="Danh sách")


@cached_page(bypass=("q", "hinhthuc", "donvi", "trang"))
def look_up(request: HttpRequest) -> HttpResponse:
    """Has somebody been honoured? Over all rounds that are out; nothing found is a page as well, with ways on."""
    pagecache.tag(request, TAG)
    listed = lists.filtered(request, _everybody(), by=LookUpFilter)
    asked, unit = listed.params.get("q", ""), listed.form.cleaned_data.get("donvi") or ""
    page = lists.page_of(_asked_for(listed), request, per_page=LOOKED_UP)
    query = urlencode(listed.params)
    context = {
        "crumb_items": [("Khen thưởng", reverse("awards"))],
        "page": page,
        "count": page.paginator.count,
        "rows": [(_Row(one), looking_up.why(one, asked)) for one in page.object_list],
        "asked": asked or unit,
        "words": name_key(asked).split(),
        "filter_form": listed.form,
        "params": listed.params,
        "active_filters": listed.active,
        "suggestion": looking_up.suggest(asked) if name_key(asked) and not page.paginator.count else None,
        "problem": "Hãy gõ ít nhất một chữ cái hoặc chữ số." if (asked or unit) and not name_key(asked + unit) else "",
        "first_year": shelves.first_year(),
        "file_url": f"{reverse('award_look_up_file')}?{query}" if page.paginator.count else "",
    }
    return render(request, "awards/look_up.html", context)


def look_up_file(request: HttpRequest) -> HttpResponse:
    """What the look-up found, as CSV: at most a thousand rows."""
    listed = lists.filtered(request, _everybody(), by=LookUpFilter)
    found = _asked_for(listed)
    header = [*HEADER, "Số quyết định", "Ngày quyết định"]
    rows = [
        [
            *_exported(number, row, row.round),
            row.round.decision.number if row.round.decision else "",
            vietnamese.short_date(row.round.decision.issued_on)
            if row.round.decision and row.round.decision.issued_on
            else "",
        ]
        for number, row in enumerate(found[:MOST_EXPORTED], start=1)
    ]
    return _as_file(rows, name="tra-cuu-khen-thuong", ending="csv", header=header)


def _asked_for(listed: lists.Filtered) -> Any:
    """What was found, where somebody or some unit was asked for; a form alone asks for nobody."""
    asked = f"{listed.params.get('q', '')} {listed.form.cleaned_data.get('donvi') or ''}"
    return listed.queryset if name_key(asked) else listed.queryset.none()


def _everybody() -> Any:
    """Every row of every round that readers may open, the newest decision first."""
    return (
        Commendation.objects.public()
        .select_related("form", "grade", "organization", "round__decision")
        .prefetch_related("organization__former_names")
        .order_by("-round__decision__issued_on", "-round", "order", "pk")
    )
