"""Files of events as other programs write them, and as they break: sheets, marks, shapes, GeoJSON and raw CSV."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import geopandas as gpd
import shapely

from tests.fuzz.tables import CELLS, Table, frame_of, samples, without_forbidden
from tests.readers.spreadsheets import xlsx

__all__ = ["broken", "made_file", "zipped"]

CSV_SEPARATORS = (",", ";", "\t", "|")
NUMBERS = ("1e400", "-1e400", "NaN", "Infinity", "9" * 400, "1" + "0" * 5000, "-0", "1E+2", "0.1e-400")
SHAPES = (
    "POINT (1 2)", "POINT EMPTY", "POINT Z (1 2 3)", "POINT (181 -91)", "LINESTRING (0 0, 1 1)", "LINESTRING EMPTY",
    "POLYGON ((0 0, 1 0, 1 1, 0 0))", "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))", "MULTIPOINT (1 2, 3 4)",
    "GEOMETRYCOLLECTION EMPTY", "GEOMETRYCOLLECTION (POINT (1 2))", "POLYGON ((170 0, -170 0, -170 1, 170 0))",
    "POINT (NaN NaN)", "POINT (1e300 1e300)",
)  # fmt: skip


def zipped(files: dict[str, bytes]) -> bytes:
    """Return an archive of files, the same for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def broken(data: bytes, chance: random.Random) -> bytes:
    """Return bytes that were cut short, had some changed, lost some, or hold some twice; most often as they are."""
    if not data or chance.random() < 0.6:
        return data
    at, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    kinds: tuple[Callable[[], bytes], ...] = (
        lambda: data[:at], lambda: data[:at] + data[end:], lambda: data[:end] + data[at:],
        lambda: data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :],
        lambda: data[:at] + chance.randbytes(4) + data[at + 4 :], lambda: data[:at] + b"\0" * (end - at) + data[end:],
    )  # fmt: skip
    return chance.choice(kinds)()


# Spreadsheets --------------------------------------------------------------------------------------------------------


def _sheet_xml(text: str, chance: random.Random) -> str:
    """Change a sheet's XML as programs write it otherwise: formulas, errors, merged and far cells, other numbers."""
    cells = re.findall(r"<c [^>]*>.*?</c>", text)
    far = chance.choice(("XFD1048576", "A1048576", "XFD1", "A0", "AAAA1", "1", "A99999999999", ""))
    range_ = chance.choice(("A1:C3", "B2:B9", "A1:XFD1048576", "A2:A1048576", "C3:A1", "A1", ":", "A1:", "A2:B4 C1:C2"))
    kinds: tuple[Callable[[], str], ...] = (
        lambda: text.replace("</worksheet>", f'<mergeCells><mergeCell ref="{range_}"/></mergeCells></worksheet>'),
        lambda: text.replace("</sheetData>", f'<row r="9"><c r="{far}" t="n"><v>1</v></c></row></sheetData>'),
        lambda: re.sub(r'r="[A-Z]+(\d+)"', lambda found: chance.choice((found[0], "", f'r="B{found[1]}"')), text),
        lambda: text.replace("inlineStr", chance.choice(("s", "str", "e", "b", "d", "n", "xx"))),
        lambda: re.sub(r'<row r="\d+"', "<row", text),
        lambda: text.replace("<sheetData>", f'<dimension ref="{range_}"/><sheetData>'),
        lambda: text.replace("<sheetData>", "").replace("</sheetData>", ""),
    )  # fmt: skip
    if cells and chance.random() < 0.5:
        where = re.search(r'r="[A-Z]+\d+"', one := chance.choice(cells))
        value = chance.choice((*NUMBERS, "45000", "-1", "2958466", "45000.5", "#N/A", "#REF!", "x", "1"))
        kind = chance.choice(('t="n"', 't="e"', 's="1"', 't="b"', 't="d"', 't="s"', 't="str"', ""))
        formula = chance.choice(("", "<f>1+1</f>", '<f t="shared" si="0" ref="A1:A9">A1</f>', "<f/>"))
        return text.replace(one, f"<c {where[0] if where else ''} {kind}>{formula}<v>{value}</v></c>", 1)
    return chance.choice(kinds)()


