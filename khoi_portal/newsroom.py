"""The newsroom: Django's admin as our own site, with the words and the order of a newsroom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.log_in import LogInForm
from khoi_portal import my_work, second_factor
from publishing import pickers

# The machinery's own tables are no editor's business: queues of background work, Django's groups (roles take their place),
# the phones and printed codes of the second factor (each person keeps their own).
NOT_OURS = frozenset({"django_tasks_database", "auth", "otp_totp", "otp_static"})


@dataclass(frozen=True)
class Entry:
    """One entry of the menu."""

    label: str
    url: str
    icon: str
    count: int = 0
    is_current: bool = False


# In the order of a day's work: what the newsroom writes, what it is filed under, the portal itself, people.
MENU = (
    ("Tin bài", "articles_article", "write"),
    ("Hội nghị", "events_event", "calendar"),
    ("Tài liệu", "documents_document", "document"),
    ("Khen thưởng", "awards_awardround", "document"),
    ("Phản hồi", "feedback_message", "comment"),
    ("Trang nhất", "khoi_portal_homeslot", "menu"),
    ("Bộ ảnh", "media_gallery", "picture"),
    ("Video", "media_video", "picture"),
    ("Ảnh và tệp", "media_image", "picture"),
    ("Bút danh", "articles_author", "people"),
    ("Dòng sự kiện", "articles_storythread", "folder"),
    ("Từ khóa", "articles_keyword", "folder"),
    ("Chuyên mục", "publishing_section", "folder"),
    ("Chuỗi hội nghị", "events_eventseries", "folder"),
    ("Loại hội nghị", "events_eventkind", "folder"),
    ("Loại văn bản", "documents_documenttype", "folder"),
    ("Quyết định khen thưởng", "awards_decision", "folder"),
    ("Hình thức khen thưởng", "awards_awardform", "folder"),
    ("Tổ chức", "organizations_organization", "folder"),
    ("Nhân sự", "organizations_person", "people"),
    ("Loại tổ chức", "organizations_organizationkind", "folder"),
    ("Trang giới thiệu", "khoi_portal_page", "document"),
    ("Menu", "khoi_portal_menuitem", "menu"),
    ("Câu mẫu phản hồi", "feedback_readytext", "folder"),
    ("Từ cần để ý", "feedback_watchedword", "folder"),
    ("Ngày nghỉ", "feedback_holiday", "calendar"),
    ("Thỏa thuận phản hồi", "feedback_consenttext", "document"),
    ("Thông báo", "khoi_portal_notice", "comment"),
    ("Liên kết website", "khoi_portal_websitelink", "link"),
    ("Thông tin trang", "publishing_siteidentity", "document"),
    ("Quy trình duyệt", "publishing_workflowgates", "help"),
    ("Người dùng", "accounts_user", "people"),
    ("Quyền theo chuyên mục", "publishing_sectionright", "people"),
    ("Nhật ký", "accounts_logentry", "clock"),
)


class Newsroom(AdminSite):
    """Khu vực biên tập. Its address comes from KHOI_ADMIN_PATH."""

    site_header = "Khu vực biên tập"
    site_title = "Khu vực biên tập"
    index_title = "Việc của tôi"
    enable_nav_sidebar = False
    final_catch_all_view = True
    login_form = LogInForm

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff with at least one role; everybody else meets the log-in page."""
        user = request.user
        return user.is_active and user.is_staff and bool(user.roles)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Every screen. An address with a null byte in its query leads nowhere: PostgreSQL could not even be asked."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.half_logged_in.is_authenticated:
                return HttpResponseRedirect(f"{reverse('admin:code')}?{urlencode({'next': request.get_full_path()})}")
            if any("\x00" in value for _, values in request.GET.lists() for value in values):
                raise Http404
            return inner(request, *args, **kwargs)

        return answer

    def get_urls(self) -> list[Any]:
        """What fields ask while somebody types a name; the second factor."""
        return [
            path("ma-xac-thuc/", partial(second_factor.ask_code, site=self), name="code"),
            path("bao-mat/", partial(second_factor.security, site=self), name="security"),
            path("bao-mat/ma-qr.png", second_factor.picture, name="security_picture"),
            path("goi-y/<slug:source>/", self.admin_view(require_GET(self.pick_view)), name="pick"),
            path(
                "r/<int:content_type_id>/<int:object_id>/", self.admin_view(self.public_page_view), name="view_on_site"
            ),
            *(one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site"),
        ]

    def pick_view(self, request: HttpRequest, source: str) -> JsonResponse:
        """What typed words may mean: only things that this person may know of."""
        found = pickers.named(source)
        if found is None:
            raise Http404
        return JsonResponse({"found": pickers.suggest(found, request.GET.get("q", ""), request.user)})

    def public_page_view(self, request: HttpRequest, content_type_id: int, object_id: int) -> HttpResponse:
        """From a screen to the readers' page of the same thing. An address carries the title: only for whoever may open the screen."""
        kind = ContentType.objects.filter(pk=content_type_id if content_type_id < 2**63 else 0).first()
        screens = self._registry.get(kind.model_class()) if kind else None
        thing = (
            screens.model._base_manager.filter(pk=object_id if object_id < 2**63 else 0).first() if screens else None
        )
        if thing is None or not hasattr(thing, "get_absolute_url") or not screens.has_view_permission(request, thing):
            raise Http404
        return HttpResponseRedirect(thing.get_absolute_url())

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only what is the newsroom's: tables of other people's packages stay out of the menu."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        ours = [model for model in models if model._meta.app_label not in NOT_OURS]
        if ours:
            super().register(ours, admin_class, **options)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """The shell: the menu a person may open, with what waits for them."""
        context = super().each_context(request)
        if not self.has_permission(request):
            return context
        return {
            **context,
            "newsroom_nav": self._menu(request),
            "new_article_url": self._address(request, "articles_article", "add"),
            "import_url": self._address(request, "articles_article", "import"),
        }

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Whoever has given the password already is asked for the code instead."""
        if request.method == "GET" and request.half_logged_in.is_authenticated:  # type: ignore[attr-defined]
            return HttpResponseRedirect(reverse("admin:code"))
        return super().login(request, extra_context)

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Việc của tôi."""
        context = {
            **self.each_context(request),
            "title": self.index_title,
            "today": timezone.localdate(),
            "work": my_work.gather(request.user, address=self._change_address),
        }
        request.current_app = self.name
        return TemplateResponse(request, "admin/index.html", context)

    def _menu(self, request: HttpRequest) -> list[Entry]:
        home = reverse(f"{self.name}:index")
        entries = [Entry("Việc của tôi", home, "home", is_current=request.path == home)]
        waiting = {
            "articles_article": my_work.waiting_count(request.user),
            "feedback_message": my_work.feedback_count(request.user),
        }
        for label, name, icon in MENU:
            url = self._address(request, name, "changelist")
            if url:
                entries.append(Entry(label, url, icon, waiting.get(name, 0), request.path.startswith(url)))
        return entries

    def _address(self, request: HttpRequest, name: str, view: str) -> str:
        """A screen's address, when it exists and the person may open it."""
        screens = {f"{model._meta.app_label}_{model._meta.model_name}": one for model, one in self._registry.items()}
        admin = screens.get(name)
        if admin is None or not admin.has_module_permission(request):
            return ""
        allowed = admin.has_view_permission(request) if view == "changelist" else admin.has_add_permission(request)
        if not allowed:
            return ""
        try:
            return reverse(f"{self.name}:{name}_{view}")
        except NoReverseMatch:
            return ""

    def _change_address(self, item: Any, view: str = "change") -> str:
        meta = item._meta
        args = [] if view == "changelist" else [item.pk]
        return reverse(f"{self.name}:{meta.app_label}_{meta.model_name}_{view}", args=args)
