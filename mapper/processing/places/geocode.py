"""Place events: each distinct toponym is resolved once, and each event says why it is where it is.

A record's own coordinates win over the gazetteer. Nothing is placed more exactly than it is known: country level and
vague areas without a point stay off the map, in the list of unlocated events, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mapper.model.coded import as_text, recoded
from mapper.model.dossier import Dossier
from mapper.model.recorded import FILLED_COLUMNS
from mapper.model.schema import (
    ALTERNATIVE_COLUMNS,
    AROUND,
    KIND_OF_STEP,
    LIST_SEPARATOR,
    LOCATION_KINDS,
    NEAR_KM,
    RADIUS_KM_OF_STEP,
    Step,
    names_in_cell,
)
from mapper.processing.places.reasons import (
    OWN_IN_DOUBT,
    OWN_OF_STEP,
    OWN_UNREAD,
    in_english,
    is_nameless,
    of_answers,
    of_nameless,
    of_parent,
)
from mapper.processing.places.several import in_doubt, with_alternatives, without_doubt
from mapper.processing.places.stand_ins import StandIn, stand_ins
from mapper.readers.events.concluded import OWN_BY_DIGITS
from mapper.words import by_text, worded

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place, Query, Resolution

__all__ = ["are_meant", "geocode", "resolutions"]

_KEY = ["place", "country", "admin1", "admin2", "admin3"]
_FOUND = (
    "longitude", "latitude", "found_precision", "radius_km", "place_id", "place_confidence", "relation",
    "found_country", "found_admin1", "found_admin2",
)  # fmt: skip
_NUMBERS = ("longitude", "latitude", "radius_km", "place_confidence")
_EMPTY = ("", "unknown")
"""An empty cell as text: in columns of text, of closed lists and of numbers."""


def geocode(
    dossier: Dossier,
    gazetteer: Gazetteer,
    *,
    locked: Mapping[Query, Resolution] | None = None,
) -> Dossier:
    """Return the dossier with the location columns filled and the table of alternatives.

    `locked` are recorded answers (`resolved.csv`); their toponyms are not looked up again.

    >>> from gazetteer import Gazetteer
    >>> from mapper.readers import read_sources
    >>> with Gazetteer.open() as places:
    ...     placed = geocode(read_sources(["seeds"]), places)
    >>> placed.events.set_index("event_id").loc["kidal-2023", "location_kind"]
    'exact'
    """
    dossier = with_alternatives(dossier, gazetteer)
    events = dossier.events.copy(deep=False)
    own, why_unread = events["longitude"].notna(), _unread_precision(events)
    unread = why_unread != ""
    lookups, nameless = _without_coordinates(events)
    number, toponyms = _toponyms(lookups)
    answers = _resolve(toponyms, gazetteer, locked or {})
    parents = _parents(toponyms, answers, gazetteer)
    reasons = [of_answers(group) for group in answers]
    for position, answer in parents.items():
        row = toponyms.iloc[position]
        reasons[position], answers[position] = of_parent(str(row["place"]), str(row["admin1"]), answer), [answer]
    if len(nameless):
        unnamed = of_nameless(nameless, gazetteer)
        reasons += dict.fromkeys(unnamed)
        events["place_reason"] = events["place_reason"].copy()
        events.loc[nameless.index, "place_reason"] = in_english(unnamed)
    if len(lookups):
        found = pd.DataFrame([_location(group) for group in answers], columns=list(_FOUND))
        found["place_reason"] = in_english(reasons[: len(answers)])
        found["in_parent"] = np.isin(np.arange(len(answers)), list(parents))
        located = _from_gazetteer(lookups, found.take(number.to_numpy()).set_axis(lookups.index))
        events["place_relation"] = events["place_relation"].astype("str")
        for name in located:
            events[name] = events[name].copy()
            events.loc[lookups.index, name] = located[name].astype(events[name].dtype)
        events["place_relation"] = events["place_relation"].astype("category")
        events["from_gazetteer"] = _filled_in(lookups, located).reindex(events.index, fill_value="").astype("category")
    rough = own & (events["place_reason"] == OWN_BY_DIGITS.text())
    standing_in = _standing_in(events[own & ~unread], rough, gazetteer)
    events = _own_coordinates(events, own, rough, standing_in)
    if unread.any():
        exactly = unread & (events["geo_precision"] < Step.ADMIN_2).fillna(value=False).astype(bool)
        events["geo_precision"] = events["geo_precision"].mask(exactly)
        events["place_reason"] = events["place_reason"].mask(own & unread, why_unread)
    events["location_kind"] = _kinds(events, unread)
    alternatives = _alternatives(events, number, answers)
    told_of_own = [stand_in.reason for stand_in in standing_in.values()]
    used = {answer.place.place_id.partition(":")[0] for group in answers for answer in group if answer.place}
    credits = [source.credit for source in gazetteer.sources() if source.name in used]
    return dossier.replace(
        events=events,
        alternatives=alternatives,
        attributions=tuple(dict.fromkeys([*dossier.attributions, *map(worded, credits)])),
        messages={
            **dossier.messages,
            **by_text([*OWN_OF_STEP, OWN_UNREAD, OWN_IN_DOUBT, OWN_BY_DIGITS, *told_of_own, *reasons, *credits]),
        },
    )


def resolutions(dossier: Dossier, gazetteer: Gazetteer) -> list[Resolution]:
    """Return the gazetteer's answer for each distinct toponym by which events are placed, to be locked.

    >>> from gazetteer import Gazetteer
    >>> from mapper.readers import read_sources
    >>> with Gazetteer.open() as places:
    ...     answers = resolutions(read_sources(["seeds"]), places)
    >>> "Kidal region" in {answer.query.name for answer in answers}
    True
    """
    lookups, _ = _without_coordinates(with_alternatives(dossier, gazetteer).events)
    groups = _resolve(_toponyms(lookups)[1], gazetteer, {})
    return [answer for group in groups for answer in group]


def are_meant(places: pd.DataFrame, names: Sequence[str], gazetteer: Gazetteer) -> pd.Series:
    """Tell for each row whether the gazetteer placed it at a place that one of these names means.

    A name is resolved as if it were the place of an event in the row's country, and only counts if the place has that
    name; "near Gao" is not Gao. Rows have the columns `place_id`, `place_relation` and `country`; each row is tested by
    itself.

    >>> from gazetteer import Gazetteer
    >>> rows = {"place_id": ["shipped:ml-timbuktu"] * 2 + [""], "place_relation": ["at", "near", "at"], "country": "ML"}
    >>> with Gazetteer.open(towns=False) as gazetteer:
    ...     are_meant(pd.DataFrame(rows), ["Tombouctou"], gazetteer).tolist()
    [True, False, False]
    """
    from gazetteer import Query

    countries = sorted(map(str, places.loc[places["place_id"] != "", "country"].unique()))
    answers = gazetteer.resolve([Query(name, country) for name in names for country in countries])
    meant = {
        (answer.query.country, answer.place.place_id, answer.relation in AROUND)
        for answer in answers
        if answer.place and _bears(answer.place, answer.query.name)
    }
    columns = ["country", "place_id", "place_relation"]
    there = places.loc[places["place_id"].isin({place_id for _, place_id, _ in meant}), columns].astype("str")
    keys = zip(there["country"], there["place_id"], there["place_relation"].isin(AROUND), strict=True)
    found = pd.Series([key in meant for key in keys], index=there.index, dtype=bool)
    return found.reindex(places.index, fill_value=False)


def _bears(place: Place, written: str) -> bool:
    """Tell whether a place has the name as written, apart from words such as "near", and not only a similar name."""
    from gazetteer.names.normalise import normal_form
    from gazetteer.names.toponym import read_toponym

    names = {normal_form(name).replace(" ", "") for name in (place.name, *place.aliases)}
    return any(normal_form(one.name).replace(" ", "") in names for one in read_toponym(written))


def _without_coordinates(events: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the events to look up, and the events whose `place` is empty or has only separators."""
    nameless = is_nameless(events)
    lookups = events["longitude"].isna() & ~nameless
    return events.loc[lookups, [*_KEY, "geo_precision", "place_relation"]], events[nameless]


