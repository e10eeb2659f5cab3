"""The forms of a sheet: the file, and what a person decides on seeing its dry run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

import vietnamese
from media.refusals import megabytes
from registers import keeping, matching, sheets
from registers.declaring import Register
from registers.models import Batch
from registers.trying import Decisions

# Together well under what one request may carry.
MOST_ROWS = 100
MOST_BOXES = 250
MOST_NAMES = 120
LEAVE, MEND = "bo", "sua"


class SheetForm(forms.Form):
    """A file."""

    file = forms.FileField(
        label="Tệp bảng tính",
        widget=forms.FileInput({"accept": ".xlsx,.csv,.txt,.tsv"}),
        error_messages={
            "required": "Chưa chọn tệp nào. Hãy chọn một tệp .xlsx hoặc .csv.",
            "empty": sheets.EMPTY,
        },
    )

    def clean_file(self) -> Any:
        """Small enough to be a list."""
        file = self.cleaned_data["file"]
        if file.size > sheets.MAX_BYTES:
            raise ValidationError(
                f"Tệp nặng {megabytes(file.size)}, tối đa {megabytes(sheets.MAX_BYTES)}. Hãy xóa ảnh và trang thừa."
            )
        return file


@dataclass
class FaultyRow:
    """One row with its faults, and the fields in which a person decides about it."""

    number: int
    faults: list[dict[str, Any]] = field(default_factory=list)
    choice: Any = None
    boxes: list[tuple[dict[str, Any], Any]] = field(default_factory=list)


@dataclass
class Named:
    """One name of an organisation that is not simply right, and the fields in which a person decides about it."""

    match: dict[str, Any]
    choice: Any = None
    other: Any = None


class DecisionsForm(forms.Form):
    """Columns, rows and organisations. Keys of names are numbered in the order of the dry run, so that no name is a field's name."""

    def __init__(self, batch: Batch, register: Register, data: Any = None) -> None:
        super().__init__(data)
        self.batch, self.register = batch, register
        self.trial: dict[str, Any] = batch.trial or {}
        self.before = keeping.decisions_of(batch)
        self._add_columns()
        self._add_rows()
        self._add_names()

    # --- fields -----------------------------------------------------------------------------------------
    def _add_columns(self) -> None:
        choices = [("", "Không nhập"), *((one.name, one.label) for one in self.register.columns)]
        for heading in self.trial.get("headings", []):
            self.fields[f"cot_{heading['place']}"] = forms.ChoiceField(
                label=f"Cột {heading['letter']} vào trường", choices=choices, required=False, initial=heading["field"]
            )

    def _add_rows(self) -> None:
        self.rows: list[FaultyRow] = []
        by_number: dict[int, FaultyRow] = {}
        for boxes, fault in enumerate(self.trial.get("faults", [])):
            row = by_number.get(fault["row"])
            if row is None:
                if len(by_number) == MOST_ROWS or boxes >= MOST_BOXES:
                    continue
                row = by_number[fault["row"]] = FaultyRow(fault["row"])
                self.rows.append(row)
            row.faults.append(fault)
        for row in self.rows:
            if row.number == self.trial.get("header_row"):
                continue
            name = f"hang_{row.number}"
            self.fields[name] = forms.ChoiceField(
                label=f"Hàng {row.number}",
                choices=[("", "Chưa xử lý"), (LEAVE, "Bỏ hàng này"), (MEND, "Sửa tại chỗ, ghi:")],
                required=False,
            )
            row.choice = self[name]
            for fault in row.faults:
                box = f"o_{row.number}_{fault['column']}"
                self.fields[box] = forms.CharField(
                    label=f"Hàng {row.number}, {fault['header']}",
                    required=False,
                    max_length=sheets.LONGEST_CELL,
                    initial=fault["nearest"] or fault["value"],
                )
                row.boxes.append((fault, self[box]))

    def _add_names(self) -> None:
        self.names: list[Named] = []
        matches = self.trial.get("matches", [])
        self.right_names = sum(one["result"] == matching.RIGHT for one in matches)
        questions = [one for one in matches if one["result"] != matching.RIGHT or one["decision"]]
        questions.sort(key=lambda one: one["result"] not in matching.UNSETTLED)
        self.more_names = max(len(questions) - MOST_NAMES, 0)
        for number, match in enumerate(questions[:MOST_NAMES]):
            choices = self._choices(match)
            self.fields[f"ten_{number}"] = forms.ChoiceField(
                label=match["written"], choices=choices, required=False, initial=choices[0][0]
            )
            self.fields[f"khac_{number}"] = forms.CharField(
                label=f"Tổ chức khác cho {match['written']}",
                required=False,
                max_length=200,
                initial=match["near"],
                widget=forms.TextInput({"list": "ten-to-chuc", "placeholder": "Tên tổ chức khác"}),
            )
            self.fields[f"khoa_{number}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=match["key"], max_length=1200
            )
            self.names.append(Named(match, self[f"ten_{number}"], self[f"khac_{number}"]))

    def _choices(self, match: dict[str, Any]) -> list[tuple[str, str]]:
        first = {
            matching.NEW: "Tạo tổ chức mới", matching.TEXT: "Chỉ ghi tên", matching.CHOOSE: "Chưa chọn", matching.OUTSIDE: "Chưa chọn",
        }.get(match["result"], "Nhận")  # fmt: skip
        unsettled = match["result"] in matching.UNSETTLED
        choices = [("", first)]
        if match["decision"] and not unsettled:
            choices = [("giu", f"Giữ lựa chọn: {match['label'].lower()}"), ("", "Để máy ghép lại")]
        choices += [(matching.ANOTHER, "Chọn tổ chức khác:")]
        if match["kind"] or match["result"] in (matching.OTHER, matching.CHOOSE):
            choices += [(matching.MAKE, "Tạo tổ chức mới")]
        choices += [(matching.NAME_ONLY, "Chỉ ghi tên")]
        if match["result"] == matching.OUTSIDE:
            choices += [(matching.KEEP, "Vẫn ghi với tổ chức này")]
        if unsettled and (rows := match.get("at")):
            choices += [
                (LEAVE, "Bỏ hàng này" if len(rows) == 1 else f"Bỏ {vietnamese.group_digits(len(rows))} hàng này")
            ]
        return choices

    @property
    def names_to_see(self) -> list[Named]:
        """Those a person should look at: not simply new below one that stands here too."""
        return [one for one in self.names if not _is_plainly_new(one.match)]

    @property
    def plainly_new(self) -> list[Named]:
        """The others."""
        return [one for one in self.names if _is_plainly_new(one.match)]

    @property
    def headings(self) -> list[tuple[dict[str, Any], Any]]:
        """Each column of the sheet with its field."""
        return [(one, self[f"cot_{one['place']}"]) for one in self.trial.get("headings", [])]

    @property
    def keys(self) -> list[Any]:
        """The hidden keys of names."""
        return [self[name] for name in self.fields if name.startswith("khoa_")]

    @property
    def known_names(self) -> list[str]:
        """Names to choose from."""
        return matching.known_names() if self.names else []

    @property
    def hidden_rows(self) -> int:
        """How many faulty rows are too many to stand on the page."""
        return max(self.trial.get("faulty_rows", 0) - len(self.rows), 0)

    # --- what was decided -------------------------------------------------------------------------------
    @property
    def has_new_columns(self) -> bool:
        """Whether a column was given another field: what comes of that has to be seen first."""
        headings = self.trial.get("headings", [])
        return any(self._given(f"cot_{one['place']}", one["field"]) != one["field"] for one in headings)

    def decisions(self) -> Decisions:
        """Everything decided so far, with what this page adds. What it doesn't show stays as it was."""
        columns = dict(self.before.columns)
        for heading in self.trial.get("headings", []):
            chosen = self._given(f"cot_{heading['place']}", heading["field"])
            if chosen != heading["field"]:
                columns[str(heading["place"])] = chosen
        left_out, mended = set(self.before.left_out), {row: dict(cells) for row, cells in self.before.mended.items()}
        for row in self.rows:
            choice = self._given(f"hang_{row.number}", "")
            if choice == LEAVE:
                left_out.add(row.number)
            elif choice == MEND:
                cells = mended.setdefault(str(row.number), {})
                for fault in row.faults:
                    cells[fault["column"]] = vietnamese.clean_line(self._given(f"o_{row.number}_{fault['column']}", ""))
            elif typed := self._typed_in(row):
                mended.setdefault(str(row.number), {}).update(typed)
        for number in range(len(self.names)):
            if self._given(f"ten_{number}", "") == LEAVE and not self._typed(f"khac_{number}"):
                left_out.update(self._match(number).get("at", []))
        return Decisions(
            sheet=self.before.sheet,
            columns=columns,
            left_out=sorted(left_out - self._taken_back()),
            mended=mended,
            organizations=self._organizations(),
        )

    def _typed_in(self, row: FaultyRow) -> dict[str, str]:
        """What was written into the boxes of a row nothing else was said of: whoever writes there means to mend it."""
        boxes = ((fault, f"o_{row.number}_{fault['column']}") for fault in row.faults)
        return {fault["column"]: text for fault, box in boxes if (text := self._typed(box))}

    def _typed(self, box: str) -> str:
        """What a person wrote into a box; nothing where it says what it said before."""
        text = vietnamese.clean_line(self._given(box, ""))
        return text if box in self.fields and text != vietnamese.clean_line(self.fields[box].initial or "") else ""

    def _organizations(self) -> dict[str, str]:
        decided = dict(self.before.organizations)
        for number in range(len(self.names)):
            key = self._given(f"khoa_{number}", "")
            if not key or f"ten_{number}" not in self.cleaned_data:
                continue
            other = self._typed(f"khac_{number}")
            match self._given(f"ten_{number}", ""):
                case "" | "giu" | "bo" if other:
                    decided[key] = f"{matching.ANOTHER}:{other}"
                case "":
                    decided.pop(key, None)
                case matching.ANOTHER:
                    decided[key] = f"{matching.ANOTHER}:{vietnamese.clean_line(self._given(f'khac_{number}', ''))}"
                case matching.MAKE | matching.NAME_ONLY as choice:
                    decided[key] = choice
                case matching.KEEP:
                    decided[key] = f"{matching.KEEP}:{self._match(number).get('organization')}"
        return decided

    def _match(self, number: int) -> dict[str, Any]:
        """The name that the page asked about there."""
        key = self._given(f"khoa_{number}", "")
        return next((one for one in self.trial.get("matches", []) if one["key"] == key), {})

    def _taken_back(self) -> set[int]:
        """Rows that were left out and are wanted after all."""
        data: Any = self.data
        given = data.getlist("lay-lai") if self.is_bound else []
        return {int(row) for row in given if row.isdecimal() and len(row) < 9}

    def _given(self, name: str, otherwise: str) -> str:
        return str(self.cleaned_data.get(name, otherwise)) if self.is_bound and name in self.data else otherwise


def _is_plainly_new(match: dict[str, Any]) -> bool:
    return bool(match["result"] == matching.NEW and match["below"] and not match["near"] and not match["decision"])
