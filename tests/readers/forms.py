"""One table written as other kinds of file."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from tests.readers.spreadsheets import Cell, ods, xlsx

Rows = list[list[str]]


def as_number(cell: str) -> Cell:
    try:
        number = float(cell)
    except ValueError:
        return cell
    return number if cell == str(int(number)) or "." in cell else cell


def as_xlsx(file: Path, names: list[str], rows: Rows) -> None:
    file.write_bytes(xlsx({"Data": [[*names], *([as_number(cell) for cell in row] for row in rows)]}))


def as_ods(file: Path, names: list[str], rows: Rows) -> None:
    file.write_bytes(ods({"Data": [[*names], *([*row] for row in rows)]}))


def as_answer(file: Path, names: list[str], rows: Rows) -> None:
    objects = [{name: as_number(cell) if cell else None for name, cell in zip(names, row, strict=True)} for row in rows]
    document = {"TotalCount": len(rows), "TotalPages": 1, "NextPageUrl": "", "Result": objects}
    file.write_text(json.dumps(document), encoding="utf-8")


def as_gpkg(file: Path, names: list[str], rows: Rows) -> None:
    columns = {name: [row[number] for row in rows] for number, name in enumerate(names)}
    x, y = (pd.to_numeric(pd.Series(columns[name]), errors="coerce") for name in ("longitude", "latitude"))
    frame = gpd.GeoDataFrame(columns, geometry=shapely.points(x, y), crs=4326)
    target = file.with_suffix(".gpkg")
    frame.to_file(target, driver="GPKG")
    target.rename(file)
