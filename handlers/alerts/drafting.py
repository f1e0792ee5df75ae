"""A CAP alert in the terms of our notices: kind, severity, texts by language, what to do, until when, where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from handlers.alerts.areas import Placed, place
from handlers.base.message import clean, parse_marks
from handlers.base.shared import Shared
from handlers.base.texts import HOUR_MS, Library, Texts
from handlers.cap.model import Alert, AlertArea, Info, moment
from handlers.notices.content import LONGEST_NOTICE_TEXT, Content
from handlers.notices.kinds import KINDS, Severity
from handlers.notices.outlines import ground_line, place_of
from storage.region.notice_rules import AlertSource

IN_FORCE_MS = 24 * HOUR_MS
"""So long an alert holds that does not say until when."""
CLOCK_OFF_MS = 10 * 60_000
"""A source whose clock is off by more than this is pointed out."""
MOST_FAULTY_TOLD = 3
"""So many faulty polygons are told of one by one."""
RUSSIAN = "ru"

BY_CATEGORY = {
    "Geo": "flood", "Met": "weather", "Env": "ecology", "CBRNE": "ecology", "Fire": "ecology", "Transport": "roads",
}  # fmt: skip
"""Where neither our own code nor a word of the event says the kind; other categories are the source's kind."""
OWN_CODE = "otklik"
"""The valueName of the eventCode in which our own alerts name the kind."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that an officer has to know: the sentence `cap-note-CODE` with its values."""

    code: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CapDraft:
    """What an alert says, as a notice would. `notes` are about how it was read."""

    content: Content
    placed: Placed
    notes: tuple[Note, ...]


def areas_of(alert: Alert) -> list[AlertArea]:
    """The areas that count: those of the blocks in the language that is read first."""
    return list(dict.fromkeys(area for info in _main(_by_language(alert.infos)) for area in info.areas))


def draft_of(shared: Shared, alert: Alert, source: AlertSource, now: int, placed: Placed | None = None) -> CapDraft:
    """The notice that an alert with at least one info block would be. `placed`: where it is, if that is known."""
    spoken = _by_language(alert.infos)
    main = _main(spoken)
    placed = placed or place(shared.region, areas_of(alert))
    texts = shared.library.texts(shared.default_language)
    notes = [*_notes_of_reading(main, spoken), *_notes_of_place(main, placed), *_notes_of_lines(texts, placed)]
    severity = max((severity_of(info) for info in main), default=Severity.MODERATE)
    kind = kind_of_alert(shared.library, main, source)
    begins = min(moment(info.effective) or moment(alert.sent) for info in main)
    until = max((moment(info.expires) for info in main if info.expires), default=0)
    if not until:
        until = max(begins, now) + IN_FORCE_MS
        notes.append(Note("no-expiry"))
    content = Content(
        kind,
        int(severity),
        drill=alert.status == "Exercise",
        area=placed.area,
        texts=_texts(spoken),
        todo=_todo(shared, spoken, kind, severity),
        until=until,
        send_at=begins if begins > now else 0,
        urgency=main[0].urgency,
        certainty=main[0].certainty,
    )
    return CapDraft(content, placed, (*notes, *_notes_of_time(shared, alert, now)))


def severity_of(info: Info) -> Severity:
    """Unknown reads as Moderate: neither loud nor to be overlooked."""
    return Severity[info.severity.upper()] if info.severity != "Unknown" else Severity.MODERATE


def kind_of_alert(library: Library, infos: Sequence[Info], source: AlertSource) -> str:
    """Our own code, else a word of the event (`cap-words-KIND`), else its category, else what the source is for."""
    known = {kind.code for kind in KINDS}
    for info in infos:
        for name, value in info.event_codes:
            if name == OWN_CODE and value in known:
                return value
    for info in infos:
        event = " " + " ".join(re.findall(r"\w+", info.event.lower().replace("\u0451", "\u0435")))
        for kind in KINDS:
            if any(f" {word}" in event for word in _words(library, kind.code)):
                return kind.code
    return next((BY_CATEGORY[c] for info in infos for c in info.categories if c in BY_CATEGORY), source.kind)


