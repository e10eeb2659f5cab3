"""The field with which a form attaches files: those that are there, in their order, and new ones through the upload door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from media import uploads
from media.models import File


@dataclass(frozen=True)
class Door:
    """Which files a field takes: the way in, what is said of it, and what the page's own chooser offers."""

    accept: Callable[..., File]
    hint: str
    endings: str


DOCUMENTS = Door(
    uploads.accept_file,
    "PDF, Word, Excel, PowerPoint, OpenDocument; mỗi tệp tối đa 50 MB; chọn được nhiều tệp.",
    ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.csv,.txt,.mp3",
)
FILMS = Door(
    uploads.accept_film,
    "video MP4 (H.264) hoặc WebM, tối đa 300 MB; phụ đề WebVTT (.vtt). Tên máy và nơi quay ghi trong tệp được xóa.",
    ".mp4,.m4v,.webm,.vtt",
)

MOST = 20
NEW, PLACE = "_moi", "_thu_tu_"


@dataclass(frozen=True)
class Sent:
    """What came back from the page: the keys that were kept, in their order, and new files."""

    keys: tuple[int, ...] = ()
    new: tuple[Any, ...] = ()


class FilesWidget(forms.Widget):
    """Reads what `admin/media/files.html` sends; the template writes it."""

    needs_multipart_form = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent:
        """Kept ones by the numbers beside them, where two have the same as they stood; then the new ones."""
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        keys = list(dict.fromkeys(int(key) for key in given if str(key).isdecimal() and len(str(key)) < 19))
        keys.sort(key=lambda key: _place(data.get(f"{name}{PLACE}{key}", "")))
        return Sent(tuple(keys), tuple(files.getlist(name + NEW)) if hasattr(files, "getlist") else ())

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """No file is an answer."""
        return False

    def id_for_label(self, id_: str) -> str:
        """The button that chooses files."""
        return f"{id_}{NEW}" if id_ else id_


def _place(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 4 else MOST


class FilesBoundField(forms.BoundField):
    """The field as the page shows it."""

    field: FilesField

    @property
    def attached(self) -> list[File]:
        """What is attached, and what was taken although another box of the form was wrong."""
        value = self.value()
        keys = list(value.keys) if isinstance(value, Sent) else [one.pk for one in value or []]
        keys += [one.pk for one in self.field.taken if one.pk not in keys]
        files = File.objects.in_bulk(keys)
        return [files[key] for key in keys if key in files]


class FilesField(forms.Field):
    """Files in an order. One is taken once the door has let it in, whatever becomes of the rest of the form."""

    widget = FilesWidget

    def __init__(self, *, door: Door = DOCUMENTS, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.door = door
        self.user: User | None = None
        self.before: frozenset[int] = frozenset()
        # Forms share what their fields begin with: this is replaced, never added to.
        self.taken: tuple[File, ...] = ()

    def get_bound_field(self, form: Any, field_name: str) -> FilesBoundField:
        """With what the template needs."""
        return FilesBoundField(form, self, field_name)

    def chosen_before(self, value: Any) -> None:
        """Say what the piece has already."""
        self.before = frozenset(one.pk for one in value or [])

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Others, another order, or new ones."""
        return list(data.keys) != [one.pk for one in initial or []] or bool(data.new)

    def clean(self, value: Any) -> list[File]:
        """Those that were there or are the writer's own, then the new ones; one that is refused says why by its name."""
        if not isinstance(value, Sent):  # a box that this person may only read
            value = Sent(tuple(one.pk for one in value or []))
        known = File.objects.in_bulk(value.keys)
        kept = [
            known[key]
            for key in value.keys
            if key in known and (key in self.before or (self.user and known[key].uploaded_by_id == self.user.pk))
        ]
        refused = []
        for file in value.new[:MOST]:
            name = uploads.readable_name(file.name or "", instead="tep")
            try:
                self.taken += (self.door.accept(file, name=name, by=self.user),)
            except uploads.Refused as refusal:
                refused.append(f"{name}: {refusal.message}")
        if refused:
            raise ValidationError([ValidationError(words) for words in refused])
        files = list({file.pk: file for file in [*kept, *self.taken]}.values())
        if len(files) > MOST or len(value.new) > MOST:
            raise ValidationError(f"Nhiều nhất {MOST} tệp. Hãy gộp các phụ lục lại, hoặc chia thành hai tài liệu.")
        return files
