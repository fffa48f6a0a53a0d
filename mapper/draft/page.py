"""The page on which a person reviews drafts: the article left, the drafts right, the commands below. One offline file.

Text of articles is always escaped, and only the page's own script and style may run: their hashes are in its policy.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from markupsafe import Markup, escape

from gazetteer import country_name
from mapper.claims.wording import in_words
from mapper.draft.folder import FOLDER
from mapper.draft.parser import language_of
from mapper.draft.records import Drafts, is_waiting
from mapper.draft.words import Message
from mapper.html import page, visible
from mapper.vocabulary import by_term, label, terms

__all__ = ["review_html"]

_BODY: Final = Markup(
    "<header>\n<h1>{title}</h1>\n<p>{waiting}. {how}</p>\n"
    '<p class="soft">{keys} {marked} <mark class="who">{marked-who}</mark> <mark class="when">{marked-when}</mark> '
    '<mark class="where">{marked-where}</mark> <mark>{marked-what}</mark> <mark class="toll">{marked-toll}</mark></p>\n'
    '</header>\n<main>\n<section class="text" aria-label="{articles}" tabindex="0">\n{texts}</section>\n'
    '<section class="rows" aria-label="{drafts}">\n{rows}</section>\n</main>\n'
    '<footer>\n<label for="commands">{commands}</label>\n'
    '<textarea id="commands" readonly data-dossier="{dossier}"></textarea>\n'
    '<p><button type="button" id="copy">{copy}</button></p>\n</footer>\n'
)
_WORDS: Final = (
    "how", "keys", "marked", "marked-who", "marked-when", "marked-where", "marked-what", "marked-toll", "articles",
    "drafts", "commands", "copy",
)  # fmt: skip
_HEADINGS: Final = ("field", "value", "claimant", "paragraph", "words")
_COLOURS: Final = {"event_date": "when", "place": "where", "actor1": "who", "actor2": "who", "event_type": ""}
_FIELDS: Final = terms("claim_fields")
_CELLS: Final = {"when": ("event_date",), "where": ("place",), "what": ("event_type",), "who": ("actor1", "actor2")}
"""Part of a draft on the page → the claim fields that support it."""
_AROUND: Final = 7
"""Words before and after the printed value; the nearest may be the rest of its word."""
_KNOWN: Final = (("known-much", 0.75), ("known-some", 0.5), ("known-little", 0.0))
"""Labels of the confidence of a draft, each with its least value."""

Row = Mapping[str, str]


def review_html(drafts: Drafts, dossier: Path, texts: Mapping[str, Sequence[str]], *, language: str = "") -> str:
    """Return the page for all waiting drafts.

    Parameters
    ----------
    drafts
        The drafts.
    dossier
        The folder they belong to, as the commands name it.
    texts
        Paragraphs by source; those that are missing are read from the folder.
    language
        The language of the page's own words, `en` or `fr`; by default that of the articles, English if they have
        several.

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
    wording = _Words(language or _language_of(known.values()), known)
    title = wording.say("drafts-title", dossier=visible(str(dossier)))
    body = _BODY.format(
        title=title,
        waiting=wording.say("waiting", n=len(waiting)),
        texts=Markup("").join(_article(source, known[source], own) for source in sources),
        rows=Markup("").join(wording.draft(row, claims.get(row["event_id"], [])) for row in waiting),
        dossier=visible(str(dossier)),
        **{name: wording.say(name) for name in _WORDS},
    )
    return page(title, body, style=_asset("page.css"), script=_asset("page.js"), language=wording.language)


def _language_of(texts: Iterable[Sequence[str]]) -> str:
    """Return the common language of all articles; English if there is none."""
    found = {language_of(" ".join(paragraphs)) for paragraphs in texts if paragraphs}
    return found.pop() if len(found) == 1 else "en"


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
    """Return a paragraph with the printed value of each claim marked if it is found, else the claim's quote."""
    spans: dict[tuple[int, int], str] = {}
    whole: dict[tuple[int, int], str] = {}
    for claim in claims:
        colour = _COLOURS.get(claim["field"], "toll")
        at = text.find(claim["quote"])
        quote = (max(at, 0), at + len(claim["quote"]) if at >= 0 else len(text))
        if found := _printed(claim, text, quote):
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


