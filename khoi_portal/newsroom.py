"""The newsroom: Django's admin as our own site, with the words and the order of a newsroom."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest


class Newsroom(AdminSite):
    """Khu vực biên tập. Its address comes from KHOI_ADMIN_PATH."""

    site_header = "Khu vực biên tập"
    site_title = "Khu vực biên tập"
    index_title = "Việc của tôi"
    enable_nav_sidebar = False
    final_catch_all_view = True

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff with at least one role; everybody else meets the log-in page."""
        user = request.user
        return user.is_active and user.is_staff and bool(user.roles)
