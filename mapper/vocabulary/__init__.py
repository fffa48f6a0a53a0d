"""The vocabulary: names and labels of columns, closed lists and rules, in one place, as data.

Three files of JSON, which Python, the build of the viewer and the tables in `docs/` all read:

- `tables.json`: the columns of each table of a dossier, in order;
- `terms.json`: the closed lists (precisions, relations, stances, …), each in order, with labels in each language;
- `rules.json`: the rules of the editor's report.

To add a column, a word or a rule, add it there. `mapper.model.schema` gives the constants that code imports.

>>> terms("stances")
('asserts', 'denies', 'confirms', 'disputes')
>>> label("location_kinds", "near", language="fr")
'Près de ce lieu'
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["FOLDER", "Column", "RuleText", "by_term", "columns_of", "label", "rules", "terms"]

FOLDER = Path(__file__).parent

_INHERITED = ("type", "holds", "label", "short", "about")


class Column(NamedTuple):
    """A column of a table of a dossier.

    Attributes
    ----------
    name
        Its name in files and in memory.
    type
        The pandas type.
    label, short
        The heading that a reader sees, by language; `short` is for narrow columns.
    about
        What it contains, in one line of Markdown.
    write
        What to write into it in a dossier's file, if that is more than `about` says.
    holds
        The closed list of its words, `date` if its text is a date, else `""`.
    required
        False if it may be empty.
    computed
        True if the mapper fills it and nobody writes it.
    record_only
        True if only files have it, and reading puts it into other columns.
    record_after
        The column that it follows in a dossier's file, if its position there differs from that in memory.
    long
        True for text of many lines.
    role, figure
        True for the columns of actors, and for the three of the dead.
    searched
        True if a word search looks in it, as in names of actors and the user's own columns.
    """

    name: str
    type: str
    label: Mapping[str, str]
    about: str
    short: Mapping[str, str] | None = None
    write: str = ""
    holds: str = ""
    required: bool = False
    computed: bool = False
    record_only: bool = False
    record_after: str = ""
    long: bool = False
    role: bool = False
    figure: bool = False
    searched: bool = False

    def heading(self, language: str = "en") -> str:
        """Return the label for narrow columns.

        >>> columns_of("events")["country"].heading("fr")
        'Pays'
        """
        return (self.short or self.label)[language]


class RuleText(NamedTuple):
    """The title of a rule of the editor's report, the severities of its findings, and what would settle them.

    Attributes
    ----------
    name
        The name in findings, such as `long-quote`.
    title
        The title by language.
    about
        What the rule reports, in one line of Markdown.
    severities
        The severities that its findings may have, the gravest first.
    remedies
        What would settle a finding, by case (`""` if there is only one), then by language; words in braces are filled
        in.
    grave
        Which findings have which severity, if there are several.
    """

    name: str
    title: Mapping[str, str]
    about: str
    severities: tuple[str, ...]
    remedies: Mapping[str, Mapping[str, str]]
    grave: str = ""


@cache
def columns_of(table: str) -> dict[str, Column]:
    """Return the columns of a table of a dossier by name, in order; `exported` has the columns that exports add.

    >>> list(columns_of("claims"))[:3]
    ['claim_id', 'event_id', 'field']
    """
    return {entry["name"]: Column(**_filled(entry)) for entry in _read("tables")[table]}


@cache
def by_term(kind: str, key: str = "") -> dict[str, Any]:
    """Return name → value of `key` for each term of a closed list that has one; without a key, name → the term.

    >>> by_term("geo_precisions", "radius_km")
    {'2': 25}
    """
    listed = {term["name"]: term for term in _read("terms")[kind]}
    return {name: term[key] for name, term in listed.items() if key in term} if key else listed


def terms(kind: str, having: str = "") -> tuple[str, ...]:
    """Return the words of a closed list, in order; only those with the key `having`, if one is given.

    >>> terms("stances", having="negative")
    ('denies', 'disputes')
    """
    return tuple(by_term(kind, having))


def label(kind: str, name: str, *, language: str = "en") -> str:
    """Return the label of a term of a closed list; its name if it has no label.

    >>> label("reliabilities", "B"), label("claimant_kinds", "unknown")
    ('usually reliable', 'unknown')
    """
    shown: Mapping[str, str] = by_term(kind)[name].get("label", {})
    return shown.get(language, name)


@cache
def rules() -> dict[str, RuleText]:
    """Return the rules of the editor's report by name, in the order of the documentation.

    >>> rules()["long-quote"].title["fr"]
    'Citation trop longue'
    """
    return {entry["name"]: RuleText(**(entry | {"severities": tuple(entry["severities"])})) for entry in _read("rules")}


def _filled(entry: dict[str, Any]) -> dict[str, Any]:
    """Return a column's entry, completed from the column of the same name in another table (`same_as`)."""
    own = dict(entry)
    other = own.pop("same_as", None)
    if other is None:
        return own
    [same] = (one for one in _read("tables")[other] if one["name"] == entry["name"])
    return {name: same[name] for name in _INHERITED if name in same} | own


@cache
def _read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_bytes())
