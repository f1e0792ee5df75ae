"""A CAP alert in the terms of our notices: kind, severity, texts by language, what to do, until when, where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from handlers.alerts.areas import Placed, place
from handlers.alerts.kinds import likely_kind, sure_kind
from handlers.alerts.notes import (
    RUSSIAN,
    Note,
    notes_of_lines,
    notes_of_place,
    notes_of_reading,
    notes_of_time,
    severity_of,
)
from handlers.alerts.own_words import own_words
from handlers.base.shared import Shared
from handlers.base.texts import HOUR_MS
from handlers.cap.model import Alert, AlertArea, Info, moment
from handlers.cap.schema import CERTAINTIES
from handlers.notices.content import LONGEST_NOTICE_TEXT, Content
from handlers.notices.kinds import Severity
from handlers.places.outlines import outline_of
from storage.region.notice_rules import AlertSource
from storage.region.region import Region

IN_FORCE_MS = 24 * HOUR_MS
"""So long an alert holds that does not say until when."""
LINES_SHOWN = 5
"""Of lines that are no polygons so many are shown to the officers."""


@dataclass(frozen=True, slots=True)
class CapDraft:
    """What an alert says, as a notice would. `notes` are about how it was read."""

    content: Content
    placed: Placed
    notes: tuple[Note, ...]


def areas_of(alert: Alert) -> list[AlertArea]:
    """The areas of all blocks: those in the language that is read first, and what others draw or code besides. The name
    of an area in another language is the same area.
    """
    spoken = _by_language(alert.infos)
    main = dict.fromkeys(area for info in _main(spoken) for area in info.areas)
    rest = [area for info in alert.infos for area in info.areas if area not in main]
    drawn = {_drawn(area) for area in main}
    return [
        *main,
        *dict.fromkeys(area for area in rest if not main or (any(_drawn(area)) and _drawn(area) not in drawn)),
    ]


def _drawn(area: AlertArea) -> tuple[object, ...]:
    return area.polygons, area.circles, area.geocodes


def place_alert(region: Region, alert: Alert, heavy: str = "") -> Placed:
    """Where the alert is. `heavy` given: its shapes are left out for this reason."""
    placed = place(region, areas_of(alert), heavy)
    lines = [fault.ring for fault in alert.mended if fault.ring][:LINES_SHOWN]
    return placed if heavy else replace(placed, unread=tuple(outline_of(line) for line in lines))


def draft_of(shared: Shared, alert: Alert, source: AlertSource, now: int, placed: Placed | None = None) -> CapDraft:
    """The notice that an alert with at least one info block would be. `placed`: where it is, if that is known."""
    spoken = _by_language(alert.infos)
    main = _main(spoken)
    placed = placed or place_alert(shared.region, alert)
    texts = shared.library.texts(shared.default_language)
    severity = max((severity_of(info) for info in alert.infos), default=Severity.MODERATE)
    sure = sure_kind(shared.region, main)
    kind, by_category = (sure, True) if sure else likely_kind(main, source)
    begins = min(moment(info.effective) or moment(alert.sent) for info in alert.infos)
    onset = min(moment(info.onset) for info in alert.infos)
    content = Content(
        kind,
        int(severity),
        drill=alert.status == "Exercise",
        area=placed.area,
        texts=_texts(spoken),
        todo=_todo(shared, spoken, sure, severity),
        until=end_of(alert, now),
        send_at=begins if begins > now else 0,
        urgency=main[0].urgency,
        certainty=max((info.certainty for info in alert.infos), key=CERTAINTIES.index),  # the least sure
        begins=onset if onset > max(now, begins) else 0,
        event={} if sure else {language: own_words(infos[0].event)[:80] for language, infos in spoken.items()},
        web=next((own_words(info.web)[:300] for info in (*main, *alert.infos) if info.web), ""),
        contact=next((own_words(info.contact)[:200] for info in (*main, *alert.infos) if info.contact), ""),
    )
    notes = [
        *notes_of_reading(shared, alert, main, spoken), *notes_of_place(alert, main, placed),
        *notes_of_lines(texts, placed), *notes_of_time(shared, alert, now),
    ]  # fmt: skip
    notes += [] if sure or by_category else [Note("unknown-kind")]
    return CapDraft(content, placed, tuple(notes))


def end_of(alert: Alert, now: int) -> int:
    """Until when an alert holds, UTC ms: as its blocks say, else a day from when it was said or begins; but a day from
    now where it says that it has no end.
    """
    endless = any(fault.code == "cap-far-end" for fault in alert.mended)
    said = [moment(info.expires) for info in alert.infos]
    starts = [max(moment(info.effective) or moment(alert.sent), moment(info.onset)) for info in alert.infos]
    starts = [max(start, now) if endless else start for start in starts]
    ends = [end or start + IN_FORCE_MS for end, start in zip(said, starts, strict=True)]
    return max(ends, default=0)


def _by_language(infos: Iterable[Info]) -> dict[str, list[Info]]:
    """Blocks by the first part of their language, in the alert's order."""
    found: dict[str, list[Info]] = {}
    for info in infos:
        found.setdefault(info.language.partition("-")[0].lower(), []).append(info)
    return found


def _main(spoken: dict[str, list[Info]]) -> list[Info]:
    return spoken.get(RUSSIAN) or next(iter(spoken.values()), [])


def _texts(spoken: dict[str, list[Info]]) -> dict[str, str]:
    """Text by language; Russian is there in any case: a reader without a block in his language gets the first one."""
    said = {language: _joined(infos) for language, infos in spoken.items()}
    return {RUSSIAN: said.get(RUSSIAN) or next(iter(said.values())), **said}


def _joined(infos: Sequence[Info]) -> str:
    return _cut("\n\n".join(dict.fromkeys(_text(info) for info in infos)))


def _text(info: Info) -> str:
    parts = [own_words(part) for part in (info.headline, info.description)]
    return "\n\n".join(dict.fromkeys(filter(None, parts))) or own_words(info.event)


def _todo(shared: Shared, spoken: dict[str, list[Info]], kind: str, severity: Severity) -> dict[str, str]:
    """The alert's instructions; where it has none, what the region advises for a kind that is sure ("": none is)."""
    said = {
        language: _cut("\n".join(dict.fromkeys(filter(None, (own_words(i.instruction) for i in infos)))))
        for language, infos in spoken.items()
    }
    said = {language: text for language, text in said.items() if text}
    if not said:
        return dict(shared.region.notices.advice_for(kind, int(severity))) if kind else {}
    return {RUSSIAN: said.get(RUSSIAN) or next(iter(said.values())), **said}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_NOTICE_TEXT else text[: LONGEST_NOTICE_TEXT - 1].rstrip() + "…"
