"""Which claims the figures of an event rest on."""

import pandas as pd
import pytest

from mapper.claims.basis import figures_rest_on
from tests.claims.tables import actors, claims, sources


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (84, "84 (Rebels and The Daily)"),
        (100, "more than 100 (Army)"),
        (10, "10 to 15 (Villagers)"),
        (15, "10 to 15 (Villagers)"),
        (50, None),
    ],
)
def test_a_figure_rests_on_the_claims_that_give_it(figure, expected):
    events = pd.DataFrame(
        {"event_id": ["e", "f"], "fatalities_low": pd.NA, "fatalities_best": [figure, 3], "fatalities_high": pd.NA}
    )
    given = [("84", "Rebels"), ("84", ""), (">100", "Army"), ("10..15", "Villagers"), ("unknown", "Nobody")]
    table = claims(*({"field": "fatalities", "value": v, "claimant": c, "source_id": "s"} for v, c in given))
    table = pd.concat([table, claims({"field": "fatalities", "value": "50", "stance": "denies", "claimant": "Army"})])
    known = sources({"source_id": "s", "publisher": "The Daily"})
    found = figures_rest_on(events, table, sources=known, actors=actors({"name": "Rebels"}))
    said = {event: {column: basis.text() for column, basis in columns.items()} for event, columns in found.items()}
    assert said == ({"e": {"fatalities_best": expected}} if expected else {})
