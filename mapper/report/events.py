"""The events that findings are about, as a reader knows them: title, date and place, and the agreed facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from gazetteer import words
from mapper.claims.printed import date_message, period_message
from mapper.claims.statements import Statement, grouped_statements, source_names
from mapper.claims.values import UnreadWords, Value
from mapper.claims.wording import clauses, own_words, said_by, value_phrase
from mapper.model.actors.names import ActorNames
from mapper.model.schema import names_in_cell
from mapper.model.stand_ins import stands_for
from mapper.report.findings import SEVERITIES
from mapper.report.words import Message
from mapper.vocabulary import by_term, columns_of
from mapper.words import Message as ClaimMessage

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier
    from mapper.report.findings import Finding

__all__ = ["EventNote", "event_notes", "field_message", "titles_of", "worst_first"]

_AGREE: Final = 2
_COLUMNS: Final = {"actor": "actor_id"}
"""Fields of findings whose column has another name."""


class EventNote(NamedTuple):
    """The title, date and place of an event, and the fields on which several claimants agree."""

    title: str
    when: words.Message | str = ""
    place: str = ""
    agreed: tuple[words.Message, ...] = ()

    def heading(self, language: str = "en") -> str:
        """Return the title with date and place.

        >>> EventNote("Ambush", place="Gao").heading()
        'Ambush (Gao)'
        """
        when = self.when if isinstance(self.when, str) else self.when.text(language)
        known = ", ".join(filter(None, (when, self.place)))
        return f"{self.title} ({known})" if known else self.title


def field_message(field: str) -> words.Message:
    """Return a reader's name for a field.

    >>> field_message("actor1").text(), field_message("url").text("fr"), field_message("own_field").text()
    ('Side', 'Adresse', 'Own field')
    """
    labels = by_term("claim_fields", "label").get(field)
    for table in ("events", "claims", "sources", "actors"):
        column = columns_of(table).get(_COLUMNS.get(field, field))
        labels = labels or (column.label if column else None)
    if labels is None:
        text = field.replace("_", " ").strip()
        labels = dict.fromkeys(("en", "fr"), text[:1].upper() + text[1:])
    return words.Message("bilingual", **labels)


def event_notes(dossier: Dossier, findings: Iterable[Finding]) -> dict[str, EventNote]:
    """Return event_id → its note, for the events that findings are about."""
    fields: dict[str, set[str]] = {}
    for finding in findings:
        fields.setdefault(finding.event_id, set()).add(finding.field)
    events = dossier.events[dossier.events["event_id"].isin(set(fields))]
    claims = dossier.claims[dossier.claims["event_id"].isin(set(fields))]
    agreed = _agreed(claims, dossier, fields)
    return {
        str(row["event_id"]): EventNote(
            str(row["title"]) or str(row["event_id"]),
            _when(row, whole),
            " / ".join(names_in_cell(str(row["place"]))),
            agreed.get(str(row["event_id"]), ()),
        )
        for row, whole in zip(events.to_dict("records"), stands_for(events), strict=True)
    }


def _when(event: Mapping[Hashable, Any], whole: str) -> words.Message | str:
    """Return the date of an event; `whole` is the month or year that its day stands for, else `""`."""
    if pd.isna(event["event_date"]):
        return ""
    known = date_message(whole) if whole else None
    return known or period_message(event["event_date"].date(), event["end_date"].date())


def titles_of(dossier: Dossier) -> dict[str, str]:
    """Return event_id → the event's name for a reader: its title, or its id if it has no title.

    >>> import mapper
    >>> titles_of(mapper.read("seeds"))["moura"]
    'Rights abuses by Wagner in Moura'
    """
    pairs = zip(dossier.events["event_id"].astype("str"), dossier.events["title"].astype("str"), strict=True)
    return {event: title or event for event, title in pairs}


def worst_first(findings: Iterable[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Return findings (`Finding.as_dict`) grouped by event, the events with the most grave findings first.

    >>> rows = [{"event_id": "a", "severity": "low"}, {"event_id": "b", "severity": "high"}]
    >>> [group[0]["event_id"] for group in worst_first(rows)]
    ['b', 'a']
    """
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for finding in findings:
        groups.setdefault(str(finding["event_id"]), []).append(finding)

    def rank(group: list[Mapping[str, Any]]) -> tuple[int, ...]:
        severities = [one["severity"] for one in group]
        return tuple(-severities.count(severity) for severity in SEVERITIES)

    return sorted(groups.values(), key=rank)


def _agreed(
    claims: pd.DataFrame, dossier: Dossier, disputed: Mapping[str, set[str]]
) -> dict[str, tuple[words.Message, ...]]:
    """Event → a sentence for each field on which at least two claimants agree and nobody disagrees."""
    compared = claims[claims["field"].isin(by_term("claim_fields", "value"))]
    known, named = ActorNames(dossier.actors), source_names(dossier.sources)
    by_group = grouped_statements(compared, actors=known, sources=named)
    groups = Counter((event, field) for event, field, _ in by_group)
    found: dict[str, list[words.Message]] = {}
    for (event, field, _), statements in by_group.items():
        if field in disputed[event] or groups[event, field] > 1:
            continue
        held = [one for one in statements if one.held and not isinstance(one.value, UnreadWords)]
        claimants = {known.key(one.claimant) for one in held}
        if len(claimants) >= _AGREE and not any(one.negative for one in statements):
            said = clauses(_by_value(held, known))
            found.setdefault(event, []).append(Message("agreed-on", field=field_message(field), said=said))
    return {event: tuple(messages) for event, messages in found.items()}


def _by_value(held: Sequence[Statement], known: ActorNames) -> list[ClaimMessage]:
    """Each value with all its claimants; words for none or "several" as printed."""
    alike: dict[tuple[Value, str], list[Statement]] = {}
    for one in held:
        alike.setdefault((one.value, own_words(one.text, one.value)), []).append(one)
    return [
        said_by(
            value_phrase(same[0].text, field=same[0].field, group=same[0].group, actors=known),
            list(dict.fromkeys(one.claimant for one in same if not one.inferred)),
            actors=known,
            inferred=list(dict.fromkeys(one.claimant for one in same if one.inferred)),
        )
        for same in alike.values()
    ]