@cache
def _words_in(texts: str) -> tuple[str, ...]:
    return tuple(filter(None, (word.strip() for word in texts.lower().split(","))))


def _words(library: Library, kind: str) -> Iterable[str]:
    for language in library.languages:
        yield from _words_in(library.texts(language).label(f"cap-words-{kind}"))


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
    parts = [clean(part).strip() for part in (info.headline, info.description)]
    return "\n\n".join(dict.fromkeys(filter(None, parts))) or clean(info.event)


def _todo(shared: Shared, spoken: dict[str, list[Info]], kind: str, severity: Severity) -> dict[str, str]:
    """The alert's instructions; where it has none, what the region advises."""
    said = {
        language: _cut("\n".join(dict.fromkeys(filter(None, (clean(i.instruction).strip() for i in infos)))))
        for language, infos in spoken.items()
    }
    said = {language: text for language, text in said.items() if text}
    if not said:
        return dict(shared.region.notices.advice_for(kind, int(severity)))
    return {RUSSIAN: said.get(RUSSIAN) or next(iter(said.values())), **said}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_NOTICE_TEXT else text[: LONGEST_NOTICE_TEXT - 1].rstrip() + "…"


# -- what an officer has to know ------------------------------------------------------------------
def _notes_of_reading(main: Sequence[Info], spoken: dict[str, list[Info]]) -> Iterable[Note]:
    if len(main) > 1:
        yield Note("several", {"count": str(len(main))})
    if RUSSIAN not in spoken:
        yield Note("no-russian", {"language": next(iter(spoken))})
    if any(info.severity == "Unknown" for info in main):
        yield Note("unknown-severity")
    everything = [info for infos in spoken.values() for info in infos]
    if any(max(len(_text(info)), len(info.instruction)) > LONGEST_NOTICE_TEXT for info in everything):
        yield Note("long", {"limit": str(LONGEST_NOTICE_TEXT)})


def _notes_of_place(main: Sequence[Info], placed: Placed) -> Iterable[Note]:
    if not any(info.areas for info in main):
        yield Note("no-area")
    elif placed.unplaced:
        yield Note("unplaced", {"names": ", ".join(clean(name)[:80] for name in placed.unplaced[:10])})
    if placed.heavy:
        yield Note("heavy", {"why": placed.heavy})
    if placed.guessed:
        yield Note("guessed", {"names": ", ".join(clean(name)[:80] for name in placed.guessed[:10])})


def _notes_of_lines(texts: Texts, placed: Placed) -> Iterable[Note]:
    """What was wrong with polygons and where; the picture shows it (handlers.alerts.telling)."""
    faulty = (*placed.mended, *placed.refused)
    for one in faulty[:MOST_FAULTY_TOLD]:
        line = one.outline
        values = {"name": clean(one.desc)[:80], "number": str(line.told.number), "why": line.told.why,
                  "at": place_of(line)}  # fmt: skip
        if line.told.usable:
            yield Note("mended", {**values, "ground": parse_marks(ground_line(texts, [line]))[0]})
        else:
            yield Note("refused", values)
    if faulty[MOST_FAULTY_TOLD:]:
        yield Note("more-lines", {"count": str(len(faulty) - MOST_FAULTY_TOLD)})


def _notes_of_time(shared: Shared, alert: Alert, now: int) -> Iterable[Note]:
    off = now - moment(alert.sent)
    texts: Texts = shared.library.texts(shared.default_language)
    if off < -CLOCK_OFF_MS:
        yield Note("clock", {"sent": texts.moment(moment(alert.sent), now), "minutes": str(-off // 60_000)})
    elif off > CLOCK_OFF_MS:
        yield Note("old", {"sent": texts.moment(moment(alert.sent), now), "minutes": str(off // 60_000)})
