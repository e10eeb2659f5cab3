"""The moderators' desk as screens: the queues, one message, one step for one or for many, and the way back from it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts import log
from feedback import mailing, masking, moderation
from feedback.desk_forms import AssignForm, DeskForm, HandOverForm, NoteForm, RefuseForm, ReplyForm, ready_texts
from feedback.models import Contact, DeskHabit, Message
from feedback.querysets import with_public_subject
from feedback.states import FOR_MANY, STEPS, TONES, WAITING, State
from publishing import lists, undoing, wording

PER_PAGE = 25
FORMS: dict[str, type[DeskForm]] = {
    form.name: form for form in (ReplyForm, RefuseForm, HandOverForm, AssignForm, NoteForm)
}
# Which form of the page a button sends: two may send one form.
BELONGS = {"publish_reply": "reply", "insert": "reply"}
# What opens beside the queue: its form, and the step that makes it possible.
PANELS = {"reply": "publish_reply", "hand_over": "hand_over", "refuse": "refuse"}
STAYS = ("take", "reopen", "assign")


class Desk(admin.ModelAdmin):
    """The screens; who may and what is possible is asked of `moderation`."""

    def get_urls(self) -> list[Any]:
        """One address for every step, one for many messages, one for the keys, one for looking at the sender's address."""
        view = self.admin_site.admin_view
        return [
            path("nhieu/", view(require_POST(self.many_view)), name="feedback_message_many"),
            path("phim-tat/", view(require_POST(self.keys_view)), name="feedback_message_keys"),
            path("<int:pk>/viec/", view(require_POST(self.step_view)), name="feedback_message_step"),
            path("<int:pk>/lien-he/", view(require_POST(self.contact_view)), name="feedback_message_contact"),
            *super().get_urls(),
        ]

    # --- the queues -----------------------------------------------------------------------------------
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """One queue, the oldest first; decided ones the newest first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        given = request.GET.get("tinhtrang", "")
        state = State(given) if given in State.values else State.NEW
        late, own = request.GET.get("han") == "qua", request.GET.get("ai") == "toi"
        queue = Message.objects.overdue(timezone.localdate()) if late else Message.objects.in_state(state)
        queue = queue.assigned_to(request.user) if own else queue
        counts = Message.objects.counts()
        order = ("due_on", "received_at", "pk") if state in WAITING else ("-received_at", "-pk")
        page = lists.page_of(queue.order_by(*order).select_related("assigned_to"), request, per_page=PER_PAGE)
        found = list(page.object_list)
        params = {"han": "qua"} if late else {"tinhtrang": state.value} if state != State.NEW else {}
        habit = DeskHabit.objects.filter(user=request.user).first()
        steps_for_many = [STEPS[name] for name in FOR_MANY if state in STEPS[name].sources]
        ready = ready_texts()
        context = {
            **self.admin_site.each_context(request),
            "title": "Phản hồi",
            "opts": self.model._meta,
            "state": state,
            "queues": [(one, counts.get(one.value, 0), one == state and not late) for one in State],
            "count": page.paginator.count,
            "page": page,
            "params": params | ({"ai": "toi"} if own else {}),
            "own": own,
            "late": late,
            # Where the buttons of a message lead without script: here, with its form beside the list.
            "here": urlencode(
                params | ({"ai": "toi"} if own else {}) | ({"trang": page.number} if page.number > 1 else {})
            ),
            "rows": self._rows(found, waits=state in WAITING),
            "keys_on": habit is None or habit.keys,
            "for_many": {step.name: step for step in steps_for_many},
            "assign_form": AssignForm(message=None, user=request.user, ready=ready) if steps_for_many else None,
            "reasons": ready["reason"],
            **self._panel(request, ready),
        }
        return TemplateResponse(request, "admin/feedback/message/queue.html", context)

    def _rows(self, found: list[Message], *, waits: bool) -> list[dict[str, Any]]:
        with_public_subject(found)
        reachable = set(Contact.objects.filter(message__in=found).values_list("message_id", flat=True))
        today = timezone.localdate()
        return [
            {
                "message": one,
                "parts": masking.parts(one.text),
                "late": waits and one.due_on < today,
                "reachable": one.pk in reachable,
                "steps": {step.name for step in moderation.possible(one)},
            }
            for one in found
        ]

    def _panel(self, request: HttpRequest, ready: Any) -> dict[str, Any]:
        """What stands beside the queue: one message that is being answered, handed over or refused, when it was asked for."""
        name, key = request.GET.get("viec", ""), request.GET.get("so", "")
        if name not in PANELS or not key.isdecimal() or len(key) > 18:
            return {"panel": ""}
        message = Message.objects.with_everything().filter(pk=int(key)).first()
        if message is None or STEPS[PANELS[name]] not in moderation.possible(message):
            return {"panel": ""}
        form = FORMS[name](message=message, user=request.user, ready=ready)
        return {"panel": name, "message": message, "forms": {name: form}, "steps": _names(message)} | _sender(
            request, message
        )

    # --- one message ----------------------------------------------------------------------------------
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One message. What is done about it is sent to the address of steps."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not object_id.isdecimal() or len(object_id) > 18:
            raise Http404
        return self._show(request, _message(int(object_id)))

    def _show(
        self,
        request: HttpRequest,
        message: Message,
        *,
        form: DeskForm | None = None,
        email: str | None = None,
        status: int = 200,
    ) -> HttpResponse:
        with_public_subject([message])
        ready = form.ready if form else ready_texts()
        forms = {name: one(message=message, user=request.user, ready=ready) for name, one in FORMS.items()}
        if form is not None:
            forms[form.name] = form
        context = {
            **self.admin_site.each_context(request),
            "title": f"Phản hồi số {message.pk}",
            "opts": self.model._meta,
            "message": message,
            "tone": TONES[State(message.state)],
            "steps": _names(message),
            "forms": forms,
            "parts": masking.parts(message.text),
            "late": message.decided_at is None and message.due_on < timezone.localdate(),
            "email": email,
            "notes": message.notes.select_related("author"),
            "timeline": wording.timeline(log.entries_of(message)[:100]),
            "can_change": self.has_change_permission(request),
            **_sender(request, message),
        }
        response = TemplateResponse(request, "admin/feedback/message/message.html", context, status=status)
        response["Cache-Control"] = "no-store"
        return response

    def contact_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The address, once, on this answer alone."""
        message = _message(pk)
        email = moderation.look_at_contact(message=message, actor=request.user)  # type: ignore[arg-type]
        return self._show(request, message, email=email)

    # --- steps ----------------------------------------------------------------------------------------
    def step_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do one thing about a message; what can't be done is said, and what was typed stays."""
        moderation.require(request.user)  # type: ignore[arg-type]
        message, name = _message(pk), request.POST.get("viec", "")
        if name not in STEPS and name not in ("note", "insert"):
            raise Http404
        kind = FORMS.get(BELONGS.get(name, name))
        form = kind(request.POST, message=message, user=request.user, ready=ready_texts()) if kind else None
        if name == "insert" and isinstance(form, ReplyForm):
            return self._show(request, message, form=form.with_ready_text(request.POST.get("mau", "")))
        if form is not None and not form.is_valid():
            return self._show(request, message, form=form, status=422)
        data = form.given() if form else {}
        if name == "note":
            moderation.add_note(message=message, actor=request.user, **data)  # type: ignore[arg-type]
            messages.success(request, "Đã ghi chú.")
            return HttpResponseRedirect(self._address(message))
        version = _number(request.POST.get("version", ""))
        try:
            done = moderation.step(name=name, message=message, actor=request.user, version=version, **data)  # type: ignore[arg-type]
        except moderation.NotPossible as problem:
            return self._refused(request, str(problem), back=self._address(message))
        said = f"{done}: {STEPS[name].target.label.lower()}."
        back = self._address(message) if name in STAYS else self._queue(request.POST.get("hang", ""))
        return self._done(request, said, [done], back=back)

    def many_view(self, request: HttpRequest) -> HttpResponse:
        """One step for all the chosen ones or for none; the way back as well."""
        moderation.require(request.user)  # type: ignore[arg-type]
        name = request.POST.get("viec", "")
        if name not in (*FOR_MANY, undoing.UNDO):
            raise Http404
        chosen, back = _chosen(request), self._queue(request.POST.get("hang", ""))
        if not chosen:
            return self._refused(request, "Chưa chọn phản hồi nào. Hãy đánh dấu ô ở đầu mỗi phản hồi.", back=back)
        given, kind = {}, FORMS.get(name)
        if kind is not None:
            form = kind(request.POST, message=None, user=request.user, ready=ready_texts())
            if not form.is_valid():
                words = " ".join(str(error) for errors in form.errors.values() for error in errors)
                return self._refused(request, f"Chưa làm gì cả. {words}.", back=back)
            given = form.given()
        try:
            if name == undoing.UNDO:
                done = moderation.undo_many(chosen=chosen, actor=request.user)  # type: ignore[arg-type]
                return self._done(request, f"Đã hoàn tác: {_names_of(done)}.", done, back=back, can_undo=False)
            done = moderation.step_many(name=name, chosen=chosen, actor=request.user, **given)  # type: ignore[arg-type]
        except moderation.NotPossible as problem:
            return self._refused(request, str(problem), back=back)
        return self._done(request, f"{_names_of(done)}: {STEPS[name].target.label.lower()}.", done, back=back)

    def keys_view(self, request: HttpRequest) -> HttpResponse:
        """Keys on or off, for this person from now on."""
        moderation.require(request.user)  # type: ignore[arg-type]
        DeskHabit.objects.update_or_create(user=request.user, defaults={"keys": bool(request.POST.get("bat"))})
        return HttpResponse(status=204)

    def _done(
        self, request: HttpRequest, said: str, done: list[Message], *, back: str, can_undo: bool = True
    ) -> HttpResponse:
        """To the script that asked: what was done and where everything stands now. To everybody else: the next page, which says so."""
        keys = [f"{one.pk}-{one.version}" for one in done]
        if _asks_for_json(request):
            return JsonResponse({"said": said, "keys": keys, "counts": Message.objects.counts()})
        messages.success(request, said)
        if can_undo:
            undoing.remember(request, verb=undoing.UNDO, keys=keys, url=self._of("many"))
        return HttpResponseRedirect(back)

    def _refused(self, request: HttpRequest, said: str, *, back: str) -> HttpResponse:
        if _asks_for_json(request):
            return JsonResponse({"said": said}, status=409)
        messages.error(request, said)
        return HttpResponseRedirect(back)

    def _of(self, view: str, *args: Any) -> str:
        return reverse(f"{self.admin_site.name}:feedback_message_{view}", args=args)

    def _address(self, message: Message) -> str:
        return self._of("change", message.pk)

    def _queue(self, state: str) -> str:
        address = self._of("changelist")
        return f"{address}?tinhtrang={state}" if state in State.values and state != State.NEW else address


