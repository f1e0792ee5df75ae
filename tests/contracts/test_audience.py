"""Who gets a notice, in which order, as what; on both engines, and whenever the process dies."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.names import messengers
from bot.notices import expansion, selection
from handlers.base.message import Address
from handlers.base.turn import random_id
from handlers.notices.content import Area, Circle
from handlers.notices.kinds import group_of
from storage.store import StorageError, Store
from tests.unit.notices.town import HERE, SOSNOVINKA, Town

pytestmark = pytest.mark.usefixtures("in_place")

T, V = "telegram", "vk"
EACH = messengers()


@pytest.fixture
def town(store: Store, database_url: str, tmp_path: Path) -> Town:
    return Town(store, database_url, tmp_path)


async def test_nearest_first_and_each_once(town: Town) -> None:
    rest = await town.person("*")
    home = await town.person("m:99601000", "*")
    bare = await town.person()
    far = await town.person("s:kamyshegrad", "m:99602000")
    inside = await town.person("s:sosnovinka", "m:99601000", "*")
    near = await town.person("*", places=[("дача", *SOSNOVINKA)])
    silent = await town.person(silent=True)
    notice = await town.notice()
    await town.writes_out(notice)
    assert await town.got(notice) == [(near, T), (inside, T), (home, T), (rest, T), (bare, T)]
    assert [r.rank for r in await town.recipients(notice)] == [1, 1, 2, 3, 3]
    assert {far, silent}.isdisjoint(person for person, _ in await town.got(notice))


async def test_places_of_people_reached_elsewhere_do_not_end_the_reading(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only three places are looked at in a read, and most belong to somebody whom the other messenger reaches."""
    monkeypatch.setattr(selection, "LOOKED_AT", 3)
    lat, lon = SOSNOVINKA
    rare = {5, 6, 7, 8, 15}
    people = [
        await town.person("*", on=(V if n in rare else T,), places=[("дом", lat + n * 1e-5, lon)]) for n in range(17)
    ]
    notice = await town.notice()
    await town.writes_out(notice)
    assert sorted(await town.got(notice)) == [(p, V if n in rare else T) for n, p in enumerate(people)]
    assert {r.rank for r in await town.recipients(notice)} == {1}


async def test_extreme_reaches_whoever_never_said_no(town: Town) -> None:
    silent = await town.person(silent=True)
    picky = await town.person("s:sosnovinka", kinds=0, least=4)
    await town.person("s:sosnovinka", kinds=0, extreme=0)
    asked = await town.person("s:sosnovinka", extreme=0)
    await town.person("s:kamyshegrad")
    notice = await town.notice(severity=4)
    await town.writes_out(notice)
    assert {person for person, _ in await town.got(notice)} == {silent, picky, asked}


@pytest.mark.parametrize(
    ("wishes", "severity", "wanted"),
    [
        ({}, 1, True),
        ({"least": 3}, 2, False),
        ({"least": 3}, 3, True),
        ({"kinds": group_of("weather").bit}, 3, False),
        ({"kinds": group_of("flood").bit}, 3, True),
    ],
)
async def test_kinds_and_least_severity_are_kept(
    town: Town, wishes: dict[str, Any], severity: int, wanted: bool
) -> None:
    person = await town.person("s:sosnovinka", **wishes)
    notice = await town.notice(severity=severity)
    await town.writes_out(notice)
    assert await town.got(notice) == ([(person, T)] if wanted else [])


@pytest.fixture
def loud_town(store: Store, database_url: str, tmp_path: Path) -> Town:
    """With public channels, one of them of a messenger that is not there."""
    return Town(store, database_url, tmp_path, public=(Address(T, "@zarechny"), Address("pigeon", "1")))


async def test_drill_reaches_only_those_who_joined_drills_and_no_public_channel(loud_town: Town) -> None:
    town = loud_town
    joined = await town.person("s:sosnovinka", drills=1, kinds=0, least=4)
    await town.person("s:sosnovinka")
    await town.person(silent=True)
    await town.person("s:kamyshegrad", drills=1)
    notice = await town.notice(severity=4, drill=True)
    await town.writes_out(notice)
    assert await town.got(notice) == [(joined, T)]
    assert len(await town.rows(notice)) == 1
    text = (await town.said(notice))[T, "1001"]
    assert text.startswith("УЧЕНИЯ")
    assert text.endswith("УЧЕНИЯ. Опасности нет.")


