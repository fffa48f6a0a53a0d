"""Draft events as rows of a dossier's tables, with the columns that make them drafts.

Ids are made from the source, the text of the paragraph and the position in it, so a new paragraph changes no other id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mapper.draft.claims import DraftClaim, Voices, claims_of, party_as_printed, standard
from mapper.draft.events.responses import event_answered
from mapper.draft.events.titles import title_of
from mapper.draft.lexicon import words
from mapper.draft.placing import place_cells
from mapper.draft.reading.actors import has_name
from mapper.draft.reading.grammar import lemma
from mapper.draft.reading.sides import belongs, is_side
from mapper.draft.reading.tolls.people import is_anybody
from mapper.model.actors.names import ActorNames
from mapper.model.schema import ID_COLUMNS
from mapper.vocabulary import columns_of

if TYPE_CHECKING:
    from mapper.draft.article import Article
    from mapper.draft.events.event import DraftEvent
    from mapper.draft.events.mention import Mention
    from mapper.draft.reading.actors import ActorSpan
    from mapper.model.dates import Period

__all__ = [
    "DRAFT_COLUMNS", "SETTLED", "Drafts", "cell_hash", "columns", "edited", "finished_row", "hashes_of", "is_waiting",
    "rows_of", "written_columns",
]  # fmt: skip

DRAFT_COLUMNS: Final = ("draft_status", "draft_why", "draft_same_as", "draft_confidence", "draft_hash")
SETTLED: Final = ("taken", "dropped")
"""The statuses of drafts that a person has decided; all other drafts are waiting."""
_NO_DRAFT: Final = {
    "latitude", "longitude", "geo_precision", "fatalities_low", "fatalities_best", "fatalities_high", "geolocated_by",
}  # fmt: skip
"""What is the editor's own: a draft has no coordinates and no figure chosen from the claims."""

_MONTH_LONG: Final = 31
_YEAR_LONG: Final = 366
_OF_NAME: Final = 4
"""The most spaces between people and the name of their group: "fighters from the Qaeda-linked Red Dawn"."""
_HISTORY: Final = 0.2
"""The confidence of an event that is dated only by several years."""

Row = dict[str, str]


@dataclass(slots=True)
class Drafts:
    """Rows of the four tables, and the numbered paragraphs by source."""

    events: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)
    actors: list[Row] = field(default_factory=list)

    def table(self, name: str) -> list[Row]:
        """Return the rows of one of `ID_COLUMNS`."""
        rows: list[Row] = getattr(self, name)
        return rows

    def add(self, other: Drafts) -> None:
        """Add the rows of other drafts."""
        for name in ID_COLUMNS:
            self.table(name).extend(other.table(name))


def is_waiting(row: Mapping[str, str]) -> bool:
    """Return whether a draft waits to be taken or dropped.

    >>> is_waiting({"draft_status": "changed"}), is_waiting({"draft_status": ""}), is_waiting({"draft_status": "taken"})
    (True, True, False)
    """
    return row.get("draft_status") not in SETTLED


def columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table of drafts: the dossier's own, without the editor's, then those of drafts.

    >>> "latitude" in columns("events"), columns("claims")[-1]
    (False, 'draft_hash')
    """
    own = [name for name, column in columns_of(table).items() if not column.computed and name not in _NO_DRAFT]
    return (*own, *DRAFT_COLUMNS)


def cell_hash(row: Mapping[str, str], names: Iterable[str]) -> str:
    """Return a short digest of each cell of a row, by which a later run finds the cells that a person changed.

    >>> cell_hash({"a": "1"}, ["a"])
    'a:6b86b273'
    """
    return " ".join(f"{name}:{hashlib.sha256(row.get(name, '').encode()).hexdigest()[:8]}" for name in names)


def written_columns(row: Mapping[str, str]) -> list[str]:
    """Return the columns of a row that a run writes and a person may change, except its status."""
    return [name for name in row if name not in {"draft_status", "draft_hash"}]


def hashes_of(row: Mapping[str, str]) -> dict[str, str]:
    """Return column → digest of the cell that the run wrote, from `draft_hash`."""
    parts = (part.rpartition(":") for part in row.get("draft_hash", "").split(" "))
    return {name: digest for name, _, digest in parts if name}


def edited(row: Mapping[str, str]) -> set[str]:
    """Return the columns of a row that a person has changed.

    >>> row = {"place": "Gao", "draft_hash": cell_hash({"place": "Gao"}, ["place"])}
    >>> edited(row), edited(row | {"place": "Kidal"})
    (set(), {'place'})
    """
    base = hashes_of(row)
    own = [name for name in written_columns(row) if name in base or name not in DRAFT_COLUMNS]
    now = dict(part.rsplit(":", 1) for part in cell_hash(row, own).split(" ")) if own else {}
    return {name for name in own if name not in base or now[name] != base[name]}


def rows_of(article: Article, events: list[DraftEvent], voices: Voices, known: ActorNames) -> Drafts:
    """Return the rows of an article's events, claims, its source and the parties that the dossier lacks."""
    drafts = Drafts()
    taken: dict[str, int] = {}
    answered = [(event_answered(events, heard), heard) for heard in voices.responses]
    for event in events:
        claims = claims_of(event, article, voices, [heard for about, heard in answered if about is event])
        first = event.mentions[0]
        stem = f"{article.source_id}-{article.key(first.paragraph)}"
        taken[stem] = taken.get(stem, 0) + 1
        event_id = f"{stem}-{taken[stem]}"
        row = _event_row(event_id, event, claims, article, known)
        if not row:
            continue
        drafts.events.append(row)
        drafts.claims += _claim_rows(event_id, claims, article)
    if drafts.events:
        drafts.sources.append(_source_row(article))
    return drafts


def finished_row(row: Row, table: str, why: str, confidence: float) -> Row:
    """Return a row with all columns of a table of drafts: new, and with the digests of its cells.

    >>> finished_row({"event_id": "a-1"}, "events", "", 0.5)["draft_confidence"]
    '0.50'
    """
    own = [name for name in columns(table) if name not in DRAFT_COLUMNS]
    full = {name: row.get(name, "") for name in own}
    extra = {"draft_status": "new", "draft_why": why, "draft_same_as": "", "draft_confidence": f"{confidence:.2f}"}
    return {**full, **extra, "draft_hash": cell_hash(full, own)}


# Events --------------------------------------------------------------------------------------------------------------


def _event_row(event_id: str, event: DraftEvent, claims: list[DraftClaim], article: Article, known: ActorNames) -> Row:
    if not claims:
        return {}
    row: Row = {"event_id": event_id}
    period = _period(event)
    row |= _date_cells(period)
    row |= place_cells(event, article.language)
    row["event_type"], row["sub_event_type"] = event.types(article.language)
    row |= _side_cells(event, period or _published(article), known, claims, article)
    first = event.mentions[0]
    row["title"] = title_of(first, article.paragraphs[first.paragraph])
    told = [trigger.words for mention in event.mentions for trigger in mention.triggers][:3]
    places = dict.fromkeys(article.locators[mention.paragraph] for mention in event.mentions)
    why = "; ".join(filter(None, [", ".join(f"“{word}”" for word in dict.fromkeys(told)), ", ".join(places)]))
    return finished_row(row, "events", why, _confidence(event, row))


def _period(event: DraftEvent) -> Period | None:
    """Return the period to show: the shortest printed; if two contradict each other, the claims keep both."""
    periods = event.periods()
    if not periods:
        return None
    shortest: Period = min(periods, key=lambda period: (period.last - period.first).days)
    return shortest


def _published(article: Article) -> Period | None:
    from mapper.model.dates import read_date

    return read_date(article.published) if article.published else None


def _date_cells(period: Period | None) -> Row:
    if period is None:
        return {"date_precision": "unknown"}
    if period.precision in {"day", "month", "year"}:
        return {"event_date": standard(period), "date_precision": period.precision}
    return {
        "event_date": period.first.isoformat(),
        "end_date": period.last.isoformat(),
        "date_precision": period.precision,
    }


