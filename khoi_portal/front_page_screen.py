"""Trang nhất in the newsroom: a draft moved by buttons, previewed, put up at once or at an hour; an earlier board brought back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

import vietnamese
from articles.models import Article
from khoi_portal import front_board, front_page, home
from khoi_portal.models import FrontPage, HomeSlot
from publishing import rules, wording
from publishing.admin import PortalAdmin
from publishing.forms import MomentField
from publishing.kinds import kind_of
from publishing.piece_filters import matching
from publishing.workflow import NotPossible


def _still_to_come(moment: Any, *, instead: str) -> Any:
    """A moment that can still come."""
    if moment and moment <= timezone.now():
        raise ValidationError(f"Giờ này đã qua. Chọn giờ sau, {instead}.")
    return moment


class HoldForm(forms.Form):
    """Until when a place is kept, and the short words of Mới – Nóng."""

    hold_until = MomentField(label="Giữ đến", required=False)
    line = forms.CharField(label="Chữ ngắn", required=False, max_length=150)

    def clean_hold_until(self) -> Any:
        """Not in the past."""
        return _still_to_come(self.cleaned_data["hold_until"], instead="hoặc để trống để giữ mãi")


class HourForm(forms.Form):
    """From when readers see the draft."""

    at = MomentField(label="Hiện từ", error_messages={"required": "Hãy ghi ngày và giờ, ví dụ 18/5/2027 và 07:30."})

    def clean_at(self) -> Any:
        """Not in the past."""
        return _still_to_come(self.cleaned_data["at"], instead="hoặc bấm “Đưa lên ngay”")


@dataclass(frozen=True)
class Wrong:
    """A form that came back with an error: of one place, or (without a place) the hour of the board."""

    form: forms.Form
    slot: int | None = None


class FrontPageScreen(PortalAdmin):
    """A board with buttons instead of Django's list."""

    MOVES: ClassVar[dict[str, int]] = {"len": -1, "xuong": 1}
    FOUND = 8

    def get_urls(self) -> list[Any]:
        """The board, and the page as readers would see it."""
        own = self.admin_site.admin_view
        return [
            path("", own(self.board_view), name="khoi_portal_homeslot_changelist"),
            path("xem-truoc/", own(self.preview_view), name="khoi_portal_homeslot_preview"),
        ]

    def board_view(self, request: HttpRequest) -> HttpResponse:
        """What stands where, and moving it."""
        self._admit(request)
        if request.method == "POST":
            return self._act(request)
        return self._board(request)

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """The front page with the board in work: what readers may not see yet is not in it either."""
        self._admit(request)
        board = front_page.being_edited()
        if board is None:
            return HttpResponseRedirect("/")
        response = render(request, "home.html", home.blocks(board=board).as_context() | {"preview": True})
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def _admit(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied

    def _board(self, request: HttpRequest, *, wrong: Wrong | None = None) -> TemplateResponse:
        words = vietnamese.clean_line(request.GET.get("q", "")[:150])
        draft, shown = front_page.being_edited(), front_page.shown()
        parts = front_board.parts(draft or shown)
        forms_of = {row.slot.pk: _hold_form(row.slot) for part in parts for row in part.rows}
        if wrong and wrong.slot:
            forms_of[wrong.slot] = wrong.form
        context = {
            **self.admin_site.each_context(request),
            "title": "Trang nhất",
            "opts": self.model._meta,
            "parts": [(part, [(row, forms_of[row.slot.pk]) for row in part.rows]) for part in parts],
            "wrong": wrong.slot if wrong else None,
            "draft": draft,
            "changes": front_board.changes(draft=draft, since=shown) if draft else [],
            "findings": front_board.findings(parts),
            "hour_form": wrong.form if wrong and not wrong.slot else HourForm(auto_id="gio_%s"),
            "earlier": front_board.earlier(),
            "places": HomeSlot.Place.choices,
            "q": words,
            "found": self._found(request, words),
        }
        template = "admin/khoi_portal/homeslot/change_list.html"
        return TemplateResponse(request, template, context, status=422 if wrong else 200)

    def _readable(self, request: HttpRequest) -> Any:
        """What may be put on the front page: listed pieces, and those to come that the person may read."""
        theirs = rules.visible_pieces(request.user, kind_of(Article())).values("pk")  # type: ignore[arg-type]
        return Article.objects.kept().filter(Q(pk__in=theirs) | Q(pk__in=Article.objects.listed().values("pk")))

    def _found(self, request: HttpRequest, words: str) -> Any:
        pieces = self._readable(request).exclude(state="withdrawn").order_by("-pk")
        if words:
            pieces = matching(pieces, {"q": words}, None)
        else:
            pieces = pieces.listed().latest_first()
        return pieces.select_related("working_revision").only("title", "publish_at", "state", "working_revision")[
            : self.FOUND
        ]

    def _act(self, request: HttpRequest) -> HttpResponse:
        action = request.POST.get("viec", "")
        act = self._ACTS.get(action)
        if act is None:
            raise Http404
        try:
            answer = act(self, request)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
            answer = None
        return answer or HttpResponseRedirect(request.path)

    # --- what a press does to one place; each gives an answer of its own, or none: back to the board ---
    def _add(self, request: HttpRequest) -> None:
        place = request.POST.get("cho", "")
        if place not in HomeSlot.Place.values:
            raise Http404
        article = get_object_or_404(self._readable(request), pk=_number(request))
        front_page.put(article=article, place=place, by=_person(request))
        messages.success(request, f"Đã thêm “{article.title}” vào bản nháp.")

    def _move(self, request: HttpRequest) -> None:
        slot = front_page.move(slot=_slot(request), step=self.MOVES[request.POST["viec"]], by=_person(request))
        messages.success(request, f"Đã chuyển “{slot.article.title}”.")

    def _remove(self, request: HttpRequest) -> None:
        slot = front_page.remove(slot=_slot(request), by=_person(request))
        messages.success(request, f"Đã bỏ “{slot.article.title}” khỏi bản nháp.")

    def _hold(self, request: HttpRequest) -> HttpResponse | None:
        slot = _slot(request)
        form = HoldForm(request.POST, auto_id=f"s{slot.pk}_%s")
        if not form.is_valid():
            return self._board(request, wrong=Wrong(form, slot.pk))
        line = vietnamese.clean_line(form.cleaned_data["line"])
        front_page.hold(slot=slot, until=form.cleaned_data["hold_until"], line=line, by=_person(request))
        messages.success(request, "Đã lưu vào bản nháp.")
        return None

    # --- what a press does to the whole board ---
    def _put_up(self, request: HttpRequest) -> None:
        front_page.put_up(by=_person(request))
        messages.success(request, "Trang nhất mới đang hiện.")

    def _schedule(self, request: HttpRequest) -> HttpResponse | None:
        form = HourForm(request.POST, auto_id="gio_%s")
        if not form.is_valid():
            return self._board(request, wrong=Wrong(form))
        board = front_page.put_up(by=_person(request), at=form.cleaned_data["at"])
        messages.success(request, f"Trang nhất mới sẽ hiện từ {wording.moment(board.live_from)}.")
        return None

    def _call_off(self, request: HttpRequest) -> None:
        front_page.call_off(by=_person(request))
        messages.success(request, "Đã bỏ hẹn. Bản này là bản nháp.")

    def _drop(self, request: HttpRequest) -> None:
        front_page.drop(by=_person(request))
        messages.success(request, "Đã bỏ bản nháp. Dưới đây là bản bạn đọc đang thấy.")

    def _put_up_again(self, request: HttpRequest) -> None:
        board = get_object_or_404(FrontPage.objects.filter(live_from__lte=timezone.now()), pk=_number(request))
        front_page.put_up_again(board=board, by=_person(request))
        messages.success(request, "Trang nhất trước đã hiện lại.")

    _ACTS: ClassVar[dict[str, Any]] = {
        "them": _add, "len": _move, "xuong": _move, "bo": _remove, "giu": _hold,
        "dua-len": _put_up, "hen": _schedule, "bo-hen": _call_off, "bo-nhap": _drop, "dua-lai": _put_up_again,
    }  # fmt: skip


def _hold_form(slot: HomeSlot) -> HoldForm:
    return HoldForm(initial={"hold_until": slot.hold_until, "line": slot.line}, auto_id=f"s{slot.pk}_%s")


def _number(request: HttpRequest) -> int:
    """The key of what was pressed."""
    key = request.POST.get("so", "")
    if not key.isdecimal() or len(key) > 18:
        raise Http404
    return int(key)


def _slot(request: HttpRequest) -> HomeSlot:
    """The place that was pressed, if it still stands."""
    slot = HomeSlot.objects.select_related("article", "board").filter(pk=_number(request)).first()
    if slot is None:
        raise NotPossible("Chỗ này vừa có người bỏ. Danh sách dưới đây là mới nhất.")
    return slot


def _person(request: HttpRequest) -> Any:
    return request.user
