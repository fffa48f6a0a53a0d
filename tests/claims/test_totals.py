"""Totals count the dead of a part only in its whole."""

import pandas as pd

from mapper.claims.totals import total_fatalities


def events(*rows):
    columns = ["event_id", "part_of", "fatalities_low", "fatalities_best", "fatalities_high"]
    table = pd.DataFrame(list(rows), columns=columns)
    return table.astype(dict.fromkeys(columns[2:], "Int32"))


def test_a_part_is_counted_in_its_whole():
    assert total_fatalities(events(("whole", "", 100, 110, 120), ("part", "whole", 9, 9, 9)))["fatalities_best"] == 110


def test_a_part_counts_where_its_whole_has_no_figure_or_is_not_there():
    assert (
        total_fatalities(events(("whole", "", pd.NA, pd.NA, pd.NA), ("part", "whole", 9, 9, 9)))["fatalities_low"] == 9
    )
    assert total_fatalities(events(("part", "whole", 9, 9, 9)))["fatalities_high"] == 9


def test_nothing_stated_is_nothing():
    assert total_fatalities(events()) == dict.fromkeys(("fatalities_low", "fatalities_best", "fatalities_high"))


def test_an_event_that_is_part_of_itself_counts():
    assert total_fatalities(events(("a", "a", 9, 9, 9)))["fatalities_best"] == 9


def test_where_nobody_states_a_figure_there_is_no_sum_and_a_stated_none_is_one():
    dead = total_fatalities(events(("a", "", 0, pd.NA, pd.NA), ("b", "", pd.NA, pd.NA, pd.NA)))
    assert dead == {"fatalities_low": 0, "fatalities_best": None, "fatalities_high": None}
