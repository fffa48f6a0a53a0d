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


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("lon_lat", "-0.0447, 16.2717"), ("Longitude, Latitude", "-0.0447 16.2717"), ("X/Y", "-0.0447/16.2717"),
        ("lat_lon", "16.2717, -0.0447"), ("Latitude/Longitude", "16.2717|-0.0447"),
        ("GPS", "16.2717 -0.0447 301.5 5.0"),
        ("Location", "16.2717, -0.0447"), ("lieu", "16,2717 / -0,0447"),
        ("coords", "https://maps.google.com/?q=16.2717,-0.0447"),
        ("point", "https://www.openstreetmap.org/?mlat=16.2717&mlon=-0.0447#map=12/16.3/-0.1"),
        ("geo", "https://www.google.com/maps/place/Gao/@16.3,-0.1,12z/data=!4m5!3m4!1s0x0:0x0!8m2!3d16.2717!4d-0.0447"),
    ],
)  # fmt: skip
def test_a_column_of_points_is_found_and_read_in_the_order_that_its_name_says(tmp_path, header, text):
    dossier = read_text(tmp_path, f'date;"{header}";country\n2025-05-03;"{text}";Mali\n')
    assert dossier.events[["latitude", "longitude"]].to_numpy().tolist() == [[16.2717, -0.0447]]
    assert dossier.events["place"].tolist() == [""]
    assert dossier.faults.empty


@pytest.mark.parametrize(
    "text", ["https://www.google.com/maps/@16.2717,-0.0447,12z", "https://goo.gl/maps/abc", "16.27,-0.04,300"]
)
def test_a_link_without_a_pin_is_no_point(tmp_path, text):
    dossier = read_text(tmp_path, f'date,coordinates\n2025-05-03,"{text}"\n')
    assert dossier.events["latitude"].isna().all()
    assert dossier.faults["value"].tolist() == [text]


@pytest.mark.parametrize(
    ("header", "texts", "degrees"),
    [
        ("Longitud", ["76° 32' O"], [-76.5333333]),
        ("lon", ["2° 30' O", "1° 24' E"], [-2.5, 1.4]),
        ("Länge", ["2° 30' O", "1° 24' W"], [2.5, -1.4]),
        ("longitude", ["2° 30' O"], [None]),
        ("lon", ["2° 30' O", "1° 24' W", "1° 24' E"], [None, -1.4, 1.4]),
    ],
)
def test_an_o_is_west_or_east_where_the_column_says_which(tmp_path, header, texts, degrees):
    rows = "".join(f"2025-05-03;16.27;{text}\n" for text in texts)
    dossier = read_text(tmp_path, f"date;lat;{header}\n{rows}")
    found = dossier.events["longitude"].tolist()
    assert [None if pd.isna(number) else number for number in found] == degrees
    assert dossier.events["longitude_in_file"].tolist() == texts


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("date,utm_zone,easting,northing", "2025-05-03,30Q,783000,1802000"),
        ("event_id,date,Zone,Easting,Northing", "a,2025-05-03,UTM 30N,783000.0,1802000"),
        ("Fecha,Huso,Hemisferio,X,Y", "2025-05-13,30,N,783000,1802000"),
        ("date,EPSG,x,y", "2025-05-03,EPSG:32630,783000,1802000"),
        ("date,fuseau,est,nord", '2025-05-03,30 north,"783000,0","1802000,0"'),
    ],
)
def test_utm_in_columns(tmp_path, header, row):
    dossier = read_text(tmp_path, f"{header}\n{row}\n")
    assert points(dossier) == [(16.2823, -0.352)]
    assert "utm_zone=" in "".join(dossier.notices)


def test_utm_in_columns_that_may_be_north_or_south_is_a_fault(tmp_path):
    text = (
        "date,zone,easting,northing\n2025-05-03,36S,700000,1800000\n2025-05-04,36J,700000,7000000\n2025-05-05,36J,,\n"
    )
    dossier = read_text(tmp_path, text)
    assert points(dossier) == [None, (-27.108, 35.0175), None]
    assert dossier.faults["line"].tolist() == [2]
    account = dossier.account[["cells", "read", "empty", "not_understood"]].to_numpy().tolist()
    assert account[1:3] == [[3, 2, 0, 1], [3, 1, 1, 1]]


