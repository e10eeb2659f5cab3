"""How the newsroom's forms choose decisions and rounds: by number in any spelling, by words without marks."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

import vietnamese
from awards.models import AwardRound, Decision
from publishing import rules
from publishing.kinds import kind_of
from publishing.pickers import Source

READ_AT_MOST = 3000
NEAREST = 30


def _decision_label(decision: Decision) -> str:
    return f"{decision} ({decision.issuer_name})" if decision.number else str(decision)


def _matching(things: Any, text: str, label: Any) -> list[Any]:
    """Those whose label has every word; a number counts in any spelling."""
    words, number = vietnamese.fold(text).split(), vietnamese.asked_number(text)
    found = []
    for one in things[:READ_AT_MOST]:
        said = vietnamese.fold(label(one))
        decision = one if isinstance(one, Decision) else one.decision
        same_number = bool(number and decision and vietnamese.asked_number(decision.number) == number)
        if same_number or all(word in said for word in words):
            found.append(one)
    return found[:NEAREST]


def _exact(things: Any, text: str, label: Any) -> list[Any]:
    """By just this label or number; the only one with the words is meant as well."""
    found = _matching(things, text, label)
    key = vietnamese.fold(text)
    same = [
        one for one in found if key in (vietnamese.fold(label(one)), vietnamese.fold(getattr(one, "number", "") or ""))
    ]
    return same or (found if len(found) == 1 else [])


def _rounds_of(user: Any) -> Any:
    """Those that are public, and those that the person may read."""
    theirs = rules.visible_pieces(user, kind_of(AwardRound())).values("pk")
    known = AwardRound.objects.kept().filter(Q(pk__in=theirs) | Q(pk__in=AwardRound.objects.public().values("pk")))
    return known.select_related("decision").newest_decision_first()


def _decisions_of(user: Any) -> Any:
    """All of them for whoever works with decisions, those of public rounds for everybody else."""
    if user.has_perm("awards.view_decision"):
        return Decision.objects.all()
    return Decision.objects.filter(pk__in=AwardRound.objects.public().values("decision"))


DECISIONS = Source(
    name="quyet-dinh-khen-thuong",
    model=Decision,
    noun="quyết định",
    of=_decisions_of,
    matching=lambda things, text: _matching(things, text, _decision_label),
    exact=lambda things, text: _exact(things, text, _decision_label),
    label=_decision_label,
)
ROUNDS = Source(
    name="dot-khen-thuong",
    model=AwardRound,
    noun="đợt khen thưởng",
    of=_rounds_of,
    matching=lambda things, text: _matching(things, text, str),
    exact=lambda things, text: _exact(things, text, str),
)
