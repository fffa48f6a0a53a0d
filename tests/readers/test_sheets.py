"""Spreadsheets are read as the CSV files are that they could be saved as."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import struct
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from gazetteer.tables.spreadsheet import sheets as reader_of_sheets
from mapper.errors import FormatError, SourceError
from mapper.options import ReadOptions
from mapper.readers import read_sources
from tests.readers.binary_workbooks import xlsb
from tests.readers.sources import conserved, listed, read_text
from tests.readers.spreadsheets import Cell, Sheets, ods, xlsx

HEADER: list[Cell] = ["event_id", "event_date", "place", "country", "latitude", "longitude", "fatalities"]
ROWS: list[list[Cell]] = [
    HEADER,
    ["a", dt.date(2025, 6, 13), "Gao", "Mali", 16.2717, -0.0447, 3],
    ["b", "2025-06", "Kidal", "Mali", None, None, 0],
    [17, dt.date(1999, 12, 31), "Ménaka", "Mali", 15.5, 2.25, None],
]
TERMS: Sheets = {"Terms of use": [["Licensing"], ["Ask before you hand this on."]]}
WRITERS = pytest.mark.parametrize("write", [xlsx, ods])


@WRITERS
def test_a_sheet_reads_as_its_csv_does(tmp_path, write):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["" if cell is None else cell for cell in row] for row in ROWS])
    from_csv = read_text(tmp_path, text.getvalue())
    from_sheet = read_text(tmp_path, write({"Data": ROWS}), name="events.dat")
    assert from_sheet.events.equals(from_csv.events)
    assert from_sheet.counts == from_csv.counts
    assert from_sheet.notices == ()


@pytest.mark.parametrize("engine", ["openpyxl", "xlsxwriter"])
def test_what_other_programs_write_reads_as_its_csv_does(tmp_path, engine):
    table = pd.DataFrame(ROWS[1:], columns=ROWS[0])
    file = tmp_path / "events.xlsx"
    table.to_excel(file, engine=engine, index=False)
    text = table.to_csv(index=False)
    assert read_sources([file]).events.equals(read_text(tmp_path, text).events)


@WRITERS
def test_the_sheet_that_is_read_is_named_and_so_are_the_others(tmp_path, write):
    for sheets in ({**TERMS, "Data": ROWS}, {"Data": ROWS, **TERMS}, {"Data": ROWS, "Codes": [["Code"], [1]], **TERMS}):
        dossier = read_text(tmp_path, write(sheets), name="events.xlsx")
        assert list(dossier.events["event_id"]) == ["a", "b", "17"]
        (notice,) = dossier.notices
        assert "sheet 'Data' read; not read: " in notice
        assert "Terms of use" in notice


@WRITERS
def test_of_several_sheets_of_events_one_has_to_be_named(tmp_path, write):
    file = tmp_path / "events.xlsx"
    other: list[list[Cell]] = [["date", "town", "killed"], ["2025-06-13", "Gao", 3]]
    file.write_bytes(write({"2024": ROWS[:2], "log": other, **TERMS}))
    with pytest.raises(FormatError, match="2 sheets may be meant: 2024, log; name one by `sheet`"):
        read_sources([file])
    dossier = read_sources([file], ReadOptions(sheet="log"))
    assert list(dossier.events["place"]) == ["Gao"]
    with pytest.raises(FormatError, match="no sheet '2026'"):
        read_sources([file], ReadOptions(sheet="2026"))


@WRITERS
def test_sheets_of_the_same_columns_are_read_as_one_table(tmp_path, write):
    tags: list[Cell] = ["#event+id", "#date", "#loc", "#country", "#geo+lat", "#geo+lon", "#affected+killed"]
    further: list[list[Cell]] = [[*HEADER, "weather"], ["c", "never", "Gao", "Mali", None, None, 1, "x"]]
    years: list[list[Cell]] = [["Year", "Incidents"], [2024, 3]]
    sheets = {"2024": [HEADER, tags, *ROWS[1:3]], "By year": years, "2025": further, "Copy": ROWS[:2], **TERMS}
    dossier = read_text(tmp_path, write(sheets), name="events.xlsx")
    assert dossier.events[["event_id", "sheet", "weather"]].astype("str").to_numpy().tolist() == [
        ["a", "2024", ""], ["b", "2024", ""], ["c", "2025", "x"],
    ]  # fmt: skip
    (notice,) = dossier.notices
    assert "2 sheets of the same columns read as one table" in notice
    assert "'2024' (2 rows, lines 1 to 4), '2025' (1 row, lines 5 to 6)" in notice
    assert "not read: By year, Copy (all its rows stand in '2024'), Terms of use" in notice
    assert listed(dossier.faults) == [(6, "event_date", "never")]
    assert dossier.skipped["line"].tolist() == [2]
    assert conserved(dossier)


def test_sheets_that_each_count_their_rows_keep_them_all(tmp_path):
    first: list[list[Cell]] = [["ID", "date", "town"], [1, "2024-06-13", "Gao"], [2, "2024-06-14", "Gao"]]
    second: list[list[Cell]] = [["ID", "date", "town"], [1, "2025-06-13", "Kidal"]]
    dossier = read_text(tmp_path, xlsx({"2024": first, "2025": second}), name="log.xlsx")
    assert dossier.events["event_id"].tolist() == ["2024-1", "2024-2", "2025-1"]
    assert any("told apart by sheet, as in 2024-1" in notice for notice in dossier.notices)


def test_named_columns_tell_which_sheet_is_meant(tmp_path):
    file = tmp_path / "log.xlsx"
    codes: list[list[Cell]] = [["Ort", "Kreis"], ["Gao", "Gao"]]
    file.write_bytes(xlsx({"Codes": codes, "Log": [["Wann", "Ort"], [dt.date(2025, 6, 13), "Gao"]]}))
    dossier = read_sources([file], ReadOptions(columns={"date": "Wann", "place": "Ort"}))
    assert dossier.events["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-06-13"]


def test_faults_name_the_row_of_the_sheet(tmp_path):
    rows: list[list[Cell]] = [HEADER, ["a", "first\nsecond line", "Gao", "Mali"], [None], ["b", "never", "Gao", "Mali"]]
    dossier = read_text(tmp_path, xlsx({"Data": rows}), name="events.xlsx")
    assert listed(dossier.faults) == [(2, "event_date", "first\nsecond line"), (4, "event_date", "never")]
    assert conserved(dossier)


def test_large_ids_keep_every_digit(tmp_path):
    rows: list[list[Cell]] = [
        ["eventid", "date", "city"],
        [202505030001, "2025-05-03", "Gao"],
        [201700000002, "2017", "Kidal"],
    ]
    dossier = read_text(tmp_path, xlsx({"Data": rows}), name="events.xlsx")
    assert list(dossier.events["event_id"]) == ["202505030001", "201700000002"]


def test_an_old_excel_file(tmp_path):
    content = (Path(__file__).parents[1] / "data" / "log.xls").read_bytes()
    dossier = read_text(tmp_path, content, name="log.xls")
    events = dossier.events
    assert events["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-06-13", "2025-06-14"]
    assert events["place"].tolist() == ["Gao", "Ménaka"]
    assert "not read: Terms" in dossier.notices[0]


def test_a_spreadsheet_in_an_archive(tmp_path):
    book = xlsx({"Data": ROWS})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("data.xlsx", book)
        archive.writestr("codebook.pdf", b"%PDF")
    for packed in (gzip.compress(book), buffer.getvalue()):
        assert len(read_text(tmp_path, packed, name="data.zip").events) == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (xlsx({"Data": []}), "empty"),
        (xlsx({"Terms": [["Licence"], ["CC BY"]]}), "no column event_id"),
        (xlsx({"Data": ROWS})[:-60], "damaged|cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "cannot be read"),
    ],
)
def test_what_is_no_table_is_one_sentence(tmp_path, content, words):
    with pytest.raises((SourceError, FormatError), match=words) as caught:
        read_text(tmp_path, content, name="events.xlsx")
    assert "\n" not in str(caught.value)


def test_a_spreadsheet_that_is_a_bomb_is_stopped(tmp_path, monkeypatch):
    book = xlsx({"Data": [HEADER, ["a", "x" * (1 << 20)]]})
    monkeypatch.setattr("gazetteer.tables.bytes.SIZE_LIMIT", 1 << 16)
    with pytest.raises(SourceError, match="unpacks to more than"):
        read_text(tmp_path, book, name="bomb.xlsx")


def _altered(book: bytes, part: str, old: str, new: str) -> bytes:
    """A spreadsheet of whose XML some text is another."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in before.namelist():
            text = before.read(name).decode()
            assert name != part or old in text
            archive.writestr(name, text.replace(old, new, 1) if name == part else text)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
