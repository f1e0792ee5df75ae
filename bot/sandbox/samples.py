"""Small pictures drawn by code, so that a newcomer and the storm can send a photo without having a file."""

from __future__ import annotations

import math
import random
import struct
import wave
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO

WIDTH, HEIGHT = 400, 300
Colour = tuple[int, int, int]
Points = list[tuple[float, float]]


class Canvas:
    """RGB pixels filled row by row."""

    def __init__(self) -> None:
        self.rows = [bytearray(WIDTH * 3) for _ in range(HEIGHT)]

    def span(self, y: int, left: float, right: float, colour: Colour) -> None:
        start, end = max(0, round(left)), min(WIDTH, round(right))
        if 0 <= y < HEIGHT and start < end:
            self.rows[y][start * 3 : end * 3] = bytes(colour) * (end - start)

    def gradient(self, top: int, bottom: int, above: Colour, below: Colour) -> None:
        for y in range(top, bottom):
            share = (y - top) / (bottom - top)
            self.span(y, 0, WIDTH, mixed(above, below, share))

    def polygon(self, points: Points, colour: Colour) -> None:
        edges = list(zip(points, points[1:] + points[:1], strict=True))
        for y in range(HEIGHT):
            at = y + 0.5
            cuts = sorted(
                x1 + (at - y1) * (x2 - x1) / (y2 - y1) for (x1, y1), (x2, y2) in edges if (y1 <= at) != (y2 <= at)
            )
            for left, right in zip(cuts[::2], cuts[1::2], strict=True):
                self.span(y, left, right, colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        for row in range(max(0, int(y - ry)), min(HEIGHT, int(y + ry) + 1)):
            half = rx * math.sqrt(max(0.0, 1 - ((row - y) / ry) ** 2))
            self.span(row, x - half, x + half, colour)

    def speckle(self, top: int, count: int, colour: Colour, rng: random.Random) -> None:
        for _ in range(count):
            x, y = rng.uniform(0, WIDTH), rng.randrange(top, HEIGHT)
            self.span(y, x, x + rng.choice((1, 2, 2)), colour)

    def png(self) -> bytes:
        raw = b"".join(b"\x00" + bytes(row) for row in self.rows)
        header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
        body = b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )
        return b"\x89PNG\r\n\x1a\n" + body


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    r, g, b = (round(a + (z - a) * share) for a, z in zip(one, other, strict=True))
    return r, g, b


def _blob(x: float, y: float, rx: float, ry: float, rng: random.Random) -> Points:
    """An uneven round outline."""
    turns = [2 * math.pi * i / 26 for i in range(26)]
    sizes = [rng.uniform(0.86, 1.1) for _ in turns]
    return [(x + rx * s * math.cos(t), y + ry * s * math.sin(t)) for t, s in zip(turns, sizes, strict=True)]


def _houses(canvas: Canvas, horizon: int, wall: Colour, window: Colour, rng: random.Random) -> None:
    x = -10.0
    while x < WIDTH:
        width, height = rng.randrange(58, 96), rng.randrange(60, 112)
        canvas.polygon(
            [(x, horizon), (x, horizon - height), (x + width, horizon - height), (x + width, horizon)],
            mixed(wall, (255, 255, 255), rng.uniform(0, 0.16)),
        )
        for row in range(horizon - height + 10, horizon - 16, 20):
            for column in range(int(x) + 8, int(x) + width - 12, 17):
                for y in range(row, row + 11):
                    canvas.span(y, column, column + 9, window)
        x += width + rng.randrange(4, 26)


