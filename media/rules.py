"""Who may do what with the library. Screens, endpoints and verbs all ask here."""

from __future__ import annotations

from typing import Any

from accounts.roles import Role
from media.models import File, Image
from publishing.models import Publishable
from publishing.rules import READ, may

WRITERS = (
    Role.REPORTER, Role.CONTRIBUTOR, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER, Role.PICTURE_EDITOR,
)  # fmt: skip
DESK = (Role.PICTURE_EDITOR, Role.EDITOR, Role.MANAGING_EDITOR)
KEEPERS = (Role.PICTURE_EDITOR, Role.MANAGING_EDITOR)


def _holds(user: Any, roles: tuple[Role, ...]) -> bool:
    return bool(getattr(user, "is_active", False) and user.is_staff and user.has_role(*roles))


def may_read_library(user: Any) -> bool:
    """Whether a person sees the library, pictures of unpublished things included."""
    return _holds(user, WRITERS)


def may_upload(user: Any) -> bool:
    """Whether a person adds pictures."""
    return _holds(user, WRITERS)


def may_change(user: Any, image: Image | None = None) -> bool:
    """The desk changes every picture, the others their own."""
    if image is None:
        return _holds(user, WRITERS)
    return _holds(user, DESK) or (_holds(user, WRITERS) and image.uploaded_by_id == user.pk)


def may_trash(user: Any) -> bool:
    """Whether a person bins pictures and takes them back."""
    return _holds(user, KEEPERS)


def may_read_file(user: Any, file: File) -> bool:
    """A file that readers can't reach: whoever sent it, and whoever may read a piece that carries it."""
    if not (getattr(user, "is_active", False) and user.is_staff):
        return False
    if file.uploaded_by_id == user.pk:
        return True
    owners = (use.owner for use in file.uses.prefetch_related("owner"))
    return any(isinstance(owner, Publishable) and may(user, READ, owner) for owner in owners)
