"""Adjectives of pictures and files: kept, findable, reachable by a reader. The only place that says which files are public."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q

import vietnamese
from media import owners
from publishing.querysets import PublishableQuerySet


class ImageQuerySet(models.QuerySet[Any]):
    """Sentences about the library: `.kept().matching("bằng khen").with_renditions()`."""

    def kept(self) -> Self:
        """Not in the trash."""
        return self.filter(trashed_at__isnull=True)

    def trashed(self) -> Self:
        """In the trash, restorable until it is emptied."""
        return self.filter(trashed_at__isnull=False)

    def reachable(self) -> Self:
        """Whose files a reader may open: shown by at least one owner that is public at this moment."""
        uses = self.model._meta.get_field("uses").related_model.objects
        return self.kept().filter(Exists(uses.shown_to_readers().filter(image=OuterRef("pk"))))

    def unused(self) -> Self:
        """That no piece shows, not even in a draft."""
        return self.filter(uses__isnull=True)

    def with_renditions(self) -> Self:
        """With everything that `{% picture %}` asks for, in one query more for all of them."""
        renditions = self.model._meta.get_field("renditions").related_model.objects
        return self.prefetch_related(Prefetch("renditions", queryset=renditions.order_by()))

    def with_uses(self) -> Self:
        """With the pieces that show them."""
        uses = self.model._meta.get_field("uses").related_model.objects
        return self.prefetch_related(Prefetch("uses", queryset=uses.prefetch_related("owner")))

    def saying_whether_used(self) -> Self:
        """Each with `used`: whether some piece shows it, drafts included."""
        uses = self.model._meta.get_field("uses").related_model.objects
        return self.annotate(used=Exists(uses.filter(image=OuterRef("pk"))))

    def matching(self, words: str) -> Self:
        """Whose name, caption, alternative text or credit holds every word, with or without marks."""
        found = self
        for word in vietnamese.fold(vietnamese.clean_line(words)).split()[:12]:
            found = found.filter(words__contains=word)
        return found

    def lacking(self, what: str) -> Self:
        """Where something a reader needs is not filled in: "caption", "alt_text", "photo_credit", or "any" of them."""
        if what == "any":
            return self.filter(Q(caption="") | Q(alt_text="") | Q(photo_credit=""))
        return self.filter(**{what: ""})

    def latest_first(self) -> Self:
        """Newest upload first; the id settles equal times."""
        return self.order_by("-uploaded_at", "-pk")


class FileQuerySet(models.QuerySet[Any]):
    """Sentences about files to download."""

    def reachable(self) -> Self:
        """That a reader may open: attached to at least one owner that is public at this moment."""
        uses = self.model._meta.get_field("uses").related_model.objects
        return self.filter(Exists(uses.shown_to_readers().filter(file=OuterRef("pk"))))


class UseQuerySet(models.QuerySet[Any]):
    """Sentences about who shows what."""

    def shown_to_readers(self) -> Self:
        """By the public text of an owner that is public now. A draft shows nothing to a reader."""
        public = Q(pk__in=[])
        for owner_type, model in owners.with_types():
            public |= Q(owner_type=owner_type, owner_id__in=model._default_manager.public().values("pk"))
        return self.filter(public, in_draft=False)


class GalleryQuerySet(PublishableQuerySet):
    """Sentences about galleries, on top of those of anything publishable."""

    def latest_taken_first(self) -> Self:
        """By the day the pictures were taken, newest first; those without one after."""
        return self.order_by(F("taken_on").desc(nulls_last=True), "-publish_at", "-pk")


class VideoQuerySet(PublishableQuerySet):
    """Sentences about videos, on top of those of anything publishable."""

    def latest_recorded_first(self) -> Self:
        """By the day they were recorded, newest first; those without one after."""
        return self.order_by(F("recorded_on").desc(nulls_last=True), "-publish_at", "-pk")
