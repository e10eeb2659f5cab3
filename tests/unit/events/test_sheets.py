"""Sheets of connected sites: read, tried, recorded, taken back. What every register shares is tested with registers."""

import io
import json

import openpyxl
import pytest
from django.core.management import call_command

from accounts.models import LogEntry
from events.models import ConnectedSite
from events.sheets import SITES
from organizations.models import Organization, OrganizationKind
from organizations.registering import register
from registers import batches, keeping
from registers.models import Batch, Status
from registers.trying import Decisions

pytestmark = pytest.mark.django_db
HEADER = ["TT", "Điểm cầu", "Đơn vị", "Địa phương", "Người chủ trì", "Đại biểu mời", "Đại biểu dự"]


def sheet(rows, header=HEADER, above=()):
    book = openpyxl.Workbook()
    for row in [*above, header, *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def tried():
    """tried(event, rows): the dry run of a sheet with these rows, without anybody's hand."""

    def make(event, rows, *, actor=None, **options):
        batch = batches.receive(
            register=SITES, piece=event, data=sheet(rows, **options), file_name="diem-cau.xlsx", actor=actor
        )
        batches.try_out(batch)
        return batch

    return make


def row(number, name="Điểm A (minh họa)", unit="", place="Hà Nội", chair="", planned=50, actual=45):
    return [number, name, unit, place, chair, planned, actual]


def faults(batch):
    return [(one["row"], one["letter"], one["message"], one["nearest"]) for one in batch.trial["faults"]]


def test_each_fault_is_named_at_its_row_and_column(event_draft, tried):
    batch = tried(
        event_draft(),
        [
            row(1), row(2, "Điểm B (minh họa)", planned="năm mươi"), row(3, "Điểm C (minh họa)", actual=-3),
            row(4, "Điểm D (minh họa)", place=None), row(5, None), row(6, "điểm a (MINH HỌA)", place="ha noi"),
            row(7, "Điểm E (minh họa)", planned=12.5),
        ],
    )  # fmt: skip
    assert faults(batch) == [
        (3, "F", "“năm mươi” có lẽ là 50. Hãy ghi bằng chữ số: 50.", "50"),
        (4, "G", "Số âm (-3). Hãy ghi số từ 0 trở lên.", "3"),
        (5, "D", "Thiếu địa phương. Hãy ghi tỉnh hoặc thành phố, hoặc bỏ hàng này.", ""),
        (6, "B", "Thiếu tên điểm cầu. Hãy ghi tên, hoặc bỏ hàng này.", ""),
        (7, "B", "Trùng với hàng 2: cùng tên điểm cầu, cùng địa phương. Hãy bỏ một hàng.", ""),
        (8, "F", "“12,5” không phải số nguyên. Hãy ghi số người, ví dụ 50.", ""),
    ]
    assert not ConnectedSite.objects.exists()


def test_recorded_changed_taken_back_and_recorded_again(event_draft, tried, reporter):
    item = event_draft()
    rows = [row(1), row(2, place="Đà Nẵng"), row(3, "Điểm B (minh họa)", chair="Đ/c Nam", planned=None, actual=0)]
    batch = batches.record(batch=tried(item, rows, actor=reporter), actor=reporter)
    assert batch.status == Status.APPLIED
    assert list(item.sites.values_list("order", "name", "place", "chair", "planned", "actual")) == [
        (1, "Điểm A (minh họa)", "Hà Nội", "", 50, 45), (2, "Điểm A (minh họa)", "Đà Nẵng", "", 50, 45),
        (3, "Điểm B (minh họa)", "Hà Nội", "Đ/c Nam", None, 0),
    ]  # fmt: skip
    again = tried(item, rows, actor=reporter)
    assert keeping.plan_of(again).is_empty and again.unchanged == 3
    changed = batches.record(batch=tried(item, [row(1, actual=49)], actor=reporter), actor=reporter)
    assert (changed.changed, item.sites.first().actual) == (1, 49)
    batches.undo(batch=changed, actor=reporter)
    assert item.sites.first().actual == 45
    batches.undo(batch=batch, actor=reporter)
    assert not item.sites.exists()
    batches.record(batch=tried(item, rows, actor=reporter), actor=reporter)
    assert item.sites.count() == 3


def test_on_a_live_event_sites_wait_for_somebody_elses_approval(event, tried, editor, approver, reader):
    item = event()
    batch = batches.record(batch=tried(item, [row(1)], actor=editor), actor=editor)
    assert batch.status == Status.WAITING and not item.sites.exists()
    assert "Điểm A (minh họa)" not in reader.get(item.get_absolute_url()).content.decode()
    assert not batches.may_approve(editor, batch)
    batches.approve(batch=batch, actor=approver)
    assert item.sites.count() == 1


def test_a_sheet_that_disagrees_with_the_headline_is_only_asked_about(event_draft, tried):
    item = event_draft(
        quantities=[{"written": "gần 14 nghìn đại biểu", "value": 14_000, "qualifier": "gần", "unit": "đại biểu"}]
    )
    batch = tried(item, [row(1)])
    assert batch.trial["may_be_recorded"]
    assert batch.trial["notes"] == [
        "Ghi “gần 14 nghìn đại biểu”, danh sách điểm cầu cộng lại là 45. Xem lại một trong hai."
    ]


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (["", "Tổng cộng", "", "", "", 100, 90], []),
        (
            ["", "Tổng cộng", "", "", "", "=SUM(F2:F3)", 91],
            ["Hàng 4 ghi tổng đại biểu dự 91, các hàng cộng lại là 90."],
        ),
        (["Tổng cộng: 285 điểm cầu"], ["Hàng 4 ghi tổng 285, trong bảng đếm được 2 điểm cầu."]),
    ],
)
def test_what_a_sheet_says_it_adds_up_to_is_added_up(event_draft, tried, total, said):
    batch = tried(event_draft(), [row(1), row(2, "Điểm B (minh họa)"), total])
    assert batch.trial["may_be_recorded"]
    assert batch.trial["notes"] == [f"{one} Hãy xem có sót hay thừa không." for one in said]


