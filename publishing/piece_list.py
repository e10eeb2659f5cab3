"""The newsroom's list of one kind: tabs by where pieces stand, filters, and steps for many pieces at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone

import vietnamese
from publishing import requirements, revisions, undoing, wording, workflow
from publishing.models import Publishable, SavedFilter, Section
from publishing.querysets import standing
from publishing.states import TRANSITIONS, Stage
from publishing.undoing import is_allowed

PER_PAGE = 30
BULK = ("submit", "forward", "archive", "trash", "restore")
# Steps for many that the list has no button for: they are what takes another one back.
BACK = ("recall", "unarchive")
MOST_FILTERS = 12


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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


class FilterName(forms.Form):
    """What a view of the list is kept as."""

    ten = forms.CharField(
        max_length=40,
        error_messages={
            "required": "Hãy đặt tên cho bộ lọc.",
            "max_length": "Tên bộ lọc dài quá 40 ký tự. Hãy đặt tên ngắn hơn.",
        },
    )
    chung = forms.BooleanField(required=False)


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


class PieceList:
    """changelist_view for PublishableAdmin."""

    list_template = "admin/publishing/piece_list.html"
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
        filters = ListFilter(request.GET)
        asked = filters.asked()
        mine = matching(self.get_queryset(request), asked, request.user)  # type: ignore[attr-defined]
        number = counts(mine, BY_NAME)
        page = self._page(mine.standing(tab.name).order_by("-working_revision__saved_at", "-pk"), request)
        rows = [self._row(item) for item in page.object_list]
        given = {name: getattr(value, "pk", value) for name, value in asked.items()}
        view = {"xem": tab.name} if tab is not TABS[0] else {}
        here = self._here(request)
        saved = self._filter_tabs(request, here)
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
            "saved": saved,
            "may_save": here != "?" and not any(one["is_current"] for one in saved),
            "bulk_changes": self._bulk_fields(request) if rows else [],
            "filters": filters,
            "chips": self._chips(asked, view),
            "clear_url": query(view),
            "params": {**view, **given},
            "page": page,
            "rows": rows,
            "bulk": [] if not rows else self._bulk_buttons(request, page.object_list),
            "may_add": self.has_add_permission(request),  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, self.list_template, context)

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
            if any(is_allowed(request.user, verb, item) for item in pieces)
        ]

    def _bulk_fields(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The boxes of the changes, for whoever begins pieces of the kind."""
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            return []
        return [
            {"name": name, "label": change.label, "placeholder": change.placeholder, "choices": change.choices()}
            for name, change in self.bulk_changes().items()
        ]

    def _many(self, request: HttpRequest) -> HttpResponse:
        """One step for all of them or for none."""
        verb = request.POST.get("viec", "")
        if verb in ("luu-loc", "bo-loc"):
            return self._keep_filter(request) if verb == "luu-loc" else self._drop_filter(request)
        if verb not in (*BULK, *BACK, *self.bulk_changes()):
            raise Http404
        keys = [key for key in request.POST.getlist("chon")[: PER_PAGE * 2] if key.isdecimal() and len(key) < 19]
        chosen = list(self.get_queryset(request).filter(pk__in=keys))  # type: ignore[attr-defined]
        back = HttpResponseRedirect(request.get_full_path())
        if not chosen:
            messages.error(request, "Chưa chọn bài nào. Hãy đánh dấu ô ở đầu dòng rồi bấm lại.")
            return back
        if verb in self.bulk_changes():
            return self._change_many(request, verb, chosen)
        label = TRANSITIONS[verb].label
        refused = [item for item in chosen if not is_allowed(request.user, verb, item)]
        if refused:
            names = "; ".join(f"“{item.title}”" for item in refused[:3])
            messages.error(
                request, f"Chưa làm gì cả: không “{label}” được với {names}. Bỏ chọn những bài ấy rồi bấm lại."
            )
            return back
        try:
            with transaction.atomic():
                done = [_step(item, verb, request.user) for item in chosen]
        except _Stopped as stopped:
            messages.error(request, f"Chưa làm gì cả. “{stopped.item.title}”: {stopped.reason}")
        else:
            messages.success(request, f"{label}: đã làm với {len(chosen)} bài.")
            undoing.offer(request, verb, done, url=self.url_of("changelist"))  # type: ignore[attr-defined]
        return back

    # --- the same change in many pieces ---------------------------------------------------------------
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
        more = f" Trong đó {live} bài đang đăng: bản sửa cần được duyệt mới hiện ra." if live else ""
        messages.success(request, f"{change.label}: đã lưu vào {len(chosen)} bài.{more}")
        return back

    # --- saved filters --------------------------------------------------------------------------------
    def saved_filters(self, request: HttpRequest) -> Any:
        """Mine, and those that are everybody's."""
        kept = SavedFilter.objects.filter(kind=self.model.KIND)
        return kept.filter(Q(owner=request.user.pk) | Q(shared=True))[: MOST_FILTERS * 2]

    def _filter_tabs(self, request: HttpRequest, here: str) -> list[dict[str, Any]]:
        tabs = []
        for one in self.saved_filters(request):
            asked = QueryDict(one.query)
            tab = BY_NAME.get(asked.get("xem", ""), TABS[0])
            pieces = matching(self.get_queryset(request), ListFilter(asked).asked(), request.user)  # type: ignore[attr-defined]
            tabs.append(
                {
                    "label": one.name,
                    "count": pieces.standing(tab.name).count(),
                    "url": f"?{one.query}",
                    "is_current": f"?{one.query}" == here,
                    "shared": one.shared,
                    "drop": one.pk if one.owner_id == request.user.pk else None,
                }
            )
        return tabs

    def _keep_filter(self, request: HttpRequest) -> HttpResponse:
        """What the list is narrowed by now, under a name."""
        here = self._here(request)
        form = FilterName(request.POST)
        back = HttpResponseRedirect(request.get_full_path())
        if here == "?":
            messages.error(request, "Danh sách chưa lọc theo điều kiện nào. Hãy lọc rồi lưu.")
        elif not form.is_valid():
            messages.error(request, form.errors["ten"].as_data()[0].messages[0])
        elif SavedFilter.objects.filter(owner=request.user.pk, kind=self.model.KIND).count() >= MOST_FILTERS:
            messages.error(request, f"Mỗi người lưu được {MOST_FILTERS} bộ lọc. Hãy bỏ bớt một bộ lọc.")
        else:
            SavedFilter.objects.update_or_create(
                owner_id=request.user.pk,
                kind=self.model.KIND,
                name=form.cleaned_data["ten"],
                defaults={"query": here[1:], "shared": form.cleaned_data["chung"]},
            )
            messages.success(request, f"Đã lưu bộ lọc “{form.cleaned_data['ten']}”.")
        return back

    def _drop_filter(self, request: HttpRequest) -> HttpResponse:
        """One's own; the list stays as it is."""
        key = request.POST.get("loc", "")
        if key.isdecimal() and len(key) < 19:
            SavedFilter.objects.filter(owner=request.user.pk, kind=self.model.KIND, pk=key).delete()
            messages.success(request, "Đã bỏ bộ lọc.")
        return HttpResponseRedirect(request.get_full_path())

    def _here(self, request: HttpRequest) -> str:
        """The view of the list that is being looked at, written in one way."""
        tab = BY_NAME.get(request.GET.get("xem", ""), TABS[0])
        view = {"xem": tab.name} if tab is not TABS[0] else {}
        return query({**view, **ListFilter(request.GET).asked()})


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
