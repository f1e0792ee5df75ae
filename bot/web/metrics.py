"""What Prometheus reads at /metrics; docs/metrics.md explains every name. The only place that knows its library.

Counters and histograms are told as things happen (`Meter`); what has a state is read when somebody asks.
Each running App has its own registry.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from bot.channels.port import Outcome, Result
from handlers.base.event import Update

CONTENT_TYPE = CONTENT_TYPE_LATEST

DELAYS = (0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 900, 3600)
CALLS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
TRANSACTIONS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30)
MOST_REASONS, OTHER = 200, "other"
KEPT = 512
"""So many combinations of labels are found at once; there are some dozens."""

Values = Mapping[tuple[str, ...], float]
"""Labels' values -> value."""


@dataclass(slots=True)
class Readings:
    """The state at one moment. What could not be learnt is left out."""

    waiting: Values = field(default_factory=dict)  # (channel, lane) -> rows
    oldest: Values = field(default_factory=dict)  # (channel, lane) -> seconds
    given_up: Values = field(default_factory=dict)  # (channel, reason) -> rows
    stranded: Values = field(default_factory=dict)  # (channel,) -> rows
    concluded: Values = field(default_factory=dict)  # (channel, lane, result) -> rows
    up: Values = field(default_factory=dict)  # (channel,) -> 1 or 0
    paused: Values = field(default_factory=dict)  # (channel,) -> seconds
    held: Values = field(default_factory=dict)  # (channel, method) -> seconds
    shut: Values = field(default_factory=dict)  # (channel, chat) -> seconds
    hooks: Values = field(default_factory=dict)  # (channel,) -> seconds
    promises: Values = field(default_factory=dict)  # (organisation, outcome) -> promised days
    lead: Values = field(default_factory=dict)  # (node,) -> 1 or 0
    job_lag: Values = field(default_factory=dict)  # (task,) -> seconds
    job_ended: Values = field(default_factory=dict)  # (task,) -> unix seconds
    single: Mapping[str, float] = field(default_factory=dict)  # names of SINGLE


# No label is called "job" or "instance": Prometheus gives these of its own and would rename ours.
GAUGES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("waiting", "otklik_outbox_waiting_rows", "Rows that wait to be sent", ("channel", "lane")),
    ("oldest", "otklik_outbox_oldest_age_seconds", "Age of the oldest row that waits", ("channel", "lane")),
    ("given_up", "otklik_outbox_given_up_rows", "Rows that were given up and not dealt with", ("channel", "reason")),
    ("stranded", "otklik_outbox_stranded_rows", "Rows for a messenger that is not run", ("channel",)),
    ("up", "otklik_channel_up", "1 while the channel works", ("channel",)),
    ("paused", "otklik_channel_paused_seconds", "How long the messenger still wants no calls", ("channel",)),
    ("held", "otklik_method_paused_seconds", "How long a kind of calls is still forbidden", ("channel", "method")),
    ("shut", "otklik_chat_refuses_seconds", "How long an operators' chat has taken nothing", ("channel", "chat")),
    ("hooks", "otklik_webhook_failing_seconds", "How long a webhook has failed", ("channel",)),
    ("promises", "otklik_promises", "Days that answers promised", ("organisation", "outcome")),
    ("lead", "otklik_lead", "1 while this node leads, 0 while it stands by", ("node",)),
    ("job_lag", "otklik_scheduler_lag_seconds", "How late the job's last run began", ("task",)),
    ("job_ended", "otklik_scheduler_last_success_timestamp_seconds", "When the job last ended well", ("task",)),
)
SINGLE = {
    "otklik_database_up": "1 while the database answers",
    "otklik_database_writer_busy_seconds": "How long the transaction under way has lasted",
    "otklik_database_failing_seconds": "For how long every transaction has failed",
    "otklik_lead_epoch": "The number of this node's lead; 0: it has not led since its start",
    "otklik_config_differs": "1 while nodes on one database have other settings or another region",
    "otklik_faults_open": "Updates kept aside whose handler failed",
    "otklik_timers_lag_seconds": "How late the earliest due timer is",
    "otklik_disk_free_bytes": "Room left where DATA_DIR is",
    "otklik_backup_last_success_timestamp_seconds": "When the last good copy of the database was made",
}


class OwnProcess(ProcessCollector):
    """The library's process_* also where /proc shows processes only (ProcSubset=pid): it wants the time of the boot."""

    def _boot_time(self) -> float:
        if sys.platform != "linux":
            raise OSError("no /proc")  # the library then leaves them out
        return time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)