FAR = ('r="A99999999"', 'r="XFD0001048576"', 'r="ZZZZ3"', "r='XFD1048576'", 'r="xfd1048576"', 'r = "XFD1048576"')
LAST_CELL = '<row r="1048576"><c r="XFD1048576"{}</row></sheetData>'


@pytest.mark.parametrize(
    "book",
    [
        _altered(xlsx({"Data": ROWS}), SHEET, "</sheetData>", LAST_CELL.format("><v>1</v></c>")),
        *(_altered(xlsx({"Data": ROWS}), SHEET, 'r="A2"', far) for far in FAR),
        _altered(ods({"Data": ROWS}), "content.xml", "<table:table-cell office",
                 '<table:table-cell table:number-columns-repeated="20000000" office'),
        _altered(ods({"Data": ROWS}), "content.xml", "<table:table-row>",
                 '<table:table-row table:number-rows-repeated="20000000">'),
    ],
)  # fmt: skip
def test_a_sheet_of_a_few_cells_far_apart_is_refused_before_it_takes_the_memory(tmp_path, book):
    with pytest.raises(SourceError, match="delete what stands far from the table"):
        read_text(tmp_path, book, name="far.xlsx")


BINARY: dict[tuple[int, int], str | float] = {
    (number, column): cell.isoformat() if isinstance(cell, dt.date) else cell
    for number, row in enumerate(ROWS)
    for column, cell in enumerate(row)
    if cell is not None
}


