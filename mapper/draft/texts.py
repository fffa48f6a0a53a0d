"""Articles from files: plain text, Markdown, saved pages, Word documents and PDFs. Nothing is downloaded or run."""

from __future__ import annotations

import hashlib
import io
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gazetteer.errors import GazetteerError
from gazetteer.tables.encoding import to_utf8
from mapper.draft.article import Article
from mapper.draft.byline import published_in
from mapper.draft.parser import language_of
from mapper.draft.reading.where.names import without_dateline
from mapper.errors import ParameterError, SourceError, SourceMissingError
from mapper.model.dates import read_date
from mapper.model.unread import UnreadError

if TYPE_CHECKING:
    from pypdf import PageObject

__all__ = ["KINDS", "read_articles"]

KINDS: Final = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
_LARGEST: Final = 50_000_000
_OTHER_SIZE: Final = 0.15
"""The least relative difference in font size between a title and the text."""
_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
_MARKUP: Final = re.compile(
    r"(?m)^(?:#{1,6} |> ?|[*+-] (?=\w))|\[([^\]]*)\]\([^)]*\)|(?<!\w)[*_]{1,3}(?=\w)|(?<=[\w.,])[*_]{1,3}(?!\w)"
)


def read_articles(
    files: Sequence[str], told: Mapping[str, str], *, table: Sequence[Mapping[str, str]] = ()
) -> list[Article]:
    """Return the articles in files, in order; `-` is standard input.

    Parameters
    ----------
    files
        Paths.
    told
        Details of all files: `published`, `publisher`, `url`, `title`, `country`, `language`.
    table
        Rows with the columns of `sources.csv` and `file`: details of single files.

    Raises
    ------
    SourceMissingError, SourceError
        A file does not exist, or is not text.
    ParameterError
        A date cannot be read, or files of this kind are not read.
    """
    rows = {_plain(row.get("file", "")): row for row in table if row.get("file")}
    found: list[Article] = []
    taken: set[str] = set()
    for name in files:
        row = rows.get(_plain(name), {})
        article = _read(name, {**{key: value for key, value in told.items() if value}, **_of_row(row)})
        if article.source_id in taken:
            article = replace(article, source_id=f"{article.source_id}-{article.digest}")
        taken.add(article.source_id)
        found.append(article)
    return found


def _plain(name: str) -> str:
    return Path(name).name


def _of_row(row: Mapping[str, str]) -> dict[str, str]:
    names = ("source_id", "published", "publisher", "url", "title", "country", "language")
    return {name: row[name] for name in names if row.get(name)}


def _read(name: str, told: dict[str, str]) -> Article:
    raw = _bytes(name)
    kind = "" if name == "-" else Path(name).suffix.lower()
    if kind not in KINDS and name != "-":
        raise ParameterError(
            "article", name, f"a file of one of these kinds: {', '.join(KINDS)}, or - for standard input"
        )
    try:
        page, paragraphs, locators = _contents(raw, kind, name)
    except (SourceError, ParameterError):
        raise
    except Exception as error:
        raise SourceError(
            f"{name}: cannot be read as {kind.removeprefix('.') or 'text'} ({type(error).__name__})"
        ) from error
    paragraphs, locators = _not_empty(paragraphs, locators)
    if not paragraphs:
        raise SourceError(f"{name}: has no text", "save the article's text as .txt, one paragraph a line")
    known = {**page, **told}
    text = "\n".join(paragraphs)
    language = known.get("language") or language_of(text)
    published = _checked(known.get("published") or published_in(paragraphs, language))
    return Article(
        source_id=known.get("source_id") or _id(name, text),
        paragraphs=tuple(paragraphs),
        locators=tuple(locators),
        published=published,
        publisher=known.get("publisher", ""),
        title=known.get("title", ""),
        url=known.get("url", ""),
        file="" if name == "-" else Path(name).name,
        language=language,
        country=known.get("country", ""),
    )


def _checked(published: str) -> str:
    try:
        return read_date(published).standard() if published and not read_date(published).open else ""
    except UnreadError:
        raise ParameterError("published", published, "a day, a month or a year, such as 2025-06-15") from None


def _id(name: str, text: str) -> str:
    stem = "" if name == "-" else re.sub(r"[^\w.-]+", "-", Path(name).stem).strip("-.").lower()[:60]
    return stem or f"text-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(_LARGEST)
    path = Path(name)
    try:
        if path.stat().st_size > _LARGEST:
            raise SourceError(f"{name}: is larger than 50 MB", "an article is smaller")
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceMissingError(f"{name}: there is no such file") from None
    except OSError as error:
        raise SourceError(f"{name}: cannot be opened ({error.strerror})") from error