def _rich_xlsx(table: Table, chance: random.Random) -> bytes:
    grid = without_forbidden(table)
    above: list[list[str]] = chance.choice([[], [["A title"]], [["Note", "", "x"], [""]], [[""]] * 3])
    sheets = {"Data": [*above, *grid], **chance.choice(({}, {"Terms": [["of use"]]}, {"Data 2": grid}, {"é&<'": []}))}
    parts = _unzipped(xlsx(sheets))
    for _ in range(chance.choice((1, 1, 2, 4))):
        name = "xl/worksheets/sheet1.xml"
        parts[name] = _sheet_xml(parts[name].decode(), chance).encode()
    book = parts["xl/workbook.xml"].decode()
    states = ("", "", ' state="hidden"', ' state="veryHidden"')
    book = re.sub('sheetId="', lambda _: f'{chance.choice(states)[1:]} sheetId="', book)
    book = book.replace("<sheets>", chance.choice(("<sheets>", '<workbookPr date1904="1"/><sheets>')))
    parts["xl/workbook.xml"] = book.encode()
    name = chance.choice([*parts])
    parts[name] = broken(parts[name], chance)
    if chance.random() < 0.1:
        del parts[chance.choice([*parts])]
    return broken(zipped(parts), chance) if chance.random() < 0.2 else zipped(parts)


# Marks of maps and receivers -----------------------------------------------------------------------------------------

_TIMES = (
    "<TimeStamp><when>2025-05</when></TimeStamp>", "<TimeStamp><when/></TimeStamp>", "<TimeStamp/>",
    "<TimeSpan><begin>2025-05-01</begin><end>2024</end></TimeSpan>", "<TimeSpan><end>9999-12-31</end></TimeSpan>", "",
    "<TimeStamp><when>2025-05-03T00:00:00Z</when></TimeStamp>", "<TimeSpan/>",
)  # fmt: skip
_RING = "<LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing>"
_MARKS = (
    "<Point><coordinates>1.5,16.2,0</coordinates></Point>", "<Point><coordinates/></Point>", "<Point/>",
    "<Point><coordinates>1,2 3,4 x</coordinates></Point>", "<Point><coordinates>1e400,nan</coordinates></Point>",
    "<LineString><coordinates>1,2</coordinates></LineString>",
    "<LineString><coordinates>1,2 3,4</coordinates></LineString>",
    f"<Polygon><outerBoundaryIs>{_RING}</outerBoundaryIs></Polygon>", "<Polygon/>", "",
    "<Polygon><outerBoundaryIs/></Polygon>",
    "<MultiGeometry><Point><coordinates>1,2</coordinates></Point><MultiGeometry/></MultiGeometry>",
    "<gx:Track><gx:coord>1 2 3</gx:coord></gx:Track>", "<gx:Track/>", "<gx:MultiTrack/>",
    "<Model><Location><longitude>1</longitude></Location></Model>",
)  # fmt: skip
_ABOUT = ("", "<![CDATA[<b>Killed</b>: 3<br/>x]]>", "&lt;table&gt;&lt;tr&gt;", "<p>a</p>b", "&amp;&#1;", "&nbsp;", "x")


def _mark(names: list[str], row: list[str], chance: random.Random) -> str:
    pairs = list(zip(names, row, strict=False))
    data = "".join(f"<Data name={quoteattr(name)}><value>{escape(cell)}</value></Data>" for name, cell in pairs)
    typed = "".join(f"<SimpleData name={quoteattr(name)}>{escape(cell)}</SimpleData>" for name, cell in pairs)
    extended = chance.choice((data, data, f'<SchemaData schemaUrl="#a">{typed}</SchemaData>', data + data, ""))
    parts = [
        f"<name>{escape(chance.choice(row or ['']))}</name>", f"<description>{chance.choice(_ABOUT)}</description>",
        chance.choice(_TIMES), f"<ExtendedData>{extended}</ExtendedData>", chance.choice((_MARKS[0], *_MARKS)),
    ]  # fmt: skip
    chance.shuffle(parts)
    mark = f"<Placemark>{''.join(parts)}</Placemark>"
    return f"<Folder><name>f</name>{mark}</Folder>" if chance.random() < 0.2 else mark


def _kml(table: Table, chance: random.Random) -> bytes:
    names, *rows = without_forbidden(table)
    marks = "".join(_mark(names, row, chance) for row in rows)
    space = chance.choice(('xmlns="http://www.opengis.net/kml/2.2"', "", 'xmlns="http://earth.google.com/kml/2.0"'))
    head = chance.choice(("", '<?xml version="1.0" encoding="UTF-8"?>', '<?xml version="1.0" encoding="UTF-16"?>'))
    entity = chance.choice(("", "", '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY nbsp " ">]>'))
    link = chance.choice(("", "", "<NetworkLink><Link><href>http://localhost:1/x</href></Link></NetworkLink>"))
    text = f'{head}{entity}<kml {space} xmlns:gx="http://x"><Document>{link}{marks}</Document></kml>'
    data = broken(text.encode(chance.choice(("utf-8", "utf-8", "utf-8-sig", "latin-1", "utf-16")), "replace"), chance)
    more = chance.choice(({}, {"b.kml": data}, {"files/a.png": b"\x89PNG"}))
    return zipped({"doc.kml": data, **more}) if chance.random() < 0.3 else data


