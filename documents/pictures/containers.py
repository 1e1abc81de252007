"""How a JPEG, PNG or WebP file is built: its size in pixels, and that nothing follows its end.

Only the frame is read, nothing is decoded, so a picture that unpacks to gigabytes is found here.
"""

import dataclasses
import re
import struct

# Where the coded data of a JPEG scan ends: a marker that is neither stuffing nor a restart.
_SCAN_END = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")
_STANDALONE = {0x01, *range(0xD0, 0xD9)}
_START_OF_FRAME = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN, _END_OF_IMAGE, _APP2 = 0xDA, 0xD9, 0xE2
_PNG_START = 8
_WEBP_HEADER = 12
_WEBP_MOVES = 0x02


class Damaged(ValueError):
    """The file breaks its own format, or ends too early."""


class Trailing(ValueError):
    """Something that no picture needs follows its end."""


class Moving(ValueError):
    """More than one frame."""


@dataclasses.dataclass(frozen=True)
class Shape:
    """What a file says of its size in pixels."""

    width: int
    height: int


def jpeg(content: bytes) -> Shape:
    """Of the first picture. Behind it only what cameras append: a second picture, or a camera's own notes."""
    shape, end, has_more = _one_jpeg(content, 0)
    rest = content[end:].strip(b"\0")
    while has_more and rest.startswith(b"\xff\xd8\xff"):
        _other, end, _more = _one_jpeg(rest, 0)
        rest = rest[end:].strip(b"\0")
    if rest and not _is_camera_note(rest):
        raise Trailing
    return shape


def _one_jpeg(content: bytes, at: int) -> tuple[Shape, int, bool]:
    """The size of the picture that begins at `at`, where it ends, and whether it says that more follow."""
    position, shape, has_more = at + 2, None, False
    while True:
        marker, position = _marker(content, position)
        if marker == _END_OF_IMAGE:
            if shape is None:
                raise Damaged
            return shape, position, has_more
        if marker in _STANDALONE:
            continue
        segment = content[position + 2 : position + _length(content, position)]
        if marker in _START_OF_FRAME:
            shape = _framed(segment, shape)
        has_more = has_more or (marker == _APP2 and segment.startswith(b"MPF\0"))
        position += len(segment) + 2
        if marker == _START_OF_SCAN:
            found = _SCAN_END.search(content, position)
            if found is None:
                raise Damaged
            position = found.start()


def _marker(content: bytes, position: int) -> tuple[int, int]:
    if content[position : position + 1] != b"\xff":
        raise Damaged
    while content[position : position + 1] == b"\xff":
        position += 1
    if position >= len(content):
        raise Damaged
    return content[position], position + 1


def _length(content: bytes, position: int) -> int:
    length = int.from_bytes(content[position : position + 2])
    if length < 2 or position + length > len(content):
        raise Damaged
    return length


def _framed(segment: bytes, before: Shape | None) -> Shape:
    if before is not None or len(segment) < 5:
        raise Damaged
    height, width = struct.unpack(">HH", segment[1:5])
    if not height or not width:
        raise Damaged
    return Shape(width, height)


def _is_camera_note(rest: bytes) -> bool:
    """Samsung's cameras put a small index of notes behind a picture, which says where it begins."""
    if not rest.endswith(b"SEFT") or len(rest) > 64 * 1024:
        return False
    length = int.from_bytes(rest[-8:-4], "little")
    return rest[-8 - length :][:4] == b"SEFH"


def png(content: bytes) -> Shape:
    position, shape = _PNG_START, None
    while True:
        header = content[position : position + 8]
        if len(header) < 8:
            raise Damaged
        length, kind = int.from_bytes(header[:4]), header[4:]
        end = position + 12 + length
        if end > len(content) or (shape is None and (kind != b"IHDR" or length < 8)):
            raise Damaged
        if shape is None:
            shape = Shape(*struct.unpack(">II", content[position + 8 : position + 16]))
        if kind == b"acTL":
            raise Moving
        if kind == b"IEND":
            if content[end:].strip(b"\0"):
                raise Trailing
            return shape
        position = end


def webp(content: bytes) -> Shape:
    size = int.from_bytes(content[4:8], "little")
    end = 8 + size + size % 2
    # The padding of the last byte is left out by some.
    if 8 + size > len(content):
        raise Damaged
    if content[end:].strip(b"\0"):
        raise Trailing
    position, width, height = _WEBP_HEADER, 0, 0
    while position + 8 <= 8 + size:
        kind, length = (
            content[position : position + 4],
            int.from_bytes(content[position + 4 : position + 8], "little"),
        )
        body = content[position + 8 : position + 8 + length]
        if len(body) < length:
            raise Damaged
        found = _webp_shape(kind, body)
        width, height = max(width, found.width), max(height, found.height)
        position += 8 + length + length % 2
    if not width or not height:
        raise Damaged
    return Shape(width, height)


def _webp_shape(kind: bytes, body: bytes) -> Shape:
    """What one chunk says of the size; nothing by nothing for one that says none."""
    if kind in (b"ANIM", b"ANMF") or (kind == b"VP8X" and body[:1] and body[0] & _WEBP_MOVES):
        raise Moving
    if kind == b"VP8X" and len(body) >= 10:
        return Shape(int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1)
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a" and len(body) >= 10:
        width, height = struct.unpack("<HH", body[6:10])
        return Shape(width & 0x3FFF, height & 0x3FFF)
    if kind == b"VP8L" and body[:1] == b"\x2f" and len(body) >= 5:
        bits = int.from_bytes(body[1:5], "little")
        return Shape((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    return Shape(0, 0)
