from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gazetteer import DumpError, Gazetteer, Query, Resolution, add, remove

from . import dumps


def resolve(path: Path, cache: Path, query: Query, *, threshold: float | None = None) -> Resolution:
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=cache) as places:
        [answer] = places.resolve([query], threshold=threshold)
    return answer


@pytest.mark.parametrize(
    ("name", "write"),
    [("ML.txt", dumps.write_txt), ("ML.zip", dumps.write_zip), ("ML.txt.gz", dumps.write_gz)],
)
def test_every_packing_gives_the_same_places(tmp_path: Path, name: str, write: Callable[[Path], Path]) -> None:
    answer = resolve(write(tmp_path / name), tmp_path / "cache", Query("Tombouctou", "ML"))
    assert answer.place is not None
    assert (answer.place.geonameid, answer.place.admin1, answer.place.feature_code) == (
        2449067,
        "Tombouctou Region",
        "PPLA",
    )
    with Gazetteer.open(shipped=False, towns=False, dumps=[tmp_path / name], cache_dir=tmp_path / "cache") as places:
        [source] = places.sources()
    assert (source.name, source.count, source.date, source.licence) == ("geonames-ML", 6, "2013-10-16", "CC BY 4.0")


def test_namesakes_without_context_are_refused(tmp_path: Path) -> None:
    path = dumps.write_txt(tmp_path / "ML.txt")
    answer = resolve(path, tmp_path, Query("Kona", "ML"))
    assert answer.status == "ambiguous"
    assert {candidate.place.geonameid for candidate in answer.candidates} == {2454857, 2454861}
    near = resolve(path, tmp_path, Query("Kona", "ML", near="Tombouctou"))
    assert near.place is not None
    assert near.place.geonameid == 2454857


def test_admin1_decides_between_namesakes(tmp_path: Path) -> None:
    region = "2453347\tMopti Region\tMopti Region\tMopti\t14.7\t-3.4\tA\tADM1\tML\t\t04\t\t\t\t0\t\t1\tx\t2012-01-18"
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text([*dumps.ROWS, region]))
    answer = resolve(path, tmp_path, Query("Kona", "ML", admin1="Région de Mopti"))
    assert answer.place is not None
    assert answer.place.geonameid == 2454857


def test_a_misspelt_name_takes_no_place_of_one_that_is_written_otherwise(tmp_path: Path) -> None:
    rows = [
        "1\tMopti Region\tMopti Region\t\t14.7\t-3.4\tA\tADM1\tML\t\t04\t\t\t\t0\t\t1\tx\t2012-01-18",
        "2\tUrrao\tUrrao\t\t14.9\t-3.9\tP\tPPLA2\tML\t\t04\t\t\t\t20000\t\t1\tx\t2012-01-18",
        "3\tAnza\tAnza\t\t14.95\t-3.95\tP\tPPL\tML\t\t04\t\t\t\t5000\t\t1\tx\t2012-01-18",
        "4\tSikasso Region\tSikasso Region\t\t11.2\t-7\tA\tADM1\tML\t\t03\t\t\t\t0\t\t1\tx\t2012-01-18",
        "5\tLana\tLana\t\t11.25\t-8.35\tP\tPPL\tML\t\t03\t\t\t\t0\t\t1\tx\t2012-01-18",
    ]
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text(rows))
    answer = resolve(path, tmp_path, Query("La Ana", "ML", "Mopti", "Urrao"), threshold=0.6)
    assert (answer.place, "Lana, lies elsewhere" in answer.reason) == (None, True)


def test_the_other_places_of_a_dossier_decide_between_namesakes(tmp_path: Path) -> None:
    row = "{0}\tVillage {1}\tVillage {1}\t\t14.9{0}\t-3.9{0}\tP\tPPL\tML\t\t04\t\t\t\t0\t\t1\tx\t2012-01-18"
    names = ["Ambre", "Blanc", "Corail", "Dore", "Ecru", "Fauve", "Gris", "Havane", "Indigo", "Jade", "Kaki", "Lilas"]
    villages = [row.format(number, name) for number, name in enumerate(names, start=10)]
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text([*dumps.ROWS, *villages]))
    queries = [Query("Kona", "ML"), *(Query(f"Village {name}", "ML") for name in names)]
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
        alone, together = places.resolve(queries)[0], places.resolve(queries, together=True)[0]
    assert alone.status == "ambiguous"
    assert together.place is not None
    assert together.place.geonameid == 2454857
    assert together.confidence > alone.confidence


