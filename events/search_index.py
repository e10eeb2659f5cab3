"""What search knows of events: their words, whom they name, what they are about; whose change makes them be read again."""

from events import children
from events.models import Event, EventKind, EventSeries
from search.registry import Searchable, Words, register


def words(event: Event) -> Words:
    """Title and sapo are shown in excerpts with the programme; people, place, organiser and sites are only found."""
    programme = [f"{one.text} {one.presenter}".strip() for one in children.agenda(event.agenda)]
    return Words(
        title=event.title,
        url=event.get_absolute_url(),
        publish_at=event.publish_at,
        expire_at=event.expire_at,
        summary=event.summary,
        body="\n".join(programme),
        extra=(
            event.kind.name if event.kind else "",
            event.venue,
            event.organized_by,
            event.occasion,
            event.period,
            event.series.name if event.series else "",
            *(str(one) for one in children.quantities(event.quantities)),
            *(str(somebody) for _, found in children.people(event.roles) for somebody in found),
            *(one.name for one in event.sites.all()),
        ),
    )


register(
    Searchable(
        model=Event,
        kind=Event.KIND,
        label="Hội nghị",
        order=20,
        words=words,
        stored=lambda: (
            Event.objects.approved()
            .select_related("kind", "series", "organizer")
            .prefetch_related("sites", "organizer__former_names")
        ),
        public=Event.objects.public_among,
        follows={
            EventKind: lambda kind: Event.objects.filter(kind=kind),
            EventSeries: lambda series: Event.objects.filter(series=series),
        },
    )
)
