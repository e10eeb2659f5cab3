"""What moderators and administrators keep: the desk with its messages, ready texts, word list, holidays, consent texts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest

from feedback.desk import Desk
from feedback.models import ConsentText, Holiday, Message, ReadyText, WatchedWord
from publishing.admin import PortalAdmin


@admin.register(Message)
class MessageAdmin(Desk, PortalAdmin):
    """Duyệt phản hồi."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Readers write them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: senders erase their own, the period erases the rest."""
        return False


@admin.register(ReadyText)
class ReadyTextAdmin(PortalAdmin):
    """Câu mẫu."""

    fields = ["use", "title", "text", "order"]
    list_display = ["title", "use", "order"]
    list_filter = ["use"]
    search_fields = ["title", "text"]


@admin.register(WatchedWord)
class WatchedWordAdmin(PortalAdmin):
    """Từ cần để ý."""

    fields = ["word"]
    search_fields = ["word"]


@admin.register(Holiday)
class HolidayAdmin(PortalAdmin):
    """Ngày nghỉ."""

    fields = ["day", "name"]
    list_display = ["name", "day"]


@admin.register(ConsentText)
class ConsentTextAdmin(PortalAdmin):
    """Bản thỏa thuận: a new wording is added; one that people have agreed to never changes."""

    fields = ["day", "contact", "name"]
    list_display = ["number", "day"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: messages name it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The next number."""
        obj.number = (ConsentText.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        super().save_model(request, obj, form, change)
