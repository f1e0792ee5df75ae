"""Whose certificates are believed: the usual ones, and the Ministry's root, which no usual store holds.

`russian_root.pem` is "Russian Trusted Root CA" of the Ministry of Digital Development (gosuslugi.ru/crt), signed by
itself, valid from 2022-03-01 to 2032-02-27; SHA-256 of the certificate:
D2:6D:2D:02:31:B7:C3:9F:92:CC:73:85:12:BA:54:10:35:19:E4:40:5D:68:B5:BD:70:3E:97:88:CA:8E:CF:31. Only the root is kept:
the sub-root that servers show with their own certificate changes every few years.
"""

from __future__ import annotations

import ssl
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).with_name("russian_root.pem")
WARN_MS = 180 * 86_400_000
"""So long before its end `check` says that a newer root is needed."""


@lru_cache(maxsize=1)
def trust() -> ssl.SSLContext:
    """The usual store with the root beside it; certificates and names are checked as ever."""
    context = ssl.create_default_context()
    context.load_verify_locations(ROOT)
    return context


def root_ends() -> int:
    """When the root stops being valid, UTC ms."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(ROOT)
    return ssl.cert_time_to_seconds(str(context.get_ca_certs()[0]["notAfter"])) * 1000
