"""The publishing app: wires the page cache to the one signal."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Sections, identity, gates; the workflow of everything public."""

    name = "publishing"
    verbose_name = "Xuất bản"

    def ready(self) -> None:
        """The page cache hears of what changes; administrators run the frame."""
        from accounts import log
        from accounts.roles import Role, grant
        from publishing import (
            checks,  # noqa: F401 - registers the system checks
            wording,
        )
        from publishing.announcing import many_changed, visibility_changed
        from publishing.pagecache import touch

        log.name_verbs(wording.VERBS)

        def let_go(*, item, **kwargs):
            touch(*item.cache_tags())

        def let_many_go(*, items, **kwargs):
            # Pieces go by their kind's tag; the tag of each one would be thousands of names.
            alone = {f"{kind}:" for item in items if (kind := getattr(item, "KIND", ""))}
            touch(*{tag for item in items for tag in item.cache_tags() if not tag.startswith(tuple(alone))})

        visibility_changed.connect(let_go, weak=False, dispatch_uid="pagecache")
        many_changed.connect(let_many_go, weak=False, dispatch_uid="pagecache many")
        grant(
            {f"publishing.{verb}_section" for verb in ("view", "add", "change", "delete")},
            Role.MANAGING_EDITOR,
            Role.ADMINISTRATOR,
        )
        grant(
            {
                "publishing.view_siteidentity",
                "publishing.add_siteidentity",
                "publishing.change_siteidentity",
                "publishing.view_workflowgates",
                "publishing.add_workflowgates",
                "publishing.change_workflowgates",
                "publishing.view_sectionright",
                "publishing.add_sectionright",
                "publishing.change_sectionright",
                "publishing.delete_sectionright",
            },
            Role.ADMINISTRATOR,
        )
