"""What people and servers write is read as it is meant, and never by way of something that is no text."""

from __future__ import annotations

import pytest

from bot.notices import fetch
from storage.plain_text import is_charset, is_writable, lookalikes, plain, typed


@pytest.mark.parametrize("name", ["utf-8", "UTF8", "windows-1251", "CP866", "koi8-r", "utf-16", "iso-8859-5"])
def test_encodings_of_texts_are_known(name: str) -> None:
    assert is_charset(name)


@pytest.mark.parametrize("name", ["punycode", "idna", "unicode_escape", "rot13", "zip", "undefined", "", "x\x00", "я"])
def test_what_python_decodes_besides_is_no_encoding(name: str) -> None:
    """Punycode takes the square of its length: an answer of 5 MB took an hour, and everybody waited."""
    assert not is_charset(name)
    body = b"<a>-" + b"b1cd9" * 10
    assert fetch._in_utf8(body, name) is body


def test_letters_and_signs() -> None:
    assert (typed("\u0441ode"), typed("код")) == ("code", "код")
    assert lookalikes("\u0410DMIN", "ADMIN") == "\u0410"
    assert (lookalikes("ADMIN", "ADMIN"), lookalikes("админ", "ADMIN")) == ("", "")
    assert plain("\ufeffa\u200bb\xad\u202ec\u2069") == "abc"
    assert [is_writable(text) for text in ("Да\n\t", "\x00", "\x1b[2J", "\ud83d", "👍")] == [
        True,
        False,
        False,
        False,
        True,
    ]
    with pytest.raises(UnicodeDecodeError):
        plain("a\x00b")
