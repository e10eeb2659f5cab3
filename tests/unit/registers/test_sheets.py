"""From a file to rows of text, whatever program wrote it; and one sentence for what is no table."""

import io
import unicodedata
import zipfile
from datetime import date

import openpyxl
import pytest

from media.refusals import Refused
from registers import sheets

TEXT = 'STT;Tên chi bộ;Số người\n1;Chi bộ Văn phòng;1.200\n\n2;"Chi bộ ""Sao Mai""; số 1";3\n'


def rows_of(data, name="bang.csv"):
    return [(row.number, row.cells) for row in sheets.read(data, name=name)[0].rows]


EXPECTED = [
    (1, ["STT", "Tên chi bộ", "Số người"]),
    (2, ["1", "Chi bộ Văn phòng", "1.200"]),
    (4, ["2", 'Chi bộ "Sao Mai"; số 1', "3"]),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_csv_in_any_encoding(encoding):
    assert rows_of(cp1258(TEXT) if encoding == "cp1258" else TEXT.encode(encoding)) == EXPECTED


def cp1258(text):
    """As Windows-1258 writes it: the letter with its shape, the tone behind it."""
    out = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
        out.append(unicodedata.normalize("NFC", parts.replace(tone, "")) + tone)
    return "".join(out).encode("cp1258")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_with_any_sign_between_cells(sign):
    lines = ["STT|Tên chi bộ|Thành tích", "1|Chi bộ A|Nhanh", "2|Chi bộ B|Tốt"]
    data = "\r\n".join(line.replace("|", sign) for line in lines).encode()
    assert [cells for _, cells in rows_of(data)] == [line.split("|") for line in lines]


def test_the_line_in_which_excel_names_its_sign_is_a_row_of_the_file():
    assert rows_of(b"sep=;\r\na;b\r\n1;2\r\n") == [(2, ["a", "b"]), (3, ["1", "2"])]


def test_a_workbook_gives_values_dates_and_numbers_as_people_write_them(xlsx):
    data = xlsx([["a", None, 3.0, 2.5, date(2023, 5, 18), True], [], ["  hai   chữ\xa0"]])
    assert rows_of(data, "x.xlsx") == [(1, ["a", "", "3", "2,5", "18/5/2023", "Có"]), (3, ["hai chữ"])]


def test_a_formula_that_was_never_calculated_is_wrong_at_its_cell(xlsx):
    sheet = sheets.read(xlsx([["Tên", "Số"], ["A", "=1+1"]]), name="x.xlsx")[0]
    assert sheet.rows[1].problems == {1: sheets.NO_VALUE}


def test_a_formula_with_its_value_is_its_value():
    data = _edited([["Tên", 5]], old='<c r="B1" t="n"><v>5</v></c>', new='<c r="B1"><f>2+3</f><v>5</v></c>')
    row = sheets.read(data, name="x.xlsx")[0].rows[0]
    assert (row.cells, row.problems) == (["Tên", "5"], {})


def test_a_formula_that_came_out_wrong_is_named():
    data = _edited([["Tên", 5]], old='<c r="B1" t="n"><v>5</v></c>', new='<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    assert "#DIV/0!" in sheets.read(data, name="x.xlsx")[0].rows[0].problems[1]


def _edited(rows, *, old, new):
    book = openpyxl.Workbook()
    for line in rows:
        book.active.append(line)
    plain, out = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            data = before.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            after.writestr(entry, data)
    return out.getvalue()


def test_hidden_sheets_are_not_read():
    book = openpyxl.Workbook()
    book.active.append(["thấy"])
    hidden = book.create_sheet("ẩn")
    hidden.append(["không thấy"])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert [sheet.rows[0].cells for sheet in sheets.read(out.getvalue(), name="x.xlsx")] == [["thấy"]]


def test_text_typed_in_a_font_from_before_unicode_is_read_as_that_font(xlsx):
    sheet = sheets.read(
        xlsx([["Tªn chi bé", "§¶ng bé trùc thuéc"], ["Chi bé V¨n phßng", "§¶ng bé c¬ quan"]]), name="x.xlsx"
    )[0]
    assert sheet.rows[1].cells == ["Chi bộ Văn phòng", "Đảng bộ cơ quan"]
    assert "TCVN3" in sheet.notes[0]


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", sheets.EMPTY),
        (b"\xef\xbb\xbf\r\n\r\n", sheets.EMPTY),
        (b"%PDF-1.4 ...", sheets.NOT_A_TABLE),
        (b"<!DOCTYPE html><table><tr><td>a</td></tr></table>", sheets.NOT_A_TABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, sheets.OLD_EXCEL),
        (b"PK\x03\x04" + b"0" * 100, sheets.DAMAGED),
        (bytes(range(256)) * 20, sheets.NOT_A_TABLE),
    ],
    ids=["nothing", "blank lines", "pdf", "web page", "old excel", "damaged", "noise"],
)
def test_what_is_no_table_is_said_in_one_sentence(data, words):
    with pytest.raises(Refused) as refused:
        sheets.read(data, name="x")
    assert refused.value.message == words


def test_a_workbook_cut_short_is_damaged(xlsx):
    with pytest.raises(Refused) as refused:
        sheets.read(xlsx([["a", "b"]])[:-200], name="x.xlsx")
    assert refused.value.message == sheets.DAMAGED


def test_a_workbook_with_a_broken_sheet_inside_is_damaged():
    data = _edited([["Tên", 5]], old='<c r="B1" t="n"><v>5</v></c>', new='<c r="B1" t="n"><v>5</v>')
    with pytest.raises(Refused) as refused:
        sheets.read(data, name="x.xlsx")
    assert refused.value.message == sheets.DAMAGED


def test_more_rows_than_any_list_has_are_refused():
    data = ("a;b\n" * (sheets.MOST_LINES + 1)).encode()
    with pytest.raises(Refused) as refused:
        sheets.read(data, name="x.csv")
    assert refused.value.message == sheets.TOO_MANY
