"""An officer corrects his notice in words, while its summary is shown: «не Сосновинка, а Журавлиха», «и Журавлиха»,
«без Новых Плёсов», «только Журавлиха», «до завтра 9 утра». What is not read whole is no correction: he is asked what it
is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.base.message import Marked, clean
from handlers.base.moment_words import moment_words
from handlers.base.moments import BadMoment, read_moment
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.notices.content import Area
from handlers.officer.compose.drafting import NoticeDraft, change, changed_area
from handlers.officer.compose.excluded import lies_inside
from handlers.officer.compose.summary import show_summary
from handlers.officer.compose.until import move_until
from handlers.places.named import Named, read_names
from handlers.reading.places import place_reader

LONGEST = 200
"""Characters; what is longer is no correction but a text."""


def corrected(turn: Turn, draft: NoticeDraft) -> bool:
    """Whether the message was one, and is done: the summary says so."""
    said = correct(turn, draft)
    if said:
        show_summary(turn, draft, said)
    return bool(said)


def correct(turn: Turn, draft: NoticeDraft) -> Marked | None:
    """What was done with the message, or why it was not; None where it is no correction."""
    text = clean(turn.event.text).strip()
    if not text or len(text) > LONGEST or "\n" in text or turn.event.attachments:
        return None
    return _until(turn, draft, text) or correct_area(turn, draft, text)


def says_until(turn: Turn, draft: NoticeDraft, text: str) -> int | None:
    """The moment of «до завтра 9 утра»: nothing but a time, with the word that says that something lasts till then."""
    if text.split()[0].lower() not in _words(turn, "lasts"):
        return None
    try:
        at = read_moment(text, turn.now, turn.shared.region.zone, moment_words(turn.shared.library))
    except BadMoment:
        return None
    return None if draft.content.send_at and at <= draft.content.send_at else at


def _until(turn: Turn, draft: NoticeDraft, text: str) -> Marked | None:
    at = says_until(turn, draft, text)
    if at is None:
        return None
    return join(turn.t("compose-corrected-until"), move_until(turn, draft, at), by="\n")


def name_area(turn: Turn, draft: NoticeDraft) -> Marked | None:
    """Nothing but names where there is no area yet: they are it. None where it is anything else."""
    named = _names(turn, clean(turn.event.text).strip()) if draft.content.area.empty else None
    if named is None or not named.found:
        return None
    change(
        turn,
        draft,
        **changed_area(Area(), settlements=tuple(named.settlements), municipalities=tuple(named.municipalities)),
    )
    return turn.t("compose-corrected-area")


def correct_area(turn: Turn, draft: NoticeDraft, text: str) -> Marked | None:
    """What was done with the area, or why it was not; None where the words are no correction of it."""
    area, (less, more) = draft.content.area, _said(turn, text)
    if (only := _only(turn, area, text)) is not None:
        change(turn, draft, **changed_area(only, settlements=only.settlements, municipalities=only.municipalities))
        return turn.t("compose-corrected-area")
    away, new = _names(turn, less), _names(turn, more)
    if away is None or new is None or not (away.found or new.found):
        return None
    if not ({*away.settlements} <= {*area.settlements} and {*away.municipalities} <= {*area.municipalities}):
        names = lies_inside(turn, area, away)  # else it is not there: what is meant has to be asked
        return turn.t("compose-fault-inside", names=names) if names else None
    found = _changed(area, away, new)
    if found.empty:
        return None
    if names := lies_inside(turn, found, away):
        return turn.t("compose-fault-inside", names=names)
    change(turn, draft, **changed_area(found, settlements=found.settlements, municipalities=found.municipalities))
    return turn.t("compose-corrected-area")


def _only(turn: Turn, area: Area, text: str) -> Area | None:
    """«только Сосновинка»: these names in place of the area's, where that has nothing but names."""
    word, _, rest = text.partition(" ")
    if word.lower().strip(",:") not in _words(turn, "only"):
        return None
    named, names = _names(turn, rest), replace(area, settlements=(), municipalities=())
    if named is None or not named.found or not names.empty:
        return None
    return replace(area, settlements=tuple(named.settlements), municipalities=tuple(named.municipalities))


def _changed(area: Area, away: Named, new: Named) -> Area:
    def put(have: tuple[str, ...], less: list[str], more: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*(code for code in have if code not in less), *more)))

    return replace(
        area,
        settlements=put(area.settlements, away.settlements, new.settlements),
        municipalities=put(area.municipalities, away.municipalities, new.municipalities),
    )


def _said(turn: Turn, text: str) -> tuple[str, str]:
    """The words that name what goes, and those that name what comes; both "" for what is no such sentence."""
    no, but = ("|".join(map(re.escape, _words(turn, name))) for name in ("not", "but"))
    if both := re.search(rf"(?:^|[\s,.!])(?:{no})\s+(.+?),?\s+(?:{but})\s+(.+)$", text, re.IGNORECASE):
        return both[1], both[2]
    word, _, rest = text.partition(" ")
    word = word.lower().strip(",:")
    if word in _words(turn, "without"):
        return rest, ""
    return ("", rest) if word in _words(turn, "also") else ("", "")


def _names(turn: Turn, text: str) -> Named | None:
    """None where something in it is no name, or may be several."""
    named = read_names(place_reader(turn.shared.region), text.strip(" .!")) if text.strip() else Named()
    return None if named.unknown or named.several or named.many or (text.strip() and not named.found) else named


def _words(turn: Turn, name: str) -> list[str]:
    return [word.strip() for word in turn.texts.label(f"compose-words-{name}").split(",")]
