"""Who may. `may(user, verb, item)` is the only answer; screens, verbs, previews and APIs all ask here."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.roles import Role
from publishing.kinds import Kind, all_kinds, kind_of
from publishing.models import Publishable, SectionRight, WorkflowGates
from publishing.states import APPROVERS, DESK, TRANSITIONS, Stage, Transition, WhoElse

EDIT = "edit"
READ = "read"
CREATE = "create"
# They answer for the whole: the auditor reads what was done, the administrator archives and restores.
SUPERVISORS = (Role.AUDITOR, Role.ADMINISTRATOR)


def sections_of(user: User) -> frozenset[int] | None:
    """The sections a person's rights are narrowed to, children included; None means all."""
    cached = getattr(user, "_narrowed_sections", False)
    if cached is not False:
        return cached  # type: ignore[return-value]
    rows = SectionRight.objects.filter(user=user).values_list("section_id", "section__children__id")
    found = frozenset(pk for row in rows for pk in row if pk)
    user._narrowed_sections = found or None  # type: ignore[attr-defined]
    return user._narrowed_sections  # type: ignore[attr-defined]


def may_file_under(user: User, section_id: int | None) -> bool:
    """Whether the person's rights reach the section."""
    narrowed = sections_of(user)
    return narrowed is None or section_id is None or section_id in narrowed


def _within_sections(user: User, item: Publishable) -> bool:
    """Where the piece stands, and where the revision on its way would put it."""
    working = item.working_revision
    ahead = working.data.get("section") if working is not None and working.is_open else None
    return may_file_under(user, item.section_id) and may_file_under(user, ahead)


def is_author(user: User, item: Publishable) -> bool:
    """Whether the piece, or the revision on its way, is the person's own."""
    working = item.working_revision
    return item.created_by_id == user.pk or (
        working is not None and working.is_open and working.created_by_id == user.pk
    )


def edited_working_revision(user: User, item: Publishable) -> bool:
    """Whether the person has a hand in the revision that waits: four eyes ask for somebody else."""
    working = item.working_revision
    return working is not None and (working.created_by_id == user.pk or working.editors.filter(pk=user.pk).exists())


def may_create(user: User, kind: Kind) -> bool:
    """Whether the person may begin a piece of the kind."""
    return user.is_active and user.has_role(*kind.writers, *kind.desk)


def _may_edit(user: User, item: Publishable, kind: Kind) -> bool:
    """The desk edits everything in its sections; a writer their own, while it is with them."""
    if user.has_role(*kind.desk):
        return _within_sections(user, item)
    if not (user.has_role(*kind.writers) and is_author(user, item)):
        return False
    working = item.working_revision
    return working is None or working.stage in (Stage.DRAFT, Stage.RETURNED, Stage.APPROVED)


def _may_read(user: User, item: Publishable, kind: Kind) -> bool:
    """Unpublished text is read by its author, the desk of its kind, and whoever supervises."""
    supervises = user.has_role(*kind.desk, *SUPERVISORS) and may_file_under(user, item.section_id)
    return supervises or is_author(user, item)


def roles_for(transition: Transition) -> frozenset[Role]:
    """The roles that carry a verb; with the approval gate off, the desk approves as well."""
    if transition.verb == "approve" and not WorkflowGates.current().approval:
        return transition.roles | DESK
    return transition.roles


def may(user: Any, verb: str, item: Publishable) -> bool:
    """Whether the person may do this to the piece, wherever it stands. Whether it is possible now is workflow's question."""
    if not getattr(user, "is_active", False) or not isinstance(user, User):
        return False
    kind = kind_of(item)
    if verb == READ:
        return _may_read(user, item, kind)
    if verb == EDIT:
        return _may_edit(user, item, kind)
    if verb == CREATE:
        return may_create(user, kind)
    transition = TRANSITIONS[verb]
    if transition.who_else == WhoElse.EDITS:
        return _may_edit(user, item, kind)
    if transition.who_else == WhoElse.AUTHOR:
        return is_author(user, item)
    if not (user.has_role(*roles_for(transition)) and _within_sections(user, item)):
        return False
    if verb == "return" and not user.has_role(Role.MANAGING_EDITOR, Role.APPROVER):
        return item.working_revision is not None and item.working_revision.stage == Stage.SUBMITTED
    if verb == "confirm":
        return item.flagged_urgent and not _published_urgently_by(user, item)
    if transition.four_eyes and WorkflowGates.current().four_eyes:
        return not edited_working_revision(user, item)
    return True


def _published_urgently_by(user: User, item: Publishable) -> bool:
    """The second approver confirms, never the one who rushed it or wrote it."""
    live = item.live_revision
    return live is not None and (live.saved_by_id == user.pk or live.editors.filter(pk=user.pk).exists())


def require(user: Any, verb: str, item: Publishable) -> None:
    """Refuse, in words the newsroom understands, whoever may not."""
    if not may(user, verb, item):
        raise PermissionDenied(refusal(user, verb, item))


def refusal(user: Any, verb: str, item: Publishable) -> str:
    """Why a person may not, and what to do instead."""
    if verb == "approve" and isinstance(user, User) and user.has_role(*APPROVERS):
        return "Người đã sửa bản này không được tự duyệt. Nhờ một người duyệt khác."
    if verb in ("approve", "publish_urgently"):
        return "Chỉ người duyệt mới đăng được bài. Bấm Trình duyệt."
    if verb == "confirm":
        return "Đăng khẩn phải do người duyệt thứ hai xác nhận."
    if verb == EDIT:
        return "Bài này không do bạn viết hoặc đang ở bước khác. Nhờ ban biên tập sửa giúp."
    return f"Bạn không có quyền “{TRANSITIONS[verb].label if verb in TRANSITIONS else 'xem'}” với bài này."


def visible_pieces(user: User, kind: Kind):
    """The queryset behind every newsroom list of a kind: what the person may read, and no more."""
    pieces = kind.model._default_manager.all()
    if user.has_role(*kind.desk, *SUPERVISORS):
        narrowed = sections_of(user)
        if narrowed is None:
            return pieces
        own = pieces.filter(created_by=user)
        return (pieces.filter(section_id__in=narrowed) | own).distinct()
    if user.has_role(*kind.writers):
        return (pieces.filter(created_by=user) | pieces.filter(working_revision__created_by=user)).distinct()
    return pieces.none()


def kinds_for(user: User) -> list[Kind]:
    """The kinds a person works with."""
    return [kind for kind in all_kinds() if user.has_role(*kind.writers, *kind.desk, *SUPERVISORS)]
