"""Who claims what, in the words that every output shows: cards, lists, exports and forms.

>>> import mapper
>>> tables = claim_summaries(mapper.read("seeds"))
>>> tables.sentences["gao-su24-2025-06"]["outcome"].text()
'crash, say emerging reports; emergency landing, says the Malian army'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from mapper.claims.basis import figures_rest_on
from mapper.claims.claimants import claimant_kinds
from mapper.claims.display import display_sentences
from mapper.model.dossier import Dossier
from mapper.model.schema import SUMMARY_COLUMNS
from mapper.vocabulary import columns_of, label, terms
from mapper.words import Message

__all__ = ["ClaimSummaries", "claim_summaries", "claims_with_kinds", "summary_columns"]


@dataclass(frozen=True, slots=True)
class ClaimSummaries:
    """What claims say of events: event_id → field → sentence, and event_id → fatalities column → its claims."""

    sentences: Mapping[str, Mapping[str, Message]]
    provenance: Mapping[str, Mapping[str, Message]]


def claim_summaries(dossier: Dossier) -> ClaimSummaries:
    """Return the sentence to show first for each claimed field (`mapper.claims.display`), and each figure's claims."""
    if dossier.claims.empty:
        return ClaimSummaries({}, {})
    tables = {"sources": dossier.sources, "actors": dossier.actors}
    return ClaimSummaries(
        display_sentences(dossier.claims, dossier.sources, dossier.actors),
        figures_rest_on(dossier.events, dossier.claims, **tables),
    )


def summary_columns(dossier: Dossier, language: str = "en") -> pd.DataFrame:
    r"""Return `SUMMARY_COLUMNS` as text columns on the index of the events; no columns in a dossier without claims.

    One has a line for each field (`fatalities: 84 killed, says the CSP`), the other for each figure
    (`low: 84 (the CSP)`). English uses the names of the columns, other languages their labels.

    >>> import mapper
    >>> kidal = mapper.filter(mapper.read("seeds"), actor="FLA", place="Kidal region")
    >>> summary_columns(kidal).claims_in_words.item().splitlines()[0]
    'event_date: 13 June 2025 (inferred by the editors from local reports)'
    """
    if dossier.claims.empty:
        return pd.DataFrame(index=dossier.events.index)
    words = claim_summaries(dossier)
    ids = dossier.events["event_id"]
    columns = [_lines(ids, said, language) for said in (words.sentences, words.provenance)]
    return pd.DataFrame(dict(zip(SUMMARY_COLUMNS, columns, strict=True)), index=dossier.events.index, dtype="str")


def claims_with_kinds(dossier: Dossier) -> pd.DataFrame:
    """Return the claims with the column `claimant_kind`, a term of `claimant_kinds`.

    >>> import mapper
    >>> table = claims_with_kinds(mapper.read("seeds"))
    >>> table[table.claimant == "FLA"].claimant_kind.unique().tolist()
    ['party']
    """
    if dossier.claims.empty:
        return dossier.claims.assign(claimant_kind=pd.Series(dtype="str"))
    kinds = claimant_kinds(dossier.claims, sources=dossier.sources, actors=dossier.actors)
    return dossier.claims.assign(claimant_kind=kinds)


def _lines(ids: Iterable[str], said: Mapping[str, Mapping[str, Message]], language: str) -> list[str]:
    named = {name: _name_of(name, language) for of in said.values() for name in of}
    return [
        "\n".join(
            Message("line-of", name=named[name], said=one).text(language) for name, one in said.get(event, {}).items()
        )
        for event in ids
    ]


def _name_of(name: str, language: str) -> str:
    """Return the name of a field or figure at the beginning of its line.

    >>> _name_of("fatalities", "fr"), _name_of("fatalities_low", "fr"), _name_of("fatalities_low", "en")
    ('Morts', 'Morts, chiffre le plus bas', 'low')
    """
    if language == "en":
        return name.removeprefix("fatalities_")
    if name in terms("claim_fields"):
        return label("claim_fields", name, language=language)
    column = columns_of("events").get(name)
    return column.label[language] if column else name