def _pothole(canvas: Canvas, rng: random.Random) -> None:
    canvas.gradient(0, 120, (172, 199, 224), (222, 232, 240))
    _houses(canvas, 122, (176, 158, 143), (108, 121, 138), rng)
    canvas.gradient(120, HEIGHT, (122, 124, 128), (88, 90, 95))
    canvas.polygon([(0, 120), (WIDTH, 120), (WIDTH, 128), (0, 133)], (197, 190, 178))
    canvas.speckle(134, 1500, (104, 106, 111), rng)
    canvas.polygon([(188, 136), (194, 136), (172, 178), (162, 178)], (226, 226, 221))
    canvas.polygon([(120, 262), (144, 262), (120, 300), (90, 300)], (226, 226, 221))
    canvas.polygon(_blob(232, 226, 104, 38, rng), (66, 64, 64))
    canvas.polygon(_blob(232, 231, 88, 29, rng), (84, 72, 60))
    canvas.polygon(_blob(240, 235, 66, 19, rng), (112, 133, 150))
    canvas.polygon(_blob(256, 231, 26, 5, rng), (168, 187, 202))


def _lamp(canvas: Canvas, rng: random.Random) -> None:
    canvas.gradient(0, 210, (19, 25, 48), (50, 58, 88))
    canvas.speckle(0, 40, (176, 184, 208), random.Random(3))
    canvas.gradient(150, 212, (40, 46, 73), (44, 50, 76))
    _houses(canvas, 212, (37, 41, 61), (61, 62, 78), rng)
    for x, y in ((52, 158), (69, 178), (300, 150), (334, 170)):
        canvas.polygon([(x, y), (x + 10, y), (x + 10, y + 12), (x, y + 12)], (246, 205, 116))
    canvas.gradient(212, HEIGHT, (31, 34, 46), (20, 22, 31))
    canvas.polygon([(196, 300), (199, 62), (207, 62), (211, 300)], (86, 92, 106))
    canvas.polygon([(199, 70), (204, 58), (276, 44), (278, 52), (208, 70)], (86, 92, 106))
    canvas.ellipse(276, 52, 25, 8, (58, 62, 74))
    canvas.ellipse(276, 56, 18, 5, (106, 110, 121))


def _snow(canvas: Canvas, rng: random.Random) -> None:
    canvas.gradient(0, 150, (190, 204, 219), (229, 235, 241))
    _houses(canvas, 150, (190, 150, 127), (97, 110, 128), rng)
    canvas.gradient(150, HEIGHT, (237, 242, 247), (208, 219, 230))
    canvas.polygon([(150, 152), (214, 152), (250, 300), (74, 300)], (190, 203, 217))
    for x, y, rx, ry in ((70, 205, 110, 52), (330, 216, 118, 64), (214, 176, 58, 24)):
        canvas.polygon(_blob(x, y + 9, rx, ry, rng), (198, 211, 225))
        canvas.polygon(_blob(x, y, rx, ry, rng), (246, 249, 252))
    canvas.ellipse(330, 182, 62, 24, (255, 255, 255))
    canvas.polygon([(92, 172), (98, 172), (98, 82), (92, 82)], (96, 84, 74))
    canvas.ellipse(95, 76, 22, 22, (204, 62, 56))
    canvas.polygon([(82, 73), (108, 73), (108, 79), (82, 79)], (255, 255, 255))
    canvas.speckle(0, 260, (255, 255, 255), rng)


_DRAW: dict[str, Callable[[Canvas, random.Random], None]] = {"pothole": _pothole, "lamp": _lamp, "snow": _snow}
SAMPLES = tuple(_DRAW)
"""Names of the pictures; the page's texts have a sentence "sample.NAME" for each."""


@cache
def sample_png(name: str) -> bytes:
    """One of `SAMPLES` as PNG, always the same bytes. KeyError for another name."""
    canvas = Canvas()
    _DRAW[name](canvas, random.Random(7))
    return canvas.png()


@cache
def sample_voice() -> bytes:
    """Two seconds of a soft sound as WAV: stands for a voice message."""
    rate, out = 8000, BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(rate)
        wobble = (math.sin(2 * math.pi * 5 * i / rate) * math.exp(-((i / rate - 1) ** 2) * 3) for i in range(2 * rate))
        sound.writeframes(
            bytes(round(128 + 60 * w * math.sin(2 * math.pi * 190 * i / rate)) for i, w in enumerate(wobble))
        )
    return out.getvalue()
