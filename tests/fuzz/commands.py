"""Calls of the program with files of every kind that a command takes: lists of places, areas, articles, colours."""

from __future__ import annotations

import base64
import csv
import io
import json
import random
import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.fuzz.files import broken, made_file, zipped
from tests.fuzz.tables import CELLS, MOST_ROWS, Table, changed, samples
from tests.gazetteer.dumps import ROWS
from tests.program import run

__all__ = ["check_call", "made_call", "made_list"]

SEEDS = Path(__file__).parents[2] / "seeds"
LONGEST_LINE = 4000
TRACEBACK = "Traceback (most recent call last)"
DONE, NOT_ALLOWED, WRONG_USE = 0, 1, 2


def _csv(table: Table, separator: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows([table[0], *table[1]])
    return text.getvalue().encode("utf-8", "replace")


def _tabs(rows: list[list[str]]) -> bytes:
    return "".join("\t".join(row) + "\n" for row in rows).encode("utf-8", "replace")


def _table(text: str) -> Table:
    names, *rows = csv.reader(io.StringIO(text))
    return names, rows


# Lists of places -----------------------------------------------------------------------------------------------------

OWN = """place_id,name,aliases,latitude,longitude,country,admin1,admin2,feature_class,kind,geonameid,population,rayon km
1,Tin Zaouaten,Ti-n-Zawaten;In,19.95,2.97,ML,Kidal,,P,village,2449893,1 200,"2,5"
2,Bir,"[""Bi'r""]","16°16'N",0°02'W,Mali,Gao,Ansongo,,puits,,,
3,Camp de Kati,,,,ML,,,S,camp,,,
"""
GNS = """ufi\tuni\tfull_name\tfull_nm_nd\tlat_dd\tlong_dd\tcc_ft\tfc\tdesig_cd\tpop\tmod_dt_ft
-100\t1\tGao\tGao\t16.27\t-0.04\tMLI\tP\tPPL\t\t2020-01-01
-100\t2\tGawgaw\tGawgaw\t16.27\t-0.04\tMLI\tP\tPPL\t\t2020-01-01
"""
POSTAL = "ML\t1000\tGao\tGao\tGA\tGao\t01\t\t\t16.27\t-0.04\t4\n"
COD = """admin1Name_fr,adm1_pcode,admin2Name_fr,adm2_pcode,featurename,latitude,longitude
Gao,ML07,Ansongo,ML0701,Bentia,15.35,0.75
"""
CONFLICT = """where_coordinates,where_prec,adm_1,adm_2,country,latitude,longitude
Gao town,1,Gao region,Gao cercle,Mali,16.27,-0.04
Gao region,4,Gao region,,Mali,17,0
"""
NAMES = "1\t2449067\tfr\tTombouctou\t1\t\t\t\n2\t2449067\tlink\thttps://x\t\t\t\t\n"
LOCK = (Path(__file__).parent / "corpus" / "places" / "lock.csv").read_text("utf-8")


def _geojson(table: Table, chance: random.Random) -> bytes:
    names, rows = table
    shapes = (
        '{"type": "Point", "coordinates": [1.5, 16.2]}', '{"type": "Point", "coordinates": ["1", null]}', "null",
        '{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}', '{"type": "Point"}', "[]", "7",
        '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}', '{"type": 7}',
        '{"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]]]}', '{"coordinates": [1, 2]}',
        '{"type": "Polygon", "coordinates": []}', '{"type": "Polygon", "coordinates": [[[0, 0], [1e400, 0], [1, 1]]]}',
        '{"type": "Polygon", "coordinates": [[["a", 0]]]}',
        '{"type": "Polygon", "coordinates": [[[170, 0], [200, 1], [9, 9], [170, 0]]]}',
    )  # fmt: skip
    usual = chance.choice((shapes[:1], shapes[3:4], (shapes[3], shapes[7]), shapes))
    odd = ("null", "[]", '["a", 1, null]', "7", "true", '{"a": 1}', '"\\ud800"', "1e400")
    features = []
    for row in rows:
        cells = [json.dumps(cell) if chance.random() < 0.9 else chance.choice(odd) for cell in row]
        properties = ", ".join(f"{json.dumps(name)}: {cell}" for name, cell in zip(names, cells, strict=False))
        features.append(f'{{"type": "Feature", "properties": {{{properties}}}, "geometry": {chance.choice(usual)}}}')
    features += chance.choice(([], [], ["null"], ["{}"], ['{"properties": null, "geometry": null}']))
    return f'{{"type": "FeatureCollection", "features": [{", ".join(features)}]}}'.encode("utf-8", "replace")


OSM = _table("osm_id,place,name,name:fr,alt_name,population,is_in:state\n7,town,Gao,Gao,Gawgaw,86633,Gao\n")
AREAS = _table("shapeName,shapeGroup,adm1_pcode,adm1_fr,wof:id,name\nGao,MLI,ML07,Gao,85,Gao\n")


def made_list(chance: random.Random) -> tuple[str, bytes]:
    """Return a list of places with a few changes, and a name for its file."""
    kinds: tuple[Callable[[], tuple[str, bytes]], ...] = (
        lambda: ("own.csv", _csv(changed(_table(OWN), chance), chance.choice(",;\t"))),
        lambda: ("own.geojson", _geojson(changed(_table(OWN), chance), chance)),
        lambda: ("osm.geojson", _geojson(changed(OSM, chance), chance)),
        lambda: ("ML.geojson", _geojson(changed(AREAS, chance), chance)),
        lambda: ("ML.txt", _lines(ROWS, chance)),
        lambda: ("wof-ML.txt", _lines([re.sub(r"^", "890", row) for row in ROWS], chance)),
        lambda: ("gns.txt", _lines(GNS.splitlines(), chance)),
        lambda: ("postal.txt", _lines(POSTAL.splitlines() * 2, chance)),
        lambda: ("alternateNames.txt", _lines(NAMES.splitlines(), chance)),
        lambda: ("cod.csv", _csv(changed(_table(COD), chance))),
        lambda: ("ucdp.csv", _csv(changed(_table(CONFLICT), chance))),
        lambda: (chance.choice(("own.csv", "own.xlsx", "own.geojson", "own.zip", "ML.txt")), made_file(chance)),
    )
    name, data = chance.choice(kinds)()
    data = broken(data, chance)
    if chance.random() < 0.1:
        return Path(name).stem + ".zip", zipped({name: data, **chance.choice(({}, {"readme.txt": b"x"}))})
    return name, data


def _lines(lines: list[str], chance: random.Random) -> bytes:
    """Rows with tabs and no quotes, in which some cells are others."""
    rows = [line.split("\t") for line in lines]
    for _ in range(chance.choice((0, 1, 1, 3, 8))):
        row = chance.choice(rows)
        at = chance.randrange(len(row))
        cells = [cell for cell in CELLS if "\t" not in cell and "\n" not in cell] if chance.random() < 0.9 else CELLS
        kinds: tuple[Callable[[], None], ...] = (
            lambda row=row, at=at, cells=cells: row.__setitem__(at, chance.choice(cells)),  # type: ignore[misc]
            lambda row=row, at=at: row.__setitem__(at, chance.choice(chance.choice(rows))),  # type: ignore[misc]
            lambda row=row: rows.append([*row]),  # type: ignore[misc]
            lambda row=row: row.append("x"),  # type: ignore[misc]
        )
        chance.choice((*kinds[:1] * 3, *kinds))()
    return _tabs(rows)


# Articles ------------------------------------------------------------------------------------------------------------

SENTENCES = (
    "Gunmen killed 12 villagers near Gao on 3 May 2025, residents said.", "BAMAKO, June 1 -", "The army denied this.",
    "Des hommes armés ont tué une vingtaine de civils à Ménaka mardi.", "JNIM claimed responsibility.",
    "“More than 9999999999999999999999 died,” he said.", "Three people were wounded on 31 February 0000.",
    "At least -5 to 1e999 were killed.",
    "On Monday, between 3 and 5 soldiers, the U.N. said, were killed and 20 km south of Kidal on 9999-12-31 wounded.",
    "L’attaque, le 1er mai, a fait 3 à 5 morts selon l’armée.", "Attack " * 400, "(((",
    "\u202ekilled 3\u202c", "A. " * 200,
)  # fmt: skip


def _article(chance: random.Random) -> tuple[str, bytes]:
    picked = [chance.choice((*SENTENCES, *CELLS)) for _ in range(chance.choice((0, 1, 4, 12)))]
    paragraphs = [" ".join(picked[at : at + 2]) for at in range(0, len(picked), 2)]
    text = "\n\n".join(paragraphs)
    head = '<meta property="article:published_time" content="{}"><title>{}</title>'.format(*chance.choices(CELLS, k=2))
    page = f"<html><head>{head}</head><body><article>{''.join(f'<p>{one}</p>' for one in paragraphs)}</article></body>"
    words = "".join(f"<w:p><w:r><w:t>{re.sub('[^ -~é]', '', one)}</w:t></w:r></w:p>" for one in paragraphs)
    document = (
        f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{words}</w:document>'
    )
    stream = f"BT /F1 12 Tf 72 720 Td ({text[:80]}) Tj ET"
    pdf = f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 612 792]>>endobj\n4 0 obj<</Length {len(stream)}>>stream\n\
{stream}\nendstream endobj\ntrailer<</Root 1 0 R>>"
    name, data = chance.choice(
        (
            ("a.txt", text.encode(chance.choice(("utf-8", "utf-16", "latin-1")), "replace")),
            ("a.html", page.encode(chance.choice(("utf-8", "utf-16", "latin-1")), "replace")),
            (
                "a.docx",
                zipped({"word/document.xml": document.encode("utf-8", "replace"), "[Content_Types].xml": b"<a/>"}),
            ),
            ("a.pdf", pdf.encode("latin-1", "replace")),
        )
    )
    return name, broken(data, chance)


