"""What search knows of the roof's simple pages."""

from khoi_portal.models import Page
from publishing.sanitizing import plain_text
from search.registry import Searchable, Words, register


def words(page: Page) -> Words:
    """A page has no hour of publication: it stands where it was last changed."""
    return Words(
        title=page.title,
        url=page.get_absolute_url(),
        publish_at=page.updated_at,
        summary=page.summary,
        body=plain_text(page.body),
    )


register(
    Searchable(
        model=Page,
        kind="page",
        label="Trang",
        order=90,
        words=words,
        stored=lambda: Page.objects.filter(is_shown=True),
        public=lambda keys: Page.objects.filter(is_shown=True, pk__in=keys).values_list("pk", flat=True),
    )
)
