"""The sites come in the order of the page's index: kdbush finds in them what a look at every site finds."""

import re
from pathlib import Path

import numpy as np
import pytest

import mapper.render.siteorder as module
from mapper.render.siteorder import LEAF, index_order

VIEWER = Path(module.__file__).parents[1] / "viewer" / "src"


def splits(values, start, end, axis=0):
    """Yield before, middle and after of each range that the index splits, along the axis that it splits."""
    if end - start <= LEAF + 1:
        return
    middle = (start + end - 1) // 2  # kdbush: (left + right) >> 1, right the last
    column = values[axis]
    yield column[start:middle], column[middle], column[middle + 1 : end]
    yield from splits(values, start, middle, 1 - axis)
    yield from splits(values, middle + 1, end, 1 - axis)


@pytest.mark.parametrize("size", [0, 1, LEAF + 1, LEAF + 2, 2 * LEAF + 3, 2 * LEAF + 4, 20_000])
@pytest.mark.parametrize("spread", [1, 3, 10**9])
def test_no_site_lies_on_the_wrong_side_of_a_middle_however_many_are_alike(size, spread):
    x, y = np.random.default_rng(size).integers(0, spread, (2, size))
    order = index_order(x, y)
    assert sorted(order) == list(range(size))
    found = list(splits((x[order], y[order]), 0, size))
    assert bool(found) == (size > LEAF + 1)
    for before, middle, after in found:
        assert before.max() <= middle <= after.min()


def by_sorting(values, order, axis=0):
    """Return the same order by sorting each range, which leaves nothing to chance."""
    if len(order) <= LEAF + 1:
        return sorted(order)
    along = values[axis]
    ranged = sorted(order, key=lambda site: (along[site], site))
    middle = (len(order) - 1) // 2
    before, after = (by_sorting(values, part, 1 - axis) for part in (ranged[:middle], ranged[middle + 1 :]))
    return [*before, ranged[middle], *after]


@pytest.mark.parametrize("spread", [1, 40, 10**9])
def test_the_order_is_the_same_on_every_processor(spread):
    x, y = np.random.default_rng(spread).integers(0, spread, (2, 5_000))
    assert index_order(x, y).tolist() == by_sorting((x.tolist(), y.tolist()), range(5_000))


def test_the_page_searches_leaves_of_the_same_size():
    grouping = (VIEWER / "engine" / "grouping.js").read_text(encoding="utf-8")
    assert re.findall(r"const LEAF = (\d+);", grouping) == [str(LEAF)]