class Metrics:
    """Takes what happens (bot.health.measured.Meter and more) and writes it down for Prometheus."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._readings = Readings()
        self._reasons: set[str] = set()
        self._updates = Counter("otklik_updates", "Updates taken in", ["channel", "kind"], registry=registry)
        self._delay = Histogram(
            "otklik_intake_delay_seconds", "From the messenger's time of an update to its commit", ["channel"],
            buckets=DELAYS, registry=registry,
        )  # fmt: skip
        self._faults = Counter("otklik_faults", "Updates whose handler failed", registry=registry)
        self._work_faults = Counter(
            "otklik_task_faults", "Faults of works that go on for ever, and of jobs", ["task"], registry=registry
        )
        self._calls = Counter(
            "otklik_calls", "Calls to send something, by outcome", ["channel", "result", "reason"], registry=registry
        )
        self._refused = Counter(
            "otklik_calls_refused", "Calls answered with a wait", ["channel", "scope"], registry=registry
        )
        self._call_s = Histogram(
            "otklik_request_seconds", "Duration of a request to send", ["channel"], buckets=CALLS, registry=registry
        )
        self._transaction_s = Histogram(
            "otklik_transaction_seconds", "Duration of a write transaction", ["result"],
            buckets=TRANSACTIONS, registry=registry,
        )  # fmt: skip
        self._waited_s = Histogram(
            "otklik_transaction_wait_seconds", "Wait for the writer", buckets=TRANSACTIONS, registry=registry
        )
        self._calls_of = lru_cache(KEPT)(self._calls.labels)  # every call asks for one of the same few
        self._call_s_of = lru_cache(KEPT)(self._call_s.labels)
        self._updates_of = lru_cache(KEPT)(self._updates.labels)  # so does every update, and every commit
        self._delay_of = lru_cache(KEPT)(self._delay.labels)
        self._transaction_s_of = lru_cache(KEPT)(self._transaction_s.labels)
        registry.register(_State(self))
        OwnProcess(registry=registry)
        GCCollector(registry=registry)

    # -- as things happen -----------------------------------------------------------------------
    def took(self, channel: str, updates: Sequence[Update], now: int) -> None:
        """These updates were committed; `now` is UTC ms."""
        for update in updates:
            event = update.event
            kind = event.kind.value if event is not None else "unreadable" if update.fault else "ignored"
            self._updates_of(channel, kind).inc()
            if event is not None and event.at:
                self._delay_of(channel).observe(max(0, now - event.at) / 1000)

    def faulted(self, count: int) -> None:
        self._faults.inc(count)

    def work_failed(self, name: str) -> None:
        """One of the works that go on for ever, or a job, had a fault."""
        self._work_faults.labels(name).inc()

    def called(self, channel: str, outcomes: Sequence[Outcome], seconds: float) -> None:
        self._call_s_of(channel).observe(seconds)
        for outcome in outcomes:
            self._calls_of(channel, outcome.result, self._reason(outcome.why)).inc()
            if outcome.result is Result.RETRY and outcome.retry_after_s and outcome.why != "network":
                self._refused.labels(channel, outcome.scope).inc()

    def _reason(self, why: str) -> str:
        """Some reasons are a messenger's own codes, which nobody counts: so many different ones, then OTHER."""
        if why not in self._reasons and len(self._reasons) >= MOST_REASONS:
            return OTHER
        self._reasons.add(why)
        return why

    def transacted(self, seconds: float, waited: float, error: str) -> None:
        self._transaction_s_of("failed" if error else "committed").observe(seconds)
        self._waited_s.observe(waited)

    # -- when somebody asks ---------------------------------------------------------------------
    def page(self, readings: Readings) -> bytes:
        """The text for Prometheus, with this state."""
        self._readings = readings
        return generate_latest(self.registry)

    def state(self) -> Iterator[Metric]:
        """The readings as metrics."""
        readings = self._readings
        for attribute, name, told, labels in GAUGES:
            yield _filled(GaugeMetricFamily(name, told, labels=labels), getattr(readings, attribute))
        rows = CounterMetricFamily(
            "otklik_outbox_concluded_rows", "Rows that came to an end", labels=("channel", "lane", "result")
        )
        yield _filled(rows, readings.concluded)
        for name, told in SINGLE.items():
            if name in readings.single:
                yield GaugeMetricFamily(name, told, value=readings.single[name])


def _filled(family: GaugeMetricFamily | CounterMetricFamily, values: Values) -> GaugeMetricFamily | CounterMetricFamily:
    for labels, value in values.items():
        family.add_metric(labels, value)
    return family


class _State(Collector):
    """Hands the readings to the registry."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        return self._metrics.state()
