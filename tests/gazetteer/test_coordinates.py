"""Coordinates: every notation of a point is read as that point, or refused; nothing is read in two ways."""

from __future__ import annotations

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import CoordinatesError
from gazetteer.names.coordinates import read_degrees, read_position, read_written
from mapper.model.words import Message

GAO = (16.2717, -0.0447)
LATITUDES = st.floats(-90, 90).map(lambda degrees: round(degrees, 5))
LONGITUDES = st.floats(-180, 180).map(lambda degrees: round(degrees, 5))


def near(found: tuple[float, ...], wanted: tuple[float, ...], *, within: float = 1e-6) -> bool:
    return all(math.isclose(a, b, abs_tol=within) for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "16.2717, -0.0447", "16.2717,-0.0447", "16.2717 -0.0447", "16.2717; -0.0447", "16.2717 / -0.0447",
        "(16.2717, -0.0447)", "[16.2717,-0.0447]", "16,2717; -0,0447", "16,2717 -0,0447", "16,2717, -0,0447",
        "16,2717,-0,0447", "16.2717, −0.0447", "16.2717° N, 0.0447° W", "0.0447W 16.2717N", "N16.2717 W0.0447",
        "Lat: 16.2717, Lon: -0.0447", "lat=16.2717&lng=-0.0447", "lon -0.0447 lat 16.2717", "geo:16.2717,-0.0447",
        "POINT(-0.0447 16.2717)", "point z (-0.0447 16.2717 250)", "SRID=4326;POINT (-0.0447 16.2717)",
        '{"type": "Point", "coordinates": [-0.0447, 16.2717]}', "16.2717 Nord, 0.0447 Ouest",
        "16.2717 с.ш. 0.0447 з.д.",
    ],
)  # fmt: skip
def test_a_point_in_one_cell(text):
    assert near(read_position(text), GAO)


@pytest.mark.parametrize(
    ("text", "place", "within"),
    [
        ("30Q 783000 1802000", (16.2823, -0.3520), 1e-4),
        ("UTM zone 30 North, E 783000, N 1802000", (16.2823, -0.3520), 1e-4),
        ("36 South 500000 9000000", (-9.0467, 33.0), 1e-3),
        ("MGRS 30QYD 83000 02000", (16.2823, -0.3520), 1e-2),
        ("38SMB4488", (33.3, 44.4), 0.1),
        ("30QYD830020", (16.2823, -0.3520), 1e-2),
        ("30QYD 8300 0200", (16.2823, -0.3520), 1e-2),
        ("30Q YD 830 020", (16.2823, -0.3520), 1e-2),
        ("42S 515012 3820120", (34.5226, 69.1635), 1e-3),
        ("36S 700000 7800000", (-19.88, 34.91), 1e-2),
    ],
)
def test_utm_and_mgrs(text, place, within):
    assert near(read_position(text), place, within=within)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("16,5", "several-positions"), ("30S 783000 1802000", "band-or-south"), ("Gao", "no-position"),
        ("16.27", "no-position"), ("91.5, 200.1", "no-position"), ("16.27, -0.04, 250", "no-position"),
        ("16.2 N, 4.1 N", "no-position"), ("16.2 N, 4.1", "no-position"), ("30QZD12345", "no-position"),
        ("YD 830 020", "no-zone"), ("YD830020", "no-zone"), ("RN 16", "no-position"),
        ("41RPR 25012 95120", "no-position"),
        ("19S 400000 4100000", "band-or-south"),
        ("30Q 78300 1802000", "no-position"), ("lat 3.5 W, lon 4.5 N", "no-position"),
        ("-16.2 S, 4.1 E", "no-position"),
        ("", "no-position"), ("POLYGON((0 0, 1 1, 1 0, 0 0))", "no-position"),
        ("POINT(4.1 91.5)", "no-position"), ("POINT(181.5 16.2)", "no-position"),
        ("16.2 181.5 250 4.5", "no-position"), ("91.5 4.1 250 4.5", "no-position"),
        ("https://maps.google.com/?q=91.5,4.1", "no-position"),
    ],
)  # fmt: skip
def test_what_is_no_point_or_may_be_two_is_refused(text, code):
    with pytest.raises(CoordinatesError) as caught:
        read_position(text)
    assert caught.value.code == code
    assert Message(f"{code}-remedy").text()


@pytest.mark.parametrize(
    "text", ["4 E", "-4 S", "91", "16°61'", "16°16'60\"", "8-9", "1.234.567", "O 4", "16°-3'", "N16S", ""]
)
def test_what_is_no_latitude_is_refused(text):
    with pytest.raises(CoordinatesError):
        read_degrees(text, "latitude")


@given(LATITUDES, LONGITUDES, st.sampled_from([", ", ",", " ", "; ", " / ", "|"]))
def test_any_two_decimals_are_a_point(latitude, longitude, between):
    text = f"{latitude:.5f}{between}{longitude:.5f}"
    assert near(read_position(text), (latitude, longitude))
    assert near(read_position(text.replace("-", "−")), (latitude, longitude))