def test_a_sum_over_a_cell_that_is_no_number_waits_for_its_mending(event_draft, tried):
    total = ["", "Tổng cộng", "", "", "", 100, 90]
    batch = tried(event_draft(), [row(1), row(2, "Điểm B (minh họa)", planned="nhiều"), total])
    assert batch.trial["notes"] == []
    batches.decide(batch=batch, decisions=Decisions(mended={"3": {"planned": "60"}}), actor=None)
    batches.try_out(batch)
    assert batch.trial["notes"] == [
        "Hàng 4 ghi tổng đại biểu mời 100, các hàng cộng lại là 110. Hãy xem có sót hay thừa không."
    ]


def test_a_number_beyond_any_count_is_too_big(event_draft, tried):
    batch = tried(event_draft(), [row(1, planned=10**12)])
    assert faults(batch) == [(2, "F", "Số 1000000000000 quá lớn. Hãy kiểm tra lại.", "")]


def test_other_sheets_of_the_kind(event_draft, tried):
    titles = [["DANH SÁCH ĐIỂM CẦU"], ["(Kèm theo Công văn số 12 (minh họa))"], []]
    batch = tried(
        event_draft(),
        [
            ["I", "Tỉnh Lâm Đồng"],
            [1, "Đảng ủy A (minh họa)", 30],
            [2, "Đảng ủy B (minh họa)", 20],
            ["Tổng cộng", None, 50],
        ],
        header=["STT", "Tên đơn vị", "Số đại biểu tham dự"],
        above=titles,
    )
    assert faults(batch) == []
    adds = keeping.plan_of(batch).adds
    assert [(one["name"], one["organization_name"], one["place"], one["actual"]) for one in adds] == [
        ("Đảng ủy A (minh họa)", "Đảng ủy A (minh họa)", "Tỉnh Lâm Đồng", 30),
        ("Đảng ủy B (minh họa)", "Đảng ủy B (minh họa)", "Tỉnh Lâm Đồng", 20),
    ]


def test_organisations_are_known_by_any_name_and_new_ones_are_made_or_left_as_words(event_draft, tried, reporter):
    kind = OrganizationKind.objects.create(name="đảng bộ", slug="dang-bo")
    known = register(name="Đảng bộ Viện Số 5 (minh họa)", short_name="ĐB Viện 5", kind=kind)
    item = event_draft()
    rows = [
        row(1, unit="ĐB Viện 5"),
        row(2, "Điểm B", unit="Đảng bộ Mới (minh họa)"),
        row(3, "Điểm C", unit="Ban Gì đó"),
    ]
    batch = tried(item, rows, actor=reporter)
    assert [(one["written"], one["label"]) for one in batch.trial["matches"]] == [
        ("ĐB Viện 5", "Khác"), ("Đảng bộ Mới (minh họa)", "Tạo mới"), ("Ban Gì đó", "Chỉ ghi tên"),
    ]  # fmt: skip
    key = batch.trial["matches"][1]["key"]
    batches.decide(batch=batch, decisions=Decisions(organizations={key: "ten"}), actor=reporter)
    batches.try_out(batch)
    batches.record(batch=batch, actor=reporter)
    assert list(item.sites.values_list("organization_id", "organization_name")) == [
        (known.pk, "ĐB Viện 5"), (None, "Đảng bộ Mới (minh họa)"), (None, "Ban Gì đó"),
    ]  # fmt: skip
    assert Organization.objects.count() == 1


