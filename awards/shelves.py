"""Rounds as lines of lists: with their forms and how many they honour. Counted in one reading, kept in fragments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from awards.models import TAG, AwardForm, AwardRound, Commendation
from publishing import pagecache

NEWEST = 6


@dataclass(frozen=True)
class Card:
    """One round in a list."""

    pk: int
    title: str
    url: str
    summary: str
    number: str
    issued_on: date | None
    is_received: bool
    forms: tuple[str, ...]
    collectives: int
    individuals: int
    noun: str = "tập thể"

    @property
    def counted(self) -> str:
        """ "50 chi bộ, 3 cá nhân"."""
        said = [(self.collectives, self.noun), (self.individuals, "cá nhân")]
        return ", ".join(f"{number} {what}" for number, what in said if number)

    @property
    def total(self) -> int:
        """Everybody."""
        return self.collectives + self.individuals


@dataclass
class Counts:
    """Who is honoured in a round, by what, revoked ones left out."""

    collectives: int = 0
    individuals: int = 0
    cells: int = 0
    forms: dict[str, int] = field(default_factory=dict)

    @property
    def noun(self) -> str:
        """ "chi bộ" where every collective is one, else "tập thể"."""
        return "chi bộ" if self.collectives and self.cells == self.collectives else "tập thể"


def cards(keys: Iterable[int]) -> tuple[Card, ...]:
    """Rounds as lines, in the order of the keys; those that aren't on the shelf yet come in one go."""
    wanted = tuple(keys)
    found = pagecache.fragments("award-card:{}", wanted, tags=[TAG], build=_load)
    return tuple(found[key] for key in wanted if key in found)


def counts(keys: list[int]) -> dict[int, Counts]:
    """The counts of several rounds in one query."""
    rows = (
        Commendation.objects.filter(round__in=keys)
        .in_force()
        .order_by("form__order", "form__name")
        .values_list("round", "form__name", "recipient_kind")
        .annotate(count=Count("pk"), cells=Count("pk", filter=Q(words__startswith=" chi bo ")))
    )
    found: dict[int, Counts] = defaultdict(Counts)
    for key, form, kind, count, cells in rows:
        one = found[key]
        one.forms[form] = one.forms.get(form, 0) + count
        if kind == Commendation.RecipientKind.INDIVIDUAL:
            one.individuals += count
        else:
            one.collectives += count
            one.cells += cells
    return found


def _load(keys: list[int]) -> dict[int, Card]:
    counted = counts(keys)
    found = {}
    for item in AwardRound.objects.filter(pk__in=keys).for_list().order_by():
        one, decision = counted[item.pk], item.decision
        forms = tuple(one.forms) or ((item.form.name,) if item.form else ())
        found[item.pk] = Card(
            pk=item.pk,
            title=item.title,
            url=item.get_absolute_url(),
            summary=item.summary,
            number=decision.number if decision else "",
            issued_on=decision.issued_on if decision else item.presented_on,
            is_received=item.is_received,
            forms=forms,
            collectives=one.collectives,
            individuals=one.individuals,
            noun=one.noun,
        )
    return found


def newest(*, count: int) -> tuple[Card, ...]:
    """The newest listed rounds, by decision."""
    keys = pagecache.fragment("awards:newest", tags=[TAG], build=_newest_keys)
    return cards(keys[:count])


def _newest_keys() -> tuple[int, ...]:
    return tuple(AwardRound.objects.listed().newest_decision_first().values_list("pk", flat=True)[:NEWEST])


def forms() -> tuple[tuple[int, str, int], ...]:
    """(key, name, how many listed rounds) of every form that some listed round gives, the higher first."""
    return pagecache.fragment("awards:forms", tags=[TAG], build=_forms)


def _forms() -> tuple[tuple[int, str, int], ...]:
    listed = AwardRound.objects.listed().order_by()
    rows = (
        AwardForm.objects.filter(commendations__round__in=listed, commendations__status="in_force")
        .annotate(given=Count("commendations__round", distinct=True))
        .order_by("order", "name")
    )
    return tuple((one.pk, one.name, one.given) for one in rows)


def years() -> tuple[int, ...]:
    """The years of listed decisions, newest first."""
    return pagecache.fragment("awards:years", tags=[TAG], build=_years)


def _years() -> tuple[int, ...]:
    days = AwardRound.objects.listed().order_by().values_list("decision__issued_on", "presented_on")
    return tuple(
        sorted({(issued or presented).year for issued, presented in days if issued or presented}, reverse=True)
    )


def first_year() -> int | None:
    """Since when there are records."""
    known = years()
    return known[-1] if known else None
