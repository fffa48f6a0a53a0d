"""The data that a map is drawn from, built once from the dossier: the events in the order of the page, and cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from mapper.claims.basis import stated_figures
from mapper.claims.statements import INFERRED
from mapper.claims.summaries import claim_summaries, claims_with_kinds
from mapper.claims.totals import LINKS, figures_of_parties, overlaps
from mapper.claims.wording import is_plural, value_message, with_article
from mapper.model.actors.names import ActorNames
from mapper.model.coded import categorical, in_arrow, is_among, positions_in
from mapper.model.dossier import Dossier
from mapper.model.involved import Involvements, events_of_rows, involved
from mapper.model.schema import ACTOR_ROLES, EVENT_COLUMNS, FATALITY_COLUMNS, names_in_cell
from mapper.processing.actors.sides import named_together
from mapper.processing.context import is_context
from mapper.processing.summary import default_title
from mapper.readers.events.data_sets import OF_ACLED, count_of
from mapper.render.texts import EventTexts, TextsInMemory, TextsOnDisk
from mapper.words import Message

if TYPE_CHECKING:
    import gazetteer

__all__ = ["MOST_OWN_TEXT", "OF_CARDS", "DeadRules", "MapData", "map_data", "order_by_day", "own_columns"]

MOST_OWN_TEXT: Final = 64 << 20
"""The most characters of own columns in a page: as many as the notes of about a quarter of a million events."""
OF_CARDS: Final = (
    "title", "notes", "date_text", "admin2", "admin3", "geolocated_by", "from_gazetteer", "place_confidence",
    "sub_event_type", "actors_as_written", "media_url", "source_url",
)  # fmt: skip
"""The columns of events that only cards and searches need."""
_SHARED: Final = {"date_text", "place", "country", "admin1", "place_reason", "disputed_fields"}
"""Columns that become categorical here, so that each distinct text is handled once."""


@dataclass(frozen=True)
class DeadRules:
    """What the page needs to add up the dead as `mapper.claims.totals` does; events are given by row number.

    Attributes
    ----------
    overlaps
        Pairs of rows: the dead of the first are in the figure of the second.
    of_parties
        Rows with the bits of the figures (1 low, 2 best, 4 high) that only a party to the conflict states.
    zero_may_be_unknown
        Whether a data set also writes 0 where the number is unknown.
    """

    overlaps: Sequence[tuple[int, int]] = ()
    of_parties: Sequence[tuple[int, int]] = ()
    zero_may_be_unknown: bool = False


@dataclass(frozen=True, eq=False)
class MapData:
    """Events sorted by first and last day, undated ones last, with the actors and sources that they name.

    Attributes
    ----------
    events
        The columns of `mapper.model.schema.EVENT_COLUMNS`, without those that only cards and searches need; what
        `parts` yields has these too. No text is missing. Columns whose texts many events share are categorical: their
        categories are the distinct texts of the rows, sorted.
    texts
        The events with all their columns, for `parts`.
    actors, sources
        The tables of the dossier, row by row; the actors have a colour.
    involvements
        Who takes part in which event.
    alternatives
        The possible places of events that have several: `row` (position of the event), `place`, `longitude`,
        `latitude`, `geo_precision`, `radius_km`, `country`, `admin1`; in the order of rows.
    cards
        What claims and alternatives add to cards: columns of the text blocks with one value for each event.
    claimed
        True for each event that a claim is about.
    doubtful
        True for each event whose coordinates cannot be right; its card says so.
    are_doubts_known
        Whether such coordinates were looked for.
    context
        True for each political or contextual event, as opposed to events of the conflict.
    together
        True for each event whose actors are named together without saying who is against whom.
    untitled
        The title of the map if neither the user nor the dossier gives one.
    own
        The columns beyond the schema, which cards show under their names.
    counts
        int64, how many events each row stands for; None if each stands for one.
    dead
        How the dead are added up.
    messages
        English sentence → the message that words it in other languages; for reasons of places and credits.
    with_notes
        Whether cards show the notes.
    """

    events: pd.DataFrame
    texts: EventTexts
    actors: Sequence[Mapping[str, str]]
    sources: pd.DataFrame
    involvements: Involvements
    alternatives: pd.DataFrame
    cards: Mapping[str, list[Any]]
    claimed: np.ndarray
    doubtful: np.ndarray
    are_doubts_known: bool
    context: np.ndarray
    together: np.ndarray
    untitled: gazetteer.Message
    own: Sequence[str] = ()
    counts: np.ndarray | None = None
    dead: DeadRules = field(default_factory=DeadRules)
    title: str = ""
    attributions: Sequence[str] = ()
    selected: Sequence[gazetteer.Message] = ()
    messages: Mapping[str, gazetteer.Message] = field(default_factory=dict)
    with_notes: bool = True

    def __len__(self) -> int:
        return len(self.events)

    @cached_property
    def first_day(self) -> np.ndarray:
        """datetime64[D], NaT for the undated."""
        return self.events["event_date"].to_numpy().astype("datetime64[D]")

    @cached_property
    def last_day(self) -> np.ndarray:
        """datetime64[D], NaT for the undated."""
        return self.events["end_date"].to_numpy().astype("datetime64[D]")

    @cached_property
    def dated(self) -> int:
        """How many events have a date; dated events come first."""
        return len(self) - int(np.isnat(self.first_day).sum())

    def worded(self, sentence: str) -> str | dict[str, Any]:
        """Return the message from which the page words a sentence in its language; other text as it is."""
        message = self.messages.get(sentence)
        return message.as_json() if message else sentence

    def credited(self, credit: str | Message) -> MapData:
        """Return the same with one more credit."""
        line, messages = (credit, {}) if isinstance(credit, str) else (credit.text(), {credit.text(): credit})
        return replace(self, attributions=(*self.attributions, line), messages={**self.messages, **messages})

    def without_notes(self) -> MapData:
        """Return the same events without their notes."""
        return replace(self, with_notes=False)

    def parts(self, size: int) -> Iterator[MapData]:
        """Yield the events with the columns and values of their cards, `size` at a time, in order."""
        start = 0
        for table in self.texts.parts(size):
            events = table if self.with_notes else table.assign(notes="")
            rows = slice(start, start + len(events))
            start = rows.stop
            yield replace(
                self,
                events=events.assign(**_shared_texts(events)),
                cards={name: cells[rows] for name, cells in self.cards.items()},
            )

    def sampled_notes(self, most: int) -> pd.Series | None:
        """Return the notes of about `most` events, spread over all events; None if all notes are the same."""
        return self.texts.sampled_notes(max(1, len(self) // most)) if self.with_notes else None


def map_data(dossier: Dossier, on_disk: TextsOnDisk | None = None) -> MapData:
    """Return the data that the map of a dossier is drawn from.

    If the texts of the events are `on_disk`, the dossier has the other columns, in the order of the map.

    >>> import mapper
    >>> data = map_data(mapper.read("seeds"))
    >>> len(data) == len(data.first_day) == len(data.claimed)
    True
    """
    own = on_disk.own if on_disk else own_columns(dossier)[0]
    order = order_by_day(dossier.events)
    given = dossier.events[[name for name in (*EVENT_COLUMNS, *own) if name in dossier.events]]
    given = given.assign(**_shared_texts(given))
    events = given.drop(columns=[*OF_CARDS, *own], errors="ignore").iloc[order].reset_index(drop=True)
    number = events_of_rows(dossier.events).to_numpy(np.int64)[order]
    return MapData(
        events=events,
        texts=on_disk or TextsInMemory(given, order),
        actors=_rows(dossier.actors),
        sources=dossier.sources,
        involvements=involved([events[role].array for role in ACTOR_ROLES]),
        alternatives=_alternatives(dossier.alternatives, events["event_id"]),
        cards=_cards(dossier, events),
        claimed=is_among(events["event_id"], dossier.claims["event_id"]).to_numpy(),
        doubtful=is_among(events["event_id"], pd.Series([*(dossier.doubts or ())], dtype="str")).to_numpy(),
        are_doubts_known=dossier.doubts is not None,
        context=is_context(dossier.events)[order],
        together=named_together(dossier.events).to_numpy()[order],
        own=own,
        counts=number if (number != 1).any() else None,
        dead=_dead_rules(dossier, on_disk.order if on_disk else order, are_in_order=on_disk is not None),
        title=dossier.title,
        untitled=default_title(dossier.events),
        attributions=dossier.attributions,
        selected=dossier.selected,
        messages=dossier.messages,
    )


def order_by_day(events: pd.DataFrame) -> np.ndarray | slice:
    """Return the positions that sort events by first and last day, undated ones last; the sort is stable.

    >>> import mapper
    >>> len(order_by_day(mapper.read("seeds").events))
    45
    """
    order = np.lexsort((events["end_date"].to_numpy(), events["event_date"].to_numpy()))  # NaT is the largest
    return slice(None) if (order == np.arange(len(order))).all() else order  # most data sets are in order


def _dead_rules(dossier: Dossier, order: np.ndarray | slice, *, are_in_order: bool) -> DeadRules:
    """Return how the dead of a dossier are added up; `order` are the positions of its events in the map's order.

    Which of two events that may be the same counts follows their order in the sources, not on the map.
    """
    events = dossier.events
    row = np.empty(len(events), dtype=np.int64)
    row[order] = np.arange(len(events))
    linked = events[["event_id", *FATALITY_COLUMNS, *LINKS]]
    linked = linked.iloc[row] if are_in_order else linked
    parties = figures_of_parties(stated_figures(dossier))
    bits = {event: sum(1 << FATALITY_COLUMNS.index(column) for column in columns) for event, columns in parties.items()}
    found = events["event_id"].isin(bits).to_numpy().nonzero()[0].tolist() if bits else []
    return DeadRules(
        overlaps=[(int(row[part]), int(row[whole])) for part, whole in overlaps(linked)],
        of_parties=[(int(row[i]), bits[events["event_id"].iloc[i]]) for i in found],
        zero_may_be_unknown=count_of(events, OF_ACLED) > 0,
    )


def own_columns(dossier: Dossier, distinct: Callable[[str], pd.Series] | None = None) -> tuple[list[str], list[str]]:
    """Return the user's own columns that the page has, and those that are left out as too large.

    `distinct` returns the distinct texts of a column that the events of the dossier lack. If these have more than
    `MOST_OWN_TEXT` characters, it may return only some of them.

    >>> import mapper
    >>> own_columns(mapper.read("seeds"))
    ([], [])
    """
    room, kept, left_out = MOST_OWN_TEXT, [], []
    for name in dossier.own_columns:
        texts = distinct(name) if distinct else pd.Series(dossier.events[name].unique()).astype("str")
        texts = texts.str.strip()
        size = len(dossier.events) + int(texts.str.len().sum())
        if not (texts != "").any():
            continue
        if size <= room:
            kept.append(name)
            room -= size
        else:
            left_out.append(name)
    return kept, left_out


def _shared_texts(events: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the user's own columns and the columns whose texts many events share, as categoricals."""
    names = map(str, events)
    shared = [name for name in names if name in _SHARED or EVENT_COLUMNS.get(name, "category") == "category"]
    return {name: pd.Series(categorical(events[name]), index=events.index) for name in shared}


