"""What an editor must be told about the example dossier, about one without faults, and about one with other names."""

import re
from collections import Counter
from pathlib import Path

import pytest

import mapper
from mapper.report import check

CLEAN = Path(__file__).parents[1] / "data" / "clean-dossier"
MOST = 40
MUST_FIND = [
    ("tinzaouaten-2024-07", {"event_date"}),
    ("tinzaouaten-2024-07", {"place"}),
    ("tinzaouaten-2024-07", {"actor1", "actor2"}),
    ("tinzaouaten-2024-07", {"fatalities"}),
    ("kidal-region-2025-06-13", {"fatalities"}),
    ("kidal-region-2025-06-13", {"vehicles_destroyed"}),
    ("gao-su24-2025-06", {"outcome"}),
    ("gao-su24-2025-06", {"event_date"}),
    ("boulkessi-2025-05-30", {"event_id"}),
    ("peace-accord-2015", {"actor1"}),
    ("wagner-arrival-2021", {"presence"}),
]
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
def findings():
    return check(mapper.read("seeds")).contradictions


@pytest.mark.parametrize(("event", "fields"), MUST_FIND)
def test_the_example_dossier_is_told_where_its_sources_disagree(findings, event, fields):
    assert any(one.event_id == event and one.field in fields for one in findings)


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
