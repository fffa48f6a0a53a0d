"""Sources that the user added: each is checked by indexing it, then kept as a copy."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from gazetteer.errors import CacheError, DumpError, GazetteerError
from gazetteer.files import move, staging
from gazetteer.index.cache import added_folder, cache_folder, open_index
from gazetteer.index.entry import Entry, Source
from gazetteer.model import SourceInfo
from gazetteer.sources.alternates import AlternateNames
from gazetteer.sources.areas import Areas, holds_areas
from gazetteer.sources.download import GEONAMES, Progress, download_dump
from gazetteer.sources.dumps import Dump
from gazetteer.sources.layouts import NAMES_ALONE, layout_of
from gazetteer.sources.lists import PlaceList
from gazetteer.sources.user import PLACES_SUFFIXES, UserPlaces, file_stem
from gazetteer.tables.bytes import members

__all__ = ["add", "add_country", "added_sources", "remove", "source_of", "sources_of"]

_DUMPS = (".txt", ".zip", ".gz")
_DIGEST = re.compile(r"\.([0-9a-f]{16})\.")
"""The digest in the name of a kept copy, between its stem and its suffix."""


FileSource: TypeAlias = AlternateNames | Areas | Dump | PlaceList | UserPlaces


def source_of(path: Path) -> FileSource:
    """Return the source that a file is: a published list by its columns, a table of places or a GeoNames dump by its
    suffix, or outlines of divisions.

    A `.zip` is treated as the file in it. A file of names alone has no places until it is joined with dumps
    (`sources_of`).

    Raises
    ------
    DumpError
        The suffix is not a known one.

    >>> source_of(Path("ML.zip")).name, source_of(Path("villages.csv.gz")).name
    ('geonames-ML', 'user-villages')
    """
    if kind := layout_of(path):
        return AlternateNames(path) if kind == NAMES_ALONE else PlaceList(path, kind)
    if "json" in _table_suffix(path) and (path.name.startswith("areas-") or holds_areas(path)):
        return Areas(path)
    if _table_suffix(path):
        return UserPlaces(path)
    suffix = path.suffix.lower()
    if suffix in _DUMPS:
        return Dump(path)
    wanted = ", ".join((*PLACES_SUFFIXES, *_DUMPS))
    raise DumpError(path.name, f"has the suffix {suffix or '(none)'}", remedy=f"give a file ending in {wanted}")


def sources_of(paths: Iterable[Path]) -> list[Source]:
    """Return the sources of files; files of names alone are joined with the dumps among them.

    Raises
    ------
    DumpError
        A file has an unknown suffix, or has names alone and no dump is among the files.

    >>> [source.name for source in sources_of([Path("ML.zip")])]
    ['geonames-ML']
    """
    sources = [source_of(path) for path in paths]
    dumps = [source for source in sources if isinstance(source, Dump)]
    return [_joined(source, dumps) if isinstance(source, AlternateNames) else source for source in sources]


def _joined(names: AlternateNames, dumps: Sequence[Source]) -> AlternateNames:
    """Return a source of names joined with the dumps that have their places."""
    if not dumps:
        remedy = "add the dumps of the countries first: mapper gazetteer add --country ML"
        raise DumpError(names.path.name, "holds names without points, and no dump of GeoNames is loaded", remedy=remedy)
    return AlternateNames(names.path, dumps)


def _table_suffix(path: Path) -> str:
    """Return the suffix of a table's name, `.csv.gz` if it is packed; "" for other files."""
    packing = path.suffix.lower() if path.suffix.lower() in (".gz", ".zip") else ""
    own = path.name.lower().removesuffix(packing)
    names = [own] if own.endswith(PLACES_SUFFIXES) or packing != ".zip" else members(path)
    return next((suffix + packing for suffix in PLACES_SUFFIXES if any(name.endswith(suffix) for name in names)), "")


def add(
    path: Path | str, *, cache_dir: Path | str | None = None, notice: Callable[[str], object] | None = None
) -> SourceInfo:
    """Check a file of places, index it and keep a copy; it replaces an earlier one of the same name.

    `notice` is called with a sentence for rows that give no place, and for places without a point.

    Raises
    ------
    DumpError
        A dump is damaged, cut short, or none.
    FileError
        The file cannot be read.
    TableError
        A table has faults.
    CacheError
        The copy or the index cannot be written.

    >>> add("places.pdf")
    Traceback (most recent call last):
    gazetteer.errors.DumpError: places.pdf: has the suffix .pdf; give a file ending in ...
    """
    original = Path(path)
    source = source_of(original)
    if original.exists() and not original.is_file():  # reading a device may never end
        raise DumpError(original.name, "no plain file", remedy="give a table of places or a GeoNames dump")
    digest = source.digest()
    if isinstance(source, AlternateNames):
        source = _joined(source, _dumps(one for _path, one in _kept(cache_dir)))
    folder = added_folder(cache_dir)
    suffix = _table_suffix(original) or original.suffix.lower()
    stem = _stem(source)
    kept = folder / f"{stem}.{digest}{suffix}"
    try:
        with staging(kept, name=stem) as temporary:
            copy = temporary / f"{stem}{suffix}"
            shutil.copyfile(original, copy)
            copied = AlternateNames(copy, source.dumps) if isinstance(source, AlternateNames) else source_of(copy)
            index = open_index(cache_folder(cache_dir) / "indexes", copied)
            added = index.info
            index.close()
            account = copied.account() if notice and isinstance(copied, PlaceList | UserPlaces) else []
            move(copy, kept)
    except GazetteerError:
        raise
    except OSError as error:
        raise CacheError(folder, f"cannot be written ({error.strerror})") from error
    _remove_others(kept)
    for sentence in account:
        if notice:
            notice(sentence)
    return added


