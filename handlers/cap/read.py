"""Reads CAP 1.2: bytes in, an `Alert` out, or every fault with the element in which it stands.

What breaks a rule of the standard is refused with its place, so that the source can mend it; but a warning does not
vanish for a polygon or a time that can be left out: `Alert.mended` says what was. `handlers.alerts.judge` decides what
becomes of a good alert.
"""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from handlers.cap import schema as words
from handlers.cap.box import ID, DegreesBox, in_range, is_time, shown, strict_time
from handlers.cap.model import Alert, AlertArea, Info, Named, Resource, Triple, moment
from handlers.cap.safe_xml import CapError, CapFault, read_xml
from handlers.cap.schema import NAMESPACE, OLDER_NAMESPACE
from handlers.cap.shapes import discs, rings

END_OF_REFERENCE = re.compile(r"(?<=[+-]\d\d:\d\d);|(?<=\s);(?=\s|$)")
"""A semicolon that sets references apart; inside of a name it belongs to it."""
LOOSE_COMMA = re.compile(r"\s*,\s*")
PARTS_OF_REFERENCE = 3
FAR_MS = 366 * 86_400_000
"""What ends later than this after it was sent has no end that its source would know."""


MOST_MENDED = 20
"""So many faults that do not refuse an alert are kept of it, beside the first of each code."""


def read_cap(data: bytes) -> Alert:
    """The alert of an XML document. CapError with everything that is wrong with it."""
    return alert_of(read_xml(data))


def alert_of(root: Element) -> Alert:
    """The alert of a parsed element `alert`. CapError with everything that is wrong with it."""
    older = root.tag == f"{{{OLDER_NAMESPACE}}}alert"
    if older:
        _renew(root)
    if root.tag != f"{{{NAMESPACE}}}alert":
        raise CapError(CapFault("", "cap-namespace", {"tag": shown(root.tag), "wanted": f"{{{NAMESPACE}}}alert"}))
    faults: list[CapFault] = []
    mended: list[CapFault] = [CapFault("", "cap-older", {"version": "1.1"})] if older else []
    alert = _alert(DegreesBox.open(root, "alert", words.ALERT, faults, mended, older))
    if faults:
        raise CapError(*faults)
    kept, more = _first(mended)
    return replace(alert, mended=kept, mended_more=more)


def _first(mended: list[CapFault]) -> tuple[tuple[CapFault, ...], int]:
    """The first of these faults and the first of each code, with how many are left out: an alert may have twenty
    thousand, and is written down with them.
    """
    kept, codes = list[CapFault](), set[str]()
    for fault in mended:
        if len(kept) < MOST_MENDED or fault.code not in codes:
            kept.append(fault)
            codes.add(fault.code)
    return tuple(kept), len(mended) - len(kept)


def _renew(root: Element) -> None:
    """The names of an alert of the version before, as 1.2 has them."""
    for element in root.iter():
        element.tag = str(element.tag).replace(f"{{{OLDER_NAMESPACE}}}", f"{{{NAMESPACE}}}")


def _alert(box: DegreesBox) -> Alert:
    alert = Alert(
        identifier=box.id("identifier"),
        sender=box.id("sender"),
        sent=box.time("sent", needed=True),
        status=box.text("status"),
        kind=box.text("msgType"),
        scope=box.text("scope"),
        source=box.text("source"),
        restriction=box.text("restriction"),
        addresses=box.text("addresses"),
        codes=box.texts("code"),
        note=box.text("note"),
        references=_references(box),
        incidents=box.text("incidents"),
        infos=tuple(_info(inner) for inner in box.inner("info", words.INFO)),
        signed=box.signed,
    )
    if box.faults:
        return alert
    sent = moment(alert.sent)
    alert = replace(alert, references=_to_others(box, alert))
    if alert.kind in ("Update", "Cancel") and not alert.references:
        known = {fault.code: fault for fault in box.mended}
        if alert.kind == "Cancel" and "cap-bad-reference" in known:
            box.faults.append(known["cap-bad-reference"])
        elif alert.kind == "Cancel" or known.keys().isdisjoint(("cap-refers-to-itself", "cap-bad-reference")):
            box.fault("references", "cap-no-references", kind=alert.kind)
    for triple in alert.references:
        if moment(triple.sent) > sent:
            box.fault("references", "cap-refers-later", triple=str(triple), sent=alert.sent)
    if alert.kind in ("Alert", "Update") and alert.status in ("Actual", "Exercise") and not alert.infos:
        box.fault("", "cap-no-info", kind=alert.kind)
    for number, info in enumerate(alert.infos, 1):
        for name, begins in (("effective", info.effective), ("sent", alert.sent)):
            if info.expires and begins and moment(info.expires) < moment(begins):
                box.fault(
                    f"info[{number}]/expires", "cap-expires-before", value=info.expires, other=name, begins=begins
                )
                break
    return replace(alert, infos=tuple(_ended(box, info, sent, n) for n, info in enumerate(alert.infos, 1)))


