"""Our notices as CAP 1.2 and as an Atom feed, for whoever listens: other systems, not people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from handlers.alerts.areas import BORDERS_CODE
from handlers.alerts.drawn import border_rings, mended_rings
from handlers.alerts.kinds import OWN_CODE
from handlers.alerts.resources import ENDINGS
from handlers.base.shared import Shared
from handlers.base.texts import DAY_MS, Texts
from handlers.cap.model import Alert, AlertArea, Disc, Info, Resource, Triple, cap_time
from handlers.cap.write import plain
from handlers.notices.content import Content, in_language, load_content, spoken
from handlers.notices.family import NO_DANGER_LINKS, NoticeLink, shown_number
from handlers.notices.kinds import Severity, kind_name, kind_of
from handlers.notices.names import notice_name
from handlers.notices.wording import LIFTED, area_names
from handlers.places.shapes import SETTLEMENT_M
from storage.notice_records import Notice
from storage.region.region import name_in

KEPT_MS = 30 * DAY_MS
"""So long a notice that is over is still published."""
LANGUAGES = {"ru": "ru-RU", "en": "en-US"}
KINDS_OF_LINK: dict[str, str] = {
    NoticeLink.UPDATES: "Update",
    NoticeLink.CORRECTS: "Update",
    NoticeLink.ENDS: "Update",
    NoticeLink.WITHDRAWS: "Cancel",
}
CONTACTS = 3
LONGEST_HEADLINE = 160
"""Characters: what CAP has room for on a small display."""
ADDRESS_MARKS = ";/?:@&=+$,%~!*'()"
UNESCAPED = re.compile("%(?![0-9A-Fa-f]{2})")
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A picture or document that went out with a notice: `number` of the stored file, `size` in bytes, `digest` its
    SHA-1 in hexadecimal, as CAP wants it.
    """

    number: int
    mime: str
    size: int
    digest: str

    @property
    def name(self) -> str:
        return f"{self.number}{ENDINGS[self.mime]}"


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

    def file_address(self, notice: Notice, file: SentFile) -> str:
        return f"{self.base}/cap/{notice.id}/{file.name}"


def files_of(notice: Notice) -> tuple[int, ...]:
    """Stored files that went out with it: what is over or was a mistake goes without."""
    return load_content(notice.content).files if notice.link not in NO_DANGER_LINKS else ()


def is_published(notice: Notice, now: int) -> bool:
    """Only what went out, and not for ever: what is in force, and what went out within the last 30 days."""
    in_force = not notice.ended_at and notice.until > now
    return notice.started_at > 0 and (in_force or notice.started_at >= now - KEPT_MS)


def notice_alert(
    shared: Shared,
    notice: Notice,
    earlier: Notice | None,
    voice: FeedVoice,
    chain: Sequence[Notice] = (),
    files: Sequence[SentFile] = (),
) -> Alert:
    """A notice that went out, as an alert; not for a repeat, which is no alert of its own. `earlier`: the notice that
    it is linked to; `chain`: what else was said of the matter before (handlers.notices.family.said_before). All of it
    is referred to, so that whoever has only the first one hears of the last.
    """
    content, named = spoken(load_content(notice.content)), voice.triple(shared, notice)
    started = [n for n in (earlier, *chain) if n is not None and n.started_at and n.started_at <= notice.started_at]
    said = [n for n in started if n.id != notice.id and n.link != NoticeLink.REPEATS]
    before = tuple(dict.fromkeys(voice.triple(shared, n) for n in said))
    languages = sorted({"ru", *content.texts}, key=lambda language: (language != "ru", language))
    texts = shared.library.texts(shared.default_language)
    kind = "Cancel" if content.ending == LIFTED else KINDS_OF_LINK.get(notice.link, "Alert")
    source = shared.region.notices.source(notice.source)
    return Alert(
        named.identifier,
        named.sender,
        named.sent,
        "Exercise" if notice.drill else "Actual",
        kind if before and earlier is not None and earlier.started_at else "Alert",
        "Public",
        source=plain(name_in(source.name, shared.default_language)) if source else "",
        note=plain(texts.label("notice-drill")) if notice.drill else "",
        references=before if earlier is not None and earlier.started_at else (),
        infos=tuple(
            replace(
                _info(shared, notice, content, language), resources=_resources(shared, notice, voice, files, language)
            )
            for language in languages
        ),
    )


def _resources(
    shared: Shared, notice: Notice, voice: FeedVoice, files: Sequence[SentFile], language: str
) -> tuple[Resource, ...]:
    texts = shared.library.texts(language)
    return tuple(
        Resource(
            texts.label("cap-out-file", kind="document" if file.mime.startswith("application/") else "picture"),
            file.mime, str(file.size), voice.file_address(notice, file), digest=file.digest,
        )
        for file in files
    )  # fmt: skip


