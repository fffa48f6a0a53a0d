"""Each rule finds its fault, and keeps quiet where there is none."""

from typing import Any

import pandas as pd
import pytest

import mapper
from mapper.model.dossier import empty_alternatives
from mapper.render.mapdata import map_data
from mapper.report import check
from mapper.report.events import field_message
from mapper.report.findings import SEVERITIES
from mapper.report.rules import RULES, Rule, findings_of
from mapper.report.rules.location_conflicts import OutsideNamedArea
from mapper.vocabulary import rules
from tests.report.dossiers import dossier


def findings(name, made, gazetteer: Any = None):
    """What one rule finds; most ask no gazetteer."""
    [rule] = [one for one in RULES if one.name == name]
    return list(rule(made, gazetteer).findings())


def found(name, made, gazetteer=None):
    """The same: event, field and severity of each."""
    return [(one.event_id, one.field, one.severity) for one in findings(name, made, gazetteer)]


def claim(field, value, **more):
    return {"field": field, "value": value, **more}


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        (claim("event_date", "2023-07"), claim("event_date", "2024-07"), "high"),
        (claim("place", "Gao"), claim("place", "Kidal"), "high"),
        (claim("place", "Gao"), claim("place", "hospital of Newtown"), "low"),
        (claim("place", "Gao", stance="denies"), claim("place", "hospital of Gao"), "high"),
        (claim("actor1", "A"), claim("actor1", "B"), "high"),
        (claim("actor1", "A"), claim("actor1", "A; B"), "low"),
        (claim("fatalities", "84"), claim("fatalities", ">100"), "medium"),
        (claim("event_type", "bombing"), claim("event_type", "shelling"), "medium"),
        (claim("outcome", "crash"), claim("outcome", "landing"), "medium"),
        (claim("presence", "troops present"), claim("presence", "Troops present", stance="denies"), "medium"),
    ],
)
def test_disagreement_on_each_kind_of_field(places, one, other, severity):
    made = dossier({"event_id": "e"}, claims=[one, other | {"claimant": "Mayor"}])
    assert found("disagreement", made, places) == [("e", one["field"], severity)]


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        ("Bamako", "aéroport de Bamako-Sénou", ""),
        ("Timbuktu", "Tombouctou", ""),
        ("Bamako", "école de gendarmerie de Faladié", "low"),
        ("Sokoura-du-Nord", "Sévaré", "low"),
        ("Sévaré", "aéroport de Gao", "high"),
        ("Sokoura; Gao", "Sévaré", "low"),
        ("Gao, Mali", "Gao, Niger", "high"),
    ],
)
def test_places_contradict_where_the_gazetteer_tells_them_apart(places, one, other, severity):
    said = [claim("place", one), claim("place", other, claimant="Mayor")]
    made = dossier({"event_id": "e", "country": "ML"}, claims=said)
    assert [one for _, _, one in found("disagreement", made, places)] == [severity] * bool(severity)


@pytest.mark.parametrize(("one", "other"), [("Timbuktu", "Tombouctou"), ("Gao", "Kidal"), ("Bamako", "Nowhere-at-all")])
def test_a_map_marks_a_disagreement_on_the_place_exactly_where_the_report_finds_one(tmp_path, one, other):
    (tmp_path / "events.csv").write_text(f"event_id,event_date,place,country\ne,2025-05-01,{one},ML\n")
    rows = "".join(f"{number},e,place,{place},{number}\n" for number, place in enumerate((one, other)))
    (tmp_path / "claims.csv").write_text(f"claim_id,event_id,field,value,claimant\n{rows}")
    read = mapper.read(tmp_path)
    told = [finding.field for finding in check(read).contradictions if finding.rule == "disagreement"]
    assert map_data(read).events["disputed_fields"].tolist() == ["; ".join(told)]


def test_words_of_a_narrative_do_not_contradict():
    rows = [claim("statement", "we came"), claim("statement", "we saw")]
    assert found("disagreement", dossier({"event_id": "e"}, claims=rows)) == []


