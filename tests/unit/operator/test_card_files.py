"""The files of a report: one picture with its card, the others for whoever asks for them."""

from __future__ import annotations

from handlers.base.message import Address
from handlers.base.turn import Turn
from handlers.reports.card import add_to_card, show_card
from handlers.reports.loads import AROUND
from storage.records import Account, Dialogue, Person, Report, Share, StoredFile
from tests.unit.operator.office import ADMIN, MINUTE, Office
from tests.world.messenger import Shown

PRIVATE = Address(ADMIN.channel, "Анна")
KINDS = ("document", "voice", "photo", "photo", "video")


async def files_report(office: Office, number: int = 1, kinds: tuple[str, ...] = KINDS) -> None:
    first = number * 100
    await office.keep(*(StoredFile(first + i, number, 0, 31, "vk", f"h{first + i}", k) for i, k in enumerate(kinds)))
    await office.files_report(number)


def kinds_of(said: Shown) -> list[str]:
    return [file.kind for file in said.message.files]


def labels(said: Shown) -> list[str]:
    return [button.label for row in said.message.buttons for button in row]


async def has_a_private_chat(office: Office, who: str = "Анна") -> None:
    await office.keep(
        Person(77, 1), Account(ADMIN.channel, who, 77, 1), Dialogue(ADMIN.channel, who, who, updated_at=1)
    )


async def test_the_first_photo_comes_with_the_card_and_the_rest_is_behind_a_button(office: Office) -> None:
    await files_report(office)
    card, below = office.chats[ADMIN]
    assert kinds_of(card) == []
    assert "📎 5" in labels(card)
    assert [file.source for file in below.message.files] == ["stored:102"]


async def test_of_one_file_there_is_no_more_to_ask_for(office: Office) -> None:
    await files_report(office, kinds=("document",))
    card, below = office.chats[ADMIN]
    assert not [label for label in labels(card) if "📎" in label]
    assert kinds_of(below) == ["document"]


async def test_asked_for_they_come_below_the_card_where_there_is_no_private_chat(office: Office) -> None:
    await files_report(office)
    card = office.card()
    assert "ниже" in await office.presses("Анна", "o_files:1", card)
    assert sorted(kinds_of(office.last())) == sorted(KINDS)
    assert office.last().message.reply_to == "slot:card:1"
    assert PRIVATE not in office.chats


async def test_asked_for_they_come_into_the_private_chat_of_whoever_pressed(office: Office) -> None:
    await files_report(office)
    await has_a_private_chat(office)
    before = len(office.chats[ADMIN])
    assert "личный чат" in await office.presses("Анна", "o_files:1", office.card())
    assert len(office.chats[ADMIN]) == before
    (said,) = office.chats[PRIVATE]
    assert sorted(kinds_of(said)) == sorted(KINDS)
    assert "№ 1" in said.text
    await office.presses("Борис", "o_files:1", office.card())
    assert len(office.chats[PRIVATE]) == 1
    assert len(office.chats[ADMIN]) == before + 1


async def test_whoever_blocked_the_bot_gets_them_in_the_group(office: Office) -> None:
    await files_report(office)
    await has_a_private_chat(office)
    await office.keep(Person(77, 1), Account(ADMIN.channel, "Анна", 77, 1, unreachable_at=5, unreachable_why="blocked"))
    await office.presses("Анна", "o_files:1", office.card())
    assert PRIVATE not in office.chats
    assert len(kinds_of(office.last())) == len(KINDS)


async def test_in_a_busy_minute_cards_come_without_a_picture_and_nothing_is_lost(office: Office) -> None:
    for number in range(1, 6):
        await files_report(office, number)
    pictures = [said for said in office.chats[ADMIN] if said.message.files]
    cards = [said for said in office.chats[ADMIN] if said.row.slot.startswith("card:")]
    assert 0 < len(pictures) < len(cards)
    last = cards[-1]
    await office.presses("Анна", f"o_files:{last.row.report_id}", last)
    assert len(kinds_of(office.last())) == len(KINDS)


async def test_files_that_are_gone_are_answered_kindly(office: Office) -> None:
    await office.files_report()
    assert "больше нет" in await office.presses("Анна", "o_files:1", office.card())
    for forged in ("o_files", "o_files:", "o_files:99", "o_files:-1:x"):
        assert "нет" in await office.presses("Анна", forged, office.card())


async def test_added_photos_come_with_one_of_them_and_the_card_counts_all(office: Office) -> None:
    await files_report(office, kinds=("photo",))
    added = [StoredFile(200 + i, 1, 9, 31, "vk", f"a{i}", "photo", source_message="5") for i in range(3)]
    await office.keep(*added)
    await _adds(office, await office.report(), added)
    assert kinds_of(office.last()) == ["photo"]
    assert "стало хуже" in office.last().text
    assert "ещё 2" in office.last().text
    assert "📎 4" in labels(office.card())
    await office.presses("Анна", "o_files:1", office.card())
    assert len(kinds_of(office.last())) == 4


async def _adds(office: Office, report: Report, files: list[StoredFile]) -> None:
    """As the citizen's handlers tell of an addition."""
    nobody = Person(31, 1), Account("vk", "31", 31, 1), Dialogue("", "", "")
    turn = Turn(office.event_of_nobody(), office.at, office.shared, *nobody, office.shared.library.texts("ru"))
    turn.loaded = dict.fromkeys(AROUND, ())
    show_card(turn, report, await office.history(), await office.files())
    add_to_card(turn, report, "стало хуже", files, key="addition-more")
    await office.world.writes(turn.changes)
    await office.passes(0)


async def test_the_pressed_message_goes_first_and_other_edits_wait_their_turn(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_open:1", office.card())
    copy = office.last()
    for pressed, other in ((office.card(), copy), (copy, office.card())):
        office.rows.clear()
        await office.presses("Анна", "o_take:1", pressed)
        shares = {row.slot: Share(row.share) for row in office.rows if row.op == "put"}
        assert shares[pressed.row.slot] is Share.ASKED
        assert shares[other.row.slot] is Share.EDITS
        await office.presses("Анна", "o_release:1", pressed)
    office.rows.clear()
    await office.presses("Анна", "o_take:1", office.card())
    await office.passes(31 * MINUTE)  # nobody pressed: half an hour is over
    assert Share(office.rows[-1].share) is Share.EDITS
