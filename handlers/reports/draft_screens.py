"""The screens of a draft: what is missing is asked for alone; when nothing is, all of it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.base.buttons import LABEL_LENGTH, Rows, number, part
from handlers.base.message import Button, Marked, Message, escape
from handlers.base.own_region import within
from handlers.base.steps import KeptData
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.reading.places import place_reader
from handlers.reports.about import first_words, place_name, with_address
from handlers.reports.danger import watch_danger
from handlers.reports.details import detail_lines, open_question, questions_of, read_details, told_pairs
from handlers.reports.details_screen import show_detail_question
from handlers.reports.draft import ReportDraft, draft_of, keep, load_draft
from handlers.reports.known import known_lines, known_rows, look_around
from handlers.reports.said_place import address_of, is_own_landmark, names_a_spot, said_place, take_place
from handlers.reports.said_point import take_said_point
from handlers.reports.topic_choice import choice_label, guess_topic
from handlers.reports.town import lacks_town, show_town_question
from handlers.reports.two_troubles import second_topic
from handlers.reports.words import DraftButton, DraftScreen, DraftStep, ScreenButton
from storage.region.region import Topic

SHOWN_TEXT = 700
"""Characters of a report that its screen shows; the rest is kept all the same."""
SOLVED, NOT_SOLVED, PARTLY, MORE = "solved", "not_solved", "partly", "more"
"""What words say of a report, in a button's data; MORE: none of these, they add to it."""
_SOLVED = (
    ("button-solved", SOLVED, "good"), ("button-partly", PARTLY, ""), ("button-unsolved", NOT_SOLVED, ""),
    ("button-just-add", MORE, ""),
)  # fmt: skip
_BACK = (("button-back-to-work", NOT_SOLVED, ""),)
QUOTED = 60
"""UTF-16 units of a draft that a sentence quotes."""


def show_draft(turn: Turn, draft: ReportDraft, heading: Marked | None = None) -> None:
    """Show what comes next for this draft, and keep it. `heading` stands above it."""
    settle(turn, draft)
    watch_danger(turn, draft)
    draft.gathering = draft.changing = False
    if draft.second:
        _show_second(turn, draft)
    elif draft.asks:
        _show_whose(turn, draft, heading)
    elif draft.into:
        text = join(heading or "", turn.t("adding-ask", number=str(draft.into)))
        _show(turn, draft, DraftScreen.ADDING, text, _out(turn, draft))
    elif not draft.says_something:
        of = bool(draft.offer and draft.has_place and not (draft.offer_over or draft.files))
        asked = turn.t("draft-place-of", number=str(draft.offer)) if of else ""
        text = join(heading or "", _so_far(turn, draft), turn.t("draft-what"), asked)
        _show(turn, draft, DraftScreen.WHAT, text, (*_offer(turn, draft), *_warn_here(turn, draft), *_out(turn, draft)))
    elif lacks_town(turn, draft):
        show_town(turn, draft, heading)
    elif not draft.has_place and not draft.placeless:
        show_place_question(turn, draft, heading)
    elif key := open_question(turn, draft):
        ask_detail(turn, draft, key, heading)
    else:
        look_around(turn, draft)
        apart = second_topic(turn, draft)
        said = turn.t("two-troubles", topic=topic_label(turn, apart.code)) if apart else ""
        text = join(heading or turn.t("draft-check"), summary(turn, draft), said, known_lines(turn, draft))
        _show(turn, draft, DraftScreen.REVIEW, text, _review(turn, draft, apart))


def show_again(turn: Turn, draft: ReportDraft, heading: Marked | None = None) -> None:
    """The same below words that are no part of the draft: nobody sees that the screen above them was edited to say
    what it said.
    """
    turn.close_screen()
    show_draft(turn, draft, heading)


def show_place_question(turn: Turn, draft: ReportDraft, heading: Marked | None = None) -> None:
    """Ask where it is; the next words are the address."""
    t = turn.texts.label
    rows = ((Button(t("button-place-unknown"), DraftButton.NO_PLACE(draft.id)),), *_offer(turn, draft))
    back = Button(t("back"), DraftButton.SHOW(draft.id)) if draft.has_place else None
    cancel = Button(t("cancel"), DraftButton.CANCEL(draft.id))
    text = join(heading or "", _so_far(turn, draft), turn.t("draft-where"))
    _show(turn, draft, DraftScreen.PLACE, text, (*rows, (back, cancel) if back else (cancel,)), DraftStep.PLACE)