async def test_one_account_of_a_person_or_all_as_he_wants_it(town: Town) -> None:
    oldest = await town.person("s:sosnovinka", on=(V, T))
    chose = await town.person("s:sosnovinka", on=(V, T), channel=T)
    both = await town.person("s:sosnovinka", on=(V, T), channel="both")
    blocked = await town.person("s:sosnovinka", on=(V, T), blocked=V)
    lost = await town.person("s:sosnovinka", on=(T, V), channel=V, blocked=V)
    everywhere = await town.person("s:sosnovinka", on=EACH, channel="both")
    one = await town.person("s:sosnovinka", on=EACH, channel=EACH[-1])
    without = await town.person("s:sosnovinka", on=EACH, channel=EACH[-1], blocked=EACH[-1])
    gone = await town.person("s:sosnovinka", blocked=T)
    notice = await town.notice()
    await town.writes_out(notice)
    found = await town.got(notice)
    wanted = [(oldest, V), (chose, T), (both, V), (both, T), (blocked, T), (lost, T)]
    wanted += [*((everywhere, name) for name in EACH), (one, EACH[-1]), (without, EACH[0])]
    assert sorted(found) == sorted(wanted)
    assert gone not in {person for person, _ in found}


async def test_a_place_names_itself_and_what_many_have_is_one_text(town: Town) -> None:
    for _ in range(3):
        await town.person(places=[("дом", *SOSNOVINKA)])
    own = await town.person(places=[("Мамина <изба>", *SOSNOVINKA), ("дача", 60.43, 63.31), ("работа", 60.24, 64.50)])
    await town.person("s:sosnovinka")
    beyond = await town.person("s:kamyshegrad", places=[("дом", 60.24, 64.50)])
    notice = await town.notice(Area(circles=(Circle(*SOSNOVINKA, 3_000),)))
    await town.writes_out(notice)
    said = await town.said(notice)
    assert said[T, "1001"].startswith("📌 Рядом с вашей точкой: дом\n")
    assert said[T, f"{1000 + own}"].startswith("📌 Рядом с вашей точкой: Мамина <изба>, дача\n")
    assert said[T, "1005"].startswith("🌊")
    assert beyond not in {person for person, _ in await town.got(notice)}
    rows = {row.chat: row for row in await town.rows(notice)}
    assert rows["1001"].text_id == rows["1002"].text_id == rows["1003"].text_id != 0
    assert rows["1001"].random_id == rows["1003"].random_id
    assert rows[f"{1000 + own}"].text_id == 0
    assert rows[f"{1000 + own}"].random_id == random_id(rows[f"{1000 + own}"].id)
    assert rows["1005"].text_id not in (0, rows["1001"].text_id)
    assert all(0 < row.random_id < 2**31 for row in rows.values())


async def test_each_reads_his_language_and_texts_stand_once(town: Town) -> None:
    for language in ("ru", "en", "de", "en", ""):
        await town.person("s:sosnovinka", language=language)
    notice = await town.notice()
    await town.writes_out(notice)
    said = await town.said(notice)
    assert [("Вода" in said[T, f"{1000 + n}"]) for n in range(1, 6)] == [True, False, True, False, True]
    assert len(await town.texts()) == 2
    assert all(row.body == "" for row in await town.rows(notice))