# Calls ---------------------------------------------------------------------------------------------------------------

FILTERS = (
    "--actor", "--not-actor", "--from", "--to", "--month", "--type", "--country", "--admin1", "--admin2", "--place",
    "--bbox", "--around", "--within-km", "--min-fatalities", "--max-geo-precision", "--source", "--text", "--map",
    "--sheet", "--encoding", "--keep", "--format",
)  # fmt: skip
VALUES = (
    *CELLS, "JNIM", "ML", "Gao", "2025", "2025-06", "0,0,1,1", "180,-90,-180,90", "1", "7", "date=event_date",
    "date=,=x", "place=place,place=Ort", "dates=dmy", "utf-16", "cp037", "idna", "acled", "ucdp", "table", "none",
    "event_id,notes", "Battles",
)  # fmt: skip
OUTPUTS = (
    "out.csv",
    "out.geojson",
    "out.gpkg",
    "out.fgb",
    "out.pmtiles",
    "out.parquet",
    "out.kml",
    "out.qgz",
    "out/",
    "out.html",
    "out.xyz",
    "-",
)


def _options(chance: random.Random, names: tuple[str, ...]) -> list[str]:
    picked = [chance.choice(names) for _ in range(chance.choice((0, 0, 1, 1, 2)))]
    return [part for name in picked for part in (name, chance.choice(VALUES)[:1000].replace("\0", ""))]


