"""Shapes of the web service: each field says its name, its type and where its value comes from, once; the JSON and its schema follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from publishing import structured

Schema = dict[str, Any]
Read = Callable[[Any], Any]


@dataclass(frozen=True)
class Field:
    """One property: always there, null or empty where the thing has none."""

    name: str
    about: str
    schema: Schema
    read: Read
    inner: Shape | None = None

    def described(self) -> Schema:
        """Its part of a schema."""
        return self.schema | {"description": self.about}


@dataclass(frozen=True)
class Shape:
    """One sort of object."""

    name: str
    about: str
    fields: tuple[Field, ...]

    def of(self, thing: Any) -> dict[str, Any]:
        """The thing as it is sent."""
        return {field.name: field.read(thing) for field in self.fields}

    def schema(self) -> Schema:
        """What `of` answers with: every property, and no other."""
        return {
            "type": "object",
            "description": self.about,
            "properties": {field.name: field.described() for field in self.fields},
            "required": [field.name for field in self.fields],
            "additionalProperties": False,
        }

    def more(self, name: str, about: str, *fields: Field) -> Shape:
        """The same object with more of it."""
        return Shape(name, about, (*self.fields, *fields))

    def with_inner(self) -> Iterator[Shape]:
        """The shape and those that stand in it."""
        yield self
        for field in self.fields:
            if field.inner is not None:
                yield from field.inner.with_inner()


def reference(shape: Shape) -> Schema:
    """Where the description of a shape stands."""
    return {"$ref": f"#/components/schemas/{shape.name}"}


def absolute(path: str) -> str:
    """An address from anywhere: made of the site's own address, never of the Host header."""
    return settings.SITE_URL + path if path.startswith("/") else path


def text(name: str, about: str, read: Read) -> Field:
    """Words; empty where there are none."""
    return Field(name, about, {"type": "string"}, lambda thing: str(read(thing) or ""))


def html(name: str, about: str, read: Read) -> Field:
    """A text with its tags, as the one sanitiser shows it."""
    return Field(name, about, {"type": "string", "contentMediaType": "text/html"}, lambda thing: str(read(thing)))


def word(name: str, about: str, choices: tuple[str, ...], read: Read) -> Field:
    """One of a few words."""
    return Field(name, about, {"type": "string", "enum": list(choices)}, lambda thing: str(read(thing)))


def whole(name: str, about: str, read: Read) -> Field:
    """A whole number that is always known."""
    return Field(name, about, {"type": "integer"}, read)


def number(name: str, about: str, read: Read) -> Field:
    """A whole number, or null."""
    return Field(name, about, {"type": ["integer", "null"]}, read)


def flag(name: str, about: str, read: Read) -> Field:
    """Yes or no."""
    return Field(name, about, {"type": "boolean"}, lambda thing: bool(read(thing)))


def moment(name: str, about: str, read: Read) -> Field:
    """A point in time with its offset, to the second; or null."""
    schema = {"type": ["string", "null"], "format": "date-time"}
    return Field(name, about, schema, lambda thing: structured.moment(read(thing)))


def day(name: str, about: str, read: Read) -> Field:
    """A day, or null."""

    def written(thing: Any) -> str | None:
        found: date | None = read(thing)
        return found.isoformat() if found else None

    return Field(name, about, {"type": ["string", "null"], "format": "date"}, written)


def link(name: str, about: str, read: Read) -> Field:
    """An address with its scheme and host; or null."""

    def written(thing: Any) -> str | None:
        found: str = read(thing) or ""
        return absolute(found) if found else None

    return Field(name, about, {"type": ["string", "null"], "format": "uri"}, written)


def one(name: str, about: str, shape: Shape, read: Read) -> Field:
    """Another object, or null."""

    def written(thing: Any) -> dict[str, Any] | None:
        found = read(thing)
        return None if found is None else shape.of(found)

    return Field(name, about, {"anyOf": [reference(shape), {"type": "null"}]}, written, shape)


def many(name: str, about: str, shape: Shape, read: Read) -> Field:
    """A list of other objects."""
    schema = {"type": "array", "items": reference(shape)}
    return Field(name, about, schema, lambda thing: [shape.of(found) for found in read(thing)], shape)
