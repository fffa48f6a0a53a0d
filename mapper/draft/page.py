"""The page on which a person reviews drafts: the article left, the drafts right, the commands below. One offline file.

Text of articles is only ever text: everything is escaped, and the page's own script and style are held by their hashes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from markupsafe import Markup, escape

from mapper.draft.folder import FOLDER
from mapper.draft.records import Drafts, is_waiting
from mapper.html import page, visible

__all__ = ["review_html"]

_BODY: Final = Markup(
    "<header>\n<h1>{title}</h1>\n<p>{count}. Keys: j and k go down and up, t takes, d drops.</p>\n"
    '<p class="soft">Marked in the text: <mark class="who">who</mark> <mark class="when">when</mark> '
    '<mark class="where">where</mark> <mark>what</mark> <mark class="toll">losses and the rest</mark></p>\n</header>\n'
    '<main>\n<section class="text" aria-label="Articles" tabindex="0">\n{articles}</section>\n'
    '<section class="rows" aria-label="Drafts">\n{rows}</section>\n</main>\n'
    '<footer>\n<label for="commands">Commands for what is decided here: copy them into a terminal.</label>\n'
    '<textarea id="commands" readonly data-dossier="{dossier}"></textarea>\n'
    '<p><button type="button" id="copy">Copy</button></p>\n</footer>\n'
)
_COLOURS: Final = {"event_date": "when", "place": "where", "actor1": "who", "actor2": "who", "event_type": ""}
_SHOWN: Final = ("event_date", "end_date", "place", "country", "admin1", "event_type", "actor1", "actor2")

Row = Mapping[str, str]


def review_html(drafts: Drafts, dossier: Path, texts: Mapping[str, Sequence[str]]) -> str:
    """Return the page for all drafts that wait.

    Parameters
    ----------
    drafts
        The drafts.
    dossier
        The folder they belong to, as the commands name it.
    texts
        Paragraphs by source; those that are missing are read from the folder.

    >>> "<script>" in review_html(Drafts(), Path("seeds"), {})
    True
    """
    waiting = [row for row in drafts.events if is_waiting(row)]
    claims: dict[str, list[Row]] = {}
    for claim in drafts.claims:
        claims.setdefault(claim["event_id"], []).append(claim)
    own = [claim for row in waiting for claim in claims.get(row["event_id"], [])]
    sources = list(dict.fromkeys(claim["source_id"] for claim in own))
    known = {source: texts.get(source) or _kept(dossier, source) for source in sources}
    number = len(waiting)
    title = f"Drafts of {visible(str(dossier))}"
    body = _BODY.format(
        title=title,
        count=f"{number} draft{'' if number == 1 else 's'} to review",
        articles=Markup("").join(_article(source, known[source], own) for source in sources),
        rows=Markup("").join(_row(row, claims.get(row["event_id"], []), known) for row in waiting),
        dossier=visible(str(dossier)),
    )
    return page(title, body, style=_asset("page.css"), script=_asset("page.js"))


def _asset(name: str) -> str:
    return files("mapper.draft").joinpath(name).read_text("utf-8")


def _kept(dossier: Path, source: str) -> list[str]:
    path = dossier / FOLDER / "text" / f"{source}.txt"
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def _article(source: str, paragraphs: Sequence[str], claims: Sequence[Row]) -> Markup:
    own = [claim for claim in claims if claim["source_id"] == source]
    items = []
    for number, text in enumerate(paragraphs, 1):
        quotes = [claim for claim in own if claim["locator"] == f"para {number}" or claim["quote"] in text]
        items.append(Markup('<li id="{}">{}</li>\n').format(_anchor(source, number), _marked(text, quotes)))
    return Markup("<h2>{}</h2>\n<ol>\n{}</ol>\n").format(visible(source), Markup("").join(items))


def _anchor(source: str, number: int) -> str:
    return f"p-{hashlib.sha256(source.encode()).hexdigest()[:8]}-{number}"


def _marked(text: str, claims: Sequence[Row]) -> Markup:
    """Return a paragraph with the printed value of each claim marked, where it can be found, else its quote."""
    spans: dict[tuple[int, int], str] = {}
    whole: dict[tuple[int, int], str] = {}
    for claim in claims:
        colour = _COLOURS.get(claim["field"], "toll")
        at = text.find(claim["quote"])
        quote = (max(at, 0), at + len(claim["quote"]) if at >= 0 else len(text))
        counted = re.match("“(.+?)”", claim.get("inference", ""))  # “Friday”, counted from the publication
        if found := _printed(counted[1] if counted else claim["value"], text, quote):
            spans.setdefault(found, colour)
        elif at >= 0:
            whole.setdefault(quote, colour)
    for (start, end), colour in whole.items():
        if not any(begin < end and start < finish for begin, finish in spans):
            spans[start, end] = colour
    parts, last = [], 0
    for (start, end), colour in sorted(spans.items()):
        if start >= last:
            parts += [
                escape(visible(text[last:start])),
                Markup('<mark class="{}">{}</mark>').format(colour, visible(text[start:end])),
            ]
            last = end
    return Markup("").join([*parts, escape(visible(text[last:]))])


def _printed(value: str, text: str, quote: tuple[int, int]) -> tuple[int, int] | None:
    """Return where a claim's quote prints its value as a word of its own; of ">=14" the figure."""
    words = value.lstrip("<>=~")
    match = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, *quote) if words else None
    return match.span() if match else None


