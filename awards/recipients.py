"""The register of a round's recipients: the columns of its sheets, and how a row becomes a commendation."""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import date
from typing import Any

import vietnamese
from awards.models import AwardForm, AwardGrade, AwardRound, Commendation, derived, may_grant, span
from awards.posts import Posts
from organizations.models import OrganizationKind
from organizations.words import name_key
from registers import columns
from registers.columns import Column, Wrong, unknown
from registers.declaring import Reader, Register, Values, Wrongs

COLLECTIVE, INDIVIDUAL = Commendation.RecipientKind.COLLECTIVE.value, Commendation.RecipientKind.INDIVIDUAL.value
_COLLECTIVES = {"tap the", "tap the duoc khen", "cac tap the", "don vi", "t the"}
_INDIVIDUALS = {"ca nhan", "cac ca nhan", "ca nhan duoc khen"}
_PERSON = re.compile(r"^(?:đồng chí|đ/c|ông|bà|anh|chị)\s+", re.IGNORECASE)
_GRADE = re.compile(r"^(.*?)[\s,-]*\bhang\s+(\S+)$")
MOST_SHOWN = 3

COLUMNS = (
    Column(
        "recipient_name",
        "Tên được khen",
        (
            "ten chi bo", "ten tap the", "ten tap the ca nhan", "tap the ca nhan", "ho va ten", "ho ten", "ten don vi",
            "ten don vi ca nhan", "don vi ca nhan", "don vi duoc khen thuong", "tap the duoc khen thuong",
            "ca nhan duoc khen thuong", "ten duoc khen", "ten to chuc dang", "ten", "chi bo", "tap the", "ca nhan",
            "to chuc dang", "danh sach", "don vi",
        ),
        columns.name(250),
        missing="Thiếu tên. Hãy ghi tên tập thể hoặc cá nhân, hoặc bỏ hàng này.",
        names_organization="organization_id",
        below="parent_name",
    ),
    Column(
        "parent_name",
        "Đơn vị cấp trên",
        (
            "dang bo truc thuoc", "truc thuoc dang bo", "truc thuoc", "don vi cap tren", "cap tren truc tiep", "don vi cong tac",
            "noi cong tac", "chuc vu don vi cong tac", "don vi cong tac chuc vu", "dang bo", "co quan", "don vi", "co quan don vi",
            "to chuc cap tren", "thuoc dang bo", "thuoc", "dia chi",
        ),
        columns.name(250),
        names_organization="parent_id",
        fills_down=True,
    ),
    Column(
        "form",
        "Hình thức",
        (
            "hinh thuc khen thuong", "hinh thuc", "danh hieu", "danh hieu thi dua", "hinh thuc danh hieu", "loai khen thuong",
            "muc khen", "khen thuong",
        ),
        columns.text(160),
        fills_down=True,
    ),
    Column("grade", "Hạng", ("hang", "hang khen"), columns.text(40), fills_down=True),
    Column(
        "achievement",
        "Thành tích",
        ("thanh tich", "noi dung thanh tich", "tom tat thanh tich", "thanh tich noi bat", "ly do khen thuong", "ly do", "noi dung"),
        columns.text(1000),
    ),
    Column("period", "Giai đoạn", ("giai doan", "nien do", "nam khen thuong", "thoi gian", "nam"), columns.years, fills_down=True),
    Column("recipient_kind", "Đối tượng", ("doi tuong", "tap the hay ca nhan", "loai doi tuong", "phan loai"), columns.text(40)),
    Column("position", "Chức vụ", ("chuc vu", "chuc danh", "chuc vu chuc danh"), columns.text(200)),
    Column("posthumous", "Truy tặng", ("truy tang",), columns.text(40)),
)  # fmt: skip

STORED = (
    "recipient_name", "recipient_kind", "position", "parent_name", "organization_id", "form_id", "grade_id", "achievement",
    "period_from", "period_to", "posthumous", "words", "sort_key", "parent_sort_key", "status", "revoked_by", "revoked_on",
    "revoked_reason",
)  # fmt: skip


