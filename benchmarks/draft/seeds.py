"""Score drafts of articles against a dossier made of the same articles by hand.

A gold event and a draft are matched article by article: the pair with most claims in common first. A claim counts only
in the event that it belongs to.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

from mapper.draft.lexicon import kind_of, kinds_of_events
from mapper.model.actors.names import ActorNames
from mapper.model.dates import read_date
from mapper.model.figures import read_figure
from mapper.model.text import fold_name
from mapper.model.unread import UnreadError

Row = dict[str, str]
DRAFTABLE = {
    "event_date", "place", "actor1", "assoc_actor_1", "actor2", "assoc_actor_2", "event_type", "fatalities", "injured",
    "casualties", "captured", "vehicles_destroyed", "vehicles_captured", "bodies_left",
}  # fmt: skip


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def score(drafts: dict[str, Any], dossier: Path, *, show: bool = False) -> dict[str, Any]:
    """Return the figures of the issue's table for drafts of the articles of a dossier."""
    import pandas as pd

    actors = ActorNames(pd.read_csv(dossier / "actors.csv", dtype=str, keep_default_na=False))
    sources = {row["source_id"]: row for row in rows(dossier / "sources.csv")}
    read = {row["source_id"] for row in drafts["sources"]} | {row["source_id"] for row in drafts["claims"]}
    conflict = {row["event_id"] for row in rows(dossier / "events.csv") if "conflict" in row.get("tags", "")}
    gold = [row for row in rows(dossier / "claims.csv") if row["source_id"] in read]
    wanted = [row for row in gold if row["event_id"] in conflict and row["field"] in DRAFTABLE]
    pairs = match(gold, drafts["claims"], actors)
    told = {(event, source) for event, source, _ in pairs if event in conflict}
    asked = {(row["event_id"], row["source_id"]) for row in wanted}
    found, voices, misses, wrong = 0, Counter[str](), [], []
    by_draft = group(drafts["claims"], "event_id")
    draft_of: dict[tuple[str, str], list[str]] = {}
    for event, source, name in pairs:
        draft_of.setdefault((event, source), []).append(name)
    for row in wanted:
        own = [claim for name in draft_of.get((row["event_id"], row["source_id"]), []) for claim in by_draft[name]]
        same = [claim for claim in own if agrees(row, claim, actors)]
        if not same:
            misses.append(f"{row['claim_id']}: {row['value']}")
            continue
        found += 1
        right = any(same_voice(row, claim, sources, actors) for claim in same)
        voices["right" if right else "wrong"] += 1
        if not right:
            wrong.append(f"{row['claim_id']}: {row['claimant']!r}, drafted {same[0]['claimant']!r}")
    stance = {
        row["claim_id"]: _is_heard(row, draft_of, by_draft, actors) for row in wanted if row["stance"] != "asserts"
    }
    false = [one for one in drafts["claims"] if _is_false_stance(one, gold, sources, actors)]
    used = {name for *_, name in pairs}
    idle = [row["event_id"] for row in drafts["events"] if row["event_id"] not in used]
    event_of = {name: event for event, _, name in pairs}
    pairs_drafted = ((row["event_id"], other) for row in drafts["events"] for other in row["draft_same_as"].split("; "))
    joins = {tuple(sorted(pair)) for pair in pairs_drafted if event_of.keys() >= set(pair)}
    right_joins = [pair for pair in joins if event_of[pair[0]] == event_of[pair[1]]]
    if show:
        print("missed claims:", *misses, sep="\n  ")
        print("claimants:", *wrong, sep="\n  ")
        print("false stances:", *(f"{one['claim_id']}: {one['stance']} {one['value']}" for one in false), sep="\n  ")
        print("idle drafts:", *idle, sep="\n  ")
        print("missed events:", *sorted(asked - told), sep="\n  ")
        print("joins wrong:", *(pair for pair in joins if pair not in right_joins), sep="\n  ")
    return {
        "conflict events": f"{len({event for event, _ in told})} of {len({event for event, _ in asked})}",
        "event and article pairs": f"{len(told & asked)} of {len(asked)}",
        "drafts that stand for nothing": len(idle),
        "drafts": len(drafts["events"]),
        "draftable claims": f"{found} of {len(wanted)}",
        "claimant right": f"{voices['right']} of {found} ({voices['right'] / max(1, found):.0%})",
        "denials, disputes, confirmations found with their stance": f"{sum(stance.values())} of {len(stance)}",
        "false ones, of claims drafted": f"{len(false)} of {len(drafts['claims'])}",
        "claims drafted with a stance": sum(claim["stance"] != "asserts" for claim in drafts["claims"]),
        "joins right / wrong": f"{len(right_joins)} / {len(joins) - len(right_joins)}",
    }


def _is_heard(
    row: Row, draft_of: dict[tuple[str, str], list[str]], by_draft: dict[str, list[Row]], actors: ActorNames
) -> bool:
    own = (claim for name in draft_of.get((row["event_id"], row["source_id"]), []) for claim in by_draft[name])
    return any(agrees(row, claim, actors) and claim["stance"] == row["stance"] for claim in own)