def test_a_denial_of_what_nobody_holds_is_reported_once():
    made = dossier({"event_id": "e"}, claims=[claim("presence", "troops present", stance="denies", claimant="Army")])
    assert found("denial", made) == [("e", "presence", "low")]
    made = dossier({"event_id": "e"}, claims=[claim("place", "Ati"), claim("place", "Ati", stance="disputes")])
    assert found("denial", made) == []
    assert found("disagreement", made) == [("e", "place", "high")]


@pytest.mark.parametrize(
    ("value", "quote", "wrong"),
    [
        ("2024-07-29", "said on Monday, July 29", False),
        ("2023-07-29", "said on Monday, July 29", True),
        ("Friday 13 June 2025", "", False),
        ("Thursday 13 June 2025", "", True),
        ("2025-06-14", "en date du samedi 14 juin", False),
        ("2025-06-14", "from Friday to Saturday", False),
        ("2025-06", "on a Friday", False),
        ("2025-06-13", "no weekday", False),
        ("jeudi 13 juin 2025", "", True),
        ("13 June 2025 (Thursday)", "", True),
        ("13 June 2025", "le jeudi suivant", True),
    ],
)
def test_weekday_against_date_in_claims(value, quote, wrong):
    made = dossier({"event_id": "e"}, claims=[claim("event_date", value, quote=quote)])
    assert found("weekday", made) == ([("e", "event_date", "medium")] if wrong else [])


@pytest.mark.parametrize(
    ("text", "wrong"), [("Friday, 13 June 2025", 0), ("Monday 13 June 2025", 1), ("Monday, 13 dead", 0)]
)
def test_weekday_against_date_in_notes(text, wrong):
    made = dossier({"event_id": "e", "title": "Attack", "notes": f"It was {text}."})
    assert found("weekday", made) == [("e", "notes", "low")] * wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("le vendredi 13 juin 2025", 0), ("le lundi 13 juin 2025", 1), ("Monday 2025-06-13, at night", 1),
        ("on Monday, June 13, 2025", 1), ("Freitag 14. Juni 2025", 1), ("Monday 13 June", 0), ("Friday 13/06/2025", 0),
    ],
)  # fmt: skip
def test_weekdays_in_notes_of_several_languages(text, wrong):
    made = dossier({"event_id": "e", "title": "", "notes": f"It was {text}. Nothing else."})
    assert found("weekday", made) == [("e", "notes", "low")] * wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Friday 13 June 2025", 0),
        ("Monday 13 June 2025", 1),
        ("lundi 13 – dimanche 15 juin 2025", 1),
        ("2025-06-13", 0),
    ],
)
def test_weekday_against_the_date_of_an_event(text, wrong):
    assert (
        found("weekday", dossier({"event_id": "e", "event_date": text, "title": "", "notes": ""}))
        == [("e", "event_date", "low")] * wrong
    )


ACTORS = [
    {"actor_id": "old", "name": "Old Front", "aliases": "OF", "active_to": "2020-06", "successor": "new"},
    {"actor_id": "new", "name": "New Front", "active_from": "2020-07"},
]


@pytest.mark.parametrize(
    ("date", "actor", "wrong"),
    [
        ("2020-06", "Old Front", False),
        ("2020", "New Front", False),
        ("2020-07-01", "Old Front", True),
        ("2020-06-30", "New Front", True),
        ("", "New Front", False),
    ],
)
def test_an_actor_outside_its_time(date, actor, wrong):
    made = dossier({"event_id": "e", "event_date": date, "actor1": actor}, actors=ACTORS)
    assert found("actor-outside-its-time", made) == ([("e", "actor1", "high")] if wrong else [])


def test_an_actor_outside_its_time_in_a_claim_under_an_alias():
    made = dossier({"event_id": "e", "event_date": "2024"}, actors=ACTORS, claims=[claim("actor2", "X; OF")])
    [finding] = findings("actor-outside-its-time", made)
    assert (finding.field, finding.claims) == ("actor2", ("c1",))
    assert "New Front" in finding.remedy


