"""What search knows of galleries and videos: their names, what stands under pictures, what is said in films."""

from media.galleries import photos
from media.models import Gallery, Image, Video
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


def words_of_video(video: Video) -> Words:
    """Name and introduction are shown, what is said in it is found and shown in excerpts."""
    return Words(
        title=video.title,
        url=video.get_absolute_url(),
        publish_at=video.publish_at,
        expire_at=video.expire_at,
        summary=video.summary,
        body=video.transcript,
    )


register(
    Searchable(
        model=Video,
        kind=Video.KIND,
        label="Video",
        order=45,
        words=words_of_video,
        stored=lambda: Video.objects.approved(),
        public=Video.objects.public_among,
    )
)
