"""The media app: its roles, and and how pictures show in texts."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """The library."""

    name = "media"
    verbose_name = "Ảnh và tệp"

    def ready(self) -> None:
        """Say who works in the library; make pictures known to the texts."""
        from accounts.roles import grant
        from media import embeds as pictures
        from media import rules
        from publishing import embeds

        grant({f"media.{verb}_image" for verb in ("view", "add", "change")}, *rules.WRITERS)
        grant({"media.delete_image"}, *rules.KEEPERS)
        embeds.register(attribute="data-image", load=pictures.load, render=pictures.render)
