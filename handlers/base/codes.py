"""The short code by which one person's two messengers find each other: how it is made, shown and read.

Letters and digits in turn, so that no word and no car's number looks like one. Only letters that the Latin and the
Cyrillic keyboard share: whichever is on when it is typed, it is read.
"""

from __future__ import annotations

import re
from hashlib import sha256
from random import Random

LETTERS, DIGITS = "ACEHKMPTX", "23456789"
CYRILLIC = dict(zip((0x410, 0x421, 0x415, 0x41D, 0x41A, 0x41C, 0x420, 0x422, 0x425), LETTERS, strict=True))
PATTERN = re.compile(rf"(?:[{LETTERS}][{DIGITS}]){{4}}")
CONNECT_PAIRS = 6
"""A code that connects an organisation's chat is longer, so that it is never taken for the other."""
CONNECT_PATTERN = re.compile(rf"(?:[{LETTERS}][{DIGITS}]){{{CONNECT_PAIRS}}}")
LINK = "join_"
"""How the payload of a link begins that brings a code; the code follows."""


def new_code(random: Random, pairs: int = 4) -> str:
    return "".join(random.choice(LETTERS) + random.choice(DIGITS) for _ in range(pairs))


def hash_of(code: str) -> str:
    """How a code is kept; "" for none."""
    return sha256(code.encode()).hexdigest() if code else ""


def shown(code: str) -> str:
    """In two halves, as it is read out."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def read_code(text: str) -> str:
    """The code that a text is, or ""; blanks and hyphens do not matter, nor the keyboard."""
    return _read(text, PATTERN)


def read_connect_code(text: str) -> str:
    """Likewise a code that connects an organisation's chat."""
    return _read(text, CONNECT_PATTERN)


def _read(text: str, pattern: re.Pattern[str]) -> str:
    plain = re.sub(r"[\s-]", "", text.upper()).translate(CYRILLIC)
    return plain if pattern.fullmatch(plain) else ""