@given(LATITUDES, LONGITUDES, st.sampled_from(["; ", " ", ", "]))
def test_decimal_commas_are_the_same_point(latitude, longitude, between):
    text = f"{latitude:.5f}".replace(".", ",") + between + f"{longitude:.5f}".replace(".", ",")
    assert near(read_position(text), (latitude, longitude))


@given(
    st.integers(0, 179), st.integers(0, 59), st.integers(0, 599), st.sampled_from("EW"),
    st.sampled_from(["{d}°{m}'{s}\"{h}", "{d}° {m}′ {s}″ {h}", "{h}{d}°{m}'{s}''", "{d} {m} {s} {h}", "{d}:{m}:{s}{h}",
                     "{d}d{m}m{s}s{h}", "{h} {d}º{m}’{s}”", "{d}-{m}-{s}{h}"]),
)  # fmt: skip
def test_degrees_minutes_and_seconds_are_the_same_angle_in_any_notation(degrees, minutes, tenths, hemisphere, form):
    text = form.format(d=degrees, m=f"{minutes:02}", s=f"{tenths / 10:04.1f}", h=hemisphere)
    angle = degrees + minutes / 60 + tenths / 36_000
    wanted = -angle if hemisphere == "W" else angle
    assert math.isclose(read_degrees(text, "longitude"), wanted, abs_tol=1e-6)


@given(LATITUDES, LONGITUDES)
def test_wkt_has_the_longitude_first(latitude, longitude):
    assert near(read_position(f"POINT ({longitude:.5f} {latitude:.5f})"), (latitude, longitude))


@given(st.floats(0.01, 83) | st.floats(-80, -0.01), st.floats(-179.9, 179.9))
def test_a_square_of_mgrs_holds_its_point(latitude, longitude):
    import mgrs

    text = mgrs.MGRS().toMGRS(latitude, longitude)
    if text[:1].isalpha():
        return  # the poles, which have no UTM
    found = read_position(text)
    assert math.isclose(found.latitude, latitude, abs_tol=1e-4)
    assert math.isclose((found.longitude - longitude + 180) % 360, 180, abs_tol=1e-3)


@given(st.text(max_size=40))
def test_no_text_raises_anything_but_unread(text):
    for read in (read_position, lambda cell: read_degrees(cell, "latitude")):
        with suppress(CoordinatesError):
            read(text)


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("16.2717, -0.0447", 0.01), ("16.27, -0.04", 1.12), ("16.3 N 0.0 W", 11.17), ("16.27 N 0.0447 W", 1.12),
        ("16°16'N 0°03'W", 1.86), ("16°16'18\"N 0°02'41\"W", 0.03), ("16°16.30'N 0°02.68'W", 0.02),
        ("POINT(-0.04 16.2717)", 1.12), ("30QYE 83000 02000", 0.001), ("30QYE 830 020", 0.1), ("30QYE8302", 1),
        ("30Q 782000 1802000", 0.001),
    ],
)  # fmt: skip
def test_the_last_digit_says_how_well_a_point_is_known(text, km):
    assert read_written(text).km == km


@pytest.mark.parametrize(
    ("told", "point", "radius", "precision"),
    [
        (("15.27 N 1.34 W", "ML"), (15.27, -1.34), 1.1, 1),
        (("N 16°16'  W 0°03'", "ML"), (16.2666667, -0.05), 1.9, 1),
        (("16.27, -0.04", "ML"), (16.27, -0.04), 1.1, 1),
        (("16.27, -0.04", ""), (16.27, -0.04), 1.1, 1),
        (("-0.04, 16.27", "ML"), (16.27, -0.04), 1.1, 1),
        (("120.98, 14.60", "PH"), (14.6, 120.98), 1.1, 1),
        (("15.3 N, 1.3 W", "ML"), (15.3, -1.3), 11.2, 2),
        (("15 N 1 W", "ML"), (15, -1), 111.7, 5),
        (("Tadjalalt (15.2712 N 1.3411 E)", "ML"), (15.2712, 1.3411), 0.1, 1),
        (("30QYE 8300 0200", "ML"), (17.1849, -0.3395), 0.1, 1),
    ],
)
def test_a_toponym_may_be_a_position(ask, told, point, radius, precision):
    answer = ask(told[0], country=told[1])
    assert (answer.status, answer.relation) == ("resolved", "at")
    assert near((answer.latitude, answer.longitude), point, within=1e-3)
    assert (answer.radius_km, answer.geo_precision) == (radius, precision)


@pytest.mark.parametrize(
    ("name", "country", "reason"),
    [
        ("12.5, 13.1", "NG", "whichever number is the latitude"),
        ("48.85, 2.35", "ML", "not a position in Mali"),
        ("16,5", "ML", "several ways"),
        ("30S 783000 1802000", "ML", "southern hemisphere"),
        ("3, 5", "ML", "No known place"),
    ],
)
def test_a_position_that_may_be_another_is_refused_with_the_reason(ask, name, country, reason):
    answer = ask(name, country=country)
    assert answer.latitude is None
    assert reason in answer.reason
