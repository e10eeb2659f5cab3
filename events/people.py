"""From a name as it was typed to a person of the register, and the title to print with it on a day."""

from __future__ import annotations

from datetime import date

from organizations.models import Person
from organizations.words import name_key

# What may stand before a name and is no part of it, folded.
HONORIFICS = ("dong chi ", "ong ", "ba ", "gs ts ", "pgs ts ", "ts ", "giao su tien si ")


def person_named(name: str, *, title: str = "") -> Person | None:
    """The one person of that name; marks, case and a form of address don't count. Of several, the one who holds the title."""
    key = name_key(name)
    for honorific in HONORIFICS:
        key = key.removeprefix(honorific)
    if not key:
        return None
    found = [
        one
        for one in Person.objects.filter(words__contains=f" {key} ").prefetch_related(
            "positions__organization__former_names"
        )
        if name_key(one.full_name) == key
    ]
    if len(found) > 1 and title:
        wanted = name_key(title)
        found = [one for one in found if any(name_key(held.title) in wanted for held in one.positions.all())]
    return found[0] if len(found) == 1 else None


def printed_name(person: Person, typed: str) -> str:
    """The name as it was typed where that is how it is written; else as the register has it, with the form of address."""
    if person.full_name in typed:
        return typed
    return f"{person.honorific} {person.full_name}".strip()


def title_on(person: Person, day: date | None) -> str:
    """The title of that day; nothing while there is no day."""
    return person.title_of(on=day) if day else ""
