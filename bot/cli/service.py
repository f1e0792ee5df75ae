"""`run` and `sandbox`: what the composition root does, after the settings and the region were read."""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path

from bot.channels.names import messengers
from bot.cli.output import Output
from bot.cli.setup import read_region, region_to_run
from bot.logs import set_up_logs
from bot.settings import Settings, load_settings
from bot.web.client_keys import read_keys
from bot.webhooks.secrets import read_secrets
from storage.region.region import Region, name_in

DESCRIPTORS = 16_384


def run_options(parser: argparse.ArgumentParser, voice: Output) -> None:
    parser.add_argument("--standby", action="store_true", help=voice.text("cli-run-standby"))


def run(arguments: argparse.Namespace, voice: Output) -> int:
    """All channels that have a token; with none of them the sandbox, and a line that says so."""
    settings = load_settings()
    if arguments.standby:
        settings = settings.model_copy(update={"standby": True})
    if not settings.running():
        voice.say("cli-run-sandbox")
        return _sandbox(settings, voice)
    region = region_to_run(settings)
    keys, hooks = read_keys(region.clients).values(), read_secrets(region.webhooks).values()
    set_up_logs(settings.log_format, settings.log_level, (*settings.secrets(), *keys, *hooks))
    _take_descriptors()
    from bot.service import TO_BE_RESTARTED, run_service  # everything that runs: only now

    try:
        return run_service(settings, region)
    except OSError as error:  # a disk, a folder, a socket: no input that somebody would have to correct first
        voice.fault(voice.of_system(error))
        return TO_BE_RESTARTED


def _take_descriptors() -> None:
    """As many open files and connections as the system lets us have: the usual first limit is 1,024."""
    if importlib.util.find_spec("resource") is None:
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def sandbox_options(parser: argparse.ArgumentParser, voice: Output) -> None:
    parser.add_argument("--open", action="store_true", help=voice.text("cli-sandbox-open"))
    parser.add_argument("--region", type=Path, metavar="…", help=voice.text("cli-sandbox-region"))
    names = messengers()
    staff = voice.text("cli-sandbox-staff", messengers=", ".join(names))
    parser.add_argument("--staff", choices=names, default=names[0], metavar="|".join(names), help=staff)


def sandbox(arguments: argparse.Namespace, voice: Output) -> int:
    """The given region, or the invented one. RegionError for a folder that cannot be used."""
    settings = load_settings()
    region = read_region(arguments.region) if arguments.region is not None else None
    return _sandbox(settings, voice, open_page=arguments.open, region=region, staff=arguments.staff)


def _sandbox(
    settings: Settings,
    voice: Output,
    *,
    open_page: bool = False,
    region: Region | None = None,
    staff: str = "",
) -> int:
    set_up_logs(settings.log_format, settings.log_level, settings.secrets())
    if region is not None:
        voice.say("cli-sandbox-own", name=name_in(region.names, voice.texts.language), folder=str(region.folder))
    if settings.http_port:
        voice.say("cli-sandbox-page", url=f"http://127.0.0.1:{settings.http_port}")
    from bot.sandbox.run import run_sandbox

    return run_sandbox(settings, open_page=open_page, region=region, staff=staff or messengers()[0])
