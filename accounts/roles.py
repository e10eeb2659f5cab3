"""The newsroom's roles as data, and which permissions each one carries."""

from collections.abc import Iterable

from django.db import models


class Role(models.TextChoices):
    """What a person does in the newsroom. One person may hold several."""

    CONTRIBUTOR = "contributor", "Cộng tác viên"
    REPORTER = "reporter", "Phóng viên"
    EDITOR = "editor", "Biên tập viên"
    MANAGING_EDITOR = "managing_editor", "Thư ký tòa soạn"
    APPROVER = "approver", "Duyệt xuất bản"
    MODERATOR = "moderator", "Kiểm duyệt phản hồi"
    PICTURE_EDITOR = "picture_editor", "Quản lý tư liệu ảnh"
    AWARDS_MANAGER = "awards_manager", "Quản lý khen thưởng"
    ADMINISTRATOR = "administrator", "Quản trị hệ thống"
    AUDITOR = "auditor", "Giám sát"


_permissions: dict[str, set[str]] = {}


def grant(permissions: Iterable[str], *roles: Role) -> None:
    """Let the roles do these things ("app.verb_model"). Each app says it for its own models, from ready()."""
    for role in roles:
        _permissions.setdefault(role.value, set()).update(permissions)


def permissions_of(roles: Iterable[str]) -> set[str]:
    """Everything that holders of these roles may do."""
    found: set[str] = set()
    for role in roles:
        found |= _permissions.get(role, set())
    return found


def roles_carrying(permission: str) -> list[str]:
    """The roles that let their holders do this one thing."""
    return sorted(role for role, held in _permissions.items() if permission in held)
