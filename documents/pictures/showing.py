"""A picture as an answer to whoever may see it; the view decides who may."""

from django.http import Http404, HttpResponse

from documents.models import Picture
from documents.pictures.storing import storage


def shown(picture: Picture, size: str, *, download: bool = False) -> HttpResponse:
    """One size of a picture: kept by no cache, taken for nothing else by any browser, and able to run nothing.

    Raises Http404 for a size that is unknown or kept no longer.
    """
    if size not in Picture.Size.values or not picture.has(size):
        raise Http404
    try:
        written = content(picture, size)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(written, content_type="image/jpeg")
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Disposition"] = (
        f'{"attachment" if download else "inline"}; filename="picture-{size}.jpg"'
    )
    return response


def content(picture: Picture, size: str) -> bytes:
    """The bytes of one size, to draw it anew. Raises FileNotFoundError."""
    with storage().open(picture.path(size)) as file:
        return bytes(file.read())
