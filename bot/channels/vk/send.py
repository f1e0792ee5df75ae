"""Parcels as few requests: equal texts into one messages.send for many, calls into one execute.

Each parcel is carried out once and gets one outcome. Nothing is repeated here, with one exception: where VK
refuses a call for many as a whole or cannot read an execute, nobody got anything, and each goes by itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import structlog
from vk_api.exceptions import ApiError

from bot.channels.answers import mapping
from bot.channels.port import Outcome, Parcel, Result, SendFile
from bot.channels.vk import errors
from bot.channels.vk.api import Api
from bot.channels.vk.calls import VkCall, make_call, part_of, read_answer, read_refusal, script
from bot.channels.vk.upload import FileRefused, upload
from storage.outbox_records import SAYS, OutboxOp

log = structlog.get_logger()

PEERS_A_CALL = 100
CALLS_A_REQUEST = 25
SCRIPT_LIMIT = 60_000
"""Characters of one execute. VK publishes no limit; what it cannot read goes call by call."""

_NOTHING_READ = {12, 13, 100}  # execute itself was refused or broke


class VkSender:
    """Sends for one community."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        """One outcome a parcel, in their order. Never raises but CancelledError."""
        work = _Work(self._api, parcels)
        try:
            await work.run()
        except Exception as fault:  # noqa: BLE001  the port promises outcomes; what was sent must not be lost
            log.error("vk_send_fault", fault=type(fault).__name__, rows=[p.row.id for p in parcels])
        return [work.done.get(i, errors.MAYBE_SENT) for i in range(len(parcels))]


class _Work:
    """One `send`: its parcels, and what has become of each (by index)."""

    def __init__(self, api: Api, parcels: Sequence[Parcel]) -> None:
        self.api, self.parcels = api, parcels
        self.done: dict[int, Outcome] = {}

    async def run(self) -> None:
        files = {i: files for i in range(len(self.parcels)) if (files := self._files(i))}
        handles = await self._upload_all(files) if files else {}
        await self._perform(list(self._calls(handles)))

    # -- files --------------------------------------------------------------------------------
    def _files(self, i: int) -> tuple[SendFile, ...]:
        parcel = self.parcels[i]
        if not parcel.files or parcel.instead or parcel.row.op in (OutboxOp.ACK, OutboxOp.DELETE):
            return ()
        ours = (parcel.files[n] for n in part_of(parcel).files if n < len(parcel.files))
        return tuple(file for file in ours if file.handle or file.path)

    async def _upload_all(self, files: dict[int, tuple[SendFile, ...]]) -> dict[int, list[str]]:
        """The handles of every parcel's files; what has none yet is uploaded once for all that carry it."""
        wanted: dict[SendFile, str] = {}
        for i, ours in files.items():
            for file in ours:
                if not file.handle:
                    wanted.setdefault(file, self.parcels[i].row.chat)
        results = await asyncio.gather(*(self._upload(peer, file) for file, peer in wanted.items()))
        found: dict[SendFile, str | Outcome] = dict(zip(wanted, results, strict=True))
        handles: dict[int, list[str]] = {}
        for i, ours in files.items():
            handles[i] = []
            for file in ours:
                result = file.handle or found[file]
                if isinstance(result, Outcome):
                    self.done[i] = self._blamed(result, i, file)
                    continue
                handles[i].append(result)
                if not file.handle and file.stored_id:
                    self.parcels[i].uploaded[file.stored_id] = result
        return handles

    def _blamed(self, outcome: Outcome, i: int, file: SendFile) -> Outcome:
        """A refused file is named, so that the others of its message can go without it."""
        known = self.done.get(i)
        if outcome.result is not Result.REJECTED:
            return outcome
        if known is not None and known.result is not Result.REJECTED:
            return known  # what only has to wait is tried again first
        blamed = tuple(n for n, other in enumerate(self.parcels[i].files) if other == file)
        return replace(outcome, bad_files=(*(known.bad_files if known else ()), *blamed))

    async def _upload(self, peer: str, file: SendFile) -> str | Outcome:
        try:
            return await upload(self.api, peer, file)
        except FileRefused as fault:
            return Outcome(Result.REJECTED, why=str(fault))
        except errors.CALL_FAULTS as fault:
            outcome = replace(errors.held(errors.outcome_of(fault), "upload"), shut=False)  # the file's, not the chat's
        except (OSError, KeyError, TypeError, AttributeError):  # the file went away; an answer of no known shape
            outcome = errors.MAYBE_SENT
        if outcome.result is Result.UNKNOWN:  # no message was attempted yet: later is safe
            return Outcome(Result.RETRY, why="upload", retry_after_s=2)
        return outcome

    # -- calls --------------------------------------------------------------------------------
    def _calls(self, handles: dict[int, list[str]]) -> Iterator[VkCall]:
        """The calls for what is not done yet; equal sends to several chats in one."""
        together: dict[str, VkCall] = {}
        for i, parcel in enumerate(self.parcels):
            if i in self.done:
                continue
            try:
                call = make_call(parcel, i, handles.get(i, []))
            except (ValueError, KeyError, TypeError) as fault:
                log.error("vk_render_fault", row=parcel.row.id, fault=type(fault).__name__)
                self.done[i] = Outcome(Result.REJECTED, why="unreadable")
                continue
            if call is None:
                lost = part_of(parcel).files if parcel.row.op in SAYS else ()
                nothing = Outcome(Result.REJECTED, why="no-file", bad_files=lost) if lost else Outcome(Result.SENT)
                self.done[i] = nothing
            elif not call.shared:
                yield call
            elif (group := together.get(call.shared)) and group.take(call, PEERS_A_CALL):
                continue
            else:
                if group:
                    yield group
                together[call.shared] = call
        yield from together.values()

    async def _perform(self, calls: list[VkCall]) -> None:
        """All calls in as few requests as fit, and then singly what was refused for many as a whole."""
        left = await asyncio.gather(*(self._request(chunk) for chunk in _chunks(calls)))
        if singles := [call for calls in left for call in calls]:
            await self._perform(singles)

    async def _request(self, calls: list[VkCall]) -> list[VkCall]:
        """Carry out up to 25 calls; those that must be tried for each peer alone come back."""
        if len(calls) == 1:
            return await self._alone(calls[0])
        try:
            answer = await self.api.answer("execute", {"code": script(calls)})
        except errors.CALL_FAULTS as fault:
            if isinstance(fault, ApiError) and fault.code in _NOTHING_READ:
                log.warning("vk_execute_refused", code=fault.code, calls=len(calls))
                left = await asyncio.gather(*(self._alone(call) for call in calls))
                return [call for calls in left for call in calls]
            self._conclude(calls, errors.held(errors.outcome_of(fault), "together"))
            return []
        return self._read_all(calls, answer)

    async def _alone(self, call: VkCall) -> list[VkCall]:
        try:
            result = await self.api.call(call.method, **call.values)
        except ApiError as fault:
            return self._refused(call, fault.code)
        except errors.CALL_FAULTS as fault:
            self._conclude([call], errors.outcome_of(fault))
            return []
        self.done |= read_answer(call, result, self.parcels)
        return []

    def _read_all(self, calls: list[VkCall], answer: dict[str, Any]) -> list[VkCall]:
        """An execute's answer: `false` stands for a failed call, whose error is the next one of its method."""
        results, faults = answer.get("response"), answer.get("execute_errors")
        results = results if isinstance(results, list) else []
        faults = [mapping(fault) for fault in faults] if isinstance(faults, list) else []
        left: list[VkCall] = []
        for n, call in enumerate(calls):
            if n >= len(results):  # cut short: nobody knows
                self._conclude([call], errors.MAYBE_SENT)
            elif results[n] is not False:
                self.done |= read_answer(call, results[n], self.parcels)
            else:
                fault = next((f for f in faults if f.get("method", call.method) == call.method), None)
                if fault is None:
                    self._conclude([call], errors.MAYBE_SENT)
                    continue
                faults.remove(fault)
                left += self._refused(call, errors.code_of(fault))
        return left

    def _refused(self, call: VkCall, code: int) -> list[VkCall]:
        """A call that VK refused as a whole. One bad recipient must not stand in the way of the others."""
        final = errors.outcome_of_code(code).result in (Result.REJECTED, Result.UNREACHABLE, Result.SENT)
        if final and len(call.peers) > 1:
            return call.singly()
        self.done |= read_refusal(call, code, self.parcels)
        return []

    def _conclude(self, calls: Sequence[VkCall], outcome: Outcome) -> None:
        self.done |= {i: outcome for call in calls for i in call.peers.values()}


def _chunks(calls: Sequence[VkCall]) -> Iterator[list[VkCall]]:
    """Calls as requests: at most 25, and not longer than an execute may be."""
    chunk: list[VkCall] = []
    size = 0
    for call in calls:
        if chunk and (len(chunk) == CALLS_A_REQUEST or size + call.size > SCRIPT_LIMIT):
            yield chunk
            chunk, size = [], 0
        chunk.append(call)
        size += call.size
    if chunk:
        yield chunk