async def test_whoever_sleeps_is_held_until_morning_unless_it_is_dangerous(town: Town) -> None:
    local = town.shared.library.texts("ru").local(town.clock.now())
    minute = local.hour * 60 + local.minute
    quiet: dict[str, Any] = {"quiet_from": (minute - 5) % 1440, "quiet_to": (minute + 60) % 1440}
    asleep = await town.person("s:sosnovinka", **quiet)
    awake = await town.person("s:sosnovinka", quiet_from=(minute + 60) % 1440, quiet_to=(minute + 120) % 1440)
    mild, grave = await town.notice(severity=2), await town.notice(severity=3)
    await town.writes_out(mild)
    await town.writes_out(grave)
    held = {r.person_id: (r.held, bool(r.row_id)) for r in await town.recipients(mild)}
    assert held == {asleep: (1, False), awake: (0, True)}
    assert {r.held for r in await town.recipients(grave)} == {0}
    timer = next(timer for timer in await town.timers() if timer.kind == "morning")
    assert timer.key == f"telegram:{1000 + asleep}"
    assert 59 * 60_000 <= timer.due_at - town.clock.now() <= 60 * 60_000


async def test_public_channels_are_first_and_not_counted(loud_town: Town) -> None:
    town = loud_town
    person = await town.person("s:sosnovinka")
    notice = await town.notice()
    await town.writes_out(notice)
    first, second = await town.rows(notice)
    assert (first.chat, first.purpose, first.text_id) == ("@zarechny", "notice_public", second.text_id)
    assert (second.chat, second.purpose) == (f"{1000 + person}", "notice")


async def test_rows_say_how_urgent_they_are_and_how_long_they_hold(town: Town) -> None:
    await town.person("s:sosnovinka")
    until = town.clock.now() + 3_600_000
    for severity, lane in ((4, 1), (3, 1), (2, 4)):
        notice = await town.notice(severity=severity, until=until)
        await town.writes_out(notice)
        [row] = await town.rows(notice)
        assert (row.lane, row.expires_at, row.careful, row.event_id) == (lane, until, 1, notice.id)


async def test_whoever_blocked_one_messenger_gets_it_in_the_other_and_then_it_is_over(town: Town) -> None:
    moved = await town.person("s:sosnovinka", on=(T, V), places=[("дача", *SOSNOVINKA)])
    await town.person("s:sosnovinka")
    there = await town.person("s:sosnovinka", on=(T, V), channel="both")
    notice = await town.notice()
    await town.writes_out(notice)
    await town.delivered(notice, but=[moved, there])
    await town.fails(notice)
    await town.delivered(notice)
    await town.runs_until_told(notice, rows=5)
    said = await town.said(notice)
    assert said[V, f"{1000 + moved}"].startswith("📌 Рядом с вашей точкой: дача")
    assert len(await town.got(notice)) == 5
    assert [t.key for t in await town.timers() if t.kind == "n_done"] == []
    await town.delivered(notice)
    await town.runs_until_told(notice, rows=5, done=True)


# -- links ------------------------------------------------------------------------------------
async def _original(town: Town, **more: Any) -> Any:
    notice = await town.notice(**more)
    await town.writes_out(notice)
    await town.delivered(notice)
    return notice


@pytest.mark.parametrize(("link", "words"), [("ends", "Отбой"), ("withdraws", "ЛОЖНАЯ ТРЕВОГА")])
async def test_an_end_goes_only_to_those_who_got_it(town: Town, link: str, words: str) -> None:
    got = await town.person("s:sosnovinka", on=(T, V), channel=V)
    waits = await town.person("s:sosnovinka")
    original = await town.notice()
    await town.writes_out(original)
    await town.delivered(original, but=[waits])
    await town.person("s:sosnovinka")
    end = await town.notice(link=link, linked_id=original.id)
    await town.writes_out(end)
    assert await town.got(end) == [(got, V)]
    assert words in (await town.said(end))[V, f"{1000 + got}"]
    states = {row.chat: row.state for row in await town.rows(original)}
    assert states == {f"{1000 + got}": 2, f"{1000 + waits}": 7}, "what waited of it is not said any more"


async def test_a_withdrawal_marks_the_old_messages_where_they_can_be_edited(town: Town) -> None:
    await town.person("s:sosnovinka")
    await town.person("s:sosnovinka", on=(V,))
    original = await _original(town)
    town.clock.leap(24 * 3600)
    withdrawal = await town.notice(severity=1, link="withdraws", linked_id=original.id)
    await town.writes_out(withdrawal)
    marks = [row for row in await town.rows(withdrawal) if row.purpose == "notice_mark"]
    assert [(row.channel, row.chat, row.op, row.slot) for row in marks] == [(T, "1001", "put", f"notice:{original.id}")]
    text = town.message(marks[0], await town.texts()).text
    assert text.startswith("❌ <b>ОТМЕНЕНО")
    assert f"Вода {original.id}" in text
    assert {row.lane for row in await town.rows(withdrawal) if row.op == "send"} == {1}
    assert marks[0].lane == 4


