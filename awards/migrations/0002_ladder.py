"""The ladder to begin with: forms and grades of the Law on Emulation and Commendation (06/2022/QH15) and of Party rules, the
higher before the lower, with the bodies that grant them. Rows like any other afterwards: every portal changes its own."""

from django.db import migrations

THREE = ("hạng Nhất", "hạng Nhì", "hạng Ba")
PRESIDENT, PREMIER = ("Chủ tịch nước",), ("Thủ tướng Chính phủ",)
PARTY = (
    "Ban Chấp hành Trung ương", "Ban Bí thư", "Ban Thường vụ", "Ban Chấp hành Đảng bộ", "Đảng ủy", "Tỉnh ủy", "Thành ủy",
)
OFFICES = (
    "Bộ trưởng", "Chủ tịch Ủy ban nhân dân", "Chủ tịch UBND", "Trưởng Ban", "Chánh Văn phòng", "Tổng Kiểm toán", "Viện trưởng",
    "Chánh án", "Chủ tịch", "Tổng Giám đốc", "Tổng cục trưởng",
)
BASE = ("Đảng ủy", "Chi ủy", "Chi bộ", "Đảng bộ", "Thủ trưởng", "Giám đốc", "Cục trưởng", "Hiệu trưởng")

# name | grades | who grants it | by Party rules
LADDER = [
    ("Huân chương Sao vàng", (), PRESIDENT, False),
    ("Huân chương Hồ Chí Minh", (), PRESIDENT, False),
    ("Huân chương Độc lập", THREE, PRESIDENT, False),
    ("Huân chương Quân công", THREE, PRESIDENT, False),
    ("Huân chương Lao động", THREE, PRESIDENT, False),
    ("Huân chương Bảo vệ Tổ quốc", THREE, PRESIDENT, False),
    ("Huân chương Chiến công", THREE, PRESIDENT, False),
    ("Huân chương Đại đoàn kết toàn dân tộc", (), PRESIDENT, False),
    ("Huân chương Dũng cảm", (), PRESIDENT, False),
    ("Huân chương Hữu nghị", (), PRESIDENT, False),
    ("Anh hùng Lao động", (), PRESIDENT, False),
    ("Anh hùng Lực lượng vũ trang nhân dân", (), PRESIDENT, False),
    ("Huy chương Quân kỳ quyết thắng", (), PRESIDENT, False),
    ("Huy chương Vì an ninh Tổ quốc", (), PRESIDENT, False),
    ("Huy chương Chiến sĩ vẻ vang", THREE, PRESIDENT, False),
    ("Huy chương Hữu nghị", (), PRESIDENT, False),
    ("Huy hiệu Đảng", (), (), True),
    ("Cờ thi đua của Chính phủ", (), ("Thủ tướng Chính phủ", "Chính phủ"), False),
    ("Chiến sĩ thi đua toàn quốc", (), PREMIER, False),
    ("Bằng khen của Thủ tướng Chính phủ", (), PREMIER, False),
    ("Cờ thi đua", (), (), False),
    ("Bằng khen", (), PARTY + OFFICES, True),
    ("Kỷ niệm chương", (), (), False),
    ("Tập thể lao động xuất sắc", (), (), False),
    ("Chiến sĩ thi đua cơ sở", (), (), False),
    ("Tập thể lao động tiên tiến", (), (), False),
    ("Lao động tiên tiến", (), (), False),
    ("Giấy khen", (), PARTY + OFFICES + BASE, True),
    ("Thư khen", (), (), False),
]


def lay(apps, schema_editor):
    form_of = apps.get_model("awards", "AwardForm")
    grade_of = apps.get_model("awards", "AwardGrade")
    body_of = apps.get_model("awards", "GrantingBody")
    for place, (name, grades, bodies, is_of_the_party) in enumerate(LADDER, start=1):
        form = form_of.objects.create(name=name, order=10 * place, is_of_the_party=is_of_the_party)
        grade_of.objects.bulk_create(grade_of(form=form, name=grade, order=number) for number, grade in enumerate(grades, start=1))
        body_of.objects.bulk_create(body_of(form=form, name=body) for body in dict.fromkeys(bodies))


def take_away(apps, schema_editor):
    names = [row[0] for row in LADDER]
    apps.get_model("awards", "GrantingBody").objects.filter(form__name__in=names).delete()
    apps.get_model("awards", "AwardGrade").objects.filter(form__name__in=names).delete()
    apps.get_model("awards", "AwardForm").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):

    dependencies = [("awards", "0001_awards")]

    operations = [migrations.RunPython(lay, take_away)]
