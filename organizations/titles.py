"""People in a text: who is named there, which title is right on a day, and whether the one written beside the name is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

import vietnamese
from organizations.models import Person, Position
from organizations.words import name_key

BEFORE = 120  # characters in which a title belongs to the name that follows
AFTER = 60
_FORMER = "nguyên "
_DEPUTY = "phó "
# A title doesn't reach over a pause or an "and", nor over the name of somebody else.
_STOP = re.compile(r"[,.;:!?\n]\s|\svà\s")


@dataclass(frozen=True)
class Written:
    """A title as it stands in the text, from where to where, and whether it is given as a former one."""

    words: str
    start: int
    end: int
    is_former: bool


@dataclass(frozen=True)
class Named:
    """One person of the register in a text: the title that is right on the day, and what is written wrongly, if anything."""

    person: Person
    title: str
    since: str
    wrong: str = ""
    why: str = ""
    # The stretch of the text that holds title and name, and what should stand there.
    stretch: str = ""
    right: str = ""


def people_called(words: str) -> QuerySet[Person]:
    """People by parts of their name or of a title they hold or held, without marks, with what their titles are made of."""
    found = Person.objects.prefetch_related("positions__organization__former_names")
    # Few different titles are in use: they are folded here, and need no column of their own.
    known = [
        (title, f" {name_key(title)}")
        for title in Position.objects.order_by().values_list("title", flat=True).distinct()
    ]
    for word in name_key(words).split()[:12]:
        held = [title for title, key in known if f" {word}" in key]
        found = found.filter(Q(words__contains=f" {word}") | Q(positions__title__in=held))
    return found.distinct()


def with_title(person: Person, *, on: date) -> str:
    """The name as it is printed with its title of the day: “đồng chí A, Bí thư Đảng ủy B”."""
    name = f"{person.honorific} {person.full_name}".strip()
    title = person.title_of(on=on)
    return f"{name}, {title}" if title else name


def people_named_in(text: str, *, on: date) -> list[Named]:
    """Everybody of the register whose full name stands in the text, in its order. Of namesakes nothing wrong is said."""
    matched = vietnamese.canonical(text).lower()
    spots = {}
    for pk, name in Person.objects.order_by().values_list("pk", "full_name"):
        found = re.search(rf"(?<!\w){re.escape(vietnamese.canonical(name).lower())}(?!\w)", matched)
        if found:
            spots[pk] = found.span()
    people = Person.objects.prefetch_related("positions__organization__former_names").in_bulk(spots)
    alone = {span for span in spots.values() if list(spots.values()).count(span) == 1}
    order = sorted(spots, key=lambda pk: (spots[pk], pk))
    return [_judged(people[pk], text, matched, spots, on=on, judge=spots[pk] in alone) for pk in order]


def _judged(
    person: Person, text: str, matched: str, spots: dict[int, tuple[int, int]], *, on: date, judge: bool
) -> Named:
    positions = list(person.positions.all())
    title, since = person.title_of(on=on), _since(positions, on)
    written = _title_beside(matched, spots[person.pk], spots.values(), positions) if judge and positions else None
    why = _why_wrong(written, positions, on) if written else ""
    if not why or written is None:
        return Named(person, title, since)
    start, end = min(written.start, spots[person.pk][0]), max(written.end, spots[person.pk][1])
    return Named(
        person, title, since, text[written.start : written.end], why, text[start:end], f"{person.full_name}, {title}"
    )


def _title_beside(
    matched: str, spot: tuple[int, int], others: Iterable[tuple[int, int]], positions: list[Position]
) -> Written | None:
    """The title right before the name, without a pause between them; else the one that follows it after a comma."""
    titles = sorted({vietnamese.canonical(one.title).lower() for one in positions}, key=len, reverse=True)
    known = re.compile(
        rf"(?<!\w)(?P<former>{_FORMER})?(?P<deputy>{_DEPUTY})?(?:{'|'.join(map(re.escape, titles))})(?!\w)"
    )
    begin = max([spot[0] - BEFORE, 0, *(end for _, end in others if end <= spot[0])])
    stops = list(_STOP.finditer(matched, begin, spot[0]))
    found = list(known.finditer(matched, stops[-1].end() if stops else begin, spot[0]))
    if found:
        return _written(matched, found[-1].start(), found[-1].end())
    after = re.compile(rf"\s*[,(]\s*(?P<title>{known.pattern})").match(matched, spot[1], spot[1] + AFTER)
    if after is None or any(_runs_on(matched[after.end() : begin]) for begin, _ in others if begin >= after.end()):
        return None
    return _written(matched, *after.span("title"))


def _runs_on(between: str) -> bool:
    """A name that follows a title without a pause is the one the title belongs to."""
    return len(between) < BEFORE and not _STOP.search(between + " ")


def _written(matched: str, start: int, end: int) -> Written:
    words = matched[start:end]
    is_former = words.startswith(_FORMER)
    return Written(words.removeprefix(_FORMER), start, end, is_former)


def _why_wrong(written: Written, positions: list[Position], on: date) -> str:
    """In words, or nothing where title and day agree."""
    called = [one for one in positions if vietnamese.canonical(one.title).lower() == written.words]
    held = [one for one in called if one.is_valid_on(on)]
    if not called:
        return "danh bạ không ghi chức danh này"
    if held:
        return f"ngày {vietnamese.short_date(on)} vẫn đang giữ, không phải “nguyên”" if written.is_former else ""
    ended = [one.valid_until for one in called if one.valid_until and one.valid_until < on]
    if ended:
        return "" if written.is_former else f"không còn đúng từ sau {vietnamese.short_date(max(ended))}"
    begins = min(one.valid_from for one in called if one.valid_from)
    return f"chỉ đúng từ {vietnamese.short_date(begins)}"


def _since(positions: list[Position], on: date) -> str:
    """Since when the printed title is held, or until when it was."""
    held = [one for one in positions if one.is_valid_on(on)]
    if held:
        first = min(held, key=lambda one: one.rank).valid_from
        return f"từ {vietnamese.short_date(first)}" if first else ""
    ended = [one.valid_until for one in positions if one.valid_until and one.valid_until < on]
    return f"đến {vietnamese.short_date(max(ended))}" if ended else ""
