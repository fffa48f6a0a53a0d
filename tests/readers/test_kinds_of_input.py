"""Files as people have them, kind by kind: their events, or the sentence that refuses them. All are invented."""

from __future__ import annotations

import gzip
import json
import lzma
import re
from typing import Any

import pandas as pd
import pytest

from mapper.errors import FormatError, SourceError
from tests.readers.sources import conserved, read_text
from tests.readers.spreadsheets import xlsx

Wanted = dict[str, list[Any]]
PITF: list[list[Any]] = [
    ["Event Type and Reporting", "", "", "Event Date", "", "", "Event Location", "", "", *[""] * 8, "Casualties", ""],
    ["", "", "", "", "", "", "", "", "", "Latitude", "", "", "", "Longitude", "", "", "", "", ""],
    ["Event Type", "Campaign Identifier", "Event Reporting", "Start Day", "Start Month", "Start Year", "Country",
     "Region", "Locality", "Degrees", "Minutes", "Seconds", "Direction", "Degrees", "Minutes", "Seconds", "Direction",
     "Deaths Number", "Description"],
    ["Incident", "", "x", 3, 5, 2012, "MLI ", "Gao", "Gao", 16, 16, 18, "North", 0, 2, 41, "West", 7, "Synthetic."],
    ["Campaign", "c1", "x", "", 5, 2012, "SUD", "Darfur", "", 12, 30, "", "N", 24, "", "", "E", "5-9", "Synthetic."],
]  # fmt: skip
SCAD = (
    "eventid,countryname,stday,stmo,styr,eday,emo,eyr,etype,actor1,target1,ndeath,elocal,sublocal,locnum,latitude,"
    "longitude\n"
)

VICTIMS = """id_caso,fecha,municipio,victima,edad,sexo,tipo_hecho,herida
7,2025-05-03,Cali,A,34,M,muerto,0
7,2025-05-03,Cali,B,12,F,herido,1
9,2025-05-04,Cali,C,50,M,muerto,0
"""
SELECTION = """event_date,event_type,sub_event_type,actor1,inter1,country,location,fatalities
2025-05-03,Battles,Armed clash,A,2,Mali,Gao,3
"""


def shown(events: pd.DataFrame, columns: list[str]) -> Wanted:
    plain = events[columns].astype("object").where(events[columns].notna(), None)
    return {name: [str(v.date()) if isinstance(v, pd.Timestamp) else v for v in plain[name]] for name in columns}


