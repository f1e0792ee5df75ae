"""What is in force already where somebody has just come to be warned: it was said before he could hear it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.base.loads import Load, Needs, need
from handlers.base.texts import MINUTE_MS, join
from handlers.base.turn import Turn
from handlers.notices.family import said_before, shown_number
from handlers.notices.kinds import Severity, kind_of
from handlers.notices.loads import LIVE, PLACES, SUBSCRIPTION, SUBSCRIPTION_AREAS, among
from handlers.notices.states import IN_FORCE, NoticeState
from handlers.notices.wanted import is_wanted
from handlers.notices.wording import Meaning, notice_message, place_line, plain_meaning, variant
from handlers.subscriber.now import Current, current
from handlers.subscriber.wishes import subscription_of
from storage.changes import words
from storage.notice_records import LATE, Notice, Recipient
from storage.outbox_records import Lane
from storage.ticks import Tick

MOST_SAID = 3
"""So many are said, the gravest; that there are more is said in a line."""
LATER_MS = MINUTE_MS
"""While it is still being written out to whom a notice goes, he may be among them, and while it is stopped nobody is
told: it is looked again after this.
"""

TOLD = Load("notices that reached the person", "inforce_told", Recipient)
FAMILIES = Load("what is linked with what holds now", "notices_of_chain", Notice)


@need(LIVE)
def load_now(turn: Turn) -> Needs:
    """What holds now, or will when its sending goes on: mostly nothing, and then no more is read."""
    return (LIVE(turn.now, words(IN_FORCE | {NoticeState.STOPPED})),)


@need(SUBSCRIPTION, SUBSCRIPTION_AREAS, PLACES, TOLD, FAMILIES)
def load_of_person(turn: Turn) -> Needs:
    """Second stage: what he named, and what he was told of, of the same matters, too."""
    person = turn.person.id
    if not turn.many(LIVE):
        return ()
    families = among(FAMILIES, (notice.id for notice in turn.many(LIVE) if notice.linked_id))
    return SUBSCRIPTION(person), SUBSCRIPTION_AREAS(person), PLACES(person), TOLD(person), families


def already(turn: Turn) -> None:
    """Tick: he began to talk with us, can be reached again, or wants to be warned of more. What he was not told of is
    said, as it would have been, and counts as told: he hears of its end, too.
    """
    if not turn.many(LIVE) or turn.account.unreachable_at:
        return
    missed = _missed(turn)
    over = [one for one in missed if one.notice.expanded and one.notice.state in IN_FORCE]
    if len(over) < len(missed):
        turn.after(LATER_MS, Tick.ALREADY, turn.timer_key)
    for one in over[:MOST_SAID]:
        _say(turn, one)
    if len(over) > MOST_SAID:
        turn.say(turn.t("already-more", count=len(over) - MOST_SAID))


def _missed(turn: Turn) -> Sequence[Current]:
    """The gravest first. Of a notice and its repeats the newest; drills are not said late."""
    chosen, region = subscription_of(turn), turn.shared.region
    told = {each.notice_id for each in turn.many(TOLD)}
    told |= {shown_number(notice) for notice in turn.many(LIVE) if notice.id in told}
    found: dict[int, Current] = {}
    for one in current(turn):
        number, bits = shown_number(one.notice), kind_of(region, one.content.kind).group.bit
        if not one.notice.drill and number not in told and is_wanted(chosen, one.content, bits):
            found.setdefault(number, one)
    return list(found.values())


def _say(turn: Turn, one: Current) -> None:
    notice, meaning = one.notice, _meaning(turn, one.notice)
    language = turn.texts.language
    message = notice_message(turn.shared, notice, one.content, language, meaning, at=turn.now)
    names = ", ".join(place.name for place in one.concern.places)
    heading = turn.t("already-in-force", since=turn.texts.moment(notice.started_at, turn.now))
    text = join(heading, place_line(turn.texts, names) if names else "", message.text)
    shown = turn.shown
    lane = Lane.ALERT if Severity(notice.severity).loud else Lane.PERSON
    row = turn.say(replace(message, text=text), lane=lane, careful=True, event_id=notice.id, purpose=LATE)
    row.expires_at, turn.shown = notice.until, shown  # words are still said to the screen above, as below any notice
    account = turn.account
    told = Recipient(notice.id, turn.person.id, account.channel, account.user_id, one.concern.rank, at=turn.now)
    told.variant, told.row_id = variant(language, meaning), row.id
    turn.save(told)


def _meaning(turn: Turn, notice: Notice) -> Meaning:
    """Whoever heard nothing of the matter before is warned; to him nothing is corrected, new or said again."""
    told = {each.notice_id for each in turn.many(TOLD)}
    before = said_before(notice, turn.many(FAMILIES))
    return plain_meaning(notice) if any(each.id in told for each in before) else Meaning.ALERT
