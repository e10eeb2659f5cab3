"""Staff users, the roles they hold, and the log of what was done."""

from typing import Any

from django.contrib.auth import get_backends
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from accounts.roles import Role


class User(AbstractUser):
    """A member of staff. Names are written as in Vietnam: họ, đệm, tên, in one field."""

    first_name = None
    last_name = None
    full_name = models.CharField("họ và tên", max_length=120, blank=True)
    phone = models.CharField("điện thoại nội bộ", max_length=40, blank=True)
    # Raised to log the person out everywhere: every session knows the number it began with.
    sessions_ended = models.PositiveIntegerField("số lần đăng xuất mọi máy", default=0, editable=False)

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The name shown to colleagues."""
        return str(self)

    def get_short_name(self) -> str:
        """The given name, which in Vietnamese is the last word."""
        return str(self).split()[-1]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must still match: the password, and how often all were ended."""
        value = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("accounts.sessions", value, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held now. A superuser runs the system and nothing more: publishing needs a role of its own."""
        if not self.pk or not self.is_active:
            return frozenset()
        held = {grant.role for grant in self.role_grants.all()}
        if self.is_superuser:
            held.add(Role.ADMINISTRATOR.value)
        return frozenset(held)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """What the roles carry. Django would give a superuser everything: here that is an administrator, who sees no sender's address."""
        return self.is_active and any(
            backend.has_perm(self, perm, obj) for backend in get_backends() if hasattr(backend, "has_perm")
        )

    def has_module_perms(self, app_label: str) -> bool:
        """Whether the roles carry anything of the app."""
        return self.is_active and any(
            backend.has_module_perms(self, app_label)
            for backend in get_backends()
            if hasattr(backend, "has_module_perms")
        )

    def has_role(self, *roles: str) -> bool:
        """Whether the person holds at least one of the roles."""
        return any(str(role) in self.roles for role in roles)

    def role_labels(self) -> list[str]:
        """The roles in words, in the order of the table."""
        return [role.label for role in Role if role.value in self.roles]


class RoleGrant(models.Model):
    """One role held by one person."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants", verbose_name="người dùng")
    role = models.CharField("vai trò", max_length=20, choices=Role.choices)

    class Meta:
        verbose_name = "vai trò"
        verbose_name_plural = "vai trò"
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="role_granted_once")]

    def __str__(self) -> str:
        return self.get_role_display()


class LogEntry(models.Model):
    """One thing that was done, by whom, to what. Written by log.record and never changed: the database refuses."""

    at = models.DateTimeField("lúc", db_index=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người làm")
    actor_name = models.CharField("tên người làm", max_length=150, blank=True)
    verb = models.CharField("việc", max_length=40)
    target_type = models.ForeignKey(ContentType, models.PROTECT, null=True, related_name="+")
    target_id = models.BigIntegerField(null=True)
    target = GenericForeignKey("target_type", "target_id")
    target_label = models.CharField("đối tượng", max_length=250, blank=True)
    note = models.TextField("ghi chú", blank=True)
    channel = models.CharField("qua", max_length=20, default="web")
    detail = models.JSONField("chi tiết", default=dict, blank=True)

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["-id"]
        indexes = [models.Index(fields=["target_type", "target_id", "-id"], name="log_of_target")]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.verb} {self.target_label}"
