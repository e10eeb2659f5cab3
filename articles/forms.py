"""The form of an article, as the newsroom writes it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

import vietnamese
from articles.models import Article, StoryThread
from articles.naming import author_named, keyword_named, known_author, known_keyword
from media.attachments import FilesField
from media.models import Image
from publishing import revisions, rules
from publishing.editor import body_field, lead_image_field
from publishing.forms import DateField, MomentField, PieceForm
from publishing.pickers import PickField

ARTICLE_ADDRESS = re.compile(r"/bai-viet/(?:[a-z0-9-]+-)?(\d{1,18})/?$")


class NamesField(forms.Field):
    """Names separated by commas. What isn't known yet is made when the piece is saved, and never before."""

    widget = forms.TextInput

    def __init__(self, *, make: Any, known: Any, most: int, longest: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.make, self.known, self.most, self.longest = make, known, most, longest

    def prepare_value(self, value: Any) -> str:
        """Things by their names."""
        return value if isinstance(value, str) else ", ".join(str(thing) for thing in value or [])

    def to_python(self, value: Any) -> list[str]:
        """The names, each once, in the order they were written."""
        names = [vietnamese.clean_line(name) for name in str(value or "").split(",")]
        return list(dict.fromkeys(name for name in names if name))

    def validate(self, value: list[str]) -> None:
        """Few enough, short enough."""
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(f"Nhiều nhất {self.most} mục, đang có {len(value)}.")
        for name in value:
            if len(name) > self.longest:
                raise ValidationError(f"“{name[:40]}…” dài quá {self.longest} ký tự. Các mục cách nhau bằng dấu phẩy.")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared by name."""
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)


class ArticleForm(PieceForm):
    """Viết bài: words first, then where it belongs."""

    HTML_FIELDS = ("body",)

    body = body_field(label="Thân bài")
    authors = NamesField(
        label="Bút danh",
        required=False,
        make=author_named,
        known=known_author,
        most=6,
        longest=80,
        help_text="Nhiều người thì cách nhau bằng dấu phẩy.",
    )
    keywords = NamesField(
        label="Từ khóa",
        required=False,
        make=keyword_named,
        known=known_keyword,
        most=12,
        longest=60,
        help_text="Cách nhau bằng dấu phẩy.",
    )
    threads = forms.ModelMultipleChoiceField(
        label="Dòng sự kiện", queryset=StoryThread.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    organizations = PickField(
        label="Tổ chức", source="to-chuc", many=True, help_text="Gõ tên, tên tắt hoặc tên cũ, không dấu cũng được."
    )
    documents = PickField(
        label="Văn bản", source="tai-lieu", many=True, help_text="Gõ số (01-KL/TW, 01 kl tw) hoặc vài chữ trong tên."
    )
    events = PickField(label="Hội nghị", source="hoi-nghi", many=True, help_text="Gõ vài chữ trong tên hoặc ngày.")
    award_rounds = PickField(
        label="Đợt khen thưởng",
        source="dot-khen-thuong",
        many=True,
        help_text="Gõ số quyết định hoặc vài chữ trong tên.",
    )
    galleries = PickField(label="Bộ ảnh", source="bo-anh", many=True, help_text="Gõ vài chữ trong tên bộ ảnh.")
    videos = PickField(label="Video", source="video", many=True, help_text="Gõ vài chữ trong tên video.")
    files = FilesField(label="Tệp đính kèm")
    related = forms.CharField(
        label="Bài liên quan",
        required=False,
        help_text="Dán địa chỉ các bài, mỗi dòng một bài.",
        widget=forms.Textarea({"rows": 2}),
    )
    lead_image = lead_image_field(label="Ảnh đầu bài", queryset=Image.objects.kept())
    original_date = MomentField(label="Ngày đăng gốc", required=False)
    correction_date = DateField(label="Ngày đính chính", required=False)
    correction_text = forms.CharField(
        label="Thêm đính chính", required=False, max_length=600, widget=forms.Textarea({"rows": 2})
    )

    class Meta:
        model = Article
        fields = [
            "kicker", "title", "summary", "body", "lead_image", "lead_caption", "source", "source_url", "republished",
            "original_date", "section", "organizations_named", "featured", "publish_at", "expire_at",
        ]  # fmt: skip
        widgets = {"summary": forms.Textarea({"rows": 3}), "title": forms.TextInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["related"].initial = self.initial["related"] = "\n".join(
            piece.get_absolute_url() for piece in revisions.related(self.instance, "related")
        )
        self.fields["section"].required = False

    def clean_related(self) -> list[Article]:
        """Articles by the id in their address; one that is none of ours, or not theirs to read, is named as it was typed."""
        found, chosen = [], revisions.keys_of(self.instance, "related")
        for line in self.cleaned_data["related"].split():
            match = ARTICLE_ADDRESS.search(line)
            piece = Article.objects.kept().filter(pk=int(match[1])).first() if match else None
            if piece is None or not (
                piece.pk in chosen or piece.is_public() or rules.may(self.user, rules.READ, piece)
            ):
                raise ValidationError(f"“{line[:80]}” không phải địa chỉ một bài của Trang. Hãy chép từ thanh địa chỉ.")
            if piece.pk != self.instance.pk:
                found.append(piece)
        return found

    def clean(self) -> dict[str, Any]:
        """A correction has a date and words; it is added to those that stand already."""
        cleaned = super().clean()
        text = cleaned.get("correction_text")
        if text and not self.is_autosave:
            day = cleaned.get("correction_date") or timezone.localdate()
            cleaned["corrections"] = [*self.instance.corrections, {"date": day.isoformat(), "text": text}]
        return cleaned

    def clean_original_date(self) -> Any:
        """It was out already."""
        day = self.cleaned_data["original_date"]
        if day and day > timezone.now():
            raise ValidationError("Ngày đăng gốc chưa tới. Muốn hẹn giờ thì ghi ở ô Giờ đăng.")
        return day

    def related_keys(self, name: str, value: Any) -> list[int]:
        """Names become authors and keywords now that what was written is kept; half a name, caught while it was typed, becomes none."""
        field = self.fields[name]
        if not isinstance(field, NamesField):
            return super().related_keys(name, value)
        named = field.known if self.is_autosave else field.make
        return [thing.pk for text in value if (thing := named(text))]
