"""How the newsroom's forms choose pieces of a kind that is known by its titles: by words, with or without marks."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

import vietnamese
from publishing import rules
from publishing.kinds import kind_of
from publishing.models import Publishable
from publishing.pickers import Source

READ_AT_MOST = 5000
NEAREST = 30


def by_title(model: type[Publishable], *, name: str, noun: str) -> Source:
    """The pieces that are public or that the person may read; the latest with all the words first."""

    def known(user: Any) -> Any:
        theirs = rules.visible_pieces(user, kind_of(model())).values("pk")
        public = model._default_manager.public().values("pk")
        return model._default_manager.kept().filter(Q(pk__in=theirs) | Q(pk__in=public))

    def matching(things: Any, text: str) -> list[Any]:
        words = vietnamese.fold(text).split()
        latest = things.order_by("-pk").values_list("pk", "title")[:READ_AT_MOST]
        keys = [pk for pk, title in latest if all(word in vietnamese.fold(title) for word in words)][:NEAREST]
        found = things.in_bulk(keys)
        return [found[key] for key in keys]

    def exact(things: Any, text: str) -> list[Any]:
        key = vietnamese.fold(text)
        alike = things.filter(Q(title__iexact=text) | Q(slug=vietnamese.slugify(text)))
        return [one for one in alike if vietnamese.fold(one.title) == key]

    return Source(name=name, model=model, noun=noun, of=known, matching=matching, exact=exact)
