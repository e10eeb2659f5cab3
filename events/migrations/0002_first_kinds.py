"""The kinds of events that every Party or government body holds; editors add their own."""

from django.db import migrations

KINDS = [
    ("Hội nghị", "hoi-nghi"),
    ("Giao ban", "giao-ban"),
    ("Sơ kết", "so-ket"),
    ("Tổng kết", "tong-ket"),
    ("Tọa đàm", "toa-dam"),
    ("Tập huấn", "tap-huan"),
    ("Lễ", "le"),
    ("Đại hội", "dai-hoi"),
]


def add(apps, schema_editor):
    kind = apps.get_model("events", "EventKind")
    kind.objects.bulk_create(kind(name=name, slug=slug, order=order) for order, (name, slug) in enumerate(KINDS))


def remove(apps, schema_editor):
    apps.get_model("events", "EventKind").objects.filter(slug__in=[slug for _, slug in KINDS], events=None).delete()


class Migration(migrations.Migration):
    dependencies = [("events", "0001_events")]

    operations = [migrations.RunPython(add, remove)]
