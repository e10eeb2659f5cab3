"""Recording, approving, taking back: all or nothing, by whom, and what readers may see meanwhile."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from accounts.models import LogEntry
from accounts.roles import Role
from awards.models import AwardRound, Commendation
from organizations.models import Organization
from publishing import workflow
from publishing.models import WorkflowGates
from publishing.workflow import NotPossible
from registers import batches, tasks
from registers.models import Batch, Status
from registers.trying import Decisions


def rows_of(piece):
    return list(piece.commendations.order_by("order").values_list("order", "recipient_name", "achievement"))


def everything():
    fields = [field.attname for field in Commendation._meta.concrete_fields]
    organizations = Organization.objects.order_by("pk").values_list("pk", "name", "parent_id", "withheld")
    return list(Commendation.objects.order_by("pk").values(*fields)), list(organizations)


@pytest.fixture
def manager(person):
    return person("khenthuong", Role.AWARDS_MANAGER)


def test_recording_writes_every_row_in_order_and_makes_what_is_new(award_round, tree, tried, row, manager):
    piece = award_round()
    batch = batches.record(
        batch=tried(piece, [row("Chi bộ Văn phòng"), row("Chi bộ Mới")], actor=manager), actor=manager
    )
    assert rows_of(piece) == [(1, "Chi bộ Văn phòng", "Việc tốt"), (2, "Chi bộ Mới", "Việc tốt")]
    new = Organization.objects.get(name="Chi bộ Mới")
    assert (new.parent, new.withheld, new.kind.name) == (tree["above"], True, "chi bộ")
    assert (batch.status, batch.added, batch.organizations_made, batch.sheet, batch.file) == (
        Status.APPLIED,
        2,
        1,
        None,
        None,
    )
    piece.refresh_from_db()
    assert manager in piece.working_revision.editors.all()
    entry = LogEntry.objects.latest("pk")
    assert (entry.verb, entry.actor, entry.target_id) == ("batch_recorded", manager, piece.pk)


def test_nothing_is_written_while_a_row_is_wrong(award_round, tree, tried, row, manager):
    batch = tried(award_round(), [row("Chi bộ Một"), row(None)], actor=manager)
    before = everything()
    with pytest.raises(NotPossible):
        batches.record(batch=batch, actor=manager)
    assert everything() == before


def test_the_same_file_twice_changes_nothing(award_round, tree, tried, row, manager):
    piece = award_round()
    rows = [row("Chi bộ Văn phòng"), row("  CHI BỘ MỚI "), row("Nguyễn Văn An (minh họa)")]
    batches.record(batch=tried(piece, rows, actor=manager), actor=manager)
    before = everything()
    again = tried(piece, rows, actor=manager)
    assert (again.unchanged, again.added, again.changed, again.organizations_made) == (3, 0, 0, 0)
    with pytest.raises(NotPossible, match="không thay đổi gì"):
        batches.record(batch=again, actor=manager)
    assert everything() == before


def test_a_later_sheet_changes_what_differs_and_undo_restores_exactly(award_round, tree, tried, row, manager):
    piece = award_round()
    first = batches.record(
        batch=tried(piece, [row("Chi bộ Văn phòng"), row("Chi bộ Hai")], actor=manager), actor=manager
    )
    before = everything()
    sheet = [row("Chi bộ Văn phòng", achievement="Khác"), row("Chi bộ Ba", parent="Đảng bộ cơ quan D (minh họa)")]
    second = batches.record(batch=tried(piece, sheet, actor=manager), actor=manager)
    assert rows_of(piece) == [
        (1, "Chi bộ Văn phòng", "Khác"),
        (2, "Chi bộ Hai", "Việc tốt"),
        (3, "Chi bộ Ba", "Việc tốt"),
    ]
    with pytest.raises(NotPossible, match="sau cùng"):
        batches.undo(batch=first, actor=manager)
    batches.undo(batch=second, actor=manager)
    assert everything() == before
    batches.undo(batch=first, actor=manager)
    assert everything() == ([], [(one.pk, one.name, one.parent_id, False) for one in tree.values()])
    batches.record(batch=tried(piece, [row("Chi bộ Văn phòng")], actor=manager), actor=manager)
    assert [name for _, name, _ in rows_of(piece)] == ["Chi bộ Văn phòng"]


def test_undo_ends_after_thirty_days(award_round, tree, tried, row, manager):
    batch = batches.record(batch=tried(award_round(), [row("Chi bộ Một")], actor=manager), actor=manager)
    Batch.objects.filter(pk=batch.pk).update(applied_at=batch.applied_at - timedelta(days=31))
    with pytest.raises(NotPossible, match="30 ngày"):
        batches.undo(batch=batch, actor=manager)


def test_sheets_that_came_to_nothing_are_not_kept(award_round, tree, tried, row, manager):
    piece = award_round()
    done = batches.record(batch=tried(piece, [row("Chi bộ Một")], actor=manager), actor=manager)
    old, young = (tried(piece, [row("Chi bộ Hai")], actor=manager) for _ in range(2))
    longer_ago = timezone.now() - timedelta(days=31)
    Batch.objects.filter(pk__in=[old.pk, done.pk]).update(touched_at=longer_ago)
    assert batches.sweep() == 1
    assert set(Batch.objects.values_list("pk", flat=True)) == {done.pk, young.pk}


def test_an_organisation_in_use_by_now_stays_when_its_sheet_is_undone(award_round, tree, tried, row, manager):
    batch = batches.record(batch=tried(award_round(), [row("Chi bộ Mới")], actor=manager), actor=manager)
    other = award_round()
    batches.record(batch=tried(other, [row("Chi bộ Mới")], actor=manager), actor=manager)
    batches.undo(batch=batch, actor=manager)
    assert (
        Organization.objects.filter(name="Chi bộ Mới").exists() and other.commendations.get().organization is not None
    )


class TestOnALiveRound:
    def test_a_batch_waits_for_an_approver_and_shows_nothing(self, award_round, tree, tried, row, manager, approver):
        piece = award_round(live=True)
        batch = batches.record(batch=tried(piece, [row("Chi bộ Mới")], actor=manager), actor=manager)
        assert (batch.status, rows_of(piece)) == (Status.WAITING, [])
        assert not Organization.objects.filter(name="Chi bộ Mới").exists()
        batches.approve(batch=batch, actor=approver)
        assert [name for _, name, _ in rows_of(piece)] == ["Chi bộ Mới"]
        assert not Organization.objects.get(name="Chi bộ Mới").withheld

    def test_four_eyes_whoever_imported_or_decided_never_approves(
        self, award_round, tree, tried, row, person, approver
    ):
        both = person("hai-vai", Role.AWARDS_MANAGER, Role.APPROVER)
        batch = batches.record(batch=tried(award_round(live=True), [row("Chi bộ Mới")], actor=both), actor=both)
        with pytest.raises(PermissionDenied):
            batches.approve(batch=batch, actor=both)
        batches.approve(batch=batch, actor=approver)

    def test_without_four_eyes_one_person_may(self, award_round, tree, tried, row, person):
        WorkflowGates.objects.create(four_eyes=False)
        both = person("hai-vai", Role.AWARDS_MANAGER, Role.APPROVER)
        batch = batches.record(batch=tried(award_round(live=True), [row("Chi bộ Mới")], actor=both), actor=both)
        assert batches.approve(batch=batch, actor=both).status == Status.APPLIED

    @pytest.mark.parametrize("role", [role for role in Role if role != Role.APPROVER])
    def test_nobody_else_approves(self, award_round, tree, tried, row, manager, person, role):
        batch = batches.record(batch=tried(award_round(live=True), [row("Chi bộ Mới")], actor=manager), actor=manager)
        with pytest.raises(PermissionDenied):
            batches.approve(batch=batch, actor=person("ai-do", role))

    def test_refused_with_a_reason_nothing_is_written(self, award_round, tree, tried, row, manager, approver):
        piece = award_round(live=True)
        batch = batches.record(batch=tried(piece, [row("Chi bộ Mới")], actor=manager), actor=manager)
        with pytest.raises(NotPossible, match="lý do"):
            batches.refuse(batch=batch, actor=approver, note=" ")
        batches.refuse(batch=batch, actor=approver, note="Thiếu phụ lục")
        assert (Batch.objects.get().status, rows_of(piece)) == (Status.REFUSED, [])

    def test_what_the_approver_saw_is_what_is_written(self, award_round, tree, tried, row, manager, approver):
        piece = award_round(live=True)
        first = batches.record(batch=tried(piece, [row("Chi bộ Mới")], actor=manager), actor=manager)
        second = batches.record(
            batch=tried(piece, [row("Chi bộ Mới", achievement="Khác")], actor=manager), actor=manager
        )
        batches.approve(batch=first, actor=approver)
        with pytest.raises(batches.Changed):
            tasks.start_writing(second, actor=approver, verb="approve")
        second.refresh_from_db()
        assert (second.status, second.message) == (Status.TRIED, batches.STALE)
        assert rows_of(piece) == [(1, "Chi bộ Mới", "Việc tốt")]

    def test_taking_back_is_approved_as_well(self, award_round, tree, tried, row, manager, approver):
        piece = award_round(live=True)
        batch = batches.record(batch=tried(piece, [row("Chi bộ Mới")], actor=manager), actor=manager)
        batches.approve(batch=batch, actor=approver)
        batch.refresh_from_db()
        assert batches.undo(batch=batch, actor=manager).status == Status.UNDO_WAITING
        assert len(rows_of(piece)) == 1
        assert batches.approve(batch=batch, actor=approver).status == Status.UNDONE
        assert rows_of(piece) == []

    def test_the_command_line_waits_for_nobody(self, award_round, tree, tried, row):
        piece = award_round(live=True)
        assert batches.record(batch=tried(piece, [row("Chi bộ Mới")]), actor=None).status == Status.APPLIED


@pytest.mark.parametrize(
    "role", [Role.CONTRIBUTOR, Role.REPORTER, Role.MODERATOR, Role.PICTURE_EDITOR, Role.AUDITOR, Role.ADMINISTRATOR]
)
def test_who_may_not_edit_the_round_brings_in_no_sheet(award_round, person, tried, row, role):
    with pytest.raises(PermissionDenied):
        tried(award_round(), [row("Chi bộ Một")], actor=person("ai-do", role))


def test_a_round_in_the_trash_takes_no_sheet(award_round, tried, row, manager):
    piece = award_round()
    workflow.trash(item=piece, actor=manager)
    piece.refresh_from_db()
    with pytest.raises(NotPossible, match="thùng rác"):
        tried(piece, [row("Chi bộ Một")], actor=manager)


def test_big_sheets_run_in_the_background(
    award_round, tree, tried, row, manager, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(tasks, "SMALL", 1)
    piece = award_round()
    batch = tried(piece, [row("Chi bộ Một"), row("Chi bộ Hai"), row("Chi bộ Ba", form="?")], actor=manager)
    batches.decide(batch=batch, decisions=Decisions(left_out=[4]), actor=manager)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.start_trying(batch)
        assert Batch.objects.get().status == Status.READING
    batch = Batch.objects.get()
    assert (batch.status, batch.added) == (Status.TRIED, 2)
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.start_writing(batch, actor=manager, verb="record").status == Status.WRITING
    assert Batch.objects.get().status == Status.APPLIED and len(rows_of(piece)) == 2


def test_organisations_of_a_sheet_are_for_readers_once_the_round_is_approved(
    award_round, tree, tried, row, manager, editor, approver
):
    piece = award_round()
    batches.record(
        batch=tried(piece, [row("Chi bộ Mới", parent="Đảng bộ cơ quan B (minh họa)")], actor=manager), actor=manager
    )
    assert set(Organization.objects.shown().values_list("name", flat=True)) == {one.name for one in tree.values()}
    piece = AwardRound.objects.get(pk=piece.pk)
    assert piece.commendations.get().organization.parent.parent == tree["root"]


def test_the_command_writes_all_or_nothing(award_round, tree, xlsx, row, tmp_path, capsys):
    piece = award_round()
    file = tmp_path / "bang.xlsx"
    header = ["STT", "Tên chi bộ", "Đảng bộ trực thuộc", "Hình thức khen thưởng", "Thành tích", "Giai đoạn"]
    file.write_bytes(xlsx([header, row("Chi bộ Một"), row("Chi bộ Hai", form="Bằng khenn")]))
    with pytest.raises(SystemExit) as stopped:
        call_command("import_awards", str(file), round=str(piece.pk), json=True)
    assert stopped.value.code == 1
    said = capsys.readouterr()
    assert said.out.strip() == (
        '{"rows": 2, "ok": 1, "created": 0, "errors": [{"row": 3, "column": "D", '
        '"message": "Không có hình thức “Bằng khenn”. Có phải “Bằng khen”?"}]}'
    )
    assert "hàng 3, cột D (Hình thức khen thưởng)" in said.err and rows_of(piece) == []
    file.write_bytes(xlsx([header, row("Chi bộ Một"), row("Chi bộ Hai")]))
    call_command("import_awards", str(file), round=piece.slug, json=True, dry_run=True)
    assert '"ok": 2, "created": 0' in capsys.readouterr().out and rows_of(piece) == []
    call_command("import_awards", str(file), round=f"{piece.slug}-{piece.pk}", json=True)
    assert '"ok": 2, "created": 2' in capsys.readouterr().out and len(rows_of(piece)) == 2
    call_command("import_awards", str(file), round=str(piece.pk), json=True)
    assert '"ok": 2, "created": 0' in capsys.readouterr().out and len(rows_of(piece)) == 2
    assert LogEntry.objects.filter(verb="batch_recorded").get().channel == "dòng lệnh"
