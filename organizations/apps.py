"""The organizations app: who keeps the tree, its people and their positions."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Tổ chức, nhân sự."""

    name = "organizations"
    verbose_name = "Tổ chức, nhân sự"

    def ready(self) -> None:
        """Say who may change the tree; what is deleted is for those who keep the portal."""
        from accounts.roles import Role, grant
        from organizations import choosing
        from publishing import pickers

        pickers.register(choosing.SOURCE)
        kept = ("organizationkind", "organization", "organizationname", "person", "position")
        grant(
            {f"organizations.{verb}_{model}" for verb in ("view", "add", "change") for model in kept}
            | {f"organizations.delete_{model}" for model in ("organizationname", "position")},
            Role.EDITOR,
            Role.MANAGING_EDITOR,
            Role.ADMINISTRATOR,
        )
        grant({f"organizations.delete_{model}" for model in kept}, Role.MANAGING_EDITOR, Role.ADMINISTRATOR)
