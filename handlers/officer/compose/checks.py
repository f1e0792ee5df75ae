"""What a notice lacks before it can be submitted. What is to be looked at twice: handlers.notices.doubts."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.base.message import Marked, parse_marks
from handlers.base.turn import Turn
from handlers.notices.chain import chain_of, what_changed
from handlers.notices.content import GAPS, Content, named_gaps
from handlers.notices.doubts import called, grave_there
from handlers.notices.family import NO_DANGER_LINKS
from handlers.notices.loads import LIVE
from handlers.officer.compose.drafting import NoticeDraft
from storage.region.region import name_in


# -- what is missing --------------------------------------------------------------------------
def lacks(turn: Turn, draft: NoticeDraft) -> list[Marked]:
    """Sentences that say what has to be done before this can be submitted; none: it is complete."""
    content = draft.content
    change = what_changed(draft.notice, chain_of(turn), turn.now)
    return [
        *((change.line(turn.texts),) if change is not None else ()),
        *_drill_faults(turn, draft),
        *_area_faults(turn, draft),
        *_text_faults(turn, content),
        *(_time_faults(turn, content) if draft.notice.link not in NO_DANGER_LINKS else ()),
        *_kind_faults(turn, content),
    ]


def _drill_faults(turn: Turn, draft: NoticeDraft) -> Iterator[Marked]:
    """Nobody hears "drill, no danger" where there is danger."""
    grave = grave_there(turn, draft.notice, draft.content, turn.many(LIVE)) if draft.drill else None
    if grave is not None:
        yield turn.t("compose-lacks-calm", what=called(turn.shared.region, turn.texts, grave))


def _area_faults(turn: Turn, draft: NoticeDraft) -> Iterator[Marked]:
    if draft.content.area.empty:
        yield turn.t("compose-lacks-area")


def _text_faults(turn: Turn, content: Content) -> Iterator[Marked]:
    if not content.texts.get("ru", "").strip():
        yield turn.t("compose-lacks-text")
    for gap in named_gaps(content):
        yield turn.t("compose-lacks-named", question=question(turn, gap))
    for name, said in (("text", content.texts), ("todo", content.todo)):
        text = said.get("ru", "")
        if any(gap in text for gap in GAPS):
            around = _around(text)
            yield turn.t(f"compose-lacks-gap-{name}", language=language_name(turn, "ru"), around=around)


def _around(text: str) -> str:
    """The words before the gap, so that it is found."""
    gap = GAPS[0]
    before = text.replace(GAPS[1], gap).partition(gap)[0].split()
    return " ".join([*before[-4:], gap])


def _time_faults(turn: Turn, content: Content) -> Iterator[Marked]:
    if not content.until:
        yield turn.t("compose-lacks-until")
    elif content.until <= turn.now:
        yield turn.t("compose-lacks-until-past")
    elif content.send_at and content.until <= content.send_at:
        yield turn.t("compose-lacks-order")
    if content.send_at and content.send_at <= turn.now:
        yield turn.t("compose-lacks-send-past")


def _kind_faults(turn: Turn, content: Content) -> Iterator[Marked]:
    rules = turn.shared.region.notices
    if "help" in content.ask and content.kind not in rules.desk.kinds:
        yield turn.t("compose-lacks-desk")
    if content.repeat_min and content.kind not in rules.repeat:
        yield turn.t("compose-lacks-repeat")


def languages_of(turn: Turn) -> list[str]:
    """All languages, Russian first: it is the one that has to be there."""
    return sorted(turn.shared.library.languages, key=lambda code: (code != "ru", code))


def language_name(turn: Turn, language: str) -> str:
    """A language as it calls itself."""
    return parse_marks(turn.shared.library.texts(language).say("language-name"))[0]


def question(turn: Turn, name: str) -> str:
    """What is asked for a gap, in the officer's language; its name where the region does not ask for it any more."""
    asked = turn.shared.region.notices.gaps.get(name)
    return name_in(asked, turn.texts.language) if asked else name
