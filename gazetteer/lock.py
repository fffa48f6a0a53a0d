"""`resolved.csv`: the places that a dossier's toponyms were resolved to, so that other machines draw the same map."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import get_args

from gazetteer.answer import in_the_middle
from gazetteer.errors import Fault, TableError
from gazetteer.files import write_text
from gazetteer.model import Place, Query, Relation, Resolution, SourceInfo
from gazetteer.tables.bytes import read_bytes
from gazetteer.words import Message

__all__ = ["LOCK_COLUMNS", "read_lock", "write_lock"]

#: The columns of a lock: the toponym and its context, then the place that was meant.
LOCK_COLUMNS = tuple(
    """toponym country admin1 admin2 admin3 near relation geo_precision radius_km latitude longitude
    place_id place_name place_latitude place_longitude place_country place_admin1 place_admin2
    feature_class feature_code geonameid confidence layer layer_version source""".split()  # noqa: SIM905 — reads better
)

_MAY_LACK = "admin3"  # locks of earlier versions have no such column
_ANEW = "write the lock anew with `mapper check --lock`"


def write_lock(path: Path, resolutions: Iterable[Resolution], sources: Sequence[SourceInfo]) -> int:
    """Write the resolved answers to `path`, sorted and atomically; return their number.

    `sources` are the sources of the gazetteer that resolved them; their dates become `layer_version`.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_lock(Path(folder) / "resolved.csv", [], ()), read_lock(Path(folder) / "resolved.csv")
    (0, {})
    """
    versions = {source.name.split("-")[0]: source.date for source in reversed(sources)}
    rows = {
        tuple(row[:6]): row
        for answer in resolutions
        if answer.status == "resolved" and answer.place is not None
        for row in (_row(answer, answer.place, versions),)
    }
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(LOCK_COLUMNS)
    writer.writerows(rows[key] for key in sorted(rows))
    write_text(path, text.getvalue())
    return len(rows)


def read_lock(path: Path) -> dict[Query, Resolution]:
    """Return the locked answers by query.

    Raises
    ------
    FileError
        The file cannot be read.
    TableError
        It is no table, columns are missing, or values cannot be: every fault, with its line.

    The example is that of `write_lock`.
    """
    from gazetteer.tables.csv import read_table

    table = read_table(read_bytes(str(path)), path.name)
    missing = [column for column in LOCK_COLUMNS if column not in table.frame and column != _MAY_LACK]
    if missing:
        raise TableError([Fault(table.name, 1, "", "", f"no column {', '.join(missing)}", _ANEW)])
    faults = [*table.rejects, *table.faults]
    found = [_resolution(table.name, line, row, faults) for line, row in table.rows()]
    if faults:
        raise TableError(faults)
    return {answer.query: answer for answer in found if answer}


def _row(answer: Resolution, place: Place, versions: Mapping[str, str]) -> list[str]:
    query, source = answer.query, place.place_id.split(":")[0]
    asked = (query.name, query.country, query.admin1, query.admin2, query.admin3, query.near)
    drawn = (answer.relation, answer.geo_precision, answer.radius_km, answer.latitude, answer.longitude)
    meant = (place.place_id, place.name, place.latitude, place.longitude, place.country, place.admin1, place.admin2)
    kind = (place.feature_class, place.feature_code, place.geonameid)
    values = (*asked, *drawn, *meant, *kind, answer.confidence, source, versions.get(source, ""), place.source)
    return ["" if value is None else str(value) for value in values]


def _resolution(file: str, line: int, row: Mapping[str, str], faults: list[Fault]) -> Resolution | None:
    numbers: dict[str, float | None] = {}
    for field in ("geo_precision", "radius_km", "latitude", "longitude", "place_latitude", "place_longitude"):
        numbers[field] = _number(file, line, field, row, faults)
    numbers["geonameid"] = _number(file, line, "geonameid", row, faults)
    confidence = _number(file, line, "confidence", row, faults)
    relations: dict[str, Relation] = {name: name for name in get_args(Relation)}
    if row["relation"] not in relations:
        faults.append(Fault(file, line, "relation", row["relation"], f"none of {', '.join(relations)}", _ANEW))
        return None
    place = Place(
        place_id=row["place_id"],
        name=row["place_name"],
        latitude=numbers["place_latitude"],
        longitude=numbers["place_longitude"],
        country=row["place_country"],
        admin1=row["place_admin1"],
        admin2=row["place_admin2"],
        feature_class=row["feature_class"],
        feature_code=row["feature_code"],
        geonameid=None if numbers["geonameid"] is None else int(numbers["geonameid"]),
        source=row["source"],
    )
    precision = numbers["geo_precision"]
    answer = Resolution(
        query=Query(row["toponym"], row["country"], row["admin1"], row["admin2"], row["near"], row.get(_MAY_LACK, "")),
        status="resolved",
        place=place,
        confidence=confidence or 0.0,
        message=Message("locked", file=file, name=place.name, source=place.source),
        relation=relations[row["relation"]],
        geo_precision=None if precision is None else int(precision),
        radius_km=numbers["radius_km"],
        longitude=numbers["longitude"],
        latitude=numbers["latitude"],
    )
    return in_the_middle(answer)  # earlier versions wrote divisions without a point to draw


def _number(file: str, line: int, field: str, row: Mapping[str, str], faults: list[Fault]) -> float | None:
    if not row[field]:
        return None
    try:
        number = float(row[field])
    except ValueError:
        number = float("nan")
    limit = {"latitude": 90, "place_latitude": 90, "longitude": 180, "place_longitude": 180}.get(field, 4e9)
    if field == "geo_precision" and number not in range(1, 8):
        faults.append(Fault(file, line, field, row[field], "no step from 1 to 7", _ANEW))
        return None
    if not abs(number) <= limit:
        faults.append(Fault(file, line, field, row[field], f"no number up to {limit:g}", _ANEW))
        return None
    return number
