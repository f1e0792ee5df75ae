"""Whatever another program asks or brings: it gets an answer that can be read, and nothing that is not its own."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import fromstring

import pytest
from aiohttp import FormData
from structlog.testing import capture_logs

from bot.web.bodies import FORM, JSON, MULTIPART
from tests.contracts.test_open311_filing import KEYS, POTHOLE, Desk, open_desk
from tests.databases import open_file
from tests.fuzz.strategies import ODD_NUMBERS, ODD_TEXTS
from tests.world.clock import SECOND

SECRET_WORDS, SECRET_ANSWER, SECRET_HOUSE = "тайна-о-соседе", "тайный-ответ", "Секретная"
SECRET_POINT = "60.312345"
GET_NAMES = (
    "service_request_id", "service_code", "status", "start_date", "end_date", "updated_after", "updated_before",
    "page", "page_size", "count", "organisation", "municipality", "extensions", "jurisdiction_id", "api_key", "sig",
    "client", "until", "x",
)  # fmt: skip
POST_NAMES = (
    "service_code", "description", "lat", "long", "address_string", "address_id", "account_id", "device_id",
    "media_url", "email", "attribute[a]", "attribute[b][]", "api_key", "jurisdiction_id", "service_request_id",
    "update_id", "status",
)  # fmt: skip
PATHS = (
    "discovery", "services", "services/potholes", "services/{odd}", "requests", "requests", "requests", "requests/1",
    "requests/{odd}", "tokens/1", "tokens/{odd}", "servicerequestupdates", "servicerequestupdates", "media/1.jpg",
    "media/{odd}", "{odd}", "requests/1/2",
)  # fmt: skip
METHODS = ("GET", "GET", "GET", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS")
TELLING = (
    "1", "2", "0", "-1", "snow", "potholes", "open", "closed", "open,closed", "2025-11-18", "2025-11-18T06:00:00Z",
    "1970-01-01", "9999-12-31T23:59:59Z", "true", "roads", "99601000", "60.31", "63.52", "Лесная, 5", "NaN", "1e400",
    "https://a.example/a.jpg", "http://127.0.0.1/", "file:///etc/passwd", ",".join("123456789"), "'; DROP TABLE report",
)  # fmt: skip
BODIES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"\x00\x00\x00\x18ftypmp42", b"MZ", b"")


class Caller:
    """Makes requests by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def value(self) -> str:
        kind = self.chance.random()
        if kind < 0.7:
            return self.chance.choice(TELLING)
        if kind < 0.9:
            return self.chance.choice(ODD_TEXTS)[:3_000].encode("utf-8", "ignore").decode()
        return str(self.chance.choice(ODD_NUMBERS))

    def pairs(self, names: tuple[str, ...], longest: int = 3_000) -> list[tuple[str, str]]:
        return [(self.chance.choice(names), self.value()[:longest]) for _ in range(self.chance.randrange(5))]

    def path(self) -> str:
        odd = quote(self.value()[:60], safe=self.chance.choice(("", "%/")))
        path = self.chance.choice(PATHS).format(odd=odd)
        return f"/open311/v2/{path}{self.chance.choice(('.json', '.json', '.xml', '', '.csv'))}"

    def headers(self, key: str) -> dict[str, str]:
        said = {"Authorization": f"Bearer {key}"} if key else {}
        if self.chance.random() < 0.2:
            said["Idempotency-Key"] = self.chance.choice(("a", "b", "?", "x" * 65))
        if self.chance.random() < 0.3:
            said["Accept-Language"] = self.chance.choice(("en", "ru", "de,*", ";;q=,", "e" * 300))
        return said

    def body(self) -> dict[str, Any]:
        pairs = self.pairs(POST_NAMES)
        if self.chance.random() < 0.5:
            pairs += list(POTHOLE.items())
        kind = self.chance.randrange(6)
        if kind == 0:
            return {"data": json.dumps(dict(pairs)), "headers": {"Content-Type": JSON}}
        if kind == 1:
            raw = bytes(self.chance.randrange(256) for _ in range(self.chance.randrange(200)))
            said = self.chance.choice((FORM, JSON, MULTIPART, f"{MULTIPART}; boundary=x", "text/csv", "///"))
            return {"data": raw, "headers": {"Content-Type": said}}
        if kind == 2:
            form = FormData(pairs)
            for _ in range(self.chance.randrange(3)):
                form.add_field(self.chance.choice(("media", "media", "other")), self.chance.choice(BODIES),
                               filename=self.chance.choice(("a.jpg", "../x", "")))  # fmt: skip
            return {"data": form}
        return {"data": pairs}


async def ask_by_chance(desk: Desk, many: int, chance: random.Random) -> Counter[int]:
    caller, seen = Caller(chance), Counter[int]()
    keys = {"KEY_INCIDENT": KEYS["KEY_INCIDENT"], "KEY_CITY": KEYS["KEY_CITY"], "wrong": "w" * 40, "": ""}
    for _ in range(many):
        name = chance.choices(list(keys), (3, 5, 1, 1))[0]
        method, more = chance.choice(METHODS), {}
        if method in ("POST", "PUT") and chance.random() < 0.9:
            more = caller.body()
        desk.office.world.clock.mono += 61.0
        desk.office.world.clock.at += SECOND
        headers = {**more.pop("headers", {}), **caller.headers(keys[name])}
        answer = await desk.http.request(
            method, caller.path(), params=caller.pairs(GET_NAMES, 200), headers=headers, **more
        )  # fmt: skip
        said = (await answer.read()).decode()
        where = f"{method} {answer.url} by {name}: {answer.status} {said[:300]}"
        assert answer.status < 500 or (answer.status == 503 and "open311.fault" not in said), where
        _can_be_read(answer.content_type, said, where)
        secrets = list(KEYS.values())
        if name != "KEY_INCIDENT":
            secrets += [SECRET_WORDS, SECRET_ANSWER, SECRET_HOUSE, SECRET_POINT]
        assert [secret for secret in secrets if secret in said] == [], where
        seen[answer.status] += 1
    return seen


def _can_be_read(kind: str, said: str, where: str) -> None:
    if kind == "application/json" and said:
        assert json.loads(said) is not None, where
    if kind == "text/xml" and said:
        assert fromstring(said).tag, where


@pytest.mark.parametrize("many", [2_000, pytest.param(100_000, marks=pytest.mark.chaos)])
async def test_random_requests_meet_no_fault_and_are_told_nothing_that_is_not_theirs(tmp_path: Path, many: int) -> None:
    store = await open_file(tmp_path)
    try:
        with capture_logs() as logs:
            async with open_desk(store, tmp_path) as desk:
                number = await desk.number(
                    {"service_code": "potholes", "description": SECRET_WORDS, "lat": SECRET_POINT, "long": "63.52",
                     "address_string": f"Тихореченск, улица {SECRET_HOUSE}, 5"}
                )  # fmt: skip
                await desk.office.says("Мария", SECRET_ANSWER, reply_to=desk.office.card(number).id)
                await desk.office.passes(11 * SECOND)
                seen = await ask_by_chance(desk, many, random.Random(311))
                assert (await desk.ask("requests/1.json"))[0]["description"] == SECRET_WORDS
        assert {200, 400, 403, 404, 405, 413, 415} - {413} <= seen.keys(), seen
        assert seen[503] == 0, seen
        said = repr(logs)
        assert [each for each in (*KEYS.values(), SECRET_WORDS, SECRET_ANSWER, SECRET_HOUSE) if each in said] == []
        assert [entry for entry in logs if entry["event"] == "open311.fault"] == []
    finally:
        await store.close()
