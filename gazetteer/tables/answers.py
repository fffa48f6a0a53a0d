"""The rows of a JSON document other than GeoJSON: a list, the response of an API around one, a table written by pandas.

ACLED, UCDP, HDX and CKAN wrap their rows in an object with the total, the next page, and the reason for an empty list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

__all__ = ["Answer", "objects_in"]

_ROWS = ("data", "result", "results", "features", "records", "events", "items", "rows", "value")
"""Names that APIs give to their list of rows, the likeliest first."""
_TOTALS = ("totalcount", "total_count", "totalresults", "total", "count")
_NEXT = ("nextpageurl", "next_page_url", "next_page", "next", "@odata.nextlink", "nextlink")
_PREVIOUS = ("previouspageurl", "previous_page_url", "previous_page", "previous", "prev")
_WORDS = ("error", "errors", "message", "messages", "detail", "error_description")
_PAGES = ("totalpages", "total_pages", "page_count", "pages", "last_page")
_AROUND = ("status", "success", "page", "limit", "offset", "filename", "code", "statuscode", "timestamp")
_PAGE = re.compile(r"[?&]page=(\d+)")
_MOST_WORDS = 200


class Answer(NamedTuple):
    """The rows of a document, the server's message about them, and why rows are missing (`""` if none are)."""

    objects: list[Any] | None
    words: str = ""
    missing: str = ""


def objects_in(document: Any) -> Answer:
    """Return the rows of a document; `objects` is None if it has no rows.

    >>> objects_in({"count": 1, "messages": [], "data": [{"id": 1}]}).objects
    [{'id': 1}]
    >>> objects_in({"TotalCount": 12, "Result": [{"id": 1}], "NextPageUrl": "…?page=1", "TotalPages": 12}).missing
    'page 1 of 12: 11 of 12 events are not in this file'
    >>> objects_in({"place": {"0": "Gao", "1": "Kidal"}, "dead": {"0": 3, "1": 0}}).objects
    [{'place': 'Gao', 'dead': 3}, {'place': 'Kidal', 'dead': 0}]
    >>> objects_in([["place", "dead"], ["Gao", 3]]).objects
    [{'place': 'Gao', 'dead': 3}]
    >>> objects_in({"gao-1": {"place": "Gao", "dead": 3}, "kidal-1": {"place": "Kidal", "dead": 0}}).objects
    [{'id': 'gao-1', 'place': 'Gao', 'dead': 3}, {'id': 'kidal-1', 'place': 'Kidal', 'dead': 0}]
    >>> objects_in({"Gao": [{"day": "2025-06-13"}], "Kidal": [{"day": "2025-06-14"}]}).objects
    [{'key': 'Gao', 'day': '2025-06-13'}, {'key': 'Kidal', 'day': '2025-06-14'}]
    """
    if isinstance(document, list):
        return Answer(_of_lists(document) or document)
    if not isinstance(document, dict):
        return Answer(None)
    table = _of_pandas(document) or _of_columns(document) or _of_names(document)
    if table is not None:
        return Answer(table)
    envelope = {str(key).casefold(): value for key, value in document.items()}
    envelope = {**_of_pages(envelope), **envelope}
    rows = _rows(envelope)
    words = _words(envelope)
    if rows is not None and not _are_objects(rows) and _is_record(envelope):
        return Answer([document])
    if rows is None:
        lists = any(isinstance(value, list) for value in document.values())
        refused = envelope.get("success") is False or not envelope.keys().isdisjoint({"error", "errors"})
        refused = refused or (bool(words) and envelope.keys() <= {*_WORDS, *_AROUND})
        return Answer(None, words) if lists or refused else Answer([document])
    return Answer(rows, "" if rows else words, _missing(envelope, len(rows)))


