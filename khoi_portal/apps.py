"""The roof's two app configs: the portal itself and the newsroom (Django's admin under our own site)."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class KhoiPortalConfig(AppConfig):
    """Home page, pages, menus, links and notices."""

    name = "khoi_portal"
    verbose_name = "Trang và menu"
    default = True

    def ready(self) -> None:
        """Say who keeps the pages and menus."""
        from accounts.roles import Role, grant

        models = ("page", "menuitem", "websitelink", "notice", "homeslot")
        grant(
            {f"khoi_portal.{verb}_{model}" for verb in ("view", "add", "change", "delete") for model in models},
            Role.MANAGING_EDITOR,
            Role.ADMINISTRATOR,
        )


class NewsroomConfig(AdminConfig):
    """Django's admin, as the newsroom's own site."""

    default_site = "khoi_portal.newsroom.Newsroom"
    default = False
