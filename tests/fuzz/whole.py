"""What may be asked of any file of events: read, checked, drawn, exported, read back, filtered, in bounds."""

from __future__ import annotations

import random
import tempfile
import time
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

import mapper
from gazetteer import Gazetteer
from mapper.errors import MapperError
from mapper.exports import LimitWarning, ReplacedCharactersWarning
from mapper.model.dossier import Dossier
from mapper.model.schema import EVENT_COLUMNS
from mapper.render.locator import locator_maps
from mapper.report import check, report_html

__all__ = ["bounded", "check_sentence", "check_whole"]

LONGEST_LINE = 2000
MOST_SECONDS = 20.0
MOST_BYTES = 1 << 30
FORMATS = (".csv", ".geojson", ".gpkg", ".parquet", ".kml", ".qgz", ".fgb", ".pmtiles", "")
READ_BACK = (".csv", ".parquet", ".geojson", ".gpkg", ".fgb", "")
"""Formats that carry what a cell holds: GeoJSON, GeoPackage, FlatGeobuf unless they say that text was replaced."""
COMPANIONS = ("claims", "sources", "actors")
"""What a dossier folder carries beside the events."""
RECOMPUTED = frozenset({"disputed_fields", "claims_in_words"})
"""Columns that follow from what only a dossier folder carries, such as the aliases of actors."""
OF_ALIASES = frozenset({"actors_as_written"})
"""What a single file tells of aliases that held for a time only is less: when they held stands in `actors.csv`."""


def check_sentence(sentence: str, name: str) -> None:
    """Raise AssertionError unless a refusal names the file, in lines that a reader bears."""
    assert name in sentence
    assert all(len(line) < LONGEST_LINE for line in sentence.split("\n"))


@contextmanager
def bounded() -> Iterator[None]:
    """Raise AssertionError where what is done takes more than 20 seconds of processor time, or 1 GB more."""
    start, before = time.process_time(), _most_memory()
    yield
    assert time.process_time() - start < MOST_SECONDS
    assert _most_memory() - before < MOST_BYTES


def _most_memory() -> int:
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def check_whole(file: Path, *, formats: tuple[str, ...] = FORMATS) -> None:
    """Do with a source of events all that the program does; raise AssertionError where an answer is wrong."""
    with bounded(), Gazetteer.open() as places:
        try:
            dossier = mapper.read(file, gazetteer=places)
        except MapperError as error:
            check_sentence(str(error), ".csv" if file.is_dir() else file.name)
            return
        report = check(dossier)
        counts, account = dossier.counts, dossier.account
        assert counts.read == counts.used + counts.duplicates + len(dossier.rejects)
        assert (account[["read", "empty", "missing", "not_understood"]].sum(axis="columns") == account["cells"]).all()
        maps = locator_maps(dossier, {one.event_id for one in report.contradictions})
        assert report_html(report, dossier, maps=maps).endswith("</html>\n")
        assert mapper.map_html(dossier).endswith("</html>\n")
        for suffix in formats:
            _check_export(dossier, suffix, places, without=OF_ALIASES if suffix and file.is_dir() else frozenset())


def _check_export(dossier: Dossier, suffix: str, places: Gazetteer, *, without: frozenset[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error", ReplacedCharactersWarning)
        warnings.simplefilter("ignore", LimitWarning)
        try:
            written = mapper.export(dossier, Path(folder) / f"again{suffix}")
        except ReplacedCharactersWarning:
            return
        if suffix not in READ_BACK:
            return
        again = mapper.read(written[-1] if suffix else Path(folder) / "again", gazetteer=places)
    if suffix == ".fgb":  # its rows stand in the order of its index
        dossier, again = (
            part.with_events(part.events.sort_values("event_id", ignore_index=True)) for part in (dossier, again)
        )
    for name in EVENT_COLUMNS:
        if name not in RECOMPUTED | without:
            one, other = (part.events[name].astype("str").fillna("") for part in (dossier, again))
            assert one.tolist() == other.tolist(), name
    for name in COMPANIONS if not suffix else ():
        one, other = (getattr(part, name).astype("str").to_dict("records") for part in (dossier, again))
        assert one == other, name
    if not len(dossier.events):  # in JSON a column stands in its rows
        return
    # Their names may get a number, their cells stay.
    own = [
        [part.events[name].astype("str").fillna("").tolist() for name in part.extra_columns]
        for part in (dossier, again)
    ]
    assert own[0] == own[1]
    for condition in _conditions(dossier):
        if without and "actor" in condition:  # by a name that is others' alias all are found, where those are known
            continue
        counts = [len(mapper.filter(part, **condition).events) for part in (dossier, again)]
        assert counts[0] == counts[1], condition


def _conditions(dossier: Dossier) -> list[dict[str, Any]]:
    """A few filters that some of the events pass, the same for the same events."""
    events = dossier.events
    chance = random.Random(zlib.crc32("".join(events["event_id"]).encode("utf-8", "replace")))
    found: list[dict[str, Any]] = []
    for name, column in {"actor": "actor1", "type": "event_type", "source": "source", "place": "place"}.items():
        values = sorted({value for value in events[column].astype("str") if value and ";" not in value})
        if values:
            found.append({name: chance.choice(values)})
    months = sorted({str(day)[:7] for day in pd.Series(events["event_date"]).dropna()})
    return [*found, *({"month": chance.choice(months)} for _ in months[:1])]
