"""The short code by which one person's two messengers find each other: how it is made, shown and read.

Letters and digits in turn, so that no word and no car's number looks like one. Only letters that the Latin and the
Cyrillic keyboard share: whichever is on when it is typed, it is read.
"""

from __future__ import annotations

import re
from random import Random

LETTERS, DIGITS = "ACEHKMPTX", "23456789"
CYRILLIC = dict(zip((0x410, 0x421, 0x415, 0x41D, 0x41A, 0x41C, 0x420, 0x422, 0x425), LETTERS, strict=True))
PATTERN = re.compile(rf"(?:[{LETTERS}][{DIGITS}]){{4}}")
LINK = "join_"
"""How the payload of a link begins that brings a code; the code follows."""


def new_code(random: Random) -> str:
    return "".join(random.choice(LETTERS) + random.choice(DIGITS) for _ in range(4))


def shown(code: str) -> str:
    """In two halves, as it is read out."""
    return f"{code[:4]} {code[4:]}"


def read_code(text: str) -> str:
    """The code that a text is, or ""; blanks and hyphens do not matter, nor the keyboard."""
    plain = re.sub(r"[\s-]", "", text.upper()).translate(CYRILLIC)
    return plain if PATTERN.fullmatch(plain) else ""
