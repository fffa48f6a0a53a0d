"""Events off the map: what their toponyms may mean, and that the cells offered do put them there."""

import csv
import io

import pytest

import gazetteer
import mapper
from mapper.report import check, report_html, unlisted_names

HEAD = ("event_id", "event_date", "place", "country", "admin1", "latitude", "longitude")


@pytest.fixture
def read(tmp_path):
    def dossier(*rows):
        text = io.StringIO()
        writer = csv.DictWriter(text, HEAD, restval="")
        writer.writeheader()
        writer.writerows(rows)
        (tmp_path / "events.csv").write_text(text.getvalue(), encoding="utf-8")
        return mapper.read(tmp_path)

    return dossier


def test_the_cells_of_every_candidate_put_the_event_at_that_candidate(read):
    row = {"event_id": "a", "event_date": "2025", "place": "San"}
    [off_map] = check(read(row)).unlocated
    scores = [one["score"] for one in off_map["candidates"]]
    assert len(scores) > 1
    assert scores[0] == max(scores)
    for candidate in off_map["candidates"]:
        event = read({**row, **candidate["cells"]}).events.iloc[0]
        assert event["location_kind"] != "unlocated", candidate
        assert event["latitude"] == pytest.approx(candidate["latitude"], abs=0.01)
        assert event["longitude"] == pytest.approx(candidate["longitude"], abs=0.01)


def test_where_no_country_is_told_the_report_asks_for_it_and_offers_one_place_of_each_first(read):
    row = {"event_id": "a", "event_date": "2025", "place": "San Jose"}
    report = check(read(row))
    countries = [one["country"] for one in report.unlocated[0]["candidates"]]
    assert len(set(countries[:4])) == 4
    assert "Write it into the column country" in " ".join(report.as_text().split())
    told = check(read({**row, "country": "Philippines"}))
    assert "column country" not in told.as_text()
    assert "colonne country" in " ".join(report.as_text("fr").split())


def test_the_cells_of_a_place_beside_another_leave_it_beside_it(read):
    """To write the neighbour's name or point would move the event there."""
    row = {"event_id": "a", "event_date": "2025", "place": "20 km south of San"}
    [off_map] = check(read(row)).unlocated
    offered = [one for one in off_map["candidates"] if one["cells"]]
    assert offered
    for candidate in offered:
        event = read({**row, **candidate["cells"]}).events.iloc[0]
        assert event["latitude"] == pytest.approx(candidate["latitude"] - 0.18, abs=0.01)
        assert event["longitude"] == pytest.approx(candidate["longitude"], abs=0.01)


def test_no_cell_is_offered_for_one_end_of_a_way(read):
    [off_map] = check(read({"event_id": "a", "event_date": "2025", "place": "between San and Bamako"})).unlocated
    assert off_map["candidates"]
    assert [one for one in off_map["candidates"] if one["cells"] or one["name"] == "Bamako"] == []


def test_what_is_understood_or_unknown_has_no_candidates(read):
    events = [("country", "Mali"), ("nowhere", "Qwxzvgh"), ("none", "")]
    report = check(read(*({"event_id": name, "place": place} for name, place in events)))
    assert [(one["event_id"], one["candidates"]) for one in report.unlocated] == [(name, []) for name, _ in events]


def test_a_reason_is_said_once_for_all_its_events(read):
    report = check(
        read(*({"event_id": f"e{n}", "place": "Mali"} for n in range(60)), {"event_id": "x", "place": "San"})
    )
    told = " ".join(report.as_text().split())
    assert told.count("Mali: only the country is known") == 1
    assert "(60): e0, e1, e2" in told
    assert "e49 … and 10 more" in told
    assert "write place,country,admin1: San,ML,Ségou" in told


def test_a_possible_place_that_is_not_on_the_map_is_told_though_its_event_is(read):
    both = {"event_id": "both", "event_date": "2025", "place": "Gao; Kidal"}
    one = {"event_id": "one", "event_date": "2025", "place": "Mali;Gao; Qwxzvgh"}
    dossier = read(both, one, {"event_id": "alone", "event_date": "2025", "place": "Gao;"})
    report = check(dossier)
    assert [(row["event_id"], row["toponym"]) for row in report.as_dict()["partly_located"]] == [
        ("one", "Mali"),
        ("one", "Qwxzvgh"),
    ]
    assert not report.unlocated
    told = " ".join(report.as_text().split())
    assert "one: Mali: only the country is known" in told
    assert "one: Qwxzvgh: not in the gazetteer. No known place is spelt 'Qwxzvgh' or nearly so." in told
    assert "Qwxzvgh" in report_html(report, dossier)


def test_the_page_shows_the_candidates_too(read):
    dossier = read({"event_id": "x", "place": "San"})
    assert "San (place San, country ML, admin1 Ségou;" in report_html(check(dossier), dossier)


def test_names_that_a_list_of_villages_might_place_are_counted_by_country(read, run_mapper, tmp_path):
    dossier = read(
        {"event_id": "a", "event_date": "2025", "place": "Qrtzpvabad", "country": "ML"},
        {"event_id": "b", "event_date": "2025", "place": "Qrtzpvabad", "country": "ML"},
        {"event_id": "c", "event_date": "2025", "place": "Xlmqorvu", "country": "ML"},
        {"event_id": "d", "event_date": "2025", "place": "Xlmqorvu", "country": "NE"},
        {"event_id": "e", "event_date": "2025", "place": "Gao", "country": "ML"},
        {"event_id": "f", "event_date": "2025", "place": "Mali", "country": "ML"},
        {"event_id": "g", "event_date": "2025", "place": "Xlmqorvu"},
    )
    assert unlisted_names(dossier) == {"ML": 2, "NE": 1}
    for command in (["check", tmp_path], ["map", tmp_path, "-o", tmp_path / "map.html"]):
        said = run_mapper(*command).stderr
        assert "3 place names are in no list of places that is loaded, of Mali (2), Niger (1)" in said
        assert "`mapper gazetteer add --country ML,NE`" in said


def test_several_countries_are_fetched_at_once(monkeypatch, run_mapper):
    fetched = []

    def fetch(country, progress):
        fetched.append(country)
        return gazetteer.SourceInfo(f"geonames-{country}", f"GeoNames dump {country}", 2)

    monkeypatch.setattr(gazetteer, "add_country", fetch)
    done = run_mapper("gazetteer", "add", "--country", "ML, NE", "--country", "BF")
    assert fetched == ["ML", "NE", "BF"], done.stderr
    assert "added geonames-NE: GeoNames dump NE, 2 places" in done.stdout


def test_nothing_is_fetched_where_one_of_the_countries_is_unknown(monkeypatch, run_mapper):
    monkeypatch.setattr(gazetteer, "add_country", lambda *_, **__: pytest.fail("fetched"))
    done = run_mapper("gazetteer", "add", "--country", "ML,Atlantis")
    assert done.returncode != 0
    assert "'Atlantis' is no country we know" in done.stderr
