"""Finding what matches a query, the same on both databases."""

from publishing.kinds import kind_named


def keys(*, kind: str, query: str) -> list[int]:
    """The keys of the public pieces of a kind that match, best first."""
    found = kind_named(kind)
    return list(found.model._default_manager.filter(title__icontains=query).values_list("pk", flat=True)) if found else []
