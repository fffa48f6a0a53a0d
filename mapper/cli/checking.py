"""`mapper check`: faults in the sources, where sources disagree, and what an editor decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapper.cli.console import open_gazetteer, print_json, say, sources_or_seeds
from mapper.cli.options import AsJson, Lenient, Sources, examples, with_options
from mapper.cli.reading import leave, read_all
from mapper.cli.summary import say_unlisted
from mapper.errors import ParameterError
from mapper.model.text import plural
from mapper.options import Language, ReadOptions

if TYPE_CHECKING:
    from mapper.report import Report

__all__ = ["add_to"]

_EXAMPLES = examples("mapper check seeds", "mapper check events.csv --json", "mapper check seeds --html report.html")


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("check", epilog=_EXAMPLES)(with_options(check))


def check(
    sources: Sources = None,
    *,
    json: AsJson = False,
    html: Annotated[str, typer.Option(metavar="FILE", help="Write the report as one offline page.")] = "",
    lock: Annotated[bool, typer.Option("--lock", help="Keep the places found, in the dossier's resolved.csv.")] = False,
    accept: Annotated[str, typer.Option(metavar="ID", help="Record that this finding is settled (with --why).")] = "",
    why: Annotated[str, typer.Option(metavar="WORDS", help="The reason, for whoever reads the dossier next.")] = "",
    lang: Annotated[Language, typer.Option("--lang", help="Language of the report; JSON is English.")] = "en",
    lenient: Lenient = False,
    reading: ReadOptions,
) -> None:
    """Report faults, rejected rows, unlocated events and contradictions. Exit code 1 if a row was rejected."""
    from mapper.render.locator import locator_maps
    from mapper.report import check as report_on
    from mapper.report import read_decisions, report_html, unlisted_names

    names = sources_or_seeds(sources)
    if lock:
        _lock(names)
        return
    dossier = read_all(names, reading)
    report = report_on(dossier, decisions=read_decisions(names))
    if accept or why:
        _record(names, report, accept, why)
        return
    if html:
        maps = locator_maps(dossier, {one.event_id for one in report.contradictions})
        _write_page(report_html(report, dossier, language=lang, maps=maps, sources=names), Path(html))
    waiting = _drafts_waiting(names)
    if json:
        print_json(report.as_dict() | waiting)
    elif not html:
        typer.echo(report.as_text(lang), nl=False)
        say_unlisted(unlisted_names(dossier))
    if number := waiting.get("drafts_waiting"):
        say(f"{plural(number, 'draft')} to be taken or dropped: `mapper draft {names[0]} --list`")
    leave(dossier, lenient=lenient)


def _drafts_waiting(names: list[str]) -> dict[str, int]:
    """Return the number of waiting drafts in the dossier folders; `{}` if no folder has drafts."""
    folders = [Path(name) for name in names if (Path(name) / "drafts" / "events.csv").is_file()]
    if not folders:
        return {}
    from mapper.draft.folder import count_waiting

    return {"drafts_waiting": sum(map(count_waiting, folders))}


def _lock(names: list[str]) -> None:
    """Write the places that the toponyms of a dossier folder stand for into its `resolved.csv`."""
    from gazetteer import write_lock
    from mapper.api import LOCK_NAME
    from mapper.atomic import output_errors
    from mapper.processing.places.geocode import resolutions
    from mapper.readers import read_sources

    folder = Path(names[0])
    if len(names) != 1 or not folder.is_dir():
        raise ParameterError("lock", " ".join(names), "one dossier folder as the source, where the places are kept")
    with open_gazetteer() as places, output_errors(folder / LOCK_NAME):
        count = write_lock(folder / LOCK_NAME, resolutions(read_sources(names), places), places.sources())
    say(f"{plural(count, 'toponym')} locked; delete the file to look them up anew")
    typer.echo(str(folder / LOCK_NAME))


def _record(names: list[str], report: Report, finding: str, why: str) -> None:
    from mapper.report import accept

    if len(names) != 1:
        raise ParameterError("finding_id", finding, "one dossier folder as the source, where the decision is kept")
    typer.echo(str(accept(names[0], finding, why, findings=report.contradictions)))


def _write_page(page: str, path: Path) -> None:
    from mapper.atomic import write_text

    write_text(path, page)
    say(f"Open {path} in a browser:")
    typer.echo(str(path))
