"""Every rule of docs/alerts.yml fires when it must and keeps silent when it must not, as promtool judges it.

The series have the labels that our page has, after Prometheus has scraped it as docs/metrics.md says.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.channels.port import Outcome, Result
from bot.web.metrics import GAUGES, SINGLE, Metrics, Readings
from handlers.base.event import Event, Kind, Update

RULES = Path(__file__).resolve().parents[2] / "docs" / "alerts.yml"
OWN = {"job": "otklik", "instance": "127.0.0.1:8080"}
"""What Prometheus writes at every series of this scrape configuration."""


def page_labels() -> dict[str, set[str]]:
    """Every series of ours with the names of its labels, as /metrics has them."""
    metrics = Metrics()
    event = Event("vk", "k", Kind.MESSAGE, at=1)
    metrics.took("vk", [Update("vk", "1", "k", "{}", event)], 2)
    metrics.called("vk", [Outcome(Result.RETRY, why="rate", retry_after_s=1)], 1)
    metrics.transacted(1, 1, "")
    metrics.work_failed("timers")
    filled: dict[str, Any] = {attribute: {("x",) * len(labels): 1.0} for attribute, _, _, labels in GAUGES}
    readings = Readings(**filled, concluded={("a", "b", "c"): 1.0}, single=dict.fromkeys(SINGLE, 1.0))
    page = metrics.page(readings).decode()
    return {s.name: set(s.labels) for f in text_string_to_metric_families(page) for s in f.samples}


LABELS = page_labels()
NO_PROMTOOL = "no promtool: apt install prometheus"


def series(name: str, values: str, **labels: str) -> dict[str, str]:
    """One series as it lies in Prometheus: a label of ours that it also writes itself is renamed there."""
    assert set(labels) == LABELS[name], f"{name} has the labels {sorted(LABELS[name])}"
    kept = {f"exported_{label}" if label in OWN else label: value for label, value in labels.items()} | OWN
    written = ", ".join(f'{label}="{value}"' for label, value in kept.items())
    return {"series": f"{name}{{{written}}}", "values": values}


@dataclass(frozen=True)
class Case:
    """At `at` the alert is on or not."""

    alert: str
    fires: bool
    at: str
    input: tuple[dict[str, str], ...] = ()


def both(alert: str, at: str, bad: Iterable[dict[str, str]], good: Iterable[dict[str, str]]) -> tuple[Case, Case]:
    return Case(alert, True, at, tuple(bad)), Case(alert, False, at, tuple(good))


def waits(lane: str, values: str) -> dict[str, str]:
    return series("otklik_outbox_oldest_age_seconds", values, channel="vk", lane=lane)


def delays(within_30_s: str, all_of_them: str) -> list[dict[str, str]]:
    name = "otklik_intake_delay_seconds_bucket"
    told = {"30.0": within_30_s, "60.0": all_of_them, "+Inf": all_of_them}
    return [series(name, values, channel="telegram", le=le) for le, values in told.items()]


def transactions(quick: str, all_of_them: str) -> list[dict[str, str]]:
    name = "otklik_transaction_seconds_bucket"
    told = {"0.5": quick, "1.0": all_of_them, "+Inf": all_of_them}
    return [series(name, values, result="committed", le=le) for le, values in told.items()]


def backup(values: str) -> list[dict[str, str]]:
    return [series("otklik_backup_last_success_timestamp_seconds", values)]


def nodes(*values: str) -> list[dict[str, str]]:
    return [series("otklik_lead", each, node=f"node-{number}") for number, each in enumerate(values)]


UP = "otklik_database_up"
CASES = (
    *both("OtklikAbsent", "5m", [], [series(UP, "1x10")]),
    Case("OtklikAbsent", False, "5m", (series(UP, "0x10"),)),
    *both(
        "OtklikChannelDown",
        "4m",
        [series("otklik_channel_up", "0x10", channel="vk"), series("otklik_channel_up", "1x10", channel="telegram")],
        [series("otklik_channel_up", "1x10", channel="vk")],
    ),
    *both("OtklikDatabaseDown", "2m", [series(UP, "0x5")], [series(UP, "1x5")]),
    *both(
        "OtklikDatabaseDown",
        "2m",
        [series(UP, "1x5"), series("otklik_database_failing_seconds", "31x5")],
        [series(UP, "1x5"), series("otklik_database_failing_seconds", "29x5")],
    ),
    *both(
        "OtklikDatabaseDown",
        "2m",
        [series(UP, "1x5"), series("otklik_database_writer_busy_seconds", "31x5")],
        [series(UP, "1x5"), series("otklik_database_writer_busy_seconds", "0x5")],
    ),
    *both("OtklikNoLead", "3m", nodes("0x5", "0x5"), nodes("1x5", "0x5")),
    *both("OtklikNoLead", "3m", nodes("1x5", "1x5"), nodes("0 0 1 1 1", "1 1 0 0 0")),
    Case("OtklikNoLead", False, "3m", (series(UP, "1x5"),)),  # a program that runs alone
    *both("OtklikNoStandby", "13m", nodes("1x15"), nodes("1x15", "0x15")),
    Case("OtklikNoStandby", False, "13m", (series(UP, "1x15"),)),
    *both(
        "OtklikNodesDiffer", "18m", [series("otklik_config_differs", "1x20")], [series("otklik_config_differs", "0x20")]
    ),
    *both("OtklikUrgentWaits", "3m", [waits("alert", "301x10")], [waits("alert", "299x10")]),
    Case("OtklikUrgentWaits", False, "3m", (waits("notice", "9000x10"),)),
    *both("OtklikMessagesWait", "8m", [waits("person", "601x20")], [waits("notice", "9000x20")]),
    *both("OtklikMessagesWait", "8m", [waits("operators", "601x20")], [waits("operators", "599x20")]),
    *both(
        "OtklikGivenUp",
        "15m",
        [series("otklik_outbox_given_up_rows", "3x20", channel="vk", reason="rate")],
        [series("otklik_outbox_given_up_rows", "0x20", channel="vk", reason="rate")],
    ),
    *both(
        "OtklikFaults",
        "10m",
        [series("otklik_faults_total", "0x7 1x10")],
        [series("otklik_faults_total", "4x20")],
    ),
    *both(
        "OtklikPartFails",
        "12m",
        [series("otklik_task_faults_total", "1+1x20", task="receive vk")],
        [series("otklik_task_faults_total", "0x5 1x4 2x20", task="receive vk")],
    ),
    *both(
        "OtklikPartFails",
        "40m",
        [series("otklik_task_faults_total", "5x15 5+2x30", task="files")],
        [series("otklik_task_faults_total", "0+9x10 90x40", task="files")],  # well again for half an hour
    ),
    *both(
        "OtklikChatRefuses",
        "6m",
        [series("otklik_chat_refuses_seconds", "_x2 1+60x10", channel="vk", chat="2000000001")],
        [series("otklik_chat_refuses_seconds", "_x2 1 30 _x10", channel="vk", chat="2000000001")],
    ),
    *both(
        "OtklikStranded",
        "12m",
        [series("otklik_outbox_stranded_rows", "_x2 3x12", channel="vk")],
        [series("otklik_outbox_stranded_rows", "_x2 3 3 _x10", channel="vk")],
    ),
    *both(
        "OtklikWebhookFails",
        "15m",
        [series("otklik_webhook_failing_seconds", "0+60x20", channel="hook:incident")],
        [series("otklik_webhook_failing_seconds", "0 60 120 300 0x20", channel="hook:incident")],
    ),
    *both("OtklikSlowIntake", "30m", delays("0x40", "0+60x40"), delays("0+60x40", "0+60x40")),
    *both(
        "OtklikRefusedCalls",
        "30m",
        [series("otklik_calls_refused_total", "0+30x40", channel="vk", scope="method")],
        [series("otklik_calls_refused_total", "0+6x40", channel="vk", scope="method")],
    ),
    *both("OtklikSlowDatabase", "30m", transactions("0x40", "0+60x40"), transactions("0+60x40", "0+60x40")),
    *both(
        "OtklikLate",
        "8m",
        [series("otklik_scheduler_lag_seconds", "61x20", task="sweep")],
        [series("otklik_scheduler_lag_seconds", "59x20", task="sweep"), series("otklik_timers_lag_seconds", "0x20")],
    ),
    *both(
        "OtklikLate",
        "8m",
        [series("otklik_timers_lag_seconds", "61x20")],
        [series("otklik_timers_lag_seconds", "2x20")],
    ),
    *both(
        "OtklikDiskNearlyFull",
        "3m",
        [series("otklik_disk_free_bytes", "500000000x10")],
        [series("otklik_disk_free_bytes", "700000000x10")],
    ),
    *both("OtklikNoBackup", "49h", backup("0x300"), backup("0x150 86400x150")),  # the clock begins at 0
    *both("OtklikNoFirstBackup", "26h", [], backup("3600x300")),
    Case("OtklikNoFirstBackup", False, "20h"),
)


@pytest.fixture(scope="module")
def promtool() -> str:
    """A machine without it skips, visibly; the project's own checks must not."""
    if found := shutil.which("promtool"):
        return found
    if os.environ.get("CI"):
        pytest.fail(NO_PROMTOOL, pytrace=False)
    pytest.skip(NO_PROMTOOL)


