"""VK's attachments as ours: files, and the words of what people pass on (posts, comments, links). Nothing raises."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator
from typing import Any

from bot.channels.lenient import UNREADABLE, Raw, amount, number, part, parts, words
from handlers.base.event import Attachment, AttachmentKind

SITE = "https://vk.com/"
POSTS = ("wall", "wall_reply")
DEPTH = 3
"""A post may repeat a post that repeats a post."""
MOST_FILES = 40
"""Of one message, with all that its posts bring."""
MOST_OPTIONS = 40
"""Of one poll."""
LONGEST_POST, LONGEST_TITLE, LONGEST_ADDRESS = 8000, 300, 1000
LONGEST_IN_ALL = 50_000
"""Characters of a message with all that it passes on, which may be a hundred posts: nobody is answered while they are
read, and a report holds fewer.
"""
_TITLES = ("title", "question", "name", "caption")
_PAGES = {"video": "video", "market": "product", "article": "", "story": "story", "poll": "poll", "album": "album"}
"""What has a page of its own, and how its address begins; an article says its address itself."""


def read_attachments(items: Any) -> tuple[Attachment, ...]:
    """Every attachment of a message, those of posts too; a kind that the bot does not know is kept by its name,
    what cannot be read by the name UNREADABLE.
    """
    return tuple(one for one, _ in zip(_all(items, DEPTH), range(MOST_FILES), strict=False))


def words_of(items: Any) -> list[str]:
    """What is said by things that were passed on: words and address of posts, title and address of the rest."""
    return [line for item in _items(items) for line in _words(item, DEPTH) if line]


def speak(items: Any) -> bool:
    """Whether these say something by themselves: posts, links, what has a title. Videos are files, like photos."""
    return any(_speaks(item, words(item, "type", 64)) for item in _items(items))


def _speaks(item: Raw, kind: str) -> bool:
    return kind in (*POSTS, "link") or (kind in _PAGES and kind != "video" and bool(_title(part(item, kind))))


def post_words(items: Any) -> list[str]:
    """The words of posts and comments alone."""
    return [line for item in _items(items) if item.get("type") in POSTS for line in _words(item, DEPTH) if line]


def _items(items: Any) -> list[Raw]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _all(items: Any, depth: int) -> Iterator[Attachment]:
    for item in items if isinstance(items, list) else ():
        post = _post(item)
        if post is None:
            yield _read(item)
        elif depth:
            yield from _all(post.get("attachments"), depth - 1)
            for copied in parts(post, "copy_history"):
                yield from _all(copied.get("attachments"), depth - 1)


def _post(item: Any) -> Raw | None:
    """The post or comment that this is, if something of it can be read."""
    if not isinstance(item, dict) or item.get("type") not in POSTS:
        return None
    post = part(item, str(item["type"]))
    return post if _words(item, 0) or parts(post, "attachments") or parts(post, "copy_history") else None


def _words(item: Raw, depth: int) -> list[str]:
    kind = words(item, "type", 64)
    thing = part(item, kind)
    if kind in POSTS:
        return _words_of_post(thing, kind, depth)
    title = _title(thing)
    if kind == "link":
        url = words(thing, "url", LONGEST_ADDRESS)
        return [f"{title} {url}".strip() if title not in url else url] if url else []
    if kind not in _PAGES:
        return []
    url = words(thing, "view_url", LONGEST_ADDRESS) or words(thing, "url", LONGEST_ADDRESS)
    where = _where(thing) if _PAGES[kind] else ""
    url = url if url.startswith("http") else f"{SITE}{_PAGES[kind]}{where}" if where else ""
    options = [words(answer, "text", LONGEST_TITLE) for answer in parts(thing, "answers")[:MOST_OPTIONS]]
    return [f"{title} {url}".strip(), *filter(None, options)]


def _title(thing: Raw) -> str:
    return next((t for name in _TITLES if (t := words(thing, name, LONGEST_TITLE))), "")


def _words_of_post(post: Raw, kind: str, depth: int) -> list[str]:
    """Its text, what stands in it, the posts that it repeats, and where it can be read."""
    found = [words(post, "text", LONGEST_POST)]
    if depth:
        for item in parts(post, "attachments"):
            found += _words(item, depth - 1)
        for copied in parts(post, "copy_history"):
            found += _words_of_post(copied, "wall", depth - 1)
    where = _where(post)
    if kind == "wall_reply" and where and (under := number(post, "post_id")):
        owner, _, own = where.partition("_")
        where = f"{owner}_{under}?reply={own}"
    found.append(f"{SITE}wall{where}" if where else "")
    return [line for line in found if line]


def _where(thing: Raw) -> str:
    """ "OWNER_ID" as in addresses; a post in a message may say `to_id` or `from_id` for its owner."""
    own = number(thing, "id")
    owner = next((n for name in ("owner_id", "to_id", "from_id") if (n := number(thing, name))), None)
    return f"{owner}_{own}" if own is not None and owner is not None else ""


def _read(item: Any) -> Attachment:
    if not isinstance(item, dict):
        return Attachment(AttachmentKind.OTHER, "", name=UNREADABLE)
    kind = words(item, "type", 64) or "unknown"
    thing, reader = part(item, kind), _READERS.get(kind)
    if reader is None:
        said = "\n".join(_words(item, 0)) if kind not in POSTS and _speaks(item, kind) else ""
        return Attachment(AttachmentKind.OTHER, _handle(kind, thing), name=kind, transcript=said)
    found = reader(thing)
    return found if found.handle or found.url else Attachment(AttachmentKind.OTHER, "", name=UNREADABLE)


def _handle(kind: str, thing: Raw) -> str:
    """What messages.send takes, e.g. "photo-1_2_key"; "" for a thing without an owner."""
    owner, own = number(thing, "owner_id"), number(thing, "id")
    if owner is None or own is None:
        return ""
    key = words(thing, "access_key", 200)
    return f"{kind}{owner}_{own}" + (f"_{key}" if key else "")


def _photo(photo: Raw) -> Attachment:
    sizes = [size for size in (*parts(photo, "sizes"), part(photo, "orig_photo")) if words(size, "url")]
    best: Raw = max(sizes, key=lambda size: amount(size, "width") * amount(size, "height"), default={})
    return Attachment(AttachmentKind.PHOTO, _handle("photo", photo), url=words(best, "url"), mime="image/jpeg")


def _doc(doc: Raw) -> Attachment:
    mime = mimetypes.guess_type(f"x.{words(doc, 'ext', 16)}")[0] or "application/octet-stream"
    handle, url, title = _handle("doc", doc), words(doc, "url"), words(doc, "title")
    return Attachment(AttachmentKind.DOCUMENT, handle, url=url, name=title, mime=mime, size=amount(doc, "size"))


def _voice(voice: Raw) -> Attachment:
    url = words(voice, "link_ogg") or words(voice, "link_mp3")
    said = words(voice, "transcript")
    return Attachment(AttachmentKind.VOICE, _handle("doc", voice), url=url, mime="audio/ogg", transcript=said)


def _video(video: Raw) -> Attachment:
    """VK gives bots no bytes of a video: its name holds the address at which a person can watch it."""
    handle, title = _handle("video", video), words(video, "title", LONGEST_TITLE)
    owner, own = number(video, "owner_id"), number(video, "id")
    address = f"https://vk.com/video{owner}_{own}" if handle else ""
    return Attachment(AttachmentKind.VIDEO, handle, name=" ".join(filter(None, (title, address))))


def _audio(audio: Raw) -> Attachment:
    name = " - ".join(filter(None, (words(audio, "artist", 200), words(audio, "title", 200))))
    return Attachment(AttachmentKind.AUDIO, _handle("audio", audio), url=words(audio, "url"), name=name)


def _sticker(sticker: Raw) -> Attachment:
    return Attachment(AttachmentKind.STICKER, words(sticker, "sticker_id", 32))


def _graffiti(graffiti: Raw) -> Attachment:
    return Attachment(AttachmentKind.PHOTO, _handle("doc", graffiti), url=words(graffiti, "url"), mime="image/png")


_READERS: dict[str, Callable[[Raw], Attachment]] = {
    "photo": _photo,
    "doc": _doc,
    "audio_message": _voice,
    "video": _video,
    "audio": _audio,
    "sticker": _sticker,
    "graffiti": _graffiti,
}
