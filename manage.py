#!/usr/bin/env python
"""The door to the portal's commands: `python manage.py help` lists them."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khoi_portal.settings")
    try:
        # Read first: a setting that is missing is one sentence, not whatever a command makes of half the settings.
        settings.INSTALLED_APPS  # noqa: B018
    except ImproperlyConfigured as problem:
        sys.exit(f"✗ {problem}")
    execute_from_command_line(sys.argv)
