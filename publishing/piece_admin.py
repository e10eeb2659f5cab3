"""PublishableAdmin: writing a piece, taking it through the workflow, its history, comparison and restore, for every kind alike."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from accounts import log
from publishing import comparing, editor, presence, preview, requirements, revisions, rules, undoing, wording, workflow
from publishing.forms import PieceForm, ReasonForm
from publishing.kinds import kind_of
from publishing.models import Publishable, Revision, WorkflowGates
from publishing.piece_list import PieceList
from publishing.states import TRANSITIONS
from publishing.workflow import Conflict, NotPossible


class PublishableAdmin(PieceList, admin.ModelAdmin):
    """The screens of one kind. A kind gives its form and the template of its editor; everything else is here."""

    piece_form: type[PieceForm] = PieceForm
    editor_template = "admin/publishing/piece_editor.html"
    history_template = "admin/publishing/piece_history.html"
    compare_template = "admin/publishing/piece_compare.html"
    actions = None

    # --- who ------------------------------------------------------------------------------------------
    def has_module_permission(self, request: HttpRequest) -> bool:
        """The kind is in the menu of those who work with it."""
        if not request.user.is_authenticated:
            return False
        return any(kind.model is self.model for kind in rules.kinds_for(request.user))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Reading unpublished text."""
        return self.has_module_permission(request) if obj is None else rules.may(request.user, rules.READ, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editing, by the one rule."""
        return self.has_module_permission(request) if obj is None else rules.may(request.user, rules.EDIT, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Beginning a piece."""
        return rules.may(request.user, rules.CREATE, self.model())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Pieces go to the trash by a verb; nothing is deleted here."""
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        """What the person may read, and no more."""
        kind = kind_of(self.model())
        return rules.visible_pieces(request.user, kind).select_related(  # type: ignore[arg-type]
            "section", "working_revision", "working_revision__saved_by", "created_by"
        )

    # --- addresses ------------------------------------------------------------------------------------
    def get_urls(self) -> list[Any]:
        """The piece's own side views beside Django's."""
        name = f"{self.model._meta.app_label}_{self.model._meta.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("tu-luu/", wrap(self.autosave_view), name=f"{name}_autosave_new"),
            path("<int:pk>/tu-luu/", wrap(self.autosave_view), name=f"{name}_autosave"),
            path("<int:pk>/co-mat/", wrap(self.presence_view), name=f"{name}_presence"),
            path("<int:pk>/viec/", wrap(self.verb_view), name=f"{name}_verb"),
            path("<int:pk>/lich-su/", wrap(self.revisions_view), name=f"{name}_revisions"),
            path("<int:pk>/so-sanh/", wrap(self.compare_view), name=f"{name}_compare"),
            path("<int:pk>/xem-truoc/", wrap(self.preview_view), name=f"{name}_preview"),
            path("<int:pk>/khoi-phuc/<int:number>/", wrap(self.restore_view), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def url_of(self, view: str, *args: Any) -> str:
        """An address of this kind's screens."""
        return reverse(
            f"{self.admin_site.name}:{self.model._meta.app_label}_{self.model._meta.model_name}_{view}", args=args
        )

    # --- the piece ------------------------------------------------------------------------------------
    def piece(self, request: HttpRequest, pk: int | str, *, right: str = rules.READ) -> Publishable:
        """The piece with what is being worked on laid over it; 404 for whoever may not even read it."""
        if not str(pk).isdecimal() or len(str(pk)) > 18:
            raise Http404
        item = get_object_or_404(self.model._default_manager.select_related("working_revision", "live_revision"), pk=pk)
        if not rules.may(request.user, rules.READ, item):
            raise Http404
        if right != rules.READ:
            rules.require(request.user, right, item)
        return revisions.lay_over(item, revisions.current_data(item))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Writing something new."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self._editor(request, self.model())

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Writing on, or taking the next step."""
        return self._editor(request, self.piece(request, object_id))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Django's own address leads to ours."""
        return HttpResponseRedirect(self.url_of("revisions", self.piece(request, object_id).pk))

    def form_for(self, request: HttpRequest, item: Publishable, data: Any = None, files: Any = None) -> PieceForm:
        """The kind's form, bound or not; read-only for whoever may not edit."""
        form = self.piece_form(data, files, instance=item)
        form.written_by(request.user)  # type: ignore[arg-type]
        right = rules.EDIT if item.pk else rules.CREATE
        if not rules.may(request.user, right, item):
            for field in form.fields.values():
                field.disabled = True
        return form

    def _editor(self, request: HttpRequest, item: Publishable) -> HttpResponse:
        if request.method != "POST":
            return self._show(request, item, self.form_for(request, item))
        may_edit = rules.may(request.user, rules.EDIT if item.pk else rules.CREATE, item)
        form = self.form_for(request, item, request.POST, request.FILES)
        verb = request.POST.get("viec", "")
        if verb and verb not in TRANSITIONS:
            raise Http404
        if not form.is_valid():
            return self._show(request, item, form, failed=True)
        try:
            # One transaction: a step that is refused keeps what was written, the page shows both.
            if may_edit and (form.has_changed() or item.pk is None):
                item = self._save(request, item, form)
            if verb:
                return self._step(request, item, verb, form)
        except Conflict as conflict:
            return self._show_conflict(request, item, form, conflict)
        except NotPossible as refused:
            messages.error(request, str(refused))
            return self._show(request, item, form, failed=True)
        messages.success(request, "Đã lưu bản nháp.")
        return HttpResponseRedirect(self.url_of("change", item.pk))

    def _save(self, request: HttpRequest, item: Publishable, form: PieceForm, *, quiet: bool = False) -> Publishable:
        replaces = bool(form.cleaned_data.get("replaces_other"))
        return workflow.save_draft(
            item=item,
            data=form.data_for_revision(item),
            actor=request.user,  # type: ignore[arg-type]
            based_on=form.cleaned_data.get("based_on") if item.pk else None,
            keep_previous=replaces,
            creation_key=None if item.pk else form.cleaned_data.get("creation_key"),
            quiet=quiet,
        )

    def _step(self, request: HttpRequest, item: Publishable, verb: str, form: PieceForm | None) -> HttpResponse:
        """Take one step of the workflow, and say in words what came of it.

        A page that tells which version it shows decides on that one alone.
        """
        seen = request.POST.get("phien_ban", "")
        try:
            with transaction.atomic():
                if seen.isdecimal() and len(seen) < 19:
                    workflow.require_unchanged(item, version=int(seen))
                done = workflow.VERBS[verb](item=item, actor=request.user, note=_note(request, verb))
        except PermissionDenied as refused:
            messages.error(request, str(refused))
        except NotPossible as refused:
            messages.error(request, str(refused))
        except requirements.NotReady as refused:
            if form is not None and rules.may(request.user, rules.EDIT, item):
                fresh = self.piece(request, item.pk)
                shown = self.form_for(request, fresh)
                return self._show(request, fresh, shown, missing=_placed(refused.issues, verb), asked_verb=verb)
            for issue in refused.issues:
                messages.error(request, issue.message)
        else:
            messages.success(request, wording.done(verb, done))
            undoing.offer(request, verb, [done], url=self.url_of("changelist"))
            if not rules.may(request.user, rules.READ, done):
                return HttpResponseRedirect(self.url_of("changelist"))
        return HttpResponseRedirect(self.url_of("change", item.pk))

    def _show(
        self,
        request: HttpRequest,
        item: Publishable,
        form: PieceForm,
        *,
        failed: bool = False,
        missing: list[requirements.Issue] | None = None,
        **more: Any,
    ) -> HttpResponse:
        buttons = wording.buttons(request.user, item) if item.pk else wording.first_buttons(request.user, item)  # type: ignore[arg-type]
        context = {
            **self.admin_site.each_context(request),
            "title": wording.screen_title(item),
            "opts": self.model._meta,
            "item": item,
            "form": form,
            "errors": failed,
            "missing": missing or [],
            "may_edit": rules.may(request.user, rules.EDIT if item.pk else rules.CREATE, item),
            "buttons": buttons,
            "steps": wording.steps(item, WorkflowGates.current()),
            "state": wording.state(item),
            "button_hint": wording.button_hint(buttons[0].verb, item) if buttons else "",
            "four_eyes_note": wording.four_eyes_note(request.user, item) if item.pk else "",
            "why_read_only": rules.refusal(request.user, rules.EDIT, item),
            "draft_hour_warning": wording.draft_hour_warning(item),
            "returned": wording.returned(item),
            "saved_line": wording.saved_line(item),
            "presence": presence.in_words(presence.others(item=item, user=request.user)) if item.pk else "",  # type: ignore[misc]
            "timeline": wording.timeline(log.entries_of(item)[:6]) if item.pk else [],
            "has_live": item.live_revision_id is not None,
            "has_open": item.working_revision is not None and item.working_revision.is_open,
            "urls": self._urls(item),
            **self._report(item),
            **more,
            **self.editor_context(request, item),
        }
        status = 422 if failed or missing else 200
        return editor.suit_policy(TemplateResponse(request, self.editor_template, context, status=status))

    def _report(self, item: Publishable) -> dict[str, Any]:
        """Kiểm tra trước khi gửi: three groups, from the piece as it is being worked on."""
        found = requirements.report(item) if item.pk else requirements.Report()
        return {"must": found.must, "should": found.should, "passed": found.passed}

    def editor_context(self, request: HttpRequest, item: Publishable) -> dict[str, Any]:
        """What a kind adds to its editor."""
        return {}

    def _urls(self, item: Publishable) -> dict[str, str]:
        if not item.pk:
            return {"autosave": self.url_of("autosave_new"), "list": self.url_of("changelist")}
        names = ("autosave", "presence", "verb", "revisions", "compare", "preview")
        return {name: self.url_of(name, item.pk) for name in names} | {
            "list": self.url_of("changelist"),
            "change": self.url_of("change", item.pk),
            "public": item.get_absolute_url() if item.is_public() else "",  # type: ignore[attr-defined]
        }

    def _show_conflict(
        self, request: HttpRequest, item: Publishable, form: PieceForm, conflict: Conflict
    ) -> TemplateResponse:
        """Both texts side by side, nothing lost: the form keeps mine, theirs stands beside it."""
        fresh = self.model._default_manager.get(pk=item.pk)
        mine = form.data_for_revision(item)
        data = request.POST.copy()
        data["based_on"], data["replaces_other"] = str(fresh.version), "on"
        changes = comparing.compare(fresh, conflict.theirs.data, mine)
        names = [change.name for change in changes]
        return self._show(
            request,
            item,
            self.form_for(request, item, data),
            conflict=conflict.theirs,
            conflict_changes=changes,
            conflict_sides=[
                {"label": "Bản kia", "fields": comparing.readable(fresh, conflict.theirs.data, names)},
                {"label": "Bản của bạn", "fields": comparing.readable(fresh, mine, names)},
            ],
        )

    # --- side views -----------------------------------------------------------------------------------
    def autosave_view(self, request: HttpRequest, pk: int | None = None) -> JsonResponse:
        """Keep what is being written, quietly. Fields that don't validate wait; a piece without a title is not begun."""
        if request.method != "POST":
            return JsonResponse({"message": "Chỉ nhận POST."}, status=405)
        item = self.piece(request, pk) if pk else self.model()
        if not rules.may(request.user, rules.EDIT if item.pk else rules.CREATE, item):
            return JsonResponse({"message": rules.refusal(request.user, rules.EDIT, item)}, status=403)
        form = self.form_for(request, item, request.POST)
        form.is_autosave = True
        form.is_valid()
        if not item.pk and not form.cleaned_data.get("title"):
            return JsonResponse({"message": f"Chưa tự lưu: chưa có {item.word_for('title')}."}, status=422)
        try:
            saved = self._save(request, item, form, quiet=True)
        except NotPossible as refused:
            return JsonResponse({"message": str(refused)}, status=409)
        except Conflict as conflict:
            who = conflict.theirs.saved_by
            return JsonResponse({"message": f"{who} vừa lưu bài này. Bấm Lưu nháp để xem cả hai bản."}, status=409)
        return JsonResponse(
            {
                "message": f"Đã tự lưu lúc {timezone.localtime().strftime('%H:%M')}",
                "presence": presence.in_words(presence.others(item=saved, user=request.user)),  # type: ignore[arg-type]
                "presence_url": self.url_of("presence", saved.pk),
                "version": saved.version,
                "change_url": self.url_of("change", saved.pk),
                "autosave_url": self.url_of("autosave", saved.pk),
                "errors": {name: [str(error) for error in found] for name, found in form.errors.items()},
            }
        )

    def presence_view(self, request: HttpRequest, pk: int) -> JsonResponse:
        """An open page says that somebody is there, and hears who else is."""
        if request.method != "POST":
            return JsonResponse({"message": "Chỉ nhận POST."}, status=405)
        item = self.piece(request, pk)
        if rules.may(request.user, rules.EDIT, item):
            presence.arrive(item=item, user=request.user)  # type: ignore[arg-type]
        return JsonResponse({"presence": presence.in_words(presence.others(item=item, user=request.user))})  # type: ignore[arg-type]

    def verb_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A step without the form: from lists and from the comparison. A reason is asked for on a page of its own."""
        item = self.piece(request, pk)
        verb = request.POST.get("viec") or request.GET.get("viec", "")
        if verb not in TRANSITIONS:
            raise Http404
        transition = TRANSITIONS[verb]
        if request.method == "POST":
            reason = ReasonForm(request.POST)
            if not transition.needs_reason or reason.is_valid():
                return self._step(request, item, verb, None)
        else:
            reason = ReasonForm()
        context = {
            **self.admin_site.each_context(request),
            "title": transition.label,
            "opts": self.model._meta,
            "item": item,
            "transition": transition,
            "label": wording.button_label(transition, item),
            "form": reason if transition.needs_reason else None,
            "explanation": wording.button_hint(verb, item),
            "urls": self._urls(item),
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/publishing/piece_verb.html", context, status=status)

    def revisions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Every version, and everything that was done."""
        item = self.piece(request, pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "Lịch sử",
            "opts": self.model._meta,
            "item": item,
            "revisions": _with_the_one_before(revisions.of(item)),
            "timeline": wording.timeline(log.entries_of(item)[:200]),
            "restore_name": f"{self.admin_site.name}:{self.model._meta.app_label}_{self.model._meta.model_name}_restore",
            "may_edit": rules.may(request.user, rules.EDIT, item),
            "urls": self._urls(item),
        }
        return TemplateResponse(request, self.history_template, context)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Two versions, word by word. Without being told, the live one against the one that waits."""
        item = self.piece(request, pk)
        before = self._revision(item, request.GET.get("tu"), item.live_revision)
        after = self._revision(item, request.GET.get("den"), item.working_revision)
        if before is None or (after and before.pk == after.pk):
            numbers = revisions.of(item).filter(number__lt=after.number if after else 0)
            before = numbers.first() if request.GET.get("tu") is None else before
        context = {
            **self.admin_site.each_context(request),
            "title": "So sánh",
            "opts": self.model._meta,
            "item": item,
            "before": before,
            "after": after,
            "changes": comparing.compare(item, self._as_readers_have_it(item, before), after.data if after else {}),
            "buttons": [
                button for button in wording.buttons(request.user, item) if button.verb in ("approve", "return")
            ],
            "four_eyes_note": wording.four_eyes_note(request.user, item),
            "editors": after.editors.all() if after else [],
            "state": wording.state(item),
            "steps": wording.steps(item, WorkflowGates.current()),
            "numbers": list(revisions.of(item).values_list("number", flat=True)),
            "may_correct": item.is_live and rules.may(request.user, rules.EDIT, item),
            "urls": self._urls(item),
            **self._report(item),
        }
        return TemplateResponse(request, self.compare_template, context)

    def _as_readers_have_it(self, item: Publishable, revision: Revision | None) -> dict[str, Any]:
        """A version's data. The live one came out at an hour that approval gave it: that is no change of the next version."""
        if revision is None:
            return {}
        if revision.pk != item.live_revision_id:
            return revision.data
        row = self.model._default_manager.only("publish_at").get(pk=item.pk)
        return revision.data | revisions.as_stored({"publish_at": row.publish_at})

    def _revision(self, item: Publishable, number: str | None, default: Revision | None) -> Revision | None:
        if number is None:
            return default
        if not number.isdecimal() or len(number) > 6:
            raise Http404
        return get_object_or_404(revisions.of(item), number=int(number))

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the signed preview of what is being worked on."""
        item = self.piece(request, pk)
        if item.working_revision is None:
            raise Http404
        return HttpResponseRedirect(preview.link(item, item.working_revision))

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """An older text becomes a new version."""
        if request.method != "POST":
            raise Http404
        item = self.piece(request, pk, right=rules.EDIT)
        get_object_or_404(revisions.of(item), number=number)
        try:
            workflow.restore_revision(item=item, number=number, actor=request.user)  # type: ignore[arg-type]
        except NotPossible as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(self.url_of("revisions", item.pk))
        messages.success(request, f"Đã lấy lại bản {number} thành bản mới. Các bản sau đó vẫn còn trong lịch sử.")
        return HttpResponseRedirect(self.url_of("change", item.pk))


def _note(request: HttpRequest, verb: str) -> str:
    """The reason given for a step: each step of the editor's page has a field of its own."""
    return request.POST.get(f"note_{verb}") or request.POST.get("note", "")


def _placed(issues: list[requirements.Issue], verb: str) -> list[requirements.Issue]:
    """A missing reason is asked for at the step's own field."""
    return [replace(issue, place=f"note-{verb}") if issue.field == "note" else issue for issue in issues]


def _with_the_one_before(found: Any) -> list[Revision]:
    """The versions, newest first, each knowing which one it is compared with."""
    listed = list(found)
    for revision, older in zip(listed, [*listed[1:], None], strict=True):
        revision.before = older.number if older else None
    return listed
