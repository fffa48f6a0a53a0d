"""Figures of people who fled are no events and no dead: a table of nothing else is refused, or its rows are told."""

import pandas as pd
import pytest

import mapper
from mapper.errors import FormatError
from tests.readers.sources import read_text

ROUND = "\n".join(["Mali,Gao,Ansongo,1234,2024-03-31", "Mali,Gao,Gao,800,2024-03-31", "Mali,Mopti,Koro,90,2024-03-31"])


@pytest.mark.parametrize(
    "head",
    [
        "Country,Region,Cercle,IDPs,Date\n",
        "Pays,Région,Cercle,Nombre de PDI,Date\n",
        "País,Departamento,Distrito,Personas desplazadas,Fecha\n",
        "a0,a1,a2,n,d\n#country+name,#adm1+name,#adm2+name,#affected+idps+ind,#date+reported\n",
    ],
)
def test_figures_by_area_and_round_are_refused_unless_columns_are_named(tmp_path, head):
    with pytest.raises(FormatError, match="people who fled, and no events"):
        read_text(tmp_path, head + ROUND + "\n")
    region = head.split(",")[1]
    assert mapper.read(tmp_path / "events.csv", columns={"admin1": region}).counts.used == 3


def test_years_of_a_country_are_such_figures_too(tmp_path):
    with pytest.raises(FormatError, match="Internal Displacements"):
        read_text(tmp_path, "ISO3,Year,Internal Displacements\nMLI,2022,154000\nMLI,2023,180000\nBFA,2023,707000\n")


@pytest.mark.parametrize(
    "table",
    [
        {"Date": ["2024-02-02", "2024-02-12"], "Place": ["Gao", "Kidal"], "Displaced": ["450", "120"]},
        {"Date": ["2024-02-02", "2024-02-12"], "Region": ["Gao", "Kidal"], "Displaced": ["450", "120"]},
    ],
)
def test_rows_of_a_place_or_of_days_of_their_own_are_events_of_which_that_is_told(table):
    dossier = mapper.read(pd.DataFrame(table))
    assert dossier.counts.used == 2
    assert dossier.events["fatalities_best"].isna().all()
    assert any("Displaced counts people who fled" in notice for notice in dossier.notices)


def test_a_table_that_says_what_happened_is_one_of_events_whoever_fled():
    rows = {
        "Date": "2024-02-02",
        "Region": ["Gao", "Kidal", "Mopti"],
        "Deaths": ["2", "", "1"],
        "IDPs": ["9", "8", "7"],
    }
    dossier = mapper.read(pd.DataFrame(rows))
    assert dossier.events["fatalities_best"].sum() == 3
    assert not any("fled" in notice for notice in dossier.notices)
