"""Pages, menus, links, notices and the front page, in the newsroom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from khoi_portal.front_page_screen import FrontPageScreen
from khoi_portal.models import HomeSlot, MenuItem, Notice, Page, WebsiteLink
from publishing import sanitizing
from publishing.admin import PortalAdmin
from publishing.editor import body_field, suit_policy


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


admin.site.register(HomeSlot, FrontPageScreen)
