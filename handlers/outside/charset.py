"""In which encoding a table was written that does not say: what is read wrongly would go to citizens as an answer."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
OLD_RUSSIAN = ("cp1251", "cp866", "koi8-r")
"""What is no UTF-8 is in one of these: of Windows, of DOS (accounting programs still write it), of Unix."""
FREQUENT = frozenset(
    map(chr, (0x43E, 0x435, 0x430, 0x438, 0x43D, 0x442, 0x441, 0x440, 0x432, 0x43B, 0x43A, 0x43C, 0x434, 0x43F, 0x443))
)
"""The letters of which eight in ten of a Russian text are."""
SURER = 1.5
"""The first of them is meant unless another one gives so many times as many of these letters."""
VARIED = 2
"""And different ones of them: in the old encoding of DOS a quotation mark of Windows is a letter."""
TURNED_ROUND = 3
"""What a capital after a small letter counts against it: the encoding of Unix has them the other way round."""
JUDGED = 100_000
"""Bytes by which the old ones are told from one another."""
UTF_8_LETTER = re.compile(rb"[\xd0\xd1][\x80-\xbf]")
DAMAGED = 0.5
"""If so much of what is no ASCII is Cyrillic of UTF-8, the text is a damaged one of that: in the old ones such a pair
is a letter with a sign that hardly ever follows it.
"""
FEW_PAIRS = 3
SURE_SHARE = 0.8
"""No language has so many of its letters with signs above or below them."""
LOST = re.compile(r"\?{2,}")
"""What a system without Russian letters writes for a word."""
LOOKED_AT = 4_000
"""Bytes by which it is seen whether every other one is a zero."""


def encoding_of(data: bytes) -> str:
    """By its mark, else by what it looks like."""
    if marked := next((name for mark, name in MARKS if data.startswith(mark)), ""):
        return marked
    if wide := _wide(data[:LOOKED_AT]):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeError:
        return "utf-8" if _is_damaged(data) else _russian(data)
    return "utf-8"


def _is_damaged(data: bytes) -> bool:
    """Whether it was UTF-8 before something cut or changed it: it must not be read as anything else."""
    beyond = sum(byte > 0x7F for byte in data[:JUDGED])
    return 2 * len(UTF_8_LETTER.findall(data[:JUDGED])) >= DAMAGED * beyond


def is_garbled(text: str) -> bool:
    """Whether its letters were lost before it came here: question marks for words, letters of two bytes read one by
    one, Russian ones as those of Western Europe.
    """
    letters = [sign for sign in text if sign.isalpha()]
    lost = sum(map(len, found)) if (found := LOST.findall(text)) else 0
    if lost > max(len(letters), FEW_PAIRS) and (len(found) > 1 or not letters):
        return True
    read_singly = (text.encode(name, "ignore") for name in ("cp1251", "latin-1"))
    if any(len(UTF_8_LETTER.findall(data)) >= FEW_PAIRS and _is_damaged(data) for data in read_singly):
        return True
    western = sum("\u00c0" <= sign <= "\u00ff" for sign in letters)
    return western > FEW_PAIRS and western >= SURE_SHARE * len(letters)


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: of its digits, blanks and commas one of two bytes is a zero."""
    pairs = len(head) // 2
    for place, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if pairs and head[place::2].count(0) * 4 > pairs and head[1 - place :: 2].count(0) * 8 < pairs:
            return name
    return ""


def _russian(data: bytes) -> str:
    likely = {name: _likely(data[:JUDGED].decode(name, "replace")) for name in OLD_RUSSIAN}
    best = max(OLD_RUSSIAN, key=lambda name: likely[name])
    return best if likely[best] > SURER * max(likely[OLD_RUSSIAN[0]], 1) else OLD_RUSSIAN[0]


def _likely(text: str) -> int:
    turned = sum(one.islower() and other.isupper() for one, other in pairwise(text))
    letters = [sign for sign in text.lower() if sign in FREQUENT]
    return len(letters) - TURNED_ROUND * turned if len(set(letters)) >= VARIED else 0
