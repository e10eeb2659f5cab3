"""A sheet through the newsroom's screens: chosen, tried, decided about, recorded, approved, taken back; one row by hand."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from awards.models import AwardForm, AwardRound, Commendation, Decision
from organizations.models import Organization, OrganizationKind
from organizations.registering import register
from publishing import workflow
from publishing.states import Stage, State
from registers import sheets, tasks
from registers.models import Batch, Status

pytestmark = pytest.mark.django_db
HEADER = ["STT", "Tên chi bộ", "Đảng bộ trực thuộc", "Hình thức khen thưởng", "Thành tích", "Giai đoạn"]


def address(name, *args):
    return reverse(f"admin:awards_awardround_{name}", args=args)


@pytest.fixture
def manager(person):
    return person("khenthuong", Role.AWARDS_MANAGER)


@pytest.fixture
def tree(db):
    kinds = [OrganizationKind.objects.create(name=name, slug=name[:4]) for name in ("đảng bộ cơ sở", "chi bộ")]
    above = register(kind=kinds[0], name="Đảng bộ cơ quan A (minh họa)", short_name="ĐB A")
    return above, register(kind=kinds[1], name="Chi bộ Văn phòng", parent=above)


@pytest.fixture
def award_round(db):
    def make(*, live=False, title="Bằng khen 2021-2023 (minh họa)"):
        decision = Decision.objects.create(
            number=f"{100 + Decision.objects.count()}-QĐ/ĐUK",
            issued_on="2023-05-18",
            issuer_name="Ban Thường vụ Đảng ủy",
        )
        item = AwardRound(title=title, decision=decision, period_from=2021, period_to=2023)
        item.form = AwardForm.objects.get(name="Bằng khen")
        state, stage = (State.PUBLISHED, Stage.APPROVED) if live else (State.NEW, Stage.DRAFT)
        return workflow.record_history(item=item, actor=None, state=state, stage=stage)

    return make


def sheet(*rows, name="bang.xlsx"):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for line in [HEADER, *rows]:
        book.active.append(line)
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def row(name, form="Bằng khen", achievement="Việc tốt", parent="Đảng bộ cơ quan A (minh họa)"):
    return [1, name, parent, form, achievement, "2021-2023"]


def bring(client, piece, file):
    """Choose a file; the page of its dry run."""
    answer = client.post(address("receive", piece.pk), {"tep": "", "file": file}, follow=True)
    return answer, Batch.objects.first()


def names(piece):
    return list(piece.commendations.order_by("order").values_list("recipient_name", flat=True))


def test_from_file_to_record_by_decisions_on_the_page(award_round, tree, manager, client_of):
    piece, browser = award_round(), client_of(manager)
    answer, batch = bring(
        browser, piece, sheet(row("Chi bộ Văn phòng"), row(None), row("Chi bộ Ba", form="Bằng khenn"))
    )
    page = answer.content.decode()
    assert "2 hàng có lỗi, chưa có gì được ghi" in page and "Có phải “Bằng khen”?" in page
    assert "Hàng 3, cột B" in page and "Hàng 4, cột D" in page
    here = address("batch", piece.pk, batch.pk)
    refused = browser.post(here, {"viec": "ghi"})
    assert refused.status_code == 422 and names(piece) == []
    decided = {"viec": "ghi", "hang_3": "bo", "hang_4": "sua", "o_4_form": "Bằng khen"}
    done = browser.post(here, decided, follow=True)
    assert names(piece) == ["Chi bộ Văn phòng", "Chi bộ Ba"]
    assert "Đã ghi: 2 hàng thêm, 1 hàng để lại, 1 tổ chức mới." in done.content.decode()
    undone = browser.post(here, {"viec": "hoan-tac"}, follow=True)
    assert "Đã hoàn tác" in undone.content.decode() and names(piece) == []


def test_what_is_written_into_a_box_counts_without_choosing_beside_it(award_round, tree, manager, client_of):
    piece, browser = award_round(), client_of(manager)
    _, batch = bring(
        browser, piece, sheet(row(None), row("Chi bộ Ba", form="Bằng khenn"), row("Chi bộ Lạ", parent="ĐB A"))
    )
    keys = {one["written"]: one["key"] for one in batch.trial["matches"]}
    strange = [one["written"] for one in batch.trial["matches"]].index("Chi bộ Lạ")
    typed = {"hang_2": "", "o_2_recipient_name": " Chi bộ Hai", "hang_3": "", "o_3_form": "Bằng khen"}
    named = {f"ten_{strange}": "", f"khac_{strange}": "Chi bộ Văn phòng", f"khoa_{strange}": keys["Chi bộ Lạ"]}
    here = address("batch", piece.pk, batch.pk)
    answer = browser.post(here, {"viec": "ghi"} | typed | named)
    # The box of row 3 says what was offered: nobody has taken it yet.
    assert answer.status_code == 422 and names(piece) == []
    decisions = Batch.objects.get().decisions
    assert decisions["mended"] == {"2": {"recipient_name": "Chi bộ Hai"}}
    assert decisions["organizations"] == {keys["Chi bộ Lạ"]: "khac:Chi bộ Văn phòng"}
    page = answer.content.decode()
    assert "Hàng 2, cột B" not in page and "Hàng 3, cột D" in page


def test_a_row_left_out_can_be_taken_back(award_round, tree, manager, client_of):
    piece, browser = award_round(), client_of(manager)
    _, batch = bring(browser, piece, sheet(row("Chi bộ Văn phòng"), row(None)))
    here = address("batch", piece.pk, batch.pk)
    browser.post(here, {"viec": "bo-loi"})
    assert Batch.objects.get().decisions["left_out"] == [3]
    browser.post(here, {"viec": "thu", "lay-lai": "3"})
    assert Batch.objects.get().decisions["left_out"] == []


def test_organisations_are_decided_on_the_page(award_round, tree, manager, client_of):
    piece, browser = award_round(), client_of(manager)
    _, batch = bring(browser, piece, sheet(row("Chi bộ Lạ", parent="ĐB A")))
    here = address("batch", piece.pk, batch.pk)
    page = browser.get(here).content.decode()
    assert "theo tên tắt" in page and "Tạo mới" in page
    numbers = {one["written"]: number for number, one in enumerate(batch.trial["matches"])}
    keys = {one["written"]: one["key"] for one in batch.trial["matches"]}
    strange = numbers["Chi bộ Lạ"]
    decided = {f"ten_{strange}": "khac", f"khac_{strange}": "Chi bộ Văn phòng", f"khoa_{strange}": keys["Chi bộ Lạ"]}
    browser.post(here, {"viec": "ghi"} | decided)
    assert piece.commendations.get().organization == tree[1]
    assert piece.commendations.get().recipient_name == "Chi bộ Lạ"


def test_columns_are_shown_and_another_choice_is_tried_before_anything_is_written(
    award_round, tree, manager, client_of
):
    piece, browser = award_round(), client_of(manager)
    _, batch = bring(browser, piece, sheet(row("Chi bộ Văn phòng", achievement="2021-2023 tốt")))
    here = address("batch", piece.pk, batch.pk)
    assert "Cột E: Thành tích" in browser.get(here).content.decode()
    browser.post(here, {"viec": "ghi", "cot_4": ""})
    assert names(piece) == [] and Batch.objects.get().status == Status.TRIED
    browser.post(here, {"viec": "ghi"})
    assert piece.commendations.get().achievement == ""


@pytest.mark.parametrize(
    "data, words",
    [
        (b"%PDF-1.7 x", sheets.NOT_A_TABLE),
        (b"PK\x03\x04 hong", sheets.DAMAGED),
        ("Họ,Số\nA,1\n".encode(), "Không thấy hàng tiêu đề."),
    ],
)
def test_a_wrong_file_is_one_clear_sentence(award_round, manager, client_of, data, words):
    piece = award_round()
    answer, batch = bring(client_of(manager), piece, SimpleUploadedFile("x.xlsx", data))
    assert answer.status_code == 200 and words in answer.content.decode().replace("&#x27;", "'")
    assert (batch.status, batch.file) == (Status.FAILED, None)


def test_another_sheet_of_the_file_is_read_on_request(award_round, tree, manager, client_of):
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "Tập thể"
    for line in (HEADER, row("Chi bộ Một"), row(None)):
        book.active.append(line)
    for title, lines in (("Cá nhân", (["STT", "Họ và tên"], [1, "Nguyễn Văn An (minh họa)"])), ("Ghi chú", (["Chữ"],))):
        sheet_of = book.create_sheet(title)
        for line in lines:
            sheet_of.append(line)
    book.save(out)
    piece, browser = award_round(), client_of(manager)
    answer, batch = bring(browser, piece, SimpleUploadedFile("ba-trang.xlsx", out.getvalue()))
    page = answer.content.decode()
    assert '<option value="Tập thể" selected>Tập thể (3 hàng)</option>' in page
    assert "Tệp còn danh sách ở trang “Cá nhân”" in page
    here = address("batch", piece.pk, batch.pk)
    browser.post(here, {"viec": "thu", "hang_3": "bo"})
    wrong = browser.post(here, {"viec": "trang", "trang": "Ghi chú"}, follow=True).content.decode()
    assert "Không thấy hàng tiêu đề." in wrong and '<option value="Cá nhân">' in wrong
    page = browser.post(here, {"viec": "trang", "trang": "Cá nhân"}, follow=True).content.decode()
    batch = Batch.objects.get()
    assert '<option value="Cá nhân" selected>' in page and (batch.added, batch.left_out) == (1, 0)
    browser.post(here, {"viec": "ghi"})
    assert names(piece) == ["Nguyễn Văn An (minh họa)"]
    # The same file stands on the sheet that was recorded, and changes nothing.
    answer, again = bring(browser, piece, SimpleUploadedFile("ba-trang.xlsx", out.getvalue()))
    assert (again.trial["sheet"], again.added, again.unchanged) == ("Cá nhân", 0, 1)


def test_no_file_is_said_at_its_field(award_round, manager, client_of):
    answer = client_of(manager).post(address("receive", award_round().pk), {})
    assert answer.status_code == 422 and "Chưa chọn tệp nào." in answer.content.decode()


def test_an_empty_file_is_said_at_its_field(award_round, manager, client_of):
    answer = client_of(manager).post(address("receive", award_round().pk), {"file": SimpleUploadedFile("x.csv", b"")})
    assert answer.status_code == 422 and sheets.EMPTY in answer.content.decode()


def test_on_a_live_round_an_approver_reads_and_decides(
    award_round, tree, manager, approver, client_of, reader, django_capture_on_commit_callbacks
):
    piece, browser = award_round(live=True), client_of(manager)
    _, batch = bring(browser, piece, sheet(row("Chi bộ Quetzalcoatl")))
    here = address("batch", piece.pk, batch.pk)
    sent = browser.post(here, {"viec": "ghi"}, follow=True).content.decode()
    assert "Đã trình duyệt" in sent and "Duyệt, ghi" not in sent and names(piece) == []
    assert "Quetzalcoatl" not in reader.get(piece.get_absolute_url()).content.decode()
    page = client_of(approver).get(here).content.decode()
    assert "Chi bộ Quetzalcoatl" in page and "Duyệt, ghi" in page
    blank = client_of(approver).post(here, {"viec": "tra-lai", "note": " "}, follow=True)
    assert "Hãy ghi lý do trả lại" in blank.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client_of(approver).post(here, {"viec": "duyet"})
    assert names(piece) == ["Chi bộ Quetzalcoatl"]
    assert "Quetzalcoatl" in reader.get(piece.get_absolute_url()).content.decode()
    assert Organization.objects.shown().filter(name="Chi bộ Quetzalcoatl").exists()


def test_what_an_importer_may_not_do_is_refused_in_words(award_round, tree, manager, client_of):
    piece, browser = award_round(live=True), client_of(manager)
    _, batch = bring(browser, piece, sheet(row("Chi bộ Mới")))
    here = address("batch", piece.pk, batch.pk)
    browser.post(here, {"viec": "ghi"})
    answer = browser.post(here, {"viec": "duyet"}, follow=True)
    assert "Nhờ một người duyệt khác" in answer.content.decode() and names(piece) == []


@pytest.mark.parametrize("role", list(Role))
def test_every_role_at_every_screen(award_round, tree, manager, person, client_of, role):
    piece = award_round()
    bring(client_of(manager), piece, sheet(row("Chi bộ Một"), row(None)))
    batch = Batch.objects.get()
    client_of(manager).post(address("row_add", piece.pk), {})
    Commendation.objects.create(round=piece, form=piece.form, recipient_name="Chi bộ Quetzalcoatl", words=" chi bo ")
    row_pk = piece.commendations.get().pk
    browser = client_of(person("ai-do", role))
    desk = {Role.AWARDS_MANAGER, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER}
    reads = role in desk | {Role.AUDITOR, Role.ADMINISTRATOR}
    for name, args, wanted in [
        ("board", [], reads), ("batch", [batch.pk], reads), ("faults", [batch.pk], reads), ("plan", [batch.pk], reads),
        ("row_add", [], role in desk), ("row", [row_pk], role in desk),
    ]:  # fmt: skip
        answer = browser.get(address(name, piece.pk, *args))
        assert answer.status_code == (200 if wanted else 403 if reads else 404), name
        assert wanted or "Quetzalcoatl" not in answer.content.decode()
    for name, args, data in [
        ("receive", [], {"file": sheet(row("X"))}), ("batch", [batch.pk], {"viec": "bo-loi"}), ("row", [row_pk], {"viec": "bo"}),
    ]:  # fmt: skip
        before = (Batch.objects.count(), Batch.objects.get(pk=batch.pk).status, piece.commendations.count())
        browser.post(address(name, piece.pk, *args), data)
        after = (Batch.objects.count(), Batch.objects.get(pk=batch.pk).status, piece.commendations.count())
        assert role in desk or after == before, name


@pytest.mark.parametrize("number", ["999999", str(2**63), str(2**70)])
def test_absurd_numbers_are_404(award_round, manager, client_of, number):
    base = address("board", award_round().pk)
    browser = client_of(manager)
    assert browser.get(f"{base}{number}/").status_code == 404
    assert browser.get(base.replace("/bang/", f"/hang/{number}/")).status_code == 404
    assert browser.get(f"{base}?trang={number}").status_code == 404


def test_a_batch_is_found_under_its_own_piece_alone(award_round, tree, manager, client_of):
    piece, browser = award_round(), client_of(manager)
    _, batch = bring(browser, piece, sheet(row("Chi bộ Một")))
    assert browser.get(address("batch", award_round().pk, batch.pk)).status_code == 404


def test_an_unknown_act_is_404(award_round, tree, manager, client_of):
    piece, browser = award_round(), client_of(manager)
    _, batch = bring(browser, piece, sheet(row("Chi bộ Một")))
    assert browser.post(address("batch", piece.pk, batch.pk), {"viec": "no"}).status_code == 404


def test_rows_that_were_worked_on_meanwhile_change_nothing_twice(award_round, tree, manager, client_of):
    piece, browser = award_round(), client_of(manager)
    _, batch = bring(browser, piece, sheet(row("Chi bộ Một")))
    here = address("batch", piece.pk, batch.pk)
    browser.post(here, {"viec": "ghi"})
    again = browser.post(here, {"viec": "ghi"}, follow=True)
    assert "đang ở bước “Đã ghi”" in again.content.decode() and names(piece) == ["Chi bộ Một"]


def test_a_big_sheet_shows_its_progress_and_holds_no_request(
    award_round, tree, manager, client_of, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(tasks, "SMALL_FILE", 1)
    piece, browser = award_round(), client_of(manager)
    with django_capture_on_commit_callbacks(execute=False) as later:
        answer, batch = bring(browser, piece, sheet(row("Chi bộ Một")))
    assert batch.status == Status.READING and "data-busy" in answer.content.decode()
    for call in later:
        call()
    assert "data-busy" not in browser.get(address("batch", piece.pk, batch.pk)).content.decode()


class TestOneRowByHand:
    DATA = {
        "recipient_kind": "collective", "recipient_name": "Chi bộ Thêm", "parent_name": "ĐB A", "achievement": "Tốt",
        "status": "in_force", "period": "",
    }  # fmt: skip

    def form(self):
        return {"form": AwardForm.objects.get(name="Bằng khen").pk}

    def test_added_changed_revoked_taken_away_and_back(self, award_round, tree, manager, client_of):
        piece, browser = award_round(), client_of(manager)
        browser.post(address("row_add", piece.pk), self.DATA | self.form() | {"organization_them": "Chi bộ Văn phòng"})
        one = piece.commendations.get()
        assert (one.recipient_name, one.organization, one.order) == ("Chi bộ Thêm", tree[1], 1)
        here = address("row", piece.pk, one.pk)
        revoked = self.DATA | self.form() | {"organization": one.organization_id, "status": "revoked"}
        refused = browser.post(here, revoked)
        assert refused.status_code == 422 and "Hủy bỏ thì phải ghi số quyết định hủy bỏ." in refused.content.decode()
        browser.post(
            here, revoked | {"revoked_by": "12-QĐ/ĐUK", "revoked_on": "2/3/2024", "revoked_reason": "Báo cáo sai"}
        )
        one.refresh_from_db()
        assert (one.is_revoked, str(one.revoked_on), one.organization) == (True, "2024-03-02", tree[1])
        browser.post(here, {"viec": "bo"})
        assert names(piece) == []
        latest = Batch.objects.first()
        browser.post(address("batch", piece.pk, latest.pk), {"viec": "hoan-tac"})
        assert Commendation.objects.get() == one and Commendation.objects.get().is_revoked

    def test_on_a_live_round_it_waits(self, award_round, tree, manager, approver, client_of):
        piece = award_round(live=True)
        client_of(manager).post(address("row_add", piece.pk), self.DATA | self.form())
        assert names(piece) == [] and Batch.objects.get().status == Status.WAITING
        client_of(approver).post(address("batch", piece.pk, Batch.objects.get().pk), {"viec": "duyet"})
        assert names(piece) == ["Chi bộ Thêm"]

    def test_nobody_stands_twice(self, award_round, tree, manager, client_of):
        piece, browser = award_round(), client_of(manager)
        browser.post(address("row_add", piece.pk), self.DATA | self.form())
        answer = browser.post(address("row_add", piece.pk), self.DATA | self.form() | {"recipient_name": "CHI BỘ THÊM"})
        assert answer.status_code == 422 and "Tên này đã có trong đợt" in answer.content.decode()

    def test_nothing_changed_is_no_batch(self, award_round, tree, manager, client_of):
        piece, browser = award_round(), client_of(manager)
        browser.post(address("row_add", piece.pk), self.DATA | self.form())
        browser.post(address("row", piece.pk, piece.commendations.get().pk), self.DATA | self.form())
        assert Batch.objects.count() == 1


def test_a_big_sheet_is_recorded_when_nothing_is_decided_anew(
    award_round, tree, manager, client_of, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(tasks, "SMALL", 0)
    piece, browser = award_round(), client_of(manager)
    _, batch = bring(browser, piece, sheet(row("Chi bộ Một"), row(None)))
    here = address("batch", piece.pk, batch.pk)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(here, {"viec": "ghi", "hang_3": "bo"})
    assert names(piece) == [] and Batch.objects.get().status == Status.TRIED
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(here, {"viec": "ghi"})
    assert names(piece) == ["Chi bộ Một"]


def test_a_waiting_sheet_stands_in_the_approvers_work_and_a_refused_one_in_its_senders(
    award_round, tree, manager, approver, person, client_of
):
    piece, browser = award_round(live=True), client_of(manager)
    _, batch = bring(browser, piece, sheet(row("Chi bộ Mới")))
    here = address("batch", piece.pk, batch.pk)
    browser.post(here, {"viec": "ghi"})
    home = reverse("admin:index")

    def waiting(user):
        return [one.url for one in client_of(user).get(home).context["work"].waiting]

    both = person("hai-vai", Role.AWARDS_MANAGER, Role.APPROVER)
    assert waiting(approver) == waiting(both) == [here]
    assert waiting(manager) == [] and waiting(person("x", Role.REPORTER, Role.AUDITOR)) == []
    batch.editors.add(both)
    assert waiting(both) == []
    client_of(approver).post(here, {"viec": "tra-lai", "note": "Thiếu phụ lục (minh họa)"})
    assert waiting(approver) == []
    own = browser.get(home).context["work"].own
    assert [(one.url, one.note) for one in own] == [(here, "Thiếu phụ lục (minh họa)")]


def test_a_background_that_fell_silent_is_left_behind(
    award_round, tree, manager, client_of, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(tasks, "SMALL_FILE", 1)
    piece, browser = award_round(), client_of(manager)
    with django_capture_on_commit_callbacks(execute=False):
        _, batch = bring(browser, piece, sheet(row("Chi bộ Một")))
    here = address("batch", piece.pk, batch.pk)
    assert "Chạy lại" not in browser.get(here).content.decode()
    browser.post(here, {"viec": "chay-lai"})
    assert Batch.objects.get().status == Status.READING
    Batch.objects.update(touched_at=timezone.now() - timedelta(minutes=11))
    assert "Chạy lại" in browser.get(here).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(here, {"viec": "chay-lai"})
    assert Batch.objects.get().status == Status.TRIED
    Batch.objects.update(status=Status.WRITING, before=Status.TRIED, touched_at=timezone.now() - timedelta(minutes=11))
    browser.post(here, {"viec": "chay-lai"})
    assert Batch.objects.get().status == Status.TRIED


def test_undoing_a_big_sheet_holds_no_request(
    award_round, tree, manager, client_of, monkeypatch, django_capture_on_commit_callbacks
):
    piece, browser = award_round(), client_of(manager)
    _, batch = bring(browser, piece, sheet(row("Chi bộ Một")))
    here = address("batch", piece.pk, batch.pk)
    browser.post(here, {"viec": "ghi"})
    monkeypatch.setattr(tasks, "SMALL", 0)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(here, {"viec": "hoan-tac"})
        assert Batch.objects.get().status == Status.WRITING and names(piece) == ["Chi bộ Một"]
    assert Batch.objects.get().status == Status.UNDONE and names(piece) == []
