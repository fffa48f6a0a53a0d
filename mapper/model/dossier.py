"""The frozen `Dossier` that flows from the readers to the map, the exports and the report."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from mapper.errors import ParameterError
from mapper.model.coded import as_text, categorical, is_among, lists_in
from mapper.model.involved import COUNT, events_of_rows
from mapper.model.notebook import dossier_html
from mapper.model.schema import ACCOUNT_COLUMNS, ALTERNATIVE_COLUMNS, EVENT_COLUMNS, SKIPPED_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import folium
    import geopandas

    from gazetteer import Message

__all__ = ["Counts", "Dossier", "Summary", "check_whole", "empty_table", "typed_events"]


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows of the sources: `read = used + duplicates + rejected`.

    >>> Counts(read=5, used=3, duplicates=1, rejected=1) + Counts(read=1, used=1)
    Counts(read=6, used=4, duplicates=1, rejected=1)
    """

    read: int = 0
    used: int = 0
    duplicates: int = 0
    rejected: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            read=self.read + other.read,
            used=self.used + other.used,
            duplicates=self.duplicates + other.duplicates,
            rejected=self.rejected + other.rejected,
        )


class Summary(NamedTuple):
    """What is in a dossier, in numbers.

    These are events (not rows) and located events, rows of the other tables, rejected rows of the sources, and the
    period of the dated events as an interval of ISO 8601 days, `""` if no event is dated.
    """

    events: int
    claims: int
    sources: int
    actors: int
    located: int
    rejected: int
    period: str


@dataclass(frozen=True, slots=True, eq=False)
class Dossier:
    """Events with their claims, sources and actors, and everything that could not be used.

    The tables and their columns are described in `docs/design/model.md`. A dossier is never changed; `replace`
    gives a new one. A dossier equals only itself: compare the tables that matter, as with `events.equals`.
    `filter_words` is the filter applied so far, as it would be typed; `selected` has it in plain words.
    `messages` maps each sentence in `place_reason` to the message that words it in other languages.
    `account` says what became of each column and its cells, `skipped` lists the rows that are not events.
    `extra_columns` are the columns beyond the schema, which exports have; `own_columns` are those that cards and
    searches have too; `number_columns` are those that hold only plain numbers, with their type in exports (`""` if all
    cells are empty). `doubts` map an event's id to the reason why its coordinates cannot be right; None if the
    gazetteer was not asked yet.

    What was not used of the sources: `rejects` are rejected rows, such as those with the id of another row, and why;
    `faults` are values that were dropped from rows that are kept; `notices` say what a reader guessed.
    `counts` adds them up, `read = used + duplicates + rejected`.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> dossier.counts.read == dossier.counts.used == len(dossier.events)
    True
    """

    events: pd.DataFrame
    claims: pd.DataFrame
    sources: pd.DataFrame
    actors: pd.DataFrame
    alternatives: pd.DataFrame
    rejects: pd.DataFrame
    faults: pd.DataFrame
    counts: Counts
    extra_columns: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    filter_words: str = ""
    selected: tuple[Message, ...] = ()
    title: str = ""
    origins: tuple[str, ...] = field(default=())
    notices: tuple[str, ...] = ()
    messages: Mapping[str, Message] = field(default_factory=dict)
    account: pd.DataFrame = field(default_factory=lambda: empty_table(ACCOUNT_COLUMNS))
    skipped: pd.DataFrame = field(default_factory=lambda: empty_table(SKIPPED_COLUMNS))
    own_columns: tuple[str, ...] = ()
    number_columns: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, Message] | None = None

    def replace(self, **changes: Any) -> Dossier:
        """Return a copy with the named fields changed.

        >>> import mapper
        >>> mapper.read("seeds").replace(title="Mali").title
        'Mali'
        """
        return dataclasses.replace(self, **changes)

    def with_events(self, events: pd.DataFrame) -> Dossier:
        """Return a copy with these events; the other events' claims, alternatives and sources are removed too.

        A source that no event named before stays.

        >>> import mapper
        >>> dossier = mapper.read("seeds")
        >>> none = dossier.with_events(dossier.events.head(0))
        >>> len(none.claims), len(none.sources), len(dossier.sources)
        (0, 0, 10)
        """
        if events is self.events:
            return self

        def kept(table: pd.DataFrame) -> pd.DataFrame:
            return table[is_among(table["event_id"], events["event_id"])].reset_index(drop=True)

        claims = kept(self.claims)
        gone = _named_sources(self.events, self.claims) - _named_sources(events, claims)
        return self.replace(
            events=events.reset_index(drop=True),
            claims=claims,
            alternatives=kept(self.alternatives),
            sources=self.sources[~self.sources["source_id"].isin(gone)].reset_index(drop=True),
        )

    def __repr__(self) -> str:
        return f"Dossier({', '.join(f'{name}={value!r}' for name, value in self.summary()._asdict().items())})"

    def _repr_html_(self) -> str:
        summary = self.summary()._asdict()
        return dossier_html(self.title, summary, events=self.events, unlocated=self.unlocated, rejects=self.rejects)

    def summary(self) -> Summary:
        """Return what is in the dossier, in numbers.

        >>> import mapper
        >>> mapper.read("seeds").summary().period
        '2013-01-01/2025-06-30'
        """
        number = events_of_rows(self.events)
        first, last = self.events["event_date"].min(), self.events["end_date"].max()
        return Summary(
            events=int(number.sum()),
            claims=len(self.claims),
            sources=len(self.sources),
            actors=len(self.actors),
            located=int(number[self.located].sum()),
            rejected=self.counts.rejected,
            period="" if pd.isna(first) else f"{first:%Y-%m-%d}/{last:%Y-%m-%d}",
        )

    def map(self) -> folium.Map:
        """Return the map, for a notebook to show. `mapper.to_map` does the same and takes options.

        >>> import mapper
        >>> mapper.read("seeds").map().get_name()
        'map_events'
        """
        # Drawing is a layer above the model, imported only when a map is asked for.
        drawn: folium.Map = import_module("mapper.maps").to_map(self)
        return drawn

    @property
    def unlocated(self) -> dict[str, int]:
        """Reason → how many events are not on the map for it, the commonest reason first.

        >>> import mapper
        >>> dossier = mapper.read("seeds")
        >>> sum(dossier.unlocated.values()) == dossier.summary().events - dossier.summary().located
        True
        """
        columns = [name for name in ("place_reason", COUNT) if name in self.events]
        missing = self.events.loc[~self.located, columns]
        by_reason = events_of_rows(missing).groupby(missing["place_reason"].astype("str"), sort=False).sum()
        counted = by_reason.sort_values(ascending=False, kind="stable")
        return dict(zip(counted.index.tolist(), counted.tolist(), strict=True))

    @property
    def located(self) -> pd.Series:
        """True for each event that has a point, an area or alternatives on the map.

        >>> import mapper
        >>> int(mapper.read("seeds").located.sum()) >= 12
        True
        """
        return self.events["location_kind"] != "unlocated"

    def to_geodataframe(self) -> geopandas.GeoDataFrame:
        """Return the events with point geometry (EPSG:4326, missing where unlocated).

        >>> import mapper
        >>> mapper.read("seeds").to_geodataframe().crs.to_epsg()
        4326
        """
        import geopandas

        points = geopandas.points_from_xy(self.events["longitude"], self.events["latitude"], crs=4326)
        frame = geopandas.GeoDataFrame(self.events, geometry=points)
        frame.loc[self.events["longitude"].isna().to_numpy(), "geometry"] = None
        return frame


