"""What an editor must be told about the example dossier, about one without faults, and about one with other names."""

import re
from collections import Counter
from pathlib import Path

import pytest

import mapper
from mapper.report import check

CLEAN = Path(__file__).parents[1] / "data" / "clean-dossier"
MOST = 40
# What must be found, by the letters of seeds/README.md: rule, event, field.
AMBUSH, CONVOY, AIRCRAFT = "tinzaouaten-2024-07", "kidal-region-2025-06-13", "gao-su24-2025-06"
LETTERS = {
    "A": {("disagreement", AMBUSH, "event_date")},
    "B": {("places-side-by-side", AMBUSH, "place")},
    "C": {
        ("actor-outside-its-time", AMBUSH, "actor1"),
        ("disagreement", AMBUSH, "actor1"),
        ("disagreement", AMBUSH, "actor2"),
    },
    "D": {("unverified", AMBUSH, "fatalities")},
    "E": {("unverified", AMBUSH, "involvement"), ("absence", AMBUSH, "presence")},
    "F": {("disagreement", "mali-ukraine-ties-2024-08", "actor1")},
    "G": {("groups-above-whole", CONVOY, "fatalities"), ("unverified", CONVOY, "evidence")},
    "H": {("parts-above-total", CONVOY, "vehicles_destroyed")},
    "I": {("disagreement", AIRCRAFT, field) for field in ("outcome", "actor1", "event_date", "announced")},
    "J": {("same-incident", "boulkessi-2025-05-30", "event_id"), ("same-incident", "fpv-2025-06", "event_id")},
    "K": {("alternatives-apart", "boulkessi-tessit-2025-06-01", "place")},
    "M": {
        ("disagreement", event, "event_date")
        for event in ("wagner-northeast-2024", "rt-report-2024", "kyiv-post-photograph-2024")
    },
    "N": {("disagreement", "minusma-wind-down-2023-06", "event_date")},
    "O": {("disagreement", "minusma-established-2013", "authority")},
    "P": {("disagreement", "wagner-arrival-2021", "presence")},
    "Q": {("disagreement", "africa-corps-takeover", "event_date")},
    "R": {
        ("actor-outside-its-time", "peace-accord-2015", "actor1"),
        ("actor-outside-its-time", "wagner-arrival-2021", "actor2"),
    },
}
# Every proper name of the articles, whole word or part of an id, and another one for it. The new places exist, in
# countries of their own, so that the gazetteer can place them.
NAMES = {
    "Mali": "Niger", "Malian": "Nigerien", "Malians": "Nigeriens", "ML": "NE", "Algeria": "Nigeria",
    "Algerian": "Nigerian", "Syria": "Iraq", "SY": "IQ", "Libya": "Tunisia", "LY": "TN", "Sudan": "Kenya", "SD": "KE",
    "Tinzaouaten": "Arlit", "Tinzaouatene": "Arllit", "Boulkessi": "Agadez", "Tessit": "Zinder", "Kidal": "Tahoua",
    "Gao": "Dosso", "Bamako": "Maradi", "Moura": "Diffa", "Hasham": "Mosul", "Khartoum": "Nairobi",
    "Sharara": "Gafsa", "Azawad": "Tamarind", "Tuareg": "Sorrel", "Wagner": "Vortex", "Africa": "Polar",
    "African": "Polaric", "Corps": "Legion", "Russia": "Borea", "Russian": "Borean", "JNIM": "QXTM",
    "Nusrat": "Nadir", "Nasr": "Nasir", "CSP": "KRP", "PSD": "ONE", "DPA": "TWO", "FLA": "ZLA", "GUR": "HUX",
    "HUR": "HUY", "Ukraine": "Ostland", "Ukrainian": "Ostlandic", "Kyiv": "Mittel", "MINUSMA": "LAMP",
    "RSF": "TSG", "Janjaweed": "Riders", "Ramadan": "Petrov", "Yusov": "Smith", "Boulikessi": "Agades",
}  # fmt: skip