def test_parts_above_the_total_counting_each_group_once():
    rows = [
        claim("vehicles_total", "30", unit_or_group="vehicles"),
        claim("vehicles_destroyed", "21", unit_or_group="vehicles"),
        claim("vehicles_captured", "12", unit_or_group="trucks", claimant="A"),
        claim("vehicles_captured", "12", unit_or_group="trucks", claimant="B"),
        claim("vehicles_captured", "tankers", unit_or_group="tankers"),
    ]
    assert found("parts-above-total", dossier({"event_id": "e"}, claims=rows)) == [
        ("e", "vehicles_destroyed", "medium")
    ]
    rows[1]["value"] = "18"
    assert found("parts-above-total", dossier({"event_id": "e"}, claims=rows)) == []


@pytest.mark.parametrize(
    ("whole", "one", "other", "wrong"),
    [
        ({}, {"unit_or_group": "Army"}, {"unit_or_group": "Rebels"}, True),
        ({"unit_or_group": "Army; Rebels"}, {"unit_or_group": "Army"}, {"unit_or_group": "Rebels"}, True),
        ({"unit_or_group": "Army; Rebels"}, {"unit_or_group": "Army"}, {"unit_or_group": "civilians"}, False),
        ({"unit_or_group": "Army"}, {"unit_or_group": "3rd Battalion"}, {"unit_or_group": "Rebels"}, False),
        ({"unit_or_group": "Army"}, {"unit_or_group": "3rd Battalion"}, {"unit_or_group": "4th Battalion"}, True),
    ],
)
def test_groups_above_the_whole(whole, one, other, wrong):
    known = [{"actor_id": n, "name": n} for n in ("Army", "Rebels")]
    known += [{"actor_id": n, "name": n, "parent": "Army"} for n in ("3rd Battalion", "4th Battalion")]
    rows = [claim("fatalities", "10", **whole), claim("fatalities", "7", **one), claim("fatalities", ">4", **other)]
    assert bool(found("groups-above-whole", dossier({"event_id": "e"}, claims=rows, actors=known))) is wrong


def test_parts_of_an_event():
    whole = {"event_id": "whole", "fatalities_high": 10}
    parts = [{"event_id": f"p{n}", "part_of": "whole", "fatalities_best": 6, "fatalities_low": pd.NA} for n in (1, 2)]
    assert found("parts-above-whole", dossier(whole, *parts)) == [("whole", "fatalities", "medium")]
    assert found("parts-above-whole", dossier({**whole, "fatalities_high": 12}, *parts)) == []
    assert found("part-of", dossier(whole, *parts)) == []
    assert found("part-of", dossier({"event_id": "e", "part_of": "gone"})) == [("e", "part_of", "high")]
    circle = [{"event_id": "a", "part_of": "b"}, {"event_id": "b", "part_of": "a"}]
    assert found("part-of", dossier(*circle)) == [("a", "part_of", "high"), ("b", "part_of", "high")]


COMPLETE = {"event_type": "Battles", "actor1": "Rebels", "actor2": "Army"}
FIRST = {"event_id": "e", "event_date": "2025-05-30", "place": "Ati"}


