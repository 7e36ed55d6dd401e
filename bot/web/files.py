"""Static files in memory, compressed once."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

LEAST_COMPRESSED = 512  # bytes; smaller ones hardly shrink
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".json": "application/json"}


@dataclass(frozen=True)
class StaticFile:
    """What is sent for one address."""

    body: bytes
    content_type: str

    @cached_property
    def tag(self) -> str:
        """The entity tag: another one whenever the body is another; weak, as it is the same when compressed."""
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    @cached_property
    def compressed(self) -> bytes | None:
        """The body as gzip; None when that is not worth it."""
        if len(self.body) < LEAST_COMPRESSED:
            return None
        return gzip.compress(self.body, 9, mtime=0)


def text_file(suffix: str, text: str) -> StaticFile:
    """Return a file of UTF-8 text."""
    return StaticFile(text.encode(), f"{TYPES[suffix]}; charset=utf-8")


def read_files(folder: Path) -> dict[str, StaticFile]:
    """Return every file below a folder by its path from there."""
    return {
        path.relative_to(folder).as_posix(): StaticFile(path.read_bytes(), _content_type(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def version_of(files: Mapping[str, StaticFile]) -> str:
    """Return a hash over names and bodies, short enough for an address."""
    digest = hashlib.sha256()
    for name, file in sorted(files.items()):
        digest.update(name.encode() + b"\0" + file.tag.encode())
    return digest.hexdigest()[:12]


def _content_type(path: Path) -> str:
    known = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{known}; charset=utf-8" if known.startswith("text/") or known == "application/json" else known
