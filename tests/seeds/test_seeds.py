"""The example dossier keeps its own promises (`seeds/README.md`), read with nothing but `csv`."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
ACTOR_COLUMNS = ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")
MAX_QUOTE_WORDS = 25
MAX_HEDGE_WORDS = 4
VOICES = {
    "the article on the air campaign": "article-000",
    "the article on Wagner’s withdrawal": "article-001",
    "the article on the convoy ambush": "article-002",
    "the article on Ukraine’s part": "article-003",
    "The New Humanitarian": "article-004",
}
PARAGRAPHS = {"000": 9, "001": 14, "002": 14, "003": 18, "004": 23}
COLUMNS = {
    "events": (
        "event_id,event_date,end_date,date_precision,place,country,admin1,admin2,place_relation,latitude,longitude,"
        "geo_precision,event_type,sub_event_type,actor1,assoc_actor_1,actor2,assoc_actor_2,fatalities_low,"
        "fatalities_best,fatalities_high,title,notes,tags,part_of,possibly_same_as,geolocated_by,"
        "media_url"
    ),
    "claims": (
        "claim_id,event_id,field,value,unit_or_group,stance,claimant,source_id,locator,quote,hedge,basis,inference"
    ),
    "sources": "source_id,publisher,title,published,url,archive_url,accessed,reliability,licence",
    "actors": "actor_id,name,short_name,aliases,kind,parent,active_from,active_to,successor,colour",
}
KEYS = {"events": "event_id", "claims": "claim_id", "sources": "source_id", "actors": "actor_id"}
CONFLICT_EVENTS = {
    "air-campaign-2025-06", "bamako-2025-06-04", "boulkessi-2025-05-30", "boulkessi-tessit-2025-06-01", "fpv-2025-06",
    "gao-su24-2025-06", "gold-regions", "hasham-2018-02", "jnim-series-2025-06", "khartoum-2023-autumn",
    "khartoum-evacuation-2023", "kidal-2023", "kidal-region-2025-06-13", "moura", "repelled-2025-06-04", "sharara-2020",
    "tinzaouaten-2024-07", "wagner-northeast-2024", "western-mali-2025-06-07",
}  # fmt: skip
WORDS = {
    ("events", "date_precision"): {"day", "week", "month", "season", "year", "range", "unknown"},
    ("events", "place_relation"): {"", "at", "near", "in", "between", "along", "unknown"},
    ("events", "geo_precision"): {"", "1", "2", "3", "4", "5", "6", "7"},
    ("events", "event_type"): {
        "", "Battles", "Explosions/Remote violence", "Violence against civilians", "Strategic developments",
    },
    ("claims", "stance"): {"asserts", "denies", "confirms", "disputes"},
    ("claims", "basis"): {"", "printed", "inferred"},
    ("sources", "reliability"): {"", "A", "B", "C", "D", "E", "F"},
    ("actors", "kind"): {"State Forces", "Rebel Group", "Political Militia", "Civilians", "External/Other Forces"},
}  # fmt: skip
# Where the sources disagree: the letters of seeds/README.md, the event, the field, and values that must be read there.
DISAGREEMENTS = {
    "A": ("tinzaouaten-2024-07", "event_date", {"2023-07", "2024-07"}),
    "B": (
        "tinzaouaten-2024-07",
        "place",
        {"near Tinzaouaten", "near the northeastern border of Mali; close to Tinzaouatene, Algeria"},
    ),
    "C": ("tinzaouaten-2024-07", "actor1", {"CSP-PSD", "CSP-DPA", "CSP; JNIM"}),
    "D": ("tinzaouaten-2024-07", "fatalities", {">100", "dozens", "84", "unknown"}),
    "F": ("mali-ukraine-ties-2024-08", "actor1", {"Government of Mali"}),
    "G": ("kidal-region-2025-06-13", "fatalities", {"several", "dozens", "3", "10"}),
    "H": ("kidal-region-2025-06-13", "vehicles_total", {"30"}),
    "I": ("gao-su24-2025-06", "outcome", {"crash", "emergency landing"}),
    "I, day": ("gao-su24-2025-06", "event_date", {"2025-06-13", "2025-06-14"}),
    "M": ("wagner-northeast-2024", "event_date", {"2024-02-20"}),
    "N": ("minusma-wind-down-2023-06", "event_date", {"2023-06", "<2022"}),
    "O": ("minusma-established-2013", "authority", {"UN General Assembly", "UN Security Council"}),
    "Q": ("africa-corps-takeover", "event_date", {"2025-06", "<=2024-08"}),
}


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of one table of the dossier."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def ids(name: str) -> set[str]:
    """Return the ids of one table's rows."""
    return {row[KEYS[name]] for row in table(name)}


