"""Calling the duty officers: a grave notice that waits goes to each of them in private until one answers.

The timer CALL comes at once and then every two minutes, after half an hour less often. «I am looking» stops it for five
minutes; a decision for good.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.base.event import CLOCK
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Address, Marked, Message
from handlers.base.shared import Shared, parse_address
from handlers.base.texts import HOUR_MS, MINUTE_MS, join
from handlers.base.turn import Turn
from handlers.notices.content import load_content
from handlers.notices.doubts import ALIKE, warnings
from handlers.notices.kinds import Severity
from handlers.notices.loads import NOTICE, NOTICE_HISTORY
from handlers.notices.moves import hands_of, identities, record
from handlers.notices.officers import left, officers_of
from handlers.notices.outlines import area_ref
from handlers.notices.panel import decide_buttons, decision, previews, reach, source_lines, title, what_line, when_lines
from handlers.notices.states import Act, NoticeState
from handlers.notices.wording import plain_length
from handlers.notices.words import NoticePurpose, NoticeTick
from handlers.officer.loads import PRIVATE_CHATS, notice_number, open_chats, private_chats_of
from storage.notice_records import Notice
from storage.records import Account, Timer

CALL_AGAIN_MS = ((HOUR_MS // 2, 2 * MINUTE_MS), (4 * HOUR_MS, 15 * MINUTE_MS))
"""While it has waited for less than the first, again after the second."""
CALL_SELDOM_MS = HOUR_MS
"""And after that: whom hundreds of calls did not wake mutes the bot, and misses the next warning."""
LOOKING_MS = 5 * 60_000
LONGEST_CALL = 3_000
"""Characters of what people will read that still fit into one message with what is to be decided."""


def called(shared: Shared, notice: Notice) -> list[frozenset[Address]]:
    """Whom this notice concerns: everybody who may approve it. Whoever left the admin chat may not any more."""
    hands = hands_of(notice)
    alone = shared.one_officer and notice.severity == Severity.EXTREME
    here = [officer for officer in officers_of(shared) if not left(shared, officer)]
    return [officer for officer in here if alone or not any(str(a) in hands for a in officer)]


KNOWN_OFFICERS = Load("officers' accounts", "accounts_at", Account)
CALL_TIMER = Load("timer of the calls", "timers_among", Timer)


@need(KNOWN_OFFICERS, PRIVATE_CHATS, CALL_TIMER)
def load_officers(turn: Turn) -> Needs:
    """Which of the officers' accounts are known and can be written to, and how often they were called by now."""
    everybody = sorted({a for officer in officers_of(turn.shared) for a in officer}, key=str)
    notice_id = str(notice_number(turn))
    return (
        KNOWN_OFFICERS(json.dumps([[a.channel, a.chat] for a in everybody])),
        private_chats_of(everybody),
        CALL_TIMER(json.dumps([[NoticeTick.CALL, notice_id]])),
    )


def call(turn: Turn) -> None:
    """Tick CALL: once more to everybody who may decide; or nothing is to be decided any more, and they are told."""
    notice, number = turn.one(NOTICE), int(turn.event.text or 0)
    if notice is not None and notice.state == NoticeState.CANCELLED:
        _call_off(turn, notice, number)
    if notice is None or notice.state != NoticeState.PENDING:
        return
    reached, missing = _reach(turn, notice)
    shown = previews(turn, notice, load_content(notice.content))
    apart = sum(plain_length(message) for message in shown) > LONGEST_CALL
    message = _message(turn, notice, () if apart else shown)
    for to in reached:
        if number:
            turn.take_away(to, _slot(notice, number))
        for preview in shown if apart and not number else ():
            turn.send(to, preview, careful=True, purpose=NoticePurpose.PREVIEW)
        turn.send(to, message, slot=_slot(notice, number + 1), careful=True, purpose=NoticePurpose.CALL)
    if number:
        _forget_left(turn, notice, number)
    _tell_missing(turn, notice, missing, nobody=not reached and not missing)
    _escalate(turn, notice, message)
    waited = turn.now - notice.submitted_at
    pause = next((pause for until, pause in CALL_AGAIN_MS if waited < until), CALL_SELDOM_MS)
    turn.after(pause, NoticeTick.CALL, notice.id, str(number + 1))


def _call_off(turn: Turn, notice: Notice, number: int) -> None:
    """It was taken away while it waited: where officers were called it says so, and has no buttons any more."""
    dropped = [event for event in turn.many(NOTICE_HISTORY) if event.what == Act.DROP]
    if not number or not dropped:
        return
    texts = turn.staff_texts
    text = join(texts.say("approve-answered", number=str(notice.id)), decision(texts, dropped[-1]), by="\n")
    for to in _reach(turn, notice)[0]:
        turn.send(to, text, slot=_slot(notice, number), purpose=NoticePurpose.CALL)


def _tell_missing(turn: Turn, notice: Notice, missing: list[str], *, nobody: bool) -> None:
    """Who cannot be written to, or that there is nobody to write to: said in the admin chat when it changes."""
    told = [e for e in turn.many(NOTICE_HISTORY) if e.what == "called" and e.at >= notice.submitted_at]
    before = json.loads(told[-1].data) if told else None
    found: dict[str, object] = {"missing": missing} | ({"nobody": True} if nobody else {})
    if nobody and any(not left(turn.shared, officer) for officer in officers_of(turn.shared)[1:]):
        found["hands"] = True  # there are officers, and every one of them has written this version
    if found != before:
        record(turn, notice, "called", CLOCK, "", **found)
        turn.after(0, NoticeTick.PANEL, notice.id)