def _paragraph(claims: Sequence[Row], texts: Mapping[str, Sequence[str]]) -> str:
    """Return the anchor of the paragraph that prints the first claim; empty where its text is not kept."""
    for claim in claims[:1]:
        for number, text in enumerate(texts.get(claim["source_id"], ()), 1):
            if claim["quote"] in text:
                return _anchor(claim["source_id"], number)
    return ""


def _row(row: Row, claims: Sequence[Row], texts: Mapping[str, Sequence[str]]) -> Markup:
    anchor = _paragraph(claims, texts)
    facts = "; ".join(f"{_plain(name)} {row[name]}" for name in _SHOWN if row.get(name))
    rivals = [one for one in row.get("draft_same_as", "").split("; ") if one]
    joins = Markup("").join(
        Markup('<button type="button" data-what="join:{}" aria-pressed="false">Join to {}</button>').format(
            visible(one), visible(one)
        )
        for one in rivals
    )
    return Markup(
        '<article data-draft="{id}" data-paragraph="{anchor}" tabindex="0">\n<h3>{title}</h3>\n<p>{facts}</p>\n'
        '<p class="soft">DRAFT {id} · why: {why} · confidence {confidence}</p>\n<p>'
        '<button type="button" data-what="take" aria-pressed="false">Take</button>'
        '<button type="button" data-what="drop" aria-pressed="false">Drop</button>{joins}</p>\n'
        '<table><thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">Who says it</th>'
        '<th scope="col">Where</th><th scope="col">Words</th></tr></thead>\n'
        "<tbody>\n{claims}</tbody></table>\n</article>\n"
    ).format(
        id=visible(row["event_id"]),
        anchor=anchor,
        title=visible(row.get("title", "")),
        facts=visible(facts),
        why=visible(row.get("draft_why", "")),
        confidence=row.get("draft_confidence", ""),
        joins=joins,
        claims=Markup("").join(_claim(claim, before) for claim, before in zip(claims, (None, *claims), strict=False)),
    )


def _plain(name: str) -> str:
    """Return a column's name as words."""
    return name.replace("_", " ")


def _claim(claim: Row, before: Row | None) -> Markup:
    """Return a claim's row; words and the source that the row before has too are not shown again."""
    value = f"{claim['value']} ({claim['unit_or_group']})" if claim.get("unit_or_group") else claim["value"]
    voice = claim["claimant"] or "the article itself"
    if claim["stance"] != "asserts":
        voice = f"{voice}, {claim['stance']}"
    if claim.get("hedge"):
        voice = f"{voice} (“{claim['hedge']}”)"
    quote = "as above" if before is not None and before["quote"] == claim["quote"] else claim["quote"]
    is_same = before is not None and before["source_id"] == claim["source_id"]
    where = claim["locator"] if is_same else f"{claim['source_id']} {claim['locator']}"
    cells = (_plain(claim["field"]), value, voice, where, quote)
    return Markup("<tr>{}</tr>\n").format(
        Markup("").join(Markup("<td>{}</td>").format(visible(cell)) for cell in cells)
    )
