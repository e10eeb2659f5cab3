"""The newsroom's list of one kind: tabs by where pieces stand, filters, and steps for many pieces at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone

import vietnamese
from publishing import requirements, rules, wording, workflow
from publishing.models import Publishable, Section
from publishing.querysets import standing
from publishing.states import TRANSITIONS, Stage

PER_PAGE = 30
BULK = ("submit", "forward", "archive", "trash", "restore")


@dataclass(frozen=True)
class Tab:
    """One way of looking at the list, and what stands there while it is empty."""

    name: str
    label: str
    empty: str
    always: bool = False


TABS = (
    Tab("tat-ca", "Tất cả", "Bài mọi người viết sẽ hiện ở đây.", always=True),
    Tab("nhap", "Nháp", "Bài đang viết, chưa gửi đi, sẽ hiện ở đây.", always=True),
    Tab("cho-bien-tap", "Chờ biên tập", "Bài phóng viên gửi tới ban biên tập sẽ hiện ở đây.", always=True),
    Tab("cho-duyet", "Chờ duyệt", "Bài biên tập xong, chờ người duyệt, sẽ hiện ở đây.", always=True),
    Tab("tra-lai", "Trả lại", "Bài người duyệt trả lại kèm lý do sẽ hiện ở đây.", always=True),
    Tab("hen-gio", "Hẹn giờ", "Bài đã duyệt, chờ đến giờ đăng, sẽ hiện ở đây.", always=True),
    Tab("da-xuat-ban", "Đã xuất bản", "Bài bạn đọc đang xem được sẽ hiện ở đây.", always=True),
    Tab("het-han", "Hết hạn", "Bài đã qua giờ hết hạn sẽ hiện ở đây."),
    Tab("da-go", "Đã gỡ", "Bài bị gỡ kèm lý do sẽ hiện ở đây."),
    Tab("luu-tru", "Lưu trữ", "Bài cũ đã đưa vào lưu trữ sẽ hiện ở đây."),
    Tab("thung-rac", "Thùng rác", "Bài bỏ đi được giữ 30 ngày ở đây, khôi phục được.", always=True),
    Tab("ban-sua", "Bản sửa của bài đã đăng", "Bản sửa chờ duyệt của bài đang hiện sẽ hiện ở đây."),
    Tab("dang-khan", "Đăng khẩn chờ xác nhận", "Bài đăng khẩn chưa có người thứ hai xác nhận sẽ hiện ở đây."),
)
BY_NAME = {tab.name: tab for tab in TABS}


class ListFilter(forms.Form):
    """What the list is narrowed by. A value that is none of the choices counts as absent."""

    q = forms.CharField(label="Tên bài", required=False, max_length=150)
    muc = forms.ModelChoiceField(
        label="Chuyên mục", queryset=Section.objects.all(), required=False, empty_label="Tất cả"
    )
    ai = forms.ChoiceField(label="Của ai", required=False, choices=[("", "Mọi người"), ("toi", "Của tôi")])
    nam = forms.IntegerField(label="Năm", required=False, min_value=1900, max_value=2200)

    def __init__(self, *args: Any, noun: str = "bài", has_sections: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = f"Tên {noun}"
        if not has_sections:
            del self.fields["muc"]
        for field in self.fields.values():
            field.widget.attrs["class"] = "inp"
        self.fields["nam"].widget.attrs.update({"inputmode": "numeric", "placeholder": "Mọi năm"})

    def asked(self) -> dict[str, Any]:
        """The filters in force."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def matching(pieces: Any, asked: dict[str, Any], user: Any) -> Any:
    """Narrowed. Titles are found with and without marks, by the address made of them as well."""
    if "q" in asked:
        words = vietnamese.clean_line(asked["q"])
        found = Q(title__icontains=words)
        if slug := vietnamese.slugify(words):
            found |= Q(slug__contains=slug)
        pieces = pieces.filter(found)
    if "muc" in asked:
        pieces = pieces.in_section(asked["muc"])
    if "ai" in asked:
        pieces = pieces.filter(Q(created_by=user) | Q(working_revision__created_by=user))
    if "nam" in asked:
        pieces = pieces.filter(
            Q(publish_at__year=asked["nam"]) | Q(publish_at__isnull=True, created_at__year=asked["nam"])
        )
    return pieces


def counts(pieces: Any, names: Any, *, own: Any = (), mine: Q | None = None) -> dict[str, int]:
    """How many stand where, and of those named in `own` (as "tra-lai:toi") only what is mine: one query for all of them."""
    now = timezone.now()
    wanted = {name: standing(name, now=now) for name in names}
    wanted |= {f"{name}:toi": standing(name, now=now) & (mine or Q()) for name in own}
    found = pieces.aggregate(
        **{f"n{place}": Count("pk", filter=asked, distinct=True) for place, asked in enumerate(wanted.values())}
    )
    return {name: found[f"n{place}"] for place, name in enumerate(wanted)}


def query(values: dict[str, Any]) -> str:
    """The address of a view of the list: only what is asked for."""
    plain = {name: getattr(value, "pk", value) for name, value in values.items() if value not in (None, "")}
    return f"?{urlencode(plain)}" if plain else "?"


