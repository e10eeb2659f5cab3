"""The log refuses UPDATE and DELETE from here on."""

from django.conf import settings
from django.db import migrations

from accounts import append_only


def install(apps, schema_editor):
    if settings.APPEND_ONLY_TRIGGERS:
        append_only.install(schema_editor.connection, "accounts_logentry")


def remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, "accounts_logentry")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_staff_roles_log")]
    operations = [migrations.RunPython(install, remove)]