def _to_others(box: DegreesBox, alert: Alert) -> tuple[Triple, ...]:
    """Its references without those that name the alert itself."""
    found = []
    for triple in alert.references:
        if triple.key == alert.triple.key:
            box.mend("references", "cap-refers-to-itself", triple=str(triple))
        else:
            found.append(triple)
    return tuple(found)


def _ended(box: DegreesBox, info: Info, sent: int, number: int) -> Info:
    """The block without an end that is none, and without a beginning that comes after its end."""
    if info.onset and info.expires and moment(info.onset) >= moment(info.expires):
        box.mend(f"info[{number}]/onset", "cap-onset-after", value=info.onset, end=info.expires)
        info = replace(info, onset="")
    if not info.expires or moment(info.expires) <= max(sent, moment(info.effective), moment(info.onset)) + FAR_MS:
        return info
    box.mend(f"info[{number}]/expires", "cap-far-end", value=info.expires)
    return replace(info, expires="")


def _info(box: DegreesBox) -> Info:
    return Info(
        language=box.language() or words.DEFAULT_LANGUAGE,
        categories=box.texts("category"),
        event=box.text("event"),
        responses=box.texts("responseType"),
        urgency=box.text("urgency"),
        severity=box.text("severity"),
        certainty=box.text("certainty"),
        audience=box.text("audience"),
        event_codes=_named(box, "eventCode"),
        effective=box.time("effective"),
        onset=box.time("onset"),
        expires=box.time("expires"),
        sender_name=box.text("senderName"),
        headline=box.text("headline"),
        description=box.text("description"),
        instruction=box.text("instruction"),
        web=box.text("web"),
        contact=box.text("contact"),
        parameters=_named(box, "parameter"),
        resources=tuple(_resource(inner) for inner in box.inner("resource", words.RESOURCE)),
        areas=tuple(filter(_says_where, (_area(inner) for inner in box.inner("area", words.AREA)))),
    )


def _area(box: DegreesBox) -> AlertArea:
    altitude, ceiling = box.number("altitude"), box.number("ceiling")
    if ceiling and not altitude:
        box.fault("ceiling", "cap-ceiling-alone")
    desc = box.text("areaDesc", needed=False)
    if not desc and box.children.get("areaDesc"):
        box.mend("areaDesc", "cap-empty")
    return AlertArea(desc, tuple(rings(box)), tuple(discs(box)), _named(box, "geocode"), altitude, ceiling)


def _says_where(area: AlertArea) -> bool:
    return bool(area.desc or area.polygons or area.circles or area.geocodes)


def _resource(box: DegreesBox) -> Resource:
    names = ("resourceDesc", "mimeType", "size", "uri", "derefUri", "digest")
    size = box.text("size")
    if size and not size.removeprefix("+").isdecimal():
        box.fault("size", "cap-bad-number", value=size)
    return Resource(*(box.text(name) for name in names))


def _named(box: DegreesBox, name: str) -> tuple[Named, ...]:
    """Pairs of valueName and value; a value may be empty."""
    found = []
    for inner in box.inner(name, words.NAMED):
        found.append((inner.text("valueName"), inner.text("value", needed=False)))
    return tuple(found)


def _references(box: DegreesBox) -> tuple[Triple, ...]:
    """Triples in the order in which they stand; their times may be written as other versions do, their parts set apart
    by more than a comma. What cannot be read is left out and said.
    """
    found = []
    for text in LOOSE_COMMA.sub(",", END_OF_REFERENCE.sub(" ", box.text("references"))).split():
        bare = text.strip(",")
        parts = bare.split(",")
        if bare != text or len(parts) > PARTS_OF_REFERENCE:
            box.mend("references", "cap-stray-comma", value=text[:200])
        for at in range(0, len(parts) if bare else 0, PARTS_OF_REFERENCE):
            one = parts[at : at + PARTS_OF_REFERENCE]
            when = strict_time(one[-1]) if len(one) == PARTS_OF_REFERENCE else ""
            if not all(ID.fullmatch(part) for part in one[:2]) or not is_time(when) or not in_range(when):
                box.mend("references", "cap-bad-reference", value=",".join(one)[:200])
            else:
                found.append(Triple(one[0], one[1], when))
    return tuple(dict.fromkeys(found))
