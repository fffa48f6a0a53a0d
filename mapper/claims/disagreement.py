"""Find where the claims about one field of one event cannot all be true.

Only claims about the same thing are compared: the same event, field and `unit_or_group`. See
`docs/design/claims.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial, reduce
from itertools import combinations
from typing import TYPE_CHECKING, Final

import pandas as pd

from mapper.claims.compare import actors_of, agrees, contradicts, names_again, one_only_names_more
from mapper.claims.places import Verdict, gazetteer_verdict, read_place
from mapper.claims.statements import Statement, grouped_statements, source_names
from mapper.claims.values import ACTOR_FIELDS, PLACE_FIELDS, Value
from mapper.claims.wholes import above_wholes
from mapper.claims.wording import own_words, value_message
from mapper.model.actors.known import known_actor
from mapper.model.actors.names import ActorNames
from mapper.model.actors.validity import Days, event_dates
from mapper.model.schema import LIST_SEPARATOR, NEGATIVE, names_in_cell
from mapper.words import Message

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["disagreements", "disputed_fields", "explain", "mark_disputes"]

_AREAS: Final = ("admin1", "admin2", "admin3")
_NOBODY: Final = Message("no-claimant")
_UNKNOWN_ACTOR: Final = "unknown-actor"
_MOST_VERDICTS: Final = 65_536
_Pair = tuple[Statement, Statement]
COLUMNS: Final = ("event_id", "field", "unit_or_group", "claim_ids", "message", "gravity", "explanation")


def disagreements(
    claims: pd.DataFrame,
    *,
    events: pd.DataFrame | None = None,
    sources: pd.DataFrame | None = None,
    actors: pd.DataFrame | None = None,
    gazetteer: Gazetteer | None = None,
) -> pd.DataFrame:
    """Return one row for each event, field and group whose claims cannot all be true.

    Parameters
    ----------
    claims
        The claims table (`docs/design/model.md`).
    events
        Their divisions make a claim of a division compatible with a claim of a place in it; their dates tell which
        actors existed.
    sources
        Names the sources in the explanations.
    actors
        Joins the names of one actor, and makes an actor compatible with what it is part of. A statement that names an
        actor outside its active time is left out if another names its predecessor or successor: only the name is
        wrong.
    gazetteer
        Makes two names of one place compatible; without it only the words are compared.

    Returns
    -------
    pandas.DataFrame
        `event_id, field, unit_or_group, claim_ids, message, gravity, explanation`, sorted by the first three;
        `claim_ids` are the claims involved, joined by `; `; `message` says who holds what, `explanation` is its English
        text; `gravity` is `contradiction`, `inferred` where one side of each pair is the editors' inference, `omission`
        where one claim only names an actor whom another leaves out, `unknown-place` where the gazetteer does not know
        a place in any pair, or `unknown-actor` where a source describes an actor in other words than somebody whom it
        quotes, and nothing is known of either.

    >>> claims = pd.DataFrame({"claim_id": ["1", "2"], "event_id": "e", "field": "fatalities",
    ...     "value": ["84", ">100"], "unit_or_group": "", "stance": "asserts",
    ...     "claimant": ["Rebels", "Army"], "source_id": "a"})
    >>> disagreements(claims).explanation.item()
    '“84” (Rebels) against “more than 100” (Army)'
    """
    known = ActorNames(actors)
    rows = []
    for key, compared, pairs, gravity in _contradicting(claims, events, source_names(sources), actors, gazetteer):
        involved = _involved(compared, pairs)
        ids = LIST_SEPARATOR.join(claim for one in involved for claim in one.claim_ids)
        sides = explain(involved, known)
        rows.append((*key, ids, sides, gravity or _gravity(pairs, known), sides.text()))
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({name: "str" for name in COLUMNS if name != "message"})
    return table.sort_values(list(COLUMNS[:3]), ignore_index=True, kind="stable")


def disputed_fields(
    claims: pd.DataFrame,
    *,
    events: pd.DataFrame | None = None,
    actors: pd.DataFrame | None = None,
    gazetteer: Gazetteer | None = None,
) -> set[tuple[str, str]]:
    """Return the event_id and field of each row that `disagreements` returns, without building its message.

    Other words for an unknown actor in one source (`unknown-actor`) are a question, and no dispute.
    """
    found = _contradicting(claims, events, {}, actors, gazetteer)
    return {(event_id, field) for (event_id, field, _), _, _, gravity in found if gravity != _UNKNOWN_ACTOR}


def _contradicting(
    claims: pd.DataFrame,
    events: pd.DataFrame | None,
    named: Mapping[str, str],
    actors: pd.DataFrame | None,
    gazetteer: Gazetteer | None,
) -> Iterator[tuple[tuple[str, str, str], list[Statement], list[_Pair], str]]:
    """Yield the key (event_id, field and group), the statements compared, the pairs of them that cannot both be true,
    and the gravity if the gazetteer or the names of actors decide it, else `""`.
    """
    known, described = ActorNames(actors), ActorNames(_described(actors))
    areas = _areas(events, claims) if events is not None else {}
    dates = event_dates(events, _with_actors(claims)) if known.times and events is not None else {}
    countries = _countries(events) if gazetteer else {}
    # Many events of a country have claims about the same few places: each pair is looked up once.
    verdict = lru_cache(maxsize=_MOST_VERDICTS)(partial(gazetteer_verdict, gazetteer=gazetteer)) if gazetteer else None
    candidates = grouped_statements(_candidates(claims, known), actors=known, sources=named)
    for (event_id, field, _), statements in candidates.items():
        compared = _placed(statements, areas.get(event_id, frozenset()))
        if field in ACTOR_FIELDS and event_id in dates:
            compared = _of_their_time(compared, dates[event_id], known)
        pairs = _grave_or_all(_pairs(compared, known), known)
        gravity = ""
        if verdict and field in PLACE_FIELDS and not any(one.negative for pair in pairs for one in pair):
            pairs, gravity = _pairs_apart(pairs, countries.get(event_id, ""), verdict)
        elif field in ACTOR_FIELDS and all(_may_be_one_actor(*pair, described, named) for pair in pairs):
            gravity = _UNKNOWN_ACTOR
        if pairs:
            yield (event_id, field, statements[0].group), compared, pairs, gravity


def mark_disputes(
    events: pd.DataFrame,
    claims: pd.DataFrame,
    *,
    actors: pd.DataFrame | None = None,
    gazetteer: Gazetteer | None = None,
) -> pd.DataFrame:
    """Return the events with `disputed_fields` filled: the fields on which claims disagree, or in which the figure for
    a group is above that for the whole; sorted, joined by `; `.

    Two names that the gazetteer resolves to one place do not disagree. Costs nothing without claims.

    >>> events = pd.DataFrame({"event_id": ["e"], "disputed_fields": [""]})
    >>> claims = pd.DataFrame({"claim_id": ["1", "2"], "event_id": "e", "field": "place",
    ...     "value": ["Abc", "Xyz"], "unit_or_group": "", "stance": "asserts",
    ...     "claimant": "", "source_id": ["a", "b"]})
    >>> mark_disputes(events, claims).disputed_fields.tolist()
    ['place']
    """
    disputed = disputed_fields(claims, events=events, actors=actors, gazetteer=gazetteer) if len(claims) else set()
    if len(claims):
        disputed |= {(event, whole.field) for event, whole, _ in above_wholes(claims, ActorNames(actors))}
    if not disputed:
        return (
            events
            if "disputed_fields" in events
            else events.assign(disputed_fields=pd.Series("", index=events.index, dtype="str"))
        )
    fields: dict[str, str] = {}
    for event_id, field in sorted(disputed):
        fields[event_id] = LIST_SEPARATOR.join(filter(None, (fields.get(event_id), field)))
    return events.assign(disputed_fields=events["event_id"].map(fields).fillna("").astype("str"))


def explain(statements: Sequence[Statement], actors: ActorNames) -> Message:
    r"""Say who holds what: `“84” (Rebels) against “more than 100” (Army; The Daily)`.

    Values that can all be true form one side; a denial follows the value that it denies.

    >>> row = {"event_id": "e", "field": "event_date", "unit_or_group": "", "stance": "asserts", "source_id": "a"}
    >>> said = [("1", "2024", "A"), ("2", "2023", "B"), ("3", "2024-07", "C")]
    >>> held = pd.DataFrame([{**row, "claim_id": i, "value": value, "claimant": who} for i, value, who in said])
    >>> explain(grouped_statements(held, actors=ActorNames())["e", "event_date", ""], ActorNames()).text()
    '“2024” (A) and “July 2024” (C) against “2023” (B)'
    """
    sides: list[list[Statement]] = []
    denials = [one for one in statements if one.negative]
    for one in statements:
        if not one.negative:
            side = next((side for side in sides if all(agrees(one, other, actors) for other in side)), None)
            sides.append([one]) if side is None else side.append(one)
    messages = [_side(side, denials) for side in sides]
    held = {one.value for side in sides for one in side}
    messages += [_holding([one]) for one in denials if one.value not in held]
    return reduce(lambda one, other: Message("against", one=one, other=other), messages)


def _side(side: list[Statement], denials: list[Statement]) -> Message:
    """One side: each value once, with its claimants and those who deny it; words for none or "several" as printed."""
    alike: dict[tuple[Value, str], list[Statement]] = {}
    for one in side:
        alike.setdefault((one.value, own_words(one.text, one.value)), []).append(one)
    said: list[Message] = []
    for (value, _), same in alike.items():
        held = _holding(same)
        for stance in dict.fromkeys(one.stance for one in denials if one.value == value):
            who = tuple(_holder(one) for one in denials if (one.value, one.stance) == (value, stance))
            held = Message("which-is", held=held, done=Message(f"is-{stance}"), who=who)
        said.append(held)
    return said[0] if len(said) == 1 else Message("all-of", names=tuple(said))


def _holding(same: list[Statement]) -> Message:
    """A value with the claimants who hold it, or with one who denies or disputes it."""
    text, stance = same[0].text.strip(), same[0].stance
    done = "" if not same[0].negative else f"is-{stance}" if text else f"any-{stance}"
    names = dict.fromkeys(_holder(one) for one in same)
    return Message(
        "held-by",
        value=value_message(text, field=same[0].field) if text else "",
        done=Message(done) if done else "",
        who=tuple(names),
    )


def _holder(one: Statement) -> Message | str:
    """Who holds a value: the claimant, or the editors if they infer it from the claimant's words."""
    who = one.claimant or _NOBODY
    return Message("inferred-from", who=who) if one.inferred else who


