"""Files that a messenger refuses: each goes another way, and where there is none, words stand in its place.

What was learnt is written beside the file's handles (table attachment_copy; under the chat's own name where the
refusal is that chat's alone), in the transaction that puts the row off: first that the file goes only by itself, as a
document; then that it does not go at all. So a kill between two attempts forgets nothing, no message goes twice, and
the parts of a message keep their numbers.
"""

from __future__ import annotations

from bot.channels.port import ALONE, Outcome, Parcel, Result, SendFile

ALONE_MARK, REFUSED_MARK, HERE_MARK = f"{ALONE}:", "-", "here:"
CHATS_OWN = ("voice-forbidden", "no-rights")
"""Refusals of one chat: somebody else may take the same file as it is."""
MARKS = (ALONE_MARK, REFUSED_MARK, HERE_MARK)
AGAIN = "file-form"
"""Why a row waits whose file is sent in another form next time."""


def read_copy(handle: str) -> tuple[bool, str, str]:
    """A handle as it is stored: (goes by itself, the handle, why it does not go at all)."""
    if handle.startswith(REFUSED_MARK):
        return False, "", handle.removeprefix(REFUSED_MARK)
    return handle.startswith(ALONE_MARK), handle.removeprefix(ALONE_MARK), ""


def chats_own(channel: str, chat: str) -> str:
    """The name under which is noted what holds in one chat alone."""
    return f"{channel}:{chat}"


def place_of_copy(channel: str, chat: str, handle: str) -> tuple[str, str]:
    """Under which name a handle is noted, and the handle as it is stored."""
    if handle.startswith(HERE_MARK):
        return chats_own(channel, chat), handle.removeprefix(HERE_MARK)
    return channel, handle


def keep_marks(parcel: Parcel) -> None:
    """New handles of files that go by themselves stay marked so: among others they would be refused again."""
    for file in parcel.files:
        handle = parcel.uploaded.get(file.stored_id)
        if handle and file.kind == ALONE and not handle.startswith(MARKS):
            here = HERE_MARK if file.stored_id in parcel.here else ""
            parcel.uploaded[file.stored_id] = f"{here}{ALONE_MARK}{handle}"


def put_off(parcel: Parcel, outcome: Outcome) -> Outcome | None:
    """The row waits for the next form of the refused files; None if nothing is left to be tried."""
    bad = [parcel.files[i] for i in outcome.bad_files if i < len(parcel.files)]
    left = [file for file in bad if file.stored_id and not file.refused]
    if not left:
        return None
    for file in left:
        another = outcome.as_file and file.kind != ALONE
        here = HERE_MARK if outcome.why in CHATS_OWN or file.stored_id in parcel.here else ""
        parcel.uploaded[file.stored_id] = here + (ALONE_MARK if another else f"{REFUSED_MARK}{outcome.why}")
    return Outcome(Result.RETRY, why=AGAIN)


def said_of(parcel: Parcel, outcome: Outcome) -> tuple[tuple[str, str, str], ...]:
    """The files of this part that do not go: (name, kind, why)."""
    bad = [parcel.files[i] for i in outcome.bad_files if i < len(parcel.files)]
    return tuple((file.name, file.came_as or file.kind, file.refused or outcome.why) for file in bad)


def is_dead(file: SendFile) -> bool:
    """Whether it keeps its place in a message that has begun, though it cannot go."""
    return bool(file.refused) or file.kind == ALONE
