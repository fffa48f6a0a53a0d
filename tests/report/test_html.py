"""The report as one page: offline, without a script, and nothing of the data is markup."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

import mapper
from mapper.render.locator import locator_maps
from mapper.report import check, report_html
from tests.report.dossiers import dossier

HOSTILE = "</td></style><script>alert(1)</script>{{7*7}}{% x %}${1}&amp;\" onmouseover='x'\u202e\x00\x1b[2J"


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text.append(data)


def parsed(html):
    read = Page()
    read.feed(html)
    return read


def page(made, places):
    html = report_html(check(made, gazetteer=places), made)
    return html, parsed(html)


@pytest.fixture(scope="module")
def reported(example, places):
    """The example with its report."""
    return example, check(example, gazetteer=places)


@pytest.mark.slow
def test_the_page_is_one_file_that_asks_for_nothing(reported, places):
    made, report = reported
    html = report_html(report, made)
    read = parsed(html)
    [style] = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = [value for name, value in read.attributes if name == "content" and "default-src" in value]
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(read.tags)
    assert not [name for name, _ in read.attributes if name in {"style", "src"} or name.startswith("on")]
    assert read.tags.count("h1") == read.tags.count("main") == 1
    assert ("lang", "en") in read.attributes
    assert html == page(made, places)[0]


@pytest.mark.slow
def test_every_finding_is_on_the_page_with_its_claims(reported):
    made, report = reported
    read = parsed(report_html(report, made))
    text = " ".join("".join(read.text).split())
    for finding in report.contradictions:
        assert ("id", finding.id) in read.attributes
        assert " ".join(finding.explanation.split()) in text
    assert "“CSP-DPA” (CSP-DPA)" in text
    assert "party" in text


def test_events_go_by_their_titles_and_have_a_map(places):
    claims = [{"field": "outcome", "value": value, "claimant": value} for value in ("won", "lost")]
    claims.append({"field": "captured", "value": "prisoners", "claimant": "A"})
    claims = [{**claim, "event_id": "id-of-ours"} for claim in claims]
    event = {"event_id": "id-of-ours", "title": "Ambush at noon", "country": "ML"}
    made = dossier(event, {"event_id": "other-id"}, claims=claims)
    html = report_html(check(made, gazetteer=places), made, maps=locator_maps(made, ["id-of-ours"]))
    assert "id-of-ours" not in html
    assert "Ambush at noon" in html
    assert "other-id" in html, "what has no title goes by its id"
    assert "says what, not how many" in html
    assert "<svg" in html


def test_hostile_text_stays_text(places):
    rows = [{"field": "outcome", "value": f"{HOSTILE}{n}", "claimant": HOSTILE, "quote": HOSTILE} for n in (1, 2)]
    fault = dict.fromkeys(["file", "field", "value", "reason", "remedy"], HOSTILE) | {"line": 1}
    source = {"source_id": "s2", "publisher": HOSTILE, "published": "2024", "url": "javascript:alert(1)"}
    rows = [{**row, "source_id": "s2"} for row in rows]
    event = {"event_id": "e", "place": HOSTILE, "place_reason": HOSTILE}
    made = dossier(event, claims=rows, sources=[source], rejects=[fault], faults=[fault])
    html, read = page(made.replace(title=HOSTILE), places)
    assert "script" not in read.tags
    assert not [value for name, value in read.attributes if name == "href"]
    assert '{{7*7}}{% x %}${1}&amp;"' in "".join(read.text)
    assert "\x00" not in html
    assert "\x1b" not in html
    assert "\u202e" not in html


def test_a_link_to_a_source_is_offered_where_it_is_safe(places):
    rows = [{"field": "outcome", "value": value, "source_id": "t"} for value in ("a", "b")]
    link = "https://example.org/?a=1&b=%22"
    made = dossier({"event_id": "e"}, claims=rows, sources=[{"source_id": "t", "published": "2024", "url": link}])
    assert ("href", link) in page(made, places)[1].attributes


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_example_s_report_prints_nothing_that_no_newspaper_could(reported, language):
    made, report = reported
    html = report_html(report, made, language=language)
    read = Page()
    read.feed(re.sub(r"<style>.*?</style>|<code>.*?</code>", "", html, flags=re.DOTALL))  # commands name an id
    said = "".join(read.text)
    assert not re.search(r"\b(?:1[,\u202f\u00a0]9|2[,\u202f\u00a0]0)\d\d\b", said), (
        "a year is no number with a thousands mark"
    )
    assert not re.search(r"[<>]=?\s?\d|\d\.\.\d|\b(?:19|20)\d\d-\d\d", said), "signs and dates are said"
    assert not re.search(r"\b(?:event_date|actor[12]|assoc_actor_[12]|unit_or_group)\b|\w/\w+/\d{3}", said), "nor ids"
    assert not any(event in said for event in made.events["event_id"] if "-20" in event)


def test_the_account_of_cells_is_folded(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("event_id,event_date,place,weapon\na,2025-05-03,Gao,NA\n", "utf-8")
    dossier = mapper.read(file)
    page = report_html(check(dossier), dossier)
    assert "<details><summary>What became of the columns of" in page
    assert "NA (1)" in page


def test_the_list_of_events_has_events_only_and_counts_no_others(places):
    claims = [
        {"event_id": event, "field": "fatalities", "value": value, "claimant": value, "source_id": "s"}
        for event in ("a", "b")
        for value in ("3", "9")
    ]
    events = [{"event_id": "a", "title": "Attack on A"}, {"event_id": "b", "title": "Attack on B"}]
    made = dossier(*events, claims=claims, sources=[{"source_id": "s", "publisher": "Daily"}])
    html, _ = page(made, places)
    assert {one.event_id for one in check(made, gazetteer=places).contradictions} == {"a", "b", ""}
    listed = re.findall(r'<ol class="contents">(.*?)</ol>', html, re.DOTALL)
    assert listed[0].count("<li>") == 2
    assert "Events to look at: 2" in re.sub("<[^>]*>", "", html)
    for anchor, title in re.findall(r'<a href="#(.*?)"><bdi>(.*?)</bdi></a>', listed[0]):
        section = html.partition(f'<section class="event" id="{anchor}">')[2]
        assert section.partition("</h3>")[0].endswith(f"<h3><bdi>{title}</bdi>")
    assert listed[0].count('<a href="#') == 2
