"""The roof's two app configs: the portal itself and the newsroom (Django's admin under our own site)."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class KhoiPortalConfig(AppConfig):
    """Home page, pages, menus, links and notices."""

    name = "khoi_portal"
    verbose_name = "Trang và menu"
    default = True

    def ready(self) -> None:
        """Say who keeps the pages and menus, and when notices and held slots change a page by themselves."""
        from accounts.roles import Role, grant
        from khoi_portal import context, home
        from publishing import pagecache

        pagecache.register_edges(context.notice_edges)
        pagecache.register_edges(home.slot_edges)
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
