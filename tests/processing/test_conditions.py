"""Each condition of a filter, at its edges: what it lets through, what it stops, and what is not known."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

import mapper
from gazetteer import Gazetteer
from mapper.errors import ParameterError, UnknownNameError
from mapper.options import Conditions
from mapper.processing.filters.left_out import beyond, left_out

COLUMNS = (
    "event_id", "event_date", "end_date", "place", "country", "admin1", "admin2", "latitude", "longitude",
    "geo_precision", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "actor2",
    "fatalities_low", "fatalities_best", "fatalities_high", "title", "tags",
    "source",
)  # fmt: skip
EVENTS = [
    {"event_id": "best", "fatalities_low": "1", "fatalities_best": "5", "fatalities_high": "9"},
    {"event_id": "high", "fatalities_low": "1", "fatalities_high": "5"},
    {"event_id": "low", "fatalities_low": "5"},
    {"event_id": "up to 9", "fatalities_high": "9"},
    {"event_id": "nobody", "fatalities_best": "0"},
    {"event_id": "exact", "latitude": "16.5", "longitude": "-3.5", "geo_precision": "1"},
    {"event_id": "district", "latitude": "16.5", "longitude": "-2.5", "geo_precision": "3"},
    {"event_id": "region", "latitude": "17.5", "longitude": "-3.5", "geo_precision": "4"},
    {"event_id": "country", "latitude": "16.5", "longitude": "-3.5", "geo_precision": "6"},
    {"event_id": "no step", "latitude": "10.0123", "longitude": "20.0123"},
    {"event_id": "fiji", "latitude": "-17", "longitude": "178", "geo_precision": "1"},
    {"event_id": "samoa", "latitude": "-14", "longitude": "-172", "geo_precision": "1"},
    {"event_id": "edge", "latitude": "16", "longitude": "-3", "geo_precision": "2"},
    {"event_id": "one day", "event_date": "2025-06-15", "tags": "flood"},
    {"event_id": "some days", "event_date": "2025-05-30", "end_date": "2025-06-02", "title": "Raid on the market",
     "source": "Radio A"},
    {"event_id": "last of May", "event_date": "2025-05-31", "source": "Radio A; Radio B"},
    {"event_id": "battle", "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Red", "actor2": "Blue"},
    {"event_id": "clash", "event_type": "Riots", "sub_event_type": "Battles", "assoc_actor_1": "Blue"},
    {"event_id": "meeting", "tags": "political"},
    {"event_id": "ambushed meeting", "tags": "political; conflict"},
    {"event_id": "two places", "place": "Well A; Well B", "admin1": "North", "admin2": "Cercle d'Azaka",
     "country": "ML"},
]  # fmt: skip


@pytest.fixture(scope="module")
def dossier():
    frame = pd.DataFrame(EVENTS, columns=list(COLUMNS)).fillna("")
    with Gazetteer.open(towns=False) as places:
        return mapper.read(frame, gazetteer=places)


@pytest.fixture(scope="module")
def passing(dossier):
    def passing(**conditions):
        return set(mapper.filter(dossier, **conditions).events["event_id"])

    return passing


ALL = {event["event_id"] for event in EVENTS}
DATED = {"one day", "some days", "last of May"}
IN_JUNE = {"one day", "some days"}
OF_BLUE = {"battle", "clash"}


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        # The best figure counts, else the lowest: of 1 to 5 dead, five are not known. No figure is not 0.
        ({"min_fatalities": 5}, {"best", "low"}),
        ({"min_fatalities": 6}, set()),
        ({"min_fatalities": 1}, {"best", "high", "low"}),
        ({"min_fatalities": 0}, {"best", "high", "low", "nobody", "up to 9"}),
        # The step itself is let through; an event without a step is not.
        ({"max_geo_precision": 1}, {"exact", "fiji", "samoa"}),
        ({"max_geo_precision": 2}, {"exact", "fiji", "samoa", "edge"}),
        ({"max_geo_precision": 3}, {"exact", "fiji", "samoa", "edge", "district"}),
        ({"max_geo_precision": 4}, {"exact", "fiji", "samoa", "edge", "district", "region"}),
        ({"max_geo_precision": 7}, {"exact", "fiji", "samoa", "edge", "district", "region", "country", "two places"}),
        # Borders belong to the box. An event that is not on the map is in no box, whatever point its record has.
        ({"bbox": (-4, 16, -3, 17)}, {"exact", "edge"}),
        ({"bbox": (-3, 16, -2, 17)}, {"edge", "district"}),
        ({"bbox": (-4, 17, -3, 18)}, {"region"}),
        ({"bbox": (-3.4, 16, -2, 18)}, {"edge", "district"}),
        ({"bbox": (-180, -90, 180, 90)}, {"exact", "district", "region", "no step", "fiji", "samoa", "edge"}),
        ({"bbox": (-3.5, 16.5, -3.5, 16.5)}, {"exact"}),
        # Across 180°.
        ({"bbox": (177, -20, -170, -10)}, {"fiji", "samoa"}),
        ({"bbox": (180, -20, -180, -10)}, set()),
        ({"bbox": (178, -20, -172, -10)}, {"fiji", "samoa"}),
        ({"bbox": (179, -20, -172, -10)}, {"samoa"}),
        ({"bbox": (177, -20, -173, -10)}, {"fiji"}),
        ({"bbox": (177, -20, -170, -15)}, {"fiji"}),
        # A point counts that lies so near; the district and the region are areas, which lie within no distance.
        ({"around": "16.5, -3.5", "within_km": 1}, {"exact"}),
        ({"around": "16.5, -3.5", "within_km": 76}, {"exact"}),
        ({"around": "16.5, -3.5", "within_km": 78}, {"exact", "edge"}),
        ({"around": "16.5, -3.5", "within_km": 300}, {"exact", "edge"}),
        ({"around": "-17, -179", "within_km": 325}, {"fiji"}),
        ({"around": "16.5, -3.5", "within_km": 20_000}, {"exact", "edge", "no step", "fiji", "samoa"}),
        # Both ends of a period count, and an undated event is in none.
        ({"from_": "2025-06-02", "to": "2025-06-14"}, {"some days"}),
        ({"from_": "2025-06-03"}, {"one day"}),
        ({"from_": "2025-06-15"}, {"one day"}),
        ({"from_": "2025-06-16"}, set()),
        ({"to": "2025-05-30"}, {"some days"}),
        ({"to": "2025-05-29"}, set()),
        ({"from_": "2025-05", "to": "2025-05"}, {"some days", "last of May"}),
        ({"from_": "2025"}, DATED),
        ({"from_": "2025-06-15", "to": "2025-06-15"}, {"one day"}),
        ({"from_": "2025-06-15", "to": "2025-06"}, {"one day"}),
        ({"from_": "2025", "to": "2025-05-30"}, {"some days"}),
        ({"month": "2025-06"}, IN_JUNE),
        ({"month": ("2025-05", "2025-07")}, {"some days", "last of May"}),
        ({"month": "2025-04"}, set()),
        # A word names a type or a sub-type.
        ({"type": "battles"}, {"battle", "clash"}),
        ({"type": "Armed clash"}, {"battle"}),
        # Any side, any role.
        ({"actor": "blue"}, OF_BLUE),
        ({"actor": "Red"}, {"battle"}),
        ({"not_actor": "Blue"}, ALL - OF_BLUE),
        ({"not_actor": "Red"}, ALL - {"battle"}),
        # One of several places, or the whole cell.
        ({"place": "well b"}, {"two places"}),
        ({"place": "Well A; Well B"}, {"two places"}),
        ({"place": "Well"}, set()),
        ({"admin1": "north"}, {"two places"}),
        ({"admin2": "AZAKA"}, {"two places"}),
        ({"admin2": "Azaka district"}, {"two places"}),
        ({"admin2": "North"}, set()),
        ({"country": "Mali"}, {"two places"}),
        # All words, wherever they stand.
        ({"text": "raid market"}, {"some days"}),
        ({"text": "raid blue"}, set()),
        ({"text": "mark.t"}, set()),
        ({"text": "north"}, {"two places"}),
        # Words in quotation marks stand together, in this order.
        ({"text": '"on the market" raid'}, {"some days"}),
        ({"text": '"market raid"'}, set()),
        # Political and contextual events are those that are nothing else.
        ({"context": "only"}, {"meeting"}),
        ({"context": "leave-out"}, ALL - {"meeting"}),
        ({"context": "include"}, ALL),
        # Of several sources each counts.
        ({"source": "Radio A"}, {"some days", "last of May"}),
        ({"source": "Radio B"}, {"last of May"}),
        ({"source": ("Radio A", "Radio B"), "month": "2025-06"}, {"some days"}),
        ({"text": "FLOOD"}, {"one day"}),
        ({"text": "red battles"}, {"battle"}),
        # Conditions together narrow one another.
        ({"actor": "Blue", "not_actor": "Red"}, {"clash"}),
        ({"from_": "2025-06", "text": "flood"}, {"one day"}),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)  # fmt: skip
def test_a_condition_lets_through_exactly_these(passing, conditions, expected):
    assert passing(**conditions) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("fatalities", {"kidal-region-2025-06-13"}),
        (("fatalities", "presence"), {"kidal-region-2025-06-13", "wagner-arrival-2021"}),
        ("place", set()),  # claimed, and disputed of no event
    ],
)
def test_events_on_which_sources_disagree_are_found_by_the_field(fields, expected):
    assert set(mapper.filter(mapper.read("seeds"), disputed=fields).events["event_id"]) == expected


def test_events_on_which_sources_disagree_on_anything_are_those_marked_so():
    dossier = mapper.read("seeds")
    marked = dossier.events.loc[dossier.events["disputed_fields"] != "", "event_id"]
    assert list(mapper.filter(dossier, disputed="any").events["event_id"]) == list(marked)


def test_a_field_that_nobody_claims_names_those_on_which_sources_disagree():
    with pytest.raises(UnknownNameError, match=r"no field of claims called 'killed'.*fatalities"):
        mapper.filter(mapper.read("seeds"), disputed="killed")


def test_an_actor_is_found_by_a_name_of_the_field_that_the_record_does_not_have():
    dossier = mapper.read("seeds")
    asked = [list(mapper.filter(dossier, actor=name).events["event_id"]) for name in ("GSIM", "JNIM")]
    assert asked[0] == asked[1] != []
    assert [one.text() for one in mapper.filter(dossier, actor="GSIM").selected] == ["actor: JNIM"]


def test_an_army_is_not_asked_for_by_the_name_of_its_government():
    army = mapper.read(pd.DataFrame({"event_id": ["a"], "actor1": ["Military Forces of Ukraine"]}))
    with pytest.raises(UnknownNameError):
        mapper.filter(army, actor="Government of Ukraine")


@pytest.mark.parametrize(
    "box",
    [
        (-181, 0, 0, 1),
        (0, 0, 181, 1),
        (0, -91, 1, 0),
        (0, 0, 1, 91),
        (0, 2, 1, 1),
        (181, 0, -170, 1),
        (170, 0, -181, 1),
    ],
)
def test_a_box_that_is_not_on_the_globe_is_refused(passing, box):
    with pytest.raises(ParameterError, match="the south below the north"):
        passing(bbox=box)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"around": "Gao"}, "around: cannot read 'Gao'; give it with `within_km`, kilometres"),
        ({"within_km": 5}, "within_km: cannot read '5'; give it with `around`, a place"),
        ({"around": "Gao", "within_km": 0}, "within_km: cannot read '0'; give kilometres, above 0 and at most 20,000"),
        ({"around": "Gao", "within_km": float("nan")}, "within_km: cannot read 'nan'; give kilometres, above 0"),
        ({"around": "Blorgistan", "within_km": 5}, "around: cannot read 'Blorgistan'; give a place that is known for"),
        ({"around": "Gao region", "within_km": 5}, "position: Gao Region is an area"),
        ({"around": "northern Mali", "within_km": 5}, "is an area"),
    ],
    ids=str,
)
def test_a_distance_is_measured_from_one_place_that_is_known_for_sure(passing, asked, message):
    with pytest.raises(ParameterError) as caught:
        passing(**asked)
    assert message in str(caught.value)


def test_what_is_around_a_place_says_which_place_is_meant(dossier):
    [said] = mapper.filter(dossier, around="Gao", within_km=12.5).selected
    assert said.text() == "at most 12.5 km from Gao (Mali), events with a known point only"
    assert mapper.filter(dossier, around="Gao", within_km=50).filter_words == "--around Gao --within-km 50"


@pytest.mark.parametrize(
    ("conditions", "number"),
    [
        ({"from_": "2025"}, len(ALL - DATED)),
        ({"to": "2025"}, len(ALL - DATED)),
        ({"month": ("2025-06",)}, len(ALL - DATED)),
        ({"month": ("2025-06",), "actor": ("Blue",)}, 2),
        ({"actor": ("Blue",)}, 0),
        ({}, 0),
    ],
    ids=str,
)
def test_undated_events_that_a_date_leaves_out_are_counted(dossier, conditions, number):
    assert left_out(dossier, Conditions(**conditions))["undated"] == number


@pytest.mark.parametrize("name", ["country", "admin1", "admin2"])
def test_events_without_a_stated_area_that_an_area_leaves_out_are_counted(tmp_path, name):
    file = tmp_path / "a.csv"
    file.write_text(
        "event_id,event_date,latitude,longitude,country,admin1,admin2\n"
        "a,2025-05-03,16.27,-0.04,ML,Gao,Gao\nb,2025-05-03,16.27,-0.04,,,\nc,2025-06-03,16.27,-0.04,,,\n",
        encoding="utf-8",
    )
    dossier = mapper.read(file)
    conditions = Conditions.of(**{name: "Mali" if name == "country" else "Gao"})
    assert left_out(dossier, conditions) == {name: 2}
    assert left_out(dossier, dataclasses.replace(conditions, month=("2025-06",))) == {name: 1}
    assert left_out(dossier, Conditions()) == {}


def test_a_division_is_found_whatever_words_and_language_say_that_it_is_one(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(
        "event_id,event_date,place,country,admin1\n"
        "a,2025-05-03,Anka,NG,Zamfara state\nb,2025-05-03,Anka,NG,Zamfara\nc,2025-06-03,Goma,CD,Nord-Kivu\n"
        "d,2025-06-03,Bukavu,CD,Sud-Kivu\n",
        encoding="utf-8",
    )
    dossier = mapper.read(file)

    def found(name):
        return mapper.filter(dossier, admin1=[name]).events["event_id"].tolist()

    assert found("Zamfara") == found("Zamfara State") == ["a", "b"]
    assert found("North Kivu") == found("province du Nord-Kivu") == ["c"]


def test_events_keep_their_order(dossier):
    chosen = mapper.filter(dossier, bbox=(-180, -90, 180, 90)).events["event_id"].tolist()
    assert chosen == [event_id for event_id in dossier.events["event_id"] if event_id in chosen]


@pytest.mark.parametrize(
    ("conditions", "told"),
    [({"from_": "2024-12"}, True), ({"to": "2025-06-30"}, True), ({"month": ("2026-01",)}, True),
     ({"from_": "2025-01-05", "to": "2025-03-01"}, False), ({"from_": "2025-02"}, False), ({}, False)],
)  # fmt: skip
def test_days_that_the_sources_say_nothing_of_are_told(tmp_path, conditions, told):
    file = tmp_path / "events.csv"
    file.write_text("event_id,event_date\na,2025-01-05\nb,2025-03-01\n")
    days = mapper.read(file).summary().period
    assert beyond(days, Conditions(**conditions)) == ("2025-01-05/2025-03-01" if told else "")


def test_a_source_without_dates_has_no_period(tmp_path):
    file = tmp_path / "events.csv"
    file.write_text("event_id,event_date\na,\n")
    assert beyond(mapper.read(file).summary().period, Conditions(from_="2025")) == ""
