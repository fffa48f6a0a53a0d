"""A word for "missing" is no value: no actor is called NA; Namibia stays Namibia, and none killed is zero."""

from __future__ import annotations

import pandas as pd
import pytest

from mapper.readers.tables.missing import without_codes, without_missing_words
from mapper.readers.tables.opening import read_table
from tests.readers.sources import read_text


def cleaned(text: str):
    """The columns of a table without the words for missing, and how often each of these was found."""
    table = without_missing_words(read_table(text.encode("utf-8"), "a.csv"))
    return table.frame.astype("str").to_dict("list"), {name: dict(words) for name, words in table.missing.items()}


@pytest.mark.slow
@pytest.mark.parametrize(
    "word",
    ["NA", "N/A", "n/a", "NULL", "None", "-", "--", "–", "#N/A", "nan", "NaN", "n.a.", "not available", " NA ", "н/д",
     "sin datos", "non disponible", "não informado"],
)  # fmt: skip
def test_no_actor_place_or_note_is_called_by_a_word_for_missing(tmp_path, word):
    text = f"event_id,event_date,place,actor1,actor2,fatalities,notes\na,2025-05-03,Gao,Group A,{word},3,{word}\n"
    text += f"b,{word},{word},{word},Group B,{word},x\n"
    dossier = read_text(tmp_path, text)
    assert dossier.events["actor2"].tolist() == ["", "Group B"]
    assert dossier.events["actor1"].tolist() == ["Group A", ""]
    assert dossier.events["place"].tolist() == ["Gao", ""]
    assert dossier.events["notes"].tolist() == ["", "x"]
    assert dossier.faults.empty
    stripped = word.strip()
    assert dossier.notices[-1].endswith(f"6 cells read as missing: “{stripped}” (6)")


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("country,actor\nNA,NA\nZA,Group A\n", ["NA", "ZA"]),  # among codes
        ("country,actor\nMali,Group A\nNA,NA\n", ["Mali", ""]),  # among names
        ("country,iso3,actor\nMali,MLI,NA\nNA,NAM,NA\n", ["Mali", "NA"]),  # another cell says so
        ("country,actor\nNA,Group A\nNA,Group B\n", ["NA", "NA"]),  # nowhere else a word for missing
        ("country,actor\nNA,Group A\nNA,NA\n", ["", ""]),
        ("country,actor\n,NA\nNamibia,NA\n", ["", "Namibia"]),
    ],
)
def test_namibia_is_told_from_missing_by_its_column(text, countries):
    columns, missing = cleaned(text)
    assert columns["country"] == countries
    assert "NA" not in columns["actor"]
    assert missing.get("country", {}).get("NA", 0) == text.count("\nNA,") + 0 - countries.count("NA")


def test_none_is_zero_among_figures_unless_it_stands_for_missing_elsewhere():
    assert cleaned("actor,killed\nA,none\nB,3\n") == ({"actor": ["A", "B"], "killed": ["none", "3"]}, {})
    columns, missing = cleaned("actor,killed\nNone,None\nB,3\n")
    assert columns == {"actor": ["", "B"], "killed": ["", "3"]}
    assert missing == {"actor": {"None": 1}, "killed": {"None": 1}}
    assert cleaned("latitude,place\nNone,Gao\n16.2,Gao\n")[0]["latitude"] == ["", "16.2"]


def test_none_is_zero_in_a_column_of_the_dead_whatever_else_it_holds(tmp_path):
    cells = ["aucun", "néant", "none", "nil", "aucun mort", "3 ou 4", "2 (dont 1 enfant)", ""]
    rows = "".join(f"2025-05-03,Gao,{cell},aucun\n" for cell in cells)
    events = read_text(tmp_path, f"date,lieu,morts,arme\n{rows}").events
    assert events["fatalities_best"].tolist() == [0, 0, 0, 0, 0, pd.NA, 2, pd.NA]
    assert (events["fatalities_low"][5], events["fatalities_high"][5]) == (3, 4)
    assert set(events["arme"]) == {""}


