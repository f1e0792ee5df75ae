"""An S3 store that all nodes share: its few calls, and one closed set of reasons why one did not work.

The library is loaded where a store is set, and nowhere else.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.private_files import PART, open_private, private_folder, remove_quietly
from bot.setting_values import StorePlace, read_place
from bot.settings import Settings

if TYPE_CHECKING:
    from obstore.store import S3Store

T = TypeVar("T")

NO_BUCKET, REFUSED, AWAY, OTHER = "no-bucket", "refused", "away", "other"
"""Why the store does not do it: there is no such bucket; the key is wrong or may not; it is not reached; the rest."""
CONNECT_S, SILENT_S = 5, 30
FILE_S = 600.0
"""One file, however slow the line is."""
SMALL_S = 30.0
CHUNK = 1024 * 1024
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


class ObjectsFault(Exception):
    """The store did not do it; `code` is one of the above. Nothing of a key is in it."""

    def __init__(self, code: str, status: str = "") -> None:
        super().__init__(f"{code} {status}".strip())
        self.code = code


class Objects:
    """Objects by name below the place's prefix. Every call raises ObjectsFault and nothing else of the store's."""

    def __init__(self, place: StorePlace, key: str, secret: str) -> None:
        self.place = place
        self._key, self._secret = key, secret
        self._store: S3Store | None = None

    async def put(self, name: str, content: bytes) -> None:
        """Write, or write over, a small object."""
        import obstore

        await _done(obstore.put_async(self._opened(), name, content, use_multipart=False), SMALL_S)

    async def put_file(self, name: str, path: Path) -> None:
        """Write, or write over, an object with a file's bytes. OSError where the file cannot be read."""
        import obstore

        with await asyncio.to_thread(path.open, "rb") as file:
            await _done(obstore.put_async(self._opened(), name, file), FILE_S)

    async def get(self, name: str) -> bytes | None:
        """A small object's bytes; None if there is none."""
        import obstore

        async def read() -> bytes:
            return bytes(await (await obstore.get_async(self._opened(), name)).bytes_async())

        return await _found(read(), SMALL_S)

    async def get_file(self, name: str, path: Path, size: int) -> bool:
        """Bring an object to `path`, whole or not at all; whether there is one. `size`: its bytes, 0 if that is not
        known; what has another size is something else, such as the page of a network's portal, and a fault. OSError
        where the disk fails.
        """
        import obstore

        part = path.with_name(path.name + PART)

        async def bring() -> bool:
            answer = await obstore.get_async(self._opened(), name)
            try:
                await asyncio.to_thread(private_folder, path.parent)
                with open_private(part) as file:
                    async for chunk in answer.stream(min_chunk_size=CHUNK):
                        await asyncio.to_thread(file.write, bytes(chunk))
                if size and part.stat().st_size != size:
                    raise ObjectsFault(OTHER, "size")
                part.replace(path)
            except OSError as fault:
                raise _Disk(fault) from None
            return True

        try:
            return bool(await _found(bring(), FILE_S))
        except _Disk as met:
            raise met.fault from None
        finally:
            await asyncio.to_thread(remove_quietly, part)

    async def remove(self, name: str) -> None:
        """Delete for good; what is gone already is fine."""
        import obstore

        await _found(obstore.delete_async(self._opened(), name), SMALL_S)

    async def names(self, prefix: str, older_than_s: float | None = None) -> list[str]:
        """The names of all objects whose names begin with `prefix` ("forgotten/"), without it; or of those that were
        written longer ago than this.
        """
        import obstore

        async def collect() -> list[str]:
            found = [row async for page in obstore.list(self._opened(), prefix) for row in page]
            return [row["path"] for row in found if before is None or row["last_modified"] < before]

        before = None if older_than_s is None else datetime.now(UTC) - timedelta(seconds=older_than_s)
        return [name.removeprefix(prefix) for name in await _done(collect(), FILE_S)]

    def _opened(self) -> S3Store:
        if self._store is None:
            from obstore.store import S3Store

            where = {"endpoint": self.place.endpoint} if self.place.endpoint else {}
            with _without(_PROXIES):
                self._store = S3Store(
                    self.place.bucket,
                    prefix=self.place.prefix or None,
                    region=self.place.region,
                    access_key_id=self._key,
                    secret_access_key=self._secret,
                    virtual_hosted_style_request=False,
                    disable_bulk_delete=True,  # not every store knows it
                    client_options={
                        "allow_http": self.place.endpoint.startswith("http://"),
                        "connect_timeout": f"{CONNECT_S}s",
                        "read_timeout": f"{SILENT_S}s",
                        "timeout": f"{FILE_S:.0f}s",
                    },
                    retry_config={"max_retries": 0},  # whoever asks knows when it is worth asking again
                    **where,  # type: ignore[arg-type]
                )
        return self._store


class _Disk(Exception):
    """An OSError of our own disk: the library tells by OSErrors, too, that there is no such object."""

    def __init__(self, fault: OSError) -> None:
        super().__init__()
        self.fault = fault


async def _found(work: Awaitable[T], seconds: float) -> T | None:
    """What came of it; None if there is no such object."""
    try:
        return await _done(work, seconds, gone=_GONE)
    except ObjectsFault as fault:
        if fault.code == _GONE:
            return None
        raise


async def _done(work: Awaitable[T], seconds: float, *, gone: str = NO_BUCKET) -> T:
    """`gone`: what it means that there is nothing: where something is written or listed, that there is no bucket."""
    from obstore.exceptions import BaseError

    try:
        async with asyncio.timeout(seconds):
            return await work
    except TimeoutError:
        raise ObjectsFault(AWAY, "timeout") from None
    except (BaseError, FileNotFoundError) as fault:
        code = _code_of(fault)
        raise ObjectsFault(gone if code == _GONE else code, type(fault).__name__) from None
    except ValueError as fault:  # an address that cannot be one
        raise ObjectsFault(OTHER, type(fault).__name__) from None


_GONE = "gone"


def _code_of(fault: BaseException) -> str:
    """The library has kinds of faults for objects only; of a bucket and of lists it tells in its words."""
    said = str(fault)
    if "<Code>NoSuchBucket<" in said:
        return NO_BUCKET
    if isinstance(fault, FileNotFoundError):
        return _GONE
    if "status code: 403" in said or "status code: 401" in said or type(fault).__name__ == "UnauthenticatedError":
        return REFUSED
    return AWAY if "HTTP error:" in said or "status code: 5" in said else OTHER


@contextmanager
def _without(names: Collection[str]) -> Iterator[None]:
    """While the client is made: it would take the environment's proxies, which count nowhere in this program."""
    given = {name: os.environ.pop(name) for name in list(os.environ) if name.lower() in names}
    try:
        yield
    finally:
        os.environ.update(given)


def make_objects(settings: Settings) -> Objects | None:
    """The store that the settings name, if they name one."""
    place = read_place(settings.files_url) if settings.files_url else None
    if place is None:
        return None
    return Objects(place, settings.files_key.get_secret_value(), settings.files_secret.get_secret_value())
