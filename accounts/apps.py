"""The accounts app: its name in the newsroom."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Staff, roles and the log."""

    name = "accounts"
    verbose_name = "Người dùng và nhật ký"

    def ready(self) -> None:
        """Say which roles may manage people and read the log."""
        from django.contrib.auth.signals import user_logged_in

        from accounts import log, second_factor, sessions
        from accounts.roles import Role, grant

        user_logged_in.connect(second_factor.begin, dispatch_uid="second factor")
        user_logged_in.connect(sessions.begin, dispatch_uid="session limits")
        log.name_verbs(
            {
                "user_added": "Thêm người dùng",
                "user_changed": "Sửa người dùng",
                "password_set": "Đặt mật khẩu cho người khác",
                "sessions_ended": "Đăng xuất khỏi mọi máy",
                "second_factor_on": "Bật mã xác thực",
                "second_factor_off": "Tắt mã xác thực",
                "printed_codes_made": "In mã dự phòng",
                "printed_code_used": "Dùng mã dự phòng",
            }
        )

        grant(
            {f"accounts.{verb}_{model}" for verb in ("view", "add", "change") for model in ("user", "rolegrant")}
            | {"accounts.delete_rolegrant"},
            Role.ADMINISTRATOR,
        )
        grant({"accounts.view_logentry"}, Role.AUDITOR, Role.ADMINISTRATOR)
