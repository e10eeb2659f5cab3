"""Decoding and encoding pictures: nothing that was sent is passed on, every stored byte is written by us."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image as Pillow
from PIL import ImageCms

from media import metadata
from media.refusals import Refused, megabytes
from media.sniffing import sniff

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_SIDE = 4096
MIN_SIDE = 16
# A drawing or a screenshot has few colours: JPEG would smear it.
DRAWING_COLOURS = 4096

# Pillow lays pixels out in blocks of 16 MiB. A photograph of twelve megapixels takes three: kept for the next one, a batch of them
# costs a quarter less, most of it the kernel's (measured); they are what a worker that has taken a picture holds more.
Pillow.core.set_blocks_max(3)

# Pillow only warns of a bomb up to twice its own limit.
warnings.filterwarnings("error", category=Pillow.DecompressionBombWarning)

# EXIF orientation: what brings the pixels upright.
TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
SIDEWAYS = {5, 6, 7, 8}

DECODERS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
ACCEPTED = "Thư viện nhận ảnh JPEG, PNG, WebP và GIF."
WORDS_FOR_OTHERS = {
    "heic": "Ảnh HEIC của iPhone chưa dùng được trên web. Hãy lưu lại thành JPEG rồi chọn lại.",
    "avif": "Ảnh AVIF chưa được nhận. Hãy lưu lại thành JPEG rồi chọn lại.",
    "tiff": "Ảnh TIFF chưa được nhận. Hãy lưu lại thành JPEG hoặc PNG rồi chọn lại.",
    "bmp": "Ảnh BMP chưa được nhận. Hãy lưu lại thành JPEG hoặc PNG rồi chọn lại.",
    "psd": "Tệp Photoshop chưa được nhận. Hãy xuất ra JPEG hoặc PNG rồi chọn lại.",
    "metafile": "Hình vẽ của Office (WMF, EMF) chưa được nhận. Hãy lưu lại thành PNG rồi chọn lại.",
    "svg": "Ảnh SVG không được nhận vì có thể chứa mã chạy. Hãy xuất ra PNG rồi chọn lại.",
    "video": f"Đây là tệp phim, không phải ảnh. {ACCEPTED}",
    "unknown": f"Tệp này không phải ảnh. {ACCEPTED}",
}
DAMAGED = "Ảnh bị hỏng hoặc chưa tải hết. Hãy mở ảnh xem lại, lưu lại rồi chọn lại."
TOO_MANY_PIXELS = "Ảnh có quá nhiều điểm ảnh (tối đa 50 triệu). Hãy thu nhỏ rồi chọn lại."
TOO_SMALL = "Ảnh quá nhỏ (mỗi cạnh ít nhất 16 điểm). Hãy chọn ảnh lớn hơn."
EMPTY = "Tệp rỗng. Hãy chọn lại ảnh."


@dataclass(frozen=True)
class Picture:
    """What came through the door: its pixels upright and in sRGB, what it said of itself, and what it was."""

    pixels: Pillow.Image
    about: metadata.About
    sent_as: str
    width: int
    height: int


def read(data: bytes) -> Picture:
    """Decode a picture somebody sent; raises Refused. The limits are checked before any pixel is decoded."""
    if not data:
        raise Refused(EMPTY)
    if len(data) > MAX_BYTES:
        raise Refused(f"Ảnh nặng {megabytes(len(data))}, tối đa {megabytes(MAX_BYTES)}. Hãy thu nhỏ rồi chọn lại.")
    sort = sniff(data[:4096])
    if sort not in DECODERS:
        raise Refused(WORDS_FOR_OTHERS.get(sort, WORDS_FOR_OTHERS["unknown"]))
    try:
        return _decode(data, sort)
    except Refused:
        raise
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning, MemoryError) as error:
        raise Refused(TOO_MANY_PIXELS) from error
    # A hostile file may raise nearly anything out of a decoder: the door answers with words.
    except Exception as error:
        raise Refused(DAMAGED) from error


def _decode(data: bytes, sort: str) -> Picture:
    # Only the decoder of the sniffed sort is tried. Of an animation only the first frame is ever decoded.
    with Pillow.open(BytesIO(data), formats=[DECODERS[sort]]) as opened:
        width, height = opened.size
        if width * height > MAX_PIXELS:
            raise Refused(TOO_MANY_PIXELS)
        if min(width, height) < MIN_SIDE:
            raise Refused(TOO_SMALL)
        about = metadata.read(opened)
        turn = metadata.orientation(opened)
        if sort == "jpeg":
            scale = MAX_SIDE / max(width, height)
            opened.draft(None, (max(round(width * scale), 1), max(round(height * scale), 1)))
        opened.load()
        pixels = to_srgb(opened, opened.info.get("icc_profile"))
    if turn in TURNS:
        pixels = pixels.transpose(TURNS[turn])
    pixels.thumbnail((MAX_SIDE, MAX_SIDE), Pillow.Resampling.LANCZOS, reducing_gap=2.0)
    size = (height, width) if turn in SIDEWAYS else (width, height)
    # Whatever an encoder would write beside the pixels it takes from here: EXIF, profile, comment, text. A copy of twelve
    # million points would leave it behind as surely, for a quarter of the time that the sender waits (measured).
    pixels.info = {}
    return Picture(pixels, about, sort, *size)


def to_srgb(picture: Pillow.Image, profile: bytes | None) -> Pillow.Image:
    """RGB, or RGBA where something is really transparent; colours brought to sRGB by the picture's own profile."""
    if picture.mode.startswith("I;16") or picture.mode == "I":
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        profile = None
    transparent = picture.has_transparency_data
    alpha = picture.convert("RGBA").getchannel("A") if transparent else None
    if picture.mode not in ("RGB", "CMYK", "L") or transparent:
        picture = picture.convert("RGBA").convert("RGB") if transparent else picture.convert("RGB")
    converted = _by_profile(picture, profile) if profile else picture
    pixels = converted if converted.mode == "RGB" else converted.convert("RGB")
    if alpha is not None and alpha.getextrema() != (255, 255):
        pixels.putalpha(alpha)
    return pixels


