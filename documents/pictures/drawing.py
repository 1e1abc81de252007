"""A picture drawn anew, pixel by pixel, in three sizes: what a camera wrote beside the pixels stays behind."""

import dataclasses
import hashlib
import io
import struct
import zlib
from collections.abc import Mapping

from PIL import Image, ImageCms, ImageFile, ImageOps

from documents.models import Picture
from documents.pictures.looking import Looked, Unacceptable, damaged

WEB_SIDE, THUMB_SIDE = 1600, 320
MAX_PROFILE = 1024 * 1024
_QUALITY = {Picture.Size.ORIGINAL: 92, Picture.Size.WEB: 85, Picture.Size.THUMB: 78}
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow raises for files that lie, as its own fuzzing shows.
_BROKEN = (
    OSError,
    ValueError,
    TypeError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    AttributeError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


@dataclasses.dataclass(frozen=True)
class Drawn:
    """A picture ready to be stored: JPEG bytes by size, and its own size in pixels."""

    width: int
    height: int
    files: Mapping[str, bytes]

    def sha256(self, size: str) -> str:
        return hashlib.sha256(self.files[size]).hexdigest()


def draw(content: bytes, looked: Looked) -> Drawn:
    """Decode and draw anew, upright and in plain sRGB.

    Raises:
        Unacceptable: it cannot be decoded to the end, or is not of the size that it said.
    """
    try:
        picture = _decoded(content, looked)
        sizes = {
            Picture.Size.ORIGINAL: picture,
            Picture.Size.WEB: _within(picture, WEB_SIDE),
            Picture.Size.THUMB: _within(picture, THUMB_SIDE),
        }
        files = {size.value: _written(drawn, _QUALITY[size]) for size, drawn in sizes.items()}
    except _BROKEN as error:
        raise Unacceptable(damaged()) from error
    return Drawn(*picture.size, files)


def _decoded(content: bytes, looked: Looked) -> Image.Image:
    # WeasyPrint, where it has printed something, lets Pillow invent what a file lacks.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(io.BytesIO(content), formats=(looked.kind,)) as opened:
        if opened.size != (looked.shape.width, looked.shape.height):
            raise ValueError("two sizes")
        opened.load()
        turn = _TURNS.get(_orientation(opened))
        plain = _plain(opened)
        return plain.transpose(turn) if turn is not None else plain


def _orientation(opened: Image.Image) -> int:
    """How the camera was held. What cannot be read is upright."""
    try:
        return int(opened.getexif().get(_ORIENTATION, 1))
    except _BROKEN:
        return 1


def _plain(opened: Image.Image) -> Image.Image:
    """RGB on white, in a new image that knows nothing of where the pixels came from."""
    clean = Image.new("RGB", opened.size, "white")
    if "A" in opened.mode or "transparency" in opened.info:
        layer = opened.convert("RGBA")
        clean.paste(layer, mask=layer.getchannel("A"))
        return clean
    if opened.mode.startswith(("I", "F")):
        clean.paste(ImageOps.autocontrast(opened.convert("F").convert("L")))
        return clean
    clean.paste(_as_srgb(opened))
    return clean


def _as_srgb(opened: Image.Image) -> Image.Image:
    """Phones keep colours in a profile of their own, which goes: its colours are brought along first."""
    profile = opened.info.get("icc_profile")
    if profile and len(profile) <= MAX_PROFILE and opened.mode in ("RGB", "L", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(
                opened, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (*_BROKEN, ImageCms.PyCMSError):
            found = None
        if found is not None:
            return found
    return opened.convert("RGB")


def _within(picture: Image.Image, side: int) -> Image.Image:
    """Not larger than `side` either way; a smaller one stays as it is."""
    if max(picture.size) <= side:
        return picture
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    return small


def _written(picture: Image.Image, quality: int) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
    return written.getvalue()
