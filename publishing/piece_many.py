"""One step, or one change, for many pieces of the newsroom's list: for all the chosen ones or for none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from publishing import requirements, revisions, undoing, workflow
from publishing.models import Publishable, Section
from publishing.states import TRANSITIONS
from publishing.undoing import is_allowed

BULK = ("submit", "forward", "archive", "trash", "restore")
# Steps for many that the list has no button for: they are what takes another one back.
BACK = ("recall", "unarchive")
MOST_CHOSEN = 60


@dataclass(frozen=True)
class BulkChange:
    """One change for many pieces: read from a box, laid over each one's data.

    `read` raises ValidationError in words. Without choices the box is for typing.
    """

    label: str
    read: Callable[[str], Any]
    applied: Callable[[revisions.Data, Any], revisions.Data]
    placeholder: str = ""
    choices: Callable[[], list[tuple[Any, str]]] = list


def _section_named(key: str) -> int:
    if key.isdecimal() and len(key) < 19 and Section.objects.filter(pk=key).exists():
        return int(key)
    raise ValidationError("Hãy chọn chuyên mục rồi bấm lại.")


FILE_UNDER = BulkChange(
    label="Chuyển chuyên mục",
    read=_section_named,
    applied=lambda data, section: {**data, "section": section},
    placeholder="Chuyên mục…",
    choices=lambda: [(one.pk, one.name) for one in Section.objects.all()],
)


class ManyPieces:
    """The part of a list that works on what was chosen."""

    noun: str
    model: type[Publishable]

    def bulk_changes(self) -> dict[str, BulkChange]:
        """What can be changed in many pieces at once, by its name in the form. A kind adds its own."""
        return {"chuyen-muc": FILE_UNDER} if "section" in self.model.REVISED_FIELDS else {}

    def _change_many(self, request: HttpRequest, name: str, chosen: list[Publishable]) -> HttpResponse:
        """The change as a saved draft of every chosen piece, or of none."""
        change, back = self.bulk_changes()[name], HttpResponseRedirect(request.get_full_path())
        try:
            value = change.read(request.POST.get(name, ""))
        except ValidationError as error:
            messages.error(request, f"Chưa làm gì cả. {' '.join(error.messages)}")
            return back
        try:
            with transaction.atomic():
                for item in chosen:
                    _save_changed(item, change, value, request.user)
        except _Stopped as stopped:
            messages.error(request, f"Chưa làm gì cả. “{stopped.item.title}”: {stopped.reason}")
            return back
        live = sum(item.is_live for item in chosen)
        more = f" Trong đó {live} {self.noun} đang đăng: bản sửa cần được duyệt mới hiện ra." if live else ""
        messages.success(request, f"{change.label}: đã lưu vào {len(chosen)} {self.noun}.{more}")
        return back

    def bulk_buttons(self, request: HttpRequest, pieces: Any) -> list[dict[str, Any]]:
        """Only steps that at least one piece of the page allows; whether all the chosen ones do is asked when it is pressed."""
        return [
            {
                "verb": verb,
                "label": TRANSITIONS[verb].label,
                "outlined_red": TRANSITIONS[verb].outlined_red,
            }
            for verb in BULK
            if any(is_allowed(request.user, verb, item) for item in pieces)
        ]

    def bulk_fields(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The boxes of the changes, for whoever begins pieces of the kind."""
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            return []
        return [
            {"name": name, "label": change.label, "placeholder": change.placeholder, "choices": change.choices()}
            for name, change in self.bulk_changes().items()
        ]

    def many(self, request: HttpRequest) -> HttpResponse:
        """One step for all of them or for none."""
        verb = request.POST.get("viec", "")
        if verb not in (*BULK, *BACK, *self.bulk_changes()):
            raise Http404
        keys = [key for key in request.POST.getlist("chon")[:MOST_CHOSEN] if key.isdecimal() and len(key) < 19]
        chosen = list(self.get_queryset(request).filter(pk__in=keys))  # type: ignore[attr-defined]
        back = HttpResponseRedirect(request.get_full_path())
        if not chosen:
            messages.error(request, f"Chưa chọn {self.noun} nào. Hãy đánh dấu ô ở đầu dòng rồi bấm lại.")
            return back
        if verb in self.bulk_changes():
            return self._change_many(request, verb, chosen)
        label = TRANSITIONS[verb].label
        refused = [item for item in chosen if not is_allowed(request.user, verb, item)]
        if refused:
            names = "; ".join(f"“{item.title}”" for item in refused[:3])
            messages.error(
                request, f"Chưa làm gì cả: không “{label}” được với {names}. Bỏ chọn những {self.noun} ấy rồi bấm lại."
            )
            return back
        try:
            with transaction.atomic():
                done = [_step(item, verb, request.user) for item in chosen]
        except _Stopped as stopped:
            messages.error(request, f"Chưa làm gì cả. “{stopped.item.title}”: {stopped.reason}")
        else:
            messages.success(request, f"{label}: đã làm với {len(chosen)} {self.noun}.")
            undoing.offer(request, verb, done, url=self.url_of("changelist"))  # type: ignore[attr-defined]
        return back


class _Stopped(Exception):
    """One piece can't take the step: none does."""

    def __init__(self, item: Publishable, reason: str) -> None:
        super().__init__(reason)
        self.item, self.reason = item, reason


def _save_changed(item: Publishable, change: BulkChange, value: Any, user: Any) -> None:
    try:
        workflow.save_draft(item=item, data=change.applied(revisions.current_data(item), value), actor=user)
    except (workflow.NotPossible, PermissionDenied) as refused:
        raise _Stopped(item, str(refused)) from refused


def _step(item: Publishable, verb: str, user: Any) -> Publishable:
    try:
        return workflow.VERBS[verb](item=item, actor=user)
    except (requirements.NotReady, workflow.NotPossible, PermissionDenied) as refused:
        raise _Stopped(item, str(refused)) from refused
