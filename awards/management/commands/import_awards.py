"""`import_awards`: the recipients of a round from the command line. Reading and writing are registers'."""

from __future__ import annotations

from difflib import get_close_matches

from django.core.management.base import CommandError

import vietnamese
from awards.models import AwardRound
from awards.recipients import RECIPIENTS
from registers.commanding import ImportCommand


class Command(ImportCommand):
    """Thin: which round."""

    help = """\
Nhập danh sách được khen của một đợt từ bảng tính .xlsx hoặc .csv: tên, đơn vị cấp trên, hình thức, hạng, thành tích, giai đoạn.
Hàng tiêu đề được nhận ra theo tên cột; hàng tên bảng, hàng nhóm, hàng tổng được bỏ qua.

Còn một hàng lỗi thì không ghi gì; mỗi lỗi một dòng, nêu hàng và cột. Nhập lại cùng tệp không thay đổi gì.
Lệnh trả mã 0 chỉ khi mọi hàng đều đúng.
"""
    register = RECIPIENTS
    option = "round"
    option_help = "đợt khen thưởng: đường dẫn (có hoặc không có số) hoặc số"

    def find(self, which: str) -> AwardRound:
        """By number, by the end of its address, by its slug."""
        number = which.rstrip("/").rpartition("-")[2]
        rounds = AwardRound.objects.kept()
        if which.isdecimal() and len(which) < 19 and (found := rounds.filter(pk=int(which)).first()):
            return found
        slug = which.rstrip("/").rpartition("/")[2]
        named = list(rounds.filter(slug=slug)[:2])
        if len(named) == 1:
            return named[0]
        if len(named) > 1:
            raise CommandError(f"Nhiều đợt cùng đường dẫn “{slug}”. Hãy ghi số của đợt.")
        if number.isdecimal() and len(number) < 19:
            found = rounds.filter(pk=int(number)).first()
            if found is not None and f"{found.slug}-{found.pk}" == slug:
                return found
        known = dict(rounds.order_by("-pk").values_list("slug", "pk")[:500])
        if not known:
            raise CommandError(f"Không có đợt khen thưởng “{which}”: chưa có đợt nào. Hãy tạo đợt trước.")
        near = get_close_matches(vietnamese.slugify(slug), known, n=3, cutoff=0.4) or list(known)[:5]
        raise CommandError(
            f"Không có đợt khen thưởng “{which}”. Gần nhất: {', '.join(f'{one} (số {known[one]})' for one in near)}."
        )