def _info(shared: Shared, notice: Notice, content: Content, language: str) -> Info:
    texts, kind, zone = shared.library.texts(language), kind_of(shared.region, content.kind), shared.region.zone
    body = content.texts.get(language) or content.texts.get("ru", "")
    todo = content.todo.get(language) or content.todo.get("ru", "")
    official = texts.label("notice-official", number=str(shown_number(notice)))
    drill = texts.label("notice-drill") if notice.drill else ""
    contacts = [f"{name_in(c.names, language)}: {c.phone}" for c in shared.region.contacts[:CONTACTS]]
    return Info(
        ("Other" if content.event else kind.cap,),
        _event(shared, texts, content),
        content.urgency,
        Severity(content.severity).name.capitalize(),
        content.certainty,
        LANGUAGES.get(language, language),
        ("AllClear",) if notice.link == NoticeLink.ENDS and content.ending != LIFTED else (),
        event_codes=() if content.event else ((OWN_CODE, kind.code),),
        effective=cap_time(notice.started_at, zone),
        onset=cap_time(content.begins, zone) if content.begins else "",
        expires=cap_time(notice.until, zone) if notice.until > notice.started_at else "",
        sender_name=plain(shared.region.legal_in(language).centre),
        headline=_headline(shared, texts, notice, content),
        description=plain("\n\n".join(filter(None, (drill, body)))),
        instruction=plain("\n".join(filter(None, (todo, official, drill)))),
        web=_address(content.web),
        contact=plain("; ".join(filter(None, (content.contact, *contacts)))),
        areas=_areas(shared, content, language),
    )


def _address(web: str) -> str:
    """What a source wrote as an address, as others can read it; "" for what is none."""
    try:
        parts = urlsplit(web.strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return ""
    kept = [UNESCAPED.sub("%25", quote(part, safe=ADDRESS_MARKS)) for part in parts]
    return urlunsplit(kept)


def _event(shared: Shared, texts: Texts, content: Content) -> str:
    return plain(notice_name(texts, shared.region, content)) or kind_name(texts, shared.region, content.kind)


def _headline(shared: Shared, texts: Texts, notice: Notice, content: Content) -> str:
    """As people see it above the notice, then where, then how it begins: so that two of one kind are told apart."""
    drill, link = "drill" if notice.drill else "live", notice.link or "none"
    link = LIFTED if content.ending == LIFTED else link
    severity = texts.label(f"severity-{content.severity}")
    head = texts.label(
        "cap-out-headline", kind=_event(shared, texts, content), severity=severity, link=link, drill=drill
    )
    begins = in_language(content.texts, texts.language).partition("\n")[0]
    said = plain(". ".join(filter(None, (head, area_names(shared, content, texts.language), begins))))
    return said if len(said) <= LONGEST_HEADLINE else said[: LONGEST_HEADLINE - 1].rstrip() + "…"


def _areas(shared: Shared, content: Content, language: str) -> tuple[AlertArea, ...]:
    """What is named, by code and with its borders, and what is drawn, as people were counted by it."""
    area, region = content.area, shared.region
    desc = plain(area_names(shared, content, language)) or plain(name_in(region.names, language))
    rings = mended_rings(area.polygons)
    discs = tuple(Disc(c.lat, c.lon, c.radius_m / 1000) for c in area.circles)
    drawn = (AlertArea(desc, rings, discs),) if rings or discs else ()
    named = _named_area(shared, content, desc)
    return (*((named,) if named.geocodes or not drawn else ()), *drawn)


def _named_area(shared: Shared, content: Content, desc: str) -> AlertArea:
    """The whole region is all of its municipalities. A settlement without a border is a circle around its point."""
    area, region = content.area, shared.region
    homes = tuple(m.code for m in region.municipalities) if area.region else area.municipalities
    towns = tuple(dict.fromkeys([*area.settlements, *(street.settlement for street in area.streets)]))
    codes = [("ОКТМО" if code.isdecimal() else OWN_CODE, code) for code in homes]
    codes += [(OWN_CODE, code) for code in towns]
    known = [m for code in homes if (m := region.municipality(code)) and m.geometry is not None]
    rings = tuple(dict.fromkeys(ring for m in known for ring in border_rings(m.geometry)))
    discs = tuple(Disc(s.lat, s.lon, SETTLEMENT_M / 1000) for code in towns if (s := region.settlement(code)))
    codes += [(BORDERS_CODE, "1")] if rings or discs else []
    return AlertArea(desc, rings, discs, tuple(codes))


def atom_feed(shared: Shared, notices: Sequence[Notice], voice: FeedVoice) -> bytes:
    """The feed of these notices, the newest first."""
    texts = shared.library.texts(shared.default_language)
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": LANGUAGES.get(texts.language, texts.language)})
    _say(feed, "id", f"tag:{voice.host},2026:otklik/feed")
    _say(feed, "title", texts.label("cap-out-feed", name=name_in(shared.region.names, shared.default_language)))
    _say(feed, "updated", cap_time(max((n.started_at for n in notices), default=0)))
    SubElement(feed, "link", rel="self", href=f"{voice.base}/feed.atom")
    author = SubElement(feed, "author")
    _say(author, "name", shared.region.legal_in(shared.default_language).centre)
    for notice in notices:
        content = spoken(load_content(notice.content))
        entry = SubElement(feed, "entry")
        _say(entry, "id", f"tag:{voice.host},2026:otklik/notice/{notice.id}")
        _say(entry, "title", _headline(shared, texts, notice, content))
        _say(entry, "updated", cap_time(notice.started_at))
        _say(entry, "published", cap_time(notice.started_at))
        SubElement(entry, "category", term="Other" if content.event else kind_of(shared.region, content.kind).cap)
        SubElement(entry, "link", rel="alternate", type="application/cap+xml", href=voice.address(notice))
        _say(entry, "summary", content.texts.get(shared.default_language) or content.texts.get("ru", ""))
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = plain(text)
