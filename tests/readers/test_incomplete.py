"""ACLED's exports with columns left out or renamed: still ACLED's, with its steps, terms and rows counted once."""

from __future__ import annotations

import csv
import io

from tests.readers.sources import conserved, listed, read_text
from tests.readers.test_formats import rows_of


def csv_of(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def test_acled_is_known_by_its_ids_whatever_columns_are_left_out(tmp_path):
    rows = rows_of("acled-monadic.csv")
    for left_out in ("event_date", "actor1", "latitude", "notes"):
        dossier = read_text(tmp_path, csv_of([{k: v for k, v in row.items() if k != left_out} for row in rows]))
        assert set(dossier.events["data_set"]) == {"ACLED"}, left_out
        assert dossier.events["event_id"].tolist() == ["MLI1", "MLI2", "MLI4"]
        assert dossier.counts.read == 6
        assert conserved(dossier)


def test_acled_of_little_more_than_ids_keeps_acled_s_steps_and_terms(tmp_path):
    text = "event_id_cnty,latitude,longitude,geo_precision,fatalities\nMLI1,16.3,0,3,2\n"
    dossier = read_text(tmp_path, text)
    columns = ["event_id", "geo_precision", "fatalities_best", "actor1"]
    assert dossier.events[columns].to_numpy().tolist() == [["MLI1", 4, 2, ""]]
    assert dossier.attributions[0].startswith("ACLED")
    assert dossier.notices == ()


def test_a_column_of_another_name_stands_in_for_one_of_acled_s(tmp_path):
    text = "event_id_cnty,date,lat,lon,deaths,region,timestamp\nMLI1,13 June 2025,16.3,0.1,many,Western Africa,1700\n"
    dossier = read_text(tmp_path, text)
    assert dossier.events["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-06-13"]
    assert dossier.events[["latitude", "longitude", "admin1"]].to_numpy().tolist() == [[16.3, 0.1, ""]]
    assert listed(dossier.faults) == [(2, "deaths", "many")]
    assert "event_date=date, latitude=lat, longitude=lon, fatalities=deaths" in dossier.notices[0]


def test_types_of_acled_beside_its_interaction_tell_it_without_ids_and_actors(tmp_path):
    header = "event_date,location,event_type,sub_event_type,interaction,fatalities"
    text = f"{header}\n2025-06-13,Gao,Battles,Armed clash,12,3\n"
    dossier = read_text(tmp_path, text)
    assert set(dossier.events["data_set"]) == {"ACLED"}
    assert dossier.attributions[0].startswith("ACLED")


def test_a_selection_that_may_be_acled_s_is_said_to_be_under_its_terms(tmp_path):
    types = "event_date,latitude,longitude,event_type\n2025-06-13,16.3,0.1,Battles\n2025-06-14,16.3,0.1,{}\n"
    names = "event_date,location,geo_precision,fatalities,notes\n2025-06-13,Gao,1,0,x\n"
    terms = "may be rows of ACLED: if so, its terms do not allow handing them on"
    assert any(terms in said for said in read_text(tmp_path, types.format("Strategic developments")).notices)
    assert any(f"{terms}, and their geo_precision" in said for said in read_text(tmp_path, names, name="b.csv").notices)
    assert not any("ACLED" in said for said in read_text(tmp_path, types.format("Ambush"), name="c.csv").notices)
