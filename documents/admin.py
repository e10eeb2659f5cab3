"""Documents and their types, in the newsroom."""

from __future__ import annotations

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


@admin.register(DocumentType)
class DocumentTypeAdmin(PortalAdmin):
    """Loại văn bản."""

    slug_from = "name"
    fields = ["name", "symbol", "has_force", "order"]
    list_display = ["name", "symbol", "has_force", "order"]
