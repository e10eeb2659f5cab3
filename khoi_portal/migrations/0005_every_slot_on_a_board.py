import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("khoi_portal", "0004_the_board_that_was_shown")]

    operations = [
        migrations.AlterField(
            model_name="homeslot",
            name="board",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="slots",
                to="khoi_portal.frontpage",
                verbose_name="bản trang nhất",
            ),
        ),
        migrations.AddConstraint(
            model_name="homeslot",
            constraint=models.UniqueConstraint(
                fields=("board", "place", "article"), name="slot_once_a_place_of_a_board"
            ),
        ),
    ]
