"""The feedback app: tells the floors below who moderates and how its verbs read."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Phản hồi."""

    name = "feedback"
    verbose_name = "Phản hồi"

    def ready(self) -> None:
        """Say who does what."""
        from accounts import log
        from accounts.roles import Role, grant

        grant({f"feedback.{name}" for name in ("view_message", "change_message", "view_contact")}, Role.MODERATOR)
        for kept in ("watchedword", "readytext"):
            rights = {f"feedback.{verb}_{kept}" for verb in ("view", "add", "change", "delete")}
            grant(rights, Role.MODERATOR, Role.ADMINISTRATOR)
        grant({f"feedback.{verb}_holiday" for verb in ("view", "add", "change", "delete")}, Role.ADMINISTRATOR)
        grant({f"feedback.{verb}_consenttext" for verb in ("view", "add")}, Role.ADMINISTRATOR)
        log.name_verbs(
            {
                "feedback_received": "Nhận phản hồi",
                "feedback_taken": "Nhận xử lý phản hồi",
                "feedback_assigned": "Giao phản hồi cho",
                "feedback_undone": "Hoàn tác việc vừa làm với phản hồi",
                "feedback_mailed": "Gửi thư cho người gửi phản hồi",
                "feedback_mail_failed": "Không gửi được thư cho người gửi phản hồi",
                "feedback_approved": "Duyệt phản hồi",
                "feedback_answered": "Duyệt phản hồi cùng trả lời",
                "feedback_answered_privately": "Trả lời riêng người gửi phản hồi",
                "feedback_handed_over": "Chuyển phản hồi cho đơn vị",
                "feedback_refused": "Từ chối phản hồi",
                "feedback_spam": "Xếp phản hồi vào thư rác",
                "feedback_hidden": "Ẩn phản hồi",
                "feedback_reopened": "Đưa phản hồi về xử lý",
                "feedback_noted": "Ghi chú vào phản hồi",
                "feedback_contact_seen": "Xem địa chỉ người gửi phản hồi",
                "feedback_erased": "Người gửi xóa phản hồi của mình",
                "feedback_purged": "Xóa dữ liệu riêng quá hạn của phản hồi",
            }
        )