def _escalate(turn: Turn, notice: Notice, message: Message) -> None:
    """Nobody has decided for as long as the region waits: those whom it names are told, once for each version."""
    rules = turn.shared.region.notices.escalation
    told = any(e.what == "escalated" and e.at >= notice.submitted_at for e in turn.many(NOTICE_HISTORY))
    if told or not rules.to or turn.now - notice.submitted_at < rules.after_ms:
        return
    minutes = (turn.now - notice.submitted_at) // 60_000
    text = join(turn.staff_texts.say("approve-escalated", minutes=minutes), message.text)
    for chat in rules.to:
        to = parse_address(chat)
        mine = any(to in officer for officer in officers_of(turn.shared))
        turn.send(
            to,
            replace(message, text=text, buttons=message.buttons if mine else ()),
            careful=True,
            purpose=NoticePurpose.ESCALATION,
        )
    record(turn, notice, "escalated", CLOCK, "", by=", ".join(rules.to))


def _forget_left(turn: Turn, notice: Notice, number: int) -> None:
    """Whoever was called and has left the chat since can do nothing with it."""
    private = open_chats(turn)
    for officer in officers_of(turn.shared):
        if left(turn.shared, officer):
            for to in sorted(officer & private, key=str):
                turn.take_away(to, _slot(notice, number))


def pause_calls(turn: Turn, notice: Notice) -> None:
    """Somebody looks at it: quiet for a while."""
    turn.after(LOOKING_MS, NoticeTick.CALL, notice.id, str(_calls(turn)))


def answer_calls(turn: Turn, notice: Notice, text: Marked) -> None:
    """Where officers were called, it says now who answered, and has no buttons any more."""
    number = _calls(turn)
    if number:
        for to in _reach(turn, notice)[0]:
            turn.send(to, text, slot=_slot(notice, number), purpose=NoticePurpose.CALL)
        _forget_left(turn, notice, number)


def tell_others(turn: Turn, text: Marked) -> None:
    """To every other officer in private: one of them has done something alone."""
    mine, private = identities(turn), open_chats(turn)
    gone = {Address(a.channel, a.user_id) for a in turn.many(KNOWN_OFFICERS) if a.unreachable_at}
    for officer in officers_of(turn.shared):
        if not left(turn.shared, officer) and not any(str(a) in mine for a in officer):
            for to in sorted((officer & private) - gone, key=str):
                turn.send(to, text, careful=True, purpose=NoticePurpose.DECIDED)


def writers(turn: Turn, notice: Notice, author: Iterable[Account]) -> list[Address]:
    """Where to tell those who wrote or submitted this version what becomes of it: each in one private chat that the bot
    has with him, in whichever messenger, the one that he wrote from if it can be; not whoever acts now. `author`: the
    accounts of the person who began it.
    """
    mine, hands, private = identities(turn), hands_of(notice), open_chats(turn)
    own = {Address(a.channel, a.user_id) for a in author}
    gone = {Address(a.channel, a.user_id) for a in (*author, *turn.many(KNOWN_OFFICERS)) if a.unreachable_at}
    found = []
    for officer in officers_of(turn.shared):
        keys = {str(account) for account in officer}
        if left(turn.shared, officer) or keys & mine or not (officer & own or keys & hands):
            continue
        chats = sorted((officer & private) - gone, key=lambda chat: (chat not in own, str(chat)))
        found += chats[:1]
    return found


def _calls(turn: Turn) -> int:
    timer = turn.one(CALL_TIMER)
    return int(timer.data or 0) if timer else 0


def _reach(turn: Turn, notice: Notice) -> tuple[list[Address], list[str]]:
    """The private chats of all who may decide, and the names of those who have none."""
    accounts = {Address(a.channel, a.user_id): a for a in turn.many(KNOWN_OFFICERS)}
    private = open_chats(turn)
    reached: list[Address] = []
    missing: list[str] = []
    for officer in called(turn.shared, notice):
        here = [a for a in sorted(officer & private, key=str) if a in accounts and not accounts[a].unreachable_at]
        reached += here
        if not here:
            missing.append(_name(officer, accounts.values()))
    return reached, missing


def _name(officer: frozenset[Address], accounts: Iterable[Account]) -> str:
    names = [a.name for a in accounts if a.name and Address(a.channel, a.user_id) in officer]
    return names[0] if names else "+".join(sorted(map(str, officer)))


def _message(turn: Turn, notice: Notice, shown: Sequence[Message]) -> Message:
    """What is to be decided, with the map; what people will read, in every language and with its files, in it if it
    fits, else in messages of its own above: the buttons stand under what comes last.
    """
    texts, content = turn.staff_texts, load_content(notice.content)
    key = "approve-call-drill" if notice.drill else "approve-call"
    author = notice.submitter_name or notice.author_name or texts.label("op-somebody")
    text = join(
        join(texts.say(key, who=author), title(texts, notice), what_line(turn, texts, notice, content), by="\n"),
        join(*when_lines(texts, notice, turn.now), by="\n"),
        *(message.text for message in shown),
        reach(turn.shared, texts, notice),
        join(*source_lines(texts, turn.many(NOTICE_HISTORY)), by="\n"),
        join(*warnings(turn, notice, content, texts, turn.many(ALIKE)), by="\n"),
    )
    files = (area_ref(notice.id),) if not content.area.region else ()
    said = (file for message in shown for file in message.files)
    return Message(text, decide_buttons(texts, notice), files=(*files, *dict.fromkeys(said)))


def _slot(notice: Notice, number: int) -> str:
    return f"call:{notice.id}:{notice.version}:{number}"