def claims_of(event_id: str, field: str) -> list[dict[str, str]]:
    """Return the claims about one field of one event."""
    return [row for row in table("claims") if (row["event_id"], row["field"]) == (event_id, field)]


def is_half_specified(text: str) -> bool:
    """Whether a text is a year, a month or a day of ISO 8601 that exists."""
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return len(text) in {4, 7, 10}


def not_after(first: str, second: str) -> bool:
    """Whether one half-specified date can be before, or the same as, another: compared as far as both are given."""
    known = min(len(first), len(second))
    return first[:known] <= second[:known]


def dates() -> Iterator[tuple[str, str]]:
    """Yield every date cell of events, sources and actors that is filled, with where it stands."""
    columns = {
        "events": ("event_date", "end_date"),
        "sources": ("published", "accessed"),
        "actors": ("active_from", "active_to"),
    }
    for name, cells in columns.items():
        for row in table(name):
            yield from ((f"{name}:{row[KEYS[name]]}:{cell}", row[cell]) for cell in cells if row[cell])


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_files_are_plain_utf8_csv_with_the_documented_columns(name: str) -> None:
    raw = (SEEDS / f"{name}.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert b"\0" not in raw
    lines = list(csv.reader(raw.decode("utf-8").splitlines(keepends=True), strict=True))
    assert ",".join(lines[0]) == COLUMNS[name]
    assert {len(line) for line in lines} == {len(lines[0])}
    assert all(cell == cell.strip() for line in lines for cell in line)


@pytest.mark.parametrize("name", sorted(KEYS))
def test_no_two_rows_have_the_same_id(name: str) -> None:
    repeated = [key for key, count in Counter(row[KEYS[name]] for row in table(name)).items() if count > 1 or not key]
    assert repeated == []


def test_all_conflict_events_are_there() -> None:
    assert {row["event_id"] for row in table("events") if "conflict" in row["tags"].split(";")} == CONFLICT_EVENTS


@pytest.mark.parametrize(("name", "column"), sorted(WORDS))
def test_closed_vocabularies(name: str, column: str) -> None:
    assert {row[column] for row in table(name)} <= WORDS[name, column]


def test_references_are_whole() -> None:
    events, actors, sources = ids("events"), ids("actors"), ids("sources")
    names = {row["name"] for row in table("actors")}
    claims = table("claims")
    assert {row["event_id"] for row in claims} == events, "every event rests on a claim, every claim on an event"
    assert {row["source_id"] for row in claims} == sources, "every claim has a source, every source is used"
    assert {row[link] for row in table("events") for link in ("part_of", "possibly_same_as")} - {""} <= events
    assert {row[end] for row in table("actors") for end in ("parent", "successor")} - {""} <= actors
    assert {row[column] for row in table("events") for column in ACTOR_COLUMNS} - {""} <= names


def test_no_event_is_part_of_itself_and_no_actor_its_own_parent_or_successor() -> None:
    chains = [{row["event_id"]: row["part_of"] for row in table("events")}]
    chains += [{row["actor_id"]: row[end] for row in table("actors")} for end in ("parent", "successor")]
    for chain in chains:
        for start in chain:
            seen, here = set(), start
            while here:
                assert here not in seen, f"{start} leads back to {here}"
                seen.add(here)
                here = chain[here]


def test_a_name_means_one_actor_and_an_alias_one_at_a_time() -> None:
    owners: dict[str, set[str]] = {}
    for row in table("actors"):
        for name in (row["actor_id"], row["name"], row["short_name"], *row["aliases"].split(";")):
            owners.setdefault(name.casefold(), set()).add(row["actor_id"])
    several = {name: who for name, who in owners.items() if name and len(who) > 1}
    own = {row[column].casefold() for row in table("actors") for column in ("actor_id", "name", "short_name")}
    assert several.keys().isdisjoint(own)
    assert set(map(frozenset, several.values())) <= {frozenset({"csp-psd", "csp-dpa"})}
    times = {row["actor_id"]: (row["active_from"], row["active_to"]) for row in table("actors")}
    assert times["csp-psd"][1] < times["csp-dpa"][0] < times["csp-dpa"][1]


def test_dates_are_half_specified_iso_dates_and_in_order() -> None:
    for where, text in dates():
        assert is_half_specified(text), where
    for first, last, name in (("event_date", "end_date", "events"), ("active_from", "active_to", "actors")):
        for row in table(name):
            if row[first] and row[last]:
                assert not_after(row[first], row[last]), row[KEYS[name]]


def test_date_precision_fits_what_is_written() -> None:
    lengths = {"day": 10, "month": 7, "year": 4}
    for row in table("events"):
        precision, first, last = row["date_precision"], row["event_date"], row["end_date"]
        if precision in lengths:
            assert (len(first), last) == (lengths[precision], ""), row["event_id"]
        elif precision == "unknown":
            assert (first, last) == ("", ""), row["event_id"]
        else:
            assert "" not in (first, last), row["event_id"]


def test_a_printed_weekday_is_the_weekday_of_the_date() -> None:
    weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    checked = 0
    for row in table("claims"):
        named = [day for day in weekdays if day in row["quote"]]
        if named and row["field"] in {"event_date", "announced"}:
            assert weekdays[date.fromisoformat(row["value"]).weekday()] in named, row["claim_id"]
            checked += 1
    assert checked >= 5


def test_an_actor_acts_while_it_exists() -> None:
    actors = {row["name"]: row for row in table("actors")}
    for row in table("events"):
        for name in {row[column] for column in ACTOR_COLUMNS} - {""}:
            start, end = actors[name]["active_from"], actors[name]["active_to"]
            if row["event_date"] and start:
                assert not_after(start, row["end_date"] or row["event_date"]), (row["event_id"], name)
            if row["event_date"] and end:
                assert not_after(row["event_date"], end), (row["event_id"], name)


def test_fatalities_are_ordered_numbers() -> None:
    for row in table("events"):
        figures = [int(row[f"fatalities_{which}"]) for which in ("low", "best", "high") if row[f"fatalities_{which}"]]
        assert [0, *figures] == sorted([0, *figures]), row["event_id"]


def test_no_coordinate_is_entered_by_hand() -> None:
    assert {row[column] for row in table("events") for column in ("latitude", "longitude", "geolocated_by")} == {""}


def test_every_claim_says_what_who_and_where() -> None:
    for row in table("claims"):
        assert "" not in (row["field"], row["value"], row["claimant"]), row["claim_id"]
        if row["source_id"].startswith("article-"):
            assert re.fullmatch(r"para [1-9]\d?", row["locator"]), row["claim_id"]


def test_every_field_of_a_claim_is_explained_in_the_readme() -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert {row["field"] for row in table("claims") if f"`{row['field']}`" not in readme} == set()


def test_an_article_in_its_own_voice_speaks_only_for_itself() -> None:
    for row in table("claims"):
        if row["claimant"] in VOICES:
            assert row["source_id"] == VOICES[row["claimant"]], row["claim_id"]
        assert not re.search(r"\barticle \d{3}", row["claimant"], re.IGNORECASE), "a reader knows no numbers"


def test_what_is_inferred_says_how_and_what_is_printed_does_not() -> None:
    for row in table("claims"):
        assert bool(row["inference"]) == (row["basis"] == "inferred"), row["claim_id"]


def test_every_quote_is_one_that_was_compared_with_its_article() -> None:
    quoted = {
        row["claim_id"]: hashlib.sha256(f"{row['source_id']}\n{row['locator']}\n{row['quote']}".encode()).hexdigest()
        for row in table("claims")
        if row["quote"] and row["source_id"].startswith("article-")
    }
    assert quoted == json.loads((Path(__file__).parent / "quotes.json").read_text(encoding="utf-8"))


def test_a_hedge_is_a_few_words() -> None:
    for row in table("claims"):
        assert len(row["hedge"].split()) <= MAX_HEDGE_WORDS, row["claim_id"]


def test_every_paragraph_of_the_articles_is_told_or_left_out_with_a_reason() -> None:
    text = (SEEDS.parent / "docs" / "example-articles.md").read_text(encoding="utf-8")
    rows = re.findall(r"^## Article (\d{3})|^\| (\d+) \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    told: dict[str, set[int]] = {}
    listed: list[tuple[str, str, str]] = []
    article = ""
    for heading, paragraph, _, last in rows:
        article = heading or article
        if not heading:
            told.setdefault(article, set()).add(int(paragraph))
            assert last.startswith(("left out: ", "`")), (article, paragraph)
            listed += [
                (f"article-{article}", f"para {paragraph}", claim) for claim in re.findall(r"`([^`]+/[^`]+)`", last)
            ]
    assert {name: sorted(found) for name, found in told.items()} == {
        name: list(range(1, last + 1)) for name, last in PARAGRAPHS.items()
    }
    own = [row for row in table("claims") if row["source_id"].startswith("article-")]
    assert sorted(listed) == sorted((row["source_id"], row["locator"], row["claim_id"]) for row in own)


def test_no_text_of_a_source_is_longer_than_a_quote() -> None:
    for row in table("claims"):
        assert len(row["quote"].split()) <= MAX_QUOTE_WORDS, row["claim_id"]
        assert len(row["value"].split()) <= MAX_QUOTE_WORDS, row["claim_id"]
    for row in table("events"):
        quoted = re.findall(r"[\"“](.+?)[\"”]", row["notes"] + row["title"])
        assert all(len(text.split()) <= MAX_QUOTE_WORDS for text in quoted), row["event_id"]


@pytest.mark.parametrize("letter", sorted(DISAGREEMENTS))
def test_the_disagreements_of_the_sources_can_be_read_from_the_claims(letter: str) -> None:
    event_id, field, values = DISAGREEMENTS[letter]
    assert values <= {row["value"] for row in claims_of(event_id, field)}


def test_denials_and_disputes_stand_against_an_assertion_of_the_same_value() -> None:
    for row in table("claims"):
        if row["stance"] in {"denies", "disputes"} and row["field"] != "involvement":
            others = [other for other in claims_of(row["event_id"], row["field"]) if other["stance"] == "asserts"]
            assert any(row["value"] in other["value"] for other in others), row["claim_id"]


def test_the_front_that_signed_before_it_was_founded_is_a_claim_and_not_a_row() -> None:
    event = next(row for row in table("events") if row["event_id"] == "peace-accord-2015")
    founded = claims_of("peace-accord-2015", "founded")[0]["value"]
    assert event["actor1"] == ""
    assert claims_of("peace-accord-2015", "actor1")[0]["value"] == "FLA"
    assert not not_after(founded, event["event_date"])


def test_successors_are_linked_and_look_alike_but_are_not_one_actor() -> None:
    links = {row["actor_id"]: row["successor"] for row in table("actors") if row["successor"]}
    assert links == {"wagner-group": "africa-corps", "csp-psd": "csp-dpa", "csp-dpa": "fla"}


def test_colours_are_distinct_and_the_readme_counts_the_rows() -> None:
    colours = [row["colour"] for row in table("actors") if row["colour"]]
    assert len(colours) == len(set(colours)) == 8
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours)
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    for name in COLUMNS:
        assert re.search(rf"\| `{name}\.csv` \| [^|]+ \| {len(table(name))} \|", readme), name
