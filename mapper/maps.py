"""The Python interface of maps: as a `folium.Map`, as the text of a page, as a file.

The three functions list how a map may be drawn, for whoever reads their help; behind them, as behind the command line,
it is one value, a `Drawing`, which says what each field is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from gazetteer import Gazetteer
from mapper.model.dossier import Dossier, check_whole
from mapper.options import ColourBy, Drawing, Language, Measure, Notes, check_html
from mapper.progress import step

if TYPE_CHECKING:
    import folium

    from mapper.cube.partitioned import PartitionedDossier
    from mapper.render.page import Page
    from mapper.render.texts import TextsOnDisk

__all__ = ["map_html", "page", "placed_by_boundaries", "to_map", "write_map"]


def to_map(
    dossier: Dossier,
    *,
    title: str = "",
    colour_by: ColourBy = "auto",
    measure: Measure = "events",
    language: Language = "en",
    notes: Notes = "full",
    tiles: str = "",
    boundaries: str | Path | None = None,
    basemap: str | Path | None = None,
    max_mb: int = 25,
    colours: str | Path | None = None,
    details: str = "",
) -> folium.Map:
    """Return an ordinary `folium.Map` with the events as a layer, to which other folium layers can be added.

    The page of the events alone asks nothing of a network. With a layer of your own it does, whenever it is opened:
    folium loads the libraries of layers from the addresses that it has for them, and no policy can hold such a page to
    its own scripts. `boundaries` and `basemap` draw areas and streets without that.

    Parameters
    ----------
    dossier : Dossier
        What `read` or `filter` gave.
    title : str, default ""
        The page's heading; by default the dossier's own title, else the countries and the data set of its events.
    colour_by : {"auto", "actor", "kind", "month", "type"}, default "auto"
        What colour stands for at first; the reader of the map can switch. `"auto"` is the actor where those with a
        colour of their own make up most of the map, else the event type.
    measure : {"events", "killed"}, default "events"
        What sizes and counts stand for at first; the reader of the map can switch. The dead are those recorded:
        nobody is counted twice, and an event that states no number adds none.
    language : {"en", "fr"}, default "en"
        Language of the page's own words at first; text of the events stays as it was written.
    notes : {"full", "none"}, default "full"
        `"none"` leaves the events' notes out of the file, which makes large maps smaller.
    tiles : str, default ""
        Online tiles under the events, by their name in xyzservices: `"OpenStreetMap.Mapnik"`. By default there are
        none, and the page asks nothing of a network.
    boundaries : str or Path, optional
        File of areas (GeoJSON, GeoPackage) to draw and to count events in: `"cercles.geojson"`.
    basemap : str or Path, optional
        PMTiles archive of your own, such as an extract of OpenStreetMap by Protomaps: `"mali.pmtiles"`. Its tiles
        around the events go into the file, so that streets and villages are there without a network.
    max_mb : int, default 25
        Megabytes that `basemap` may add to the file. What is too fine to fit is left out, and a warning says so.
    colours : str or Path, optional
        CSV file with the columns `actor` (a name, short name, id or alias) and `colour` (`#rrggbb`), for actors that
        shall have a colour of your choice: `"colours.csv"`.
    details : str, default ""
        Where the single events behind counts are, as `mapper map --engine files --details URL` writes them: a folder
        relative to the page, or its https address. The page connects to that origin and no other.

    Raises
    ------
    ParameterError, UnknownNameError
        A word that is none of those to choose from, tiles of a name that there is not, or details elsewhere.
    SourceError, FormatError
        The boundaries, base map or colours cannot be read.

    Examples
    --------
    >>> import mapper
    >>> mapper.to_map(mapper.read("seeds"), colour_by="month").get_name()
    'map_events'
    """
    check_whole(dossier)
    drawing = Drawing(
        title=title,
        colour_by=colour_by,
        measure=measure,
        language=language,
        notes=notes,
        tiles=tiles,
        boundaries=boundaries,
        basemap=basemap,
        max_mb=max_mb,
        colours=colours,
        details=details,
    )
    return _drawn(placed_by_boundaries(dossier, drawing.boundaries), drawing)


def map_html(
    dossier: Dossier,
    *,
    title: str = "",
    colour_by: ColourBy = "auto",
    measure: Measure = "events",
    language: Language = "en",
    notes: Notes = "full",
    tiles: str = "",
    boundaries: str | Path | None = None,
    basemap: str | Path | None = None,
    max_mb: int = 25,
    colours: str | Path | None = None,
    details: str = "",
) -> str:
    """Return the map as the text of one HTML file that opens without a network.

    Parameters
    ----------
    dossier : Dossier
        What `read` or `filter` gave.
    title, colour_by, measure, language, notes, tiles, boundaries, basemap, max_mb, colours, details
        How it is drawn, as in `to_map`, which says what it raises, too.

    Examples
    --------
    >>> import mapper
    >>> mapper.map_html(mapper.read("seeds"))[:15]
    '<!DOCTYPE html>'
    """
    check_whole(dossier)
    drawing = Drawing(
        title=title,
        colour_by=colour_by,
        measure=measure,
        language=language,
        notes=notes,
        tiles=tiles,
        boundaries=boundaries,
        basemap=basemap,
        max_mb=max_mb,
        colours=colours,
        details=details,
    )
    return "".join(page(placed_by_boundaries(dossier, drawing.boundaries), drawing))


def write_map(
    dossier: Dossier | PartitionedDossier,
    target: str | Path,
    *,
    title: str = "",
    colour_by: ColourBy = "auto",
    measure: Measure = "events",
    language: Language = "en",
    notes: Notes = "full",
    tiles: str = "",
    boundaries: str | Path | None = None,
    basemap: str | Path | None = None,
    max_mb: int = 25,
    colours: str | Path | None = None,
    details: str = "",
) -> Path:
    """Write the map as one HTML file that opens without a network, and return its path.

    The file is written whole under another name first, so that an existing map is replaced only by a complete one.

    Parameters
    ----------
    dossier : Dossier or PartitionedDossier
        What `read` or `filter` gave. Events that stay in their files (`engine="dask"`) are taken file by file.
    target : str or Path
        The file to write; its folder is made where it is missing.
    title, colour_by, measure, language, notes, tiles, boundaries, basemap, max_mb, colours, details
        How it is drawn, as in `to_map`, which says what else it raises.

    Raises
    ------
    OutputError
        The file cannot be written.
    FormatError
        Events that stay in their files have claims, or ids that repeat from file to file.
    ParameterError
        The file's name ends as that of no HTML page.

    Examples
    --------
    >>> import mapper, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     mapper.write_map(mapper.read("seeds"), folder + "/map.html", title="Mali").name
    'map.html'
    """
    from mapper.atomic import write_pieces

    check_html(target)
    target = Path(target)
    drawing = Drawing(
        title=title,
        colour_by=colour_by,
        measure=measure,
        language=language,
        notes=notes,
        tiles=tiles,
        boundaries=boundaries,
        basemap=basemap,
        max_mb=max_mb,
        colours=colours,
        details=details,
    )
    if not isinstance(dossier, Dossier):
        from mapper.cube.partitioned import PartitionedDossier

        if isinstance(dossier, PartitionedDossier):
            return _write_gathered(dossier, target, drawing)
    check_whole(dossier)
    return write_pieces(target, page(placed_by_boundaries(dossier, drawing.boundaries), drawing))


def placed_by_boundaries(dossier: Dossier, file: str | Path | None) -> Dossier:
    """Place events without coordinates by their P-codes, where there is a file of boundaries."""
    from mapper.processing.pcodes import placed_by_codes
    from mapper.render.basemap.boundaries import read_boundaries

    return placed_by_codes(dossier, read_boundaries(file)) if file else dossier


def page(dossier: Dossier, drawing: Drawing, on_disk: TextsOnDisk | None = None) -> Iterator[str]:
    """Yield the page of a dossier, piece by piece: that of a large map is never held as a whole.

    Texts that `mapper.cube.partitioned.gathered` put on disk are read from there.
    """
    drawn = cast("Page", _drawn(dossier, drawing, on_disk).get_root())
    with step("Putting the page together"):
        yield from drawn.pieces()


def _drawn(dossier: Dossier, drawing: Drawing, on_disk: TextsOnDisk | None = None) -> folium.Map:
    from mapper.render.colouring import recoloured
    from mapper.render.mapdata import map_data
    from mapper.render.page import event_map
    from mapper.report import with_doubts

    if drawing.colours:
        dossier = recoloured(dossier, drawing.colours)
    with step("Drawing the map"), Gazetteer.open() as places:
        return event_map(map_data(with_doubts(dossier, places), on_disk), drawing, places)


def _write_gathered(dossier: PartitionedDossier, target: Path, drawing: Drawing) -> Path:
    """Write the map of events that stay in their files."""
    from mapper.atomic import staging, write_pieces
    from mapper.cube.partitioned import gathered

    pieces = ((every, placed_by_boundaries(chosen, drawing.boundaries)) for every, chosen in dossier.each())
    with staging(target) as folder, gathered(pieces, dossier.meant, folder) as found:
        return write_pieces(target, page(found.dossier, drawing, found.texts))
