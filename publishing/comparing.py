"""Comparing two revisions word by word, field by field. Produces parts; templates decide how they look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import models

import vietnamese
from publishing.models import Publishable
from publishing.sanitizing import plain_text

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Part:
    """A run of text: kind is "same", "ins" or "del"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a field: its parts, or a fold over the unchanged paragraphs in `kept`."""

    parts: tuple[Part, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def folded(self) -> int:
        """How many unchanged paragraphs are folded."""
        return len(self.kept)


@dataclass(frozen=True)
class FieldChange:
    """What changed in one field."""

    name: str
    label: str
    paragraphs: tuple[Paragraph, ...]
    changes: int


def words(before: str, after: str) -> tuple[Part, ...]:
    """The two texts merged: what stayed, what went, what came, by whole words. A mere space between two changes joins them."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts: list[Part] = []
    gone = come = ""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal" and not (left.isspace() and (gone or come) and i2 < len(old) and j2 < len(new)):
            parts += _changed(gone, come)
            parts.append(Part("same", left))
            gone = come = ""
        else:
            gone, come = gone + left, come + right
    return (*parts, *_changed(gone, come))


def _changed(gone: str, come: str) -> list[Part]:
    return [Part(kind, text) for kind, text in (("del", gone), ("ins", come)) if text]


def paragraphs(before: str, after: str) -> tuple[Paragraph, ...]:
    """Paragraph by paragraph; runs of unchanged ones are folded."""
    old = [line for line in before.split("\n") if line.strip()]
    new = [line for line in after.split("\n") if line.strip()]
    found: list[Paragraph] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Paragraph(kept=tuple(old[i1:i2])))
            continue
        pairs = max(i2 - i1, j2 - j1)
        for step in range(pairs):
            left = old[i1 + step] if i1 + step < i2 else ""
            right = new[j1 + step] if j1 + step < j2 else ""
            found.append(Paragraph(parts=words(left, right)))
    return tuple(found)


_FIGURE = re.compile(r'<figure[^>]*?data-image="(\d+)"[^>]*>')


def _readable(item: Publishable, name: str, value: Any) -> str:
    """A field's value as words: relations by name, texts without tags, nothing as an empty string."""
    field = item._meta.get_field(name)
    if value in (None, "", []):
        return ""
    said = item.in_words(name, value)
    if said is not None:
        return said
    if isinstance(field, models.Field) and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.many_to_many or field.is_relation:
        keys = value if isinstance(value, list) else [value]
        named = field.related_model._default_manager.in_bulk(keys)  # type: ignore[union-attr]
        return ", ".join(str(named[key]) for key in keys if key in named)
    if isinstance(field, models.DateTimeField):
        return vietnamese.long_datetime(field.to_python(value))
    if isinstance(field, models.DateField):
        return vietnamese.short_date(field.to_python(value))
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "\n".join(" ".join(map(str, row.values())) if isinstance(row, dict) else str(row) for row in value)
    return plain_text(_FIGURE.sub(r"<p>[Ảnh \1]</p>", str(value)))


def readable(item: Publishable, data: dict[str, Any], names: list[str]) -> list[tuple[str, str]]:
    """Fields of a snapshot as label and words, for reading one version by itself."""
    return [(_label(item, name), _readable(item, name, data.get(name))) for name in names]


def _changes_in(paragraph: Paragraph) -> int:
    """Places that changed: words taken out and words put in at one place are one change."""
    kinds = [part.kind for part in paragraph.parts]
    return sum(
        1
        for place, kind in enumerate(kinds)
        if kind == "del" or (kind == "ins" and (place == 0 or kinds[place - 1] != "del"))
    )


def _label(item: Publishable, name: str) -> str:
    label = item.word_for(name)
    return label[:1].upper() + label[1:]


def compare(item: Publishable, before: dict[str, Any], after: dict[str, Any]) -> list[FieldChange]:
    """The fields that differ between two snapshots of a piece, in the order of the kind's fields."""
    changes: list[FieldChange] = []
    for name in item.REVISED_FIELDS:
        if before.get(name) == after.get(name):
            continue
        old, new = _readable(item, name, before.get(name)), _readable(item, name, after.get(name))
        shown = paragraphs(old, new)
        count = sum(_changes_in(paragraph) for paragraph in shown)
        if count:
            changes.append(FieldChange(name, _label(item, name), shown, count))
    return changes