def _dumps(kept: Iterable[_Kept]) -> list[Source]:
    """Return the dumps of GeoNames among the sources that were added."""
    return [one for one in kept if isinstance(one.source, Dump) and one.name.startswith("geonames-")]


def _stem(source: FileSource) -> str:
    """Return how the name of a kept copy begins."""
    if isinstance(source, Dump):
        return source.named_by_content()
    return file_stem(source.path) if isinstance(source, UserPlaces) else source.name


def add_country(
    country: str, *, cache_dir: Path | str | None = None, server: str = GEONAMES, progress: Progress | None = None
) -> SourceInfo:
    """Fetch GeoNames' dump of a country (code or name), check it and add it.

    Raises
    ------
    UnknownCountryError, DownloadError
        There is no such country, or the dump could not be fetched; what arrived is kept for the next try.
    DumpError
        The server did not send a dump.

    >>> add_country("Atlantis", cache_dir="nowhere")
    Traceback (most recent call last):
    gazetteer.errors.UnknownCountryError: 'Atlantis' is no country we know: ...
    """
    fetched = download_dump(country, added_folder(cache_dir) / "downloads", server=server, progress=progress)
    try:
        return add(fetched, cache_dir=cache_dir)
    finally:
        fetched.unlink()


def remove(name: str, *, cache_dir: Path | str | None = None) -> bool:
    """Remove an added source; return whether there was one of that name.

    >>> remove("user-villages", cache_dir="nowhere")
    False
    """
    found = False
    for path, source in _copies(added_folder(cache_dir)):
        if source.name == name:
            path.unlink(missing_ok=True)
            found = True
    return found


def added_sources(cache_dir: Path | str | None = None) -> list[Source]:
    """Return the sources added before, the user's own places first, each kind by name.

    >>> added_sources("nowhere")
    []
    """
    kept = [source for _path, source in _kept(cache_dir)]
    dumps = _dumps(kept)
    return [source.with_dumps(dumps) for source in kept]


def _kept(cache_dir: Path | str | None) -> list[tuple[Path, _Kept]]:
    """Return the copies; if a killed process left two of one name, the later one."""
    latest = {source.name: (path, source) for path, source in _copies(added_folder(cache_dir))}
    return sorted(latest.values(), key=lambda pair: (not pair[1].name.startswith("user-"), pair[1].name))


def _copies(folder: Path) -> list[tuple[Path, _Kept]]:
    """Return all copies, the oldest first."""
    paths = [path for path in folder.glob("[!.]*.*.*") if path.suffix in (*PLACES_SUFFIXES, *_DUMPS)]
    digests = {path: match[1] for path in paths if (match := _DIGEST.search(path.name))}
    return [(path, _Kept(source_of(path), digests[path])) for path in sorted(digests, key=_age)]


def _age(path: Path) -> tuple[int, str]:
    with contextlib.suppress(OSError):  # another process may have just removed it
        return path.stat().st_mtime_ns, path.name
    return 0, path.name


def _remove_others(kept: Path) -> None:
    for other, source in _copies(kept.parent):
        if other != kept and source.name == source_of(kept).name:
            with contextlib.suppress(OSError):
                other.unlink()


@dataclass(frozen=True)
class _Kept:
    """A source whose digest is part of its file's name, so that it need not be read to be opened."""

    source: FileSource
    known_digest: str

    @property
    def name(self) -> str:
        return self.source.name

    def with_dumps(self, dumps: Sequence[Source]) -> _Kept:
        """Return the source; one of names alone with the dumps that it names the places of."""
        if not isinstance(self.source, AlternateNames):
            return self
        names = AlternateNames(self.source.path, dumps)
        return _Kept(names, names.digest_with(self.known_digest))

    def digest(self) -> str:
        return self.known_digest

    def info(self) -> SourceInfo:
        return self.source.info()

    def entries(self) -> Iterator[Entry]:
        return self.source.entries()
