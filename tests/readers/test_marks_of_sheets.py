"""What a sheet says by its looks: merged cells of OpenDocument, text that is struck through."""

from __future__ import annotations

import io

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P, Span
from openpyxl.styles import Font

from mapper.readers import read_sources

HEADER = ("date", "place", "country", "killed")
ROWS = (("2025-05-03", "Gao", "Mali", "12"), ("2025-05-04", "Kidal", "Mali", "3"), ("2025-05-05", "Mopti", "Mali", "1"))


def excel(struck):
    book = openpyxl.Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row)
    for cell in struck:
        book.active[cell].font = Font(strike=True)
    book.active["A9"].font = Font(strike=True)  # an empty cell
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def open_document(struck, *, tall=()):
    """`struck` are cells by letter and number, `tall` those that the cell below is merged with."""
    book, table = OpenDocumentSpreadsheet(), Table(name="Data & more")
    line = Style(name="ce7", family="table-cell")
    line.addElement(TextProperties(textlinethroughstyle="solid", textlinethroughtype="single"))
    plain = Style(name="ce8", family="table-cell")
    plain.addElement(TextProperties(textlinethroughstyle="none"))
    word = Style(name="T1", family="text")
    word.addElement(TextProperties(textlinethroughstyle="solid"))
    for style in (line, plain, word):
        book.automaticstyles.addElement(style)
    for number, texts in enumerate((HEADER, *ROWS), 1):
        row = TableRow()
        for letter, text in zip("ABCD", texts, strict=True):
            place, above = f"{letter}{number}", f"{letter}{number - 1}"
            if above in tall:
                row.addElement(CoveredTableCell())
                continue
            spans = {"numberrowsspanned": 2, "numbercolumnsspanned": 1} if place in tall else {}
            cell = TableCell(valuetype="string", stylename=line if place in struck else plain, **spans)
            paragraph = P(text="" if f"{place} in part" in struck else text)
            if f"{place} in part" in struck:
                paragraph.addElement(Span(text=text, stylename=word))
            cell.addElement(paragraph)
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(tmp_path, content):
    file = tmp_path / "log.xlsx"
    file.write_bytes(content)
    return read_sources([file])


@pytest.mark.parametrize("write", [excel, open_document])
def test_rows_with_text_that_is_struck_through_are_read_and_named(tmp_path, write):
    dossier = read(tmp_path, write(["A3", "B3", "B4"]))
    assert len(dossier.events) == 3
    words = "2 rows with text that is struck through (3, 4) are read too: delete what should not be"
    assert any(notice.endswith(words) for notice in dossier.notices)


def test_a_word_that_is_struck_through_within_a_cell_is_told_of_open_document(tmp_path):
    dossier = read(tmp_path, open_document(["B2 in part"]))
    assert any("1 row with text that is struck through (2) is read too" in notice for notice in dossier.notices)


@pytest.mark.parametrize("write", [excel, open_document])
def test_nothing_is_said_where_no_row_is_struck_through(tmp_path, write):
    assert not any("struck" in notice for notice in read(tmp_path, write([])).notices)


def test_merged_cells_of_open_document_have_their_value_in_each_row_as_in_excel(tmp_path):
    dossier = read(tmp_path, open_document([], tall=["B2", "D3"]))
    assert dossier.events["place"].tolist() == ["Gao", "Gao", "Mopti"]
    assert dossier.events["fatalities_best"].astype("object").fillna("").tolist() == [12, 3, ""]
    assert any(
        notice.endswith(
            "1 cell filled with what the cell above, merged with it, says; "
            "1 cell left empty: a figure in merged cells is not that of each row"
        )
        for notice in dossier.notices
    )
