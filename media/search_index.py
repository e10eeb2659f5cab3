"""What search knows of galleries: their names, where they were taken, what stands under their pictures."""

from media.galleries import photos
from media.models import Gallery, Image
from search.registry import Searchable, Words, register


def words(gallery: Gallery) -> Words:
    """Name and introduction are shown; place and captions are only found."""
    library = dict(Image.objects.filter(pk__in=photos.keys(gallery.photos)).values_list("pk", "caption"))
    captions = [row["caption"] or library.get(row["image"], "") for row in gallery.photos]
    return Words(
        title=gallery.title,
        url=gallery.get_absolute_url(),
        publish_at=gallery.publish_at,
        expire_at=gallery.expire_at,
        summary=gallery.summary,
        extra=(gallery.place, *dict.fromkeys(filter(None, captions))),
    )


register(
    Searchable(
        model=Gallery,
        kind=Gallery.KIND,
        label="Bộ ảnh",
        order=40,
        words=words,
        stored=lambda: Gallery.objects.approved(),
        public=Gallery.objects.public_among,
    )
)
