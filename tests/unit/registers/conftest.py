"""A small tree, a ladder, a round, and sheets as offices send them."""

import io

import openpyxl
import pytest

from awards.models import AwardForm, AwardRound, Decision
from organizations.models import OrganizationKind
from organizations.registering import register
from publishing import workflow
from publishing.states import Stage, State
from registers import batches


@pytest.fixture
def kinds(db):
    return {
        name: OrganizationKind.objects.create(name=name, slug=name.replace(" ", "-"))
        for name in ("đảng ủy", "đảng bộ cơ sở", "chi bộ")
    }


@pytest.fixture
def tree(kinds):
    """Đảng ủy Khối › Đảng bộ cơ quan A (ĐB A, once Đảng bộ Vụ A) › Chi bộ Văn phòng."""
    root = register(kind=kinds["đảng ủy"], name="Đảng ủy Khối (minh họa)")
    above = register(
        kind=kinds["đảng bộ cơ sở"],
        name="Đảng bộ cơ quan A (minh họa)",
        short_name="ĐB A",
        parent=root,
        former_names=({"name": "Đảng bộ Vụ A (minh họa)", "valid_until": "2020-12-31"},),
    )
    below = register(kind=kinds["chi bộ"], name="Chi bộ Văn phòng", parent=above)
    return {"root": root, "above": above, "below": below}


@pytest.fixture
def award_round(db):
    """award_round(live=True): a round of 2021-2023, its decision by the standing committee."""

    def make(*, live=False, **fields):
        decision = Decision.objects.create(
            number=f"{100 + Decision.objects.count()}-QĐ/ĐUK",
            issued_on="2023-05-18",
            issuer_name="Ban Thường vụ Đảng ủy",
        )
        given = {"title": "Bằng khen 2021-2023 (minh họa)", "period_from": 2021, "period_to": 2023} | fields
        given.setdefault("form", AwardForm.objects.get(name="Bằng khen"))
        return workflow.record_history(
            item=AwardRound(decision=decision, **given),
            actor=None,
            state=State.PUBLISHED if live else State.NEW,
            stage=Stage.APPROVED if live else Stage.DRAFT,
        )

    return make


@pytest.fixture
def xlsx():
    """xlsx([[…], […]], merged=["A1:C1"]): the bytes of a workbook with these rows."""

    def make(rows, *, merged=(), sheets=None):
        book = openpyxl.Workbook()
        for number, (name, lines) in enumerate((sheets or {"Danh sách": rows}).items()):
            sheet = book.active if number == 0 else book.create_sheet()
            sheet.title = name
            for line in lines:
                sheet.append(line)
            for area in merged:
                sheet.merge_cells(area)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make


HEADER = ["STT", "Tên chi bộ", "Đảng bộ trực thuộc", "Hình thức khen thưởng", "Thành tích", "Giai đoạn"]


@pytest.fixture
def tried(xlsx):
    """tried(piece, rows, actor=None): a batch of these rows under the usual header, after its dry run."""

    def make(piece, rows, *, actor=None, header=HEADER, name="bang.xlsx", data=None):
        from_register = batches.declaring.named("recipients")
        data = data or xlsx([header, *rows])
        batch = batches.receive(register=from_register, piece=piece, data=data, file_name=name, actor=actor)
        batches.try_out(batch)
        return batch

    return make


@pytest.fixture
def row():
    """row("Chi bộ Văn phòng"): one row under the usual header."""

    def make(name, parent="Đảng bộ cơ quan A (minh họa)", form="Bằng khen", achievement="Việc tốt", period="2021-2023"):
        return [1, name, parent, form, achievement, period]

    return make
