"""Our notices as CAP 1.2 and as an Atom feed, for whoever listens: other systems, not people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from handlers.alerts.kinds import OWN_CODE
from handlers.base.shared import Shared
from handlers.base.texts import DAY_MS, Texts
from handlers.cap.model import Alert, AlertArea, Disc, Info, Triple, cap_time
from handlers.cap.write import plain
from handlers.notices.content import Content, load_content
from handlers.notices.kinds import Severity, kind_of
from handlers.notices.wording import area_names
from storage.notice_records import Notice
from storage.region.region import name_in

KEPT_MS = 30 * DAY_MS
"""So long a notice that is over is still published."""
LANGUAGES = {"ru": "ru-RU", "en": "en-US"}
KINDS_OF_LINK = {"updates": "Update", "corrects": "Update", "ends": "Update", "withdraws": "Cancel"}
CONTACTS = 3
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class FeedVoice:
    """Under which name we speak: `base` is the address of the web server from outside, without a slash at its end."""

    base: str
    host: str

    @property
    def sender(self) -> str:
        return f"otklik@{self.host}"

    def triple(self, shared: Shared, notice: Notice) -> Triple:
        """A notice's identity as an alert; it never changes, once it went out."""
        return Triple(self.sender, f"otklik-{notice.id}", cap_time(notice.started_at, shared.region.zone))

    def address(self, notice: Notice) -> str:
        return f"{self.base}/cap/{notice.id}.xml"


def is_published(notice: Notice, now: int) -> bool:
    """Only what went out, and not for ever: what is in force, and what went out within the last 30 days."""
    in_force = not notice.ended_at and notice.until > now
    return notice.started_at > 0 and (in_force or notice.started_at >= now - KEPT_MS)


def notice_alert(shared: Shared, notice: Notice, earlier: Notice | None, voice: FeedVoice) -> Alert:
    """A notice that went out, as an alert. `earlier`: the notice that it is linked to."""
    content, named = load_content(notice.content), voice.triple(shared, notice)
    before = voice.triple(shared, earlier) if earlier is not None and earlier.started_at else None
    languages = sorted({"ru", *content.texts}, key=lambda language: (language != "ru", language))
    texts = shared.library.texts(shared.default_language)
    return Alert(
        named.identifier,
        named.sender,
        named.sent,
        "Exercise" if notice.drill else "Actual",
        KINDS_OF_LINK.get(notice.link, "Alert") if before else "Alert",
        "Public",
        note=plain(texts.label("notice-drill")) if notice.drill else "",
        references=(before,) if before else (),
        infos=tuple(_info(shared, notice, content, language) for language in languages),
    )


def _info(shared: Shared, notice: Notice, content: Content, language: str) -> Info:
    texts, kind = shared.library.texts(language), kind_of(content.kind)
    body = content.texts.get(language) or content.texts.get("ru", "")
    todo = content.todo.get(language) or content.todo.get("ru", "")
    official = texts.label("notice-official", number=str(notice.id))
    drill = texts.label("notice-drill") if notice.drill else ""
    contacts = [f"{name_in(c.names, language)}: {c.phone}" for c in shared.region.contacts[:CONTACTS]]
    return Info(
        (kind.cap,),
        plain(texts.label(f"kind-{kind.code}")),
        content.urgency,
        Severity(content.severity).name.capitalize(),
        content.certainty,
        LANGUAGES.get(language, language),
        ("AllClear",) if notice.link == "ends" else (),
        event_codes=((OWN_CODE, kind.code),),
        expires=cap_time(notice.until, shared.region.zone) if notice.until > notice.started_at else "",
        sender_name=plain(shared.region.legal_in(language).centre),
        headline=_headline(texts, notice, content),
        description=plain("\n\n".join(filter(None, (drill, body)))),
        instruction=plain("\n".join(filter(None, (todo, official, drill)))),
        contact=plain("; ".join(contacts)),
        areas=(_area(shared, content, language),),
    )


def _headline(texts: Texts, notice: Notice, content: Content) -> str:
    """As people see it above the notice."""
    drill = "drill" if notice.drill else "live"
    kind, severity = texts.label(f"kind-{content.kind}"), texts.label(f"severity-{content.severity}")
    return plain(texts.label("cap-out-headline", kind=kind, severity=severity, link=notice.link or "none", drill=drill))


def _area(shared: Shared, content: Content, language: str) -> AlertArea:
    """One area: everything is a union. The whole region is all of its municipalities."""
    area, region = content.area, shared.region
    homes = tuple(m.code for m in region.municipalities) if area.region else area.municipalities
    towns = tuple(dict.fromkeys([*area.settlements, *(street.settlement for street in area.streets)]))
    codes = [("ОКТМО" if code.isdecimal() else OWN_CODE, code) for code in homes]
    codes += [(OWN_CODE, code) for code in towns]
    return AlertArea(
        plain(area_names(shared, content, language)) or plain(name_in(region.names, language)),
        tuple(ring for ring in area.polygons),
        tuple(Disc(c.lat, c.lon, c.radius_m / 1000) for c in area.circles),
        tuple(codes),
    )


def atom_feed(shared: Shared, notices: Sequence[Notice], voice: FeedVoice) -> bytes:
    """The feed of these notices, the newest first."""
    texts = shared.library.texts(shared.default_language)
    feed = Element("feed", xmlns=ATOM)
    _say(feed, "id", f"tag:{voice.host},2026:otklik/feed")
    _say(feed, "title", texts.label("cap-out-feed", name=name_in(shared.region.names, shared.default_language)))
    _say(feed, "updated", cap_time(max((n.started_at for n in notices), default=0)))
    SubElement(feed, "link", rel="self", href=f"{voice.base}/feed.atom")
    author = SubElement(feed, "author")
    _say(author, "name", shared.region.legal_in(shared.default_language).centre)
    for notice in notices:
        content = load_content(notice.content)
        entry = SubElement(feed, "entry")
        _say(entry, "id", f"tag:{voice.host},2026:otklik/notice/{notice.id}")
        where = area_names(shared, content, shared.default_language)
        _say(entry, "title", f"{_headline(texts, notice, content)}. {where}".removesuffix(". "))
        _say(entry, "updated", cap_time(notice.started_at))
        SubElement(entry, "link", rel="alternate", type="application/cap+xml", href=voice.address(notice))
        _say(entry, "summary", content.texts.get(shared.default_language) or content.texts.get("ru", ""))
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = plain(text)
