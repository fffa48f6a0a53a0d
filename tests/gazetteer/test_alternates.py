"""GeoNames' alternate names: names by geonameid for the places of dumps, without codes and links."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer import DumpError, Gazetteer, Query, add, remove

from . import dumps

# alternateNameId, geonameid, language, name, preferred, short, colloquial, historic, from, to
NAMES = [
    "1\t2454857\tff\tKunnari\t1\t\t\t\t\t",
    "2\t2454857\t\tVieux-Kona\t\t\t\t1\t1900\t1950",
    "3\t2454857\tlink\thttps://en.wikipedia.org/wiki/Konna\t\t\t\t\t\t",
    "4\t2454857\tpost\tPostcode\t\t\t\t\t\t",
    "5\t2449067\tar\tتنبكتو\t1\t\t\t\t\t",
    "6\t999\tfr\tAilleurs\t\t\t\t\t\t",
]


def write(path: Path, rows: list[str]) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_names_are_joined_to_the_places_of_the_dumps_that_were_added(tmp_path: Path) -> None:
    add(dumps.write_zip(tmp_path / "ML.zip"), cache_dir=tmp_path / "cache")
    added = add(write(tmp_path / "alternateNamesV2.txt", NAMES), cache_dir=tmp_path / "cache")
    assert (added.name, added.count, added.licence) == ("names-alternateNamesV2", 2, "CC BY 4.0")
    asked = [Query(name, "ML") for name in ("Kunnari", "Vieux-Kona", "تنبكتو", "Kona", "Postcode", "Ailleurs")]
    with Gazetteer.open(shipped=False, towns=False, cache_dir=tmp_path / "cache") as places:
        konna, historic, timbuktu, named, *none = places.resolve(asked)
    for answer in (konna, historic):
        assert answer.place is not None
        assert (answer.place.geonameid, answer.place.name, answer.latitude) == (2454857, "Kona", 14.94329)
    assert timbuktu.place is not None
    assert timbuktu.place.geonameid == 2449067
    assert [one.place.geonameid for one in named.candidates].count(2454857) == 1
    assert [answer.status for answer in none] == ["not_found"] * 2


def test_a_newer_dump_has_the_names_too_and_names_are_forgotten_alone(tmp_path: Path) -> None:
    add(dumps.write_zip(tmp_path / "ML.zip"), cache_dir=tmp_path / "cache")
    add(write(tmp_path / "names.txt", NAMES), cache_dir=tmp_path / "cache")
    moved = [row.replace("14.94329", "14.95") for row in dumps.ROWS]
    add(dumps.write_zip(tmp_path / "ML.zip", dumps.text(moved)), cache_dir=tmp_path / "cache")

    def ask(name: str) -> float | None:
        with Gazetteer.open(shipped=False, towns=False, cache_dir=tmp_path / "cache") as places:
            return places.resolve([Query(name, "ML")])[0].latitude

    assert ask("Kunnari") == 14.95
    assert remove("names-names", cache_dir=tmp_path / "cache")
    assert (ask("Kunnari"), ask("Timbuktu")) == (None, 16.77348)


def test_names_are_used_with_dumps_that_are_not_added(tmp_path: Path) -> None:
    files = [write(tmp_path / "names.txt", NAMES), dumps.write_gz(tmp_path / "ML.txt.gz")]
    with Gazetteer.open(shipped=False, towns=False, dumps=files, cache_dir=tmp_path) as places:
        [answer] = places.resolve([Query("Kunnari", "ML")])
    assert answer.latitude == 14.94329


def test_the_program_joins_names_to_a_dump_of_the_same_call(run_mapper, tmp_path: Path) -> None:
    write(tmp_path / "alternateNamesV2.txt", NAMES)
    dumps.write_zip(tmp_path / "ML.zip")
    environment = {"CONFLICT_MAPPER_CACHE": str(tmp_path / "cache")}
    alone = run_mapper("gazetteer", "add", "alternateNamesV2.txt", cwd=tmp_path, **environment)
    assert (alone.returncode, alone.stderr.startswith("mapper: alternateNamesV2.txt: holds names without")) == (1, True)
    both = run_mapper("gazetteer", "add", "alternateNamesV2.txt", "ML.zip", cwd=tmp_path, **environment)
    assert [line.partition(":")[0] for line in both.stdout.splitlines()] == [
        "added geonames-ML",
        "added names-alternateNamesV2",
    ]


@pytest.mark.parametrize("row", ["7\t2454857\tff\n", "seven\t2454857\tff\tKunnari\t\t\t\t"])
def test_a_file_that_is_cut_short_is_refused_whole(tmp_path: Path, row: str) -> None:
    add(dumps.write_zip(tmp_path / "ML.zip"), cache_dir=tmp_path / "cache")
    with pytest.raises(DumpError, match="line 7"):
        add(write(tmp_path / "names.txt", [*NAMES, row]), cache_dir=tmp_path / "cache")
    with Gazetteer.open(shipped=False, towns=False, cache_dir=tmp_path / "cache") as places:
        assert [source.name for source in places.sources()] == ["geonames-ML"]


def test_a_name_in_other_letters_is_no_less_that_of_the_place_which_a_list_mainly_writes_in_latin_ones(
    tmp_path: Path,
) -> None:
    row = "{}\t{}\t{}\t{}\t{}\t{}\tP\tPPL\tUA\t\t\t\t\t\t0\t\t1\tx\t2020-01-01"
    one = row.format(1, "Надрічне", "Nadrichne", "", 46.2, 29.9)
    other = row.format(2, "Nadrichne", "Nadrichne", "Надрічне", 51.6, 24.9)
    path = dumps.write_txt(tmp_path / "UA.txt", dumps.text([one, other]))
    with Gazetteer.open(shipped=False, towns=False, dumps=[path], cache_dir=tmp_path) as places:
        [answer] = places.resolve([Query("Надрічне", "UA")])
    assert answer.place is None
    assert [candidate.score for candidate in answer.candidates] == pytest.approx([0.45, 0.45], abs=0.05)