def _named_sources(events: pd.DataFrame, claims: pd.DataFrame) -> set[str]:
    """Return the source ids in the cells of events and claims, and whole cells: an id may contain a semicolon."""
    cells = pd.Index(events["source"].astype("str").unique())
    return {*cells, *lists_in(cells).names.to_pylist(), *claims["source_id"].astype("str").unique()}


def check_whole(dossier: object) -> None:
    """Raise ParameterError if a dossier's events are not in memory but still in their files.

    >>> check_whole(None)
    Traceback (most recent call last):
    mapper.errors.ParameterError: dossier: cannot read 'NoneType'; give what `read` gave without `engine`
    """
    if not isinstance(dossier, Dossier):
        raise ParameterError("dossier", type(dossier).__name__, "what `read` gave without `engine`")


def empty_table(columns: tuple[str, ...] | dict[str, str]) -> pd.DataFrame:
    """Return an empty table with these columns (all text, or of the given pandas types).

    >>> list(empty_table(("file", "line")))
    ['file', 'line']
    """
    types = columns if isinstance(columns, dict) else dict.fromkeys(columns, "str")
    return _empty(tuple(types.items())).copy()


@cache
def _empty(types: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types})


def typed_events(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with every schema column present, in order and of its documented type; extra columns last.

    >>> typed_events(pd.DataFrame({"event_id": ["a"]}))["fatalities_best"].dtype
    Int32Dtype()
    """
    blank = cache(lambda kind: _blank(table.index, kind))
    columns: dict[str, pd.Series] = {}
    for name, kind in EVENT_COLUMNS.items():
        columns[name] = _typed(table[name], kind) if name in table else blank(kind)
    extra = {name: table[name] for name in table.columns if name not in EVENT_COLUMNS}
    return pd.DataFrame({**columns, **extra})


def _typed(values: pd.Series, kind: str) -> pd.Series:
    if kind == "category":
        return pd.Series(categorical(values), index=values.index)
    if kind == "str":
        values = as_text(values).fillna("")
    return values.astype(kind)  # type: ignore[call-overload, no-any-return]


def _blank(index: pd.Index, kind: str) -> pd.Series:
    if kind == "str":
        return pd.Series("", index=index, dtype="str")
    if kind == "category":
        return pd.Series("", index=index).astype("category")
    missing: Any = float("nan") if kind == "float64" else pd.NaT if kind.startswith("datetime") else pd.NA
    return pd.Series(missing, index=index, dtype=kind)


def empty_alternatives() -> pd.DataFrame:
    """Return the table of alternatives with no row."""
    return empty_table(ALTERNATIVE_COLUMNS)
