"""Articles in the newsroom, with their authors, keywords and story threads."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import path, reverse

from articles.forms import ArticleForm
from articles.import_screen import import_view
from articles.models import Article, Author, Keyword, StoryThread
from articles.naming import keyword_named
from articles.requirements import people_in
from media.templatetags.pictures import thumbnail_of
from publishing import revisions
from publishing.admin import PortalAdmin
from publishing.piece_admin import PublishableAdmin
from publishing.piece_many import BulkChange
from publishing.workflow import NotPossible


def _keywords_named(text: str) -> list[int]:
    names = ArticleForm.base_fields["keywords"].clean(text)
    if not names:
        raise ValidationError("Hãy ghi từ khóa rồi bấm lại.")
    return [keyword_named(name).pk for name in names]


def _with_keywords(data: revisions.Data, keys: list[int]) -> revisions.Data:
    given = list(dict.fromkeys([*data["keywords"], *keys]))
    most = ArticleForm.base_fields["keywords"].most
    if len(given) > most:
        raise NotPossible(f"thêm nữa thì quá {most} từ khóa.")
    return {**data, "keywords": given}


GIVE_KEYWORDS = BulkChange(
    label="Gắn từ khóa",
    read=_keywords_named,
    applied=_with_keywords,
    placeholder="Từ khóa…",
)


@admin.register(Article)
class ArticleAdmin(PublishableAdmin):
    """Tin bài."""

    piece_form = ArticleForm
    editor_template = "admin/articles/article/editor.html"
    search_fields = ["title"]

    def get_queryset(self, request: Any) -> Any:
        """Lists don't read the texts."""
        return super().get_queryset(request).defer("body")

    def get_urls(self) -> list[Any]:
        """Importing beside writing."""
        importing = self.admin_site.admin_view(partial(import_view, self))
        return [path("nhap-tu-word/", importing, name="articles_article_import"), *super().get_urls()]

    def bulk_changes(self) -> dict[str, BulkChange]:
        """Keywords are given to many articles at once."""
        return super().bulk_changes() | {"tu-khoa": GIVE_KEYWORDS}

    def editor_context(self, request: Any, item: Article) -> dict[str, Any]:
        """The lead picture as it is shown beside its field; the people of the text with their titles."""
        day = item.day
        return {
            "lead": thumbnail_of(item.lead_image),
            "people": people_in(item) if item.pk else [],
            "people_day": day,
            "people_url": reverse("admin:organizations_person_called", args=[day.isoformat()]),
        }


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