class PieceList:
    """changelist_view for PublishableAdmin."""

    list_template = "admin/publishing/piece_list.html"
    # What the button says that begins a piece, and what a piece is called in the list's sentences.
    add_label = "Viết bài mới"
    noun = "bài"
    admin_site: Any
    model: type[Publishable]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list; posted to, one step for all the chosen pieces."""
        if not self.has_module_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        if request.method == "POST":
            return self._many(request)
        return self._list(request)

    def _list(self, request: HttpRequest) -> TemplateResponse:
        tab = BY_NAME.get(request.GET.get("xem", ""), TABS[0])
        filters = ListFilter(request.GET, noun=self.noun, has_sections=self._has_sections)
        asked = filters.asked()
        mine = self.found(self.get_queryset(request), asked, request.user)  # type: ignore[attr-defined]
        number = counts(mine, BY_NAME)
        page = self._page(mine.standing(tab.name).order_by("-working_revision__saved_at", "-pk"), request)
        rows = [self._row(item) for item in page.object_list]
        given = {name: getattr(value, "pk", value) for name, value in asked.items()}
        view = {"xem": tab.name} if tab is not TABS[0] else {}
        context = {
            **self.admin_site.each_context(request),
            "title": str(self.model._meta.verbose_name_plural).capitalize(),
            "opts": self.model._meta,
            "tab": tab,
            "tabs": [
                {
                    "label": one.label,
                    "count": number[one.name],
                    "url": query({**given, "xem": one.name if one is not TABS[0] else ""}),
                    "is_current": one is tab,
                }
                for one in TABS
                if one.always or number[one.name] or one is tab
            ],
            "filters": filters,
            "chips": self._chips(asked, view),
            "clear_url": query(view),
            "params": {**view, **given},
            "page": page,
            "rows": rows,
            "bulk": [] if not rows else self._bulk_buttons(request, page.object_list),
            "add_url": self.url_of("add") if self.has_add_permission(request) else "",  # type: ignore[attr-defined]
            "add_label": self.add_label,
            "noun": self.noun,
            "has_sections": self._has_sections,
        }
        return TemplateResponse(request, self.list_template, context)

    @property
    def _has_sections(self) -> bool:
        return "section" in self.model.REVISED_FIELDS

    def found(self, pieces: Any, asked: dict[str, Any], user: Any) -> Any:
        """Narrowed as asked. A kind that people look for by more than the title says so."""
        return matching(pieces, asked, user)

    def said_of(self, item: Any) -> str:
        """What stands under a title in the list to tell it from others; a kind says it."""
        return ""

    def _chips(self, asked: dict[str, Any], view: dict[str, str]) -> list[tuple[str, str]]:
        said = {"q": "“{}”", "muc": "{}", "ai": "Của tôi", "nam": "Năm {}"}
        return [
            (said[name].format(value), query(view | {other: kept for other, kept in asked.items() if other != name}))
            for name, value in asked.items()
        ]

    def _page(self, found: Any, request: HttpRequest) -> Any:
        try:
            return Paginator(found, PER_PAGE).page(request.GET.get("trang", "1"))
        except (PageNotAnInteger, EmptyPage) as error:
            raise Http404 from error

    def _row(self, item: Publishable) -> dict[str, Any]:
        words = wording.state(item)
        working = item.working_revision
        warning = words.note if item.state == "new" else ""
        note = "" if warning else words.note
        if working and working.stage == Stage.RETURNED:
            note = f"Trả lại: {working.returned_note}"
        return {
            "item": item,
            "url": self.url_of("change", item.pk),  # type: ignore[attr-defined]
            "said": self.said_of(item),
            "state": words,
            "warning": warning,
            "note": note,
            "writer": item.created_by,
            "saved_at": working.saved_at if working else item.created_at,
            "when": wording.hour(working.saved_at if working else item.created_at),
        }

    def _bulk_buttons(self, request: HttpRequest, pieces: Any) -> list[dict[str, Any]]:
        """Only steps that at least one piece of the page allows; whether all the chosen ones do is asked when it is pressed."""
        return [
            {
                "verb": verb,
                "label": TRANSITIONS[verb].label,
                "outlined_red": TRANSITIONS[verb].outlined_red,
            }
            for verb in BULK
            if any(_allows(request.user, verb, item) for item in pieces)
        ]

    def _many(self, request: HttpRequest) -> HttpResponse:
        """One step for all of them or for none."""
        verb = request.POST.get("viec", "")
        if verb not in BULK:
            raise Http404
        keys = [key for key in request.POST.getlist("chon")[: PER_PAGE * 2] if key.isdecimal() and len(key) < 19]
        chosen = list(self.get_queryset(request).filter(pk__in=keys))  # type: ignore[attr-defined]
        back = HttpResponseRedirect(request.get_full_path())
        if not chosen:
            messages.error(request, f"Chưa chọn {self.noun} nào. Hãy đánh dấu ô ở đầu dòng rồi bấm lại.")
            return back
        label = TRANSITIONS[verb].label
        refused = [item for item in chosen if not _allows(request.user, verb, item)]
        if refused:
            names = "; ".join(f"“{item.title}”" for item in refused[:3])
            messages.error(
                request, f"Chưa làm gì cả: không “{label}” được với {names}. Bỏ chọn những bài ấy rồi bấm lại."
            )
            return back
        try:
            with transaction.atomic():
                for item in chosen:
                    _step(item, verb, request.user)
        except _Stopped as stopped:
            messages.error(request, f"Chưa làm gì cả. “{stopped.item.title}”: {stopped.reason}")
        else:
            messages.success(request, f"{label}: đã làm với {len(chosen)} {self.noun}.")
        return back


class _Stopped(Exception):
    """One piece can't take the step: none does."""

    def __init__(self, item: Publishable, reason: str) -> None:
        super().__init__(reason)
        self.item, self.reason = item, reason


def _allows(user: Any, verb: str, item: Publishable) -> bool:
    return workflow.is_possible(item, TRANSITIONS[verb]) and rules.may(user, verb, item)


def _step(item: Publishable, verb: str, user: Any) -> None:
    try:
        workflow.VERBS[verb](item=item, actor=user)
    except (requirements.NotReady, workflow.NotPossible, PermissionDenied) as refused:
        raise _Stopped(item, str(refused)) from refused
