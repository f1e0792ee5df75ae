"""What the centre takes reports about, and where its interface is: topics as services, the discovery document."""

from __future__ import annotations

from handlers.base.texts import Texts
from handlers.open311.faults import UNKNOWN, ApiFault, ApiRefused
from handlers.open311.write import Fields
from storage.region.region import Region, Topic, name_in

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGESET = "2026-11-30T00:00:00Z"
"""When what the interface answers was changed last."""
FORMATS = ("text/xml", "application/json")


def services(region: Region, texts: Texts) -> list[Fields]:
    return [_service(region, topic, texts) for topic in region.topics]


def _service(region: Region, topic: Topic, texts: Texts) -> Fields:
    """Our own words by which a topic is known are not given: they are how it is guessed."""
    organisation = region.organisation(topic.organisation)
    return {
        "service_code": topic.code,
        "service_name": name_in(topic.names, texts.language),
        "description": "",
        "metadata": False,
        "type": "realtime",
        "keywords": "",
        "group": name_in(organisation.names, texts.language) if organisation is not None else "",
    }


def service_definition(region: Region, code: str) -> Fields:
    """No topic asks for attributes of its own in this interface. ApiRefused for an unknown code."""
    if region.topic(code) is None:
        raise ApiRefused(ApiFault(UNKNOWN, "unknown"))
    return {"service_code": code, "attributes": []}


def discovery(region: Region, texts: Texts, base: str, *, test: bool) -> Fields:
    """`base`: the address of the interface, "https://HOST/open311/v2"."""
    phones = ", ".join(contact.phone for contact in region.contacts)
    endpoint: Fields = {
        "specification": SPECIFICATION,
        "url": base,
        "changeset": CHANGESET,
        "type": "test" if test else "production",
        "formats": FORMATS,
    }
    return {
        "changeset": CHANGESET,
        "contact": f"{region.legal_in(texts.language).centre}, {phones}"
        if phones
        else region.legal_in(texts.language).centre,
        "key_service": texts.label("open311-key-service"),
        "endpoints": [endpoint],
    }
