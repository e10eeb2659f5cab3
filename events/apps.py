"""The events app: tells the floors below who writes events, what makes one fit to publish and when the clock changes a page."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Hội nghị."""

    name = "events"
    verbose_name = "Hội nghị"

    def ready(self) -> None:
        """Register the kind."""
        from accounts.roles import Role, grant
        from events import calendars, choosing, pictures
        from events import requirements as fitness
        from events.models import TAG, Event
        from events.sheets import SITES
        from events.views import show_event
        from media import attached, owners
        from publishing import announcing, kinds, pagecache, pickers, requirements
        from registers import declaring

        kinds.register(
            Event,
            writers={Role.CONTRIBUTOR, Role.REPORTER},
            desk={Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER},
            preview=show_event,
        )
        owners.register(Event)
        attached.connect(Event)
        announcing.visibility_changed.connect(pictures.shown, sender=Event, dispatch_uid="event pictures")
        announcing.revision_saved.connect(pictures.drafted, sender=Event, dispatch_uid="event draft pictures")
        announcing.visibility_changed.connect(calendars.count_changes, sender=Event, dispatch_uid="event sequence")
        requirements.register(Event, *fitness.CHECKERS)
        declaring.declare(SITES)
        pickers.register(choosing.SOURCE)
        pagecache.register_edges(lambda now: Event.objects.starts_and_ends(after=now), tags=[TAG])
        kept = ("eventkind", "eventseries")
        keepers = (Role.EDITOR, Role.MANAGING_EDITOR, Role.ADMINISTRATOR)
        grant({f"events.{verb}_{model}" for verb in ("view", "add", "change") for model in kept}, *keepers)
        grant({f"events.delete_{model}" for model in kept}, Role.MANAGING_EDITOR, Role.ADMINISTRATOR)
