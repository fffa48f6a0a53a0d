"""Links: several in a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.model.links import link_fault, split_links

ONE, TWO = "https://example.org/1", "http://example.com/a?b=1,2;c#d"
LINKS = st.from_regex(r"https://example\.org/[a-z0-9/_=&-]{0,20}", fullmatch=True)


@pytest.mark.parametrize("between", [";", "; ", ",", ", ", " | ", "|", " ", "\n", "\r\n", " ;\n", "\u00a0"])
def test_links_of_a_cell_are_parted_by_any_separator(between):
    assert split_links(f"{ONE}{between}{TWO}") == [ONE, TWO]
    assert split_links(f" {ONE}{between}") == [ONE]


@pytest.mark.parametrize("link", [TWO, "https://example.org/a|b", "https://example.org/a,b", "https://example.org/a;b"])
def test_a_separator_inside_an_address_is_part_of_it(link):
    assert split_links(link) == [link]


def test_what_is_no_link_stays_to_be_reported():
    assert split_links(f"{ONE}; see page 3") == [ONE, "see page 3"]
    assert split_links(f"{ONE} javascript:alert(1)") == [ONE, "javascript:alert(1)"]
    assert [bool(link_fault(link)) for link in split_links(f"{ONE}; see page 3")] == [False, True]
    assert split_links("") == split_links(" ; ") == []


@given(st.lists(LINKS, max_size=5), st.sampled_from(["; ", ", ", " ", "\n", " | "]))
def test_any_links_come_back(links, between):
    assert split_links(between.join(links)) == links


@given(st.text())
def test_parts_of_a_cell_have_no_blanks_around_them(text):
    assert not any(part != part.strip() for part in split_links(text))
