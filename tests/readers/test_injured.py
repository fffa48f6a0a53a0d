"""A column of the injured is the user's own: shown under its heading, exported, and never counted among the dead."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import mapper
from mapper.render.mapdata import own_columns
from mapper.report import check

HEADINGS = [
    "Blessés", "Nombre de blessés", "Blessé(s)", "Personnes blessées", "Injured", "No. wounded", "Heridos",
    "Morts et blessés", "Morts/Blessés", "Blessés (hors morts)", "Victimes (morts et blessés)", "Killed and wounded",
]  # fmt: skip


@pytest.mark.parametrize("dead", [{}, {"Morts": ["1", ""]}])
@pytest.mark.parametrize("heading", HEADINGS)
def test_the_injured_are_a_column_of_their_own_and_no_dead(tmp_path, heading, dead):
    table = {"Date": "2025-05-12", "Lieu": ["Gao", "Kidal"], "Pays": "Mali", heading: ["7", "12"], **dead}
    dossier = mapper.read(pd.DataFrame(table))
    assert dossier.events["fatalities_best"].sum() == len(dead)
    assert own_columns(dossier) == ([heading], [])
    [account] = check(dossier).account.query("column == @heading").to_dict("records")
    assert (account["became"], account["read"]) == ("own", 2)
    mapper.export(dossier, tmp_path / "out.geojson")
    features = json.loads((tmp_path / "out.geojson").read_bytes())["features"]
    assert [feature["properties"][heading] for feature in features] == [7, 12]
