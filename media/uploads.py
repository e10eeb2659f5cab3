"""The one door for uploads: every file that people send is judged and, if taken, stored here and nowhere else."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.base import File as DjangoFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

import vietnamese
from accounts import log
from accounts.models import User
from media import archives, pixels, tasks
from media.models import File, Image
from media.refusals import Refused, megabytes
from media.sniffing import IMAGE_ENDINGS, ending, sniff
from media.videos import captions, containers

__all__ = ["Refused", "Verdict", "accept_file", "accept_film", "accept_image", "inspect", "receive_image"]

MAX_FILE_BYTES = archives.MAX_BYTES
ENDINGS = {
    "pdf": {"pdf"}, "docx": {"docx"}, "xlsx": {"xlsx"}, "pptx": {"pptx"}, "odt": {"odt"}, "ods": {"ods"},
    "text": {"txt", "csv"}, "mp3": {"mp3"},
}  # fmt: skip
FILM_ENDINGS = {"mp4": {"mp4", "m4v"}, "webm": {"webm"}}
ACCEPTED_FILES = "Nhận các tệp .pdf, .docx, .xlsx, .pptx, .odt, .ods, .csv, .txt và .mp3."
WORDS_FOR_FILES = {
    "html": "Tệp HTML không được nhận vì có thể chứa mã chạy. Hãy lưu lại thành PDF hoặc .docx.",
    "svg": "Tệp SVG không được nhận vì có thể chứa mã chạy. Hãy xuất ra PDF hoặc PNG.",
    "program": f"Đây là chương trình chạy được nên không được nhận. {ACCEPTED_FILES}",
    "archive": f"Tệp nén không được nhận. Hãy giải nén rồi gửi từng tệp. {ACCEPTED_FILES}",
    "ole": archives.LOCKED,
    "video": "Video không đính kèm ở đây. Hãy đăng ở mục Video, rồi chọn video ấy cho bài.",
}
DAMAGED_PDF = "Tệp PDF bị hỏng hoặc chưa tải hết. Hãy mở xem lại, lưu lại rồi chọn lại."


@dataclass(frozen=True)
class Verdict:
    """What the door says of a file. `kind` is "image" or "file", `format` what it really is; sizes are those people see."""

    accepted: bool
    message: str
    kind: str
    format: str = ""
    width: int | None = None
    height: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def inspect(file: IO[bytes], *, name: str, kind: str = "") -> Verdict:
    """Judge a file exactly as the door does, and store nothing. Without `kind` the file's own first bytes and ending choose."""
    kind = kind or _kind_of(file, name)
    try:
        if kind == "image":
            picture = pixels.read(_bytes(file, pixels.MAX_BYTES))
            return Verdict(True, "Nhận được.", kind, picture.sent_as, picture.width, picture.height)
        return Verdict(True, "Nhận được.", kind, _check_file(file, name))
    except Refused as refusal:
        return Verdict(False, refusal.message, kind)


def accept_image(
    file: IO[bytes],
    *,
    name: str,
    by: User | None,
    caption: str = "",
    alt_text: str = "",
    photo_credit: str = "",
    channel: str = "web",
) -> Image:
    """Take a picture into the library; raises Refused, and then nothing is kept.

    The same bytes sent again give the picture that is already there (out of the trash if need be), untouched.
    Caption and credit left empty are filled from what the photograph says of itself.
    """
    return _accept(file, name=name, by=by, channel=channel, words=(caption, alt_text, photo_credit))[0]


def receive_image(file: IO[bytes], *, name: str, by: User | None) -> tuple[Image, bool]:
    """As `accept_image` from the web, with whether the library did not have the picture yet."""
    return _accept(file, name=name, by=by, channel="web")


