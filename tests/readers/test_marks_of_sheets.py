"""What a sheet says by its looks: merged cells of OpenDocument and of headers, text that is struck through."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from mapper.readers import read_sources
from tests.readers.binary_workbooks import xlsb
from tests.readers.sources import read_text
from tests.readers.spreadsheets import Cell, ods, xlsx

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


STYLES = """<office:automatic-styles>
<style:style style:name="ce7" style:family="table-cell" style:parent-style-name="Default"><style:text-properties
 style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>
<style:style style:name="ce8" style:family="table-cell"><style:text-properties
 style:text-line-through-style="none" style:text-line-through-type="none"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties
 style:text-line-through-style="solid"/></style:style></office:automatic-styles>"""


def open_document(struck, *, tall=()):
    """`struck` are cells by letter and number, `tall` those that the cell below is merged with; as LibreOffice writes.

    Cells without text are struck through too, beside the table and below it.
    """
    rows = []
    for number, texts in enumerate((HEADER, *ROWS), 1):
        cells = []
        for letter, text in zip("ABCD", texts, strict=True):
            place = f"{letter}{number}"
            if f"{letter}{number - 1}" in tall:
                cells.append('<table:covered-table-cell table:style-name="ce8"/>')
                continue
            style = "ce7" if place in struck else "ce8"
            spanned = ' table:number-columns-spanned="1" table:number-rows-spanned="2"' if place in tall else ""
            shown = f'<text:span text:style-name="T1">{text}</text:span>' if f"{place} in part" in struck else text
            cells.append(
                f'<table:table-cell table:style-name="{style}" office:value-type="string"{spanned}>'
                f"<text:p>{shown}</text:p></table:table-cell>"
            )
        cells.append('<table:table-cell table:style-name="ce7" table:number-columns-repeated="9"/>')
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    empty = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell table:style-name="ce7"/></table:table-row>'
    )
    return _altered(
        _altered(ods({"Data & more": []}), "</table:table>", f"{''.join(rows)}{empty}</table:table>"),
        "<office:body>",
        f"{STYLES}<office:body>",
    )


def _altered(book, old, new):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(buffer, "w") as archive:
        for name in before.namelist():
            archive.writestr(name, before.read(name).decode().replace(old, new))
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


HIDDEN = "1 hidden row (3) and 1 hidden column (contact) are read too"


def test_hidden_rows_and_columns_of_old_workbooks_are_named(tmp_path):
    dossier = read(tmp_path, (Path(__file__).parents[1] / "data" / "hidden.xls").read_bytes())
    assert dossier.events["place"].tolist() == ["Gao", "Kidal", "Mopti"]
    assert any(HIDDEN in notice for notice in dossier.notices)


def test_hidden_rows_and_columns_of_binary_workbooks_are_named(tmp_path):
    texts = [("date", "place", "contact"), ("2025-05-03", "Gao", "x"), ("2025-05-04", "Kidal", "y")]
    cells = {(row, column): text for row, of_row in enumerate(texts) for column, text in enumerate(of_row)}
    dossier = read(tmp_path, xlsb(cells, hidden_rows=[2], hidden_column=2))
    assert any(HIDDEN in notice for notice in dossier.notices)
    assert not any("hidden row" in notice for notice in read(tmp_path, xlsb(cells)).notices)


TWO_ROWS: list[list[Cell]] = [
    ["Fecha", "Ubicación", None, "Muertos", None, "Heridos", None, "Responsable"],
    [None, "Departamento", "Municipio", "Niños", "Total", "Niños", "Total", None],
    ["2024-03-12", "Cauca", "Argelia", 1, 3, 0, 2, "Grupo A"],
    ["2024-03-25", "Nariño", "Tumaco", 0, 1, 0, 0, "Grupo B"],
]


@pytest.mark.parametrize("above", [0, 1])
def test_a_header_of_two_rows_is_read_by_its_merged_cells(tmp_path, above):
    merged = [("A", 1, "A", 2), ("B", 1, "C", 1), ("D", 1, "E", 1), ("F", 1, "G", 1), ("H", 1, "H", 2)]
    cells = [f"{left}{top + above}:{right}{bottom + above}" for left, top, right, bottom in merged]
    title: list[Cell] = ["Registro", *[None] * 7]
    rows = [*[title] * above, *TWO_ROWS]
    dossier = read_text(tmp_path, xlsx({"Datos": rows}, merged=cells), name="a.xlsx")
    told = dossier.events[["date_text", "admin1", "place", "actor1", "fatalities_best"]].to_numpy().tolist()
    assert told == [
        ["2024-03-12", "Cauca", "Argelia", "Grupo A", 3],
        ["2024-03-25", "Nariño", "Tumaco", "Grupo B", 1],
    ]
    assert dossier.events["event_id"].tolist() == [f"a-{3 + above}", f"a-{4 + above}"]
    assert {"Muertos Niños", "Heridos Niños", "Heridos Total"} <= {*dossier.extra_columns}
