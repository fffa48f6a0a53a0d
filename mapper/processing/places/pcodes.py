"""Place events by the P-codes of areas: the columns of codes, and the user's areas with these codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

import pandas as pd

from mapper.model.schema import Step
from mapper.words import Message, by_text

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = ["OF_AREA", "P_CODE", "CodedAreas", "code_columns", "level_of", "placed_by_codes"]

P_CODE: Final = r"(?<!zi)p[-_. ]?code|adm(?:in)?_?\d?_?code"
"""Names of columns of P-codes, in files of areas and in tables of events."""
OF_AREA: Final = "boundary:"
"""The prefix of the `place_id` of an event that was placed by the code of a user's own area."""
_CODE_COLUMN: Final = re.compile(P_CODE, re.IGNORECASE)
_LEVEL: Final = re.compile(r"\d")
_FINEST: Final = "2"


class CodedAreas(Protocol):
    """The user's own areas, by their codes, as `mapper.render.basemap.boundaries` reads them."""

    @property
    def file(self) -> str:
        """The name of the file."""
        ...

    def area_of(self, code: str) -> tuple[str, float, float] | None:
        """Return the name of the only area with a code, and longitude and latitude of a point in it, else None."""
        ...


def placed_by_codes(dossier: Dossier, areas: CodedAreas) -> Dossier:
    """Return the dossier with the events of areas placed in the areas with their P-codes.

    If the file lacks a second-level area, its first-level area is used. Events that are known more exactly, or have
    coordinates of their own, are not changed.
    """
    events = dossier.events
    columns = code_columns(dossier)
    own = (events["place_id"].astype("str") == "") & events["longitude"].notna()
    open_ = events["location_kind"].isin(["area", "unlocated"]) & ~own
    if not columns or not open_.any():
        return dossier
    rows = events.loc[open_, columns].astype("str")
    keys = list(rows.itertuples(index=False, name=None))
    answers = {key: _answer(key, columns, areas) for key in dict.fromkeys(keys)}
    found = [(row, answer) for row, key in zip(rows.index, keys, strict=True) if (answer := answers[key])]
    if not found:
        return dossier
    index = [row for row, _ in found]
    codes, points, levels, reasons = zip(*(answer for _, answer in found), strict=True)
    placed = events.copy()
    placed["location_kind"] = placed["location_kind"].astype("str")
    placed.loc[index, ["longitude", "latitude"]] = pd.DataFrame(points, index=index).to_numpy()
    placed.loc[index, "geo_precision"] = pd.Series(levels, index=index, dtype="Int8")
    placed.loc[index, "radius_km"] = float("nan")
    placed.loc[index, "location_kind"] = "area"
    placed.loc[index, "place_id"] = [f"{OF_AREA}{code}" for code in codes]
    placed.loc[index, "place_reason"] = [reason.text() for reason in reasons]
    placed["location_kind"] = placed["location_kind"].astype("category")
    return dossier.replace(events=placed, messages={**dossier.messages, **by_text(set(reasons))})


def code_columns(dossier: Dossier) -> list[str]:
    """Return the columns of P-codes, those of the smallest areas first; one without a level counts as second-level.

    >>> import mapper
    >>> code_columns(mapper.read("seeds").replace(extra_columns=("P-code", "postcode", "adm1_pcode")))
    ['P-code', 'adm1_pcode']
    """
    codes = [name for name in map(str, dossier.extra_columns) if _CODE_COLUMN.search(name)]
    return sorted(codes, key=level_of, reverse=True)


def level_of(name: str) -> str:
    """Return the level of a column of P-codes.

    >>> level_of("adm1_pcode"), level_of("P-code")
    ('1', '2')
    """
    found = _LEVEL.search(name)
    return found[0] if found else _FINEST


def _answer(
    codes: tuple[str, ...], columns: list[str], areas: CodedAreas
) -> tuple[str, tuple[float, float], int, Message] | None:
    """Return the code that was found, the point of its area, the step of `geo_precision`, and the reason."""
    given = [(code, level_of(name)) for code, name in zip(codes, columns, strict=True) if code.strip()]
    for code, level in given:
        found = areas.area_of(code)
        if found is None:
            continue
        name, longitude, latitude = found
        said = {"pcode": code, "name": name, "file": areas.file}
        reason = Message("in-boundary", **said)
        if code != given[0][0]:
            reason = Message("in-parent-boundary", unknown=given[0][0], **said)
        return code, (longitude, latitude), Step.ADMIN_2 if level >= _FINEST else Step.ADMIN_1, reason
    return None
