"""Tables as programs and people write them: no row is lost, and each line number is the one an editor shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.errors import StrictError
from mapper.readers.tables.opening import read_table
from tests.readers.sources import conserved, listed, read_text

TEXT = "event_id,place,notes\na,Ménaka,é\nb,Gao,“quoted”\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(tmp_path, encoding):
    dossier = read_text(tmp_path, TEXT.encode(encoding))
    assert list(dossier.events["place"]) == ["Ménaka", "Gao"]
    assert list(dossier.events["notes"]) == ["é", "“quoted”"]
    assert dossier.faults.empty


def test_bytes_that_windows_1252_leaves_out_do_not_stop_the_reading(tmp_path):
    assert list(read_text(tmp_path, b"event_id,place\na,M\xe9naka\x81\n").events["place"]) == ["Ménaka\x81"]


def test_one_line_of_another_encoding_is_mended_and_reported(tmp_path):
    dossier = read_text(tmp_path, TEXT.encode() + b"c,M\xe9naka,x\n")
    assert list(dossier.events["place"]) == ["Ménaka", "Gao", "Ménaka"]
    assert listed(dossier.faults) == [(4, "", "")]


def test_cut_wide_text_is_an_error_with_the_place(tmp_path):
    with pytest.raises(OSError, match="utf-16 but is not at byte"):
        read_text(tmp_path, TEXT.encode("utf-16")[:-1])


@pytest.mark.slow
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "open"])
def test_separators_and_line_ends(tmp_path, separator, line_end, last):
    rows = [["event_id", "place", "notes"], ["a", "Gao", f'"x{separator}y"'], ["b", "Kidal", ""]]
    text = line_end.join(separator.join(row) for row in rows) + (line_end if last else "")
    dossier = read_text(tmp_path, text)
    assert list(dossier.events["place"]) == ["Gao", "Kidal"]
    assert list(dossier.events["notes"]) == [f"x{separator}y", ""]
    assert dossier.counts.read == 2


@pytest.mark.parametrize(
    "text",
    [
        "event_id,place,notes\na,Gao,one; two; three; four; five\nb,Kidal,one\n",
        "event_id,place,notes\na,Gao,x|y|z|w|v\nb,Kidal,S&eacute;v&eacute;r&eacute;\n",
        "event_id;place;latitude;longitude\na;Gao;16,27;-0,04\nb;Kidal;18,44;1,40\n",
        'event_id,place,notes\na,Gao,"one, two, three, four"\nb,Kidal,1;2;3\n',
    ],
)
def test_the_separator_is_the_one_that_parts_the_header(tmp_path, text):
    assert read_text(tmp_path, text).events["place"].tolist() == ["Gao", "Kidal"]


def test_separator_named_in_a_line_of_its_own_and_blank_lines_before_the_header(tmp_path):
    assert list(read_text(tmp_path, "sep=;\nevent_id;place\na;Gao\n").events["place"]) == ["Gao"]
    assert list(read_text(tmp_path, "\n\nevent_id;place\na;Gao\n").events["place"]) == ["Gao"]


def test_hxl_row_is_no_row_and_line_numbers_count_it(tmp_path):
    dossier = read_text(tmp_path, "event_id,event_date\n#event+id,#date\na,soon\nb,2025\n")
    assert dossier.counts.read == 2
    assert listed(dossier.faults) == [(3, "event_date", "soon")]


def test_hxl_row_above_a_row_with_surplus_cells(tmp_path):
    dossier = read_text(tmp_path, "event_id,event_date\n#event+id,#date\na,2025,x\nb,2025\n")
    assert (dossier.counts.read, dossier.counts.used) == (2, 1)
    assert conserved(dossier)


def test_surplus_cells_reject_the_row_unless_they_are_empty(tmp_path):
    dossier = read_text(tmp_path, "event_id,place\na,Gao\nb,Gao,Mali\nc,Gao,,\n")
    assert list(dossier.events["event_id"]) == ["a", "c"]
    assert listed(dossier.rejects) == [(3, "", "")]
    assert "3 cells and the header 2" in dossier.rejects.iloc[0].reason
    assert conserved(dossier)


def test_a_cell_more_in_every_row_is_found_by_what_the_columns_hold(tmp_path):
    rows = "7,17.50,-0.10,x,a\n8,16.25,0.25,y,b\n"
    middle = read_text(tmp_path, "event_id,latitude,longitude,place\n" + rows.replace(",y,b", ",y"))
    assert len(middle.rejects) == 1, "a row that alone is too wide is a reject"
    dossier = read_text(tmp_path, "event_id,latitude,longitude,place\n" + rows)
    assert list(dossier.events["place"]) == ["x", "y"]
    assert "one cell more than the header" in dossier.faults.iloc[0].reason


def test_short_rows_are_filled_up(tmp_path):
    dossier = read_text(tmp_path, "event_id,place,notes\na,Gao\nb\n")
    assert list(dossier.events["place"]) == ["Gao", ""]


def test_blank_lines_and_quoted_line_breaks_keep_line_numbers_right(tmp_path):
    text = 'event_id,event_date,notes\n\na,soon,"one\ntwo\n\nthree"\n\nb,2025,x\nc,later,"y\r\nz"\n'
    dossier = read_text(tmp_path, text)
    assert dossier.counts.used == 3
    assert list(dossier.events["notes"]) == ["one\ntwo\n\nthree", "x", "y\r\nz"]
    assert [line for line, _, _ in listed(dossier.faults)] == [3, 9]


@pytest.mark.parametrize(
    "text",
    [
        'event_id,place,notes\na,Gao,x\nb,Gao,"never closed\nc,Gao,y\nd,Gao,z\n',
        'event_id,place,notes\na,Gao,x\nb,Gao,"never closed\nc,Gao,y\nd,Gao,"z"\n',
        'event_id,notes,place\na,x,Gao\nb,"never closed,Gao\nc,y,Gao\nd,"z",Gao\n',
    ],
)
def test_a_quote_that_is_never_closed_costs_its_own_row_only(tmp_path, text):
    dossier = read_text(tmp_path, text)
    assert list(dossier.events["event_id"]) == ["a", "c", "d"]
    assert [row.line for row in dossier.rejects.itertuples()] == [3]
    assert "double quote" in dossier.rejects.iloc[0].reason
    assert conserved(dossier)


@pytest.mark.parametrize("header", ['event_id,"place,notes', '"event_id,place,notes', 'event_id,place,"notes'])
@pytest.mark.parametrize("note", ["fled", '"killed, fled; wounded"'])
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_quote_that_is_never_closed_in_the_header_costs_no_row(tmp_path, header, note, separator):
    dossier = read_text(tmp_path, f"{header}\na,Gao,?\nb,Kidal,\n".replace(",", separator).replace("?", note))
    rows = dossier.events[["event_id", "place", "notes"]].to_numpy().tolist()
    assert rows == [["a", "Gao", note.strip('"')], ["b", "Kidal", ""]]
    assert [(row.line, "double quote" in str(row.reason)) for row in dossier.faults.itertuples()] == [(1, True)]
    assert conserved(dossier)


def test_header_only_and_nothing_but_a_header_cell(tmp_path):
    for text in ("event_id,event_date\n", "event_id", "event_id\r\n"):
        dossier = read_text(tmp_path, text)
        assert dossier.counts.read == len(dossier.events) == 0


def test_repeated_and_nameless_columns_hide_nothing(tmp_path):
    dossier = read_text(tmp_path, "event_id,notes,,notes\na,first,second,third\n")
    assert dossier.events.iloc[0][["notes", "column_3", "notes_4"]].tolist() == ["first", "second", "third"]
    assert dossier.extra_columns == ("column_3", "notes_4")


def test_column_names_with_spaces_around_them(tmp_path):
    assert list(read_text(tmp_path, "event_id , place\na,Gao\n").events["place"]) == ["Gao"]


def test_nul_and_a_very_long_cell(tmp_path):
    long = "x" * 140_000
    dossier = read_text(tmp_path, f'event_id,notes\na,"n\0ul"\nb,{long}\nc,"{long}\n{long}"\n')
    assert list(dossier.events["notes"]) == ["n\0ul", long, f"{long}\n{long}"]


def test_a_header_of_many_kilobytes_is_no_shorter_one(tmp_path):
    long = "x" * 70_000
    dossier = read_text(tmp_path, f"event_id,place,{long},notes\na,Gao,1,n\nb,Kidal,2,n\n")
    assert dossier.events[["place", long, "notes"]].to_numpy().tolist() == [["Gao", "1", "n"], ["Kidal", "2", "n"]]


def test_words_that_other_readers_take_for_values_of_another_type_stay_words(tmp_path):
    words = ["", "true", "1e3", "007", "2025-01-01"]
    rows = "".join(f"{number},{word}\n" for number, word in enumerate(words))
    assert list(read_text(tmp_path, "event_id,notes\n" + rows).events["notes"]) == words


def test_strict_names_the_first_fault_and_carries_all(tmp_path):
    with pytest.raises(StrictError, match=r"events\.csv, line 2, event_date: 'soon' is not a date") as caught:
        read_text(tmp_path, "event_id,event_date\na,soon\nb,later\n,2025\n", strict=True)
    assert len(caught.value.faults) == 3


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@pytest.mark.slow
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_any_csv_that_the_standard_library_writes_is_read_cell_for_cell(rows, line_end):
    import csv
    import io

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerow(["a", "b", "c", "d"])
    writer.writerows(row + [""] * (4 - len(row)) for row in rows)
    table = read_table(buffer.getvalue().encode("utf-8"), "any.csv")
    want = [row + [""] * (4 - len(row)) for row in rows]
    if want and all(not cell or cell.startswith("#") for cell in want[0]) and any(want[0]):
        want = want[1:]
    assert table.frame.to_numpy().tolist() == want
    assert table.read == len(want)
    assert len(table.lines()) == len(want)


@pytest.mark.slow
@given(st.text(st.sampled_from('a1",;\n\r\t#é '), max_size=80))
def test_any_text_is_read_without_a_crash_and_conserves_its_rows(text):
    table = read_table(b"event_id,place,notes\n" + text.encode(), "any.csv")
    assert table.read == len(table.frame) + len(table.rejects)
    assert len(table.lines()) == len(table.frame)
    assert (table.lines() >= 2).all()
