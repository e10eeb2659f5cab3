"""The form of a video, as the newsroom writes it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from media.attachments import FILMS, FilesField
from media.models import File, Image, Video
from media.refusals import Refused
from media.videos import containers, outside
from media.videos.shown import FILM_FORMATS, clock
from publishing import editor
from publishing.forms import DateField, PieceForm

_LENGTH = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)")
LONGEST = 24 * 3600


class VideoForm(PieceForm):
    """Video: what it shows, its file or where it stands, its picture, its words."""

    recorded_on = DateField(label="Ngày quay", required=False)
    files = FilesField(label="Tệp video và phụ đề", door=FILMS)
    outside = forms.CharField(
        label="Hoặc địa chỉ trên YouTube, Vimeo",
        required=False,
        max_length=300,
        help_text="Trang chỉ giữ mã video và dẫn bạn đọc sang đó bằng liên kết; không nhúng, không tải gì từ nơi khác.",
    )
    length = forms.CharField(
        label="Dài (phút:giây)",
        required=False,
        max_length=10,
        help_text="Ví dụ 4:32. Bỏ trống thì đọc từ tệp.",
        widget=forms.TextInput({"placeholder": "phút:giây"}),
    )
    lead_image = editor.lead_image_field(label="Ảnh đại diện", queryset=Image.objects.kept())

    class Meta:
        model = Video
        fields = ["title", "summary", "recorded_on", "outside", "lead_image", "transcript", "publish_at", "expire_at"]
        labels = {"title": "Tên video", "summary": "Giới thiệu", "transcript": "Lời trong video"}
        widgets = {
            "title": forms.TextInput(),
            "summary": forms.Textarea({"rows": 3}),
            "transcript": forms.Textarea({"rows": 8}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["outside"] = outside.url(self.instance.outside)
        if self.instance.seconds:
            self.initial["length"] = clock(self.instance.seconds)

    def clean_outside(self) -> str:
        """The film's number on a site that is known, or nothing."""
        return outside.read(self.cleaned_data["outside"])

    def clean_length(self) -> int | None:
        """Seconds out of `4:32` or `1:04:32`."""
        written = self.cleaned_data["length"].strip()
        if not written:
            return None
        match = _LENGTH.fullmatch(written)
        seconds = int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3]) if match else 0
        if not 0 < seconds < LONGEST:
            raise ValidationError(f"“{written}” không phải thời lượng. Hãy ghi phút:giây, ví dụ 4:32.")
        return seconds

    def clean(self) -> dict[str, Any]:
        """A film of our own or one of elsewhere; how long it is, typed or read from the file."""
        cleaned = super().clean()
        files = cleaned.get("files") or []
        films = [one for one in files if one.format in FILM_FORMATS]
        if films and cleaned.get("outside"):
            self.add_error("outside", "Đã có tệp video ở trên. Hãy bỏ tệp, hoặc bỏ địa chỉ này.")
        if len(files) - len(films) > 1:
            self.add_error("files", "Chỉ giữ một tệp phụ đề. Hãy bỏ dấu ở tệp không dùng.")
        if "length" in cleaned:
            cleaned["seconds"] = cleaned["length"] or _length_of(films)
        return cleaned


def _length_of(films: list[File]) -> int | None:
    """How long the first film says it is; nothing where it doesn't."""
    for one in films[:1]:
        try:
            with default_storage.open(one.stored.name, "rb") as file:
                return containers.read(file).seconds
        except (Refused, FileNotFoundError):
            return None
    return None
