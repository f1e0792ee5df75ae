"""An answer is read before it leaves: a day that it promises is offered, and what sounds like an excuse is said, once.

What was found stands in the line's data: "offered" (UTC ms), "ask_at" (the same, of what is still to be done; or the
day of an earlier answer, where this one names none and something is still to come after it), "plain" ([code, words]
each) with "by", the organisation that answered, so that its share can be counted later.
"""

from __future__ import annotations

import json
import re

from handlers.base.message import Marked
from handlers.base.phrases import begun_with, mentions, phrases, words_of
from handlers.base.promise_kinds import PromiseWords
from handlers.base.promise_words import calendar_of, promise_words
from handlers.base.promised import odd_day, read_promise, tells_of_past
from handlers.base.texts import Texts
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase
from handlers.reading.intent import Intent, LastAsked
from handlers.reports.after_answer import UNSURE
from handlers.reports.day_named import day_to_come
from handlers.reports.excuses import faults_of
from handlers.reports.is_solved import ASK_AT
from handlers.reports.status import LineKind
from storage.records import ReportEvent

READ = (LineKind.ANSWER, LineKind.INTERIM, LineKind.CLOSING)
OFFERED, PLAIN, BY, MENDED, HELD = "offered", "plain", "by", "mended", "held"
ODD_DAY = "odd_day"
"""In the data of an answer: [code, words] of a day that does not exist or has passed."""
BY_ITS_MARK = "by_mark"
"""In the data of a question: nobody said that it is one, its question mark does."""
QUESTION_MARK = re.compile(r"\?(?![A-Za-z0-9])")
"""Not the one inside an address of the web."""
SENTENCE_END = re.compile(r"[.!?\u2026]+(?=[\s)\"'\u00bb\u201d]|$)|[\n;]")
OF_AUTHOR = (LineKind.REPLY, LineKind.ADDED, LineKind.EDITED, LineKind.NOT_SOLVED, LineKind.PARTLY)


def look_over(turn: Turn, case: ReportCase, event: ReportEvent, *, again: bool = False) -> None:
    """Note what is found in an answer; `again`: its text was changed, and it is not called an excuse a second time."""
    if event.kind not in READ:
        return
    data = json.loads(event.data)
    words = promise_words(turn.shared.library)
    calendar = calendar_of(turn.shared.region)
    day = read_promise(event.text, turn.now, calendar, words)
    for named in (OFFERED, ASK_AT, ODD_DAY):
        data.pop(named, None)
    if odd := odd_day(event.text, turn.now, calendar, words):
        data[ODD_DAY] = odd
    if day is not None:
        data[OFFERED] = day
        data |= {} if tells_of_past(event.text, words) else {ASK_AT: day}
    elif (told := _day_told_before(turn, case, event)) and not _ends_it(turn, event.text, words):
        data[ASK_AT] = told
    if again:
        data.pop(HELD, None)
        data[MENDED] = 1
    else:
        asked = "\n".join((case.report.text, *(e.text for e in case.history if e.kind in OF_AUTHOR)))
        found = faults_of(event.text, turn.shared.region.answers, asked=asked, dated=day is not None)
        if found:
            data[PLAIN], data[BY] = [[fault.code, fault.words] for fault in found], case.report.organisation
    event.data = json.dumps(data, ensure_ascii=False)
    turn.save(event)
    case.keep(event)


def _day_told_before(turn: Turn, case: ReportCase, event: ReportEvent) -> int:
    """The day that its author was told before this answer and that is still to come, 0 for none: he is asked then."""
    return day_to_come([line for line in case.history if line.id < event.id], turn.now)


def _ends_it(turn: Turn, text: str, words: PromiseWords) -> bool:
    """Whether nothing is to come after it: it is done, or others are to be asked for it, or it tells of what was alone.
    «Запчасть заказали, ждём» does not end it.
    """
    said = words_of(text)
    if mentions(said, phrases(turn, "op-words-refusal")):
        return True
    past = tells_of_past(text, words) or mentions(said, phrases(turn, "op-words-over"))
    if past and not mentions(said, phrases(turn, "op-words-awaits")):
        return True
    intent, sure = turn.shared.intent(text, LastAsked.SOLVED)  # «готово», «свет дали», as its author would say it
    return intent == Intent.SOLVED and sure >= UNSURE


def excuse(texts: Texts, event: ReportEvent) -> str:
    """What sounds like an excuse in it, in words; "" for nothing, or once it was mended."""
    data = json.loads(event.data)
    if data.get(MENDED):
        return ""
    found = data.get(PLAIN) or []
    said = (texts.label(f"excuse-{code}", words=words) for code, words in found)
    return "; ".join(said)


def odd_day_in_words(texts: Texts, event: ReportEvent) -> Marked:
    """That a day of it can be no term; "" where none is so."""
    code, said = json.loads(event.data).get(ODD_DAY) or ("", "")
    return texts.say(f"will-go-day-{code}", day=said) if code else Marked("")


def asks_author(turn: Turn, text: str) -> bool:
    """Whether an answer asks its author: then he is not asked besides whether it is solved. Behind its last question
    there is nothing, or only what asks for more, thanks, or says how to call; anything else may be the reply to it.
    """
    *before, after = QUESTION_MARK.split(text)
    question = SENTENCE_END.split(next(filter(None, reversed(before)), ""))[-1]
    if not before or mentions(words_of(question), phrases(turn, "op-words-no-question")):
        return False
    small, known = phrases(turn, "op-words-behind-small"), phrases(turn, "op-words-behind-question")
    for sentence in SENTENCE_END.split(after):
        words = [word for word in words_of(sentence) if not word.isdigit()]
        while skipped := begun_with(words, small):
            words = words[skipped:]
        if words and not begun_with(words, known):
            return False
    return True


def by_its_mark(event: ReportEvent) -> bool:
    return event.kind == LineKind.QUESTION and bool(json.loads(event.data).get(BY_ITS_MARK))
