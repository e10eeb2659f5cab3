"""Work that waits for nobody's request: making the sizes of a picture."""

from __future__ import annotations

import logging

from django.db import transaction
from django_tasks import task

from media import renditions
from media.models import Image
from publishing.announcing import announce

logger = logging.getLogger(__name__)


@task()
def make_renditions(image_id: int) -> int:
    """Make what is missing of one picture's sizes; how many were made. Running twice makes nothing twice.

    Pages that show the original meanwhile are let go.
    """
    image = Image.objects.kept().filter(pk=image_id).first()
    made = renditions.make(image) if image is not None else 0
    if made:
        announce(image)
    return made


def request_renditions(image: Image) -> None:
    """Ask for the sizes once the picture is truly stored. A queue that is away costs speed: the page shows the original meanwhile."""

    def ask() -> None:
        try:
            make_renditions.enqueue(image.pk)
        # Whatever queue is behind the tasks API may fail in its own way; the upload has succeeded.
        except Exception:
            logger.exception("Could not ask for the renditions of image %s", image.pk)

    transaction.on_commit(ask)
