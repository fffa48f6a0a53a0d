"""`Gazetteer`: several sources of places, opened together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import ExitStack, closing
from numbers import Real
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from gazetteer.countries import country_code
from gazetteer.errors import ArgumentError, UnknownCountryError
from gazetteer.index.cache import added_folder, cache_folder, open_index
from gazetteer.index.entry import Source
from gazetteer.index.index import SourceIndex
from gazetteer.model import Place, Query, Resolution, SourceInfo, told_text
from gazetteer.sources.divisions import Divisions
from gazetteer.sources.shipped import ShippedTables
from gazetteer.sources.towns import Towns

if TYPE_CHECKING:
    from gazetteer.sources.online import OnlineGeocoder

__all__ = ["Gazetteer"]


class Gazetteer:
    """Sources of places in order of precedence; all their places stay candidates. Open it with `Gazetteer.open`.

    >>> with Gazetteer.open(towns=False) as places:
    ...     [answer] = places.resolve([Query("Kidal region", country="ML")])
    >>> answer.status, answer.place.feature_code, answer.geo_precision
    ('resolved', 'ADM1', 4)
    """

    def __init__(self, indexes: list[SourceIndex], *, online: OnlineGeocoder | None = None) -> None:
        self._indexes = indexes
        self._online = online
        self._asked: SourceIndex | None = None

    @classmethod
    def open(
        cls,
        *,
        shipped: bool = True,
        towns: bool = True,
        added: bool = True,
        files: Iterable[Path | str] = (),
        dumps: Iterable[Path | str] = (),
        cache_dir: Path | str | None = None,
        online: OnlineGeocoder | None = None,
        on_build: Callable[[str], None] | None = None,
    ) -> Gazetteer:
        """Open the sources asked for; sources without an index are indexed first, which takes a while, but only once.

        Parameters
        ----------
        shipped
            Whether to use the hand-checked table.
        towns
            Whether to use the world's towns and first-level divisions.
        added
            Whether to use the sources that `gazetteer.add` has added.
        files
            Tables of your own places (CSV, GeoJSON) to use without adding them.
        dumps
            GeoNames country dumps (.txt, .zip, .gz) to use without adding them.
        cache_dir
            Where indexes are stored; by default CONFLICT_MAPPER_CACHE or the user's cache folder.
        online
            The online geocoder to ask for names that no source knows; by default none.
        on_build
            Called with the title of each source that has to be indexed, before that begins.

        Raises
        ------
        CacheError
            The cache folder cannot be used.
        ArgumentError
            `files` or `dumps` is no list.
        FileError, TableError
            A given file cannot be read, is not a dump, or has faults.
        """
        kept = _added(cache_dir) if added else []
        sources = [source for source in kept if source.name.startswith("user-")]
        sources.extend(_given("files", files))
        if shipped:
            sources.append(ShippedTables())
        sources.extend(source for source in kept if not source.name.startswith("user-"))
        sources.extend(_given("dumps", dumps))
        if towns:
            sources += [Divisions(), Towns()]
        folder = cache_folder(cache_dir) / "indexes"
        with ExitStack() as opened:  # closes the others if one cannot be opened
            indexes = [
                opened.enter_context(closing(open_index(folder, source, on_build=on_build))) for source in sources
            ]
            opened.pop_all()
        return cls(indexes, online=online)

    def resolve(
        self, queries: Iterable[Query], *, threshold: float | None = None, together: bool = False, prefer: str = ""
    ) -> list[Resolution]:
        """Return one resolution per query, in their order.

        A query whose best candidate has less confidence than `threshold` (by default 0.7) is refused with its
        candidates; 0 forces the best guess. With `together` the queries are from one dossier: a namesake near the
        dossier's other places is then likelier. `prefer` (code or name) is the likelier country for queries that state
        none, such as the country of an article; a place in another country must be twenty times likelier to be the
        answer.

        Raises
        ------
        UnknownCountryError
            `prefer` is not a known country.
        ArgumentError
            An item is not a query, or the threshold is not a number from 0 to 1.

        >>> with Gazetteer.open(towns=False) as places:
        ...     places.resolve([Query("Nowhere-at-all")])[0].status
        'not_found'
        >>> with Gazetteer.open(towns=False) as places:
        ...     [answer.place.country for answer in places.resolve([Query("Moura"), Query("Sudan")], prefer="ML")]
        ['ML', 'SD']
        """
        asked, preferred = _asked(queries), country_code(told_text("prefer", prefer))
        _check_share("threshold", threshold)
        if not asked:
            return []
        from gazetteer.resolve import DEFAULT_THRESHOLD, Resolver  # the towns of a base map do not need it

        cut = DEFAULT_THRESHOLD if threshold is None else threshold
        answers = Resolver(self._all_indexes(), prefer=preferred).resolve(asked, threshold=cut, together=together)
        if self._online and self._ask_online(self._online, answers):
            answers = Resolver(self._all_indexes(), prefer=preferred).resolve(asked, threshold=cut, together=together)
        return answers

    def _all_indexes(self) -> list[SourceIndex]:
        return [*self._indexes, self._asked] if self._asked else self._indexes

    def _ask_online(self, online: OnlineGeocoder, answers: list[Resolution]) -> bool:
        """Ask the online geocoder for names unknown here; return whether it found any place."""
        from tempfile import TemporaryDirectory

        from gazetteer.index.build import build_index
        from gazetteer.names.toponym import read_toponym
        from gazetteer.sources.online import OnlineAnswers

        wanted = {
            (read_toponym(answer.query.name)[-1].name, _known_code(answer.query.country)): None
            for answer in answers
            if answer.status == "not_found"
        }
        found = [(name, online.find(name, country)) for name, country in wanted]
        if not any(places for _name, places in found):
            return False
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "online.index"
            build_index(path, OnlineAnswers(found))
            self._asked = SourceIndex(path)
        return True

    def sources(self) -> tuple[SourceInfo, ...]:
        """Describe the sources in use, in order of precedence.

        >>> with Gazetteer.open(towns=False) as places:
        ...     [source.name for source in places.sources()]
        ['shipped']
        """
        return tuple(index.info for index in self._all_indexes())

    def largest_towns(self, west: float, south: float, east: float, north: float, *, limit: int) -> list[Place]:
        """Return at most `limit` settlements inside a box in degrees, the most important first.

        >>> with Gazetteer.open(towns=False) as places:
        ...     [town.name for town in places.largest_towns(-13, 10, 5, 25, limit=1)]
        ['Bamako']
        """
        # Up to three sources hold the same town, so more are taken than asked for.
        found = [
            (prior, -order, -number)
            for order, index in enumerate(self._indexes)
            for prior, number in index.settlements((west, south, east, north), most=limit * 4)
        ]
        places: dict[object, Place] = {}
        for _prior, order, number in sorted(found, reverse=True):
            if len(places) == limit:
                break
            [place] = self._indexes[-order].places([-number])
            places.setdefault(place.geonameid or (place.name, place.country), place)
        return list(places.values())

    def town_points(
        self, countries: Collection[str] = (), *, box: tuple[float, float, float, float] | None = None
    ) -> list[tuple[float, float, str]]:
        """Return longitude, latitude and country code of settlements, source by source; some occur twice.

        `countries` are country codes, by default all countries; `box` limits the result to west, south, east and north
        in degrees.

        >>> with Gazetteer.open(towns=False) as places:
        ...     (-0.0447, 16.2717, "ML") in places.town_points(["ML"])
        True
        """
        return [point for index in self._indexes for point in index.town_points(countries, box=box)]

    def close(self) -> None:
        """Release the index files. Places and resolutions already given stay usable."""
        for index in self._all_indexes():
            index.close()

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _asked(queries: Any) -> list[Query]:
    asked = list(queries) if isinstance(queries, Iterable) and not isinstance(queries, str) else [queries]
    for query in asked:
        if not isinstance(query, Query):
            raise ArgumentError("queries", query, 'a list of queries, such as [Query("Gao", country="ML")]')
    return asked


def _check_share(argument: str, value: Any) -> None:
    if value is not None and not (isinstance(value, Real) and 0 <= float(value) <= 1):
        raise ArgumentError(argument, value, "a number from 0 to 1")


def _known_code(country: str) -> str:
    try:
        return country_code(country)
    except UnknownCountryError:
        return ""


def _added(cache_dir: Path | str | None) -> list[Source]:
    folder = added_folder(cache_dir)
    if not (folder.is_dir() and any(folder.iterdir())):
        return []
    from gazetteer.sources.added import added_sources  # imports the readers, which most look-ups do without

    return added_sources(cache_dir)


def _given(argument: str, paths: Any) -> list[Source]:
    if isinstance(paths, str | Path) or not isinstance(paths, Iterable):
        raise ArgumentError(argument, paths, "a list of files")
    given = [Path(path) for path in paths]
    if not given:
        return []
    from gazetteer.sources.added import sources_of

    return sources_of(given)
