"""The media app: its roles, and how pictures show in texts."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """The library."""

    name = "media"
    verbose_name = "Ảnh và tệp"

    def ready(self) -> None:
        """Say who works in the library; make pictures known to the texts."""
        from accounts import log
        from accounts.roles import grant
        from media import embeds as pictures
        from media import rules
        from publishing import editor, embeds

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
