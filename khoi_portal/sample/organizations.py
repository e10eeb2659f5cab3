"""The organisations of the sample portal: a tree of the usual shape, its invented units marked as such."""

from __future__ import annotations

from datetime import date

import vietnamese
from organizations.models import Organization, OrganizationKind, Person, Position
from organizations.registering import refresh, register

# name, group in the tree
KINDS = [
    ("đảng ủy", ""),
    ("ban", "Cơ quan tham mưu"),
    ("ủy ban kiểm tra", "Cơ quan tham mưu"),
    ("văn phòng", "Cơ quan tham mưu"),
    ("ban chỉ đạo", "Ban chỉ đạo"),
    ("đảng bộ cơ sở", "Đảng bộ, chi bộ trực thuộc"),
    ("chi bộ cơ sở", "Đảng bộ, chi bộ trực thuộc"),
    ("chi bộ", ""),
    ("công đoàn", "Đoàn thể"),
    ("đoàn thanh niên", "Đoàn thể"),
]

# kind | name | short name; two blanks deeper is one level lower
TREE = """\
đảng ủy | Đảng ủy Khối các cơ quan Trung ương | ĐUK
  ban | Ban Tổ chức Đảng ủy Khối (minh họa) | BTC
  ban | Ban Tuyên giáo Đảng ủy Khối (minh họa) | BTG
  ban | Ban Dân vận Đảng ủy Khối (minh họa) | BDV
  ủy ban kiểm tra | Cơ quan Ủy ban Kiểm tra Đảng ủy Khối (minh họa) | UBKT
  văn phòng | Văn phòng Đảng ủy Khối (minh họa) | VP
  ban chỉ đạo | Ban Chỉ đạo 35 Đảng bộ Khối các cơ quan Trung ương | BCĐ 35
  công đoàn | Công đoàn Khối (minh họa)
    công đoàn | Công đoàn cơ sở Viện Nghiên cứu Số 5 (minh họa)
  đoàn thanh niên | Đoàn Thanh niên Khối (minh họa) | ĐTN Khối
    đoàn thanh niên | Chi đoàn Khối Văn phòng (minh họa)
  đảng bộ cơ sở | Đảng bộ Cơ quan Báo chí Số 1 (minh họa) | ĐB Báo chí 1
    chi bộ | Chi bộ Ban Thư ký (minh họa)
    chi bộ | Chi bộ Phòng Ảnh (minh họa)
    chi bộ | Chi bộ Ban Bạn đọc (minh họa)
    chi bộ | Chi bộ Ban Kinh tế (minh họa)
    chi bộ | Chi bộ Xưởng in (minh họa)
  đảng bộ cơ sở | Đảng bộ Viện Nghiên cứu Số 5 (minh họa) | ĐB Viện 5
    chi bộ | Chi bộ Phòng Sử học (minh họa)
    chi bộ | Chi bộ Phòng Lưu trữ (minh họa)
    chi bộ | Chi bộ Phòng Hợp tác khoa học (minh họa)
    chi bộ | Chi bộ Trung tâm Dữ liệu (minh họa)
    chi bộ | Chi bộ Tạp chí của Viện (minh họa)
  đảng bộ cơ sở | Đảng bộ Cơ quan Tổng hợp Số 2 (minh họa) | ĐB Tổng hợp 2
    chi bộ | Chi bộ Vụ Tổng hợp (minh họa)
    chi bộ | Chi bộ Vụ Nghiên cứu (minh họa)
    chi bộ | Chi bộ Văn phòng Cơ quan (minh họa)
    chi bộ | Chi bộ Vụ Tổ chức – Cán bộ (minh họa)
    chi bộ | Chi bộ Cục Quản trị (minh họa)
    chi bộ | Chi bộ Đội xe (minh họa)
    chi bộ | Chi bộ Phòng Lễ tân (minh họa)
  đảng bộ cơ sở | Đảng bộ Học viện Số 3 (minh họa) | ĐB Học viện 3
    chi bộ | Chi bộ Khoa Triết học (minh họa)
    chi bộ | Chi bộ Khoa Xây dựng Đảng (minh họa)
    chi bộ | Chi bộ Ban Quản lý đào tạo (minh họa)
    chi bộ | Chi bộ Ký túc xá (minh họa)
    chi bộ | Chi bộ Trung tâm Khảo thí (minh họa)
    chi bộ | Chi bộ Trạm Y tế Học viện (minh họa)
    chi bộ | Chi bộ Thư viện Học viện (minh họa)
  đảng bộ cơ sở | Đảng bộ Nhà xuất bản Số 4 (minh họa) | ĐB NXB 4
    chi bộ | Chi bộ Ban Biên tập sách (minh họa)
    chi bộ | Chi bộ Phòng Phát hành (minh họa)
    chi bộ | Chi bộ Phòng Bản quyền (minh họa)
    chi bộ | Chi bộ Xưởng Chế bản (minh họa)
    chi bộ | Chi bộ Phòng Minh họa sách (minh họa)
    chi bộ | Chi bộ Phòng Mỹ thuật (minh họa)
    chi bộ | Chi bộ Kho sách (minh họa)
  đảng bộ cơ sở | Đảng bộ Bảo tàng Số 6 (minh họa) | ĐB Bảo tàng 6
    chi bộ | Chi bộ Phòng Trưng bày (minh họa)
    chi bộ | Chi bộ Phòng Kiểm kê (minh họa)
    chi bộ | Chi bộ Phòng Giáo dục (minh họa)
    chi bộ | Chi bộ Phòng Bảo quản (minh họa)
    chi bộ | Chi bộ Phòng Thuyết minh (minh họa)
    chi bộ | Chi bộ Xưởng Phục chế (minh họa)
  đảng bộ cơ sở | Đảng bộ Quỹ Khoa học Số 7 (minh họa) | ĐB Quỹ 7
    chi bộ | Chi bộ Phòng Tài trợ (minh họa)
    chi bộ | Chi bộ Phòng Thẩm định (minh họa)
    chi bộ | Chi bộ Văn phòng Quỹ (minh họa)
    chi bộ | Chi bộ Phòng Kế toán Quỹ (minh họa)
    chi bộ | Chi bộ Phòng Hợp tác quốc tế Quỹ (minh họa)
    chi bộ | Chi bộ Phòng Kiểm toán Quỹ (minh họa)
  đảng bộ cơ sở | Đảng bộ Trung tâm Thông tin Số 8 (minh họa) | ĐB Thông tin 8
    chi bộ | Chi bộ Phòng Kỹ thuật (minh họa)
    chi bộ | Chi bộ Phòng Nội dung (minh họa)
    chi bộ | Chi bộ Phòng An toàn dữ liệu (minh họa)
    chi bộ | Chi bộ Phòng Số hóa (minh họa)
    chi bộ | Chi bộ Văn phòng Trung tâm Số 8 (minh họa)
  chi bộ cơ sở | Chi bộ Cán bộ hưu trí số 3 (minh họa)
  chi bộ cơ sở | Chi bộ Văn phòng Hội Số 9 (minh họa)
"""