def _gpx(table: Table, chance: random.Random) -> bytes:
    def point(tag: str, row: list[str]) -> str:
        lon, lat = (chance.choice(("1.5", "1", "", "x", "200", "1e999")) for _ in range(2))
        texts = [escape(chance.choice(row or [""])) for _ in range(4)]
        parts = zip(("time", "name", "desc", "type"), texts, strict=True)
        inner = "".join(f"<{name}>{text}</{name}>" for name, text in parts if chance.random() < 0.7)
        return f'<{tag} lat="{lat}" lon="{lon}">{inner}<link/></{tag}>'

    _names, *rows = without_forbidden(table)
    marks = "".join(point("wpt", row) for row in rows)
    track = "".join(point("trkpt", row) for row in rows[:3])
    marks += chance.choice(("", f"<trk><trkseg>{track}</trkseg></trk>", "<trk/>", "<rte><rtept/></rte>"))
    return broken(f'<gpx xmlns="http://www.topografix.com/GPX/1/1">{marks}</gpx>'.encode(), chance)


# Files of geographic information systems -----------------------------------------------------------------------------


def _layer(table: Table, chance: random.Random) -> gpd.GeoDataFrame:
    frame = frame_of(table)
    small = {name.casefold(): name for name in map(str, frame) if name.strip() and name.isprintable()}
    names = [name for key, name in small.items() if key not in ("fid", "geometry", "ogc_fid")]
    texts = chance.choice((SHAPES[:1], SHAPES[:1], SHAPES[5:9], SHAPES))
    shapes = [shapely.from_wkt(chance.choice(texts)) if chance.random() < 0.9 else None for _ in range(len(frame))]
    return gpd.GeoDataFrame(frame[names], geometry=shapes, crs=chance.choice((4326, 4326, 3857, 32630, None)))


def _gis(suffix: str) -> Callable[[Table, random.Random], bytes]:
    def write(table: Table, chance: random.Random) -> bytes:
        layer = _layer(table, chance)
        kinds = [*map(type, layer.geometry)]
        one = layer[[kind in (kinds[0], type(None)) for kind in kinds]] if suffix == ".shp" and kinds else layer
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"a{suffix}"
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # names of columns that were cut, and the like
                    one.to_parquet(file) if suffix == ".parquet" else one.to_file(file)
            except Exception:  # noqa: BLE001 - what the program that writes it refuses
                return file.read_bytes() if file.is_file() else b"fgb\x03fgb\x00"
            if suffix != ".shp":
                return broken(file.read_bytes(), chance)
            parts = {path.name: broken(path.read_bytes(), chance) for path in sorted(Path(folder).iterdir())}
        for name in [name for name in parts if chance.random() < 0.1]:
            del parts[name]
        parts |= chance.choice(({}, {}, {"b.shp": parts.get("a.shp", b"")}, {"readme.txt": b"x"}))
        return zipped(parts)

    return write


