"""The data sets that events come from, and the credit that their makers ask for."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from mapper.model.coded import categorical
from mapper.model.schema import DATA_SET
from mapper.readers.events.codebooks import codebooks
from mapper.words import Message

__all__ = ["OF_ACLED", "count_of", "credits", "is_of", "told_together"]

OF_ACLED: Final = "ACLED"
"""The beginning of the names of ACLED's data sets."""

_ACLED = Message("credit-acled")
_GED = (
    "Sundberg, Ralph and Erik Melander (2013). Introducing the UCDP Georeferenced Event Dataset. "
    "Journal of Peace Research 50(4): 523-532. Uppsala Conflict Data Program, https://ucdp.uu.se, CC BY 4.0"
)
_CANDIDATE = (
    "Hegre, Håvard, Mihai Croicu, Kristine Eck and Stina Högbladh (2020). Introducing the UCDP Candidate Events "
    "Dataset. Research & Politics 7(3). Uppsala Conflict Data Program, https://ucdp.uu.se, CC BY 4.0"
)

_UCDP = "Uppsala Conflict Data Program, https://ucdp.uu.se, CC BY 4.0"
_YEARLY = {
    "UCDP Battle-Related Deaths": f"UCDP Battle-Related Deaths Dataset. {_UCDP}",
    "UCDP Non-State Conflict": "Sundberg, Ralph, Kristine Eck and Joakim Kreutz (2012). Introducing the UCDP Non-State "
    f"Conflict Dataset. Journal of Peace Research 49(2): 351-362. {_UCDP}",
    "UCDP One-sided Violence": "Eck, Kristine and Lisa Hultman (2007). One-Sided Violence Against Civilians in War. "
    f"Journal of Peace Research 44(2): 233-246. {_UCDP}",
    "UCDP/PRIO Armed Conflict": "Gleditsch, Nils Petter, Peter Wallensteen, Mikael Eriksson, Margareta Sollenberg and "
    f"Håvard Strand (2002). Armed Conflict 1946-2001: A New Dataset. Journal of Peace Research 39(5): 615-637. {_UCDP}",
}


def is_of(events: pd.DataFrame, data_set: str) -> np.ndarray:
    """Return True for each event of a data set, given the beginning of its name: `ACLED`, `UCDP`.

    >>> is_of(pd.DataFrame({"data_set": ["ACLED", "UCDP GED 24.1", ""]}), "UCDP").tolist()
    [False, True, False]
    """
    if DATA_SET not in events:
        return np.zeros(len(events), dtype=bool)
    coded = categorical(events[DATA_SET])
    of: np.ndarray = np.array([str(name).startswith(data_set) for name in (*coded.categories, "")])[coded.codes]
    return of


def count_of(events: pd.DataFrame, data_set: str) -> int:
    """Return how many events come from a data set, which is given as for `is_of`.

    >>> count_of(pd.DataFrame({"data_set": ["ACLED", "UCDP GED 24.1", ""]}), "UCDP")
    1
    """
    return int(is_of(events, data_set).sum())


def credits(events: pd.DataFrame) -> tuple[Message | str, ...]:
    """Return the credit line of each data set that the events come from: a citation, or a message in our words.

    ACLED's attribution policy asks for its name in full and a link to its site; UCDP asks for the article that
    introduces the data set, with the version.

    >>> credits(pd.DataFrame({"data_set": ["ACLED"]}))[0].text()[:42]
    'ACLED (Armed Conflict Location & Event Dat'
    """
    if DATA_SET not in events:
        return ()
    names = [str(name) for name in events[DATA_SET].unique()]
    lines: list[Message | str] = []
    for name in sorted(names):
        if name.startswith(OF_ACLED):
            lines.append(_ACLED)
        elif name.startswith("UCDP"):
            of_events = _CANDIDATE if "Candidate" in name else _GED
            lines.append(f"{name}: {next((said for of, said in _YEARLY.items() if name.startswith(of)), of_events)}")
        else:
            lines += [book.credit for book in codebooks() if book.data_set == name]
    return tuple(lines)


def told_together(events: pd.DataFrame) -> Message | None:
    """Return the notice if several data sets cover one month in one country, since both may have the same event.

    >>> day = {"event_date": pd.Timestamp("2025-06-13"), "country": "ML"}
    >>> both = pd.DataFrame([{"data_set": name, **day} for name in ("ACLED", "UCDP GED 24.1")])
    >>> told_together(both).text()[:52], told_together(both.head(1))
    ('ACLED and UCDP GED 24.1 tell of the same months in t', None)
    """
    if DATA_SET not in events or len(categorical(events[DATA_SET]).categories) < 2:
        return None
    known = events[(events[DATA_SET] != "") & (events["country"] != "") & events["event_date"].notna()]
    told = pd.DataFrame(
        {
            "of": known[DATA_SET].astype("str"),
            "country": known["country"].astype("str"),
            "month": known["event_date"].to_numpy().astype("datetime64[M]").astype(int),
        }
    ).drop_duplicates()
    together = told[told.duplicated(["country", "month"], keep=False)]
    return Message("told-together", sets=tuple(sorted(together["of"].unique()))) if len(together) else None
