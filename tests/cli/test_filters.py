"""The filters on the example dossier: the exact events that each leaves."""

import json
import re

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("seeds_once")]

CONFLICT_EVENTS = {
    "tinzaouaten-2024-07", "boulkessi-2025-05-30", "boulkessi-tessit-2025-06-01", "repelled-2025-06-04",
    "bamako-2025-06-04", "western-mali-2025-06-07", "jnim-series-2025-06", "air-campaign-2025-06",
    "kidal-region-2025-06-13", "gao-su24-2025-06", "fpv-2025-06", "kidal-2023", "moura", "gold-regions",
    "hasham-2018-02", "khartoum-2023-autumn", "khartoum-evacuation-2023", "sharara-2020", "wagner-northeast-2024",
}  # fmt: skip
WITHOUT_A_POINT = {
    "repelled-2025-06-04", "western-mali-2025-06-07", "jnim-series-2025-06", "air-campaign-2025-06", "fpv-2025-06",
    "gold-regions", "wagner-northeast-2024",
}  # fmt: skip
JUNE_2025 = {
    "boulkessi-tessit-2025-06-01", "repelled-2025-06-04", "bamako-2025-06-04", "western-mali-2025-06-07",
    "jnim-series-2025-06", "air-campaign-2025-06", "kidal-region-2025-06-13", "gao-su24-2025-06", "fpv-2025-06",
    "wagner-withdrawal-2025-06-06", "africa-corps-stays-2025-06", "africa-corps-takeover",
}  # fmt: skip
JULY_2024 = {
    "tinzaouaten-2024-07", "csp-victory-2024-07-27", "wagner-channels-2024-07-29", "yusov-statement-2024-07-29",
}  # fmt: skip
MAY_2025 = {"boulkessi-2025-05-30", "jnim-series-2025-06", "africa-corps-deployment-2025-05"}

FILTERS = [
    (
        ["--actor", "JNIM", "--from", "2025-06-01", "--to", "2025-06-07"],
        {"boulkessi-tessit-2025-06-01", "bamako-2025-06-04", "western-mali-2025-06-07", "jnim-series-2025-06"},
    ),
    (["--actor", "FLA"], {"kidal-region-2025-06-13", "fpv-2025-06"}),
    (["--month", "2025-06"], JUNE_2025),
    (["--month", "juin 2025"], JUNE_2025),
    (["--from", "June 1, 2025", "--to", "fin juin 2025"], JUNE_2025),
    (["--month", "2024-07", "--month", "2025-05"], JULY_2024 | MAY_2025),
    (["--country", "SD"], {"khartoum-2023-autumn", "khartoum-evacuation-2023"}),
    (["--country", "Libya"], {"sharara-2020"}),
    (["--place", "kidal"], {"kidal-2023"}),
    (["--place", "Tessit"], {"boulkessi-tessit-2025-06-01"}),
    (["--bbox", "30,30,45,40"], {"hasham-2018-02"}),
    (["--around", "Gao", "--within-km", "50"], {"gao-su24-2025-06"}),
    (["--type", "Air/drone strike", "--to", "2024"], {"hasham-2018-02", "khartoum-2023-autumn"}),
    (["--from", "2099", "--allow-empty"], set()),
    (["--context", "leave-out"], CONFLICT_EVENTS),
    (["--context", "leave-out", "--month", "2025-06"], JUNE_2025 & CONFLICT_EVENTS),
    (["--context", "only", "--month", "2025-06"], JUNE_2025 - CONFLICT_EVENTS),
    (["--context", "include", "--month", "2025-06"], JUNE_2025),
]


def test_the_example_holds_the_nineteen_events(listed):
    assert set(listed()) >= CONFLICT_EVENTS


def test_no_event_has_an_invented_point(listed):
    events = listed()
    for event_id in CONFLICT_EVENTS:
        placed = events[event_id]["latitude"] is not None
        assert placed == (event_id not in WITHOUT_A_POINT), event_id
        assert placed == (events[event_id]["location_kind"] != "unlocated")
    assert events["kidal-region-2025-06-13"]["location_kind"] == "area"
    assert events["boulkessi-tessit-2025-06-01"]["location_kind"] == "alternatives"


