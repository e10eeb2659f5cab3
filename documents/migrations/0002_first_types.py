"""The usual types, so that a new portal can begin; each is a row that the newsroom may change."""

from django.db import migrations

# name, letters in its numbers, whether one asks if it is in force
TYPES = [
    ("nghị quyết", "NQ", True),
    ("kết luận", "KL", True),
    ("chỉ thị", "CT", True),
    ("quy định", "QĐ, QĐi", True),
    ("quyết định", "QĐ", True),
    ("quy chế", "QC", True),
    ("luật", "QH", True),
    ("nghị định", "NĐ", True),
    ("thông tư", "TT", True),
    ("chương trình", "CTr", True),
    ("kế hoạch", "KH", True),
    ("hướng dẫn", "HD", True),
    ("công văn", "CV", False),
    ("thông báo", "TB", False),
    ("báo cáo", "BC", False),
    ("tài liệu hội nghị", "", False),
    ("tài liệu sinh hoạt", "", False),
    ("biểu mẫu", "", False),
]
SLUGS = {
    "nghị quyết": "nghi-quyet", "kết luận": "ket-luan", "chỉ thị": "chi-thi", "quy định": "quy-dinh",
    "quyết định": "quyet-dinh", "quy chế": "quy-che", "luật": "luat", "nghị định": "nghi-dinh", "thông tư": "thong-tu",
    "chương trình": "chuong-trinh", "kế hoạch": "ke-hoach", "hướng dẫn": "huong-dan", "công văn": "cong-van",
    "thông báo": "thong-bao", "báo cáo": "bao-cao", "tài liệu hội nghị": "tai-lieu-hoi-nghi",
    "tài liệu sinh hoạt": "tai-lieu-sinh-hoat", "biểu mẫu": "bieu-mau",
}  # fmt: skip


def add(apps, schema_editor):
    model = apps.get_model("documents", "DocumentType")
    for order, (name, symbol, has_force) in enumerate(TYPES):
        model.objects.get_or_create(
            slug=SLUGS[name], defaults={"name": name, "symbol": symbol, "has_force": has_force, "order": order}
        )


def remove(apps, schema_editor):
    used = apps.get_model("documents", "Document").objects.exclude(type=None).values("type")
    apps.get_model("documents", "DocumentType").objects.filter(slug__in=SLUGS.values()).exclude(pk__in=used).delete()


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_documents")]
    operations = [migrations.RunPython(add, remove)]