ROOT = "Đảng ủy Khối các cơ quan Trung ương"
MERGED = {
    "name": "Đảng bộ Tạp chí Số 10 (minh họa)",
    "short_name": "ĐB Tạp chí 10",
    "valid_from": date(2007, 5, 1),
    "valid_until": date(2022, 2, 28),
}
MERGED_INTO = "Đảng bộ Cơ quan Báo chí Số 1 (minh họa)"

# organisation, its name once, until
RENAMED = [
    ("Đảng bộ Trung tâm Thông tin Số 8 (minh họa)", "Đảng bộ Trung tâm Tin học Số 8 (minh họa)", date(2019, 12, 31)),
]

ABOUT = {
    MERGED_INTO: (
        "Đảng bộ gồm các chi bộ của một cơ quan báo chí.\n\nTên, con người và số liệu ở trang này đều là minh họa.",
        {"address": "Hà Nội (địa chỉ minh họa)", "phone": "024 0000 0001", "email": "baochi1@vidu.vn"},
    ),
}

# full name, title, organisation, rank, from, until
POSITIONS = [
    ("Nguyễn Thị Hạnh (minh họa)", "Bí thư", MERGED_INTO, 1, date(2020, 6, 15), None),
    ("Trần Văn Lâm (minh họa)", "Phó Bí thư", MERGED_INTO, 2, date(2022, 3, 1), None),
    ("Trần Văn Lâm (minh họa)", "Bí thư", "Chi bộ Ban Thư ký (minh họa)", 1, date(2021, 4, 10), None),
    ("Phan Đình Khải (minh họa)", "Bí thư", MERGED_INTO, 1, date(2015, 5, 20), date(2020, 6, 14)),
    ("Lý Thu Trang (minh họa)", "Bí thư", "Đảng bộ Viện Nghiên cứu Số 5 (minh họa)", 1, date(2020, 7, 2), None),
]


def load() -> None:
    """The tree, once: where there is any organisation, everything stays as it is."""
    if Organization.objects.exists():
        return
    kinds = {}
    for order, (name, group) in enumerate(KINDS):
        slug = vietnamese.slugify(name)
        kinds[name] = OrganizationKind.objects.create(name=name, slug=slug, group_name=group, order=order)
    above: list[Organization] = []
    for order, line in enumerate(TREE.splitlines()):
        depth = (len(line) - len(line.lstrip())) // 2
        kind, name, short_name = (part.strip() for part in f"{line} | ".split("|")[:3])
        parent = above[depth - 1] if depth else None
        about, contacts = ABOUT.get(name, ("", {}))
        made = register(
            kind=kinds[kind], name=name, short_name=short_name, parent=parent, order=order, about=about, **contacts
        )
        above[depth:] = [made]
    root, heir = (Organization.objects.get(name=name) for name in (ROOT, MERGED_INTO))
    register(kind=kinds["đảng bộ cơ sở"], parent=root, successor=heir, **MERGED)
    for name, former, until in RENAMED:
        renamed = Organization.objects.get(name=name)
        renamed.former_names.create(name=former, valid_until=until)
        refresh(renamed)
    _load_positions()


def _load_positions() -> None:
    for full_name, title, where, rank, since, until in POSITIONS:
        person = Person.objects.filter(full_name=full_name).first() or Person(full_name=full_name, honorific="đồng chí")
        person.write_words()
        person.save()
        organization = Organization.objects.get(name=where)
        Position.objects.create(
            person=person, organization=organization, title=title, rank=rank, valid_from=since, valid_until=until
        )
        refresh(organization)
