"""CAP 1.2 as a table: which elements, in which order, how many, and which words they may hold (OASIS CAP 1.2)."""

from __future__ import annotations

from dataclasses import dataclass

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"

STATUSES = ("Actual", "Exercise", "System", "Test", "Draft")
MESSAGE_TYPES = ("Alert", "Update", "Cancel", "Ack", "Error")
SCOPES = ("Public", "Restricted", "Private")
CATEGORIES = (
    "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other",
)  # fmt: skip
RESPONSES = ("Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None")
URGENCIES = ("Immediate", "Expected", "Future", "Past", "Unknown")
SEVERITIES = ("Extreme", "Severe", "Moderate", "Minor", "Unknown")
CERTAINTIES = ("Observed", "Likely", "Possible", "Unlikely", "Unknown")
OLDER = {"Very Likely": "Likely"}
"""Words of earlier versions, and what they read as."""
DEFAULT_LANGUAGE = "en-US"


@dataclass(frozen=True, slots=True)
class Part:
    """A child element: `most` 0 means any number. `words`: the only values that it may have."""

    name: str
    least: int = 0
    most: int = 1
    words: tuple[str, ...] = ()


ALERT = (
    Part("identifier", 1), Part("sender", 1), Part("sent", 1), Part("status", 1, 1, STATUSES),
    Part("msgType", 1, 1, MESSAGE_TYPES), Part("source"), Part("scope", 1, 1, SCOPES), Part("restriction"),
    Part("addresses"), Part("code", 0, 0), Part("note"), Part("references"), Part("incidents"), Part("info", 0, 0),
)  # fmt: skip
INFO = (
    Part("language"), Part("category", 1, 0, CATEGORIES), Part("event", 1), Part("responseType", 0, 0, RESPONSES),
    Part("urgency", 1, 1, URGENCIES), Part("severity", 1, 1, SEVERITIES), Part("certainty", 1, 1, CERTAINTIES),
    Part("audience"), Part("eventCode", 0, 0), Part("effective"), Part("onset"), Part("expires"), Part("senderName"),
    Part("headline"), Part("description"), Part("instruction"), Part("web"), Part("contact"), Part("parameter", 0, 0),
    Part("resource", 0, 0), Part("area", 0, 0),
)  # fmt: skip
AREA = (
    Part("areaDesc", 1), Part("polygon", 0, 0), Part("circle", 0, 0), Part("geocode", 0, 0), Part("altitude"),
    Part("ceiling"),
)  # fmt: skip
RESOURCE = (
    Part("resourceDesc", 1), Part("mimeType", 1), Part("size"), Part("uri"), Part("derefUri"), Part("digest"),
)  # fmt: skip
NAMED = (Part("valueName", 1), Part("value", 1))
