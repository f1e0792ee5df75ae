"""pg_dump and pg_restore, PostgreSQL's own programs: run beside us, the password through their environment.

What they say is in English and may quote the address; it is read for the kind of fault and not passed on.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote

from storage.copies import OURS, CopyError, closed_file, drop, judge_versions

DUMP, RESTORE = "pg_dump", "pg_restore"
LOCK_WAIT = "60s"
"""A table that somebody holds for longer is a failed copy, not one that waits for ever."""

_USER = re.compile(r"^(\w+://)([^/?@]*)@")
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
_WHY = (
    ("unsupported version", "old-restore"),
    ("does not appear to be a valid archive", "not-ours"),
    ("too short", "not-ours"),
    ("could not read from input", "damaged"),
    ("could not uncompress", "damaged"),
    ("No space left", "tool-room"),
    ("permission denied for", "tool-rights"),
    ("read-only transaction", "tool-read-only"),
)
"""What is worth telling apart of what the programs say in the C locale."""


def found() -> bool:
    """Whether both programs are on this machine."""
    return shutil.which(DUMP) is not None and shutil.which(RESTORE) is not None


def without_password(url: str) -> tuple[str, str]:
    """The address as it may be seen by everybody on the machine, and the password (or "")."""
    password = ""
    if match := _USER.match(url):
        user, colon, written = match[2].partition(":")
        password = unquote(written) if colon else ""
        url = f"{match[1]}{user}@{url[match.end() :]}"
    head, asked, query = url.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    password = next((value for name, value in pairs if name == "password"), password)
    kept = "&".join(f"{name}={quote(value, safe='/:,')}" for name, value in pairs if name != "password")
    return head + (f"?{kept}" if asked and kept else ""), password


async def dump(url: str, path: Path, server: int) -> None:
    """A copy in pg_dump's custom format into a new file, readable by us alone; `server` is its major version.

    CopyError otherwise, and then there is no file.
    """
    if (major := await version(DUMP)) < server:
        raise CopyError("old-tool", tool=DUMP, found=major, server=server)
    try:
        closed_file(path)
    except CopyError as fault:
        raise CopyError(fault.code, **fault.told, tool=DUMP) from None
    try:
        await _run(DUMP, url, "--format=custom", f"--lock-wait-timeout={LOCK_WAIT}", f"--file={path}", path=path)
    except BaseException:
        drop(path)
        raise


async def check(path: Path) -> None:
    """A whole copy of an Otklik database of a version that this program knows; CopyError otherwise.

    Everything in it is read and unpacked once.
    """
    listed = await _run(RESTORE, "", "--list", str(path), path=path)
    if not set(re.findall(r"TABLE DATA \S+ (\w+)", listed)) >= OURS:
        raise CopyError("not-ours", path=path)
    rows = await _run(RESTORE, "", "--data-only", "--table=schema_version", "--file=-", str(path), path=path)
    judge_versions(path, "postgres", [int(number) for number in re.findall(r"^(\d+)\t", rows, re.MULTILINE)])
    await _run(RESTORE, "", f"--file={os.devnull}", str(path), path=path)


async def restore(url: str, path: Path) -> None:
    """Everything in one transaction into an empty database, owned by whoever the address names; CopyError otherwise."""
    how = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    await _run(RESTORE, url, *how, str(path), path=path)


async def version(tool: str) -> int:
    """The program's major version."""
    told = _VERSION.search(await _run(tool, "", "--version"))
    return int(told[1]) if told else 0


async def _run(tool: str, url: str, *arguments: str, path: Path | None = None) -> str:
    """What it wrote to its standard output; it is ended with us if we are cancelled."""
    if (program := shutil.which(tool)) is None:
        raise CopyError("no-tool", tool=tool)
    address, password = without_password(url)
    environment = os.environ | {"LC_ALL": "C"} | ({"PGPASSWORD": password} if password else {})
    to = ["--no-password", f"--dbname={address}"] if url else []
    process = await asyncio.create_subprocess_exec(
        program, *to, *arguments, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, env=environment
    )
    try:
        told, complaint = await process.communicate()
    except BaseException:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        raise
    if process.returncode:
        said = complaint.decode(errors="replace")
        code = next((code for words, code in _WHY if words in said), "tool" if url or path is None else "not-ours")
        raise CopyError(code, tool=tool, exit=process.returncode, path=path or "")
    return told.decode(errors="replace")
