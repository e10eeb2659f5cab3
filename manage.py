#!/usr/bin/env python
"""The door to the portal's commands: `python manage.py help` lists them."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khoi_portal.settings")
    execute_from_command_line(sys.argv)
