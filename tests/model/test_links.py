"""Links: several in a cell, and in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.model.links import link_fault, links_in, split_links

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


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://example.org/3.", ["https://example.org/3"]),
        ("Channel (https://example.org/6)", ["https://example.org/6"]),
        ("“https://example.org/6”, «https://example.org/7»", ["https://example.org/6", "https://example.org/7"]),
        ("https://en.example.org/wiki/Gao_(town)", ["https://en.example.org/wiki/Gao_(town)"]),
        ("https://example.org/1,https://example.org/2", ["https://example.org/1", "https://example.org/2"]),
        ("HTTPS://EXAMPLE.ORG/A and ftp://example.org", ["HTTPS://EXAMPLE.ORG/A"]),
        ("no link, not even example.org", []),
    ],
)
def test_links_in_running_text(text, links):
    assert links_in(text) == links


@given(st.lists(LINKS, max_size=5), st.sampled_from(["; ", ", ", " ", "\n", " | "]))
def test_any_links_come_back(links, between):
    assert split_links(between.join(links)) == links
    assert links_in(between.join(links)) == [link.rstrip("_") for link in links]


@given(st.text())
def test_any_text_has_links_or_none(text):
    assert all(link.lower().startswith(("http://", "https://")) for link in links_in(text))
    assert not any(part != part.strip() for part in split_links(text))
