"""Write files atomically (`gazetteer.files`), and say in a sentence what the system refused."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from gazetteer import files
from mapper.errors import MapperError, OutputError

__all__ = ["check_writable", "output_errors", "staging", "write_pieces", "write_text"]


def check_writable(target: Path) -> None:
    """Raise OutputError if it is clear before any work that `target` cannot be written.

    >>> check_writable(Path("mapper/__init__.py/map.html"))
    Traceback (most recent call last):
    ...
    mapper.errors.OutputError: cannot write 'mapper/__init__.py/map.html': a file stands where its folder should be; ...
    """
    with output_errors(target):
        folder = next(parent for parent in target.absolute().parents if parent.exists())
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "Not a directory")
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, "Permission denied")


@contextlib.contextmanager
def staging(target: Path) -> Iterator[Path]:
    """Give an empty hidden folder beside `target`, removed afterwards; the parent folder is made if it is missing.

    `gazetteer.files.publish` moves the files made there to their final place.

    Raises
    ------
    OutputError
        The system refuses something, here or in the body of the `with` statement, or the target is a device or a
        pipe; the message is one sentence.

    >>> import tempfile
    >>> with staging(Path(tempfile.mkdtemp()) / "events.geojson") as folder:
    ...     folder.name.startswith(".events.geojson.")
    True
    """
    with output_errors(target):
        if target.exists() and not (target.is_file() or target.is_dir()):
            # Moving a file over a device or a pipe replaces it: /dev/null would become a file.
            raise OutputError(f"cannot write {str(target)!r}: it is a device or a pipe; -o - writes to standard output")
        with files.staging(target) as folder:
            yield folder


def write_text(target: Path, text: str) -> Path:
    """Write a text file that replaces an existing one only when it is complete, and return its path.

    Raises OutputError if it cannot be written.

    >>> import tempfile
    >>> write_text(Path(tempfile.mkdtemp()) / "map.html", "<!DOCTYPE html>").name
    'map.html'
    """
    return write_pieces(target, [text])


def write_pieces(target: Path, pieces: Iterable[str]) -> Path:
    """Write a text that comes piece by piece, as `write_text` does.

    >>> import tempfile
    >>> write_pieces(Path(tempfile.mkdtemp()) / "map.html", ["<!DOCTYPE ", "html>"]).read_text()
    '<!DOCTYPE html>'
    """
    with staging(target) as folder:
        made = folder / target.name
        with made.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        files.publish([made], target.parent)
    return target


@contextlib.contextmanager
def output_errors(target: Path) -> Iterator[None]:
    """Turn an `OSError` of the body into an `OutputError` that says what happened to `target`.

    >>> with output_errors(Path("a.csv")):
    ...     raise PermissionError(13, "Permission denied")
    Traceback (most recent call last):
    ...
    mapper.errors.OutputError: cannot write 'a.csv': no permission; choose another file or folder with `target`
    """
    try:
        yield
    except MapperError:  # a sentence already; some of them are an OSError too
        raise
    except OSError as error:
        problem, _, remedy = _reason(error, target).partition("; ")
        raise OutputError(f"cannot write {str(target)!r}: {problem}", remedy) from error


def _reason(error: OSError, target: Path) -> str:
    """Return what the system refused and, after a semicolon, what to do about it."""
    if error.errno in {errno.EISDIR, errno.EEXIST, errno.EACCES} and target.is_dir():
        return "a folder has that name; choose another name with `target`"
    where = {
        errno.EACCES: "no permission; choose another file or folder with `target`",
        errno.EPERM: "no permission; choose another file or folder with `target`",
        errno.EROFS: "the disk is read-only; choose another folder with `target`",
        errno.ENOSPC: "the disk is full; an older file was left as it was",
        errno.EDQUOT: "your disk quota is used up; an older file was left as it was",
        errno.EFBIG: "the file would be larger than is allowed here; an older file was left as it was",
        errno.ENOTDIR: "a file stands where its folder should be; choose another folder with `target`",
        errno.EEXIST: "a file stands where its folder should be; choose another folder with `target`",
        errno.ENAMETOOLONG: "the name is too long; choose a shorter one with `target`",
        errno.ENOENT: "its folder was removed while it was being written; try again",
    }
    return where.get(error.errno or 0) or f"{error.strerror or error}; choose another file or folder with `target`"
