"""What the newsroom's list is looked at by: tabs by where pieces stand, filters, and filters that are kept under a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone

import vietnamese
from publishing.models import Publishable, SavedFilter, Section
from publishing.querysets import standing

MOST_FILTERS = 12


@dataclass(frozen=True)
class Tab:
    """One way of looking at the list, and what stands there while it is empty."""

    name: str
    label: str
    empty: str
    always: bool = False

    def said_when_empty(self, noun: str) -> str:
        """In the words of the kind."""
        return self.empty.format(noun=noun, Noun=noun[:1].upper() + noun[1:])


TABS = (
    Tab("tat-ca", "Tất cả", "{Noun} mọi người viết sẽ hiện ở đây.", always=True),
    Tab("nhap", "Nháp", "{Noun} đang viết, chưa gửi đi, sẽ hiện ở đây.", always=True),
    Tab("cho-bien-tap", "Chờ biên tập", "{Noun} phóng viên gửi tới ban biên tập sẽ hiện ở đây.", always=True),
    Tab("cho-duyet", "Chờ duyệt", "{Noun} biên tập xong, chờ người duyệt, sẽ hiện ở đây.", always=True),
    Tab("tra-lai", "Trả lại", "{Noun} người duyệt trả lại kèm lý do sẽ hiện ở đây.", always=True),
    Tab("hen-gio", "Hẹn giờ", "{Noun} đã duyệt, chờ đến giờ đăng, sẽ hiện ở đây.", always=True),
    Tab("da-xuat-ban", "Đã xuất bản", "{Noun} bạn đọc đang xem được sẽ hiện ở đây.", always=True),
    Tab("het-han", "Hết hạn", "{Noun} đã qua giờ hết hạn sẽ hiện ở đây."),
    Tab("da-go", "Đã gỡ", "{Noun} bị gỡ kèm lý do sẽ hiện ở đây."),
    Tab("luu-tru", "Lưu trữ", "{Noun} cũ đã đưa vào lưu trữ sẽ hiện ở đây."),
    Tab("thung-rac", "Thùng rác", "{Noun} bỏ đi được giữ 30 ngày ở đây, khôi phục được.", always=True),
    Tab("ban-sua", "Bản sửa chờ duyệt", "Bản sửa chờ duyệt của {noun} đang hiện sẽ hiện ở đây."),
    Tab("dang-khan", "Đăng khẩn chờ xác nhận", "{Noun} đăng khẩn chưa có người thứ hai xác nhận sẽ hiện ở đây."),
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


def counting(pieces: Any, names: Any, *, own: Any = (), mine: Q | None = None) -> tuple[Any, list[str]]:
    """A queryset of one row, how many stand where, and what its columns are called; as "tra-lai:toi" only what is mine."""
    now = timezone.now()
    wanted = {name: standing(name, now=now) for name in names}
    wanted |= {f"{name}:toi": standing(name, now=now) & (mine or Q()) for name in own}
    columns = {f"n{place}": Count("pk", filter=asked, distinct=True) for place, asked in enumerate(wanted.values())}
    one_row = pieces.order_by().annotate(whole=Value(1)).values("whole").annotate(**columns)
    return one_row.values_list(*columns), list(wanted)


def counts(pieces: Any, names: Any, *, own: Any = (), mine: Q | None = None) -> dict[str, int]:
    """The same, asked at once."""
    one_row, called = counting(pieces, names, own=own, mine=mine)
    return dict.fromkeys(called, 0) | {
        name: number for row in one_row for name, number in zip(called, row, strict=True)
    }


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


class KeptFilters:
    """The part of a list that knows how it is narrowed now, and under which names that was kept."""

    noun: str
    model: type[Publishable]

    @property
    def has_sections(self) -> bool:
        """Whether pieces of the kind are filed under sections."""
        return "section" in self.model.REVISED_FIELDS

    def list_filter_of(self, given: QueryDict) -> ListFilter:
        """The filters, as the kind calls things."""
        return ListFilter(given, noun=self.noun, has_sections=self.has_sections)

    def found(self, pieces: Any, asked: dict[str, Any], user: Any) -> Any:
        """Narrowed as asked. A kind that people look for by more than the title says so."""
        return matching(pieces, asked, user)

    def saved_filters(self, request: HttpRequest) -> Any:
        """Mine, and those that are everybody's."""
        kept = SavedFilter.objects.filter(kind=self.model.KIND)
        return kept.filter(Q(owner=request.user.pk) | Q(shared=True))[: MOST_FILTERS * 2]

    def filter_tabs(self, request: HttpRequest, here: str) -> list[dict[str, Any]]:
        """Each with its count; the one that is looked at now is marked."""
        tabs = []
        for one in self.saved_filters(request):
            asked = QueryDict(one.query)
            tab = BY_NAME.get(asked.get("xem", ""), TABS[0])
            pieces = self.found(self.get_queryset(request), self.list_filter_of(asked).asked(), request.user)  # type: ignore[attr-defined]
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

    def keep_filter(self, request: HttpRequest) -> HttpResponse:
        """What the list is narrowed by now, under a name."""
        here = self.here(request)
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

    def drop_filter(self, request: HttpRequest) -> HttpResponse:
        """One's own; the list stays as it is."""
        key = request.POST.get("loc", "")
        if key.isdecimal() and len(key) < 19:
            SavedFilter.objects.filter(owner=request.user.pk, kind=self.model.KIND, pk=key).delete()
            messages.success(request, "Đã bỏ bộ lọc.")
        return HttpResponseRedirect(request.get_full_path())

    def here(self, request: HttpRequest) -> str:
        """The view of the list that is being looked at, written in one way."""
        tab = BY_NAME.get(request.GET.get("xem", ""), TABS[0])
        view = {"xem": tab.name} if tab is not TABS[0] else {}
        return query({**view, **self.list_filter_of(request.GET).asked()})
