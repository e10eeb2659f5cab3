import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("khoi_portal", "0002_notices_lead_to_safe_addresses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FrontPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("live_from", models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="hiện từ")),
                (
                    "put_up_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đưa lên",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản trang nhất",
                "verbose_name_plural": "bản trang nhất",
                "ordering": ["-live_from", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="frontpage",
            constraint=models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(("live_from__isnull", True)),
                name="one_draft_of_the_front_page",
            ),
        ),
        migrations.RemoveConstraint(model_name="homeslot", name="slot_once_a_place"),
        migrations.AddField(
            model_name="homeslot",
            name="board",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="slots",
                to="khoi_portal.frontpage",
                verbose_name="bản trang nhất",
            ),
        ),
    ]
