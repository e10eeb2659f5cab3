"""The field in which a gallery's pictures are put in order: rows of the library's pictures, and new files through the upload door."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

import vietnamese
from accounts.models import User
from media import uploads
from media.forms import filled
from media.galleries import photos
from media.models import Image
from media.templatetags.pictures import thumbnail_url
from publishing import editor

NEW, KEPT, COVER, PLACE, STEP = "_moi", "_giu", "_bia", "_thu_tu", "_chuyen"
CHOSEN, DROP, FILL, FILL_CREDIT, FILL_CAPTION = "_chon", "_bo", "_dien", "_dien_tac_gia", "_dien_chu_thich"
LONGEST = {"caption": 500, "alt": 300, "credit": 120}
AT_ONCE = 60


@dataclass(frozen=True)
class Fill:
    """The same words for several pictures: which ones, what, and whether only where nothing is said yet."""

    keys: frozenset[int]
    credit: str
    caption_end: str
    only_empty: bool


@dataclass(frozen=True)
class Sent:
    """What came back from the page: rows in their order, and new files."""

    rows: photos.Rows = field(default_factory=list)
    new: tuple[Any, ...] = ()
    fill: Fill | None = None


@dataclass(frozen=True)
class Shown:
    """One row of the page."""

    image: Image
    thumb: str
    caption: str
    alt: str
    credit: str
    is_cover: bool

    @property
    def lacks(self) -> list[str]:
        """What neither the gallery nor the library says, in words."""
        said = (
            (self.caption or self.image.caption, "chú thích"),
            (self.alt or self.image.alt_text, "văn bản thay thế"),
            (self.credit or self.image.photo_credit, "tác giả"),
        )
        return [words for value, words in said if not value]


class PhotosWidget(forms.Widget):
    """Reads what `admin/media/photos.html` sends; the template writes it."""

    needs_multipart_form = True

    @property
    def media(self) -> forms.Media:
        """The library's dialog and its looks come with the editor's."""
        return forms.Media(css={"all": ["editor.css"]}, js=[forms.Script("js/editor/photos.js", type="module")])  # type: ignore[list-item]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent:
        """Kept rows by the numbers beside them, then the one step that a button asked for; then the new files."""
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        keys = list(dict.fromkeys(int(key) for key in given if str(key).isdecimal() and len(str(key)) < 19))
        order = {key: _asked(data.get(f"{name}{PLACE}_{key}", ""), stood) for stood, key in enumerate(keys, start=1)}
        keys = [key for key in keys if data.get(f"{name}{KEPT}_{key}") == "on"]
        chosen = frozenset(key for key in keys if data.get(f"{name}{CHOSEN}_{key}") == "on")
        if data.get(name + DROP):
            keys = [key for key in keys if key not in chosen]
        keys.sort(key=lambda key: order[key])
        _step(keys, str(data.get(name + STEP, "")))
        cover = str(data.get(name + COVER, ""))
        rows = [
            photos.row(
                key,
                cover=str(key) == cover,
                **{word: vietnamese.clean_line(data.get(f"{name}_{word}_{key}", "")) for word in photos.WORDS},
            )
            for key in keys
        ]
        fill = None
        if data.get(name + FILL):
            words = (vietnamese.clean_line(str(data.get(name + box, ""))) for box in (FILL_CREDIT, FILL_CAPTION))
            fill = Fill(chosen, *words, only_empty=data.get(name + FILL) == "trong")
        return Sent(rows, tuple(files.getlist(name + NEW)) if hasattr(files, "getlist") else (), fill)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """No picture is an answer."""
        return False

    def id_for_label(self, id_: str) -> str:
        """The button that chooses files."""
        return f"{id_}{NEW}" if id_ else id_


def _asked(written: str, stood: int) -> tuple[int, int]:
    """The number beside a picture: one that was moved up goes before whoever has the place, one that was moved down after."""
    place = int(written) if written.isdecimal() and len(written) < 5 else stood
    return place, (place > stood) - (place < stood)


def _step(keys: list[int], written: str) -> None:
    """`12:len` moves picture 12 one place towards the beginning, `12:xuong` towards the end."""
    key, _, way = written.partition(":")
    if not (key.isdecimal() and len(key) < 19 and int(key) in keys and way in ("len", "xuong")):
        return
    at = keys.index(int(key))
    to = at - 1 if way == "len" else at + 1
    if 0 <= to < len(keys):
        keys[at], keys[to] = keys[to], keys[at]


class PhotosBoundField(forms.BoundField):
    """The field as the page shows it."""

    field: PhotosField

    @property
    def shown(self) -> list[Shown]:
        """The rows, and what was taken although another box of the form was wrong."""
        value = self.value()
        rows = list(value.rows if isinstance(value, Sent) else value or [])
        rows += [photos.row(one.pk) for one in self.field.taken if one.pk not in photos.keys(rows)]
        images = Image.objects.kept().with_renditions().in_bulk(photos.keys(rows))
        return [
            Shown(
                image=images[row["image"]],
                thumb=thumbnail_url(images[row["image"]]),
                caption=row["caption"],
                alt=row["alt"],
                credit=row["credit"],
                is_cover=row["cover"],
            )
            for row in rows
            if row["image"] in images
        ]

    @property
    def lacking(self) -> int:
        """How many lack something a reader needs."""
        return sum(bool(one.lacks) for one in self.shown)

    @property
    def blank(self) -> Shown:
        """The row that script copies for a picture it adds."""
        return Shown(image=Image(), thumb="", caption="", alt="", credit="", is_cover=False)

    @property
    def library(self) -> dict[str, str]:
        """Where the library's dialog asks and sends."""
        return editor.library_addresses()


