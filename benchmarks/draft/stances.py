"""Score the stances of drafted claims: denials, disputes and confirmations that a reader sees, and false ones.

A table is TOML with `case` or `article`, each with a `text` and its `stances` (`tests/draft/stances.toml` says how they
are written). False is a drafted denial, dispute or confirmation that the reader does not have, or has otherwise, and
what a claimant is drafted to assert who denies or disputes it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gazetteer import Gazetteer
from mapper.draft import Article, draft, language_of
from mapper.model.actors.names import ActorNames
from mapper.model.text import fold_name

Claim = Mapping[str, str]
Case = Mapping[str, Any]
FIELDS = {
    "event": {"event_type", "event_date", "place"},
    "sides": {"actor1", "actor2", "assoc_actor_1", "assoc_actor_2"},
    "toll": {"fatalities", "casualties", "injured", "captured", "vehicles_destroyed", "vehicles_captured"},
}
"""What a stance is of → the fields of claims that it stands in."""


@dataclass(slots=True)
class Stances:
    """What was counted: stances asked and found, claims drafted, those with a stance, false ones."""

    asked: int = 0
    found: int = 0
    drafted: int = 0
    with_stance: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def lines(self) -> dict[str, str]:
        """Return the two lines of the benchmark."""
        return {
            "denials, disputes, confirmations found with their stance": _share(self.found, self.asked),
            "false ones, of claims drafted": f"{_share(len(self.false), self.drafted)}; "
            f"of those drafted with a stance {_share(len(self.false), self.with_stance)}",
        }


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / max(1, whole):.1%})"


def cases_of(*files: Path) -> list[Case]:
    """Return the cases of tables of texts."""
    tables = (tomllib.loads(file.read_text("utf-8")) for file in files)
    return [case for table in tables for case in (*table.get("case", ()), *table.get("article", ()))]


def stances(cases: list[Case], gazetteer: Gazetteer, actors: ActorNames | None = None) -> Stances:
    """Draft each case alone and count its stances."""
    articles = [
        Article.of(
            case["text"],
            str(number),
            published=case.get("published", "2025-06-15"),
            language=language_of(case["text"]),
            country=case.get("country", ""),
        )
        for number, case in enumerate(cases)
    ]
    claims = draft(articles, gazetteer, actors=actors).claims
    counts = Stances()
    for number, case in enumerate(cases):
        _count(counts, case, [claim for claim in claims if claim["source_id"] == str(number)])
    return counts


def _count(counts: Stances, case: Case, claims: list[Claim]) -> None:
    asked, allowed = case.get("stances", ()), (*case.get("stances", ()), *case.get("may", ()))
    counts.drafted += len(claims)
    counts.with_stance += sum(claim["stance"] != "asserts" for claim in claims)
    name = " ".join(case["text"].split())[:90]
    for one in asked:
        is_found = any(claim["stance"] in one["stance"].split() and is_of(claim, one) for claim in claims)
        counts.found += is_found
        if not is_found:
            counts.missed.append(f"missed {one}: {name}")
    counts.asked += len(asked)
    for claim in claims:
        if is_false(claim, allowed):
            shown = {column: claim[column] for column in ("stance", "claimant", "field", "value")}
            counts.false.append(f"false {shown}: {name}")


def is_false(claim: Claim, allowed: tuple[Case, ...]) -> bool:
    """Whether a drafted claim has a stance that a reader does not see, or asserts what its claimant denies."""
    about = [one for one in allowed if is_of(claim, one)]
    if claim["stance"] != "asserts":
        return not any(claim["stance"] in one["stance"].split() for one in about)
    return any(one.get("value") == claim["value"] and "confirms" not in one["stance"] for one in about)


def is_of(claim: Claim, one: Case) -> bool:
    """Whether a claim is by the claimant of a stance and about what it is of.

    A value that its paragraph does not print may be left out.
    """
    fields = set().union(*(FIELDS[name] for name in one["of"].split()))
    value = one.get("value", "")
    who = fold_name(claim["claimant"])
    named = any(fold_name(name) in who if name else not who for name in one["claimant"].split("|"))
    return claim["field"] in fields and named and (not value or claim["value"] in {value, ""})


def shown(counts: Stances) -> Iterator[str]:
    """Yield what was missed and what was false."""
    yield from (*counts.missed, *counts.false)
