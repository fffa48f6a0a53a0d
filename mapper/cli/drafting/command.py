"""`mapper draft`: from articles to draft records, and what a person does with them."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from mapper.cli.console import open_gazetteer, print_json, say
from mapper.cli.drafting.settling import settle_drafts, show_drafts, write_page
from mapper.cli.options import AsJson, examples, kind_of_value, with_options
from mapper.errors import MapperError, ParameterError
from mapper.model.text import plural

if TYPE_CHECKING:
    from mapper.draft import Article, Drafts

__all__ = ["add_to"]

_EXAMPLES = examples(
    "mapper draft article.txt --published 2025-06-15 --into dossier",
    "mapper draft dossier --list",
    "mapper draft dossier --take-all article",
    note=r"Reading articles needs an extra: pip install 'conflict-event-mapper\[draft]'",
)
Names = list[str] | None


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("draft", epilog=_EXAMPLES)(with_options(draft))


def draft(
    articles: Annotated[
        Names,
        typer.Argument(
            metavar="ARTICLE|DOSSIER",
            parser=kind_of_value("file or folder"),
            help="Texts, saved pages, .docx, .pdf, - for standard input; or the dossier whose drafts are meant.",
        ),
    ] = None,
    *,
    into: Annotated[str, typer.Option(metavar="DOSSIER", help="The dossier whose folder drafts/ is written.")] = "",
    published: Annotated[str, typer.Option(metavar="DATE", help="When the articles were published.")] = "",
    publisher: Annotated[str, typer.Option(metavar="NAME", help="Who published them.")] = "",
    url: Annotated[str, typer.Option(metavar="URL", help="Their address.")] = "",
    title: Annotated[str, typer.Option(metavar="WORDS", help="Their title.")] = "",
    country: Annotated[str, typer.Option(metavar="CODE", help="The country that is preferred for their places.")] = "",
    lang: Annotated[
        Literal["", "en", "fr"],
        typer.Option(
            "--lang",
            metavar="en|fr",
            help="Their language, and that of the page of drafts; by default each text decides.",
        ),
    ] = "",
    sources: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="CSV of dates and publishers: the columns of sources.csv, and file.",
        ),
    ] = "",
    html: Annotated[str, typer.Option(metavar="FILE", help="Write a page for reviewing the drafts.")] = "",
    json: AsJson = False,
    list_: Annotated[bool, typer.Option("--list", help="List the drafts of the dossier.")] = False,
    take: Annotated[Names, typer.Option(metavar="ID", help="Add drafts to the dossier.")] = None,
    take_all: Annotated[str, typer.Option("--take-all", metavar="SOURCE", help="Add all drafts of a source.")] = "",
    drop: Annotated[Names, typer.Option(metavar="ID", help="Drop drafts; they do not come back.")] = None,
    join: Annotated[
        Names, typer.Option(metavar="DRAFT=EVENT", help="Add a draft's claims to an event of the dossier, or a draft.")
    ] = None,
) -> None:
    """Draft events and claims from articles, for a person to check: nothing is published before it is taken."""
    settling = list_ or take or take_all or drop or join
    names = list(articles or [])
    if settling or (len(names) == 1 and Path(names[0]).is_dir()):
        folder = Path(names[0] if names else into or _current())
        more = names[1:]
        if folder.exists() and not folder.is_dir():
            raise MapperError(f"{folder}: no dossier, which is a folder", "name the folder that holds events.csv")
        settle_drafts(
            folder,
            (take or []) + (more if take and not drop else []),
            (drop or []) + (more if drop else []),
            take_all,
            join or [],
        )
        show_drafts(folder, as_json=json, listed=bool(list_ or not settling), html=html, language=lang)
        return
    if not names:
        raise MapperError("no article is named", "name one, or a dossier with --list, --take, --drop or --join")
    told = {
        "published": published,
        "publisher": publisher,
        "url": url,
        "title": title,
        "country": country,
        "language": lang,
    }
    _draft(names, told, into=into, sources=sources, html=html, as_json=json)


def _current() -> str:
    """Return the dossier if none is named: the current folder, or ./seeds as for other commands."""
    if Path("events.csv").exists() or Path("drafts").is_dir() or not (Path("seeds") / "events.csv").exists():
        return "."
    return "seeds"


def _draft(names: list[str], told: dict[str, str], *, into: str, sources: str, html: str, as_json: bool) -> None:
    from mapper.draft import model_of, need_extra
    from mapper.draft.folder import read_drafts, read_rows, with_own_ids, write_drafts
    from mapper.draft.merge import merged
    from mapper.draft.texts import read_articles

    need_extra()
    table = read_rows(Path(sources)) if sources else []
    if sources and not table:
        raise ParameterError("sources", sources, "a table with the columns of sources.csv, and file")
    folder = Path(into or _current())
    named = {row.get("source_id", "") for row in table}
    articles = with_own_ids(folder, read_drafts(folder), read_articles(names, told, table=table), named)
    _say_undated(articles)
    for language in dict.fromkeys(article.language for article in articles):
        say(f"Read with {model_of(language)}")
    whole, drafts = _drafted(articles, folder)
    if as_json:
        print_json(_as_json(drafts, articles))
    if into or not as_json:
        write_drafts(folder, merged(whole, drafts, {article.source_id for article in articles}), articles)
    if html:
        write_page(
            Path(html), drafts if as_json and not into else read_drafts(folder), folder, articles, told["language"]
        )
    if not as_json:
        say(
            f"{plural(len(drafts.events), 'draft event')} with {plural(len(drafts.claims), 'claim')}; "
            f"nothing is in the dossier yet. `mapper draft {quote(str(folder))} --html review.html` "
            "shows them beside their articles"
        )
        typer.echo(str(folder / "drafts"))


def _drafted(articles: list[Article], folder: Path) -> tuple[Drafts, Drafts]:
    """Return the drafts in the folder, and the drafts of the articles with the events that they may repeat."""
    import pandas as pd

    from mapper.draft import draft as draft_articles
    from mapper.draft.folder import read_drafts, read_rows
    from mapper.draft.joins import propose
    from mapper.draft.merge import merged
    from mapper.model.actors.names import ActorNames

    actors = ActorNames(pd.DataFrame(read_rows(folder / "actors.csv")))
    old = read_drafts(folder)
    with open_gazetteer() as places:
        new = draft_articles(articles, places, actors=actors)
        together = merged(old, new, {article.source_id for article in articles})
        propose(together, read_rows(folder / "events.csv"), places, actors)
    same = {row["event_id"]: row["draft_same_as"] for row in together.events}
    for row in new.events:
        row["draft_same_as"] = same.get(row["event_id"], "")
    return old, new


def _say_undated(articles: list[Article]) -> None:
    undated = [article.source_id for article in articles if not article.published]
    if undated:
        shown = ", ".join(undated[:5]) + (" …" if len(undated) > 5 else "")
        each = ", or --sources with the date of each" if len(articles) > 1 else ""
        say(
            f"No date of publication is known of {shown}: “Friday” and “last week” stay words; give --published{each}",
            anyway=True,
        )


def _as_json(drafts: Drafts, articles: list[Article]) -> dict[str, object]:
    from mapper.draft import model_of

    models = {language: str(model_of(language)) for language in dict.fromkeys(article.language for article in articles)}
    return {
        "models": models,
        "events": drafts.events,
        "claims": drafts.claims,
        "sources": drafts.sources,
        "actors": drafts.actors,
    }
