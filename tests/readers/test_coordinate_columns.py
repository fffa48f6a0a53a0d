"""Columns of coordinates: two of degrees in any notation, or one of points, whose order the column proves."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.readers.sources import read_text


def points(dossier) -> list[tuple[float, float] | None]:
    rows = dossier.events[["latitude", "longitude"]].round(4).itertuples(index=False)
    return [None if pd.isna(latitude) else (latitude, longitude) for latitude, longitude in rows]


def test_degrees_in_two_columns(tmp_path):
    text = "event_id,latitude,longitude\n"
    text += 'a,"16°16\'18""N","0°02\'41""W"\nb,18.4411 N,1.4078 E\nc,14.4843°,−4.1830°\nd,N16.2717,W0.0447\n'
    text += 'e,"16,2717","-0,0447"\nf,16.2717,-0.0447\n'
    dossier = read_text(tmp_path, text)
    gao = (16.2717, -0.0447)
    assert points(dossier) == [gao, (18.4411, 1.4078), (14.4843, -4.183), gao, gao, gao]
    assert dossier.faults.empty
    assert dossier.events["longitude_in_file"].tolist()[:2] == ["0°02'41\"W", "1.4078 E"]


def test_columns_of_numbers_have_no_column_of_words(tmp_path):
    assert read_text(tmp_path, 'event_id,latitude,longitude\na,16.2,-0.04\nb,"16,2","0,4"\n').extra_columns == ()


@pytest.mark.parametrize(
    ("latitude", "longitude", "reason"),
    [
        ("812345.5", "1801234", "metres of a projection, not degrees"),
        ("91", "4", "not degrees"),
        ("4 E", "16 N", "not degrees"),
        ("0", "0", "0,0, which means a missing coordinate"),
    ],
)
def test_what_are_no_degrees_is_a_fault_and_keeps_its_words(tmp_path, latitude, longitude, reason):
    dossier = read_text(tmp_path, f"event_id,latitude,longitude\na,{latitude},{longitude}\n")
    assert points(dossier) == [None]
    assert dossier.faults["reason"].tolist()[0] == reason


def test_points_in_one_column_count_where_no_degrees_are_given(tmp_path):
    text = 'event_id,latitude,longitude,coordinates\na,,,"16.2717, -0.0447"\nb,18.4411,1.4078,"1.0, 2.0"\nc,,,nowhere\n'
    dossier = read_text(tmp_path, text)
    assert points(dossier) == [(16.2717, -0.0447), (18.4411, 1.4078), None]
    assert dossier.faults[["field", "value", "reason"]].iloc[0].tolist() == ["coordinates", "nowhere", "not a point"]
    assert dossier.events["coordinates"].tolist()[0] == "16.2717, -0.0447"


def test_the_order_of_a_column_is_proven_by_what_is_no_latitude(tmp_path):
    both = read_text(tmp_path, 'event_id,coordinates\na,"120.5, 15.5"\nb,"16.27, -0.04"\n')
    assert points(both) == [(15.5, 120.5), (-0.04, 16.27)]
    assert points(read_text(tmp_path, 'event_id,coordinates\na,"16.27, -0.04"\n')) == [(16.27, -0.04)]