@cache
def _seed(name: str) -> Table:
    names, rows = _table((SEEDS / name).read_text("utf-8"))
    return names, rows[:MOST_ROWS]


Call = tuple[list[str], dict[str, bytes]]


def _events(chance: random.Random) -> Call:
    """A command that reads events."""
    commands = ("list", "summary", "check", "actors", "map", "export")
    command = chance.choice(commands)
    data = made_file(chance) if chance.random() < 0.5 else _csv(changed(chance.choice(samples()), chance))
    more = [*_options(chance, FILTERS), *chance.choice(([], [], ["--lenient"], ["--strict"], ["--verbose"]))]
    if command in ("list", "summary", "check", "actors"):
        more += chance.choice(([], ["--json"]))
    else:
        output = chance.choice(OUTPUTS[:9]) if command == "export" else "out.html"
        more += ["-o", chance.choice((*(output,) * 5, *OUTPUTS)), *chance.choice(([], [], ["--allow-empty"]))]
        more += chance.choice(([], [], ["--counts-only"], ["--lang", "fr"]))
    if command in ("map", "summary", "export") and chance.random() < 0.25:
        more += ["--engine", "files"]
        return [command, "in.csv", "b.csv", *more], {"in.csv": data, "b.csv": _csv(chance.choice(samples()))}
    return [command, chance.choice(("in.csv",) * 5 + ("in.xlsx", "nothing.csv")), *more], {
        "in.csv": data,
        "in.xlsx": data,
    }