def test_a_binary_workbook_is_read_unless_a_few_cells_lie_far_apart(tmp_path):
    events = read_text(tmp_path, xlsb(BINARY), name="events.xlsb").events
    assert events["event_id"].tolist() == ["a", "b", "17"]
    assert events["latitude"].dropna().tolist() == [16.2717, 15.5]
    for far in ((1_048_575, 16_383), (1_048_575, 200), (3, 100_000_000)):
        with pytest.raises(SourceError, match="delete what stands far from the table"):
            read_text(tmp_path, xlsb(BINARY | {far: "x"}), name="far.xlsb")


def test_rows_beyond_the_last_of_a_binary_workbook_are_not_left_out_in_silence(tmp_path):
    with pytest.raises(SourceError, match="a cell in row 1,048,577; a sheet has no more than 1,048,576 rows"):
        read_text(tmp_path, xlsb(BINARY | {(1_048_576, 0): "d"}), name="long.xlsb")


LABEL, DIMENSIONS = struct.pack("<HH", 0xFD, 10), struct.pack("<HH", 0x200, 14)


@pytest.mark.parametrize(
    ("record", "changed"),
    [
        (LABEL, struct.pack("<HH", 65_535, 65_535)),
        (DIMENSIONS, struct.pack("<IIHH", 0, 2**31, 0, 65_535)),
        (DIMENSIONS, struct.pack("<IIHH", 9, 1, 0, 9)),
    ],
)
def test_an_old_workbook_with_cells_far_apart_is_refused_before_it_takes_the_memory(tmp_path, record, changed):
    book = (Path(__file__).parents[1] / "data" / "log.xls").read_bytes()
    at = book.rindex(record) + len(record)
    with pytest.raises(SourceError, match="delete what stands far from the table"):
        read_text(tmp_path, book[:at] + changed + book[at + len(changed) :], name="far.xls")


