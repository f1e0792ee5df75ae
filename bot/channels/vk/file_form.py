"""A form with one file in it, read from the disk while it is sent: requests' own has it twice in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

from urllib3.fields import RequestField
from urllib3.filepost import choose_boundary

PIECE = 256 * 1024


class FileForm:
    """A body for requests, which sends what it iterates over where there is a length. Good for one request; `file` is
    read from its beginning, as long as it is now. OSError while it is sent if the file has become shorter.
    """

    def __init__(self, field: str, file: BinaryIO, name: str, mime: str) -> None:
        boundary = choose_boundary()
        part = RequestField(field, b"", filename=name)
        part.make_multipart(content_type=mime)
        self._head = f"--{boundary}\r\n{part.render_headers()}".encode()
        self._tail = f"\r\n--{boundary}--\r\n".encode()
        self._file, self._size = file, os.fstat(file.fileno()).st_size
        self.headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}

    def __len__(self) -> int:
        return len(self._head) + self._size + len(self._tail)

    def __iter__(self) -> Iterator[bytes]:
        yield self._head
        left = self._size
        while left:
            piece = self._file.read(min(left, PIECE))
            if not piece:
                raise OSError("a file has become shorter while it was sent")
            left -= len(piece)
            yield piece
        yield self._tail
