"""`check` on certificates: whether ours signs, and until when those of sources hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.cli.check_backups import Tells
from bot.settings import Settings
from handlers.cap.schema import NAMESPACE
from handlers.cap.signature import KeyFault, end_of_certificate, sign
from storage.region.region import Region

SOON = timedelta(days=30)
"""A certificate that ends earlier than this is pointed out: a new one takes letters."""
PROBE = f'<alert xmlns="{NAMESPACE}"/>'.encode()


def check_ours(settings: Settings, findings: Tells, now: datetime) -> None:
    """The key by which our own alerts are signed: it is tried."""
    key, certificate = settings.cap_key, settings.cap_certificate
    if key is None or certificate is None:
        return
    say, area = findings.voice.text, findings.voice.text("check-settings")
    try:
        pem = certificate.read_bytes()
        sign(PROBE, key.read_bytes(), pem)
        end = end_of_certificate(pem.decode("ascii"))
    except OSError:
        findings.bad(area, say("check-signing-closed"), say("check-signing-closed-mend"))
        return
    except KeyFault as fault:
        findings.bad(area, say("check-signing-bad", why=fault.code), say("check-signing-bad-mend"))
        return
    until = end.date().isoformat()
    if end - SOON < now:
        findings.note(area, say("check-signing-soon", until=until), say("check-signing-soon-mend"))
    else:
        findings.good(area, say("check-signing-good", until=until))


def check_sources(region: Region, findings: Tells, now: datetime) -> None:
    """Certificates of sources."""
    say, area = findings.voice.text, findings.voice.text("check-sources")
    for source in region.notices.sources:
        if not source.certificate:
            continue
        try:
            end = end_of_certificate(source.certificate)
        except KeyFault:
            findings.bad(area, say("check-source-certificate", code=source.code), say("check-source-certificate-mend"))
            continue
        if end - SOON < now:
            said = say("check-source-certificate-soon", code=source.code, until=end.date().isoformat())
            findings.note(area, said, say("check-source-certificate-soon-mend"))
        if not source.senders:
            findings.note(area, say("check-source-certificate-anybody", code=source.code))


def today() -> datetime:
    """Read at the door of a command alone."""
    return datetime.now(UTC)
