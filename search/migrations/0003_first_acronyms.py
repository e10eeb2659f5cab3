"""The acronyms every Party or government body writes; editors add their own."""

from django.db import migrations

ACRONYMS = {
    "BCĐ": "ban chỉ đạo",
    "BCH": "ban chấp hành",
    "BTC": "ban tổ chức",
    "BTG": "ban tuyên giáo",
    "BTV": "ban thường vụ",
    "CBCC": "cán bộ, công chức",
    "CCHC": "cải cách hành chính",
    "CNTT": "công nghệ thông tin",
    "CNXH": "chủ nghĩa xã hội",
    "CT-XH": "chính trị, xã hội",
    "ĐUK": "Đảng ủy Khối",
    "HĐND": "hội đồng nhân dân",
    "LLCT": "lý luận chính trị",
    "MTTQ": "Mặt trận Tổ quốc",
    "QĐND": "Quân đội nhân dân",
    "TNCS": "thanh niên cộng sản",
    "TW": "trung ương",
    "UBKT": "ủy ban kiểm tra",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "UBND": "ủy ban nhân dân",
    "XHCN": "xã hội chủ nghĩa",
}


def add(apps, schema_editor):
    acronym = apps.get_model("search", "Acronym")
    acronym.objects.bulk_create(acronym(short=short, meaning=meaning) for short, meaning in ACRONYMS.items())


def remove(apps, schema_editor):
    apps.get_model("search", "Acronym").objects.filter(short__in=ACRONYMS).delete()


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]
    operations = [migrations.RunPython(add, remove)]
