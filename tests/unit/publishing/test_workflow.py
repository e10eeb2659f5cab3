"""The verbs: every row of the workflow's table, who may, and what the row shows meanwhile."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import log
from accounts.models import LogEntry
from accounts.roles import Role
from articles.models import Article
from publishing import requirements, revisions, rules, workflow
from publishing.models import Section, SectionRight, WorkflowGates
from publishing.states import TRANSITIONS, Stage, State

pytestmark = pytest.mark.django_db


def fresh(item):
    return Article.objects.select_related("working_revision", "live_revision").get(pk=item.pk)


def edited(item, actor, **fields):
    now = fresh(item)
    return workflow.save_draft(item=now, data=revisions.current_data(now) | fields, actor=actor, based_on=now.version)


def test_a_piece_goes_from_draft_to_the_public_page(draft, reporter, editor, approver):
    item = draft()
    assert (item.state, item.working_revision.stage) == (State.NEW, Stage.DRAFT)
    assert not Article.objects.public().exists()
    item = workflow.submit(item=item, actor=reporter)
    assert item.working_revision.stage == Stage.SUBMITTED
    item = workflow.forward(item=item, actor=editor)
    assert item.working_revision.stage == Stage.PENDING_APPROVAL
    item = workflow.approve(item=item, actor=approver)
    assert (item.state, item.working_revision.stage) == (State.PUBLISHED, Stage.APPROVED)
    assert list(Article.objects.public()) == [item]
    assert [entry.verb for entry in log.entries_of(item)] == ["approve", "forward", "submit", "created"]


def test_editing_something_public_leaves_the_row_as_it_is_until_approval(published, editor, approver):
    item = published(title="Tít đã duyệt (minh họa)")
    item = edited(item, editor, title="Tít sửa lại (minh họa)")
    assert fresh(item).title == "Tít đã duyệt (minh họa)"
    assert item.working_revision.data["title"] == "Tít sửa lại (minh họa)"
    workflow.forward(item=item, actor=editor)
    assert fresh(item).title == "Tít đã duyệt (minh họa)"
    workflow.approve(item=item, actor=approver)
    assert fresh(item).title == "Tít sửa lại (minh họa)"


def test_a_piece_that_is_out_keeps_its_hour_and_its_address(published, editor, approver):
    item = published(title="Tít cũ (minh họa)")
    out_at, slug = item.publish_at, item.slug
    item = edited(item, editor, title="Tít mới (minh họa)", publish_at=(timezone.now() + timedelta(days=3)).isoformat())
    workflow.forward(item=item, actor=editor)
    item = workflow.approve(item=item, actor=approver)
    assert (item.publish_at, item.slug) == (out_at, slug)
    assert item.is_public()


def test_an_approver_who_edited_the_revision_may_not_approve_it(draft, reporter, approver, person):
    item = draft()
    item = workflow.submit(item=item, actor=reporter)
    item = edited(item, approver, summary="Người duyệt sửa sapo.")
    item = workflow.forward(item=item, actor=person("tk", Role.MANAGING_EDITOR))
    with pytest.raises(PermissionDenied, match="không được tự duyệt"):
        workflow.approve(item=item, actor=approver)
    other = person("duyet2", Role.APPROVER)
    assert workflow.approve(item=fresh(item), actor=other).state == State.PUBLISHED


def test_editing_earlier_versions_of_the_same_revision_counts_for_four_eyes(draft, reporter, approver, editor):
    item = draft()
    item = edited(item, approver, summary="Một chữ của người duyệt.")
    item = edited(item, editor, summary="Biên tập sửa tiếp.")
    item = workflow.forward(item=item, actor=editor)
    assert not rules.may(approver, "approve", item)


def test_with_four_eyes_off_the_last_editor_may_approve(draft, approver, managing_editor):
    WorkflowGates.objects.create(editing=True, approval=True, four_eyes=False)
    item = edited(draft(), approver, summary="Sửa.")
    item = workflow.forward(item=item, actor=managing_editor)
    assert workflow.approve(item=item, actor=approver).state == State.PUBLISHED


def test_a_small_newsroom_goes_from_writing_straight_to_approval(draft, reporter, approver):
    WorkflowGates.objects.create(**WorkflowGates.PRESETS["small"][1])
    item = workflow.submit(item=draft(), actor=reporter)
    assert item.working_revision.stage == Stage.PENDING_APPROVAL
    assert workflow.approve(item=item, actor=approver).state == State.PUBLISHED


def test_a_return_needs_words_and_brings_them_to_the_author(draft, reporter, editor):
    item = workflow.submit(item=draft(), actor=reporter)
    with pytest.raises(requirements.NotReady, match="lý do"):
        workflow.return_(item=item, actor=editor, note="  ")
    assert fresh(item).working_revision.stage == Stage.SUBMITTED
    item = workflow.return_(item=item, actor=editor, note="Bổ sung nguồn.")
    assert (item.working_revision.stage, item.working_revision.returned_note) == (Stage.RETURNED, "Bổ sung nguồn.")
    assert workflow.submit(item=item, actor=reporter).working_revision.stage == Stage.SUBMITTED


def test_an_editor_returns_what_waits_for_editing_but_not_what_waits_for_approval(
    draft, reporter, editor, managing_editor
):
    item = workflow.submit(item=draft(), actor=reporter)
    assert rules.may(editor, "return", item)
    item = workflow.forward(item=item, actor=editor)
    assert not rules.may(editor, "return", item)
    assert rules.may(managing_editor, "return", item)


def test_only_the_author_recalls(draft, reporter, editor, person):
    item = workflow.submit(item=draft(), actor=reporter)
    for other in (editor, person("pv2", Role.REPORTER)):
        with pytest.raises(PermissionDenied):
            workflow.recall(item=item, actor=other)
    assert workflow.recall(item=item, actor=reporter).working_revision.stage == Stage.DRAFT


def test_a_step_that_starts_elsewhere_is_not_possible_and_changes_nothing(draft, reporter, approver):
    item = draft()
    with pytest.raises(workflow.NotPossible):
        workflow.approve(item=item, actor=approver)
    with pytest.raises(workflow.NotPossible):
        workflow.withdraw(item=item, actor=approver, note="Không có gì để gỡ.")
    assert fresh(item).version == item.version


def test_urgent_publication_is_one_approver_a_reason_and_a_flag_until_a_second_confirms(draft, approver, person):
    item = draft()
    with pytest.raises(requirements.NotReady):
        workflow.publish_urgently(item=item, actor=approver, note="")
    item = workflow.publish_urgently(item=item, actor=approver, note="Tin bão.")
    assert (item.state, item.flagged_urgent) == (State.PUBLISHED, True)
    with pytest.raises(PermissionDenied, match="người duyệt thứ hai"):
        workflow.confirm(item=item, actor=approver)
    item = workflow.confirm(item=item, actor=person("duyet2", Role.APPROVER))
    assert not item.flagged_urgent


def test_withdrawing_is_gone_for_readers_at_once_and_reinstating_needs_approval_again(published, editor, approver):
    item = published()
    item = workflow.withdraw(item=item, actor=approver, note="Sai số liệu.")
    assert not Article.objects.public().exists()
    assert list(Article.objects.gone()) == [item]
    item = workflow.reinstate(item=item, actor=editor)
    assert item.working_revision.stage == Stage.PENDING_APPROVAL
    assert not Article.objects.public().exists()
    # Reinstating is no editing of the text, but it opened the revision: somebody else approves.
    assert workflow.approve(item=item, actor=approver).is_public()


def test_archived_is_reachable_and_in_no_list(published, approver, person):
    item = workflow.archive(item=published(), actor=approver)
    assert list(Article.objects.public()) == [item]
    assert not Article.objects.listed().exists()
    item = workflow.unarchive(item=item, actor=person("qt", Role.ADMINISTRATOR))
    assert list(Article.objects.listed()) == [item]


def test_the_trash_takes_new_and_withdrawn_pieces_and_gives_them_back(draft, published, reporter, editor, approver):
    item = workflow.trash(item=draft(), actor=reporter)
    assert list(Article.objects.trashed()) == [item]
    assert workflow.restore(item=item, actor=reporter).trashed_at is None
    with pytest.raises(workflow.NotPossible):
        workflow.trash(item=published(), actor=editor)


def test_nothing_moves_while_it_lies_in_the_trash(draft, reporter):
    item = workflow.trash(item=draft(), actor=reporter)
    with pytest.raises(workflow.NotPossible):
        workflow.submit(item=item, actor=reporter)


@time_machine.travel("2026-11-22 09:00 +0700", tick=False)
def test_a_schedule_is_kept_by_the_clock_alone(draft, reporter, editor, approver):
    hour = timezone.now() + timedelta(hours=2)
    item = draft(publish_at=hour.isoformat(), expire_at=(hour + timedelta(hours=1)).isoformat())
    workflow.submit(item=item, actor=reporter)
    workflow.forward(item=item, actor=editor)
    item = workflow.approve(item=item, actor=approver)
    assert (item.state, item.is_public()) == (State.PUBLISHED, False)
    for moment, public in (
        (hour - timedelta(seconds=1), False),
        (hour, True),
        (hour + timedelta(minutes=59, seconds=59), True),
        (hour + timedelta(hours=1), False),
    ):
        with time_machine.travel(moment, tick=False):
            assert Article.objects.public().exists() is public
            assert Article.objects.listed().exists() is public
            assert fresh(item).is_public() is public


@time_machine.travel("2026-11-22 09:00 +0700", tick=False)
def test_a_draft_with_a_future_date_never_publishes_itself(draft):
    draft(publish_at=(timezone.now() + timedelta(hours=1)).isoformat())
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert not Article.objects.public().exists()


def test_two_savers_the_second_gets_what_the_first_saved_and_nothing_is_written(draft, reporter, editor):
    item = draft()
    opened = item.version
    edited(item, editor, summary="Biên tập đã lưu.")
    with pytest.raises(workflow.Conflict) as conflict:
        workflow.save_draft(
            item=fresh(item),
            data=revisions.snapshot(item) | {"summary": "Phóng viên lưu sau."},
            actor=reporter,
            based_on=opened,
        )
    assert conflict.value.theirs.data["summary"] == "Biên tập đã lưu."
    assert fresh(item).working_revision.data["summary"] == "Biên tập đã lưu."


def test_what_somebody_else_saved_stays_in_the_history(draft, reporter, editor):
    item = draft(summary="Bản của phóng viên.")
    item = edited(item, editor, summary="Bản của biên tập.")
    assert [revision.data["summary"] for revision in revisions.of(item)] == ["Bản của biên tập.", "Bản của phóng viên."]
    assert item.working_revision.created_by == reporter
    assert set(item.working_revision.editors.all()) == {reporter, editor}


def test_restoring_an_older_text_makes_a_new_version(draft, editor):
    item = edited(draft(summary="Một."), editor, summary="Hai.")
    item = workflow.restore_revision(item=item, number=1, actor=editor)
    assert (item.working_revision.number, item.working_revision.data["summary"]) == (3, "Một.")
    assert revisions.of(item).count() == 3


def test_an_unfit_piece_is_not_handed_on(draft, reporter):
    item = draft(body="")
    with pytest.raises(requirements.NotReady) as refused:
        workflow.submit(item=item, actor=reporter)
    assert [issue.field for issue in refused.value.issues] == ["body"]
    assert fresh(item).working_revision.stage == Stage.DRAFT


def test_a_writer_has_no_hand_in_somebody_elses_piece(draft, person):
    item = draft()
    other = person("pv2", Role.REPORTER)
    for verb in (rules.READ, rules.EDIT, *TRANSITIONS):
        assert not rules.may(other, verb, item), verb


def test_a_writer_does_not_edit_what_lies_with_the_desk(draft, reporter):
    item = workflow.submit(item=draft(), actor=reporter)
    assert not rules.may(reporter, rules.EDIT, item)
    assert rules.may(reporter, rules.READ, item)


def test_rights_can_be_narrowed_to_sections(draft, section, person):
    elsewhere = Section.objects.create(name="Đoàn thể", slug="doan-the")
    below = Section.objects.create(name="Chi bộ", slug="chi-bo", parent=section)
    editor = person("bt2", Role.EDITOR)
    SectionRight.objects.create(user=editor, section=section)
    assert rules.may(editor, rules.EDIT, draft())
    assert rules.may(editor, rules.EDIT, draft(section=below.pk))
    assert not rules.may(editor, rules.EDIT, draft(section=elsewhere.pk))
    assert not rules.may(editor, rules.READ, draft(section=elsewhere.pk))


EDITORIAL = {Role.CONTRIBUTOR, Role.REPORTER, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER}


@pytest.mark.parametrize("role", [role for role in Role if role not in EDITORIAL])
def test_other_roles_do_nothing_with_articles(draft, person, role):
    user, item = person("nguoi-khac", role), draft()
    allowed = {verb for verb in (rules.EDIT, rules.CREATE, *TRANSITIONS) if rules.may(user, verb, item)}
    assert allowed == ({"archive", "unarchive"} if role == Role.ADMINISTRATOR else set())


def test_an_inactive_or_missing_person_may_nothing(draft, approver):
    item = draft()
    approver.is_active = False
    assert not any(rules.may(approver, verb, item) for verb in (rules.READ, rules.EDIT, *TRANSITIONS))
    assert not rules.may(None, rules.READ, item)


def test_autosave_leaves_no_line_in_the_log(draft, reporter):
    item = draft()
    before = LogEntry.objects.count()
    workflow.save_draft(
        item=item, data=revisions.current_data(item) | {"summary": "Tự lưu."}, actor=reporter, quiet=True
    )
    assert LogEntry.objects.count() == before
    assert fresh(item).working_revision.data["summary"] == "Tự lưu."


def test_a_form_sent_twice_begins_one_piece(reporter, section):
    key = uuid4()
    data = revisions.snapshot(Article()) | {"title": "Một bài (minh họa)", "section": section.pk, "body": "<p>Chữ.</p>"}
    first = workflow.save_draft(item=Article(), data=data, actor=reporter, creation_key=key)
    second = workflow.save_draft(item=Article(), data=data, actor=reporter, creation_key=key)
    assert (first.pk, Article.objects.count(), revisions.of(first).count()) == (second.pk, 1, 1)


def test_somebody_elses_key_opens_nothing(reporter, draft, person):
    key = uuid4()
    item = draft()
    Article.objects.filter(pk=item.pk).update(creation_key=key)
    other = person("pv2", Role.REPORTER)
    with pytest.raises(IntegrityError), transaction.atomic():
        workflow.save_draft(item=Article(), data=revisions.snapshot(item), actor=other, creation_key=key)
    assert fresh(item).working_revision.data == item.working_revision.data


def test_the_author_of_a_withdrawn_piece_is_told_why(published, reporter, approver):
    item = workflow.withdraw(item=published(), actor=approver, note=" Sai số liệu. ")
    assert item.withdrawn_note == "Sai số liệu."
    assert list(Article.objects.on_my_table().filter(created_by=reporter)) == [item]


def test_the_trash_is_emptied_after_thirty_days_and_the_log_remembers(draft, reporter):
    old = workflow.trash(item=draft(title="Bài cũ (minh họa)"), actor=reporter)
    workflow.trash(item=draft(), actor=reporter)
    Article.objects.filter(pk=old.pk).update(trashed_at=timezone.now() - timedelta(days=31))
    assert workflow.purge_trash() == 1
    assert not Article.objects.filter(pk=old.pk).exists()
    assert Article.objects.trashed().count() == 1
    assert LogEntry.objects.filter(verb="purged").get().target_label == "Bài cũ (minh họa)"


def test_what_lies_in_the_trash_is_not_written_on(draft, reporter):
    item = workflow.trash(item=draft(summary="Như cũ."), actor=reporter)
    with pytest.raises(workflow.NotPossible, match="thùng rác"):
        edited(item, reporter, summary="Sửa.")
    with pytest.raises(workflow.NotPossible, match="thùng rác"):
        workflow.restore_revision(item=item, number=1, actor=reporter)
    assert fresh(item).working_revision.data["summary"] == "Như cũ."
