"""A row for each victim: the rows of an event are one event, and nothing is counted that no column says."""

import pytest

from tests.readers.sources import conserved, read_text

FATES = """incident_id,incident_date,place,country,victim_id,age_group,killed_or_injured
x1,2025-05-03,Gao,Mali,1,adult,k
x1,2025-05-03,Gao,Mali,2,adult,k
x1,2025-05-03,Gao,Mali,3,child,i
x2,2025-05-04,Kidal,Mali,1,adult,k
"""


@pytest.mark.parametrize(
    "text",
    [
        FATES,
        FATES.replace(",k\n", ",Killed\n").replace(",i\n", ",wounded\n"),
        FATES.replace("killed_or_injured", "Devenir").replace(",k\n", ",tuée\n").replace(",i\n", ",blessé\n"),
        FATES.replace("incident_id", "event_id").replace("victim_id", "casualty number"),
    ],
)
def test_the_dead_and_injured_of_an_event_are_counted(text, tmp_path):
    dossier = read_text(tmp_path, text)
    assert dossier.events["event_id"].tolist() == ["x1", "x2"]
    assert dossier.events["fatalities_best"].tolist() == [2, 1]
    assert dossier.events["injured"].tolist() == ["1", "0"]
    assert dossier.events["victims"].tolist() == ["3", "1"]
    assert (dossier.counts.read, dossier.counts.used, dossier.counts.rejected) == (4, 4, 0)
    assert conserved(dossier)
    assert any("a row for each victim: 4 rows are 2 events" in notice for notice in dossier.notices)


@pytest.mark.parametrize(("killed", "dead"), [(("1", "1", "0"), 2), (("1", "", "1"), 2), (("3", "3", "3"), 3)])
def test_a_figure_of_each_victim_is_added_up_and_that_of_the_event_is_not(killed, dead, tmp_path):
    rows = "".join(f"e1,2025-05-03,Gao,{number},{age}\n" for age, number in zip("abc", killed, strict=True))
    dossier = read_text(tmp_path, "event_id,event_date,place,killed,age\n" + rows)
    assert dossier.events["fatalities_best"].tolist() == [dead]
    assert dossier.events["age"].tolist() == ["a; b; c"]


def test_victims_without_a_word_on_their_fate_are_no_dead(tmp_path):
    dossier = read_text(tmp_path, "event_id,event_date,place,sex,age\na,2025,Gao,f,30\na,2025,Gao,m,31\n")
    assert dossier.events["fatalities_best"].isna().all()
    assert dossier.events["victims"].tolist() == ["2"]


@pytest.mark.parametrize(
    "rows",
    [
        "a,2025-05-03,Gao,adult\na,2025-05-04,Gao,child\n",
        "a,2025-05-03,Gao,adult\na,2025-05-03,Kidal,child\n",
        "a,2025-05-03,Gao,adult\na,2025-05-03,Gao,adult\n",
    ],
)
def test_rows_that_differ_in_the_event_or_in_nothing_are_still_rejected(rows, tmp_path):
    dossier = read_text(tmp_path, "event_id,event_date,place,age_group\n" + rows)
    assert dossier.counts.rejected == 1


@pytest.mark.parametrize("column", ["updated", "source_name", "version"])
def test_versions_of_an_event_are_no_victims(column, tmp_path):
    dossier = read_text(tmp_path, f"event_id,event_date,place,{column}\na,2025,Gao,x\na,2025,Gao,y\n")
    assert dossier.counts.rejected == 1


@pytest.mark.parametrize(
    ("header", "killed", "hurt"),
    [
        ("date,incident id,village,victim name,status", "killed", "injured"),
        ("fecha,id_hecho,municipio,nombre de la víctima,condición", "muerta", "herido"),
        ("event_date,event_id,place,name of victim,fate", "dead", "wounded"),
    ],
)
def test_names_of_victims_are_no_side_and_their_rows_are_one_event(tmp_path, header, killed, hurt):
    dossier = read_text(tmp_path, f"{header}\n2025-05-03,x,Gao,Ana,{killed}\n2025-05-03,x,Gao,Ben,{hurt}\n")
    [event] = dossier.events.to_dict("records")
    assert (event["actor2"], event["fatalities_best"], event["injured"]) == ("", 1, "1")
    assert (dossier.counts.read, dossier.counts.used, dossier.counts.rejected) == (2, 2, 0)
