"""The media app: its roles, how pictures show in texts, and galleries as a kind of piece."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """The library."""

    name = "media"
    verbose_name = "Ảnh và tệp"

    def ready(self) -> None:
        """Say who works in the library; make pictures known to the texts."""
        from accounts import log
        from accounts.roles import Role, grant
        from media import embeds as pictures
        from media import owners, rules
        from media.galleries import choosing, showing
        from media.galleries import requirements as fitness
        from media.galleries.views import show_gallery
        from media.models import Gallery
        from publishing import announcing, editor, embeds, kinds, pickers, requirements

        log.name_verbs(
            {
                "file_added": "Tải tệp lên",
                "image_added": "Thêm ảnh",
                "image_changed": "Sửa ảnh",
                "image_trashed": "Bỏ ảnh vào thùng rác",
                "image_restored": "Khôi phục ảnh",
                "image_deleted": "Xóa hẳn ảnh",
            }
        )
        grant({f"media.{verb}_image" for verb in ("view", "add", "change")}, *rules.WRITERS)
        grant({"media.delete_image"}, *rules.KEEPERS)
        embeds.register(attribute="data-image", load=pictures.load, render=pictures.render)
        editor.use_library(picker="admin:media_image_picker", upload="admin:media_image_upload")
        kinds.register(
            Gallery,
            writers={Role.CONTRIBUTOR, Role.REPORTER},
            desk={Role.PICTURE_EDITOR, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER},
            preview=show_gallery,
        )
        owners.register(Gallery)
        announcing.visibility_changed.connect(showing.shown, sender=Gallery, dispatch_uid="gallery pictures")
        announcing.many_changed.connect(showing.shown_many, sender=Gallery, dispatch_uid="many galleries pictures")
        announcing.revision_saved.connect(showing.drafted, sender=Gallery, dispatch_uid="gallery draft pictures")
        requirements.register(Gallery, *fitness.CHECKERS)
        pickers.register(choosing.PICTURES)
