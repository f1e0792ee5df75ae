"""CAP 1.2 as a table: which elements, in which order, how many, and which words they may hold (OASIS CAP 1.2)."""

from __future__ import annotations

from dataclasses import dataclass

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
OLDER_NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.1"
"""The version before: the same elements in the same order, and looser times."""
ALERT_TAGS = tuple(f"{{{name}}}alert" for name in (NAMESPACE, OLDER_NAMESPACE))
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
class Node:
    """A child element: `most` 0 means any number. `words`: the only values that it may have."""

    name: str
    least: int = 0
    most: int = 1
    words: tuple[str, ...] = ()


ALERT = (
    Node("identifier", 1), Node("sender", 1), Node("sent", 1), Node("status", 1, 1, STATUSES),
    Node("msgType", 1, 1, MESSAGE_TYPES), Node("source"), Node("scope", 1, 1, SCOPES), Node("restriction"),
    Node("addresses"), Node("code", 0, 0), Node("note"), Node("references"), Node("incidents"), Node("info", 0, 0),
)  # fmt: skip
INFO = (
    Node("language"), Node("category", 1, 0, CATEGORIES), Node("event", 1), Node("responseType", 0, 0, RESPONSES),
    Node("urgency", 1, 1, URGENCIES), Node("severity", 1, 1, SEVERITIES), Node("certainty", 1, 1, CERTAINTIES),
    Node("audience"), Node("eventCode", 0, 0), Node("effective"), Node("onset"), Node("expires"), Node("senderName"),
    Node("headline"), Node("description"), Node("instruction"), Node("web"), Node("contact"), Node("parameter", 0, 0),
    Node("resource", 0, 0), Node("area", 0, 0),
)  # fmt: skip
AREA = (
    Node("areaDesc", 1), Node("polygon", 0, 0), Node("circle", 0, 0), Node("geocode", 0, 0), Node("altitude"),
    Node("ceiling"),
)  # fmt: skip
RESOURCE = (
    Node("resourceDesc", 1), Node("mimeType", 1), Node("size"), Node("uri"), Node("derefUri"), Node("digest"),
)  # fmt: skip
NAMED = (Node("valueName", 1), Node("value", 1))
