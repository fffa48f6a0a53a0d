"""Look up stated areas in the loaded sources, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from gazetteer.areas.outlines import Outlines
from gazetteer.areas.reach import typical_reach
from gazetteer.areas.stated import Seats, Stated, weigh
from gazetteer.areas.territory import Territories, Territory
from gazetteer.divisions import division_codes, divisions_called
from gazetteer.geodesy import great_circle_km
from gazetteer.index.around import Around
from gazetteer.index.index import SourceIndex
from gazetteer.index.match import ALTERNATE
from gazetteer.index.search import find_matches

__all__ = ["StatedAreas"]

_SEATS = {
    1: ("P.PPLA", "P.PPLC", "A.ADM1"),
    2: ("P.PPLA2", "P.PPLA", "P.PPLC", "A.ADM2"),
    3: ("P.PPLA3", "P.PPLA2", "P.PPLA", "A.ADM3"),
}
_MOST_SEATS = 4  # if more places have a division's name, its location is unknown
_MUCH_SMALLER = 10  # a division's seat has no namesake this many times larger
_SMALLER = 2.5  # how much smaller the reach of a second-level division is than that of a first-level one
_WIDER = 1.5  # a wide division has larger parts, and more of them
_FARTHEST_KM, _BEYOND = 100.0, 1.5
_ONE_SEAT_KM = 10.0  # sources put a seat kilometres apart
_AROUND_KM = 45.0  # around the seat of a stated division less similar names are accepted


class StatedAreas:
    """Looks up stated areas: their outlines, seats and settlements, as far as the sources know them.

    >>> StatedAreas([], Outlines([])).of("Région de Gao", "ML").form
    'gao'
    """

    def __init__(self, indexes: Sequence[SourceIndex], outlines: Outlines) -> None:
        self._indexes = indexes
        self._outlines = outlines
        self._reaches: dict[str, float] = {}
        self._seats_within: dict[tuple[str, int, tuple[str, ...]], list[tuple[float, float]]] = {}
        self._found: dict[tuple[str, str, int, tuple[str, ...]], Stated] = {}
        self._territories = Territories(indexes)
        self._checked = [index for index in indexes if index.family in ("user", "shipped")]

    def of(self, name: str, country: str, *, level: int = 1, within: tuple[Stated, ...] = ()) -> Stated:
        """Look up an area, once. One that is also a vague region ("Sahel") has no borders: no place is outside it."""
        asked = (name, country, level, tuple(area.form for area in within))
        if asked not in self._found:
            self._found[asked] = self._look_up(name, country, level, within)
        return self._found[asked]

    def _look_up(self, name: str, country: str, level: int, within: tuple[Stated, ...]) -> Stated:
        name = division_codes().get(country, {}).get(name.strip(), name)
        stated = replace(Stated.of(name, country), level=level)
        # A first-level division of the same name does not locate the second-level one.
        if level > 1 or (stated.known and self._is_vague(name, country)):
            stated = replace(stated, known=frozenset())
        if level > 1:
            between = sum(area.form == stated.form for area in within if area.level > 1)
            is_also_first = bool(country and divisions_called(stated.form, country))
            stated = replace(stated, is_also_first=is_also_first, called_so_above=between)
        if not country:
            return stated
        bare = stated

        @cache
        def territory() -> Territory:
            return self._territories.of(
                country,
                lambda parents: bare.holds(country, parents) is True,
                lambda parents: not bare.is_only_akin(country, parents),
            )

        seats = self._seats(stated.form, country, level, within)
        above = [area.outline for area in within if area.outline is not None and area.outline.is_whole]
        outline = self._outlines.of(stated.form, country, level, above)
        stated = replace(stated, seats=seats, find_territory=territory, outline=outline)
        if level == 1:
            return stated
        points, km = seats.points, min(_AROUND_KM, seats.reach_km)
        if outline is not None:
            points, km = (outline.middle,), min(_FARTHEST_KM, _BEYOND * outline.reach_km)
        return replace(stated, around=Around(self._indexes, country, points, km))

    def _is_vague(self, area: str, country: str) -> bool:
        named = find_matches(area, country, self._checked, fuzzy=False)
        return any(match.row.feature.startswith("L.") for match in named)

    def _seats(self, division: str, country: str, level: int, within: tuple[Stated, ...]) -> Seats:
        """Return the possible seats of a division: the largest places of its name in the divisions above it."""
        named = find_matches(division, country, self._indexes, fuzzy=False)
        _, elsewhere, _ = weigh(named, within)
        named = [match for match, outside in zip(named, elsewhere, strict=True) if not outside]
        known = [match for match in named if match.spelling <= ALTERNATE and match.row.latitude is not None]
        surely = [match for match in known if match.row.feature in _SEATS[level]]
        towns = [match for match in known if match.row.feature.startswith("P.")]
        if not within:
            largest = max((match.row.population for match in towns), default=0)
            towns = [match for match in towns if match.row.population * _MUCH_SMALLER >= largest]
        seats = surely or towns + [match for match in known if match.row.feature.startswith("A.")]
        if surely and not any(match in surely for match in towns):  # the centroid of a desert division is not its seat
            there = [match for match in towns if within and all(area.fits(match) for area in within)]
            seats = surely + there * (len(there) == 1)
        points = tuple(
            (match.row.latitude, match.row.longitude)
            for match in seats
            if match.row.latitude is not None and match.row.longitude is not None
        )
        if not 0 < len(points) <= _MOST_SEATS:
            return Seats()
        reach = self._reach(country, within) / _SMALLER ** (level - 1)
        others = self._other_seats(points, country, level, within) if level > 1 and surely else ()
        return Seats(points, reach, known=bool(surely), others=others)

    def _other_seats(
        self, points: Sequence[tuple[float, float]], country: str, level: int, within: tuple[Stated, ...]
    ) -> tuple[tuple[float, float], ...]:
        """Return the seats of the other divisions of a level that lie, or may lie, in the divisions above."""
        above = country, level, tuple(area.form for area in within)
        if above not in self._seats_within:
            self._seats_within[above] = [
                (latitude, longitude)
                for index in self._indexes
                for latitude, longitude, parents in index.points_of(country, _SEATS[level])
                if all(area.holds(country, parents) is not False for area in within)
            ]
        return tuple(
            seat
            for seat in self._seats_within[above]
            if min(great_circle_km(*seat, *point) for point in points) > _ONE_SEAT_KM
        )

    def _reach(self, country: str, within: tuple[Stated, ...]) -> float:
        """Return the reach of a first-level division: of a typical one, or of the stated one if it is much larger."""
        if country not in self._reaches:
            self._reaches[country] = typical_reach(country, self._indexes)
        stated = [area.find_territory().reach_km for area in within if area.level == 1 and area.find_territory]
        return max([self._reaches[country], *(reach / _WIDER for reach in stated)])
