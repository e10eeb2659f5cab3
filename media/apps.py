"""The media app: its roles, how pictures show in texts, galleries and videos as kinds of pieces."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """The library."""

    name = "media"
    verbose_name = "Ảnh và tệp"

    def ready(self) -> None:
        """Say who works in the library; make pictures known to the texts."""
        from accounts import log
        from accounts.roles import Role, grant
        from media import attached, owners, rules
        from media import embeds as pictures
        from media.galleries import choosing, showing
        from media.galleries import requirements as fitness
        from media.galleries.views import show_gallery
        from media.models import Gallery, Video
        from media.videos import choosing as films
        from media.videos import requirements as film_fitness
        from media.videos import showing as stills
        from media.videos.views import show_video
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
        pickers.register(choosing.GALLERIES)
        kinds.register(
            Video,
            writers={Role.CONTRIBUTOR, Role.REPORTER},
            desk={Role.PICTURE_EDITOR, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER},
            preview=show_video,
        )
        attached.connect(Video)
        announcing.visibility_changed.connect(stills.shown, sender=Video, dispatch_uid="video still")
        announcing.revision_saved.connect(stills.drafted, sender=Video, dispatch_uid="video draft still")
        requirements.register(Video, *film_fitness.CHECKERS)
        pickers.register(films.VIDEOS)
