"""Ids that are no more than row numbers, in several files."""

import re

import pytest

from mapper.readers import read_sources
from tests.readers.sources import conserved

FIRST = "id,date,place,country\n1,2025-01-13,Gao,Mali\n2,2025-01-14,Kidal,Mali\n"
SECOND = "id,date,place,country\n1,2025-02-13,Mopti,Mali\n2,2025-02-14,Ségou,Mali\n3,2025-02-15,Gao,Mali\n"
SERIES = ("INC-00", "#", "No. ", "ML/2025/", "ev_")
"""What stands in front of a running number."""


def read(tmp_path, **texts):
    paths = []
    for name, text in texts.items():
        paths.append(tmp_path / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    return read_sources(paths)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FIRST, SECOND),
        (FIRST.replace("\n1,", "\n0,").replace("\n2,", "\n1,"), SECOND),
        (FIRST, SECOND.replace("\n3,", "\n4,")),
        (FIRST.replace("id,", "No,").replace("No,", "event_id,"), SECOND),
        *((re.sub(r"\n(?=\d)", f"\n{text}", FIRST), re.sub(r"\n(?=\d)", f"\n{text}", SECOND)) for text in SERIES),
    ],
)
def test_row_numbers_of_two_files_are_told_apart(first, second, tmp_path):
    dossier = read(tmp_path, jan=first, feb=second)
    assert (dossier.counts.used, dossier.counts.duplicates, dossier.counts.rejected) == (5, 0, 0)
    assert conserved(dossier)
    assert dossier.events["event_id"].str.extract(r"^(jan|feb)-")[0].tolist() == ["jan"] * 2 + ["feb"] * 3
    assert any("told apart by file" in notice for notice in dossier.notices)


def test_three_files_of_one_name_have_ids_of_their_own(tmp_path):
    paths = []
    for number, day in enumerate(("2025-01-13", "2025-02-13", "2025-03-13")):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths.append(folder / "log.csv")
        paths[-1].write_text(f"id,date,place\n1,{day},Gao\n", encoding="utf-8")
    assert read_sources(paths).events["event_id"].tolist() == ["log-1", "log-2-1", "log-3-1"]


@pytest.mark.parametrize("second", [FIRST, FIRST + "3,2025-01-15,Gao,Mali\n", FIRST.replace("Gao,Mali", "Gao,ML")])
def test_two_versions_of_one_list_stay_one_list(second, tmp_path):
    dossier = read(tmp_path, one=FIRST, two=second)
    assert len(dossier.events) == max(2, second.count("\n") - 1)
    assert dossier.counts.duplicates == 2


@pytest.mark.parametrize("ids", [("70001", "70002"), ("a1", "a2"), ("MLI1", "MLI2")])
def test_ids_that_are_no_row_numbers_name_one_event_everywhere(ids, tmp_path):
    one = f"id,date,place\n{ids[0]},2025-01-13,Gao\n"
    dossier = read(tmp_path, one=one, two=one.replace("Gao", "Kidal").replace("13", "14"))
    assert (dossier.counts.used, dossier.counts.rejected) == (1, 1)


def test_a_part_of_an_event_finds_it_under_its_new_id(tmp_path):
    one = "event_id,event_date,place,part_of\n1,2025-01-13,Gao,\n2,2025-01-13,Kidal,1\n"
    dossier = read(tmp_path, one=one, two=one.replace("2025", "2024"))
    assert dossier.events["part_of"].tolist() == ["", "one-1", "", "two-1"]