def _candidates(claims: pd.DataFrame, actors: ActorNames) -> pd.DataFrame:
    """Return the claims whose event, field and group have several values or stances: only these can disagree."""
    table = claims[(claims["value"] != "") | claims["stance"].isin(NEGATIVE)]
    if table.empty:
        return table
    groups = {text: actors.group_key(text) for text in table["unit_or_group"].unique()}
    number = table.groupby([table["event_id"], table["field"], table["unit_or_group"].map(groups)]).ngroup()
    return table[(table["value"] + "\0" + table["stance"]).groupby(number).transform("nunique") > 1]


def _areas(events: pd.DataFrame, claims: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Event → names of its divisions except that of its own place; only for events with claims of `place`."""
    if not {"place", "admin1", "admin2"} <= set(events.columns):
        return {}
    asked = events[events["event_id"].isin(set(claims.loc[claims["field"] == "place", "event_id"]))]
    return {
        str(row["event_id"]): frozenset(read_place(str(row.get(name, ""))).name for name in _AREAS)
        - {"", *(read_place(name).name for name in names_in_cell(str(row["place"])))}
        for row in asked.to_dict("records")
    }


def _placed(statements: list[Statement], areas: frozenset[str]) -> list[Statement]:
    """Leave out claims of `place` that only name a division of the event: they fit any place in it."""
    return [one for one in statements if one.negative or one.field != "place" or read_place(one.text).name not in areas]


def _pairs_apart(pairs: list[_Pair], country: str, verdict: Callable[..., Verdict]) -> tuple[list[_Pair], str]:
    """The pairs that the gazetteer does not resolve to one place, and `unknown-place` if it knows both of none."""
    answers = [verdict(one.text, other.text, country=country) for one, other in pairs]
    apart = [pair for pair, answer in zip(pairs, answers, strict=True) if answer != "same"]
    return apart, "" if "apart" in answers else "unknown-place"


def _described(actors: pd.DataFrame | None) -> pd.DataFrame | None:
    """Return the actors of which more than a name is known: reading adds a row for every name in the events."""
    if actors is None or "actor_id" not in actors:
        return actors
    more = [name for name in ("aliases", "kind", "parent") if name in actors]
    return actors[(actors["actor_id"] != actors["name"]) | (actors[more].fillna("") != "").any(axis="columns")]


def _may_be_one_actor(one: Statement, other: Statement, described: ActorNames, named: Mapping[str, str]) -> bool:
    """Whether a source or somebody whom it quotes describes an actor in words of which nothing is known.

    "Russian mercenaries" may be "Wagner fighters"; two names disagree, and so do two claimants. `named` are the names
    of sources by id.
    """
    shared = set(one.source_ids) & set(other.source_ids) - {""}
    if one.negative or other.negative or not shared:
        return False
    says_itself = {named.get(source, source) for source in shared} & {one.claimant, other.claimant}
    names = {*names_in_cell(one.text), *names_in_cell(other.text)}
    is_known = any(described.knows(name) or known_actor(name).kind for name in names)
    common_nouns = [word for name in names for word in name.split() if word.islower() and len(word) > len("the")]
    return len(says_itself) == 1 and bool(common_nouns) and not is_known


def _countries(events: pd.DataFrame | None) -> dict[str, str]:
    """Event → its country."""
    if events is None or "country" not in events:
        return {}
    return dict(zip(events["event_id"], events["country"], strict=True))


def _with_actors(claims: pd.DataFrame) -> set[str]:
    return set(claims.loc[claims["field"].isin(ACTOR_FIELDS), "event_id"])


def _of_their_time(statements: list[Statement], dates: Days, known: ActorNames) -> list[Statement]:
    """Leave out statements naming an actor outside its active time where another names its predecessor or successor."""

    def is_renamed(one: Statement) -> bool:
        out = [name for name in actors_of(one, known) if name in known.times and known.times[name].is_outside(dates)]
        others = {name for other in statements if other is not one for name in actors_of(other, known)}
        return any(not (known.line(name) - {name}).isdisjoint(others) for name in out)

    return [one for one in statements if one.negative or not is_renamed(one)]


def _pairs(statements: list[Statement], actors: ActorNames) -> list[_Pair]:
    apart = [(one, other) for one, other in combinations(statements, 2) if contradicts(one, other, actors)]
    named = _named_again(statements) if apart else {}
    return [pair for pair in apart if not _is_named_too(pair, named, actors)]


def _named_again(statements: list[Statement]) -> dict[int, list[Statement]]:
    """`id()` of a statement → the others that its claimant holds in the same source."""
    of_claimant: dict[str, list[Statement]] = {}
    for one in statements:
        of_claimant.setdefault(one.claimant, []).append(one)
    return {
        id(one): [
            other for other in of_claimant[one.claimant] if other is not one and other.held and names_again(one, other)
        ]
        for one in statements
    }


def _is_named_too(pair: _Pair, named: Mapping[int, list[Statement]], actors: ActorNames) -> bool:
    """Whether one claimant of the pair, in the same source, also names what the other names: "CSP as well as JNIM"."""
    if any(one.negative for one in pair):
        return False
    return any(agrees(beside, other, actors) for held, other in (pair, pair[::-1]) for beside in named[id(held)])


def _grave_or_all(pairs: list[_Pair], actors: ActorNames) -> list[_Pair]:
    """The pairs that are more than an omission (`one_only_names_more`), or all pairs if there are none."""
    return [pair for pair in pairs if not one_only_names_more(*pair, actors)] or pairs


def _involved(statements: list[Statement], pairs: list[_Pair]) -> list[Statement]:
    contradicted = {one for pair in pairs for one in pair}
    return [one for one in statements if one in contradicted]


def _gravity(pairs: list[_Pair], actors: ActorNames) -> str:
    if all(one_only_names_more(*pair, actors) for pair in pairs):
        return "omission"
    return "inferred" if all(one.inferred or other.inferred for one, other in pairs) else "contradiction"