def show_town(
    turn: Turn,
    draft: ReportDraft,
    heading: Marked | None = None,
    known: Sequence[str] = (),
    offered: Sequence[str] = (),
) -> None:
    """Ask in which town it is. `known`: codes of the person's own towns; `offered`: of those that may be meant."""
    text = join(heading or "", _so_far(turn, draft))
    show_town_question(turn, draft, text, (*_offer(turn, draft), *_out(turn, draft)), known, offered)


def ask_detail(turn: Turn, draft: ReportDraft, key: str, heading: Marked | None = None) -> None:
    """Ask one of the topic's own questions."""
    ways = () if draft.changing else (*_offer(turn, draft), *_out(turn, draft))
    show_detail_question(turn, draft, key, join(heading or "", _so_far(turn, draft)), ways)


def _show_second(turn: Turn, draft: ReportDraft) -> None:
    """Something else came than what is being written: is it another report?"""
    t, second = turn.texts.label, load_draft(draft.second)
    assert second is not None
    if second.asks:
        _show_whose_second(turn, draft, second)
        return
    text = turn.t("second-is-it", begun=first_words(draft.words, QUOTED), came=first_words(second.words, QUOTED))
    rows = (
        (Button(t("button-new-message"), DraftButton.SECOND(draft.id)),),
        (Button(t("button-same-message"), DraftButton.SAME(draft.id)),),
    )
    _show(turn, draft, DraftScreen.SECOND, text, (*rows, *_out(turn, draft)))


def _show_whose_second(turn: Turn, draft: ReportDraft, second: ReportDraft) -> None:
    """Staff wrote while he was writing: is what came an answer to that?"""
    label = turn.texts.label
    rows = [_of_report(turn, draft, number, about, second.says) for number, about, *_ in second.asks]
    same = label("button-add-to", number=str(draft.into)) if draft.into else label("button-to-new-message")
    rows.append((Button(same, DraftButton.SAME(draft.id)),))
    words = first_words(second.words, QUOTED)
    text = turn.t("second-whose", came=words) if words else turn.t("second-whose-files")
    _show(turn, draft, DraftScreen.SECOND, join(text, _files_line(turn, second)), (*rows, *_out(turn, draft)))


def _of_report(turn: Turn, draft: ReportDraft, number: str, about: str, says: str) -> tuple[Button, ...]:
    label = shorten(turn.texts.label("button-report-about", number=number, about=about), LABEL_LENGTH)
    return (Button(label, DraftButton.ADD_TO(draft.id, number, says)),)


def _show_whose(turn: Turn, draft: ReportDraft, heading: Marked | None) -> None:
    """Words that may belong to a report of his, or to several: he says to which."""
    t, rows = turn.texts.label, list[tuple[Button, ...]]()
    if len(draft.asks) == 1:
        number, about, *over = draft.asks[0]
        text = turn.t("whose-is-it-back" if over else "whose-is-it-solved", number=number, about=about)
        choices = _BACK if over else _SOLVED
        for label, says, style in choices:
            button = Button(t(label, number=number), DraftButton.ADD_TO(draft.id, number, says), style=style)
            rows.append((button,))
    else:
        text = turn.t("whose-which")
        for number, about, *_ in draft.asks:
            rows.append(_of_report(turn, draft, number, about, draft.says))
    rows.append((Button(t("button-new-message"), DraftButton.OWN(draft.id)),))
    words = turn.t("whose-words", words=shorten(draft.words, SHOWN_TEXT)) if draft.words else ""
    text = join(heading or "", join(words, _files_line(turn, draft), by="\n"), text)
    _show(turn, draft, DraftScreen.WHOSE, text, (*rows, *_out(turn, draft)))