def _beside(chance: random.Random) -> Call:
    """A map with a file beside the events: areas, colours, a base map."""
    colours = _csv(changed((["actor", "colour"], [["JNIM", "#ff0000"], ["FAMa", "#00ff00"]]), chance))
    name, data = chance.choice(
        (
            ("--boundaries", _geojson(changed(AREAS, chance), chance)), ("--boundaries", made_file(chance)),
            ("--colours", colours), ("--basemap", b"PMTiles\x03" + chance.randbytes(chance.choice((0, 119, 400)))),
        )
    )  # fmt: skip
    suffix = {"--boundaries": ".geojson", "--colours": ".csv", "--basemap": ".pmtiles"}[name]
    return ["map", "events.csv", "-o", "out.html", name, f"f{suffix}"], {
        f"f{suffix}": broken(data, chance), "events.csv": _csv(_seed("events.csv")),
    }  # fmt: skip


def _places(chance: random.Random) -> Call:
    names: Table = (
        ["name", "country", "admin1", "admin2", "near"],
        [["Gao", "ML", "Gao", "", ""], ["Kidal", "", "", "", "Gao"]],
    )
    batch = _csv(changed(names, chance)) if chance.random() < 0.8 else made_file(chance)
    word = chance.choice(VALUES)[:2000].replace("\0", "")
    return chance.choice(
        (
            (["place", "--batch", "b.csv", *chance.choice(([], ["--json"]))], {"b.csv": broken(batch, chance)}),
            (["place", "--", word], {}), (["place", "Gao", "--country", word], {}),
            (["place", word, "--admin1", word, "--near", chance.choice(VALUES)[:100].replace("\0", "")], {}),
        )
    )  # fmt: skip


def _drafts(chance: random.Random) -> Call:
    name, data = _article(chance)
    dated: Table = (["file", "published", "publisher", "title", "url"], [[name, "2025-06-01", "A", "B", "https://x"]])
    more = chance.choice(([], ["--sources", "s.csv"], ["--html", "r.html"], ["--json"], ["--lang", "fr"]))
    more += chance.choice(([], ["--published", chance.choice(VALUES)[:100].replace("\0", "")]))
    return ["draft", name, "--into", "d", *more], {name: data, "s.csv": _csv(changed(dated, chance))}


def _folder(chance: random.Random) -> Call:
    """A dossier whose lists of answers, of settled findings, or of drafts are not as we wrote them."""
    other = chance.choice((_table(LOCK), (["finding", "why"], [["x", "y"]]), _seed("claims.csv")))
    name = chance.choice(
        ("resolved.csv", "accepted.csv", "drafts/events.csv", "drafts/claims.csv", "drafts/drafts.csv")
    )
    files = {f"d/{one}.csv": _csv(_seed(f"{one}.csv")) for one in ("events", "claims", "sources", "actors")}
    command = chance.choice(
        (["check"], ["check", "--lock"], ["list", "--with-drafts"], ["draft", "--list"], ["check", "--json"])
    )
    return [command[0], "d", *command[1:]], files | {f"d/{name}": broken(_csv(changed(other, chance)), chance)}


def _added(chance: random.Random) -> Call:
    name, data = made_list(chance)
    return ["gazetteer", "add", name], {name: data}


CALLS = (_events, _events, _events, _beside, _places, _drafts, _folder, _added, _added)


def made_call(chance: random.Random) -> bytes:
    """Return a call of the program as JSON: its arguments, and the files that it finds."""
    arguments, files = chance.choice(CALLS)(chance)
    coded = {name: base64.b64encode(data).decode() for name, data in files.items()}
    return json.dumps({"arguments": arguments, "files": coded}).encode("utf-8", "replace")


def check_call(data: bytes) -> None:
    """Call the program; raise AssertionError where it fails, talks too much, or leaves half a file."""
    try:
        call = json.loads(data)
        files = {name: base64.b64decode(text) for name, text in call["files"].items()}
        arguments = [str(one) for one in call["arguments"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        for name, content in files.items():
            (here / name).parent.mkdir(parents=True, exist_ok=True)
            (here / name).write_bytes(content)
        own = {"CONFLICT_MAPPER_CACHE": str(here / ".cache")} if "add" in arguments else {}
        done = run(*arguments, cwd=here, **own)
        assert done.returncode in (DONE, NOT_ALLOWED, WRONG_USE)
        assert TRACEBACK not in done.stderr
        assert done.returncode == DONE or done.stderr or done.stdout
        assert all(len(line) < LONGEST_LINE for line in done.stderr.split("\n"))
        left = {str(path.relative_to(here)) for path in here.rglob("*") if ".cache" not in path.parts} - {*files}
        assert not [name for name in left if name.endswith((".tmp", ".part"))], left
        for name in left:
            if done.returncode == DONE and name.endswith(".html"):
                assert (here / name).read_bytes().rstrip().endswith(b"</html>")
