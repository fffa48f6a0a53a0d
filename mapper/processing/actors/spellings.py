"""One spelling for each actor: names that differ in blanks, case, apostrophes or composed letters are one name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from mapper.model.coded import categorical, with_categories
from mapper.model.involved import COUNT, events_of_rows, names_in, names_written
from mapper.model.schema import ACTOR_ROLES, LIST_SEPARATOR
from mapper.model.text import plain_name, tidy_name

__all__ = ["merged_actors", "one_spelling", "written_otherwise"]


def one_spelling(events: pd.DataFrame, known: Collection[str]) -> pd.DataFrame:
    """Return the events with one spelling for each actor: that of `known`, else the commonest.

    >>> from mapper.model.dossier import typed_events
    >>> events = typed_events(pd.DataFrame({"event_id": ["a", "b", "c"], "actor1": ["JNIM", "Jnim", " JNIM "]}))
    >>> one_spelling(events, ()).actor1.tolist()
    ['JNIM', 'JNIM', 'JNIM']
    """
    counts = _counts(events)
    chosen = _chosen(counts, known)
    if all(name == spelling for name, spelling in chosen.items()):
        return events
    changed = {}
    for role in ACTOR_ROLES:
        column = events[role].astype("category")
        texts = [str(text) for text in column.cat.categories]
        cells = [_respelt(text, role, chosen) for text in texts]
        changed[role] = with_categories(column, cells)
    return events.assign(**changed)


def written_otherwise(before: pd.DataFrame, after: pd.DataFrame) -> pd.Series:
    """Return how the record wrote actors that now have another name: `written → name`, role after role.

    Changes of only blanks and invisible letters are left out.

    >>> from mapper.model.dossier import typed_events
    >>> before = typed_events(pd.DataFrame({"event_id": ["a", "b"], "actor1": ["Jnim", " JNIM "]}))
    >>> written_otherwise(before, one_spelling(before, ["JNIM"])).tolist()
    ['Jnim → JNIM', '']
    """
    written = pd.Series("", index=before.index, dtype="str")
    for role in ACTOR_ROLES:
        one, other = categorical(before[role]), categorical(after[role])
        pairs = pd.factorize(one.codes.astype(np.int64) * max(1, len(other.categories)) + other.codes)
        texts, names = one.categories.tolist(), other.categories.tolist()
        said = [_said(texts[pair // len(names)], names[pair % len(names)], role) for pair in pairs[1].tolist()]
        if any(said):
            told = pd.Series(np.array(said, dtype=object)[pairs[0]], before.index, dtype="str")
            joined = (written + LIST_SEPARATOR + told).str.removeprefix(LIST_SEPARATOR)
            written = written.mask(told != "", joined)
    return written


def merged_actors(actors: pd.DataFrame) -> pd.DataFrame:
    """Return the table without actors that are only another spelling of an earlier one, or whose name is empty.

    Actors with more than a name all stay.

    >>> rows = pd.DataFrame({"actor_id": ["A", "a"], "name": ["A", "a"], "aliases": "", "kind": ""})
    >>> merged_actors(rows).name.tolist()
    ['A']
    """
    nameless = actors["actor_id"] == actors["name"]
    if not nameless.any():
        return actors
    plain = actors["name"].map(plain_name)
    again = (plain.duplicated() | (plain == "")) & nameless & (actors["aliases"] == "")
    return actors[~again].reset_index(drop=True) if again.any() else actors


def _counts(events: pd.DataFrame) -> Counter[str]:
    """Return in how many events each name stands in the columns of actors."""
    counts: Counter[str] = Counter()
    number = events_of_rows(events).to_numpy() if COUNT in events else None
    for role in ACTOR_ROLES:
        column = events[role].astype("category")
        named = (column.cat.codes >= 0).to_numpy()
        codes, weights = column.cat.codes.to_numpy()[named], None if number is None else number[named]
        sizes = np.bincount(codes, weights, minlength=len(column.cat.categories))
        for text, size in zip(column.cat.categories, sizes.astype(int).tolist(), strict=True):
            for name in names_in(str(text), role):
                counts[name] += size
    return counts


def _chosen(counts: Counter[str], known: Collection[str]) -> dict[str, str]:
    """Return the spelling for each name."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in sorted(counts):
        alike[plain_name(name)].append(name)
    own = {plain_name(name): name for name in sorted(known, reverse=True)}
    chosen: dict[str, str] = {}
    for plain, names in alike.items():
        best = own.get(plain) or _commonest(names, counts)
        chosen |= {name: name if name in known else best for name in names}
    return chosen


def _commonest(names: Iterable[str], counts: Counter[str]) -> str:
    """Return the commonest spelling, without blanks around it; of equally common ones the first with capitals."""
    tidy: Counter[str] = Counter()
    for name in names:
        tidy[tidy_name(name)] += counts[name]
    return min(tidy, key=lambda name: (-tidy[name], name))


def _respelt(text: str, role: str, chosen: dict[str, str]) -> str:
    return LIST_SEPARATOR.join(dict.fromkeys(filter(None, (chosen[name] for name in names_in(text, role)))))


def _said(written: str, cell: str, role: str) -> str:
    """Return `written → cell` where more than blanks and invisible letters changed."""
    parts = names_written(written, role), names_in(cell, role)
    one, other = ([*filter(None, map(tidy_name, part))] for part in parts)
    return "" if one == other else f"{written} → {cell}"
