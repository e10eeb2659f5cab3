"""The portal for gunicorn, with one line written down for each list of news that a view was asked for: who made it."""

import os
from importlib import import_module
from pathlib import Path

from django.conf import settings


class Counting:
    """Innermost: what is kept never comes here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/tin-tuc/":
            with Path(os.environ["MADE"]).open("a") as made:
                made.write(f"{os.getpid()}\n")
        return self.get_response(request)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khoi_portal.settings")
settings.MIDDLEWARE.append("tests.served.counting.Counting")
application = import_module("khoi_portal.wsgi").application