def _is_false_stance(claim: Row, gold: list[Row], sources: dict[str, Row], actors: ActorNames) -> bool:
    """Whether a claim has a stance that no record of its paragraph has, or asserts what its claimant denies."""
    same = [row for row in gold if row["source_id"] == claim["source_id"] and agrees(row, claim, actors)]
    if claim["stance"] != "asserts":
        return all(row["stance"] != claim["stance"] for row in same)
    return any(row["stance"] in {"denies", "disputes"} and same_voice(row, claim, sources, actors) for row in same)


def group(claims: list[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for claim in claims:
        found.setdefault(claim[key], []).append(claim)
    return found


def match(gold: list[Row], claims: list[Row], actors: ActorNames) -> list[tuple[str, str, str]]:
    """Return gold event, source and draft of each match; each draft stands for one event."""
    scores: list[tuple[float, str, str, str]] = []
    for source in {row["source_id"] for row in gold}:
        events = group([row for row in gold if row["source_id"] == source], "event_id")
        drafts = group([row for row in claims if row["source_id"] == source], "event_id")
        for event, own in events.items():
            for name, theirs in drafts.items():
                hits = sum(any(agrees(row, claim, actors) for claim in theirs) for row in own)
                where = {row["locator"] for row in own} & {claim["locator"] for claim in theirs}
                if hits and where:
                    share = hits / len(own)
                    scores.append((hits + share + 0.1 * len(where), event, source, name))
    taken_drafts: set[str] = set()
    taken_pairs: set[tuple[str, str]] = set()
    pairs = []
    for _, event, source, name in sorted(scores, key=lambda one: (-one[0], one[1:])):
        if name in taken_drafts or (event, source) in taken_pairs:
            continue
        taken_drafts.add(name)
        taken_pairs.add((event, source))
        pairs.append((event, source, name))
    return pairs


def agrees(gold: Row, claim: Row, actors: ActorNames) -> bool:
    """Whether a drafted claim says what a gold claim says, in the same paragraph."""
    if gold["locator"] != claim["locator"]:
        return False
    field, other = gold["field"], claim["field"]
    if "actor" in field:
        return "actor" in other and same_actor(gold["value"], claim["value"], actors)
    if field != other and not {field, other} <= {"fatalities", "casualties", "bodies_left"}:
        return False
    if field == "event_date":
        return same_date(gold["value"], claim["value"])
    if field == "place":
        return bool(names(gold["value"]) & names(claim["value"]))
    if field == "event_type":
        return same_type(gold["value"], claim["value"])
    return same_figure(gold["value"], claim["value"])


def names(text: str) -> set[str]:
    weak = {
        "near",
        "the",
        "of",
        "town",
        "commune",
        "region",
        "mali",
        "close",
        "to",
        "border",
        "northern",
        "in",
        "routes",
    }
    words = {fold_name(word) for word in re.findall(r"[\w-]+", text)}
    return words - weak or words


def same_actor(gold: str, own: str, actors: ActorNames) -> bool:
    for one in re.split(r"; ?", gold):
        for other in re.split(r"; ?", own):
            first, second = actors.canonical(one), actors.canonical(other)
            if fold_name(first) == fold_name(second) or actors.within(second, first) or actors.within(first, second):
                return True
            small, large = sorted((fold_name(one), fold_name(other)), key=len)
            if small and small in large:
                return True
    return False


def same_date(gold: str, own: str) -> bool:
    try:
        first, second = read_date(gold), read_date(own)
    except UnreadError:
        return False
    return first.overlaps(second) and (
        first.open or (second.last - second.first).days <= (first.last - first.first).days + 31
    )


def same_type(gold: str, own: str) -> bool:
    kinds = {kind_of("en", stem) for text in (gold,) for stem in _stems(text)} - {""}
    mine = {kind_of("en", stem) for stem in _stems(own)} - {""}
    close = [
        {"attack", "ambush", "clash", "killing", "shooting"},
        {"air", "bomb", "shelling", "suicide"},
        {"abuse", "killing"},
    ]
    return (
        bool(kinds & mine)
        or any(kinds & group_ and mine & group_ for group_ in close)
        or _stems(gold) & _stems(own) != set()
    )


def _stems(text: str) -> set[str]:
    words = re.findall(r"[\w-]+", text.lower())
    joined = {phrase for phrase in kinds_of_events("en") if phrase in text.lower()}
    return joined | {re.sub(r"(?:ings?|ed|es|s)$", "", word) for word in words} | set(words)


def same_figure(gold: str, own: str) -> bool:
    if fold_name(gold) == fold_name(own) or fold_name(own) in fold_name(gold):
        return True
    try:
        first, second = read_figure(gold), read_figure(own)
    except UnreadError:
        return False
    return (first.low, first.high) == (second.low, second.high) or (
        first.best is not None and first.best == second.best
    )


def same_voice(gold: Row, claim: Row, sources: dict[str, Row], actors: ActorNames) -> bool:
    source = sources[gold["source_id"]]
    own = {"", fold_name(source["publisher"]), fold_name(source["title"]), fold_name(gold["source_id"])}
    is_own = fold_name(gold["claimant"]) in own or gold["claimant"].startswith("the article")
    mine = fold_name(claim["claimant"])
    if is_own or mine in own:
        return is_own and mine in own
    return same_actor(gold["claimant"], claim["claimant"], actors) or bool(
        names(gold["claimant"]) & names(claim["claimant"]) - {"forces", "army", "reports", "sources"}
    )
