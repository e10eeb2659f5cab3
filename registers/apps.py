"""The registers app: what its steps are called, and when organisations that came with a sheet are for readers."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Bảng tính."""

    name = "registers"
    verbose_name = "Bảng tính"

    def ready(self) -> None:
        """Listen to the one signal; say how the steps read."""
        from django_tasks.signals import task_finished

        from accounts import log
        from publishing.announcing import visibility_changed
        from publishing.models import Publishable
        from registers import batches, tasks

        log.name_verbs(
            {
                "batch_waits": "Trình duyệt bảng nhập",
                "batch_recorded": "Ghi bảng nhập",
                "batch_approved": "Duyệt bảng nhập",
                "batch_refused": "Trả lại bảng nhập",
                "batch_undo_asked": "Xin hoàn tác bảng nhập",
                "batch_undone": "Hoàn tác bảng nhập",
            }
        )

        def approved(*, item, **kwargs):
            if isinstance(item, Publishable):
                batches.show_organizations(item)

        visibility_changed.connect(approved, weak=False, dispatch_uid="organizations of registers")
        task_finished.connect(tasks.settle, dispatch_uid="batches whose work failed")
