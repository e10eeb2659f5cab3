"""Logging in: one message for a wrong name and a wrong password, and how many tries are left."""

from __future__ import annotations

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from accounts.models import User


class LogInForm(AdminAuthenticationForm):
    """The newsroom's log-in."""

    def clean_username(self) -> str:
        """A name longer than any account's is cut: it stays nobody's, and the count of tries has room for it."""
        return self.cleaned_data["username"][: User._meta.get_field("username").max_length]

    def get_invalid_login_error(self) -> ValidationError:
        """The same words whether the name exists or not: tries are counted for the name that was typed."""
        words = "Tên đăng nhập hoặc mật khẩu chưa đúng."
        left = self._tries_left()
        if left is not None:
            minutes = round(settings.AXES_COOLOFF_TIME * 60)
            words += (
                f" Sau {settings.AXES_FAILURE_LIMIT} lần sai liên tiếp, tài khoản nghỉ {minutes} phút; còn {left} lần."
            )
        return ValidationError(words, code="invalid_login")

    def _tries_left(self) -> int | None:
        """How many wrong passwords are still forgiven; None where nobody counts."""
        if not settings.AXES_ENABLED:
            return None
        credentials: dict[str, Any] = {"username": self.cleaned_data.get("username")}
        return max(0, settings.AXES_FAILURE_LIMIT - AxesProxyHandler.get_failures(self.request, credentials))
