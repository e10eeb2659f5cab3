"""The acronyms, in the newsroom."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm

import vietnamese
from publishing.admin import PortalAdmin
from search.models import Acronym


class AcronymForm(ModelForm):
    """A short form that is one word, and what it stands for."""

    class Meta:
        model = Acronym
        fields = ["short", "meaning"]

    def clean_short(self) -> str:
        """One word that can be searched for, whatever marks stand in it; told apart as search tells them."""
        short = vietnamese.clean_line(self.cleaned_data["short"])
        tokens = vietnamese.folded_tokens(short)
        if not tokens:
            raise ValidationError("Hãy ghi chữ viết tắt bằng chữ cái hoặc chữ số, ví dụ UBKT.")
        for other in Acronym.objects.exclude(pk=self.instance.pk):
            if vietnamese.folded_tokens(other.short) == tokens:
                raise ValidationError(f"Đã có “{other.short}” ({other.meaning}). Hãy sửa mục đó.")
        return short

    def clean_meaning(self) -> str:
        """At least two words: what is drawn together must have been apart."""
        meaning = vietnamese.clean_line(self.cleaned_data["meaning"])
        if len(vietnamese.folded_tokens(meaning)) < 2:
            raise ValidationError("Hãy ghi đủ nghĩa, ít nhất hai chữ, ví dụ ủy ban kiểm tra.")
        return meaning


@admin.register(Acronym)
class AcronymAdmin(PortalAdmin):
    """Từ viết tắt: gõ chữ tắt hay chữ đầy đủ đều tìm ra."""

    form = AcronymForm
    list_display = ["short", "meaning"]
    search_fields = ["short", "meaning"]
