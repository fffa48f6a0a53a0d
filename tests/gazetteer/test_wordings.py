"""Places as reports word them, in English and French: each is read as expected, or refused; never read falsely."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gazetteer.geodesy import great_circle_km

WORDINGS = list(csv.DictReader((Path(__file__).parent / "wordings.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("row", WORDINGS, ids=lambda row: row["name"])
def test_a_wording_is_read_as_it_is_meant(ask, row):
    answer = ask(row["name"], country=row["country"])
    if row["expect"] != "either":
        assert answer.status == "resolved" if row["expect"] == "resolved" else answer.status != "resolved"
    if answer.status != "resolved":
        return
    assert not row["place"] or any(part in answer.place.name for part in row["place"].split(";"))
    if answer.latitude is not None:
        point = (float(row["latitude"]), float(row["longitude"]))
        assert great_circle_km(*point, answer.latitude, answer.longitude) <= float(row["within_km"])
    is_wide = row["least_km"] and (answer.radius_km or 0) >= float(row["least_km"])
    assert answer.geo_precision >= int(row["precision"]) or is_wide
    assert not row["relation"] or answer.relation in row["relation"].split(";")