def _asks_for_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _message(pk: int) -> Message:
    return get_object_or_404(Message.objects.with_everything(), pk=pk if pk < 2**63 else 0)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def _chosen(request: HttpRequest) -> dict[int, int]:
    """Which messages, each with the version that was looked at: "41-3"."""
    pairs = (one.partition("-") for one in request.POST.getlist("chon")[:PER_PAGE])
    return {int(key): _number(version) for key, _, version in pairs if key.isdecimal() and len(key) < 19}


def _names_of(done: list[Message]) -> str:
    return str(done[0]) if len(done) == 1 else f"{len(done)} phản hồi"


def _names(message: Message) -> dict[str, Any]:
    return {step.name: step for step in moderation.possible(message)}


def _sender(request: HttpRequest, message: Message) -> dict[str, Any]:
    """What the desk knows of whoever wrote: nothing of the address but that there is one, and what came from it before."""
    contact = getattr(message, "contact", None)
    return {
        "has_contact": contact is not None,
        "can_see_contact": request.user.has_perm("feedback.view_contact"),  # type: ignore[union-attr]
        "is_mailed": contact is not None and mailing.is_possible(),
        "earlier": _earlier(message, contact) if contact else {},
    }


def _earlier(message: Message, contact: Contact) -> dict[str, int]:
    counts = Message.objects.from_address(contact.email).exclude(pk=message.pk).counts()
    return {state.label: counts[state.value] for state in State if state.value in counts}
