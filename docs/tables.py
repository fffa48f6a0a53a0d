"""Write the reference tables of the documentation from the vocabulary (`mapper/vocabulary`).

Run by `make tables` from the root. A document has a table between two marks, and all that stands between them is
written anew:

    <!-- table: claims -->
    <!-- end -->

`tests/house/test_vocabulary.py` holds that the documents are as this writes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from gazetteer.sources.layouts import layouts
from mapper.model.schema import (
    ACTOR_COLUMNS,
    ALTERNATIVE_COLUMNS,
    CLAIM_COLUMNS,
    EVENT_COLUMNS,
    EVENT_INPUT_COLUMNS,
    FAULT_COLUMNS,
    SOURCE_COLUMNS,
)
from mapper.report.rules import RULES
from mapper.vocabulary import Column, by_term, columns_of, rules, terms

__all__ = ["DOCUMENTS", "TABLES", "written"]

DOCUMENTS: Final = tuple(sorted(Path(__file__).parent.rglob("*.md")))
_MARKED: Final = re.compile(r"<!-- table: ([\w-]+) -->\n.*?<!-- end -->", re.DOTALL)
_DESCRIBED_APART: Final = frozenset({"", "date", "geo_precisions"})
"""What a column may hold that is not listed with it."""
_LIKEWISE: Final = "likewise"
"""What a column says that shares the row of the one before."""


def written(text: str) -> str:
    r"""Return a document with its tables as the vocabulary has them.

    Raises KeyError for a mark that names no table.

    >>> written("<!-- table: event-types -->\n<!-- end -->").count("|")
    32
    """
    return _MARKED.sub(lambda mark: f"<!-- table: {mark[1]} -->\n\n{TABLES[mark[1]]()}\n<!-- end -->", text)


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return "".join(map(_row, [heads, ["---"] * len(heads), *rows]))


def _row(cells: Iterable[object]) -> str:
    texts = [str(cell).replace("|", "\\|") for cell in cells]
    return f"| {' | '.join(texts)} |\n"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _holding(column: Column, text: str) -> str:
    """Return what is said of a column, with the words that it may hold."""
    return text if column.holds in _DESCRIBED_APART else f"{text}: {_code(terms(column.holds))}"


def _to_write(table: str, names: Iterable[str]) -> str:
    """Columns of a file, and what to write into each."""
    columns = [columns_of(table)[name] for name in names]
    rows = _joined((f"`{one.name}`", one.write or one.about, one) for one in columns)
    return _table(["column", "what to write"], ([name, _holding(one, text)] for name, text, one in rows))


def _joined(rows: Iterable[tuple[str, str, Column]]) -> list[tuple[str, str, Column]]:
    """Join the names of columns that are said to be like the one before."""
    joined: list[tuple[str, str, Column]] = []
    for name, text, column in rows:
        if text == _LIKEWISE:
            before, told, first = joined.pop()
            joined.append((f"{before}, {name}", told, first))
        else:
            joined.append((name, text, column))
    return joined


def _file(table: str) -> str:
    return _to_write(table, (name for name, column in columns_of(table).items() if not column.computed))


def _events() -> str:
    """The columns of the events in memory."""
    rows = _joined((name, columns_of("events")[name].about, columns_of("events")[name]) for name in EVENT_COLUMNS)
    return _table(["column", "type", "meaning"], ([name, one.type, _holding(one, text)] for name, text, one in rows))


def _other_tables() -> str:
    tables = {
        "claims": CLAIM_COLUMNS,
        "sources": SOURCE_COLUMNS,
        "actors": ACTOR_COLUMNS,
        "alternatives": ALTERNATIVE_COLUMNS,
        "faults": FAULT_COLUMNS,
    }
    return _table(["table", "columns"], ([f"`{table}`", _code(names)] for table, names in tables.items()))


def _labels(kind: str, head: str) -> str:
    """The words of a closed list, and what a reader is shown for each."""
    rows = ([f"`{name}`", term["label"]["en"], term["label"]["fr"]] for name, term in by_term(kind).items())
    return _table([head, "in English", "en français"], rows)


def _meanings(kind: str, head: str) -> str:
    """The words of a closed list, and what each means."""
    return _table([head, "meaning"], ([f"`{name}`", about] for name, about in by_term(kind, "about").items()))


def _steps() -> str:
    rows = ([name, term["label"]["en"], term["drawn"]] for name, term in by_term("geo_precisions").items())
    return _table(["step", "meaning (UCDP GED codebook, `where_prec`)", "drawn as"], rows)


def _codes(kind: str, whose: str, heads: Sequence[str]) -> str:
    """The words or steps for the codes of a data set, in the order of these."""
    codes = sorted(by_term(kind, whose).items(), key=lambda pair: pair[1])
    return _table(heads, ([f"`{name}`", code] for name, code in codes))


def _interactions() -> str:
    rows = ([term["acled"], ", ".join(term["acled_names"]), name] for name, term in by_term("actor_kinds").items())
    return _table(["interaction code", "name", "kind"], rows)


def _old_types() -> str:
    rows = (
        [name, term["event_type"], term.get("sub_event_type", "")] for name, term in by_term("acled_old_types").items()
    )
    return _table(["event type before 2019", "event type", "sub-event type"], rows)


def _rules() -> str:
    described = ((rule, rules()[rule.name]) for rule in RULES)
    rows = (
        [f"`{rule.name}`", rule.title["en"], text.about, text.grave or rule.severities[0]] for rule, text in described
    )
    return _table(["rule", "title", "what is reported", "severity"], rows)


def _flags() -> str:
    return _table(["bit", "what it says"], ([term["bit"], term["about"]] for term in by_term("flags").values()))


def _place_lists() -> str:
    """The published lists of places that `mapper gazetteer add` knows by their columns."""
    rows = (
        [
            f"`{kind}`",
            layout["title"],
            " or ".join(map(_code, (known.split(", ") for known in layout.get("known_by", ())))) or "no header",
            "; ".join(f"{what.replace('_', ' ')}: {_code(names)}" for what, names in layout["columns"].items()),
            layout["licence"],
        ]
        for kind, layout in layouts().items()
    )
    return _table(["source", "what", "known by", "columns read", "licence"], rows)


TABLES: Final[dict[str, Callable[[], str]]] = {
    "events-file": lambda: _to_write("events", EVENT_INPUT_COLUMNS),
    "claims-file": lambda: _file("claims"),
    "sources-file": lambda: _file("sources"),
    "actors-file": lambda: _file("actors"),
    "decisions-file": lambda: _file("decisions"),
    "events": _events,
    "other-tables": _other_tables,
    "date-precisions": lambda: _labels("date_precisions", "`date_precision`"),
    "geo-precisions": _steps,
    "location-kinds": lambda: _meanings("location_kinds", "`location_kind`"),
    "stances": lambda: _meanings("stances", "`stance`"),
    "bases": lambda: _meanings("bases", "`basis`"),
    "reliabilities": lambda: _labels("reliabilities", "`reliability`"),
    "claim-fields": lambda: _labels("claim_fields", "`field`"),
    "claimant-kinds": lambda: _meanings("claimant_kinds", "kind"),
    "event-types": lambda: _labels("event_types", "`event_type`"),
    "severities": lambda: _meanings("severities", "severity"),
    "rules": _rules,
    "acled-dates": lambda: _codes("date_precisions", "acled", ["`date_precision`", "ACLED's `time_precision`"]),
    "acled-steps": lambda: _codes("geo_precisions", "acled", ["`geo_precision`", "ACLED's `geo_precision`"]),
    "acled-actors": _interactions,
    "acled-old-types": _old_types,
    "ucdp-dates": lambda: _codes("date_precisions", "ucdp", ["`date_precision`", "UCDP's `date_prec`"]),
    "ucdp-types": lambda: _codes("ucdp_event_types", "ucdp", ["`event_type`", "UCDP's `type_of_violence`"]),
    "flags": _flags,
    "place-lists": _place_lists,
}
"""The tables by the name that their mark gives."""


def main() -> None:
    """Write the tables of all documents anew."""
    for path in DOCUMENTS:
        path.write_text(written(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