class RecipientReader(Reader):
    """Reads the rows of one round: forms, grades and kinds of organisations are read once."""

    def __init__(self, piece: Any) -> None:
        super().__init__(piece)
        self.forms = list(AwardForm.objects.prefetch_related("grades", "granting_bodies"))
        self.by_key = {name_key(form.name): form for form in self.forms}
        self.kinds = [name_key(kind.name) for kind in OrganizationKind.objects.all()]
        self.posts = Posts(self.kinds)

    @property
    def day(self) -> date | None:
        """The decision's."""
        return self.piece.decision.issued_on if self.piece.decision else None

    def group(self, label: str) -> dict[str, str]:
        """A group is gathered by parent, by form, or by collectives and individuals."""
        key = name_key(label)
        if key in _COLLECTIVES | _INDIVIDUALS:
            return {"recipient_kind": label}
        if self._form_of(label)[0] is not None:
            return {"form": label}
        if self.posts.names_a_unit(label):
            return {"parent_name": label}
        return {}

    def cell(self, column: Column, text: str) -> Any:
        """Forms and kinds are among the known ones."""
        if column.name == "form":
            form, grade = self._form_of(text)
            if form is None:
                raise unknown("hình thức", text, self._form_names())
            return form, grade
        if column.name == "recipient_kind":
            return self._kind_of(text)
        if column.name == "posthumous":
            return name_key(text) not in ("khong", "0")
        return super().cell(column, text)

    def prepare(self, cells: dict[str, str]) -> dict[str, str]:
        """A title that stands in the cell of the unit goes to its own column."""
        both = None if cells["position"] else self.posts.told_apart(cells["parent_name"])
        return cells | {"position": both[0], "parent_name": both[1]} if both else cells

    def has_organization(self, column: Column, values: Values) -> bool:
        """A person is no organisation; the unit they belong to is."""
        return column.name != "recipient_name" or self._is_collective(values)

    def row(self, values: Values) -> Values:
        """A commendation. The form is the row's own, its group's, or the round's."""
        form, grade = values["form"] or (self.piece.form, None)
        wrongs: list[tuple[str, Exception]] = []
        if form is None:
            wrongs.append(
                ("form", Wrong("Thiếu hình thức khen thưởng. Hãy ghi hình thức, hoặc chọn hình thức chung của đợt."))
            )
        elif values["grade"]:
            grade = self._grade(form, values["grade"], wrongs)
        if wrongs:
            raise Wrongs(*wrongs)
        collective = self._is_collective(values)
        name = values["recipient_name"] if collective else _PERSON.sub("", values["recipient_name"])
        parent = values["parent_name"] or ""
        period = values["period"]
        if period == self._own_period():
            period = None
        return {
            "recipient_name": name,
            "recipient_kind": COLLECTIVE if collective else INDIVIDUAL,
            "position": values["position"] or "",
            "parent_name": parent,
            "organization_id": values.get("organization_id") if collective else values.get("parent_id"),
            "form_id": form.pk,
            "grade_id": grade.pk if grade else None,
            "achievement": values["achievement"] or "",
            "period_from": period[0] if period else None,
            "period_to": period[1] if period else None,
            "posthumous": bool(values["posthumous"]),
            **derived(recipient_name=name, parent_name=parent),
        }

    def key(self, stored: Values) -> Hashable:
        """The recipient, where they belong, and the form: once in a round."""
        names = (stored["recipient_name"], stored["parent_name"], stored["position"])
        return (*(name_key(name) for name in names), stored["form_id"])

    def twice(self, stored: Values, *, row: int) -> str:
        """As the mock-up says it."""
        who = "cá nhân" if stored["recipient_kind"] == INDIVIDUAL else self._noun(stored["recipient_name"])
        return f"Trùng với hàng {row}. Một {who} chỉ ghi một lần trong một quyết định."

    def warnings(self, rows: list[Values]) -> list[str]:
        """Forms that the issuing body doesn't grant; rows of other years than the round's."""
        said = []
        decision = self.piece.decision
        forms = {form.pk: form for form in self.forms}
        for pk in dict.fromkeys(row["form_id"] for row in rows):
            if decision and not may_grant(forms[pk], decision.issuer_name):
                bodies = ", ".join(body.name for body in forms[pk].granting_bodies.all())
                said.append(
                    f"{forms[pk].name} thường do {bodies} tặng; quyết định này ghi {decision.issuer_name}. Hãy kiểm tra lại."
                )
        other = [row for row in rows if row["period_from"]]
        if other and self._own_period():
            names = ", ".join(f"“{row['recipient_name']}”" for row in other[:MOST_SHOWN])
            said.append(f"{len(other)} hàng ghi giai đoạn khác giai đoạn {self.piece.period} của đợt: {names}.")
        return said

    def _own_period(self) -> list[int] | None:
        first, last = self.piece.period_from, self.piece.period_to
        return [first, last or first] if first else None

    def _noun(self, name: str) -> str:
        return "chi bộ" if name_key(name).startswith("chi bo ") else "tập thể"

    def _form_names(self) -> list[str]:
        graded = [f"{form.name} {grade.name}" for form in self.forms for grade in form.grades.all()]
        return [*(form.name for form in self.forms), *graded]

    def _form_of(self, text: str) -> tuple[AwardForm | None, Any]:
        """The form, and the grade where it is written with it: "Huân chương Lao động hạng Nhất"."""
        key = name_key(text)
        if key in self.by_key:
            return self.by_key[key], None
        graded = _GRADE.match(key)
        form = self.by_key.get(graded[1].strip()) if graded else None
        if form is None or graded is None:
            return None, None
        grade = next((one for one in form.grades.all() if name_key(one.name) in (f"hang {graded[2]}", graded[2])), None)
        return (form, grade) if grade else (None, None)

    def _grade(self, form: AwardForm, written: str, wrongs: list[tuple[str, Exception]]) -> Any:
        key = name_key(written).removeprefix("hang ")
        known = {name_key(one.name).removeprefix("hang "): one for one in form.grades.all()}
        numbers = {"1": "nhat", "i": "nhat", "2": "nhi", "ii": "nhi", "3": "ba", "iii": "ba"}
        found = known.get(numbers.get(key, key))
        if found is None:
            names = [one.name for one in form.grades.all()]
            reason = (
                unknown(f"hạng của {form.name}", written, names)
                if names
                else Wrong(f"{form.name} không chia hạng. Hãy bỏ trống ô này.")
            )
            wrongs.append(("grade", reason))
        return found

    def _kind_of(self, text: str) -> str:
        key = name_key(text)
        if key in _COLLECTIVES:
            return COLLECTIVE
        if key in _INDIVIDUALS:
            return INDIVIDUAL
        raise unknown("đối tượng", text, ["Tập thể", "Cá nhân"])

    def _is_collective(self, values: Values) -> bool:
        """As the sheet says; else by the name: whoever has a title before it, or a position beside it, is a person."""
        if values.get("recipient_kind"):
            return bool(values["recipient_kind"] == COLLECTIVE)
        name = values.get("recipient_name") or ""
        if values.get("position") or _PERSON.match(name):
            return False
        key = name_key(name)
        if any(key.startswith(kind) for kind in self.kinds):
            return True
        # Two to five words, each with a capital, none that names an office: a person's name.
        words = vietnamese.clean_line(name).split()
        offices = {
            "ban",
            "phong",
            "vu",
            "cuc",
            "vien",
            "trung",
            "co",
            "chi",
            "dang",
            "van",
            "hoc",
            "so",
            "uy",
            "doan",
            "hoi",
            "to",
            "khoa",
            "toa",
            "tap",
        }
        return not (
            2 <= len(words) <= 5 and all(word[:1].isupper() for word in words) and key.split()[0] not in offices
        )


