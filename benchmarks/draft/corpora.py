"""Score the readers on corpora of others: UCDP's headlines, GeoWebNews (metonyms), GeoVirus (epidemics). Run by hand.

Texts stay where they are; only figures are printed.
"""

from __future__ import annotations

import csv
import gzip
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gazetteer import Gazetteer
from mapper.draft import Article, draft, language_of
from mapper.draft.lexicon import shared
from mapper.draft.parser import parse
from mapper.draft.reading.tolls.figures import figures_in
from mapper.draft.reading.where.places import places_in
from mapper.model.figures import read_figure
from mapper.model.unread import UnreadError

OTHER = frozenset(
    re.findall(
        r"\w+",
        "el los las del una por con se fue dos nos tras hay lo que su sus para más de deja un matan asesinan sicarial"
        " cuerpo hombre muertos muerto asesinado asesinada asesinato homicidio en y al o não após em dia morre mata da"
        " na no uma foi",
    )
)
"""Small words of Spanish and Portuguese, which headlines are left out in."""
DEATH = re.compile(
    r"(?i)\b(?:kill\w*|dead|die[ds]?|deaths?|murder\w*|slain|body|executed|assassinated|shot|tuée?|mort|assassinée?)\b"
)


def headlines(file: Path, most: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the headline of each row that has a single source, in English or French, without the agencies' marks."""
    with gzip.open(file, "rt", encoding="utf-8") as rows:
        kept = 0
        for row in sorted(csv.DictReader(rows), key=lambda row: row["id"][::-1]):
            text = re.split(r"\n\s*(?:CR|AU)\b", row["source_headline"])[0].strip().rstrip(";")
            if row["number_of_sources"] != "1" or len(text.split()) < 4 or _is_other(text):
                continue
            yield text, row
            kept += 1
            if kept == most:
                return


def _is_other(text: str) -> bool:
    """Whether a headline is Spanish or Portuguese: it has more of their small words than of English or French."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    own = (shared("english") | shared("french")) - OTHER - {"a", "la", "que"}
    return sum(word in OTHER for word in words) > sum(word in own for word in words)


def ucdp(file: Path, gazetteer: Gazetteer, *, most: int = 600, show: bool = False) -> dict[str, str]:
    """Return how many headlines give an event, and of those that print the record's toll how many give it.

    A toll is printed as a figure, or is 1 in a headline that has no figure and tells of a death.
    """
    given = list(headlines(file, most))
    articles = [
        Article.of(text, str(number), published=row["source_date"][:10], language=language_of(text))
        for number, (text, row) in enumerate(given)
    ]
    drafts = draft(articles, gazetteer)
    events = {row["event_id"].split("-")[0] for row in drafts.events}
    tolls: dict[str, list[str]] = {}
    for claim in drafts.claims:
        if claim["field"] in {"fatalities", "casualties"}:
            tolls.setdefault(claim["source_id"], []).append(claim["value"])
    count = given_ = right = 0
    for number, (text, row) in enumerate(given):
        best = int(row["best"])
        figures = figures_in(text, language_of(text))
        prints = any(figure.quantity.best == best for figure in figures)
        prints = best > 0 and (prints or (best == 1 and not figures and bool(DEATH.search(text))))
        count += prints
        values = tolls.get(str(number), [])
        if not prints:
            continue
        given_ += bool(values)
        is_right = bool(values) and _adds_up(values, row)
        right += is_right
        if show and not is_right:
            print("toll", values, (row["low"], row["best"], row["high"]), text[:160].replace("\n", " "))
    if show:
        for number, (text, _) in enumerate(given):
            if str(number) not in events:
                print("no event:", text[:160].replace("\n", " "))
    return {
        "headlines": str(len(given)),
        "an event": f"{len(events)}",
        "toll given, of those that print it, or one death": f"{given_} of {count}",
        "toll right, of those given": f"{right} ({right / max(1, given_):.0%})",
    }


def _adds_up(values: list[str], row: dict[str, str]) -> bool:
    low, high = int(row["low"]), max(int(row["high"]), int(row["best"]))
    own = {int(row[name]) for name in ("best", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")} - {0}
    total = 0.0
    for value in values:
        try:
            found = read_figure(value)
        except UnreadError:
            continue
        number = found.best if found.best is not None else found.low
        total += number
        if (
            number in own
            or (found.vague and found.low <= high)
            or (found.best is None and found.low <= high and found.high >= low)
        ):
            return True
    return low <= total <= high


def geowebnews(folder: Path, *, parity: int = 0, show: bool = False) -> dict[str, str]:
    """Return how many metonyms and literal names are taken for the place of an event: few metonyms is right."""
    literal = metonym = literal_found = metonym_taken = 0
    for file in sorted(folder.glob("*.ann"), key=lambda path: int(path.stem)):
        if int(file.stem) % 2 != parity:
            continue
        text = file.with_suffix(".txt").read_text("utf-8")
        found = list(_places(text))
        for line in file.read_text("utf-8").splitlines():
            parts = line.split("\t")
            if len(parts) < 3 or not parts[0].startswith("T"):
                continue
            kind, start, end = parts[1].split(" ")[0], *map(int, parts[1].replace(";", " ").split(" ")[1:3])
            taken = any(s < end and start < e for s, e in found)
            if kind == "Literal":
                literal += 1
                literal_found += taken
                if show and not taken:
                    print(
                        "missed:",
                        text[max(0, start - 60) : start],
                        "[",
                        text[start:end],
                        "]",
                        text[end : end + 30].replace("\n", " "),
                    )
            elif kind == "Metonymic":
                metonym += 1
                metonym_taken += taken
                if show and taken:
                    print(
                        "METONYM:",
                        text[max(0, start - 60) : start],
                        "[",
                        text[start:end],
                        "]",
                        text[end : end + 30].replace("\n", " "),
                    )
    return {
        "metonyms taken as places": f"{metonym_taken} of {metonym} ({metonym_taken / max(1, metonym):.0%})",
        "literal names found": f"{literal_found} of {literal} ({literal_found / max(1, literal):.0%})",
    }


def _places(text: str) -> Iterator[tuple[int, int]]:
    lines = [(match.start(), match[0]) for match in re.finditer(r"[^\n]+", text)]
    for (offset, _), doc in zip(lines, parse((line for _, line in lines), "en"), strict=True):
        for sentence in doc.sents:
            for place in places_in(sentence, "en"):
                if place.event:
                    yield place.start + offset, place.end + offset


def geovirus(file: Path, gazetteer: Gazetteer, *, parity: int = 0, show: bool = False) -> dict[str, str]:
    """Return how many events an article about an epidemic gives: none is right."""
    texts = [node.findtext("text") or "" for node in ET.parse(file).getroot().iter("article")]
    articles = [
        Article.of(text, str(number), published="2015-06-15")
        for number, text in enumerate(texts)
        if number % 2 == parity
    ]
    drafts = draft(articles, gazetteer)
    if show:
        for row in drafts.events:
            print(row["event_id"], row["title"], row["draft_why"])
    share = len(drafts.events) / max(1, len(articles))
    return {"events in an article about an epidemic": f"{share:.2f} ({len(drafts.events)} in {len(articles)})"}


def verbatim(drafts: Any, texts: dict[str, list[str]]) -> int:
    """Return how many quotes are not verbatim in their paragraph."""
    wrong = 0
    for claim in drafts.claims:
        number = int(claim["locator"].split(" ")[1]) - 1
        wrong += claim["quote"] not in texts[claim["source_id"]][number] or len(claim["quote"].split()) > 25
    return wrong
