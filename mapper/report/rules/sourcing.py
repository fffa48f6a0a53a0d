"""Check the sources of claims: that they are named and dated, that links are safe, that quotes are short."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mapper.model.links import link_fault, split_links
from mapper.model.schema import MOST_QUOTE_WORDS
from mapper.report.findings import Finding
from mapper.report.rules.rule import Rule
from mapper.report.words import Message

__all__ = ["ClaimWithoutSource", "LongQuote", "SourceWithoutDate", "UnsafeLink"]


class ClaimWithoutSource(Rule):
    """For each event, the claims that name no source, or a source that is not in `sources.csv`."""

    name = "claim-without-source"

    def findings(self) -> Iterator[Finding]:
        """Find them, event by event."""
        claims = self.dossier.claims
        lost = claims[~claims["source_id"].isin(set(self.dossier.sources["source_id"]) - {""})]
        for event, rows in lost.groupby("event_id", sort=True):
            unknown = tuple(sorted({str(source) for source in rows["source_id"]} - {""}))
            message = Message("no-source", count=len(rows), sources=unknown)
            yield self.finding(str(event), "source_id", message, claims=rows["claim_id"])


class SourceWithoutDate(Rule):
    """Sources whose publication date is empty: without it "last week" in them cannot be dated.

    An outlet that rows of a table only name does not count: nobody recorded it as a source.
    """

    name = "source-without-date"

    def findings(self) -> Iterator[Finding]:
        """Find them, in the order of the sources."""
        sources = self.dossier.sources
        named_only = (sources["source_id"] == sources["publisher"]) & (sources["title"] == "") & (sources["url"] == "")
        undated = sources[~named_only & (sources["published"].str.strip() == "")]
        not_understood = self.dossier.faults["field"].eq("published").any()
        code = "published-not-understood" if not_understood else "no-published"
        for source in map(str, undated["source_id"]):
            yield self.finding("", "published", Message(code, source=source), cells=[source], about=source)


class UnsafeLink(Rule):
    """Links that are not plain http or https addresses; only the syntax is checked, nothing is fetched."""

    name = "unsafe-link"

    def findings(self) -> Iterator[Finding]:
        """Find them in events, then in sources."""
        for event, column, link in _links(self.dossier.events, "event_id", ("media_url", "source_url")):
            yield self._unsafe(event, column, link)
        for source, column, link in _links(self.dossier.sources, "source_id", ("url", "archive_url")):
            yield self._unsafe("", column, link, source=source)

    def _unsafe(self, event: str, column: str, link: str, *, source: str = "") -> Finding:
        shown = link if len(link) <= 80 else link[:79] + "…"
        fault = Message(f"link-{link_fault(link)}")
        message = Message("unsafe-link", link=shown, fault=fault, source=source)
        return self.finding(event, column, message, cells=[link], about=f"{source} {link}")


class LongQuote(Rule):
    """Quotes of more than 25 words."""

    name = "long-quote"

    def findings(self) -> Iterator[Finding]:
        """Find them, in the order of the claims."""
        claims = self.dossier.claims
        long = claims[claims["quote"].str.count(r"\S+") > MOST_QUOTE_WORDS]
        for event, claim, quote in zip(long["event_id"], long["claim_id"], long["quote"], strict=True):
            message = Message("long-quote", claim=str(claim), count=len(str(quote).split()))
            yield self.finding(str(event), "quote", message, claims=[str(claim)], words=MOST_QUOTE_WORDS)


def _links(table: pd.DataFrame, key: str, columns: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Key, column and link of each link with a fault."""
    for column in columns:
        filled = table[table[column] != ""]
        faulty = {cell for cell in filled[column].unique() if any(map(link_fault, split_links(str(cell))))}
        for owner, cell in filled.loc[filled[column].isin(faulty), [key, column]].itertuples(index=False):
            for link in filter(link_fault, split_links(str(cell))):
                yield str(owner), column, link