@pytest.mark.parametrize(
    ("arguments", "expected"), FILTERS, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_a_filter_leaves_exactly_these_events(listed, arguments, expected):
    assert set(listed(*arguments)) == expected


def test_an_alias_finds_the_actor_and_not_its_successor(listed):
    by_alias = listed("--actor", "Wagner PMC")
    assert set(by_alias) == set(listed("--actor", "Wagner Group"))
    assert {"tinzaouaten-2024-07", "moura", "gold-regions", "sharara-2020", "wagner-northeast-2024"} <= set(by_alias)
    assert "fpv-2025-06" not in by_alias
    assert all("Wagner Group" in str(event) for event in by_alias.values())


CSP_PSD, CSP_DPA = {"kidal-2023"}, {"tinzaouaten-2024-07", "csp-victory-2024-07-27"}
FLA = {"kidal-region-2025-06-13", "fpv-2025-06"}


@pytest.mark.parametrize(
    ("actor", "alone", "followed"),
    [
        ("CSP-PSD", CSP_PSD, CSP_PSD | CSP_DPA | FLA),
        ("CSP-DPA", CSP_DPA, CSP_DPA | FLA),
        ("CSP", CSP_PSD | CSP_DPA, CSP_PSD | CSP_DPA | FLA),
        ("FLA", FLA, FLA),
    ],
)
def test_successors_are_followed_forward_and_only_when_asked(listed, actor, alone, followed):
    assert set(listed("--actor", actor)) == alone
    events = listed("--actor", actor, "--with-successors")
    assert set(events) == followed
    assert events["fpv-2025-06"]["actor1"] == "Azawad Liberation Front"  # followed, not renamed


def test_successors_need_an_actor_to_begin_with(run_mapper):
    done = run_mapper("list", "seeds", "--with-successors")
    assert done.returncode == 2
    assert "--actor" in done.stderr


def test_a_map_and_an_export_follow_successors_and_say_so(run_mapper, tmp_path):
    asked = ("--actor", "CSP-PSD", "--with-successors")
    drawn = run_mapper("map", "seeds", *asked, "-o", tmp_path / "map.html")
    assert "Filter --actor CSP-PSD --with-successors: 5 events of 45" in drawn.stderr
    assert run_mapper("export", "seeds", *asked, "-o", tmp_path / "events.geojson").returncode == 0
    features = json.loads((tmp_path / "events.geojson").read_text(encoding="utf-8"))["features"]
    assert {feature["id"] for feature in features} == CSP_PSD | CSP_DPA | FLA


def test_not_actor_is_the_complement_of_actor(listed):
    everything, with_jnim = listed(), listed("--actor", "JNIM")
    assert set(listed("--not-actor", "JNIM")) == set(everything) - set(with_jnim)
    assert with_jnim


def test_several_actors_mean_any_of_them(listed):
    both = listed("--actor", "JNIM", "--actor", "FLA")
    assert set(both) == set(listed("--actor", "JNIM")) | set(listed("--actor", "FLA"))


def test_a_date_filter_says_how_many_undated_events_it_left_out(run_mapper):
    done = run_mapper("list", "seeds", "--actor", "Wagner", "--from", "2017")
    assert "2 undated events left out by the date filter" in done.stderr


def test_an_export_says_how_many_events_the_filter_left(run_mapper, tmp_path):
    done = run_mapper("export", "seeds", "--actor", "JNIM", "-o", tmp_path / "jnim.csv")
    assert "Filter --actor JNIM: 5 events of 45." in done.stderr


def test_a_country_filter_says_how_many_events_state_none(run_mapper):
    done = run_mapper("list", "seeds", "--country", "ML")
    assert "7 events left out by --country: no country is stated for them" in done.stderr


def test_text_folds_case_and_accents(listed):
    assert set(listed("--text", "ÉVACUATE")) == set(listed("--text", "evacuate")) != set()


def test_the_list_says_who_claims_what_and_where_sources_disagree(listed, run_mapper):
    event = listed()["kidal-region-2025-06-13"]
    assert event["display"]["fatalities"].startswith(
        "several Russian personnel killed, say local reports; dozens of Africa Corps killed, says the FLA;"
    )
    assert event["figures_rest_on"] == {}
    basis = {"fatalities_best": "more than 100 (the article on the air campaign)"}
    assert listed()["tinzaouaten-2024-07"]["figures_rest_on"] == basis
    table = run_mapper("list", "seeds", "--place", "Tinzaouaten")
    assert re.search(r"\?–100–\? +actor1", table.stdout)
    assert "at least 100 (best)" in table.stderr


def test_a_period_that_ends_before_it_begins_is_refused(run_mapper):
    done = run_mapper("list", "seeds", "--from", "2025-06", "--to", "2025-05")
    assert done.returncode == 2
    assert "not before 2025-06" in done.stderr
    assert run_mapper("list", "seeds", "--from", "2025-06", "--to", "2025").returncode == 0
