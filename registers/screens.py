"""The newsroom's screens of a register, beside the editor of its piece: the rows, a sheet from file to record, one row by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_POST

import vietnamese
from publishing import lists, wording
from publishing.models import Publishable
from publishing.workflow import NotPossible
from registers import batches, declaring, exporting, keeping, tasks
from registers.forms import DecisionsForm, SheetForm
from registers.models import UNDO_DAYS, Batch, Status
from registers.trying import Decisions, Plan, as_json

ROWS = 100
MOST_SHOWN = 200
LISTED = 20


class RegisterScreens:
    """Beside PublishableAdmin: `register_name` says which register, `row_form` how one row is written by hand."""

    register_name = ""
    row_form: Any = None
    board_template = "admin/registers/board.html"

    # What PublishableAdmin gives.
    model: Any
    admin_site: Any
    piece: Any
    url_of: Any

    @property
    def register(self) -> declaring.Register:
        """The register of this kind."""
        return declaring.named(self.register_name)

    def get_urls(self) -> list[Any]:
        """The register's addresses, under the piece's own."""
        name = f"{self.model._meta.app_label}_{self.model._meta.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/bang/", wrap(self.board_view), name=f"{name}_board"),
            path("<int:pk>/bang/tep/", wrap(require_POST(self.receive_view)), name=f"{name}_receive"),
            path("<int:pk>/bang/<int:batch>/", wrap(self.batch_view), name=f"{name}_batch"),
            path("<int:pk>/bang/<int:batch>/loi.xlsx", wrap(self.faults_view), name=f"{name}_faults"),
            path("<int:pk>/bang/<int:batch>/hang.xlsx", wrap(self.plan_view), name=f"{name}_plan"),
            path("<int:pk>/hang/", wrap(self.row_view), name=f"{name}_row_add"),
            path("<int:pk>/hang/<int:row>/", wrap(self.row_view), name=f"{name}_row"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def register_summary(self, piece: Any) -> dict[str, Any]:
        """For the editor of the piece: how many rows, what waits, the way to them."""
        if piece.pk is None:
            return {"register": self.register}
        waiting = Batch.objects.of(piece).filter(register=self.register.name).waiting().light()
        return {
            "register": self.register,
            "register_count": self.register.rows_of(piece).count(),
            "register_url": self.url_of("board", piece.pk),
            "register_waiting": [(batch, self.url_of("batch", piece.pk, batch.pk)) for batch in waiting],
        }

    # --- the rows and what was done with them -----------------------------------------------------------
    def board_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What stands in the register, the sheets that made it, and the way to bring in another."""
        return self._board(request, self.piece(request, pk), SheetForm())

    def _board(self, request: HttpRequest, piece: Any, form: SheetForm) -> HttpResponse:
        words = vietnamese.clean_line(request.GET.get("q", "")[:120])
        rows: Any = self.register.rows_of(piece).order_by(self.register.order_field, "pk")
        page: Any = lists.page_of(rows.matching(words) if words else rows, request, per_page=ROWS)
        shown = self.register.show([as_json(row) for row in page.object_list.values(*self.register.stored)])
        found = Batch.objects.of(piece).filter(register=self.register.name).shown().light()[:LISTED]
        context = self._context(request, piece) | {
            "title": f"{self.register.label.capitalize()}",
            "form": form,
            "q": words,
            "page": page,
            "count": page.paginator.count,
            "header": self.register.header,
            "rows": [
                (self.url_of("row", piece.pk, key), cells)
                for key, cells in zip(page.object_list.values_list("pk", flat=True), shown, strict=True)
            ],
            "params": {"q": words} if words else {},
            "batches": [self._listed(request, batch, piece) for batch in found],
            "latest": next((batch.pk for batch in found if batch.status == Status.APPLIED), None),
            "row_add_url": self.url_of("row_add", piece.pk),
            "receive_url": self.url_of("receive", piece.pk),
            "undo_days": UNDO_DAYS,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, self.board_template, context, status=status)

    def _listed(self, request: HttpRequest, batch: Batch, piece: Any) -> dict[str, Any]:
        return {
            "batch": batch,
            "url": self.url_of("batch", piece.pk, batch.pk),
            "when": wording.hour(batch.applied_at or batch.created_at),
            "who": batch.created_by or batch.channel,
            "what": batch.counted(),
        }

    def _context(self, request: HttpRequest, piece: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "item": piece,
            "register": self.register,
            "may_prepare": batches.may_prepare(request.user, piece),
            "urls": {
                "list": self.url_of("changelist"),
                "change": self.url_of("change", piece.pk),
                "board": self.url_of("board", piece.pk),
            },
        }

    # --- one sheet --------------------------------------------------------------------------------------
    def receive_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a file and run it dry."""
        piece = self.piece(request, pk)
        if not batches.may_prepare(request.user, piece):
            raise PermissionDenied
        form = SheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._board(request, piece, form)
        file = form.cleaned_data["file"]
        batch = batches.receive(
            register=self.register,
            piece=piece,
            data=file.read(),
            file_name=vietnamese.clean_line(file.name or "bảng tính"),
            actor=request.user,  # type: ignore[arg-type]
        )
        tasks.start_trying(batch)
        return HttpResponseRedirect(self.url_of("batch", piece.pk, batch.pk))

    def batch_view(self, request: HttpRequest, pk: int, batch: int) -> HttpResponse:
        """One sheet, wherever it stands on its way."""
        piece, found = self._found(request, pk, batch)
        if request.method == "POST":
            return self._act(request, piece, found)
        return self._batch(request, piece, found, DecisionsForm(found, self.register))

    def _found(self, request: HttpRequest, pk: int, batch: int) -> tuple[Any, Batch]:
        piece = self.piece(request, pk)
        found = Batch.objects.of(piece).filter(register=self.register.name)
        return piece, get_object_or_404(found, pk=batch if batch < 2**63 else 0)

    def _batch(
        self, request: HttpRequest, piece: Any, batch: Batch, form: DecisionsForm, *, failed: bool = False
    ) -> HttpResponse:
        trial, plan = batch.trial or {}, keeping.plan_of(batch)
        waiting = batch.status in (Status.WAITING, Status.UNDO_WAITING)
        context = (
            self._context(request, piece)
            | {
                "title": f"Nhập {self.register.label}",
                "batch": batch,
                "trial": trial,
                "form": form,
                "failed": failed,
                "waits": batches.needs_approval(piece, request.user),  # type: ignore[arg-type]
                "may_approve": waiting and batches.may_approve(request.user, batch),
                "may_undo": batch.status == Status.APPLIED and not batch.is_too_old_to_undo,
                "who": batch.created_by or batch.channel,
                "when": wording.hour(batch.applied_at or batch.created_at),
                "what": batch.counted(),
                "header": self.register.header,
                "adds": self.register.show(plan.adds[:MOST_SHOWN]),
                "new_organizations": [one["name"] for one in plan.organizations[:MOST_SHOWN]],
                "changes": self._changes(piece, plan),
                "removes": self.register.show(self._rows(piece, plan.removes[:MOST_SHOWN])),
                "most_shown": MOST_SHOWN,
                "same_before": self._same_before(batch),
                "pages": keeping.pages(batch) if batch.is_open else [],
                "batch_urls": {
                    "here": self.url_of("batch", piece.pk, batch.pk),
                    "faults": self.url_of("faults", piece.pk, batch.pk),
                    "plan": self.url_of("plan", piece.pk, batch.pk),
                },
            }
        )
        return TemplateResponse(request, "admin/registers/batch.html", context, status=422 if failed else 200)

    def _rows(self, piece: Publishable, keys: list[int]) -> list[dict[str, Any]]:
        return [as_json(row) for row in self.register.rows_of(piece).filter(pk__in=keys).values(*self.register.stored)]

    def _changes(self, piece: Publishable, plan: Plan) -> list[tuple[list[str], list[str]]]:
        """What a row says now, and would say."""
        wanted = {change["pk"]: change["after"] for change in plan.changes[:MOST_SHOWN]}
        rows = {
            row["pk"]: as_json(row)
            for row in self.register.rows_of(piece).filter(pk__in=wanted).values("pk", *self.register.stored)
        }
        before = [rows[key] for key in wanted if key in rows]
        after = [rows[key] | wanted[key] for key in wanted if key in rows]
        return list(zip(self.register.show(before), self.register.show(after), strict=True))

    def _same_before(self, batch: Batch) -> str:
        """When this very file was recorded already."""
        if not batch.checksum:
            return ""
        same = Batch.objects.filter(
            piece_type=batch.piece_type_id, piece_id=batch.piece_id, register=batch.register, checksum=batch.checksum
        )
        earlier = same.standing().exclude(pk=batch.pk).light().first()
        return wording.hour(earlier.applied_at) if earlier and earlier.applied_at else ""

    def _act(self, request: HttpRequest, piece: Any, batch: Batch) -> HttpResponse:
        act = request.POST.get("viec", "")
        steps = {
            "trang": self._other_sheet, "thu": self._try_again, "ghi": self._record, "bo-loi": self._leave_out_all, "bo": self._drop,
            "duyet": self._approve, "tra-lai": self._refuse, "hoan-tac": self._undo,
            "chay-lai": self._wake,
        }  # fmt: skip
        if act not in steps:
            raise Http404
        here = HttpResponseRedirect(self.url_of("batch", piece.pk, batch.pk))
        try:
            return steps[act](request, piece, batch) or here
        except batches.Changed as changed:
            messages.warning(request, str(changed))
        except (NotPossible, PermissionDenied) as refused:
            messages.error(request, str(refused) or "Bạn không có quyền làm việc này.")
        return here

    def _decided(self, request: HttpRequest, batch: Batch) -> DecisionsForm:
        form = DecisionsForm(batch, self.register, request.POST)
        form.is_valid()
        batches.decide(batch=batch, decisions=form.decisions(), actor=request.user)  # type: ignore[arg-type]
        tasks.start_trying(batch)
        return form

    def _other_sheet(self, request: HttpRequest, piece: Any, batch: Batch) -> HttpResponse | None:
        """Read another sheet of the file: what was decided of rows and columns was said of the one before."""
        known = keeping.decisions_of(batch).organizations
        wanted = Decisions(sheet=request.POST.get("trang", "")[:100], organizations=known)
        batches.decide(batch=batch, decisions=wanted, actor=request.user)  # type: ignore[arg-type]
        tasks.start_trying(batch)
        return None

    def _try_again(self, request: HttpRequest, piece: Any, batch: Batch) -> HttpResponse | None:
        self._decided(request, batch)
        return None

    def _leave_out_all(self, request: HttpRequest, piece: Any, batch: Batch) -> HttpResponse | None:
        form = DecisionsForm(batch, self.register, request.POST)
        form.is_valid()
        decisions = form.decisions()
        decisions.left_out = sorted({*decisions.left_out, *(fault["row"] for fault in batch.trial["faults"])})
        batches.decide(batch=batch, decisions=decisions, actor=request.user)  # type: ignore[arg-type]
        tasks.start_trying(batch)
        return None

    def _record(self, request: HttpRequest, piece: Any, batch: Batch) -> HttpResponse | None:
        """Take what was decided on the page; where nothing hinders any more, write."""
        batches.require(batch, Status.TRIED)
        form = DecisionsForm(batch, self.register, request.POST)
        form.is_valid()
        if form.decisions() != form.before:
            self._decided(request, batch)
        fresh = Batch.objects.get(pk=batch.pk)
        if fresh.status == Status.READING:
            messages.info(request, "Đang chạy lại theo lựa chọn mới. Xong thì xem kết quả rồi bấm Ghi.")
            return None
        if fresh.status != Status.TRIED or form.has_new_columns:
            return None
        if not fresh.trial["may_be_recorded"]:
            return self._batch(request, piece, fresh, DecisionsForm(fresh, self.register), failed=True)
        done = tasks.start_writing(fresh, actor=request.user, verb="record")  # type: ignore[arg-type]
        if done.status == Status.WAITING:
            messages.success(request, f"Đã trình duyệt {done.counted()}. Bạn đọc chưa thấy cho đến khi được duyệt.")
        elif done.status == Status.APPLIED:
            messages.success(request, f"Đã ghi: {done.counted()}. Hoàn tác được trong {UNDO_DAYS} ngày.")
            return HttpResponseRedirect(self.url_of("board", piece.pk))
        return None

    def _drop(self, request: HttpRequest, piece: Any, batch: Batch) -> HttpResponse | None:
        batches.drop(batch=batch, actor=request.user)  # type: ignore[arg-type]
        messages.success(request, "Đã bỏ bảng này. Chưa có gì được ghi.")
        return HttpResponseRedirect(self.url_of("board", piece.pk))

    def _approve(self, request: HttpRequest, piece: Any, batch: Batch) -> HttpResponse | None:
        done = tasks.start_writing(batch, actor=request.user, verb="approve")  # type: ignore[arg-type]
        if done.status in (Status.APPLIED, Status.UNDONE):
            messages.success(request, f"Đã duyệt. {done.get_status_display()}: {done.counted()}.")
        return None

    def _refuse(self, request: HttpRequest, piece: Any, batch: Batch) -> HttpResponse | None:
        batches.refuse(batch=batch, actor=request.user, note=request.POST.get("note", ""))  # type: ignore[arg-type]
        messages.success(request, "Đã trả lại kèm lý do.")
        return None

    def _wake(self, request: HttpRequest, piece: Any, batch: Batch) -> HttpResponse | None:
        woken = batches.wake(batch=batch, actor=request.user)  # type: ignore[arg-type]
        if woken.status == Status.READING:
            tasks.start_trying(woken)
        return None

    def _undo(self, request: HttpRequest, piece: Any, batch: Batch) -> HttpResponse | None:
        done = tasks.start_writing(batch, actor=request.user, verb="undo")  # type: ignore[arg-type]
        if done.status == Status.UNDO_WAITING:
            messages.success(request, "Đã gửi người duyệt. Danh sách chưa đổi cho đến khi được duyệt.")
            return None
        if done.status == Status.WRITING:
            return None
        messages.success(request, "Đã hoàn tác: danh sách như trước lần nhập này.")
        return HttpResponseRedirect(self.url_of("board", piece.pk))

    # --- files ------------------------------------------------------------------------------------------
    def faults_view(self, request: HttpRequest, pk: int, batch: int) -> HttpResponse:
        """The faults as a sheet, to mend them in the office's own file."""
        _piece, found = self._found(request, pk, batch)
        rows = [
            [one["row"], one["letter"], one["header"], one["value"], one["message"], one["nearest"]]
            for name in ("faults", "unsettled")
            for one in (found.trial or {}).get(name, [])
        ]
        header = ["Hàng", "Cột", "Tên cột", "Đang ghi", "Vì sao", "Gợi ý"]
        return exporting.as_xlsx(header, rows, name=f"loi-bang-{found.pk}", title="Lỗi")

    def plan_view(self, request: HttpRequest, pk: int, batch: int) -> HttpResponse:
        """Every row that the batch adds, as a sheet: what an approver reads of long ones."""
        _piece, found = self._found(request, pk, batch)
        rows = self.register.show(keeping.plan_of(found).adds)
        return exporting.as_xlsx(self.register.header, rows, name=f"bang-{found.pk}", title="Hàng sẽ ghi")

    # --- one row by hand --------------------------------------------------------------------------------
    def row_view(self, request: HttpRequest, pk: int, row: int | None = None) -> HttpResponse:
        """Add, change or take away one row: a batch of one, on its way like any other."""
        piece = self.piece(request, pk)
        if not batches.may_prepare(request.user, piece):
            raise PermissionDenied
        there = None
        if row is not None:
            there = get_object_or_404(self.register.rows_of(piece), pk=row if row < 2**63 else 0)
        form = self.row_form(
            request.POST if request.method == "POST" else None, instance=there, piece=piece, user=request.user
        )
        if request.method == "POST":
            plan = None
            if request.POST.get("viec") == "bo" and there is not None:
                plan = Plan(removes=[there.pk])
            elif form.is_valid():
                plan = form.plan()
                if plan.is_empty:
                    messages.info(request, "Không có gì thay đổi.")
                    return HttpResponseRedirect(self.url_of("board", piece.pk))
            if plan is not None:
                return self._by_hand(request, piece, plan, label=f"Sửa tay: {there or form.said()}")
        context = self._context(request, piece) | {
            "title": "Sửa một hàng" if there else "Thêm một hàng",
            "form": form,
            "row": there,
            "waits": batches.needs_approval(piece, request.user),  # type: ignore[arg-type]
        }
        return TemplateResponse(request, "admin/registers/row.html", context, status=422 if form.errors else 200)

    def _by_hand(self, request: HttpRequest, piece: Any, plan: Plan, *, label: str) -> HttpResponse:
        user: Any = request.user
        try:
            with transaction.atomic():
                done = batches.change_by_hand(
                    register=self.register,
                    piece=piece,
                    plan=plan,
                    actor=user,
                    label=label,
                )
        except (NotPossible, PermissionDenied) as refused:
            messages.error(request, str(refused))
        else:
            if done.status == Status.WAITING:
                messages.success(request, "Đã trình duyệt thay đổi này. Bạn đọc chưa thấy cho đến khi được duyệt.")
            else:
                messages.success(request, f"Đã ghi: {done.counted()}.")
        return HttpResponseRedirect(self.url_of("board", piece.pk))
