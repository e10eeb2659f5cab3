"""Documents and their types, in the newsroom."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from documents.forms import DocumentForm
from documents.models import Document, DocumentType
from publishing.admin import PortalAdmin
from publishing.piece_admin import PublishableAdmin


@admin.register(Document)
class DocumentAdmin(PublishableAdmin):
    """Văn bản, tài liệu."""

    piece_form = DocumentForm
    editor_template = "admin/documents/document/editor.html"
    search_fields = ["title"]
    add_label = "Thêm tài liệu"
    noun = "tài liệu"

    def get_queryset(self, request: Any) -> Any:
        """With what its rows print."""
        return super().get_queryset(request).select_related("type")

    def found(self, pieces: Any, asked: dict[str, Any], user: Any) -> Any:
        """A number finds its document, in any spelling."""
        return super().found(pieces, asked, user) | super().found(
            pieces.numbered(asked.get("q", "")), {name: value for name, value in asked.items() if name != "q"}, user
        )

    def said_of(self, item: Document) -> str:
        """Type and number."""
        return item.called if item.number else str(item.type or "")


@admin.register(DocumentType)
class DocumentTypeAdmin(PortalAdmin):
    """Loại văn bản."""

    slug_from = "name"
    fields = ["name", "symbol", "has_force", "order"]
    list_display = ["name", "symbol", "has_force", "order"]
