"""Whose word an alert is: what is signed has to be signed by whom the region names."""

from __future__ import annotations

from dataclasses import replace

from handlers.alerts.judge import source_for
from handlers.cap.model import Alert, moment, sender_key
from handlers.cap.read import read_cap
from handlers.cap.safe_xml import CapError, CapFault
from handlers.cap.signature import KeyFault, signed_part
from storage.region.notice_rules import AlertSource

Sources = tuple[AlertSource, ...]


def certificates_for(sources: Sources, sender: str, code: str) -> tuple[str, ...]:
    """The certificates (PEM) of which one has to have signed what came from this sender by this source (`code`; "" for
    the folder and the console); empty: none has to.

    A source that names the sender and has a certificate is the only one that speaks for him, whoever brings it: else
    an unsigned alert by another way would end what a signed one began.
    """
    wanted = sender_key(sender)
    named = tuple(s.certificate for s in sources if s.certificate and wanted in map(sender_key, s.senders))
    if named:
        return named
    source = source_for(sources, sender, code)
    return (source.certificate,) if source is not None and source.certificate else ()


def signed_by_its_source(sources: Sources, alert: Alert, data: bytes, code: str, now: int) -> Alert:
    """The alert that was read from `data`, if it need not be signed or is, all of it, by whom it has to be. CapError.

    `now`, UTC ms: an alert under a certificate whose time is over is marked, so that an officer looks at it.
    """
    certificates = certificates_for(sources, alert.sender, code)
    if not certificates:
        return alert
    try:
        part, holds_until = signed_part(data, certificates)
    except KeyFault as fault:
        raise CapError(CapFault("", "cap-certificate-useless")) from fault
    try:
        signed = replace(read_cap(part), signed=True)
    except CapError as fault:
        raise CapError(CapFault("", "cap-signed-elsewhere")) from fault
    if signed != alert:
        raise CapError(CapFault("", "cap-signed-elsewhere"))
    if moment(holds_until) >= now:
        return signed
    over = CapFault("", "cap-certificate-over", {"until": holds_until[:10]})
    return replace(signed, mended=(*signed.mended, over))