def show(rows: list[Values]) -> list[list[str]]:
    """Rows as the newsroom reads them: forms and grades by their names."""
    forms = dict(AwardForm.objects.values_list("pk", "name"))
    grades = dict(AwardGrade.objects.values_list("pk", "name"))
    return [
        [
            f"{row['recipient_name']}, {row['position']}" if row["position"] else row["recipient_name"],
            row["parent_name"],
            " ".join(part for part in (forms.get(row["form_id"], ""), grades.get(row["grade_id"], "")) if part),
            row["achievement"],
            span(row["period_from"], row["period_to"]),
            _standing(row),
        ]
        for row in rows
    ]


def _standing(row: Values) -> str:
    """What sets a row apart: revoked, posthumous."""
    said = ["truy tặng"] if row["posthumous"] else []
    if row.get("status") == Commendation.Status.REVOKED:
        said.append(f"hủy bỏ theo {row['revoked_by']}")
    return "; ".join(said)


RECIPIENTS = Register(
    name="recipients",
    label="danh sách khen thưởng",
    piece_model=AwardRound,
    row_model=Commendation,
    piece_field="round",
    columns=COLUMNS,
    stored=STORED,
    reader=RecipientReader,
    header=("Tên", "Đơn vị cấp trên", "Hình thức", "Thành tích", "Giai đoạn", "Ghi chú"),
    show=show,
    counted=(
        "chi bo",
        "tap the",
        "ca nhan",
        "dong chi",
        "dang bo",
        "dang vien",
        "don vi",
        "to chuc",
        "truong hop",
        "nguoi",
    ),
)
