"""`Gazetteer`: the layers opened together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from gazetteer.countries import country_code
from gazetteer.errors import UnknownCountryError
from gazetteer.index.cache import added_folder, cache_folder, open_index
from gazetteer.index.entry import Source
from gazetteer.index.index import LayerIndex
from gazetteer.model import Layer, Place, Query, Resolution
from gazetteer.sources.divisions import Divisions
from gazetteer.sources.shipped import ShippedTables
from gazetteer.sources.towns import Towns

if TYPE_CHECKING:
    from gazetteer.sources.online import OnlineGeocoder

__all__ = ["Gazetteer"]


class Gazetteer:
    """Layers of places, first wins, all kept as rivals. Open it with `Gazetteer.open`.

    >>> with Gazetteer.open(towns=False) as places:
    ...     [answer] = places.resolve([Query("Kidal region", country="ML")])
    >>> answer.status, answer.place.feature_code, answer.geo_precision
    ('resolved', 'ADM1', 4)
    """

    def __init__(self, indexes: list[LayerIndex], *, online: OnlineGeocoder | None = None) -> None:
        self._indexes = indexes
        self._online = online
        self._asked: LayerIndex | None = None

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
        """Open the layers asked for, building what has no index yet (about 20 seconds, once).

        Parameters
        ----------
        shipped
            Whether to use the hand-checked table.
        towns
            Whether to use the world's towns and first-level divisions.
        added
            Whether to use what `gazetteer.add` has added before.
        files
            Tables of your own places (.csv, .geojson) to use for this once.
        dumps
            GeoNames country dumps (.txt, .zip, .gz) to use for this once.
        cache_dir
            Where indexes lie; by default CONFLICT_MAPPER_CACHE or the user's cache folder.
        online
            Whom to ask for names that no layer knows; by default nobody.
        on_build
            Called with the title of each layer that has to be indexed first, before that begins.

        Raises
        ------
        CacheError
            The cache folder cannot be used.
        DumpError, TableError
            A file given has faults.
        """
        kept = _added(cache_dir) if added else []
        sources = [source for source in kept if source.name.startswith("user-")]
        sources.extend(_given(files))
        if shipped:
            sources.append(ShippedTables())
        sources.extend(source for source in kept if not source.name.startswith("user-"))
        sources.extend(_given(dumps))
        if towns:
            sources += [Divisions(), Towns()]
        folder = cache_folder(cache_dir) / "indexes"
        return cls([open_index(folder, source, on_build=on_build) for source in sources], online=online)

    def resolve(
        self, queries: Iterable[Query], *, threshold: float | None = None, together: bool = False
    ) -> list[Resolution]:
        """Return one resolution per query, in their order.

        A query whose best candidate stays below `threshold` (by default 0.7) is refused with its
        rivals; 0 forces the best guess. With `together` the queries are taken as those of one dossier:
        where its other places lie then bears on which of two namesakes is meant.

        >>> with Gazetteer.open(towns=False) as places:
        ...     places.resolve([Query("Nowhere-at-all")])[0].status
        'not_found'
        """
        from gazetteer.resolve import DEFAULT_THRESHOLD, Resolver  # who only wants towns for a base map waits for less

        cut = DEFAULT_THRESHOLD if threshold is None else threshold
        asked = list(queries)
        answers = Resolver(self._layers()).resolve(asked, threshold=cut, together=together)
        if self._online and self._ask_online(self._online, answers):
            answers = Resolver(self._layers()).resolve(asked, threshold=cut, together=together)
        return answers

    def _layers(self) -> list[LayerIndex]:
        return [*self._indexes, self._asked] if self._asked else self._indexes

    def _ask_online(self, online: OnlineGeocoder, answers: list[Resolution]) -> bool:
        """Ask for the names that are unknown here; return whether that added any place."""
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
            self._asked = LayerIndex(path)
        return True

    def layers(self) -> tuple[Layer, ...]:
        """Return the layers in use, first wins.

        >>> with Gazetteer.open(towns=False) as places:
        ...     [layer.name for layer in places.layers()]
        ['shipped']
        """
        return tuple(index.layer for index in self._layers())

    def largest_towns(self, west: float, south: float, east: float, north: float, *, limit: int) -> list[Place]:
        """Return at most `limit` settlements inside a box in degrees, the most important first.

        >>> with Gazetteer.open(towns=False) as places:
        ...     [town.name for town in places.largest_towns(-13, 10, 5, 25, limit=1)]
        ['Bamako']
        """
        # The same town comes from up to three layers: so more are taken than asked for.
        found = [
            (prior, -layer, -number)
            for layer, index in enumerate(self._indexes)
            for prior, number in index.settlements((west, south, east, north), most=limit * 4)
        ]
        places: dict[object, Place] = {}
        for _prior, layer, number in sorted(found, reverse=True):
            if len(places) == limit:
                break
            place = self._indexes[-layer].place(-number)
            places.setdefault(place.geonameid or (place.name, place.country), place)
        return list(places.values())

    def close(self) -> None:
        """Release the index files. Places and resolutions already given stay usable."""
        for index in self._layers():
            index.close()

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _known_code(country: str) -> str:
    try:
        return country_code(country)
    except UnknownCountryError:
        return ""


def _added(cache_dir: Path | str | None) -> list[Source]:
    folder = added_folder(cache_dir)
    if not (folder.is_dir() and any(folder.iterdir())):
        return []
    from gazetteer.sources.added import added_sources  # reads archives and tables: most look-ups open neither

    return added_sources(cache_dir)


def _given(paths: Iterable[Path | str]) -> list[Source]:
    given = [Path(path) for path in paths]
    if not given:
        return []
    from gazetteer.sources.added import source_of

    return [source_of(path) for path in given]