@pytest.fixture(scope="module")
def findings(example):
    return check(example).contradictions


@pytest.fixture(scope="module")
def told(findings):
    return {(one.rule, one.event_id, one.field): one for one in findings}


@pytest.mark.parametrize("letter", sorted(LETTERS))
def test_where_the_articles_disagree_an_editor_is_told(told, letter):
    assert LETTERS[letter] <= told.keys()


def test_nothing_else_is_told_and_nothing_twice(findings, told):
    assert told.keys() == set().union(*LETTERS.values())
    assert len(told) == len(findings)


def test_one_base_near_two_towns_far_from_each_other_is_more_than_a_remark(told):
    [found] = LETTERS["K"]
    assert told[found].severity == "medium"
    assert "179 km apart" in told[found].explanation


def test_no_presence_reported_stands_beside_the_photographs_that_suggest_one(told):
    absent = told["absence", AMBUSH, "presence"]
    assert {claim.split("/")[0] for claim in absent.claims} == {AMBUSH, "rt-report-2024", "kyiv-post-photograph-2024"}


def test_what_the_editors_infer_is_put_into_nobodys_mouth(example, findings):
    claims = example.claims.set_index("claim_id")
    for one in findings:
        for claimant in {claims.claimant[claim] for claim in one.claims if claims.basis[claim] == "inferred"}:
            printed = [claim for claim in one.claims if claims.claimant[claim] == claimant]
            if all(claims.basis[claim] == "inferred" for claim in printed) and claimant in one.explanation:
                assert f"inferred from {claimant}" in one.explanation


def test_an_editor_can_read_all_of_it(findings):
    assert 0 < len(findings) <= MOST


def test_two_tellings_of_one_attack_are_paired_and_two_attacks_of_one_day_are_not(findings):
    pairs = [{one.event_id, one.about} for one in findings if one.rule == "same-incident"]
    assert pairs == [
        {"boulkessi-2025-05-30", "boulkessi-tessit-2025-06-01"}, {"fpv-2025-06", "kidal-region-2025-06-13"}
    ]  # fmt: skip


def test_two_runs_find_the_same(findings):
    again = check(mapper.read("seeds")).contradictions
    assert [one.as_dict() for one in again] == [one.as_dict() for one in findings]
    assert [one.fingerprint for one in again] == [one.fingerprint for one in findings]


@pytest.mark.slow
def test_a_dossier_without_faults_has_no_findings():
    report = check(mapper.read(CLEAN))
    assert report.counts.used == report.counts.read == 9
    assert [one.explanation for one in report.contradictions] == []
    assert report.faults.empty


def renamed(text):
    pairs = {**NAMES, **{old.lower(): new.lower() for old, new in NAMES.items() if not old.isupper() or len(old) > 2}}
    return re.sub(rf"(?<![^\W_])({'|'.join(pairs)})(?![^\W_])", lambda found: pairs[found[0]], text)


def test_the_rules_know_no_incident_place_or_actor_by_name(findings, tmp_path):
    for name in ("events", "claims", "sources", "actors"):
        text = (Path("seeds") / f"{name}.csv").read_text(encoding="utf-8")
        (tmp_path / f"{name}.csv").write_text(renamed(text), encoding="utf-8")
    other = check(mapper.read(tmp_path)).contradictions
    assert not any(one.event_id == two.event_id for one in findings if "gao" in one.event_id for two in other)

    def told(found, name):
        return Counter((one.rule, name(one.event_id), one.field, one.severity) for one in found)

    assert told(other, str) == told(findings, renamed)


def test_the_documented_findings_are_the_ones_found(findings):
    text = (Path(__file__).parents[2] / "docs" / "claims-and-contradictions.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`([0-9a-f]{12})`", text))
    assert documented
    assert documented <= {one.id for one in findings}
    assert set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)) >= {one.rule for one in findings}
