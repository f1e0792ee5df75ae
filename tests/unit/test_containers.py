"""The image, compose.yaml and the unit: what they have to hold so that a night ends well. Read as text."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from bot.backups import DONE
from bot.settings import Settings, read_settings, variables
from storage.changes import Query
from storage.store import Store

HOME = Path(__file__).resolve().parents[2]
COMPOSE = (HOME / "compose.yaml").read_text(encoding="utf-8")
DOCKERFILE = (HOME / "Dockerfile").read_text(encoding="utf-8")
UNIT = (HOME / "docs" / "otklik.service").read_text(encoding="utf-8")
SERVICES = dict(re.findall(r"^  (otklik|postgres|backup):\n((?:    .*\n|\n)+)", COMPOSE, re.MULTILINE))
TOOLS = ("pg_dump", "psql", "pg_restore", "sh", "awk", "df")


def test_logs_have_an_end_memory_a_bound_and_nobody_more_rights_than_needed() -> None:
    assert set(SERVICES) == {"otklik", "postgres", "backup"}
    assert {"driver: json-file", 'max-file: "5"'} <= {line.strip() for line in COMPOSE.splitlines()}
    assert re.search(r"max-size: \d+m$", COMPOSE, re.MULTILINE)
    for name, service in SERVICES.items():
        assert "logging: *logging" in service, name
        assert re.search(r"mem_limit: \d+[mg]", service), name
        assert "no-new-privileges:true" in service, name
        assert "restart: unless-stopped" in service, name
    for name in ("otklik", "backup"):
        assert "read_only: true" in SERVICES[name]
        assert re.search(r"tmpfs:\n +- /tmp", SERVICES[name])
        assert "cap_drop: [ALL]" in SERVICES[name]


def test_images_are_full_versions_held_to_a_digest_or_such_that_an_installation_may_hold_to_one() -> None:
    [image] = re.findall(r"^ARG PYTHON_IMAGE=(\S+)$", DOCKERFILE, re.MULTILINE)
    assert "FROM ${PYTHON_IMAGE}" in DOCKERFILE
    images = re.findall(r"\$\{(?:PYTHON|POSTGRES)_IMAGE:-([^}]+)\}", COMPOSE)
    assert len(images) == 3
    assert image in images
    assert all(re.fullmatch(r"\w+:\d+\.\d+(\.\d+)?-[\w-]+(@sha256:[0-9a-f]{64})?", one) for one in images)
    assert "@sha256:" in image
    images = [one.partition("@")[0] for one in images]
    assert "image:" not in COMPOSE.replace("image: ${POSTGRES_IMAGE:-", "")
    for page in ("deploy.md", "deploy.ru.md"):
        text = (HOME / "docs" / page).read_text(encoding="utf-8")
        for name, one in zip(("PYTHON_IMAGE", "POSTGRES_IMAGE"), dict.fromkeys(images), strict=True):
            assert f"{name}={one}@sha256:" in text, page
            assert f"imagetools inspect {one}" in text, page


def test_the_program_is_the_first_process_and_no_superuser() -> None:
    assert re.search(r"^USER \d+:\d+$", DOCKERFILE, re.MULTILINE)
    assert re.search(r'^ENTRYPOINT \["', DOCKERFILE, re.MULTILINE)
    assert re.search(r'^CMD \["', DOCKERFILE, re.MULTILINE)


def test_metrics_are_reached_inside_the_network_and_from_this_machine_only() -> None:
    assert "HTTP_HOST: 0.0.0.0" in SERVICES["otklik"]
    published = re.findall(r"^ +- (\S+:\d+)$", SERVICES["otklik"].split("    volumes:")[0], re.MULTILINE)
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)
    assert not any("    ports:" in SERVICES[name] for name in ("postgres", "backup"))


def test_who_waits_for_the_database_waits_until_it_is_reached_by_the_network() -> None:
    assert "pg_isready -h 127.0.0.1" in SERVICES["postgres"]
    for name in ("otklik", "backup"):
        assert re.search(r"postgres:\n +condition: service_healthy", SERVICES[name]), name


def test_a_password_of_the_database_is_asked_for_only_where_there_is_one() -> None:
    asked = re.findall(r"POSTGRES_PASSWORD: (.+)", COMPOSE)
    assert len(asked) == 1
    assert re.fullmatch(r"\$\{COMPOSE_PROFILES:\+\$\{POSTGRES_PASSWORD:\?[^}]+\}\}", asked[0])


def test_what_compose_reads_from_the_file_of_settings_is_not_taken_for_a_misspelt_setting(tmp_path: Path) -> None:
    named = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE)) | {"COMPOSE_PROFILES"}
    lines = [f"{name}=x" for name in sorted(named - set(variables()))]
    assert len(lines) >= 5
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")
    _, faults = read_settings(tmp_path / ".env")
    assert [fault for fault in faults if fault.code == "settings-misspelt"] == []


def test_every_file_or_folder_that_a_setting_names_has_its_mount_and_its_place_under_systemd() -> None:
    """Whoever may be forgotten here is found on the night when it is needed."""
    deploy = {name: (HOME / "docs" / name).read_text(encoding="utf-8") for name in ("deploy.md", "deploy.ru.md")}
    names = {name.upper() for name, field in Settings.model_fields.items() if "Path" in str(field.annotation)}
    assert {"CAP_KEY", "CAP_CERTIFICATE", "NOTICE_FOLDER", "BACKUP_DIR"} <= names
    assert [name for name in sorted(names) if name not in SERVICES["otklik"]] == []
    assert [
        (page, name) for page, text in deploy.items() for name in ("CAP_KEY", "CAP_CERTIFICATE") if name not in text
    ] == []
    assert re.search(r"# - \./cap:/cap:ro$", SERVICES["otklik"], re.MULTILINE), "nobody can write a key from inside"


@pytest.mark.parametrize(("port", "well"), [("0", True), ("9", False)])
def test_the_health_check_asks_where_there_is_something_to_ask(port: str, well: bool) -> None:
    [written] = re.findall(r'CMD \["python", "-c", "(.+)"\]', DOCKERFILE)
    done = subprocess.run(
        ["python3", "-c", written], env=os.environ | {"HTTP_PORT": port}, capture_output=True, timeout=200
    )
    assert (done.returncode == 0) == well


def test_the_unit_takes_away_what_the_program_never_needs() -> None:
    wanted = ("SystemCallFilter=@system-service", "ProtectProc=invisible", "ProcSubset=pid", "PrivateUsers=yes")
    lines = UNIT.splitlines()
    assert [line for line in wanted if line not in lines] == []
    assert re.search(r"^MemoryMax=\d+[MG]$", UNIT, re.MULTILINE)


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze")
    unit = re.sub(r"^ExecStart=.*$", "ExecStart=/bin/true", UNIT, flags=re.MULTILINE)
    (tmp_path / "otklik.service").write_text(unit, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / "otklik.service"], capture_output=True, text=True, timeout=200
    )
    assert [line for line in done.stderr.splitlines() if "otklik.service" in line and "docs" not in line] == []


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_the_backup_container_makes_copies_that_are_noted_and_keeps_its_number(
    store: Store, database_url: str, tools: None, tmp_path: Path
) -> None:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    assert missing == []
    for old in range(1, 4):
        (tmp_path / f"otklik-{old}.dump").write_text("older", encoding="utf-8")
    (tmp_path / "otklik.part").write_text("of a kill", encoding="utf-8")
    parts = urlsplit(database_url)
    host = dict(parse_qsl(parts.query)).get("host") or parts.hostname or ""
    told = {
        "PGHOST": host,
        "PGPORT": str(parts.port or 5432),
        "PGUSER": parts.username or "",
        "PGDATABASE": parts.path[1:],
    }
    told |= {"PGPASSWORD": parts.password or "", "BACKUP_FOLDER": str(tmp_path), "BACKUP_KEEP": "2", "ONCE": "1"}
    script = HOME / "docs" / "postgres-backup.sh"
    done = subprocess.run(["sh", script], env=os.environ | told, capture_output=True, text=True, timeout=200)  # noqa: ASYNC221
    assert done.returncode == 0, done.stderr
    names = sorted(os.listdir(tmp_path))
    assert len(names) == 2, done.stderr
    assert "otklik-3.dump" in names
    assert int((await store.read(Query("setting", (DONE,))))[0][0].value) > 0


def _docker_compose() -> str:
    """Docker, if it has compose; an engine is not needed to read a file."""
    program = shutil.which("docker")
    if program is None or subprocess.run([program, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("no docker compose here: the file was read as text alone")
    return program


@pytest.mark.parametrize("file", [HOME / "compose.yaml", HOME / "docs" / "ha" / "compose.yaml"], ids=["own", "trial"])
def test_docker_compose_takes_the_file(file: Path, tmp_path: Path) -> None:
    program = _docker_compose()
    copy = Path(shutil.copy(file, tmp_path))
    (tmp_path / ".env").touch()
    line = [program, "compose", "-f", str(copy), "config", "--quiet"]
    home = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    said = subprocess.run(line, env=home, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=200)
    assert said.returncode == 0, said.stderr
