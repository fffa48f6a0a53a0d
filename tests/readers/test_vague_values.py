"""Dates and figures of tables as people write them: read as they are meant, or a fault; the words are kept."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from mapper.readers import read_sources
from tests.readers.sources import read_text

HEADER = "date,place,country,killed"


def events_of(folder, cells: list[str], column: str = "date"):
    """Events of a table with these dates, or these figures."""
    rows = [f'"{cell}",Gao,Mali,1' if column == "date" else f'2025-05-03,Gao,Mali,"{cell}"' for cell in cells]
    return read_text(folder, "\n".join([HEADER, *rows]), name="table.csv")


def written(dossier) -> list[str]:
    """First day, last day and precision of each event; the words of those that have no date."""
    return [
        f"{row.event_date:%Y-%m-%d}/{row.end_date:%Y-%m-%d} {row.date_precision}" if pd.notna(row.event_date)
        else row.date_text
        for row in dossier.events.itertuples()
    ]  # fmt: skip


def reasons(dossier) -> list[tuple[str, str]]:
    return list(zip(dossier.faults["value"], dossier.faults["reason"], strict=True))


def test_a_cell_with_two_dates_is_the_whole_range_or_a_fault(tmp_path):
    cells = [
        "10-12 May 2025", "May 3-5, 2025", "12/13 June 2025", "12-13 June", "2025-06-12/2025-06-13",
        "2025-06-12, 2025-06-14", "2025-06-12 - 2025-06-13", "13 June 2025", "du 3 au 5 mai 2025",
        "30 May – 2 June 2025",
    ]  # fmt: skip
    dossier = events_of(tmp_path, cells)
    assert written(dossier) == [
        "2025-05-10/2025-05-12 range", "2025-05-03/2025-05-05 range", "2025-06-12/2025-06-13 range", "12-13 June",
        "2025-06-12/2025-06-13 range", "2025-06-12/2025-06-14 range", "2025-06-12/2025-06-13 range",
        "2025-06-13/2025-06-13 day", "2025-05-03/2025-05-05 range", "2025-05-30/2025-06-02 range",
    ]  # fmt: skip
    assert reasons(dossier) == [("12-13 June", "a date without a year")]
    assert dossier.events["date_text"].tolist()[:4] == cells[:4]


@pytest.mark.parametrize(
    ("cells", "dates"),
    [
        (["25-06-13", "25-06-20", "25-07-01", "25-12-31"], ["2025-06-13", "2025-06-20", "2025-07-01", "2025-12-31"]),
        (["25-06-13", "25-06-20"], ["25-06-13", "25-06-20"]),
        (["13-06-25", "31-12-25"], ["2025-06-13", "2025-12-31"]),
        (["13-Jun-69", "13-Jun-25"], ["13-Jun-69", "2025-06-13"]),
    ],
)
def test_years_of_two_digits_are_proven_by_the_column_or_undecided(tmp_path, cells, dates):
    assert [text.split("/")[0] for text in written(events_of(tmp_path, cells))] == dates


def test_vague_dates_are_months_seasons_and_ranges_and_keep_their_words(tmp_path):
    cells = [
        "June 2025", "Sept 2025", "06/2025", "early June 2025", "circa 13 June 2025", "Summer 2024", "juin 2025",
        "Q2 2025", "mid-June 2025", "2025-06-1X", "13 червня 2025", "45821", "1749772800000", "by June 2025",
    ]  # fmt: skip
    dossier = events_of(tmp_path, cells)
    assert written(dossier) == [
        "2025-06-01/2025-06-30 month", "2025-09-01/2025-09-30 month", "2025-06-01/2025-06-30 month",
        "2025-06-01/2025-06-10 range", "2025-06-10/2025-06-16 range", "2024-06-01/2024-08-31 season",
        "2025-06-01/2025-06-30 month", "2025-04-01/2025-06-30 range", "2025-06-11/2025-06-20 range",
        "2025-06-10/2025-06-19 range", "2025-06-13/2025-06-13 day", "45821", "1749772800000", "by June 2025",
    ]  # fmt: skip
    assert [reason for _, reason in reasons(dossier)] == [
        "a spreadsheet's number of a day, not a date", "a count of seconds since 1970, not a date",
        "a date that says only before or after",
    ]  # fmt: skip
    assert [dossier.events["date_text"][row] for row in (3, 4, 5, 7)] == [cells[row] for row in (3, 4, 5, 7)]
    assert dossier.events["event_date_in_file"].tolist() == cells


def test_vague_dates_come_back_from_an_export(tmp_path, tmp_path_factory):
    import mapper

    cells = [
        "early June 2025",
        "12/13 June 2025",
        "2025-06-12/2025-06-13",
        "Q2 2025",
        "June 2025",
        "soon",
        "2024",
        "12-13 June",
    ]
    dossier = events_of(tmp_path, cells)
    for name in ("again.csv", "folder"):
        target = tmp_path_factory.mktemp("export") / name
        mapper.export(dossier, target)
        again = mapper.read(target)
        assert written(again) == written(dossier)
        assert again.events["date_text"].tolist() == dossier.events["date_text"].tolist()


UCDP = "id;type_of_violence;side_a;side_b;latitude;longitude;country;date_prec;date_start;date_end;best"


@pytest.mark.parametrize(
    ("rows", "dates"),
    [
        # A span of two days leaves one order; it holds for the other row too.
        (["16,27;05/04/2023 00:00;05/04/2023 00:00;1", "18,44;07/04/2023 00:00;09/04/2023 00:00;2"],
         ["2023-04-05/2023-04-05", "2023-04-07/2023-04-09"]),
        (["16.27;4/5/2023;4/5/2023;1", "18.44;4/7/2023;4/9/2023;2"],
         ["2023-04-05/2023-04-05", "2023-04-07/2023-04-09"]),
        # Nothing decides: UCDP's own order, but not in a file that a spreadsheet with decimal commas has saved.
        (["16.27;4/5/2023;4/5/2023;1"], ["2023-04-05/2023-04-05"]),
        (["16,27;05/04/2023;05/04/2023;1"], ["05/04/2023"]),
        # An end before the beginning is no order.
        (["16,27;08/04/2023;01/05/2023;4"], ["2023-04-08/2023-05-01"]),
    ],
)  # fmt: skip
def test_ucdp_dates_are_read_in_the_order_that_their_precision_allows(tmp_path, rows, dates):
    cells = [row.split(";") for row in rows]
    lines = [f"{n};1;A;B;{lat};1,5;Mali;{prec};{start};{end};3" for n, (lat, start, end, prec) in enumerate(cells)]
    dossier = read_text(tmp_path, "\n".join([UCDP, *lines]), name="ged.csv")
    assert [text.split(" ")[0] for text in written(dossier)] == [text.split(" ")[0] for text in dates]


def figures(dossier) -> list[tuple[int | None, ...]]:
    columns = ["fatalities_low", "fatalities_best", "fatalities_high"]
    return [
        tuple(None if pd.isna(n) else int(n) for n in row) for row in dossier.events[columns].itertuples(index=False)
    ]


def test_figures_in_words_ranges_and_bounds_are_read_and_kept_as_written(tmp_path):
    cells = ["3-5", "10+", "1,200", "at least 5", "dozens", "~20", "7", "up to 12", "une trentaine", "aucun", ""]
    dossier = events_of(tmp_path, cells, "killed")
    assert figures(dossier) == [
        (3, None, 5), (10, None, None), (None, 1200, None), (5, None, None), (None, None, None), (None, 20, None),
        (None, 7, None), (None, None, 12), (None, 30, None), (None, 0, None), (None, None, None),
    ]  # fmt: skip
    assert dossier.faults.empty
    assert dossier.events["fatalities_in_file"].tolist() == cells
    assert "fatalities_in_file" in dossier.extra_columns


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("many", "not a figure"),
        ("1.200", "a figure whose point"),
        ("12.000", "a figure whose point"),
        ("-1", "not a whole"),
        ("2.5", "not a whole"),
        ("12 trucks", "not a figure"),
    ],
)
def test_a_figure_that_is_not_understood_is_a_fault_and_its_words_are_kept(tmp_path, cell, reason):
    dossier = events_of(tmp_path, [cell, "7"], "killed")
    assert figures(dossier) == [(None, None, None), (None, 7, None)]
    assert [value for value, _ in reasons(dossier)] == [cell]
    assert dossier.faults["reason"].item().startswith(reason)
    assert dossier.faults["remedy"].item()


def test_a_figure_with_a_cell_of_its_own_stands(tmp_path):
    text = "event_id,fatalities_low,fatalities_best,fatalities_high\na,18,about 20,\nb,at least 5,,up to 9\nc,,3-5,4\n"
    dossier = read_text(tmp_path, text)
    assert figures(dossier) == [(18, 20, None), (5, None, 9), (3, None, 4)]
    assert dossier.events["fatalities_best_in_file"].tolist() == ["about 20", "", "3-5"]


def test_of_a_low_figure_that_is_the_high_one_nothing_else_can_be_the_best(tmp_path):
    text = "event_id,fatalities_low,fatalities_best,fatalities_high\na,7,,7\nb,5,,9\nc,0,,0\nd,4,5,9\n"
    dossier = read_text(tmp_path, text)
    assert figures(dossier) == [(7, 7, 7), (5, None, 9), (0, 0, 0), (4, 5, 9)]
    assert dossier.extra_columns == ()


def test_columns_of_plain_numbers_have_no_column_of_words(tmp_path):
    assert events_of(tmp_path, ["3", "", "1200"], "killed").extra_columns == ()


def test_a_date_after_today_or_before_1900_is_a_fault_and_kept(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(
        "date,place\n2025-06-13,Gao\n2025-06-14,Gao\n2025-06-16,Gao\n2031,Gao\n1899-12-31,Gao\n2025,Gao\n", "utf-8"
    )
    dossier = read_sources([file], today=dt.date(2025, 6, 14))
    assert reasons(dossier) == [
        ("2025-06-16", "a date after today"), ("2031", "a date after today"), ("1899-12-31", "a date before 1900"),
    ]  # fmt: skip
    assert dossier.events["event_date"].notna().all()
    assert read_sources([file], today=dt.date(2031, 1, 1)).faults["value"].tolist() == ["1899-12-31"]
    [dated] = dossier.account[dossier.account["column"] == "date"].to_dict("records")
    assert (dated["read"], dated["not_understood"]) == (6, 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "low", "best", "high"),
    [
        ("al menos 12", 12, None, None), ("más de 20", 21, None, None), ("entre 3 y 5", 3, None, 5),
        ("unos 20", None, 20, None),
        ("pelo menos 12", 12, None, None), ("três", None, 3, None), ("не менее 12", 12, None, None),
        ("трое", None, 3, None),
        ("від 3 до 5", 3, None, 5), ("близько 20", None, 20, None), ("en az 12", 12, None, None),
        ("ثلاثة", None, 3, None),
        ("ما لا يقل عن 12", 12, None, None), ("٣-٥", 3, None, 5), ("3 people killed", None, 3, None),
        ("12 morts", None, 12, None), ("at least 5 civilians", 5, None, None), ("5 injured", None, None, None),
        ("2 (dont 1 enfant)", None, 2, None), ("12 dead, including two women and 3 children", None, 12, None),
        ("2 (dont le maire)", None, None, None), ("5 из них 2 детей", None, 5, None), ("3 or 4 people", 3, None, 4),
        ("decenas", None, None, None), ("12 dead, 3 injured", None, 12, None),
    ],
)  # fmt: skip
def test_figures_of_the_dead_in_several_languages_and_with_whom_they_count(tmp_path, text, low, best, high):
    dossier = read_text(tmp_path, f'event_id,event_date,fatalities\na,2025-05-03,"{text}"\n')
    figures = [dossier.events[f"fatalities_{name}"].item() for name in ("low", "best", "high")]
    assert [None if pd.isna(figure) else figure for figure in figures] == [low, best, high]
    assert dossier.events["fatalities_in_file"].tolist() == [text]


@pytest.mark.parametrize(
    "header",
    ["killed_min,killed_best,killed_max", "Fatalities (low),Fatalities (best),Fatalities (high)",
     "deaths_min,best_estimate,deaths_max"],
)  # fmt: skip
def test_a_low_and_a_high_figure_are_found_by_their_names(tmp_path, header):
    dossier = read_text(tmp_path, f"date,place,{header}\n2025-05-03,Gao,3,4,5\n")
    assert [dossier.events[f"fatalities_{name}"].item() for name in ("low", "best", "high")] == [3, 4, 5]