def judged(promtool: str, cases: Iterable[Case], folder: Path) -> subprocess.CompletedProcess[str]:
    """promtool's word on all of them. Its files are YAML, of which JSON is a part."""
    files = []
    for step, some in groupby(sorted(cases, key=_step), _step):
        tests = [_told(case, step) for case in some]
        files.append(folder / f"rules_test_{step}.json")
        files[-1].write_text(json.dumps({"rule_files": [str(RULES)], "evaluation_interval": step, "tests": tests}))
    return subprocess.run([promtool, "test", "rules", *files], capture_output=True, text=True, timeout=200)


def _step(case: Case) -> str:
    """Days need no look at every minute."""
    return "10m" if case.at.endswith("h") else "1m"


def _told(case: Case, step: str) -> dict[str, object]:
    expr = f'count(ALERTS{{alertname="{case.alert}", alertstate="firing"}})'
    samples = [{"labels": "{}", "value": 1}] if case.fires else []
    name = f"{case.alert} {'fires' if case.fires else 'is silent'} {[s['series'] for s in case.input]}"
    asked = {"expr": expr, "eval_time": case.at, "exp_samples": samples}
    return {"name": name, "interval": step, "input_series": list(case.input), "promql_expr_test": [asked]}


def test_every_rule_fires_when_it_must_and_only_then(promtool: str, tmp_path: Path) -> None:
    done = judged(promtool, CASES, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_wrong_expectation_is_found_out(promtool: str, tmp_path: Path) -> None:
    wrong = (Case("OtklikDatabaseDown", True, "2m", (series(UP, "1x5"),)),)
    assert judged(promtool, wrong, tmp_path).returncode != 0


def test_every_rule_has_a_case_of_each_kind() -> None:
    names = re.findall(r"alert: (\w+)", RULES.read_text(encoding="utf-8"))
    rules = set(names)
    assert len(rules) == len(names), "`promtool check rules` says FAILED of two with one name"
    assert {case.alert for case in CASES if case.fires} == rules
    assert {case.alert for case in CASES if not case.fires} == rules


def test_no_label_of_ours_is_one_that_prometheus_writes_itself() -> None:
    assert {name for name, labels in LABELS.items() if labels & set(OWN)} == set()


def test_rules_name_only_labels_that_the_series_have() -> None:
    """What stands in braces or behind `by` in an expression, against the page."""
    known = set().union(*LABELS.values()) | {"le"}
    named: set[str] = set()
    for expr in re.findall(r"expr: (.+)", RULES.read_text(encoding="utf-8")):
        named |= {label for braces in re.findall(r"\{([^}]*)\}", expr) for label in re.findall(r"(\w+)[=!]", braces)}
        named |= {label for by in re.findall(r"by \(([^)]*)\)", expr) for label in re.findall(r"\w+", by)}
    assert named <= known
