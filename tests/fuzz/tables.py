"""Valid tables of every reader, the changes that people and programs make to them, and the files they come in."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

import mapper
from tests.readers.spreadsheets import ods, xlsx

__all__ = ["CHANGES", "FILES", "Table", "changed", "frame_of", "made", "samples", "without_forbidden"]

ROOT = Path(__file__).parents[2]
MOST_ROWS = 12

Table = tuple[list[str], list[list[str]]]
"""Names of the columns, which may repeat, and rows of text."""

PLAIN = """event_id,event_date,end_date,place,country,latitude,longitude,actor1,actor2,event_type,fatalities,notes
a,2025-06-01,,Gao,ML,16.27,-0.04,JNIM,FAMa,Battles,3,one
b,2025-06,2025-07,Kidal;Tessit,,,,FLA,"A; B",Riots,2-5,"two, with a comma"
c,,,,,,,,,,,
"""
GTD = """eventid,iyear,imonth,iday,approxdate,country_txt,provstate,city,latitude,longitude,specificity,gname,nkill
202505030001,2025,5,3,,Mali,Gao,Gao,16.27,-0.04,1,A,3
"""
HAPI = """location_code,admin1_name,admin1_code,admin2_name,admin2_code,event_type,events,fatalities,\
reference_period_start,reference_period_end
MLI,Gao,ML07,Gao,ML0703,political_violence,5,3,2025-05-01,2025-05-31
"""
GUESSED = """Datum,Ort,Land,Opfer
13.06.2025,Gao,Mali,3
01.07.2025,Kidal,Mali,
"""
VICTIMS = """name,country,date_of_birth,date_of_death,place_of_death
A,Mali,1990,2025-06-01,Gao
B,Mali,,2025-06-01,Gao
"""
CELLS = (
    "", " ", ";", " ; ;", ",", "\t", "\n", "a\r\nb", '"', "0", "-0", "-1", "1e999", "NaN", "nan", "NULL", "inf", "0x10",
    "9" * 400, "9" * 5000, "9999-12-31", "0001-01-01", "9999", "0000", "2262-04-12", "1677-01-01", "31/02/2025",
    "2025-13", "2025/..", "..", "10..15", ">100", "=1+1", "true", "[]", "{}", "[1]", '{"a":1}', "\u202e",
    "\u200e", "\ufeff", "\x00", "\ufffd", "é" * 300, "x" * 70_000, "near", "between and", "20 km south of", "A; A",
    "Gao;", "180", "-91", "400", "16,27", "16°16'N", "٣", "½", "1.000.000", "#tag", "\x1b[31m", "{{7*7}}",
    "__proto__", "id:a",
)  # fmt: skip
NAMES = (
    "", " ", "event_id", "EVENT_ID", "event_date", "Event Date", "date", "place", "latitude", "Latitude", "longitude",
    "lat", "claims", "alternative_places", "geometry", "events", "year", "month", "day", "recorded", "fatalities",
    "type", "#event", "x" * 300, "=1+1", "a\nb", "<b>", "event_date_in_file", "data_set", "draft", "tags", "index",
)  # fmt: skip


def _parsed(text: str) -> Table:
    names, *rows = csv.reader(io.StringIO(text))
    return names, rows[:MOST_ROWS]


@cache
def samples() -> tuple[Table, ...]:
    """A valid table of every reader: the tool's own, data sets, any other table, and our own exports."""
    texts = [path.read_text("utf-8-sig", "replace") for path in sorted((ROOT / "tests" / "data").glob("*.csv"))]
    with tempfile.TemporaryDirectory() as folder:
        seeds = mapper.read(ROOT / "seeds")
        (exported,) = mapper.export(seeds, Path(folder) / "events.csv")
        texts.append(exported.read_text("utf-8"))
        (nowhere,) = mapper.export(mapper.filter(seeds, place="Mali"), Path(folder) / "nowhere.csv")
        texts.append(nowhere.read_text("utf-8"))
    texts.append((ROOT / "seeds" / "events.csv").read_text("utf-8"))
    return tuple(_parsed(text) for text in (PLAIN, GTD, HAPI, GUESSED, VICTIMS, *texts))


# Changes ------------------------------------------------------------------------------------------------------------