def test_a_far_cell_is_found_beside_a_damaged_part_and_in_a_sheet_of_any_name(tmp_path):
    book = _altered(xlsx({"Data": ROWS}), SHEET, 'r="A2"', 'r="XFD1048576"')
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.namelist():
            new.writestr(
                member.replace("sheet1.xml", "sheet1.dat"), old.read(member).replace(b"sheet1.xml", b"sheet1.dat")
            )
    renamed = buffer.getvalue()
    with pytest.raises(SourceError, match="delete what stands far from the table"):
        read_text(tmp_path, renamed, name="far.xlsx")
    damaged = renamed.replace(b"<workbook ", b"<workbooc ")
    assert damaged != renamed
    with pytest.raises(SourceError, match="a spreadsheet that is damaged"):
        read_text(tmp_path, damaged, name="far.xlsx")


def test_an_old_workbook_whose_sectors_go_in_a_circle_is_refused(tmp_path):
    book = bytearray((Path(__file__).parents[1] / "data" / "log.xls").read_bytes())
    (table,) = struct.unpack_from("<I", book, 76)  # the sector that says which one follows each
    struct.pack_into("<I", book, (table + 1) * 512, 0)
    with pytest.raises(SourceError, match="goes in a circle"):
        read_text(tmp_path, bytes(book), name="log.xls")


def test_what_the_library_did_not_foresee_in_a_sheet_is_a_sentence(tmp_path, monkeypatch):
    class PanicException(BaseException):
        """As the one of the library, which cannot be imported."""

    def panic(_: object) -> None:
        raise PanicException("range start index 116 out of range")

    monkeypatch.setattr(reader_of_sheets, "CalamineWorkbook", SimpleNamespace(from_filelike=panic))
    with pytest.raises(SourceError, match="cannot be read"):
        read_text(tmp_path, xlsx({"Data": ROWS}), name="log.xlsx")


def test_a_format_for_whole_rows_and_columns_makes_no_cells(tmp_path):
    book = _altered(xlsx({"Data": ROWS}), SHEET, "</sheetData>", LAST_CELL.format(' s="1"/>'))
    assert len(read_text(tmp_path, book, name="events.xlsx").events) == len(ROWS) - 1


def test_what_a_library_says_of_a_damaged_sheet_is_shortened(tmp_path):
    book = _altered(xlsx({"Data": [["event_id"], [1]]}), SHEET, "><v>1<", f' t="e"><v>{"9" * 5000}<')
    with pytest.raises(SourceError, match="cannot be read") as caught:
        read_text(tmp_path, book, name="events.xlsx")
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    ("others", "chosen"),
    [
        ({"README.txt": b"read me"}, "log.csv"),
        ({"licence.txt": b"CC BY", "codebook.pdf": b"%PDF"}, "log.csv"),
        ({"docs/readme.csv": b"a,b\n", "__MACOSX/._log.csv": b"x"}, "log.csv"),
    ],
)
def test_a_zip_of_one_table_among_other_files(tmp_path, others, chosen):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {**others, chosen: b"date,place\n2025-06-13,Gao\n"}.items():
            archive.writestr(name, content)
    dossier = read_text(tmp_path, buffer.getvalue(), name="log.zip")
    assert dossier.events["place"].tolist() == ["Gao"]
    named = [name for name in others if "MACOSX" not in name]
    assert f"{chosen} read; not read: {', '.join(named)}" in dossier.notices[0]


def test_a_merged_cell_has_its_value_in_each_row_but_a_figure_is_not_that_of_each(tmp_path):
    rows: list[list[Cell]] = [
        ["Incidents of the week"],
        ["date", "place", "country", "killed"],
        ["2025-05-03", "Gao", "Mali", 12],
        [None, "Kidal", "Mali", None],
        [None, "Mopti", None, 3],
        ["2025-05-05", "Gao", "Mali", 1],
    ]
    dossier = read_text(tmp_path, xlsx({"Data": rows}, merged=["A1:D1", "A3:A5", "C4:C5", "D3:D4"]), name="a.xlsx")
    assert dossier.events["date_text"].tolist() == ["2025-05-03"] * 3 + ["2025-05-05"]
    assert dossier.events["country"].tolist() == ["ML"] * 4
    assert dossier.events["fatalities_best"].astype("object").fillna("").tolist() == [12, "", 3, 1]
    assert dossier.notices[0].endswith(
        "3 cells filled with what the cell above, merged with it, says; "
        "1 cell left empty: a figure in merged cells is not that of each row"
    )