def test_names_that_are_spelt_nearly_so_stay():
    text = "place,actor\nNan,NAM\nNa,Nan\nNone town,Unknown\nN,ANA\n"
    assert cleaned(text)[1] == {}


def test_codes_for_missing_are_those_of_a_codebook_column_by_column():
    table = read_table(b"nkill,nwound,lat\n-99,-9,-9\n3,999,1\n", "a.csv")
    read = without_codes(table, {"nkill": ("-9", "-99"), "nwound": ("-9",), "other": ("9",)})
    assert read.frame.to_dict("list") == {"nkill": ["", "3"], "nwound": ["", "999"], "lat": ["-9", "1"]}
    assert read.missing == {"nkill": {"-99": 1}, "nwound": {"-9": 1}}


def test_a_file_as_r_writes_it_has_the_actors_that_it_names(tmp_path):
    rows = "".join(f'"{n}","2025-05-0{n}","Gao","Mali","Group {n % 2}","NA",NA\n' for n in range(1, 10))
    dossier = read_text(tmp_path, '"event_id","event_date","place","country","actor1","actor2","notes"\n' + rows)
    assert set(dossier.events["actor1"]) == {"Group 0", "Group 1"}
    assert set(dossier.events["actor2"]) == set(dossier.events["notes"]) == {""}
    assert set(dossier.events["country"]) == {"ML"}


@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("Unknown", "actor1"), ("INCONNU", "actor2"), ("desconocido", "place"), ("Неизвестно", "actor1"),
        ("غير معروف", "actor1"), ("-99", "actor2"), ("??", "place"), ("unknown", "fatalities"), ("TBC", "actor1"),
        ("por establecer", "admin1"), ("Tespit Edilemeyen", "actor1"), ("No identificados", "actor1"),
        ("Unidentified", "actor1"), ("Non identifiées", "actor2"), ("Не встановлені", "actor1"),
    ],
)  # fmt: skip
def test_a_word_that_says_unknown_is_no_actor_place_or_figure(tmp_path, word, field):
    header = "event_date,place,country,admin1,actor1,actor2,fatalities,weapon"
    values = dict(zip(header.split(","), ["2025-05-03", "Gao", "Mali", "Gao", "A", "B", "3", "unknown"], strict=True))
    rows = [values, values | {field: word}]
    dossier = read_text(tmp_path, "\n".join([header, *(",".join(row.values()) for row in rows)]) + "\n")
    read = "fatalities_best" if field == "fatalities" else field
    assert dossier.events[read].isna().tolist() == [False, True] or dossier.events[read].tolist()[1] == ""
    assert dossier.faults.empty
    assert dossier.events["weapon"].tolist() == ["unknown"] * 2  # a column of the user's own is left alone
    account = dossier.account.set_index("column")
    assert account.loc[field, ["read", "missing"]].tolist() == [1, 1]


@pytest.mark.parametrize("word", ["SIN INFORMACION", "sin informacion", "Non Disponible", "S.D.", "ND", "НЕТ ДАННЫХ"])
def test_words_for_missing_are_read_in_capitals_and_without_accents(word):
    assert cleaned(f"place,actor\nGao,{word}\n")[0]["actor"] == [""]


@pytest.mark.parametrize(
    ("written", "code"),
    [("Украина", "UA"), ("Сирия", "SY"), ("Costa de Marfil", "CI"), ("سوريا", "SY"), ("Türkiye", "TR"), ("Níger", "NE"),
     ("Nigéria", "NG"), ("RD Congo", "CD"), ("Судан", "SD"), ("Sudán del Sur", "SS"), ("Gaza Strip", "PS")],
)  # fmt: skip
def test_countries_are_known_by_their_names_in_other_languages(tmp_path, written, code):
    dossier = read_text(tmp_path, f"event_id,event_date,country\na,2025-05-03,{written}\n")
    assert dossier.events["country"].tolist() == [code]