def _rows(table: pd.DataFrame) -> list[dict[str, str]]:
    names = [str(name) for name in table]
    columns = [table[name].astype("str").tolist() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _alternatives(table: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    """Return the alternatives with the positions of their events; unknown values become 0 or empty text."""
    known = table.fillna({"geo_precision": 0, "radius_km": 0.0, "country": "", "admin1": ""})
    rows = positions_in(in_arrow(known["event_id"]), ids) if len(known) else np.empty(0, np.int64)
    return known.assign(row=rows).sort_values("row", kind="stable", ignore_index=True)


def _cards(dossier: Dossier, events: pd.DataFrame) -> dict[str, list[Any]]:
    """Return the columns of the cards that come from other tables, in the order of the events."""
    columns: dict[str, list[Any]] = {}
    if len(dossier.claims):
        ids = events["event_id"].tolist()
        claims, words = _claims_by_event(dossier), claim_summaries(dossier)
        columns["claims"] = [claims.get(event_id, []) for event_id in ids]
        columns["rests"] = [_as_json(words.provenance.get(event_id, {})) for event_id in ids]
        columns["display"] = [_as_json(words.sentences.get(event_id, {})) for event_id in ids]
    if doubts := dossier.doubts:
        columns["doubt"] = [doubts[each].as_json() if each in doubts else {} for each in events["event_id"].tolist()]
    if len(dossier.alternatives):
        several = (events["location_kind"] == "alternatives").tolist()
        places = events["place"].tolist()
        # All named places: one that was not found is as possible as those on the map.
        columns["alternatives"] = [
            names_in_cell(place) if named else [] for place, named in zip(places, several, strict=True)
        ]
    return columns


def _as_json(messages: Mapping[str, Message]) -> dict[str, Any]:
    """Return the messages as JSON for the page; the columns of the dead become `low`, `best` and `high`."""
    return {name.removeprefix("fatalities_"): message.as_json() for name, message in messages.items()}


def _claims_by_event(dossier: Dossier) -> dict[str, list[dict[str, Any]]]:
    number = {source_id: i for i, source_id in enumerate(dossier.sources["source_id"])}
    actors = ActorNames(dossier.actors)
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in claims_with_kinds(dossier).itertuples(index=False):
        said = value_message(str(row.value), field=str(row.field))
        claim = {
            "id": row.claim_id, "field": row.field, "value": row.value,
            "words": "" if isinstance(said, str) else said.as_json(), "unit": row.unit_or_group, "stance": row.stance,
            "claimant": row.claimant, "kind": row.claimant_kind, "source": number.get(row.source_id),
            "locator": row.locator, "quote": row.quote, "hedge": row.hedge, "many": is_plural(str(row.claimant)) or "",
            "article": isinstance(with_article(str(row.claimant), actors), Message) or "",
            "basis": row.basis if row.basis == INFERRED else "", "inference": row.inference,
        }  # fmt: skip
        grouped[str(row.event_id)].append({key: value for key, value in claim.items() if value not in ("", None)})
    return grouped
