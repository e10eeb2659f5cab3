"""Puts what was found into the newsroom: pictures through the upload door, the article through the verbs. All or nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction

import vietnamese
from accounts import log
from accounts.models import User
from articles.importing.found import Found, Picture
from articles.models import Article
from articles.naming import author_named
from media import uploads
from media.models import Image
from media.refusals import Refused
from publishing import revisions, sanitizing, workflow
from publishing.models import Section
from publishing.states import Stage, State

SHINGLE = 4


@dataclass
class Imported:
    """What came of one file."""

    article: Article
    images: list[Image] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def import_found(
    found: Found,
    *,
    section: Section,
    actor: User | None,
    file_name: str,
    authors: list[str] | None = None,
    approve: bool = False,
    channel: str = "web",
) -> Imported:
    """Write one draft, with its pictures in the library; with `approve`, have `actor` approve it, by the same rules as ever.

    Nothing is left behind where it fails: no row and no file. A picture that the upload door refuses is left out with a
    warning. `authors` replaces what the file says.
    """
    with _stored_files() as images, transaction.atomic():
        placed = _store_pictures(found, actor, channel, images)
        data = _data(found, section, placed, authors)
        note = f"Nhập từ tệp {file_name}"
        if approve:
            article = _record(data, Stage.PENDING_APPROVAL, None, note, channel)
            article = workflow.approve(item=article, actor=_required(actor), note=note, channel=channel)
        elif actor is None:
            article = _record(data, Stage.DRAFT, None, note, channel)
        else:
            item = Article()
            article = workflow.save_draft(item=item, data=revisions.snapshot(item) | data, actor=actor, channel=channel)
            log.record(actor=actor, verb="imported", target=article, note=note, channel=channel)
    return Imported(article, list({image.pk: image for image in images}.values()), list(found.warnings))


def similar_articles(found: Found) -> list[tuple[Article, int]]:
    """Articles of the same title, with the share of words (percent) they have in common with the text that was found."""
    slug = vietnamese.slugify(found.title.value)
    if not slug:
        return []
    text = " ".join([found.summary.value, *(block.text for block in found.blocks)])
    same = Article.objects.kept().filter(slug=slug).order_by("-pk")[:3]
    return [(article, _overlap(text, f"{article.summary} {sanitizing.plain_text(article.body)}")) for article in same]


def _overlap(first: str, second: str) -> int:
    ours, theirs = _shingles(first), _shingles(second)
    return round(100 * len(ours & theirs) / (len(ours | theirs) or 1))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = vietnamese.folded_tokens(text)
    return {tuple(words[at : at + SHINGLE]) for at in range(max(len(words) - SHINGLE + 1, 1))}


def _required(actor: User | None) -> User:
    if actor is None:
        raise PermissionDenied("Chưa có người duyệt.")
    return actor


def _record(data: dict[str, Any], stage: Stage, actor: User | None, note: str, channel: str) -> Article:
    """A text that came from elsewhere: no member of the newsroom wrote it, so none is its author."""
    item = revisions.lay_over(Article(), {name: value for name, value in data.items() if name != "authors"})
    return workflow.record_history(
        item=item,
        actor=actor,
        state=State.NEW,
        stage=stage,
        related={"authors": data["authors"]},
        note=note,
        channel=channel,
    )


# --- pictures -----------------------------------------------------------------------------------------
@contextmanager
def _stored_files() -> Iterator[list[Image]]:
    """A list for the pictures that are stored meanwhile; when the work fails their rows roll back and their files go."""
    images: list[Image] = []
    known = set(Image.objects.values_list("pk", flat=True).order_by("-pk")[:1])
    try:
        yield images
    except Exception:
        for image in images:
            if image.pk is not None and image.pk > max(known, default=0):
                default_storage.delete(image.original.name)
        raise


def check_pictures(found: Found) -> None:
    """Ask the upload door about every picture without storing any; refusals become warnings."""
    for number, picture in enumerate(found.pictures(), start=1):
        if picture.data and not picture.problem:
            verdict = uploads.inspect(io.BytesIO(picture.data), name=picture.name, kind="image")
            if not verdict.accepted:
                picture.problem = verdict.message
        if picture.problem:
            found.warn(f"Ảnh {number} ({picture.name}) không nhập được: {picture.problem}")


def _store_pictures(found: Found, actor: User | None, channel: str, images: list[Image]) -> dict[int, Image]:
    check_pictures(found)
    placed: dict[int, Image] = {}
    for number, picture in enumerate(found.pictures(), start=1):
        if picture.problem or not picture.data:
            continue
        try:
            image = uploads.accept_image(
                io.BytesIO(picture.data), name=picture.name, by=actor, caption=picture.caption, alt_text=picture.alt,
                photo_credit=picture.credit, channel=channel,
            )  # fmt: skip
        except Refused as refusal:
            picture.problem = refusal.message
            found.warn(f"Ảnh {number} ({picture.name}) không nhập được: {refusal.message}")
            continue
        images.append(image)
        placed[id(picture)] = image
    return placed


# --- the article --------------------------------------------------------------------------------------
def _data(found: Found, section: Section, placed: dict[int, Image], authors: list[str] | None) -> dict[str, Any]:
    names = (
        authors if authors is not None else [name.strip() for name in found.authors.value.split(",") if name.strip()]
    )
    lead = placed.get(id(found.lead)) if found.lead else None
    fields: dict[str, Any] = {
        "title": _cut(found.title.value, "title"),
        "kicker": _cut(found.kicker.value, "kicker"),
        "summary": found.summary.value,
        "body": sanitizing.clean(body_html(found, placed)),
        "section": section.pk,
        "lead_image": lead.pk if lead else None,
        "lead_caption": _cut(found.lead.caption, "lead_caption") if lead and found.lead else "",
        "authors": [author_named(name[:80]).pk for name in dict.fromkeys(names)],
        "source": _cut(found.source.value, "source"),
        "source_url": found.source_url,
        "republished": found.republished,
        "original_date": found.original_date,
    }
    return revisions.as_stored(fields)


def _cut(text: str, name: str) -> str:
    most = Article._meta.get_field(name).max_length  # type: ignore[union-attr]
    line = vietnamese.clean_line(text)
    return line if len(line) <= (most or len(line)) else line[: most - 1].rstrip() + "…"


def body_html(found: Found, placed: dict[int, Image]) -> str:
    """The text in the form it is stored in; pictures that were not taken leave only their caption's absence, never a hole."""
    parts = []
    for block in found.blocks:
        if block.picture is not None:
            image = placed.get(id(block.picture))
            parts.append(_figure(block.picture, image) if image else "")
        elif block.kind == "h":
            parts.append(f"<h{block.level}>{block.html}</h{block.level}>")
        elif block.kind == "box":
            parts.append(f'<aside class="box">{block.html}</aside>')
        elif block.kind == "p":
            parts.append(f"<p>{block.html}</p>")
        else:
            parts.append(block.html)
    if any(found.notes):
        items = "".join(f'<li id="fn-{number}">{note}</li>' for number, note in enumerate(found.notes, start=1))
        parts.append(f'<section class="notes"><ol>{items}</ol></section>')
    return "".join(parts)


def _figure(picture: Picture, image: Image) -> str:
    """The figure as this article shows it; what the library already says is not repeated, but for the caption."""
    own = {"data-alt": (picture.alt, image.alt_text), "data-credit": (picture.credit, image.photo_credit)}
    attributes = "".join(f' {name}="{escape(ours)}"' for name, (ours, theirs) in own.items() if ours and ours != theirs)
    caption = f"<figcaption>{escape(picture.caption, quote=False)}</figcaption>" if picture.caption else ""
    return f'<figure data-image="{image.pk}"{attributes}>{caption}</figure>'
