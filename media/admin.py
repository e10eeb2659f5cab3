"""The library's screens: the table of pictures, one picture, the editor's picker; and writing galleries and videos."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

import vietnamese
from accounts import log
from media import library, rules, uploads
from media.forms import FillForm, FocalImageForm, ImageForm, LibraryFilter
from media.galleries.forms import GalleryForm
from media.models import Gallery, Image, Video
from media.querysets import ImageQuerySet
from media.templatetags.pictures import thumbnail_of, thumbnail_url
from media.videos.forms import VideoForm
from media.videos.shown import in_words
from publishing import rules as pieces
from publishing.models import Publishable
from publishing.piece_admin import PublishableAdmin

PER_PAGE = 24
MAX_FILES = 60
SHOWN_USES = 20


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    """Thư viện ảnh. Every change goes through library's verbs, every file through the upload door."""

    # --- who ------------------------------------------------------------------------------------------
    def has_module_permission(self, request: HttpRequest) -> bool:
        """In the menu of those who work with pictures."""
        return rules.may_read_library(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The whole library or nothing."""
        return rules.may_read_library(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever writes adds pictures."""
        return rules.may_upload(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By the one rule."""
        return rules.may_change(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Binning; nothing is deleted from a screen."""
        return rules.may_trash(request.user)

    # --- addresses ------------------------------------------------------------------------------------
    def get_urls(self) -> list[Any]:
        """Ours replace Django's own views under the same names."""
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.library_view), name="media_image_changelist"),
            path("add/", wrap(self.add_view), name="media_image_add"),
            path("chon/", wrap(require_GET(self.picker_view)), name="media_image_picker"),
            path("tai-len/", wrap(require_POST(self.upload_view)), name="media_image_upload"),
            path("<int:pk>/change/", wrap(self.picture_view), name="media_image_change"),
            path("<int:pk>/delete/", wrap(self.bin_view), name="media_image_delete"),
            path("<int:pk>/history/", wrap(self.picture_view), name="media_image_history"),
        ]

    def url_of(self, view: str, *args: Any) -> str:
        """An address of the library."""
        return reverse(f"{self.admin_site.name}:media_image_{view}", args=args)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Adding happens on the table itself."""
        return HttpResponseRedirect(self.url_of("changelist") + "#tai-len")

    # --- the table ------------------------------------------------------------------------------------
    def library_view(self, request: HttpRequest) -> HttpResponse:
        """The pictures with what is said of them, to be looked through, filled in, sent up and binned."""
        self._require(rules.may_read_library(request.user))
        if request.method != "POST":
            return self._table(request)
        action = request.POST.get("viec", "")
        if action == "tai-len":
            return self._upload_many(request)
        if action == "luu":
            return self._save_many(request)
        if action in ("dien", "dien-trong"):
            return self._fill(request, only_empty=action == "dien-trong")
        if action in ("bo", "khoi-phuc"):
            return self._bin_chosen(request, restore=action == "khoi-phuc")
        raise Http404

    def _table(self, request: HttpRequest, *, status: int = 200, **more: Any) -> TemplateResponse:
        filters = LibraryFilter(request.GET)
        asked = filters.in_force()
        found = self._found(request, asked)
        page = self._page(found.with_renditions().saying_whether_used().latest_first(), request.GET.get("trang", "1"))
        bound: dict[int, ImageForm] = more.pop("bound", {})
        cards = [
            {
                "image": image,
                "form": bound.get(image.pk) or ImageForm(instance=image, prefix=f"a{image.pk}"),
                "may_change": rules.may_change(request.user, image) and image.trashed_at is None,
            }
            for image in page.object_list
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": "Thư viện ảnh",
            "opts": self.model._meta,
            "filters": filters,
            "asked": asked,
            "chips": self._chips(filters, asked),
            "page": page,
            "cards": cards,
            "lacking": Image.objects.kept().lacking("any").count(),
            "may_upload": rules.may_upload(request.user),
            "may_trash": rules.may_trash(request.user),
            "may_change_some": any(card["may_change"] for card in cards),
            "in_trash": asked.get("noi") == "thung-rac",
            "fill": FillForm(),
            **more,
        }
        return TemplateResponse(request, "admin/media/image/change_list.html", context, status=status)

    def _found(self, request: HttpRequest, asked: dict[str, str]) -> ImageQuerySet:
        found = Image.objects.trashed() if asked.get("noi") == "thung-rac" else Image.objects.kept()
        if asked.get("ai"):
            found = found.filter(uploaded_by=request.user)
        if asked.get("thieu"):
            found = found.lacking(asked["thieu"])
        return found.matching(asked.get("q", ""))

    def _chips(self, filters: LibraryFilter, asked: dict[str, str]) -> list[tuple[str, str]]:
        chips = []
        for name, value in asked.items():
            rest = QueryDict(mutable=True)
            rest.update({other: kept for other, kept in asked.items() if other != name})
            label = f"“{value}”" if name == "q" else dict(filters.fields[name].choices)[value]
            chips.append((label, f"?{rest.urlencode()}"))
        return chips

    def _page(self, found: ImageQuerySet, number: str) -> Any:
        try:
            return Paginator(found, PER_PAGE).page(number)
        except (PageNotAnInteger, EmptyPage) as error:
            raise Http404 from error

    def _upload_many(self, request: HttpRequest) -> HttpResponse:
        """Each file is taken or refused by itself; what was taken stays whatever happens to the others."""
        self._require(rules.may_upload(request.user))
        files = request.FILES.getlist("anh")
        results = [self._take(request, file) for file in files[:MAX_FILES]]
        results += [
            {"name": file.name, "message": f"Mỗi lần tối đa {MAX_FILES} ảnh. Hãy gửi ảnh này ở lần sau."}
            for file in files[MAX_FILES:]
        ]
        taken = sum(1 for result in results if result.get("image") and not result.get("same"))
        more = {"results": results, "taken": taken, "nothing_chosen": not files}
        return self._table(request, status=200 if files else 422, **more)

    def _take(self, request: HttpRequest, file: UploadedFile) -> dict[str, Any]:
        name = uploads.readable_name(file.name or "")
        try:
            image, is_new = uploads.receive_image(file, name=name, by=request.user)
        except uploads.Refused as refused:
            return {"name": name, "message": refused.message}
        return {"name": name, "image": image, "same": not is_new}

    def _save_many(self, request: HttpRequest) -> HttpResponse:
        bound = {image.pk: form for image, form in self._bound(request)}
        changed = {pk: form for pk, form in bound.items() if form.has_changed()}
        wrong = {pk: form for pk, form in changed.items() if not form.is_valid()}
        for pk, form in changed.items():
            if pk not in wrong:
                library.describe(image=form.instance, actor=request.user, **form.described())
        if wrong:
            messages.error(request, f"Còn {len(wrong)} ảnh chưa lưu được, xem lời nhắc ở từng ảnh.")
            return self._table(request, status=422, bound=wrong)
        messages.success(request, f"Đã lưu {len(changed)} ảnh." if changed else "Không có gì thay đổi.")
        return HttpResponseRedirect(request.get_full_path())

    def _bound(self, request: HttpRequest) -> list[tuple[Image, ImageForm]]:
        """The forms that came back, for pictures this person may change."""
        keys = [key for key in request.POST.getlist("anh-tren-trang") if key.isdecimal() and len(key) < 19]
        images = Image.objects.kept().filter(pk__in=keys[:PER_PAGE])
        return [
            (image, ImageForm(request.POST, instance=image, prefix=f"a{image.pk}"))
            for image in images
            if rules.may_change(request.user, image)
        ]

    def _chosen(self, request: HttpRequest) -> list[Image]:
        keys = [key for key in request.POST.getlist("chon") if key.isdecimal() and len(key) < 19]
        return list(Image.objects.filter(pk__in=keys[: PER_PAGE * 4]))

    def _fill(self, request: HttpRequest, *, only_empty: bool) -> HttpResponse:
        form, chosen = FillForm(request.POST, prefix="dien"), self._chosen(request)
        if not chosen:
            messages.error(request, "Chưa chọn ảnh nào. Hãy đánh dấu ô ở góc ảnh rồi bấm lại.")
        elif not form.is_valid():
            return self._table(request, status=422, fill=form)
        else:
            done = 0
            for image in chosen:
                values = form.values_for(image, only_empty=only_empty)
                if values and rules.may_change(request.user, image) and image.trashed_at is None:
                    library.describe(image=image, actor=request.user, **values)
                    done += 1
            messages.success(request, f"Đã điền cho {done} ảnh.")
        return HttpResponseRedirect(request.get_full_path())

    def _bin_chosen(self, request: HttpRequest, *, restore: bool) -> HttpResponse:
        chosen = self._chosen(request)
        done = sum(self._bin_one(request, image, restore=restore) for image in chosen)
        if done:
            where = "Đã khôi phục" if restore else "Đã bỏ vào thùng rác"
            messages.success(request, f"{where} {done} ảnh." + ("" if restore else " Giữ 30 ngày."))
        if not chosen:
            messages.error(request, "Chưa chọn ảnh nào. Hãy đánh dấu ô ở góc ảnh rồi bấm lại.")
        return HttpResponseRedirect(request.get_full_path())

    def _bin_one(self, request: HttpRequest, image: Image, *, restore: bool) -> bool:
        verb = library.restore if restore else library.trash
        try:
            verb(image=image, actor=request.user)
        except library.InUse:
            address = self.url_of("change", image.pk)
            messages.error(
                request, format_html('Ảnh <a href="{}">{}</a> đang được dùng nên không bỏ được.', address, image.name)
            )
            return False
        return True

    # --- one picture ----------------------------------------------------------------------------------
    def picture_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One picture: where it is used, what is said of it, its focal point."""
        self._require(rules.may_read_library(request.user))
        image = get_object_or_404(Image.objects.with_renditions().select_related("uploaded_by"), pk=_key(pk))
        may_change = rules.may_change(request.user, image) and image.trashed_at is None
        form = FocalImageForm(instance=image)
        status = 200
        if request.method == "POST":
            self._require(may_change)
            form = FocalImageForm(request.POST, instance=Image.objects.get(pk=image.pk))
            if form.is_valid():
                library.describe(image=image, actor=request.user, **form.described())
                messages.success(request, "Đã lưu.")
                return HttpResponseRedirect(self.url_of("change", image.pk))
            status = 422
        if not may_change:
            for field in form.fields.values():
                field.disabled = True
        shown = list(image.uses.order_by("in_draft", "-pk").prefetch_related("owner")[: SHOWN_USES + 1])
        context = {
            **self.admin_site.each_context(request),
            "title": image.name,
            "opts": self.model._meta,
            "image": image,
            "form": form,
            "may_change": may_change,
            "may_trash": rules.may_trash(request.user),
            "uses": [_use(one, request.user) for one in shown[:SHOWN_USES] if one.owner is not None],
            "more_uses": len(shown) > SHOWN_USES,
            "timeline": log.entries_of(image)[:10],
        }
        return TemplateResponse(request, "admin/media/image/change_form.html", context, status=status)

    def bin_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Into the bin or out of it, by POST; reading the address leads back to the picture."""
        self._require(rules.may_trash(request.user))
        image = get_object_or_404(Image, pk=_key(pk))
        if request.method == "POST" and self._bin_one(request, image, restore=image.trashed_at is not None):
            messages.success(request, "Đã khôi phục." if image.trashed_at else "Đã bỏ vào thùng rác, giữ 30 ngày.")
        return HttpResponseRedirect(self.url_of("change", image.pk))

    # --- the editor's picker --------------------------------------------------------------------------
    def picker_view(self, request: HttpRequest) -> JsonResponse:
        """Pictures to choose from, newest first, as JSON."""
        if not rules.may_read_library(request.user):
            return JsonResponse({"message": "Bạn không có quyền xem thư viện ảnh."}, status=403)
        found = Image.objects.kept().matching(request.GET.get("q", "")[:100]).with_renditions().latest_first()
        asked = [key for key in request.GET.getlist("id")[:MAX_FILES] if key.isdecimal() and len(key) < 19]
        if asked:
            # The editor asks for the pictures that a text names: all of them on one page.
            named = Image.objects.kept().with_renditions().filter(pk__in=asked)
            return JsonResponse({"images": [as_json(image) for image in named], "count": len(asked)})
        try:
            page = Paginator(found, PER_PAGE).page(request.GET.get("page", "1"))
        except (PageNotAnInteger, EmptyPage):
            return JsonResponse({"message": "Không có trang này."}, status=404)
        return JsonResponse(
            {
                "images": [as_json(image) for image in page.object_list],
                "count": page.paginator.count,
                "page": page.number,
                "pages": page.paginator.num_pages,
            }
        )

    def upload_view(self, request: HttpRequest) -> JsonResponse:
        """One file from the editor: the picture it became, or in words why not."""
        if not rules.may_upload(request.user):
            return JsonResponse({"message": "Bạn không có quyền tải ảnh lên."}, status=403)
        file = request.FILES.get("file")
        if file is None:
            return JsonResponse({"message": "Chưa có ảnh nào. Hãy chọn một tệp ảnh."}, status=422)
        result = self._take(request, file)
        if "message" in result:
            return JsonResponse({"message": result["message"]}, status=422)
        return JsonResponse({**as_json(result["image"]), "same": result["same"]}, status=200 if result["same"] else 201)

    def _require(self, allowed: bool) -> None:
        if not allowed:
            raise PermissionDenied


def as_json(image: Image) -> dict[str, Any]:
    """A picture as the editor's picker knows it."""
    return {
        "id": image.pk,
        "name": image.name,
        "thumb": thumbnail_url(image),
        "url": image.original.url,
        "caption": image.caption,
        "alt": image.alt_text,
        "credit": image.photo_credit,
        "width": image.width,
        "height": image.height,
    }


