"""Pages, menus, links, notices and the front page, in the newsroom."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

import vietnamese
from articles.models import Article
from khoi_portal import front_page
from khoi_portal.models import HomeSlot, MenuItem, Notice, Page, WebsiteLink
from publishing import rules, sanitizing
from publishing.admin import PortalAdmin
from publishing.editor import body_field, suit_policy
from publishing.forms import MomentField
from publishing.kinds import kind_of
from publishing.piece_filters import matching


class PageForm(forms.ModelForm):
    """A simple page."""

    body = body_field(label="Nội dung")

    class Meta:
        model = Page
        fields = ["title", "summary", "body", "language", "translation_of", "order", "is_shown"]

    def clean_body(self) -> str:
        """Through the one door for HTML."""
        return sanitizing.clean(self.cleaned_data["body"])


@admin.register(Page)
class PageAdmin(PortalAdmin):
    """Trang giới thiệu, liên hệ, quy định."""

    form = PageForm
    slug_from = "title"
    list_display = ["title", "language", "order", "is_shown", "updated_at"]
    list_filter = ["language", "is_shown"]
    search_fields = ["title"]

    def render_change_form(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """A page on which a text is edited."""
        return suit_policy(super().render_change_form(*args, **kwargs))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Readers are told when it was last changed."""
        obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)


class MenuItemForm(forms.ModelForm):
    """A menu entry leads to exactly one thing, and only within this site."""

    class Meta:
        model = MenuItem
        fields = ["place", "label", "section", "page", "address", "order"]

    def clean(self) -> dict[str, Any]:
        """One of three, said at its place."""
        cleaned = super().clean() or {}
        given = [name for name in ("section", "page", "address") if cleaned.get(name)]
        if len(given) != 1:
            raise ValidationError("Chọn đúng một trong ba: chuyên mục, trang, hoặc địa chỉ trong trang.")
        address = cleaned.get("address") or ""
        if address and (not address.startswith("/") or address.startswith("//")):
            self.add_error("address", "Địa chỉ trong trang bắt đầu bằng một dấu /, ví dụ /tin-tuc/.")
        return cleaned


@admin.register(MenuItem)
class MenuItemAdmin(PortalAdmin):
    """Menu chính và các danh sách ở chân trang."""

    form = MenuItemForm
    list_display = ["label", "place", "url", "order"]
    list_filter = ["place"]
    list_select_related = ["section", "page"]


@admin.register(WebsiteLink)
class WebsiteLinkAdmin(PortalAdmin):
    """Liên kết website."""

    list_display = ["label", "url", "in_footer", "order"]


@admin.register(Notice)
class NoticeAdmin(PortalAdmin):
    """Thông báo trên mọi trang."""

    list_display = ["text", "starts_at", "ends_at"]


class HoldForm(forms.Form):
    """Until when a place is kept, and the short words of Mới – Nóng."""

    hold_until = MomentField(label="Giữ đến", required=False)
    line = forms.CharField(label="Chữ ngắn", required=False, max_length=150)

    def clean_hold_until(self) -> Any:
        """A moment that can still come."""
        until = self.cleaned_data["hold_until"]
        if until and until <= timezone.now():
            raise ValidationError("Giờ này đã qua. Chọn giờ sau, hoặc để trống để giữ mãi.")
        return until


@admin.register(HomeSlot)
class HomeSlotAdmin(PortalAdmin):
    """Trang nhất: a board with buttons instead of Django's list."""

    MOVES: ClassVar[dict[str, int]] = {"len": -1, "xuong": 1}
    FOUND = 8

    def get_urls(self) -> list[Any]:
        """The board is the only screen."""
        return [path("", self.admin_site.admin_view(self.board_view), name="khoi_portal_homeslot_changelist")]

    def board_view(self, request: HttpRequest) -> HttpResponse:
        """What stands where, and moving it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._act(request)
        return self._board(request)

    def _board(self, request: HttpRequest, *, wrong: tuple[int, HoldForm] | None = None) -> TemplateResponse:
        words = vietnamese.clean_line(request.GET.get("q", "")[:150])
        boards = front_page.boards()
        forms_of = {
            row.slot.pk: HoldForm(
                initial={"hold_until": row.slot.hold_until, "line": row.slot.line}, auto_id=f"s{row.slot.pk}_%s"
            )
            for board in boards
            for row in board.rows
        }
        if wrong:
            forms_of[wrong[0]] = wrong[1]
        context = {
            **self.admin_site.each_context(request),
            "title": "Trang nhất",
            "opts": self.model._meta,
            "boards": [(board, [(row, forms_of[row.slot.pk]) for row in board.rows]) for board in boards],
            "wrong": wrong[0] if wrong else None,
            "places": HomeSlot.Place.choices,
            "q": words,
            "found": self._found(request, words),
        }
        return TemplateResponse(
            request, "admin/khoi_portal/homeslot/change_list.html", context, status=422 if wrong else 200
        )

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
        action, key = request.POST.get("viec", ""), request.POST.get("so", "")
        if not key.isdecimal() or len(key) > 18:
            raise Http404
        back = HttpResponseRedirect(request.path)
        if action == "them":
            place = request.POST.get("cho", "")
            if place not in HomeSlot.Place.values:
                raise Http404
            article = get_object_or_404(self._readable(request), pk=key)
            front_page.put(article=article, place=place, by=request.user)
            messages.success(request, f"Đã thêm “{article.title}”.")
            return back
        slot = HomeSlot.objects.select_related("article").filter(pk=key).first()
        if slot is None:
            messages.error(request, "Chỗ này vừa có người bỏ. Danh sách dưới đây là mới nhất.")
        elif action in self.MOVES:
            front_page.move(slot=slot, step=self.MOVES[action], by=request.user)
            messages.success(request, f"Đã chuyển “{slot.article.title}”.")
        elif action == "bo":
            front_page.remove(slot=slot, by=request.user)
            messages.success(request, f"Đã bỏ “{slot.article.title}” khỏi trang nhất.")
        elif action == "giu":
            form = HoldForm(request.POST, auto_id=f"s{slot.pk}_%s")
            if not form.is_valid():
                return self._board(request, wrong=(slot.pk, form))
            line = vietnamese.clean_line(form.cleaned_data["line"])
            front_page.hold(slot=slot, until=form.cleaned_data["hold_until"], line=line, by=request.user)
            messages.success(request, "Đã lưu.")
        else:
            raise Http404
        return back
