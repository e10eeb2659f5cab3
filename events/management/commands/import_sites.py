"""`import_sites`: the connected sites of an event from the command line. Reading and writing are registers'."""

from __future__ import annotations

from django.core.management.base import CommandError

from events.models import Event
from events.sheets import SITES
from registers.commanding import ImportCommand

OFFERED = 5


class Command(ImportCommand):
    """Thin: which event."""

    help = """\
Nhập danh sách điểm cầu của một hội nghị từ bảng tính .xlsx hoặc .csv: điểm cầu, đơn vị, địa phương, chủ trì, đại biểu mời và dự.
Hàng tiêu đề được nhận ra theo tên cột; hàng tên bảng, hàng nhóm, hàng tổng được bỏ qua.

Còn một hàng lỗi thì không ghi gì; mỗi lỗi một dòng, nêu hàng và cột. Nhập lại cùng tệp không thay đổi gì.
Lệnh trả mã 0 chỉ khi mọi hàng đều đúng.
"""
    register = SITES
    option = "event"
    option_help = "hội nghị: số, hoặc đường dẫn kết thúc bằng số"

    def find(self, which: str) -> Event:
        """By number, or by the number at the end of its address."""
        events = Event.objects.kept()
        number = which.rstrip("/").rpartition("-")[2]
        found = events.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None
        if found is not None:
            return found
        latest = [f"{one.pk} ({one.title})" for one in events.order_by("-begins", "-pk")[:OFFERED]]
        if not latest:
            raise CommandError(f"Không có hội nghị “{which}”: chưa có hội nghị nào. Hãy tạo hội nghị trước.")
        raise CommandError(f"Không có hội nghị số “{which}”. Những hội nghị gần nhất: {'; '.join(latest)}.")