class PhotosField(forms.Field):
    """Pictures in an order. A file is taken once the door has let it in, whatever becomes of the rest of the form."""

    widget = PhotosWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.user: User | None = None
        # Forms share what their fields begin with: this is replaced, never added to.
        self.taken: tuple[Image, ...] = ()

    def get_bound_field(self, form: Any, field_name: str) -> PhotosBoundField:
        """With what the template needs."""
        return PhotosBoundField(form, self, field_name)

    def chosen_before(self, value: Any) -> None:
        """The whole library is open to whoever writes: nothing more is choosable for having been chosen."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Other pictures, words, order or cover; or new files."""
        return not self.disabled and (data.rows != list(initial or []) or bool(data.new) or data.fill is not None)

    def clean(self, value: Any) -> photos.Rows:
        """Rows of pictures that the library has, then the new ones; one that is refused says why by its name."""
        if not isinstance(value, Sent):  # a box that this person may only read
            return list(value or [])
        known = Image.objects.kept().in_bulk(photos.keys(value.rows))
        if value.fill:
            value = replace(value, rows=[_filled(row, known.get(row["image"]), value.fill) for row in value.rows])
        wrong = [
            f"Ảnh {place}: “{row[word][:40]}…” dài quá {longest} ký tự."
            for place, row in enumerate(value.rows, start=1)
            for word, longest in LONGEST.items()
            if len(row[word]) > longest
        ]
        if value.fill and not value.fill.keys:
            wrong.append("Chưa chọn ảnh nào để điền. Hãy đánh dấu ô ở góc ảnh rồi bấm lại.")
        for file in value.new[:AT_ONCE]:
            name = uploads.readable_name(file.name or "")
            try:
                self.taken += (uploads.accept_image(file, name=name, by=self.user),)
            except uploads.Refused as refusal:
                wrong.append(f"{name}: {refusal.message}")
        if len(value.new) > AT_ONCE:
            wrong.append(f"Mỗi lần tối đa {AT_ONCE} ảnh. Đã nhận {AT_ONCE} ảnh đầu, hãy gửi các ảnh còn lại ở lần sau.")
        if wrong:
            raise ValidationError([ValidationError(words) for words in wrong])
        return with_more([row for row in value.rows if row["image"] in known], self.taken)


def _filled(row: dict[str, Any], image: Image | None, fill: Fill) -> dict[str, Any]:
    """The row with what is filled in; what the library says of a picture counts as said."""
    if image is None or row["image"] not in fill.keys:
        return row
    caption, credit = row["caption"] or image.caption, row["credit"] or image.photo_credit
    return {**row, **filled(caption=caption, credit=credit, fill_credit=fill.credit, caption_end=fill.caption_end,
                            only_empty=fill.only_empty)}  # fmt: skip


def with_more(rows: photos.Rows, images: Any) -> photos.Rows:
    """The rows and these pictures after them, each once."""
    there = set(photos.keys(rows))
    added = {image.pk: image for image in images if image.pk not in there}
    if len(rows) + len(added) > photos.MOST:
        raise ValidationError(f"Nhiều nhất {photos.MOST} ảnh một bộ. Hãy chia thành hai bộ.")
    return [*rows, *(photos.row(key) for key in added)]
