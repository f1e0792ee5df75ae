"""The files of docs/ha are what they say: whoever copies them gets what the long tests try (tests/chaos/cluster.py)."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.env_file import read_env
from bot.settings import Settings, read_settings, variables
from tests.chaos.cluster import FILES, HOME, NAMES, Cluster
from tests.ports import free_ports

COMPOSE: dict[str, Any] = yaml.safe_load((FILES / "compose.yaml").read_text(encoding="utf-8"))
PATRONI: dict[str, Any] = yaml.safe_load((FILES / "patroni.yml").read_text(encoding="utf-8"))


def test_patroni_never_confirms_what_one_machine_alone_has() -> None:
    dcs = PATRONI["bootstrap"]["dcs"]
    assert dcs["synchronous_mode"] is True
    assert (dcs["ttl"], dcs["loop_wait"]) == (20, 5)
    assert dcs["loop_wait"] + 2 * dcs["retry_timeout"] <= dcs["ttl"]  # what Patroni asks for
    assert "synchronous_commit" not in dcs["postgresql"]["parameters"]
    assert not [key for key in ("password", "PASSWORD") if key in str(PATRONI)]


def test_every_service_of_the_trial_is_told_all_that_its_file_asks_for(tmp_path: Path) -> None:
    head = (FILES / "patroni.yml").read_text(encoding="utf-8").split("scope:")[0]
    asked = set(re.findall(r"PATRONI_\w+", head))
    for name in NAMES:
        given = COMPOSE["services"][name]["environment"]
        assert asked <= given.keys()
        assert given["PATRONI_NAME"] == name
    doors = COMPOSE["services"]["haproxy"]["environment"]
    wanted = set(re.findall(r"\$\{(\w+)\}", (FILES / "haproxy.cfg").read_text(encoding="utf-8")))
    assert wanted == doors.keys() == Cluster(tmp_path, (1, 2))._doors().keys()
    for name in NAMES:
        own = COMPOSE["services"][name]["environment"]
        assert doors[name.upper()] == own["PATRONI_POSTGRESQL_LISTEN"]
        assert own["PATRONI_RESTAPI_LISTEN"].endswith(f":{doors[f'{name.upper()}_API']}")


@pytest.mark.parametrize("page", ["high-availability.md", "high-availability.ru.md"])
def test_whoever_copies_the_examples_of_the_page_has_told_patroni_and_etcd_all(page: str) -> None:
    text = (HOME / "docs" / page).read_text(encoding="utf-8")
    head = (FILES / "patroni.yml").read_text(encoding="utf-8").split("scope:")[0]
    assert set(re.findall(r"^ +(PATRONI_\w+)=", text, re.MULTILINE)) == set(re.findall(r"PATRONI_\w+", head))
    assert len(re.findall(r"^ +ETCD_\w+=", text, re.MULTILINE)) == 6


def test_both_nodes_of_the_trial_are_told_the_same_and_only_what_there_is() -> None:
    first, second = (dict(COMPOSE["services"][name]["environment"]) for name in ("node1", "node2"))
    doors = COMPOSE["services"]["haproxy"]["environment"]
    for number, own in enumerate((first, second), 1):
        assert own.keys() <= set(variables())
        assert doors[f"NODE{number}"].endswith(f":{own.pop('HTTP_PORT')}")
        assert own.pop("NODE_NAME") == f"node{number}"
    assert first == second
    assert Settings.model_validate({key.lower(): value for key, value in first.items()}).files_url
    assert first["DATABASE_URL"].endswith(f"@{doors['DB_BIND']}/otklik")


def test_what_the_trial_starts_from_the_programs_image_is_started_as_it_stands_there(tmp_path: Path) -> None:
    """The image has an entry point of its own (`python -m bot`), before whatever stands there."""
    entry = re.search(r"^ENTRYPOINT (\[.*\])$", (HOME / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert entry is not None
    lines = {
        name: [*service.get("entrypoint", json.loads(entry[1])), *service.get("command", ())]
        for name, service in COMPOSE["services"].items()
        if service.get("build") == "../.."
    }
    assert lines.keys() == {"messengers", "node1", "node2"}
    told = tmp_path / "messengers.env"
    told.write_text("ADMIN_CHAT='telegram:1 2'\n", encoding="utf-8")
    shown = tmp_path / "python"
    shown.write_text('#!/bin/sh\necho "$ADMIN_CHAT" "$@"\n', encoding="utf-8")
    shown.chmod(0o755)
    for name, line in lines.items():
        run = [part.replace("/trial/messengers.env", str(told)) for part in line]
        way = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
        said = subprocess.run(run, env=way, capture_output=True, text=True, check=True, timeout=200).stdout.split()
        if name == "messengers":
            assert said == ["-m", "bot.sandbox.alone", "--port", "8080", "--settings", str(told)]
        else:
            assert said == ["telegram:1", "2", "-m", "bot", "run", "--standby"]


def test_the_images_of_the_trial_hold_what_it_starts() -> None:
    recipe = (FILES / "Dockerfile").read_text(encoding="utf-8")
    needed = {"patroni": "patroni", "etcd": "etcd-server", "haproxy": "haproxy", "sh": "FROM"}
    for service in COMPOSE["services"].values():
        if service.get("build") == ".":
            assert needed[service["command"][0]] in recipe
    copied = re.findall(r"^COPY (.+) /etc/otklik-ha/$", recipe, re.MULTILINE)
    assert all((FILES / name).is_file() for line in copied for name in line.split())
    mounted = {at.partition(":")[0] for service in COMPOSE["services"].values() for at in service.get("volumes", ())}
    assert mounted == COMPOSE["volumes"].keys()


def test_nobody_but_this_machine_is_answered_by_the_trial() -> None:
    for service in COMPOSE["services"].values():
        assert service["network_mode"] == "host"
        assert "ports" not in service
        said = str(service.get("environment", "")) + str(service.get("command", ""))
        assert "0.0.0.0" not in said
    assert all(value.startswith("127.0.0.1:") for key, value in
               COMPOSE["services"]["haproxy"]["environment"].items() if key.endswith("_BIND"))  # fmt: skip


def test_haproxy_takes_its_file(tmp_path: Path) -> None:
    program = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin:/sbin")
    if program is None:
        pytest.skip("no haproxy here")
    doors = COMPOSE["services"]["haproxy"]["environment"]
    line = [program, "-c", "-f", str(FILES / "haproxy.cfg")]
    checked = subprocess.run(line, env=os.environ | doors, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "WARNING" not in checked.stdout + checked.stderr


async def test_the_messengers_by_themselves_say_what_a_node_has_to_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (port,) = free_ports(1)
    file = tmp_path / "messengers.env"
    file.write_text("TELEGRAM_TOKEN=of an earlier one\n", encoding="utf-8")
    line = [sys.executable, "-m", "bot.sandbox.alone", "--port", str(port), "--settings", str(file)]
    process = await asyncio.create_subprocess_exec(*line, cwd=HOME)
    try:
        async with asyncio.timeout(200):
            while not file.exists() or "ADMIN_CHAT" not in file.read_text(encoding="utf-8"):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        for name in variables():
            monkeypatch.delenv(name, raising=False)
        settings, faults = read_settings(file)
        assert faults == []
        assert settings.running() == ("telegram", "vk", "max")
        assert settings.real_messengers() == ()
        assert str(settings.admin_chat) == read_env(file, variables()).values["ADMIN_CHAT"]
        page = await asyncio.to_thread(lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60).read())
        assert b"<html" in page
    finally:
        process.terminate()
        assert await process.wait() == 0
