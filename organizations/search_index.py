"""What search knows of organisations: every name they had, and who holds office there."""

from organizations.models import Organization, OrganizationKind, Person
from search.registry import Searchable, Words, register


def words(organization: Organization) -> Words:
    """The name and the introduction are shown; other names and people are only found."""
    positions = organization.positions.all()
    return Words(
        title=organization.name,
        url=organization.get_absolute_url(),
        publish_at=organization.updated_at,
        summary=organization.kind.name,
        body=organization.about,
        extra=(
            organization.short_name,
            *organization.aliases.splitlines(),
            *(name for one in organization.former_names.all() for name in (one.name, one.short_name)),
            *(f"{one.person.full_name}, {one.title}" for one in positions),
        ),
    )


register(
    Searchable(
        model=Organization,
        kind="organization",
        label="Tổ chức",
        order=60,
        words=words,
        stored=lambda: Organization.objects.select_related("kind").prefetch_related(
            "former_names", "positions__person"
        ),
        public=lambda keys: Organization.objects.shown().filter(pk__in=keys).values_list("pk", flat=True),
        follows={
            OrganizationKind: lambda kind: Organization.objects.filter(kind=kind),
            Person: lambda person: Organization.objects.filter(positions__person=person).distinct(),
        },
    )
)
