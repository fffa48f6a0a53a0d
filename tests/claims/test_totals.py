"""Totals count the dead of a part only in its whole, and add no party's own figures."""

import json

import pandas as pd

from mapper.claims.basis import stated_figures
from mapper.claims.totals import counted_figures, parties_in_words, total_fatalities, total_in_words
from tests.report.dossiers import dossier


def events(*rows):
    columns = ["event_id", "part_of", "fatalities_low", "fatalities_best", "fatalities_high"]
    table = pd.DataFrame(list(rows), columns=columns)
    return table.astype(dict.fromkeys(columns[2:], "Int32"))


def toll(*claims, **events):
    """The total of event e, with these claims of its dead."""
    rows = [{"field": "fatalities", "source_id": "s", **claim} for claim in claims]
    made = dossier({"event_id": "e", **events}, claims=rows, actors=[{"actor_id": "r", "name": "Rebels"}])
    return total_fatalities(made.events, stated_figures(made))


def test_a_part_is_counted_in_its_whole():
    assert (
        total_fatalities(events(("whole", "", 100, 110, 120), ("part", "whole", 9, 9, 9))).sums["fatalities_best"]
        == 110
    )


def test_a_part_counts_where_its_whole_has_no_figure_or_is_not_there():
    assert (
        total_fatalities(events(("whole", "", pd.NA, pd.NA, pd.NA), ("part", "whole", 9, 9, 9))).sums["fatalities_low"]
        == 9
    )
    assert total_fatalities(events(("part", "whole", 9, 9, 9))).sums["fatalities_high"] == 9


def test_nothing_stated_is_nothing():
    assert total_fatalities(events()).sums == dict.fromkeys(("fatalities_low", "fatalities_best", "fatalities_high"))


def test_an_event_that_is_part_of_itself_counts():
    assert total_fatalities(events(("a", "a", 9, 9, 9))).sums["fatalities_best"] == 9


def test_where_nobody_states_a_figure_there_is_no_sum_and_a_stated_none_is_one():
    dead = total_fatalities(events(("a", "", 0, pd.NA, pd.NA), ("b", "", pd.NA, pd.NA, pd.NA))).sums
    assert dead == {"fatalities_low": 0, "fatalities_best": None, "fatalities_high": None}


def test_a_figure_that_only_a_party_states_is_not_added():
    total = toll({"value": "84", "claimant": "Rebels"}, fatalities_best=84)
    assert total.sums["fatalities_best"] is None
    assert total.by_parties == {"e": ("Rebels",)}
    assert parties_in_words(total) == "Not added, since only a party to the event states it: e (Rebels)"


def test_a_figure_that_somebody_else_states_too_is_added():
    claims = {"value": "84", "claimant": "Rebels"}, {"value": "84", "claimant": "The Daily"}
    assert toll(*claims, fatalities_best=84).sums["fatalities_best"] == 84


def test_the_record_s_own_figure_is_added_though_claims_give_others():
    assert toll({"value": "84", "claimant": "Rebels"}, fatalities_best=50).sums["fatalities_best"] == 50


def test_a_bound_makes_the_sum_a_bound():
    total = toll({"value": ">100", "claimant": "The Daily"}, fatalities_best=100)
    assert "at least 100 (best)" in total_in_words(total)
    assert "au moins 100" in total_in_words(total, language="fr")


def test_what_may_be_one_incident_is_not_added_twice():
    table = events(("a", "", 9, 9, 9), ("b", "", 4, 4, 4)).assign(possibly_same_as=["", "a"])
    assert total_fatalities(table).sums["fatalities_best"] == 9
    both = table.assign(possibly_same_as=["b", "a"])
    assert counted_figures(both)["fatalities_best"].notna().sum() == 1


def test_the_report_and_the_summary_say_what_the_list_says_of_a_total(tmp_path, run_mapper):
    (tmp_path / "events.csv").write_text(
        "event_id,event_date,event_type,actor1,actor2,fatalities_low,fatalities_best,fatalities_high\n"
        "party,2025-05-01,Battles,SAF,RSF,,300,\nbound,2025-05-02,Battles,SAF,RSF,100,,\n"
        "plain,2025-05-03,Battles,SAF,RSF,3,12,9\n",
        encoding="utf-8",
    )
    (tmp_path / "claims.csv").write_text(
        "claim_id,event_id,field,value,claimant,stance\nc1,party,fatalities,300,RSF,asserts\n"
        "c2,bound,fatalities,>100,Radio,asserts\n",
        encoding="utf-8",
    )
    said = {command: run_mapper(command, tmp_path) for command in ("list", "summary", "check")}
    lists = [line for line in said["list"].stderr.splitlines() if line.startswith(("Dead", "Not added"))]
    assert len(lists) == 2
    assert "at least" in lists[0]
    assert "party (RSF)" in lists[1]
    assert set(lists) <= set(said["summary"].stderr.splitlines())
    assert {f"{line}." for line in lists} <= set(said["check"].stdout.splitlines())
    assert "Non additionné" in run_mapper("check", tmp_path, "--lang", "fr").stdout
    numbers = json.loads(run_mapper("summary", tmp_path, "--json").stdout)
    assert (numbers["dead_by_parties"], numbers["dead_at_least"]) == ({"party": ["RSF"]}, ["low"])
