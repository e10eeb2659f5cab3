"""How the newsroom's forms choose organisations: by any of their names, the ended ones told apart."""

from __future__ import annotations

from typing import Any

from organizations.models import Organization, label_of
from organizations.naming import How, find_exact
from organizations.words import name_key
from publishing import rules
from publishing.pickers import Source

NEAREST = 200


def _label(organization: Organization) -> str:
    """The name; the body above it tells units of the same name apart."""
    above = f", {organization.parent.name}" if organization.parent else ""
    return f"{label_of(organization)}{above}"


def _of(user: Any) -> Any:
    """All of them for whoever writes or reads drafts, what readers see for everybody else (a moderator hands messages over)."""
    known = Organization.objects.select_related("parent")
    return known if rules.kinds_for(user) else known.shown()


def _among(things: Any, organization: Organization | None) -> list[Organization]:
    """It, if it is one of those that the person may know of."""
    return list(things.filter(pk=organization.pk)) if organization is not None else []


def _exact(things: Any, text: str) -> list[Organization]:
    """The one that is called so; several where several are."""
    found = find_exact(text)
    if found.how == How.MANY:
        return list(things.filter(words__contains=f" {name_key(text)} "))
    return _among(things, found.organization) if found.how != How.NEAR else []


def _matching(things: Any, text: str) -> list[Organization]:
    """Those whose names have the words: the standing ones first, then those that begin so, the shortest names first.

    Where there is none, the one that is nearly called so.
    """
    key = name_key(text)

    def likeness(one: Organization) -> tuple[bool, bool, int, str]:
        return one.is_former, not name_key(one.name).startswith(key), len(one.name), one.name

    likely = sorted(things.matching(text)[:NEAREST], key=likeness)
    if likely:
        return likely
    return _among(things, find_exact(text).organization)


SOURCE = Source(
    name="to-chuc",
    model=Organization,
    noun="tổ chức",
    of=_of,
    matching=_matching,
    exact=_exact,
    label=_label,
)