def _by_profile(picture: Pillow.Image, profile: bytes) -> Pillow.Image:
    """A profile that is broken or meant for other channels is as good as none."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture


def encode_original(pixels: Pillow.Image) -> tuple[bytes, str]:
    """The stored original and its format: PNG for what is transparent or drawn, JPEG at high quality for photographs."""
    out = BytesIO()
    if pixels.mode == "RGBA" or pixels.getcolors(DRAWING_COLOURS) is not None:
        pixels.save(out, "PNG", compress_level=6)
        return out.getvalue(), "png"
    # Written and read as quickly as can be: somebody waits for it, every size is made from it, and hardly a reader opens it.
    # Not progressive: a quarter of the time to read; not optimized: half the time to write, for a tenth more (measured).
    pixels.save(out, "JPEG", quality=90)
    return out.getvalue(), "jpeg"


def encode(pixels: Pillow.Image, form: str, *, is_photograph: bool = True) -> bytes:
    """One rendition. JPEG has no transparency: what is clear becomes white.

    Of a photograph more effort finds no smaller file (measured: WebP method 0-4, AVIF speed 8-10); of a drawing it does.
    """
    out = BytesIO()
    if form == "avif":
        # One thread: a worker has one core to itself, and others wait for theirs.
        pixels.save(out, "AVIF", quality=50, speed=9 if is_photograph else 8, max_threads=1)
        return out.getvalue()
    if form == "webp":
        pixels.save(out, "WEBP", quality=78, method=1 if is_photograph else 4)
        return out.getvalue()
    if pixels.mode == "RGBA":
        ground = Pillow.new("RGB", pixels.size, "white")
        ground.paste(pixels, mask=pixels.getchannel("A"))
        pixels = ground
    pixels.save(out, "JPEG", quality=80, progressive=True, optimize=True)
    return out.getvalue()
