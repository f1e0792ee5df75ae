"""What becomes of an alert: every rule of CAP that is about the public, through the real intake."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.alerts.arrival import Arrival
from handlers.alerts.judge import source_for
from handlers.cap.model import cap_time
from handlers.cap.safe_xml import CapFault
from handlers.notices.content import Area
from storage.region.notice_rules import AlertSource
from storage.store import Store
from tests.unit.alerts.wire import (
    HOUR,
    HYDROMET,
    MINUTE,
    NOW,
    SENDER,
    TRUSTED,
    Wire,
    later,
    load_zone,
    region_with,
    sample,
    with_info,
)


# -- what becomes no notice -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("test", "test"),
        ("system", "internal"),
        ("draft", "internal"),
        ("restricted", "private"),
        ("private", "private"),
        ("ack", "receipt"),
        ("elsewhere", "nowhere"),
        ("elsewhere-shape", "nowhere"),
    ],
)
@pytest.mark.parametrize("source", [HYDROMET, TRUSTED], ids=["asked", "trusted"])
async def test_what_is_not_for_the_public_is_written_down_and_nothing_else(
    wire_store: Store, name: str, outcome: str, source: AlertSource
) -> None:
    wire = Wire(wire_store, (source,))
    answer = await wire.comes(name)
    assert (answer.outcome, answer.notice) == (outcome, 0)
    assert await wire.notices() == []
    assert wire.said == []
    known = await wire.known(name)
    assert known is not None
    assert (known.outcome, known.notice_id) == (outcome, 0)


async def test_what_was_over_before_it_came_is_refused(wire: Wire) -> None:
    wire.at = NOW + 48 * HOUR
    assert (await wire.comes("wind")).outcome == "expired"
    assert await wire.notices() == []


@pytest.mark.parametrize("over", [0, 1])
async def test_an_alert_is_in_force_as_long_as_one_of_its_parts_is(wire: Wire, over: int) -> None:
    """A warning in two parts, of which one is past: the other still holds."""
    alert = sample("wind")
    ends = [cap_time(NOW + hours * HOUR, load_zone()) for hours in ((-1, 5) if over == 0 else (5, -1))]
    alert = replace(alert, infos=tuple(replace(alert.infos[0], expires=end) for end in ends))
    assert (await wire.comes(alert)).outcome == "draft"
    assert len(await wire.notices()) == 1


async def test_an_unknown_sender_is_refused_and_pointed_out_once(wire_store: Store) -> None:
    wire = Wire(wire_store, (replace(HYDROMET, senders=("other@letters.example",)),))
    for _ in range(2):
        assert (await wire.comes("wind")).outcome == "stranger"
    assert await wire.notices() == []
    assert len(wire.said) == 1
    assert SENDER in wire.text()


async def test_a_sender_that_is_named_later_is_heard_after_all(wire_store: Store) -> None:
    wire = Wire(wire_store, ())
    await wire.comes("wind")
    wire.shared.region = region_with(HYDROMET)
    assert (await wire.comes("wind")).outcome == "draft"


@pytest.mark.parametrize(
    ("sources", "sender", "code", "found"),
    [
        ((HYDROMET,), SENDER, "", "hydromet"),
        ((HYDROMET,), "other", "", ""),
        ((HYDROMET,), SENDER, "hydromet", "hydromet"),
        ((HYDROMET,), SENDER, "roads", ""),
        ((replace(HYDROMET, url="https://x"),), SENDER, "", ""),
        ((replace(HYDROMET, url="https://x"),), "other", "hydromet", ""),
        ((AlertSource("any", {"ru": "Любой"}), HYDROMET), SENDER, "", "hydromet"),
        ((AlertSource("any", {"ru": "Любой"}), HYDROMET), "other", "", "any"),
    ],
)
def test_a_source_speaks_for_its_senders_alone(
    sources: tuple[AlertSource, ...], sender: str, code: str, found: str
) -> None:
    source = source_for(sources, sender, code)
    assert (source.code if source else "") == found


# -- what becomes a draft ---------------------------------------------------------------------------
async def test_an_alert_waits_for_an_officer_and_says_what_it_said(wire: Wire) -> None:
    answer = await wire.comes("two-languages")
    assert answer.outcome == "draft"
    notice, content = await wire.notice(answer.notice), await wire.content(answer.notice)
    assert (notice.state, notice.source, notice.link, notice.drill) == ("pending", "hydromet", "", 0)
    assert (content.kind, content.severity, content.urgency, content.certainty) == ("storm", 3, "Expected", "Likely")
    assert content.area == Area(municipalities=("99601000",))
    assert content.texts["ru"].startswith("Ветер до 25 м/с\n\nНочью ожидается")
    assert content.texts["en"].startswith("Wind up to 25 m/s\n\n")
    assert content.todo == {"ru": "Без нужды не выходите из дома.", "en": "Do not go out without need."}
    assert cap_time(content.until, load_zone()) == "2026-11-26T06:00:00+05:00"
    assert content.send_at == 0
    assert await wire.history(answer.notice) == [("submit", "hydromet"), ("called", "clock")]
    assert "Заречный гидрометцентр: Сильный ветер" in wire.text()
    assert f"№ {answer.notice} ждёт одобрения" in wire.text()


async def test_an_alert_in_another_language_reaches_readers_of_russian_too(wire: Wire) -> None:
    answer = await wire.comes(with_info(sample("wind"), language="tt-RU"))
    content = await wire.content(answer.notice)
    assert content.texts["ru"] == content.texts["tt"]
    assert "Русского текста нет" in wire.text()


async def test_shapes_are_kept_as_they_are_and_kilometres_become_metres(wire: Wire) -> None:
    answer = await wire.comes("several-areas")
    area = (await wire.content(answer.notice)).area
    assert area.municipalities == ("99601000",)
    assert [(c.lat, c.lon, c.radius_m) for c in area.circles] == [(60.37, 65.55, 8000)]
    assert area.polygons[0][0] == area.polygons[0][-1] == (60.28, 63.45)


async def test_an_exercise_is_a_drill_and_never_goes_out_by_itself(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    answer = await wire.comes("exercise")
    assert answer.outcome == "exercise"
    notice = await wire.notice(answer.notice)
    assert (notice.drill, notice.state) == (1, "pending")
    assert (await wire.content(answer.notice)).drill
    assert "УЧЕНИЯ" in wire.text()


async def test_without_an_end_it_holds_for_a_day_and_that_is_shown(wire: Wire) -> None:
    answer = await wire.comes("no-expiry")
    assert (await wire.content(answer.notice)).until == NOW - MINUTE + 24 * HOUR
    assert "Поставлены сутки" in wire.text()


async def test_what_begins_later_is_sent_then(wire: Wire) -> None:
    answer = await wire.comes("tomorrow")
    content = await wire.content(answer.notice)
    assert cap_time(content.send_at, load_zone()) == "2026-11-26T08:00:00+05:00"
    assert cap_time(content.until, load_zone()) == "2026-11-26T20:00:00+05:00"


async def test_unknown_severity_is_moderate(wire: Wire) -> None:
    assert (await wire.content((await wire.comes("unknown-severity")).notice)).severity == 2
    assert "Опасность не указана" in wire.text()


@pytest.mark.parametrize(
    ("event", "category", "kind"),
    [
        ("Паводок", "Met", "flood"),
        ("Flood watch", "Met", "flood"),
        ("Отключение электричества", "Infra", "power"),
        ("Перекрыта дорога", "Met", "roads"),
        ("Землетрясение", "Geo", "earthquake"),
        ("Подземный гул", "Geo", "weather"),
        ("Что-то", "Transport", "roads"),
        ("Что-то", "Health", "weather"),
        ("Виноградарям", "Env", "ecology"),
    ],
)
async def test_the_kind_is_told_by_the_event_then_the_category_then_the_source(
    wire: Wire, event: str, category: str, kind: str
) -> None:
    answer = await wire.comes(with_info(sample("wind"), event=event, categories=(category,)))
    assert (await wire.notice(answer.notice)).kind == kind


async def test_our_own_code_of_the_kind_goes_before_every_word(wire: Wire) -> None:
    answer = await wire.comes(with_info(sample("wind"), event_codes=(("otklik", "gas"),)))
    assert (await wire.notice(answer.notice)).kind == "gas"


async def test_advice_of_the_region_stands_in_where_the_alert_has_none(wire: Wire) -> None:
    answer = await wire.comes(with_info(sample("wind"), instruction=""))
    assert (await wire.content(answer.notice)).todo["ru"].startswith("Без нужды не выходите и не выезжайте")


async def test_control_and_direction_characters_do_not_come_through(wire: Wire) -> None:
    answer = await wire.comes(with_info(sample("wind"), description="Вода\u202e придёт"))
    assert "\u202e" not in (await wire.content(answer.notice)).texts["ru"]


async def test_a_text_without_end_is_cut_and_that_is_said(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    answer = await wire.comes(with_info(sample("wind"), description="вода " * 2000))
    assert len((await wire.content(answer.notice)).texts["ru"]) <= 3000
    assert answer.outcome == "draft"
    assert "обрезан" in wire.text()


# -- what goes out at once --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("send_from", "severity", "certainty", "outcome"),
    [
        (0, "Extreme", "Observed", "draft"),
        (3, "Moderate", "Observed", "draft"),
        (3, "Severe", "Possible", "draft"),
        (3, "Severe", "Unknown", "draft"),
        (3, "Severe", "Likely", "sent"),
        (3, "Extreme", "Observed", "sent"),
        (4, "Severe", "Observed", "draft"),
        (2, "Unknown", "Observed", "draft"),
    ],
)
async def test_only_what_the_region_trusts_goes_out_without_an_officer(
    wire_store: Store, send_from: int, severity: str, certainty: str, outcome: str
) -> None:
    wire = Wire(wire_store, (replace(HYDROMET, send_from=send_from),))
    answer = await wire.comes(with_info(sample("wind"), severity=severity, certainty=certainty))
    assert answer.outcome == outcome
    notice = await wire.notice(answer.notice)
    assert notice.state == ("sending" if outcome == "sent" else "pending")
    known = await wire.known("wind")
    assert known is not None
    assert (known.outcome, known.notice_id) == (outcome, answer.notice)
    if outcome == "sent":
        assert await wire.history(answer.notice) == [
            ("submit", "hydromet"),
            ("approve", "hydromet"),
            ("start", "clock"),
        ]
        assert "уходит сразу" in wire.text()


@pytest.mark.parametrize("name", ["unplaced", "partly-placed", "crossing"])
async def test_what_an_officer_has_to_look_at_never_goes_out_at_once(wire_store: Store, name: str) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    answer = await wire.comes(name)
    assert answer.outcome == "draft"
    assert (await wire.notice(answer.notice)).state not in ("approved", "sending")


# -- clocks -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("minutes", "word"), [(11, "спешат на 11 мин"), (9, ""), (-9, ""), (-25, "25 мин назад")])
async def test_a_clock_that_is_off_is_pointed_out(wire: Wire, minutes: int, word: str) -> None:
    await wire.comes(later(sample("wind"), minutes))
    assert (word in wire.text()) if word else ("мин" not in wire.text())


async def test_a_source_whose_clock_is_ahead_is_not_believed_at_once(wire_store: Store) -> None:
    assert (await Wire(wire_store, (TRUSTED,)).comes(later(sample("wind"), 11))).outcome == "draft"


# -- once and only once -----------------------------------------------------------------------------
async def test_an_alert_twice_is_one_alert(wire: Wire) -> None:
    first = await wire.comes("wind")
    told = len(wire.said)
    again = await wire.comes("wind")
    assert (again.outcome, again.notice) == ("same", first.notice)
    assert len(await wire.notices()) == 1
    assert len(wire.said) == told


@pytest.mark.parametrize("state", ["pending", "sending", "sent"])
async def test_a_republished_alert_is_pointed_out_and_makes_no_second_notice(wire_store: Store, state: str) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    first = await wire.comes(with_info(sample("wind"), severity="Moderate"))
    if state != "pending":
        await wire.went_out(first.notice, state)
    again = await wire.comes(later(with_info(sample("wind"), severity="Moderate"), 5))
    assert (again.outcome, again.notice) == ("again", first.notice)
    assert len(await wire.notices()) == 1
    assert "Второго не будет" in wire.text()


async def test_a_republished_alert_that_says_something_else_is_for_an_officer(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    first = await wire.comes("wind")
    await wire.went_out(first.notice)
    changed = later(with_info(sample("wind"), headline="Ветер до 35 м/с"), 5)
    again = await wire.comes(changed)
    notice = await wire.notice(again.notice)
    assert (again.outcome, notice.state, notice.link, notice.linked_id) == ("draft", "pending", "updates", first.notice)
    assert "уже приходило" in wire.text()


async def test_what_became_nothing_does_not_stand_in_the_way_of_its_real_form(wire: Wire) -> None:
    assert (await wire.comes(replace(sample("wind"), status="Test"))).outcome == "test"
    assert (await wire.comes(later(sample("wind"), 1))).outcome == "draft"


# -- updates ----------------------------------------------------------------------------------------
async def test_an_update_is_linked_to_what_is_in_force(wire: Wire) -> None:
    first = await wire.comes("wind")
    await wire.went_out(first.notice, "sent")
    second = await wire.comes(later(sample("wind"), 30, "hm-2", "Update", sample("wind")))
    notice = await wire.notice(second.notice)
    assert (notice.state, notice.link, notice.linked_id) == ("pending", "updates", first.notice)


async def test_an_update_by_a_trusted_source_of_its_own_alert_goes_out_at_once(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    first = await wire.comes("wind")
    await wire.went_out(first.notice, "sent")
    wire.at += 30 * MINUTE
    milder = with_info(later(sample("wind"), 30, "hm-2", "Update", sample("wind")), severity="Minor")
    second = await wire.comes(milder)
    assert second.outcome == "sent"
    assert (await wire.notice(second.notice)).state == "sending"


async def test_an_all_clear_ends(wire: Wire) -> None:
    first = await wire.comes("wind")
    await wire.went_out(first.notice, "sent")
    second = await wire.comes(later(sample("all-clear"), 60, "", "", sample("wind")))
    notice = await wire.notice(second.notice)
    assert (notice.link, notice.linked_id) == ("ends", first.notice)
    content = await wire.content(second.notice)
    assert (content.texts["ru"], content.until, content.todo) == ("Ветер стих.", 0, {})


async def test_an_update_of_what_nobody_got_takes_its_place(wire: Wire) -> None:
    first = await wire.comes("wind")
    second = await wire.comes(later(sample("wind"), 5, "hm-2", "Update", sample("wind")))
    assert (await wire.notice(first.notice)).state == "cancelled"
    notice = await wire.notice(second.notice)
    assert (notice.state, notice.link) == ("pending", "")
    assert f"№ {first.notice} не рассылали, оно снято" in wire.text()


async def test_what_an_officer_has_had_in_hand_is_left_to_him(wire: Wire) -> None:
    first = await wire.comes("wind")
    notice = await wire.notice(first.notice)
    notice.hands = '["telegram:7"]'
    await wire.keep(notice)
    await wire.comes(later(sample("wind"), 5, "hm-2", "Update", sample("wind")))
    assert (await wire.notice(first.notice)).state == "pending"
    assert "Решите, что с ним делать" in wire.text()


async def test_an_update_of_something_unknown_is_an_alert(wire: Wire) -> None:
    answer = await wire.comes("update")
    assert (await wire.notice(answer.notice)).link == ""
    assert "которого у нас не было" in wire.text()


async def test_an_update_of_several_is_never_sent_at_once(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    other = replace(sample("wind"), identifier="hm-other")
    for alert in (sample("wind"), other):
        await wire.went_out((await wire.comes(alert)).notice)
    answer = await wire.comes(later(sample("wind"), 5, "hm-3", "Update", sample("wind"), other))
    assert answer.outcome == "draft"
    assert "сразу несколько" in wire.text()


async def test_an_update_that_moves_away_is_the_end_for_those_who_were_warned(wire: Wire) -> None:
    first = await wire.comes("wind")
    await wire.went_out(first.notice)
    answer = await wire.comes(later(sample("elsewhere"), 5, "hm-3", "Update", sample("wind")))
    notice, content = await wire.notice(answer.notice), await wire.content(answer.notice)
    assert (notice.link, notice.linked_id) == ("ends", first.notice)
    assert content.area == Area(municipalities=("99601000",))


async def test_a_drill_never_touches_what_is_real(wire: Wire) -> None:
    first = await wire.comes("wind")
    await wire.went_out(first.notice)
    drill = replace(later(sample("wind"), 5, "hm-4", "Update", sample("wind")), status="Exercise")
    answer = await wire.comes(drill)
    assert (await wire.notice(answer.notice)).linked_id == 0
    cancel = replace(later(sample("cancel"), 6, "hm-5", "", sample("wind")), status="Exercise")
    assert (await wire.comes(cancel)).outcome == "dropped"
    assert [notice.state for notice in await wire.notices()] == ["sending", "cancelled"]


# -- cancellations ----------------------------------------------------------------------------------
async def test_a_cancellation_waits_for_an_officer(wire: Wire) -> None:
    first = await wire.comes("wind")
    await wire.went_out(first.notice)
    answer = await wire.comes(later(sample("cancel"), 5, "", "", sample("wind")))
    notice, content = await wire.notice(answer.notice), await wire.content(answer.notice)
    assert (answer.outcome, notice.state) == ("cancel", "pending")
    assert (notice.link, notice.linked_id, content.ending) == ("ends", first.notice, "lifted")
    assert content.texts["ru"] == "Источник отменил это предупреждение."
    assert content.area == Area(municipalities=("99601000",))
    assert (await wire.notice(first.notice)).state == "sending"


async def test_a_cancellation_of_what_a_trusted_source_sent_goes_out_at_once(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    first = await wire.comes("wind")
    await wire.went_out(first.notice)
    answer = await wire.comes(later(sample("cancel"), 5, "", "", sample("wind")))
    notice = await wire.notice(answer.notice)
    assert (notice.state, notice.link, notice.linked_id) == ("sending", "ends", first.notice)
    assert "Рассылка остановлена" in wire.text()


async def test_a_cancellation_of_what_nobody_got_drops_it(wire: Wire) -> None:
    first = await wire.comes("wind")
    answer = await wire.comes(later(sample("cancel"), 5, "", "", sample("wind")))
    assert answer.outcome == "dropped"
    assert (await wire.notice(first.notice)).state == "cancelled"
    assert len(await wire.notices()) == 1
    await wire.passes(0)
    assert "№ 1: отменено" in wire.text()
    assert "Убрал(а) Заречный гидрометцентр" in wire.text()
    assert "Одобрить" not in str([shown.buttons for shown in wire.said])


@pytest.mark.parametrize(("kind", "said"), [("Cancel", "отменено"), ("Update", "пришло новое")])
async def test_what_an_officer_has_in_hand_says_that_its_source_thinks_otherwise_now(
    wire: Wire, kind: str, said: str
) -> None:
    first = await wire.comes("wind")
    notice = await wire.notice(first.notice)
    notice.hands = '["telegram:7"]'
    await wire.keep(notice)
    await wire.comes(later(sample("wind"), 5, "hm-10", kind, sample("wind")))
    await wire.passes(0)
    assert (await wire.notice(first.notice)).state == "pending"
    panel = next(shown.text for shown in wire.said if "№ 1: ждёт второго дежурного" in shown.text)
    assert "⛔ Заречный гидрометцентр в" in panel
    assert said in panel


async def test_a_cancellation_that_repeats_the_warning_says_only_what_is_new(wire: Wire) -> None:
    first = await wire.comes("wind")
    await wire.went_out(first.notice)
    said = sample("wind").infos[0]
    again = later(sample("wind"), 5, "hm-9", "Cancel", sample("wind"))
    answer = await wire.comes(replace(again, note="Сбой на станции."))
    texts = (await wire.content(answer.notice)).texts
    assert texts["ru"] == "Источник отменил это предупреждение.\n\nСбой на станции."
    assert said.description not in texts["ru"]


async def test_the_same_under_another_name_is_not_said_twice_by_itself(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    first = await wire.comes("wind")
    await wire.went_out(first.notice)
    again = await wire.comes(later(sample("wind"), 1, "hm-copy"))
    assert (await wire.notice(again.notice)).state == "pending"
    assert f"оповещение № {first.notice}. Второй раз само не уйдёт" in wire.text()
    said = with_info(later(sample("wind"), 2, "hm-news"), description="Ветер до 30 м/с.")
    assert (await wire.notice((await wire.comes(said)).notice)).state != "pending"


async def test_languages_that_name_different_times_wait_for_an_officer(wire_store: Store) -> None:
    wire = Wire(wire_store, (TRUSTED,))
    first = sample("wind").infos[0]
    short = cap_time(NOW + 10 * MINUTE, load_zone())
    other = replace(first, language="en-US", expires=short)
    answer = await wire.comes(replace(sample("wind"), infos=(first, other)))
    assert (await wire.notice(answer.notice)).state == "pending"
    assert "blocks-times" in [note.code for note in answer.notes]


@pytest.mark.parametrize("source", [HYDROMET, TRUSTED], ids=["asked", "trusted"])
async def test_a_cancellation_that_fits_several_or_nothing_is_a_question_and_does_nothing(
    wire_store: Store, source: AlertSource
) -> None:
    wire = Wire(wire_store, (source,))
    other = replace(sample("wind"), identifier="hm-other")
    nothing = replace(sample("wind"), identifier="hm-nothing")
    assert (await wire.comes(later(sample("cancel"), 1, "c-0", "", nothing))).outcome == "cancel-none"
    for alert in (sample("wind"), other):
        await wire.went_out((await wire.comes(alert)).notice)
    answer = await wire.comes(later(sample("cancel"), 5, "c-1", "", sample("wind"), other))
    assert answer.outcome == "cancel-several"
    assert [notice.state for notice in await wire.notices()] == ["sending", "sending"]
    assert "решите сами" in wire.text()
    assert wire.buttons() == [("Отбой № 1", "d_end:1"), ("Отбой № 2", "d_end:2")]


async def test_what_is_over_is_not_cancelled_any_more(wire: Wire) -> None:
    first = await wire.comes("wind")
    notice = await wire.went_out(first.notice, "sent")
    notice.ended_at = NOW + 1
    await wire.keep(notice)
    assert (await wire.comes(later(sample("cancel"), 5, "", "", sample("wind")))).outcome == "cancel-none"


# -- what cannot be read, and the console -----------------------------------------------------------
async def test_what_cannot_be_read_is_told_with_what_and_where(wire: Wire) -> None:
    fault = CapFault("alert/info[1]/severity", "cap-bad-word", {"value": "Red", "words": "Severe"})
    answer = await wire.arrives(Arrival("folder", "storm.xml", bad=(fault,) * 8, answer=True))
    assert answer.outcome == "bad"
    assert "storm.xml" in wire.text()
    assert "alert/info[1]/severity: «Red»" in wire.text()
    assert "и ещё 3 ошибки" in wire.text()


async def test_the_console_approves_what_a_feed_may_not(wire: Wire) -> None:
    answer = await wire.comes("wind", by="console", approve="И. Петрова")
    notice = await wire.notice(answer.notice)
    assert (notice.state, notice.approver_name) == ("sending", "И. Петрова")
    assert await wire.history(answer.notice) == [("submit", "console"), ("approve", "console"), ("start", "clock")]
    assert "одобрено с консоли: И. Петрова" in wire.text()


async def test_the_console_cannot_approve_what_nobody_can_place(wire: Wire) -> None:
    answer = await wire.comes("unplaced", by="console", approve="И. Петрова")
    assert answer.outcome == "unplaced"
    assert await wire.notices() == []
    assert await wire.known("unplaced") is None


@pytest.mark.parametrize("name", ["test", "system", "draft", "private", "restricted", "elsewhere"])
async def test_not_even_the_console_sends_what_is_not_for_the_public(wire: Wire, name: str) -> None:
    await wire.comes(name, by="console", approve="И. Петрова")
    assert await wire.notices() == []


async def test_the_console_speaks_for_a_sender_that_no_source_has(wire_store: Store) -> None:
    wire = Wire(wire_store, ())
    answer = await wire.comes("wind", by="console")
    assert answer.outcome == "draft"
    assert (await wire.notice(answer.notice)).source == "console"


async def test_times_of_the_tests_are_what_they_say() -> None:
    assert later(sample("wind"), 5).sent == "2026-11-25T20:06:00+05:00"
    assert NOW % MINUTE == 0
