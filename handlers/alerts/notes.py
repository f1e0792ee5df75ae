"""What an officer has to know of an alert from outside: how it was read, where it is, when it was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from handlers.alerts.areas import Placed
from handlers.base.message import clean, parse_marks
from handlers.base.shared import Shared
from handlers.base.texts import Texts
from handlers.cap.model import Alert, Info, moment
from handlers.notices.content import LONGEST_NOTICE_TEXT
from handlers.notices.kinds import Severity
from handlers.notices.outlines import ground_line, place_of

RUSSIAN = "ru"
CLOCK_OFF_MS = 10 * 60_000
"""A source whose clock is off by more than this is pointed out."""
MOST_FAULTY_TOLD, MOST_MENDED_TOLD = 3, 6
"""So many faulty polygons, and so many faults of the document, are told of one by one."""
LIGHT = frozenset(
    {
        "cap-older",
        "cap-stray-comma",
        "cap-refers-to-itself",
        "cap-empty-polygon",
        "cap-rounded-lon",
        "cap-empty",
        "cap-far-end",
    }
)
"""Faults that leave nothing out of what an alert says."""
HUGE_KM, HUGE_DEGREES = 1_000, 40
"""No warning for people is about more at once: a circle's radius, a polygon's extent."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that an officer has to know: the sentence `cap-note-CODE` with its values."""

    code: str
    values: dict[str, str] = field(default_factory=dict)


def notes_of_reading(
    shared: Shared, alert: Alert, main: Sequence[Info], spoken: dict[str, list[Info]]
) -> Iterable[Note]:
    if len(main) > 1:
        yield Note("several", {"count": str(len(main))})
    if RUSSIAN not in spoken:
        yield Note("no-russian", {"language": next(iter(spoken))})
    if any(info.severity == "Unknown" for info in alert.infos):
        yield Note("unknown-severity")
    if any(info.certainty == "Unknown" for info in alert.infos):
        yield Note("unknown-certainty")
    if any(len(info.description) + len(info.headline) > LONGEST_NOTICE_TEXT for info in alert.infos) or any(
        len(info.instruction) > LONGEST_NOTICE_TEXT for info in alert.infos
    ):
        yield Note("long", {"limit": str(LONGEST_NOTICE_TEXT)})
    texts = shared.library.texts(shared.default_language)
    yield from _notes_of_blocks(texts, spoken)
    yield from _notes_of_times(texts, alert, spoken)
    for fault in alert.mended[:MOST_MENDED_TOLD]:
        code = "mended-lightly" if fault.code in LIGHT else "mended-reading"
        yield Note(code, {"where": fault.where or "alert", "what": texts.label(fault.code, **fault.values)})
    if more := len(alert.mended[MOST_MENDED_TOLD:]) + alert.mended_more:
        light = all(fault.code in LIGHT for fault in alert.mended)
        yield Note("more-mended-lightly" if light else "more-mended-reading", {"count": str(more)})


def _notes_of_blocks(texts: Texts, spoken: dict[str, list[Info]]) -> Iterable[Note]:
    """Blocks of different languages that say different things of where and how grave."""
    wheres = {
        language: {(a.polygons, a.circles, a.geocodes) for info in infos for a in info.areas}
        for language, infos in spoken.items()
    }
    counts = {language: len({a for info in infos for a in info.areas}) for language, infos in spoken.items()}
    graves = {language: {int(severity_of(info)) for info in infos} for language, infos in spoken.items()}
    if len({frozenset(found) for found in wheres.values()}) > 1 or len(set(counts.values())) > 1:
        said = [f"{language}: {_names(infos)}" for language, infos in spoken.items()]
        yield Note("blocks-areas", {"said": "; ".join(said)})
    if len({frozenset(found) for found in graves.values()}) > 1:
        said = [
            f"{language}: {', '.join(texts.label(f'severity-{n}') for n in sorted(found))}"
            for language, found in graves.items()
        ]
        yield Note("blocks-severity", {"said": "; ".join(said)})


def _notes_of_times(texts: Texts, alert: Alert, spoken: dict[str, list[Info]]) -> Iterable[Note]:
    """Blocks of different languages that say different things of when: the longest time is taken."""
    whens = {
        language: {(moment(info.effective), moment(info.onset), moment(info.expires)) for info in infos}
        for language, infos in spoken.items()
    }
    if len({frozenset(found) for found in whens.values()}) < 2:
        return
    sent = moment(alert.sent)
    said = [
        f"{language}: " + ", ".join(
            "–".join(texts.moment(at, sent) if at else "?" for at in (onset or effective or sent, expires))
            for effective, onset, expires in sorted(found)
        )
        for language, found in whens.items()
    ]  # fmt: skip
    yield Note("blocks-times", {"said": "; ".join(said)})


def severity_of(info: Info) -> Severity:
    """Unknown reads as Moderate: neither loud nor to be overlooked."""
    return Severity[info.severity.upper()] if info.severity != "Unknown" else Severity.MODERATE


def _names(infos: Sequence[Info]) -> str:
    names = dict.fromkeys(clean(area.desc)[:60] for info in infos for area in info.areas)
    return ", ".join(names) or "-"


def notes_of_place(alert: Alert, main: Sequence[Info], placed: Placed) -> Iterable[Note]:
    areas = [area for info in alert.infos for area in info.areas]
    high = [area.altitude for area in areas if area.altitude and float(area.altitude) > 0]
    if high:
        yield Note("altitude", {"feet": high[0]})
    if any(disc.radius_km > HUGE_KM for area in areas for disc in area.circles) or any(
        max(p[place] for p in ring) - min(p[place] for p in ring) > HUGE_DEGREES
        for area in areas
        for ring in area.polygons
        for place in (0, 1)
    ):
        yield Note("huge")
    if not any(info.areas for info in main):
        yield Note("no-area")
    elif placed.unplaced:
        yield Note("unplaced", {"names": ", ".join(clean(name)[:80] for name in placed.unplaced[:10])})
    if placed.swapped:
        yield Note("swapped", {"names": ", ".join(clean(name)[:80] for name in placed.swapped[:10])})
    if placed.heavy:
        yield Note("heavy", {"why": placed.heavy})
    if placed.guessed:
        yield Note("guessed", {"names": ", ".join(clean(name)[:80] for name in placed.guessed[:10])})


def notes_of_lines(texts: Texts, placed: Placed) -> Iterable[Note]:
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


def notes_of_time(shared: Shared, alert: Alert, now: int) -> Iterable[Note]:
    off = now - moment(alert.sent)
    endless = [info for info in alert.infos if not info.expires]
    if endless:
        yield Note("no-expiry" if off <= CLOCK_OFF_MS else "no-expiry-old")
    texts: Texts = shared.library.texts(shared.default_language)
    if off < -CLOCK_OFF_MS:
        yield Note("clock", {"sent": texts.moment(moment(alert.sent), now), "minutes": str(-off // 60_000)})
    elif off > CLOCK_OFF_MS:
        yield Note("old", {"sent": texts.moment(moment(alert.sent), now), "minutes": str(off // 60_000)})
