"""The articles app: tells the floors below who writes articles, what makes one fit to publish and how one is shown."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Tin bài."""

    name = "articles"
    verbose_name = "Tin bài"

    def ready(self) -> None:
        """Register the kind."""
        from accounts.roles import Role, grant
        from articles import pictures
        from articles import requirements as fitness
        from articles.models import Article
        from articles.views import show_article
        from media import attached, owners
        from publishing import announcing, kinds, requirements

        kinds.register(
            Article,
            writers={Role.CONTRIBUTOR, Role.REPORTER},
            desk={Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER},
            preview=show_article,
        )
        owners.register(Article)
        attached.connect(Article)
        announcing.visibility_changed.connect(pictures.shown, sender=Article, dispatch_uid="article pictures")
        announcing.many_changed.connect(pictures.shown_many, sender=Article, dispatch_uid="many articles pictures")
        announcing.revision_saved.connect(pictures.drafted, sender=Article, dispatch_uid="article draft pictures")
        requirements.register(Article, *fitness.CHECKERS)
        grant(
            {
                f"articles.{verb}_{model}"
                for verb in ("view", "add", "change")
                for model in ("author", "keyword", "storythread")
            },
            Role.EDITOR,
            Role.MANAGING_EDITOR,
            Role.APPROVER,
        )
