"""The newsroom's list of one kind, as a page: what it is narrowed by is in piece_filters, what many take at once in piece_many."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from publishing import wording
from publishing.models import Publishable
from publishing.piece_filters import BY_NAME, TABS, KeptFilters, counts, query
from publishing.piece_many import ManyPieces
from publishing.states import Stage

PER_PAGE = 30


class PieceList(KeptFilters, ManyPieces):
    """changelist_view for PublishableAdmin."""

    list_template = "admin/publishing/piece_list.html"
    # What the button says that begins a piece, and what a piece is called in the list's sentences.
    add_label = "Viết bài mới"
    noun = "bài"
    admin_site: Any
    model: type[Publishable]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; posted to, one step for all the chosen pieces."""
        if not self.has_module_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        if request.method == "POST":
            steps = {"luu-loc": self.keep_filter, "bo-loc": self.drop_filter}
            return steps.get(request.POST.get("viec", ""), self.many)(request)
        return self._list(request)

    def _list(self, request: HttpRequest) -> TemplateResponse:
        tab = BY_NAME.get(request.GET.get("xem", ""), TABS[0])
        filters = self.list_filter_of(request.GET)
        asked = filters.asked()
        mine = self.found(self.get_queryset(request), asked, request.user)  # type: ignore[attr-defined]
        number = counts(mine, BY_NAME)
        page = self._page(mine.standing(tab.name).order_by("-working_revision__saved_at", "-pk"), request)
        rows = [self._row(item) for item in page.object_list]
        given = {name: getattr(value, "pk", value) for name, value in asked.items()}
        view = {"xem": tab.name} if tab is not TABS[0] else {}
        here = self.here(request)
        saved = self.filter_tabs(request, here)
        steps = self.bulk_buttons(request, page.object_list) if rows else []
        changes = self.bulk_fields(request) if rows else []
        context = {
            **self.admin_site.each_context(request),
            "title": str(self.model._meta.verbose_name_plural).capitalize(),
            "opts": self.model._meta,
            "tab": tab,
            "said_when_empty": tab.said_when_empty(self.noun),
            "tabs": [
                {
                    "label": one.label,
                    "count": number[one.name],
                    "url": query({**given, "xem": one.name if one is not TABS[0] else ""}),
                    "is_current": one is tab,
                }
                for one in TABS
                if one.always or number[one.name] or one is tab
            ],
            "saved": saved,
            "may_save": here != "?" and not any(one["is_current"] for one in saved),
            "bulk_changes": changes,
            "filters": filters,
            "chips": self._chips(asked, view),
            "clear_url": query(view),
            "params": {**view, **given},
            "page": page,
            "rows": rows,
            "bulk": steps,
            "choosable": bool(steps or changes),
            "add_url": self.url_of("add") if self.has_add_permission(request) else "",  # type: ignore[attr-defined]
            "add_label": self.add_label,
            "noun": self.noun,
            "has_sections": self.has_sections,
        }
        return TemplateResponse(request, self.list_template, context)

    def said_of(self, item: Any) -> str:
        """What stands under a title in the list to tell it from others; a kind says it."""
        return ""

    def _chips(self, asked: dict[str, Any], view: dict[str, str]) -> list[tuple[str, str]]:
        said = {"q": "“{}”", "muc": "{}", "ai": "Của tôi", "nam": "Năm {}"}
        return [
            (said[name].format(value), query(view | {other: kept for other, kept in asked.items() if other != name}))
            for name, value in asked.items()
        ]

    def _page(self, found: Any, request: HttpRequest) -> Any:
        try:
            return Paginator(found, PER_PAGE).page(request.GET.get("trang", "1"))
        except (PageNotAnInteger, EmptyPage) as error:
            raise Http404 from error

    def _row(self, item: Publishable) -> dict[str, Any]:
        words = wording.state(item)
        working = item.working_revision
        warning = words.note if item.state == "new" else ""
        note = "" if warning else words.note
        if working and working.stage == Stage.RETURNED:
            note = f"Trả lại: {working.returned_note}"
        return {
            "item": item,
            "url": self.url_of("change", item.pk),  # type: ignore[attr-defined]
            "said": self.said_of(item),
            "state": words,
            "warning": warning,
            "note": note,
            "writer": item.created_by,
            "saved_at": working.saved_at if working else item.created_at,
            "when": wording.hour(working.saved_at if working else item.created_at),
        }
