"""Coordinates that are only those of what a place refers to are as exact as its words; any others are the event's."""

import pandas as pd
import pytest

import mapper
from mapper.report import check

GAO, BAMAKO, IN_THE_DESERT = "16.2716,-0.0447", "12.6392,-8.0029", "17.5707,-3.9962"


@pytest.fixture
def table(tmp_path):
    def read(*rows, header="place,country,lat,lon"):
        file = tmp_path / "incidents.csv"
        file.write_text("\n".join([f"date,{header}", *(f"2025-06-13,{row}" for row in rows)]) + "\n", encoding="utf-8")
        return mapper.read(file)

    return read


def drawn(dossier):
    events = dossier.events
    steps = [None if pd.isna(step) else int(step) for step in events["geo_precision"]]
    return list(zip(events["location_kind"], steps, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "how"),
    [
        (f"near Gao,Mali,{GAO}", ("near", 2)),
        (f"près de Gao,Mali,{GAO}", ("near", 2)),
        (f"Gao region,Mali,{GAO}", ("area", 4)),
        (f"région de Gao,,{GAO}", ("area", 4)),
        ("Kyiv oblast,Ukraine,50.4512,30.5234", ("area", 4)),
        ("Donetsk oblast,Ukraine,48.0451,37.6662", ("area", 4)),
        ("between Gao and Ansongo,Mali,15.9657,0.2288", ("area", 5)),
        (f"Mali,Mali,{BAMAKO}", ("unlocated", 6)),
    ],
)
def test_the_point_of_what_is_named_is_as_exact_as_the_words(table, row, how):
    dossier = table(row)
    assert drawn(dossier) == [how]
    assert dossier.events["from_gazetteer"].tolist() == ["geo_precision"]


@pytest.mark.parametrize(
    "row",
    [
        f"Gao,Mali,{GAO}",
        "near Gao,Mali,16.3512,-0.1447",
        "Gao region,Mali,16.9123,0.4512",
        f"Mali,Mali,{IN_THE_DESERT}",
        "Djibouti,Djibouti,11.5886,43.1458",
        '"Gao, Mali",Mali,' + GAO,
    ],
)
def test_any_other_point_is_the_event_s_own(table, row):
    assert drawn(table(row)) == [("exact", None)]


def test_a_point_that_records_of_an_area_share_stands_for_it(table):
    dossier = table(*["Kharkiv oblast,Ukraine,49.7123,37.1123"] * 2, *[f"Mali,Mali,{IN_THE_DESERT}"] * 2)
    assert drawn(dossier) == [("area", 4)] * 2 + [("unlocated", 6)] * 2


def test_a_point_beside_the_name_of_a_country_stands_for_all_of_it_where_it_is_shared(table):
    dossier = table(
        *("Ukraine,Ukraine,49.49,31.27", "Ukraine,,49.49,31.27", "Niger,Nigeria,9.6,6.5"),
        *("Djibouti,Djibouti,11.59,43.15", "Djibouti,Djibouti,11.59,43.15", "Syria,Syria,35.23,35.9"),
    )
    assert [step for _, step in drawn(dossier)] == [6, 6, None, None, None, None]


def test_a_precision_or_an_area_stated_with_it_goes_before_the_name_of_a_country(table):
    header = "place,geo_precision,region,lat,lon"
    dossier = table("Ukraine,4,,49.5123,31.3123", "Ukraine,,Cherkasy,49.5123,31.3123", header=header)
    assert [step for _, step in drawn(dossier)] == [4, None]


def test_a_name_that_only_sounds_like_a_part_or_an_area_is_a_place(table):
    shared = ["West Point,Liberia,6.3212,-10.8123", "State House,Nigeria,9.0712,7.5212"]
    assert drawn(table(*shared, *shared)) == [("exact", None)] * 4


def test_an_event_at_a_distance_from_a_town_may_be_anywhere_around_it(table):
    radius = table(f"60 km north of Gao,Mali,{GAO}").events["radius_km"].item()
    assert radius >= 60


def test_a_bare_name_that_is_an_area_s_alone_is_that_area_and_a_town_s_is_the_town(table):
    dossier = table(*["Helmand,Afghanistan,31.5812,64.3512", "Kano,Nigeria,12.0012,8.5212"] * 2)
    assert drawn(dossier) == [("area", 4), ("exact", None)] * 2


FINE = ["Malakal,South Sudan,9.5334,31.6605", "Bor,South Sudan,6.2072,31.5585", "Juba,South Sudan,4.8517,31.5825"]


@pytest.mark.parametrize(
    ("row", "how"),
    [
        ("Upper Nile,South Sudan,9.6,32.1", ("area", 4)),
        ("Upper Nile region,South Sudan,10,32", ("area", 5)),
        ("near Malakal,South Sudan,9.6,31.9", ("near", 2)),
        ("South Sudan,South Sudan,7.5,30", ("unlocated", 6)),
        ("Malakal,South Sudan,9.6,31.7", ("near", 2)),
    ],
)
def test_few_digits_say_no_more_than_the_words_beside_them(table, row, how):
    assert drawn(table(row, *FINE))[0] == how


def test_what_few_digits_mean_is_told_and_a_stated_precision_goes_before_it(table):
    dossier = table("Malakal,South Sudan,9.6,31.7", "Upper Nile,South Sudan,9.6,32.1", *FINE)
    assert dossier.events["place_reason"].tolist()[:2] == [
        "coordinates of the record, too rough to be exact",
        "coordinates of the record, too rough to say more than the area that is named",
    ]
    header = "place,country,lat,lon,geo_precision"
    stated = table("Upper Nile,South Sudan,9.6,32.1,2", *(f"{row}," for row in FINE), header=header)
    assert drawn(stated)[0] == ("near", 2)


def test_a_precision_that_the_record_states_counts(table):
    header = "place,country,lat,lon,geo_precision"
    assert drawn(table(f"Gao region,Mali,{GAO},1", header=header)) == [("exact", 1)]


def test_the_reason_says_so_and_an_editor_is_told_once_for_each_place(table):
    dossier = table(*[f"near Gao,Mali,{GAO}"] * 3)
    assert dossier.events["place_reason"].unique().tolist() == [
        "coordinates of the record, which are those of Gao itself"
    ]
    [finding] = (one for one in check(dossier).contradictions if one.rule == "point-stands-in")
    assert "'near Gao' (3)" in finding.message.text()
    assert "geo_precision" in finding.settling.text()


def test_what_was_exported_is_read_again_as_it_was_recorded(table, tmp_path):
    dossier = table(f"Gao region,Mali,{GAO}")
    [file] = mapper.export(dossier, tmp_path / "out.csv")
    again = mapper.read(file)
    assert drawn(again) == drawn(dossier)
    assert again.events["from_gazetteer"].tolist() == ["geo_precision"]
