"""The documents app: tells the floors below who writes documents, what makes one fit to publish, and how one is shown and chosen."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Văn bản, tài liệu."""

    name = "documents"
    verbose_name = "Văn bản, tài liệu"

    def ready(self) -> None:
        """Register the kind."""
        from accounts.roles import Role, grant
        from documents import attached, choosing
        from documents import requirements as fitness
        from documents.models import Document
        from documents.views import show_document
        from media import owners
        from publishing import announcing, kinds, pickers, requirements

        kinds.register(
            Document,
            writers={Role.CONTRIBUTOR, Role.REPORTER},
            desk={Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER},
            preview=show_document,
        )
        owners.register(Document)
        announcing.visibility_changed.connect(attached.shown, sender=Document, dispatch_uid="document files")
        announcing.many_changed.connect(attached.shown_many, sender=Document, dispatch_uid="many documents files")
        announcing.revision_saved.connect(attached.drafted, sender=Document, dispatch_uid="document draft files")
        requirements.register(Document, *fitness.CHECKERS)
        pickers.register(choosing.SOURCE)
        grant(
            {f"documents.{verb}_documenttype" for verb in ("view", "add", "change")},
            Role.EDITOR,
            Role.MANAGING_EDITOR,
            Role.ADMINISTRATOR,
        )
        grant({"documents.delete_documenttype"}, Role.MANAGING_EDITOR, Role.ADMINISTRATOR)
