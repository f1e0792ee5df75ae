"""Signs what we publish, if there is a key: beside the loop, each document once."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import structlog

from bot.beside import TooMuch, Worker
from handlers.alerts.prepare import sign_document
from handlers.cap.signature import KeyFault

log = structlog.get_logger()

MOST_SIGNED = 200
"""Documents that are kept signed: as many as the feed has."""


class NotSigned(Exception):
    """It could not be signed; unsigned it is not to be published."""


class Signing:
    """`key` and `certificate` are PEM files; they are read each time, so that they can be changed while it runs."""

    def __init__(self, beside: Worker, key: Path, certificate: Path) -> None:
        self._beside, self._key, self._certificate = beside, key, certificate
        self._signed: dict[bytes, bytes] = {}

    async def sign(self, document: bytes) -> bytes:
        """The same bytes for the same document, as long as the certificate is the same. NotSigned."""
        try:
            key = await asyncio.to_thread(self._key.read_bytes)
            certificate = await asyncio.to_thread(self._certificate.read_bytes)
            name = hashlib.sha256(document + certificate).digest()
            if name not in self._signed:
                signed = await self._beside.run(sign_document, document, key, certificate)
                while len(self._signed) >= MOST_SIGNED:
                    self._signed.pop(next(iter(self._signed)))
                self._signed[name] = signed
            return self._signed[name]
        except (OSError, TooMuch, KeyFault) as fault:
            log.error("alert.not_signed", why=type(fault).__name__)
            raise NotSigned from fault
