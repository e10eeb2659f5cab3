"""The door for gunicorn, and the one bound that holds for pages but not for commands: how long the database may take."""

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khoi_portal.settings")
application = get_wsgi_application()


def bound_statements(*, connection: Any, **kwargs: Any) -> None:
    """PostgreSQL ends a statement that a reader has waited too long for: its thread is free, the reader gets 503.

    SQLite has a bound of its own, for locks: `timeout` in the settings.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{settings.STATEMENT_SECONDS}s"])


connection_created.connect(bound_statements)
