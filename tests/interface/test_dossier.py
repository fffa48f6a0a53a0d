"""How a dossier shows itself: one line, and a page of a notebook in which all text is text."""

import re
from html.parser import HTMLParser

import folium

import mapper
from mapper.processing.published_counts import counts_only
from tests.browser.hostile import write_hostile_rows

TAGS = {"div", "p", "strong", "code", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"}


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data + "\n"


def shown(dossier):
    parser = Tags()
    parser.feed(dossier._repr_html_())
    return parser


def test_its_line_says_what_is_in_it(example):
    counted = re.fullmatch(r"Dossier\((.*)\)", repr(example))
    assert counted
    said = dict(pair.split("=") for pair in counted[1].split(", "))
    assert int(said["events"]) == len(example.events)
    assert int(said["located"]) == int(example.located.sum())
    assert list(said) == ["events", "claims", "sources", "actors", "located", "rejected", "period"]
    assert len(repr(example)) < 150


def test_without_events_there_is_no_period(example):
    empty = mapper.filter(example, month="1999-01")
    assert "events=0" in repr(empty)
    assert "period=''" in repr(empty)
    assert "Not on the map" not in empty._repr_html_()


def test_rows_that_stand_for_several_events_count_as_those(example):
    assert counts_only(example).summary().events == example.summary().events
    assert sum(counts_only(example).unlocated.values()) == sum(example.unlocated.values())


def test_a_notebook_shows_first_rows_and_what_is_not_on_the_map_and_why(example, tmp_path):
    text = shown(example).text
    assert all(event_id in text for event_id in example.events["event_id"].head(5))
    assert f"{len(example.events) - 5} more rows" in text
    for reason, count in list(example.unlocated.items())[:10]:
        assert f"{reason} ({count:,} event{'' if count == 1 else 's'})" in text
    (tmp_path / "e.csv").write_text("event_id,event_date\na,2025\n,2024\n", encoding="utf-8")
    assert "line 3" in shown(mapper.read(tmp_path / "e.csv")).text


def test_hostile_text_is_shown_as_text(tmp_path):
    rows = write_hostile_rows(tmp_path / "events.csv")
    dossier = mapper.read(tmp_path / "events.csv").replace(title="<img src=x onerror=alert(1)> {{7*7}}")
    for start in range(0, len(rows), 5):
        page = shown(dossier.with_events(dossier.events.iloc[start:]))
        assert {tag for tag, _ in page.found} <= TAGS
        assert all(attributes in ({}, {"dir": "auto"}) for _, attributes in page.found)
        assert "<img src=x onerror=alert(1)> {{7*7}}" in page.text


def test_the_map_is_shown_when_it_is_asked_for(example):
    drawn = example.map()
    assert isinstance(drawn, folium.Map)
    assert drawn.get_root().render() == mapper.map_html(example)
    assert "iframe" in drawn._repr_html_()


def test_of_fewer_events_only_their_sources_are_left(example):
    events = example.events.head(3).assign(source=["S01; S02", "S03", "S03"], event_id=["e1", "e2", "e3"])
    sources = example.sources.head(5).assign(source_id=["S01", "S02", "S03", "S04", "S05"])
    claims = example.claims.head(1).assign(event_id="e1", source_id="S04")
    dossier = example.replace(events=events, sources=sources, claims=claims)
    left = dossier.with_events(events.iloc[1:])
    assert left.sources["source_id"].tolist() == ["S03", "S05"], "what nobody named before stays"
    assert dossier.with_events(events.iloc[:1]).sources["source_id"].tolist() == ["S01", "S02", "S04", "S05"]


def test_a_dossier_is_equal_to_itself_alone_and_can_be_a_key(example):
    other = example.replace(title="other")
    assert (example == example, example == other, example != other) == (True, False, True)  # noqa: PLR0124
    assert {example: 1, other: 2}[example] == 1
    report = mapper.report.check(example)
    assert {report: 1}[report] == 1
