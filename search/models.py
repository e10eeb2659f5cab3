"""The index as rows: one entry a public thing, its words beside it, and the acronyms that editors keep.

The full-text structures hang on these tables and are made by migration: on SQLite two FTS5 tables that triggers on
`search_text` fill, on PostgreSQL a `terms` column on `search_entry`. Nobody but search/backends speaks to them.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

import vietnamese
from publishing.models import Section

# Things of one second are told apart by the numbers below this.
PLACES_IN_A_SECOND = 64


def first_id_of(moment: datetime) -> int:
    """The lowest entry id that a thing published at the moment can have: ids follow the time of publication."""
    return int(moment.timestamp()) * PLACES_IN_A_SECOND


class Entry(models.Model):
    """One thing that readers may find. Its id follows its time of publication, so newest first is the order of the key.

    Drafts never get a row, nor does what was withdrawn. Scheduled and expired things have one: the window says when they
    are found, as the clock does it everywhere.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    section = models.ForeignKey(Section, models.CASCADE, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    publish_at = models.DateTimeField(db_index=True)
    expire_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "mục tìm được"
        verbose_name_plural = "mục tìm được"
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="entry_once_a_thing")]
        indexes = [models.Index(fields=["expire_at"], name="entry_expiring", condition=Q(expire_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"


class Text(models.Model):
    """The words of an entry: as shown (title, one line a sentence), and as tokens, line by line."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="text")
    url = models.CharField(max_length=300)
    title = models.TextField()
    shown = models.TextField(blank=True)
    title_exact = models.TextField(blank=True)
    title_folded = models.TextField(blank=True)
    exact = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    facets = models.TextField(blank=True)

    class Meta:
        verbose_name = "chữ của mục tìm được"
        verbose_name_plural = "chữ của mục tìm được"

    def __str__(self) -> str:
        return self.title


class Term(models.Model):
    """A word, without its marks, that some entry holds or once held: what a mistyped one may have been meant to be."""

    word = models.CharField(max_length=24, primary_key=True)

    class Meta:
        verbose_name = "từ đã gặp"
        verbose_name_plural = "từ đã gặp"

    def __str__(self) -> str:
        return self.word


class Acronym(models.Model):
    """A short form and what it stands for: whoever types one finds the other."""

    short = models.CharField("viết tắt", max_length=20, unique=True, help_text="Ví dụ UBKT, BCĐ, TW.")
    meaning = models.CharField("nghĩa đầy đủ", max_length=120, help_text="Ví dụ ủy ban kiểm tra.")

    class Meta:
        verbose_name = "từ viết tắt"
        verbose_name_plural = "từ viết tắt"
        ordering = ["short"]

    def __str__(self) -> str:
        return f"{self.short}: {self.meaning}"

    def cache_tags(self) -> list[str]:
        """The table of acronyms is read again."""
        return ["search"]

    @property
    def forms(self) -> tuple[list[vietnamese.Token], list[vietnamese.Token]]:
        """Both as the kernel reads them."""
        return vietnamese.tokens(self.short), vietnamese.tokens(self.meaning)