async def test_an_update_is_new_to_those_who_did_not_have_the_first(town: Town) -> None:
    had = await town.person("s:sosnovinka")
    moved = await town.person("s:kamyshegrad")
    original = await _original(town)
    new = await town.person("s:sosnovinka")
    update = await town.notice(Area(settlements=("sosnovinka", "kamyshegrad")), link="updates", linked_id=original.id)
    await town.writes_out(update)
    told = {r.person_id: r.variant for r in await town.recipients(update)}
    assert told == {had: "ru:updated", new: "ru:alert", moved: "ru:alert"}
    await town.got(update)


async def test_a_correction_tells_the_removed_the_kept_and_the_added(town: Town) -> None:
    removed = await town.person("s:kamyshegrad")
    kept = await town.person("s:kamyshegrad", "s:sosnovinka")
    cares = await town.person("s:kamyshegrad", places=[("мама", *SOSNOVINKA)])
    added = await town.person("s:sosnovinka")
    original = await _original(town, area=Area(settlements=("kamyshegrad",)))
    correction = await town.notice(HERE, link="corrects", linked_id=original.id, count_wanted=1)
    counted = await town.counts(correction)
    assert counted["groups"] == {"removed": 1, "kept": 2, "added": 1}
    assert counted["telegram"] == 4
    await town.writes_out(correction)
    told = {r.person_id: r.variant for r in await town.recipients(correction)}
    assert told == {removed: "ru:not_you", kept: "ru:corrected", cares: "ru:corrected", added: "ru:alert"}
    said = await town.said(correction)
    assert "Вас это не касается" in said[T, f"{1000 + removed}"]
    assert said[T, f"{1000 + cares}"].startswith("📌 Рядом с вашей точкой: мама")
    marks = [row.chat for row in await town.rows(correction) if row.purpose == "notice_mark"]
    assert marks == [f"{1000 + removed}"], "only the message of whom it does not concern is marked"


# -- counting ---------------------------------------------------------------------------------
async def test_the_count_is_what_is_then_written_out(town: Town) -> None:
    await town.person("s:sosnovinka", "m:99601000", "*", places=[("дом", *SOSNOVINKA)])
    await town.person("s:sosnovinka", on=EACH, channel="both")
    await town.person("m:99601000", on=(V,))
    await town.person("*", blocked=T)
    await town.person()
    notice = await town.notice(severity=2, count_wanted=1)
    counted = await town.counts(notice)
    reached = {**dict.fromkeys(EACH, 1), T: 3, V: 2}
    assert counted == {**reached, "near": 1, "held": 0, "nowhere": 1, "seconds": dict.fromkeys(EACH, 1)}
    told = [t for t in await town.timers() if t.kind == "n_counted"]
    assert [(t.key, t.data) for t in told] == [(str(notice.id), (await town.stored(notice)).counted)]
    await town.writes_out(notice)
    assert len(await town.got(notice)) == sum(reached.values())


async def test_a_draft_is_counted_and_not_sent(town: Town) -> None:
    await town.person("s:sosnovinka")
    draft = await town.notice(state="draft", count_wanted=1)
    assert (await town.counts(draft))["telegram"] == 1
    assert await town.rows(draft) == []


# -- kills and stops --------------------------------------------------------------------------
@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("EXPANSION_CHUNK", 3), ("FIRST_CHUNK", 2), ("AHEAD", 6)):
        monkeypatch.setattr(expansion, name, value)


