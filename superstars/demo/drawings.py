"""Pictures for the demo's posts and papers, drawn when the demo is made: no photograph of anybody is kept here."""

import io
import math
import random
from collections.abc import Mapping

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 900)
# A page of A4.
PAPER = (1240, 1754)
Colour = tuple[int, int, int]
INK: Colour = (40, 40, 44)
BIRO: Colour = (28, 52, 140)
SKY: Colour = (226, 239, 236)
EARTH: Colour = (120, 86, 54)
GREEN: Colour = (86, 140, 72)
AUTUMN: tuple[Colour, ...] = ((196, 92, 38), (219, 150, 45), (160, 60, 44), (222, 190, 90))
SKIN: tuple[Colour, ...] = ((244, 205, 172), (196, 140, 100), (120, 78, 52), (230, 180, 140))


def leaves() -> bytes:
    """Leaves of all colours on the grass."""
    picture, pen = _canvas(SKY)
    pen.rectangle((0, 560, *SIZE), fill=GREEN)
    # The same picture each time: the demo is the same for everybody.
    dice = random.Random(7)  # noqa: S311
    for _leaf in range(90):
        x, y, size = dice.randrange(SIZE[0]), dice.randrange(420, SIZE[1]), dice.randrange(28, 70)
        pen.ellipse((x, y, x + size, y + size * 0.6), fill=dice.choice(AUTUMN))
        pen.line((x, y + size * 0.3, x + size, y + size * 0.3), fill=EARTH, width=3)
    return _sent(picture)


def pots(number: int = 4) -> bytes:
    """Pots in a row, with something green in each."""
    picture, pen = _canvas(SKY)
    pen.rectangle((0, 640, *SIZE), fill=(214, 190, 150))
    for pot in range(number):
        x = 150 + pot * 240
        pen.polygon(((x, 500), (x + 170, 500), (x + 140, 700), (x + 30, 700)), fill=AUTUMN[0])
        pen.line((x + 85, 500, x + 85, 320), fill=GREEN, width=12)
        for side in (-1, 1):
            pen.ellipse((x + 85 + side * 60 - 45, 330, x + 85 + side * 60 + 45, 390), fill=GREEN)
    return _sent(picture)


def children(number: int) -> bytes:
    """So many children from the front, who are nobody, with a mud kitchen behind them."""
    picture, pen = _canvas(SKY)
    pen.rectangle((0, 520, *SIZE), fill=GREEN)
    pen.rectangle((80, 300, SIZE[0] - 80, 520), fill=EARTH)
    for child in range(number):
        x = (child + 1) * SIZE[0] // (number + 1)
        pen.rounded_rectangle((x - 90, 520, x + 90, 860), 60, fill=AUTUMN[child % 4])
        pen.ellipse((x - 85, 340, x + 85, 520), fill=SKIN[child % 4])
        for side in (-1, 1):
            pen.ellipse((x + side * 35 - 9, 410, x + side * 35 + 9, 430), fill=(40, 30, 30))
        pen.arc((x - 40, 420, x + 40, 485), 20, 160, fill=(120, 40, 40), width=8)
    return _sent(picture)


def sun() -> bytes:
    """A large sun, as children paint it."""
    picture, pen = _canvas((255, 243, 214))
    middle = (SIZE[0] // 2, SIZE[1] // 2)
    for ray in range(16):
        turn = math.tau * ray / 16
        end = (middle[0] + 400 * math.cos(turn), middle[1] + 400 * math.sin(turn))
        pen.line((*middle, *end), fill=AUTUMN[1], width=26)
    pen.ellipse((middle[0] - 200, middle[1] - 200, middle[0] + 200, middle[1] + 200), fill=(255, 193, 69))
    return _sent(picture)


def filled_in_form(answers: Mapping[str, bool], name: str) -> bytes:
    """A form as it lies on the scanner: a cross in a box for each use, by its title, and a name as a hand writes it."""
    paper = Image.new("RGB", PAPER, (250, 249, 245))
    pen = ImageDraw.Draw(paper)
    pen.text((110, 110), "May we show pictures of your child?", INK, ImageFont.load_default(46))
    small = ImageFont.load_default(27)
    for line, (title, is_yes) in enumerate(answers.items()):
        y = 250 + line * 84
        pen.text((110, y), title, INK, small)
        for word, x, is_crossed in (("Yes", 880, is_yes), ("No", 1040, not is_yes)):
            pen.rectangle((x, y, x + 34, y + 34), outline=INK, width=3)
            pen.text((x + 48, y), word, INK, small)
            if is_crossed:
                pen.line((x - 5, y - 4, x + 40, y + 39), BIRO, 5)
                pen.line((x + 38, y - 6, x - 3, y + 41), BIRO, 5)
    y = 300 + len(answers) * 84
    pen.text((110, y), "Signed:", INK, small)
    pen.line((240, y + 40, 900, y + 40), INK, 2)
    pen.text((260, y - 30), name, BIRO, ImageFont.load_default(60))
    # Nobody lays it on quite straight.
    return _sent(paper.rotate(0.6, Image.Resampling.BICUBIC, fillcolor=(205, 203, 198)))


def _canvas(colour: Colour) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", SIZE, colour)
    return picture, ImageDraw.Draw(picture)


def _sent(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()
