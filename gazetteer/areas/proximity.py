"""The proximity of a candidate to the other places of its dossier, which mostly lie near each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import cos, floor, log, radians

__all__ = ["Proximity"]

_CELL = 0.25  # degrees: about 28 km from north to south
_WEIGHT, _MOST, _LEAST = 0.5, 1.0, -2.5


class Proximity:
    """Compares the number of a dossier's known places around a point with the usual number.

    >>> proximity = Proximity([(14.0, -3.9), (14.1, -4.0), (14.3, -4.2), (14.2, -4.1)])
    >>> proximity.likelihood(14.1, -4.1) > 0 > proximity.likelihood(23.0, 4.0)
    True
    """

    def __init__(self, points: Iterable[tuple[float, float]]) -> None:
        distinct = set(points)
        self._cells = Counter(_cell(*point) for point in distinct)
        self._points = distinct
        crowds = sorted(self._neighbours(point, 1) for point in distinct)
        self._usual = log(1 + crowds[len(crowds) // 2]) if crowds else 0.0

    def __bool__(self) -> bool:
        return len(self._points) > 1

    def likelihood(self, latitude: float, longitude: float) -> float:
        """Return the log likelihood that one more place of the dossier lies here.

        A place that is itself among the known ones is not counted.
        """
        point = (latitude, longitude)
        alone = int(point in self._points)
        found = _WEIGHT * (log(1 + self._neighbours(point, alone)) - self._usual)
        return max(_LEAST, min(_MOST, found))

    def _neighbours(self, point: tuple[float, float], without: int) -> int:
        row, column = _cell(*point)
        around = (self._cells[row + dy, column + dx] for dy in (-1, 0, 1) for dx in (-1, 0, 1))
        return sum(around) - without


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    row = floor(latitude / _CELL)
    return row, floor(longitude * cos(radians(row * _CELL)) / _CELL)
