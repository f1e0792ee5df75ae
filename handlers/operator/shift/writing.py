"""What somebody on shift writes in his private chat: an answer to the report on his desk, or to what he was asked."""

from __future__ import annotations

from functools import lru_cache

from handlers.base.labels import fold
from handlers.base.texts import Texts
from handlers.base.turn import Turn
from handlers.base.typed_buttons import LONGEST_LABEL
from handlers.operator.answers import desk_number, names_numbers, on_message
from handlers.operator.by_number import number_first
from handlers.operator.case import case_of
from handlers.operator.own_words import button_words, listed
from handlers.operator.prompts import target_of
from handlers.operator.search_words import MOST_WORDS
from handlers.operator.shift.desk import tell_off
from handlers.operator.shift.state import LEASE_MS, OWN_SHIFT, is_on, keep
from handlers.operator.take import hold
from handlers.operator.words import ShiftMeant
from handlers.reports.loads import REPORT, REPORT_EVENT


@lru_cache(maxsize=16)  # one for each language
def words_on_shift(texts: Texts) -> dict[str, ShiftMeant]:
    """What moves a shift in words, folded."""
    words = dict[str, ShiftMeant]()
    for name, meant in (("shift-words-next", ShiftMeant.NEXT), ("shift-words-off", ShiftMeant.OFF)):
        words |= dict.fromkeys((fold(word) for word in texts.label(name).split(",")), meant)
    return words


def meant_by(turn: Turn) -> str:
    """Of a message that is nothing but the words for the next report, the end or a search: the route for it."""
    event = turn.event
    if event.attachments or event.reply_to or len(event.text) > LONGEST_LABEL:
        return ""
    said = fold(event.text)
    if moved := words_on_shift(turn.texts).get(said):
        return moved
    first, _, rest = said.partition(" ")
    finds = first in listed(turn.texts, "shift-words-find") and 0 < len(rest.split()) <= MOST_WORDS
    return ShiftMeant.FIND if finds else ""


def on_desk_message(turn: Turn) -> None:
    """The answer, a note, a question or a reason, as in the group; nothing goes out where somebody else has it now."""
    shift, report = turn.one(OWN_SHIFT), turn.one(REPORT)
    if shift is None or not is_on(shift):
        turn.step("")
        tell_off(turn)
        return
    keep(turn, shift)
    number = desk_number(turn)
    if turn.event.forwarded:
        turn.say(turn.t("shift-forwarded"))
        return
    if number and report is not None and report.id == number and case_of(turn) is not None:
        if report.taken_by not in (0, turn.person.id) and report.taken_until > turn.now:
            turn.say(turn.t("shift-lost", number=str(number), who=report.taken_name))
            return
        hold(turn, report, LEASE_MS)
        turn.save(report)
    elif not number and report is None and names_numbers(number_first(turn)):
        pass  # several of them, or one that is not here
    elif not number and fold(turn.event.text) in button_words(turn.texts):
        turn.say(turn.t("shift-press", word=turn.event.text))
        return
    elif not number and target_of(turn) is None and turn.one(REPORT_EVENT) is None and report is None:
        turn.say(turn.t("shift-nothing"))
        return
    on_message(turn)
