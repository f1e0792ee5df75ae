"""What the officers see of a notice that waits for one of them: the very messages, and a panel to decide on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from handlers.base.buttons import Rows
from handlers.base.message import Button, Marked, Message
from handlers.base.reasons import channel_name
from handlers.base.shared import Shared
from handlers.base.texts import Texts, join
from handlers.base.turn import Turn
from handlers.notices.chain import change_of
from handlers.notices.content import Content, spoken
from handlers.notices.doubts import warnings
from handlers.notices.family import NO_DANGER_LINKS
from handlers.notices.kinds import Severity
from handlers.notices.moves import hands_of
from handlers.notices.names import notice_name, notice_sign
from handlers.notices.outlines import area_ref
from handlers.notices.reach_count import Counted, read_counted, too_late, too_slight
from handlers.notices.states import IN_FORCE, NoticeState
from handlers.notices.wording import LIFTED, MEANINGS, area_names, notice_message
from handlers.notices.words import NoticeButton
from storage.notice_records import Notice, NoticeEvent

DECISIONS = frozenset({"approve", "return", "reject", "reopen", "change", "drop", "expire", "outdate"})
"""Lines of the history after which a notice is somewhere else."""


SOURCE_SAYS = ("source_lifted", "source_replaced")
"""Lines of the history of what an officer has in hand, so that its source cannot take it back by itself."""


def panel_slot(notice: Notice) -> str:
    return f"pending:{notice.id}:{notice.version}"


def stamp(notice: Notice) -> str:
    """What a button carries: this version with this very content."""
    return f"{notice.id}:{notice.version}:{notice.digest[:12]}"


def previews(turn: Turn, notice: Notice, content: Content, languages: Sequence[str] = ()) -> list[Message]:
    """The messages as people will get them, each below a line that says whose it is."""
    texts, found, said = turn.staff_texts, [], spoken(content).texts
    for meaning in MEANINGS[notice.link]:
        for language in languages or sorted(said, key=lambda name: name != "ru") or ("ru",):
            shown = notice_message(turn.shared, notice, content, language, meaning)
            line = texts.say(
                "approve-preview",
                number=str(notice.id),
                meaning=texts.label(f"approve-meaning-{meaning.value.replace('_', '-')}"),
                language=turn.shared.library.texts(language).label("language-name"),
            )
            found.append(replace(shown, text=join(line, shown.text), buttons=_only_shown(shown.buttons)))
    return found


def _only_shown(rows: Rows) -> Rows:
    return tuple(tuple(replace(b, data=NoticeButton.PREVIEW) if b.data else b for b in row) for row in rows)


def panel(
    turn: Turn, notice: Notice, content: Content, history: Sequence[NoticeEvent], alike: Sequence[Notice]
) -> Message:
    """Who wrote it, whom it reaches, what to look at, and (while it is pending) the three ways."""
    texts = turn.staff_texts
    pending = notice.state == NoticeState.PENDING
    text = join(
        join(
            title(texts, notice, _panel_state(texts, notice, turn.now)),
            what_line(turn, texts, notice, content),
            by="\n",
        ),
        join(*when_lines(texts, notice, turn.now), by="\n"),
        reach(turn.shared, texts, notice),
        join(*source_lines(texts, history), by="\n") if not notice.started_at else "",
        join(*warnings(turn, notice, content, texts, alike), by="\n") if pending else "",
        join(*_people_lines(texts, notice, history), by="\n"),
        _last_word(turn, texts, notice, history),
        texts.say("approve-scheduled") if notice.state == NoticeState.APPROVED and notice.send_at > turn.now else "",
    )
    files = (area_ref(notice.id),) if pending and not content.area.region else ()
    rows = decide_buttons(texts, notice) if pending else ways_back(texts, notice)
    return Message(text, rows, files=files)


def ways_back(texts: Texts, notice: Notice) -> tuple[tuple[Button, ...], ...]:
    """A rejected notice is not lost: it can be opened again."""
    if notice.state != NoticeState.REJECTED:
        return ()
    return ((Button(texts.label("approve-button-reopen"), NoticeButton.REOPEN(notice.id)),),)


def _panel_state(texts: Texts, notice: Notice, now: int) -> str:
    """How it fares once it goes out is said below the panel, which stays as it is then: it says nothing that passes."""
    going = notice.started_at or (notice.state == NoticeState.APPROVED and notice.send_at <= now)
    return texts.label("notice-state", state="going") if going else state_name(texts, notice)


def title(texts: Texts, notice: Notice, state: str = "") -> Marked:
    """`state`: how it stands in other words than `state_name` has."""
    key = "approve-title-drill" if notice.drill else "approve-title"
    return texts.say(
        key,
        number=str(notice.id),
        state=state or state_name(texts, notice),
        link=notice.link or "none",
        other=str(notice.linked_id),
        times=str(notice.version),
    )


def state_name(texts: Texts, notice: Notice) -> str:
    """Draft, waits, is being sent …; one that is over says so, and one for which everybody has to wake up first."""
    over = notice.ended_at and notice.state in IN_FORCE and notice.link not in NO_DANGER_LINKS
    counted = read_counted(notice)
    asleep = counted is not None and counted.total > 0 and counted.held + counted.late >= counted.total
    if not over and notice.state == NoticeState.SENT and asleep:
        return texts.label("notice-state", state="morning")
    return texts.label("notice-state", state="ended" if over else notice.state)


def what_line(turn: Turn, texts: Texts, notice: Notice, content: Content) -> Marked:
    """How grave, what and where; of what says that something is over, that."""
    ending = LIFTED if content.ending == LIFTED else notice.link if notice.link in NO_DANGER_LINKS else "none"
    return texts.say(
        "approve-what",
        ending=ending,
        emoji=notice_sign(turn.shared.region, content),
        severity=texts.label(f"severity-{notice.severity}"),
        kind=notice_name(texts, turn.shared.region, content),
        names=area_names(turn.shared, content, texts.language) or texts.label("approve-nowhere"),
    )


SLOW_S = 600.0
"""Where one by one takes longer than this, a post in a public channel is spoken of, if the messenger has them."""


def reach(shared: Shared, texts: Texts, notice: Notice) -> Marked:
    """«NAME 8 200 ≈ 4 мин 34 с» for each messenger, the three groups of a correction, who waits for the morning, and
    where a post in a public channel is quicker.
    """
    counted = read_counted(notice)
    if counted is None:
        return texts.say("approve-counting")
    if not counted.total:
        below = texts.say("approve-below", count=counted.below) if counted.below else Marked("")
        return join(texts.say("approve-nobody"), below, by="\n")
    by = ", ".join(_messenger(texts, name, counted) for name in counted.people)
    lines = [texts.say("approve-reach", count=counted.total, by=by)]
    if counted.groups:
        groups = {name: counted.groups.get(name, 0) for name in ("removed", "kept", "added")}
        lines.append(texts.say("approve-groups", **groups))
    if counted.near:
        lines.append(texts.say("approve-near", count=counted.near))
    if counted.nowhere:
        lines.append(texts.say("approve-nowhere-named", count=counted.nowhere))
    if counted.held:
        lines.append(texts.say("approve-held", count=counted.held))
    if counted.late:
        lines.append(texts.say("approve-late", count=counted.late))
    return join(*lines, *_posts(shared, texts, counted), by="\n")


def _posts(shared: Shared, texts: Texts, counted: Counted) -> list[Marked]:
    """Of each messenger that is slow for so many: a post reaches its readers at once, whether or not there is one."""
    slow = [name for name in counted.people if name in shared.posts_instead and counted.seconds.get(name, 0) > SLOW_S]
    posting = {shared.now_at(address).channel for address in shared.notice_channels}
    return [
        texts.say(
            "approve-post" if name in posting else "approve-no-post",
            channel=name,
            lasts=lasts(texts, counted.seconds[name]),
        )
        for name in slow
    ]


def _messenger(texts: Texts, name: str, counted: Counted) -> str:
    values = {"channel": channel_name(texts, name), "count": counted.people[name]}
    return texts.label("approve-messenger", lasts=lasts(texts, counted.seconds.get(name, 0.0)), **values)


def lasts(texts: Texts, seconds: float) -> str:
    """4 min 34 s; hours from the first one on."""
    whole = max(1, round(seconds))
    if whole < 60:
        return texts.label("lasts-seconds", seconds=str(whole))
    if whole < 3600:
        return texts.label("lasts-minutes", minutes=str(whole // 60), seconds=str(whole % 60))
    return texts.label("lasts-hours", hours=str(whole // 3600), minutes=str(whole % 3600 // 60))


def decide_buttons(texts: Texts, notice: Notice) -> tuple[tuple[Button, ...], ...]:
    """Approve, return, reject; for a loud one also «I am looking»."""
    data = stamp(notice)
    yes = texts.label("approve-button-later" if notice.send_at else "approve-button-yes")
    rows = [
        (Button(yes, NoticeButton.APPROVE(data), style="good"),),
        (
            Button(texts.label("approve-button-return"), NoticeButton.RETURN(data)),
            Button(texts.label("approve-button-reject"), NoticeButton.REJECT(data), style="bad"),
        ),
    ]
    if Severity(notice.severity).loud:
        rows.append((Button(texts.label("approve-button-seen"), NoticeButton.LOOK(data)),))
    mending = []
    if too_late(notice) or too_slight(notice):
        mending.append(Button(texts.label("compose-button-raise"), NoticeButton.RAISE(data)))
    if too_late(notice):
        mending.append(Button(texts.label("compose-button-wake"), NoticeButton.WAKE(data)))
    return (*rows, tuple(mending)) if mending else tuple(rows)


def when_lines(texts: Texts, notice: Notice, now: int) -> list[Marked]:
    """When it is sent, until when it holds, how often it is said again; what is not set is not said."""
    lines = []
    if notice.send_at > now or (notice.send_at and not notice.started_at):
        lines.append(texts.say("approve-send-at", at=texts.moment(notice.send_at, now)))
    if notice.until:
        lines.append(texts.say("approve-until", at=texts.moment(notice.until, now)))
    if notice.repeat_min:
        lines.append(texts.say("approve-repeat", minutes=notice.repeat_min))
    return lines


def _people_lines(texts: Texts, notice: Notice, history: Sequence[NoticeEvent]) -> list[Marked]:
    author = notice.author_name or (texts.label("approve-source", code=notice.source) if notice.source else "")
    lines = []
    if author:
        lines.append(texts.say("approve-author", who=author))
    if notice.submitter_name and notice.submitter_name != notice.author_name:
        lines.append(texts.say("approve-submitter", who=notice.submitter_name))
    since = [event for event in history if event.at >= notice.submitted_at]
    called = [event for event in since if event.what == "called"][-1:]  # earlier ones are not so any more
    for event in since:
        if event.what == "seen" or event in called:
            lines += event_lines(texts, event)
    return lines


def source_lines(texts: Texts, history: Sequence[NoticeEvent]) -> list[Marked]:
    """What its source has said of the matter since an officer has it in hand: the latest."""
    said = [event for event in history if event.what in SOURCE_SAYS][-1:]
    return [
        texts.say(f"approve-{event.what.replace('_', '-')}", who=event.actor_name, at=texts.clock(event.at))
        for event in said
    ]


def event_lines(texts: Texts, event: NoticeEvent) -> list[Marked]:
    """Who looks at it, and which officers cannot be written to, or that there is none to write to."""
    if event.what == "seen":
        return [texts.say("approve-seen", who=event.actor_name, at=texts.clock(event.at))]
    data = json.loads(event.data)
    if data.get("hands"):
        return [texts.say("approve-all-hands")]
    if data.get("nobody"):
        return [texts.say("approve-nobody-to-call")]
    missing = data.get("missing") or []
    return [texts.say("approve-missing", who=", ".join(missing))] if missing else []


def _last_word(turn: Turn, texts: Texts, notice: Notice, history: Sequence[NoticeEvent]) -> Marked:
    """Who decided what, or who still may."""
    if notice.state == NoticeState.PENDING:
        one = turn.shared.one_officer and notice.severity == Severity.EXTREME
        return texts.say("approve-alone-may" if one else "approve-who-may") if hands_of(notice) else Marked("")
    decided = [e for e in history if e.what in DECISIONS]
    return decision(texts, decided[-1]) if decided else Marked("")


def decision(texts: Texts, event: NoticeEvent) -> Marked:
    """«Одобрила Анна в 14:05»; with the reason, and that nobody else had to agree where that was so."""
    data = json.loads(event.data)
    if event.what == "outdate":
        return join(texts.say("approve-done-outdate", at=texts.clock(event.at)), change_of(event).line(texts), by="\n")
    key = "alone" if data.get("alone") else event.what
    who = event.actor_name or texts.label("op-somebody")
    line = texts.say(f"approve-done-{key}", who=who, at=texts.clock(event.at))
    return join(line, texts.say("approve-why", why=data["why"]) if data.get("why") else "", by="\n")


def responses_button(texts: Texts, notice_id: int) -> Button:
    """What people answer to it, counted (handlers.notices.response_counts): under messages in the admin chat."""
    return Button(texts.label("responses-button"), NoticeButton.ANSWERS(notice_id))