def _accept(
    file: IO[bytes], *, name: str, by: User | None, channel: str, words: tuple[str, str, str] = ("", "", "")
) -> tuple[Image, bool]:
    """The picture, and whether it is new. Whoever sends waits for this: the bytes are read, hashed, decoded and encoded once."""
    data = _bytes(file, pixels.MAX_BYTES)
    fingerprint = hashlib.sha256(data).hexdigest()
    same = Image.objects.filter(sha256=fingerprint).first()
    if same is not None:
        return _back_from_trash(same, by), False
    picture = pixels.read(data)
    encoded, form = pixels.encode_original(picture.pixels)
    caption, alt_text, photo_credit = words
    image = Image(
        name=readable_name(name),
        format=form,
        width=picture.pixels.width,
        height=picture.pixels.height,
        size=len(encoded),
        sha256=fingerprint,
        caption=_line(caption or picture.about.caption, "caption"),
        alt_text=_line(alt_text, "alt_text"),
        photo_credit=_line(photo_credit or picture.about.credit, "photo_credit"),
        taken_at=picture.about.taken_at,
        uploaded_by=by,
    )
    image.write_words()
    stored = _store(image, encoded, by, channel)
    return stored, stored is image


@transaction.atomic
def accept_file(file: IO[bytes], *, name: str, by: User | None, channel: str = "web") -> File:
    """Take a file that readers will download; raises Refused, and then nothing is kept.

    The same bytes by the same name, sent again, are the file that is already there.
    """
    return _take(file, _check_file(file, name), name=name, by=by, channel=channel)


@transaction.atomic
def accept_film(file: IO[bytes], *, name: str, by: User | None, channel: str = "web") -> File:
    """Take a film (MP4, WebM) or its captions (VTT); raises Refused, and then nothing is kept.

    A film is not encoded anew; where and with what it was taken is blanked out of what is stored.
    """
    if ending(name) == "vtt":
        captions.check(file)
        return _take(file, "vtt", name=name, by=by, channel=channel)
    film = containers.read(file)
    if ending(name) not in FILM_ENDINGS[film.format]:
        raise Refused(f"Đuôi tệp không khớp nội dung. Hãy đổi tên tệp thành .{film.format} rồi chọn lại.")
    if not film.blanks:
        return _take(file, film.format, name=name, by=by, channel=channel)
    with TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        containers.blank(copy, film)
        return _take(copy, film.format, name=name, by=by, channel=channel)


def _take(file: IO[bytes], form: str, *, name: str, by: User | None, channel: str) -> File:
    """Store what was judged, under a name nobody can guess."""
    file.seek(0)
    called, fingerprint = readable_name(name, instead="tep"), hashlib.file_digest(file, "sha256").hexdigest()
    same = File.objects.filter(sha256=fingerprint, name=called).first()
    if same is not None:
        return same
    file.seek(0, 2)
    taken = File(name=called, format=form, size=file.tell(), sha256=fingerprint, uploaded_by=by)
    file.seek(0)
    token = secrets.token_hex(16)
    taken.stored = default_storage.save(f"tai-lieu/{token[:2]}/{token}/tep.{form}", DjangoFile(file))
    try:
        with transaction.atomic():
            taken.save()
            log.record(actor=by, verb="file_added", target=taken, channel=channel)
    except IntegrityError:
        # Somebody else sent the same file in the same moment: theirs was first.
        default_storage.delete(taken.stored.name)
        return File.objects.get(sha256=fingerprint, name=called)
    except Exception:
        default_storage.delete(taken.stored.name)
        raise
    return taken


def readable_name(name: str, *, instead: str = "anh") -> str:
    """What people called the file: no folders, no invisible marks, at most 150 characters. Never used as a path."""
    bare = vietnamese.clean_line(name.replace("\\", "/").rpartition("/")[2]) or instead
    path = PurePosixPath(bare)
    return path.stem[: 149 - len(path.suffix[:10])] + path.suffix[:10]


def _store(image: Image, encoded: bytes, by: User | None, channel: str) -> Image:
    token = secrets.token_hex(16)
    path = f"anh/{token[:2]}/{token}/goc.{'jpg' if image.format == 'jpeg' else image.format}"
    image.original = default_storage.save(path, ContentFile(encoded))
    try:
        with transaction.atomic():
            image.save()
            log.record(actor=by, verb="image_added", target=image, channel=channel)
    except IntegrityError:
        # Somebody else sent the same bytes in the same moment: theirs was first.
        default_storage.delete(image.original.name)
        return Image.objects.get(sha256=image.sha256)
    except Exception:
        default_storage.delete(image.original.name)
        raise
    tasks.request_renditions(image)
    return image