def test_links_of_cells_are_a_column_beside_their_words(tmp_path):
    rows: list[list[Cell]] = [
        ["Incidents"],
        ["date", "place", "country", "source", "note"],
        ["2025-05-03", "Gao", "Mali", "BBC", "see here"],
        ["2025-05-04", "Kidal", "Mali", "AP", "none"],
        ["2025-05-05", "Mopti", "Mali", "https://c.example/", ""],
    ]
    links = {
        "D3": "https://bbc.example/?a=1&b=2",
        "D5": "https://c.example",
        "E3:E4": "https://d.example/x",
        "A3": "mailto:a@b.example",
    }
    dossier = read_text(tmp_path, xlsx({"Data": rows}, links=links), name="a.xlsx")
    assert dossier.events["source"].tolist() == ["BBC", "AP", "https://c.example/"]
    assert dossier.events["source_url"].tolist() == ["https://bbc.example/?a=1&b=2", "", ""]
    assert dossier.events["note link"].tolist() == ["https://d.example/x", "https://d.example/x", ""]


def test_a_sheet_whose_links_are_damaged_is_read_without_them(tmp_path):
    whole = xlsx({"Data": [["date", "place"], ["2025-05-03", "Gao"]]}, links={"B2": "https://a.example"})
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.namelist():
            new.writestr(member, b"<Relationships" if "sheet1.xml.rels" in member else old.read(member))
    assert read_text(tmp_path, buffer.getvalue(), name="a.xlsx").events["place"].tolist() == ["Gao"]


CONTACTS: list[list[Cell]] = [
    [*HEADER, "contact"],
    *([*row, f"informant {number}"] for number, row in enumerate(ROWS[1:], 1)),
]
BOOK = "xl/workbook.xml"


def _hidden_in_excel() -> bytes:
    book = _altered(xlsx({"Data": CONTACTS}), SHEET, '<row r="3">', '<row r="3" spans="1:8" hidden="1" ht="15">')
    return _altered(book, SHEET, "<sheetData>", '<cols><col min="8" max="9" width="9" hidden="1"/></cols><sheetData>')


def _hidden_in_open_document() -> bytes:
    columns = (
        '<table:table-column table:number-columns-repeated="7"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/><table:table-row>'
    )
    book = _altered(ods({"Data": CONTACTS}), "content.xml", "<table:table-row>", columns)
    cell = '<table:table-cell office:value-type="string"><text:p>b<'
    filtered = f'<table:table-row table:visibility="filter">{cell}'
    return _altered(book, "content.xml", f"<table:table-row>{cell}", filtered)


@pytest.mark.parametrize("write", [_hidden_in_excel, _hidden_in_open_document])
def test_rows_and_columns_that_the_sheet_hides_are_read_and_named(tmp_path, write):
    dossier = read_text(tmp_path, write(), name="log.xlsx")
    assert list(dossier.events["event_id"]) == ["a", "b", "17"]
    (notice,) = dossier.notices
    assert notice.endswith("1 hidden row (3) and 1 hidden column (contact) are read too: delete what should not be")


def test_a_hidden_sheet_is_named_as_one(tmp_path):
    book = xlsx({"Data": ROWS, "Before": ROWS})
    hidden = _altered(book, BOOK, 'sheetId="2"', 'sheetId="2" state="hidden"')
    file = tmp_path / "log.xlsx"
    file.write_bytes(hidden)
    assert read_sources([file]).notices == (f"{file}: sheet 'Data' read; not read: Before (hidden)",)
    assert read_sources([file], ReadOptions(sheet="Before")).notices == (
        f"{file}: hidden sheet 'Before' read; not read: Data",
    )
