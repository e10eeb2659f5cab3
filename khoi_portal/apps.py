"""The roof's two app configs: the portal itself and the newsroom (Django's admin under our own site)."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class KhoiPortalConfig(AppConfig):
    """Home page, pages, menus, links and notices."""

    name = "khoi_portal"
    verbose_name = "Trang và menu"
    default = True

    def ready(self) -> None:
        """Say who keeps the pages and menus, and when notices, held slots and boards change a page by themselves."""
        from accounts import log
        from accounts.roles import Role, grant
        from khoi_portal import context, home
        from khoi_portal.models import Page
        from media import owners, uses
        from publishing import announcing, embeds, pagecache

        pagecache.register_edges(context.notice_edges, tags=["site"])
        pagecache.register_edges(home.slot_edges, tags=["home"])
        log.name_verbs(
            {
                "front_page_added": "Đưa lên trang nhất",
                "front_page_moved": "Đổi chỗ trên trang nhất",
                "front_page_removed": "Bỏ khỏi trang nhất",
                "front_page_held": "Giữ trên trang nhất",
                "front_page_put_up": "Đưa trang nhất mới lên",
                "front_page_scheduled": "Hẹn giờ trang nhất mới",
                "front_page_called_off": "Bỏ hẹn trang nhất",
                "front_page_dropped": "Bỏ bản nháp trang nhất",
                "front_page_put_up_again": "Đưa lại trang nhất trước",
            }
        )

        def keep_pictures(*, item, **kwargs):
            if item.pk:
                uses.sync(item, embeds.keys_in(item.body, "data-image"))

        owners.register(Page)
        announcing.visibility_changed.connect(keep_pictures, sender=Page, weak=False, dispatch_uid="page pictures")
        verbs = ("view", "add", "change", "delete")
        models = ("page", "menuitem", "websitelink", "notice")
        grant(
            {f"khoi_portal.{verb}_{model}" for verb in verbs for model in models},
            Role.MANAGING_EDITOR,
            Role.ADMINISTRATOR,
        )
        # The front page is chosen among pieces that are not out yet: for those who may read them.
        grant({f"khoi_portal.{verb}_homeslot" for verb in verbs}, Role.MANAGING_EDITOR, Role.APPROVER)


class NewsroomConfig(AdminConfig):
    """Django's admin, as the newsroom's own site."""

    default_site = "khoi_portal.newsroom.Newsroom"
    default = False
