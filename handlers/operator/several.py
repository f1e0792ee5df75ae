"""«№ 12, 13 и 14: сделаем завтра»: one answer to several reports, each under its own number and with its own way back.

Where it is not plain that all the numbers are reports («№ 12, 5 фонарей заменим»), nothing goes to anybody, and how to
write it is said: a number that is no report's would bring somebody the end of another one's answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.base.commands import NUMBER_SIGN
from handlers.base.labels import fold
from handlers.base.promise_words import promise_words
from handlers.base.staff import tell
from handlers.base.turn import Turn
from handlers.operator.by_number import NOTE_MARK, number_first
from handlers.operator.case import ReportCase, case_among, may_see, operator_name
from handlers.operator.grace import begin, note_down
from handlers.operator.look_over import BY_ITS_MARK, asks_author
from handlers.operator.own_words import stop, stops
from handlers.reports.card_text import is_erased
from handlers.reports.loads import REPORT
from handlers.reports.saved import OPERATOR
from handlers.reports.status import ALIVE, LineKind, Status
from storage.records import SentMessage

MOST = 5
"""Each has a confirmation of its own, and they have to be read within ten seconds."""
NUMBER = r"\d{1,15}(?!\w|[.:]\d)"
BETWEEN = rf"(?:\s*(?:[,;/&+]|\u0438|and)\s*(?:{NUMBER_SIGN}\s*)?|\s+{NUMBER_SIGN}\s*)"
NUMBERS = re.compile(
    rf"\s*(?P<first>{NUMBER_SIGN}+)\s*{NUMBER}(?:{BETWEEN}{NUMBER})+"
    r"(?P<end>[ \t]*(?:[:.)\n]|[\u2014\u2013-](?!\s*\d)|$))?",
    re.IGNORECASE,
)
RANGE = re.compile(rf"\s*{NUMBER_SIGN}+\s*\d{{1,15}}[-\u2013\u2014]\d{{1,15}}\b", re.IGNORECASE)
LATER_LINE = re.compile(r"\n[ \t]*\u2116[ \t]*\d")
UNREAD = re.compile(r"\s*\u2116+\s?-?\w*\d")
SIGNS = re.compile(NUMBER_SIGN, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Several:
    """`text` is what stands after the numbers. `sure`: nothing but reports can be meant."""

    numbers: tuple[int, ...]
    text: str
    sure: bool = True

    @property
    def wanted(self) -> tuple[int, ...]:
        """What has to be loaded: nothing where nothing will be answered."""
        return self.numbers if self.sure and len(self.numbers) <= MOST else ()


def read_several(text: str) -> Several | None:
    """Two numbers or more at the beginning; None for one or none. A range is never sure, nor are lines with a number
    each.
    """
    if found := RANGE.match(text):
        return Several((), text[found.end() :], sure=False)
    found = NUMBERS.match(text)
    if found is None:
        return Several((), "", sure=False) if UNREAD.match(text) and LATER_LINE.search(text.strip()) else None
    said = found[0]
    numbers = tuple(dict.fromkeys(int(each) for each in re.findall(r"\d+", said)))
    signs = len(SIGNS.findall(said))
    sure = found["end"] is not None or signs > len(re.findall(r"\d+", said)) - 1 or len(found["first"]) > 1
    return Several(numbers, text[found.end() :].strip(), sure) if len(numbers) > 1 else None


def several_in(turn: Turn) -> Several | None:
    """Of a message; «№ 12, 25 ноября заменим» names one report and a day."""
    several = read_several(number_first(turn))
    if several is None or several.sure:
        return several
    months = tuple(promise_words(turn.shared.library).months)
    return None if several.text.lower().startswith(months) else several


def names_several(text: str) -> bool:
    return read_several(text) is not None


def is_unread(text: str) -> bool:
    """Whether it begins with the sign of a number and no number can be read: «№ 12а», «№ 0»."""
    return UNREAD.match(text) is not None


def answer_several(turn: Turn, several: Several, about: int) -> None:
    """All of them, or nobody. `about`: the report that the message replies to; 0 for none."""
    operator_name(turn)
    cases = _cases(turn)
    missing = [number for number in several.numbers if number not in cases]
    if several.sure and about not in (0, *several.numbers):
        tell(turn, turn.t("op-two-numbers", number=str(about), other=str(several.numbers[0])))
    elif not several.sure:
        tell(turn, turn.t("several-unsure"))
    elif len(several.numbers) > MOST:
        tell(turn, turn.t("several-many", most=str(MOST)))
    elif missing:
        tell(turn, turn.t("several-missing", numbers=_listed(missing)))
    elif turn.event.attachments or turn.event.place or not fold(several.text):
        tell(turn, turn.t("several-words-only"))
    elif stops(turn, several.text):
        if not [case for case in cases.values() if stop(turn, case, None)]:
            tell(turn, turn.t("op-nothing-to-cancel"))
    else:
        for number in several.numbers:
            joined = cases[number].report
            if joined.status == Status.MERGED and joined.merged_into in cases:
                continue  # its case is asked who gets it: its author would read the same twice
            _say(turn, cases[number], several.text)
        here = turn.event
        turn.save(SentMessage(here.channel, here.chat, here.message, purpose=OPERATOR, sent_at=turn.now))


def _cases(turn: Turn) -> dict[int, ReportCase]:
    """Those that may be answered from here, by number."""
    return {
        report.id: case_among(turn, report)
        for report in turn.many(REPORT)
        if may_see(turn, report) and not is_erased(report) and report.status != Status.WITHDRAWN
    }


def _say(turn: Turn, case: ReportCase, text: str) -> None:
    if text.startswith(NOTE_MARK):
        note_down(turn, case, text.removeprefix(NOTE_MARK).strip(), ())
    elif Status(case.report.status) in ALIVE and asks_author(turn, text):
        begin(turn, case, LineKind.QUESTION, text, (), **{BY_ITS_MARK: 1})
    else:
        begin(turn, case, LineKind.ANSWER, text)


def _listed(numbers: list[int]) -> str:
    return ", ".join(f"\u2116 {number}" for number in numbers)
