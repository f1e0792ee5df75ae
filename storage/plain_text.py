"""What administrators type, as they mean it: the text of their files, words whose letters only look right, addresses.

Editors leave marks in a file that nobody sees; keyboards with two alphabets give letters that look alike; word
processors make one dash of another.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

UNSEEN = dict.fromkeys(
    (0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)  # fmt: skip
"""Signs that nobody sees, by code point: soft hyphen, zero-width space, word joiner, byte order mark, and those that
turn the direction of what follows.
"""
LOOKALIKES = {
    0x410: "A", 0x412: "B", 0x415: "E", 0x41A: "K", 0x41C: "M", 0x41D: "H", 0x41E: "O", 0x420: "P", 0x421: "C",
    0x422: "T", 0x423: "Y", 0x425: "X", 0x430: "a", 0x435: "e", 0x43A: "k", 0x43C: "m", 0x43E: "o", 0x440: "p",
    0x441: "c", 0x442: "t", 0x443: "y", 0x445: "x", 0x456: "i", 0x458: "j", 0x455: "s",
}  # fmt: skip
"""Cyrillic letters by code point, and the Latin ones that they look like."""
CHARSETS = (
    "utf-8", "utf-16", "utf-32", "ascii", "cp", "iso8859", "koi8", "mac-", "latin", "gb", "big5", "shift_jis", "euc_",
)  # fmt: skip
"""How Python calls the encodings of texts, by their beginnings; not punycode, rot13 and the like."""
DASHES = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d](?=[0-9])")
ADDRESS = re.compile(r"\s*([^\s:]+)\s*:\s*(\S+)\s*")


def read_plain(path: Path) -> str:
    """The text of a file in UTF-8, without what nobody sees. OSError; UnicodeDecodeError for any other encoding, also
    for UTF-16 that does not say so.
    """
    return plain(path.read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """A text without what nobody sees. UnicodeDecodeError if it was no UTF-8: none that people write has a NUL."""
    if (place := text.find("\x00")) >= 0:
        raise UnicodeDecodeError("utf-8", b"\x00", 0, 1, f"NUL at {place}")
    return text.translate(UNSEEN)


def whole(text: str) -> str:
    """A text that every file, database and answer takes: half characters (lone surrogates) as "?"."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def latin(word: str) -> str:
    """The word with Latin letters in place of those that only look so."""
    return word.translate(LOOKALIKES)


def typed(word: str) -> str:
    """A word that has to be in Latin letters, in them: "\u0441ode" as "code"; any other as it is."""
    return meant if (meant := latin(word)).isascii() else word


def lookalikes(word: str, meant: str) -> str:
    """The Cyrillic letters of a word that looks like the one that was meant; "" where it looks otherwise."""
    if word == meant or latin(word).casefold() != meant.casefold():
        return ""
    return ", ".join(dict.fromkeys(letter for letter in word if ord(letter) in LOOKALIKES))


def plain_address(text: str) -> str:
    """ "Name : −100" as "name:-100"; what is no address at all comes back as it is."""
    found = ADDRESS.fullmatch(text.translate(UNSEEN))
    if found is None:
        return text.strip()
    return f"{typed(found[1]).lower()}:{DASHES.sub('-', found[2])}"


def is_charset(name: str) -> bool:
    """Whether texts are written in it. Python decodes more by a name: some of that takes the square of its length."""
    try:
        return codecs.lookup(name).name.startswith(CHARSETS)
    except (LookupError, ValueError):
        return False


UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def is_writable(text: str) -> bool:
    """Whether every database and messenger takes it: no control signs, no halves of a letter."""
    return UNWRITABLE.search(text) is None
