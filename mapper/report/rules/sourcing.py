"""What a claim rests on: its source, the source's date, links that are safe to follow, quotes that are short enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pandas as pd

from mapper.model.dossier import Dossier
from mapper.report.evidence import evidence_of
from mapper.report.findings import Finding
from mapper.report.links import link_fault

__all__ = ["claim_without_source", "long_quote", "source_without_date", "unsafe_link"]

QUOTE_WORDS: Final = 25
"""The longest quote the dossier's format allows."""


def claim_without_source(dossier: Dossier) -> list[Finding]:
    """Report, for each event, the claims that name no source, or one that `sources.csv` does not have."""
    claims = dossier.claims
    lost = claims[~claims["source_id"].isin(set(dossier.sources["source_id"]) - {""})]
    return [_without_source(dossier, str(event), rows) for event, rows in lost.groupby("event_id", sort=True)]


def source_without_date(dossier: Dossier) -> list[Finding]:
    """Report sources whose publication date is empty: without it "last week" in them cannot be dated.

    What the rows of a table merely name, an outlet with nothing but its name, is no source that somebody recorded.
    """
    sources = dossier.sources
    named_only = (sources["source_id"] == sources["publisher"]) & (sources["title"] == "") & (sources["url"] == "")
    undated = sources[~named_only & (sources["published"].str.strip() == "")]
    return [
        Finding(
            rule="source-without-date",
            event_id="",
            field="published",
            severity="low",
            claims=(),
            explanation=f"The source {source} has no publication date.",
            remedy="To settle it: give the day, month or year in sources.csv, from the page or an archive.",
            about=str(source),
            evidence=(str(source),),
        )
        for source in undated["source_id"]
    ]


def unsafe_link(dossier: Dossier) -> list[Finding]:
    """Report links that are not plain http or https addresses: by their syntax alone, nothing is fetched."""
    of_events = _links(dossier.events, "event_id", ("media_url", "source_url"))
    of_sources = _links(dossier.sources, "source_id", ("url", "archive_url"))
    return [_unsafe(event, column, link, about="") for event, column, link in of_events] + [
        _unsafe("", column, link, about=source) for source, column, link in of_sources
    ]


def long_quote(dossier: Dossier) -> list[Finding]:
    """Report quotes of more than 25 words."""
    claims = dossier.claims
    long = claims[claims["quote"].str.count(r"\S+") > QUOTE_WORDS]
    return [
        Finding(
            rule="long-quote",
            event_id=str(row["event_id"]),
            field="quote",
            severity="low",
            claims=(str(row["claim_id"]),),
            explanation=f"The quote of claim {row['claim_id']} has {len(str(row['quote']).split())} words.",
            remedy=f"To settle it: shorten it to {QUOTE_WORDS} words; the locator leads to the rest.",
            evidence=evidence_of(dossier, [str(row["claim_id"])]),
        )
        for row in long.to_dict("records")
    ]


def _links(table: pd.DataFrame, key: str, columns: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Key, column and link of each link with a fault; several links in a cell stand between `;` and blank."""
    for column in columns:
        filled = table[table[column] != ""]
        faulty = {cell for cell in filled[column].unique() if any(map(link_fault, _split(str(cell))))}
        for owner, cell in filled.loc[filled[column].isin(faulty), [key, column]].itertuples(index=False):
            for link in filter(link_fault, _split(str(cell))):
                yield str(owner), column, link


def _split(cell: str) -> list[str]:
    return [link for link in re.split(r"\s*;\s+|\s*;(?=\w+:)", cell.strip()) if link]


def _unsafe(event: str, column: str, link: str, *, about: str) -> Finding:
    shown = link if len(link) <= 80 else link[:79] + "…"
    return Finding(
        rule="unsafe-link",
        event_id=event,
        field=column,
        severity="medium",
        claims=(),
        explanation=f"The link {shown!r} {link_fault(link)}{f' (source {about})' if about else ''}.",
        remedy="To settle it: give the page's own https address, or leave the cell empty.",
        about=f"{about} {link}",
        evidence=(link,),
    )


def _without_source(dossier: Dossier, event: str, rows: pd.DataFrame) -> Finding:
    claims = tuple(sorted(rows["claim_id"]))
    unknown = sorted({str(source) for source in rows["source_id"]} - {""})
    named = f" (they name {', '.join(unknown)})" if unknown else ""
    return Finding(
        rule="claim-without-source",
        event_id=event,
        field="source_id",
        severity="medium",
        claims=claims,
        explanation=f"No source of sources.csv stands behind {len(claims)} of the claims about this event{named}.",
        remedy="To settle it: write the source_id of a row of sources.csv into each claim.",
        evidence=evidence_of(dossier, claims),
    )