def settle(turn: Turn, draft: ReportDraft) -> None:
    """Guess what its author did not choose: the topic, and the place if his words name it."""
    if draft.into:
        return
    guess_topic(turn, draft)
    if not draft.has_place and not draft.placeless:
        take_said_point(turn, draft)
    if not draft.has_place and not draft.placeless:
        said = said_place(turn, draft.words)
        if names_a_spot(said):
            take_place(turn, draft, said)
    elif draft.address_message and not (draft.settlement or draft.townless or draft.lat):
        _read_pieces(turn, draft)
    elif draft.settlement and not draft.address and draft.lat is None:
        _read_spot(turn, draft)
    if draft.address_message and len(draft.texts) > 1 and draft.address and draft.lat is None:
        _read_house(turn, draft)
    read_details(turn, draft)


def _read_pieces(turn: Turn, draft: ReportDraft) -> None:
    """The street was told and its town came in another message: both are read as one address."""
    alone = said_place(turn, draft.told_place)
    said = said_place(turn, ", ".join((draft.told_place, *draft.words.splitlines())))
    if said.settlement is not None and alone.street and said.street == alone.street:
        take_place(turn, draft, said)


def _read_spot(turn: Turn, draft: ReportDraft) -> None:
    """Its town was told, and where in it stands among the words: a street, a landmark."""
    said = said_place(turn, draft.words)
    here = not said.settlements or draft.settlement in {town.code for town in said.settlements}
    if here and (said.street or said.kilometre or is_own_landmark(said)):
        draft.address = address_of(turn, said)


def _read_house(turn: Turn, draft: ReportDraft) -> None:
    """Its street was told, and the house in a message of its own before: «дом 5», «улица Лесная»."""
    reader, now = place_reader(turn.shared.region), said_place(turn, draft.address)
    if not now.street or now.house:
        return
    for _, text in reversed(draft.texts):
        house = reader.house_in(text) if reader.names_house(text) or text.isdecimal() else None
        if house is not None and house.house:
            draft.address = address_of(turn, replace(now, house=house.house, flat=house.flat))
            return


def summary(turn: Turn, draft: ReportDraft) -> Marked:
    """The draft in a few lines: words, place, files, topic."""
    outside = turn.t("draft-outside", within=within(turn.shared, turn.texts)) if draft.outside else Marked("")
    lines = join(
        place_line(turn, draft), _files_line(turn, draft), topic_line(turn, draft), _details(turn, draft), by="\n"
    )
    return join(escape(shorten(draft.words, SHOWN_TEXT)), lines, outside)


def _details(turn: Turn, draft: ReportDraft) -> Marked:
    return detail_lines(turn.texts, told_pairs(draft))


def place_line(turn: Turn, draft: ReportDraft) -> Marked:
    region = turn.shared.region
    known = place_name(region, draft.settlement, draft.municipality)
    words = with_address(known, shorten(draft.address, 200))
    if draft.lat is not None:
        return turn.t("draft-place-point", place=words) if words else turn.t("draft-place-point-only")
    return turn.t("draft-place-words", place=words) if words else turn.t("draft-place-none")


def topic_line(turn: Turn, draft: ReportDraft) -> Marked:
    return turn.t("draft-topic", topic=topic_label(turn, draft.topic))


def topic_label(turn: Turn, code: str) -> str:
    """A topic's emoji and name, or "other", fit for a button."""
    topic = turn.shared.region.topic(code)
    if topic is None:
        return turn.texts.label("topic-other")
    return choice_label(turn.texts, topic)


def _so_far(turn: Turn, draft: ReportDraft) -> Marked:
    """What is there already, so that a question does not look as if all was lost."""
    if draft.empty:
        return Marked("")
    place = place_line(turn, draft) if draft.has_place else Marked("")
    return join(escape(shorten(draft.words, 200)), place, _files_line(turn, draft), by="\n")


def _files_line(turn: Turn, draft: ReportDraft) -> Marked:
    kinds = [file.get("kind") for file in draft.files]
    photos, voices = kinds.count("photo"), kinds.count("voice")
    others = len(kinds) - photos - voices
    return join(
        turn.t("draft-photos", count=photos) if photos else "",
        turn.t("draft-voices", count=voices) if voices else "",
        turn.t("draft-files", count=others) if others else "",
        by="\n",
    )