@pytest.mark.parametrize(
    ("one", "other", "paired"),
    [
        (FIRST, {"event_date": "2025-06-01", "place": "Ati; Oum Hadjer", **COMPLETE}, True),
        (FIRST, {"event_date": "2025-06-01", "place": "near Ati", **COMPLETE}, True),
        (FIRST, {"event_date": "2025-06-03", "place": "Ati", **COMPLETE}, False),
        (FIRST, {"event_date": "2025-05-30", "place": "Oum Hadjer", **COMPLETE}, False),
        (FIRST, {"event_date": "2025-05-30", "place": "", **COMPLETE}, False),
        (FIRST, {"event_date": "2025-05-30", "place": "Ati", "part_of": "e", **COMPLETE}, False),
        ({**FIRST, **COMPLETE}, {"event_date": "2025-05-30", "place": "Ati", **COMPLETE}, True),
        ({**FIRST, **COMPLETE}, {"event_date": "2025-05-31", "place": "Ati", **COMPLETE}, False),
        ({**FIRST, **COMPLETE}, {"event_date": "2025-05-30", "place": "Ati", **COMPLETE, "actor1": "Others"}, False),
        ({**FIRST, "event_type": "Protests"}, {"event_date": "2025-05-30", "place": "Ati", **COMPLETE}, False),
        ({**FIRST, "place": "Chad"}, {"event_date": "2025-05-30", "place": "Chad", **COMPLETE}, False),
    ],
)
def test_one_incident_as_two_events_and_two_that_are_not_one(one, other, paired):
    rows = [claim("event_date", one["event_date"]), {"event_id": "f", **claim("event_date", other["event_date"])}]
    made = dossier(one, {"event_id": "f", **other}, claims=rows)
    assert found("same-incident", made) == ([("e", "event_id", "medium")] if paired else [])


def test_alternatives_far_apart():
    points = pd.DataFrame({"event_id": "e", "place": ["A", "B"], "longitude": [0.0, 1.7], "latitude": [15.0, 15.0]})
    near = points.assign(longitude=[0.0, 0.5])
    made = dossier({"event_id": "e", "place": "A; B"})
    assert found("alternatives-apart", made.replace(alternatives=pd.concat([empty_alternatives(), points]))) == [
        ("e", "place", "medium")
    ]
    assert found("alternatives-apart", made.replace(alternatives=pd.concat([empty_alternatives(), near]))) == []
    both = made.replace(events=made.events.assign(place_in_file="A and B"))  # the record means both
    assert found("alternatives-apart", both.replace(alternatives=pd.concat([empty_alternatives(), points]))) == []


@pytest.mark.parametrize(
    ("place", "country", "admin1", "field"),
    [
        ("Gao", "ML", "Gao", None),
        ("Gao", "ML", "Gao region", None),
        ("Gao", "ML", "", None),
        ("Gao", "ML", "Kidal", "admin1"),
        ("Gao", "TD", "", "country"),
        ("Nowhere at all", "TD", "", None),
        ("Gao regions", "TD", "", None),
        ("northern Mali", "ML", "", None),
    ],
)
def test_a_place_outside_the_country_or_division_named_with_it(places, place, country, admin1, field):
    made = dossier(
        {"event_id": "e", "place": place, "country": country, "admin1": admin1}, claims=[claim("place", place)]
    )
    assert [one.field for one in OutsideNamedArea(made, places).by_toponym()] == ([field] if field else [])


@pytest.mark.parametrize(
    ("longitude", "latitude", "country", "wrong"),
    [(-0.04, 16.27, "ML", False), (32.53, 15.59, "ML", True), (-0.04, 16.27, "SD", True), (2.97, 19.95, "DZ", False)],
)
def test_coordinates_outside_the_country_named_with_them(places, longitude, latitude, country, wrong):
    made = dossier({"event_id": "e", "longitude": longitude, "latitude": latitude, "country": country})
    assert bool(list(OutsideNamedArea(made, places).by_coordinates())) is wrong


def test_a_claim_without_a_source_and_a_source_without_a_date():
    rows = [claim("place", "Ati", source_id=""), claim("place", "Ati", source_id="gone"), claim("place", "Ati")]
    made = dossier({"event_id": "e"}, claims=rows, sources=[{"source_id": "t", "published": " "}])
    assert found("claim-without-source", made) == [("e", "source_id", "medium")]
    assert found("source-without-date", made) == [("", "published", "low")]
    assert "has no publication date." in findings("source-without-date", made)[0].explanation
    fault = {"file": "sources.csv", "line": 3, "field": "published", "value": "02/06/2025"}
    made = dossier({"event_id": "e"}, sources=[{"source_id": "t", "published": ""}], faults=[fault])
    assert "no publication date that is understood" in findings("source-without-date", made)[0].explanation