@pytest.mark.usefixtures("in_place")
async def test_a_kill_at_any_moment_leaves_nobody_out_and_tells_nobody_twice(town: Town, small_chunks: None) -> None:
    assert small_chunks is None
    for on in ((T,), (V,), EACH):
        await town.person("s:sosnovinka", "m:99601000", "*", on=on, channel="both", places=[("дом", *SOSNOVINKA)])
        await town.person("m:99601000", "*", on=on)
        await town.person(on=on)
        await town.person(on=on, silent=True)
    whole = await town.notice(severity=4)
    await town.writes_out(whole)
    everybody = sorted(await town.got(whole))
    assert len(everybody) == 3 * 4 + len(EACH) - 1
    await town.delivered(whole)
    await town.ends(whole)
    links: list[dict[str, Any]] = [{}, {"link": "corrects", "linked_id": whole.id}]
    for more in links:
        fatal, lived = 0, False
        while not lived:
            fatal += 1
            notice = await town.notice(severity=4, **more)
            lived = await town.writes_out(notice, fatal)
            if not lived:
                await town.writes_out(notice)
            assert sorted(await town.got(notice)) == everybody, f"killed at step {fatal}"
            await town.ends(notice)
        assert (24 if town.dies_everywhere else 4) < fatal < 300


async def test_a_stop_ends_the_writing_at_once_and_going_on_writes_the_rest(town: Town, small_chunks: None) -> None:
    assert small_chunks is None
    for _ in range(10):
        await town.person("s:sosnovinka")
    notice = await town.notice()
    steps = 0
    while not (before := await town.got(notice)):
        steps += 1
        await town.writes_out(notice, fatal=steps)
    assert 0 < len(before) < 10
    stopped = await town.stored(notice)
    stopped.state = "stopped"
    await town.save(stopped)
    other = await town.notice()
    await town.writes_out(other)
    assert await town.got(notice) == before
    going = await town.stored(notice)
    going.state = "sending"
    await town.save(going)
    await town.writes_out(notice)
    assert len(await town.got(notice)) == 10


async def test_a_notice_that_nobody_can_say_or_take_back_holds_up_no_other(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each fails in another way: with a text that is none, with a value that the database never takes."""
    await town.person("56701000")
    broken, gone = await town.notice(severity=4), await town.notice(state="withdrawn")
    good = await town.notice()
    broken.content = "[]"
    await town.save(broken)
    audience, faults = town.audience(town.store), list[Exception]()
    audience.faulted = faults.append
    drop = audience._drop

    async def picky(number: int, state: str) -> None:
        if number == gone.id:
            raise StorageError("a value does not fit", retry=False)
        await drop(number, state)

    monkeypatch.setattr(audience, "_drop", picky)
    running = asyncio.create_task(audience.run())
    async with asyncio.timeout(20):
        while not (await town.stored(good)).expanded:  # noqa: ASYNC110 - the database has no event
            await asyncio.sleep(0.002)
    for _ in range(5):
        town.clock.leap(5)
        await asyncio.sleep(0.01)
    assert not running.done()
    running.cancel()
    await asyncio.wait([running])
    assert faults
    assert len(faults) < 12, "what fails comes again later and later"


async def test_the_count_tells_who_sleeps_until_it_is_over_and_who_wants_graver_ones(town: Town) -> None:
    now = town.clock.now()
    clock = datetime.fromtimestamp(now / 1000, town.region.zone)
    local = clock.hour * 60 + clock.minute
    asleep: dict[str, Any] = {"quiet_from": (local - 60) % 1440, "quiet_to": (local + 300) % 1440}
    await town.person("s:sosnovinka", **asleep)
    await town.person("s:sosnovinka")
    await town.person("s:sosnovinka", least=3)
    for hours, held, late in ((3, 0, 1), (9, 1, 0)):
        told = await town.counts(await town.notice(severity=2, until=now + hours * 3_600_000, count_wanted=1))
        assert (told["telegram"], told["held"], told.get("late", 0), told["below"]) == (2, held, late, 1)
    woken = await town.notice(severity=2, until=now + 3_600_000, count_wanted=1, wake=True)
    told = await town.counts(woken)
    assert (told["held"], told.get("late", 0)) == (0, 0), "nobody sleeps through it"
    await town.writes_out(loud := await town.notice(severity=2, until=now + 3_600_000, wake=True))
    assert all(told.held == 0 for told in await town.recipients(loud))