def _printed(claim: Row, text: str, quote: tuple[int, int]) -> tuple[int, int] | None:
    """Return where a claim's quote prints its value as a separate word; for ">=14" the position of the figure."""
    counted = re.match("“(.+?)”", claim.get("inference", ""))  # “Friday”, counted from the publication
    words = (counted[1] if counted else claim["value"]).lstrip("<>=~")
    match = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, *quote) if words else None
    return match.span() if match else None


def _ground(field: str, row: Row, claims: Sequence[Row]) -> Row | None:
    """Return the claim that supports a cell of a draft: one with its value, else the first of its field."""
    if not row.get("sub_event_type" if field == "event_type" else field):
        return None
    shown = {*row.get(field, "").split(";"), *row.get(f"assoc_actor_{field[-1]}", "").split("; ")}
    if field == "event_date":
        shown |= {f"{row[field]}..{row.get('end_date', '')}"}
    own = [claim for claim in claims if claim["field"] == field]
    return next((claim for claim in own if claim["value"] in shown), next(iter(own), None))


def _snippet(claim: Row) -> str:
    """Return the words around a claim's value, or its whole quote if that does not print the value."""
    quote = claim["quote"]
    found = _printed(claim, quote, (0, len(quote)))
    if found is None:
        return quote
    before, behind = quote[: found[0]].split(" "), quote[found[1] :].split(" ")
    shown = f"{' '.join(before[-_AROUND:])}{quote[slice(*found)]}{' '.join(behind[:_AROUND])}"
    return f"{'…' * (len(before) > _AROUND)}{shown}{'…' * (len(behind) > _AROUND)}"


