"""Read files in object storage (`s3://`, `gs://`, `abfs://`) with fsspec, and local files through the same functions.

Nothing connects anywhere unless the user names such an address. Every failure becomes one sentence.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from mapper.errors import MapperError, SourceError, SourceMissingError

__all__ = ["HOW_TO_INSTALL", "fetched", "file_size", "file_state", "is_address", "opened", "stored_files"]

HOW_TO_INSTALL: Final = "pip install 'conflict-event-mapper[cluster]'"

_ADDRESS: Final = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_WEB: Final = ("http", "https", "ftp")
"""Web addresses are never read: users download those files themselves."""
_PATTERN: Final = frozenset("*?[")
_ACCESS: Final = "check the address, the network, and the rights that your environment has there"
_STATES: Final = ("ETag", "etag", "content_md5", "LastModified", "updated", "last_modified", "mtime", "created")
"""The fields in which fsspec's file systems state the version of a file."""


def is_address(path: str) -> bool:
    """Tell whether a file is in object storage.

    >>> is_address("s3://bucket/events/a.parquet"), is_address("events/a.parquet"), is_address("https://example.org/a")
    (True, False, False)
    """
    found = _ADDRESS.match(path)
    return found is not None and found[1].lower() not in _WEB


def stored_files(source: str) -> tuple[list[str], str]:
    """Return the addresses of all files that an address or pattern means, and the folder if it is one.

    Raises
    ------
    MapperError
        The library for such addresses is not installed.
    SourceMissingError, SourceError
        Nothing is there, or it cannot be read.
    """
    with _sentences(source):
        files, path = _file_system(source)
        if not _PATTERN.isdisjoint(path):
            names, folder = [name for name in files.glob(path) if files.isfile(name)], ""
        elif files.isdir(path):
            names, folder = files.find(path), str(files.unstrip_protocol(path))
        else:
            names, folder = [path] if files.exists(path) else [], ""
        return [str(files.unstrip_protocol(name)) for name in names], folder


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """Open a file for random access.

    >>> with opened("seeds/events.csv") as file:
    ...     file.read(8)
    b'event_id'
    """
    if not is_address(path):
        with Path(path).open("rb") as local:
            yield local
        return
    with _sentences(path):
        files, name = _file_system(path)
        with files.open(name, "rb") as remote:
            yield remote


def fetched(path: str, target: Path) -> None:
    """Copy a file from its address.

    Raises as `stored_files` does.
    """
    with opened(path) as remote, target.open("wb") as local:
        shutil.copyfileobj(remote, local, 1 << 24)


def file_size(path: str) -> int:
    """Return the size of a file in bytes; 0 if there is no file.

    >>> file_size("seeds/events.csv") > 1000, file_size("nowhere.csv")
    (True, 0)
    """
    if not is_address(path):
        return Path(path).stat().st_size if Path(path).is_file() else 0
    with _sentences(path):
        files, name = _file_system(path)
        return int(files.size(name) or 0)


def file_state(path: str) -> tuple[object, ...]:
    """Return values that change when a file changes: its size, and its modification time or checksum.

    >>> file_state("seeds/events.csv") == file_state("seeds/events.csv"), file_state("nowhere.csv")
    (True, ())
    """
    if is_address(path):
        with _sentences(path):
            files, name = _file_system(path)
            said = files.info(name)
            return said.get("size"), *(str(said[key]) for key in _STATES if key in said)
    try:
        found = Path(path).stat()
    except OSError:  # the reader gives a better message
        return ()
    return found.st_size, found.st_mtime_ns


def _file_system(address: str) -> tuple[Any, str]:
    if importlib.util.find_spec("fsspec") is None:
        raise MapperError(f"{address}: reading it needs what is not installed (fsspec)", HOW_TO_INSTALL)
    import fsspec

    if address.partition("://")[0].lower() not in fsspec.available_protocols():
        raise SourceMissingError(f"{address}: no kind of address that is known; name files, or s3://, gs:// or abfs://")
    files, path = fsspec.core.url_to_fs(address)
    return files, str(path)


@contextmanager
def _sentences(address: str) -> Iterator[None]:
    """Turn the errors of the libraries behind fsspec into errors that name the address."""
    try:
        yield
    except MapperError:
        raise
    except ImportError as error:
        package = re.search(r"[Ii]nstall (\w+)", str(error))
        needed = package[1] if package else error.name or "a package for such addresses"
        raise MapperError(
            f"{address}: reading it needs what is not installed ({needed})", f"pip install {needed}"
        ) from error
    except FileNotFoundError:
        raise SourceMissingError(f"{address}: there is no such file; check the address") from None
    except Exception as error:
        cause = " ".join(str(error).split()) or type(error).__name__
        raise SourceError(f"{address}: cannot be read ({cause})", _ACCESS) from error
