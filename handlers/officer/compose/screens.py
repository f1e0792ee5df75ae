"""Screens before a notice is composed: real or a drill, templates, kinds; the officer's drafts, opened or deleted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.base.buttons import LABEL_LENGTH, Rows, number, part
from handlers.base.message import Button, Marked, Message, clean
from handlers.base.staff import tell
from handlers.base.texts import HOUR_MS, join, shorten
from handlers.base.turn import Turn
from handlers.notices.content import LONGEST_NOTICE_TEXT, Content, load_content
from handlers.notices.kinds import Severity, kind_name, kind_of
from handlers.notices.moves import new_notice, officer_name
from handlers.notices.names import notice_name
from handlers.notices.states import Act, NoticeState
from handlers.notices.wording import area_names
from handlers.officer.compose.drafting import (
    DRAFTS,
    NoticeDraft,
    draft_of,
    field_of,
    headed,
    hold,
    kind_label,
    leave,
    paged,
    severity_rows,
)
from handlers.officer.compose.fields import advised
from handlers.officer.compose.loose import ask_about
from handlers.officer.compose.summary import show_summary
from handlers.officer.compose.where import ask_where
from handlers.officer.compose.words import ComposeButton, ComposeData, ComposeField
from storage.letters import folded
from storage.notice_records import Notice
from storage.region.notice_rules import Template
from storage.region.region import name_in

DRAFTS_PAGE = 3
"""Drafts on a page: with the two paths and the way out these are all the rows that every messenger shows."""
TEMPLATES_PAGE = 6
LONGEST_SMALL_WORD = 3


# -- /notice --------------------------------------------------------------------------------------
def to_private(turn: Turn) -> None:
    """/notice in the admin chat: notices are composed where nobody is disturbed. A link for each messenger."""
    label, rows = turn.texts.label, []
    for channel, bot in sorted(turn.shared.bots.items()):
        rows.append((Button(label("compose-link", channel=channel), url=bot.start_link("notice")),))
    tell(turn, Message(turn.t("compose-in-private"), tuple(rows)))


def begin(turn: Turn) -> None:
    """/notice in private: the two paths, and the drafts that there are."""
    officer_name(turn)
    turn.commanded = True
    show_start(turn)


def begin_with(turn: Turn) -> None:
    """«Предупреди Лесную …» in private: the same, and the words are kept until it is clear what they are."""
    officer_name(turn)
    turn.data[ComposeData.FIRST] = clean(turn.event.text).strip()
    show_start(turn, said=turn.t("compose-words-to-warn"))


def show_start(turn: Turn, page: int = 0, said: Marked | str = "", *, without: int = 0) -> None:
    """The first screen. `page` of the drafts, which are shown `without` the one that was just deleted."""
    label, drafts = turn.texts.label, [n for n in turn.many(DRAFTS) if n.id != without]
    pages = max(1, -(-len(drafts) // DRAFTS_PAGE))
    page = min(page, pages - 1) if page >= 0 else 0
    rows: list[tuple[Button, ...]] = [
        (Button(label("compose-path-real"), ComposeButton.PATH(0), style="bad"),),
        (Button(label("compose-path-drill"), ComposeButton.PATH(1)),),
    ]
    for notice in drafts[page * DRAFTS_PAGE : (page + 1) * DRAFTS_PAGE]:
        rows.append(
            (
                Button(_label(turn, notice), ComposeButton.SUMMARY(notice.id)),
                Button("🗑", ComposeButton.DELETE(notice.id)),
            )
        )
    more = label("compose-more", page=str(page + 1), pages=str(pages))
    turning = [Button(more, ComposeButton.START((page + 1) % pages))] if pages > 1 else []
    rows.append((*turning, Button(label("compose-close"), ComposeButton.CLOSE)))
    hold(turn, 0, ComposeField.START)
    text = join(said, turn.t("compose-start"), turn.t("compose-drafts", count=len(drafts)) if drafts else "")
    turn.screen(Message(text, tuple(rows)))


def turn_start(turn: Turn) -> None:
    """d_new:PAGE"""
    show_start(turn, number(part(turn, 0)))


def _label(turn: Turn, notice: Notice) -> str:
    """«№ 12 · Паводок», and whether it is a drill or waits for approval."""
    texts, kind = turn.texts, notice_name(turn.texts, turn.shared.region, load_content(notice.content))
    state = "pending" if notice.state == NoticeState.PENDING else "draft"
    return shorten(
        texts.label(
            "compose-draft-button", number=str(notice.id), kind=kind, state=state,
            drill="yes" if notice.drill else "no",
        ),
        LABEL_LENGTH,
    )  # fmt: skip


def close(turn: Turn) -> None:
    """d_close: the drafts stay where they are."""
    leave(turn)
    turn.leave_screen(turn.t("compose-closed"))


def cancel(turn: Turn) -> None:
    """/cancel, «отмена» while composing: as if closed; what is said stands below the word."""
    leave(turn)
    turn.close_screen()
    turn.say(turn.t("compose-closed"))


# -- what it is -----------------------------------------------------------------------------------
def choose_path(turn: Turn) -> None:
    """d_path:DRILL:PAGE: from here on every screen says which of both this is."""
    show_templates(turn, part(turn, 0) == "1", number(part(turn, 1)))


def show_templates(turn: Turn, drill: bool, page: int = 0, wanted: str = "") -> None:
    """Ready notices of the region, and the way to a new one. `wanted`: only those that fit these words, if any do."""
    label, every = turn.texts.label, turn.shared.region.notices.templates
    said_words = _words(wanted)
    exactly = [one for one in every if said_words and _fitting(turn, one, said_words) == len(said_words)]
    found = exactly or _nearest(turn, every, said_words)
    templates = found[:TEMPLATES_PAGE] or every
    path = int(drill)
    buttons = [
        Button(
            shorten(
                f"{kind_of(turn.shared.region, one.kind).sign} {name_in(one.name, turn.texts.language)}",
                LABEL_LENGTH,
            ),
            ComposeButton.TEMPLATE(path, one.code),
        )
        for one in templates
    ]
    shown, turning = paged(turn, buttons, page, TEMPLATES_PAGE, ComposeButton.PATH(path))
    rows: Rows = (
        *shown,
        (Button(label("compose-own"), ComposeButton.TEMPLATE(path, "")),),
        (*turning, Button(label("compose-back"), ComposeButton.START(0))),
    )
    hold(turn, 0, ComposeField.TEMPLATES)
    turn.data[ComposeData.DRILL] = path
    none = "" if exactly else "compose-near-template" if found else "compose-no-template"
    heard = turn.t(none, said=shorten(wanted, LABEL_LENGTH)) if wanted and none else ""
    said = turn.t("compose-templates-drill" if drill else "compose-templates")
    turn.screen(Message(headed(turn, drill, heard, said), rows))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text))


def _nearest(turn: Turn, every: Sequence[Template], words: Sequence[str]) -> list[Template]:
    """Whoever writes a whole sentence means some of its words; short ones («в», «до») mean nothing. The likeliest
    first.
    """
    told = [word for word in words if len(word) > LONGEST_SMALL_WORD]
    counts = {one.code: _fitting(turn, one, told) for one in every}
    return sorted((one for one in every if counts[one.code]), key=lambda one: -counts[one.code])


def _fitting(turn: Turn, one: Template, words: Sequence[str]) -> int:
    """How many of the words are the beginning of one of its names, or of what its kind is called, or a form of it."""
    kind = kind_of(turn.shared.region, one.kind)
    names = " ".join((*one.name.values(), *kind.name.values(), *kind.words))
    known, forms = _words(names), set(turn.shared.lemmas(names))
    return sum(
        any(k.startswith(w) or (len(k) > LONGEST_SMALL_WORD and w.startswith(k)) for k in known)
        or not forms.isdisjoint(turn.shared.lemmas(w))
        for w in words
    )


def take_template(turn: Turn) -> None:
    """d_tpl:DRILL:CODE: all of it but the area. Without a code: the kind is chosen first."""
    drill, template = part(turn, 0) == "1", turn.shared.region.notices.template(part(turn, 1))
    if template is None:
        show_kinds(turn, drill)
        return
    languages = turn.shared.library.languages
    content = Content(
        template.kind,
        template.severity,
        drill,
        texts={language: text for language, text in template.text.items() if language in languages},
        todo=advised(turn, template.kind, template.severity),
        until=turn.now + int(template.hours * HOUR_MS),
        template=template.code,
        ask=tuple(w for w in template.ask if w != "help" or template.kind in turn.shared.region.notices.desk.kinds),
    )
    _create(turn, content)


def show_kinds(turn: Turn, drill: bool, page: int = 0) -> None:
    """The kinds of notices, for one that no template fits."""
    path, label = int(drill), turn.texts.label
    buttons = [
        Button(kind_label(turn, kind.code), ComposeButton.KIND_FIRST(path, kind.code))
        for kind in turn.shared.region.notices.kinds
    ]
    rows, turning = paged(turn, buttons, page, 8, ComposeButton.KINDS_FIRST(path))
    hold(turn, 0, ComposeField.KINDS)
    back = Button(label("compose-back"), ComposeButton.PATH(path))
    turn.screen(Message(headed(turn, drill, turn.t("compose-ask-kind")), (*rows, (*turning, back))))


def turn_kinds(turn: Turn) -> None:
    """d_kinds0:DRILL:PAGE"""
    show_kinds(turn, part(turn, 0) == "1", number(part(turn, 1)))


def take_kind(turn: Turn) -> None:
    """d_kind0:DRILL:KIND: how grave is it?"""
    drill, code = part(turn, 0) == "1", part(turn, 1)
    if not turn.shared.region.notices.has_kind(code):
        show_kinds(turn, drill)
        return
    path, label = int(drill), turn.texts.label
    rows = severity_rows(turn, lambda severity: ComposeButton.SEVERITY_FIRST(path, code, severity))
    back = (Button(label("compose-back"), ComposeButton.TEMPLATE(path, "")),)
    text = headed(turn, drill, turn.t("compose-ask-severity", kind=kind_name(turn.texts, turn.shared.region, code)))
    turn.screen(Message(text, (*rows, back)))


def take_severity(turn: Turn) -> None:
    """d_sev0:DRILL:KIND:SEVERITY: the notice exists now."""
    code, severity = part(turn, 1), number(part(turn, 2))
    if not turn.shared.region.notices.has_kind(code) or severity not in tuple(Severity):
        show_kinds(turn, part(turn, 0) == "1")
        return
    _create(turn, Content(code, severity, part(turn, 0) == "1", todo=advised(turn, code, severity)))


def _create(turn: Turn, content: Content) -> None:
    """Of what was written before there was a notice it is asked first what it is."""
    first = str(turn.data.get(ComposeData.FIRST, ""))[:LONGEST_NOTICE_TEXT]
    notice = new_notice(turn, content)
    turn.data |= {ComposeData.NUMBER: notice.id, ComposeData.GUIDED: notice.id}
    if first:
        ask_about(turn, NoticeDraft(notice, content), first)
    else:
        ask_where(turn, NoticeDraft(notice, content))


# -- the drafts -----------------------------------------------------------------------------------
def open_draft(turn: Turn) -> None:
    """d_sum:NUMBER: the summary of a draft, from wherever."""
    draft = draft_of(turn)
    if draft is None:
        turn.ack(turn.texts.label("compose-toast-gone"))
        show_start(turn)
    else:
        show_summary(turn, draft)


def ask_delete(turn: Turn, draft: NoticeDraft) -> None:
    """d_del: a slip must not cost what was written."""
    label = turn.texts.label
    names = area_names(turn.shared, draft.content, turn.texts.language)
    text = turn.t(
        "compose-ask-delete",
        number=str(draft.id),
        kind=notice_name(turn.texts, turn.shared.region, draft.content),
        names=names,
    )
    rows = ((Button(label("compose-delete-yes"), ComposeButton.DELETE_SURE(draft.id), style="bad"),),)
    hold(turn, draft.id, ComposeField.DELETE)
    turn.screen(
        Message(headed(turn, draft.drill, text), (*rows, (Button(label("compose-back"), ComposeButton.START(0)),)))
    )


def delete(turn: Turn, draft: NoticeDraft) -> None:
    """d_delyes"""
    from handlers.officer.compose.submit import act

    done = act(turn, draft, Act.DROP)
    said = "compose-deleted" if done else "compose-not-deleted"
    show_start(turn, said=turn.t(said, number=str(draft.id)), without=draft.id)


def typed_nowhere(turn: Turn) -> bool:
    """Something was written at a screen that only has buttons: it is kept, and the way on is shown. Whether it was such
    a screen.
    """
    name, _ = field_of(turn)
    if name == ComposeField.TEMPLATES and turn.event.text.strip():
        show_templates(turn, turn.data.get(ComposeData.DRILL) == 1, wanted=clean(turn.event.text).strip())
        return True
    if name in (ComposeField.START, ComposeField.TEMPLATES, ComposeField.KINDS, ComposeField.DELETE, ""):
        said = clean(turn.event.text).strip()
        if said and name != ComposeField.DELETE:
            turn.data[ComposeData.FIRST] = "\n".join(filter(None, (str(turn.data.get(ComposeData.FIRST, "")), said)))
        show_start(turn, said=turn.t("compose-words-kept" if turn.data.get(ComposeData.FIRST) else "compose-press"))
        return True
    return False