def _of_pages(envelope: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members about paging that a response has in a nested object: `{"meta": {"total": 3, "pages": 3}}`."""
    about = next((envelope[key] for key in ("meta", "pagination", "paging", "links") if key in envelope), None)
    if not isinstance(about, dict):
        return {}
    said = {str(key).casefold(): value for key, value in about.items()}
    return {key: value for key, value in said.items() if key in {*_TOTALS, *_NEXT, *_PREVIOUS, *_PAGES}}


def _is_record(envelope: Mapping[str, Any]) -> bool:
    """Tell whether an object is itself a row: it has values of its own, and no list under a name for rows."""
    around = {
        *_TOTALS,
        *_NEXT,
        *_PREVIOUS,
        *_WORDS,
        *_PAGES,
        *_AROUND,
    }
    own = [key for key, value in envelope.items() if isinstance(value, str | int | float) and key not in around]
    return len(own) > 1 and not any(isinstance(envelope.get(key), list | dict) for key in _ROWS)


def _rows(envelope: Mapping[str, Any]) -> list[Any] | None:
    """Return the list of rows: the only list, else the only list of objects, else the list under a name for rows."""
    lists = {key: value for key, value in envelope.items() if isinstance(value, list)}
    if len(lists) == 1 and not set(lists) & set(_WORDS):
        return next(iter(lists.values()))
    of_objects = [value for key, value in lists.items() if key not in _WORDS and _are_objects(value)]
    if len(of_objects) == 1:
        return of_objects[0]
    named = [key for key in _ROWS if key in lists]
    if named:
        return lists[named[0]]
    inner = [envelope[key] for key in _ROWS if isinstance(envelope.get(key), dict)]
    return _rows({str(key).casefold(): value for key, value in inner[0].items()}) if len(inner) == 1 else None


def _are_objects(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(value, dict) for value in values)


def _of_pandas(document: Mapping[str, Any]) -> list[Any] | None:
    """Return the rows of JSON that `DataFrame.to_json` wrote (by columns, by index or split); None for other JSON."""
    if document.keys() == {"columns", "index", "data"}:
        columns, rows = document["columns"], document["data"]
        whole = isinstance(columns, list) and isinstance(rows, list)
        if whole and all(isinstance(row, list) and len(row) == len(columns) for row in rows):
            return [dict(zip(map(str, columns), row, strict=True)) for row in rows]
        return None
    values = list(document.values())
    if not values or not all(isinstance(value, dict) for value in values):
        return None
    if all(str(key).isdecimal() for key in document):
        return values
    index = list(values[0])
    if not index or not all(key.isdecimal() for key in index) or any(list(value) != index for value in values):
        return None
    return [{name: column[key] for name, column in document.items()} for key in index]


def _of_columns(document: Mapping[str, Any]) -> list[Any] | None:
    """Return the rows of an object with one list per column, all of equal length; None for any other object."""
    columns = list(document.values())
    if len(columns) < 2 or not all(isinstance(column, list) and len(column) == len(columns[0]) for column in columns):
        return None
    if not columns[0] or any(isinstance(cell, dict | list) for column in columns for cell in column):
        return None
    return [dict(zip(map(str, document), row, strict=True)) for row in zip(*columns, strict=True)]


def _of_names(document: Mapping[str, Any]) -> list[Any] | None:
    """Return the rows of an object that has a row, or a list of rows, under each name; None for any other object.

    The name becomes the column `id` if each name has one row and no row has an `id`, else the column `key`.
    """
    values = list(document.values())
    is_envelope = any(str(name).casefold() in (*_ROWS, *_WORDS) for name in document)
    if is_envelope or len(values) < 2 or not (_are_objects(values) or all(isinstance(each, list) for each in values)):
        return None
    named = [(name, row) for name, value in document.items() for row in (value if isinstance(value, list) else [value])]
    rows = [row for _, row in named]
    if not _are_objects(rows) or not _are_alike(rows):
        return None
    is_one_each = not isinstance(values[0], list) and not any("id" in row for row in rows)
    return [{"id" if is_one_each else "key": name} | row for name, row in named]


def _are_alike(rows: list[Any]) -> bool:
    """Tell whether objects are rows of one table: at least half of all members are common to them, and types are mixed.

    If each object has members of one type only, they may be the columns of a table, unless there are more objects than
    members.
    """
    common = set.intersection(*map(set, rows))
    every = set().union(*rows)
    kinds = ({type(value) for value in row.values() if value is not None} for row in rows)
    return 2 * len(common) >= len(every) > 0 and (len(rows) > len(every) or any(len(kind) > 1 for kind in kinds))


def _of_lists(rows: list[Any]) -> list[Any] | None:
    """Return the objects of a list of lists whose first list names the columns; None for any other list."""
    if len(rows) < 2 or not all(isinstance(row, list) and len(row) == len(rows[0]) for row in rows):
        return None
    head = rows[0]
    if not head or not all(isinstance(name, str) and name for name in head) or len(set(head)) < len(head):
        return None
    return [dict(zip(head, row, strict=True)) for row in rows[1:]]


def _missing(envelope: Mapping[str, Any], here: int) -> str:
    """Return how many rows are on other pages, and which page this is; `""` if the response has all rows."""
    total = next((envelope[key] for key in _TOTALS if _is_count(envelope.get(key))), here)
    after = next((str(envelope[key]) for key in _NEXT if envelope.get(key)), "")
    if total <= here and not after:
        return ""
    page = _page(envelope, after)
    if total <= here:
        return f"{page}further events are on the next page, not in this file"
    return f"{page}{total - here:,} of {total:,} events are not in this file"


def _page(envelope: Mapping[str, Any], after: str) -> str:
    """Return `page 1 of 6: ` if the page can be told from the URLs of the previous and next page, else `""`."""
    pages = next((envelope[key] for key in _PAGES if _is_count(envelope.get(key))), 0)
    before = next((str(envelope[key]) for key in _PREVIOUS if envelope.get(key)), "")
    if not pages:
        return ""
    if not before:
        return f"page 1 of {pages:,}: "
    if not after:
        return f"page {pages:,} of {pages:,}: "
    found = _PAGE.search(after) if "nextpageurl" in envelope else None  # UCDP counts pages from 0
    return f"page {found[1]} of {pages:,}: " if found else ""


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _words(envelope: Mapping[str, Any]) -> str:
    """Return the server's message on one line."""
    said = " ".join(filter(None, (" ".join(_texts(envelope.get(key))) for key in _WORDS)))
    text = " ".join(said.split())
    return text if len(text) <= _MOST_WORDS else text[: _MOST_WORDS - 1] + "…"


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
