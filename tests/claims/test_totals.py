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
    assert parties_in_words(total) == "Not added, since only a party to the conflict states it: e (Rebels)"


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
    assert (numbers["dead_by_parties"], numbers["dead_at_least"]) == ({"party": ["RSF"]}, ["low", "best"])


def said(*rows):
    return total_in_words(total_fatalities(events(*rows)))


def test_who_is_known_only_by_a_lower_bound_is_in_the_lowest_sum_and_the_sums_are_of_the_same_events():
    assert said(("a", "", 1200, pd.NA, pd.NA), ("b", "", 5, pd.NA, 9)) == (
        "Dead where stated: 1,205 (low), at least 1,209 (high), in 2 events; only bounds in 2 (at least 1,205 dead)"
    )
    rows = ("a", "", pd.NA, 100, pd.NA), ("b", "", pd.NA, 104, pd.NA), ("c", "", 100, pd.NA, 200)
    assert said(*rows) == (
        "Dead where stated: 304 (low), at least 304 (best), 404 (high), in 3 events; "
        "only bounds in 1 (at least 100 dead)"
    )


def test_a_highest_figure_of_some_events_is_a_bound_for_all():
    assert "15 (low), at least 110 (high)" in said(("a", "", 10, pd.NA, pd.NA), ("b", "", 5, pd.NA, 100))
    assert "15 (low), 120 (high)" in said(("a", "", 10, pd.NA, 20), ("b", "", 5, pd.NA, 100))
    assert "7 (low), 8 (best), at least 8 (high)" in said(("a", "", 2, 3, pd.NA), ("b", "", 5, 5, 5))


def test_a_high_figure_below_the_others_counts_as_published_and_the_total_says_so():
    total = total_fatalities(events(("a", "", 8002, 8002, 5511), ("b", "", 1, 2, 3)))
    assert total.sums == {"fatalities_low": 8003, "fatalities_best": 8004, "fatalities_high": 5514}
    assert "; the figures of 1 event are not in order; they count as published" in total_in_words(total)
    assert "ne sont pas en ordre" in total_in_words(total, language="fr")


def test_a_total_says_when_one_event_holds_most_of_the_dead():
    small = [(name, "", 9, 10, 11) for name in "abcd"]
    assert said(*small, ("e", "", 41, 41, 41)).endswith("in 5 events; 41 of them in one event, e")
    assert "of them" not in said(*small, ("e", "", 40, 40, 40))
    assert "of them" not in said(*small[:3], ("e", "", 900, 900, 900)), "of four events one often has most"


def test_list_check_and_summary_tell_the_same_sums(tmp_path, run_mapper):
    rows = "event_id,event_date,fatalities_low,fatalities_high\na,2024-06-05,1200,\nb,2024-06-05,5,9\n"
    (tmp_path / "e.csv").write_text(rows, encoding="utf-8")
    said = "Dead where stated: 1,205 (low), at least 1,209 (high), in 2 events; only bounds in 2 (at least 1,205 dead)"
    assert said in run_mapper("list", tmp_path / "e.csv").stderr
    assert said in run_mapper("check", tmp_path / "e.csv").stdout
    assert said in run_mapper("summary", tmp_path / "e.csv").stderr
    numbers = json.loads(run_mapper("summary", tmp_path / "e.csv", "--json").stdout)
    assert numbers["dead"] == {"low": 1205, "best": None, "high": 1209}
    assert numbers["dead_at_least"] == ["high"]
    assert numbers["dead_events"] == {"low": 2, "best": 0, "high": 1}
    assert (numbers["dead_stated_in"], numbers["dead_only_bounds"]) == (2, {"events": 2, "at_least": 1205})
    report = json.loads(run_mapper("check", tmp_path / "e.csv", "--json").stdout)
    assert report["fatalities"]["fatalities_high"] == 1209


def test_a_claim_of_more_than_a_number_gives_no_highest_figure():
    claims = {"value": "more than 400", "claimant": "Radio"}, {"value": "at least 100", "claimant": "UN"}
    rows = [{"field": "fatalities", "source_id": "s", **claim} for claim in claims]
    made = dossier({"event_id": "e", "fatalities_low": 100, "fatalities_high": 400}, claims=rows)
    assert list(stated_figures(made)["e"]) == ["fatalities_low"], "400 at most is the record's own figure"
    assert total_in_words(toll(*claims, fatalities_low=100, fatalities_high=400)) == (
        "Dead where stated: at least 100 (low), 400 (high), in 1 event; only bounds in 1 (at least 100 dead)"
    )


def test_a_claim_of_at_most_a_number_gives_no_lowest_figure():
    rows = [{"field": "fatalities", "source_id": "s", "value": "at most 40", "claimant": "Radio"}]
    made = dossier({"event_id": "e", "fatalities_low": 40, "fatalities_high": 40}, claims=rows)
    assert list(stated_figures(made)["e"]) == ["fatalities_high"]
