"""The dry run: every fault at its row and column, organisations matched, nothing written."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from awards.models import Commendation
from organizations.models import Organization, Person, Position
from organizations.registering import register
from publishing.workflow import NotPossible
from registers import batches, sheets
from registers.models import Batch, Status
from registers.trying import Decisions

HEADER = ["STT", "Tên chi bộ", "Đảng bộ trực thuộc", "Hình thức khen thưởng", "Thành tích", "Giai đoạn"]


def faults(batch):
    return [(one["row"], one["letter"], one["value"], one["nearest"]) for one in batch.trial["faults"]]


def test_planted_faults_are_named_at_their_row_and_column(award_round, tree, tried, row):
    batch = tried(
        award_round(),
        [
            row("Chi bộ Một"),
            row(None),
            row("Chi bộ Ba", form="Bằng khenn"),
            row("Chi bộ Bốn", period="2023-2021"),
            row("CHI BỘ   MỘT"),
            row("12345"),
            row("Chi bộ Sáu", period="hôm qua"),
        ],
    )
    assert faults(batch) == [
        (3, "B", "", ""),
        (4, "D", "Bằng khenn", "Bằng khen"),
        (5, "F", "2023-2021", "2021-2023"),
        (6, "B", "CHI BỘ MỘT", ""),
        (7, "B", "12345", ""),
        (8, "F", "hôm qua", ""),
    ]
    assert batch.trial["faults"][3]["message"] == "Trùng với hàng 2. Một chi bộ chỉ ghi một lần trong một quyết định."
    assert (batch.status, batch.added, batch.trial["may_be_recorded"]) == (Status.TRIED, 1, False)
    assert not Commendation.objects.exists() and Organization.objects.count() == 3


def test_a_formula_without_a_value_is_a_fault_at_its_cell(award_round, tree, tried, row):
    batch = tried(award_round(), [row("Chi bộ Một", achievement="=A1&B1")])
    assert [(one["letter"], one["message"]) for one in batch.trial["faults"]] == [("E", sheets.NO_VALUE)]


def test_names_are_matched_right_otherwise_or_new(award_round, tree, tried, row):
    batch = tried(
        award_round(),
        [
            row("Chi bộ Văn phòng"),
            row("chi bo VAN PHONG", parent="ĐB A", form="Giấy khen"),
            row("Chi bộ Mới", parent="Đảng bộ Vụ A (minh họa)"),
            row("Chi bộ Văn phòng", parent="Đảng bộ cơ quan B (minh họa)"),
        ],
    )
    found = {
        (one["written"], one["below"]): (one["label"], one["why"], one["organization"])
        for one in batch.trial["matches"]
    }
    above, below = tree["above"].pk, tree["below"].pk
    assert found == {
        ("Đảng bộ cơ quan A (minh họa)", ""): ("Đúng", "", above),
        ("Chi bộ Văn phòng", "Đảng bộ cơ quan A (minh họa)"): ("Đúng", "", below),
        ("ĐB A", ""): ("Khác", "theo tên tắt", above),
        ("chi bo VAN PHONG", "ĐB A"): ("Khác", "khác dấu hoặc cách viết", below),
        ("Đảng bộ Vụ A (minh họa)", ""): ("Khác", "theo tên cũ", above),
        ("Chi bộ Mới", "Đảng bộ Vụ A (minh họa)"): ("Tạo mới", "", None),
        ("Đảng bộ cơ quan B (minh họa)", ""): ("Tạo mới", "", None),
        # Below a new one nobody is known yet: the office of another đảng bộ is not meant.
        ("Chi bộ Văn phòng", "Đảng bộ cơ quan B (minh họa)"): ("Tạo mới", "", None),
    }
    assert [(one["name"], one["parent"]) for one in batch.plan["organizations"]] == [
        ("Chi bộ Mới", above),
        ("Đảng bộ cơ quan B (minh họa)", tree["root"].pk),
        ("Chi bộ Văn phòng", {"place": 1}),
    ]


def test_several_of_one_name_are_a_persons_to_choose(award_round, tree, kinds, tried, row):
    other = register(kind=kinds["đảng bộ cơ sở"], name="Đảng bộ cơ quan C (minh họa)", parent=tree["root"])
    register(kind=kinds["chi bộ"], name="Chi bộ Văn phòng", parent=other, short_name="CB VP C")
    batch = tried(award_round(), [row("Chi bộ Văn phòng", parent=None)])
    assert [(one["label"], one["key"]) for one in batch.trial["matches"]] == [("Cần chọn", ">chi bo van phong")]
    assert not batch.trial["may_be_recorded"]
    batches.decide(batch=batch, decisions=Decisions(organizations={">chi bo van phong": "khac:CB VP C"}), actor=None)
    batches.try_out(batch)
    assert batch.trial["may_be_recorded"] and batch.plan["adds"][0]["organization_id"] != tree["below"].pk
    batches.decide(batch=batch, decisions=Decisions(organizations={">chi bo van phong": "khac:CB VP D"}), actor=None)
    batches.try_out(batch)
    assert batch.trial["matches"][0]["problem"].startswith("Không chọn được “CB VP D”.")


def test_every_match_can_be_decided_otherwise(award_round, tree, tried, row):
    batch = tried(award_round(), [row("Chi bộ Văn phòng"), row("Chi bộ Lạ")])
    key = f"{'>dang bo co quan a minh hoa'}>"
    batches.decide(
        batch=batch,
        decisions=Decisions(
            organizations={f"{key}chi bo van phong": "ten", f"{key}chi bo la": "khac:Chi bộ Văn phòng"}
        ),
        actor=None,
    )
    batches.try_out(batch)
    assert [one["organization_id"] for one in batch.plan["adds"]] == [None, tree["below"].pk]
    assert batch.plan["organizations"] == []


def test_left_out_by_choice_and_mended_in_place(award_round, tree, tried, row):
    batch = tried(award_round(), [row("Chi bộ Một"), row(None), row("Chi bộ Ba", form="Bằng khenn")])
    batches.decide(batch=batch, decisions=Decisions(left_out=[3], mended={"4": {"form": "Bằng khen"}}), actor=None)
    batches.try_out(batch)
    assert batch.trial["may_be_recorded"] and (batch.added, batch.left_out) == (2, 1)


def test_forms_carry_their_grade_and_groups_speak_for_their_rows(award_round, tree, tried):
    batch = tried(
        award_round(form=None),
        [
            ["I", "Huân chương Lao động hạng Nhì"],
            [1, "Chi bộ Văn phòng"],
            ["II", "Cá nhân"],
            [2, "Đồng chí Nguyễn Văn An (minh họa)", "ĐB A", "Huân chương Độc lập hạng ba"],
            [3, "Chi bộ Không hình thức"],
        ],
    )
    assert [(one["row"], one["column"]) for one in batch.trial["faults"]] == [(6, "form")]
    first, second = batch.plan["adds"]
    assert (first["recipient_kind"], first["grade_id"] is not None) == ("collective", True)
    assert (second["recipient_kind"], second["recipient_name"]) == ("individual", "Nguyễn Văn An (minh họa)")
    assert second["organization_id"] == tree["above"].pk


def test_a_position_and_a_unit_in_one_cell_are_told_apart(award_round, tree, tried):
    batch = tried(
        award_round(),
        [
            [1, "Nguyễn Văn An (minh họa)", "Chuyên viên, ĐB A"],
            [2, "Trần Thị Bình (minh họa)", "Phó phòng, Chi bộ Văn phòng"],
        ],
        header=["STT", "Họ và tên", "Chức vụ, đơn vị công tác"],
    )
    first, second = batch.plan["adds"]
    assert (first["position"], first["parent_name"]) == ("Chuyên viên", "ĐB A")
    assert (second["position"], second["parent_name"]) == ("Phó phòng", "Chi bộ Văn phòng")
    assert (first["organization_id"], second["organization_id"]) == (tree["above"].pk, tree["below"].pk)


@pytest.mark.parametrize(
    ("written", "position", "unit"),
    [
        ("Phó Chánh Văn phòng Đảng ủy Khối", "Phó Chánh Văn phòng", "Đảng ủy Khối"),
        ("Phó Vụ trưởng Vụ Tổng hợp", "Phó Vụ trưởng", "Vụ Tổng hợp"),
        ("Bí thư Chi bộ Văn phòng", "Bí thư", "Chi bộ Văn phòng"),
        ("Chuyên viên chính – Ban Tổ chức", "Chuyên viên chính", "Ban Tổ chức"),
        ("Trưởng phòng Tổng hợp", "Trưởng phòng Tổng hợp", ""),
        ("Điều phối viên Ban Tổ chức", "Điều phối viên", "Ban Tổ chức"),
        ("Văn phòng Đảng ủy Khối", "", "Văn phòng Đảng ủy Khối"),
        ("Số 5 phố Hoa", "", "Số 5 phố Hoa"),
    ],
)
def test_a_title_without_a_comma_is_told_from_its_unit_or_left_whole(award_round, tree, tried, written, position, unit):
    holder = Person.objects.create(full_name="Lê Văn Chín (minh họa)")
    Position.objects.create(person=holder, organization=tree["root"], title="Điều phối viên")
    header = ["STT", "Họ và tên", "Chức vụ, đơn vị công tác"]
    batch = tried(award_round(), [[1, "Nguyễn Văn An (minh họa)", written]], header=header)
    row = batch.plan["adds"][0]
    assert (row["position"], row["parent_name"]) == (position, unit)


def test_a_grade_that_is_none_names_those_there_are(award_round, tree, tried):
    batch = tried(
        award_round(), [[1, "Chi bộ A", "Huân chương Lao động", "9"]], header=["STT", "Tên chi bộ", "Hình thức", "Hạng"]
    )
    assert batch.trial["faults"][0]["message"].endswith("Hãy ghi một trong: hạng Nhất, hạng Nhì, hạng Ba.")


def test_a_body_that_does_not_grant_the_form_is_a_warning(award_round, tree, tried, row):
    batch = tried(award_round(), [row("Chi bộ Một", form="Huân chương Sao vàng")])
    assert "thường do Chủ tịch nước tặng" in batch.trial["notes"][0] and batch.trial["may_be_recorded"]


@pytest.mark.parametrize(
    "header, rows, words",
    [
        (["một", "hai"], [["ba", "bốn"]], "Không thấy hàng tiêu đề."),
        (HEADER, [], "Dưới hàng tiêu đề không có hàng nào."),
    ],
)
def test_a_sheet_that_is_no_list_is_refused_in_words(award_round, tried, header, rows, words):
    batch = tried(award_round(), rows, header=header)
    assert batch.status == Status.FAILED and batch.message.startswith(words)
    assert batch.file is None and not Commendation.objects.exists()


def test_more_rows_than_a_list_has_are_refused(award_round, tree, monkeypatch):
    text = "Tên chi bộ,Hình thức\n" + "".join(f"Chi bộ {number},Bằng khen\n" for number in range(sheets.MAX_ROWS + 1))
    piece = award_round()
    batch = batches.receive(
        register=batches.declaring.named("recipients"), piece=piece, data=text.encode(), file_name="x.csv", actor=None
    )
    batches.try_out(batch)
    assert (batch.status, batch.message) == (Status.FAILED, sheets.TOO_MANY)


def test_the_sheet_with_the_header_is_read_whichever_it_is(award_round, tree, xlsx):
    data = xlsx(None, sheets={"Bìa": [["Kính gửi"]], "DS": [["Tên chi bộ", "Hình thức"], ["Chi bộ Một", "Bằng khen"]]})
    batch = batches.receive(
        register=batches.declaring.named("recipients"), piece=award_round(), data=data, file_name="x.xlsx", actor=None
    )
    batches.try_out(batch)
    assert (batch.trial["sheet"], batch.added) == ("DS", 1)


def test_columns_can_be_chosen_by_the_person(award_round, tree, tried):
    batch = tried(award_round(), [["1", "Chi bộ Một", "Tốt"]], header=["STT", "Tên chi bộ", "Nhận xét"])
    assert batch.plan["adds"][0]["achievement"] == ""
    batches.decide(batch=batch, decisions=Decisions(columns={"2": "achievement"}), actor=None)
    batches.try_out(batch)
    assert batch.plan["adds"][0]["achievement"] == "Tốt"
    batches.decide(batch=batch, decisions=Decisions(columns={"1": ""}), actor=None)
    batches.try_out(batch)
    assert batch.trial["faults"][0]["message"].startswith("Thiếu cột “Tên được khen”.")
    assert Batch.objects.count() == 1


def notes(trial_of):
    return trial_of.trial["notes"]


def test_a_total_that_disagrees_with_the_rows_is_asked_about(award_round, tree, tried, row):
    rows = [row("Chi bộ Một"), row("Chi bộ Hai"), ["Tổng cộng:", None, None, "3 chi bộ"]]
    assert notes(tried(award_round(), rows)) == [
        "Hàng 4 ghi tổng 3, trong bảng đếm được 2 hàng. Hãy xem có sót hay thừa không."
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["Tổng cộng: 02 chi bộ"]],
        [["Tổng cộng", None, None, "1 tập thể, 1 cá nhân"]],
        [["Tổng cộng theo Quyết định số 12-QĐ/ĐUK ngày 1/2/2023"]],
        [["Tổng cộng", "50.000.000 đồng"]],
        [["Ấn định danh sách có 2 chi bộ./."]],
    ],
)
def test_a_total_that_agrees_or_counts_something_else_is_let_be(award_round, tree, tried, row, rows):
    assert notes(tried(award_round(), [row("Chi bộ Một"), row("Chi bộ Hai"), *rows])) == []


def test_a_part_has_its_own_total(award_round, tree, tried, row):
    rows = [
        row("Chi bộ Một"),
        ["Cộng: 1 chi bộ"],
        row("Chi bộ Hai"),
        row("Chi bộ Ba"),
        ["Cộng: 2 chi bộ"],
        ["Tổng cộng: 3 chi bộ"],
    ]
    assert notes(tried(award_round(), rows)) == []


def test_another_list_in_the_same_file_is_named(award_round, tree, xlsx, row):
    sheet = {
        "Tập thể": [HEADER, row("Chi bộ Một")],
        "Cá nhân": [HEADER, row("Ông Ba")],
        "Ghi chú": [["Hướng dẫn"], ["Điền đủ cột"]],
    }
    register = batches.declaring.named("recipients")
    batch = batches.receive(
        register=register, piece=award_round(), data=xlsx([], sheets=sheet), file_name="hai-trang.xlsx", actor=None
    )
    batches.try_out(batch)
    assert notes(batch) == [
        "Chỉ đọc trang “Tập thể”. Tệp còn danh sách ở trang “Cá nhân”: nhập xong trang này thì nhập lại tệp và chọn trang ấy."
    ]


BELOW = ">dang bo co quan a minh hoa>chi bo van phong"


TWO_LISTS = {
    "Tập thể": [HEADER, [1, "Chi bộ Một"], [2, "Chi bộ Hai"]],
    "Cá nhân": [["STT", "Họ và tên"], [1, "Nguyễn Văn An (minh họa)"]],
    "Ghi chú": [["Hướng dẫn"], ["Điền đủ cột"]],
}


def test_the_command_reads_the_sheet_that_is_asked_for(award_round, tree, xlsx, tmp_path, capsys):
    piece, file = award_round(), tmp_path / "ba-trang.xlsx"
    file.write_bytes(xlsx([], sheets=TWO_LISTS))
    for sheet, names in (
        ("Cá nhân", ["Nguyễn Văn An (minh họa)"]),
        ("Tập thể", ["Nguyễn Văn An (minh họa)", "Chi bộ Một", "Chi bộ Hai"]),
        # Each of them again changes nothing.
        ("Cá nhân", ["Nguyễn Văn An (minh họa)", "Chi bộ Một", "Chi bộ Hai"]),
    ):
        call_command("import_awards", str(file), "--round", str(piece.pk), "--sheet", sheet)
        assert list(piece.commendations.order_by("order").values_list("recipient_name", flat=True)) == names
    capsys.readouterr()
    with pytest.raises(SystemExit):
        call_command("import_awards", str(file), "--round", str(piece.pk), "--sheet", "Khác")
    assert capsys.readouterr().err == (
        "ba-trang.xlsx: Tệp không có trang “Khác”. Các trang có dữ liệu: “Tập thể”, “Cá nhân”, “Ghi chú”.\n"
    )


def ended(one, until, successor=None):
    one.valid_until, one.successor = until, successor
    one.save()


def test_an_organisation_outside_its_dates_waits_for_a_decision_at_its_row_and_column(
    award_round, tree, kinds, tried, row
):
    heir = register(kind=kinds["chi bộ"], name="Chi bộ Tổng hợp", parent=tree["above"])
    ended(tree["below"], date(2023, 5, 17), heir)
    batch = tried(
        award_round(), [row("Chi bộ Mới"), row("Chi bộ Văn phòng"), row("chi bo van phong", form="Giấy khen")]
    )
    assert [
        (one["row"], one["letter"], one["value"], one["message"], one["nearest"]) for one in batch.trial["unsettled"]
    ] == [
        (
            3,
            "B",
            "Chi bộ Văn phòng",
            "“Chi bộ Văn phòng” chỉ hoạt động đến 17/5/2023, nay là “Chi bộ Tổng hợp”; ngày của danh sách là 18/5/2023. "
            "Hãy chọn tổ chức khác, chỉ ghi tên, bỏ hàng, hoặc vẫn ghi nếu đúng là tổ chức này.",
            "Chi bộ Tổng hợp",
        )
    ]
    assert (batch.trial["may_be_recorded"], batch.trial["rows"], batch.trial["right"]) == (False, 3, 1)
    waiting = next(one for one in batch.trial["matches"] if one["result"] == "outside")
    assert (waiting["at"], waiting["place"]) == ([3, 4], "hàng 3, cột B (Tên chi bộ)")
    with pytest.raises(NotPossible):
        batches.record(batch=batch, actor=None)
    assert not Commendation.objects.exists() and Organization.objects.count() == 4


@pytest.mark.parametrize("decision", ["van", "ten", "khac:Chi bộ Tổng hợp"])
def test_each_way_to_settle_it_records(award_round, tree, kinds, tried, xlsx, row, decision):
    heir = register(kind=kinds["chi bộ"], name="Chi bộ Tổng hợp", parent=tree["above"])
    ended(tree["below"], date(2023, 5, 17), heir)
    piece, data = award_round(), xlsx([HEADER, row("Chi bộ Văn phòng")])
    batch = tried(piece, [], data=data)
    given = f"van:{tree['below'].pk}" if decision == "van" else decision
    batches.decide(batch=batch, decisions=Decisions(organizations={BELOW: given}), actor=None)
    batches.try_out(batch)
    assert batch.trial["may_be_recorded"] and batch.trial["unsettled"] == []
    batches.record(batch=batch, actor=None)
    expected = {"van": tree["below"], "ten": None}.get(decision, heir)
    assert piece.commendations.get().organization == expected
    # What was decided once is not asked again: the same file changes nothing.
    again = tried(piece, [], data=data)
    assert (again.trial["unsettled"], again.unchanged, again.added, again.changed) == ([], 1, 0, 0)


def test_a_choice_that_was_not_there_either_is_asked_about_again(award_round, tree, kinds, tried, row):
    later = register(kind=kinds["chi bộ"], name="Chi bộ Mai sau", parent=tree["above"], valid_from=date(2024, 1, 1))
    ended(tree["below"], date(2023, 5, 17))
    batch = tried(award_round(), [row("Chi bộ Văn phòng")])
    batches.decide(batch=batch, decisions=Decisions(organizations={BELOW: "khac:Chi bộ Mai sau"}), actor=None)
    batches.try_out(batch)
    assert batch.trial["unsettled"][0]["message"].startswith(f"“{later}” chỉ hoạt động từ 1/1/2024; ngày của danh sách")


def test_the_first_and_the_last_day_count_as_within(award_round, tree, tried, row):
    tree["below"].valid_from = date(2023, 5, 18)
    ended(tree["below"], date(2023, 5, 18))
    assert tried(award_round(), [row("Chi bộ Văn phòng")]).trial["may_be_recorded"]


def test_nothing_new_is_made_below_what_was_no_more(award_round, tree, tried, row):
    ended(tree["above"], date(2022, 12, 31))
    batch = tried(award_round(), [row("Chi bộ Mới"), row("Chi bộ Văn phòng")])
    waiting = [one for one in batch.trial["matches"] if one["result"] == "outside"]
    # The one that stands there already is linked itself: what is above it is only said.
    assert [(one["written"], one["at"]) for one in waiting] == [("Đảng bộ cơ quan A (minh họa)", [2])]


def test_what_only_stands_above_a_known_one_is_said_and_hinders_nothing(award_round, tree, tried, row):
    ended(tree["above"], date(2022, 12, 31))
    batch = tried(award_round(), [row("Chi bộ Văn phòng")])
    assert notes(batch) == [
        "Hàng 2: “Đảng bộ cơ quan A (minh họa)” chỉ hoạt động đến 31/12/2022; ngày của danh sách là 18/5/2023. "
        "Hãy xem lại ngày trong cây tổ chức."
    ]
    assert batch.trial["may_be_recorded"]


def test_of_namesakes_the_one_of_the_day_is_meant(award_round, tree, kinds, tried, row):
    ended(tree["below"], date(2023, 6, 30))
    register(kind=kinds["chi bộ"], name="Chi bộ Văn phòng", parent=tree["above"], valid_from=date(2023, 7, 1))
    batch = tried(award_round(), [row("Chi bộ Văn phòng")])
    assert batch.plan["adds"][0]["organization_id"] == tree["below"].pk and batch.trial["may_be_recorded"]


def test_the_command_names_row_and_column_and_writes_nothing(award_round, tree, xlsx, row, tmp_path, capsys):
    ended(tree["below"], date(2022, 12, 31))
    file = tmp_path / "bang.xlsx"
    file.write_bytes(xlsx([HEADER, row("Chi bộ Mới"), row("Chi bộ Văn phòng")]))
    with pytest.raises(SystemExit) as code:
        call_command("import_awards", str(file), "--round", str(award_round().pk), "--json")
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert (code.value.code, answer["rows"], answer["ok"], answer["created"]) == (1, 2, 1, 0)
    assert [(one["row"], one["column"]) for one in answer["errors"]] == [(3, "B")]
    assert "bang.xlsx: hàng 3, cột B (Tên chi bộ): “Chi bộ Văn phòng” chỉ hoạt động đến 31/12/2022" in said.err
    assert not Commendation.objects.exists()
