"""One connected site, written by hand: the same rules as a row of a sheet, the same way to the register."""

from __future__ import annotations

from typing import Any

from django import forms

from events.models import ConnectedSite, Event
from events.sheets import SITES, SiteReader
from organizations.forms import TidyForm, refuse_outside_its_dates
from publishing.pickers import PickField
from registers.trying import Plan, plan_of_row, stands_already


class SiteForm(TidyForm):
    """Điểm cầu. It saves nothing: `plan` says what would change."""

    organization = PickField(
        label="Tổ chức", source="to-chuc", help_text="Gõ tên, tên tắt hoặc tên cũ, không dấu cũng được."
    )

    class Meta:
        model = ConnectedSite
        fields = ["name", "organization", "organization_name", "place", "is_main", "chair", "planned", "actual"]
        help_texts = {"organization_name": "Như ghi trong danh sách; để trống thì lấy tên tổ chức đã chọn."}
        widgets = {
            name: forms.NumberInput({"class": "inp", "min": "0", "inputmode": "numeric"})
            for name in ("planned", "actual")
        }

    field_order = ["name", "organization", "organization_name", "place", "is_main", "chair", "planned", "actual"]

    def __init__(self, *args: Any, piece: Event, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.piece = piece
        self.instance.event_id = piece.pk
        picked: Any = self.fields["organization"]
        picked.user = user
        picked.chosen_before(self.initial.get("organization"))

    def clean(self) -> dict[str, Any]:
        """No site twice, none of an organisation that was not there on the day."""
        cleaned = super().clean()
        refuse_outside_its_dates(
            self,
            "organization",
            SiteReader(self.piece).day,
            of="ngày diễn ra",
            instead="hoặc bỏ trống ô này và chỉ ghi tên đơn vị",
        )
        if not self.errors and stands_already(SITES, piece=self.piece, pk=self.instance.pk, stored=self.stored()):
            self.add_error("name", "Điểm cầu này đã có trong danh sách, ở cùng địa phương. Hãy sửa hàng đã có.")
        return cleaned

    def stored(self) -> dict[str, Any]:
        """The row as the form has it, by the rules of a sheet's row."""
        given = dict(self.cleaned_data)
        organization = given.pop("organization")
        given["organization_name"] = given["organization_name"] or (organization.name if organization else "")
        given["organization_id"] = organization.pk if organization else None
        return SiteReader(self.piece).row(given)

    def plan(self) -> Plan:
        """What would change."""
        return plan_of_row(SITES, piece=self.piece, pk=self.instance.pk, stored=self.stored())

    def said(self) -> str:
        """Which one it is about."""
        return str(self.cleaned_data.get("name", ""))
