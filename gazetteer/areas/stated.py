"""The stated areas of a name (a division, the text after a comma), and whether a candidate is in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import log
from typing import NamedTuple

from gazetteer.areas.outlines import Outline
from gazetteer.areas.proximity import Proximity
from gazetteer.areas.territory import Territory
from gazetteer.countries import countries_called
from gazetteer.divisions import Division, divisions_called, is_one_area, is_parted_from
from gazetteer.geodesy import great_circle_km
from gazetteer.index.around import Around
from gazetteer.index.keys import division_form
from gazetteer.index.match import ALTERNATE, FUZZY, Match

__all__ = ["FITS", "Context", "Seats", "Stated", "weigh"]

#: The log likelihood of a place that lies in a stated area.
FITS = 2.5
#: The log likelihood of a place in an area that was once one with the stated area: reports use either name for both.
_AKIN = 1.5
_DIFFERS, _ELSEWHERE = -2.5, -9.0
_BESIDE = -1.0
"""For a place that sources put in another division, some 20 km from settlements of the stated one: borders differ."""
# If no source has the division of a candidate, its distance from the seat of the stated division counts, in reaches of
# a typical division: within one it supports the candidate, from two on it speaks against it, from four on the candidate
# is elsewhere. Being among the settlements of the division supports it as much, and for a first-level division as much
# as a source that puts it there, since only near the border that land belongs to another one.
_BY_THE_SEAT, _PER_REACH, _FARTHEST, _TOO_FAR = 1.5, -1.5, -3.0, 4.0
# If other seats are known too, the ratio of the distances tells more (its logarithm is used).
# The weights were drawn on Who's On First's villages of five countries. Seats are kilometres wide.
_AT_THE_SEAT, _PER_NEARER, _PER_REACH_BESIDE, _SEAT_KM = 2.0, 1.5, 0.75, 3.0

# Sources and outlines differ by some kilometres at a border, and data sets by where they draw it.
_BORDER_KM, _BY_THE_BORDER, _DISPUTED_KM = 8.0, 0.5, 30.0

# Villages of one district have similar names (Sabtenga, Samtenga), so a merely similar name counts for less there.
_ALIKE_THERE = 0.7
# Of two places of a name the one nearer to the seat is meant only where it is eight times likelier to lie there.
_NEARER = 2.1


@dataclass(frozen=True, slots=True)
class Seats:
    """The possible seats of a division, as (latitude, longitude), and the reach of a typical division.

    `known` says whether they are known to be seats, or only places with the division's name. `others` are the seats of
    other divisions of its level, in the divisions above it.
    """

    points: tuple[tuple[float, float], ...] = ()
    reach_km: float = 0.0
    known: bool = True
    others: tuple[tuple[float, float], ...] = ()

    def weigh(self, match: Match) -> tuple[float, bool] | None:
        """Return the log likelihood of a place by its distance from the seat, and whether it is certainly elsewhere.

        None if either point is unknown. Land belongs to the nearest seat, not to every seat within reach: in a desert a
        division reaches as far as the next division's villages.
        """
        latitude, longitude = match.row.latitude, match.row.longitude
        if not self.points or latitude is None or longitude is None:
            return None
        km = _least_km(latitude, longitude, self.points)
        reaches = km / self.reach_km
        if not self.others:
            return _by_distance(reaches), self.known and reaches > _TOO_FAR
        nearer = log((km + _SEAT_KM) / (_least_km(latitude, longitude, self.others) + _SEAT_KM))
        likelihood = _AT_THE_SEAT - _PER_NEARER * nearer - _PER_REACH_BESIDE * reaches
        return max(_FARTHEST, min(FITS, likelihood)), self.known and reaches > _TOO_FAR and nearer > 0


@dataclass(frozen=True, slots=True)
class Stated:
    """An area as written, its reduced form, and the divisions and countries known by that name.

    If `known` is empty, a candidate fits only if one of its own divisions has the name. `find_territory` returns the
    territory of its settlements; `around` are the settlements around its seat. `outline` is known if a source with
    outlines is loaded. `level` is 1 for a first-level division. `is_also_first` says that a first-level division above
    it has the same name; `called_so_above` is the number of stated divisions in between with the same name.
    """

    written: str
    form: str
    known: frozenset[Division] = frozenset()
    seats: Seats = Seats()
    find_territory: Callable[[], Territory] | None = field(default=None, compare=False)
    around: Around | None = field(default=None, compare=False)
    outline: Outline | None = field(default=None, compare=False)
    level: int = 1
    is_also_first: bool = False
    called_so_above: int = 0

    @classmethod
    def of(cls, written: str, country: str = "", *, countries: Sequence[str] = ()) -> Stated:
        """Look up an area: among the divisions of `country` (a code) or, when "", of the world and `countries`.

        >>> sorted(Stated.of("Congo").known), Stated.of("Idaho", "ML").known
        ([('CD', ''), ('CG', '')], frozenset())
        """
        known = divisions_called(written, country)
        if not country:
            known |= {(code, "") for code in (*countries_called(written), *countries)}
        return cls(written, division_form(written), known)

    def fits(self, match: Match) -> bool | None:
        """Say whether a place is in it; None if unknown."""
        return self.holds(match.row.country, match.row.parents)

    def holds(self, country: str, parents: str) -> bool | None:
        """Say whether places in these divisions (`PlaceRow.parents`) are in it; None if unknown."""
        lines = parents.splitlines()
        if self._is_among(lines) and (not self.known or any(area[0] == country for area in self.known)):
            return True
        if not self.known or not country:
            return None
        here = [area for area in self.known if area[0] == country]
        if not here or any(name == "" for _, name in here):
            return bool(here)
        lies_in = _divisions(lines, country)
        return any(is_one_area(area, division) for area in here for division in lies_in) if lies_in else None

    def was_left(self, match: Match) -> bool:
        """Say whether a place in a former larger division stayed outside this area when that division was split.

        It did if a source that is kept up to date says so, and the towns of that area are said to lie in it.
        """
        if match.source.family not in ("towns", "shipped") or self.find_territory is None:
            return False
        lies_in = _divisions(match.row.parents.splitlines(), match.row.country)
        is_part = any(is_parted_from(area, division) for area in self.known for division in lies_in)
        return is_part and self.find_territory().is_filed

    def is_only_akin(self, country: str, parents: str) -> bool:
        """Say whether a fitting place is only in an area that was once one with this area."""
        lines = parents.splitlines()
        is_here = self._is_among(lines) or any(area == (country, "") for area in self.known)
        return not is_here and self.known.isdisjoint(_divisions(lines, country))

    def _is_among(self, lines: Sequence[str]) -> bool:
        """Say whether one of a place's divisions, listed from the first level down, has this name.

        A place in the region of Kayes need not be in the cercle of Kayes.
        """
        lower = lines[1:] if self.is_also_first and lines[:1] == [self.form] else lines
        named = [line for line in lower if self.form in line and self.form in (line, division_form(line))]
        return len(named) > self.called_so_above

    def km_away(self, match: Match) -> float | None:
        """Return the distance in km of a place from the border, 0.0 inside; None if unknown."""
        latitude, longitude = match.row.latitude, match.row.longitude
        if self.outline is None or latitude is None or longitude is None:
            return None
        return self.outline.km_away(latitude, longitude)

    def is_near(self, match: Match) -> bool | None:
        """Say whether a place is among or near the settlements of the area; None if unknown."""
        latitude, longitude = match.row.latitude, match.row.longitude
        if self.find_territory is None or latitude is None or longitude is None:
            return None
        return self.find_territory().is_near(latitude, longitude)


def _divisions(names: Sequence[str], country: str) -> list[Division]:
    return [division for name in names for division in divisions_called(name, country)]


@dataclass(frozen=True, slots=True)
class Context:
    """The stated location of a name; points are (latitude, longitude).

    `coverage` is the share of the country's settlements that the sources list. `preferred` is the country to assume
    unless a place elsewhere is much likelier; `read_of` are the countries with an added list of villages. `proximity`
    tells how near a point is to the dossier's other places. `unknown` are stated areas that no source has.

    >>> Context("ML", stated=(Stated.of("Région de Gao", "ML"),)).stated[0].form
    'gao'
    """

    country: str = ""
    coverage: float = 0.0
    stated: tuple[Stated, ...] = ()
    near: tuple[tuple[float, float], ...] = ()
    proximity: Proximity | None = None
    preferred: str = ""
    read_of: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()


def weigh(matches: Sequence[Match], stated: Sequence[Stated]) -> tuple[list[float], list[str], tuple[str, ...]]:
    """Weigh candidates by the stated areas.

    Returns three things: a log likelihood for each candidate; for each candidate the stated area that it is known to be
    outside of ("" if none); and the areas that could not be used, because they are neither known nor a division of any
    candidate, and have neither a known outline nor a known seat.

    >>> weigh([], [])
    ([], [], ())
    """
    scores, elsewhere, unused = [0.0] * len(matches), [""] * len(matches), []
    for area in stated:
        verdicts = [area.fits(match) for match in matches]
        is_known = area.known or area.seats.points or area.outline is not None
        if matches and not is_known and True not in verdicts:
            unused.append(area.written)
            continue
        weights = [_likelihood(area, match, verdict=verdict) for verdict, match in zip(verdicts, matches, strict=True)]
        if area.level > 1:
            is_other = [
                match.spelling > ALTERNATE or bool(outside) for match, outside in zip(matches, elsewhere, strict=True)
            ]
            weights = _among_names_alike(matches, weights, is_other)
        for at, weight in enumerate(weights):
            scores[at] += weight.likelihood
            if weight.is_outside:
                elsewhere[at] = elsewhere[at] or area.written
    return scores, elsewhere, tuple(unused)


class _Weight(NamedTuple):
    """The log likelihood of a candidate for a stated area, and whether it is certainly outside.

    `by_seat`: no source has its division, so only its distance from this division's seat counts.
    """

    likelihood: float
    is_outside: bool = False
    by_seat: bool = False


def _among_names_alike(matches: Sequence[Match], weights: Sequence[_Weight], is_other: Sequence[bool]) -> list[_Weight]:
    """Weigh candidates against those with exactly the name, for a stated second or third division.

    `is_other` marks candidates with another name, or in another first-level division. Candidates that are in the stated
    division only by distance from seats are equally likely: the one nearer to the seat gains nothing. Beside them, a
    candidate with a merely similar name gains nothing from being there.
    """
    there = [weight.likelihood for weight, other in zip(weights, is_other, strict=True) if weight.by_seat and not other]
    most, found = max(there, default=0.0), []
    for match, weight, other in zip(matches, weights, is_other, strict=True):
        likelihood = weight.likelihood
        if match.spelling == FUZZY and likelihood > 0:
            likelihood *= 0 if weight.by_seat and not all(is_other) else _ALIKE_THERE
        elif weight.by_seat and not other and likelihood > min(0.0, most - _NEARER):
            likelihood = most
        found.append(weight._replace(likelihood=likelihood))
    return found


def _likelihood(area: Stated, match: Match, *, verdict: bool | None) -> _Weight:
    """Weigh a candidate for a stated `area`; `verdict`: whether a source puts it there."""
    away_km = area.km_away(match)
    if away_km is not None:
        # A division does not cross the border of a larger one, so its middle is not beyond it.
        disputed_km = _BORDER_KM if match.row.feature.startswith("A.") else _DISPUTED_KM
        is_whole = area.outline is not None and area.outline.is_whole
        return _by_border(away_km, disputed_km, named=verdict, is_whole=is_whole)
    if verdict:
        # A lower division is inside itself, which makes it no likelier than its seat.
        if not area.known and match.row.feature.startswith("A."):
            return _Weight(0.0)
        if not area.is_only_akin(match.row.country, match.row.parents):
            return _Weight(FITS)
        return _Weight(_ELSEWHERE, is_outside=True) if area.was_left(match) else _Weight(_AKIN)
    if verdict is False:
        return _Weight(_BESIDE) if area.is_near(match) else _Weight(_ELSEWHERE, is_outside=True)
    return _by_seats(area, match)


def _by_seats(area: Stated, match: Match) -> _Weight:
    """Weigh a candidate by seats, if no source tells whether it is in `area`."""
    by_seats, near = area.seats.weigh(match), area.is_near(match)
    is_put_elsewhere = area.level > 1 and "\n" in match.row.parents  # in another second-level division
    if near and not area.seats.others:
        return _Weight(FITS if area.level == 1 else _BY_THE_SEAT, by_seat=area.level > 1 and not is_put_elsewhere)
    if by_seats is None:
        # Another candidate lies in a division of this name, and this one does not.
        return _Weight(0.0 if area.known or not match.row.parents else _DIFFERS)
    likelihood, is_outside = by_seats
    if is_put_elsewhere and area.seats.others and near is not None:
        likelihood = min(likelihood, _BESIDE if near else _DIFFERS)
    return _Weight(likelihood, is_outside, by_seat=not is_put_elsewhere)


def _by_border(km: float, disputed_km: float, *, named: bool | None, is_whole: bool) -> _Weight:
    """Weigh a place by its distance from the border of the area; `named`: whether a source puts it there, if known.

    Within `disputed_km` sources may draw another border.
    Outside of a partial outline only the sources' statements count.
    """
    if km == 0:
        return _Weight(FITS)
    if named and (km <= _DISPUTED_KM or not is_whole):
        return _Weight(FITS if not is_whole else _BESIDE)
    if not is_whole and named is None:
        return _Weight(0.0)
    if km <= _BORDER_KM:
        return _Weight(_BY_THE_BORDER)
    return _Weight(_BESIDE) if km <= disputed_km else _Weight(_ELSEWHERE, is_outside=True)


def _by_distance(reaches: float) -> float:
    if reaches <= 2:
        return _BY_THE_SEAT * min(1.0, 2 - reaches)
    return max(_FARTHEST, _PER_REACH * (reaches - 2))


def _least_km(latitude: float, longitude: float, points: Sequence[tuple[float, float]]) -> float:
    return min(great_circle_km(latitude, longitude, *point) for point in points)
