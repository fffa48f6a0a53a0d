"""The Python interface of maps: as a `folium.Map`, as the text of a page, as a file.

The three functions list all options of a map, so that their help shows them. Internally, as on the command line, the
options are one value, a `Drawing`, which documents each field.
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

    A page with only the events loads nothing from a network. With another folium layer it does, whenever it is opened:
    folium loads the libraries of layers from their addresses, and no policy can restrict such a page to its own
    scripts. `boundaries` and `basemap` draw areas and streets without a network.

    Parameters
    ----------
    dossier : Dossier
        What `read` or `filter` gave.
    title : str, default ""
        The page's heading; by default the dossier's own title, else the countries and the data set of its events.
    colour_by : {"auto", "actor", "kind", "month", "type"}, default "auto"
        What colour stands for at first; the reader of the map can switch. `"auto"` chooses the actor if actors with a
        colour of their own make up most of the map, else the event type, the kind of actor or the month.
    measure : {"events", "killed"}, default "events"
        What sizes and counts stand for at first; the reader of the map can switch. Only recorded dead count: nobody is
        counted twice, and an event that states no number adds none.
    language : {"en", "fr"}, default "en"
        Language of the page's own words at first; text of the events stays as it was written.
    notes : {"full", "none"}, default "full"
        `"none"` leaves the events' notes out of the file, which makes large maps smaller.
    tiles : str, default ""
        Online tiles under the events, by their name in xyzservices: `"OpenStreetMap.Mapnik"`. By default there are
        none, and the page loads nothing from a network.
    boundaries : str or Path, optional
        File of areas (GeoJSON, GeoPackage) to draw and to count events in: `"cercles.geojson"`.
    basemap : str or Path, optional
        Your own PMTiles archive, such as an extract of OpenStreetMap by Protomaps: `"mali.pmtiles"`. Its tiles around
        the events go into the file, so that streets and villages show without a network.
    max_mb : int, default 25
        Megabytes that `basemap` may add to the file. Zoom levels that do not fit are left out, with a warning.
    colours : str or Path, optional
        CSV file with the columns `actor` (a name, short name, id or alias) and `colour` (`#rrggbb`), to choose the
        colours of actors: `"colours.csv"`.
    details : str, default ""
        The address of the single events behind counts, as `mapper map --engine files --details URL` writes them: a
        folder relative to the page, or its https address. The page connects to that origin and no other.

    Raises
    ------
    ParameterError, UnknownNameError
        An option has an unknown value, no tiles have this name, or `details` is not a valid address.
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
        As in `to_map`, which also lists the errors raised.

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

    The file is written under another name first, so that only a complete map replaces an existing one.

    Parameters
    ----------
    dossier : Dossier or PartitionedDossier
        What `read` or `filter` gave. Events that stay in their files (`engine="dask"`) are taken file by file.
    target : str or Path
        The file to write; its folder is made if it is missing.
    title, colour_by, measure, language, notes, tiles, boundaries, basemap, max_mb, colours, details
        As in `to_map`, which also lists further errors.

    Raises
    ------
    OutputError
        The file cannot be written.
    FormatError
        Events that stay in their files have claims, or ids that repeat from file to file.
    ParameterError
        The file's name has the suffix of another kind of file.

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
    """Place events without coordinates by their P-codes, if there is a file of boundaries."""
    from mapper.processing.places.pcodes import placed_by_codes
    from mapper.render.basemap.boundaries import read_boundaries

    return placed_by_codes(dossier, read_boundaries(file)) if file else dossier


def page(dossier: Dossier, drawing: Drawing, on_disk: TextsOnDisk | None = None) -> Iterator[str]:
    """Yield the page of a dossier piece by piece, so that a large page is never in memory as a whole.

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
