"""Describing, binning, taking back, emptying: who may, what is held, what is recorded."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from accounts.models import LogEntry
from accounts.roles import Role
from articles.models import Article
from media import library, renditions, uses
from media.models import Image
from publishing.announcing import visibility_changed


def test_texts_are_cleaned_folded_and_recorded(picture, reporter):
    image = picture(by=reporter)
    library.describe(image=image, actor=reporter, caption="  Đảng\u00a0bộ  Khối ", alt_text="Hội trường")
    image.refresh_from_db()
    assert (image.caption, image.alt_text, image.version) == ("Đảng bộ Khối", "Hội trường", 1)
    assert list(Image.objects.matching("dang BO hoi")) == [image]
    assert list(Image.objects.matching("đảng vắng")) == []
    entry = LogEntry.objects.get(verb="image_changed")
    assert (entry.actor, entry.detail) == (reporter, {"fields": ["alt_text", "caption"]})


def test_nothing_changed_is_nothing_recorded(picture, reporter):
    image = picture(by=reporter, caption="Như cũ")
    library.describe(image=image, actor=reporter, caption="Như cũ ")
    assert (Image.objects.get().version, LogEntry.objects.filter(verb="image_changed").count()) == (0, 0)


def test_a_reporter_changes_no_one_elses(picture, reporter, editor):
    image = picture(by=editor, caption="Của biên tập")
    with pytest.raises(PermissionDenied, match="do người khác tải lên"):
        library.describe(image=image, actor=reporter, caption="Của tôi")
    assert Image.objects.get().caption == "Của biên tập"


def test_a_change_is_announced_with_the_tags_of_every_public_owner(picture, reporter, published):
    image = picture(by=reporter)
    article = published(lead_image=image.pk)
    heard = []

    def listen(*, item, **kwargs):
        heard.append(item.cache_tags())

    visibility_changed.connect(listen)
    try:
        library.describe(image=image, actor=reporter, caption="Mới")
    finally:
        visibility_changed.disconnect(listen)
    assert heard == [[f"media:{image.pk}", *article.cache_tags()]]


def test_a_picture_of_a_draft_cannot_be_binned(picture, managing_editor, draft):
    image = picture()
    article = draft(body=f'<p>Chữ</p><figure data-image="{image.pk}"><figcaption></figcaption></figure>')
    with pytest.raises(library.InUse) as held:
        library.trash(image=image, actor=managing_editor)
    assert [use.owner for use in held.value.uses] == [article]
    assert Image.objects.kept().get() == image


def test_an_owner_that_is_gone_holds_nothing(picture, managing_editor, draft):
    image = picture()
    article = draft(lead_image=image.pk)
    uses.sync(Article(pk=article.pk + 1000), [image.pk])
    uses.sync(article, [], in_draft=True)
    library.trash(image=image, actor=managing_editor)
    assert Image.objects.trashed().get() == image


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_keepers_bin(picture, person, role):
    with pytest.raises(PermissionDenied):
        library.trash(image=picture(), actor=person("ai", role))
    assert Image.objects.kept().count() == 1


def test_bin_and_back(picture, person):
    keeper = person("tulieu", Role.PICTURE_EDITOR)
    image = picture()
    library.trash(image=image, actor=keeper)
    assert (Image.objects.kept().count(), Image.objects.trashed().count()) == (0, 1)
    library.restore(image=image, actor=keeper)
    assert (Image.objects.kept().count(), Image.objects.trashed().count()) == (1, 0)
    verbs = list(LogEntry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["image_added", "image_trashed", "image_restored"]


def test_after_thirty_days_the_bin_is_emptied_files_and_all(
    picture, settings, capsys, django_capture_on_commit_callbacks
):
    old, fresh, kept = picture(), picture(), picture()
    for image in (old, fresh, kept):
        renditions.make(image)
    now = timezone.now()
    Image.objects.filter(pk=old.pk).update(trashed_at=now - timedelta(days=30, minutes=1))
    Image.objects.filter(pk=fresh.pk).update(trashed_at=now - timedelta(days=29))
    folders = {image.pk: Path(image.original.path).parent for image in (old, fresh, kept)}
    with django_capture_on_commit_callbacks(execute=True):
        call_command("empty_picture_trash")
    assert capsys.readouterr().out == "Đã xóa 1 ảnh.\n"
    assert sorted(Image.objects.values_list("pk", flat=True)) == [fresh.pk, kept.pk]
    assert list(folders[old.pk].iterdir()) == []
    assert len(list(folders[kept.pk].iterdir())) == 1 + kept.renditions.count()


def test_only_registered_kinds_own_files(reporter, picture):
    with pytest.raises(LookupError):
        uses.sync(reporter, [picture().pk])


def test_sync_says_exactly_what_is_shown(picture, draft):
    one, two, three = picture(), picture(), picture()
    article = draft()
    uses.sync(article, [one.pk, two.pk, two.pk, None, 10**9])
    uses.sync(article, [two.pk, three.pk])
    uses.sync(article, [one.pk], in_draft=True)
    rows = sorted(uses.of(article).values_list("image_id", "in_draft"))
    assert rows == [(one.pk, True), (two.pk, False), (three.pk, False)]