def _toponyms(lookups: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """Return for each event the number of its toponym, and the distinct toponyms: a place with its stated areas."""
    number = lookups[_KEY].astype("str").groupby(_KEY, sort=False).ngroup()
    return number, lookups.loc[~number.duplicated(), _KEY]


def _resolve(
    toponyms: pd.DataFrame, gazetteer: Gazetteer, locked: Mapping[Query, Resolution]
) -> list[list[Resolution]]:
    """Resolve each distinct toponym; one with `;` gives an answer for each alternative."""
    from gazetteer import Query

    queries, owner = [], []
    for number, row in enumerate(toponyms.itertuples(index=False)):
        for name in names_in_cell(str(row.place)):
            areas = {level: str(getattr(row, level)) for level in _KEY[1:]}
            queries.append(Query(without_doubt(name), **areas))
            owner.append(number)
    asked = [query for query in queries if query not in locked]
    found = {**locked, **dict(zip(asked, gazetteer.resolve(asked, together=True), strict=True))}
    answers: list[list[Resolution]] = [[] for _ in range(len(toponyms))]
    for number, query in zip(owner, queries, strict=True):
        answers[number].append(found[query])
    return answers


def _parents(
    toponyms: pd.DataFrame, answers: Sequence[list[Resolution]], gazetteer: Gazetteer
) -> dict[int, Resolution]:
    """Return number of an unresolved second-level area → the answer for its first-level area."""
    from gazetteer import Query

    found = {}
    for number, (row, group) in enumerate(zip(toponyms.itertuples(index=False), answers, strict=True)):
        area, parent = str(row.admin2), str(row.admin1)
        if str(row.place) != area or parent in ("", area) or any(each.latitude is not None for each in group):
            continue
        names = (f"{parent} region", parent)
        for answer in gazetteer.resolve([Query(name, country=str(row.country)) for name in names]):
            if answer.latitude is not None and answer.place is not None:
                found[number] = answer
                break
    return found


def _from_gazetteer(events: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return the location columns of the events that have no coordinates of their own but name a place.

    `found` is the location of each event's toponym.
    """
    result = pd.DataFrame({name: found[name].astype("float64") for name in _NUMBERS})
    stated = events["geo_precision"]
    precision = found["found_precision"].astype("Int8")
    result["geo_precision"] = stated.fillna(precision).mask(found["in_parent"], precision)
    for name in ("place_id", "place_reason"):
        result[name] = _text(found[name])
    for name in ("country", "admin1", "admin2"):
        result[name] = events[name].mask(events[name] == "", _text(found[f"found_{name}"])).astype("str")
    recorded = events["place_relation"].astype("str")
    relation = _text(found["relation"]).replace("", "unknown")
    result["place_relation"] = recorded.mask(recorded == "unknown", relation)
    pointlike = found["found_precision"].isin([Step.EXACT, Step.NEAR])
    near = (result["place_relation"] == "near") & (found["relation"] != "near") & pointlike
    result.loc[near & stated.isna(), "geo_precision"] = Step.NEAR
    result.loc[near, "radius_km"] = result.loc[near, "radius_km"].clip(lower=NEAR_KM).fillna(NEAR_KM)
    result.loc[pointlike & (stated > Step.NEAR).fillna(value=False), "radius_km"] = np.nan
    return result


def _filled_in(stated: pd.DataFrame, located: pd.DataFrame) -> pd.Series:
    """Return the names of the columns that the record left empty and the gazetteer filled in."""
    bits = np.zeros(len(stated), dtype=np.int64)
    for number, name in enumerate(FILLED_COLUMNS):
        empty = [_text(column[name]).isin(_EMPTY).to_numpy(bool) for column in (stated, located)]
        bits |= (empty[0] & ~empty[1]).astype(np.int64) << number
    words = [
        LIST_SEPARATOR.join(name for number, name in enumerate(FILLED_COLUMNS) if code >> number & 1)
        for code in range(1 << len(FILLED_COLUMNS))
    ]
    return pd.Series(words, dtype="str").take(bits).set_axis(stated.index)


def _text(column: pd.Series) -> pd.Series:
    """Return a column with empty text for missing values; a column with only missing values gets a text type too."""
    return column.astype("object").fillna("").astype("str")


def _location(answers: list[Resolution]) -> dict[str, Any]:
    """Return one toponym's location; for several alternatives that of the first with a point, as a vague area."""
    known = [(answer, answer.place) for answer in answers if answer.place is not None]
    placed = [(answer, place) for answer, place in known if answer.latitude is not None]
    several = len(answers) > 1
    answer, place = placed[0] if placed else known[0] if known else (answers[0], None)
    found = {
        "longitude": answer.longitude,
        "latitude": answer.latitude,
        "found_precision": Step.VAGUE if several else answer.geo_precision,
        "radius_km": None if several or not placed else answer.radius_km,
        "place_id": place.place_id if place else "",
        "place_confidence": round(answer.confidence, 3) if place else None,
        "relation": "unknown" if several else answer.relation,
    }
    if place:
        found["found_country"] = place.country if len({place.country for _, place in known}) == 1 else ""
        found |= {} if several else {"found_admin1": place.admin1, "found_admin2": place.admin2}
    return found


def _standing_in(events: pd.DataFrame, rough: pd.Series, gazetteer: Gazetteer) -> dict[int, StandIn]:
    """Return the points that stand in for a wider place, if no precision is stated or digits imply a finer one."""
    unstated = events["geo_precision"].isna() | rough[events.index]
    found = stand_ins(events[unstated], gazetteer, rough[events.index][unstated]) if unstated.any() else {}
    concluded = events["geo_precision"].fillna(0)
    return {row: stand_in for row, stand_in in found.items() if stand_in.step > concluded[row]}


def _own_coordinates(
    events: pd.DataFrame, own: pd.Series, rough: pd.Series, standing_in: Mapping[int, StandIn]
) -> pd.DataFrame:
    """Return the events with own coordinates with reason and radius filled in by their precision."""
    if not own.any():
        return events
    if standing_in:
        events = _with_their_steps(events, standing_in)
    step = _steps(events)
    reason = _by_step(in_english(OWN_OF_STEP), step, events.index).mask(rough, OWN_BY_DIGITS.text())
    radius = _by_step(RADIUS_KM_OF_STEP, step, events.index).replace(0.0, np.nan)
    if standing_in:
        rows = list(standing_in)
        reason.loc[rows] = in_english(found.reason for found in standing_in.values())
        radius.loc[rows] = [found.radius_km or np.nan for found in standing_in.values()]
    if own.all():
        return events.assign(place_reason=reason, radius_km=radius)
    return events.assign(
        place_reason=events["place_reason"].mask(own, reason), radius_km=events["radius_km"].mask(own, radius)
    )


def _with_their_steps(events: pd.DataFrame, standing_in: Mapping[int, StandIn]) -> pd.DataFrame:
    """Return the events with the precision of stand-in points, marked as filled in by the gazetteer."""
    step = events["geo_precision"].copy()
    step.loc[list(standing_in)] = [found.step for found in standing_in.values()]
    filled = as_text(events["from_gazetteer"]).copy()
    filled.loc[list(standing_in)] = "geo_precision"
    return events.assign(geo_precision=step, from_gazetteer=filled.astype("category"))


def _steps(events: pd.DataFrame) -> np.ndarray:
    """Return `geo_precision` with 0 for unknown."""
    steps: np.ndarray = events["geo_precision"].astype("Int8").fillna(0).to_numpy(np.int8)
    return steps


def _by_step(values: Sequence[Any], steps: np.ndarray, index: pd.Index) -> pd.Series:
    return pd.Series(list(values)).take(steps).set_axis(index)


def _unread_precision(events: pd.DataFrame) -> pd.Series:
    """Return why a place's precision is unknown: it is in doubt, or its words are unclear; `""` if it is known."""
    is_open = events["longitude"].isna() | events["geo_precision"].isna()
    why = recoded(events["place"], lambda place: OWN_IN_DOUBT.text() * in_doubt(place)).where(is_open, "")
    if "geo_precision_in_file" not in events:
        return why
    unclear = events["geo_precision"].isna() & (as_text(events["geo_precision_in_file"]) != "")
    return why.mask(unclear, OWN_UNREAD.text())


def _kinds(events: pd.DataFrame, unread: pd.Series) -> pd.Series:
    """Return how each event is drawn: see "Semantics" in docs/design/model.md."""
    names = list(LOCATION_KINDS)
    kind = np.array([names.index(name) for name in KIND_OF_STEP])[_steps(events)]
    kind[unread.to_numpy() & (kind < names.index("area"))] = names.index("area")
    around = events["place_relation"].isin(AROUND).to_numpy()
    kind[around & (kind == names.index("exact"))] = names.index("near")
    from_gazetteer = np.flatnonzero(events["place_id"] != "")
    several = events["place"].iloc[from_gazetteer].str.contains(";", regex=False).to_numpy(bool)
    at = from_gazetteer[several]
    kind[at[kind[at] != names.index("unlocated")]] = names.index("alternatives")
    kind[events["longitude"].isna()] = names.index("unlocated")
    every = pd.Categorical.from_codes(kind, categories=pd.Index(names))
    return pd.Series(every.remove_unused_categories(), index=events.index)


def _alternatives(events: pd.DataFrame, number: pd.Series, answers: Sequence[list[Resolution]]) -> pd.DataFrame:
    """Return one row for each possible place of the events that name several."""
    several = events.loc[events["location_kind"] == "alternatives", "event_id"]
    rows = [
        _alternative(str(event_id), answer, answer.place)
        for event_id, position in zip(several, number.reindex(several.index), strict=True)
        for answer in answers[position]
        if answer.place is not None and answer.latitude is not None
    ]
    return pd.DataFrame(rows, columns=list(ALTERNATIVE_COLUMNS)).astype(ALTERNATIVE_COLUMNS)


def _alternative(event_id: str, answer: Resolution, place: Place) -> tuple[Any, ...]:
    position = (answer.longitude, answer.latitude, answer.geo_precision, answer.radius_km)
    return (event_id, answer.query.name, place.place_id, *position, place.country, place.admin1)