@pytest.mark.parametrize(
    ("field", "french"), [("url", "Adresse"), ("published", "Publié le"), ("actor", "Acteur"), ("quote", "Citation")]
)
def test_a_finding_about_any_table_has_a_heading_in_french(field, french):
    assert field_message(field).text("fr") == french


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("https://example.org/a_(b)?c=d&e=f#g", True),
        ("http://example.org:8080/", True),
        ("https://example.org/a; https://example.org/b", True),
        ("https://archive.example/https://example.org/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,<script>", False),
        ("//example.org/", False),
        ("https://", False),
        ("https://user:word@example.org/", False),
        ("https://example.org\\@evil.example/", False),
        ("https://example.org/\x01", False),
        ("https://[bad/", False),
        ("https://example.org:99999/", False),
        ("https://example.org/; javascript:alert(1)", False),
    ],
)
def test_links_are_judged_by_their_syntax(link, safe):
    made = dossier({"event_id": "e", "media_url": link}, sources=[{"source_id": "t", "published": "2024", "url": link}])
    assert found("unsafe-link", made) == ([] if safe else [("e", "media_url", "medium"), ("", "url", "medium")])


@pytest.mark.parametrize(("words", "wrong"), [(25, 0), (26, 1)])
def test_quotes_of_more_than_25_words(words, wrong):
    made = dossier({"event_id": "e"}, claims=[claim("statement", "x", quote="word " * words)])
    assert found("long-quote", made) == [("e", "quote", "low")] * wrong


def test_every_finding_has_its_own_id_and_says_what_would_settle_it(places):
    rows = [claim("fatalities", str(n), unit_or_group=group) for n in (1, 2) for group in ("", "Army")]
    links = [{"source_id": f"t{n}", "url": "ftp://x"} for n in range(3)]
    findings = findings_of(dossier({"event_id": "e", "media_url": "ftp://x"}, claims=rows, sources=links), places)
    assert len({one.id for one in findings}) == len(findings) == 2 + 1 + 3 + 3
    assert all(one.remedy.startswith("To settle it: ") and one.explanation.endswith(".") for one in findings)


def test_an_outlet_that_a_table_only_names_is_no_finding(tmp_path):
    (tmp_path / "e.csv").write_text("event_id,event_date,source\na,2024-01-02,Radio Kidal\n", encoding="utf-8")
    assert check(mapper.read(tmp_path / "e.csv")).contradictions == ()


def test_each_rule_is_registered_once_and_described_in_the_vocabulary():
    assert [rule.name for rule in RULES] == list(rules())
    # Apart from the example in its own docstring.
    assert set(RULES) == {rule for rule in Rule.__subclasses__() if rule.__module__ != Rule.__module__}
    for rule in RULES:
        assert set(rule.severities) <= set(SEVERITIES)
        assert all(set(remedy) == {"en", "fr"} for remedy in (rule.title, *rule.remedies.values()))


def test_findings_have_a_severity_that_their_rule_declares(places, example):
    declared = {rule.name: rule.severities for rule in RULES}
    for finding in check(example, gazetteer=places).contradictions:
        assert finding.severity in declared[finding.rule]


def test_events_that_their_data_set_has_not_cleared_are_findings():
    made = dossier(*({"event_id": name} for name in "abcde"))
    said = ["Clear", "Check geography", "", "Check geography", "Check dyad"]
    status = made.replace(events=made.events.assign(code_status=said))
    assert found("not-cleared", status) == [("", "code_status", "low")] * 2
    assert {finding.as_dict("en")["explanation"] for finding in findings("not-cleared", status)} == {
        "The data set has not cleared 2 events, “Check geography”: b, d.",
        "The data set has not cleared 1 event, “Check dyad”: e.",
    }
    assert found("not-cleared", made) == []
