"""The sizes of a picture that readers get: which there are, and how they are made in one pass over the original."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from PIL import Image as Pillow

from media import pixels
from media.models import Image, Rendition

FULL, CARD, THUMB = Rendition.Kind.FULL, Rendition.Kind.CARD, Rendition.Kind.THUMB
LARGEST = 1600
# What is made: cut, format, widths. JPEG stands in for readers without WebP, mail and link previews. AVIF, a third lighter and
# three times the work, is made of whole pictures alone: crops are small already, and each format costs every page its addresses.
TABLE: list[tuple[Rendition.Kind, str, tuple[int, ...]]] = [
    (FULL, "avif", (640, 960, LARGEST)),
    (FULL, "webp", (320, 640, 960, LARGEST)),
    (FULL, "jpeg", (640, 960)),
    (CARD, "webp", (480, 960)),
    (CARD, "jpeg", (960,)),
    (THUMB, "webp", (240, 480)),
    (THUMB, "jpeg", (240,)),
]
RATIOS = {CARD: Fraction(16, 9), THUMB: Fraction(4, 3)}


@dataclass(frozen=True, order=True)
class Wanted:
    """One size to be made."""

    kind: str
    format: str
    width: int
    height: int
    focal_x: int = 50
    focal_y: int = 50

    @property
    def label(self) -> str:
        """Its file name. A crop names its focal point: addresses are immutable, so another crop is another address."""
        cut = "" if self.kind == FULL else f"-{self.kind}-{self.focal_x}-{self.focal_y}"
        return f"{self.width}{cut}.{'jpg' if self.format == 'jpeg' else self.format}"


def crop_box(width: int, height: int, ratio: Fraction, focal_x: int, focal_y: int) -> tuple[int, int, int, int]:
    """The largest part of that ratio, as near as it can lie to having the focal point in its middle."""
    cut_width = min(width, round(height * ratio))
    cut_height = min(height, round(width / ratio))
    left = min(max(round(width * focal_x / 100 - cut_width / 2), 0), width - cut_width)
    top = min(max(round(height * focal_y / 100 - cut_height / 2), 0), height - cut_height)
    return left, top, left + cut_width, top + cut_height


def wanted(image: Image) -> list[Wanted]:
    """The sizes this picture should have. Never larger than it is; its own width stands in for those it cannot fill."""
    found = []
    for kind, form, widths in TABLE:
        focal = {} if kind == FULL else {"focal_x": image.focal_x, "focal_y": image.focal_y}
        available, ratio = image.width, Fraction(image.width, image.height)
        if kind in RATIOS:
            left, _, right, _ = crop_box(image.width, image.height, RATIOS[kind], image.focal_x, image.focal_y)
            available, ratio = right - left, RATIOS[kind]
        for width in sorted({min(width, available) for width in widths}):
            found.append(Wanted(kind.value, form, width, max(round(width / ratio), 1), **focal))
    return found


def missing(image: Image) -> list[Wanted]:
    """The sizes that are not there yet, by row."""
    fields = ("kind", "format", "width", "height", "focal_x", "focal_y")
    present = {Wanted(*row) for row in image.renditions.values_list(*fields)}
    return [one for one in wanted(image) if one not in present]


def make(image: Image) -> int:
    """Make what is missing and let go of crops around an old focal point; how many were made."""
    todo = missing(image)
    made = sum(_keep(image, one, data) for one, data in cut(image, todo)) if todo else 0
    keep = {one.label for one in wanted(image)}
    for row in image.renditions.all():
        if row.file.name.rpartition("/")[2] not in keep:
            discard(row)
    return made


def discard(rendition: Rendition) -> None:
    """Delete one size and, once that is certain, its file."""
    name = rendition.file.name
    rendition.delete()
    transaction.on_commit(lambda: default_storage.delete(name))


def cut(image: Image, todo: list[Wanted]) -> Iterator[tuple[Wanted, bytes]]:
    """Each wanted size, largest first, every one made from the one before it: a fifth of the work of starting anew."""
    with image.original.open("rb") as file, Pillow.open(file, formats=["JPEG", "PNG"]) as opened:
        is_photograph = opened.format == "JPEG"  # as it was stored: drawings are PNG
        opened.draft(None, (LARGEST, max(round(opened.height * LARGEST / opened.width), 1)))
        opened.load()
        whole: Pillow.Image = opened.convert("RGBA") if opened.has_transparency_data else opened.convert("RGB")
    if whole.width > LARGEST:
        whole = _resized(whole, (LARGEST, max(round(whole.height * LARGEST / whole.width), 1)))
    for kind in (FULL, CARD, THUMB):
        source = whole
        if kind in RATIOS:
            source = whole.crop(crop_box(whole.width, whole.height, RATIOS[kind], image.focal_x, image.focal_y))
        for one in sorted((one for one in todo if one.kind == kind), key=lambda one: -one.width):
            source = _resized(source, (one.width, one.height))
            yield one, pixels.encode(source, one.format, is_photograph=is_photograph)


def _resized(source: Pillow.Image, size: tuple[int, int]) -> Pillow.Image:
    if source.size == size:
        return source
    return source.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=2.0)


def _keep(image: Image, one: Wanted, data: bytes) -> bool:
    """Store one size. Another worker that was quicker with the same one wins."""
    path = f"{image.original.name.rpartition('/')[0]}/{one.label}"
    if default_storage.exists(path) and not Rendition.objects.filter(file=path).exists():
        default_storage.delete(path)
    name = default_storage.save(path, ContentFile(data))
    try:
        with transaction.atomic():
            Rendition.objects.create(
                image=image, kind=one.kind, format=one.format, width=one.width, height=one.height, size=len(data),
                focal_x=one.focal_x, focal_y=one.focal_y, file=name,
            )  # fmt: skip
    except IntegrityError:
        default_storage.delete(name)
        return False
    return True
