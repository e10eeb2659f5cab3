"""Articles in the newsroom, with their authors, keywords and story threads."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from articles.forms import ArticleForm
from articles.models import Article, Author, Keyword, StoryThread
from media.templatetags.pictures import thumbnail_url
from publishing import wording
from publishing.admin import PortalAdmin
from publishing.piece_admin import PublishableAdmin


@admin.register(Article)
class ArticleAdmin(PublishableAdmin):
    """Tin bài."""

    piece_form = ArticleForm
    editor_template = "admin/articles/article/editor.html"
    list_display = ["title", "state_in_words", "section", "publish_at"]
    search_fields = ["title"]

    @admin.display(description="Trạng thái")
    def state_in_words(self, item: Article) -> str:
        """Where it stands, the clock included."""
        return wording.state(item).label

    def get_queryset(self, request: Any) -> Any:
        """Lists don't read the texts."""
        return super().get_queryset(request).defer("body")


    def editor_context(self, request: Any, item: Article) -> dict[str, Any]:
        """The lead picture as it is shown beside its field."""
        lead = item.lead_image
        return {"lead": {"thumb": thumbnail_url(lead), "alt": lead.alt_text or lead.name} if lead else None}


@admin.register(Author)
class AuthorAdmin(PortalAdmin):
    """Bút danh."""

    slug_from = "pen_name"
    fields = ["pen_name", "real_name", "about"]
    list_display = ["pen_name", "real_name"]
    search_fields = ["pen_name", "real_name"]


@admin.register(Keyword)
class KeywordAdmin(PortalAdmin):
    """Từ khóa."""

    slug_from = "name"
    fields = ["name"]
    search_fields = ["name"]


@admin.register(StoryThread)
class StoryThreadAdmin(PortalAdmin):
    """Dòng sự kiện."""

    slug_from = "title"
    fields = ["title", "summary", "closed"]
    list_display = ["title", "closed"]
    search_fields = ["title"]
