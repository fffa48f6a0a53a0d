"""Find claims that name different places and can still all be true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from gazetteer import Query, normal_form
from gazetteer.names.kinds import KINDS
from mapper.claims.disagreement import disputed_fields
from mapper.claims.places import read_place
from mapper.model.schema import HOLDING, names_in_cell
from mapper.report.findings import Finding
from mapper.report.rules.rule import Rule
from mapper.report.words import Message

__all__ = ["PlacesSideBySide"]

_BOTH: Final = 2

Row = dict[Any, Any]


class PlacesSideBySide(Rule):
    """Claims of different places that can all be true.

    These are places in two countries, as near a border, or a town and another town that has the name of the first
    town's division: "Khartoum" can mean the state around Omdurman, or the town on the other bank.
    """

    name = "places-side-by-side"

    def findings(self) -> Iterator[Finding]:
        """Find such claims, event by event; contradictions are left to the rule `disagreement`."""
        claims, events = self.dossier.claims, self.dossier.events
        places = claims[claims["field"].eq("place") & claims["stance"].isin(HOLDING)]
        several = places[places["event_id"].duplicated(keep=False)]
        contradicting = {event for event, _ in disputed_fields(several, events=events, actors=self.dossier.actors)}
        known = events[events["event_id"].isin(set(several["event_id"]) - contradicting)]
        records = {row["event_id"]: row for row in known.to_dict("records")}
        by_event: dict[str, list[Row]] = {event: [] for event in sorted(records)}
        for row in several[several["event_id"].isin(records)].to_dict("records"):
            by_event[row["event_id"]].append(row)
        for event, rows in by_event.items():
            code, named = "in-two-countries", _in_two_countries(rows)
            if not named:
                code, named = "town-or-division", self._town_of_the_division(records[event], rows)
            if named:
                said = tuple(Message("held-so", value=row["value"], who=row["claimant"]) for row in named)
                ids = {str(row["claim_id"]) for row in named}
                yield self.finding(event, "place", Message(code, said=said), claims=ids)

    def _town_of_the_division(self, event: Row, rows: list[Row]) -> list[Row]:
        """The claims of a town with the name of the event's division, together with the claims of the event's own town.

        A claim with a word for the kind of place, as "Khartoum state", names no town.
        """
        divisions = {read_place(str(event[name])).name for name in ("admin1", "admin2", "admin3")} - {""}
        own = {read_place(part).name for part in names_in_cell(str(event["place"]))}
        bare = [
            row for row in rows if _bare(str(row["value"])) and read_place(str(row["value"])).name in divisions - own
        ]
        others = [row for row in rows if read_place(str(row["value"])).name in own]
        if not bare or not others:
            return []
        queries = [Query(f"{row['value']} town", country=str(event["country"])) for row in bare]
        found = self.gazetteer.resolve(queries)
        towns = [row for row, one in zip(bare, found, strict=True) if one.place and one.place.feature_class == "P"]
        return [*towns, *others] if towns else []


def _in_two_countries(rows: list[Row]) -> list[Row]:
    named = [(row, read_place(part)) for row in rows for part in names_in_cell(str(row["value"]))]
    named = [(row, place) for row, place in named if place.name and place.country]
    return [row for row, _ in named] if len({place.country for _, place in named}) >= _BOTH else []


def _bare(text: str) -> bool:
    """Whether a claimed place is a bare name, without a word for its kind."""
    return ";" not in text and not any(normal_form(word) in KINDS for word in text.split())
