"""The search app: reads every app's search_index.py and listens to what becomes visible."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    """One index over every kind."""

    name = "search"
    verbose_name = "Tìm kiếm"

    def ready(self) -> None:
        """Learn the kinds, index what changes in the transaction that changes it; the desk keeps the acronyms."""
        from accounts.roles import Role, grant
        from publishing.announcing import many_changed, visibility_changed
        from search import indexing

        autodiscover_modules("search_index")
        visibility_changed.connect(indexing.follow, dispatch_uid="search")
        many_changed.connect(indexing.follow_many, dispatch_uid="search")
        grant(
            {f"search.{verb}_acronym" for verb in ("view", "add", "change", "delete")},
            Role.EDITOR,
            Role.MANAGING_EDITOR,
            Role.ADMINISTRATOR,
        )