def _geoparquet_about(table: Table, chance: random.Random) -> bytes:
    """GeoParquet whose description of its geometries is not what it should be."""
    import pyarrow.parquet as pq

    data = _gis(".parquet")(table, chance)
    try:
        read = pq.read_table(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - broken before
        return data
    about = (b"{}", b"[]", b"x", b'{"primary_column":"nowhere"}', b'{"columns":null,"primary_column":1}', b"\xff")
    more = b'{"version":"1.1.0","primary_column":"geometry","columns":{"geometry":{"encoding":"point","crs":{"a":1}}}}'
    buffer = io.BytesIO()
    pq.write_table(read.replace_schema_metadata({b"geo": chance.choice((*about, more))}), buffer)
    return buffer.getvalue()


# Text ----------------------------------------------------------------------------------------------------------------


def _geojson_text(table: Table, chance: random.Random) -> bytes:
    """GeoJSON of what JSON's grammar allows, or nearly: names twice, half characters, numbers beyond all bounds."""
    names, rows = table

    def value(cell: str) -> str:
        odd = (
            "null",
            "[]",
            "{}",
            "[1,[2,[3]]]",
            '{"a":{"b":[null]}}',
            "true",
            '"\\ud800"',
            '"\\u0000"',
            "[" * 300,
            *NUMBERS,
        )
        return chance.choice(odd) if chance.random() < 0.1 else json.dumps(cell)

    def feature(row: list[str]) -> str:
        pairs = [f"{json.dumps(name)}: {value(cell)}" for name, cell in zip(names, row, strict=False)]
        if pairs and chance.random() < 0.1:
            pairs.append(chance.choice(pairs))
        properties = chance.choice(("{" + ", ".join(pairs) + "}",) * 9 + ("null", "[]", '"x"', "7"))
        at = f"[{chance.choice(('1.5', '1', *NUMBERS))}, 16.2]"
        shapes = (f'{{"type": "Point", "coordinates": {at}}}',) * 6 + (
            "null", "{}", "[]", "7", '{"type": "Circle"}', '{"type": 5, "coordinates": [1, 2]}',
            '{"type": "Point", "coordinates": {"x": 1}}', '{"type": "Polygon", "coordinates": [[[0,0],[1,"a"]]]}',
            '{"type": "GeometryCollection", "geometries": [null]}', '{"type": "GeometryCollection"}',
            '{"type": "MultiPolygon", "coordinates": [[[]]]}', '{"type": "Point", "coordinates": [1]}',
            '{"type": "LineString", "coordinates": [[1,2,3,4],[5,6]]}', '{"geometry": null}',
        )  # fmt: skip
        id_ = chance.choice(("", "", '"id": 7, ', '"id": {"a": 1}, ', '"id": null, ', '"id": "a", '))
        kind = chance.choice(('"type": "Feature", ',) * 8 + ("", '"type": null, ', '"type": "feature", '))
        return f'{{{kind}{id_}"properties": {properties}, "geometry": {chance.choice(shapes)}}}'

    features = [feature(row) for row in rows]
    features += chance.choice(([], [], [], ["null"], ["[]"], ["7"], ["{}"]))
    listed = "[" + ",\n".join(features) + "]"
    crs = chance.choice(("", "", '"crs": {"properties": {"name": "EPSG:3857"}}, ', '"crs": 7, ', '"crs": null, '))
    whole = chance.choice(
        (f'{{"type": "FeatureCollection", {crs}"features": {listed}}}',) * 5
        + (listed, "\n".join(features), features[0] if features else "{}", f'{{"data": {{"features": {listed}}}}}',
           f'{{"type": "Topology", "objects": {{"a": {{"geometries": {listed}}}}}}}',
           f'{{"type": "FeatureCollection", "features": {{"a": {listed}}}}}', "\x1e" + "\n\x1e".join(features),
           '{"type": "FeatureCollection", "features": null}', '{"features": []}'),
    )  # fmt: skip
    return broken(whole.encode(chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-32")), "replace"), chance)


def _raw_csv(table: Table, chance: random.Random) -> bytes:
    """CSV of several line ends, separators, quotes and encodings; very wide, or with very long names."""
    names, rows = table
    if chance.random() < 0.05:
        more = chance.choice((200, 5_000, 100_000))
        names, rows = [*names, *(f"c{n}" for n in range(more))], [[*row, *["1"] * more] for row in rows[:2]]
    if chance.random() < 0.05 and names:
        names = [*names]
        names[chance.randrange(len(names))] = chance.choice('xé\u202e\u200f\u0661\U0001f4a3 "') * 10_000
    text = io.StringIO(newline="")
    separator = chance.choice(CSV_SEPARATORS)
    if chance.random() < 0.5:
        csv.writer(text, delimiter=separator, lineterminator="\n").writerows([names, *rows])
    else:
        csv.writer(text, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([names, *rows])
    lines = text.getvalue().split("\n")
    above = chance.choice(
        ([],) * 6 + (["sep=;"], ["# comment"], ["", ""], ["A title,,,"], ["\ufeff"], ["#event+id,#date"])
    )
    ends = chance.choice((("\n",), ("\r\n",), ("\r",), ("\n", "\r\n", "\r", "\n\n", "\x0b", "\x85", "\u2028")))
    whole = "".join(line + chance.choice(ends) for line in [*above, *lines])
    for _ in range(chance.choice((0, 0, 1, 3))):
        at = chance.randrange(len(whole) + 1)
        piece = chance.choice(('"', '""', "\0", "\x1a", "\\", "'", "\ufeff", chance.choice(CELLS)))
        whole = whole[:at] + piece + whole[at:]
    encodings = (
        "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1251", "cp437",
        "mac-roman", "shift-jis", "gb18030", "utf-7", "cp1256",
    )  # fmt: skip
    return broken(whole.encode(chance.choice(encodings), "replace"), chance)


KINDS: tuple[Callable[[Table, random.Random], bytes], ...] = (
    _rich_xlsx, _rich_xlsx, _kml, _gpx, _gis(".shp"), _gis(".fgb"), _gis(".gpkg"), _gis(".parquet"), _geoparquet_about,
    _geojson_text, _geojson_text, _raw_csv, _raw_csv,
)  # fmt: skip


def made_file(chance: random.Random) -> bytes:
    """Return a file of events as some program writes it, often broken."""
    names, rows = chance.choice(samples())
    return chance.choice(KINDS)((names, rows[: chance.choice((0, 1, 3, 12))]), chance)
