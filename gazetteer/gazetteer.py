"""`Gazetteer`: the layers opened together."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from gazetteer.cache import cache_folder, open_index
from gazetteer.index import LayerIndex, Source
from gazetteer.model import Layer, Place, Query, Resolution
from gazetteer.resolve import DEFAULT_THRESHOLD, Resolver
from gazetteer.sources.dumps import Dump
from gazetteer.sources.shipped import ShippedTables
from gazetteer.sources.towns import Towns

__all__ = ["Gazetteer"]


class Gazetteer:
    """Layers of places, first wins, all kept as rivals. Open it with `Gazetteer.open`.

    >>> with Gazetteer.open(towns=False) as places:
    ...     [answer] = places.resolve([Query("Kidal region", country="ML")])
    >>> answer.status, answer.place.feature_code, answer.geo_precision
    ('resolved', 'ADM1', 4)
    """

    def __init__(self, indexes: list[LayerIndex]) -> None:
        self._indexes = indexes
        self._resolver = Resolver(indexes)

    @classmethod
    def open(
        cls,
        *,
        shipped: bool = True,
        towns: bool = True,
        dumps: Iterable[Path | str] = (),
        cache_dir: Path | str | None = None,
    ) -> Gazetteer:
        """Open the layers asked for, building what has no index yet (about 20 seconds, once).

        Parameters
        ----------
        shipped
            Whether to use the hand-checked table.
        towns
            Whether to use the world's towns.
        dumps
            GeoNames country dumps (.txt, .zip, .gz) to use besides those added to the cache.
        cache_dir
            Where indexes lie; by default CONFLICT_MAPPER_CACHE or the user's cache folder.

        Raises
        ------
        CacheError
            The cache folder cannot be used.
        """
        folder = cache_folder(cache_dir) / "indexes"
        sources: list[Source] = []
        if shipped:
            sources.append(ShippedTables())
        sources.extend(Dump(Path(path)) for path in dumps)
        if towns:
            sources.append(Towns())
        return cls([open_index(folder, source) for source in sources])

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
        cut = DEFAULT_THRESHOLD if threshold is None else threshold
        return self._resolver.resolve(queries, threshold=cut, together=together)

    def layers(self) -> tuple[Layer, ...]:
        """Return the layers in use, first wins.

        >>> with Gazetteer.open(towns=False) as places:
        ...     [layer.name for layer in places.layers()]
        ['shipped']
        """
        return tuple(index.layer for index in self._indexes)

    def largest_towns(self, west: float, south: float, east: float, north: float, *, limit: int) -> list[Place]:
        """Return at most `limit` settlements inside a box in degrees, the most important first.

        >>> with Gazetteer.open(towns=False) as places:
        ...     [town.name for town in places.largest_towns(-13, 10, 5, 25, limit=1)]
        ['Bamako']
        """
        found: dict[tuple[str, str], tuple[float, int, int]] = {}
        for layer, index in enumerate(self._indexes):
            settlements = {number for number, feature in enumerate(index.features) if feature.startswith("P.")}
            for number, (lat, lon, feature) in enumerate(
                zip(index.latitude, index.longitude, index.feature, strict=True)
            ):
                if south <= lat <= north and west <= lon <= east and feature in settlements:
                    found[str(layer), str(number)] = (index.prior[number], -layer, -number)
        best = heapq.nlargest(limit * 3, found.values())
        places: list[Place] = []
        seen: set[object] = set()
        for _prior, layer, number in best:
            place = self._indexes[-layer].place(-number)
            identity = place.geonameid or (place.name, place.country)
            if identity not in seen:
                seen.add(identity)
                places.append(place)
        return places[:limit]

    def close(self) -> None:
        """Release the index files. Places and resolutions already given stay usable."""
        for index in self._indexes:
            index.close()

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