def _drop(table: Table, chance: random.Random) -> Table:
    names, rows = table
    gone = {chance.randrange(len(names)) for _ in range(chance.choice((1, 1, 2, len(names) // 2)))}
    return [n for i, n in enumerate(names) if i not in gone], [
        [cell for i, cell in enumerate(row) if i not in gone] for row in rows
    ]


def _double(table: Table, chance: random.Random) -> Table:
    names, rows = table
    at, other = chance.randrange(len(names)), chance.randrange(len(names))
    name = chance.choice((names[at], names[at].upper(), names[at] + " ", names[at].replace("_", " ")))
    return [*names, name], [[*row, row[other] if other < len(row) else ""] for row in rows]


def _rename(table: Table, chance: random.Random) -> Table:
    names, rows = [*table[0]], table[1]
    for _ in range(chance.choice((1, 2, 4))):
        names[chance.randrange(len(names))] = chance.choice((*NAMES, *names))
    return names, rows


def _mix(table: Table, chance: random.Random) -> Table:
    """Columns change places with their names left behind."""
    names, rows = table
    order = list(range(len(names)))
    one, other = chance.randrange(len(names)), chance.randrange(len(names))
    order[one], order[other] = order[other], order[one]
    return names, [[row[i] if i < len(row) else "" for i in order] for row in rows]


def _retype(table: Table, chance: random.Random) -> Table:
    """All cells of a column, or some, become others."""
    names, rows = table
    at, cells, share = chance.randrange(len(names)), chance.choices(CELLS, k=3), chance.choice((0.3, 1))
    return names, [
        [chance.choice(cells) if i == at and chance.random() < share else cell for i, cell in enumerate(row)]
        for row in rows
    ]


def _blow_up(table: Table, chance: random.Random) -> Table:
    """Many rows, each with names of its own in a few columns."""
    names, rows = table
    if not rows:
        return table
    own = {chance.randrange(len(names)) for _ in range(4)}
    return names, [
        [f"{cell} {number}" if i in own else cell for i, cell in enumerate(rows[number % len(rows)])]
        for number in range(chance.choice((200, 1500)))
    ]


def _add(table: Table, chance: random.Random) -> Table:
    names, rows = table
    return [*names, chance.choice(NAMES)], [[*row, chance.choice(CELLS)] for row in rows]


def _ragged(table: Table, chance: random.Random) -> Table:
    names, rows = table
    return names, [row[: chance.randrange(len(row) + 1)] if chance.random() < 0.3 else row for row in rows]


def _empty(table: Table, chance: random.Random) -> Table:
    return table[0], table[1][: chance.choice((0, 0, 1))]


CHANGES: tuple[Callable[[Table, random.Random], Table], ...] = (
    *(_drop, _drop, _double, _double, _rename, _rename, _mix, _retype, _retype, _retype),
    *(_blow_up, _add, _add, _ragged, _empty),
)


# Files --------------------------------------------------------------------------------------------------------------


def _csv(table: Table, chance: random.Random) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=chance.choice(",,,;\t|"), lineterminator=chance.choice(("\n", "\r\n")))
    writer.writerows([table[0], *table[1]])
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"))
    return text.getvalue().encode(encoding, "replace")


def _value(cell: str, chance: random.Random) -> object:
    """A cell as JSON may have it: a number, a list, an object, nothing."""
    kinds: tuple[object, ...] = (
        cell,
        cell,
        cell,
        cell,
        None,
        [cell],
        {"a": cell},
        len(cell),
        len(cell) / 3,
        bool(cell),
        [],
        {},
        10**30,
    )
    return chance.choice(kinds) if chance.random() < 0.2 else cell


def _objects(table: Table, chance: random.Random) -> list[dict[str, object]]:
    names, rows = table
    return [
        {name: _value(cell, chance) for name, cell in zip(names, row, strict=False) if cell or chance.random() < 0.8}
        for row in rows
    ]


def _json(table: Table, chance: random.Random) -> bytes:
    objects = _objects(table, chance)
    whole = chance.choice((objects, {"data": objects, "count": len(objects)}, {"a": {"b": objects}}))
    if chance.random() < 0.3:
        return "".join(json.dumps(one) + "\n" for one in objects).encode()
    return json.dumps(whole).encode()


def _geojson(table: Table, chance: random.Random) -> bytes:
    shapes: tuple[Any, ...] = (
        {"type": "Point", "coordinates": [1.5, 16.2]}, None, {"type": "Point", "coordinates": []}, {},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}, {"type": "Polygon", "coordinates": []},
        {"type": "Point", "coordinates": ["1", None]}, {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]},
        {"type": "GeometryCollection", "geometries": []}, {"type": "Point", "coordinates": [1e400, -99]}, "POINT(1 2)",
        {"type": "LineString", "coordinates": [[0, 0]]}, {"type": "Point"},
    )  # fmt: skip
    usual = chance.choice((shapes[:1], shapes[:2], shapes[1:2], shapes))
    features = [
        {"type": "Feature", "properties": one, "geometry": chance.choice(usual)} for one in _objects(table, chance)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def frame_of(table: Table) -> pd.DataFrame:
    """A frame with each name once, as the formats of databases want it."""
    names, rows = table
    padded = [[*row, *[""] * (len(names) - len(row))] for row in rows]
    columns: dict[str, int] = {name.replace("\0", ""): number for number, name in enumerate(names)}
    return pd.DataFrame({name: [row[number] for row in padded] for name, number in columns.items()}, dtype="str")


def _arrow(column: pd.Series, chance: random.Random) -> pa.Array:
    texts = pa.array(column.tolist(), pa.string())
    numbers = list(range(len(column)))
    kinds: tuple[Callable[[], Any], ...] = (
        lambda: texts, texts.dictionary_encode, lambda: pa.array([[text] for text in column]),
        lambda: pa.array([{"a": text} for text in column]), lambda: pa.nulls(len(column)),
        lambda: pa.array([2**62 - n for n in numbers], pa.int64()), lambda: pa.array([n / 7 for n in numbers]),
        lambda: pa.array([n % 2 == 0 for n in numbers]), lambda: pa.array([text.encode() for text in column]),
        lambda: pa.array([10**18 * (n % 9) for n in numbers], pa.timestamp("us")),
        lambda: pa.array([n - 800_000 for n in numbers], pa.date32()), lambda: pa.array(numbers, pa.time64("ns")),
        lambda: pa.array(numbers, pa.duration("s")), lambda: pa.array(numbers, pa.decimal128(30, 2)),
        lambda: pa.array([float("nan")] * len(column)), lambda: pa.array([b"abc"] * len(column), pa.binary(3)),
    )  # fmt: skip
    return chance.choice(kinds)() if chance.random() < 0.25 else texts


def _parquet(table: Table, chance: random.Random) -> bytes:
    frame = frame_of(table)
    buffer = io.BytesIO()
    pq.write_table(pa.table({name: _arrow(frame[name], chance) for name in frame}), buffer)
    return buffer.getvalue()


def _gpkg(table: Table, chance: random.Random) -> bytes:
    frame = frame_of(table)
    names = [name for name in map(str, frame) if name.strip()]
    small = {name.casefold(): name for name in names if name.casefold() not in ("fid", "geometry")}
    point = shapely.Point(1, 2)
    points = [chance.choice((point, point, None, shapely.Point())) for _ in range(len(frame))]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.gpkg"
        gpd.GeoDataFrame(frame[[*small.values()]], geometry=points, crs=4326).to_file(file, layer="events")
        return file.read_bytes()


def without_forbidden(table: Table) -> list[list[str]]:
    """Without the characters that XML forbids."""
    kept = str.maketrans("", "", "\0\x1b\ufffe")
    return [[cell.translate(kept)[:32_000] for cell in row] for row in (table[0], *table[1])]


def _xlsx(table: Table, chance: random.Random) -> bytes:
    return chance.choice((xlsx, ods))(
        {"Data": without_forbidden(table), **chance.choice(({}, {"Other": [["a"], ["b"]]}))}
    )


FILES: tuple[Callable[[Table, random.Random], bytes], ...] = (
    *(_csv, _csv, _csv, _json, _json, _geojson, _geojson, _parquet, _parquet, _gpkg, _xlsx),
)


def _packed(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.8:
        return data
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("events.csv", data)
        if chance.random() < 0.3:
            archive.writestr("readme.txt", "about")
    return chance.choice((gzip.compress(data, mtime=0), buffer.getvalue()))


def changed(table: Table, chance: random.Random) -> Table:
    """Return a table with a few changes."""
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        if table[0]:
            table = chance.choice(CHANGES)(table, chance)
    return table


def made(chance: random.Random) -> bytes:
    """Return a file of events with a few changes."""
    table = changed(chance.choice(samples()), chance)
    return _packed(chance.choice(FILES)(table, chance), chance)
