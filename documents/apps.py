"""The documents app: tells the floors below who writes documents, what makes one fit to publish, and how one is shown and chosen."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Văn bản, tài liệu."""

    name = "documents"
    verbose_name = "Văn bản, tài liệu"

    def ready(self) -> None:
        """Register the kind."""
        from accounts.roles import Role, grant
        from documents import choosing
        from documents import requirements as fitness
        from documents.models import Document
        from documents.views import show_document
        from media import attached
        from publishing import kinds, pickers, requirements

        kinds.register(
            Document,
            writers={Role.CONTRIBUTOR, Role.REPORTER},
            desk={Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER},
            preview=show_document,
        )
        attached.connect(Document)
        requirements.register(Document, *fitness.CHECKERS)
        pickers.register(choosing.SOURCE)
        grant(
            {f"documents.{verb}_documenttype" for verb in ("view", "add", "change")},
            Role.EDITOR,
            Role.MANAGING_EDITOR,
            Role.ADMINISTRATOR,
        )
        grant({"documents.delete_documenttype"}, Role.MANAGING_EDITOR, Role.ADMINISTRATOR)
