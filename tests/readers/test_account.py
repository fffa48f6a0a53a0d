"""The account of cells: whatever a table holds, each cell of each column is counted once."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyogrio import write_dataframe

from mapper import read
from mapper.readers import read_sources
from mapper.report import check
from tests.readers.spreadsheets import Sheets, ods, xlsx
from tests.soak import sample

COUNTS = ["read", "empty", "missing", "not_understood"]

CELLS = {
    "event_id": st.sampled_from(["a", "b", "c", "d", "e", "f", "", " "]),
    "event_date": st.sampled_from(
        ["2025-06-13", "13 June 2025", "June 2025", "when it rained", "", "  ", "31/02/2025"]
    ),
    "place": st.sampled_from(["Gao", "Kidal", "", "two words", "Mopti;Gao"]),
    "country": st.sampled_from(["Mali", "ML", "Atlantis", "", "NE"]),
    "latitude": st.sampled_from(["16.27", "", "north", "400", "0"]),
    "longitude": st.sampled_from(["-0.04", "", "west", "0"]),
    "fatalities": st.sampled_from(["3", "3-5", "", "some people", "-4"]),
    "weapon": st.sampled_from(["mortar", "rifle", "", "#1"]),
}


@st.composite
def tables(draw) -> dict[str, list[str]]:
    rows = draw(st.integers(min_value=1, max_value=8))
    names = draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=1, unique=True))
    names = [*names, *(name for name in ("event_id", "event_date", "place") if name not in names)]
    return {name: draw(st.lists(CELLS[name], min_size=rows, max_size=rows)) for name in names}


def as_csv(table: dict[str, list[str]], folder: Path) -> str:
    path = folder / "events.csv"
    pd.DataFrame(table).to_csv(path, index=False)
    return str(path)


def as_json(table: dict[str, list[str]], folder: Path) -> str:
    path = folder / "events.json"
    path.write_text(json.dumps(pd.DataFrame(table).to_dict("records")))
    return str(path)


def as_lines(table: dict[str, list[str]], folder: Path) -> str:
    path = folder / "events.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in pd.DataFrame(table).to_dict("records")))
    return str(path)


def as_geojson(table: dict[str, list[str]], folder: Path) -> str:
    features = [
        {"type": "Feature", "properties": row, "geometry": None} for row in pd.DataFrame(table).to_dict("records")
    ]
    path = folder / "events.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return str(path)


def as_parquet(table: dict[str, list[str]], folder: Path) -> str:
    path = folder / "events.parquet"
    pd.DataFrame(table).to_parquet(path)
    return str(path)


def as_sheet(table: dict[str, list[str]], folder: Path, suffix: str, write: Callable[[Sheets], bytes]) -> str:
    path = folder / f"events{suffix}"
    path.write_bytes(write({"Data": [[*table], *(list(row) for row in zip(*table.values(), strict=True))]}))
    return str(path)


def as_xlsx(table: dict[str, list[str]], folder: Path) -> str:
    return as_sheet(table, folder, ".xlsx", xlsx)


def as_ods(table: dict[str, list[str]], folder: Path) -> str:
    return as_sheet(table, folder, ".ods", ods)


def as_gpkg(table: dict[str, list[str]], folder: Path) -> str:
    path = folder / "events.gpkg"
    path.unlink(missing_ok=True)
    write_dataframe(pd.DataFrame(table), path, layer="events", driver="GPKG")
    return str(path)


def as_kml(table: dict[str, list[str]], folder: Path) -> str:
    data = [
        "".join(f"<Data name='{name}'><value>{escape(cell)}</value></Data>" for name, cell in row.items())
        for row in pd.DataFrame(table).to_dict("records")
    ]
    marks = "".join(f"<Placemark><ExtendedData>{one}</ExtendedData></Placemark>" for one in data)
    path = folder / "events.kml"
    path.write_text(f"<kml><Document>{marks}</Document></kml>")
    return str(path)


def as_folder(table: dict[str, list[str]], folder: Path) -> str:
    return str(Path(as_csv(table, folder)).parent)


def as_frame(table: dict[str, list[str]], _: Path) -> pd.DataFrame:
    return pd.DataFrame(table)


READERS = [as_csv, as_json, as_lines, as_geojson, as_parquet, as_xlsx, as_ods, as_gpkg, as_kml, as_folder, as_frame]


@pytest.mark.slow
@pytest.mark.parametrize("write", READERS)
@settings(max_examples=sample(3, soak=500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables())
def test_each_cell_is_read_empty_missing_or_not_understood(write, table, tmp_path):
    dossier = read_sources([write(table, tmp_path)])
    account = dossier.account.set_index("column")
    assert set(table) <= set(account.index)
    assert (account[COUNTS].sum(axis=1) == account["cells"]).all()
    assert (account[COUNTS] >= 0).all(axis=None)
    rows = len(next(iter(table.values())))
    for name, cells in table.items():
        blank = sum(not cell.strip() for cell in cells)
        assert account.loc[name, "cells"] + len(dossier.skipped) == rows
        assert account.loc[name, "empty"] + account.loc[name, "missing"] <= blank
    faults = dossier.faults[dossier.faults["value"].str.strip() != ""].drop_duplicates(["line", "field"])
    bad = Counter(faults["field"])
    assert {name: account.loc[name, "not_understood"] for name in table} == {name: bad[name] for name in table}


def account_of(tmp_path: Path, text: str) -> pd.DataFrame:
    path = tmp_path / "a.csv"
    path.write_text(text)
    return read_sources([path]).account.set_index("column")


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("id,date_start,date_end,type_of_violence,side_a,conflict_name", {"side_a": "actor1", "conflict_name": ""}),
        ("event_id_cnty,EVENT_DATE,location,time_precision,region", {"time_precision": "date_precision", "region": ""}),
        ("Datum,Ort,Waffe", {"Datum": "event_date", "Ort": "place", "Waffe": ""}),
        ("event_id,event_date,notes,weather", {"notes": "notes", "weather": ""}),
    ],
)
def test_each_column_says_which_field_it_went_into(header, fields, tmp_path):
    cells = {"Datum": "2025-05-03", "Ort": "Gao"}
    account = account_of(tmp_path, f"{header}\n{','.join(cells.get(name, '1') for name in header.split(','))}\n")
    assert {name: account.loc[name, "fields"] for name in fields} == fields
    assert {name: account.loc[name, "became"] for name in fields} == {
        name: "field" if into else "own" for name, into in fields.items()
    }


def test_a_column_without_any_value_is_not_used(tmp_path):
    account = account_of(tmp_path, "date,place,\n2025-05-03,Gao,\n2025-05-04,Kidal,\n")
    assert account["became"].tolist() == ["field", "field", "unused"]


@pytest.mark.parametrize("column", ["date", "country", "lat"])
def test_faults_of_one_kind_are_one_line(column, tmp_path):
    right = {"id": "", "date": "2025-05-03", "country": "Mali", "lat": "16.2", "lon": "1.5"}
    rows = [right | {"id": f"e{n}"} | {column: f"nonsense {n}"} for n in range(40)]
    path = tmp_path / "a.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    report = check(read(path))
    [kind, *_] = report.as_dict()["fault_kinds"]
    assert (kind["count"], kind["field"]) == (40, column)
    assert 1 <= len(kind["examples"]) <= 3
    assert sum(line.lstrip().startswith(str(path)) for line in report.as_text().splitlines()) <= 2
