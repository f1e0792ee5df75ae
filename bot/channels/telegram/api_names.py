"""The Bot API's names as aiogram has them: kinds of content, of chats, of members and of marks in texts.

`import aiogram` makes all of its models, which takes seconds and a hundred megabytes, and none of them is used. Its
enumerations are files that need nothing else of it, so these alone are read.
"""

from __future__ import annotations

from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiogram.enums import ChatMemberStatus, ChatType, ContentType, MessageEntityType

__all__ = ["ChatMemberStatus", "ChatType", "ContentType", "MessageEntityType"]


def _read(file: str, name: str) -> Any:
    """What one of the files of aiogram.enums defines; ModuleNotFoundError without aiogram."""
    package = find_spec("aiogram")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("aiogram is not installed", name="aiogram")
    spec = spec_from_file_location(f"{__name__}.{file}", Path(package.origin).parent / "enums" / f"{file}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)


if not TYPE_CHECKING:
    ChatMemberStatus = _read("chat_member_status", "ChatMemberStatus")
    ChatType = _read("chat_type", "ChatType")
    ContentType = _read("content_type", "ContentType")
    MessageEntityType = _read("message_entity_type", "MessageEntityType")
