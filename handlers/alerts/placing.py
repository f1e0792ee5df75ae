"""The question where an alert is that could not be placed: the officer chooses municipalities and settlements.

The notice is a draft with an empty area; each press adds or takes away one name. Whoever chooses has had the notice
in hand, so another officer approves it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.alerts.notes import Note
from handlers.alerts.words import AlertButton
from handlers.base.buttons import number_of
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, FileRef, Marked, Message
from handlers.base.routes import Route, Where, button
from handlers.base.texts import Texts, join
from handlers.base.turn import Turn
from handlers.notices.announce import announce
from handlers.notices.content import Area, Content, load_content
from handlers.notices.doubts import ALIKE, load_alike
from handlers.notices.loads import NOTICE
from handlers.notices.moves import load_accounts, move, officer_name, role_of, set_content
from handlers.notices.states import Act, NoticeState
from handlers.notices.wording import area_names
from handlers.reading.places import left_out_of
from storage.notice_records import Notice
from storage.records import Lane, Setting, Share
from storage.region.region import Region, name_in

CHOICES_PAGE = 6
LIKE_SCORE = 70
"""How alike (of 100) a name has to be to what the alert says, so that it is offered first."""
LIKELY_CHOICES = 5
PLACE_SETTING = "cap:"
"""Settings of this name and a notice's number hold what was said above the question."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A name to choose: `area` as in SubscriptionArea."""

    area: str
    name: str


def show_question(
    turn: Turn, notice: Notice, content: Content, told: Marked, notes: Sequence[Note], files: tuple[FileRef, ...] = ()
) -> None:
    """Ask in the admin chat; what the alert said of the place is kept, so that every page offers the same."""
    said = next((note.values["names"] for note in notes if note.code == "unplaced"), "")
    turn.save(Setting(f"{PLACE_SETTING}{notice.id}", json.dumps({"told": told, "said": said}, ensure_ascii=False)))
    _show(turn, notice, content, told, said, 0, files)


PLACE_QUESTION = Load("what was said above the question", "setting", Setting)


@need(NOTICE, PLACE_QUESTION)
def load_question(turn: Turn) -> Needs:
    """The notice of a button, and what its alert said of the place."""
    number = number_of(turn.event.argument)
    return NOTICE(number), PLACE_QUESTION(f"{PLACE_SETTING}{number}")


def turn_page(turn: Turn) -> None:
    """Button "d_where:NOTICE:PAGE": other names; "d_where:NOTICE:PAGE:AREA": this one, or not after all."""
    notice = _open_draft(turn)
    if notice is None:
        return
    _, _, rest = turn.event.argument.partition(":")
    page, _, area = rest.partition(":")
    content = load_content(notice.content)
    if area:
        content = content.changed(area=toggled(turn.shared.region, content.area, area))
        set_content(turn, notice, content)
    told, said = _asked(turn)
    _show(turn, notice, content, told, said, int(page) if page.isdecimal() else 0)


def submit(turn: Turn) -> None:
    """Button "d_where_done:NOTICE": it goes to another officer."""
    notice = _open_draft(turn)
    if notice is None:
        return
    content = load_content(notice.content)
    if content.area.empty:
        turn.ack(turn.texts.label("cap-toast-no-place"))
        return
    move(turn, notice, Act.SUBMIT, role_of(turn, notice), who=turn.officer, name=officer_name(turn))
    announce(turn, notice, turn.many(ALIKE))
    _close(turn, notice, content)


def drop(turn: Turn) -> None:
    """Button "d_where_no:NOTICE": it does not concern us."""
    notice = _open_draft(turn)
    if notice is None:
        return
    move(turn, notice, Act.DROP, role_of(turn, notice), who=turn.officer, name=officer_name(turn))
    _close(turn, notice, load_content(notice.content))


def toggled(region: Region, area: Area, name: str) -> Area:
    """The area with this name, or without it if it was there; unknown names change nothing."""
    kind, _, code = name.partition(":")
    if kind == "*":
        return Area() if area.region else Area(region=True)
    area = replace(area, region=False)
    if kind == "m" and region.municipality(code):
        return replace(area, municipalities=_without_or_with(area.municipalities, code))
    if kind == "s" and region.settlement(code):
        return replace(area, settlements=_without_or_with(area.settlements, code))
    return area


def choices(region: Region, said: str, language: str) -> list[Choice]:
    """Names that are like what the alert said first, but for those that it leaves out; then the whole region and every
    municipality.
    """
    everything = [Choice(f"m:{m.code}", m.name) for m in region.municipalities]
    everything += [Choice(f"s:{s.code}", s.name) for s in region.settlements]
    whole = Choice("*", name_in(region.names, language))
    rest = [whole, *(choice for choice in everything if choice.area.startswith("m:"))]
    return list(dict.fromkeys([*_alike(everything, said.removesuffix(left_out_of(said))), *rest]))


