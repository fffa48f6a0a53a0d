"""What events without a title of their own are called."""

from __future__ import annotations

import pandas as pd
import pytest

import mapper
from mapper.processing.summary import default_title


def read(*countries, **columns):
    rows = [{"id": str(n), "date": "2025-05-03", "place": "", "country": code} for n, code in enumerate(countries)]
    return mapper.read(pd.DataFrame(rows).assign(**columns))


@pytest.mark.parametrize(
    ("countries", "english", "french"),
    [
        (["ML", "ML"], "Conflict events: Mali", "Événements de conflit : Mali"),
        (["TD", "ML", "ML"], "Conflict events: Mali and Chad", "Événements de conflit : Mali et Tchad"),
        (["TD", "ML", "NE"], "Conflict events: 3 countries", "Événements de conflit : 3 pays"),
        (["ML", ""], "Conflict events", "Événements de conflit"),
        (["ML"] * 9 + [""], "Conflict events: Mali", "Événements de conflit : Mali"),
    ],
)
def test_one_or_two_countries_are_named_where_nearly_all_events_state_one(countries, english, french):
    title = default_title(read(*countries).events)
    assert title.text() == english
    assert " ".join(title.text("fr").split()) == french


def test_a_data_set_is_named_where_all_events_are_of_it():
    acled = mapper.read("tests/data/acled.csv")
    assert default_title(acled.events).text().endswith(" (ACLED)")
    both = mapper.read("tests/data/acled.csv", pd.DataFrame([{"id": "a", "date": "2025-05-03", "country": "ML"}]))
    assert "ACLED" not in default_title(both.events).text()


def test_no_event_is_called_by_no_country():
    assert default_title(read("ML").events.iloc[:0]).text() == "Conflict events"


def test_a_title_that_is_given_is_kept(tmp_path):
    dossier = read("ML")
    assert "<title>Conflict events: Mali</title>" in mapper.map_html(dossier)
    assert "<title>Mali in 2025</title>" in mapper.map_html(dossier, title="Mali in 2025")
    assert "<title>Événements de conflit\xa0: Mali</title>" in mapper.map_html(dossier, language="fr")