CASES: dict[str, tuple[str | bytes, Wanted]] = {
    "words for none are zero among figures, and missing elsewhere": (
        "fecha,lugar,actor1,actor2,muertos\n2025-05-03,Gao,Grupo A,ninguno,2\n2025-05-04,Gao,Grupo A,Grupo B,1\n",
        {"actor2": ["", "Grupo B"], "fatalities_best": [2, 1]},
    ),
    "no is no number": (
        "date,lieu,morts\n2025-05-03,Gao,non\n2025-05-04,Gao,neuf\n",
        {"fatalities_best": [None, 9]},
    ),
    "a plus in front is a bound, and so are abbreviations": (
        "date,place,killed\n2025-05-03,Gao,+10\n2025-05-04,Gao,approx. 10\n2025-05-05,Gao,3 чел.\n",
        {"fatalities_low": [10, None, None], "fatalities_best": [None, 10, 3]},
    ),
    "years of two digits in front, with slashes": (
        "date,place\n25/06/13,Gao\n25/06/20,Gao\n25/07/31,Gao\n",
        {"event_date": ["2025-06-13", "2025-06-20", "2025-07-31"]},
    ),
    "a month that is named in two ways": (
        "date,place\n3 أيار/مايو 2025,Gao\nأيار/مايو 2025,Gao\n",
        {"event_date": ["2025-05-03", "2025-05-01"], "date_precision": ["day", "month"]},
    ),
    "months in six digits": (
        "date,place\n202505,Gao\n202512,Gao\n",
        {"event_date": ["2025-05-01", "2025-12-01"], "date_precision": ["month", "month"]},
    ),
    "starts and ends in three columns each": (
        "start_year,start_month,start_day,end_year,end_month,end_day,place\n2025,5,3,2025,5,7,Gao\n2025,5,,2025,6,,Gao\n",
        {"event_date": ["2025-05-03", "2025-05-01"], "end_date": ["2025-05-07", "2025-06-30"]},
    ),
    "areas and lines in a column of points": (
        'date,geometry\n2025-05-03,"POLYGON((0 16,2 16,2 18,0 18,0 16))"\n2025-05-04,POINT(-0.04 16.27)\n',
        {"longitude": [1.0, -0.04], "latitude": [17.0, 16.27], "geo_precision": [5, None]},
    ),
    "notes under row numbers, and numbers without a row": (
        "No,Fecha,Lugar,Muertos\n1,2025-05-03,Cali,3\n2,2025-05-04,Cali,2\n3,,,\nElaboró: oficina,,,\n",
        {"fatalities_best": [3, 2]},
    ),
    "PITF's columns as R writes them": (
        "Event.Type,Start.Day,Start.Month,Start.Year,Country,Deaths.Number\nIncident,3,5,2012,MLI,7\n",
        {"event_date": ["2012-05-03"], "country": ["ML"], "fatalities_best": [7], "data_set": ["PITF"]},
    ),
    "PITF's spreadsheet, with two rows above its header and its angles in parts": (
        xlsx({"Sheet1": PITF}),
        {"latitude": [16.2716667, 12.5], "longitude": [-0.0447222, 24.0], "country": ["ML", "SD"],
         "place": ["Gao", ""], "fatalities_low": [None, 5], "date_precision": ["day", "month"]},
    ),
    "SCAD: places that are not numbered, and a latitude that is a code": (
        SCAD
        + "1,Mali,3,5,2012,,,,2,A,B,2,Bamako,,1,12.65,-8\n1,Mali,3,5,2012,,,,2,A,B,2,Gao,,2,16.27,-0.04\n"
        + "2,Mali,6,5,2012,,,,4,A,B,-99,nationwide,,7,-99,-99\n",
        {"event_id": ["1", "1-2", "2"], "fatalities_best": [2, None, None], "latitude": [12.65, 16.27, None]},
    ),
    "Cyrillic of a Mac": (
        "дата,место,виновник\n2025-05-03,Бахмут,Группа А\n2025-05-04,Харьков,Группа Б\n".encode("mac_cyrillic"),
        {"place": ["Бахмут", "Харьков"], "actor1": ["Группа А", "Группа Б"]},
    ),
    "UTF-16 without a mark": (
        "дата,место\n2025-05-03,Бахмут\n2025-05-04,Харьков\n".encode("utf-16-le"),
        {"place": ["Бахмут", "Харьков"]},
    ),
    "a row for each victim, in Spanish": (
        VICTIMS,
        {"event_id": ["7", "9"], "actor2": ["", ""], "fatalities_best": [1, 1], "injured": ["1", "0"],
         "herida": ["1", "0"]},
    ),
    "counts by area in French, of nobody's data set": (
        "pays,region,cercle,mois,annee,nb_incidents,morts\nMali,Gao,Gao,mai,2025,5,3\nMali,Kidal,Kidal,juin,2025,0,0\n",
        {"admin1": ["Gao"], "admin2": ["Gao"], "events": ["5"], "date_precision": ["month"], "data_set": [""]},
    ),
    "a selection of ACLED's columns with the kind of a side": (
        SELECTION,
        {"data_set": ["ACLED"], "place": ["Gao"]},
    ),
    "a selection of UCDP's columns": (
        "id,year,type_of_violence,side_a,side_b,country,best\n1,2023,1,Government of Mali,A,Mali,3\n",
        {"event_type": ["State-based conflict"], "date_precision": ["year"], "event_id": ["1"]},
    ),
    "brackets in headers": (
        "Incident Date,Governorate (ADM1),Lat (N),Long (E),Perpetrator(s),# Killed\n2025-05-03,Gao,16.27,-0.04,A,3\n",
        {"admin1": ["Gao"], "latitude": [16.27], "longitude": [-0.04], "actor1": ["A"], "fatalities_best": [3]},
    ),
    "headers of a form": (
        "incident/date,_location_latitude,_location_longitude,incident/killed\n2025-05-03,16.27,-0.04,3\n",
        {"latitude": [16.27], "longitude": [-0.04], "fatalities_best": [3]},
    ),
    "headers in German": (
        "Datum des Vorfalls,Ort,Täter,Anzahl Tote\n03.05.2025,Gao,A,3\n14.05.2025,Gao,A,1\n",
        {"event_date": ["2025-05-03", "2025-05-14"], "actor1": ["A", "A"], "fatalities_best": [3, 1]},
    ),
    "objects that have no name but an address": (
        json.dumps([{"date": "2025-05-03", "place": "Gao", "sources": [{"url": "https://a.org"}, {"name": "Radio"}]}]),
        {"source": ["https://a.org; Radio"]},
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", CASES)
def test_events_of_a_file(tmp_path, kind):
    content, wanted = CASES[kind]
    name = "a.json" if isinstance(content, str) and content.startswith("[") else "a.csv"
    dossier = read_text(tmp_path, content, name=name)
    assert shown(dossier.events.reindex(columns=[*wanted], fill_value=""), [*wanted]) == wanted
    assert conserved(dossier)
    account = dossier.account
    assert (account[["read", "empty", "missing", "not_understood"]].sum(axis="columns") == account["cells"]).all()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"message": "Unauthorized"}', "the server says: Unauthorized"),
        ('{"type": "Topology", "arcs": []}', "TopoJSON, which is not read; give it as GeoJSON"),
        ("%PDF-1.7", "a PDF document, which is not read; save its table as .csv or .xlsx"),
        (b"r\x02\x01\0\x0e\0", "a file of Stata, which is not read; save its table as .csv or .xlsx"),
        (gzip.compress(b"X\n\0\0\0\x03", mtime=0), "a file of R, which is not read; save its table as .csv or .xlsx"),
        (lzma.compress(b"RDX3\n"), "an .xz archive"),
        ("<html><table><tr><td>a</td></tr></table></html>", "a web page, not a table; open it in a spreadsheet"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path, content, sentence):
    with pytest.raises((FormatError, SourceError), match=re.escape(sentence)):
        read_text(tmp_path, content, name="a.xls")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"TotalCount": 0, "TotalPages": 0, "NextPageUrl": "", "Result": []}, "no events in this answer"),
        ({"value": [{"date": "2025-05-03", "place": "Gao"}], "@odata.nextLink": "x"}, "on the next page"),
        ({"meta": {"total": 3, "pages": 3}, "data": [{"date": "2025-05-03", "place": "Gao"}]}, "page 1 of 3: 2 of 3"),
    ],
)
def test_an_answer_says_what_is_not_in_it(tmp_path, answer, said):
    dossier = read_text(tmp_path, json.dumps(answer), name="a.json")
    assert any(said in sentence for sentence in (*dossier.notices, *dossier.faults["reason"]))