def _alike(everything: Sequence[Choice], said: str) -> list[Choice]:
    from rapidfuzz import fuzz, process

    best: dict[int, float] = {}
    for piece in filter(None, said.lower().split(", ")):
        names = [choice.name.lower() for choice in everything]
        for _, score, place in process.extract(
            piece, names, scorer=fuzz.WRatio, limit=LIKELY_CHOICES, score_cutoff=LIKE_SCORE
        ):
            best[place] = max(score, best.get(place, 0))
    return [everything[place] for place in sorted(best, key=lambda place: -best[place])[:LIKELY_CHOICES]]


def _show(
    turn: Turn, notice: Notice, content: Content, told: Marked, said: str, page: int, files: tuple[FileRef, ...] = ()
) -> None:
    texts, shared = turn.staff_texts, turn.shared
    found = choices(shared.region, said, shared.default_language)
    last = (len(found) - 1) // CHOICES_PAGE
    page = min(max(0, page), last)
    here = found[page * CHOICES_PAGE : (page + 1) * CHOICES_PAGE]
    buttons = [Button(_label(content.area, c), AlertButton.PLACE(notice.id, page, c.area)) for c in here]
    rows = [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
    pager = [(page - 1, "cap-button-back")] if page else []
    pager += [(page + 1, "cap-button-more")] if page < last else []
    rows.append(tuple(Button(texts.label(word), AlertButton.PLACE(notice.id, to)) for to, word in pager))
    done = Button(texts.label("cap-button-done"), AlertButton.PLACED(notice.id), style="good")
    rows.append((done, Button(texts.label("cap-button-not-ours"), AlertButton.NOT_OURS(notice.id), style="bad")))
    _put(turn, notice, join(told, _chosen(turn, texts, content)), tuple(row for row in rows if row), files)


def _close(turn: Turn, notice: Notice, content: Content) -> None:
    """The question is answered: it stays to be read, without its buttons."""
    texts = turn.staff_texts
    told, _ = _asked(turn)
    word = "cap-place-done" if NoticeState(notice.state) is NoticeState.PENDING else "cap-place-dropped"
    by = texts.say(word, name=officer_name(turn))
    _put(turn, notice, join(told, _chosen(turn, texts, content), by), ())
    turn.delete(Setting, f"{PLACE_SETTING}{notice.id}")


def _put(
    turn: Turn,
    notice: Notice,
    text: Marked,
    rows: tuple[tuple[Button, ...], ...],
    files: tuple[FileRef, ...] = (),
) -> None:
    if turn.shared.admin_chat is not None:
        share = Share.ASKED if turn.officer else Share.ALARMS
        slot = f"{PLACE_SETTING}{notice.id}"
        message = Message(text, rows, files=files)
        turn.send(turn.shared.admin_chat, message, lane=Lane.OPERATORS, share=share, careful=True, slot=slot)


def _chosen(turn: Turn, texts: Texts, content: Content) -> Marked:
    names = area_names(turn.shared, content, turn.shared.default_language)
    return texts.say("cap-chosen", names=names) if names else texts.say("cap-chosen-none")


def _label(area: Area, choice: Choice) -> str:
    kind, _, code = choice.area.partition(":")
    chosen = area.region if kind == "*" else code in (area.municipalities if kind == "m" else area.settlements)
    name = choice.name if len(choice.name) <= 36 else choice.name[:35] + "…"
    return f"✅ {name}" if chosen else name


def _open_draft(turn: Turn) -> Notice | None:
    """The draft that is asked about; None, and a kind word, where there is none any more."""
    notice = turn.one(NOTICE)
    if notice is None or NoticeState(notice.state) is not NoticeState.DRAFT:
        turn.ack(turn.texts.label("cap-toast-over"))
        return None
    return notice


def _asked(turn: Turn) -> tuple[Marked, str]:
    setting = turn.one(PLACE_QUESTION)
    values = json.loads(setting.value) if setting else {"told": "", "said": ""}
    return Marked(values["told"]), str(values["said"])


def _without_or_with(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(c for c in codes if c != code) if code in codes else (*codes, code)


ROUTES: tuple[Route, ...] = tuple(
    button(Where.OPERATORS, word, handle, load_question, load_accounts, load_alike, officer=True)
    for word, handle in ((AlertButton.PLACE, turn_page), (AlertButton.PLACED, submit), (AlertButton.NOT_OURS, drop))
)
