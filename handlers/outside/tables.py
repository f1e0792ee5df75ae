"""The tick "outside_table": staff are told which rows of a table were not taken and why; of many rows also what came of
all of them, in one message instead of one for each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from handlers.base.buttons import Rows
from handlers.base.message import Button, Marked, Message, escape
from handlers.base.texts import Texts, join, shorten
from handlers.base.turn import Turn
from handlers.outside.act import ACT_VERSION
from handlers.outside.words import OutsideButton
from storage.records import Lane, Share
from storage.region.region import name_in

MOST_ROWS_SAID = 5
LONGEST_SAID = 300


@dataclass(frozen=True, slots=True)
class ToldTable:
    """`name`: the file's, "" for rows that came over the web. `rows`: (line, why) of those that were not taken; `why`:
    why nothing of it could be read. Of many rows also `kinds`, (kind, how many), of those that are carried out;
    `again`, how many were done before; `since`, when they began to come, UTC seconds, 0 for few; `begins`: they are
    about to be.
    """

    client: str
    name: str
    taken: int = 0
    refused: int = 0
    rows: tuple[tuple[int, str], ...] = ()
    why: str = ""
    again: int = 0
    kinds: tuple[tuple[str, int], ...] = ()
    since: int = 0
    begins: bool = False

    def dump(self) -> str:
        few = [(line, shorten(why, LONGEST_SAID)) for line, why in self.rows[:MOST_ROWS_SAID]]
        return json.dumps({"v": ACT_VERSION, **asdict(self), "rows": few}, ensure_ascii=False)


def load_table(text: str) -> ToldTable:
    values = json.loads(text)
    del values["v"]
    rows = tuple((int(line), str(why)) for line, why in values.pop("rows"))
    kinds = tuple((str(kind), int(count)) for kind, count in values.pop("kinds", ()))
    return ToldTable(**values, rows=rows, kinds=kinds)


def tell_table(turn: Turn) -> None:
    """Its key is the same for the same table, so that it stands in the chat once, however often it is told."""
    table, texts = load_table(turn.event.text), turn.staff_texts
    chat = turn.shared.admin_chat
    if chat is None:
        return
    client = next((each for each in turn.shared.region.clients if each.code == table.client), None)
    name = name_in(client.names, texts.language) if client is not None else table.client
    head = texts.label("outside-head", client=name, file=table.name or "none")
    buttons: Rows = ()
    if table.why:
        lines = [texts.say("outside-told-unread", head=head), escape(table.why)]
    elif table.since:
        lines = list(_many(texts, table, head))
        stop = Button(texts.label("outside-button-stop"), OutsideButton.STOP(table.client, table.since), style="bad")
        buttons = ((stop,),)
    else:
        lines = [texts.say("outside-told", head=head, taken=table.taken + table.again, refused=table.refused)]
    message = Message(join(*lines, *_bad_rows(texts, table), by="\n"), buttons)
    slot = f"outside:{turn.event.argument}"
    turn.send(chat, message, lane=Lane.OPERATORS, share=Share.ALARMS, slot=slot)


def _many(texts: Texts, table: ToldTable, head: str) -> Iterator[Marked]:
    if table.begins:
        yield texts.say("outside-many-begins", head=head, count=sum(count for _, count in table.kinds))
    else:
        yield texts.say(
            "outside-many", head=head, taken=table.taken, again=table.again, refused=table.refused
        )  # fmt: skip
    said = [
        texts.say("outside-many-kind", kind=texts.label(f"outside-kind-{kind.replace('_', '-')}"), count=str(count))
        for kind, count in table.kinds
    ]
    yield join(*said, by=", ")
    yield texts.say("outside-many-go")


def _bad_rows(texts: Texts, table: ToldTable) -> Iterator[Marked]:
    for line, why in table.rows:
        yield texts.say("outside-line", line=str(line), why=why)
    if (rest := table.refused - len(table.rows)) > 0 and table.rows:
        yield texts.say("outside-told-rest", count=rest)
    if table.rows and table.name:
        yield texts.say("outside-told-mend")