def test_a_place_told_with_its_region_is_answered_wherever_the_rest_of_the_dossier_lies(tmp_path: Path) -> None:
    far = "{0}\tVillage {1}\tVillage {1}\t\t11.3{0}\t-5.7{0}\tP\tPPL\tML\t\t03\t\t\t\t0\t\t1\tx\t2012-01-18"
    names = ["Ambre", "Blanc", "Corail", "Dore", "Ecru", "Fauve", "Gris", "Havane", "Indigo", "Jade", "Kaki", "Lilas"]
    villages = [far.format(number, name) for number, name in enumerate(names, start=10)]
    north = "9\tOuro\tOuro\t\t16.9\t-3.2\tP\tPPL\tML\t\t08\t\t\t\t0\t\t1\tx\t2012-01-18"
    path = dumps.write_txt(tmp_path / "ML.txt", dumps.text([*dumps.ROWS, north, *villages]))
    queries = [Query("Ouro", "ML", "Tombouctou"), *(Query(f"Village {name}", "ML") for name in names)]
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
        alone, together = places.resolve(queries)[0], places.resolve(queries, together=True)[0]
    assert together.place == alone.place is not None
    assert together.confidence == alone.confidence


def _bomb(path: Path) -> Path:
    line = dumps.ROWS[2].encode() + b"\n"
    with gzip.open(path, "wb") as file:
        for _ in range(200):
            file.write(line * 5000)
    return path


def _encrypted(path: Path) -> Path:
    dumps.write_zip(path)
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(signature, at + 1)
    path.write_bytes(content)
    return path


def _truncated(path: Path, packed: Path) -> Path:
    path.write_bytes(packed.read_bytes()[:-40])
    return path


HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "empty.txt": (lambda p: dumps.write_txt(p, b""), "holds no places"),
    "picture.txt": (lambda p: dumps.write_txt(p, b"\x89PNG\r\n\x1a\n" + bytes(range(256))), "not UTF-8|columns"),
    "table.txt": (lambda p: dumps.write_txt(p, b"name,latitude\nGao,16\n"), "1 columns instead of 19 in line 1"),
    "cut.txt": (lambda p: dumps.write_txt(p, dumps.text()[:-60]), "columns instead of 19 in line 6"),
    "latin1.txt": (lambda p: dumps.write_txt(p, dumps.text().decode().encode("latin-1", "replace")), "is not UTF-8"),
    "far.txt": (
        lambda p: dumps.write_txt(p, dumps.text().replace(b"16.77348", b"116.7734")),
        "no valid place in line 2",
    ),
    "nan.txt": (lambda p: dumps.write_txt(p, dumps.text().replace(b"16.77348", b"nan")), "no valid place in line 2"),
    "long.txt": (lambda p: dumps.write_txt(p, b"a" * 300_000), "a line of over 200,000 bytes"),
    "cut.gz": (lambda p: _truncated(p, dumps.write_gz(p.with_name("x.gz"))), "damaged or cut short"),
    "cut.zip": (lambda p: _truncated(p, dumps.write_zip(p.with_name("x.zip"))), "damaged or cut short"),
    "not.zip": (lambda p: dumps.write_txt(p, b"PK\x03\x04 nothing of the sort"), "damaged or cut short"),
    "no.zip": (lambda p: dumps.write_zip(p, name="ReadMe too.txt"), "holds 0 tables and one is wanted"),
    "secret.zip": (_encrypted, "is protected by a password"),
    "bomb.gz": (_bomb, "unpacks to more than"),
    "gone.txt": (lambda p: p, "no such file; check the path"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_dump_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    make, reason = HOSTILE[name]
    path = make(tmp_path / name)
    with pytest.raises(DumpError, match=reason) as caught:
        Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path / "cache")
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)
    assert list((tmp_path / "cache").rglob("*.*")) == []


def test_a_flipped_byte_in_a_zip_is_noticed(tmp_path: Path) -> None:
    path = dumps.write_zip(tmp_path / "ML.zip")
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("ML.txt").header_offset + 60
    content = bytearray(path.read_bytes())
    content[start] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(DumpError):
        Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path / "cache")


def test_a_list_of_whos_on_first_is_named_and_credited_as_theirs(tmp_path: Path) -> None:
    rows = [
        "85674535\tGao\tGao\t\t17.0\t0.5\tA\tADM1\tML\t\t85674535\t\t\t\t0\t\t0\t\t2019-08-24",
        "1193023391\tTacharane\tTacharane\tTacharan\t16.1\t0.0\tP\tPPL\tML\t\t85674535\t\t\t\t0\t\t0\t\t2019-08-24",
    ]
    path = dumps.write_gz(tmp_path / "villages.txt.gz", dumps.text(rows))
    added = add(path, cache_dir=tmp_path / "cache")
    assert (added.name, added.attribution) == ("wof-villages", "Who's On First, GeoNames, Quattroshapes")
    with Gazetteer.open(shipped=False, towns=False, cache_dir=tmp_path / "cache") as places:
        [answer] = places.resolve([Query("Tacharane", "ML")])
    assert answer.place is not None
    assert (answer.place.place_id, answer.place.geonameid, answer.place.admin1) == ("wof:1193023391", None, "Gao")
    assert answer.place.source.startswith("Who's On First")
    assert remove("wof-villages", cache_dir=tmp_path / "cache")
