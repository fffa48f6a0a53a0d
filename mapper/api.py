"""The Python interface: read, filter, draw, export. `import mapper` offers these functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer import Gazetteer, Query, Resolution, read_lock
from mapper.claims import mark_disputes
from mapper.model.dossier import Dossier
from mapper.processing.canonical import assign, canonical
from mapper.processing.filters import Conditions, select
from mapper.processing.geocode import geocode
from mapper.readers import read_sources

if TYPE_CHECKING:
    import folium

LOCK_NAME = "resolved.csv"
"""The file of a dossier folder in which `mapper check --lock` keeps the places that its toponyms stand for."""

__all__ = ["LOCK_NAME", "export", "filter", "map_html", "read", "to_map", "write_map"]


def read(
    *sources: str | Path,
    strict: bool = False,
    gazetteer: Gazetteer | None = None,
    form: str = "",
    columns: Mapping[str, str] | None = None,
) -> Dossier:
    """Read sources into a dossier: typed, checked, actors named, events placed, disagreements marked, colours given.

    Parameters
    ----------
    sources
        Dossier folders and CSV, GeoJSON or Parquet files, also `.gz` and `.zip`; `-` is standard input.
    strict
        Raise `StrictError` if anything is wrong with any row or value.
    gazetteer
        The one to resolve toponyms with; by default the shipped one is opened for the call.
    form
        Force a format: `dossier`, `acled`, `acled-aggregated`, `ucdp` or `table`; by default the columns decide.
    columns
        The column for each field in tables of no known format, as in `{"date": "Datum", "place": "Ort"}`.

    Raises
    ------
    SourceError, FormatError, FilterValueError, StrictError
        See `mapper.errors`.

    >>> import mapper
    >>> mapper.read("seeds").counts.rejected
    0
    """
    dossier = canonical(read_sources(sources, strict=strict, form=form, columns=columns))
    locked = _locked(sources)
    if gazetteer is not None:
        dossier = geocode(dossier, gazetteer, locked=locked)
    else:
        with Gazetteer.open() as opened:
            dossier = geocode(dossier, opened, locked=locked)
    return assign(dossier.replace(events=mark_disputes(dossier.events, dossier.claims, actors=dossier.actors)))


def filter(dossier: Dossier, **conditions: Any) -> Dossier:
    """Return the dossier with only the events that meet all conditions.

    Parameters
    ----------
    dossier
        What `read` gave.
    conditions
        The fields of `mapper.processing.filters.Conditions`: `actor, with_successors, not_actor, from_, to, month,
        type, country, admin1, place, bbox, min_fatalities, max_geo_precision, source, text`. Lists and single words
        are both fine.

    Raises
    ------
    UnknownNameError, FilterValueError
        A name that the dossier does not have, or a value that cannot be read.

    >>> import mapper
    >>> len(mapper.filter(mapper.read("seeds"), actor="FLA", month="2025-06").events)
    2
    """
    several = {"actor", "not_actor", "month", "type", "country", "admin1", "place", "source"}
    values: dict[str, Any] = {name: _tuple(value) if name in several else value for name, value in conditions.items()}
    return select(dossier, Conditions(**values))


def to_map(dossier: Dossier, **drawing: Any) -> folium.Map:
    """Return an ordinary `folium.Map` with the events as a layer, to which other folium layers can be added.

    `drawing` are the fields of `mapper.render.drawing.Drawing`: `title, colour_by, language, notes, tiles, boundaries`.

    >>> import mapper
    >>> mapper.to_map(mapper.read("seeds")).get_name()
    'map_events'
    """
    from mapper.render.dossierdata import map_data
    from mapper.render.draw import draw
    from mapper.render.drawing import Drawing
    from mapper.render.foliummap import folium_map

    wanted = Drawing(**drawing)
    with Gazetteer.open() as places:
        return folium_map(draw(map_data(dossier), wanted, places))


def map_html(dossier: Dossier, **drawing: Any) -> str:
    """Return the map as the text of one HTML file that opens without a network; `drawing` as for `to_map`.

    >>> import mapper
    >>> map_html(mapper.read("seeds"))[:15]
    '<!DOCTYPE html>'
    """
    from mapper.render.dossierdata import map_data
    from mapper.render.drawing import Drawing
    from mapper.render.page import drawn_page

    wanted = Drawing(**drawing)
    with Gazetteer.open() as places:
        return drawn_page(map_data(dossier), wanted, places)


def write_map(dossier: Dossier, target: str | Path, **drawing: Any) -> Path:
    """Write the map as one HTML file that opens without a network, and return its path; `drawing` as for `to_map`.

    The file is written whole under another name first, so that an existing map is replaced only by a complete one.

    Raises OutputError where it cannot be written.

    >>> import mapper, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     mapper.write_map(mapper.read("seeds"), folder + "/map.html").name
    'map.html'
    """
    from mapper.atomic import write_text

    return write_text(Path(target), map_html(dossier, **drawing))


def export(dossier: Dossier, target: str | Path, *, for_spreadsheets: bool = False) -> tuple[Path, ...]:
    """Write the events to a file of the format its suffix names, with its sidecars; return all paths written.

    A target without a suffix is a folder, which becomes a whole dossier. `for_spreadsheets` keeps a spreadsheet from
    running the cells of a CSV as formulas; `read` undoes it.

    Raises OutputError where it cannot be written, and FormatError for a suffix that no writer has.

    >>> import mapper, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.suffix for path in mapper.export(mapper.read("seeds"), folder + "/events.geojson")]
    ['.qml', '.qmd', '.geojson']
    """
    from mapper.exports import write

    return write(dossier, Path(target), for_spreadsheets=for_spreadsheets)


def _locked(sources: Iterable[str | Path]) -> dict[Query, Resolution]:
    """Return the settled places of all dossier folders among the sources; the first folder's word counts."""
    answers: dict[Query, Resolution] = {}
    for file in (Path(source) / LOCK_NAME for source in sources):
        if file.is_file():
            answers = read_lock(file) | answers
    return answers


def _tuple(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
