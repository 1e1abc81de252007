"""QR codes as pictures that need nothing from outside."""

import base64

import qrcode
from qrcode.constants import ERROR_CORRECT_M

# White around it, in squares, without which cameras do not find it.
QUIET = 4


def data_url(text: str) -> str:
    """The QR code of a text as an SVG in a data: URL, for an `<img>` with words in its `alt`."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg(text).encode()).decode()}"


def svg(text: str) -> str:
    """One path of black squares on white, a unit each."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    size = len(rows)
    squares = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_black in enumerate(row) if is_black
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{squares}" fill="#000"/></svg>'
    )
