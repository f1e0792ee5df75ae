"""What the documents say is there: links, pictures, commands, settings, tests, dependencies, images' files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.cli.entry import COMMANDS
from bot.cli.init_files import COLUMNS
from bot.settings import variables
from tests import routes_page

HOME = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.ru.md")
DOCUMENTS = sorted(str(path.relative_to(HOME)) for path in (*HOME.glob("*.md"), *(HOME / "docs").rglob("*.md")))
DEPLOYING = ("Dockerfile", "compose.yaml", "docs/otklik.service", ".dockerignore", ".env.example")
LAUNCHER = {"test", "lint", "bench", "docs", "train"}
"""Words of the launcher itself; all others are commands of the program."""

LINK = re.compile(r"(?:\]\(|src=\")([^)\s\"]+)[)\"]")
CODE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?:\./otklik|python -m bot) ([a-z]+(?:-[a-z]+)*)")
ROW = re.compile(r"^\| `\./otklik (\w[\w-]*)` \|", re.MULTILINE)
SETTING = re.compile(r"`([A-Z][A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`")
NOT_OURS = {
    "POSTGRES_PASSWORD", "CONTAINER_DATABASE_URL", "TEST_DATABASE_URL", "COMPOSE_PROFILES", "PYTHON_IMAGE",
    "POSTGRES_IMAGE", "BACKUP_FOLDER", "HTTPS_PROXY", "ALL_PROXY", "REQUESTS_CA_BUNDLE", "CHAOS_TIMES",
    "DB_BIND", "WEB_BIND", "DB1_API", "SSL_CERT_FILE",
}  # fmt: skip
"""Variables that others read: compose.yaml, the tests, libraries."""
CONSTANTS = {
    "QUOTAS",
    "FOLLOWS",
    "BUILT",
    "LIMITS",
    "COMMANDS",
    "LEADS_TO",
    "OF_ONE_MACHINE",
    "SHOWN_KINDS",
    "TOO_LONG",
}
NAMED_IN = re.compile(r"((?:`\w+`(?:,| and| or|, or)?\s+)+)in\s+`([\w*-]+/[\w/.*-]+\.(?:py|sql|js|toml))`")
PLACES = re.compile(r"^(?:bot|handlers|storage|locales|tests|docs|benchmarks)/(?!.*/?[A-Z]+/)[\w./-]+$")
MACHINES = re.compile(
    r"/(?:work|root|tmp|Users)/|/home/\w+/|pypi\.org|pythonhosted|docker\.io|ghcr\.io|quay\.io|registry\.|index-url\s*[=:]"
)
LARGEST_PICTURE = 300_000


def text(name: str) -> str:
    return (HOME / name).read_text(encoding="utf-8")


def links(name: str) -> Iterator[str]:
    return (link for link in LINK.findall(text(name)) if not link.startswith(("http://", "https://")))


def anchors(name: str) -> set[str]:
    """The headings of a document as links name them."""
    heads = re.findall(r"^#+ (.+)$", text(name), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_link_and_picture_leads_somewhere() -> None:
    lost = []
    for name in DOCUMENTS:
        for link in links(name):
            path, _, anchor = link.partition("#")
            target = (HOME / name).parent / path if path else HOME / name
            if not target.exists() or (anchor and anchor not in anchors(str(target.resolve().relative_to(HOME)))):
                lost.append(f"{name}: {link}")
    assert lost == []


@pytest.mark.parametrize("name", READMES)
def test_a_readme_lists_the_commands_that_exist_and_no_others(name: str) -> None:
    assert ROW.findall(text(name)) == [command.name for command in COMMANDS]


def found(pattern: re.Pattern[str], names: Sequence[str]) -> set[tuple[str, Any]]:
    """(document, what the pattern finds in it: a text, or one for each of its groups)."""
    return {(name, match) for name in names for match in pattern.findall(text(name))}


def test_every_command_that_is_named_exists() -> None:
    known = {command.name for command in COMMANDS} | LAUNCHER
    assert sorted(row for row in found(COMMAND, DOCUMENTS) if row[1] not in known) == []


def test_every_setting_that_is_named_exists() -> None:
    known = set(variables()) | NOT_OURS | CONSTANTS
    assert sorted(row for row in found(SETTING, [*DOCUMENTS, "compose.yaml"]) if row[1] not in known) == []


@pytest.mark.parametrize("name", ["docs/deploy.md", "docs/deploy.ru.md"])
def test_every_proxy_that_can_be_set_is_told(name: str) -> None:
    told = set(re.findall(r"^\| `(\w+_PROXY)` \|", text(name), re.MULTILINE))
    assert told == {variable for variable in variables() if variable.endswith("_PROXY")}


def test_every_file_that_is_named_exists() -> None:
    named = {row for row in found(CODE, DOCUMENTS) if PLACES.match(row[1])}
    assert sorted(row for row in named if not (HOME / row[1]).exists()) == []


def test_every_name_that_is_said_to_stand_in_a_file_stands_there() -> None:
    """ "`FOLLOWS` in `handlers/reports/status.py`": whoever looks there finds it."""
    lost = []
    for name, (words, where) in found(NAMED_IN, DOCUMENTS):
        texts = "\n".join(path.read_text(encoding="utf-8") for path in HOME.glob(where))
        lost += [f"{name}: {word}" for word in re.findall(r"`(\w+)`", words) if not re.search(rf"\b{word}\b", texts)]
    assert lost == []


def test_no_document_knows_somebodys_machine() -> None:
    assert sorted(found(MACHINES, [*DOCUMENTS, *DEPLOYING])) == []


def test_every_picture_is_shown_and_small() -> None:
    shown = {Path(link).name for name in DOCUMENTS for link in links(name) if re.search(r"pictures/[\w-]+\.png$", link)}
    pictures = {path.name: path.stat().st_size for path in (HOME / "docs" / "pictures").iterdir()}
    assert shown == pictures.keys()
    assert [name for name, size in pictures.items() if size > LARGEST_PICTURE] == []


def test_every_dependency_is_explained_and_no_other() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    needed = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[<>=;~! \[]", line)[0] for line in needed}
    said = re.findall(r"^\| ([\w., -]+?) \|", text("docs/dependencies.md"), re.MULTILINE)
    assert {name for row in said for name in row.split(", ")} - {"package"} == names


def test_the_image_takes_what_the_program_needs_and_what_is_there() -> None:
    copied = {
        word for line in re.findall(r"^COPY (.+) \S+$", text("Dockerfile"), re.MULTILINE) for word in line.split()
    }
    assert {"bot", "handlers", "storage", "locales", "requirements.lock"} <= copied
    assert [name for name in copied if not (HOME / name).exists()] == []
    allowed = {line.removeprefix("!") for line in text(".dockerignore").splitlines() if line.startswith("!")}
    assert copied == allowed


def test_the_image_and_the_unit_set_only_settings_that_exist() -> None:
    wanted = {"DATA_DIR", "DATABASE_URL"}
    assert wanted <= set(re.findall(r"([A-Z_]+)=", text("Dockerfile"))) & set(variables())
    service = re.findall(r"^      ([A-Z_]+):", text("compose.yaml").split("  postgres:\n    profiles")[0], re.MULTILINE)
    assert set(service) <= set(variables())


def test_a_stop_is_given_longer_than_the_program_takes() -> None:
    from bot.app import STOP_S

    unit = re.search(r"^TimeoutStopSec=(\d+)$", text("docs/otklik.service"), re.MULTILINE)
    grace = re.search(r"stop_grace_period: (\d+)s", text("compose.yaml"))
    assert unit
    assert grace
    assert min(int(unit[1]), int(grace[1])) > STOP_S


def test_the_unit_restarts_all_but_bad_input_and_is_the_last_resort_of_the_watchdog() -> None:
    from bot.cli.output import FAULT
    from bot.service import TO_BE_RESTARTED
    from bot.watchdog import STUCK_S

    unit = dict(re.findall(r"^(\w+)=(.*)$", text("docs/otklik.service"), re.MULTILINE))
    assert (unit["Type"], unit["Restart"], unit["StartLimitIntervalSec"]) == ("notify", "always", "0")
    assert unit["RestartPreventExitStatus"] == str(FAULT) != str(TO_BE_RESTARTED)
    assert int(unit["WatchdogSec"]) > STUCK_S


def test_the_readme_names_the_columns_of_settlements() -> None:
    assert f"`{','.join(COLUMNS)}`" in text("README.ru.md")


def test_the_list_of_routes_is_as_it_would_be_made_now() -> None:
    assert text("docs/routes.md") == routes_page.render(), "./otklik docs"