def _review(turn: Turn, draft: ReportDraft, apart: Topic | None) -> Rows:
    t = turn.texts.label
    place = "button-place-change" if draft.has_place else "button-place-set"
    rows: list[tuple[Button, ...]] = [
        (Button(t("button-send"), DraftButton.SEND(draft.id), style="good"),),
        (Button(t("button-topic"), DraftButton.TOPICS(draft.id, 0)), Button(t(place), DraftButton.PLACE(draft.id))),
    ]
    more, (out,) = (*_apart(turn, draft, apart), *_offer(turn, draft)), _out(turn, draft)
    if questions_of(turn.shared.region, draft.topic) and not draft.danger:
        out = (Button(t("button-details"), DraftButton.DETAILS(draft.id)), *out)
    return (*rows, *known_rows(draft, room=3 - len(more)), *more, out)


def _apart(turn: Turn, draft: ReportDraft, topic: Topic | None) -> Rows:
    """A second trouble in the same words: it can be sent by itself, too."""
    if topic is None:
        return ()
    label = turn.texts.label("button-apart", topic=topic_label(turn, topic.code))
    return ((Button(shorten(label, LABEL_LENGTH), DraftButton.APART(draft.id, topic.code)),),)


def _offer(turn: Turn, draft: ReportDraft) -> Rows:
    """What else this may be: a rumour to be checked, a part of the open report."""
    label = turn.texts.label
    rows = []
    if draft.forwarded and draft.words:
        rows.append((Button(label("button-rumour-check"), DraftButton.CHECK_RUMOUR(draft.id)),))
    if draft.offer and not draft.empty:
        data = DraftButton.ADD_TO(draft.id, draft.offer, *([NOT_SOLVED] if draft.offer_over else []))
        words = "button-back-to-work" if draft.offer_over else "button-add-to"
        rows.append((Button(label(words, number=str(draft.offer)), data),))
    return tuple(rows)


def _warn_here(turn: Turn, draft: ReportDraft) -> Rows:
    """A place and not a word of what is wrong there: perhaps warnings are wanted for it."""
    if not draft.has_place or draft.files:
        return ()
    return ((Button(turn.texts.label("button-warn-here"), ScreenButton.WARN_HERE(draft.id)),),)


def _out(turn: Turn, draft: ReportDraft) -> Rows:
    return ((Button(turn.texts.label("cancel"), DraftButton.CANCEL(draft.id)),),)


def _show(turn: Turn, draft: ReportDraft, showing: DraftScreen, text: Marked, rows: Rows, step: str = "") -> None:
    draft.showing, draft.shown_at = showing, turn.now
    keep(turn, draft, step or (DraftStep.NEW if not draft.into else ""))
    turn.screen(Message(text, rows))


def pressed_draft(turn: Turn) -> ReportDraft | None:
    """The draft whose button was pressed; for an old button a kind word and what is true now, and None."""
    draft = draft_of(turn)
    if draft is not None and draft.id == number(part(turn, 0)):
        return draft
    tell_old_button(turn)
    return None


def tell_old_button(turn: Turn) -> None:
    """This button belongs to something that is over: say so, and show what there is."""
    filed = turn.data.get(KeptData.FILED)
    pressed = number(part(turn, 0))
    if isinstance(filed, list) and len(filed) == 2 and filed[0] == pressed and pressed:
        turn.ack(turn.texts.label("toast-already-sent", number=str(filed[1])))
        return
    turn.ack(turn.texts.label("toast-old-button"))
    draft = draft_of(turn)
    if draft is not None:
        show_draft(turn, draft)


def draft_button(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    """The way back to what is being written, for any other screen. Where there is not a word of it: nothing, or the
    way out where the next words would be added to a report.
    """
    draft = draft_of(turn)
    if draft is None or draft.empty:
        return ((Button(turn.texts.label("cancel"), DraftButton.CANCEL(draft.id)),),) if draft and draft.into else ()
    return ((Button(turn.texts.label("button-to-draft"), DraftButton.SHOW(draft.id)),),)