def test_columns_of_a_zone_beside_degrees_are_no_utm(tmp_path):
    assert points(read_text(tmp_path, "date,zone,x,y\n2025-05-03,North,-0.04,16.27\n")) == [(16.27, -0.04)]
    both = "date,zone,easting,northing,lat,lon\n2025-05-03,30Q,783000,1802000,1,2\n"
    assert points(read_text(tmp_path, both)) == [(1, 2)]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("date,Zone,MGRS", "2025-05-03,30Q,YD 83000 02000"),
        ("date,MGRS zone,MGRS,place", "2025-05-03,30Q,YD830020,Gao"),
        ("date,MGRS zone,MGRS square,Easting,Northing", "2025-05-03,30Q,YD,83000,02000"),
        ("date,Grid zone,Easting,Northing", "2025-05-03,30Q YD,83000,02000"),
        ("date,GZD,Square,E,N", "2025-05-03,30Q,YD,83000.0,2000.0"),
    ],
)
def test_a_zone_of_the_military_grid_has_a_column_of_its_own(tmp_path, header, row):
    dossier = read_text(tmp_path, f"{header}\n{row}\n")
    assert dossier.events[["latitude", "longitude"]].round(2).to_numpy().tolist() == [[16.28, -0.35]]
    assert "grid_zone=" in "".join(dossier.notices)


def test_zeros_that_a_program_took_from_the_grid_count_and_those_it_kept_show_what_is_meant(tmp_path):
    header = "date,GZD,Square,Easting,Northing\n"
    taken = read_text(tmp_path, header + "2025-05-03,30Q,YD,83000,200\n2025-05-04,30Q,YD,83000,55000\n")
    kept = read_text(tmp_path, header + "2025-05-03,30Q,YD,830,002\n2025-05-04,30Q,YD,83000,55000\n")
    assert taken.events["latitude"].round(2).tolist() == [16.27, 16.76]
    assert kept.events["latitude"].round(2).tolist() == [16.27, 16.76]


def test_a_square_without_its_zone_is_a_fault_that_says_so(tmp_path):
    dossier = read_text(tmp_path, "date,MGRS\n2025-05-03,YD 830 020\n")
    assert points(dossier) == [None]
    assert dossier.faults["reason"].tolist() == ["a square of the military grid without its zone"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("date,Lat,Lat dir,Lon,Lon dir", "2025-05-03,16.2717,N,0.0447,W"),
        ("date,Latitude,N/S,Longitude,E/W", "2025-05-03,16.2717,N,0.0447,W"),
        ("date,lat,a,lon,b", "2025-05-03,16.2717,N,0.0447,W"),
        ("date,lat,lat_hemi,lon,lon_hemi", "2025-05-03,16.2717,N,-0.0447,W"),
        ("event_id,event_date,latitude,longitude,lon dir", "a,2025-05-03,16.2717,0.0447,West"),
        ("date,Lat Deg,Lat Min,Lat Sec,N/S,Lon Deg,Lon Min,Lon Sec,E/W", "2025-05-03,16,16,18,N,0,2,41,W"),
        ("date,Lat (deg),Lat (min),Lon (deg),Lon (min)", "2025-05-03,16,16.302,-0,2.682"),
        ("date,latDeg,latMin,latSec,lonDeg,lonMin,lonSec", "2025-05-03,16.0,16.0,18.1,0.0,-2.0,-40.9"),
        ("date,Latitude,Lat minutes,Longitude,Lon minutes,Lon dir", '2025-05-03,16,"16,302",0,"2,682",W'),
    ],
)
def test_degrees_minutes_seconds_and_hemispheres_in_columns(tmp_path, header, row):
    dossier = read_text(tmp_path, f"{header}\n{row}\n")
    assert points(dossier) == [(16.2717, -0.0447)]
    assert dossier.faults.empty


def test_a_sign_against_its_hemisphere_is_a_fault(tmp_path):
    dossier = read_text(tmp_path, "date,lat,lat dir,lon,lon dir\n2025-05-03,16.2717,N,-0.0447,E\n")
    assert points(dossier) == [None]
    assert "-0.0447 E" in dossier.faults["value"].tolist()


def test_yes_and_no_beside_a_latitude_are_no_hemispheres(tmp_path):
    spanish = "fecha,longitud,latitud,verificado\n2025-05-03,-76.5,3.4512,S\n2025-05-04,-76.5,3.4512,N\n"
    assert points(read_text(tmp_path, spanish)) == [(3.4512, -76.5)] * 2