def test_the_command(event_draft, tmp_path, capsys):
    item = event_draft()
    good, bad = tmp_path / "dung.xlsx", tmp_path / "sai.xlsx"
    good.write_bytes(sheet([row(1), row(2, "Điểm B (minh họa)")]))
    bad.write_bytes(sheet([row(1), row(2, "Điểm B (minh họa)", actual="abc")]))
    with pytest.raises(SystemExit):
        call_command("import_sites", str(bad), event=str(item.pk), json=True)
    said = json.loads(capsys.readouterr().out)
    assert (said["rows"], said["ok"], said["created"]) == (2, 1, 0)
    assert [(one["row"], one["column"]) for one in said["errors"]] == [(3, "G")]
    call_command("import_sites", str(good), event=str(item.pk), dry_run=True)
    assert not item.sites.exists() and not Batch.objects.exists()
    capsys.readouterr()
    call_command("import_sites", str(good), event=str(item.pk), json=True)
    assert json.loads(capsys.readouterr().out) == {"rows": 2, "ok": 2, "created": 2, "errors": []}
    call_command("import_sites", str(good), event=str(item.pk), json=True)
    assert json.loads(capsys.readouterr().out)["created"] == 0
    assert item.sites.count() == 2
    assert LogEntry.objects.filter(channel="dòng lệnh", verb="batch_recorded").count() == 1


@pytest.mark.parametrize("which", ["0", "khong-co", "99999999999999999999"])
def test_an_event_that_is_not_there(event_draft, tmp_path, which):
    item = event_draft(title="Hội nghị gần nhất (minh họa)")
    file = tmp_path / "a.xlsx"
    file.write_bytes(sheet([row(1)]))
    with pytest.raises(Exception, match=rf"Không có hội nghị số “{which}”.*{item.pk} \(Hội nghị gần nhất"):
        call_command("import_sites", str(file), event=which)


@pytest.mark.parametrize(
    ("written", "number"),
    [("năm mươi", "50"), ("Hai mươi mốt", "21"), ("mười lăm", "15"), ("một trăm linh năm", "105"), ("hai trăm", "200"),
     ("một trăm hai mươi ba", "123"), ("35 người", "35"), ("khoảng ba mươi đại biểu", "30"), ("nhiều", "")],
)  # fmt: skip
def test_a_number_said_in_words_is_read_back(event_draft, tried, written, number):
    batch = tried(event_draft(), [row(1, planned=written)])
    assert [one["nearest"] for one in batch.trial["faults"]] == [number]
    assert (f"Hãy ghi bằng chữ số: {number}." in batch.trial["faults"][0]["message"]) == bool(number)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1,234", "1.234"), ("1'234", "1.234"), ("1,234.00", "1.234"), ("1.234,0", "1.234"), ("50,0", "50"), ("12 nghìn", "12.000"),
     ("gần 14 nghìn đại biểu", "14.000")],
)  # fmt: skip
def test_a_number_in_another_spelling_is_offered_in_ours(event_draft, tried, written, meant):
    batch = tried(event_draft(), [row(1, planned=written)])
    assert [(one["message"], one["nearest"]) for one in batch.trial["faults"]] == [
        (f"“{written}” không đọc được là số. Có phải {meant}?", meant)
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("12,5", "“12,5” không phải số nguyên. Hãy ghi số người, ví dụ 50."),
        ("50%", "“50%” không phải số nguyên. Hãy ghi số người, ví dụ 50."),
        ("50-60", "“50-60” là một khoảng. Hãy ghi một số."),
        ("1.000.000.000", "Số 1.000.000.000 quá lớn. Hãy kiểm tra lại."),
    ],
)
def test_what_is_no_whole_number_offers_none(event_draft, tried, written, said):
    batch = tried(event_draft(), [row(1, planned=written)])
    assert [(one["message"], one["nearest"]) for one in batch.trial["faults"]] == [(said, "")]


@pytest.mark.parametrize(("written", "number"), [("1.234", 1234), ("1 234", 1234), ("0", 0), (50, 50), (50.0, 50)])
def test_numbers_as_we_write_them_are_read(event_draft, tried, written, number):
    assert tried(event_draft(), [row(1, planned=written)]).plan["adds"][0]["planned"] == number
