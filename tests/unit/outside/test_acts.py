"""What another system does with a report is what an operator does in the chat."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import import_module

import pytest

from handlers.outside.act import ActKind
from handlers.reports.status import Status
from storage.changes import Query
from storage.records import Person, Report
from tests.unit.operator.office import ADMIN, MINUTE, ROADS, Office, region_with
from tests.unit.outside.abroad import TEXT, Abroad
from tests.world.messenger import Shown

GRACE = 10_000
DAY = 24 * 60 * MINUTE


@pytest.fixture
def abroad(office: Office) -> Abroad:
    return Abroad(office)


def stopping(office: Office) -> Shown:
    return next(s for s in office.chats[ADMIN] if any(d.startswith("o_undo:") for d in s.data))


# By hand: what each act makes of a report in each status. "=": it stands so already; "-": a wrong move.
STATUSES = ("new", "accepted", "needs_info", "answered", "transferred", "reopened", "rejected", "merged", "closed",
            "silent", "withdrawn")  # fmt: skip
TABLE = {
    "accepted":    "accepted = needs_info answered transferred reopened - - - - -",
    "interim":     "accepted accepted needs_info accepted accepted accepted - - - - -",
    "answered":    "answered answered answered answered answered answered rejected merged closed silent -",
    "needs_info":  "needs_info needs_info needs_info needs_info needs_info needs_info - - - - -",
    "transferred": "transferred transferred transferred transferred transferred transferred - - - - -",
    "rejected":    "rejected rejected rejected rejected rejected rejected - - - - -",
    "closing":     "answered answered answered answered answered answered - - - - -",
}  # fmt: skip
CASES = [
    (kind, status, after)
    for kind, row in TABLE.items()
    for status, after in zip(STATUSES, row.split(), strict=True)
]  # fmt: skip


def test_the_table_names_every_status_and_every_act() -> None:
    assert set(STATUSES) == set(Status)
    assert set(TABLE) == set(ActKind)


@pytest.mark.parametrize(("kind", "status", "after"), CASES)
async def test_every_act_in_every_status(abroad: Abroad, kind: str, status: str, after: str) -> None:
    office = abroad.office
    await office.files_report(status=status)
    more: dict[str, dict[str, object]] = {"transferred": {"to": "water"}, "interim": {"until": office.at + DAY}}
    told = await abroad.does(kind, **more.get(kind, {}))  # type: ignore[arg-type]
    await office.passes(GRACE)
    report = await office.report()
    if after == "-":
        assert (told.outcome, told.status, report.status) == ("wrong-move", status, status)
        assert await office.history() == []
        assert office.to_citizen() == []
    elif after == "=":
        assert (told.outcome, report.status) == ("already", status)
    else:
        assert (told.outcome, report.status) == ("done", after)
        heard = 0 if kind == "accepted" else 1
        assert len(office.to_citizen()) == heard
        (line,) = await office.history()
        assert (line.actor_name, line.actor) == ("Инцидент Менеджмент", 0)
        assert json.loads(line.data).get("outside", "incident") == "incident"
    said = told.why(office.shared.library.texts("ru"))
    assert (said == "") == (after != "-")


async def test_an_answer_goes_after_ten_seconds_signed_by_the_organisation_and_marked_as_delivered(
    abroad: Abroad,
) -> None:
    office = abroad.office
    await office.files_report()
    told = await abroad.does()
    assert told.delivery == "soon"
    assert "Инцидент Менеджмент" in stopping(office).text
    assert stopping(office).message.reply_to == "slot:card:1"
    await office.passes(GRACE - 1)
    assert office.to_citizen() == []
    await office.passes(1)
    (answer,) = office.to_citizen()
    organisation = office.region.organisation("roads")
    assert organisation is not None
    assert TEXT in answer.text
    assert organisation.names["ru"] in answer.text
    assert "Инцидент" not in answer.text
    (line,) = await office.history()
    assert (line.kind, line.delivery) == ("answer", "delivered")
    assert "Инцидент Менеджмент" in office.card().text
    assert not any(d.startswith("o_undo:") for s in office.chats[ADMIN] for d in s.data)


async def test_the_chat_stops_it_and_then_nobody_hears_of_it(abroad: Abroad) -> None:
    office = abroad.office
    await office.files_report()
    act = abroad.act()
    await abroad.takes(act)
    said = stopping(office)
    await office.presses("Анна", next(d for d in said.data if d.startswith("o_undo")), said)
    await office.passes(MINUTE)
    assert office.to_citizen() == []
    assert (await office.report()).status == "new"
    again = await abroad.takes(act)
    await office.passes(MINUTE)
    assert (again.outcome, again.again, again.delivery) == ("done", True, "cancelled")
    assert office.to_citizen() == []


async def test_the_same_act_twice_is_one_and_is_answered_the_same(abroad: Abroad) -> None:
    office = abroad.office
    await office.files_report()
    act = abroad.act()
    first = await abroad.takes(act)
    second = await abroad.takes(act)
    await office.passes(GRACE)
    third = await abroad.takes(act)
    await office.passes(MINUTE)
    assert len(office.to_citizen()) == len(await office.history()) == 1
    numbers = [told.event.id for told in (first, second, third) if told.event is not None]
    assert numbers == [numbers[0]] * 3
    assert [told.outcome for told in (first, second, third)] == ["done"] * 3
    assert [told.delivery for told in (first, second, third)] == ["soon", "soon", "delivered"]


async def test_another_act_under_a_used_name_is_told_and_a_refused_one_may_come_again(abroad: Abroad) -> None:
    office = abroad.office
    await office.files_report(status="rejected")
    interim = abroad.act("interim", until=office.at + DAY)
    assert (await abroad.takes(interim)).outcome == "wrong-move"
    await office.keep(replace(await office.report(), status="reopened"))
    assert (await abroad.takes(interim)).outcome == "done"
    await office.passes(GRACE)
    other = abroad.act("answered", text="Другое", name=interim.name)
    assert (await abroad.takes(other)).outcome == "name-taken"
    await office.passes(MINUTE)
    assert len(office.to_citizen()) == 1


async def test_what_sounds_like_an_excuse_is_remarked_under_the_card_and_goes_all_the_same(abroad: Abroad) -> None:
    office = abroad.office
    await office.files_report()
    told = await abroad.does(text="Ваше обращение рассмотрено. Работы будут выполнены в установленном порядке.")
    remark = told.remark(office.shared.library.texts("ru"))
    assert remark
    assert remark in stopping(office).text
    await office.passes(GRACE)
    assert len(office.to_citizen()) == 1


async def test_who_may_not_see_a_report_cannot_tell_it_from_none(abroad: Abroad) -> None:
    office = abroad.office
    texts = office.shared.library.texts("ru")
    await office.files_report()
    theirs = await abroad.does(client="water")
    nobody = await abroad.does(client="water", report=77)
    assert theirs.outcome == nobody.outcome == "unknown"
    assert (theirs.status, theirs.event) == (nobody.status, nobody.event) == ("", None)
    assert theirs.why(texts).replace("№ 1 ", "№ 77 ") == nobody.why(texts)
    assert (await abroad.does(client="reader")).outcome == "unknown"
    assert (await abroad.does(client="stranger")).outcome == "unknown"
    await office.passes(MINUTE)
    assert await office.history() == []


async def test_a_report_handed_over_is_out_of_sight_but_its_own_act_is_answered_the_same(abroad: Abroad) -> None:
    office = abroad.office
    await office.files_report(organisation="water")
    act = abroad.act("transferred", text="Это дорожники", client="water", to="roads")
    assert (await abroad.takes(act)).outcome == "done"
    await office.passes(GRACE)
    assert ((await office.report()).organisation, (await office.report()).status) == ("roads", "transferred")
    assert "Это дорожники" not in office.to_citizen()[0].text
    assert (await abroad.takes(act)).outcome == "done"
    assert (await abroad.does(client="water")).outcome == "unknown"


async def test_nothing_is_done_with_what_is_left_of_somebody_forgotten(abroad: Abroad) -> None:
    office = abroad.office
    await office.files_report(person_id=0, chat="", status="closed")
    assert (await abroad.does()).outcome == "unknown"


async def test_followers_hear_an_answer_unless_it_is_for_the_author_alone(abroad: Abroad) -> None:
    office = abroad.office
    await office.files_report()
    await office.keep(Person(32, 1))
    joined = Report(2, 32, "vk", "32", "ru", "merged", "potholes", "roads", "Тоже яма", merged_into=1)
    joined.created_at = joined.updated_at = office.at
    await office.keep(joined)
    await abroad.does(text="Это только вам", to_author=True)
    await office.passes(MINUTE)
    other = next((s for chat, s in office.chats.items() if chat.chat == "32"), [])
    assert len(office.to_citizen()) == 1
    assert other == []
    await abroad.does(text="Это всем")
    await office.passes(MINUTE)
    assert len(office.to_citizen()) == 2
    assert "Это всем" in next(s for chat, s in office.chats.items() if chat.chat == "32")[0].text


async def test_of_a_report_in_a_team_s_sight_the_organisation_s_own_chat_shows_the_card(office: Office) -> None:
    office.moves_to(region_with(roads=str(ROADS)))
    abroad = Abroad(office)
    await office.files_report()
    await abroad.does()
    await office.passes(GRACE)
    assert TEXT in office.card(chat=ROADS).text
    assert "o_undo" not in "".join(d for s in office.chats[ROADS] for d in s.data)


@pytest.mark.parametrize(
    ("kind", "more", "outcome"),
    [
        ("answered", {"text": ""}, "no-text"), ("interim", {"text": ""}, "no-text"),
        ("needs_info", {"text": ""}, "no-text"), ("rejected", {"text": ""}, "no-text"),
        ("interim", {"until": 1}, "past"), ("transferred", {"to": "nobody"}, "no-office"),
        ("transferred", {"to": "roads"}, "already"), ("closing", {"text": ""}, "not-answered"),
        ("answered", {"report": 99}, "unknown"),
    ],
)  # fmt: skip
async def test_what_cannot_be_done_is_told_with_the_reason(
    abroad: Abroad, kind: str, more: dict[str, object], outcome: str
) -> None:
    office = abroad.office
    await office.files_report()
    told = await abroad.does(kind, **more)  # type: ignore[arg-type]
    await office.passes(MINUTE)
    assert told.outcome == outcome
    for language in ("ru", "en"):
        assert (told.why(office.shared.library.texts(language)) == "") == told.done
    assert office.to_citizen() == []


async def test_the_promised_day_of_an_interim_answer_is_kept_in_mind(abroad: Abroad) -> None:
    office = abroad.office
    await office.files_report()
    await abroad.does("interim", text="Едем завтра", until=office.at + DAY)
    await office.passes(GRACE)
    assert (await office.report()).due_at == office.at + DAY - GRACE


async def test_words_that_a_question_waits_for_are_its_answer(abroad: Abroad) -> None:
    office = abroad.office
    await office.files_report()
    await abroad.does("needs_info", text="Какой подъезд?")
    await office.passes(GRACE)
    assert "Какой подъезд?" in office.to_citizen()[0].text
    assert (await office.report()).status == "needs_info"


async def test_a_fault_is_told_as_one_and_nothing_is_lost(abroad: Abroad, monkeypatch: pytest.MonkeyPatch) -> None:
    office = abroad.office
    await office.files_report()
    office.world.forgiving = True

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(import_module("handlers.outside.receive"), "begin_as", breaks)
        act = abroad.act()
        assert (await abroad.takes(act)).outcome == "fault"
    ((raw,),) = [[fault.raw] for fault in (await office.store.read(Query("faults_open")))[0]]
    assert json.loads(raw)["tick"] == act.tick
    assert (await abroad.takes(act)).outcome == "done"