def _back_from_trash(image: Image, by: User | None) -> Image:
    if image.trashed_at is not None:
        Image.objects.filter(pk=image.pk).update(trashed_at=None)
        image.trashed_at = None
        log.record(actor=by, verb="image_restored", target=image)
    return image


def _bytes(file: IO[bytes], limit: int) -> bytes:
    """The whole file, or a refusal before more than the limit has been read into memory."""
    size = getattr(file, "size", None)
    if size is None:
        file.seek(0, 2)
        size = file.tell()
    if size > limit:
        raise Refused(f"Ảnh nặng {megabytes(size)}, tối đa {megabytes(limit)}. Hãy thu nhỏ rồi chọn lại.")
    file.seek(0)
    return file.read(limit + 1)


def _line(text: str, field: str) -> str:
    limit = Image._meta.get_field(field).max_length
    line = vietnamese.clean_line(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _kind_of(file: IO[bytes], name: str) -> str:
    file.seek(0)
    sort = sniff(file.read(4096))
    is_image = sort in pixels.DECODERS or sort in {"heic", "avif", "tiff", "bmp", "psd", "svg", "metafile"}
    return "image" if is_image or ending(name) in IMAGE_ENDINGS else "file"


def _check_file(file: IO[bytes], name: str) -> str:
    """What a document really is; its name must say the same, for that is what a reader's computer goes by."""
    file.seek(0, 2)
    size = file.tell()
    if size == 0:
        raise Refused("Tệp rỗng. Hãy chọn lại tệp.")
    if size > MAX_FILE_BYTES:
        raise Refused(
            f"Tệp nặng {megabytes(size)}, tối đa {megabytes(MAX_FILE_BYTES)}. Hãy chia nhỏ hoặc nén ảnh trong tệp."
        )
    file.seek(0)
    sort = sniff(file.read(4096))
    if sort == "zip":
        sort = archives.check_office_file(file)
    if sort in ("text", "unknown") and ending(name) in ENDINGS and ending(name) != "text":
        # Its name is right, what is in it is nothing of the sort: telling its sender to rename it would be a mockery.
        raise Refused(DAMAGED_PDF if ending(name) == "pdf" else archives.DAMAGED)
    if sort not in ENDINGS:
        raise Refused(WORDS_FOR_FILES.get(sort, f"Loại tệp này không được nhận. {ACCEPTED_FILES}"))
    if ending(name) not in ENDINGS[sort]:
        endings = " hoặc ".join(f".{one}" for one in sorted(ENDINGS[sort]))
        raise Refused(f"Đuôi tệp không khớp nội dung. Hãy đổi tên tệp thành {endings} nếu đúng là tệp bạn muốn gửi.")
    if sort == "pdf":
        _check_pdf(file, size)
    if sort == "text":
        _check_text(file)
    file.seek(0)
    return ending(name) if sort == "text" else sort


def _check_pdf(file: IO[bytes], size: int) -> None:
    file.seek(max(0, size - 2048))
    if b"%%EOF" not in file.read():
        raise Refused(DAMAGED_PDF)


def _check_text(file: IO[bytes]) -> None:
    """Text to its end: no markup and no binary hidden behind an honest beginning."""
    file.seek(0)
    marked_wide = file.read(2) in (b"\xff\xfe", b"\xfe\xff")
    file.seek(0)
    while chunk := file.read(1024 * 1024):
        sort = sniff(chunk.replace(b"\x00", b"") if marked_wide else b" " + chunk)
        if sort != "text":
            raise Refused(
                WORDS_FOR_FILES.get(sort, f"Tệp có phần không phải chữ nên không được nhận. {ACCEPTED_FILES}")
            )
