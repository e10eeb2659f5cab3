"""The awards app: tells the floors below who keeps rounds, what makes one fit to publish, and how its sheets are read."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Khen thưởng."""

    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        """Register the kind and its register of recipients."""
        from accounts.roles import Role, grant
        from awards import choosing
        from awards import requirements as fitness
        from awards.models import AwardRound
        from awards.recipients import RECIPIENTS
        from awards.views import show_round
        from media import attached
        from publishing import kinds, pickers, requirements
        from registers import declaring

        kinds.register(
            AwardRound,
            writers={Role.AWARDS_MANAGER},
            desk={Role.AWARDS_MANAGER, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER},
            preview=show_round,
        )
        attached.connect(AwardRound)
        requirements.register(AwardRound, *fitness.CHECKERS)
        declaring.declare(RECIPIENTS)
        pickers.register(choosing.DECISIONS)
        pickers.register(choosing.ROUNDS)
        kept = ("decision", "awardform", "awardgrade", "grantingbody")
        grant(
            {f"awards.{verb}_{model}" for verb in ("view", "add", "change") for model in kept}
            | {f"awards.delete_{model}" for model in ("awardgrade", "grantingbody")},
            Role.AWARDS_MANAGER,
            Role.MANAGING_EDITOR,
            Role.ADMINISTRATOR,
        )
        grant(
            {f"awards.delete_{model}" for model in ("decision", "awardform")}, Role.MANAGING_EDITOR, Role.ADMINISTRATOR
        )
        grant({"awards.view_decision", "awards.view_awardform"}, Role.EDITOR, Role.APPROVER)
