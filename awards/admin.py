"""Rounds, decisions and the ladder of forms, in the newsroom."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.roles import Role
from awards.forms import AwardRoundForm, CommendationForm, DecisionForm
from awards.models import AwardForm, AwardGrade, AwardRound, Decision, GrantingBody
from organizations.forms import TidyForm
from publishing.admin import PortalAdmin
from publishing.piece_admin import PublishableAdmin
from publishing.states import State
from registers.screens import RegisterScreens


@admin.register(AwardRound)
class AwardRoundAdmin(RegisterScreens, PublishableAdmin):
    """Đợt khen thưởng."""

    add_label = "Thêm đợt khen thưởng"
    noun = "đợt"
    register_name = "recipients"
    row_form = CommendationForm

    piece_form = AwardRoundForm
    editor_template = "admin/awards/awardround/editor.html"
    search_fields = ["title"]

    def editor_context(self, request: HttpRequest, item: Any) -> dict[str, Any]:
        """How many stand in the list, and what waits."""
        return self.register_summary(item)


@admin.register(Decision)
class DecisionAdmin(PortalAdmin):
    """Quyết định khen thưởng."""

    form = DecisionForm
    fieldsets = [
        (None, {"fields": ["number", "issued_on", "issuer_name", "issuer"]}),
        ("Người ký và văn bản", {"fields": ["signer_name", "signer_title", "document"]}),
    ]
    list_display = ["__str__", "issuer_name", "signer_name"]
    search_fields = ["number", "issuer_name"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What stands on a page that is out is changed by whoever may approve or keeps the portal."""
        allowed = super().has_change_permission(request, obj)
        if not allowed or obj is None or request.user.has_role(Role.MANAGING_EDITOR, Role.APPROVER, Role.ADMINISTRATOR):
            return allowed
        return not obj.rounds.filter(state__in=[State.PUBLISHED, State.ARCHIVED]).exists()


class Grades(admin.TabularInline):
    """Các hạng."""

    model = AwardGrade
    form = TidyForm
    fields = ["name", "order"]
    extra = 1


class GrantingBodies(admin.TabularInline):
    """Ai được tặng."""

    model = GrantingBody
    form = TidyForm
    fields = ["name"]
    extra = 1


@admin.register(AwardForm)
class AwardFormAdmin(PortalAdmin):
    """Hình thức khen thưởng: the ladder."""

    form = TidyForm
    fields = ["name", "order", "is_of_the_party"]
    inlines = [Grades, GrantingBodies]
    list_display = ["name", "order", "is_of_the_party"]
    search_fields = ["name"]
