"""/healthz, /readyz and /metrics as their readers get them, and what the numbers mean."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.parser import text_string_to_metric_families

from bot.channels.port import Outcome, Result
from bot.web.metrics import CONTENT_TYPE, GAUGES, SINGLE, Metrics, OwnProcess, Readings
from bot.web.server import WebServer
from handlers.base.event import Event, Kind, Update
from tests.ports import free_port

HOME = Path(__file__).resolve().parents[2]
OURS = re.compile(r"otklik_[a-z_]+")


def samples(metrics: Metrics, readings: Readings | None = None) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    text = metrics.page(readings or Readings()).decode()
    return {
        (s.name, frozenset(s.labels.items())): s.value for f in text_string_to_metric_families(text) for s in f.samples
    }


def value(metrics: Metrics, name: str, readings: Readings | None = None, **labels: str) -> float | None:
    return samples(metrics, readings).get((name, frozenset(labels.items())))


def update(kind: Kind, at: int = 0) -> Update:
    return Update("vk", "1", "k", "{}", Event("vk", "k", kind, at=at))


def test_updates_are_counted_by_kind_and_their_delay_is_from_the_messengers_time() -> None:
    metrics = Metrics()
    unread = [Update("vk", "1", "k", "{}", None), Update("vk", "1", "k", "{}", None, fault="ValueError")]
    metrics.took(
        "vk", [update(Kind.MESSAGE, 10_000), update(Kind.MESSAGE, 9_000), update(Kind.BUTTON), *unread], 12_000
    )
    counted = {
        k: value(metrics, "otklik_updates_total", channel="vk", kind=k) for k in ("message", "button", "ignored")
    }
    assert counted == {"message": 2, "button": 1, "ignored": 1}
    assert value(metrics, "otklik_updates_total", channel="vk", kind="unreadable") == 1
    assert value(metrics, "otklik_intake_delay_seconds_count", channel="vk") == 2
    assert value(metrics, "otklik_intake_delay_seconds_sum", channel="vk") == 5


def test_a_messengers_clock_ahead_of_ours_makes_no_negative_delay() -> None:
    metrics = Metrics()
    metrics.took("vk", [update(Kind.MESSAGE, 99_000)], 12_000)
    assert value(metrics, "otklik_intake_delay_seconds_sum", channel="vk") == 0


def test_calls_are_counted_by_outcome_and_only_waits_count_as_refused() -> None:
    metrics = Metrics()
    outcomes = [
        Outcome(Result.SENT, ("1",)),
        Outcome(Result.RETRY, why="too-many", retry_after_s=3),
        Outcome(Result.RETRY, why="network", retry_after_s=1, scope="channel"),
        Outcome(Result.UNREACHABLE, why="blocked"),
    ]
    metrics.called("telegram", outcomes, 0.2)
    assert value(metrics, "otklik_calls_total", channel="telegram", result="sent", reason="") == 1
    assert value(metrics, "otklik_calls_total", channel="telegram", result="unreachable", reason="blocked") == 1
    assert value(metrics, "otklik_calls_refused_total", channel="telegram", scope="chat") == 1
    assert value(metrics, "otklik_calls_refused_total", channel="telegram", scope="channel") is None
    assert value(metrics, "otklik_request_seconds_count", channel="telegram") == 1


def test_a_messenger_that_says_something_else_each_time_makes_no_page_without_end() -> None:
    metrics = Metrics()
    odd = [Outcome(Result.REJECTED, why=f"wait-{number}") for number in range(3_000)]
    metrics.called("telegram", [*odd, Outcome(Result.REJECTED, why="wait-1")], 0.2)
    lines = [line for line in metrics.page(Readings()).decode().splitlines() if line.startswith("otklik_calls_total{")]
    assert len(lines) < 300
    assert sum(float(line.rpartition(" ")[2]) for line in lines) == 3_001
    assert [line.rpartition(" ")[2] for line in lines if '"wait-1"' in line] == ["2.0"]


def test_failed_transactions_stand_apart() -> None:
    metrics = Metrics()
    metrics.transacted(0.01, 0.5, "")
    metrics.transacted(0.02, 0, "StorageFull")
    assert value(metrics, "otklik_transaction_seconds_count", result="committed") == 1
    assert value(metrics, "otklik_transaction_seconds_count", result="failed") == 1
    assert value(metrics, "otklik_transaction_wait_seconds_sum") == 0.5


def test_what_could_not_be_learnt_is_left_out_and_not_zero() -> None:
    metrics = Metrics()
    assert value(metrics, "otklik_faults_open") is None
    readings = Readings(single={"otklik_faults_open": 2}, oldest={("vk", "person"): 7.5})
    assert value(metrics, "otklik_faults_open", readings) == 2
    assert value(metrics, "otklik_outbox_oldest_age_seconds", readings, channel="vk", lane="person") == 7.5


def test_every_app_counts_for_itself() -> None:
    one, other = Metrics(), Metrics()
    one.faulted(3)
    assert value(one, "otklik_faults_total") == 3
    assert value(other, "otklik_faults_total") == 0


def names() -> set[str]:
    """Every name of ours that Prometheus may see."""
    metrics = Metrics()
    metrics.took("vk", [update(Kind.MESSAGE, 1)], 2)
    metrics.called("vk", [Outcome(Result.RETRY, why="rate", retry_after_s=1)], 1)
    metrics.transacted(1, 1, "")
    metrics.work_failed("timers")
    everything: dict[str, Any] = {attribute: {("x",) * len(labels): 1.0} for attribute, _, _, labels in GAUGES}
    readings = Readings(**everything, concluded={("a", "b", "c"): 1.0}, single=dict.fromkeys(SINGLE, 1.0))
    return {name for name, _ in samples(metrics, readings) if name.startswith("otklik_")}


@pytest.mark.parametrize("file", ["grafana.json", "alerts.yml", "metrics.md"])
def test_the_documents_name_only_what_there_is(file: str) -> None:
    known = names()
    named = set(OURS.findall((HOME / "docs" / file).read_text()))
    stems = {re.sub(r"_(bucket|count|sum|created)$", "", name) for name in known} | known
    assert named
    assert {n for n in named if n not in stems} == set()


def test_every_metric_is_explained() -> None:
    text = (HOME / "docs" / "metrics.md").read_text()
    stems = {re.sub(r"_(bucket|count|sum|created)$", "", name) for name in names()}
    stems -= {re.sub(r"_total$", "", name) for name in stems if name.endswith("_total")}  # the *_created of counters
    assert {stem for stem in stems if stem not in text} == set()


def test_the_dashboard_is_one_that_grafana_can_import() -> None:
    board = json.loads((HOME / "docs" / "grafana.json").read_text())
    panels = [p for p in board["panels"] if p["type"] != "row"]
    assert board["title"]
    assert len({p["id"] for p in board["panels"]}) == len(board["panels"])
    asked = " ".join(target["expr"] for panel in panels for target in panel["targets"])
    assert all(target["expr"] for panel in panels for target in panel["targets"])
    for name in ("task_faults_total", "chat_refuses_seconds", "backup_last_success_timestamp_seconds"):
        assert f"otklik_{name}" in asked
    places = [tuple(p["gridPos"][key] for key in "xywh") for p in board["panels"]]
    assert all(x + w <= 24 for x, _, w, _ in places)
    assert len({(x, y) for x, y, _, _ in places}) == len(places)


@pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc")
def test_our_process_is_measured_also_where_proc_shows_processes_only(tmp_path: Path) -> None:
    (tmp_path / "self").symlink_to("/proc/self")
    registry = CollectorRegistry()
    OwnProcess(proc=str(tmp_path), registry=registry)
    assert (registry.get_sample_value("process_resident_memory_bytes") or 0) > 1_000_000
    whole = CollectorRegistry()
    ProcessCollector(registry=whole)
    begun = [known.get_sample_value("process_start_time_seconds") or 0 for known in (registry, whole)]
    assert abs(begun[0] - begun[1]) < 10


# -- over HTTP ----------------------------------------------------------------------------------
class Fares:
    """A service that fares as a test says."""

    def __init__(self) -> None:
        self.live = self.well = self.leads = True

    def alive(self) -> tuple[bool, dict[str, Any]]:
        return self.live, {"writer_busy_s": 0.0}

    def lead(self) -> tuple[bool, dict[str, Any]]:
        return self.leads, {"role": "leading" if self.leads else "standby"}

    async def ready(self) -> tuple[bool, dict[str, Any]]:
        return self.well, {"database": "ok", "channels": {"vk": "ok" if self.well else "down"}}

    async def page(self) -> tuple[bytes, str]:
        return Metrics().page(Readings()), CONTENT_TYPE


@pytest.fixture
async def served() -> AsyncIterator[tuple[Fares, str]]:
    fares, port = Fares(), free_port()
    server = WebServer("127.0.0.1", port, fares)
    await server.start()
    yield fares, f"http://127.0.0.1:{port}"
    await server.stop()


async def get(url: str) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.json()


async def test_liveness_and_readiness_are_told_apart(served: tuple[Fares, str]) -> None:
    fares, url = served
    assert await get(f"{url}/healthz") == (200, {"ok": True, "writer_busy_s": 0.0})
    fares.well = False
    assert (await get(f"{url}/healthz"))[0] == 200
    assert await get(f"{url}/readyz") == (503, {"ok": False, "database": "ok", "channels": {"vk": "down"}})
    fares.live = False
    assert (await get(f"{url}/healthz"))[0] == 503


async def test_metrics_come_as_prometheus_wants_them(served: tuple[Fares, str]) -> None:
    _, url = served
    async with aiohttp.ClientSession() as session, session.get(f"{url}/metrics") as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        assert list(text_string_to_metric_families(await answer.text()))
