"""The tick "outside_table": staff are told which rows of a table were not taken, and why."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from handlers.base.message import Message, escape
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.outside.act import ACT_VERSION
from storage.records import Lane, Share
from storage.region.region import name_in

MOST_ROWS_SAID = 5
LONGEST_SAID = 300


@dataclass(frozen=True, slots=True)
class BadTable:
    """`name`: the file's. `rows`: (line, why) of those that were not taken; `why`: why nothing of it could be read."""

    client: str
    name: str
    taken: int = 0
    refused: int = 0
    rows: tuple[tuple[int, str], ...] = ()
    why: str = ""

    def dump(self) -> str:
        few = [(line, shorten(why, LONGEST_SAID)) for line, why in self.rows[:MOST_ROWS_SAID]]
        return json.dumps({"v": ACT_VERSION, **asdict(self), "rows": few}, ensure_ascii=False)


def load_table(text: str) -> BadTable:
    values = json.loads(text)
    del values["v"]
    rows = tuple((int(line), str(why)) for line, why in values.pop("rows"))
    return BadTable(**values, rows=rows)


def tell_table(turn: Turn) -> None:
    """Its key is the same for the same table, so that it stands in the chat once, however often it is told."""
    table, texts = load_table(turn.event.text), turn.staff_texts
    chat = turn.shared.admin_chat
    if chat is None:
        return
    client = next((each for each in turn.shared.region.clients if each.code == table.client), None)
    name = name_in(client.names, texts.language) if client is not None else table.client
    values = {"client": name, "file": table.name, "taken": table.taken, "refused": table.refused}
    if table.why:
        text = join(texts.say("outside-told-unread", **values), escape(table.why), by="\n")
    else:
        rows = [texts.say("outside-line", line=str(line), why=why) for line, why in table.rows]
        rest = table.refused - len(rows)
        more = texts.say("outside-told-rest", count=rest) if rest > 0 else ""
        text = join(texts.say("outside-told", **values), *rows, more, texts.say("outside-told-mend"), by="\n")
    slot = f"outside:{turn.event.argument}"
    turn.send(chat, Message(text), lane=Lane.OPERATORS, share=Share.ALARMS, slot=slot)
