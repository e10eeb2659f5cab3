"""The accounts app: its name in the newsroom."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Staff, roles and the log."""

    name = "accounts"
    verbose_name = "Người dùng và nhật ký"

    def ready(self) -> None:
        """Say which roles may manage people and read the log."""
        from accounts import log
        from accounts.roles import Role, grant

        log.name_verbs(
            {
                "user_added": "Thêm người dùng",
                "user_changed": "Sửa người dùng",
                "password_set": "Đặt mật khẩu cho người khác",
            }
        )

        grant(
            {f"accounts.{verb}_{model}" for verb in ("view", "add", "change") for model in ("user", "rolegrant")}
            | {"accounts.delete_rolegrant"},
            Role.ADMINISTRATOR,
        )
        grant({"accounts.view_logentry"}, Role.AUDITOR, Role.ADMINISTRATOR)
