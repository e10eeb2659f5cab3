from django.db import migrations
from django.utils import timezone


def put_on_a_board(apps, schema_editor):
    """What stands on the front page becomes the board that readers see."""
    slots = apps.get_model("khoi_portal", "HomeSlot").objects.filter(board=None)
    if slots.exists():
        board = apps.get_model("khoi_portal", "FrontPage").objects.create(live_from=timezone.now())
        slots.update(board=board)


def keep_the_shown_board(apps, schema_editor):
    """Back: only the board that readers see has a place to stand."""
    boards = apps.get_model("khoi_portal", "FrontPage").objects
    shown = boards.filter(live_from__lte=timezone.now()).order_by("-live_from", "-pk").first()
    boards.exclude(pk=shown.pk if shown else None).delete()
    apps.get_model("khoi_portal", "HomeSlot").objects.update(board=None)
    boards.all().delete()


class Migration(migrations.Migration):
    dependencies = [("khoi_portal", "0003_boards_of_the_front_page")]

    operations = [migrations.RunPython(put_on_a_board, keep_the_shown_board)]
