"""What a collection of the web service declares: its lists, their order and filters, one thing of it, and the lists below that."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import django_filters
from django.db.models import Q

from publishing.addresses import address
from publishing.service.shapes import Shape, absolute

PER_PAGE = 20
MOST_PER_PAGE = 100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"(-?[0-9]{1,16})\.([0-9]{1,18})")


@dataclass(frozen=True)
class Order:
    """By one field, the key settles what is equal: what comes in or goes meanwhile shifts no page that follows."""

    name: str = "publish_at"
    newest_first: bool = True

    def sort(self, rows: Any) -> Any:
        """The rows in this order."""
        sign = "-" if self.newest_first else ""
        return rows.order_by(f"{sign}{self.name}", f"{sign}pk")

    def after(self, rows: Any, cursor: str) -> Any:
        """The rows behind the one at which the last page ended. Raises ValueError for what is no cursor of this service."""
        value, pk = self._read(cursor)
        compare = "lt" if self.newest_first else "gt"
        behind, among_equals = Q(**{f"{self.name}__{compare}": value}), Q(**{self.name: value, f"pk__{compare}": pk})
        return rows.filter(behind | among_equals)

    def cursor(self, thing: Any) -> str:
        """Where the page ends, for `after`."""
        value = getattr(thing, self.name)
        number = (value - _EPOCH) // timedelta(microseconds=1) if isinstance(value, datetime) else value
        return base64.urlsafe_b64encode(f"{number}.{thing.pk}".encode()).decode().rstrip("=")

    def _read(self, cursor: str) -> tuple[Any, int]:
        try:
            written = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
        except (binascii.Error, UnicodeError) as error:
            raise ValueError(cursor) from error
        match = _CURSOR.fullmatch(written)
        if match is None:
            raise ValueError(cursor)
        number = int(match[1])
        return _EPOCH + timedelta(microseconds=number) if self.name.endswith("_at") else number, int(match[2])


BY_KEY = Order("pk", newest_first=False)


def as_they_are(things: list[Any]) -> None:
    """Nothing has to be fetched along."""


@dataclass(frozen=True)
class Listing:
    """A list by pages. `rows` says which there are: of a collection all, of a list below a thing that thing's own.

    `furnish` gives the rows of a page what their shape reads, in as many statements for a hundred as for one. Of `filters`, those
    named in `asked` are offered; the ones in `past_cache` take words that nobody could keep pages for.
    """

    title: str
    about: str
    shape: Shape
    rows: Callable[..., Any]
    order: Order = field(default_factory=Order)
    filters: type[django_filters.FilterSet] | None = None
    asked: tuple[str, ...] = ()
    past_cache: tuple[str, ...] = ()
    furnish: Callable[[list[Any]], None] = as_they_are


@dataclass(frozen=True)
class Collection:
    """One kind of public thing. `one` answers with the thing of that number; it raises Gone or Http404 as pages do.

    `tags` are what its pages depend on; `parts` are the lists below one thing, by their names in the address.
    """

    name: str
    listing: Listing
    shape: Shape
    one: Callable[[int], Any]
    tags: tuple[str, ...]
    parts: dict[str, Listing] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The list."""
        return absolute(address(f"api:{self.name}"))


def item_url(collection: str, pk: int) -> str:
    """Where the service has one thing."""
    return absolute(address(f"api:{collection}-item", pk))


def part_url(collection: str, part: str, pk: int) -> str:
    """Where the service has a list below one thing."""
    return absolute(address(f"api:{collection}-{part}", pk))