def test_the_least_and_greatest_latitudes_of_an_area_are_no_minutes(tmp_path):
    text = "date,place,lat,lat_min,lat_max,lon,lon_min,lon_max\n2025-05-03,Gao,16.27,16.1,16.4,-0.04,-0.2,0.1\n"
    assert points(read_text(tmp_path, text)) == [(16.27, -0.04)]


@pytest.mark.parametrize(
    ("coordinates", "step"),
    [
        ("49, 38", 5),
        ("48.6, 38.0", 2),
        ("48.60, 38.0", 2),
        ("48.59, 38.0", 2),
        ("48.59, 38.02", None),
        ("48°35'N 37°59'E", None),
        ("37U DP 2 8", 2),
        ("37U DP 26 82", None),
        ("37U DP 26184 82830", None),
    ],
)
def test_a_point_is_as_exact_as_it_is_written(tmp_path, coordinates, step):
    dossier = read_text(tmp_path, f'date,coordinates\n2025-05-03,"{coordinates}"\n')
    assert [None if pd.isna(each) else each for each in dossier.events["geo_precision"]] == [step]


def test_a_stated_precision_holds_whatever_the_digits_say(tmp_path):
    text = 'date,coordinates,geo_precision\n2025-05-03,"16, 1",1\n2025-05-03,"16, 1",\n2025-05-03,"16, 1",unclear\n'
    assert read_text(tmp_path, text).events["geo_precision"].astype("object").fillna("").tolist() == [1, 5, ""]


def test_numbers_in_columns_of_their_own_tell_no_precision(tmp_path):
    text = "date,latitude,longitude\n2025-05-03,16,0.5\n"
    assert read_text(tmp_path, text).events["geo_precision"].isna().all()


def steps_of(folder, text: str) -> list[int]:
    return read_text(folder, text).events["geo_precision"].fillna(0).tolist()


def test_whole_degrees_are_vague_and_zeros_that_are_kept_count(tmp_path):
    text = "event_id,latitude,longitude\na,14,2\nb,14.0,2\nc,16.2717,-0.0447\nd,17.00,-4.00\ne,16.2717,2\n"
    fine = "g,18.4411,1.4078\nh,14.0775,-3.5159\n"
    assert steps_of(tmp_path, text + "f,16°00'N,4°00'W\n" + fine) == [5, 5, 0, 0, 0, 0, 0, 0]


def test_one_decimal_is_near_where_the_others_have_three_or_none_has_two(tmp_path):
    header = "event_id,latitude,longitude\n"
    fine = "a,16.2717,-0.0447\nb,18.4411,1.4078\n"
    assert steps_of(tmp_path, header + fine + "c,16.3,-0.1\n") == [0, 0, 2]
    tenths = [f"{number},16.{number % 10},-0.{number}\n" for number in range(1, 10)]
    assert steps_of(tmp_path, header + "".join(tenths)) == [0] * 9
    assert steps_of(tmp_path, header + "".join(tenths) + "a,15.9,2.4\n") == [2] * 10
    assert steps_of(tmp_path, header + "".join(tenths) + "a,15,2\n") == [2] * 9 + [5]
    assert steps_of(tmp_path, header + "a,16.27,-0.04\nb,18.44,1.41\nc,15.9,2.4\n") == [0, 0, 0]
    assert steps_of(tmp_path, header + "a,16.3,-0.1\n") == [0]


def test_middles_of_a_grid_of_half_a_degree_are_vague_and_one_other_point_shows_that_it_is_none(tmp_path):
    cells = "event_id,latitude,longitude\na,13.75,12.75\nb,13.75,13.25\nc,-14.25,0.25\n"
    assert steps_of(tmp_path, cells) == [5, 5, 5]
    assert steps_of(tmp_path, cells + "d,16.27,-0.04\n") == [0] * 4


def test_it_is_said_how_many_points_are_not_exact_by_their_digits(tmp_path):
    rows = "".join(f"2025-05-{day:02},16.27{day:02},-0.04{day:02}\n" for day in range(10, 20))
    dossier = read_text(tmp_path, f"date,lat,lon\n2025-05-01,16,1\n2025-05-02,16.2,1.5\n{rows}")
    assert any("2 events have coordinates too rough to be exact (1 near, 1 vague)" in said for said in dossier.notices)


def test_a_precision_that_is_stated_goes_before_the_digits(tmp_path):
    assert steps_of(tmp_path, "event_id,latitude,longitude,geo_precision\na,14,2,1\n") == [1]