class _Words:
    """Renders the drafts of a page in a language."""

    def __init__(self, language: str, texts: Mapping[str, Sequence[str]]) -> None:
        self.language, self.texts = language, texts

    def say(self, code: str, **arguments: str | int) -> str:
        """Return a sentence of the page."""
        return Message(code, **arguments).text(self.language)

    def draft(self, row: Row, claims: Sequence[Row]) -> Markup:
        """Return a draft as an `article` of the page: its content, its commands, and the claims that support it."""
        own = sorted(
            claims, key=lambda claim: _FIELDS.index(claim["field"]) if claim["field"] in _FIELDS else len(_FIELDS)
        )
        headings = (Markup('<th scope="col">{}</th>').format(self.say(heading)) for heading in _HEADINGS)
        return Markup(
            '<article data-draft="{id}" data-paragraph="{anchor}" tabindex="0">\n<h3>{title}</h3>\n<dl>\n{facts}</dl>\n'
            "<p>{buttons}</p>\n<table><thead><tr>{headings}</tr></thead>\n<tbody>\n{claims}</tbody></table>\n"
            '<p class="soft">{mark} {id}</p>\n</article>\n'
        ).format(
            id=visible(row["event_id"]),
            mark=self.say("draft"),
            anchor=self._paragraph(claims),
            title=visible(self._title(row)),
            facts=Markup("").join(self._facts(row, claims)),
            buttons=Markup("").join(self._buttons(row)),
            headings=Markup("").join(headings),
            claims=Markup("").join(map(self._claim, own, (None, *own))),
        )

    def _title(self, row: Row) -> str:
        """Return the title of a draft; without one, what happened and where."""
        told = ", ".join(filter(None, (self._what(row), row.get("place", "").replace(";", ", "))))
        return row.get("title", "") or told or self.say("no-title")

    def _facts(self, row: Row, claims: Sequence[Row]) -> Iterable[Markup]:
        facts = {
            "when": self._when(row),
            "where": self._where(row),
            "what": self._what(row),
            "who": self._who(row),
            "known": self._known(row),
            "article": ", ".join(dict.fromkeys(claim["source_id"] for claim in claims)),
        }
        for name, value in facts.items():
            if value:
                yield Markup("<dt>{}</dt><dd>{}</dd>\n").format(self.say(name), visible(value))
            for field in _CELLS.get(name, ()):
                if (claim := _ground(field, row, claims)) is not None:
                    yield self._words_of(claim)

    def _words_of(self, claim: Row) -> Markup:
        """Return the words on which a cell rests, with a link to the paragraph, and from which day a day is counted."""
        anchor, where = self._paragraph([claim]), visible(self._locator(claim["locator"]))
        link = Markup('<a href="#{}">{}</a>').format(anchor, where) if anchor else where
        day = re.search(r"\d{4}(?:-\d\d)*$", claim.get("inference", ""))
        date = in_words(day[0], field="event_date", language=self.language) if day else ""
        counted = Markup(", {}").format(visible(self.say("counted-from", date=date))) if date else ""
        return Markup('<dd class="words">{} ({}{})</dd>\n').format(_marked(_snippet(claim), [claim]), link, counted)

    def _when(self, row: Row) -> str:
        first, last = (
            in_words(row.get(name, ""), field="event_date", language=self.language)
            for name in ("event_date", "end_date")
        )
        if first and last:
            return self.say("from-to", first=first, last=last)
        return first or self.say("undated")

    def _where(self, row: Row) -> str:
        place = row.get("place", "").replace(";", ", ")
        if not place:
            return self.say("unplaced")
        if row.get("place_relation") == "near":
            place = self.say("near", place=place)
        around = [row.get("admin2", ""), row.get("admin1", ""), country_name(row.get("country", ""), self.language)]
        return ", ".join(dict.fromkeys(one for one in (place, *around) if one))

    def _what(self, row: Row) -> str:
        kind = row.get("sub_event_type", "")
        return label("sub_event_types", kind, language=self.language) if kind in by_term("sub_event_types") else kind

    def _who(self, row: Row) -> str:
        sides = [
            ", ".join(filter(None, (row.get(f"actor{number}"), row.get(f"assoc_actor_{number}")))) for number in (1, 2)
        ]
        return " / ".join(filter(None, sides)).replace("; ", ", ") or self.say("no-party")

    def _known(self, row: Row) -> str:
        try:
            confidence = float(row.get("draft_confidence", ""))
        except ValueError:  # a person may have written anything in the table
            return row.get("draft_confidence", "")
        much = next(name for name, least in _KNOWN if confidence >= least or name == "known-little")
        return self.say(much)

    def _buttons(self, row: Row) -> Iterable[Markup]:
        button = Markup('<button type="button" data-what="{}" aria-pressed="false">{}</button>')
        yield from (button.format(what, self.say(what)) for what in ("take", "drop"))
        for rival in (one for one in row.get("draft_same_as", "").split("; ") if one):
            yield button.format(visible(f"join:{rival}"), self.say("join", event=visible(rival)))

    def _paragraph(self, claims: Sequence[Row]) -> str:
        """Return the anchor of the paragraph that prints the first claim; empty if its text is not kept."""
        for claim in claims[:1]:
            for number, text in enumerate(self.texts.get(claim["source_id"], ()), 1):
                if claim["quote"] in text:
                    return _anchor(claim["source_id"], number)
        return ""

    def _claim(self, claim: Row, before: Row | None) -> Markup:
        """Return a claim's row; words that repeat those of the row before are not shown."""
        value = in_words(claim["value"], field=claim["field"], language=self.language) or self.say("no-value")
        group = claim.get("unit_or_group") if claim["unit_or_group"] != claim["claimant"] else ""
        is_quoted = before is not None and before["quote"] == claim["quote"]
        cells = (
            label("claim_fields", claim["field"], language=self.language)
            if claim["field"] in by_term("claim_fields")
            else claim["field"],
            f"{value} ({group})" if group else value,
            self._voice(claim),
            self._locator(claim["locator"]),
            self.say("as-above") if is_quoted else claim["quote"],
        )
        return Markup("<tr>{}</tr>\n").format(
            Markup("").join(Markup("<td>{}</td>").format(visible(cell)) for cell in cells)
        )

    def _voice(self, claim: Row) -> str:
        """Return the claimant, stance and hedge of a claim."""
        parts = [claim["claimant"] or self.say("the-article")]
        if claim["stance"] in by_term("stances") and claim["stance"] != "asserts":
            parts.append(label("stances", claim["stance"], language=self.language))
        if claim.get("hedge"):
            parts.append(self.say("draft-hedge", hedge=claim["hedge"]))
        return ", ".join(parts)

    def _locator(self, printed: str) -> str:
        """Return "para 3" or "page 2 line 4" in the page's language; text that a person wrote is unchanged."""
        found = re.findall(r"(para|page|line) (\d+)", printed)
        if not found or re.sub(r"(?:para|page|line) \d+|[ ,]", "", printed):
            return printed
        return ", ".join(self.say("locator", what=self.say(f"locator-{name}"), number=number) for name, number in found)
