"""What comes out of a picture: the pixels, upright, in three sizes, and nothing else of the file."""

import io

import pytest
from PIL import Image, ImageCms

from documents.models import Picture
from documents.pictures import prepare
from tests.documents import picture_files as files

SIZES = Picture.Size.values


def opened(drawn, size="original"):
    return Image.open(io.BytesIO(drawn.files[size]))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", files.encoded("JPEG")),
        ("a.JPEG", files.encoded("JPEG", progressive=True)),
        ("a.png", files.encoded("PNG")),
        ("a.webp", files.encoded("WEBP")),
        ("a.webp", files.encoded("WEBP", lossless=True)),
        ("a", files.encoded("JPEG")),
    ],
)
def test_each_kind_is_taken_by_its_content(name, content):
    drawn = prepare(name, content)
    assert (drawn.width, drawn.height) == (80, 60)
    assert set(drawn.files) == set(SIZES)
    assert {opened(drawn, size).format for size in SIZES} == {"JPEG"}
    red, _green, blue = opened(drawn).getpixel((40, 5))
    assert red > 200
    assert blue < 50


def test_nothing_that_a_camera_wrote_is_left():
    content = files.with_notes()
    assert b"Secret" in content
    drawn = prepare("a.jpg", content)
    for size in SIZES:
        picture = opened(drawn, size)
        assert b"Secret" not in drawn.files[size]
        assert dict(picture.getexif()) == {}
        assert {"exif", "icc_profile", "comment", "photoshop", "xmp"} & set(picture.info) == set()


def test_it_stands_upright():
    drawn = prepare("a.jpg", files.with_notes())
    assert (drawn.width, drawn.height) == (60, 80)
    # Turned by a quarter: red was above, and is at the right.
    assert opened(drawn).getpixel((55, 40))[0] > 200


def test_a_large_one_has_smaller_copies():
    drawn = files.drawn(3000, 2000)
    assert opened(drawn, "original").size == (3000, 2000)
    assert opened(drawn, "web").size == (1600, 1067)
    assert max(opened(drawn, "thumb").size) == 320


def test_what_is_see_through_becomes_white():
    layer = Image.new("RGBA", (80, 60), (0, 0, 0, 0))
    written = io.BytesIO()
    layer.save(written, "PNG")
    assert opened(prepare("a.png", written.getvalue())).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "I;16", "CMYK"])
def test_every_way_to_store_colours(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    made = Image.new(mode, (80, 60)) if mode == "I;16" else files.image().convert(mode)
    written = io.BytesIO()
    made.save(written, kind)
    name = "a.jpg" if kind == "JPEG" else "a.png"
    assert opened(prepare(name, written.getvalue())).mode == "RGB"


@pytest.mark.parametrize(
    "profile", [b"nonsense", ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()]
)
def test_a_colour_profile_is_used_or_left_out_but_never_kept(profile):
    drawn = prepare("a.jpg", files.encoded(icc_profile=profile))
    assert "icc_profile" not in opened(drawn).info
    assert opened(drawn).getpixel((40, 5))[0] > 200


def test_a_second_picture_and_notes_behind_it_stay_behind():
    """As phones send them: a second, flat picture, or Samsung's notes."""
    note = b"SEFHsecret notes" + (16).to_bytes(4, "little") + b"SEFT"
    drawn = prepare("a.jpg", files.encoded() + note)
    assert b"SEFH" not in drawn.files["original"]
    written = io.BytesIO()
    files.image().save(written, "MPO", save_all=True, append_images=[files.image().rotate(180)])
    assert prepare("a.jpg", written.getvalue()).width == 80
