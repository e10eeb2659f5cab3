"""The moderators' desk: the queues by state, one message with everything to be done about it; word list, holidays, consent texts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts import log
from feedback import moderation
from feedback.desk_forms import HandOverForm, NoteForm, RefuseForm, ReplyForm
from feedback.masking import defanged, masked
from feedback.models import ConsentText, Contact, Holiday, Message, WatchedWord
from feedback.querysets import with_public_subject
from feedback.states import STEPS, TONES, State
from publishing import lists, wording
from publishing.admin import PortalAdmin

PER_PAGE = 25
FORMS: dict[str, type[Form]] = {
    "reply": ReplyForm,
    "publish_reply": ReplyForm,
    "refuse": RefuseForm,
    "hand_over": HandOverForm,
    "note": NoteForm,
}
# Which form of the page a step belongs to: two buttons may send one form.
BELONGS = {"publish_reply": "reply"}


@admin.register(Message)
class MessageAdmin(PortalAdmin):
    """Duyệt phản hồi."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Readers write them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: senders erase their own, the period erases the rest."""
        return False

    def get_urls(self) -> list[Any]:
        """One address for every step, one for looking at the sender's address."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/viec/", view(require_POST(self.step_view)), name="feedback_message_step"),
            path("<int:pk>/lien-he/", view(require_POST(self.contact_view)), name="feedback_message_contact"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """One queue, the oldest first; decided ones the newest first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        given = request.GET.get("tinhtrang", "")
        state = State(given) if given in State.values else State.NEW
        counts = Message.objects.counts()
        waits = state in (State.NEW, State.OPEN, State.HANDED_OVER)
        order = ("due_on", "received_at", "pk") if waits else ("-received_at", "-pk")
        page = lists.page_of(Message.objects.in_state(state).order_by(*order), request, per_page=PER_PAGE)
        found = list(page.object_list)
        with_public_subject(found)
        reachable = set(Contact.objects.filter(message__in=found).values_list("message_id", flat=True))
        today = timezone.localdate()
        context = {
            **self.admin_site.each_context(request),
            "title": "Phản hồi",
            "opts": self.model._meta,
            "state": state,
            "queues": [(one, counts.get(one.value, 0), one == state) for one in State],
            "count": counts.get(state.value, 0),
            "page": page,
            "params": {"tinhtrang": state.value} if state != State.NEW else {},
            "rows": [
                {
                    "message": one,
                    "text": defanged(one.text),
                    "late": waits and one.due_on < today,
                    "reachable": one.pk in reachable,
                    "can_approve": STEPS["approve"] in moderation.possible(one),
                    "can_spam": STEPS["spam"] in moderation.possible(one),
                }
                for one in found
            ],
        }
        return TemplateResponse(request, "admin/feedback/message/queue.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One message. What is done about it is sent to the address of steps."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not object_id.isdecimal() or len(object_id) > 18:
            raise Http404
        return self._show(request, get_object_or_404(Message, pk=int(object_id)))

    def _show(
        self, request: HttpRequest, message: Message, *, bound: dict[str, Form] | None = None, email: str | None = None
    ) -> HttpResponse:
        steps = {step.name: step for step in moderation.possible(message)}
        with_public_subject([message])
        forms = {name: FORMS[name](auto_id=f"{name}-%s") for name in ("reply", "refuse", "hand_over", "note")}
        forms |= bound or {}
        forms["hand_over"].chosen_by(request.user)  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "title": f"Phản hồi số {message.pk}",
            "opts": self.model._meta,
            "message": message,
            "tone": TONES[State(message.state)],
            "steps": steps,
            "forms": forms,
            "text": defanged(message.text),
            "would_show": masked(message.text),
            "is_covered": masked(message.text) != message.text,
            "late": message.decided_at is None and message.due_on < timezone.localdate(),
            "has_contact": Contact.objects.filter(message=message).exists(),
            "can_see_contact": request.user.has_perm("feedback.view_contact"),
            "email": email,
            "notes": message.notes.select_related("author"),
            "timeline": wording.timeline(log.entries_of(message)[:100]),
            "can_change": self.has_change_permission(request),
        }
        status = 422 if bound else 200
        response = TemplateResponse(request, "admin/feedback/message/message.html", context, status=status)
        response["Cache-Control"] = "no-store"
        return response

    def contact_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The address, once, on this answer alone."""
        message = get_object_or_404(Message, pk=pk if pk < 2**63 else 0)
        return self._show(request, message, email=moderation.look_at_contact(message=message, actor=request.user))

    def step_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do one thing about a message; what can't be done is said, and what was typed stays."""
        message = get_object_or_404(Message, pk=pk if pk < 2**63 else 0)
        moderation.require(request.user)
        name = request.POST.get("viec", "")
        if name not in STEPS and name != "note":
            raise Http404
        data: dict[str, Any] = {}
        if name in FORMS:
            belongs = BELONGS.get(name, name)
            form = FORMS[name](request.POST, auto_id=f"{belongs}-%s")
            if isinstance(form, HandOverForm):
                form.chosen_by(request.user)
            if not form.is_valid():
                return self._show(request, message, bound={belongs: form})
            data = form.cleaned_data
        if name == "note":
            moderation.add_note(message=message, actor=request.user, text=data["text"])
            messages.success(request, "Đã ghi chú.")
            return HttpResponseRedirect(self._address(message))
        data.pop("chosen", None)
        version = request.POST.get("version", "")
        try:
            moderation.step(
                name=name,
                message=message,
                actor=request.user,
                version=int(version) if version.isdecimal() and len(version) < 10 else -1,
                **data,
            )
        except moderation.NotPossible as problem:
            messages.error(request, str(problem))
            return HttpResponseRedirect(self._address(message))
        messages.success(request, f"{message}: {STEPS[name].target.label.lower()}.")
        if name in ("take", "reopen"):
            return HttpResponseRedirect(self._address(message))
        return HttpResponseRedirect(self._queue(request.POST.get("hang", "")))

    def _address(self, message: Message) -> str:
        return reverse(f"{self.admin_site.name}:feedback_message_change", args=[message.pk])

    def _queue(self, state: str) -> str:
        address = reverse(f"{self.admin_site.name}:feedback_message_changelist")
        return f"{address}?tinhtrang={state}" if state in State.values and state != State.NEW else address


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
