"""The rows of a gallery: which picture of the library, in which order, and what the gallery says of it in its own words."""

from __future__ import annotations

from typing import Any

Rows = list[dict[str, Any]]
# What a gallery may say of a picture instead of the library.
WORDS = ("caption", "alt", "credit")
MOST = 200


def row(image: int, *, caption: str = "", alt: str = "", credit: str = "", cover: bool = False) -> dict[str, Any]:
    """One picture of a gallery; words left out are the library's."""
    return {"image": image, "caption": caption, "alt": alt, "credit": credit, "cover": cover}


def keys(rows: Rows | None) -> list[int]:
    """The pictures in their order."""
    return [one["image"] for one in rows or []]


def cover_first(rows: Rows | None) -> list[int]:
    """The pictures, the one that was chosen for the cover before the others; without a choice, the first is it."""
    return keys(sorted(rows or [], key=lambda one: not one["cover"]))


def in_words(rows: Rows, *, names: dict[int, str]) -> str:
    """A line for each picture: its name, what the gallery says of it, whether it is the cover."""
    return "\n".join(
        ". ".join(
            filter(
                None,
                [
                    names.get(one["image"], f"Ảnh {one['image']}"),
                    *(one[word] for word in WORDS),
                    "Ảnh bìa" if one["cover"] else "",
                ],
            )
        )
        for one in rows
    )