def _key(pk: int) -> int:
    """A key that fits the column; an absurd one is 404, not a database error."""
    if pk >= 2**63:
        raise Http404
    return pk


def _use(use: Any, user: Any) -> dict[str, Any]:
    """One place that shows the picture, with the way there; of what the person may not read, the kind alone."""
    meta = use.owner._meta
    if not _may_know(user, use.owner):
        return {"title": f"Một {meta.verbose_name} chưa đăng", "kind": "", "in_draft": False, "url": ""}
    return {
        "title": str(use.owner),
        "kind": meta.verbose_name,
        "in_draft": use.in_draft,
        "url": reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[use.owner_id]),
    }


def _may_know(user: Any, owner: Any) -> bool:
    """Whether the person may read the title of what shows a picture."""
    if isinstance(owner, Publishable):
        return owner.is_public() or pieces.may(user, pieces.READ, owner)
    return bool(owner.is_shown) or user.has_perm(f"{owner._meta.app_label}.view_{owner._meta.model_name}")


@admin.register(Gallery)
class GalleryAdmin(PublishableAdmin):
    """Bộ ảnh."""

    piece_form = GalleryForm
    editor_template = "admin/media/gallery/editor.html"
    search_fields = ["title"]
    add_label = "Thêm bộ ảnh"
    noun = "bộ ảnh"

    def said_of(self, item: Gallery) -> str:
        """How many pictures, and of which day."""
        day = f"chụp ngày {vietnamese.short_date(item.taken_on)}" if item.taken_on else ""
        return ", ".join(filter(None, [f"{len(item.photos)} ảnh" if item.photos else "", day]))


@admin.register(Video)
class VideoAdmin(PublishableAdmin):
    """Video."""

    piece_form = VideoForm
    editor_template = "admin/media/video/editor.html"
    search_fields = ["title"]
    add_label = "Thêm video"
    noun = "video"

    def said_of(self, item: Video) -> str:
        """How long, and of which day."""
        day = f"quay ngày {vietnamese.short_date(item.recorded_on)}" if item.recorded_on else ""
        return ", ".join(filter(None, [f"dài {in_words(item.seconds)}" if item.seconds else "", day]))

    def editor_context(self, request: HttpRequest, item: Video) -> dict[str, Any]:
        """The still as it is shown beside its field."""
        return {"lead": thumbnail_of(item.lead_image)}
