"""KML of My Maps and Earth, GPX of receivers."""

from __future__ import annotations

import io
import zipfile

import pytest

import mapper
from mapper.errors import FormatError, SourceError
from tests.readers.sources import read_text

KML = '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Log</name>'
END = "</Document></kml>"
POINT = "<Point><coordinates>-0.0447,16.2717,0</coordinates></Point>"


def mark(*parts, geometry=POINT):
    return f"<Placemark>{''.join(parts)}{geometry}</Placemark>"


def data(**cells):
    values = "".join(f'<Data name="{name}"><value>{cell}</value></Data>' for name, cell in cells.items())
    return f"<ExtendedData>{values}</ExtendedData>"


def kml(folder, *marks, **options):
    return read_text(folder, KML + "".join(marks) + END, name="log.kml", **options)


def test_a_map_of_my_maps(tmp_path):
    dossier = kml(
        tmp_path,
        "<Folder><name>Group A</name>",
        mark("<name>One</name>", "<description><![CDATA[Date: 13/05/2025<br>Killed: 3]]></description>",
             "<styleUrl>#icon-1899-0288D1</styleUrl>", data(Date="13/05/2025", Killed="3")),
        "</Folder><Folder><name>Group B</name><Folder><name>2025</name>",
        mark("<name>Two</name>", "<TimeStamp><when>2025-05-14T08:00:00Z</when></TimeStamp>"),
        "</Folder></Folder>",
        mark("<name>Three</name>", "<TimeSpan><begin>2025-05-01</begin><end>2025-05-03</end></TimeSpan>"),
    )  # fmt: skip
    events = dossier.events
    assert events["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-05-13", "2025-05-14", "2025-05-01"]
    assert events["end_date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-05-13", "2025-05-14", "2025-05-03"]
    assert events["layer"].tolist() == ["Group A", "Group B / 2025", ""]
    assert events["title"].tolist() == ["One", "Two", "Three"]
    assert events["notes"].tolist() == ["Date: 13/05/2025\nKilled: 3", "", ""]
    assert events["fatalities_best"].fillna(-1).tolist() == [3, -1, -1]
    assert events["latitude"].tolist() == [16.2717] * 3


@pytest.mark.parametrize(
    ("time", "text", "precision"),
    [
        ("<TimeStamp><when>2025-05</when></TimeStamp>", "2025-05", "month"),
        ("<TimeStamp><when>2025</when></TimeStamp>", "2025", "year"),
        ("<TimeSpan><begin>2025-05-04</begin></TimeSpan>", "2025-05-04", "day"),
        ("<TimeSpan><begin>2025-05</begin><end>2025-06</end></TimeSpan>", "2025-05/2025-06", "range"),
    ],
)
def test_a_time_is_no_more_exact_than_it_is_written(tmp_path, time, text, precision):
    (event,) = kml(tmp_path, mark(time)).events.to_dict("records")
    assert (event["date_text"], event["date_precision"]) == (text, precision)


def test_only_points_are_exact(tmp_path):
    ring = "<LinearRing><coordinates>-0.1,16.2 0.1,16.2 0.1,16.4 -0.1,16.4 -0.1,16.2</coordinates></LinearRing>"
    area = f"<Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon>"
    line = "<LineString><coordinates>-0.1,16.2,0 0.1,16.3,0</coordinates></LineString>"
    date = data(date="2025-05-03")
    several = f"<MultiGeometry>{POINT}{line}</MultiGeometry>"
    wrong = "<Point><coordinates>here</coordinates></Point>"
    shapes = [POINT, f"<MultiGeometry>{POINT}</MultiGeometry>", area, line, several, "", wrong]
    file = tmp_path / "log.kml"
    file.write_text(KML + "".join(mark(date, geometry=shape) for shape in shapes) + END)
    kinds = mapper.read(file).events["location_kind"].tolist()
    assert kinds == ["exact", "exact", "area", "area", "unlocated", "unlocated", "unlocated"]


def test_typed_data_and_names_of_our_own(tmp_path):
    schema = (
        '<ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="event_date">2025-05-03</SimpleData>'
        '<SimpleData name="actor1">Group A</SimpleData></SchemaData></ExtendedData>'
    )
    (event,) = kml(tmp_path, mark("<name>Raid</name>", schema)).events.to_dict("records")
    assert (event["actor1"], event["title"], event["date_text"]) == ("Group A", "Raid", "2025-05-03")


def test_kmz(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("images/icon.png", b"\x89PNG")
        archive.writestr("files/other.kml", KML + END)
        archive.writestr("doc.kml", KML + mark(data(date="2025-05-03")) + END)
    dossier = read_text(tmp_path, buffer.getvalue(), name="log.kmz")
    assert len(dossier.events) == 1
    assert "doc.kml read; not read: images/icon.png, files/other.kml" in dossier.notices[0]


def test_links_are_not_followed(tmp_path):
    link = "<NetworkLink><Link><href>http://localhost/other.kml</href></Link></NetworkLink>"
    assert "names other files or addresses" in kml(tmp_path, link, mark(data(date="2025-05-03"))).notices[0]
    with pytest.raises(FormatError, match="no placemark in it"):
        kml(tmp_path, link)


def test_entities_are_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    outside = f'<!DOCTYPE kml [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = KML.replace("<kml", outside + "<kml", 1) + mark("<name>&x;</name>", data(date="2025-05-03")) + END
    dossier = read_text(tmp_path, text, name="log.kml")
    assert "secret" not in dossier.events.to_csv()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (KML + "<Placemark>", "damaged"),
        (KML + END, "no placemark in it"),
        ("<gpx version='1.1'></gpx>", "no placemark in it"),
        ("<?xml version='1.0'?><osm></osm>", "XML of the kind 'osm'"),
    ],
)
def test_what_holds_no_place_is_one_sentence(tmp_path, text, words):
    with pytest.raises((SourceError, FormatError), match=words):
        read_text(tmp_path, text, name="log.kml")


GPX = '<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">'


def test_waypoints_and_tracks(tmp_path):
    points = "".join(
        f'<trkpt lat="16.{n}" lon="0.{n}"><time>2025-05-0{n}T10:00:00Z</time></trkpt>' for n in range(3, 6)
    )
    text = (
        f'{GPX}<wpt lat="16.2717" lon="-0.0447"><time>2025-05-03T10:00:00Z</time><name>Checkpoint</name>'
        '<desc>Seen</desc></wpt><wpt lat="18.4411" lon="1.4078"><name>Undated</name></wpt>'
        f"<trk><name>Patrol</name><trkseg>{points}</trkseg></trk></gpx>"
    )
    file = tmp_path / "log.gpx"
    file.write_text(text)
    events = mapper.read(file).events
    assert events["date_text"].tolist() == ["2025-05-03", "", "2025-05-03/2025-05-05"]
    assert events["location_kind"].tolist() == ["exact", "exact", "area"]
    assert events["title"].tolist() == ["Checkpoint", "Undated", "Patrol"]
    assert events["notes"].tolist() == ["Seen", "", ""]
    assert events["mark"].tolist() == ["waypoint", "waypoint", "track"]
