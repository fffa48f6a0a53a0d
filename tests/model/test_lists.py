"""Lists of names in cells: all cells at once, as one by one."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from mapper.model.coded import lists_in, positions_in
from mapper.model.schema import LIST_SEPARATOR, names_in_cell

CELLS = st.lists(st.text(alphabet=st.sampled_from("aé;; \t\n\xa0　\x1c"), max_size=8))


@given(CELLS)
def test_all_cells_at_once_give_what_each_gives_alone(cells):
    alone = [names_in_cell(cell) for cell in cells]
    lists = lists_in(pd.Series(cells, dtype="str"))
    assert lists.counts.tolist() == [len(names) for names in alone]
    assert lists.names.to_pylist() == [name for names in alone for name in names]
    assert lists.cells().tolist() == [at for at, names in enumerate(alone) for _ in names]
    assert lists.joined(pd.RangeIndex(len(cells))).tolist() == [LIST_SEPARATOR.join(names) for names in alone]


def test_a_name_has_the_position_of_the_first_of_its_namesakes():
    assert positions_in(lists_in(["b; c", "a"]).names, pd.Series(["a", "b", "b"], dtype="str")).tolist() == [1, -1, 0]
    assert positions_in(lists_in([]).names, []).tolist() == []
