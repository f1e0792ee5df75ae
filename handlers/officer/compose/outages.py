"""Streets and houses of an outage's area: settlement, street, houses, and then the next street there."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.buttons import pairs, part
from handlers.base.message import Button, Marked, clean
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.notices.content import Street
from handlers.notices.streets import streets
from handlers.officer.compose.area_view import area_lines
from handlers.officer.compose.drafting import NoticeDraft, ask, change, changed_area, field_of
from handlers.officer.compose.said_streets import MOST_STREETS
from handlers.officer.compose.summary import show_summary
from handlers.officer.compose.which import area_label, questions_of
from handlers.officer.compose.words import ComposeButton, ComposeData, ComposeField
from handlers.places.named import read_names
from handlers.places.streets import BadHouses, write_houses
from handlers.reading.places import place_reader

LONGEST_STREET_NAME = 60
OFFERED_TOWNS = 6


def ask_settlement(turn: Turn, draft: NoticeDraft, fault: Marked | str = "") -> None:
    """d_streets: in which settlement? Those that the notice names already are offered."""
    region, area = turn.shared.region, draft.content.area
    codes = dict.fromkeys([*(s.settlement for s in area.streets), *area.settlements])
    known = [s for code in codes if (s := region.settlement(code))]
    buttons = [Button(s.name[:40], ComposeButton.TOWN(draft.id, s.code)) for s in known[:OFFERED_TOWNS]]
    ask(turn, draft, ComposeField.TOWN, turn.t("compose-ask-town"), pairs(buttons), fault=fault)


def pressed_settlement(turn: Turn, draft: NoticeDraft) -> None:
    """d_town:ID:CODE"""
    code = part(turn, 1)
    if turn.shared.region.settlement(code):
        ask_street(turn, draft, code)
    else:
        ask_settlement(turn, draft)


def typed_settlement(turn: Turn, draft: NoticeDraft) -> None:
    """The settlement's name."""
    region, text = turn.shared.region, clean(turn.event.text).strip()
    named = read_names(place_reader(region), text)
    if len(named.settlements) == 1:
        ask_street(turn, draft, named.settlements[0])
        return
    questions = questions_of(region, named)
    areas = [f"s:{code}" for code in named.settlements] or [area for one in questions for area in one.areas]
    towns = [code for kind, _, code in (area.partition(":") for area in areas) if kind == "s"][:OFFERED_TOWNS]
    if not towns:
        ask_settlement(turn, draft, turn.t("compose-fault-name", name=text[:60] or "—"))
        return
    same = len(questions) == 1 and questions[0].same
    rows = tuple((Button(area_label(region, f"s:{code}"), ComposeButton.TOWN(draft.id, code)),) for code in towns)
    asked = turn.t("compose-ask-which" if same else "compose-ask-alike", name=text[:60])
    ask(turn, draft, ComposeField.TOWN, asked, rows)


def ask_street(
    turn: Turn, draft: NoticeDraft, settlement: str, fault: Marked | str = "", said: Marked | str = ""
) -> None:
    """Which street? «Лесная», or with houses at once: «Лесная: 1–15, 20»."""
    found = turn.shared.region.settlement(settlement)
    done = Button(turn.texts.label("compose-done"), ComposeButton.NEXT(draft.id), style="good")
    text = join(said, turn.t("compose-ask-street", settlement=found.name if found else settlement))
    ask(turn, draft, ComposeField.STREET(settlement), text, ((done,),) if said else (), fault=fault)


def typed_street(turn: Turn, draft: NoticeDraft) -> None:
    """The street's name, perhaps with houses after a colon."""
    _, settlement = field_of(turn)
    written, colon, houses = clean(turn.event.text).strip().partition(":")
    name = streets().name(place_reader(turn.shared.region).read(written).street or written)
    if not name or len(name) > LONGEST_STREET_NAME or "\n" in written:
        ask_street(turn, draft, settlement, turn.t("compose-fault-street"))
    elif colon:
        _take_houses(turn, draft, settlement, name, houses)
    else:
        ask_houses(turn, draft, settlement, name)


def ask_houses(turn: Turn, draft: NoticeDraft, settlement: str, name: str, fault: Marked | str = "") -> None:
    """Which houses?"""
    rows = ((Button(turn.texts.label("compose-all-houses"), ComposeButton.HOUSES(draft.id)),),)
    ask(turn, draft, ComposeField.HOUSES(settlement), turn.t("compose-ask-houses", street=name), rows, fault=fault)
    turn.data[ComposeData.STREET] = name


def all_houses(turn: Turn, draft: NoticeDraft) -> None:
    """d_houses: the whole street."""
    field, settlement = field_of(turn)
    if field == ComposeField.HOUSES and turn.data.get(ComposeData.STREET):
        _take_houses(turn, draft, settlement, str(turn.data[ComposeData.STREET]), "")
    else:
        ask_settlement(turn, draft)


def typed_houses(turn: Turn, draft: NoticeDraft) -> None:
    """«1–15, 20, 22к2», «нечётные 1–15», «все»"""
    _, settlement = field_of(turn)
    street, text = str(turn.data[ComposeData.STREET]), clean(turn.event.text).strip()
    if not text:
        ask_houses(turn, draft, settlement, street, turn.t("compose-fault-houses-unknown", part="—"))
        return
    _take_houses(turn, draft, settlement, street, text)


def _take_houses(turn: Turn, draft: NoticeDraft, settlement: str, name: str, text: str) -> None:
    """Into the area; the same street again has its houses anew. Then the next street is asked for."""
    try:
        houses = streets().read_houses(text)
    except BadHouses as bad:
        ask_houses(turn, draft, settlement, name, turn.t(f"compose-fault-houses-{bad.why}", part=bad.part[:60]))
        return
    label, area = turn.texts.label, draft.content.area
    street = Street(settlement, name, write_houses(houses, label("house-odd"), label("house-even")))
    others = tuple(s for s in area.streets if s.settlement != settlement or not streets().same(s.name, name))
    if len(others) >= MOST_STREETS:
        show_summary(turn, draft, turn.t("compose-fault-streets-many", most=MOST_STREETS))
        return
    # a settlement that is named as a whole would make its streets meaningless
    settlements = tuple(code for code in area.settlements if code != settlement)
    change(turn, draft, **changed_area(replace(area, settlements=settlements), streets=(*others, street)))
    ask_street(turn, draft, settlement, said=join(*area_lines(turn, draft.content.area), by="\n"))
