"""Commands for drafts: take, drop and join them, list them, write the page for reviewing them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mapper.cli.console import print_json, say
from mapper.model.text import plural

if TYPE_CHECKING:
    from mapper.draft import Article, Drafts

__all__ = ["settle_drafts", "show_drafts", "write_page"]


def settle_drafts(folder: Path, take: list[str], drop: list[str], source: str, joins: list[str]) -> None:
    """Take, drop and join drafts; then add to the dossier all drafts marked as taken, here or in a spreadsheet."""
    from mapper.draft.folder import read_drafts, write_drafts
    from mapper.draft.merge import settle, take_source
    from mapper.draft.taking import join, publish

    drafts = read_drafts(folder)
    for event_id in take + (take_source(drafts, source) if source else []):
        settle(drafts, event_id, "taken")
    for event_id in drop:
        settle(drafts, event_id, "dropped")
    for pair in joins:
        join(folder, drafts, pair)
    added = publish(folder, drafts)
    if take or drop or source or joins:
        write_drafts(folder, drafts)
    if added:
        say(f"{plural(added['events'], 'event')} and {plural(added['claims'], 'claim')} added to {folder}")


def show_drafts(folder: Path, *, as_json: bool, listed: bool, html: str, language: str = "") -> None:
    """Print the drafts of a folder, and write the page for reviewing them, in `language` or the articles' own."""
    from mapper.draft.folder import read_drafts

    drafts = read_drafts(folder)
    if html:
        write_page(Path(html), drafts, folder, [], language)
    if as_json:
        print_json(
            {"events": drafts.events, "claims": drafts.claims, "sources": drafts.sources, "actors": drafts.actors}
        )
    elif listed:
        _list(drafts)


def _list(drafts: Drafts) -> None:
    from mapper.cli.tables import Column, print_table

    rows = drafts.events
    parties = [" / ".join(filter(None, (row.get("actor1"), row.get("actor2")))) for row in rows]
    print_table(
        [
            Column("draft", [row["event_id"] for row in rows], whole=True),
            Column("status", [row["draft_status"] for row in rows], whole=True),
            Column("date", [row.get("event_date", "") for row in rows], whole=True),
            Column("place", [row.get("place", "") for row in rows]),
            Column("parties", parties),
            Column("may be", [row.get("draft_same_as", "") for row in rows]),
        ]
    )
    waiting = sum(row["draft_status"] in {"new", "changed"} for row in rows)
    say(f"{plural(len(rows), 'draft')}, of which {waiting:,} wait to be taken or dropped")


def write_page(path: Path, drafts: Drafts, folder: Path, articles: list[Article], language: str = "") -> None:
    """Write the page for reviewing drafts, and say where it is."""
    from mapper.atomic import write_text
    from mapper.draft.page import review_html

    texts = {article.source_id: article.paragraphs for article in articles}
    write_text(path, review_html(drafts, folder, texts, language=language))
    say(f"Open {path} in a browser:")
    typer.echo(str(path))