def _contents(raw: bytes, kind: str, name: str) -> tuple[dict[str, str], list[str], list[str]]:
    """Return what a file says of itself, its paragraphs, and where each stands (empty for counted lines)."""
    if kind == ".docx":
        return {}, _of_word(raw), []
    if kind == ".pdf":
        return ({}, *_of_pdf(raw))
    text = _decoded(raw, name)
    if kind in {".html", ".htm"} or re.match(r"(?i)\s*(?:<!doctype html|<html)", text):
        return (*_of_page(text), [])
    if kind == ".md":
        text = _MARKUP.sub(lambda match: match[1] or "", text)
    return {}, text.splitlines(), []


def _decoded(raw: bytes, name: str) -> str:
    try:
        return bytes(to_utf8(raw, name).data).decode("utf-8", "replace")
    except GazetteerError as error:
        raise SourceError(f"{name}: is no text") from error


def _of_word(raw: bytes) -> list[str]:
    import docx

    found: list[str] = []
    for block in docx.Document(io.BytesIO(raw)).iter_inner_content():
        if hasattr(block, "rows"):  # a cell that spans several columns is repeated for each
            found += [text for row in block.rows for text in dict.fromkeys(cell.text for cell in row.cells)]
        else:
            found.append(block.text)
    return [line for text in found for line in text.splitlines()]


def _of_pdf(raw: bytes) -> tuple[list[str], list[str]]:
    """Return the lines of a PDF, which has no paragraphs, and the page and line of each."""
    import pypdf

    paragraphs, locators = [], []
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(raw)).pages, 1):
        for start, text in _sentences_of_page(_lines_of_page(page)):
            paragraphs.append(text)
            locators.append(f"page {number} line {start}")
    return paragraphs, locators


def _lines_of_page(page: PageObject) -> list[tuple[str, float]]:
    """Return the lines of a page, each with its font size."""
    lines: list[tuple[str, float]] = [("", 0.0)]

    def read(text: str, _: Sequence[float], matrix: Sequence[float], __: object, size: float) -> None:
        for number, part in enumerate(text.split("\n")):
            before, largest = lines.pop() if number == 0 else ("", 0.0)
            lines.append((before + part, max(largest, abs(size * matrix[3])) if part.strip() else largest))

    page.extract_text(visitor_text=read)
    return [(text.translate(_LIGATURES), size) for text, size in lines]


def _sentences_of_page(lines: list[tuple[str, float]]) -> list[tuple[int, str]]:
    """Join the lines of a page up to one that ends a sentence; each piece with the number of its first line.

    A dateline begins a new piece, and so does another font size, since a title does not end with a full stop.
    """
    pieces: list[tuple[int, str]] = []
    start, words, last = 0, "", 0.0
    for number, (line, size) in enumerate(lines, 1):
        text = line.strip()
        if not text:
            continue
        if words and (without_dateline(text) or (last and abs(size / last - 1) > _OTHER_SIZE)):
            pieces.append((start, words))
            start, words = 0, ""
        start, last = start or number, size
        words = f"{words} {text}".strip() if not words.endswith("-") else words[:-1] + text
        if re.search(r"[.!?][”\"’»)]?$", text):
            pieces.append((start, words))
            start, words = 0, ""
    return [*pieces, (start, words)] if words else pieces


def _of_page(text: str) -> tuple[dict[str, str], list[str]]:
    """Return what a saved page says of itself, and the paragraphs of its article."""
    import trafilatura

    found = trafilatura.bare_extraction(
        text, include_comments=False, include_tables=False, with_metadata=True, favor_recall=True
    )
    if found is None:
        return {}, []
    details = found.as_dict() if hasattr(found, "as_dict") else dict(found)
    names = {"published": "date", "publisher": "sitename", "url": "url", "title": "title"}
    page = {name: str(details.get(key) or "") for name, key in names.items()}
    body = [line for line in str(details.get("text") or "").splitlines() if line.strip()]
    title = page["title"].strip()
    return page, [title, *body] if title and title not in body else body


def _not_empty(paragraphs: list[str], locators: list[str]) -> tuple[list[str], list[str]]:
    kept = [(number, line.strip()) for number, line in enumerate(paragraphs) if line.strip()]
    where = [locators[number] if locators else f"para {place}" for place, (number, _) in enumerate(kept, 1)]
    return [line for _, line in kept], where
