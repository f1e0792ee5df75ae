"""A report, and a line of its history, as others may see them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handlers.base.texts import Texts
from handlers.open311.moments import write_moment
from handlers.open311.viewer import POINT_DIGITS, Viewer
from handlers.open311.write import Fields
from handlers.reports.card_text import status_name
from handlers.reports.status import ALIVE, GRACED, WORDED, LineKind, Status
from storage.records import Delivery, Report, ReportEvent
from storage.region.region import Region, name_in

K = LineKind
NOT_SAID = ("", Delivery.CALLED_OFF)
"""`ReportEvent.delivery` of what an operator wrote and its author was not told (yet)."""
LEADS_TO: dict[str, Status] = {
    K.FILED: Status.NEW, K.TAKEN: Status.ACCEPTED, K.RELEASED: Status.NEW, K.QUESTION: Status.NEEDS_INFO,
    K.REPLY: Status.ACCEPTED, K.ANSWER: Status.ANSWERED, K.INTERIM: Status.ACCEPTED, K.CLOSING: Status.ANSWERED,
    K.CLOSED: Status.CLOSED, K.SILENT: Status.CLOSED, K.NOT_SOLVED: Status.REOPENED, K.PARTLY: Status.REOPENED,
    K.REOPENED: Status.REOPENED, K.AGAIN: Status.REOPENED, K.REJECTED: Status.REJECTED,
    K.TRANSFERRED: Status.TRANSFERRED, K.WITHDRAWN: Status.WITHDRAWN, K.MERGED: Status.MERGED,
    K.FOLLOWED: Status.MERGED,
}  # fmt: skip
"""Lines of a history that others are told, and what each says of where the report stands. Notes are never told."""
LONGEST = 4_000
"""Characters of a description (GeoReport v2)."""


@dataclass(frozen=True, slots=True)
class ReportVoice:
    """How reports are said: `media` gives the address of the picture of a report, or of a history's line; or None.
    `album`: those of all pictures of a report.
    """

    region: Region
    texts: Texts
    viewer: Viewer
    extensions: bool = False
    media: Callable[[int], str | None] = lambda number: None
    album: Callable[[int], list[str]] = lambda number: []


def extended_status(status: str) -> str:
    """Closed for want of an answer is closed; the rest is our own word."""
    return Status.CLOSED.value if status == Status.SILENT else status


def request_fields(report: Report, voice: ReportVoice) -> Fields:
    """One item of GET /requests."""
    region, texts, whole = voice.region, voice.texts, voice.viewer.texts
    topic, office = region.topic(report.topic), region.organisation(report.organisation)
    settlement = region.settlement(report.settlement)
    town = settlement.name if settlement is not None else None
    zone, digits = region.zone, None if whole else POINT_DIGITS
    fields: dict[str, object] = {
        "service_request_id": str(report.id),
        "status": "open" if Status(report.status) in ALIVE else "closed",
        "status_notes": _status_notes(report, texts),
        "service_name": name_in(topic.names, texts.language) if topic is not None else None,
        "service_code": report.topic or None,
        "description": _shortened(report.text) if whole else None,
        "agency_responsible": name_in(office.names, texts.language) if office is not None else None,
        "service_notice": _notice(report, texts),
        "requested_datetime": write_moment(report.created_at, zone),
        "updated_datetime": write_moment(report.closed_at or report.updated_at, zone),
        "expected_datetime": write_moment(report.due_at, zone),
        "address": (report.address or town) if whole else town,
        "address_id": None,
        "zipcode": None,
        "lat": _rounded(report.lat, digits),
        "long": _rounded(report.lon, digits),
        "media_url": voice.media(report.id) if whole else None,
    }
    if voice.extensions:
        fields["extended_attributes"] = {
            "status": extended_status(report.status),
            "organisation": report.organisation or None,
            "municipality": report.municipality or None,
            "settlement": report.settlement or None,
            "description": report.text if whole and len(report.text) > LONGEST else None,
            "merged_into": str(report.merged_into) if report.merged_into else None,
            "media_urls": voice.album(report.id) if whole else [],
        }
    return fields  # type: ignore[return-value]  # its values are of the kinds that can be written


def _shortened(text: str) -> str:
    """What is longer than the standard lets a description be stands whole among the extensions."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _rounded(degrees: float | None, digits: int | None) -> float | None:
    return degrees if degrees is None or digits is None else round(degrees, digits)


def _status_notes(report: Report, texts: Texts) -> str:
    said = status_name(texts, report)
    if report.status == Status.MERGED and report.merged_into:
        return texts.label("open311-merged", status=said, number=str(report.merged_into))
    return said


def _notice(report: Report, texts: Texts) -> str:
    if Status(report.status) not in ALIVE or not report.due_at:
        return ""
    return texts.label("open311-due", date=texts.date(report.due_at))


def is_told(event: ReportEvent) -> bool:
    """Whether the author knows of this line, so that others may."""
    return event.kind in LEADS_TO and (event.kind not in GRACED or event.delivery not in NOT_SAID)


def update_fields(event: ReportEvent, voice: ReportVoice) -> Fields:
    """One item of GET /servicerequestupdates; `is_told` has been asked."""
    status = LEADS_TO[event.kind]
    fields: dict[str, object] = {
        "update_id": str(event.id),
        "service_request_id": str(event.report_id),
        "status": "open" if status in ALIVE else "closed",
        "description": event.text if event.kind in WORDED and voice.viewer.is_told(event) else "",
        "media_url": voice.media(event.id),
        "updated_datetime": write_moment(event.at, voice.region.zone),
    }
    if voice.extensions:
        fields["extended_status"] = status.value
    return fields  # type: ignore[return-value]  # see above
