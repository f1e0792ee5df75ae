"""Somebody of whom every column of every table holds something of its own, and where that is found again."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any, get_type_hints

from handlers.reports.status import Status
from storage import notice_records, records, storm_records
from storage.answer_records import KeptOutsideAct, Promise, ReadyAnswer
from storage.client_records import ApiSeen
from storage.connection_records import ConnectCode, Connection
from storage.records import RECORDS, OutboxState, Record
from storage.shift_records import Shift
from storage.store import Store
from tests.contracts.raw import run_raw
from tests.contracts.test_store import save

STAFF = 9
FAR = 9_000_000_000_000  # a moment that no test comes to


class Somebody:
    """Person `number`, with accounts in two messengers and the rows of `records()`.

    Each value is made from its table and column: a text names them in «», a number has its own digits.
    """

    def __init__(self, number: int, user: str) -> None:
        self.number, self.user, self.other = number, user, f"9{user}"
        self.base = number * 1_000
        self.numbers: dict[str, tuple[str, str]] = {}  # the digits of a number -> whose they are
        self._made = 0

    def make(self, kind: type[Record], **given: Any) -> Record:
        """A record with every column filled, save what is given."""
        hints = get_type_hints(kind)
        names = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]
        return kind(**{n: given[n] if n in given else self._value(kind, n, hints[n]) for n in names})

    def _value(self, kind: type[Record], name: str, hint: Any) -> Any:
        if hint is str:
            text = f"«{kind.TABLE}.{name}»{self.number}"
            return json.dumps({"v": text}, ensure_ascii=False) if name == "data" else text
        self._made += 1
        number = 70_000_000 + self.number * 1_000_000 + self._made
        whose = (kind.TABLE, name)
        if hint is int:
            self.numbers[str(number)] = whose
            return number
        self.numbers[f".{number}"] = whose
        return float(f"61.{number}")

    def records(self) -> Iterator[Record]:
        """Whatever a person can have; of each table at least one row."""
        r, n, me, id_ = records, notice_records, self.number, self.base
        here = {"channel": "telegram", "chat": self.user}
        mine = {"person_id": me}
        yield self.make(r.Person, id=me, language="ru")
        yield self.make(r.Account, channel="telegram", user_id=self.user, created_at=1, **mine)
        yield self.make(r.Account, channel="vk", user_id=self.other, **mine)
        yield self.make(r.Dialogue, user_id=self.user, step="", data="{}", screen=0, **here, **mine)
        yield self.make(r.Dialogue, channel="vk", chat=self.other, user_id=self.other, **mine)
        for number, status in enumerate(Status, id_):
            report: dict[str, Any] = {"id": number, "status": status.value, "language": "ru", "retired": 0, "carded": 1}
            told = json.dumps({"told": [[{"ru": "?"}, {"": f"«report.details»{me}"}]]}, ensure_ascii=False)
            yield self.make(r.Report, taken_by=STAFF, details=told, **report, **here, **mine)
        yield self.make(r.ReportEvent, id=id_, report_id=id_, actor=me)
        yield self.make(r.ReportEvent, id=id_ + 1, report_id=id_, actor=STAFF)
        for number, whose in ((id_, me), (id_ + 1, STAFF)):
            yield self.make(r.StoredFile, id=number, report_id=id_, person_id=whose, path=f"{me}/{number}.jpg")
            yield self.make(r.FileCopy, attachment_id=number)
        yield self.make(r.SentMessage, channel="telegram", chat=self.user)
        yield self.make(
            r.SentMessage, channel="telegram", chat="-100500", slot=f"card:{id_}", report_id=id_, purpose="card"
        )
        for state in OutboxState:
            final: dict[str, Any] = {} if state > OutboxState.CLAIMED else {"finished_at": 0}
            plain: dict[str, Any] = {"state": int(state), "lane": 2, "op": "send", "due_at": FAR, **final}
            yield self.make(r.OutboxRow, id=id_ + state, **plain, **here)
            office = {"channel": "telegram", "chat": "-100500", "report_id": id_}
            yield self.make(r.OutboxRow, id=id_ + 20 + state, **plain, **office)
        yield self.make(r.Timer, key=f"telegram:{self.user}", due_at=FAR)
        yield self.make(r.SeenUpdate, channel="telegram")
        yield self.make(r.Fault, id=id_, channel="telegram", raw=f'{{"id":{self.user},"t":"«fault.raw»{me}"}}')
        yield self.make(r.Setting, name=f"joined:{me}", value=f'{{"person":{id_ + 500},"v":"«setting.value»{me}"}}')
        yield self.make(storm_records.StormAnswer, id=id_, state="ended", organisations="[]")
        yield self.make(r.Audit, id=id_, channel="telegram", user_id=self.user)
        yield self.make(Shift, channel="telegram", chat=self.user, **mine)
        yield self.make(n.Subscription, **mine)
        yield self.make(n.SubscriptionArea, **mine)
        yield self.make(n.Place, id=id_, **mine)
        yield self.make(n.JoinCode, **mine)
        yield self.make(n.Notice, id=id_, state="sent", author=me, count_wanted=0)
        yield self.make(n.NoticeText, id=id_, notice_id=id_)
        yield self.make(n.Recipient, notice_id=id_, held=0, **mine)
        yield self.make(n.NoticeCount, notice_id=id_)
        yield self.make(n.NoticeEvent, id=id_, notice_id=id_)
        yield self.make(n.NoticeResponse, notice_id=id_, **mine)
        yield self.make(Promise, event_id=id_, report_id=id_)
        yield self.make(ReadyAnswer, id=id_)
        yield self.make(Connection, **mine)
        yield self.make(ConnectCode, **mine)
        yield self.make(KeptOutsideAct, report_id=id_, event_id=id_)
        yield self.make(ApiSeen, report_id=id_)
        yield self.make(n.TwoInOne, row_id=id_, notice_id=id_)
        yield self.make(n.CapAlert, notice_id=id_)
        yield self.make(n.CapReference, drill=0, own=1)


Rows = dict[str, list[dict[str, Any]]]


async def everything(url: str) -> Rows:
    """Every row of every record's table, by the names of their columns."""
    found: Rows = {}
    for kind in RECORDS:
        names = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]
        columns = ", ".join(f'"{name}"' for name in names)
        rows = await run_raw(url, f"SELECT {columns} FROM {kind.TABLE}")
        found[kind.TABLE] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


def left(somebody: Somebody, rows: Rows) -> dict[str, set[str]]:
    """By table, the columns in which something of his still stands, wherever it came from."""
    found: dict[str, set[str]] = {}
    mark = f"»{somebody.number}"
    for table, lines in rows.items():
        for line in lines:
            for name, value in line.items():
                text = str(value)
                if mark in text or text in somebody.numbers or any(n in text for n in somebody.numbers if n[0] == "."):
                    found.setdefault(table, set()).add(name)
                if text in (somebody.user, somebody.other) or (name.endswith("person_id") and value == somebody.number):
                    found.setdefault(table, set()).add(name)
    return found


async def save_all(store: Store, *somebodies: Somebody) -> None:
    for somebody in somebodies:
        await save(store, *somebody.records())
