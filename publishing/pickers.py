"""Choosing things by name: typed with or without marks, suggested while one types, told apart where several go by a name.

Each app says from ready() what of its own can be chosen; forms of any kind above it then have a field for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.urls import reverse

import vietnamese
from accounts.models import User

SUGGESTED = 10
OFFERED = 8
MOST_TYPED = 200
# What follows the field's name in the name of the box in which one types.
TYPED = "_them"


@dataclass(frozen=True, kw_only=True)
class Source:
    """What can be chosen.

    `of(user)` are the things the person may know of, `matching(things, text)` those of them that answer to the words, the
    likeliest first, `exact(things, text)` those that are meant by just this name. A thing is shown as `label` says and called
    a `noun`.
    """

    name: str
    model: type[Model]
    noun: str
    of: Callable[[User], QuerySet[Any]]
    matching: Callable[[QuerySet[Any], str], Iterable[Any]]
    exact: Callable[[QuerySet[Any], str], list[Any]]
    label: Callable[[Any], str] = str


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a sort of things choosable."""
    _sources[source.name] = source


def named(name: str) -> Source | None:
    """The source with that name, or None."""
    return _sources.get(name)


def suggest(source: Source, text: str, user: User) -> list[dict[str, Any]]:
    """What the words may mean, as an editor's page shows it under the box."""
    words = vietnamese.clean_line(text[:MOST_TYPED])
    if not words:
        return []
    found = list(source.matching(source.of(user), words))[:SUGGESTED]
    return [{"id": one.pk, "label": source.label(one)} for one in found]


@dataclass(frozen=True)
class Picked:
    """What came back from the page: the keys that were ticked, and what was typed."""

    keys: tuple[int, ...] = ()
    typed: str = ""


class PickWidget(forms.Widget):
    """Reads what `admin/publishing/pick.html` sends; the template writes it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        """Keys and words."""
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        keys = dict.fromkeys(int(key) for key in given if str(key).isdecimal() and len(str(key)) < 19)
        return Picked(tuple(keys), vietnamese.clean_line(str(data.get(name + TYPED, ""))[:MOST_TYPED]))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Nothing ticked is an answer."""
        return False

    def id_for_label(self, id_: str) -> str:
        """The box in which one types."""
        return f"{id_}{TYPED}" if id_ else id_


@dataclass(frozen=True)
class Option:
    """One thing to tick."""

    key: int
    label: str
    chosen: bool


class PickBoundField(forms.BoundField):
    """The field as the page shows it."""

    field: PickField

    @property
    def options(self) -> list[Option]:
        """What is chosen, then what was offered because several go by the typed name."""
        value = self.value()
        keys = list(value.keys) if isinstance(value, Picked) else self.field.keys(value)
        keys += [one.pk for one in self.field.settled if one.pk not in keys]
        offered = [one.pk for one in self.field.offered if one.pk not in keys]
        things = self.field.source.model._default_manager.in_bulk([*keys, *offered])
        return [
            Option(key, self.field.source.label(things[key]), key in keys) for key in [*keys, *offered] if key in things
        ]

    @property
    def typed(self) -> str:
        """What was typed and is not settled yet."""
        value = self.value()
        return value.typed if isinstance(value, Picked) and not self.field.settled else ""

    @property
    def many(self) -> bool:
        """Whether several can be chosen."""
        return self.field.many

    @property
    def suggestions_url(self) -> str:
        """Where the page asks what the typed words may mean."""
        return reverse("admin:pick", args=[self.field.source.name])

    @property
    def typed_name(self) -> str:
        """The name of the box."""
        return self.html_name + TYPED


class PickField(forms.Field):
    """One thing, or several, of a source. What is chosen already stays choosable, whoever writes."""

    widget = PickWidget

    def __init__(self, *, source: str, many: bool = False, most: int = 30, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.source_name, self.many, self.most = source, many, most
        self.user: User | None = None
        # Forms share what their fields begin with: these are replaced, never added to.
        self.settled: tuple[Any, ...] = ()
        self.offered: tuple[Any, ...] = ()

    @property
    def source(self) -> Source:
        """Where it chooses from."""
        return _sources[self.source_name]

    def get_bound_field(self, form: Any, field_name: str) -> PickBoundField:
        """With what the template needs."""
        return PickBoundField(form, self, field_name)

    def keys(self, value: Any) -> list[int]:
        """The keys of a value as forms begin with it: things, one thing, a key or nothing."""
        if value in (None, ""):
            return []
        if isinstance(value, Model):
            return [value.pk]
        if isinstance(value, int):
            return [value]
        return [one.pk if isinstance(one, Model) else int(one) for one in value]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Other keys, or something typed."""
        return list(data.keys) != self.keys(initial) or bool(data.typed)

    def chosen_before(self, value: Any) -> None:
        """Say what the piece has already."""
        self.before = frozenset(self.keys(value))

    before: frozenset[int] = frozenset()

    def clean(self, value: Any) -> Any:
        """The things in the order they were ticked, the typed one last; one of several by the same name is asked about."""
        if not isinstance(value, Picked):  # a box that this person may only read
            value = Picked(tuple(self.keys(value)))
        things = self.source.model._default_manager.in_bulk(value.keys)
        allowed = self.before | self._known(set(things) - self.before)
        chosen = [things[key] for key in value.keys if key in things and key in allowed]
        if value.typed:
            self.settled = (self._meant(value.typed),)
        chosen += [one for one in self.settled if one.pk not in {other.pk for other in chosen}]
        if not self.many:
            # Whoever types a name means it, whatever was chosen before.
            return chosen[-1] if chosen else None
        if len(chosen) > self.most:
            raise ValidationError(f"Nhiều nhất {self.most} mục, đang chọn {len(chosen)}.")
        return chosen

    def _things(self) -> QuerySet[Any]:
        return self.source.of(self.user) if self.user else self.source.model._default_manager.none()

    def _known(self, keys: set[int]) -> frozenset[int]:
        return frozenset(self._things().filter(pk__in=keys).values_list("pk", flat=True)) if keys else frozenset()

    def _meant(self, typed: str) -> Any:
        exact = self.source.exact(self._things(), typed)
        if len(exact) == 1:
            return exact[0]
        self.offered = tuple((exact or list(self.source.matching(self._things(), typed)))[:OFFERED])
        if not self.offered:
            raise ValidationError(f"Không có {self.source.noun} nào là “{typed}”. Hãy gõ ít chữ hơn, hoặc xóa ô này.")
        raise ValidationError(
            f"“{typed}” có thể là một trong các {self.source.noun} dưới đây. Hãy đánh dấu đúng {self.source.noun} rồi xóa ô này."
        )