def _side_cells(
    event: DraftEvent, period: Period | None, known: ActorNames, claims: list[DraftClaim], article: Article
) -> Row:
    """Return the parties of an event's row: those that a claim names."""
    days = (period.first, period.last) if period else None
    sides: list[list[str]] = []
    for field_, which in (("actor1", "first"), ("actor2", "second")):
        told = {claim.value for claim in claims if claim.field == field_ and claim.voice.stance != "denies"}
        actors: list[tuple[ActorSpan, Mention]] = [
            (actor, mention)
            for mention in event.mentions
            for actor in getattr(mention, which)
            if party_as_printed(actor, article.paragraphs[mention.paragraph]) in told
            and is_side(actor, mention.sentence, article.language)
        ]
        named = [known.active(actor.names, days) for actor, _ in actors]
        printed = [pair for pair, name in zip(actors, named, strict=True) if not name]
        owned_up = [one.value for one in claims if one.field == field_ == "actor1" and _is_own_up(one)]
        chosen = [name for name in named if name] or _most_telling(printed, owned_up, article.language)
        sides.append(list(dict.fromkeys(chosen)))
    sides[1] = [name for name in sides[1] if name not in sides[0]]
    row: Row = {}
    for number, side in enumerate(sides, 1):
        if side:
            row[f"actor{number}"] = side[0]
            row[f"assoc_actor_{number}"] = "; ".join(side[1:])
    return row


def _is_own_up(claim: DraftClaim) -> bool:
    """Whether a claim of who did it is made by themselves."""
    return claim.voice.stance == "confirms" or (claim.voice.stance == "asserts" and claim.voice.claimant == claim.value)


def _most_telling(printed: list[tuple[ActorSpan, Mention]], owned_up: list[str], language: str) -> list[str]:
    """Return the party of a side to show: the first, under the name of its group, else who owned up to it.

    Of "jihadists of Red Dawn" that is Red Dawn. Soldiers are nobody else, whatever group is named later.
    """
    if not printed:
        return owned_up[:1]
    first, mention = printed[0]
    head = mention.sentence.doc[first.head]
    if lemma(head) in words(language, "actors", "state") or has_name(first, mention.sentence):
        return [first.words]
    doc = mention.sentence.doc
    own = (one for one, where in printed if where is mention and has_name(one, where.sentence) and not first.civil)
    near = (one for one in own if doc.text[first.end : one.start].count(" ") <= _OF_NAME)
    names = [one.words for one in near if belongs(doc[one.head], head)]
    return [*names, *owned_up, first.words][:1]


def _confidence(event: DraftEvent, row: Row) -> float:
    """Return how much is known, not how true it is: a time, a place that the gazetteer knows, two sides.

    What is told of several years is history, little of which is known.
    """
    period = _period(event)
    days = (period.last - period.first).days if period else 0
    if days > _YEAR_LONG:
        return _HISTORY
    answers = [event.answer(mention, place)[0] for mention, place in event.places()]
    score = (
        0.3
        + (0.1 if days > _MONTH_LONG else 0.2) * bool(row.get("event_date"))
        + 0.2 * any(answer.status == "resolved" for answer in answers)
    )
    score += 0.1 * bool(row.get("actor1")) + 0.1 * bool(row.get("actor2")) + 0.1 * bool(row.get("event_type"))
    return score


# Claims, sources -----------------------------------------------------------------------------------------------------


def _claim_rows(event_id: str, claims: list[DraftClaim], article: Article) -> list[Row]:
    rows = []
    counts: dict[str, int] = {}
    for claim in claims:
        stem = f"{event_id}/{claim.field}/{article.key(claim.paragraph)}"
        counts[stem] = counts.get(stem, 0) + 1
        row = {
            "claim_id": stem if counts[stem] == 1 else f"{stem}-{counts[stem]}",
            "event_id": event_id,
            "field": claim.field,
            "value": claim.value,
            "unit_or_group": "" if is_anybody(claim.unit, article.language) else claim.unit,
            "stance": claim.voice.stance,
            "claimant": claim.voice.claimant or article.publisher,
            "source_id": article.source_id,
            "locator": article.locators[claim.paragraph],
            "quote": claim.quote,
            "hedge": claim.voice.hedge,
            "basis": "inferred" if claim.inferred else "",
            "inference": claim.inferred,
        }
        rows.append(finished_row(row, "claims", "", 1.0))
    return rows


def _source_row(article: Article) -> Row:
    row = {
        "source_id": article.source_id,
        "publisher": article.publisher,
        "title": article.title,
        "published": article.published,
        "url": article.url,
    }
    return finished_row(row, "sources", article.file, 1.0)
